/**
 * A run over many files: discover, judge, guard, write.
 */
import { accessSync, constants, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import Tinypool from 'tinypool';
import writeFileAtomic from 'write-file-atomic';
import type { LeakproofSettings } from '../../analysis/settings.ts';
import { writeAgentsModule } from '../create-codemod.ts';
import { codemods } from '../registry.ts';
import { discover, type Discovered } from './discover.ts';
import { messageOf } from './errors.ts';
import { eslintConfigLookup } from './eslint-config.ts';
import { filesWithUnstagedChanges } from './git.ts';
import type { FileJob, FileResult, PlannedModule } from './file-result.ts';
import { processFile, readText } from './process-file.ts';
import { mentionsInCopy } from '../../analysis/text-matches.ts';

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
  readonly extensions: readonly string[];
  readonly respectGitignore: boolean;
  readonly concurrency: number | undefined;
  /** Absolute paths: if given, only these files are looked at, as far as they are under `paths`. */
  readonly among?: readonly string[] | undefined;
  /** A text to judge in place of a file's own; the paths do not count then. */
  readonly stdin?: { readonly file: string; readonly text: string } | undefined;
  /** The ESLint config to read, false for none; by default the one at or above `cwd`. */
  readonly config?: string | false | undefined;
  /** Whether the code behind the sites is wanted. */
  readonly detailed: boolean;
  /**
   * For a report: each codemod judges the file as it is, and text matches that are no sites are looked for, copies of
   * files included.
   */
  readonly explain: boolean;
  readonly onProgress: (done: number, total: number, file: string) => void;
}

export interface Run {
  readonly results: readonly FileResult[];
  /** How many source files there were to look at. */
  readonly scanned: number;
  /** For how many of them the ESLint config has the rule off, or ignores them. */
  readonly leftOut: number;
  /** The agents modules that the changed files import and that do not exist yet, each once. */
  readonly newModules: readonly PlannedModule[];
}

/** A worker loads the parser anew before its first file: fewer files than this are not worth one. */
const FILES_WORTH_A_WORKER = 40;

/**
 * Judges every file; writes nothing.
 * @throws {UsageError} if a path cannot be read or the ESLint config fails
 */
export async function judge(options: RunOptions): Promise<Run> {
  const discovered = options.stdin ? alone(options.stdin.file) : discover(options.paths, options);
  const jobs = await makeJobs(options, discovered);
  const results = await processAll(jobs, options);
  if (options.explain) results.push(...discovered.copies.flatMap(explainCopy));
  return {
    results: results.toSorted((a, b) => (a.file < b.file ? -1 : 1)),
    scanned: discovered.files.length,
    leftOut: discovered.files.length - jobs.length,
    newModules: newModules(results),
  };
}

function alone(file: string): Discovered {
  return { files: [file], copies: [], commonFolder: dirname(file) };
}

async function makeJobs(options: RunOptions, { files, commonFolder }: Discovered): Promise<FileJob[]> {
  const configOf = await eslintConfigLookup(options.cwd, options.config);
  const jobs: FileJob[] = [];
  for (const file of files) {
    const config = await configOf(file);
    const wanted = codemods.filter(({ name, rule }) => options.codemods.includes(name) && (!config || config.rules.has(rule)));
    // The rule is off for this file, for the browser say: what the rule does not flag the codemod does not touch.
    if (wanted.length === 0) continue;
    const toRun = wanted.map(({ name, rule }) => ({ name, options: { ...config?.rules.get(rule), ...options.overrides } }));
    const agentsModule = options.agentsModule ?? toRun.map((codemod) => codemod.options.agentsModule).find((module) => module !== undefined);
    jobs.push({
      file,
      ...(options.stdin ? { text: options.stdin.text } : {}),
      root: options.cwd,
      codemods: toRun,
      chain: !options.explain,
      settings: { ...config?.settings, ...(options.project === undefined ? {} : { project: options.project }) },
      agentsModule: agentsModule === undefined ? undefined : resolve(options.cwd, agentsModule),
      typed: config?.typed ?? false,
      commonFolder,
      explain: options.explain,
      detailed: options.detailed,
    });
  }
  return jobs;
}

