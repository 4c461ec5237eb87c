/**
 * Which `tsconfig.json` or `jsconfig.json` is the nearest to a folder, up to the repository's root.
 */
import type { Dirent } from 'node:fs';
import { dirname, join } from 'node:path';
import { exists } from './disk.ts';

/** Names of configs that have `paths`, in this order. */
const CONFIG_NAMES = ['tsconfig.json', 'jsconfig.json'];

/** What tells that a folder is a repository's. */
const GIT = '.git';

const NAMES: ReadonlySet<string> = new Set([...CONFIG_NAMES, GIT]);
const NONE: readonly string[] = [];

export class NearestConfigs {
  /** Of folders that somebody has read already, which of the names are in them. */
  readonly #names = new Map<string, readonly string[]>();
  readonly #known = new Map<string, string | undefined>();

  /** Says what is in a folder: the file system is not asked for each name again. */
  enter(folder: string, entries: readonly Dirent[]): void {
    const found = entries.filter(({ name }) => NAMES.has(name));
    // A link may lead nowhere.
    if (!found.some((entry) => entry.isSymbolicLink()))
      this.#names.set(folder, found.length === 0 ? NONE : found.map(({ name }) => name));
  }

  of(folder: string): string | undefined {
    if (!this.#known.has(folder)) {
      const here = CONFIG_NAMES.find((name) => this.#has(folder, name));
      const isTop = folder === dirname(folder) || this.#has(folder, GIT);
      this.#known.set(
        folder,
        here === undefined ? (isTop ? undefined : this.of(dirname(folder))) : join(folder, here),
      );
    }
    return this.#known.get(folder);
  }

  #has(folder: string, name: string): boolean {
    return this.#names.get(folder)?.includes(name) ?? exists(join(folder, name));
  }
}
