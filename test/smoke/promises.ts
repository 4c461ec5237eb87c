/**
 * The promises of test/harness/rule-tester.ts for a text that nobody has written an output for.
 */
import { resolve } from 'node:path';
import { findingText, remedyText } from '../../analysis/findings/message.ts';
import { packageFolder } from '../../analysis/modules/package-json.ts';
import { projectFacts } from '../../analysis/project/project.ts';
import { ParseError } from '../../analysis/source/parse-error.ts';
import { splitBom } from '../../analysis/source/parse-source.ts';
import { fixText, type FixedText } from '../../codemods/adapter/apply.ts';
import { brief, firstDifference, type Fault } from './fault.ts';
import { lint, takeSuggestions, type Messages, type Place } from './lint.ts';
import { offSiteChanges } from './off-site.ts';
import { otherParsers, parseFailure, type OtherParser } from './parsers.ts';
import { variants as allVariants, strictChain, type Variant } from './variants.ts';

export interface Tally {
  readonly sites: number;
  readonly fixed: number;
  readonly refused: number;
  /** In the codemod alone, in milliseconds. */
  readonly milliseconds: number;
}

export interface Judgement {
  readonly faults: readonly Fault[];
  /** By the variant's name. */
  readonly tallies: Readonly<Record<string, Tally>>;
  /** Why the file is none that can be read, if so. */
  readonly unread?: string;
}

/** @param text the content of the file, which need not exist */
export function judge(
  file: string,
  text: string,
  wanted: readonly Variant[] = allVariants,
): Judgement {
  return new Judge(file, text, wanted).judge();
}

class Judge {
  readonly #place: Place;
  readonly #text: string;
  readonly #wanted: readonly Variant[];
  /** Those that read the text. */
  #parsers: readonly OtherParser[];
  readonly #faults: Fault[] = [];
  readonly #tallies: Record<string, Tally> = {};
  /** Codemods with what they made of the text: what two variants write alike is judged once. */
  readonly #outputs = new Set<string>();

  constructor(file: string, text: string, wanted: readonly Variant[]) {
    this.#place = { file, cwd: packageFolder(file) };
    this.#text = text;
    this.#wanted = wanted;
    this.#parsers = otherParsers(file, text);
  }

  judge(): Judgement {
    const fixes = this.#wanted.map((variant) => [variant, this.#fix(variant, this.#text)] as const);
    const unread = fixes.find(([, fixed]) => fixed instanceof ParseError)?.[1];
    if (unread instanceof ParseError) {
      const readers = this.#parsers.filter(
        (parser) => parseFailure(parser, splitBom(this.#text).body) === undefined,
      );
      if (readers.length === this.#parsers.length) this.#report('unread', 'all', unread.message);
      return {
        faults: this.#faults,
        tallies: {},
        unread: [unread.message, ...readers.map(({ name }) => `read by ${name}`)].join('; '),
      };
    }
    // Most files hold nothing by their text: that no rule finds anything there either, one parser suffices to tell.
    const isConcerned = this.#wanted.some((variant) =>
      variant.codemod.concerns(this.#text, this.#factsFor(variant), variant.options),
    );
    if (!isConcerned) this.#parsers = this.#parsers.slice(-1);
    const sound = fixes.filter((entry): entry is [Variant, FixedText] => 'sites' in entry[1]);
    this.#compareFindings(sound);
    for (const [variant, fixed] of sound) this.#judgeFix(variant, fixed);
    this.#judgeChain();
    return { faults: this.#faults, tallies: this.#tallies };
  }

  #report(kind: Fault['kind'], variant: string, detail: string): void {
    this.#faults.push({ kind, variant, detail });
  }

  /** @returns an error, reported already if it is not that the text cannot be read */
  #fix(variant: Variant, text: string): FixedText | Error {
    const start = performance.now();
    try {
      const fixed = fixText(variant.codemod, text, this.#factsFor(variant), variant.options);
      const count = (wanted: string) =>
        fixed.sites.filter(({ remedy }) => remedy === wanted).length;
      this.#tallies[variant.name] ??= {
        sites: fixed.sites.length,
        fixed: count('fixed'),
        refused: count('refused'),
        milliseconds: performance.now() - start,
      };
      return fixed;
    } catch (error) {
      const { name, message, stack = message } = error as Error;
      if (name === 'UnsoundFixError') this.#report('unsound', variant.name, message);
      else if (!(error instanceof ParseError))
        this.#report('crash', variant.name, brief(stack, 600));
      return error as Error;
    }
  }

  /** As the rule has them: it knows of no paths that a codemod was given. */
  #factsFor({ options: { agentsModule } }: Variant): ReturnType<typeof projectFacts> {
    const { file, cwd } = this.#place;
    return projectFacts(file, {
      agentsModule: agentsModule === undefined ? undefined : resolve(cwd, agentsModule),
    });
  }

