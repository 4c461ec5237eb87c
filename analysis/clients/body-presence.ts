/**
 * Whether there is a body at all, by what the code tests.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { isNullish, literalString, withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { saysBodyIsOver } from '../vocabulary/body-uses.ts';
import { statusNamed } from '../vocabulary/status-names.ts';
import { outermost, type BodyUses } from './bodies.ts';
import { AXIOS } from './models/axios.ts';
import type { BodyApi } from './models/client-model.ts';

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
  return isSo(test, outcome, (node, result) => {
    switch (node.type) {
      case AST_NODE_TYPES.SwitchCase:
        return (
          node.test !== null &&
          isStatusOf(source, body, node.parent.discriminant) &&
          isEmptyStatusCode(source, node.test)
        );
      case AST_NODE_TYPES.CallExpression:
        return !result && isErrorTest(source, node, body);
      case AST_NODE_TYPES.BinaryExpression:
        return isMissing(source, node, body, result) || isEmptyStatus(source, node, body, result);
      case AST_NODE_TYPES.MemberExpression:
        if (result) return isOver(source, node, body);
        return body.ways.has(outermost(node));
      default:
        return !result && body.ways.has(outermost(node));
    }
  });
}

/** Whether a request has not been answered with the status 200 where a test has an outcome: `!response.ok`, `status === 404`. */
export function isRefused(
  source: SourceCode,
  body: KnownBody,
  test: Node,
  outcome: boolean,
): boolean {
  return isSo(test, outcome, (node, result) => {
    // `!response || !response.ok`
    if (!result && body.ways.has(outermost(node))) return true;
    if (node.type === AST_NODE_TYPES.MemberExpression)
      return !result && isMemberOf(source, body.ways, node, 'ok');
    if (node.type === AST_NODE_TYPES.SwitchCase || node.type === AST_NODE_TYPES.SwitchStatement)
      return isRefusedBySwitch(source, body, node);
    if (node.type !== AST_NODE_TYPES.BinaryExpression) return false;
    const compare = COMPARISONS[node.operator];
    const [left, right] = [node.left, node.right].map((side) =>
      isStatusOf(source, body, side) ? 200 : statusIn(source, side),
    );
    if (isOkText(source, body, node)) return equality(node.operator) !== result;
    return (
      compare !== undefined &&
      left !== undefined &&
      right !== undefined &&
      compare(left, right) !== result
    );
  });
}

/** Whether 200 is not among what leads to a case, or by all cases: `case 404:`, `default:` beside `case 200:`. */
function isRefusedBySwitch(
  source: SourceCode,
  body: KnownBody,
  node: TSESTree.SwitchCase | TSESTree.SwitchStatement,
): boolean {
  const around = node.type === AST_NODE_TYPES.SwitchCase ? node.parent : node;
  if (!isStatusOf(source, body, around.discriminant)) return false;
  const statusOf = ({ test }: TSESTree.SwitchCase) => (test ? statusIn(source, test) : undefined);
  if (node.type === AST_NODE_TYPES.SwitchStatement || node.test === null)
    return around.cases.some((one) => statusOf(one) === 200);
  const status = statusOf(node);
  return status !== undefined && status !== 200;
}

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '===': (a, b) => a === b,
  '==': (a, b) => a === b,
  '!==': (a, b) => a !== b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** `404`, `HttpStatus.NOT_FOUND` */
function statusIn(source: SourceCode, side: Node): number | undefined {
  const node = withoutWrappers(side);
  if (node.type === AST_NODE_TYPES.MemberExpression)
    return statusNamed(propertyName(source, node) ?? '');
  return node.type === AST_NODE_TYPES.Literal && typeof node.value === 'number'
    ? node.value
    : undefined;
}

/** `response.statusText === 'OK'`: the text of 200. */
function isOkText(
  source: SourceCode,
  { ways }: KnownBody,
  { operator, left, right }: TSESTree.BinaryExpression,
): boolean {
  return (
    equality(operator) !== undefined &&
    isMemberOf(source, ways, left, 'statusText') &&
    literalString(right) === 'OK'
  );
}

