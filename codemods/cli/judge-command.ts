/**
 * The judging of a command: from its options to the run, with the progress on the way and what was left alone.
 */
import { isCalled } from '../../analysis/finders/no-unbounded-collection/fix.ts';
import { defaultCacheFile } from '../../analysis/project/cache-file.ts';
import { overridesFrom, projectSetting, type CommonFlags, type FixFlags } from './flags.ts';
import { Progress } from './judge/progress.ts';
import { judge, type Run, type RunOptions } from './judge/run.ts';
import { notice } from './program/notice.ts';
import { toReportPath } from './program/report-path.ts';
import { filesWithUnstagedChanges } from './select/git.ts';
import { leftLines } from './select/left-alone.ts';
import { suppressionsLookup } from './select/suppressions.ts';

/** What is recorded holds back a check alone: whoever writes may fix it. */
export function suppressionsFor({
  check,
  suppressionsLocation,
}: FixFlags): RunOptions['suppressionsOf'] {
  return check ? suppressionsLookup(process.cwd(), suppressionsLocation) : undefined;
}

type Task = Pick<
  RunOptions,
  'codemods' | 'paths' | 'explain' | 'chain' | 'checked' | 'detailed' | 'stdin' | 'suppressionsOf'
>;

export async function judgeWithProgress(flags: FixFlags, task: Task): Promise<Run> {
  const progress = new Progress(process.stderr, process.cwd());
  const options = { ...runOptions(flags, task), onProgress: progress.update };
  const among = flags.staged
    ? (await import('./select/staged.ts')).stagedFiles(options.cwd)
    : undefined;
  // What is said from here on has a line of its own.
  const run = await judge({ ...options, among }).finally(progress.clear);
  if (run.scanned === 0 && run.left.length === 0)
    notice(`no source files ${among ? 'staged ' : ''}under ${options.paths.join(', ')}`);
  sayWhatWasLeft(run);
  sayWhatNoneIsCalled(run, flags['only']);
  if (among && (task.explain || flags.check || flags.dry)) noteUnstaged(run);
  return run;
}

export function sayWhatWasLeft({ left, scanned, submodules, configNotes, cacheFault }: Run): void {
  const root = process.cwd();
  for (const note of configNotes) notice(note);
  if (cacheFault !== undefined)
    notice(`the verdicts were not kept for the next run: ${cacheFault}`);
  for (const line of leftLines(left, { scanned, root })) console.error(line);
  if (submodules.length > 0)
    notice(
      `did not enter submodules, which are judged if they are named: ${submodules.map((folder) => toReportPath(root, folder)).join(', ')}`,
    );
}

/** @param only the names that `--only` was given, if it was */
function sayWhatNoneIsCalled({ results }: Run, only: unknown): void {
  if (!Array.isArray(only)) return;
  const names = results.flatMap(({ sites }) =>
    sites.filter(({ kind }) => kind === 'collection').map(({ name }) => name ?? ''),
  );
  for (const asked of only as readonly string[])
    if (!names.some((name) => isCalled(name, asked)))
      notice(`--only ${asked}: no collection that was judged has this name`);
}

/** What is judged is the working tree: of a file that is staged in part, more than what is staged. */
function noteUnstaged({ results }: Run): void {
  const files = results.filter(({ sites }) => sites.length > 0).map(({ file }) => file);
  for (const file of filesWithUnstagedChanges(files))
    console.error(
      `${toReportPath(process.cwd(), file)}: has unstaged changes, which were judged with what is staged`,
    );
}

export function runOptions(flags: CommonFlags, { paths, ...task }: Task): RunOptions {
  const { agentsModule, ext: extensions, ignore: respectGitignore, concurrency, config } = flags;
  const cache = flags.cache === true ? defaultCacheFile(process.cwd(), 'program') : flags.cache;
  return {
    ...task,
    cwd: process.cwd(),
    paths: paths.length > 0 ? paths : ['.'],
    overrides: overridesFrom(flags),
    agentsModule,
    project: projectSetting(flags),
    environments: flags.environments,
    extensions,
    respectGitignore,
    concurrency,
    config,
    cache,
    onProgress: () => undefined,
  };
}
