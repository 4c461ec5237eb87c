/**
 * Where the packages of a repository are, by their names. A monorepo has hundreds: only those that can have a name that is
 * asked for are parsed.
 */
import { basename, dirname } from 'node:path';
import { textOrNothing } from './disk.ts';
import { groupBy } from './group-by.ts';
import type { KeptFiles } from './kept-files.ts';

/** The value of any `name` in a `package.json`: one of them is the package's. */
const NAME = /"name"\s*:\s*"([^"\\]*)"/gu;

export class PackageFolders {
  readonly #files: readonly string[];
  readonly #contents: KeptFiles<unknown>;
  readonly #folders = new Map<string, string | undefined>();
  /** By the names in their texts. */
  #named: ReadonlyMap<string, readonly string[]> | undefined;
  /** Those whose text has an escape: any name may be written with some. */
  readonly #escaped: string[] = [];

  /**
   * @param files absolute paths, among which each `package.json` is looked at
   * @param contents what they say
   */
  constructor(files: readonly string[], contents: KeptFiles<unknown>) {
    // Of two packages with one name, the one nearer to the top counts.
    this.#files = files
      .filter((file) => basename(file) === 'package.json')
      .toSorted((a, b) => a.length - b.length);
    this.#contents = contents;
  }

  /** The folder of the package that has a name. */
  get(name: string): string | undefined {
    if (!this.#folders.has(name)) this.#folders.set(name, this.#find(name));
    return this.#folders.get(name);
  }

  #find(name: string): string | undefined {
    this.#named ??= this.#groupByName();
    const candidates = new Set([...(this.#named.get(name) ?? []), ...this.#escaped]);
    const found =
      candidates.size === 0 || name === ''
        ? undefined
        : this.#files.find((file) => candidates.has(file) && this.#nameOf(file) === name);
    return found === undefined ? undefined : dirname(found);
  }

  #nameOf(file: string): unknown {
    const content = this.#contents.tryRead(file);
    return typeof content === 'object' && content !== null && 'name' in content
      ? content.name
      : undefined;
  }

  #groupByName(): ReadonlyMap<string, readonly string[]> {
    const named = this.#files.flatMap((file) => {
      const text = textOrNothing(file);
      if (/\\[u/]/u.test(text)) this.#escaped.push(file);
      return [...text.matchAll(NAME)].map(([, name]) => ({ file, name }));
    });
    return new Map(
      [...groupBy(named, ({ name }) => name)].map(([name, found]) => [
        name,
        found.map(({ file }) => file),
      ]),
    );
  }
}
