/**
 * What the user's own ESLint config says about our rules: the codemod must see what the rule sees.
 */
import type { loadESLint as LoadESLint } from 'eslint';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readJson } from '../../analysis/module-resolver.ts';
import { settingsFrom, type LeakproofSettings } from '../../analysis/settings.ts';
import type { TransformOptions } from '../transform.ts';
import { messageOf, UsageError } from './errors.ts';

const FLAT_NAMES = ['eslint.config.js', 'eslint.config.mjs', 'eslint.config.cjs', 'eslint.config.ts', 'eslint.config.mts', 'eslint.config.cts'];
/** ESLint 8 reads these where there is no flat config, 9 with `ESLINT_USE_FLAT_CONFIG=false`. */
const LEGACY_NAMES = ['.eslintrc.js', '.eslintrc.cjs', '.eslintrc.yaml', '.eslintrc.yml', '.eslintrc.json', '.eslintrc', 'package.json'];

export interface FileConfig {
  readonly settings: LeakproofSettings;
  /** Whether its parser is asked for types. */
  readonly typed: boolean;
  /** Options of each rule that is on, by the rule's name without prefix. */
  readonly rules: ReadonlyMap<string, TransformOptions>;
}

/** Looks up the config of one file; undefined where no config speaks of our rules. */
export type ConfigLookup = (file: string) => Promise<FileConfig | undefined>;

/** The user has no config, or wants none read. */
const NO_CONFIG: ConfigLookup = () => Promise.resolve(undefined);

/**
 * Loads the `eslint.config.*` at or above a folder, or in its absence an `.eslintrc.*`, if it names this plugin: it is
 * code, and runs.
 * @param given the flat config to load instead, whatever it names; false to load none
 * @throws {UsageError} if the config is not there or fails to load
 */
export async function eslintConfigLookup(cwd: string, given?: string | false): Promise<ConfigLookup> {
  if (given === false) return NO_CONFIG;
  // A config that is named has its globs and paths from the working directory, as `eslint --config` has it.
  if (given !== undefined) return flatLookup(givenConfig(cwd, given), cwd, { overrideConfigFile: resolve(cwd, given) });
  const flat = fileAbove(cwd, FLAT_NAMES);
  if (flat !== undefined) return namesPlugin(flat) ? flatLookup(flat, dirname(flat)) : NO_CONFIG;
  const legacy = fileAbove(cwd, LEGACY_NAMES, namesPlugin);
  return legacy === undefined ? NO_CONFIG : legacyLookup(legacy, cwd);
}

function givenConfig(cwd: string, given: string): string {
  const path = resolve(cwd, given);
  if (!existsSync(path) || !statSync(path).isFile()) throw new UsageError(`--config ${given}: no such file`);
  return path;
}

/** Of a `package.json` its `eslintConfig` counts: as a dependency it names the plugin anyway. */
function namesPlugin(path: string): boolean {
  const text = basename(path) === 'package.json' ? JSON.stringify(readJson(path)?.['eslintConfig'] ?? {}) : readFileSync(path, 'utf8');
  return text.includes('leakproof');
}

async function flatLookup(path: string, folder: string, options: { readonly overrideConfigFile?: string } = {}): Promise<ConfigLookup> {
  const ESLint = await loadClass({ useFlatConfig: true });
  const eslint = new ESLint({ cwd: folder, ...options });
  return (file) =>
    orUsageError(path, async () => {
      const config = (await eslint.calculateConfigForFile(file)) as RawConfig | undefined;
      if (config) return toFileConfig(config, config.languageOptions?.parserOptions, folder);
      // ESLint has no config for what it ignores, which is a decision, nor for a language that no config names, which is
      // none. JavaScript it always knows: a `.js` file in the same place tells the two apart.
      const isIgnored = (await eslint.calculateConfigForFile(file.replace(/\.\w+$/u, '.js'))) === undefined;
      return isIgnored ? toFileConfig({}, undefined, folder) : undefined;
    });
}

/** ESLint 10 knows no `.eslintrc`; nobody lints by it there. */
async function legacyLookup(path: string, cwd: string): Promise<ConfigLookup> {
  const ESLint = await loadClass({ useFlatConfig: false });
  if ((ESLint as { readonly configType?: string }).configType !== 'eslintrc') return NO_CONFIG;
  const eslint = new ESLint({ cwd });
  return (file) =>
    orUsageError(path, async () => {
      if (await eslint.isPathIgnored(file)) return toFileConfig({}, undefined, cwd);
      const config = (await eslint.calculateConfigForFile(file)) as RawConfig;
      return toFileConfig(config, config.parserOptions, cwd);
    });
}

/** ESLint 8.57 takes eslintrc unless told otherwise, 9 and 10 a flat config; the types know of no choice. */
async function loadClass(options: { readonly useFlatConfig: boolean }): Promise<Awaited<ReturnType<typeof LoadESLint>>> {
  const { loadESLint } = await import('eslint');
  return (loadESLint as (choice: typeof options) => ReturnType<typeof LoadESLint>)(options);
}

async function orUsageError<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new UsageError(`${path}: ${messageOf(error).trimEnd()}: mend it, or pass --no-config`, { cause: error });
  }
}

interface RawConfig {
  readonly settings?: { readonly leakproof?: unknown };
  readonly languageOptions?: { readonly parserOptions?: ParserOptions };
  /** Where an `.eslintrc` has them. */
  readonly parserOptions?: ParserOptions;
  readonly rules?: Readonly<Record<string, readonly unknown[] | string | number>>;
}

interface ParserOptions {
  readonly project?: unknown;
  readonly projectService?: unknown;
}

function toFileConfig(config: RawConfig, { project, projectService }: ParserOptions = {}, folder: string): FileConfig {
  const rules = new Map<string, TransformOptions>();
  for (const [name, entry] of Object.entries(config.rules ?? {})) {
    const [severity, options] = Array.isArray(entry) ? (entry as unknown[]) : [entry];
    if (severity === 0 || severity === 'off') continue;
    rules.set(name.slice(name.lastIndexOf('/') + 1), (options ?? {}) as TransformOptions);
  }
  return { settings: settingsFrom(config.settings?.leakproof, folder), typed: Boolean(project) || Boolean(projectService), rules };
}

/** The first of some files at or above a folder that is accepted. */
function fileAbove(start: string, names: readonly string[], accepts: (path: string) => boolean = () => true): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = names.map((name) => join(folder, name)).find((path) => statSync(path, { throwIfNoEntry: false })?.isFile() && accepts(path));
    if (found !== undefined) return found;
    if (folder === dirname(folder)) return undefined;
  }
}
