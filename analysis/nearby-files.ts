/**
 * What relative specifiers mean, by the names in the folders alone. Nearly every import of a project is relative, and to
 * ask the file system for every name that may be meant takes most of the time of resolving it.
 */
import { readdirSync, type Dirent } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** Plain paths: what has a query, a fragment or an escape is not for us. */
const PLAIN_PATH = /^\.{1,2}\/(?:[\w.@$~+-]+\/)*[\w.@$~+-]*[\w@$~+-]$/u;

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
   * @returns absolute path of the file that is meant; undefined if names alone do not tell: a folder, a link, nothing there
   */
  find(folder: string, specifier: string): string | undefined {
    if (!PLAIN_PATH.test(specifier)) return undefined;
    const target = join(folder, specifier);
    const parent = dirname(target);
    const entries = this.#entriesOf(parent);
    for (const name of this.#candidates(basename(target))) {
      const entry = entries.get(name);
      if (entry) return entry.isFile() ? join(parent, name) : undefined;
    }
    return undefined;
  }

  #candidates(name: string): readonly string[] {
    const { extensions, extensionAlias } = this.#rules;
    const extension = extname(name);
    const aliases = extensionAlias[extension];
    if (aliases) return aliases.map((alias) => name.slice(0, -extension.length) + alias);
    // A folder of that very name comes behind the files with an extension, and more than its name decides.
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
    return new Map(readdirSync(folder, { withFileTypes: true }).map((entry) => [entry.name, entry]));
  } catch {
    return new Map();
  }
}
