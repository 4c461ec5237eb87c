/**
 * Properties that a literal or a call is given, in the layout that the file has, or that Prettier would give it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Edit } from '../findings/finding.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { literalString } from '../syntax/nodes.ts';
import { appendLiteral, place } from './argument-layout.ts';
import { styleOf, type PackageSigns, type TextStyle } from './file-style.ts';
import { indentOf, insertion, lineEnd, startsItsLine } from './insertion.ts';
import { layoutOf, type Slot } from './layout.ts';
import { appendAfter, appendInline, type ListNode } from './list-items.ts';
import { brokenLiteral, indented, inlineText, literalText } from './literal-text.ts';

export interface NewProperty {
  readonly key: string;
  /** The source of the value; equal to the key, it becomes a shorthand where the literal's style allows. */
  readonly value: string;
}

/** A property as it is written: a shorthand where key and value are the same. */
export function propertyText({ key, value }: NewProperty): string {
  return key === value ? key : `${key}: ${value}`;
}

/** A call that is given a config, or has one. */
type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/**
 * Adds properties to an object literal in its own layout: at the end, but before the first spread, so that what
 * the spread brings still wins.
 */
export function insertProperties(
  source: SourceCode,
  object: TSESTree.ObjectExpression,
  added: readonly NewProperty[],
  signs?: PackageSigns,
): Edit[] {
  const style = styleOf(source, signs);
  const styled = styledFor(object);
  const items = added.map((property) => styled(property));
  const inline = insertInline(source, style, object, items);
  const isOnOneLine =
    object.loc.start.line === object.loc.end.line && source.getCommentsInside(object).length === 0;
  if (!isOnOneLine) return inline;
  const layout = layoutOf(source, style);
  const slot: Slot = {
    node: object,
    range: object.range,
    growth: growthOf(inline),
    inline,
    broken: (base) => brokenLiteral(layout, object, items, base),
  };
  return place(layout, slot);
}

function growthOf(edits: readonly Edit[]): number {
  return edits.reduce((sum, { range: [start, end], text }) => sum + text.length - (end - start), 0);
}

function insertInline(
  source: SourceCode,
  style: TextStyle,
  object: TSESTree.ObjectExpression,
  items: readonly string[],
): Edit[] {
  const firstSpread = object.properties.find(({ type }) => type === AST_NODE_TYPES.SpreadElement);
  if (firstSpread) return [insertBefore(source, firstSpread, items)];
  const last = object.properties.at(-1);
  return last
    ? appendAfter({ source, style, list: object }, last, items)
    : [fillEmpty(source, style, object, items)];
}

/** Quotes keys where the literal quotes all of its own. */
function styledFor(object: TSESTree.ObjectExpression): (property: NewProperty) => string {
  const keys = object.properties.flatMap((property) =>
    property.type === AST_NODE_TYPES.Property && !property.shorthand ? [property.key] : [],
  );
  const isQuoted = keys.length > 0 && keys.every((key) => literalString(key) !== undefined);
  const [first] = keys;
  const quote =
    isQuoted && first?.type === AST_NODE_TYPES.Literal && first.raw.startsWith('"') ? '"' : "'";
  return (property) =>
    isQuoted ? `${quote}${property.key}${quote}: ${property.value}` : propertyText(property);
}

function insertBefore(source: SourceCode, item: Node, items: readonly string[]): Edit {
  if (!startsItsLine(source, item))
    return insertion(item.range[0], items.map((text) => `${text}, `).join(''));
  // A comment above the item stays above it.
  const first =
    source.getCommentsBefore(item).find((comment) => startsItsLine(source, comment)) ?? item;
  const separator = `,${lineEnd(source.text)}${indentOf(source, item)}`;
  return insertion(first.range[0], items.map((text) => text + separator).join(''));
}

function fillEmpty(
  source: SourceCode,
  { indentUnit, hasBraceSpaces, hasLiteralCommas }: TextStyle,
  object: TSESTree.ObjectExpression,
  items: readonly string[],
): Edit {
  const close = source.getLastToken(object)!;
  const before = source.getTokenBefore(close, { includeComments: true })!;
  const inside = source.text.slice(before.range[1], close.range[0]);
  if (inside.includes('\n')) {
    const eol = lineEnd(source.text);
    const indent = indentOf(source, close) + indentUnit;
    return insertion(
      before.range[1],
      items.map((text) => `${eol}${indent}${text}`).join(',') + (hasLiteralCommas ? ',' : ''),
    );
  }
  const space = hasBraceSpaces ? ' ' : '';
  return { range: [before.range[1], close.range[0]], text: `${space}${items.join(', ')}${space}` };
}

