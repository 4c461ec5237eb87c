/**
 * The options of the commands: what they are called and what they hold.
 */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { SOURCE_EXTENSIONS } from '../../analysis/modules/source-files.ts';
import { wholeNumber, type Codemod, type CodemodFlag } from '../adapter/codemod.ts';
import { dashed } from '../adapter/given-options.ts';
import { codemods } from '../registry.ts';
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
  concurrency?: number;
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
  for (const flag of flagsOf(run)) command.addOption(optionOf(flag));
  return command
    .argument('[paths...]', 'files and folders; by default the working directory')
    .addOption(
      new Option('--format <format>', 'how to print the outcome').choices(FORMATS).default('text'),
    )
    .option('--output <file>', 'write the outcome into a file; its folder is made')
    .option(
      '--verbose',
      'list the sites that are no findings, too, with the reason of each verdict',
    )
    .option('--staged', 'only files staged in git, as far as they are under the paths')
    .option(
      '--agents-module <file>',
      'the module that exports httpAgent and httpsAgent; written if missing',
      agentsModulePath,
    )
    .option('--ext <list>', 'extensions of the files to look at', asArgument(parseExtensions), [
      ...SOURCE_EXTENSIONS,
    ])
    .option(
      '--config <file>',
      'the ESLint config to take; by default those that the installed ESLint takes',
    )
    .option('--no-config', 'read no ESLint config, and so run none of the code that is looked at')
    .option(
      '--tsconfig <file>',
      'the tsconfig.json whose paths and types tell what files are to each other',
    )
    .option('--no-project', 'judge each file by itself, without looking into the others')
    .addOption(
      new Option(
        '--environments <which>',
        'the code to judge: that of servers, or also that of browsers, tests, examples and scripts',
      ).choices(['server', 'all']),
    )
    .option('--no-ignore', 'look at files that .gitignore names, too')
    .option(
      '--concurrency <n>',
      'how many workers judge files; none without it',
      asArgument((text) => wholeNumber(text, 1)),
    );
}

/** @param run the codemods that the command runs */
export function withFixFlags(command: Command, run: readonly Codemod[]): Command {
  withCommonFlags(command, run);
  if (run.some(({ dependency }) => dependency !== undefined))
    command.option(
      '--install',
      'add the packages that the rewritten files import and package.json does not name',
    );
  return command
    .option('--check', 'write nothing; exit 1 if anything would change or is refused')
    .option(
      '--suppressions-location <file>',
      'for --check, the findings that ESLint has recorded; by default eslint-suppressions.json',
    )
    .option('--dry', 'write nothing; print a unified diff')
    .option('-i, --interactive', 'show the diff of each file and ask before it is written')
    .option(
      '--stdin-filepath <file>',
      'take the text of this file from stdin, print it fixed on stdout',
    )
    .option('--allow-dirty', 'rewrite files that have unstaged git changes, too');
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

/** Each option once: two codemods may share one. */
function flagsOf(run: readonly Codemod[]): CodemodFlag[] {
  return [
    ...new Map(run.flatMap(({ flags }) => flags).map((flag) => [flag.option, flag])).values(),
  ];
}

/** Of another kind, an extension would be added to it, and what is written would not be what was named. */
function agentsModulePath(path: string): string {
  if (/\.(?:json|node|wasm|[jt]sx|d\.[cm]?ts)$/u.test(path))
    throw new UsageError(
      `--agents-module ${path}: not a module that holds agents (js, cjs, mjs, ts, cts, mts)`,
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
