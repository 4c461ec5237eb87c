/**
 * Calls that do not return, since the process ends in them.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { valuesOf } from './values.ts';

/** `process.exit(1)`, `process.abort()`, of the global or of `node:process` */
export function isProcessExit(source: SourceCode, node: Node): boolean {
  if (node.type !== AST_NODE_TYPES.CallExpression) return false;
  const callee = withoutWrappers(node.callee);
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return false;
  const name = propertyName(source, callee);
  return (name === 'exit' || name === 'abort') && isProcess(source, callee.object);
}

function isProcess(source: SourceCode, node: Node): boolean {
  return (
    isGlobal(source, node, 'process') ||
    valuesOf(source, node).some(
      (value) =>
        value.kind === 'module' && (value.module === 'process' || value.module === 'node:process'),
    )
  );
}
