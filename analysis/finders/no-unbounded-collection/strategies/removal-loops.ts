/**
 * Loops over a collection that do nothing but remove entries: they need none of those that are gone.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Use } from '../../../collections/uses.ts';
import type { Node } from '../../../source/source-code.ts';
import { isFunction, withoutWrappers } from '../../../syntax/nodes.ts';
import { ancestorsOf, contains, someNode } from '../../../syntax/traversal.ts';
import { goesThroughEntries } from '../../../vocabulary/collection-methods.ts';
import type { Subject } from './strategy.ts';

/** `for (const key of cache.keys()) if (key.startsWith(prefix)) cache.delete(key)`, `cache.keys().next().value` in a `delete` */
export function isRemovalLoop(subject: Subject, { node, access }: Use): boolean {
  const { changes } = subject;
  if (access.kind === 'call' && !goesThroughEntries(access.method)) return false;
  const whole: Node = access.kind === 'call' ? access.call : node;
  for (const ancestor of ancestorsOf(whole)) {
    if (changes.removals.some((removal) => removal.node === ancestor)) return true;
    if (isFunction(ancestor)) return false;
    if (ancestor.type === AST_NODE_TYPES.ForOfStatement)
      return contains(ancestor.right, whole) && onlyRemoves(subject, ancestor.body);
    if (
      ancestor.type === AST_NODE_TYPES.ExpressionStatement &&
      access.kind === 'call' &&
      access.method === 'forEach'
    ) {
      const [callback] = access.call.arguments;
      return callback !== undefined && isFunction(callback) && onlyRemoves(subject, callback.body);
    }
  }
  return false;
}

function onlyRemoves(subject: Subject, statement: Node): boolean {
  switch (statement.type) {
    case AST_NODE_TYPES.BlockStatement:
      return statement.body.every((inner) => onlyRemoves(subject, inner));
    case AST_NODE_TYPES.IfStatement:
      return (
        isPure(subject, statement.test) &&
        onlyRemoves(subject, statement.consequent) &&
        (!statement.alternate || onlyRemoves(subject, statement.alternate))
      );
    case AST_NODE_TYPES.ExpressionStatement:
      return isRemoval(subject, statement.expression);
    case AST_NODE_TYPES.ContinueStatement:
    case AST_NODE_TYPES.EmptyStatement:
      return true;
    case AST_NODE_TYPES.VariableDeclaration:
      return statement.declarations.every(({ init }) => !init || isPure(subject, init));
    default:
      return isRemoval(subject, statement);
  }
}

function isRemoval({ changes }: Subject, expression: Node): boolean {
  const node = withoutWrappers(expression);
  return changes.removals.some((removal) => removal.node === node);
}

/** Whether evaluating an expression changes nothing: methods of texts and of the collection itself are called, no others. */
function isPure({ source }: Subject, expression: Node): boolean {
  return !someNode(
    source,
    expression,
    ({ type }) =>
      type === AST_NODE_TYPES.AssignmentExpression ||
      type === AST_NODE_TYPES.UpdateExpression ||
      type === AST_NODE_TYPES.AwaitExpression ||
      type === AST_NODE_TYPES.YieldExpression ||
      type === AST_NODE_TYPES.NewExpression,
  );
}
