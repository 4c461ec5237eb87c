/**
 * Whether it changes nothing if the connection breaks after a response has come: while the rest of the response is read, the
 * request hears of that, as it does not where the response is left (Node 20 to 24, lib/_http_client.js: `socketErrorListener`).
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callGraph } from '../../flow/build-call-graph.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal, variableOf } from '../../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../../syntax/nodes.ts';
import { someNode } from '../../syntax/traversal.ts';

/** @param listeners of the errors of a request; without one, an error ends the process */
export function hearsNoMore(source: SourceCode, listeners: readonly Node[]): boolean {
  return listeners.length > 0 && listeners.every((listener) => isOver(source, listener));
}

/** Whether a listener does nothing, or nothing but to settle a promise, which is settled by the response. */
function isOver(source: SourceCode, wrapped: Node): boolean {
  const listener = withoutWrappers(wrapped);
  if (settlesPromise(source, listener)) return true;
  const functions = callGraph(source).functionsAt(listener);
  return (
    functions.length > 0 &&
    functions.every(({ body }) => !someNode(source, body, (node) => acts(source, node)))
  );
}

const ACTS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.ImportExpression,
  AST_NODE_TYPES.TaggedTemplateExpression,
  AST_NODE_TYPES.ThrowStatement,
  AST_NODE_TYPES.UpdateExpression,
  AST_NODE_TYPES.YieldExpression,
]);

function acts(source: SourceCode, node: Node): boolean {
  if (node.type === AST_NODE_TYPES.CallExpression)
    return !settlesPromise(source, withoutWrappers(node.callee));
  if (node.type === AST_NODE_TYPES.NewExpression) return !isGlobal(source, node.callee, 'Error');
  if (node.type === AST_NODE_TYPES.UnaryExpression) return node.operator === 'delete';
  return ACTS.has(node.type);
}

/** `reject` of `new Promise((resolve, reject) => …)` */
function settlesPromise(source: SourceCode, name: Node): boolean {
  const definition =
    name.type === AST_NODE_TYPES.Identifier ? variableOf(source, name)?.defs[0] : undefined;
  const executor = definition?.type === 'Parameter' ? (definition.node as Node) : undefined;
  const { parent } = executor ?? {};
  return (
    executor !== undefined &&
    isFunction(executor) &&
    parent?.type === AST_NODE_TYPES.NewExpression &&
    parent.arguments[0] === executor &&
    isGlobal(source, parent.callee, 'Promise')
  );
}
