/**
 * Whether there is a body at all, by what the code tests.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { saysBodyIsOver } from '../vocabulary/body-uses.ts';
import { outermost, type BodyUses } from './bodies.ts';
import { AXIOS } from './models/axios.ts';

/** Whether nothing of a body is left to do where a test has an outcome: there is none. */
export function hasNoBody(
  source: SourceCode,
  { ways }: BodyUses,
  test: Node,
  outcome: boolean,
): boolean {
  const node = withoutWrappers(test);
  const isSo = (part: Node, result: boolean) =>
    hasNoBody(source, { ways } as BodyUses, part, result);
  switch (node.type) {
    case AST_NODE_TYPES.UnaryExpression:
      return node.operator === '!' && isSo(node.argument, !outcome);
    case AST_NODE_TYPES.LogicalExpression: {
      if (node.operator === '??') return false;
      // One of the two decides, or both do.
      const isEither = (node.operator === '||') !== outcome;
      return isEither
        ? isSo(node.left, outcome) || isSo(node.right, outcome)
        : isSo(node.left, outcome) && isSo(node.right, outcome);
    }
    case AST_NODE_TYPES.CallExpression: {
      const [first] = node.arguments;
      return (
        !outcome &&
        first !== undefined &&
        calledName(source, withoutWrappers(node.callee)) === AXIOS.errorTests[0] &&
        ways.has(outermost(first))
      );
    }
    case AST_NODE_TYPES.MemberExpression:
      if (outcome) return isOver(source, node, ways);
      return ways.has(outermost(node));
    default:
      return !outcome && ways.has(outermost(node));
  }
}

/** `body.destroyed` */
function isOver(
  source: SourceCode,
  member: TSESTree.MemberExpression,
  ways: BodyUses['ways'],
): boolean {
  return (
    saysBodyIsOver(propertyName(source, member) ?? '') &&
    ways.get(outermost(member.object))?.length === 0
  );
}
