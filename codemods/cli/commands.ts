/**
 * What each command does, from its options to the exit code.
 */
import { dirname } from 'node:path';
import { applicationFolder } from '../../analysis/project/applications.ts';
import { removeLeftovers } from '../adapter/atomic-write.ts';
import { codemods } from '../registry.ts';
import {
  assertConsistent,
  overridesFrom,
  projectSetting,
  type CommonFlags,
  type FixFlags,
} from './flags.ts';
import { Progress } from './judge/progress.ts';
import { judge, type Run, type RunOptions } from './judge/run.ts';
import { UsageError } from './program/errors.ts';
import { DONE, FAULT, LEFT } from './program/exit-codes.ts';
import { toReportPath } from './program/report-path.ts';
import { findAssertingTests } from './report/asserting-tests.ts';
import { render, showsCode } from './report/formats/render.ts';
import { idleSocketWarnings } from './report/idle-sockets.ts';
import { openOutput } from './report/output.ts';
import { makeReport, type Report } from './report/report.ts';
import { filesWithUnstagedChanges } from './select/git.ts';
import { leftCounts, leftLines } from './select/left-alone.ts';
import { suppressionsLookup } from './select/suppressions.ts';
import { announceCap, announceOutside } from './write/announcements.ts';
import { settleDependencies } from './write/dependencies.ts';
import { Interruption } from './write/interruption.ts';
import { withFailures, write, type Failure } from './write/write.ts';

/**
 * @param paths as they were given
 * @returns the exit code
 */
export async function runReport(paths: readonly string[], flags: CommonFlags): Promise<number> {
  const output = openOutput(flags.output);
  const run = await judgeWithProgress(flags, {
    codemods: codemods.map(({ name }) => name),
    paths,
    explain: true,
    checked: true,
    detailed: showsCode(flags.format),
  });
  const cwd = process.cwd();
  const roots = new Set(
    run.results.filter(({ change }) => change).map(({ file }) => applicationFolder(file)),
  );
  const tests = [...roots].flatMap((root) => findAssertingTests(root, cwd));
  const report = makeReport(cwd, run.results, {
    tests,
    warnings: idleSocketWarnings(run.results, cwd),
  });
  output.write(await render(flags.format, { ...run, report, mode: 'report' }, output.colors));
  return printErrors(report) ? FAULT : DONE;
}

/**
 * @param name a codemod's, or `all`
 * @param paths as they were given
 * @returns the exit code
 */
export async function runCodemod(
  name: string,
  paths: readonly string[],
  flags: FixFlags,
): Promise<number> {
  assertConsistent(flags, paths);
  const names = name === 'all' ? codemods.map((codemod) => codemod.name) : [name];
  if (flags.stdinFilepath !== undefined) return fixStdin(names, flags.stdinFilepath, flags);
  assertTerminal(flags);
  const output = openOutput(flags.output);
  const mode = modeOf(flags);
  const interruption = mode === 'write' ? new Interruption() : undefined;
  const detailed = showsCode(flags.format);
  const run = await judgeWithProgress(flags, {
    codemods: names,
    paths,
    explain: false,
    checked: !flags.check || detailed,
    detailed,
    suppressionsOf: suppressionsFor(flags),
  });
  if (interruption) announceCap(run);
  interruption?.beginWriting();
  const failures = interruption
    ? await writeAccepted(run, paths, flags, interruption.signal)
    : new Map<string, Failure>();
  const results = withFailures(run.results, failures);
  const report = makeReport(process.cwd(), results, { tests: [], warnings: [] });
  output.write(
    await render(
      flags.format,
      { ...run, results, newModules: neededModules(run, failures), report, mode, codemod: name },
      output.colors,
    ),
  );
  const isSettled = settleDependencies(
    run.results.filter(({ file }) => !failures.has(file)),
    {
      isInstalling:
        mode === 'write' && flags.install === true && interruption?.exitCode === undefined,
    },
  );
  printFailures(failures);
  if (interruption?.exitCode !== undefined) {
    const changed = run.results.filter(({ change }) => change).length;
    console.error(
      `codemod: interrupted, ${changed - failures.size} of ${changed} files written; run again for the others`,
    );
    return interruption.exitCode;
  }
  return exitCodeOf({ run, report, failures, isSettled }, flags);
}

/** @throws {UsageError} if there is nobody to ask */
function assertTerminal({ interactive }: FixFlags): void {
  if (interactive && !(process.stdin.isTTY && process.stdout.isTTY))
    throw new UsageError('--interactive needs a terminal to ask on; --dry shows the same diffs');
}

function modeOf({ check, dry }: FixFlags): 'check' | 'dry' | 'write' {
  if (check) return 'check';
  return dry ? 'dry' : 'write';
}

function printFailures(failures: ReadonlyMap<string, Failure>): void {
  for (const [file, { kind, reason }] of failures)
    if (kind !== 'declined' && kind !== 'interrupted')
      console.error(`${toReportPath(process.cwd(), file)}: ${reason}`);
}

/** What a run that nobody interrupted has come to. */
interface Outcome {
  readonly run: Run;
  readonly report: Report;
  readonly failures: ReadonlyMap<string, Failure>;
  /** Whether the packages that the written files import are there, or need not be. */
  readonly isSettled: boolean;
}

