/**
 * The jscodeshift adapter: find, drop what is silenced, apply the edits, refuse aloud, check the silence after.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { AgentNumbers } from '../analysis/agent-numbers.ts';
import { agentsModuleText } from '../analysis/agents-module.ts';
import { unlessCompiled } from '../analysis/compiled-file.ts';
import { applyEdits } from '../analysis/edits.ts';
import type { Edit, Inspector, Site } from '../analysis/finding.ts';
import type { SourceCode } from '../analysis/source-code.ts';
import type { AgentsModule, ProjectFacts } from '../analysis/project-facts.ts';
import { projectFacts } from '../analysis/project.ts';
import { moduleText } from '../analysis/restyled.ts';
import { settingsFrom, withAgentNumbers } from '../analysis/settings.ts';
import { earlyErrors, parseSource, splitBom } from '../analysis/source.ts';
import { changesBesideEdits } from '../analysis/untouched-code.ts';
import { replaceFile } from './atomic-write.ts';
import { silencedFindings } from './silenced-findings.ts';
import type { Transform, TransformOptions } from './transform.ts';

/** An option of the command line that sets an option of the codemod's rule. */
export interface CodemodFlag {
  /** The option's name in the rule. */
  readonly option: string;
  /** As the argument library takes it: `--agents <form>`. */
  readonly flags: string;
  readonly description: string;
  /** The values that it takes, where they are few. */
  readonly choices?: readonly string[];
  /** Makes the option's value of the text that is given; throws where the text makes none. Without it, the text, or true. */
  readonly parse?: (text: string) => unknown;
}

/** @throws {RangeError} in words for the command line, if a text is no whole number, or a smaller one */
export function wholeNumber(text: string, least: number): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least) throw new RangeError(`a whole number from ${least} is needed`);
  return number;
}

/** What became of one site. */
export interface SiteOutcome {
  readonly site: Site;
  readonly remedy: 'mended' | 'refused' | 'none';
  /** Whether a comment in the file silences the finding. */
  readonly silenced: boolean;
}

export interface Mend {
  readonly source: SourceCode;
  /** The file's new text; the old one if nothing is mended. */
  readonly output: string;
  /** What was applied, offsets without BOM. */
  readonly edits: readonly Edit[];
  readonly sites: readonly SiteOutcome[];
  /** The agents module that the output imports and that is yet to be written. */
  readonly agentsModule?: AgentsModule;
  /** The package that the output imports and that its own `package.json` does not name. */
  readonly missingDependency?: string;
}

/** An agents module that is to be written. */
export interface PlannedModule extends Pick<AgentsModule, 'file' | 'syntax' | 'form'> {
  readonly numbers: AgentNumbers;
}

/** After the edits a finding is left, the text does not parse, or other code means something else: the file must not be written. */
class UnsoundMendError extends Error {
  override readonly name = 'UnsoundMendError';
}

export interface Codemod {
  readonly name: string;
  /** The rule whose findings it mends, without the plugin's prefix. */
  readonly rule: string;
  readonly description: string;
  /** What a finding of its rule is, in words. */
  readonly finds: string;
  /** What its sites are. */
  readonly kinds: readonly Site['kind'][];
  /** The rule's messages by id, for the report. */
  readonly messages: Readonly<Record<string, string>>;
  readonly flags: readonly CodemodFlag[];
  /** The package that what it writes imports. */
  readonly dependency?: string;
  /** The rule's own inspection; its options are read from those of the command line and the ESLint config. */
  readonly inspect: Inspector<TransformOptions>;
  /** Whether a file can hold a site at all, by its text: most cannot, and need no parsing. */
  readonly concerns: (text: string, project: ProjectFacts, options: TransformOptions) => boolean;
}

/**
 * Mends one file's text. Reads the project through `project` only, writes nothing.
 * @param isChecked whether the rule looks at the mended text, which takes as long as the mend
 * @throws {ParseError} if the text does not parse
 * @throws {UnsoundMendError} if the mended text would not pass the rule
 */
