/**
 * The options of the commands: what they are called and what they hold.
 */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { SOURCE_EXTENSIONS } from '../../analysis/modules/source-files.ts';
import { CACHE_FILES } from '../../analysis/project/cache-file.ts';
import { wholeNumber, type Codemod, type CodemodFlag } from '../adapter/codemod.ts';
import { dashed } from '../adapter/given-options.ts';
import { codemods } from '../registry.ts';
import { cacheFileAt } from './judge/cache-file.ts';
import { messageOf, UsageError } from './program/errors.ts';
import { FORMATS, type Format } from './report/formats/render.ts';
import { parseExtensions } from './select/discover.ts';

export interface CommonFlags {
  format: Format;
  output?: string;
  verbose?: boolean;
  config?: string | false;
  staged?: boolean;
  agentsModule?: string;
  ext: string[];
  ignore: boolean;
  project: boolean;
  tsconfig?: string;
  environments?: 'server' | 'all';
  /** Rules whose codemods do not run. */
  exclude?: string[];
  concurrency?: number;
  /** Absolute path, or true for the default. */
  cache?: string | true;
  /** The options of the codemods. */
  [option: string]: unknown;
}

export interface FixFlags extends CommonFlags {
  check?: boolean;
  dry?: boolean;
  allowDirty?: boolean;
  install?: boolean;
  interactive?: boolean;
  stdinFilepath?: string;
  suppressionsLocation?: string;
}

/** @param run the codemods that the command runs */
export function withCommonFlags(command: Command, run: readonly Codemod[]): Command {
  command
    .argument('[paths...]', 'files and folders (default: the working directory)')
    .optionsGroup('What is shown:')
    .addOption(
      new Option('--format <format>', 'how to print the outcome').choices(FORMATS).default('text'),
    )
    .option('--output <file>', 'write the outcome to a file; its folder is created')
    .option(
      '--verbose',
      'also list what was judged without a finding, or could not be decided, with the reason for each',
    )
    .optionsGroup('Which files are judged, and how:')
    .option('--staged', 'only files that are staged in git, among those under the paths')
    .addOption(
      new Option('--ext <list>', 'extensions of the files to read')
        .argParser(asArgument(parseExtensions))
        .default([...SOURCE_EXTENSIONS], SOURCE_EXTENSIONS.join(',')),
    )
    .option('--no-ignore', 'also read files that .gitignore names')
    .option('--config <file>', 'an ESLint config to use (default: what the installed ESLint uses)')
    .option('--no-config', 'read no ESLint config; no code of the project is run')
    .option('--tsconfig <file>', 'the tsconfig.json to use (default: the nearest one)')
    .option('--no-project', 'judge each file by itself, without reading other files')
    .addOption(
      new Option(
        '--environments <which>',
        'judge server code, or also code of browsers, tests, examples and scripts (default: "server")',
      ).choices(['server', 'all']),
    )
    .option(
      '--concurrency <n>',
      'number of workers that judge files (default: none, judge in the main thread)',
      asArgument((text) => wholeNumber(text, 1)),
    )
    .option(
      '--cache [file]',
      `keep the verdicts for the next run, which judges again only what has changed (default file: "${CACHE_FILES.program}")`,
      cacheFileAt,
    );
  if (run.length > 1)
    command.option(
      '--exclude <rules>',
      'rules to leave out, separated by commas, such as require-axios-agents (default: none)',
      asArgument((text) => excluded(text, run)),
    );
  command.optionsGroup('How findings are fixed:');
  for (const flag of flagsOf(run)) command.addOption(optionOf(flag));
  const agentsModule = new Option(
    '--agents-module <file>',
    'the module that exports httpAgent and httpsAgent; created if missing (default: found or chosen in the package)',
  ).argParser(agentsModulePath);
  return command
    .addOption(agentsModule.hideHelp(!run.some(({ kinds }) => kinds.includes('request'))))
    .optionsGroup('Other options:');
}

/** @param run the codemods that the command runs */
export function withFixFlags(command: Command, run: readonly Codemod[]): Command {
  command
    .optionsGroup('What is written (default: the fixed files):')
    .option('--check', 'write nothing; exit 1 if there are findings')
    .option('--dry', 'write nothing; print the fixes as a unified diff, and count the rest')
    .option('-i, --interactive', 'show the diff of each file and ask before it is written')
    .option('--allow-dirty', 'also write files that have unstaged git changes')
    .option('--stdin-filepath <file>', 'read the text of this file from stdin, print it fixed')
    .option(
      '--suppressions-location <file>',
      'with --check: the findings that ESLint has recorded (default: "eslint-suppressions.json")',
    );
  if (run.some(({ dependency }) => dependency !== undefined))
    command.option(
      '--install',
      'install packages that the fixed files import and package.json lacks',
    );
  return withCommonFlags(command, run);
}

/** Options that mean nothing together: each list but one of them at a time. */
const EXCLUSIVE = [
  ['check', 'dry', 'interactive'],
  ['stdinFilepath', 'dry'],
  ['stdinFilepath', 'interactive'],
  ['stdinFilepath', 'staged'],
  ['stdinFilepath', 'output'],
  ['stdinFilepath', 'install'],
] as const;

