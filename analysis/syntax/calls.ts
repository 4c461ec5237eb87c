/**
 * Which calls are of what the language, or its module systems, have: `require`, `import()`, `Object.assign`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, Node, SourceCode } from '../source/source-code.ts';
import { READING_OBJECTS } from '../vocabulary/reading-functions.ts';
import { changesFirst } from '../vocabulary/runtime-functions.ts';
import { isGlobal } from './bindings.ts';
import { literalString, withoutWrappers } from './nodes.ts';
import { propertyName } from './references.ts';

/** The module that `require('x')` or `import('x')` loads. */
export function loadedModule(source: SourceCode, node: Node): string | undefined {
  if (node.type === AST_NODE_TYPES.ImportExpression) return literalString(node.source);
  if (
    node.type === AST_NODE_TYPES.CallExpression &&
    isGlobal(source, node.callee, 'require') &&
    node.arguments.length === 1
  ) {
    return literalString(node.arguments[0]!);
  }
  return undefined;
}

/** `Object.assign(…)` */
export function isObjectAssign(source: SourceCode, call: TSESTree.CallExpression): boolean {
  const { callee } = call;
  return (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    isGlobal(source, callee.object, 'Object') &&
    propertyName(source, callee) === 'assign'
  );
}

/** Whether a call neither changes nor keeps what it is given: `console.log(config)`, `JSON.stringify(config)`, `Boolean(config)`. */
export function onlyReads(source: SourceCode, call: Call): boolean {
  const callee = withoutWrappers(call.callee);
  const object = callee.type === AST_NODE_TYPES.MemberExpression ? callee.object : callee;
  const isMethod = callee.type === AST_NODE_TYPES.MemberExpression;
  return (
    READING_OBJECTS.some((name) => isGlobal(source, object, name)) &&
    !(
      isMethod &&
      isGlobal(source, object, 'Object') &&
      changesFirst(propertyName(source, callee) ?? '')
    )
  );
}
