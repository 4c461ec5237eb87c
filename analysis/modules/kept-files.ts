/**
 * What files say, parsed once for all who ask, and again when they have changed.
 */
import { statSync } from 'node:fs';
import { readText } from './disk.ts';

interface Kept<T> {
  readonly stamp: string;
  /** Undefined if the file cannot be read, or does not parse. */
  readonly content: T | undefined;
  readonly fault: Error | undefined;
}

export class KeptFiles<T> {
  readonly #parse: (text: string) => T;
  readonly #kept = new Map<string, Kept<T>>();
  /** Those whose stamp need not be looked at before the next `recheck`. */
  readonly #checked = new Set<string>();

  /** @param parse takes the text of a file without its BOM; what it throws is the file's fault */
  constructor(parse: (text: string) => T) {
    this.#parse = parse;
  }

  /**
   * The same object as long as the file does not change.
   * @throws what reading or parsing throws, at each call
   */
  read(file: string): T {
    const { content, fault } = this.#entryOf(file);
    if (fault) throw fault;
    return content as T;
  }

  /** What a file says; undefined if it cannot be read, or does not parse. */
  tryRead(file: string): T | undefined {
    return this.#entryOf(file).content;
  }

  /** Whether a file is there, and does not parse. */
  isBroken(file: string): boolean {
    return this.#entryOf(file).fault instanceof SyntaxError;
  }

  /** Forgets nothing, but looks at each file again before it is used. @returns whether any of them has changed */
  recheck(): boolean {
    this.#checked.clear();
    return [...this.#kept].some(([file, { stamp }]) => stampOf(file) !== stamp);
  }

  #entryOf(file: string): Kept<T> {
    let entry = this.#kept.get(file);
    if (entry && this.#checked.has(file)) return entry;
    const stamp = stampOf(file);
    if (entry?.stamp !== stamp) this.#kept.set(file, (entry = this.#load(file, stamp)));
    this.#checked.add(file);
    return entry;
  }

  #load(file: string, stamp: string): Kept<T> {
    try {
      return {
        stamp,
        content: this.#parse(readText(file).replace(/^\uFEFF/u, '')),
        fault: undefined,
      };
    } catch (error) {
      return { stamp, content: undefined, fault: error as Error };
    }
  }
}

/** Another one once a file has changed; that of a file that is not there is empty. */
export function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs}:${stats.size}` : '';
}
