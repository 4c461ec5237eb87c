/**
 * Edits of a text: their order, what they make of it, and what stood where.
 */
import type { Edit } from '../findings/finding.ts';
import type { Node } from '../source/source-code.ts';

/**
 * Applies edits of any number of findings. Equal edits count once: two fixes that need the same import make one.
 * @throws {RangeError} if two edits overlap
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let end = 0;
  for (const edit of inOrder(edits)) {
    if (edit.range[0] < end) throw new RangeError(`Edits overlap at offset ${edit.range[0]}`);
    result += text.slice(end, edit.range[0]) + edit.text;
    end = edit.range[1];
  }
  return result + text.slice(end);
}

/** Each edit once, by its place. */
export function inOrder(edits: readonly Edit[]): Edit[] {
  const unique = new Map(edits.map((edit) => [`${edit.range.join(':')}:${edit.text}`, edit]));
  // A stable sort: of two insertions at one place, the first asked for comes first.
  return [...unique.values()].toSorted(
    (a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1],
  );
}

/**
 * Where an offset of the text after some edits stood in the text before them; within an edit, at its start.
 * @param edits those that `applyEdits` was given
 */
export function offsetBefore(edits: readonly Edit[], offset: number): number {
  let shift = 0;
  for (const {
    range: [start, end],
    text,
  } of inOrder(edits)) {
    if (start + shift + text.length > offset) return Math.min(offset - shift, start);
    shift += text.length - (end - start);
  }
  return offset - shift;
}

export function replacement(node: Node, text: string): Edit {
  return { range: node.range, text };
}