export function mend(codemod: Codemod, text: string, project: ProjectFacts, options: TransformOptions, { isChecked = true } = {}): Mend {
  const source = parseSource(text, project.file);
  const planned: { module?: AgentsModule } = {};
  const watched: ProjectFacts = {
    ...project,
    agentsModule(style) {
      const module = project.agentsModule(style);
      if (module && !module.exists) planned.module = module;
      return module;
    },
  };
  const held = unlessCompiled(source, project);
  const sites = codemod.inspect(source, watched, options).map((site) => (site.finding ? { ...site, finding: held(site.finding) } : site));
  const silenced = silencedFindings(source, codemod.rule, sites.flatMap(({ finding }) => finding ?? []));
  const outcomes = sites.map((site): SiteOutcome => {
    if (!site.finding) return { site, remedy: 'none', silenced: false };
    if (silenced.has(site.finding)) return { site, remedy: 'none', silenced: true };
    return { site, remedy: 'edits' in site.finding.remedy ? 'mended' : 'refused', silenced: false };
  });
  const edits = outcomes.flatMap(editsOf);
  if (edits.length === 0) return { source, output: text, edits, sites: outcomes };
  const { bom, body } = splitBom(text);
  const output = bom + applyEdits(body, edits);
  if (isChecked) {
    const after = parseOutput(codemod, source, output, project.file);
    assertUntouched(codemod, source, after, edits);
    assertSilent(codemod, after, project, options, outcomes);
  }
  // The module may have been asked for by sites that a comment silences: what counts is that an edit imports it.
  const usesPlanned = planned.module && edits.some((edit) => edit.text.includes(planned.module!.specifier));
  const { dependency } = codemod;
  const isMissing = dependency !== undefined && project.dependency(dependency) === undefined;
  return { source, output, edits, sites: outcomes, ...(usesPlanned ? { agentsModule: planned.module! } : {}), ...(isMissing ? { missingDependency: dependency } : {}) };
}

/** The edits that mend a site, its import included; none if it is not mended. */
export function editsOf({ site: { finding }, remedy }: SiteOutcome): readonly Edit[] {
  return remedy === 'mended' && finding && 'edits' in finding.remedy ? finding.remedy.edits : [];
}

/** The edits change nothing beside their sites: a statement that is put before another one must not be read as one with it. */
function assertUntouched(codemod: Codemod, before: SourceCode, after: SourceCode, edits: readonly Edit[]): void {
  const [change] = changesBesideEdits(before, after, edits);
  if (change !== undefined) throw new UnsoundMendError(`${codemod.name} would change code that is not part of the fix (${change}); the file is left alone. Please report this.`);
}

/** The promise, checked on every file that changes: the rule is silent but for what is refused. */
function assertSilent(codemod: Codemod, after: SourceCode, project: ProjectFacts, options: TransformOptions, before: readonly SiteOutcome[]): void {
  const expected = before.filter(({ site, remedy, silenced }) => site.finding && (remedy === 'refused' || silenced)).length;
  const left = codemod.inspect(after, project, options).filter(({ finding }) => finding).length;
  if (left > expected) {
    throw new UnsoundMendError(`${codemod.name} would leave ${left} findings where ${expected} were expected; the file is left alone. Please report this.`);
  }
}

/** A fault in what we wrote must not read like a fault in the user's file. */
function parseOutput(codemod: Codemod, before: SourceCode, output: string, path: string): SourceCode {
  try {
    return parseSource(output, path, { withEarlyErrors: true });
  } catch {
    const after = parsedAtAll(codemod, output, path);
    const known = earlyErrors(before.text, path);
    const error = earlyErrors(after.text, path).find((message) => !known.includes(message));
    if (error === undefined) return after;
    throw new UnsoundMendError(`${codemod.name} would leave a text that Node refuses to load (${error}); the file is left alone. Please report this.`);
  }
}

function parsedAtAll(codemod: Codemod, output: string, path: string): SourceCode {
  try {
    return parseSource(output, path);
  } catch (error) {
    throw new UnsoundMendError(`${codemod.name} would leave a text that does not parse; the file is left alone. Please report this.`, { cause: error });
  }
}

/** Makes a standard jscodeshift transform of a codemod: it runs under `jscodeshift -t` and its test utilities. */
export function createTransform(codemod: Codemod): Transform {
  return (file, api, given) => {
    const path = resolve(file.path);
    const project = projectFacts(path, {
      settings: withAgentNumbers(settingsFrom(given.settings, process.cwd()), given),
      agentsModule: given.agentsModule === undefined ? undefined : resolve(given.agentsModule),
      plansAgents: true,
    });
    const { output, sites, agentsModule, missingDependency } = mend(codemod, file.source, project, given);
    for (const { site, remedy } of sites) {
      if (remedy === 'none') continue;
      api.stats(remedy);
      if (remedy === 'refused') api.report?.(`${file.path}:${refusalText(site)}`);
    }
    if (missingDependency !== undefined) api.report?.(`${file.path}: imports ${missingDependency}, which its package.json does not list among its dependencies`);
    if (agentsModule && !given.dry) writeAgentsModule({ ...agentsModule, numbers: project.agentNumbers });
    return output === file.source ? undefined : output;
  };
}

function refusalText({ node, finding }: Site): string {
  const reason = finding && 'refusal' in finding.remedy ? finding.remedy.refusal : '';
  return `${node.loc.start.line}:${node.loc.start.column + 1} ${reason}`;
}

/**
 * Writes a new agents module; one that another worker or run has written meanwhile is left as it is.
 * @throws {NodeJS.ErrnoException} if it cannot be written
 */
export function writeAgentsModule({ file, syntax, numbers, form }: PlannedModule): void {
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) replaceFile(file, moduleText(file, agentsModuleText(syntax, numbers, form)));
}
