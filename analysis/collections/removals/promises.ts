/**
 * Whether waiting for an expression can fail: a sleep does not.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { exitsOfFunction } from '../../flow/all-paths.ts';
import { callGraph } from '../../flow/build-call-graph.ts';
import { mayThrow } from '../../flow/may-throw.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isFunction, withoutWrappers } from '../../syntax/nodes.ts';
import { calledName } from '../../syntax/references.ts';

/**
 * What may throw between an addition and its removal: `throw`, and an `await` of what may fail. A call of which nothing is
 * known is taken to return: were each to throw, no code would be right that has no `finally`.
 */
export function mayFail(source: SourceCode): (node: Node) => boolean {
  return (node) =>
    (node.type === AST_NODE_TYPES.AwaitExpression && !neverRejects(source, node.argument, 2)) ||
    (node.type === AST_NODE_TYPES.CallExpression &&
      calledName(source, node.callee) === 'parse' &&
      mayThrow(source, node));
}

/** Promises of timers, and functions by whose names they are known. */
const SLEEPS = /^(?:sleep|delay|wait|pause|tick|nextTick|setTimeout|setImmediate)(?:For|Ms)?$/u;

function neverRejects(source: SourceCode, expression: Node, depth: number): boolean {
  const node = withoutWrappers(expression);
  if (node.type === AST_NODE_TYPES.NewExpression) {
    const [executor] = node.arguments;
    return (
      calledName(source, node.callee) === 'Promise' &&
      executor !== undefined &&
      isFunction(executor) &&
      executor.params.length < 2
    );
  }
  if (node.type !== AST_NODE_TYPES.CallExpression) return node.type === AST_NODE_TYPES.Literal;
  const name = calledName(source, node.callee);
  if (name === 'catch' || name === 'allSettled' || SLEEPS.test(name)) return true;
  const { functions, complete } = callGraph(source).calleesOf(node);
  return (
    depth > 0 &&
    complete &&
    functions.length > 0 &&
    functions.every((fn) =>
      exitsOfFunction(source, fn, () => false, {
        throws: (inner) =>
          inner.type === AST_NODE_TYPES.AwaitExpression &&
          !neverRejects(source, inner.argument, depth - 1),
      }).every(({ how }) => how !== 'throw'),
    )
  );
}