/**
 * @param paths as they were given; the default is none
 * @throws {UsageError} if flags contradict each other
 */
export function assertConsistent(flags: FixFlags, paths: readonly string[]): void {
  for (const names of EXCLUSIVE) {
    const [first, second] = names.filter((name) => flags[name] !== undefined);
    if (second !== undefined)
      throw new UsageError(`--${dashed(first!)} and --${dashed(second)}: one or the other`);
  }
  if (flags.stdinFilepath !== undefined && paths.length > 0)
    throw new UsageError('--stdin-filepath takes no further paths');
  if (flags.agentsModule !== undefined && flags['agents'] === 'defaults')
    throw new UsageError('--agents-module and --agents defaults: one or the other');
  if (flags.suppressionsLocation !== undefined && !flags.check)
    throw new UsageError('--suppressions-location is for --check');
  const isText = flags.format === 'text';
  if (flags.stdinFilepath !== undefined && !isText)
    throw new UsageError(`--stdin-filepath prints the file's text: no --format ${flags.format}`);
  if (flags.interactive && !isText && flags.output === undefined)
    throw new UsageError(
      `--interactive and --format ${flags.format} need --output: the dialogue takes the terminal`,
    );
}

/**
 * @returns the rules that a list names, itself or by their codemods
 * @throws {UsageError} if it names something else
 */
function excluded(list: string, run: readonly Codemod[]): string[] {
  return list.split(',').map((given) => {
    const name = given.trim().replace(/^leakproof\//u, '');
    const found = run.find((codemod) => codemod.rule === name || codemod.name === name);
    if (!found)
      throw new UsageError(
        `there is no rule ${JSON.stringify(name)} here, only ${run.map(({ rule }) => rule).join(', ')}`,
      );
    return found.rule;
  });
}

/** The options of rules that the command line sets. */
export function overridesFrom(flags: CommonFlags): Record<string, unknown> {
  const given = flagsOf(codemods).filter(({ option }) => flags[option] !== undefined);
  return Object.fromEntries(given.map(({ option }) => [option, flags[option]]));
}

/**
 * What the command line says of `settings.leakproof.project`, if anything.
 * @throws {UsageError} if the flags contradict each other, or the config is not there
 */
export function projectSetting({ project, tsconfig }: CommonFlags): string | false | undefined {
  if (tsconfig === undefined) return project ? undefined : false;
  if (!project) throw new UsageError('--tsconfig and --no-project: one or the other');
  if (!existsSync(tsconfig)) throw new UsageError(`${tsconfig}: no such file`);
  return resolve(tsconfig);
}

/** Options of how a run shows what it finds: whoever runs it again to have it fixed does without. */
const ONLY_SHOWN = new Set([
  'check',
  'dry',
  'format',
  'output',
  'verbose',
  'interactive',
  'stdinFilepath',
  'suppressionsLocation',
]);

/** The options of the command line, as they were given, that a run which fixes the same findings needs, too. */
export function repeatedOptions(command: Command): string[] {
  return command.options.flatMap((option) => {
    const name = option.attributeName();
    if (ONLY_SHOWN.has(name) || command.getOptionValueSource(name) !== 'cli') return [];
    const value: unknown = command.getOptionValue(name);
    if (option.negate) return value === false ? [option.long!] : [];
    if (value === false) return [];
    return value === true ? [option.long!] : [option.long!, String(value)];
  });
}

function optionOf({ flags, description, choices, parse }: CodemodFlag): Option {
  const option = new Option(flags, description);
  if (choices) return option.choices(choices);
  return parse ? option.argParser(asArgument(parse)) : option;
}

/** Each option once: two codemods may share one, each with choices of its own. */
function flagsOf(run: readonly Codemod[]): CodemodFlag[] {
  const all = new Map<string, CodemodFlag>();
  for (const flag of run.flatMap(({ flags }) => flags)) {
    const other = all.get(flag.option);
    all.set(flag.option, other?.choices && flag.choices ? merged(other, flag) : flag);
  }
  return [...all.values()];
}

function merged(one: CodemodFlag, other: CodemodFlag): CodemodFlag {
  return one === other || one.description === other.description
    ? one
    : {
        ...one,
        description: `${one.description}; ${other.description}`,
        choices: [...new Set([...one.choices!, ...other.choices!])],
      };
}

/** Of another kind, an extension would be added to it, and what is written would not be what was named. */
function agentsModulePath(path: string): string {
  if (
    /\.(?:json\w?|node|wasm|[jt]sx|d\.[cm]?ts|css|html?|md|svelte|toml|txt|vue|ya?ml)$/u.test(path)
  )
    throw new UsageError(
      `--agents-module ${path}: not a module for agents (js, cjs, mjs, ts, cts, mts)`,
    );
  if (existsSync(path) && statSync(path).isDirectory())
    throw new UsageError(`--agents-module ${path}: is a folder`);
  return path;
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
