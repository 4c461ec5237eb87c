/**
 * Lists that are used as sets: an item is added only where no test finds it in the list.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { conditionsAt, partsOf, type Condition } from '../flow/path-conditions.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isFunction, isNullish, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { returnedBy, someNode } from '../syntax/traversal.ts';
import { asksForItem } from '../vocabulary/collection-methods.ts';
import type { Change } from './changes.ts';
import type { Uses } from './uses.ts';

/**
 * What an item that is added is told apart by: `id` in `if (!list.some((x) => x.id === id)) list.push({ id })`, `tag` in
 * `if (list.includes(tag)) return; list.push(tag)`.
 *
 * @returns undefined if the list takes the same item again
 */
export function distinctItem(
  source: SourceCode,
  { node, key }: Change,
  uses: Uses,
): Node | undefined {
  if (key || node.type !== AST_NODE_TYPES.CallExpression) return undefined;
  const found = conditionsAt(node)
    .flatMap(partsOf)
    .flatMap((condition) => withoutPresence(condition, uses))
    .map((condition) => searchedWhereMissing(source, condition))
    .find((search) => search !== undefined && isOfList(source, search, uses));
  return found && askedBy(source, found);
}

/** Of `!(list && list.includes(tag))`, the search: where there is no list, the tag is not in it. */
function withoutPresence({ test, holds }: Condition, uses: Uses): Condition[] {
  if (holds || test.type !== AST_NODE_TYPES.LogicalExpression || test.operator !== '&&')
    return [{ test, holds }];
  const isThere = isPart(withoutWrappers(test.left), uses);
  return isThere ? partsOf({ test: test.right, holds: false }) : [];
}

function isPart(node: Node, { isCollection, isValue }: Uses): boolean {
  return isCollection(node) || isValue(node);
}

/** The search in a list that has found nothing where a condition holds. */
function searchedWhereMissing(
  source: SourceCode,
  { test, holds }: Condition,
): TSESTree.CallExpression | undefined {
  const node = withoutWrappers(test);
  if (node.type !== AST_NODE_TYPES.BinaryExpression)
    return holds ? undefined : searchAt(source, node);
  const { left, operator, right } = node;
  const limit = isNullish(right) ? 'nothing' : source.getText(right);
  return saysMissing(`${operator} ${limit}`, holds)
    ? searchAt(source, withoutWrappers(left))
    : undefined;
}

/**
 * Whether there is no such item where a comparison of what a search gives has an outcome.
 * @param comparison `=== -1`, `!== nothing`
 */
export function saysMissing(comparison: string, holds: boolean): boolean {
  return (holds ? MISSING : THERE).has(comparison);
}

/** What comparisons say of a position, or of an item, that a search gives. */
const MISSING = new Set(['=== -1', '== -1', '< 0', '=== nothing', '== nothing']);
const THERE = new Set(['!== -1', '!= -1', '>= 0', '> -1', '!== nothing', '!= nothing']);

function searchAt(source: SourceCode, node: Node): TSESTree.CallExpression | undefined {
  if (node.type === AST_NODE_TYPES.CallExpression) return node;
  const definition =
    node.type === AST_NODE_TYPES.Identifier
      ? (variableOf(source, node)?.defs[0]?.node as Node | undefined)
      : undefined;
  const init =
    definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init
      ? withoutWrappers(definition.init)
      : undefined;
  return init?.type === AST_NODE_TYPES.CallExpression ? init : undefined;
}

function isOfList(
  source: SourceCode,
  { callee }: TSESTree.CallExpression,
  { isCollection, isValue }: Uses,
): boolean {
  if (callee.type !== AST_NODE_TYPES.MemberExpression) return false;
  const method = propertyName(source, callee) ?? '';
  const asks = asksForItem(method, 'truth') || asksForItem(method, 'position');
  return asks && someNode(source, callee.object, (node) => isCollection(node) || isValue(node));
}

/** `id` of `some((x) => x.id === id)`, `tag` of `includes(tag)` */
function askedBy(
  source: SourceCode,
  { arguments: [asked] }: TSESTree.CallExpression,
): Node | undefined {
  if (!asked || !isFunction(asked)) return asked;
  const isOfItem = (side: Node) =>
    someNode(
      source,
      side,
      (node) =>
        node.type === AST_NODE_TYPES.Identifier &&
        variableOf(source, node)?.defs[0]?.node === asked,
    );
  for (const { test } of returnedBy(source, asked).flatMap((returned) =>
    partsOf({ test: returned, holds: true }),
  )) {
    if (test.type !== AST_NODE_TYPES.BinaryExpression || !/^===?$/u.test(test.operator)) continue;
    if (isOfItem(test.left) !== isOfItem(test.right))
      return isOfItem(test.left) ? test.right : test.left;
  }
  return undefined;
}
