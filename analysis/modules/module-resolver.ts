/**
 * Which source file of the project a specifier means. Packages from the registry are not the project's: nobody looks
 * into `node_modules`, and a package of the same repository is found by its name, installed or not.
 */
import { isBuiltin } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import { exists } from './disk.ts';
import { ImportedFiles, MAIN_FIELDS } from './imported-files.ts';
import type { KeptFiles } from './kept-files.ts';
import { NearestConfigs } from './nearest-configs.ts';
import { firstString, isRecord, packageFolder, packageName } from './package-json.ts';
import { PathMaps, type PathMap } from './path-maps.ts';
import type { ProjectNote } from './project-note.ts';
import { hasSourceExtension } from './source-files.ts';
import type { TsConfig, TsConfigs } from './ts-configs.ts';

export interface ResolverOptions {
  /** Folders of the repository's packages by name. */
  readonly packages: Pick<ReadonlyMap<string, string>, 'get'>;
  /** Absolute path of the `tsconfig.json` whose `paths` count for every file; the nearest to each file without it. */
  readonly tsconfig: string | undefined;
  /** What is known of configs and of each `package.json` outlives the resolver. */
  readonly configs: KeptFiles<Readonly<Record<string, unknown>>>;
  readonly manifests: KeptFiles<unknown>;
  /** Knows what is in the folders that have been read already. */
  readonly nearestConfigs?: NearestConfigs;
  /** Takes what went wrong without stopping anything. */
  readonly note: (note: ProjectNote) => void;
}

const MANIFEST = 'package.json';

/** Says that what a specifier means hangs on the folder of the file that has it. */
const OF_FOLDER = Symbol('of the folder');

/** What SvelteKit calls `src/lib`, by a config that it writes itself. */
const SVELTE_LIB = /^\$lib(?:\/|$)/u;

/** Where builds go, by custom: nobody fixes what a build made. */
const BUILD_FOLDERS = new Set(['dist', 'build', 'lib', 'out', 'es', 'esm', 'cjs']);

export class ModuleResolver {
  readonly #options: ResolverOptions;
  readonly #files = new ImportedFiles();
  readonly #pathMaps: PathMaps;
  readonly #nearestConfigs: NearestConfigs;
  /** By the folder of the importer, and by specifier. */
  readonly #known = new Map<string, Map<string, string | undefined>>();
  /** By folder. */
  readonly #maps = new Map<string, PathMap | undefined>();
  /** What each map of `paths`, or none, makes of a specifier. */
  readonly #mapped = new Map<
    PathMap | undefined,
    Map<string, string | undefined | typeof OF_FOLDER>
  >();
  readonly #packageFolders = new Map<string, string>();
  /** Folders whose config is known to be sound, or has been complained of. */
  readonly #noted = new Set<string>();

