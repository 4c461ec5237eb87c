/**
 * Which file a path or a specifier means that is looked for from a folder, as Node and TypeScript look for it.
 */
import type EnhancedResolve from 'enhanced-resolve';
import type { Resolver } from 'enhanced-resolve';
import { createRequire } from 'node:module';
import { recordingFileSystem } from './disk.ts';
import { NearbyFiles } from './relative-specifiers.ts';

const require = createRequire(import.meta.url);

/** Loaded at the first specifier that asks for more than the names of files: loading it takes longer than most projects do. */
const enhancedResolve = () => require('enhanced-resolve') as typeof EnhancedResolve;

/** How long what the file system said is taken to be right, in milliseconds. */
const FILE_SYSTEM_LIFETIME = 5000;

/** TypeScript imports `./a.js` where `./a.ts` stands. */
const EXTENSION_ALIAS = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

/** The fields of a `package.json` that name its main file, in their order. */
export const MAIN_FIELDS = ['source', 'main', 'module'];

const SHARED_OPTIONS = {
  extensions: ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'],
  extensionAlias: EXTENSION_ALIAS,
  extensionAliasForExports: true,
  conditionNames: ['source', 'node', 'import', 'require', 'default'],
  mainFields: MAIN_FIELDS,
  // Nothing outside of the repository is looked for.
  modules: [],
  // Files keep the names under which the user gave them.
  symlinks: false,
  useSyncFileSystemCalls: true,
};

/** A package that a config extends is looked for where it is installed, as TypeScript does. */
const EXTENDS_OPTIONS = {
  ...SHARED_OPTIONS,
  extensions: ['.json'],
  extensionAlias: {},
  conditionNames: ['require', 'types', 'node'],
  mainFields: ['tsconfig'],
  mainFiles: ['tsconfig'],
  modules: ['node_modules'],
};

/** Keeps what it has read of folders and of the file system. */
export class ImportedFiles {
  readonly #nearby = new NearbyFiles(SHARED_OPTIONS);
  #fileSystem: InstanceType<typeof EnhancedResolve.CachedInputFileSystem> | undefined;
  #plain: Resolver | undefined;
  #forConfigs: Resolver | undefined;

  /** @returns absolute path of whatever a specifier means in a folder, a program or not */
  find(folder: string, specifier: string): string | undefined {
    return (
      this.findByName(folder, specifier) ??
      this.#ask((this.#plain ??= this.#makeResolver({})), folder, specifier)
    );
  }

  /** The same, if names alone tell. */
  findByName(folder: string, specifier: string): string | undefined {
    return this.#nearby.find(folder, specifier);
  }

  /** Whether a folder may hold what a specifier begins with. */
  mayHold(folder: string, specifier: string): boolean {
    return this.#nearby.mayHold(folder, specifier);
  }

  /** The config that another one in a folder extends. */
  extendedConfig(folder: string, specifier: string): string | undefined {
    return this.#ask((this.#forConfigs ??= this.#makeResolver(EXTENDS_OPTIONS)), folder, specifier);
  }

  #makeResolver(options: Partial<EnhancedResolve.ResolveOptionsOptionalFS>): Resolver {
    const { CachedInputFileSystem, ResolverFactory } = enhancedResolve();
    this.#fileSystem ??= new CachedInputFileSystem(recordingFileSystem(), FILE_SYSTEM_LIFETIME);
    return ResolverFactory.createResolver({
      ...SHARED_OPTIONS,
      ...options,
      fileSystem: this.#fileSystem,
    });
  }

  #ask(resolver: Resolver, folder: string, specifier: string): string | undefined {
    try {
      return resolver.resolveSync({}, folder, specifier) || undefined;
    } catch {
      return undefined;
    }
  }
}
