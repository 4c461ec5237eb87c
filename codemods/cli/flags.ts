/**
 * The options of the commands: what they are called and what they hold.
 */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { SOURCE_EXTENSIONS } from '../../analysis/source-files.ts';
import { wholeNumber, type Codemod, type CodemodFlag } from '../create-codemod.ts';
import { codemods } from '../registry.ts';
import { parseExtensions } from './discover.ts';
import { messageOf, UsageError } from './errors.ts';
import { FORMATS, type Format } from './formats/render.ts';

export interface CommonFlags {
  format: Format;
  agentsModule?: string;
  ext: string[];
  ignore: boolean;
  project: boolean;
  tsconfig?: string;
  concurrency?: number;
  /** The options of the codemods. */
  [option: string]: unknown;
}

export interface MendFlags extends CommonFlags {
  check?: boolean;
  dry?: boolean;
  allowDirty?: boolean;
  install?: boolean;
}

/** @param run the codemods that the command runs */
export function withCommonFlags(command: Command, run: readonly Codemod[]): Command {
  for (const flag of flagsOf(run)) command.addOption(optionOf(flag));
  return command
    .argument('[paths...]', 'files and folders', ['.'])
    .addOption(new Option('--format <format>', 'how to print the outcome').choices(FORMATS).default('text'))
    .option('--agents-module <file>', 'the module that exports httpAgent and httpsAgent; written if missing')
    .option('--ext <list>', 'extensions of the files to look at', asArgument(parseExtensions), [...SOURCE_EXTENSIONS])
    .option('--tsconfig <file>', 'the tsconfig.json whose paths and types tell what files are to each other')
    .option('--no-project', 'judge each file by itself, without looking into the others')
    .option('--no-ignore', 'look at files that .gitignore names, too')
    .option('--concurrency <n>', 'how many workers at most', asArgument((text) => wholeNumber(text, 1)));
}

/** @param run the codemods that the command runs */
export function withMendFlags(command: Command, run: readonly Codemod[]): Command {
  withCommonFlags(command, run);
  if (run.some(({ dependency }) => dependency !== undefined)) command.option('--install', 'add the packages that the rewritten files import and package.json does not name');
  return command
    .option('--check', 'write nothing; exit 1 if anything would change or is refused')
    .option('--dry', 'write nothing; print a unified diff')
    .option('--allow-dirty', 'rewrite files that have unstaged git changes, too');
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
