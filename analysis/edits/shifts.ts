/**
 * Where edits put what they do not touch.
 */
import type { Edit } from '../findings/finding.ts';
import { lastWhere } from '../source/lines.ts';

export type Range = readonly [start: number, end: number];

/** Where edits put what they do not touch. */
export class Shifts {
  readonly #edits: readonly Edit[];
  /** By how many characters that moves which stands before each edit, and in the end that behind the last. */
  readonly #shifts: number[] = [0];
  /** Where the text of each edit stands after all of them. */
  readonly #made: Range[] = [];

  /** @param edits in order, none twice */
  constructor(edits: readonly Edit[]) {
    this.#edits = edits;
    for (const {
      range: [start, end],
      text,
    } of edits) {
      const shift = this.#shifts.at(-1)!;
      this.#made.push([start + shift, start + shift + text.length]);
      this.#shifts.push(shift + text.length - (end - start));
    }
  }

  /** Those that do something between the ends of a range. */
  touching(range: Range): readonly Edit[] {
    return this.#edits.slice(...this.#span(range));
  }

  after(range: Range): Range {
    const [first, last] = this.#span(range);
    return [range[0] + this.#shifts[first]!, range[1] + this.#shifts[last]!];
  }

  /** Whether an edit does something between the ends of a range, or puts something there. */
  meets([start, end]: Range): boolean {
    return (
      this.touching([start, end]).length > 0 ||
      this.insertedAt(start).length > 0 ||
      this.insertedAt(end).length > 0
    );
  }

  insertedAt(offset: number): string[] {
    const last = lastWhere(this.#edits, ({ range }) => range[0] < offset);
    const inserted: string[] = [];
    for (let next = last + 1; this.#edits[next]?.range[1] === offset; next++)
      inserted.push(this.#edits[next]!.text);
    return inserted;
  }

  #span([start, end]: Range): Range {
    const first = lastWhere(this.#edits, ({ range }) => range[1] <= start) + 1;
    return [first, Math.max(first, lastWhere(this.#edits, ({ range }) => range[0] < end) + 1)];
  }

  /** Whether the text of an edit is part of a range of the text after, or touches it. */
  isMade([start, end]: Range): boolean {
    const made = this.#made[lastWhere(this.#made, ([from]) => from <= end)];
    return made !== undefined && made[1] >= start;
  }
}
