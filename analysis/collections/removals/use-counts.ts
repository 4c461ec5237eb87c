/**
 * Entries that count who uses them: `if (--entry.users === 0) map.delete(key)`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { conditionsAt } from '../../flow/path-conditions.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { membersNamed, writesTo } from '../../syntax/assignments.ts';
import { variableOf, type Variable } from '../../syntax/bindings.ts';
import { LOOPS, withoutWrappers } from '../../syntax/nodes.ts';
import { propertyName } from '../../syntax/references.ts';
import { ancestorsOf, functionAround } from '../../syntax/traversal.ts';
import type { Change } from '../changes.ts';
import type { Level } from './level.ts';

/**
 * Whether a count that is asked for 0 just after it has gone down is 0 when its entry is made, and nothing counts the
 * one who makes it: it gets below 0, and never is 0 again.
 * @param counted the left side of the comparison: `--entry.users`
 */
export function isNeverZero({ source, additions }: Level, counted: Node): boolean {
  const member = lowered(counted);
  const name = member && propertyName(source, member);
  if (name === undefined) return false;
  const makers = additions.flatMap(({ node }) => literalsStoredBy(source, node));
  return (
    makers.length > 0 &&
    additions.every(({ node }) => literalsStoredBy(source, node).length > 0) &&
    makers.every((maker) => isZeroIn(source, maker, name)) &&
    raisesOf(source, name).every((raise) => makers.every((maker) => isOver(raise, maker)))
  );
}

/** Whether a removal waits for such a count to be 0. */
export function awaitsLostZero(level: Level, removal: Change): boolean {
  return conditionsAt(removal.node).some(({ test, holds }) => {
    const comparison = withoutWrappers(test);
    return (
      comparison.type === AST_NODE_TYPES.BinaryExpression &&
      /^[=!]==?$/u.test(comparison.operator) &&
      comparison.operator.startsWith('=') === holds &&
      comparison.right.type === AST_NODE_TYPES.Literal &&
      comparison.right.value === 0 &&
      isNeverZero(level, comparison.left)
    );
  });
}

/** `--entry.users` */
function lowered(counted: Node): TSESTree.MemberExpression | undefined {
  const node = withoutWrappers(counted);
  if (node.type !== AST_NODE_TYPES.UpdateExpression || node.operator !== '--' || !node.prefix)
    return undefined;
  return node.argument.type === AST_NODE_TYPES.MemberExpression ? node.argument : undefined;
}

/** The object literals that an addition may store. */
function literalsStoredBy(
  source: SourceCode,
  addition: Change['node'],
): TSESTree.ObjectExpression[] {
  const stored =
    addition.type === AST_NODE_TYPES.CallExpression
      ? addition.arguments[1]
      : addition.type === AST_NODE_TYPES.AssignmentExpression
        ? addition.right
        : undefined;
  if (!stored) return [];
  const node = withoutWrappers(stored);
  const variable = node.type === AST_NODE_TYPES.Identifier ? variableOf(source, node) : undefined;
  const given = variable ? [initialValue(variable), ...writesTo(variable)] : [node];
  return given.flatMap((value) => {
    const made = value && withoutWrappers(value);
    return made?.type === AST_NODE_TYPES.ObjectExpression ? [made] : [];
  });
}

function initialValue({ defs }: Variable): Node | undefined {
  const definition = defs[0]?.node as Node | undefined;
  return definition?.type === AST_NODE_TYPES.VariableDeclarator
    ? (definition.init ?? undefined)
    : undefined;
}

function isZeroIn(
  source: SourceCode,
  { properties }: TSESTree.ObjectExpression,
  name: string,
): boolean {
  return properties.some(
    (property) =>
      property.type === AST_NODE_TYPES.Property &&
      propertyName(source, property) === name &&
      property.value.type === AST_NODE_TYPES.Literal &&
      property.value.value === 0,
  );
}

/** Every `entry.users++`, and every other write that may raise it. */
function raisesOf(source: SourceCode, name: string): Node[] {
  return membersNamed(source, name).flatMap((member): Node[] => {
    const { parent } = member;
    const isRaised =
      (parent.type === AST_NODE_TYPES.UpdateExpression && parent.operator === '++') ||
      (parent.type === AST_NODE_TYPES.AssignmentExpression && parent.left === member);
    return isRaised ? [parent] : [];
  });
}

/** Whether a count is raised before an entry is made, and not again behind it. */
function isOver(raise: Node, maker: Node): boolean {
  const fn = functionAround(maker);
  return (
    functionAround(raise) === fn &&
    raise.range[1] <= maker.range[0] &&
    ![...ancestorsOf(maker)].some(
      (ancestor) =>
        LOOPS.has(ancestor.type) &&
        ancestor.range[0] <= raise.range[0] &&
        functionAround(ancestor) === fn,
    )
  );
}
