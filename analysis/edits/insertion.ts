/**
 * Edits by their offsets, and where lines begin.
 */
import type { Edit } from '../findings/finding.ts';
import { lastWhere } from '../source/lines.ts';
import type { SourceCode } from '../source/source-code.ts';

type Ranged = { readonly range: readonly [start: number, end: number] };

export function insertion(at: number, text: string): Edit {
  return { range: [at, at], text };
}

/** Where the lines of a text begin: a minified one is all one line, in which nobody should look back for its start each time. */
const lineStarts = new WeakMap<SourceCode, readonly number[]>();

/** The offset at which the line of an offset begins. */
export function lineStartAt(source: SourceCode, offset: number): number {
  const starts = lineStartsOf(source);
  return starts[lastWhere(starts, (start) => start <= offset)]!;
}

/** The offsets in a range at which a line begins. */
export function lineStartsIn(
  source: SourceCode,
  [start, end]: readonly [start: number, end: number],
): readonly number[] {
  const starts = lineStartsOf(source);
  return starts.slice(
    lastWhere(starts, (at) => at <= start) + 1,
    lastWhere(starts, (at) => at < end) + 1,
  );
}

function lineStartsOf(source: SourceCode): readonly number[] {
  let starts = lineStarts.get(source);
  if (!starts)
    lineStarts.set(
      source,
      (starts = [0, ...[...source.text.matchAll(/\n/gu)].map(({ index }) => index + 1)]),
    );
  return starts;
}

/** Whether only white space stands before a node on its line. */
export function startsItsLine(source: SourceCode, { range: [start] }: Ranged): boolean {
  return source.text.slice(lineStartAt(source, start), start).trim() === '';
}

/** The white space at the start of a node's line. */
export function indentOf(source: SourceCode, { range: [start] }: Ranged): string {
  return /^[\t ]*/u.exec(source.text.slice(lineStartAt(source, start)))![0];
}

/** The line end that a file uses. */
export function lineEnd(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}
