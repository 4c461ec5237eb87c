/**
 * The ESLint that `eslint` would run in a folder: it alone says which config a file has, and whether it is linted.
 */
import type { ESLint } from 'eslint';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { readJson } from '../../../analysis/modules/package-json.ts';
import { filesBelow } from '../../../analysis/modules/source-files.ts';
import { isInside } from './discover.ts';

const FLAT_NAMES = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(
  (extension) => `eslint.config.${extension}`,
);
/** ESLint 8 reads these where there is no flat config, 9 with `ESLINT_USE_FLAT_CONFIG=false`, 10 never. */
const LEGACY_NAMES = [
  '.eslintrc.js',
  '.eslintrc.cjs',
  '.eslintrc.yaml',
  '.eslintrc.yml',
  '.eslintrc.json',
  '.eslintrc',
  'package.json',
];

export interface ParserOptions {
  readonly project?: unknown;
  readonly projectService?: unknown;
}

/** What ESLint has of a file, as far as it concerns us. */
export interface CalculatedConfig {
  readonly settings?: { readonly leakproof?: unknown };
  readonly languageOptions?: { readonly parserOptions?: ParserOptions };
  /** Where an `.eslintrc` has them. */
  readonly parserOptions?: ParserOptions;
  readonly rules?: Readonly<Record<string, readonly unknown[] | string | number>>;
}

export interface InstalledEslint {
  readonly version: string;
  /**
   * @returns the config of a file; undefined if ESLint does not lint it: ignored, matched by no entry, or without a config
   * @throws {Error} of the config, which is code, or of ESLint, which refuses it
   */
  configOf(file: string): Promise<CalculatedConfig | undefined>;
  /** The config file that a file is linted by, to name it. */
  configFileOf(file: string): Promise<string | undefined>;
}

/** An instance of either of ESLint's classes, of any version: that for `.eslintrc` lacks a method. */
type Instance = Pick<ESLint, 'calculateConfigForFile' | 'isPathIgnored'> &
  Partial<Pick<ESLint, 'findConfigFile'>>;

interface InstanceOptions {
  readonly cwd: string;
  readonly overrideConfigFile?: string;
  readonly overrideConfig?: readonly object[];
  /** Of the class for `.eslintrc`. */
  readonly useEslintrc?: boolean;
}

interface EslintClass {
  new (options: InstanceOptions): Instance;
  readonly version: string;
  readonly configType?: 'flat' | 'eslintrc';
}

interface EslintModule {
  readonly ESLint: EslintClass;
  /** Not in versions before 8.57. */
  readonly loadESLint?: (choice: {
    readonly cwd: string;
    readonly useFlatConfig?: boolean;
  }) => Promise<EslintClass>;
}

export interface Whereabouts {
  /** The folder that ESLint runs in. */
  readonly cwd: string;
  /** A config of the user's, whichever: without one there is nothing to ask. */
  readonly configFile: string;
  /** Whether the command line names that config: ESLint looks for no other then. */
  readonly isGiven: boolean;
}

/**
 * Loads the ESLint that is installed where the program runs, or where the config stands. The one beside the program is
 * another, if the program comes from a cache.
 * @returns undefined if none is installed
 */
export async function installedEslint({
  cwd,
  configFile,
  isGiven,
}: Whereabouts): Promise<InstalledEslint | undefined> {
  const installed = requireEslint([cwd, dirname(configFile)]);
  if (!installed?.ESLint) return undefined;
  const { loadESLint, ESLint: only } = installed;
  // A flat config that is named may have any name; the user's own, ESLint chooses between as at its command line.
  const choice = isGiven ? { cwd, useFlatConfig: !isLegacyName(configFile) } : { cwd };
  const ESLint = loadESLint ? await loadESLint(choice) : only;
  const eslint = new ESLint(isGiven ? { cwd, overrideConfigFile: configFile } : { cwd });
  const isFlat = ESLint.configType === 'flat';
  const isBelowIgnored =
    isFlat && !isGiven ? ignoredFolders(ESLint, eslint, cwd) : () => Promise.resolve(false);
  return {
    version: ESLint.version,
    async configOf(file) {
      if (await isBelowIgnored(dirname(file))) return undefined;
      try {
        if (!isFlat && (await eslint.isPathIgnored(file))) return undefined;
        return (await eslint.calculateConfigForFile(file)) as CalculatedConfig | undefined;
      } catch (error) {
        if (isWithoutConfig(error)) return undefined;
        if (!isFlat && !isGiven && (await isIgnoredAbove(ESLint, { cwd, configFile }, file)))
          return undefined;
        throw error;
      }
    },
    configFileOf: (file) => eslint.findConfigFile?.(file) ?? Promise.resolve(undefined),
  };
}

