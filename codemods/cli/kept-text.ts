/**
 * What of a text lies outside of the statements that edits touch: no layout may change it.
 */
import type { Edit } from '../../analysis/finding.ts';
import type { SourceCode } from '../../analysis/source-code.ts';
import { walk } from '../../analysis/syntax.ts';

/** A block is no statement of its own: its statements are. */
const STATEMENT = /^(?!Block).*(?:Statement|Declaration|PropertyDefinition)$/u;

/**
 * @param ranges of the edits
 * @returns the parts of the text before, between and behind the innermost statements that have an edit
 */
export function keptText(source: SourceCode, ranges: readonly Edit['range'][]): string[] {
  const innermost = ranges.map(([start, end]): Edit['range'] => {
    let found: Edit['range'] = [start, end];
    walk(source, source.ast, (node) => {
      const holds = node.range[0] <= start && end <= node.range[1];
      // What is put behind a statement is none of it.
      const isInside = start < end || (node.range[0] < start && end < node.range[1]);
      if (holds && isInside && STATEMENT.test(node.type)) found = node.range;
      return holds;
    });
    return found;
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
