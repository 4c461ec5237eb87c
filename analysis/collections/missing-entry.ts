/**
 * What the conditions of the code say of an entry: whether they hold where it is missing, or where it is there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { conditionsAt, type Condition } from '../flow/path-conditions.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { isNullish, withoutWrappers } from '../syntax/nodes.ts';
import { ancestorsOf, contains, someNode } from '../syntax/traversal.ts';

/** A call of `get` or `has`, with the name that keeps what it gives, if one does. */
export interface Lookup {
  readonly call: TSESTree.CallExpression;
  readonly key: Node;
  readonly method: 'get' | 'has';
  readonly kept: Variable | undefined;
}

export function lookupOf(
  source: SourceCode,
  call: TSESTree.CallExpression,
  method: 'get' | 'has',
): Lookup | undefined {
  const [key] = call.arguments;
  if (!key || key.type === AST_NODE_TYPES.SpreadElement) return undefined;
  let value: Node = call;
  while (
    value.parent &&
    (withoutWrappers(value.parent) === call || value.parent.type === AST_NODE_TYPES.AwaitExpression)
  )
    value = value.parent;
  const declarator = value.parent;
  const isKept =
    declarator?.type === AST_NODE_TYPES.VariableDeclarator &&
    declarator.init === value &&
    declarator.id.type === AST_NODE_TYPES.Identifier;
  return {
    call,
    key,
    method,
    kept: isKept ? variableOf(source, declarator.id as TSESTree.Identifier) : undefined,
  };
}

/** Whether an expression is what a lookup gives. */
export function isAnswer({ call, kept }: Lookup, expression: Node): boolean {
  let node = withoutWrappers(expression);
  if (node.type === AST_NODE_TYPES.AwaitExpression) node = withoutWrappers(node.argument);
  return node === call || (kept?.references.some(({ identifier }) => identifier === node) ?? false);
}

/** Whether a condition is sure to hold where the entry is missing. */
function holdsIfMissing({ test, holds }: Condition, lookup: Lookup): boolean {
  const node = withoutWrappers(test);
  const of = (part: Node, value: boolean) => holdsIfMissing({ test: part, holds: value }, lookup);
  if (isAnswer(lookup, node)) return !holds;
  switch (node.type) {
    case AST_NODE_TYPES.UnaryExpression:
      return node.operator === '!' && of(node.argument, !holds);
    case AST_NODE_TYPES.LogicalExpression: {
      if (node.operator === '??') return false;
      const isEnough = (node.operator === '||') === holds;
      return isEnough
        ? of(node.left, holds) || of(node.right, holds)
        : of(node.left, holds) && of(node.right, holds);
    }
    case AST_NODE_TYPES.BinaryExpression:
      return comparisonHolds(node, holds, lookup);
    case AST_NODE_TYPES.MemberExpression:
      return !holds && isOptionalPart(lookup, node);
    default:
      return false;
  }
}

function comparisonHolds(
  { left, operator, right }: TSESTree.BinaryExpression,
  holds: boolean,
  lookup: Lookup,
): boolean {
  // `hit === undefined`; `null` is equal by `==` alone.
  if (/^[!=]==?$/u.test(operator))
    return (
      lookup.method === 'get' &&
      isAnswer(lookup, left) &&
      isNullish(right) &&
      (operator.length === 2 || right.type === AST_NODE_TYPES.Identifier) &&
      holds === operator.startsWith('=')
    );
  // `hit?.expires > now` compares with `undefined`.
  return (
    /^[<>]=?$/u.test(operator) &&
    !holds &&
    (isOptionalPart(lookup, left) || isOptionalPart(lookup, right))
  );
}

/** `hit?.value.at` */
function isOptionalPart(lookup: Lookup, expression: Node): boolean {
  let node = withoutWrappers(expression);
  let isOptional = false;
  while (node.type === AST_NODE_TYPES.MemberExpression) {
    isOptional = node.optional;
    node = withoutWrappers(node.object);
  }
  return isOptional && isAnswer(lookup, node);
}

/** The conditions at a node that are those of a missing entry: the node may be run only because it is missing. */
export function missingAt(source: SourceCode, node: Node, lookup: Lookup): Condition[] {
  const found = conditionsAt(node).filter(
    (condition) => asks(source, condition.test, lookup) && holdsIfMissing(condition, lookup),
  );
  for (const ancestor of ancestorsOf(node)) {
    if (
      ancestor.type === AST_NODE_TYPES.LogicalExpression &&
      ancestor.operator === '??' &&
      contains(ancestor.right, node) &&
      isAnswer(lookup, ancestor.left)
    )
      found.push({ test: ancestor.left, holds: false });
  }
  return found;
}

/** Whether a node is run only where the lookup found the entry. */
export function isFoundAt(node: Node, lookup: Lookup): boolean {
  return conditionsAt(node).some(({ test, holds }) =>
    holdsIfMissing({ test, holds: !holds }, lookup),
  );
}

function asks(source: SourceCode, test: Node, lookup: Lookup): boolean {
  return someNode(source, test, (node) => isAnswer(lookup, node));
}
