/**
 * The source files of a project and what their text alone tells: which modules they name, and which words they hold.
 * Files are read once and again when they change; texts are not kept.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ModuleResolver, packageName, readJson } from './module-resolver.ts';
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

/** Stands for specifiers that need not end in the name of the file that they mean. */
const RENAMED = '';

export class ProjectFiles {
  readonly #root: string;
  readonly #tsconfig: string | undefined;
  readonly #traits: Readonly<Record<string, Trait>>;
  readonly #note: (note: ProjectNote) => void;
  #isRightUntil = -Infinity;
  #version = 0;
  #files = new Map<string, IndexedFile>();
  #byTarget = new Map<string, string[]>();
  #resolver: ModuleResolver | undefined;
  readonly #importers = new Map<string, readonly string[]>();

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
    if (!importers) {
      const candidates = new Set([...targetsNaming(file), RENAMED].flatMap((target) => this.#byTarget.get(target) ?? []));
      importers = [...candidates].filter((candidate) => candidate !== file && this.specifiersOf(candidate).some((specifier) => this.#resolver!.resolve(candidate, specifier) === file)).toSorted();
      this.#importers.set(file, importers);
    }
    return importers;
  }

  #refresh(): void {
    const listed = filesBelow(this.#root, { accepts: (name) => hasSourceExtension(name) || name === 'package.json' || /^[tj]sconfig.*\.json$/u.test(name), respectGitignore: true });
    const next = new Map<string, IndexedFile>();
    let isChanged = listed.length !== this.#files.size;
    for (const file of listed) {
      const indexed = this.#index(file);
      if (!indexed) continue;
      isChanged ||= indexed !== this.#files.get(file);
      next.set(file, indexed);
    }
    if (!isChanged && next.size === this.#files.size) return;
    this.#version++;
    this.#files = next;
    this.#importers.clear();
    const packages = packagesIn(listed);
    this.#resolver = new ModuleResolver({ packages, tsconfig: this.#tsconfig, note: this.#note });
    this.#groupByTarget(packages, listed);
  }

  #index(file: string): IndexedFile | undefined {
    try {
      const { mtimeMs, size } = statSync(file);
      const stamp = `${mtimeMs}:${size}`;
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

  /** Files by what they import: a path without extension if it is relative, the last part of its name else. */
  #groupByTarget(packages: ReadonlyMap<string, string>, listed: readonly string[]): void {
    const configs = listed.filter((file) => /[/\\][tj]sconfig[^/\\]*\.json$/u.test(file)).map(readOrEmpty);
    const isRenamed = memoized((specifier: string) => specifier.startsWith('#') || packages.has(packageName(specifier)) || configs.some((text) => text.includes(`"${specifier}"`)));
    this.#byTarget = new Map();
    for (const [file, { specifiers }] of this.#files) {
      const targets = new Set(specifiers.map((specifier) => targetOf(file, specifier)));
      if (specifiers.some((specifier) => !/^[./]/u.test(specifier) && isRenamed(specifier))) targets.add(RENAMED);
      for (const target of targets) {
        const bucket = this.#byTarget.get(target);
        if (bucket) bucket.push(file);
        else this.#byTarget.set(target, [file]);
      }
    }
  }
}

function targetOf(importer: string, specifier: string): string {
  if (specifier.startsWith('.')) return withoutExtension(join(dirname(importer), specifier.split(/[?#]/u, 1)[0]!)).replace(/[/\\]$/u, '');
  return withoutExtension(specifier.replace(/(?<!\/)\/+$/u, '').split('/').at(-1)!);
}

/** What can mean a file: its path or its name, or those of a folder whose index it is. */
function targetsNaming(file: string): string[] {
  const path = withoutExtension(file);
  const name = basename(path);
  return name === 'index' ? [path, name, dirname(file), basename(dirname(file))] : [path, name];
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function memoized<T>(ask: (question: string) => T): (question: string) => T {
  const known = new Map<string, T>();
  return (question) => {
    if (!known.has(question)) known.set(question, ask(question));
    return known.get(question)!;
  };
}

function withoutExtension(name: string): string {
  return name.replace(/\.[cm]?[jt]sx?$/u, '');
}

/** Folders of packages by their names; of two with one name, the one nearer to the top. */
function packagesIn(files: readonly string[]): Map<string, string> {
  const packages = new Map<string, string>();
  const manifests = files.filter((file) => basename(file) === 'package.json').toSorted((a, b) => a.length - b.length);
  for (const file of manifests) {
    const name = readJson(file)?.['name'];
    if (typeof name === 'string' && name !== '' && !packages.has(name)) packages.set(name, dirname(file));
  }
  return packages;
}
