/**
 * Whether code that looks at the size of a collection keeps it bounded.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../flow/call-graph.ts';
import { canCompleteNormally } from '../flow/control-flow.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isFunction } from '../syntax/nodes.ts';
import { ancestorsOf, contains, functionAround, someNode } from '../syntax/traversal.ts';
import type { Change } from './changes.ts';
import type { LevelChanges } from './eviction.ts';

/**
 * Whether a look at the size keeps a collection bounded: entries go when it is too large, or none is added.
 * @param level 0 for the collection, 1 for the values in it
 */
export function isSizeGuarded(source: SourceCode, level: number, changes: LevelChanges): boolean {
  return changes.uses.all.some(
    (use) =>
      use.access.kind === 'size' &&
      use.level === level &&
      isGuard(source, use.node.parent!, changes),
  );
}

function isGuard(source: SourceCode, size: Node, { additions, removals }: LevelChanges): boolean {
  const comparison = comparisonWith(source, size);
  if (!comparison) return false;
  const statement = [...ancestorsOf(comparison)].find(
    (ancestor) =>
      ancestor.type === AST_NODE_TYPES.IfStatement ||
      ancestor.type === AST_NODE_TYPES.WhileStatement ||
      ancestor.type === AST_NODE_TYPES.ConditionalExpression ||
      ancestor.type === AST_NODE_TYPES.LogicalExpression ||
      isFunction(ancestor),
  );
  if (!statement) return false;
  if (isFunction(statement)) return isAskedBySomebody(source, statement);
  const body: Node =
    statement.type === AST_NODE_TYPES.IfStatement
      ? statement.consequent
      : statement.type === AST_NODE_TYPES.WhileStatement
        ? statement.body
        : statement;
  if (
    additions.some(({ node }) => contains(statement, node)) ||
    removals.some(({ node }) => contains(body, node))
  )
    return true;
  if (statement.type === AST_NODE_TYPES.IfStatement && !canCompleteNormally(body)) {
    const fn = functionAround(statement);
    return additions.some(
      ({ node }) => node.range[0] > statement.range[1] && (!fn || contains(fn, node)),
    );
  }
  return callsRemover(source, body, removals);
}

/**
 * `size > MAX`, not `size > 0`, which asks whether there is anything.
 * @param subtracted what was taken from the size, or the size from it: in `100 - size > 0`, the limit
 */
function comparisonWith(
  source: SourceCode,
  size: Node,
  subtracted: readonly Node[] = [],
): TSESTree.BinaryExpression | undefined {
  const limits = [...subtracted];
  for (let operand = size; operand.parent; operand = operand.parent) {
    const { parent } = operand;
    if (parent.type === AST_NODE_TYPES.BinaryExpression) {
      const other = parent.left === operand ? parent.right : parent.left;
      if (/^(?:[<>]=?|[!=]==?)$/u.test(parent.operator))
        return parent.operator !== '<=' && [...limits, other].every(isNextToNothing)
          ? undefined
          : parent;
      if (parent.operator === '-') limits.push(other);
    }
    if (
      parent.type === AST_NODE_TYPES.VariableDeclarator &&
      parent.init === operand &&
      parent.id.type === AST_NODE_TYPES.Identifier
    ) {
      const [variable] = source.getDeclaredVariables(parent);
      return variable?.references
        .filter((reference) => reference.isRead())
        .map(({ identifier }) => comparisonWith(source, identifier, limits))
        .find((comparison) => comparison !== undefined);
    }
    if (
      parent.type !== AST_NODE_TYPES.BinaryExpression &&
      parent.type !== AST_NODE_TYPES.ChainExpression &&
      parent.type !== AST_NODE_TYPES.TSNonNullExpression
    )
      return undefined;
  }
  return undefined;
}

/** A number up to 1: no limit. */
function isNextToNothing(node: Node): boolean {
  return node.type === AST_NODE_TYPES.Literal && typeof node.value === 'number' && node.value <= 1;
}

/** A function that tells whether there is room: `isFull()`. */
function isAskedBySomebody(source: SourceCode, fn: FunctionNode): boolean {
  return callersOf(source, fn).calls.length > 0;
}

/** `if (cache.size > MAX) evictOldest()` */
function callsRemover(source: SourceCode, body: Node, removals: readonly Change[]): boolean {
  const removers = removals.flatMap(({ node }) =>
    [...ancestorsOf(node)].filter((ancestor) => isFunction(ancestor)),
  );
  const calls: readonly Node[] = removers.flatMap((fn) => callersOf(source, fn).calls);
  return someNode(source, body, (node) => calls.includes(node));
}
