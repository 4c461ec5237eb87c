/**
 * What the expressions around a value make of it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { asText, awaited, sumWith, wrapped, type HeldValue } from './held-value.ts';
import { ancestorsOf, isFunction, type Node } from './syntax.ts';

/** What an expression holds by an operand that holds a value. */
export function carriedBy(parent: Node, node: Node, held: HeldValue): HeldValue | undefined {
  switch (parent.type) {
    case AST_NODE_TYPES.TSAsExpression:
    case AST_NODE_TYPES.TSNonNullExpression:
    case AST_NODE_TYPES.TSSatisfiesExpression:
    case AST_NODE_TYPES.TSTypeAssertion:
    case AST_NODE_TYPES.ChainExpression:
      return held;
    case AST_NODE_TYPES.AwaitExpression:
      return awaited(held);
    case AST_NODE_TYPES.ConditionalExpression:
      return node === parent.test ? undefined : held;
    case AST_NODE_TYPES.LogicalExpression:
      // `a && b` is `a` only where that is nothing.
      return node === parent.left && parent.operator === '&&' ? undefined : held;
    case AST_NODE_TYPES.SequenceExpression:
      return node === parent.expressions.at(-1) ? held : undefined;
    case AST_NODE_TYPES.AssignmentExpression:
      return node === parent.right ? held : undefined;
    case AST_NODE_TYPES.ArrayExpression:
      return wrapped(held, placeIn(parent, node));
    case AST_NODE_TYPES.BinaryExpression:
      return parent.operator === '+' ? sumWith(held) : undefined;
    case AST_NODE_TYPES.TemplateLiteral:
      // `${text}` is the text itself.
      return parent.quasis.every(({ value }) => value.raw === '') && parent.expressions.length === 1 ? asText(held) : sumWith(held);
    default:
      return undefined;
  }
}

/** Where an array literal has an element: behind a spread nobody knows. */
function placeIn(array: TSESTree.ArrayExpression, element: Node): 'list' | `[${number}]` {
  const index = array.elements.findIndex((candidate) => candidate === element);
  return array.elements.slice(0, index).some((before) => before?.type === AST_NODE_TYPES.SpreadElement) ? 'list' : `[${index}]`;
}

/** Whether nothing is made of what an expression gives, neither of its error: nobody need ask what that is. */
export function isDropped(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.ExpressionStatement:
    case AST_NODE_TYPES.IfStatement:
    case AST_NODE_TYPES.UnaryExpression:
    case AST_NODE_TYPES.Decorator:
      return true;
    case AST_NODE_TYPES.ChainExpression:
      return isDropped(parent);
    case AST_NODE_TYPES.AwaitExpression:
      return isDropped(parent) && catchAround(parent) === undefined;
    default:
      return false;
  }
}

/** The handler of what an expression throws, in its function. */
export function catchAround(node: Node): TSESTree.CatchClause | undefined {
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) return undefined;
    if (ancestor.type === AST_NODE_TYPES.TryStatement && ancestor.block === inner && ancestor.handler) return ancestor.handler;
    inner = ancestor;
  }
  return undefined;
}
