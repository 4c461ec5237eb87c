#!/usr/bin/env node
/**
 * The program `codemod`.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import pc from 'picocolors';
import { agentsModuleText } from '../../analysis/agents-module.ts';
import { packageFolder } from '../../analysis/module-resolver.ts';
import { SOURCE_EXTENSIONS } from '../../analysis/source-files.ts';
import type { Codemod, CodemodFlag } from '../create-codemod.ts';
import { codemods } from '../registry.ts';
import { findAssertingTests } from './asserting-tests.ts';
import { install, missingDependencies } from './dependencies.ts';
import { parseExtensions } from './discover.ts';
import { messageOf, UsageError } from './errors.ts';
import type { FileResult } from './file-result.ts';
import { idleSocketWarnings } from './idle-sockets.ts';
import { Progress } from './progress.ts';
import { makeReport, type Report } from './report.ts';
import { toReportPath } from './reported-site.ts';
import { judge, withFailures, write, type Failure, type Run } from './run.ts';
import { mendableSites, refusals, siteTable, textSearchLines, unifiedDiff, verdictLines } from './text-output.ts';

const { version } = createRequire(import.meta.url)('eslint-plugin-leakproof/package.json') as { version: string };

/** Nothing to do, or all done. */
const DONE = 0;
/** `--check` found something, or something was refused. */
const LEFT = 1;
/** Wrong use, a path that cannot be read, a file that does not parse, a fault of ours. */
const FAULT = 2;

interface CommonFlags {
  format: 'text' | 'json';
  agentsModule?: string;
  ext: string[];
  ignore: boolean;
  project: boolean;
  tsconfig?: string;
  concurrency?: number;
  /** The options of the codemods. */
  [option: string]: unknown;
}

interface MendFlags extends CommonFlags {
  check?: boolean;
  dry?: boolean;
  allowDirty?: boolean;
  install?: boolean;
}

async function main(argv: readonly string[]): Promise<number> {
  let exitCode = DONE;
  const program = new Command('codemod')
    .description('Finds axios calls that leak memory or sockets, and mends them.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('(`codemod --help` lists the commands, `codemod list` the codemods)')
    .configureHelp({ showGlobalOptions: true });

  for (const { name, description } of [...codemods, { name: 'all', description: 'run every codemod' }]) {
    const run = name === 'all' ? codemods : codemods.filter((codemod) => codemod.name === name);
    const command = withCommonFlags(program.command(name), run);
    if (run.some(({ dependency }) => dependency !== undefined)) command.option('--install', 'add the packages that the rewritten files import and package.json does not name');
    command
      .description(description)
      .option('--check', 'write nothing; exit 1 if anything would change or is refused')
      .option('--dry', 'write nothing; print a unified diff')
      .option('--allow-dirty', 'rewrite files that have unstaged git changes, too')
      .action(async (paths: string[], flags: MendFlags) => {
        exitCode = await runCodemod(name, paths, flags);
      });
  }
  withCommonFlags(program.command('report'), codemods)
    .description('write nothing; list every site with its verdict')
    .action(async (paths: string[], flags: CommonFlags) => {
      exitCode = await runReport(paths, flags);
    });
  program
    .command('list')
    .description('list the codemods')
    .action(() => {
      for (const { name, description, rule } of codemods) console.log(`${pc.bold(name)}  ${description} (leakproof/${rule})`);
    });

  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    // Commander has said what is wrong; help and version that were asked for are no fault.
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : FAULT;
    console.error(error instanceof UsageError ? `codemod: ${error.message}` : error);
    return FAULT;
  }
}

function withCommonFlags(command: Command, run: readonly Codemod[]): Command {
  for (const flag of flagsOf(run)) command.addOption(optionOf(flag));
  return command
    .argument('[paths...]', 'files and folders', ['.'])
    .addOption(new Option('--format <format>', 'how to print the outcome').choices(['text', 'json']).default('text'))
    .option('--agents-module <file>', 'the module that exports httpAgent and httpsAgent; written if missing')
    .option('--ext <list>', 'extensions of the files to look at', asArgument(parseExtensions), [...SOURCE_EXTENSIONS])
    .option('--tsconfig <file>', 'the tsconfig.json whose paths and types tell what files are to each other')
    .option('--no-project', 'judge each file by itself, without looking into the others')
    .option('--no-ignore', 'look at files that .gitignore names, too')
    .option('--concurrency <n>', 'how many workers at most', asArgument(parseConcurrency));
}

