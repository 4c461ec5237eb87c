/**
 * What the `paths` and the `baseUrl` of a `tsconfig.json` make of a specifier. A monorepo has hundreds of configs that
 * inherit the same `paths`: those share one map, and no lookup goes through all its patterns.
 */
import { dirname } from 'node:path';
import { absolute, CONFIG_DIR, withConfigDir } from './config-files.ts';
import type { KeptFiles } from './kept-files.ts';
import { TsConfigs, type Json, type TsConfig } from './ts-configs.ts';

const NO_PATHS: Json = {};

interface SharedPaths {
  /** Whether they mean other files for each folder. */
  readonly areOfFolder: boolean;
  readonly maps: Map<string, PathMap>;
}

export class PathMaps {
  readonly configs: TsConfigs;
  readonly #byConfig = new Map<string, PathMap | undefined>();
  readonly #faults = new Map<string, string>();
  readonly #shared = new Map<Json, SharedPaths>();
  readonly #contexts = new Map<string, ReadonlyMap<string, PathMap | undefined>>();

  /** @param resolveExtends tells what an `extends` means that names a package */
  constructor(
    configs: KeptFiles<Json>,
    resolveExtends: (folder: string, specifier: string) => string | undefined,
  ) {
    this.configs = new TsConfigs(configs, resolveExtends);
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
      return this.#mapOf(this.configs.read(config), dirname(config));
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
      for (const to of this.configs.referredBy(from)) {
        if (seen.has(to)) continue;
        seen.add(to);
        const options = this.configs.tryRead(to);
        if (options?.paths && !contexts.get(dirname(to)))
          contexts.set(dirname(to), this.#mapOf(options, dirname(to)));
      }
    }
    return contexts;
  }

  #mapOf(
    { paths = NO_PATHS, pathsFolder, baseUrl }: TsConfig,
    folder: string,
  ): PathMap | undefined {
    if (paths === NO_PATHS && baseUrl === undefined) return undefined;
    const base =
      baseUrl === undefined
        ? (pathsFolder ?? folder)
        : absolute(folder, withConfigDir(baseUrl, folder));
    let shared = this.#shared.get(paths);
    if (!shared)
      this.#shared.set(
        paths,
        (shared = { areOfFolder: JSON.stringify(paths).includes(CONFIG_DIR), maps: new Map() }),
      );
    const key = [base, baseUrl === undefined, shared.areOfFolder ? folder : ''].join('\n');
    let map = shared.maps.get(key);
    if (!map)
      shared.maps.set(
        key,
        (map = new PathMap(
          paths,
          (path) => absolute(base, withConfigDir(path, folder)),
          baseUrl === undefined ? undefined : base,
        )),
      );
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
      const targets = Array.isArray(mappings)
        ? mappings.filter((target) => typeof target === 'string').map(toAbsolute)
        : [];
      if (name === '*')
        for (const target of targets)
          if (/[/\\]\*$/u.test(target)) folders.add(target.slice(0, -2));
      if (name !== '*' && targets.length > 0) this.#add(name, targets);
    }
    if (baseUrl !== undefined) folders.add(baseUrl);
    this.folders = [...folders];
    this.#lengths = [
      ...new Set([...this.#patterns.keys()].map((prefix) => prefix.length)),
    ].toSorted((a, b) => b - a);
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
      const pattern = this.#patterns
        .get(specifier.slice(0, length))
        ?.find(({ suffix }) =>
          suffix === undefined ? rest === '' || rest.startsWith('/') : rest.endsWith(suffix),
        );
      if (pattern) return pattern.targets.map((target) => targetOf(target, rest, pattern.suffix));
    }
    return [];
  }
}

function targetOf(target: string, rest: string, suffix: string | undefined): string {
  return suffix === undefined
    ? target + rest
    : target.replace('*', () => rest.slice(0, rest.length - suffix.length));
}
