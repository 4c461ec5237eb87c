/**
 * Which methods give the items of a list in another form, and whether the latest come first in it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { propertyName } from '../../../syntax/references.ts';
import { someNode } from '../../../syntax/traversal.ts';
import {
  givesCollection,
  goesThroughEntries,
  removesEntries,
} from '../../../vocabulary/collection-methods.ts';

/** Whether a method gives a list of the same items, or of what each of them is made into, or a text of all. */
export function isShowing(method: string): boolean {
  if (method === 'join' || method === 'toString') return true;
  const isByPosition = goesThroughEntries(method) || method === 'with';
  return givesCollection(method) && !removesEntries(method) && !isByPosition;
}

/** Names of times. */
const TIMES = /(?:^|_|[a-z])(?:at|date|time|timestamp|ts)$/iu;

/** `list.toSorted((a, b) => b.at - a.at)`, `[...list].reverse()`: the latest come first. */
export function isByTime(source: SourceCode, list: Node): boolean {
  if (
    list.type !== AST_NODE_TYPES.CallExpression ||
    list.callee.type !== AST_NODE_TYPES.MemberExpression
  )
    return false;
  const method = propertyName(source, list.callee) ?? '';
  if (/^(?:toR|r)eversed?$/u.test(method)) return !isByTime(source, list.callee.object);
  const [order] = list.arguments;
  if (!/^(?:toS|s)ort(?:ed)?$/u.test(method) || order === undefined)
    return isShowing(method) && isByTime(source, list.callee.object);
  return !someNode(
    source,
    order,
    (node) =>
      node.type === AST_NODE_TYPES.MemberExpression &&
      !TIMES.test(propertyName(source, node) ?? '') &&
      node.parent.type !== AST_NODE_TYPES.CallExpression,
  );
}
