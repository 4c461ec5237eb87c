/**
 * What each command does, from its options to the exit code.
 */
import pc from 'picocolors';
import { packageFolder } from '../../analysis/module-resolver.ts';
import { codemods } from '../registry.ts';
import { findAssertingTests } from './asserting-tests.ts';
import { settleDependencies } from './dependencies.ts';
import { UsageError } from './errors.ts';
import { DONE, FAULT, LEFT } from './exit-codes.ts';
import { overridesFrom, projectSetting, type CommonFlags, type MendFlags } from './flags.ts';
import { render } from './formats/render.ts';
import { idleSocketWarnings } from './idle-sockets.ts';
import { Progress } from './progress.ts';
import { makeReport, type Report } from './report.ts';
import { toReportPath } from './reported-site.ts';
import { judge, withFailures, write, type Failure, type Run } from './run.ts';

/** @returns the exit code */
export async function runReport(paths: readonly string[], flags: CommonFlags): Promise<number> {
  const run = await judgeWithProgress(codemods.map(({ name }) => name), paths, flags, { explain: true });
  const cwd = process.cwd();
  const roots = new Set(run.results.filter(({ change }) => change).map(({ file }) => packageFolder(file)));
  const tests = [...roots].flatMap((root) => findAssertingTests(root, cwd));
  const report = makeReport(cwd, run.results, { tests, warnings: idleSocketWarnings(run.results, cwd) });
  console.log(await render(flags.format, { ...run, report, mode: 'report' }, pc));
  return printErrors(report) ? FAULT : DONE;
}

/**
 * @param name a codemod's, or `all`
 * @returns the exit code
 */
export async function runCodemod(name: string, paths: readonly string[], flags: MendFlags): Promise<number> {
  if (flags.check && flags.dry) throw new UsageError('--check and --dry: one or the other');
  const names = name === 'all' ? codemods.map((codemod) => codemod.name) : [name];
  const run = await judgeWithProgress(names, paths, flags, { explain: false });
  const mode = flags.check ? 'check' : flags.dry ? 'dry' : 'write';
  const failures = mode === 'write' ? await write(run, { allowDirty: flags.allowDirty === true }) : new Map<string, Failure>();
  const results = withFailures(run.results, failures);
  const report = makeReport(process.cwd(), results, { tests: [], warnings: [] });
  console.log(await render(flags.format, { ...run, results, report, mode }, pc));
  const isSettled = settleDependencies(run.results.filter(({ file }) => !failures.has(file)), { isInstalling: mode === 'write' && flags.install === true });
  for (const [file, { reason }] of failures) console.error(`${toReportPath(process.cwd(), file)}: ${reason}`);
  if (printErrors(report) || !isSettled || [...failures.values()].some(({ kind }) => kind === 'unwritable')) return FAULT;
  return report.totals.refused > 0 || (flags.check && report.totals.mended > 0) ? LEFT : DONE;
}

async function judgeWithProgress(names: readonly string[], paths: readonly string[], flags: CommonFlags, { explain }: { readonly explain: boolean }): Promise<Run> {
  const progress = new Progress(process.stderr);
  try {
    const { agentsModule, ext: extensions, ignore: respectGitignore, concurrency } = flags;
    const run = await judge({ cwd: process.cwd(), paths, codemods: names, overrides: overridesFrom(flags), agentsModule, project: projectSetting(flags), extensions, respectGitignore, concurrency, explain, onProgress: progress.update });
    if (run.scanned === 0) console.error(`codemod: no source files under ${paths.join(', ')}`);
    if (run.leftOut > 0) console.error(`codemod: ${run.leftOut} of ${run.scanned} files left out, for which the ESLint config has the rule off`);
    return run;
  } finally {
    progress.clear();
  }
}

/** @returns whether there were errors: what a note tells of stops nothing */
function printErrors({ files, notes }: Report): boolean {
  for (const { path, reason } of notes) console.error(`${path}: ${reason}`);
  const failed = files.filter(({ error }) => error !== undefined);
  for (const { path, error } of failed) console.error(`${path}: ${error}`);
  return failed.length > 0;
}
