/**
 * How a collection is called where something is added to it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Change } from '../../../collections/changes.ts';
import type { Uses } from '../../../collections/uses.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { variableNamed, variableOf } from '../../../syntax/bindings.ts';
import { withoutWrappers } from '../../../syntax/nodes.ts';
import type { Subject } from './strategy.ts';

/** The name of the collection, or of a list in it, where an addition is made; undefined if it has none of its own there. */
export function receiverName(subject: Subject, { node, level }: Change): string | undefined {
  const receiver = receiverOf(node);
  return receiver && nameAt(subject, receiver, level);
}

/** What a call or an assignment adds to. */
export function receiverOf(node: Node): Node | undefined {
  if (node.type === AST_NODE_TYPES.CallExpression) {
    const callee = withoutWrappers(node.callee);
    return callee.type === AST_NODE_TYPES.MemberExpression ? callee.object : undefined;
  }
  if (node.type !== AST_NODE_TYPES.AssignmentExpression || node.operator !== '=') return undefined;
  return node.left.type === AST_NODE_TYPES.MemberExpression && node.left.computed
    ? node.left.object
    : undefined;
}

/** How the collection, or the list, is called where something is added to it; undefined if it has no name of its own there. */
function nameAt(
  { source, collection, uses }: Subject,
  receiver: Node,
  level: number,
): string | undefined {
  const named = withoutWrappers(receiver);
  if (level > 0) {
    return isPlainName(named) && isOnlyValue(source, uses, named)
      ? source.getText(receiver)
      : undefined;
  }
  const target = named.type === AST_NODE_TYPES.AssignmentExpression ? named.left : named;
  if (isPlainName(target) && isOfCollection(source, collection.names, target))
    return source.getText(target === named ? receiver : target);
  const { root } = collection;
  return root.kind === 'variable' &&
    variableNamed(source, root.variable.name, receiver) === root.variable
    ? root.variable.name
    : undefined;
}

/** A name, or a chain of names: `store.items`, `this.#items`. */
function isPlainName(node: Node): boolean {
  if (node.type === AST_NODE_TYPES.MemberExpression)
    return !node.computed && !node.optional && isPlainName(withoutWrappers(node.object));
  return node.type === AST_NODE_TYPES.Identifier || node.type === AST_NODE_TYPES.ThisExpression;
}

/** Whether a name is one of the collection, or was given one where it is declared. */
function isOfCollection(source: SourceCode, names: readonly Node[], node: Node): boolean {
  if (names.includes(node)) return true;
  if (node.type !== AST_NODE_TYPES.Identifier) return false;
  const variable = variableOf(source, node);
  const definition = variable?.defs[0]?.node as Node | undefined;
  return (
    variable?.defs.length === 1 &&
    definition?.type === AST_NODE_TYPES.VariableDeclarator &&
    definition.parent.kind === 'const' &&
    definition.init !== null &&
    names.includes(withoutWrappers(definition.init))
  );
}

/** Whether an expression gives nothing but a value of the collection, or a new list that becomes one. */
export function isOnlyValue(source: SourceCode, uses: Uses, expression: Node): boolean {
  const node = withoutWrappers(expression);
  switch (node.type) {
    case AST_NODE_TYPES.Identifier: {
      const variable = variableOf(source, node);
      const given = variable?.references.flatMap(({ writeExpr }) => writeExpr ?? []) ?? [];
      return (
        variable?.defs[0]?.type === 'Variable' &&
        uses.isValue(node) &&
        given.every((value) => isOnlyValue(source, uses, value))
      );
    }
    case AST_NODE_TYPES.LogicalExpression:
      return isOnlyValue(source, uses, node.left) && isOnlyValue(source, uses, node.right);
    case AST_NODE_TYPES.AssignmentExpression:
      return isOnlyValue(source, uses, node.right);
    case AST_NODE_TYPES.ArrayExpression:
      return true;
    default:
      return uses.isValue(node);
  }
}
