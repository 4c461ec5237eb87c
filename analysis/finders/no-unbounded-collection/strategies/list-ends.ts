/**
 * Which items of a list a read means: the latest ones, which a cap keeps, or those at a position, which a cap moves.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Access } from '../../../collections/accesses.ts';
import type { Change } from '../../../collections/changes.ts';
import { valuesOf } from '../../../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../../../source/source-code.ts';
import { isFunction, isIdentifierNamed } from '../../../syntax/nodes.ts';
import { calledName } from '../../../syntax/references.ts';
import { someNode } from '../../../syntax/traversal.ts';
import { looksAtItems } from '../../../vocabulary/collection-methods.ts';

export type ListCall = Extract<Access, { kind: 'call' }>;

/** A list, with what is added to it. */
export interface Filled {
  readonly source: SourceCode;
  readonly additions: readonly Change[];
}

/** Whether new items are put to the end, so that the last one is the latest. */
function growsAtEnd({ source, additions }: Filled): boolean {
  return !additions.some(
    ({ node }) =>
      node.type === AST_NODE_TYPES.CallExpression && calledName(source, node.callee) === 'unshift',
  );
}

/** `at(-1)`, of no more items than a cap leaves */
function isOfLatest(filled: Filled, { method, call }: ListCall, max: number): boolean {
  const [at] = call.arguments;
  const position = at && /^-(?<count>\d+)$/u.exec(filled.source.getText(at))?.groups?.['count'];
  return method === 'at' && position !== undefined && Number(position) <= max && growsAtEnd(filled);
}

/** `list.map((item, index) => …)`, `list.entries()`, `list.slice(0, 2)` */
export function takesPositions(
  filled: Filled,
  method: string,
  call: TSESTree.CallExpression,
): boolean {
  if (method === 'entries' || method === 'keys') return true;
  if (method === 'slice') return takesFirst(call) && growsAtEnd(filled);
  const [callback] = call.arguments;
  return (
    looksAtItems(method) &&
    callback !== undefined &&
    valuesOf(filled.source, callback).some(
      (value) =>
        value.kind === 'node' && isFunction(value.node) && takesMore(filled.source, value.node),
    )
  );
}

/** Whether a function uses more than its first argument: `(item, index) => …`, `(...all) => all[1]`. */
function takesMore(source: SourceCode, fn: FunctionNode): boolean {
  return (
    fn.params.length > 1 ||
    fn.params[0]?.type === AST_NODE_TYPES.RestElement ||
    someNode(source, fn, (node) => isIdentifierNamed(node, 'arguments'))
  );
}

/** `list.slice(0, 2)`, `list.slice(2)`: not a copy, nor a page that a request asks for. */
export function takesFirst({ arguments: [start, end] }: TSESTree.CallExpression): boolean {
  const from = start ? countOf(start) : undefined;
  return from !== undefined && (from > 0 || (end !== undefined && countOf(end) !== undefined));
}

function countOf(node: Node): number | undefined {
  return node.type === AST_NODE_TYPES.Literal && typeof node.value === 'number'
    ? node.value
    : undefined;
}

/** `list[list.length - 1]` */
export function isLast({ source, additions }: Filled, member: TSESTree.MemberExpression): boolean {
  return (
    growsAtEnd({ source, additions }) &&
    member.computed &&
    source.getText(member.property).replaceAll(/\s/gu, '') ===
      `${source.getText(member.object).replaceAll(/\s/gu, '')}.length-1`
  );
}

/** `slice(-20)` */
function isShortTail(filled: Filled, { method, call }: ListCall, max: number): boolean {
  const [start] = call.arguments;
  if (!growsAtEnd(filled) || method !== 'slice' || call.arguments.length !== 1 || !start)
    return false;
  const count = /^-(?<count>\d+)$/u.exec(filled.source.getText(start))?.groups?.['count'];
  return count !== undefined && Number(count) > 0 && Number(count) <= max;
}

/** Whether a call reads no more than the latest items, which a cap keeps. */
export function readsTail(filled: Filled, access: ListCall, max: number): boolean {
  return isOfLatest(filled, access, max) || isShortTail(filled, access, max);
}
