/**
 * Whether a line may grow without getting longer than the style of its file allows.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { SourceCode } from '../source/source-code.ts';
import { isInDirectedLine } from './directed-lines.ts';
import { indentOf, lineStartAt } from './insertion.ts';
import type { Layout } from './layout.ts';
import { hasTwin, type Call } from './twin-calls.ts';

/** Whether the line of an offset may grow so much; one that a comment speaks of stays one, however long. */
export function fits(layout: Layout, call: Call | undefined, at: number, growth: number): boolean {
  const { text } = layout.source;
  if (isInDirectedLine(layout.source, at)) return true;
  const start = lineStartAt(layout.source, at);
  // The layout must not depend on which of two calls on a line is fixed first.
  if (call && hasTwin(layout.source, call))
    return (
      columns(layout, indentOf(layout.source, { range: [at, at] })) +
        Math.max(0, Math.min(call.range[1], endOfLine(text, at)) - Math.max(start, call.range[0])) +
        growth <=
      layout.style.width
    );
  return (
    columns(layout, withoutComment(layout.source, start, endOfLine(text, at))) + growth <=
    layout.style.width
  );
}

/** Whether a line can end behind the brace of a literal. */
export function headFits(layout: Layout, at: number, added: number): boolean {
  return (
    columns(layout, layout.source.text.slice(lineStartAt(layout.source, at), at)) + added <=
    layout.style.width
  );
}

export function columns(layout: Layout, text: string): number {
  const tabs = text.split('\t').length - 1;
  return text.length + tabs * (layout.style.tabWidth - 1);
}

function endOfLine(text: string, at: number): number {
  const end = /\r?\n/gu;
  end.lastIndex = at;
  return end.exec(text)?.index ?? text.length;
}

/** A line's text up to a comment at its end, which may be as long as it is. */
function withoutComment(source: SourceCode, start: number, end: number): string {
  const last = source.getTokenBefore({ range: [end, end] } as unknown as TSESTree.Token);
  return source.text.slice(
    start,
    last && last.range[1] > start ? Math.min(last.range[1], end) : end,
  );
}
