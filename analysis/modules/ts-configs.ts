/**
 * What `tsconfig.json` files say, with all that they inherit.
 */
import { dirname, isAbsolute, join } from 'node:path';
import {
  absolute,
  CONFIG_DIR,
  excludes,
  FOLDER_OPTIONS,
  includes,
  withConfigDir,
  type ConfigFiles,
} from './config-files.ts';
import { configInputs, type ConfigInputs } from './config-inputs.ts';
import { isFile } from './disk.ts';
import type { KeptFiles } from './kept-files.ts';
import { isRecord } from './package-json.ts';
import { isTypeScript } from './source-files.ts';

export type Json = Readonly<Record<string, unknown>>;

/** A config, and what it inherits. */
export interface TsConfig extends ConfigFiles {
  readonly paths?: Json;
  /** The folder of the config that declares the `paths`. */
  readonly pathsFolder?: string;
  /** Absolute, or with `${configDir}` in it. */
  readonly baseUrl?: string;
  /** The `compilerOptions` as they are written, the nearest of each. */
  readonly options: Json;
}

const NOTHING: TsConfig = { options: {}, folders: {} };

export class TsConfigs {
  /** Outlives what is inherited: a config that has not changed is not parsed again. */
  readonly #configs: KeptFiles<Json>;
  readonly #resolveExtends: (folder: string, specifier: string) => string | undefined;
  readonly #inherited = new Map<string, TsConfig>();
  readonly #open = new Set<string>();
  /** What an `extends` names that is in no package, by the path that it would have. */
  readonly #notInstalled = new Map<string, string>();

  /** @param resolveExtends tells what an `extends` means that names a package */
  constructor(
    configs: KeptFiles<Json>,
    resolveExtends: (folder: string, specifier: string) => string | undefined,
  ) {
    this.#configs = configs;
    this.#resolveExtends = resolveExtends;
  }

