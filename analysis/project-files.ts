/**
 * The source files of a project and what their text alone tells: which modules they name, and which words they hold.
 * Files are read once and again when they change; texts are not kept.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { KeptFiles, stampOf } from './kept-files.ts';
import { ModuleResolver } from './module-resolver.ts';
import { parseConfig } from './path-maps.ts';
import type { ProjectNote } from './project-facts.ts';
import { filesBelow, hasSourceExtension } from './source-files.ts';

/** What the text of a file tells. */
export interface FileText {
  /** What the file names between the quotes of an import, a re-export, a `require` or an `import()`. */
  readonly specifiers: readonly string[];
  /** For each question that the index was given, whether the text can matter to it. */
  readonly traits: ReadonlySet<string>;
}

interface IndexedFile extends FileText {
  readonly stamp: string;
}

/** Tells by a text, and by what it imports, whether a file can matter to a question. */
export type Trait = (text: string, specifiers: readonly string[]) => boolean;

/** How long the list of files is taken to be right at least, in milliseconds: an editor lints at every key. */
const LIST_LIFETIME = 5000;

/** And how many times as long as it took to make it: no more than a twentieth of the time goes into that. */
const LIFETIME_OF_COST = 20;

/**
 * More than comments and strings allow for would be a file to parse; less would be a file that is missed. A comment before
 * the specifier is looked through so far and no further: not to the end of a minified line.
 */
