/**
 * The judging half of a run over many files: discover, look, judge.
 */
import { resolve } from 'node:path';
import { mentionsInCopy } from '../../../analysis/finders/text-matches.ts';
import { packageSettings } from '../../../analysis/project/package-settings.ts';
import { withAgentNumbers, type LeakproofSettings } from '../../../analysis/project/settings.ts';
import { startRecording } from '../../../analysis/modules/grounds.ts';
import type { Codemod } from '../../adapter/codemod.ts';
import type { PlannedModule } from '../../adapter/transform.ts';
import { codemods } from '../../registry.ts';
import { messageOf, UsageError } from '../program/errors.ts';
import { discover, type Discovered } from '../select/discover.ts';
import { eslintConfigs, type FileConfig } from '../select/eslint-config.ts';
import type { LeftFile } from '../select/left-alone.ts';
import type { SuppressedCounts, SuppressionsLookup } from '../select/suppressions.ts';
import type { FileJob, FileResult } from './file-result.ts';
import { formatChanges } from './prettier.ts';
import { nothingIn } from './process-file.ts';
import { readText } from './read-text.ts';
import { processFiles } from './process-files.ts';

export interface RunOptions {
  readonly cwd: string;
  readonly paths: readonly string[];
  /** Names of codemods. */
  readonly codemods: readonly string[];
  /** Options of rules that the command line sets. */
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly agentsModule: string | undefined;
  /** What the command line says of `settings.leakproof.project`, if anything. */
  readonly project: LeakproofSettings['project'] | undefined;
  /** What the command line says of `settings.leakproof.environments`, if anything. */
  readonly environments?: LeakproofSettings['environments'] | undefined;
  readonly extensions: readonly string[];
  readonly respectGitignore: boolean;
  readonly concurrency: number | undefined;
  /** Absolute paths: if given, only these files are looked at, as far as they are under `paths`. */
  readonly among?: readonly string[] | undefined;
  /** A text to judge in place of a file's own; the paths do not count then. */
  readonly stdin?: { readonly file: string; readonly text: string } | undefined;
  /** The ESLint config to read, false for none; by default those that the installed ESLint takes. */
  readonly config?: string | false | undefined;
  /** The findings that do not count, if some do not. */
  readonly suppressionsOf?: SuppressionsLookup | undefined;
  /** Whether the code behind the sites is wanted. */
  readonly detailed: boolean;
  /** For a report: whether text matches that are no sites are looked for, copies of files included. */
  readonly explain: boolean;
  /** Whether each codemod works on what the one before it left; otherwise each judges the file as it is. */
  readonly chain: boolean;
  /** Whether each fix is checked by the rule; what nobody is to see or to keep need not be. */
  readonly checked: boolean;
  /** Absolute path of the file that holds the verdicts of earlier runs; undefined if none are kept. */
  readonly cache: string | undefined;
  readonly onProgress: (done: number, total: number, file: string) => void;
}

export interface Run {
  readonly results: readonly FileResult[];
  /** How many source files there were to look at. */
  readonly scanned: number;
  /** How many of them were judged: the ESLint config may leave out some. */
  readonly judged: number;
  /** What was left alone: of them, those that the ESLint config leaves out; and what was named and is of another kind. */
  readonly left: readonly LeftFile[];
  /** Whether folders alone were named, and the ESLint config leaves out each file in them. */
  readonly isAllLeftOut: boolean;
  /** Submodules below the paths, which were not entered. */
  readonly submodules: readonly string[];
  /** What the user should know of ESLint configs that did not count. */
  readonly configNotes: readonly string[];
  /** The agents modules that the changed files import and that do not exist yet, each once. */
  readonly newModules: readonly PlannedModule[];
  /** Why the verdicts could not be kept, if so. */
  readonly cacheFault: string | undefined;
}

/**
 * Judges every file; writes nothing.
 * @throws {UsageError} if a path cannot be read or the ESLint config fails
 */
export async function judge(options: RunOptions): Promise<Run> {
  if (options.cache !== undefined) startRecording();
  const discovered = options.stdin ? alone(options.stdin.file) : discover(options.paths, options);
  const { jobs, leftOut, notes } = await makeJobs(options, discovered);
  const { results: processed, cacheFault } = await processFiles(jobs, {
    ...options,
    ...(options.stdin ? { cache: undefined } : {}),
  });
  // Prettier runs what the project's config names, which `--no-config` rules out.
  const results =
    options.checked && options.config !== false ? await formatChanges(processed) : [...processed];
  results.push(
    ...discovered.unreadable.map(({ folder, reason }) => ({ ...nothingIn(folder), error: reason })),
  );
  if (options.explain) results.push(...discovered.copies.flatMap(explainCopy));
  return {
    results: results.toSorted((a, b) => (a.file < b.file ? -1 : 1)),
    scanned: discovered.files.length,
    judged: jobs.length,
    left: [...discovered.left, ...leftOut],
    isAllLeftOut:
      leftOut.length > 0 &&
      jobs.length === 0 &&
      discovered.named.size + discovered.left.length === 0 &&
      !options.among,
    submodules: discovered.submodules,
    configNotes: notes,
    newModules: newModules(results),
    cacheFault,
  };
}