  constructor(options: ResolverOptions) {
    this.#options = options;
    this.#nearestConfigs = options.nearestConfigs ?? new NearestConfigs();
    this.#pathMaps = new PathMaps(options.configs, (folder, base) =>
      this.#files.extendedConfig(folder, base),
    );
  }

  /**
   * @param importer absolute path of the file that imports
   * @param specifier what stands between the quotes
   * @returns absolute path of a source file, or undefined: a registry's package, a built-in, no program, not there
   */
  resolve(importer: string, specifier: string): string | undefined {
    if (!/^[./]/u.test(specifier) && mayBeOfProject(specifier)) this.#noteFault(dirname(importer));
    return this.resolveQuietly(importer, specifier);
  }

  /** The same for who looks at all files: what is wrong with a config is of interest where a question leads to its files. */
  resolveQuietly(importer: string, specifier: string): string | undefined {
    const folder = dirname(importer);
    // By its config, a specifier means the same in all folders that it counts for.
    const mapped = isPath(specifier) ? OF_FOLDER : this.#inMap(this.#pathMapOf(folder), specifier);
    if (mapped !== OF_FOLDER) return mapped;
    let known = this.#known.get(folder);
    if (!known) this.#known.set(folder, (known = new Map<string, string | undefined>()));
    if (!known.has(specifier))
      known.set(specifier, sourceAt(this.#find(importer, folder, pathIn(specifier))));
    return known.get(specifier);
  }

  /** Whether a relative specifier means nothing at all: no program, no data, no folder. */
  isMissing(importer: string, specifier: string): boolean {
    const path = join(dirname(importer), specifier);
    return (
      /^\.{1,2}(?:\/|$)/u.test(specifier) &&
      this.#files.find(dirname(importer), specifier) === undefined &&
      !['.json', '.node'].some((extension) => exists(path + extension))
    );
  }

  /**
   * What the configs say that compile a file, by their paths: the nearest to it, or the named one in its place, and the
   * projects that it refers to. A file that none of them lists is judged by the nearest.
   */
  configsOf(file: string): ReadonlyMap<string, TsConfig> {
    const found = this.#nearestConfigs.of(dirname(file));
    const named = this.#options.tsconfig;
    const nearest =
      named !== undefined && (found === undefined || dirname(named) === dirname(found))
        ? named
        : found;
    const { configs } = this;
    return new Map(
      (nearest === undefined ? [] : configs.ofFile(file, nearest)).map((config) => [
        config,
        configs.read(config),
      ]),
    );
  }

  /** The configs of the project. */
  get configs(): TsConfigs {
    return this.#pathMaps.configs;
  }

  #noteFault(folder: string): void {
    if (this.#noted.has(folder)) return;
    this.#noted.add(folder);
    const config = this.#options.tsconfig ?? this.#nearestConfigs.of(folder);
    const fault = config === undefined ? undefined : this.#pathMaps.faultOf(config);
    if (fault !== undefined)
      this.#options.note({
        file: config!,
        reason: `cannot be read (${fault}${fault.includes('ENOENT') ? '; is what it extends installed?' : ''}): its paths are not followed`,
      });
  }

  #find(importer: string, folder: string, specifier: string): string | undefined {
    if (isPath(specifier)) return this.#files.find(folder, specifier);
    if (SVELTE_LIB.test(specifier))
      return this.#files.find(join(this.#packageOf(folder), 'src/lib'), `.${specifier.slice(4)}`);
    return specifier.startsWith('#')
      ? this.#sourceOf(this.#files.find(this.#packageOf(folder), specifier), importer)
      : this.#inPackage(specifier, importer);
  }

  #pathMapOf(folder: string): PathMap | undefined {
    if (!this.#maps.has(folder)) this.#maps.set(folder, this.#findPathMap(folder));
    return this.#maps.get(folder);
  }

  #findPathMap(folder: string): PathMap | undefined {
    const named = this.#options.tsconfig;
    if (named !== undefined) return this.#pathMaps.inFolder(named, folder);
    const nearest = this.#nearestConfigs.of(folder);
    return nearest === undefined ? undefined : this.#pathMaps.of(nearest);
  }

  #inMap(map: PathMap | undefined, specifier: string): string | undefined | typeof OF_FOLDER {
    let known = this.#mapped.get(map);
    if (!known)
      this.#mapped.set(map, (known = new Map<string, string | undefined | typeof OF_FOLDER>()));
    if (!known.has(specifier)) known.set(specifier, this.#findInMap(map, specifier));
    return known.get(specifier);
  }

  #findInMap(map: PathMap | undefined, specifier: string): string | undefined | typeof OF_FOLDER {
    if (!mayBeOfProject(specifier)) return undefined;
    const path = pathIn(specifier);
    const mapped = map && this.#findMapped(map, path);
    if (mapped !== undefined) return sourceAt(mapped);
    return path.startsWith('#') ||
      SVELTE_LIB.test(path) ||
      this.#packageNamed(packageName(path)) !== undefined
      ? OF_FOLDER
      : undefined;
  }

  #findMapped(map: PathMap, specifier: string): string | undefined {
    const below = map.folders
      .filter((folder) => this.#files.mayHold(folder, specifier))
      .map((folder) => join(folder, specifier));
    for (const path of [...map.targetsOf(specifier), ...below]) {
      const found = this.#files.find(
        dirname(path),
        `./${basename(path)}${path.endsWith('/') ? '/' : ''}`,
      );
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #packageOf(folder: string): string {
    let found = this.#packageFolders.get(folder);
    if (found === undefined)
      this.#packageFolders.set(folder, (found = packageFolder(join(folder, '_'))));
    return found;
  }

  /** A package of the repository, by its `exports`, its main file or a path in it. */
  #inPackage(specifier: string, importer: string): string | undefined {
    const name = packageName(specifier);
    const folder = this.#packageNamed(name);
    if (folder === undefined) return undefined;
    const inside = `.${specifier.slice(name.length)}`;
    // A package may import itself by name: that is how its `exports` are read.
    const found =
      (this.#manifestOf(folder)['exports'] === undefined
        ? undefined
        : this.#files.find(folder, specifier)) ??
      (inside === '.' ? this.#mainOf(folder) : undefined) ??
      this.#files.find(folder, inside === '.' ? './' : inside);
    return (
      this.#sourceOf(found ?? this.#declaredTarget(folder, inside), importer) ??
      this.#files.find(join(folder, 'src'), inside === '.' ? './' : inside)
    );
  }

  /** The folder of a package of the repository. */
  #packageNamed(name: string): string | undefined {
    const folder = this.#options.packages.get(name);
    // Node refuses a package whose `package.json` it cannot read.
    return folder === undefined || this.#options.manifests.isBroken(join(folder, MANIFEST))
      ? undefined
      : folder;
  }

  #manifestOf(folder: string): Readonly<Record<string, unknown>> {
    const manifest = this.#options.manifests.tryRead(join(folder, MANIFEST));
    return isRecord(manifest) ? manifest : {};
  }

  /** The main file of a package, if names alone tell which it is. */
  #mainOf(folder: string): string | undefined {
    const manifest = this.#manifestOf(folder);
    const main = MAIN_FIELDS.map((field) => manifest[field]).find((value) => value !== undefined);
    return typeof main === 'string' && /[^./]/u.test(main)
      ? this.#files.findByName(folder, main.startsWith('./') ? main : `./${main}`)
      : undefined;
  }

  /** Where `package.json` says that a built file will be, once somebody builds it. */
  #declaredTarget(folder: string, inside: string): string | undefined {
    const { exports, main } = this.#manifestOf(folder);
    const entry = isRecord(exports)
      ? (exports[inside] ??
        (inside === '.' && !Object.keys(exports).some((key) => key.startsWith('.'))
          ? exports
          : undefined))
      : inside === '.'
        ? (exports ?? main)
        : undefined;
    const target = firstString(entry);
    return target === undefined ? undefined : join(folder, target);
  }

  /** The source that a built file is made of, by the custom that both have the same name; the file itself without one. */
  #sourceOf(built: string | undefined, importer: string): string | undefined {
    if (built === undefined) return undefined;
    const root = packageFolder(built);
    const [first, ...rest] = relative(root, built).split(sep);
    if (
      first !== undefined &&
      rest.length > 0 &&
      BUILD_FOLDERS.has(first) &&
      !importer.startsWith(join(root, first) + sep)
    ) {
      const source = this.#files.find(join(root, 'src'), `./${rest.join('/')}`);
      if (source !== undefined) return source;
    }
    return exists(built) ? built : undefined;
  }
}

function mayBeOfProject(specifier: string): boolean {
  return (
    specifier.startsWith('.') || !(isBuiltin(specifier) || /^[a-z][a-z\d+.-]+:/u.test(specifier))
  );
}

function isPath(specifier: string): boolean {
  return specifier.startsWith('.') || specifier.startsWith('/');
}

/** A specifier without its query and its fragment. */
function pathIn(specifier: string): string {
  return specifier.split(/[?#]/u, 1)[0]! || specifier;
}

function sourceAt(file: string | undefined): string | undefined {
  return file !== undefined &&
    hasSourceExtension(basename(file)) &&
    !file.split(sep).includes('node_modules')
    ? file
    : undefined;
}