const SPECIFIER = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*(?:\/\*.{0,300}?\*\/\s*)?(['"`])([^'"`\n]+)\1/gu;

export class ProjectFiles {
  readonly #root: string;
  readonly #tsconfig: string | undefined;
  readonly #traits: Readonly<Record<string, Trait>>;
  readonly #note: (note: ProjectNote) => void;
  /** They outlive the resolver: what has not changed is not parsed again. */
  readonly #configs = new KeptFiles(parseConfig);
  readonly #manifests = new KeptFiles<unknown>(JSON.parse);
  #isRightUntil = -Infinity;
  #version = 0;
  #files: ReadonlyMap<string, IndexedFile> = new Map();
  #resolver: ModuleResolver | undefined;
  readonly #importers = new Map<string, readonly string[]>();
  #byPath: ReadonlyMap<string, readonly string[]> | undefined;
  #byMeaning: ReadonlyMap<string, readonly string[]> | undefined;

  /**
   * @param root absolute path of the folder that holds the project
   * @param note takes what went wrong without stopping anything
   */
  constructor(root: string, tsconfig: string | undefined, traits: Readonly<Record<string, Trait>>, note: (note: ProjectNote) => void) {
    this.#root = root;
    this.#tsconfig = tsconfig;
    this.#traits = traits;
    this.#note = note;
  }

  /** A number that is another one once any file has changed: what was found out before may be wrong. */
  version(): number {
    const now = performance.now();
    if (now >= this.#isRightUntil) {
      this.#refresh();
      const then = performance.now();
      this.#isRightUntil = then + Math.max(LIST_LIFETIME, LIFETIME_OF_COST * (then - now));
    }
    return this.#version;
  }

  /** The files that have a trait, sorted. */
  having(trait: string): string[] {
    this.version();
    return [...this.#files].filter(([, { traits }]) => traits.has(trait)).map(([file]) => file);
  }

  has(file: string, trait: string): boolean {
    this.version();
    return this.#files.get(file)?.traits.has(trait) ?? false;
  }

  specifiersOf(file: string): readonly string[] {
    this.version();
    return this.#files.get(file)?.specifiers ?? [];
  }

  /** What a specifier in a file means, if that is a source file of the project. */
  resolve(importer: string, specifier: string): string | undefined {
    this.version();
    return this.#resolver!.resolve(importer, specifier);
  }

  /** Whether a relative specifier in a file means nothing that is there. */
  isMissing(importer: string, specifier: string): boolean {
    this.version();
    return this.#resolver!.isMissing(importer, specifier);
  }

  /** The files that name a file in an import, sorted. */
  importersOf(file: string): readonly string[] {
    this.version();
    let importers = this.#importers.get(file);
    if (!importers) this.#importers.set(file, (importers = this.#findImporters(file)));
    return importers;
  }

  #findImporters(file: string): readonly string[] {
    this.#byPath ??= this.#groupByPath();
    this.#byMeaning ??= this.#groupByMeaning();
    const near = new Set(pathsNaming(file).flatMap((path) => this.#byPath!.get(path) ?? []));
    const found = [...near].filter((candidate) => this.#files.get(candidate)!.specifiers.some((specifier) => isRelative(specifier) && this.#resolver!.resolveQuietly(candidate, specifier) === file));
    return [...new Set([...found, ...(this.#byMeaning.get(file) ?? [])])].filter((importer) => importer !== file).toSorted();
  }

  #refresh(): void {
    const listed = filesBelow(this.#root, { accepts: (name) => hasSourceExtension(name) || name === 'package.json' || /^[tj]sconfig.*\.json$/u.test(name), respectGitignore: true });
    const next = new Map<string, IndexedFile>();
    for (const file of listed) {
      const indexed = this.#index(file);
      if (indexed) next.set(file, indexed);
    }
    const changed = [...next].filter(([file, indexed]) => indexed !== this.#files.get(file));
    const isListed = changed.length === 0 && next.size === this.#files.size;
    const isConfigured = ![this.#configs.recheck(), this.#manifests.recheck()].includes(true);
    if (this.#resolver && isListed && isConfigured) return;
    const known = this.#files;
    this.#version++;
    this.#files = next;
    // In an editor the texts change: what is where, and who imports what, seldom does.
    const isMoved = next.size !== known.size || changed.some(([file]) => !known.has(file) || !hasSourceExtension(file));
    if (this.#resolver && isConfigured && !isMoved && changed.every(([file, { specifiers }]) => isDeepStrictEqual(specifiers, known.get(file)!.specifiers))) return;
    this.#importers.clear();
    this.#byPath = undefined;
    this.#byMeaning = undefined;
    if (isConfigured && !isMoved) return;
    this.#resolver = new ModuleResolver({ packages: packagesIn(listed, this.#manifests), tsconfig: this.#tsconfig, configs: this.#configs, manifests: this.#manifests, note: this.#note });
  }

  #index(file: string): IndexedFile | undefined {
    try {
      const stamp = stampOf(file);
      if (stamp === '') return undefined;
      const known = this.#files.get(file);
      if (known?.stamp === stamp) return known;
      if (!hasSourceExtension(file)) return { stamp, specifiers: [], traits: new Set() };
      const text = readFileSync(file, 'utf8');
      const specifiers = [...new Set([...text.matchAll(SPECIFIER)].map(([, , specifier]) => specifier!))];
      const traits = new Set(Object.entries(this.#traits).filter(([, holds]) => holds(text, specifiers)).map(([name]) => name));
      return { stamp, specifiers, traits };
    } catch {
      // A file that vanished says nothing.
      return undefined;
    }
  }

  /** Files by the paths, without extension, of what they import by a relative specifier. */
  #groupByPath(): ReadonlyMap<string, readonly string[]> {
    return grouped(this.#files, (file, specifier) => (isRelative(specifier) ? pathOf(file, specifier) : undefined));
  }

  /** Files by what they import by any other name: of a package, or by the `paths` of a config. Its text does not tell the file. */
  #groupByMeaning(): ReadonlyMap<string, readonly string[]> {
    return grouped(this.#files, (file, specifier) => (isRelative(specifier) ? undefined : this.#resolver!.resolveQuietly(file, specifier)));
  }
}

function grouped(files: ReadonlyMap<string, IndexedFile>, keyOf: (file: string, specifier: string) => string | undefined): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [file, { specifiers }] of files) {
    for (const specifier of specifiers) {
      const key = keyOf(file, specifier);
      if (key === undefined) continue;
      const group = groups.get(key);
      if (!group) groups.set(key, [file]);
      else if (group.at(-1) !== file) group.push(file);
    }
  }
  return groups;
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.');
}

function pathOf(importer: string, specifier: string): string {
  return withoutExtension(join(dirname(importer), specifier.split(/[?#]/u, 1)[0]!)).replace(/[/\\]$/u, '');
}

/** What a relative specifier can mean a file by: its path, or that of a folder whose index it is. */
function pathsNaming(file: string): string[] {
  const path = withoutExtension(file);
  return basename(path) === 'index' ? [path, dirname(file)] : [path];
}

function withoutExtension(name: string): string {
  return name.replace(/\.[cm]?[jt]sx?$/u, '');
}

/** Folders of packages by their names; of two with one name, the one nearer to the top. */
function packagesIn(files: readonly string[], contents: KeptFiles<unknown>): Map<string, string> {
  const packages = new Map<string, string>();
  const manifests = files.filter((file) => basename(file) === 'package.json').toSorted((a, b) => a.length - b.length);
  for (const file of manifests) {
    const content = contents.tryRead(file);
    const name = typeof content === 'object' && content !== null && 'name' in content ? content.name : undefined;
    if (typeof name === 'string' && name !== '' && !packages.has(name)) packages.set(name, dirname(file));
  }
  return packages;
}