function optionOf({ flags, description, choices, parse }: CodemodFlag): Option {
  const option = new Option(flags, description);
  if (choices) return option.choices(choices);
  return parse ? option.argParser(asArgument(parse)) : option;
}

/** Each option once: two codemods may share one. */
function flagsOf(run: readonly Codemod[]): CodemodFlag[] {
  return [...new Map(run.flatMap(({ flags }) => flags).map((flag) => [flag.option, flag])).values()];
}

/** Lets the argument library report a usage error in its own form. */
function asArgument<T>(parse: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError(messageOf(error));
    }
  };
}

function parseConcurrency(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new UsageError('a whole number from 1 is needed');
  return number;
}

async function judgeWithProgress(names: readonly string[], paths: readonly string[], flags: CommonFlags, explain: boolean): Promise<Run> {
  const progress = new Progress(process.stderr);
  try {
    const cwd = process.cwd();
    const given = flagsOf(codemods).filter(({ option }) => flags[option] !== undefined);
    const overrides = Object.fromEntries(given.map(({ option }) => [option, flags[option]]));
    const { agentsModule, ext: extensions, ignore: respectGitignore, concurrency } = flags;
    const run = await judge({ cwd, paths, codemods: names, overrides, agentsModule, project: projectSetting(flags), extensions, respectGitignore, concurrency, explain, onProgress: progress.update });
    if (run.scanned === 0) console.error(`codemod: no source files under ${paths.join(', ')}`);
    if (run.leftOut > 0) console.error(`codemod: ${run.leftOut} of ${run.scanned} files left out, for which the ESLint config has the rule off`);
    return run;
  } finally {
    progress.clear();
  }
}

/** @throws {UsageError} if the flags contradict each other, or the config is not there */
function projectSetting({ project, tsconfig }: CommonFlags): string | false | undefined {
  if (tsconfig === undefined) return project ? undefined : false;
  if (!project) throw new UsageError('--tsconfig and --no-project: one or the other');
  if (!existsSync(tsconfig)) throw new UsageError(`${tsconfig}: no such file`);
  return resolve(tsconfig);
}

async function runReport(paths: readonly string[], flags: CommonFlags): Promise<number> {
  const run = await judgeWithProgress(codemods.map(({ name }) => name), paths, flags, true);
  const cwd = process.cwd();
  const roots = new Set(run.results.filter(({ change }) => change).map(({ file }) => packageFolder(file)));
  const tests = [...roots].flatMap((root) => findAssertingTests(root, cwd));
  const report = makeReport(cwd, run.results, { tests, warnings: idleSocketWarnings(run.results, cwd) });
  if (flags.format === 'json') printJson(report);
  else {
    print(verdictLines(report, pc));
    print(['', siteTable(report, 'mendable', pc), '', ...textSearchLines(report)]);
    printTests(report);
    printWarnings(report);
  }
  return printErrors(report) ? FAULT : DONE;
}

