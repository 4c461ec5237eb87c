/**
 * Where a literal that grows breaks its line: nowhere, where its properties begin, or where each argument of its call does. As
 * Prettier has it: the last argument alone goes over lines if what stands before it fits on the first.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Edit } from '../findings/finding.ts';
import { isCall } from '../syntax/nodes.ts';
import { ancestorsOf } from '../syntax/traversal.ts';
import { callOf, isHuggedBy, isOverLines, othersOnLine } from './call-arguments.ts';
import { indentOf, insertion, lineStartAt } from './insertion.ts';
import type { Layout, Slot } from './layout.ts';
import { columns, fits, headFits } from './line-width.ts';
import { brokenLiteral, brokenText, inlineText } from './literal-text.ts';
import { spreadOut, spreadOutAround } from './spread-arguments.ts';
import { hasTwin, type Call } from './twin-calls.ts';

interface NewLiteral {
  /** The end of the argument before, or where the first one goes. */
  readonly at: number;
  readonly items: readonly string[];
  /** The text before it, and behind. */
  readonly before: string;
  readonly behind: string;
}

/** A new literal as the last argument. */
export function appendLiteral(
  layout: Layout,
  call: Call,
  { at, items, before, behind }: NewLiteral,
): Edit[] {
  const inline = inlineText(layout, items);
  const isSplit = call.arguments.some(isOverLines);
  const others =
    call.arguments.length > 0 ? spreadOut(layout, call, { at, before, items }) : undefined;
  if (isSplit && others) return others;
  if (isSplit || fits(layout, call, at, before.length + inline.length + behind.length))
    return [insertion(at, before + inline + behind)];
  const last = call.arguments.at(-1);
  const hugs =
    last?.type !== AST_NODE_TYPES.ObjectExpression && headFits(layout, at, before.length + 1);
  if (!hugs && others) return others;
  return [
    insertion(
      at,
      `${before}${brokenText(layout, items, indentOf(layout.source, { range: [at, at] }))}${behind}`,
    ),
  ];
}

/** A literal of the file that grows, or what becomes one. */
export function place(layout: Layout, slot: Slot): Edit[] {
  const {
    node,
    range: [start],
  } = slot;
  const call = callOf(node);
  const others = call ? othersOnLine(call, node) : [];
  const base = indentOf(layout.source, { range: slot.range });
  if (others.some(isOverLines)) return spreadOutAround(layout, call, slot) ?? slot.inline;
  if (isOverLines(node)) return isFirstOnLine(layout, start) ? slot.broken(base) : slot.inline;
  if (fits(layout, [...ancestorsOf(node)].find(isCall), slot.range[1], slot.growth))
    return slot.inline;
  const outer = around(layout, slot);
  if (outer) return place(layout, outer);
  const isHuggable = !call || others.length === 0 || isHuggedBy(call, node);
  if (isHuggable && headFits(layout, start, 1)) return slot.broken(base);
  const spread = others.length > 0 ? spreadOutAround(layout, call, slot) : undefined;
  return spread ?? slot.broken(base);
}

/** The literal that holds what grows, itself or by a call: it is broken before what is in it. */
function around(layout: Layout, slot: Slot): Slot | undefined {
  const call = callOf(slot.node);
  if (call && hasTwin(layout.source, call)) return undefined;
  const property = (call ?? slot.node).parent;
  const object =
    property?.type === AST_NODE_TYPES.Property && property.value === (call ?? slot.node)
      ? property.parent
      : undefined;
  if (
    object?.type !== AST_NODE_TYPES.ObjectExpression ||
    isOverLines(object) ||
    layout.source.getCommentsInside(object).length > 0
  )
    return undefined;
  const broken = (base: string) => {
    const inner = base + layout.style.indentUnit;
    const length =
      property!.range[1] -
      property!.range[0] +
      slot.growth +
      (layout.style.hasLiteralCommas || object.properties.at(-1) !== property ? 1 : 0);
    return [
      ...brokenLiteral(layout, object, [], base),
      ...(columns(layout, inner) + length <= layout.style.width ? slot.inline : slot.broken(inner)),
    ];
  };
  return { node: object, range: object.range, growth: slot.growth, inline: slot.inline, broken };
}

/** Whether what stands at an offset begins its line, which Prettier then breaks. */
function isFirstOnLine(layout: Layout, at: number): boolean {
  const { text } = layout.source;
  return layout.style.isPrettier && text.slice(lineStartAt(layout.source, at), at).trim() === '';
}