  /** Leaves only those parsers that read the text. */
  #compareFindings(fixes: readonly (readonly [Variant, FixedText])[]): void {
    for (const parser of this.#parsers) {
      const findings = lint(
        this.#place,
        parser,
        this.#text,
        fixes.map(([variant]) => variant),
      );
      if ('unread' in findings) {
        this.#parsers = this.#parsers.filter((other) => other !== parser);
        continue;
      }
      for (const [variant, fixed] of fixes) {
        const messages = findings.byVariant.get(variant.name)!;
        const theirs = messages
          .map(({ line, column, message }) => `${line}:${column} ${message}`)
          .toSorted();
        const ours = findingsOf(variant, fixed);
        if (theirs.join('\n') !== ours.join('\n'))
          this.#report('disagreement', variant.name, `${parser.name}: ${differing(ours, theirs)}`);
        if (
          ours.length > 0 &&
          !variant.codemod.concerns(this.#text, this.#factsFor(variant), variant.options)
        )
          this.#report('overlooked', variant.name, brief(ours[0]!));
      }
    }
  }

  #judgeFix(variant: Variant, fixed: FixedText): void {
    const { output } = fixed;
    const key = `${variant.codemod.name} ${output}`;
    if (output === this.#text || this.#outputs.has(key)) return;
    this.#outputs.add(key);
    const broken = this.#parsers.flatMap(
      (parser) => parseFailure(parser, splitBom(output).body) ?? [],
    );
    if (broken.length > 0) {
      this.#report('broken', variant.name, broken.join('; '));
      return;
    }
    this.#judgeOffSite(variant, fixed);
    const second = this.#fix(variant, output);
    if ('sites' in second) {
      const again = second.sites.filter(({ remedy }) => remedy === 'fixed').length;
      if (second.output !== output)
        this.#report(
          'second-run',
          variant.name,
          `${again} fixed again, ${firstDifference(output, second.output)}`,
        );
    }
    for (const parser of this.#parsers) this.#judgeRuleAfter(variant, fixed, parser);
  }

  #judgeOffSite(variant: Variant, { edits, sites, output }: FixedText): void {
    const [parser] = this.#parsers;
    if (!parser) return;
    const { body: text } = splitBom(this.#text);
    const unique = [
      ...new Map(edits.map((edit) => [`${edit.range.join(':')}:${edit.text}`, edit])).values(),
    ];
    const fixedSites = sites
      .filter(({ remedy }) => remedy === 'fixed')
      .map(({ site }) => site.node.range);
    const { body: after } = splitBom(output);
    const change = {
      before: parser.parse(text),
      after: parser.parse(after),
      text,
      output: after,
      edits: unique,
      sites: fixedSites,
    };
    for (const detail of offSiteChanges(change)) this.#report('off-site', variant.name, detail);
    if (splitBom(output).bom !== splitBom(this.#text).bom)
      this.#report('off-site', variant.name, 'the byte order mark');
  }

  #judgeRuleAfter(variant: Variant, { output, sites }: FixedText, parser: OtherParser): void {
    const findings = lint(this.#place, parser, output, [variant]);
    const left: Messages = 'unread' in findings ? [] : findings.byVariant.get(variant.name)!;
    const refused = sites.filter(({ remedy }) => remedy === 'refused').length;
    if (left.length !== refused)
      this.#report(
        'second-run',
        variant.name,
        `${parser.name}: ${refused} findings were refused, ${left.length} are there after: ${brief(left.map(({ line, message }) => `${line} ${message}`).join('; '))}`,
      );
    // Each suggestion takes a parse of the whole file: one parser suffices.
    if (parser !== this.#parsers.at(-1)) return;
    const taken = takeSuggestions(this.#place, parser, this.#text, variant);
    if (taken === undefined)
      this.#report('suggestions', variant.name, `${parser.name}: they come to no end`);
    else if (taken !== output)
      this.#report(
        'suggestions',
        variant.name,
        `${parser.name}: ${firstDifference(output, taken)}`,
      );
  }

  /** One codemod after the other, as `codemod all` runs them. */
  #judgeChain(): void {
    const chain = strictChain.filter(({ name }) =>
      this.#wanted.some((variant) => variant.name === name),
    );
    const run = (text: string) =>
      chain.reduce<string | undefined>((current, variant) => {
        const fixed = current === undefined ? undefined : this.#fix(variant, current);
        return fixed && 'sites' in fixed ? fixed.output : undefined;
      }, text);
    const output = run(this.#text);
    if (output === undefined || output === this.#text) return;
    const broken = this.#parsers.flatMap(
      (parser) => parseFailure(parser, splitBom(output).body) ?? [],
    );
    if (broken.length > 0) this.#report('broken', 'all', broken.join('; '));
    const again = run(output);
    if (again !== undefined && again !== output)
      this.#report('second-run', 'all', firstDifference(output, again));
  }
}

/** What the codemod finds and no comment silences, as ESLint says it. */
function findingsOf({ codemod }: Variant, { sites }: FixedText): string[] {
  return sites
    .flatMap(({ site: { node, finding }, silenced }) => {
      if (!finding || silenced) return [];
      const problem = findingText(codemod.messages, finding, true);
      const message = `${problem} ${remedyText(codemod.messages, finding)}`;
      return [`${node.loc.start.line}:${node.loc.start.column + 1} ${message}`];
    })
    .toSorted();
}

function differing(ours: readonly string[], theirs: readonly string[]): string {
  const only = (these: readonly string[], those: readonly string[]) =>
    brief(these.filter((text) => !those.includes(text)).join('; ')) || 'nothing';
  return `the codemod alone finds ${only(ours, theirs)}; the rule alone finds ${only(theirs, ours)}`;
}
