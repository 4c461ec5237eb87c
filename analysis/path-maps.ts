/**
 * What the `paths` and the `baseUrl` of a `tsconfig.json` make of a specifier. A monorepo has hundreds of configs that
 * inherit the same `paths`: those share one map, and no lookup goes through all its patterns.
 */
import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import type { KeptFiles } from './kept-files.ts';

type Json = Readonly<Record<string, unknown>>;

/** What configs say about specifiers, with all that they inherit. */
interface PathOptions {
  readonly paths?: Json;
  /** The folder of the config that declares the `paths`. */
  readonly pathsFolder?: string;
  /** Absolute, or with `${configDir}` in it. */
  readonly baseUrl?: string;
}

/** Stands for the folder of the config that inherits, not of the one that it is written in. */
const CONFIG_DIR = '${configDir}';

const NO_PATHS: Json = {};

interface SharedPaths {
  /** Whether they mean other files for each folder. */
  readonly areOfFolder: boolean;
  readonly maps: Map<string, PathMap>;
}

export class PathMaps {
  /** Outlives the maps: a config that has not changed is not parsed again. */
  readonly #configs: KeptFiles<Json>;
  readonly #resolveExtends: (folder: string, specifier: string) => string | undefined;
  readonly #inherited = new Map<string, PathOptions>();
  readonly #open = new Set<string>();
  readonly #byConfig = new Map<string, PathMap | undefined>();
  readonly #faults = new Map<string, string>();
  readonly #shared = new Map<Json, SharedPaths>();
  readonly #contexts = new Map<string, ReadonlyMap<string, PathMap | undefined>>();

  /** @param resolveExtends tells what an `extends` means that names a package */
  constructor(configs: KeptFiles<Json>, resolveExtends: (folder: string, specifier: string) => string | undefined) {
    this.#configs = configs;
    this.#resolveExtends = resolveExtends;
  }

  /** The map of a config, for the files whose nearest it is; none of one that maps nothing, or cannot be read. */
  of(config: string): PathMap | undefined {
    if (!this.#byConfig.has(config)) this.#byConfig.set(config, this.#read(config));
    return this.#byConfig.get(config);
  }

  /** Why a config cannot be used, or undefined if it can. */
  faultOf(config: string): string | undefined {
    this.of(config);
    return this.#faults.get(config);
  }

  /** The map for a folder that one config counts for: its own below its folder, or that of a project that it refers to. */
  inFolder(config: string, folder: string): PathMap | undefined {
    let contexts = this.#contexts.get(config);
    if (!contexts) this.#contexts.set(config, (contexts = this.#findContexts(config)));
    for (let context = folder; ; context = dirname(context)) {
      if (contexts.has(context)) return contexts.get(context);
      if (context === dirname(context)) return undefined;
    }
  }

  #read(config: string): PathMap | undefined {
    try {
      return this.#mapOf(this.#inheritedBy(config), dirname(config));
    } catch (error) {
      this.#faults.set(config, (error as Error).message.split('\n')[0]!);
      return undefined;
    }
  }

  /** By folder. What a broken config refers to does not count, and a broken one that is referred to neither. */
  #findContexts(config: string): ReadonlyMap<string, PathMap | undefined> {
    const own = this.of(config);
    const contexts = new Map([[dirname(config), own]]);
    const seen = new Set([config]);
    for (const from of seen) {
      for (const to of this.#referredBy(from)) {
        if (seen.has(to)) continue;
        seen.add(to);
        const options = this.#tryInherited(to);
        if (options?.paths) contexts.set(dirname(to), this.#mapOf(options, dirname(to)));
      }
    }
    return contexts;
  }

  #referredBy(config: string): string[] {
    if (!this.#tryInherited(config)) return [];
    const { references } = this.#configs.read(config);
    const paths = Array.isArray(references) ? references.map((reference: unknown) => (isRecord(reference) ? reference['path'] : undefined)) : [];
    const folder = dirname(config);
    return paths.flatMap((path) => (typeof path === 'string' ? join(absolute(folder, withConfigDir(path, folder)), 'tsconfig.json') : []));
  }

