/**
 * What of a text lies outside of the statements that edits touch: no layout may change it.
 */
import type { Edit } from '../../../analysis/findings/finding.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { walk } from '../../../analysis/syntax/traversal.ts';

/** A block is no statement of its own: its statements are. */
const STATEMENT = /^(?!Block).*(?:Statement|Declaration|PropertyDefinition)$/u;

/**
 * @param ranges of the edits
 * @returns the parts of the text before, between and behind the innermost statements that have an edit
 */
export function keptText(source: SourceCode, ranges: readonly Edit['range'][]): string[] {
  const sorted = ranges.toSorted((a, b) => a[0] - b[0]);
  const innermost = [...sorted];
  walk(source, source.ast, (node) => {
    const from = firstFrom(sorted, node.range[0]);
    const to = firstFrom(sorted, node.range[1] + 1);
    for (let index = from; STATEMENT.test(node.type) && index < to; index++) {
      const [start, end] = sorted[index]!;
      // What is put behind a statement is none of it.
      const isInside = start < end || (node.range[0] < start && end < node.range[1]);
      if (end <= node.range[1] && isInside) innermost[index] = node.range;
    }
    return from < to;
  });
  const { text } = source;
  const kept: string[] = [];
  let last = 0;
  for (const [start, end] of innermost.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (start < last) continue;
    kept.push(text.slice(last, start));
    last = end;
  }
  return [...kept, text.slice(last)];
}

/** The index of the first range that begins at a position or behind it. */
function firstFrom(sorted: readonly Edit['range'][], position: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]![0] < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
