/**
 * What `tsconfig.json` files say, with all that they inherit.
 */
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import { isFile } from './disk.ts';
import type { KeptFiles } from './kept-files.ts';
import { isRecord } from './package-json.ts';

export type Json = Readonly<Record<string, unknown>>;

/** A config, and what it inherits. */
export interface TsConfig {
  readonly paths?: Json;
  /** The folder of the config that declares the `paths`. */
  readonly pathsFolder?: string;
  /** Absolute, or with `${configDir}` in it. */
  readonly baseUrl?: string;
  /** The `compilerOptions` as they are written, the nearest of each. */
  readonly options: Json;
  /** `files`, `include` and `exclude`, each with the folder of the config that says it. */
  readonly files?: FileList;
  readonly include?: FileList;
  readonly exclude?: FileList;
}

interface FileList {
  readonly folder: string;
  readonly patterns: readonly string[];
}

/** Stands for the folder of the config that inherits, not of the one that it is written in. */
export const CONFIG_DIR = '${configDir}';

/** What TypeScript leaves out where a config says nothing. */
const DEFAULT_EXCLUDE = ['node_modules', 'bower_components', 'jspm_packages'];

export class TsConfigs {
  /** Outlives what is inherited: a config that has not changed is not parsed again. */
  readonly #configs: KeptFiles<Json>;
  readonly #resolveExtends: (folder: string, specifier: string) => string | undefined;
  readonly #inherited = new Map<string, TsConfig>();
  readonly #open = new Set<string>();

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
    if (this.#open.has(config)) return { options: {} };
    this.#open.add(config);
    try {
      const content = this.#configs.read(config);
      const bases = [content['extends']]
        .flat()
        .filter((base) => typeof base === 'string' && base !== '') as string[];
      const found = [
        ...bases.map((base) => this.read(this.#extended(dirname(config), base))),
        ownConfig(content, dirname(config)),
      ];
      const all = found.reduce((sum, one) => ({
        ...sum,
        ...one,
        options: { ...sum.options, ...one.options },
      }));
      this.#inherited.set(config, all);
      return all;
    } finally {
      this.#open.delete(config);
    }
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
    return own.exclude && matches(own.exclude, dirname(nearest), file) ? [] : [nearest];
  }

  /** Whether a config lists a file. */
  lists(config: string, file: string): boolean {
    const content = this.tryRead(config);
    return content !== undefined && includes(content, dirname(config), file);
  }

  #extended(folder: string, extended: string): string {
    const base = withConfigDir(extended, folder).replaceAll('\\', '/');
    const isPath = isAbsolute(base) || base.startsWith('./') || base.startsWith('../');
    const found = isPath
      ? undefined
      : this.#resolveExtends(folder, /^\.\.?$/u.test(base) ? `${base}/` : base);
    if (found !== undefined) return found;
    const file = absolute(folder, base);
    return file.endsWith('.json') || isFile(file) ? file : `${file}.json`;
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
    ...list('files'),
    ...list('include'),
    ...list('exclude'),
  };
}

function includes(
  { files, include, exclude, options }: TsConfig,
  folder: string,
  file: string,
): boolean {
  if (files && matches(files, folder, file)) return true;
  if (files && !include) return false;
  const outDir = typeof options['outDir'] === 'string' ? [options['outDir']] : [];
  const isExcluded = matches(
    exclude ?? { folder, patterns: [...DEFAULT_EXCLUDE, ...outDir] },
    folder,
    file,
  );
  return !isExcluded && matches(include ?? { folder, patterns: ['**/*'] }, folder, file);
}

function matches({ folder, patterns }: FileList, configDir: string, file: string): boolean {
  const path = file.split(sep).join('/');
  return patterns.some((pattern) =>
    globOf(absolute(folder, withConfigDir(pattern, configDir))).test(path),
  );
}

/** `src`, `src/*.ts`, `src/**` + `/*`: a folder means all that is in it. */
function globOf(path: string): RegExp {
  const parts = path.split(sep).join('/').replace(/\/$/u, '').split('/');
  const last = parts.at(-1)!;
  const isFolder = last === '**' || !/[*?]|\.[cm]?[jt]sx?$/u.test(last);
  const pattern = parts
    .map((part) =>
      part === '**'
        ? '(?:.+/)?'
        : `${part
            .replaceAll(/[.+^${}()|[\]\\]/gu, '\\$&')
            .replaceAll('*', '[^/]*')
            .replaceAll('?', '[^/]')}/`,
    )
    .join('');
  return new RegExp(`^${isFolder ? `${pattern}.*` : pattern.replace(/\/$/u, '')}$`, 'u');
}

export function withConfigDir(path: string, folder: string): string {
  return path.replaceAll(CONFIG_DIR, () => folder);
}

/** A slash at its end stays: it means a folder. */
export function absolute(folder: string, path: string): string {
  return isAbsolute(path) ? normalize(path) : join(folder, path);
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
