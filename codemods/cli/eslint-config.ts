/**
 * What the user's own ESLint config says about our rules: the codemod must see what the rule sees.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { settingsFrom, type LeakproofSettings } from '../../analysis/project.ts';
import type { TransformOptions } from '../create-codemod.ts';
import { messageOf, UsageError } from './errors.ts';

const CONFIG_NAMES = ['eslint.config.js', 'eslint.config.mjs', 'eslint.config.cjs', 'eslint.config.ts', 'eslint.config.mts', 'eslint.config.cts'];

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
 * Loads the `eslint.config.*` at or above a folder if it names this plugin: it is code, and runs.
 * @param given the config to load instead, whatever it names; false to load none
 * @throws {UsageError} if the config is not there or fails to load
 */
export async function eslintConfigLookup(cwd: string, given?: string | false): Promise<ConfigLookup> {
  if (given === false) return NO_CONFIG;
  if (given !== undefined && !statSync(resolve(cwd, given), { throwIfNoEntry: false })?.isFile()) throw new UsageError(`--config ${given}: no such file`);
  const path = given === undefined ? configAbove(cwd) : resolve(cwd, given);
  if (path === undefined || (given === undefined && !readFileSync(path, 'utf8').includes('leakproof'))) return NO_CONFIG;
  const { loadESLint } = await import('eslint');
  // ESLint 8.57 takes eslintrc unless told otherwise; 9 and 10 take no argument's word for it.
  const ESLint = await (loadESLint as (options: { useFlatConfig: true }) => ReturnType<typeof loadESLint>)({ useFlatConfig: true });
  // A config that is named has its globs and paths from the working directory, as `eslint --config` has it.
  const folder = given === undefined ? dirname(path) : cwd;
  const eslint = new ESLint({ cwd: folder, ...(given === undefined ? {} : { overrideConfigFile: path }) });
  return async (file) => {
    try {
      const config = (await eslint.calculateConfigForFile(file)) as RawConfig | undefined;
      if (config) return toFileConfig(config, folder);
      // ESLint has no config for what it ignores, which is a decision, nor for a language that no config names, which is
      // none. JavaScript it always knows: a `.js` file in the same place tells the two apart.
      const isIgnored = (await eslint.calculateConfigForFile(file.replace(/\.\w+$/u, '.js'))) === undefined;
      return isIgnored ? toFileConfig({}, folder) : undefined;
    } catch (error) {
      throw new UsageError(`${path}: ${messageOf(error)}`);
    }
  };
}

interface RawConfig {
  readonly settings?: { readonly leakproof?: LeakproofSettings };
  readonly languageOptions?: { readonly parserOptions?: { readonly project?: unknown; readonly projectService?: unknown } };
  readonly rules?: Readonly<Record<string, readonly unknown[] | string | number>>;
}

function toFileConfig(config: RawConfig, folder: string): FileConfig {
  const rules = new Map<string, TransformOptions>();
  for (const [name, entry] of Object.entries(config.rules ?? {})) {
    const [severity, options] = Array.isArray(entry) ? (entry as unknown[]) : [entry];
    if (severity === 0 || severity === 'off') continue;
    rules.set(name.slice(name.lastIndexOf('/') + 1), (options ?? {}) as TransformOptions);
  }
  const { project, projectService } = config.languageOptions?.parserOptions ?? {};
  return { settings: settingsFrom(config.settings?.leakproof ?? {}, folder), typed: Boolean(project) || Boolean(projectService), rules };
}

function configAbove(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = CONFIG_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (folder === dirname(folder)) return undefined;
  }
}