export interface NewArgument {
  /** How many arguments that are not there come before the config. */
  readonly missing: number;
  readonly added: readonly NewProperty[];
}

/** Adds a config as a new last argument, behind `undefined` for each argument that must come before it. */
export function appendArgument(
  source: SourceCode,
  call: Call,
  { missing, added }: NewArgument,
  signs?: PackageSigns,
): Edit[] {
  const style = styleOf(source, signs);
  const into: ListNode = { source, style, list: call };
  const layout = layoutOf(source, style);
  const items = added.map(propertyText);
  const undefineds = Array.from({ length: missing }, () => 'undefined');
  const last = call.arguments.at(-1);
  if (!last) {
    const close = source.getLastToken(call)!;
    // `new Axios` and `new (Axios)` have no parentheses of their own.
    const hasParentheses = close.value === ')' && source.getTokenBefore(close)?.value === '(';
    const [at, open, end] = hasParentheses ? [close.range[0], '', ''] : [call.range[1], '(', ')'];
    return appendLiteral(layout, call, {
      at,
      items,
      before: open + undefineds.map((text) => `${text}, `).join(''),
      behind: end,
    });
  }
  if (startsItsLine(source, last) && startsItsLine(source, source.getLastToken(call)!)) {
    const indent = indentOf(source, last);
    return appendAfter(into, last, [...undefineds, literalText(layout, items, indent)]);
  }
  const end = closingParenthesesAfter(source, last, call);
  const next = source.getTokenAfter(end)!;
  const comments = source.getCommentsBefore(source.getLastToken(call)!);
  const before = undefineds.map((text) => `${text}, `).join('');
  if (next.value === ',' || comments.length > 0)
    return appendInline(into, next.value === ',' ? next : end, before + inlineText(layout, items));
  return appendLiteral(layout, call, {
    at: end.range[1],
    items,
    before: `, ${before}`,
    behind: '',
  });
}

/** The last token of an argument: parentheses around it belong to it. */
function closingParenthesesAfter(source: SourceCode, argument: Node, call: Node): TSESTree.Token {
  let end = source.getLastToken(argument)!;
  for (
    let next = source.getTokenAfter(end);
    next?.value === ')' && next.range[1] < call.range[1];
    next = source.getTokenAfter(end)
  )
    end = next;
  return end;
}

/** `config` becomes `{ httpAgent, httpsAgent, ...config }`: what the caller gives still wins. */
export function spreadInto(
  source: SourceCode,
  config: TSESTree.Expression,
  added: readonly NewProperty[],
  signs?: PackageSigns,
): Edit[] {
  const style = styleOf(source, signs);
  const layout = layoutOf(source, style);
  const items = added.map(propertyText);
  const hasParentheses = isParenthesized(source, config);
  const needsParentheses =
    ![
      AST_NODE_TYPES.Identifier,
      AST_NODE_TYPES.MemberExpression,
      AST_NODE_TYPES.CallExpression,
      AST_NODE_TYPES.ThisExpression,
      AST_NODE_TYPES.AwaitExpression,
      AST_NODE_TYPES.ChainExpression,
      AST_NODE_TYPES.TSNonNullExpression,
    ].includes(config.type) && !hasParentheses;
  const range: Edit['range'] = hasParentheses
    ? [source.getTokenBefore(config)!.range[0], source.getTokenAfter(config)!.range[1]]
    : config.range;
  const [open, close] = needsParentheses ? ['(', ')'] : ['', ''];
  const space = style.hasBraceSpaces ? ' ' : '';
  const inline = [
    insertion(range[0], `{${space}${items.join(', ')}, ...${open}`),
    insertion(range[1], `${close}${space}}`),
  ];
  const slot: Slot = {
    node: config,
    range,
    growth: growthOf(inline),
    inline,
    broken(base) {
      const [eol, inner] = [lineEnd(source.text), base + style.indentUnit];
      const lines = items.map((text) => `${eol}${inner}${text},`).join('');
      return [
        insertion(range[0], `{${lines}${eol}${inner}...${open}`),
        ...indented(layout, config),
        insertion(range[1], `${close}${style.hasLiteralCommas ? ',' : ''}${eol}${base}}`),
      ];
    },
  };
  return place(layout, slot);
}

/** Whether parentheses of its own stand around an expression; a call's parentheses are not an argument's own. */
function isParenthesized(source: SourceCode, node: Node): boolean {
  const [before, after] = [source.getTokenBefore(node), source.getTokenAfter(node)];
  if (before?.value !== '(' || after?.value !== ')') return false;
  const parent = node.parent;
  const isOnlyArgument =
    parent &&
    'arguments' in parent &&
    parent.arguments.length === 1 &&
    source.getLastToken(parent)?.range[0] === after.range[0];
  return !isOnlyArgument;
}
