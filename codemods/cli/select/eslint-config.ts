/**
 * What the user's own ESLint config says about our rules: the codemod must see what the rule sees.
 */
import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import {
  filesBelow,
  hasSourceExtension,
  repositoryRoot,
} from '../../../analysis/modules/source-files.ts';
import { applicationFolder } from '../../../analysis/project/applications.ts';
import { projectRoot } from '../../../analysis/project/project-root.ts';
import { settingsFrom, type LeakproofSettings } from '../../../analysis/project/settings.ts';
import type { TransformOptions } from '../../adapter/transform-types.ts';
import { codemods } from '../../registry.ts';
import { messageOf, UsageError } from '../program/errors.ts';
import { toReportPath } from '../program/report-path.ts';
import { isInside } from './discover.ts';
import {
  ConfigFiles,
  installedEslint,
  type CalculatedConfig,
  type InstalledEslint,
  type Whereabouts,
} from './installed-eslint.ts';
import { refusedConfigText } from './refused-config.ts';

export interface RuleConfig {
  readonly options: TransformOptions;
  /** Whether its findings are errors; warnings otherwise. */
  readonly isError: boolean;
}

export interface FileConfig {
  readonly settings: LeakproofSettings;
  /** Whether its parser is asked for types. */
  readonly typed: boolean;
  /** Each rule of ours that is on, by its name without prefix; undefined if no config speaks of our rules. */
  readonly rules: ReadonlyMap<string, RuleConfig> | undefined;
  /** Those that are turned off. */
  readonly off: ReadonlySet<string>;
  /** The folder that paths in the options are relative to: ESLint's working directory. */
  readonly folder: string;
}

export interface EslintConfigs {
  /** Of each file; undefined where ESLint does not lint the file and a config speaks of our rules. */
  readonly byFile: ReadonlyMap<string, FileConfig | undefined>;
  /** What the user should know of configs that did not count. */
  readonly notes: readonly string[];
}

const OUR_RULES = new Set(codemods.map(({ rule }) => rule));

/**
 * Asks the installed ESLint for the config of each file. Configs are code, and run.
 * @param files absolute paths
 * @param given the config to take instead of those that ESLint finds; false for none
 * @throws {UsageError} if the config is not there or fails to load
 */
export async function eslintConfigs(
  files: readonly string[],
  { cwd, config: given }: { readonly cwd: string; readonly config?: string | false | undefined },
): Promise<EslintConfigs> {
  const byFile = new Map<string, FileConfig | undefined>();
  const lookup =
    given === false
      ? undefined
      : new Lookup(cwd, given === undefined ? undefined : givenConfig(cwd, given));
  const roots = byRoot(files);
  if (!lookup?.hasConfigFor(roots))
    return { byFile: new Map(files.map((file) => [file, withoutConfig(cwd)])), notes: [] };
  let isUndecided = false;
  for (const [root, within] of roots) {
    const answers = await lookup.askFor(within);
    const isDecided =
      [...answers.values()].some((answer) => speaksOfUs(answer.config)) ||
      (await lookup.speaksOfUsIn(root));
    isUndecided ||= !isDecided;
    for (const [file, answer] of answers)
      byFile.set(
        file,
        await lookup.orUsageError(file, () =>
          isDecided ? toFileConfig(answer) : asWithoutConfig(answer),
        ),
      );
  }
  return { byFile, notes: lookup.notes(isUndecided) };
}

function givenConfig(cwd: string, given: string): string {
  const path = resolve(cwd, given);
  if (!existsSync(path) || !statSync(path).isFile())
    throw new UsageError(`--config ${given}: no such file`);
  return path;
}

/** The files by the repository, or the project, that they belong to: what its configs say of one depends on no other. */
function byRoot(files: readonly string[]): Map<string, string[]> {
  const roots = new Map<string, string>();
  const within = new Map<string, string[]>();
  for (const file of files) {
    const folder = dirname(file);
    const root = roots.get(folder) ?? rootOf(file);
    roots.set(folder, root);
    const known = within.get(root);
    if (known) known.push(file);
    else within.set(root, [file]);
  }
  return within;
}

function rootOf(file: string): string {
  const repository = repositoryRoot(dirname(file));
  // A home folder may be a repository, of settings: the projects in it have nothing to do with each other.
  return repository === undefined || repository === homedir()
    ? projectRoot(applicationFolder(file))
    : repository;
}

interface Answer {
  readonly config: CalculatedConfig | undefined;
  /** The folder that the ESLint which was asked runs in. */
  readonly folder: string;
}

/** Which ESLint is asked for a file, and what it has answered. */
class Lookup {
  readonly #cwd: string;
  readonly #given: string | undefined;
  readonly #configFiles = new ConfigFiles();
  readonly #byFolder = new Map<string, Promise<InstalledEslint | undefined>>();
  readonly #asked = new Set<string>();
  readonly #versions = new Set<string>();
  readonly #unread = new Set<string>();

  constructor(cwd: string, given: string | undefined) {
    this.#cwd = cwd;
    this.#given = given;
  }