function alone(file: string): Discovered {
  return {
    files: [file],
    copies: [],
    unreadable: [],
    submodules: [],
    named: new Set([file]),
    left: [],
  };
}

interface Jobs {
  readonly jobs: readonly FileJob[];
  readonly leftOut: readonly LeftFile[];
  readonly notes: readonly string[];
}

/**
 * Whether a codemod's rule is on. A rule whose codemod `all` leaves out is in no recommended config: who runs that codemod by its
 * name wants it wherever rules of ours are on, unless the rule is turned off.
 */
function isOn({ rule, isOptIn }: Codemod, { rules, off }: FileConfig): boolean {
  if (!rules || rules.has(rule)) return true;
  return isOptIn === true && rules.size > 0 && !off.has(rule);
}

async function makeJobs(options: RunOptions, { files, named }: Discovered): Promise<Jobs> {
  const { byFile, notes } = await eslintConfigs(files, options);
  const jobs: FileJob[] = [];
  const leftOut: LeftFile[] = [];
  for (const file of files) {
    const config = byFile.get(file);
    const wanted = codemods.filter(
      (codemod) => options.codemods.includes(codemod.name) && config && isOn(codemod, config),
    );
    // What the rule does not flag the codemod does not touch.
    if (!config || wanted.length === 0) {
      leftOut.push({ file, reason: config ? 'noRuleOn' : 'notLinted', isNamed: named.has(file) });
      continue;
    }
    const toRun = wanted.map(({ name, rule }) => ({
      name,
      options: { ...config.rules?.get(rule)?.options, ...options.overrides },
    }));
    const suppressed = countedFor(config, options.suppressionsOf?.(file));
    const ownModule = toRun
      .map((codemod) => codemod.options.agentsModule)
      .find((module) => module !== undefined);
    jobs.push({
      file,
      ...(options.stdin ? { text: options.stdin.text } : {}),
      root: options.cwd,
      codemods: toRun,
      chain: options.chain,
      checked: options.checked,
      ...(suppressed ? { suppressed } : {}),
      settings: withAgentNumbers(
        {
          ...settingsOfPackage(file),
          ...config.settings,
          ...(options.project === undefined ? {} : { project: options.project }),
          ...(options.environments === undefined ? {} : { environments: options.environments }),
        },
        options.overrides,
      ),
      agentsModule:
        options.agentsModule === undefined
          ? ownModule && resolve(config.folder, ownModule)
          : resolve(options.cwd, options.agentsModule),
      typed: config.typed,
      explain: options.explain,
      detailed: options.detailed,
    });
  }
  return { jobs, leftOut, notes };
}

/** @throws {UsageError} if a `package.json` has a setting that is none */
function settingsOfPackage(file: string): LeakproofSettings {
  try {
    return packageSettings(file);
  } catch (error) {
    throw new UsageError(messageOf(error), { cause: error });
  }
}

/** Of what is recorded, what counts: for ESLint, a warning is not suppressed. */
function countedFor(
  { rules }: FileConfig,
  recorded: SuppressedCounts | undefined,
): SuppressedCounts | undefined {
  return (
    recorded &&
    Object.fromEntries(
      Object.entries(recorded).filter(([rule]) => rules?.get(rule)?.isError ?? true),
    )
  );
}

function explainCopy(file: string): FileResult[] {
  try {
    const mentions = mentionsInCopy(readText(file));
    return mentions.length > 0 ? [{ ...nothingIn(file), mentions }] : [];
  } catch {
    // Not text: nothing that a search for text would find.
    return [];
  }
}

/** One module for all that import it: ESM if one of them needs that. */
function newModules(results: readonly FileResult[]): PlannedModule[] {
  const byFile = new Map<string, PlannedModule>();
  for (const planned of results.flatMap((result) => result.planned)) {
    if (byFile.get(planned.file)?.syntax !== 'esm') byFile.set(planned.file, planned);
  }
  return [...byFile.values()];
}
