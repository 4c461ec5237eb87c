/**
 * Applies a codemod to a text: find, drop what is silenced, apply the edits, check the silence after.
 */
import type { AgentsModule } from '../../analysis/agents/agent-queries.ts';
import { applyEdits } from '../../analysis/edits/apply-edits.ts';
import { changesBesideEdits } from '../../analysis/edits/untouched-code.ts';
import { unlessCompiled } from '../../analysis/finders/compiled-file.ts';
import { unlessMisdirecting } from '../../analysis/finders/directed-code.ts';
import type { ProjectFacts } from '../../analysis/finders/project-queries.ts';
import type { Edit, Site } from '../../analysis/findings/finding.ts';
import { earlyErrors, parseSource, splitBom } from '../../analysis/source/parse-source.ts';
import type { SourceCode } from '../../analysis/source/source-code.ts';
import type { Codemod } from './codemod.ts';
import { silencedFindings } from './silenced-findings.ts';
import type { TransformOptions } from './transform-types.ts';

/** What became of one site. */
export interface SiteOutcome {
  readonly site: Site;
  readonly remedy: 'fixed' | 'refused' | 'none';
  /** Whether a comment in the file silences the finding. */
  readonly silenced: boolean;
}

export interface FixedText {
  readonly source: SourceCode;
  /** The file's new text; the old one if nothing is fixed. */
  readonly output: string;
  /** What was applied, offsets without BOM. */
  readonly edits: readonly Edit[];
  readonly sites: readonly SiteOutcome[];
  /** The agents module that the output imports and that is yet to be written. */
  readonly agentsModule?: AgentsModule;
  /** The package that the output imports and that its own `package.json` does not name. */
  readonly missingDependency?: string;
}

/** After the edits a finding is left, the text does not parse, or other code means something else: the file must not be written. */
class UnsoundFixError extends Error {
  override readonly name = 'UnsoundFixError';
}

export interface FixOptions extends TransformOptions {
  /** Whether the rule looks at the fixed text, which takes as long as the fix; by default it does. */
  readonly isChecked?: boolean;
  /** Whether the edits and the fixed text are wanted, not what becomes of each site alone; by default they are. */
  readonly isWritten?: boolean;
}

/**
 * Fixes one file's text. Reads the project through `project` only, writes nothing.
 * @throws {ParseError} if the text does not parse
 * @throws {UnsoundFixError} if the fixed text would not pass the rule
 */
export function fixText(
  codemod: Codemod,
  text: string,
  project: ProjectFacts,
  { isChecked = true, isWritten = true, ...options }: FixOptions,
): FixedText {
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
  const sites = codemod
    .inspect(source, watched, options)
    .map((site) =>
      site.finding ? { ...site, finding: unlessMisdirecting(source, held(site.finding)) } : site,
    );
  const silenced = silencedFindings(
    source,
    codemod.rule,
    sites.flatMap(({ finding }) => finding ?? []),
  );
  const outcomes = sites.map((site): SiteOutcome => {
    if (!site.finding) return { site, remedy: 'none', silenced: false };
    if (silenced.has(site.finding)) return { site, remedy: 'none', silenced: true };
    return { site, remedy: 'edits' in site.finding.remedy ? 'fixed' : 'refused', silenced: false };
  });
  const { dependency } = codemod;
  if (!isWritten && dependency === undefined)
    return {
      source,
      output: text,
      edits: [],
      sites: outcomes,
      ...(isImported(planned.module, outcomes) ? { agentsModule: planned.module } : {}),
    };
  const edits = outcomes.flatMap(editsOf);
  if (edits.length === 0) return { source, output: text, edits, sites: outcomes };
  const { bom, body } = splitBom(text);
  const output = bom + applyEdits(body, edits);
  if (isChecked) {
    const after = parseOutput(codemod, source, output, project.file);
    assertUntouched(codemod, source, after, edits);
    assertSilent(codemod, codemod.inspect(after, project, options), outcomes);
  }
  const isMissing =
    dependency !== undefined &&
    project.dependency(dependency) === undefined &&
    importsPackage(output, dependency);
  return {
    source,
    output,
    edits,
    sites: outcomes,
    ...(isImported(planned.module, outcomes) ? { agentsModule: planned.module } : {}),
    ...(isMissing ? { missingDependency: dependency } : {}),
  };
}

/** Whether an edit imports the module: it may have been asked for by sites that a comment silences. */
function isImported(
  module: AgentsModule | undefined,
  outcomes: readonly SiteOutcome[],
): module is AgentsModule {
  return (
    module !== undefined &&
    outcomes.some((outcome) => {
      const { remedy } = outcome.site.finding ?? {};
      const imports = remedy && 'edits' in remedy ? remedy.imports : undefined;
      return imports === undefined
        ? editsOf(outcome).some(({ text }) => text.includes(module.specifier))
        : outcome.remedy === 'fixed' && imports === module.specifier;
    })
  );
}

/** `from 'lru-cache'`, `require("lru-cache")` */
function importsPackage(text: string, name: string): boolean {
  return text.includes(`'${name}'`) || text.includes(`"${name}"`);
}

/** The edits that fix a site, its import included; none if it is not fixed. */
export function editsOf({ site: { finding }, remedy }: SiteOutcome): readonly Edit[] {
  return remedy === 'fixed' && finding && 'edits' in finding.remedy ? finding.remedy.edits : [];
}

/** The edits change nothing beside their sites: a statement that is put before another one must not be read as one with it. */
function assertUntouched(
  codemod: Codemod,
  before: SourceCode,
  after: SourceCode,
  edits: readonly Edit[],
): void {
  const [change] = changesBesideEdits(before, after, edits);
  if (change !== undefined)
    throw new UnsoundFixError(
      `${codemod.name} would change code that is not part of the fix (${change}); the file is left alone. Please report this.`,
    );
}

/** The promise, checked on every file that changes: the rule is silent but for what is refused. */
function assertSilent(
  codemod: Codemod,
  after: readonly Site[],
  before: readonly SiteOutcome[],
): void {
  const expected = before.filter(
    ({ site, remedy, silenced }) => site.finding && (remedy === 'refused' || silenced),
  ).length;
  const left = after.filter(({ finding }) => finding).length;
  if (left > expected) {
    throw new UnsoundFixError(
      `${codemod.name} would leave ${left} findings where ${expected} were expected; the file is left alone. Please report this.`,
    );
  }
}

/** A fault in what we wrote must not read like a fault in the user's file. */
function parseOutput(
  codemod: Codemod,
  before: SourceCode,
  output: string,
  path: string,
): SourceCode {
  try {
    return parseSource(output, path, { withEarlyErrors: true });
  } catch {
    const after = parsedAtAll(codemod, output, path);
    const known = earlyErrors(before.text, path);
    const error = earlyErrors(after.text, path).find((message) => !known.includes(message));
    if (error === undefined) return after;
    throw new UnsoundFixError(
      `${codemod.name} would leave a text that Node refuses to load (${error}); the file is left alone. Please report this.`,
    );
  }
}

function parsedAtAll(codemod: Codemod, output: string, path: string): SourceCode {
  try {
    return parseSource(output, path);
  } catch (error) {
    throw new UnsoundFixError(
      `${codemod.name} would leave a text that does not parse; the file is left alone. Please report this.`,
      { cause: error },
    );
  }
}