async function runCodemod(name: string, paths: readonly string[], flags: MendFlags): Promise<number> {
  if (flags.check && flags.dry) throw new UsageError('--check and --dry: one or the other');
  const names = name === 'all' ? codemods.map((codemod) => codemod.name) : [name];
  const run = await judgeWithProgress(names, paths, flags, false);
  const isWriting = !flags.check && !flags.dry;
  const failures = isWriting ? await write(run, { allowDirty: flags.allowDirty === true }) : new Map<string, Failure>();
  const report = makeReport(process.cwd(), withFailures(run.results, failures), { tests: [], warnings: [] });
  if (flags.format === 'json') printJson(report);
  else {
    if (flags.dry) printDiffs(run);
    printOutcome(run, report, isWriting);
    if (flags.check && report.totals.mended > 0) print(['', pc.bold('To mend:'), ...mendableSites(report, pc), '', `${pc.bold('Mend them:')} npx leakproof ${name} ${mendablePaths(report)}`]);
  }
  const isInstalled = settleDependencies(run.results.filter(({ file }) => !failures.has(file)), isWriting && flags.install === true);
  for (const [file, { reason }] of failures) console.error(`${toReportPath(process.cwd(), file)}: ${reason}`);
  if (printErrors(report) || !isInstalled || [...failures.values()].some(({ kind }) => kind === 'unwritable')) return FAULT;
  return report.totals.refused > 0 || (flags.check && report.totals.mended > 0) ? LEFT : DONE;
}

/**
 * Adds what rewritten files need, or says what to run.
 * @returns false if a package manager failed
 */
function settleDependencies(results: readonly FileResult[], isInstalling: boolean): boolean {
  let isDone = true;
  for (const missing of missingDependencies(results)) {
    const where = toReportPath(process.cwd(), join(missing.folder, 'package.json'));
    const command = missing.command.join(' ');
    if (!isInstalling) {
      console.error(`${where} does not list ${missing.name} among its dependencies, which rewritten files import: run \`${command}\`, or pass --install`);
      continue;
    }
    const failure = install(missing);
    if (failure === undefined) continue;
    isDone = false;
    console.error(`${where}: \`${command}\` failed: ${failure}. Run it yourself: the rewritten files import ${missing.name}`);
  }
  return isDone;
}

function printDiffs({ results, newModules }: Run): void {
  const cwd = process.cwd();
  for (const { file, syntax } of newModules) console.log(unifiedDiff(toReportPath(cwd, file), '', agentsModuleText(syntax), pc));
  for (const { file, change } of results) if (change) console.log(unifiedDiff(toReportPath(cwd, file), change.before, change.after, pc));
}

function printOutcome({ newModules }: Run, report: Report, isWriting: boolean): void {
  const { mended, refused, ok } = report.totals;
  print([siteTable(report, isWriting ? 'mended' : 'mendable', pc)]);
  if (refused > 0) print(['', pc.bold('Refused:'), ...refusals(report, pc)]);
  print(['', `${mended} ${mended === 1 ? 'site' : 'sites'} ${isWriting ? 'mended' : 'to mend'}, ${refused} refused, ${ok} right already.`]);
  if (mended === 0) return;
  for (const { file } of newModules) print([`${isWriting ? 'Wrote' : 'Would write'} ${toReportPath(process.cwd(), file)}, which exports the two agents.`]);
}

/** For a command line: the files themselves while they fit one. */
function mendablePaths({ files }: Report): string {
  const paths = files.filter(({ sites }) => sites.some(({ remedy }) => remedy === 'mended')).map(({ path }) => (/^[\w./@-]+$/u.test(path) ? path : JSON.stringify(path)));
  return paths.length <= 10 ? paths.join(' ') : '<the files above>';
}

function printTests({ tests }: Report): void {
  if (tests.length === 0) return;
  print(['', 'These tests assert on the arguments of calls; an added config can break them:', ...tests.map(({ path, lines }) => `  ${path}:${lines.join(', ')}`)]);
}

function printWarnings({ warnings }: Report): void {
  if (warnings.length > 0) print(['', ...warnings.map(({ path, reason }) => `${pc.yellow('Warning:')} ${path}: ${reason}.`)]);
}

/** @returns whether there were errors: what a note tells of stops nothing */
function printErrors({ files, notes }: Report): boolean {
  for (const { path, reason } of notes) console.error(`${path}: ${reason}`);
  const failed = files.filter(({ error }) => error !== undefined);
  for (const { path, error } of failed) console.error(`${path}: ${error}`);
  return failed.length > 0;
}

function print(lines: readonly string[]): void {
  console.log(lines.join('\n'));
}

function printJson(report: Report): void {
  console.log(JSON.stringify(report, undefined, 2));
}

process.exitCode = await main(process.argv);