  #tryInherited(config: string): PathOptions | undefined {
    try {
      return this.#inheritedBy(config);
    } catch {
      return undefined;
    }
  }

  /** @throws if the config, or one that it extends, cannot be read */
  #inheritedBy(config: string): PathOptions {
    const known = this.#inherited.get(config);
    if (known) return known;
    // Configs that extend each other are wrong, and say no more than each of them does.
    if (this.#open.has(config)) return {};
    this.#open.add(config);
    try {
      const content = this.#configs.read(config);
      const bases = [content['extends']].flat().filter((base) => typeof base === 'string' && base !== '') as string[];
      const found = bases.map((base) => this.#inheritedBy(this.#extended(dirname(config), base))).reduce((all, base) => ({ ...all, ...base }), {});
      const all = { ...found, ...ownOptions(content, dirname(config)) };
      this.#inherited.set(config, all);
      return all;
    } finally {
      this.#open.delete(config);
    }
  }

  #extended(folder: string, extended: string): string {
    const base = withConfigDir(extended, folder).replaceAll('\\', '/');
    const isPath = isAbsolute(base) || base.startsWith('./') || base.startsWith('../');
    const found = isPath ? undefined : this.#resolveExtends(folder, /^\.\.?$/u.test(base) ? `${base}/` : base);
    if (found !== undefined) return found;
    const file = absolute(folder, base);
    return file.endsWith('.json') || statSync(file, { throwIfNoEntry: false })?.isFile() ? file : `${file}.json`;
  }

  #mapOf({ paths = NO_PATHS, pathsFolder, baseUrl }: PathOptions, folder: string): PathMap | undefined {
    if (paths === NO_PATHS && baseUrl === undefined) return undefined;
    const base = baseUrl === undefined ? (pathsFolder ?? folder) : absolute(folder, withConfigDir(baseUrl, folder));
    let shared = this.#shared.get(paths);
    if (!shared) this.#shared.set(paths, (shared = { areOfFolder: JSON.stringify(paths).includes(CONFIG_DIR), maps: new Map() }));
    const key = [base, baseUrl === undefined, shared.areOfFolder ? folder : ''].join('\n');
    let map = shared.maps.get(key);
    if (!map) shared.maps.set(key, (map = new PathMap(paths, (path) => absolute(base, withConfigDir(path, folder)), baseUrl === undefined ? undefined : base)));
    return map;
  }
}

interface Pattern {
  /** What the specifier ends in behind the `*`; undefined without one. */
  readonly suffix: string | undefined;
  readonly targets: readonly string[];
}

export class PathMap {
  /** By what stands before the `*`, or by the whole; those with the same in the order of the config. */
  readonly #patterns = new Map<string, Pattern[]>();
  /** The lengths of the keys, longest first. */
  readonly #lengths: readonly number[];
  /** Where a specifier that no pattern leads to a file may stand: `baseUrl`, and the folders of a lone `*`. */
  readonly folders: readonly string[];

  constructor(paths: Json, toAbsolute: (path: string) => string, baseUrl: string | undefined) {
    const folders = new Set<string>();
    for (const [name, mappings] of Object.entries(paths)) {
      const targets = Array.isArray(mappings) ? mappings.filter((target) => typeof target === 'string').map(toAbsolute) : [];
      if (name === '*') for (const target of targets) if (/[/\\]\*$/u.test(target)) folders.add(target.slice(0, -2));
      if (name !== '*' && targets.length > 0) this.#add(name, targets);
    }
    if (baseUrl !== undefined) folders.add(baseUrl);
    this.folders = [...folders];
    this.#lengths = [...new Set([...this.#patterns.keys()].map((prefix) => prefix.length))].toSorted((a, b) => b - a);
  }

  #add(name: string, targets: readonly string[]): void {
    const star = name.indexOf('*');
    const isWhole = star < 0 || name.includes('*', star + 1);
    const prefix = isWhole ? name : name.slice(0, star);
    const pattern = { suffix: isWhole ? undefined : name.slice(star + 1), targets };
    const patterns = this.#patterns.get(prefix);
    if (patterns) patterns.push(pattern);
    else this.#patterns.set(prefix, [pattern]);
  }

  /** The absolute paths that the pattern with the longest prefix makes of a specifier, with or without an extension. */
  targetsOf(specifier: string): readonly string[] {
    for (const length of this.#lengths) {
      if (length > specifier.length) continue;
      const rest = specifier.slice(length);
      const pattern = this.#patterns.get(specifier.slice(0, length))?.find(({ suffix }) => (suffix === undefined ? rest === '' || rest.startsWith('/') : rest.endsWith(suffix)));
      if (pattern) return pattern.targets.map((target) => targetOf(target, rest, pattern.suffix));
    }
    return [];
  }
}

function targetOf(target: string, rest: string, suffix: string | undefined): string {
  return suffix === undefined ? target + rest : target.replace('*', () => rest.slice(0, rest.length - suffix.length));
}

function ownOptions({ compilerOptions }: Json, folder: string): PathOptions {
  if (!isRecord(compilerOptions)) return {};
  const { paths, baseUrl } = compilerOptions;
  return {
    ...(isRecord(paths) ? { paths, pathsFolder: folder } : {}),
    ...(typeof baseUrl === 'string' ? { baseUrl: baseUrl.includes(CONFIG_DIR) ? baseUrl : absolute(folder, baseUrl) } : {}),
  };
}

function withConfigDir(path: string, folder: string): string {
  return path.replaceAll(CONFIG_DIR, () => folder);
}

/** A slash at its end stays: it means a folder. */
function absolute(folder: string, path: string): string {
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
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//gu, (part) => (part.startsWith('"') ? part : part.replaceAll(/[^ \t\r\n]/gu, ' ')));
}

function withoutTrailingCommas(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/gu, (part) => (part === ',' ? ' ' : part));
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
