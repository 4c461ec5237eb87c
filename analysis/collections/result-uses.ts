/**
 * What becomes of the result of a call: whether something relies on it, and whether anybody looks at it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { usesCallbackResult } from '../vocabulary/collection-methods.ts';

/** `users.get(id).name`, `const { name } = users.get(id)`, `handlers.get(id)()` */
export function isReliedOn(node: Node): boolean {
  let value = node;
  while (
    value.parent &&
    value.parent.type !== AST_NODE_TYPES.ChainExpression &&
    (withoutWrappers(value.parent) === withoutWrappers(value) || mayBeResult(value, value.parent))
  )
    value = value.parent;
  const { parent } = value;
  if (parent?.type === AST_NODE_TYPES.MemberExpression)
    return parent.object === value && !parent.optional;
  if (parent?.type === AST_NODE_TYPES.CallExpression)
    return parent.callee === value && !parent.optional;
  if (parent?.type === AST_NODE_TYPES.SpreadElement)
    return parent.parent.type !== AST_NODE_TYPES.ObjectExpression;
  if (parent?.type === AST_NODE_TYPES.ForOfStatement) return parent.right === value;
  return (
    parent?.type === AST_NODE_TYPES.VariableDeclarator &&
    parent.init === value &&
    parent.id.type !== AST_NODE_TYPES.Identifier
  );
}

/** `users.get('default')` in `users.get(id) ?? users.get('default')`, a branch of a conditional expression */
function mayBeResult(value: Node, parent: Node): boolean {
  if (parent.type === AST_NODE_TYPES.ConditionalExpression) return parent.test !== value;
  return (
    parent.type === AST_NODE_TYPES.LogicalExpression &&
    (parent.right === value || parent.operator === '&&')
  );
}

/** Whether somebody looks at what a call gives. A callback of a timer or a promise hands it to nobody. */
export function isResultUsed(source: SourceCode, call: Node): boolean {
  let node = call;
  while (
    node.parent &&
    (withoutWrappers(node.parent) === withoutWrappers(node) ||
      (node.parent.type === AST_NODE_TYPES.UnaryExpression && node.parent.operator === 'void'))
  )
    node = node.parent;
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.ExpressionStatement) return false;
  if (parent?.type === AST_NODE_TYPES.LogicalExpression)
    return parent.right !== node || isResultUsed(source, parent);
  if (
    parent?.type !== AST_NODE_TYPES.ArrowFunctionExpression ||
    parent.parent.type !== AST_NODE_TYPES.CallExpression
  )
    return true;
  const { callee } = parent.parent;
  return (
    callee === parent ||
    (callee.type === AST_NODE_TYPES.MemberExpression &&
      usesCallbackResult(propertyName(source, callee) ?? ''))
  );
}
