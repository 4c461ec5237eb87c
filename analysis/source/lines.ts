/**
 * Lines and columns of the offsets of a text.
 */
import type { TSESTree } from '@typescript-eslint/types';

/** What ends a line in JavaScript. */
export const LINE_END = /\r\n|[\r\n\u2028\u2029]/gu;

/** Where the lines of a text begin is worked out when it is first asked for. */
export class Lines {
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** @returns line from 1, column from 0, as ESLint counts them */
  positionAt(offset: number): TSESTree.Position {
    this.#starts ??= [
      0,
      ...[...this.#text.matchAll(LINE_END)].map(({ index, 0: { length } }) => index + length),
    ];
    const line = lastWhere(this.#starts, (start) => start <= offset);
    return { line: line + 1, column: offset - this.#starts[line]! };
  }

  locationOf([start, end]: readonly [start: number, end: number]): TSESTree.SourceLocation {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }
}

/** The index of the last item for which a condition holds that holds for all before it; -1 if for none. */
export function lastWhere<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [-1, items.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(items[middle]!)) low = middle;
    else high = middle - 1;
  }
  return low;
}
