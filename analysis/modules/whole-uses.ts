/**
 * What is done with a value of another file where it is named: whether each part of it that is used has a name.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isExportedExpression } from '../flow/exports.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isCall, withWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';

/**
 * - `asked`: it is called, asked for a property that has a name, or given another name, which is looked at for itself;
 * - `exported`: whoever imports the file has it, too;
 * - `unseen`: it goes where nobody sees what is done with it.
 */
export type WholeUse = 'asked' | 'exported' | 'unseen';

/** How objects may be put into each other. */
const MAX_DEPTH = 5;

/** @param value an expression that has the value: a name, a member, a call, an `import()` */
export function wholeUseOf(source: SourceCode, value: Node, depth = 0): WholeUse {
  const outer = withWrappers(value);
  if (outer.parent?.type === AST_NODE_TYPES.AwaitExpression)
    return useAt(source, withWrappers(outer.parent), depth);
  // The value of a promise is looked at where it is awaited.
  if (value.type === AST_NODE_TYPES.ImportExpression)
    return outer.parent?.type === AST_NODE_TYPES.ExpressionStatement ? 'asked' : 'unseen';
  return useAt(source, outer, depth);
}

function useAt(source: SourceCode, node: Node, depth: number): WholeUse {
  const { parent } = node;
  if (parent && ASKS.has(parent.type)) return 'asked';
  switch (parent?.type) {
    case AST_NODE_TYPES.MemberExpression:
      return parent.object === node && propertyName(source, parent) !== undefined
        ? 'asked'
        : 'unseen';
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
      return parent.callee === node ? 'asked' : 'unseen';
    case AST_NODE_TYPES.VariableDeclarator:
      return parent.init === node && isTakenApartBy(parent.id) ? 'asked' : 'unseen';
    default:
      return asPart(source, node, depth);
  }
}

/** What does no more with a value than to ask what it is. */
const ASKS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.BinaryExpression,
  AST_NODE_TYPES.ExpressionStatement,
  AST_NODE_TYPES.IfStatement,
  AST_NODE_TYPES.UnaryExpression,
]);

/** `store`, `{ add, remove: drop }`, but not `{ [name]: fn }`, `{ ...rest }` */
function isTakenApartBy(pattern: TSESTree.BindingName): boolean {
  return (
    pattern.type === AST_NODE_TYPES.Identifier ||
    (pattern.type === AST_NODE_TYPES.ObjectPattern &&
      pattern.properties.every(
        (property) => property.type === AST_NODE_TYPES.Property && !property.computed,
      ))
  );
}

/** `module.exports = { ...store }`, `const all = { store }; exports.all = all;` */
function asPart(source: SourceCode, node: Node, depth: number): WholeUse {
  let whole = node;
  let isListed = false;
  for (let { parent } = whole; parent && hasPart(parent, whole); { parent } = whole) {
    isListed ||= parent.type === AST_NODE_TYPES.ArrayExpression;
    whole = parent;
  }
  const { parent } = whole;
  if (isCall(parent)) return 'unseen';
  if (parent?.type !== AST_NODE_TYPES.VariableDeclarator)
    return isExportedExpression(source, whole) ? 'exported' : 'unseen';
  if (parent.id.type !== AST_NODE_TYPES.Identifier || depth > MAX_DEPTH || isListed)
    return 'unseen';
  const uses = source
    .getDeclaredVariables(parent)
    .flatMap(({ references }) => references)
    .filter((reference) => reference.isRead())
    .map(({ identifier }) => wholeUseOf(source, identifier, depth + 1));
  if (uses.includes('unseen')) return 'unseen';
  return isExportedExpression(source, whole) ? 'exported' : 'asked';
}

/** Whether an expression has another as a part, or may be it. */
function hasPart(whole: Node, node: Node): boolean {
  switch (whole.type) {
    case AST_NODE_TYPES.ArrayExpression:
    case AST_NODE_TYPES.LogicalExpression:
    case AST_NODE_TYPES.ObjectExpression:
    case AST_NODE_TYPES.SpreadElement:
      return true;
    case AST_NODE_TYPES.ConditionalExpression:
      return whole.test !== node;
    case AST_NODE_TYPES.Property:
      return whole.value === node;
    default:
      return false;
  }
}
