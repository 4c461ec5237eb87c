/**
 * The rules as ESLint runs them, for comparison with the codemods.
 */
import { Linter } from 'eslint';
import type { OtherParser } from './parsers.ts';
import type { Variant } from './variants.ts';

export interface Place {
  readonly file: string;
  /** The working directory, to which rule options are relative. */
  readonly cwd: string;
}

/** ESLint's messages of one variant's rule. */
export type Messages = readonly Linter.LintMessage[];

/** What ESLint says of a text, by the variant's name; or why it cannot read it. */
export type Findings =
  | { readonly byVariant: ReadonlyMap<string, Messages> }
  | { readonly unread: string };

/**
 * Runs the rules of any number of variants over one text, which is parsed once. Each has a name of its own, since they share
 * their rules: `eslint-disable leakproof/…` comments are not heard here, and test/harness/rule-tester.ts looks after them.
 */
export function lint(
  { file, cwd }: Place,
  parser: OtherParser,
  text: string,
  variants: readonly Variant[],
): Findings {
  const linter = new Linter({ configType: 'flat', cwd });
  const name = (index: number) => `v${index}/${variants[index]!.codemod.rule}`;
  const config = {
    files: ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'],
    plugins: Object.fromEntries(
      variants.map(({ codemod, rule }, index) => [
        `v${index}`,
        { rules: { [codemod.rule]: rule } },
      ]),
    ),
    rules: Object.fromEntries(
      variants.map(({ options }, index) => [name(index), ['error', options]]),
    ),
    languageOptions: parser.languageOptions,
    linterOptions: { reportUnusedDisableDirectives: 'off', reportUnusedInlineConfigs: 'off' },
  } as unknown as Linter.Config;
  const messages = linter.verify(text, [config], { filename: file });
  const fatal = messages.find((message) => message.fatal);
  if (fatal) return { unread: `${parser.name}: ${fatal.message} (line ${fatal.line})` };
  return {
    byVariant: new Map(
      variants.map((variant, index) => [
        variant.name,
        messages.filter(({ ruleId }) => ruleId === name(index)),
      ]),
    ),
  };
}

/** More than any file has that a person reads. */
const MOST_SUGGESTIONS = 300;

/**
 * Takes the first suggestion until there is none, as a person in an editor would.
 * @returns the text in the end, or undefined if there is no end to it
 */
export function takeSuggestions(
  place: Place,
  parser: OtherParser,
  text: string,
  variant: Variant,
): string | undefined {
  let current = text;
  for (let round = 0; round < MOST_SUGGESTIONS; round++) {
    const findings = lint(place, parser, current, [variant]);
    if ('unread' in findings) return current;
    const fix = findings.byVariant
      .get(variant.name)!
      .flatMap(({ suggestions }) => suggestions ?? [])[0]?.fix;
    if (!fix) return current;
    const offset = current.startsWith('\uFEFF') ? 1 : 0;
    current =
      current.slice(0, fix.range[0] + offset) + fix.text + current.slice(fix.range[1] + offset);
  }
  return undefined;
}
