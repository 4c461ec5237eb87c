/**
 * Runs each case through the rule and its codemod, if it has one, and holds them to one promise: flagged = fixed + refused, the
 * output as written, silence after, nothing left for a second run, and suggestions that say what the codemod does.
 */
import * as typescriptParser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import type { LeakproofSettings } from '../../analysis/project/settings.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import type { Codemod } from '../../codemods/adapter/codemod.ts';
import type { TransformOptions } from '../../codemods/adapter/transform-types.ts';
import { dedentCase } from './dedent.ts';

const PROJECTS = fileURLToPath(new URL('../fixtures/projects/', import.meta.url));

/** Folders of test/fixtures/projects: what the world beside the file is like. */
export type ProjectName =
  | 'bare'
  | 'old-lru'
  | 'defaults'
  | 'cjs-agents'
  | 'rate-limited'
  | 'retried'
  | 'esm-agents'
  | 'ts-agents';

export interface ValidCase {
  /** One line: why the case matters. */
  readonly name: string;
  /** As `dedent` reads it. */
  readonly code: string;
  /** Relative to the project; decides the dialect. */
  readonly filename?: string;
  readonly project?: ProjectName;
  readonly options?: TransformOptions;
  readonly settings?: LeakproofSettings;
}

export interface ExpectedFinding {
  readonly messageId: string;
  readonly line: number;
  /** Part of the reason, for a finding that the codemod refuses. */
  readonly refused?: string;
  /** Part of the message, where one id says several things. */
  readonly says?: string;
}

export interface InvalidCase extends ValidCase {
  /** The whole text after, as `dedent` reads it; undefined if the codemod refuses everything. */
  readonly output?: string;
  readonly findings: readonly ExpectedFinding[];
}

interface Cases {
  readonly rule: Rule.RuleModule;
  /** Of all cases, beside those of their own. */
  readonly options?: TransformOptions;
  readonly valid: readonly ValidCase[];
  readonly invalid: readonly InvalidCase[];
}

/** A rule and its codemod, or a rule alone, under its name. */
export type Suite = Cases & ({ readonly codemod: Codemod } | { readonly name: string });

export function runSuite(suite: Suite): void {
  const withOptions = <C extends ValidCase>(testCase: C): C =>
    suite.options ? { ...testCase, options: { ...suite.options, ...testCase.options } } : testCase;
  const valid = suite.valid.map(withOptions);
  const invalid = suite.invalid.map(withOptions);
  if ('name' in suite) runRuleAlone({ ...suite, valid, invalid });
  else runRuleAndCodemod({ ...suite, valid, invalid });
}

/** `output` is the text after all suggestions of the rule; without it, the rule must make none. */
function runRuleAlone({ rule, name, valid, invalid }: Cases & { readonly name: string }): void {
  describe.skipIf(valid.length === 0)(`${name} is silent`, () => {
    it.each(valid.map(dedentCase))('$name', (testCase) => {
      for (const lint of lintersFor(name, rule, testCase)) expect(lint(testCase.code)).toEqual([]);
    });
  });
  describe.skipIf(invalid.length === 0)(`${name} reports`, () => {
    it.each(invalid.map(dedentCase))('$name', (testCase) => {
      const { code, output = code, findings } = testCase;
      expect(
        findings.filter(({ refused }) => refused !== undefined),
        'without a codemod nothing is refused',
      ).toEqual([]);
      for (const lint of lintersFor(name, rule, testCase)) {
        const messages = lint(code);
        expect(
          messages.map(({ messageId, line, message }) => ({ messageId, line, message })),
        ).toEqual(expected(findings));
        expect(applySuggestions(lint, code), 'the suggestions, one after the other').toBe(output);
        const staying = messages
          .filter(({ suggestions }) => suggestions === undefined)
          .map(({ messageId }) => messageId);
        expect(
          lint(output).map(({ messageId }) => messageId),
          'silent after, but for what has no suggestion',
        ).toEqual(staying);
      }
    });
  });
}

function expected(findings: readonly ExpectedFinding[]): object[] {
  return findings.map(({ messageId, line, says = '' }) => ({
    messageId,
    line,
    message: expect.stringContaining(says) as string,
  }));
}

/** What ESLint shows of a refused finding ends with the reason, as in the report. */
function holdReasons(
  messages: readonly Linter.LintMessage[],
  reasons: readonly (string | undefined)[],
): void {
  for (const [index, { message }] of messages.entries())
    expect(message.split(' Not fixed: ').slice(1), message).toEqual(
      reasons[index] === undefined ? [] : [`${reasons[index]}.`],
    );
}

