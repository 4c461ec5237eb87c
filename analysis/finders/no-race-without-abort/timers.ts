/**
 * How long a timer runs, and whether anything clears it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../../flow/values.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { isGlobal, variableOf } from '../../syntax/bindings.ts';
import { sameReference } from '../../syntax/references.ts';
import { nodesOf } from '../../syntax/traversal.ts';
import { isPromisedTimer } from './races.ts';

/** In milliseconds; undefined if it cannot be seen. */
export function timeOf(source: SourceCode, timer: TSESTree.CallExpression): number | undefined {
  const time = timer.arguments[isPromisedTimer(source, timer) ? 0 : 1];
  if (!time) return 0;
  const [value, ...others] = valuesOf(source, time);
  return others.length === 0 &&
    value?.kind === 'node' &&
    value.node.type === AST_NODE_TYPES.Literal &&
    typeof value.node.value === 'number'
    ? value.node.value
    : undefined;
}

/** Whether the number of a timer goes to `clearTimeout`, or where it may. */
export function isCleared(source: SourceCode, timer: TSESTree.CallExpression): boolean {
  // `setTimeout(5000, undefined, { signal })`
  if (isPromisedTimer(source, timer)) return timer.arguments.length > 2;
  const { parent } = timer;
  if (
    parent.type === AST_NODE_TYPES.ExpressionStatement ||
    parent.type === AST_NODE_TYPES.ArrowFunctionExpression
  )
    return false;
  const target =
    parent.type === AST_NODE_TYPES.VariableDeclarator
      ? parent.id
      : parent.type === AST_NODE_TYPES.AssignmentExpression
        ? parent.left
        : undefined;
  return target?.type !== AST_NODE_TYPES.Identifier || isUsed(source, target);
}

/** Whether a name is read at all: to clear the timer, or by whoever may. */
function isUsed(source: SourceCode, name: TSESTree.Identifier): boolean {
  const reads =
    variableOf(source, name)?.references.filter((reference) => reference.isRead()) ?? [];
  const isOnlyUnref = (node: Node) =>
    node.parent?.type === AST_NODE_TYPES.MemberExpression && node.parent.object === node;
  return (
    reads.some(({ identifier }) => !isOnlyUnref(identifier)) ||
    nodesOf(source, AST_NODE_TYPES.CallExpression).some(
      ({ callee, arguments: [first] }) =>
        first !== undefined &&
        isGlobal(source, callee, 'clearTimeout') &&
        sameReference(source, first, name),
    )
  );
}
