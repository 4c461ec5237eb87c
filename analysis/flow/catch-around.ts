/**
 * Where what is thrown is caught, and what leaves the function that throws it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isFunction } from '../syntax/nodes.ts';
import { ancestorsOf, functionAround, nodesOf } from '../syntax/traversal.ts';

/** The handler of what an expression throws, in its function. */
export function catchAround(node: Node): TSESTree.CatchClause | undefined {
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) return undefined;
    if (
      ancestor.type === AST_NODE_TYPES.TryStatement &&
      ancestor.block === inner &&
      ancestor.handler
    )
      return ancestor.handler;
    inner = ancestor;
  }
  return undefined;
}

const throwsByFunction = new WeakMap<SourceCode, Map<FunctionNode | undefined, Node[]>>();

/** What a function throws and does not catch. */
export function throwsOf(source: SourceCode, fn: FunctionNode): readonly Node[] {
  let index = throwsByFunction.get(source);
  if (!index) {
    index = new Map<FunctionNode | undefined, Node[]>();
    for (const node of nodesOf(source, AST_NODE_TYPES.ThrowStatement))
      if (!catchAround(node)) {
        const around = functionAround(node);
        index.set(around, [...(index.get(around) ?? []), node]);
      }
    throwsByFunction.set(source, index);
  }
  return index.get(fn) ?? [];
}
