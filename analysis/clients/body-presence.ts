/**
 * Whether there is a body at all, by what the code tests.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { saysBodyIsOver } from '../vocabulary/body-uses.ts';
import { outermost, type BodyApi, type BodyUses } from './bodies.ts';
import { AXIOS } from './models/axios.ts';

/** Statuses whose answers have no body (RFC 9110, 15). */
const EMPTY_STATUSES: ReadonlySet<unknown> = new Set([204, 205, 304]);

/** What leads to a body, and what the body is. */
export interface KnownBody extends Pick<BodyUses, 'ways'> {
  readonly api: BodyApi;
}

/** Whether nothing of a body is left to do where a test has an outcome: there is none. */
export function hasNoBody(
  source: SourceCode,
  body: KnownBody,
  test: Node,
  outcome: boolean,
): boolean {
  const node = withoutWrappers(test);
  const isSo = (part: Node, result: boolean) => hasNoBody(source, body, part, result);
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
    case AST_NODE_TYPES.CallExpression:
      return !outcome && isErrorTest(source, node, body);
    case AST_NODE_TYPES.BinaryExpression:
      return body.api === 'web' && isEmptyStatus(source, node, body, outcome);
    case AST_NODE_TYPES.MemberExpression:
      if (outcome) return isOver(source, node, body);
      return body.ways.has(outermost(node));
    default:
      return !outcome && body.ways.has(outermost(node));
  }
}

/** `axios.isAxiosError(error)` */
function isErrorTest(
  source: SourceCode,
  { callee, arguments: [first] }: TSESTree.CallExpression,
  { ways }: KnownBody,
): boolean {
  return (
    first !== undefined &&
    calledName(source, withoutWrappers(callee)) === AXIOS.errorTests[0] &&
    ways.has(outermost(first))
  );
}

/** Whether a statement stands in a case of `switch (response.status)` for statuses without a body: `case 204:`. */
export function isInEmptyCase(source: SourceCode, { ways }: KnownBody, statement: Node): boolean {
  const { parent } = statement;
  if (
    parent?.type !== AST_NODE_TYPES.SwitchCase ||
    !isStatusOf(source, ways, parent.parent.discriminant)
  )
    return false;
  const { cases } = parent.parent;
  // `case 204: case 304:`
  let index = cases.indexOf(parent);
  while (index > 0 && cases[index - 1]!.consequent.length === 0) index--;
  return cases
    .slice(index, cases.indexOf(parent) + 1)
    .every(({ test }) => test && isEmptyStatusCode(test));
}

function isStatusOf(source: SourceCode, ways: BodyUses['ways'], node: Node): boolean {
  const member = withoutWrappers(node);
  return (
    member.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, member) === 'status' &&
    ways.get(outermost(member.object))?.length === 1
  );
}

function isEmptyStatusCode(node: Node): boolean {
  return node.type === AST_NODE_TYPES.Literal && EMPTY_STATUSES.has(node.value);
}

/** `response.status === 204`. A `Readable` of Node has an end to be read even then. */
function isEmptyStatus(
  source: SourceCode,
  { operator, left, right }: TSESTree.BinaryExpression,
  { ways }: KnownBody,
  outcome: boolean,
): boolean {
  const isEqual = operator === '===' || operator === '==';
  if (!isEqual && operator !== '!==' && operator !== '!=') return false;
  const isStatus = (node: Node) => isStatusOf(source, ways, node);
  return (
    isEqual === outcome &&
    ((isStatus(left) && isEmptyStatusCode(right)) || (isStatus(right) && isEmptyStatusCode(left)))
  );
}

/** `body.destroyed`, `response.bodyUsed` */
function isOver(
  source: SourceCode,
  member: TSESTree.MemberExpression,
  { ways, api }: KnownBody,
): boolean {
  const name = propertyName(source, member) ?? '';
  const path = ways.get(outermost(member.object));
  return api === 'web'
    ? name === 'bodyUsed' && path?.length === 1
    : saysBodyIsOver(name) && path?.length === 0;
}