  /** @throws if the config, or one that it extends, cannot be read */
  read(config: string): TsConfig {
    const known = this.#inherited.get(config);
    if (known) return known;
    // Configs that extend each other are wrong, and say no more than each of them does.
    if (this.#open.has(config)) return NOTHING;
    this.#open.add(config);
    try {
      const all = this.#inherit(config, (base) => this.read(base));
      this.#inherited.set(config, all);
      return all;
    } finally {
      this.#open.delete(config);
    }
  }

  /** The same, without what it extends that cannot be read: a base from a package that is not installed. */
  #readPartly(config: string): TsConfig {
    if (this.#open.has(config)) return NOTHING;
    this.#open.add(config);
    try {
      return this.#inherit(config, (base) => this.#readPartly(base));
    } catch {
      return NOTHING;
    } finally {
      this.#open.delete(config);
    }
  }

  #inherit(config: string, read: (base: string) => TsConfig): TsConfig {
    const missing = this.#notInstalled.get(config);
    if (missing !== undefined)
      throw new Error(`\`extends\` names ${missing}, which is not installed`);
    const content = this.#configs.read(config);
    const bases = [content['extends']]
      .flat()
      .filter((base) => typeof base === 'string' && base !== '') as string[];
    const found = [
      ...bases.map((base) => read(this.#extended(dirname(config), base))),
      ownConfig(content, dirname(config)),
    ];
    return found.reduce((sum, one) => ({
      ...sum,
      ...one,
      options: { ...sum.options, ...one.options },
      folders: { ...sum.folders, ...one.folders },
    }));
  }

  /** The same; undefined where it cannot be read. */
  tryRead(config: string): TsConfig | undefined {
    try {
      return this.read(config);
    } catch {
      return undefined;
    }
  }

  /** The configs that one refers to. */
  referredBy(config: string): string[] {
    if (!this.tryRead(config)) return [];
    const { references } = this.#configs.read(config);
    const paths = Array.isArray(references)
      ? references.map((reference: unknown) =>
          isRecord(reference) ? reference['path'] : undefined,
        )
      : [];
    const folder = dirname(config);
    return paths.flatMap((path) =>
      typeof path === 'string' ? fileOf(absolute(folder, withConfigDir(path, folder))) : [],
    );
  }

  /**
   * The configs that a file is compiled by, as far as they tell: the nearest to it, or those that one refers to, where
   * it lists no such file itself.
   * @param nearest the config that is nearest to the file
   */
  ofFile(file: string, nearest: string): readonly string[] {
    const own = this.tryRead(nearest);
    if (!own) return [];
    const referred = this.referredBy(nearest).filter((config) => {
      const content = this.tryRead(config);
      return content !== undefined && includes(content, dirname(config), file);
    });
    if (referred.length > 0) return referred;
    // What is left out by name is not compiled; what is not listed may be imported by what is.
    return own.exclude && excludes(own.exclude, dirname(nearest), file) ? [] : [nearest];
  }

  /** Whether a config lists a file whose types are checked: of JavaScript, only if it says so. */
  checks(config: string, file: string): boolean {
    const content = this.tryRead(config);
    return (
      content !== undefined &&
      includes(content, dirname(config), file) &&
      (isTypeScript(file) || content.options['checkJs'] === true)
    );
  }

  /** What a config compiles, and where to; undefined where it cannot be read itself. */
  inputsOf(config: string): ConfigInputs | undefined {
    if (!this.#isReadable(config)) return undefined;
    return configInputs(dirname(config), this.tryRead(config) ?? this.#readPartly(config));
  }

  #isReadable(config: string): boolean {
    try {
      this.#configs.read(config);
      return true;
    } catch {
      return false;
    }
  }

  #extended(folder: string, extended: string): string {
    const base = withConfigDir(extended, folder).replaceAll('\\', '/');
    const isPath = isAbsolute(base) || base.startsWith('./') || base.startsWith('../');
    const found = isPath
      ? undefined
      : this.#resolveExtends(folder, /^\.\.?$/u.test(base) ? `${base}/` : base);
    if (found !== undefined) return found;
    const file = absolute(folder, base);
    const config = file.endsWith('.json') || isFile(file) ? file : `${file}.json`;
    if (!isPath && !isFile(config)) this.#notInstalled.set(config, extended);
    return config;
  }
}

/** A reference names a config, or the folder of one. */
function fileOf(path: string): string {
  return path.endsWith('.json') ? path : join(path, 'tsconfig.json');
}

function ownConfig(content: Json, folder: string): TsConfig {
  const options = isRecord(content['compilerOptions']) ? content['compilerOptions'] : {};
  const { paths, baseUrl } = options;
  const list = (name: string) =>
    Array.isArray(content[name])
      ? {
          [name]: {
            folder,
            patterns: content[name].filter((pattern) => typeof pattern === 'string'),
          },
        }
      : {};
  return {
    ...(isRecord(paths) ? { paths, pathsFolder: folder } : {}),
    ...(typeof baseUrl === 'string'
      ? { baseUrl: baseUrl.includes(CONFIG_DIR) ? baseUrl : absolute(folder, baseUrl) }
      : {}),
    options,
    folders: Object.fromEntries(
      FOLDER_OPTIONS.flatMap((name) => {
        const path = options[name];
        return typeof path === 'string'
          ? [[name, path.includes(CONFIG_DIR) ? path : absolute(folder, path)]]
          : [];
      }),
    ),
    ...list('files'),
    ...list('include'),
    ...list('exclude'),
  };
}

/** @throws if the text is no JSON, comments and commas before a closing bracket apart */
export function parseConfig(text: string): Json {
  const content = parseJson(text);
  return isRecord(content) ? content : {};
}

/** Most configs are plain JSON: taking comments out of one with a thousand `paths` takes longer than parsing it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(withoutTrailingCommas(withoutComments(text)));
  }
}

/** Blanks stand where comments were: a fault is told by its place. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//gu, (part) =>
    part.startsWith('"') ? part : part.replaceAll(/[^ \t\r\n]/gu, ' '),
  );
}

function withoutTrailingCommas(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/gu, (part) => (part === ',' ? ' ' : part));
}
