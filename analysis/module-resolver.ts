/**
 * Which source file of the project a specifier means. Packages from the registry are not the project's: nobody looks
 * into `node_modules`, and a package of the same repository is found by its name, installed or not.
 */
import type EnhancedResolve from 'enhanced-resolve';
import type { Resolver } from 'enhanced-resolve';
import fs, { existsSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { basename, dirname, join, relative, sep } from 'node:path';
import { NearbyFiles } from './nearby-files.ts';
import type { ProjectNote } from './project-facts.ts';
import { hasSourceExtension } from './source-files.ts';

const require = createRequire(import.meta.url);

/** Loaded at the first specifier that asks for more than the names of files: loading it takes longer than most projects do. */
const enhancedResolve = () => require('enhanced-resolve') as typeof EnhancedResolve;

export interface ResolverOptions {
  /** Folders of the repository's packages by name. */
  readonly packages: ReadonlyMap<string, string>;
  /** Absolute path of the `tsconfig.json` whose `paths` count for every file; the nearest to each file without it. */
  readonly tsconfig: string | undefined;
  /** Takes what went wrong without stopping anything. */
  readonly note: (note: ProjectNote) => void;
}

/** How long what the file system said is taken to be right, in milliseconds. */
const FILE_SYSTEM_LIFETIME = 5000;

/** Names of configs that have `paths`. */
const CONFIG_NAMES = ['tsconfig.json', 'jsconfig.json'];

/** Where builds go, by custom: nobody mends what a build made. */
const BUILD_FOLDERS = new Set(['dist', 'build', 'lib', 'out', 'es', 'esm', 'cjs']);

/** TypeScript imports `./a.js` where `./a.ts` stands. */
const EXTENSION_ALIAS = { '.js': ['.ts', '.tsx', '.js', '.jsx'], '.jsx': ['.tsx', '.jsx'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'] };

const SHARED_OPTIONS = {
  extensions: ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'],
  extensionAlias: EXTENSION_ALIAS,
  extensionAliasForExports: true,
  conditionNames: ['source', 'node', 'import', 'require', 'default'],
  mainFields: ['source', 'main', 'module'],
  // Nothing outside of the repository is looked for.
  modules: [],
  // Files keep the names under which the user gave them.
  symlinks: false,
  useSyncFileSystemCalls: true,
};

export class ModuleResolver {
  readonly #options: ResolverOptions;
  readonly #nearby = new NearbyFiles(SHARED_OPTIONS);
  #fileSystem: InstanceType<typeof EnhancedResolve.CachedInputFileSystem> | undefined;
  #plain: Resolver | undefined;
  readonly #byConfig = new Map<string, Resolver>();
  readonly #brokenConfigs = new Set<string>();
  readonly #configs = new Map<string, string | undefined>();
  readonly #known = new Map<string, string | undefined>();
  /** What `paths` make of a specifier, by config and by what else decides. */
  readonly #mapped = new Map<string, string | undefined>();
  readonly #referring = new Map<string, boolean>();
  readonly #packageFolders = new Map<string, string>();

  constructor(options: ResolverOptions) {
    this.#options = options;
  }

  /**
   * @param importer absolute path of the file that imports
   * @param specifier what stands between the quotes
   * @returns absolute path of a source file, or undefined: a registry's package, a built-in, no program, not there
   */
  resolve(importer: string, specifier: string): string | undefined {
    if (isBuiltin(specifier) || /^[a-z][a-z\d+.-]+:/u.test(specifier)) return undefined;
    const folder = dirname(importer);
    const key = `${folder}\n${specifier}`;
    if (!this.#known.has(key)) {
      const found = this.#find(importer, folder, specifier.split(/[?#]/u, 1)[0]! || specifier);
      this.#known.set(key, found !== undefined && isSource(found) ? found : undefined);
    }
    return this.#known.get(key);
  }

  /** Whether a relative specifier means nothing at all: no program, no data, no folder. */
  isMissing(importer: string, specifier: string): boolean {
    return /^\.{1,2}(?:\/|$)/u.test(specifier) && this.#askPlain(dirname(importer), specifier) === undefined;
  }

  #find(importer: string, folder: string, specifier: string): string | undefined {
    if (specifier.startsWith('.') || specifier.startsWith('/')) return this.#askPlain(folder, specifier);
    const config = this.#configOf(folder);
    const mapped = config === undefined ? undefined : this.#askMapped(config, folder, specifier);
    if (mapped !== undefined) return mapped;
    if (specifier.startsWith('#')) return this.#sourceOf(this.#askPlain(folder, specifier), importer);
    return this.#inPackage(specifier, importer);
  }

  /** By `paths` and `baseUrl`; a config that cannot be read maps nothing. */
  #askMapped(config: string, folder: string, specifier: string): string | undefined {
    if (this.#brokenConfigs.has(config)) return undefined;
    let resolver = this.#byConfig.get(config);
    if (!resolver) {
      resolver = this.#makeResolver({ tsconfig: { configFile: config, references: 'auto' } });
      this.#byConfig.set(config, resolver);
      const fault = faultOf(config);
      if (fault !== undefined) {
        this.#brokenConfigs.add(config);
        this.#options.note({ file: config, reason: `cannot be read (${fault}): its paths are not followed` });
        return undefined;
      }
    }
    // A config with references maps by folder; any other maps the same for each file below it in a package, and asking takes long.
    const isBelow = `${folder}${sep}`.startsWith(`${dirname(config)}${sep}`);
    const scope = isBelow && !this.#hasReferences(config) ? this.#packageOf(folder) : folder;
    const key = `${config}\n${scope}\n${specifier}`;
    if (!this.#mapped.has(key)) this.#mapped.set(key, this.#ask(resolver, folder, specifier));
    return this.#mapped.get(key);
  }

  #hasReferences(config: string): boolean {
    let found = this.#referring.get(config);
    if (found === undefined) this.#referring.set(config, (found = /["']references["']/u.test(readFileSync(config, 'utf8'))));
    return found;
  }

  #packageOf(folder: string): string {
    let found = this.#packageFolders.get(folder);
    if (found === undefined) this.#packageFolders.set(folder, (found = packageFolder(join(folder, '_'))));
    return found;
  }

  /** A package of the repository, by its `exports`, its main file or a path in it. */
  #inPackage(specifier: string, importer: string): string | undefined {
    const name = packageName(specifier);
    const folder = this.#options.packages.get(name);
    if (folder === undefined) return undefined;
    const inside = `.${specifier.slice(name.length)}`;
    // A package may import itself by name: that is how its `exports` are read.
    const found = this.#askPlain(folder, specifier) ?? this.#askPlain(folder, inside === '.' ? './' : inside);
    return this.#sourceOf(found ?? this.#declaredTarget(folder, inside), importer) ?? this.#askPlain(join(folder, 'src'), inside === '.' ? './' : inside);
  }

  /** Where `package.json` says that a built file will be, once somebody builds it. */
  #declaredTarget(folder: string, inside: string): string | undefined {
    const { exports, main } = readJson(join(folder, 'package.json')) ?? {};
    const entry = isRecord(exports) ? (exports[inside] ?? (inside === '.' && !Object.keys(exports).some((key) => key.startsWith('.')) ? exports : undefined)) : inside === '.' ? (exports ?? main) : undefined;
    const target = firstString(entry);
    return target === undefined ? undefined : join(folder, target);
  }

  /** The source that a built file is made of, by the custom that both have the same name; the file itself without one. */
  #sourceOf(built: string | undefined, importer: string): string | undefined {
    if (built === undefined) return undefined;
    const root = packageFolder(built);
    const [first, ...rest] = relative(root, built).split(sep);
    if (first !== undefined && rest.length > 0 && BUILD_FOLDERS.has(first) && !importer.startsWith(join(root, first) + sep)) {
      const source = this.#askPlain(join(root, 'src'), `./${rest.join('/')}`);
      if (source !== undefined) return source;
    }
    return existsSync(built) ? built : undefined;
  }

  #askPlain(folder: string, specifier: string): string | undefined {
    return this.#nearby.find(folder, specifier) ?? this.#ask((this.#plain ??= this.#makeResolver({})), folder, specifier);
  }

  #makeResolver(options: Partial<EnhancedResolve.ResolveOptionsOptionalFS>): Resolver {
    const { CachedInputFileSystem, ResolverFactory } = enhancedResolve();
    this.#fileSystem ??= new CachedInputFileSystem(fs, FILE_SYSTEM_LIFETIME);
    return ResolverFactory.createResolver({ ...SHARED_OPTIONS, ...options, fileSystem: this.#fileSystem });
  }

  #ask(resolver: Resolver, folder: string, specifier: string): string | undefined {
    try {
      return resolver.resolveSync({}, folder, specifier) || undefined;
    } catch {
      return undefined;
    }
  }

  /** The config whose `paths` a file of the folder may use. */
  #configOf(folder: string): string | undefined {
    if (this.#options.tsconfig !== undefined) return this.#options.tsconfig;
    if (!this.#configs.has(folder)) {
      const here = CONFIG_NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
      const isTop = folder === dirname(folder) || existsSync(join(folder, '.git'));
      this.#configs.set(folder, here ?? (isTop ? undefined : this.#configOf(dirname(folder))));
    }
    return this.#configs.get(folder);
  }
}

/** `@scope/name` of `@scope/name/path`, `name` of `name/path`. */
export function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function isSource(file: string): boolean {
  return hasSourceExtension(basename(file)) && !file.split(sep).includes('node_modules');
}

/** The nearest folder at or above a file that holds a `package.json`, or the file's own. */
export function packageFolder(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return dirname(file);
  }
}

/** Why a config cannot be used, or undefined if it can. The resolver itself says so at the first question, for all. */
function faultOf(config: string): string | undefined {
  const probe = enhancedResolve().ResolverFactory.createResolver({ ...SHARED_OPTIONS, fileSystem: fs, tsconfig: { configFile: config, references: 'auto' } });
  try {
    probe.resolveSync({}, dirname(config), 'leakproof-probe');
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    // Not to find what is not there is as it should be.
    return message.startsWith("Can't resolve") ? undefined : message.split('\n')[0];
  }
}

export function readJson(file: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/u, ''));
    return isRecord(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first path that a conditional export leads to. */
function firstString(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (!isRecord(target)) return undefined;
  for (const [condition, value] of Object.entries(target)) {
    const found = condition === 'types' ? undefined : firstString(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