function runRuleAndCodemod({
  rule,
  codemod,
  valid,
  invalid,
}: Cases & { readonly codemod: Codemod }): void {
  const name = codemod.rule;
  if (valid.length > 0)
    describe(`${name} is silent`, () => {
      it.each(valid.map(dedentCase))('$name', (testCase) => {
        for (const lint of lintersFor(name, rule, testCase))
          expect(lint(testCase.code)).toEqual([]);
        const { output, sites } = runCodemod(codemod, testCase, testCase.code);
        expect(output).toBe(testCase.code);
        expect(sites.filter(({ remedy }) => remedy !== 'none')).toEqual([]);
      });
    });
  describe.skipIf(invalid.length === 0)(`${name} reports, ${codemod.name} fixes or refuses`, () => {
    it.each(invalid.map(dedentCase))('$name', (testCase) => {
      holdInvalid(name, rule, codemod, testCase);
    });
  });
}

function holdInvalid(
  name: string,
  rule: Rule.RuleModule,
  codemod: Codemod,
  testCase: InvalidCase,
): void {
  const { code, findings } = testCase;
  const refused = findings.filter((finding) => finding.refused !== undefined);
  const output = testCase.output ?? code;
  expect(output === code, 'a case that fixes something has an output that differs').toBe(
    refused.length === findings.length,
  );

  const fixed = runCodemod(codemod, testCase, code);
  expect(fixed.output).toBe(output);
  const remedies = fixed.sites
    .filter(({ remedy }) => remedy !== 'none')
    .map(({ site, remedy }) => ({
      messageId: site.finding!.messageId,
      line: site.node.loc.start.line,
      ...(remedy === 'refused'
        ? { refused: 'refusal' in site.finding!.remedy ? site.finding!.remedy.refusal : '' }
        : {}),
    }));
  expect(remedies).toEqual(
    findings.map(({ messageId, line, refused: reason }) => ({
      messageId,
      line,
      ...(reason === undefined ? {} : { refused: expect.stringContaining(reason) as string }),
    })),
  );

  for (const { refused: reason } of remedies as readonly { readonly refused?: string }[])
    if (reason !== undefined)
      expect(reason, 'a refusal says what to do by hand').toMatch(/: \S|\. [A-Z]/u);

  for (const lint of lintersFor(name, rule, testCase)) {
    const messages = lint(code);
    expect(messages.map(({ messageId, line, message }) => ({ messageId, line, message }))).toEqual(
      expected(findings),
    );
    holdReasons(
      messages,
      remedies.map(({ refused: reason }) => reason),
    );
    expect(
      applySuggestions(lint, code),
      'suggestions, one after the other, give the codemod’s text',
    ).toBe(output);
    expect(
      lint(output).map(({ messageId }) => messageId),
      'silent after, but for refusals',
    ).toEqual(refused.map(({ messageId }) => messageId));
  }
  expect(runCodemod(codemod, testCase, output).output, 'a second run changes nothing').toBe(output);
}

type Lint = (code: string) => Linter.LintMessage[];

/** The rule under the TypeScript parser, and for JavaScript under ESLint's own as well. */
function lintersFor(
  name: string,
  rule: Rule.RuleModule,
  { filename = 'input.js', project = 'bare', options, settings, code }: ValidCase,
): Lint[] {
  const cwd = join(PROJECTS, project);
  const sourceType =
    /^[ \t]*(?:import|export)\b/mu.test(code) && !filename.endsWith('.cjs') ? 'module' : 'commonjs';
  const parsers = /\.[cm]?tsx?$/u.test(extname(filename))
    ? [typescriptParser]
    : [typescriptParser, undefined];
  return parsers.map((parser) => {
    const linter = new Linter({ configType: 'flat', cwd });
    const config = {
      files: ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'],
      plugins: { leakproof: { rules: { [name]: rule } } },
      settings: { leakproof: settings ?? {} },
      languageOptions: {
        sourceType,
        parserOptions: { ecmaFeatures: { jsx: true } },
        ...(parser ? { parser } : {}),
      },
      rules: { [`leakproof/${name}`]: options ? ['error', options] : 'error' },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
    } as unknown as Linter.Config;
    return (text) => {
      const messages = linter.verify(text, [config], { filename: join(cwd, filename) });
      expect(
        messages.filter(({ fatal }) => fatal),
        text,
      ).toEqual([]);
      return messages;
    };
  });
}

/** Takes the first suggestion until there is none, as a person in an editor would. */
function applySuggestions(lint: Lint, code: string): string {
  let text = code;
  for (let round = 0; ; round++) {
    const fix = lint(text).flatMap(({ suggestions }) => suggestions ?? [])[0]?.fix;
    if (!fix) return text;
    expect(round, 'suggestions come to an end').toBeLessThan(100);
    const offset = text.startsWith('\uFEFF') ? 1 : 0;
    text = text.slice(0, fix.range[0] + offset) + fix.text + text.slice(fix.range[1] + offset);
  }
}

function runCodemod(
  codemod: Codemod,
  { filename = 'input.js', project = 'bare', options = {}, settings = {} }: ValidCase,
  code: string,
): ReturnType<typeof fixText> {
  const cwd = join(PROJECTS, project);
  const { agentsModule } = options;
  const facts = projectFacts(join(cwd, filename), {
    settings,
    agentsModule: agentsModule === undefined ? undefined : join(cwd, agentsModule),
  });
  return fixText(codemod, code, facts, options);
}
