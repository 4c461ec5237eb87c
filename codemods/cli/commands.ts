/**
 * What each command does, from its options to the exit code.
 */
import { dirname } from 'node:path';
import { applicationFolder } from '../../analysis/project/applications.ts';
import { removeLeftovers } from '../../analysis/modules/atomic-write.ts';
import { codemodsOfAll } from '../registry.ts';
import { assertConsistent, type CommonFlags, type FixFlags } from './flags.ts';
import { judgeWithProgress, runOptions, sayWhatWasLeft, suppressionsFor } from './judge-command.ts';
import { judge, type Run } from './judge/run.ts';
import { UsageError } from './program/errors.ts';
import { DONE, FAULT, LEFT } from './program/exit-codes.ts';
import { notice } from './program/notice.ts';
import { toReportPath } from './program/report-path.ts';
import { commandLine, type Rerun } from './program/rerun.ts';
import { findAssertingTests } from './report/asserting-tests.ts';
import type { Outcome as Shown } from './report/formats/outcome.ts';
import { render, showsCode } from './report/formats/render.ts';
import { sarifLimitNotice } from './report/formats/sarif-limit.ts';
import { idleSocketWarnings } from './report/idle-sockets.ts';
import { openOutput, type Output } from './report/output.ts';
import { makeReport, type Report } from './report/report.ts';
import { leftCounts } from './select/left-alone.ts';
import { announceCap, announceOutside } from './write/announcements.ts';
import { settleDependencies } from './write/dependencies.ts';
import { Interruption } from './write/interruption.ts';
import { withFailures, write, type Failure } from './write/write.ts';

/**
 * @param paths as they were given
 * @param again what fixes what is found
 * @returns the exit code
 */
export async function runReport(
  paths: readonly string[],
  flags: CommonFlags,
  again: Rerun,
): Promise<number> {
  const output = openOutput(flags.output);
  const run = await judgeWithProgress(flags, {
    codemods: namesOfAll(flags),
    paths,
    explain: true,
    chain: false,
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
  const isVerbose = flags.verbose === true;
  const outcome = { ...run, report, mode: 'report' as const, isVerbose, again };
  printNotes(report);
  await show(outcome, flags, output);
  return printErrors(report) ? FAULT : DONE;
}

/**
 * @param name a codemod's, or `all`
 * @param paths as they were given
 * @param again what runs the same again and writes
 * @returns the exit code
 */
export async function runCodemod(
  name: string,
  paths: readonly string[],
  flags: FixFlags,
  again: Rerun,
): Promise<number> {
  assertConsistent(flags, paths);
  const names = name === 'all' ? namesOfAll(flags) : [name];
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
    // A check names what stands in the files, as a report does: no codemod's text before another's.
    chain: mode !== 'check',
    checked: mode !== 'check' || detailed,
    detailed,
    suppressionsOf: suppressionsFor(flags),
  });
  if (interruption) announceCap(run, { allowDirty: flags.allowDirty === true });
  interruption?.beginWriting();
  const failures = interruption
    ? await writeAccepted(run, paths, flags, interruption.signal)
    : new Map<string, Failure>();
  const results = withFailures(run.results, failures);
  const report = makeReport(process.cwd(), results, { tests: [], warnings: [] });
  const outcome = {
    ...run,
    results,
    newModules: neededModules(run, failures),
    report,
    mode,
    isVerbose: flags.verbose === true,
    again,
  };
  printNotes(report);
  if (mode !== 'check') sayWhatIsUnformatted(run.results.filter(({ file }) => !failures.has(file)));
  await show(outcome, flags, output);
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
    notice(
      `interrupted, ${changed - failures.size} of ${changed} files written; for the others, run again: ${commandLine(again)}`,
    );
    return interruption.exitCode;
  }
  return exitCodeOf({ run, report, failures, isSettled }, flags);
}

function namesOfAll({ exclude = [] }: CommonFlags): string[] {
  return codemodsOfAll.filter(({ rule }) => !exclude.includes(rule)).map(({ name }) => name);
}

async function show(outcome: Shown, flags: CommonFlags, output: Output): Promise<void> {
  output.write(await render(flags.format, outcome, output));
  const limit = sarifLimitNotice(outcome, flags);
  if (limit !== undefined) notice(limit);
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
    if (kind !== 'declined' && kind !== 'interrupted' && kind !== 'undecided')
      console.error(`${toReportPath(process.cwd(), file)}: ${reason}`);
  const open = [...failures.values()].filter(({ kind }) => kind === 'undecided').length;
  if (open > 0)
    notice(`you quit: ${open === 1 ? '1 file was' : `${open} files were`} left as before`);
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
    notice(
      `--check judged nothing: the ESLint config leaves out each of the ${run.scanned} files (${leftCounts(run.left)}). To judge them without it, pass --no-config`,
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
      chain: flags.check !== true,
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

/** Said first: the last line of a report is the command to run next. */
function printNotes({ notes }: Report): void {
  for (const { path, reason } of notes) console.error(`${path}: ${reason}`);
}

/** What Prettier is to format, and did not. */
function sayWhatIsUnformatted(results: Run['results']): void {
  const paths = results
    .filter(({ change }) => change?.isUnformatted)
    .map(({ file }) => toReportPath(process.cwd(), file));
  if (paths.length > 0)
    notice(
      `Prettier would have changed ${paths.length === 1 ? 'this file' : 'these files'} before the fix, so ${paths.length === 1 ? 'it is' : 'they are'} not formatted after it: ${paths.join(', ')}`,
    );
}

/** @returns whether there were errors */
function printErrors({ files }: Report): boolean {
  const failed = files.filter(({ error }) => error !== undefined);
  for (const { path, error } of failed) console.error(`${path}: ${error}`);
  return failed.length > 0;
}
