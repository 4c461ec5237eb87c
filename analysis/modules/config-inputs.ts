/**
 * What a `tsconfig.json` compiles, and where to. TypeScript is not asked: to load it took a tenth of the time of a report.
 */
import { dirname, join, sep } from 'node:path';
import { includedFolders, includes, withConfigDir, type ConfigFiles } from './config-files.ts';
import { recordFact } from './grounds.ts';
import { filesBelow } from './source-files.ts';

export interface ConfigInputs {
  /** Absolute path of the folder that every file must be in, or the output is laid out otherwise; undefined if any may be. */
  readonly base: string | undefined;
  readonly isComposite: boolean;
  /** Whether what is compiled is written to a folder of its own. */
  readonly isEmittedElsewhere: boolean;
  /** Whether it compiles a file that is there, or that would be. */
  has(file: string): boolean;
}

interface Options {
  readonly options: Readonly<Record<string, unknown>>;
}

/** @param folder absolute path of the folder of the config */
export function configInputs(folder: string, config: ConfigFiles & Options): ConfigInputs {
  const { composite, noEmit, allowJs, checkJs } = config.options;
  const readsJs = (allowJs ?? checkJs) === true;
  const has = (file: string) =>
    (readsJs ? /\.[cm]?[jt]sx?$/u : /\.[cm]?tsx?$/u).test(file) && includes(config, folder, file);
  const { rootDir, outDir, declarationDir } = config.folders;
  const isLaidOut = noEmit !== true && (outDir ?? declarationDir) !== undefined;
  const base = () => {
    if (rootDir !== undefined) return withoutSlash(withConfigDir(rootDir, folder));
    if (composite === true) return folder;
    return isLaidOut ? commonFolderOf(filesOf(config, folder).filter(has)) : undefined;
  };
  return {
    base: base(),
    isComposite: composite === true,
    isEmittedElsewhere: noEmit !== true && outDir !== undefined,
    has,
  };
}

/** The files that decide where output goes: those that are compiled, declarations apart. */
function filesOf(config: ConfigFiles, folder: string): string[] {
  const named = config.files?.patterns.map((file) => join(config.files!.folder, file)) ?? [];
  const found = includedFolders(config, folder).flatMap((below) => {
    recordFact('inputs', below, () => INPUT_FACTS.inputs(below));
    return inputsBelow(below);
  });
  return [...named, ...found].filter((file) => !/\.d\.[cm]?ts$/u.test(file));
}

function inputsBelow(folder: string): string[] {
  return filesBelow(folder, {
    accepts: (name) => /\.[cm]?[jt]sx?$/u.test(name),
    respectGitignore: false,
  });
}

/** What is to be said now of facts that were recorded. */
export const INPUT_FACTS = {
  inputs: (folder: string) => inputsBelow(folder).join('\n'),
} as const;

function commonFolderOf([first, ...others]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  let folder = dirname(first);
  while (folder !== dirname(folder) && !others.every((file) => file.startsWith(folder + sep)))
    folder = dirname(folder);
  return folder;
}

function withoutSlash(path: string): string {
  return path.endsWith(sep) && path !== dirname(path) ? path.slice(0, -1) : path;
}
