/**
 * Whether a value is a promise of the language: what libraries call a promise may have `then` alone (a request of superagent).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { writesTo } from '../syntax/assignments.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { isPromiseMethod } from '../vocabulary/callback-takers.ts';
import { accessPaths, type AccessPath } from './access-paths.ts';
import { assignedBefore } from './assigned-before.ts';
import { valuesOf } from './values.ts';

/** How many calls one promise leads through: `load().then(a).then(b)`. */
const MAX_CALLS = 10;

/** @param isAsyncElsewhere whether a function of another file is `async` */
export function isNativePromise(
  source: SourceCode,
  promise: Node,
  isAsyncElsewhere: (way: AccessPath) => boolean,
  calls = MAX_CALLS,
): boolean {
  const node = withoutWrappers(promise);
  if (calls === 0) return false;
  switch (node.type) {
    case AST_NODE_TYPES.ImportExpression:
      return true;
    case AST_NODE_TYPES.Identifier: {
      const given = givenAt(source, node);
      return given !== undefined && isNativePromise(source, given, isAsyncElsewhere, calls - 1);
    }
    case AST_NODE_TYPES.NewExpression:
      return isGlobal(source, node.callee, 'Promise');
    case AST_NODE_TYPES.CallExpression: {
      const callee = withoutWrappers(node.callee);
      if (callee.type === AST_NODE_TYPES.MemberExpression) {
        if (isGlobal(source, callee.object, 'Promise')) return true;
        if (isPromiseMethod(propertyName(source, callee) ?? ''))
          return isNativePromise(source, callee.object, isAsyncElsewhere, calls - 1);
      }
      return isGlobal(source, callee, 'fetch') || isAsync(source, callee, isAsyncElsewhere);
    }
    default:
      return false;
  }
}

/** What a name is declared with, if it keeps that, or was given last. */
function givenAt(source: SourceCode, name: TSESTree.Identifier): Node | undefined {
  const assigned = assignedBefore(source, name);
  if (assigned) return assigned;
  const variable = variableOf(source, name);
  const [definition] = variable?.defs ?? [];
  const node = definition?.node as Node | undefined;
  return variable &&
    writesTo(variable).length === 0 &&
    node?.type === AST_NODE_TYPES.VariableDeclarator &&
    node.id.type === AST_NODE_TYPES.Identifier
    ? (node.init ?? undefined)
    : undefined;
}

function isAsync(
  source: SourceCode,
  callee: Node,
  isAsyncElsewhere: (way: AccessPath) => boolean,
): boolean {
  const functions = valuesOf(source, callee);
  return (
    functions.length > 0 &&
    functions.every((fn) => {
      if (fn.kind === 'node' && isFunction(fn.node)) return fn.node.async && !fn.node.generator;
      const ways = accessPaths(source, fn);
      return ways.length > 0 && ways.every(isAsyncElsewhere);
    })
  );
}
