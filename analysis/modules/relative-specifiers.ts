/**
 * What relative specifiers mean, by the names in the folders alone. Nearly every import of a project is relative, and to
 * ask the file system for every name that may be meant takes most of the time of resolving it.
 */
import type { Dirent } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { entriesIn } from './disk.ts';

/** Plain paths: what has a query, a fragment or an escape is not for us. */
const PLAIN_PATH = /^\.{1,2}(?:\/[\w.@$~+-]+)*\/?$/u;

/** What can mean a folder alone. */
const FOLDER_PATH = /(?:^|\/)(?:\.{1,2}\/?|)$/u;

export interface NamingRules {
  /** Tried behind a name, in this order. */
  readonly extensions: readonly string[];
  /** Extensions that stand for others, in this order. */
  readonly extensionAlias: Readonly<Record<string, readonly string[]>>;
}

/** What it has read of a folder it does not read again. */
export class NearbyFiles {
  readonly #rules: NamingRules;
  readonly #entries = new Map<string, ReadonlyMap<string, Dirent>>();

  constructor(rules: NamingRules) {
    this.#rules = rules;
  }

  /**
   * @param folder absolute path of the folder of the file that imports
   * @returns absolute path of the file that is meant; undefined if names alone do not tell: a package, a link, nothing there
   */
  find(folder: string, specifier: string): string | undefined {
    if (!PLAIN_PATH.test(specifier)) return undefined;
    const target = join(folder, specifier).replace(/(?<=.)[/\\]$/u, '');
    return FOLDER_PATH.test(specifier)
      ? this.#indexOf(target)
      : this.#fileAt(dirname(target), basename(target));
  }

  #fileAt(folder: string, name: string): string | undefined {
    const entries = this.#entriesOf(folder);
    let isFolder = false;
    for (const candidate of this.#candidates(name)) {
      const entry = entries.get(candidate);
      // A folder comes behind the files that have its name and an extension.
      if (entry?.isDirectory() && candidate === name) isFolder = true;
      else if (entry) return entry.isFile() ? join(folder, candidate) : undefined;
    }
    return isFolder ? this.#indexOf(join(folder, name)) : undefined;
  }

  /** A `package.json` may name another file. */
  #indexOf(folder: string): string | undefined {
    const entries = this.#entriesOf(folder);
    const index = this.#candidates('index').find((name) => entries.has(name));
    return index !== undefined && !entries.has('package.json') && entries.get(index)!.isFile()
      ? join(folder, index)
      : undefined;
  }

  /** Whether a folder has anything that a bare specifier below it can begin with. */
  mayHold(folder: string, specifier: string): boolean {
    const entries = this.#entriesOf(folder);
    const slash = specifier.indexOf('/');
    if (slash >= 0) return entries.has(specifier.slice(0, slash));
    return entries.has(specifier) || this.#candidates(specifier).some((name) => entries.has(name));
  }

  #candidates(name: string): readonly string[] {
    const { extensions, extensionAlias } = this.#rules;
    const extension = extname(name);
    const aliases = extensionAlias[extension];
    if (aliases) return aliases.map((alias) => name.slice(0, -extension.length) + alias);
    return [name, ...extensions.map((added) => name + added)];
  }

  #entriesOf(folder: string): ReadonlyMap<string, Dirent> {
    let entries = this.#entries.get(folder);
    if (!entries) this.#entries.set(folder, (entries = readEntries(folder)));
    return entries;
  }
}

function readEntries(folder: string): ReadonlyMap<string, Dirent> {
  try {
    return new Map(entriesIn(folder).map((entry) => [entry.name, entry]));
  } catch {
    return new Map();
  }
}
