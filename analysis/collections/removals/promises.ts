/**
 * Whether waiting for an expression can fail: a sleep does not.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { exitsOfFunction } from '../../flow/all-paths.ts';
import { callGraph } from '../../flow/build-call-graph.ts';
import { mayThrow } from '../../flow/may-throw.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { writesTo } from '../../syntax/assignments.ts';
import { variableOf } from '../../syntax/bindings.ts';
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

/**
 * Whether a promise is kept from being rejected: `work().catch(log)`, or a name for one.
 * @param depth how many calls of functions it may lead through
 */
export function neverRejects(source: SourceCode, expression: Node, depth: number): boolean {
  const node = withoutWrappers(expression);
  if (node.type === AST_NODE_TYPES.Identifier) {
    const made = onlyValue(source, node);
    return made !== undefined && neverRejects(source, made, depth);
  }
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
  if (name === 'catch') return !throwsAgain(source, node.arguments[0]);
  if (name === 'allSettled' || SLEEPS.test(name)) return true;
  const functions = depth > 0 ? callGraph(source).onlyCalleesOf(node) : [];
  return (
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

/** What a variable is given where it is declared, and nowhere else. */
function onlyValue(source: SourceCode, name: TSESTree.Identifier): Node | undefined {
  const variable = variableOf(source, name);
  const definition = variable?.defs[0]?.node as Node | undefined;
  return variable &&
    definition?.type === AST_NODE_TYPES.VariableDeclarator &&
    definition.id.type === AST_NODE_TYPES.Identifier &&
    writesTo(variable).length === 0
    ? (definition.init ?? undefined)
    : undefined;
}

/** `.catch((error) => { log(error); throw error; })` */
function throwsAgain(source: SourceCode, handler: Node | undefined): boolean {
  return (
    handler !== undefined &&
    isFunction(handler) &&
    exitsOfFunction(source, handler, () => false, { throws: () => false }).some(
      ({ how }) => how === 'throw',
    )
  );
}