/**
 * Whether ESLint, which walks from the working directory down, never comes to a file with an `.eslintrc` near it that fails:
 * by `.eslintignore`, or by the config that it starts with.
 */
async function isIgnoredAbove(
  ESLint: EslintClass,
  { cwd, configFile }: Pick<Whereabouts, 'cwd' | 'configFile'>,
  file: string,
): Promise<boolean> {
  try {
    const above = new ESLint({ cwd, useEslintrc: false, overrideConfigFile: configFile });
    return await above.isPathIgnored(file);
  } catch {
    // The one that it starts with fails.
    return false;
  }
}

function requireEslint(folders: readonly string[]): EslintModule | undefined {
  for (const folder of folders) {
    const require = createRequire(join(folder, '_.js'));
    let path: string;
    try {
      path = require.resolve('eslint');
    } catch {
      continue;
    }
    return require(path) as EslintModule;
  }
  return undefined;
}

/** No config at or above the file: ESLint's two classes say so in words of their own, 8.57's flat one in these alone. */
function isWithoutConfig(error: unknown): boolean {
  const { messageTemplate, message } = error as {
    readonly messageTemplate?: string;
    readonly message?: string;
  };
  return (
    messageTemplate === 'config-file-missing' ||
    messageTemplate === 'no-config-found' ||
    message === 'Could not find config file.'
  );
}

/**
 * Whether ESLint, which walks from the working directory down, never comes to a folder. ESLint 10 takes the config that
 * is nearest to a file and does not ask those above it: they have been asked on the way.
 */
function ignoredFolders(
  ESLint: EslintClass,
  eslint: Instance,
  cwd: string,
): (folder: string) => Promise<boolean> {
  /** No file has it, so no pattern but one for the folder ignores it; and none matches it but ours. */
  const probe = 'leakproof-probe';
  const known = new Map<string, Promise<boolean>>();
  const ask = async (folder: string): Promise<boolean> => {
    if (folder === cwd || !isInside(cwd, folder)) return false;
    if (await isIgnored(dirname(folder))) return true;
    if (!FLAT_NAMES.some((name) => isFile(join(folder, name)))) return false;
    const above = await eslint.findConfigFile?.(join(dirname(folder), '_.js'));
    if (above === undefined) return false;
    const upper = new ESLint({
      cwd: dirname(above),
      overrideConfigFile: above,
      overrideConfig: [{ files: [`**/*.${probe}`] }],
    });
    return (await upper.calculateConfigForFile(join(folder, `_.${probe}`))) === undefined;
  };
  const isIgnored = (folder: string): Promise<boolean> => {
    let answer = known.get(folder);
    if (!answer) known.set(folder, (answer = ask(folder)));
    return answer;
  };
  return isIgnored;
}

/** Finds the files that some version of ESLint would read; of what it has looked at it remembers the answer. */
export class ConfigFiles {
  readonly #own = new Map<string, string | undefined>();

  /** The nearest one at or above a folder. */
  nearest(folder: string): string | undefined {
    return (
      this.#ownOf(folder) ??
      (dirname(folder) === folder ? undefined : this.nearest(dirname(folder)))
    );
  }

  /** The one farthest up from a folder within another. */
  outermost(folder: string, within: string): string | undefined {
    const above =
      folder === within || dirname(folder) === folder
        ? undefined
        : this.outermost(dirname(folder), within);
    return above ?? this.#ownOf(folder);
  }

  /** Whether there is one in a folder or below it. */
  isBelow(folder: string): boolean {
    return filesBelow(folder, {
      accepts: (name) => FLAT_NAMES.includes(name) || LEGACY_NAMES.includes(name),
      respectGitignore: true,
      entersSubmodules: false,
    }).some(isConfig);
  }

  #ownOf(folder: string): string | undefined {
    if (!this.#own.has(folder))
      this.#own.set(
        folder,
        [...FLAT_NAMES, ...LEGACY_NAMES].map((name) => join(folder, name)).find(isConfig),
      );
    return this.#own.get(folder);
  }
}

function isConfig(path: string): boolean {
  return (
    isFile(path) &&
    (basename(path) !== 'package.json' || readJson(path)?.['eslintConfig'] !== undefined)
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function isLegacyName(path: string): boolean {
  return LEGACY_NAMES.includes(basename(path)) || /\.(?:json|ya?ml)$/u.test(path);
}