/** Prints the errors on the way. */
function exitCodeOf({ run, report, failures, isSettled }: Outcome, { check }: FixFlags): number {
  if (check && run.isAllLeftOut) {
    console.error(
      `codemod: --check judged nothing: the ESLint config leaves out each of the ${run.scanned} files (${leftCounts(run.left)}). To judge them without it, pass --no-config`,
    );
    return FAULT;
  }
  const hasErrors = printErrors(report);
  if (hasErrors || !isSettled || [...failures.values()].some(({ kind }) => kind === 'unwritable'))
    return FAULT;
  return report.totals.refused > 0 || (check && report.totals.fixed > 0) ? LEFT : DONE;
}

async function fixStdin(names: readonly string[], path: string, flags: FixFlags): Promise<number> {
  const { answerOnStdout, readStdin } = await import('./stdin-command.ts');
  const stdin = await readStdin(path, { extensions: flags.ext, check: flags.check === true });
  if (stdin === undefined) return DONE;
  const run = await judge(
    runOptions(flags, {
      codemods: names,
      paths: [],
      explain: false,
      checked: true,
      detailed: false,
      stdin,
      suppressionsOf: suppressionsFor(flags),
    }),
  );
  sayWhatWasLeft(run);
  return answerOnStdout(run, stdin.text, { check: flags.check === true });
}

async function writeAccepted(
  run: Run,
  paths: readonly string[],
  flags: FixFlags,
  signal: AbortSignal,
): Promise<Map<string, Failure>> {
  removeLeftovers(foldersWrittenTo(run));
  const options = { allowDirty: flags.allowDirty === true, signal };
  if (!flags.interactive)
    return write(run, {
      ...options,
      ...(flags.agentsModule === undefined ? { onNewModule: announceOutside(paths) } : {}),
    });
  const [{ writeInteractively }, { default: colors }] = await Promise.all([
    import('./write/interactive.ts'),
    import('picocolors'),
  ]);
  return writeInteractively(run, options, {
    input: process.stdin,
    output: process.stdout,
    colors,
    root: process.cwd(),
  });
}

/** Of every file that was looked at: one that is right by now may have been under way when another run was killed. */
function foldersWrittenTo({ results, newModules }: Run): Set<string> {
  return new Set([...results, ...newModules].map(({ file }) => dirname(file)));
}

/** The new agents modules that a file which is not left alone imports. */
function neededModules(
  { results, newModules }: Run,
  failures: ReadonlyMap<string, Failure>,
): Run['newModules'] {
  const needed = new Set(
    results
      .filter(({ file }) => !failures.has(file))
      .flatMap(({ planned }) => planned.map(({ file }) => file)),
  );
  return newModules.filter(({ file }) => needed.has(file));
}

/** What is recorded holds back a check alone: whoever writes may fix it. */
function suppressionsFor({ check, suppressionsLocation }: FixFlags): RunOptions['suppressionsOf'] {
  return check ? suppressionsLookup(process.cwd(), suppressionsLocation) : undefined;
}

type Task = Pick<
  RunOptions,
  'codemods' | 'paths' | 'explain' | 'checked' | 'detailed' | 'stdin' | 'suppressionsOf'
>;

async function judgeWithProgress(flags: FixFlags, task: Task): Promise<Run> {
  const progress = new Progress(process.stderr);
  const options = { ...runOptions(flags, task), onProgress: progress.update };
  const among = flags.staged
    ? (await import('./select/staged.ts')).stagedFiles(options.cwd)
    : undefined;
  // What is said from here on has a line of its own.
  const run = await judge({ ...options, among }).finally(progress.clear);
  if (run.scanned === 0 && run.left.length === 0)
    console.error(
      `codemod: no source files ${among ? 'staged ' : ''}under ${options.paths.join(', ')}`,
    );
  sayWhatWasLeft(run);
  if (among && (task.explain || flags.check || flags.dry)) noteUnstaged(run);
  return run;
}

function sayWhatWasLeft({ left, scanned, submodules, configNotes }: Run): void {
  const root = process.cwd();
  for (const note of configNotes) console.error(`codemod: ${note}`);
  for (const line of leftLines(left, { scanned, root })) console.error(line);
  if (submodules.length > 0)
    console.error(
      `codemod: did not enter submodules, which are judged if they are named: ${submodules.map((folder) => toReportPath(root, folder)).join(', ')}`,
    );
}

/** What is judged is the working tree: of a file that is staged in part, more than what is staged. */
function noteUnstaged({ results }: Run): void {
  const files = results.filter(({ sites }) => sites.length > 0).map(({ file }) => file);
  for (const file of filesWithUnstagedChanges(files))
    console.error(
      `${toReportPath(process.cwd(), file)}: has unstaged changes, which were judged with what is staged`,
    );
}

function runOptions(flags: CommonFlags, { paths, ...task }: Task): RunOptions {
  const { agentsModule, ext: extensions, ignore: respectGitignore, concurrency, config } = flags;
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
    onProgress: () => undefined,
  };
}

/** @returns whether there were errors: what a note tells of stops nothing */
function printErrors({ files, notes }: Report): boolean {
  for (const { path, reason } of notes) console.error(`${path}: ${reason}`);
  const failed = files.filter(({ error }) => error !== undefined);
  for (const { path, error } of failed) console.error(`${path}: ${error}`);
  return failed.length > 0;
}
