/**
 * A literal on one line or on several, as text or as edits.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES, AST_TOKEN_TYPES } from '@typescript-eslint/types';
import type { Edit } from '../findings/finding.ts';
import type { Node } from '../source/source-code.ts';
import { insertion, lineStartsIn } from './insertion.ts';
import type { Layout } from './layout.ts';
import { columns } from './line-width.ts';

/** `{ a, b }` */
export function inlineText(layout: Layout, items: readonly string[]): string {
  const space = layout.style.hasBraceSpaces ? ' ' : '';
  return `{${space}${items.join(', ')}${space}}`;
}

/** A literal on a line of its own, or on several. */
export function literalText(layout: Layout, items: readonly string[], base: string): string {
  const inline = inlineText(layout, items);
  return columns(layout, base) + inline.length + (layout.style.hasArgumentCommas ? 1 : 0) <=
    layout.style.width
    ? inline
    : brokenText(layout, items, base);
}

export function brokenText(layout: Layout, items: readonly string[], base: string): string {
  return `{${items.map((text) => `${layout.eol}${base}${layout.style.indentUnit}${text}`).join(',')}${layout.style.hasLiteralCommas ? ',' : ''}${layout.eol}${base}}`;
}

/** One property of a literal a line, the new ones among them. */
export function brokenLiteral(
  layout: Layout,
  object: TSESTree.ObjectExpression,
  items: readonly string[],
  base: string,
): Edit[] {
  const separator = `${layout.eol}${base}${layout.style.indentUnit}`;
  const close = layout.source.getLastToken(object)!;
  const end = layout.source.getTokenBefore(close)!;
  const comma = layout.style.hasLiteralCommas ? ',' : '';
  const added = items.map((text) => `${separator}${text}`).join(',');
  const spread =
    items.length > 0
      ? object.properties.findIndex(({ type }) => type === AST_NODE_TYPES.SpreadElement)
      : -1;
  const gaps = object.properties.map((property, index): Edit => ({
    range: [layout.source.getTokenBefore(property)!.range[1], property.range[0]],
    text: `${index === spread ? `${added},` : ''}${separator}`,
  }));
  const isFirst = object.properties.length === 0 || end.value === ',';
  const tail =
    spread < 0 && items.length > 0
      ? `${isFirst ? '' : ','}${added}${comma}`
      : end.value === ','
        ? ''
        : comma;
  return [...gaps, { range: [end.range[1], close.range[0]], text: `${tail}${layout.eol}${base}` }];
}

/** Indents the further lines of a node once more; the text of templates and comments stays. */
export function indented(layout: Layout, node: Node): Edit[] {
  const fixed = [
    ...layout.source.getTokens(node).filter(({ type }) => type === AST_TOKEN_TYPES.Template),
    ...layout.source.getCommentsInside(node).filter(({ type }) => type === AST_TOKEN_TYPES.Block),
  ];
  return lineStartsIn(layout.source, node.range)
    .filter(
      (at) =>
        !/[\r\n]/u.test(layout.source.text[at]!) &&
        !fixed.some(({ range: [start, end] }) => start < at && at < end),
    )
    .map((at) => insertion(at, layout.style.indentUnit));
}
