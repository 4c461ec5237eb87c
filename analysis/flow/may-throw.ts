/**
 * Whether evaluating a node may throw, its parts apart: nobody guards against what throws nothing.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { isPromiseMethod } from '../vocabulary/callback-takers.ts';
import {
  isSilentMethod,
  SILENT_CONSTRUCTORS,
  SILENT_FUNCTIONS,
  SILENT_OBJECTS,
} from '../vocabulary/silent-calls.ts';

/**
 * Reading a property throws nothing here, and a call whose result is taken for a promise (`send().finally(done)`) rejects
 * instead of throwing.
 */
export function mayThrow(source: SourceCode, node: Node): boolean {
  switch (node.type) {
    case AST_NODE_TYPES.AwaitExpression:
    case AST_NODE_TYPES.YieldExpression:
    case AST_NODE_TYPES.TaggedTemplateExpression:
      return true;
    case AST_NODE_TYPES.NewExpression:
      return !SILENT_CONSTRUCTORS.some((name) => isGlobal(source, node.callee, name));
    case AST_NODE_TYPES.CallExpression:
      return !isSafe(source, node) && !isTakenForPromise(node);
    default:
      return false;
  }
}

function isSafe(source: SourceCode, call: TSESTree.CallExpression): boolean {
  const callee = withoutWrappers(call.callee);
  if (callee.type !== AST_NODE_TYPES.MemberExpression)
    return SILENT_FUNCTIONS.some((name) => isGlobal(source, callee, name));
  const name = propertyName(source, callee) ?? '';
  return (
    isSilentMethod(name) ||
    isPromiseMethod(name) ||
    SILENT_OBJECTS.some((object) => isGlobal(source, callee.object, object))
  );
}

function isTakenForPromise({ parent }: TSESTree.CallExpression): boolean {
  return (
    parent.type === AST_NODE_TYPES.MemberExpression &&
    parent.parent.type === AST_NODE_TYPES.CallExpression &&
    parent.property.type === AST_NODE_TYPES.Identifier &&
    isPromiseMethod(parent.property.name)
  );
}
