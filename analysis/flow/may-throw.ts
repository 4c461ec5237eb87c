/**
 * Whether evaluating a node may throw, its parts apart: nobody guards against what throws nothing.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';

/** Methods of collections, timers and strings: with what programs give them they throw nothing (ECMA-262, 2026 edition). */
const METHODS = new Set([
  'add',
  'clear',
  'concat',
  'delete',
  'entries',
  'get',
  'has',
  'includes',
  'indexOf',
  'join',
  'keys',
  'pop',
  'push',
  'set',
  'shift',
  'slice',
  'toString',
  'trim',
  'unref',
  'unshift',
  'values',
]);

/** Globals whose functions throw nothing; `JSON`, `Reflect` and `Buffer` are none of them. */
const OBJECTS = ['Array', 'console', 'Date', 'Math', 'Number', 'Object', 'performance', 'Promise'];

const FUNCTIONS = [
  'Boolean',
  'Number',
  'String',
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
];

const CONSTRUCTORS = [
  'AbortController',
  'Date',
  'Error',
  'Map',
  'Promise',
  'Set',
  'WeakMap',
  'WeakRef',
  'WeakSet',
];

const OF_PROMISES = new Set(['then', 'catch', 'finally']);

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
      return !CONSTRUCTORS.some((name) => isGlobal(source, node.callee, name));
    case AST_NODE_TYPES.CallExpression:
      return !isSafe(source, node) && !isTakenForPromise(node);
    default:
      return false;
  }
}

function isSafe(source: SourceCode, call: TSESTree.CallExpression): boolean {
  const callee = withoutWrappers(call.callee);
  if (callee.type !== AST_NODE_TYPES.MemberExpression)
    return FUNCTIONS.some((name) => isGlobal(source, callee, name));
  const name = propertyName(source, callee) ?? '';
  return (
    METHODS.has(name) ||
    OF_PROMISES.has(name) ||
    OBJECTS.some((object) => isGlobal(source, callee.object, object))
  );
}

function isTakenForPromise({ parent }: TSESTree.CallExpression): boolean {
  return (
    parent.type === AST_NODE_TYPES.MemberExpression &&
    parent.parent.type === AST_NODE_TYPES.CallExpression &&
    parent.property.type === AST_NODE_TYPES.Identifier &&
    OF_PROMISES.has(parent.property.name)
  );
}