  /** Asked before anything else: ESLint takes longer to load than most runs. */
  hasConfigFor(roots: ReadonlyMap<string, readonly string[]>): boolean {
    return [...roots].some(
      ([root, files]) =>
        files.some((file) => this.#whereabouts(file) !== undefined) ||
        this.#configFiles.isBelow(root),
    );
  }

  async askFor(files: readonly string[]): Promise<Map<string, Answer>> {
    const answers = new Map<string, Answer>();
    for (const file of files) {
      answers.set(file, await this.orUsageError(file, () => this.#ask(file)));
      this.#asked.add(file);
    }
    return answers;
  }

  /** Whether a rule of ours is named for any file below a folder, beside those that have been asked for. */
  async speaksOfUsIn(root: string): Promise<boolean> {
    for (const file of filesBelow(root, {
      accepts: (name) => hasSourceExtension(name),
      respectGitignore: true,
      entersSubmodules: false,
    })) {
      if (this.#asked.has(file)) continue;
      try {
        if (speaksOfUs((await this.#ask(file)).config)) return true;
      } catch {
        // A config for files that nobody has named: what is wrong with it stops those who name them.
      }
    }
    return false;
  }

  /** @throws {UsageError} if what is read is refused or throws */
  async orUsageError<T>(file: string, read: () => T | Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      const where = this.#whereabouts(file);
      const path =
        where &&
        ((await this.#eslintOf(where).then(
          (eslint) => eslint?.configFileOf(file),
          // ESLint itself could not be loaded for such a config.
          () => undefined,
        )) ??
          where.configFile);
      throw new UsageError(refusedConfigText(path, messageOf(error).trimEnd()), { cause: error });
    }
  }

  /** @param isUndecided whether files are judged as without a config */
  notes(isUndecided: boolean): string[] {
    if (!isUndecided) return [];
    const [first, ...more] = [...this.#unread];
    const others = more.length > 0 ? ` and ${more.length} more` : '';
    const unread =
      first === undefined
        ? []
        : [`no ESLint is installed to read ${toReportPath(this.#cwd, first)}${others}`];
    const read = [...this.#versions].map(
      (version) =>
        `ESLint ${version} lints no file here with a rule of this plugin (its config names none, or for other \`files\`)`,
    );
    return [...unread, ...read].map((note) => `${note}: all files are judged`);
  }

  async #ask(file: string): Promise<Answer> {
    const where = this.#whereabouts(file);
    if (!where) return { config: undefined, folder: this.#cwd };
    const eslint = await this.#eslintOf(where);
    if (eslint) this.#versions.add(eslint.version);
    else this.#unread.add(where.configFile);
    return { config: await eslint?.configOf(file), folder: where.cwd };
  }

  /**
   * ESLint runs in the working directory. If no config is there, nor above, it would not run, but in each package of a
   * monorepo: so it is asked from there.
   */
  #whereabouts(file: string): Whereabouts | undefined {
    const cwd = this.#cwd;
    if (this.#given !== undefined) return { cwd, configFile: this.#given, isGiven: true };
    const common = this.#configFiles.nearest(cwd);
    if (common !== undefined) return { cwd, configFile: common, isGiven: false };
    const configFile = this.#configFiles.outermost(
      dirname(file),
      isInside(cwd, file) ? cwd : rootOf(file),
    );
    return configFile === undefined
      ? undefined
      : { cwd: dirname(configFile), configFile, isGiven: false };
  }

  #eslintOf(where: Whereabouts): Promise<InstalledEslint | undefined> {
    const known = this.#byFolder.get(where.cwd) ?? installedEslint(where);
    this.#byFolder.set(where.cwd, known);
    return known;
  }
}

/** Off counts, too: somebody has decided. */
function speaksOfUs(config: CalculatedConfig | undefined): boolean {
  return Object.keys(config?.rules ?? {}).some((name) => OUR_RULES.has(unprefixed(name)));
}

function withoutConfig(folder: string): FileConfig {
  return { settings: {}, typed: false, rules: undefined, off: new Set(), folder };
}

/** Settings of ours are meant for us, whichever rules are on. */
function asWithoutConfig({ config, folder }: Answer): FileConfig {
  return { ...withoutConfig(folder), settings: settingsFrom(config?.settings?.leakproof, folder) };
}

function toFileConfig({ config, folder }: Answer): FileConfig | undefined {
  if (!config) return undefined;
  const rules = new Map<string, RuleConfig>();
  const off = new Set<string>();
  for (const [name, entry] of Object.entries(config.rules ?? {})) {
    const rule = unprefixed(name);
    if (!OUR_RULES.has(rule)) continue;
    const [severity, options] = Array.isArray(entry) ? (entry as unknown[]) : [entry];
    if (severity === 0 || severity === 'off') off.add(rule);
    else
      rules.set(rule, {
        options: (options ?? {}) as TransformOptions,
        isError: severity === 2 || severity === 'error',
      });
  }
  const { project, projectService } =
    config.languageOptions?.parserOptions ?? config.parserOptions ?? {};
  return {
    settings: settingsFrom(config.settings?.leakproof, folder),
    typed: Boolean(project) || Boolean(projectService),
    rules,
    off,
    folder,
  };
}

function unprefixed(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