/** Whether something holds wherever a test has an outcome, by what the parts of the test say of it. */
function isSo(
  test: Node,
  outcome: boolean,
  ofPart: (part: Node, outcome: boolean) => boolean,
): boolean {
  const node = withoutWrappers(test);
  const next = (part: Node, result: boolean) => isSo(part, result, ofPart);
  if (node.type === AST_NODE_TYPES.UnaryExpression && node.operator === '!')
    return next(node.argument, !outcome);
  if (node.type !== AST_NODE_TYPES.LogicalExpression) return ofPart(node, outcome);
  if (node.operator === '??') return false;
  // One of the two decides, or both do.
  const isEither = (node.operator === '||') !== outcome;
  return isEither
    ? next(node.left, outcome) || next(node.right, outcome)
    : next(node.left, outcome) && next(node.right, outcome);
}

/** `response === null`, `error.response == undefined`, `typeof response === 'undefined'`, `response instanceof Response` */
function isMissing(
  source: SourceCode,
  { operator, left, right }: TSESTree.BinaryExpression,
  { ways, api }: KnownBody,
  outcome: boolean,
): boolean {
  const isPart = (node: Node) => ways.has(outermost(node));
  if (operator === 'instanceof') return !outcome && isPart(left) && isClassOf(source, api, right);
  const isEqual = equality(operator);
  if (isEqual !== outcome) return false;
  return [
    [left, right],
    [right, left],
  ].some(
    ([part, other]) =>
      (isPart(part!) && isNullish(withoutWrappers(other!))) ||
      (part!.type === AST_NODE_TYPES.UnaryExpression &&
        part!.operator === 'typeof' &&
        isPart(part!.argument) &&
        literalString(other!) === 'undefined'),
  );
}

/** Whether a response, or a body that is a stream of Node, is always of a class. */
function isClassOf(source: SourceCode, api: BodyApi, node: Node): boolean {
  if (api.stream === 'web') return isGlobal(source, node, 'Response');
  return /^(?:Readable|Stream)$/u.test(calledName(source, node));
}

/** Whether an operator is true of what is equal; undefined if it compares nothing. */
function equality(operator: string): boolean | undefined {
  if (operator === '===' || operator === '==') return true;
  return operator === '!==' || operator === '!=' ? false : undefined;
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

/** `response.status`, where an answer without a body leaves nothing to read. */
function isStatusOf(source: SourceCode, { ways, api }: KnownBody, node: Node): boolean {
  if (api.status === undefined) return false;
  const status = withoutWrappers(node);
  if (status.type !== AST_NODE_TYPES.Identifier)
    return isMemberOf(source, ways, status, api.status);
  const response = takenFrom(source, status, api.status);
  return response !== undefined && ways.get(outermost(response))?.length === 1;
}

/** `response.status` */
function isMemberOf(source: SourceCode, ways: BodyUses['ways'], node: Node, name: string): boolean {
  const member = withoutWrappers(node);
  return (
    member.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, member) === name &&
    ways.get(outermost(member.object))?.length === 1
  );
}

/** What `const { status } = …` takes a constant from. */
function takenFrom(
  source: SourceCode,
  name: TSESTree.Identifier,
  property: string,
): Node | undefined {
  const [definition] = variableOf(source, name)?.defs ?? [];
  const declaration = definition?.node as Node | undefined;
  if (
    declaration?.type !== AST_NODE_TYPES.VariableDeclarator ||
    declaration.parent.kind !== 'const' ||
    declaration.id.type !== AST_NODE_TYPES.ObjectPattern
  )
    return undefined;
  const isTaken = declaration.id.properties.some(
    (part) =>
      part.type === AST_NODE_TYPES.Property &&
      part.value === definition!.name &&
      propertyName(source, part) === property,
  );
  return isTaken ? (declaration.init ?? undefined) : undefined;
}

function isEmptyStatusCode(source: SourceCode, node: Node): boolean {
  return EMPTY_STATUSES.has(statusIn(source, node));
}

/** `response.status === 204` */
function isEmptyStatus(
  source: SourceCode,
  { operator, left, right }: TSESTree.BinaryExpression,
  body: KnownBody,
  outcome: boolean,
): boolean {
  const isStatus = (node: Node) => isStatusOf(source, body, node);
  const isEmpty = (node: Node) => isEmptyStatusCode(source, node);
  return (
    equality(operator) === outcome &&
    ((isStatus(left) && isEmpty(right)) || (isStatus(right) && isEmpty(left)))
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
  if (api.reads !== 'nothing' && name === 'bodyUsed')
    return path?.length === (api.reads === 'response' ? 1 : 0);
  return api.stream === 'node' && saysBodyIsOver(name) && path?.length === 0;
}
