/**
 * Whether an entry is told from others by its identity: one that is loaded again is another object.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isCall, withoutWrappers, withWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { asksForItem, removesEntries } from '../vocabulary/collection-methods.ts';
import { isOfAnswer } from './repeatable-code.ts';

/** `me === you`: an entry that is loaded again is another object. */
export function isCompared(source: SourceCode, entry: Node): boolean {
  const node = withWrappers(entry);
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.SwitchStatement) return parent.discriminant === node;
  if (parent?.type === AST_NODE_TYPES.CallExpression)
    return (
      parent.callee.type === AST_NODE_TYPES.MemberExpression &&
      parent.arguments[0] === node &&
      asksByIdentity(propertyName(source, parent.callee) ?? '') &&
      !isOfAnswer(source, parent.callee)
    );
  if (
    parent?.type !== AST_NODE_TYPES.BinaryExpression ||
    !/^[!=]==?$/u.test(parent.operator) ||
    isTestOfRemoval(source, parent)
  )
    return false;
  const other = withoutWrappers(parent.left === node ? parent.right : parent.left);
  return !(
    isNoFunction(other) ||
    (other.type === AST_NODE_TYPES.Identifier && other.name === 'undefined')
  );
}

/** `list.includes(entry)`, `list.indexOf(entry)`, `names.get(entry)`; a Set counts an entry once. */
function asksByIdentity(method: string): boolean {
  return asksForItem(method, 'truth') || asksForItem(method, 'position') || method === 'add';
}

/** `if (cache.get(key) === loading) cache.delete(key)` */
function isTestOfRemoval(source: SourceCode, test: Node): boolean {
  const { parent } = test;
  if (parent?.type !== AST_NODE_TYPES.IfStatement || parent.alternate) return false;
  const { consequent } = parent;
  const [only, ...others] =
    consequent.type === AST_NODE_TYPES.BlockStatement ? consequent.body : [consequent];
  return (
    others.length === 0 &&
    only?.type === AST_NODE_TYPES.ExpressionStatement &&
    isCall(only.expression) &&
    removesEntries(calledName(source, only.expression.callee))
  );
}

/** Whether an expression is no function by its form. */
export function isNoFunction({ type }: Node): boolean {
  return PLAIN.has(type);
}

const PLAIN: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.BinaryExpression,
  AST_NODE_TYPES.Literal,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.TemplateLiteral,
  AST_NODE_TYPES.UnaryExpression,
]);