async function processAll(jobs: readonly FileJob[], { concurrency, onProgress }: RunOptions): Promise<FileResult[]> {
  let done = 0;
  const noted = (result: FileResult) => {
    onProgress(++done, jobs.length, result.file);
    return result;
  };
  const workers = Math.min(concurrency ?? availableParallelism(), Math.ceil(jobs.length / FILES_WORTH_A_WORKER));
  if (workers <= 1) return jobs.map((job) => noted(processFile(job)));
  const pool = new Tinypool({ filename: new URL('process-file.js', import.meta.url).href, minThreads: workers, maxThreads: workers });
  try {
    return await Promise.all(jobs.map(async (job) => noted((await pool.run(job, { name: processFile.name })) as FileResult)));
  } finally {
    await pool.destroy();
  }
}

function explainCopy(file: string): FileResult[] {
  try {
    const mentions = mentionsInCopy(readText(file));
    return mentions.length > 0 ? [{ file, sites: [], mentions, matchedSites: 0, planned: [], missingDependencies: [], notes: [] }] : [];
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

/** Why a file that was to change was not written. */
export interface Failure {
  readonly kind: 'unstaged' | 'unwritable' | 'declined';
  readonly reason: string;
}

/**
 * Writes the changes, each file whole or not at all, with its mode and owner; the agents modules first, so that no
 * file imports what is not there.
 * @returns the files that were not written
 */
export async function write({ results, newModules: modules }: Run, { allowDirty }: { readonly allowDirty: boolean }): Promise<Map<string, Failure>> {
  const changed = results.filter(({ change }) => change);
  const failures = blockages(changed, { allowDirty });
  const writable = changed.filter(({ file }) => !failures.has(file));
  const imported = new Set(writable.flatMap(({ planned }) => planned.map(({ file }) => file)));
  for (const { file, syntax } of modules) if (imported.has(file)) writeAgentsModule(file, syntax);
  for (const { file, change } of writable) {
    const failure = await writeOne(file, change!.after);
    if (failure) failures.set(file, failure);
  }
  return failures;
}

/** Why some of the files that are to change must not be written, as far as that can be told before. */
export function blockages(changed: readonly FileResult[], { allowDirty }: { readonly allowDirty: boolean }): Map<string, Failure> {
  const unstaged = allowDirty ? new Set<string>() : filesWithUnstagedChanges(changed.map(({ file }) => file));
  return new Map(changed.flatMap((result) => blockage(result, unstaged)));
}

/** The results with what was not written as it stands: the sites of those files are refused. */
export function withFailures(results: readonly FileResult[], failures: ReadonlyMap<string, Failure>): FileResult[] {
  return results.map((result) => {
    const failure = failures.get(result.file);
    if (!failure) return result;
    const sites = result.sites.map((site) => (site.remedy === 'mended' ? { ...site, remedy: 'refused' as const, reason: `the file ${failure.reason}` } : site));
    return { ...result, sites };
  });
}

function blockage({ file, change }: FileResult, unstaged: ReadonlySet<string>): [string, Failure][] {
  if (unstaged.has(file)) return [[file, { kind: 'unstaged', reason: 'has unstaged changes: stage or commit them, or pass --allow-dirty' }]];
  try {
    accessSync(file, constants.W_OK);
    // An atomic write replaces the file, which its own permissions do not prevent: ask them all the same.
    if ((statSync(file).mode & 0o222) === 0) throw new Error('read-only');
    if (readText(file) !== change!.before) return [[file, { kind: 'unwritable', reason: 'has changed since it was read: run again' }]];
    return [];
  } catch (error) {
    return [[file, { kind: 'unwritable', reason: `cannot be written (${(error as NodeJS.ErrnoException).code ?? messageOf(error)})` }]];
  }
}

async function writeOne(file: string, text: string): Promise<Failure | undefined> {
  try {
    await writeFileAtomic(file, text, 'utf8');
    return undefined;
  } catch (error) {
    return { kind: 'unwritable', reason: `cannot be written (${(error as NodeJS.ErrnoException).code ?? messageOf(error)})` };
  }
}
