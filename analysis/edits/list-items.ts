/**
 * Further items behind the last one of a literal or of a call's arguments, in its layout.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_TOKEN_TYPES } from '@typescript-eslint/types';
import type { Edit } from '../findings/finding.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import type { TextStyle } from './file-style.ts';
import { indentOf, insertion, lineEnd, startsItsLine } from './insertion.ts';

/** A literal, or a call with its arguments, that gets further items. */
export interface ListNode {
  readonly source: SourceCode;
  readonly style: TextStyle;
  readonly list: Node;
}

/** Appends to a braced or bracketed list that has an item already; comments behind the last item stay with it. */
export function appendAfter(into: ListNode, last: Node, items: readonly string[]): Edit[] {
  const { source, list } = into;
  const comma = source.getTokenAfter(last)!;
  const hasTrailingComma = comma.value === ',' && comma.range[1] <= list.range[1];
  const before = source.getTokenBefore(last);
  if (before?.value === ',' && startsItsLine(source, before))
    return appendCommaFirst(source, last, before, items);
  if (!startsItsLine(source, last))
    return appendInline(into, hasTrailingComma ? comma : last, items.join(', '));
  const eol = lineEnd(source.text);
  const indent = indentOf(source, last);
  const comments = source.getCommentsBefore(source.getLastToken(list)!);
  const end = comments.at(-1)?.range[1] ?? (hasTrailingComma ? comma : last).range[1];
  const lines = items.map((text) => `${eol}${indent}${text}`).join(',');
  if (hasTrailingComma) return [insertion(end, `${lines},`)];
  if (end === last.range[1]) return [insertion(end, `,${lines}`)];
  return [insertion(last.range[1], ','), insertion(end, lines)];
}

/**
 * Appends on the line of the last item, or below it if a comment ends that line.
 * @param end the last item, or the comma behind it
 */
export function appendInline(
  { source, style: { indentUnit }, list }: ListNode,
  end: Node | TSESTree.Token,
  text: string,
): Edit[] {
  const close = source.getLastToken(list)!;
  const comments = source.getCommentsBefore(close);
  const isComma = source.text.slice(...end.range) === ',';
  const comma = isComma ? '' : ',';
  const lastComment = comments.at(-1);
  if (lastComment?.type !== AST_TOKEN_TYPES.Line) {
    const at = lastComment?.range[1] ?? end.range[1];
    // `f(a, /* none */)`: a call on one line keeps no comma at its end.
    return isComma && close.value === ')' && close.loc.start.line === end.loc.end.line
      ? [{ range: [at, close.range[0]], text: ` ${text}` }]
      : [insertion(at, `${comma} ${text}${isComma ? ',' : ''}`)];
  }
  const line = `${lineEnd(source.text)}${indentOf(source, close)}${indentUnit}${text}${isComma ? ',' : ''}`;
  return [
    ...(isComma ? [] : [insertion(end.range[1], comma)]),
    insertion(lastComment.range[1], line),
  ];
}

function appendCommaFirst(
  source: SourceCode,
  last: Node,
  comma: TSESTree.Token,
  items: readonly string[],
): Edit[] {
  const between = source.text.slice(comma.range[1], last.range[0]);
  const gap = /^[\t ]*$/u.test(between) ? between : ' ';
  const lead = `${lineEnd(source.text)}${indentOf(source, comma)},${gap}`;
  return [insertion(last.range[1], items.map((text) => lead + text).join(''))];
}
