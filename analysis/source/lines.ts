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
  /** The line of the last answer: questions come in the order of the text. */
  #line = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @returns line from 1, column from 0, as ESLint counts them */
  positionAt(offset: number): TSESTree.Position {
    this.#starts ??= [
      0,
      ...[...this.#text.matchAll(LINE_END)].map(({ index, 0: { length } }) => index + length),
    ];
    const line = this.#lineAt(offset, this.#starts);
    this.#line = line;
    return { line: line + 1, column: offset - this.#starts[line]! };
  }

  #lineAt(offset: number, starts: readonly number[]): number {
    for (const line of [this.#line, this.#line + 1])
      if (starts[line]! <= offset && (starts[line + 1] ?? Infinity) > offset) return line;
    return lastWhere(starts, (start) => start <= offset);
  }

  locationOf([start, end]: readonly [start: number, end: number]): TSESTree.SourceLocation {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }
}

/** Whether a line ends between two offsets of a text. */
export function hasLineEnd(text: string, start: number, end: number): boolean {
  return text.slice(start, end).search(LINE_END) >= 0;
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
