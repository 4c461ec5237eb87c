/**
 * Functions that test a key for the code that adds it: `isAllowed(key)`, `assertKnown(key)`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths } from '../flow/access-paths.ts';
import { patternOf } from '../flow/call-sites.ts';
import { isConstant } from '../flow/constants.ts';
import { canCompleteNormally } from '../flow/control-flow.ts';
import { functionsRunBy } from '../flow/lazy-flow.ts';
import { conditionsAt, partsOf, type Condition } from '../flow/path-conditions.ts';
import { valuesOf } from '../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { ancestorsOf, contains, returnedBy, walk } from '../syntax/traversal.ts';
import { pathOf, pathsIn, isPartOf, type Path } from './guard-paths.ts';
import type { GuardCall, GuardOutcome, KeyQueries, ListedParameter } from './key-queries.ts';

/** Through what a question about a test may still lead. */
export interface Through {
  /** Names for an answer. */
  readonly names: number;
  /** Functions that test a key. */
  readonly functions: number;
}

/** A file in which keys are tested, and what other files say of them. */
export interface Asking {
  readonly source: SourceCode;
  readonly project: Pick<KeyQueries, 'listedByElsewhere'>;
  readonly through: Through;
  /** Whether a parameter has a list that the caller knows. */
  readonly isGivenList?: (variable: Variable) => boolean;
}

/** What is one of a list where a condition holds. */
type ListedIf = (asking: Asking, condition: Condition) => readonly Path[];

/** `assertKnown(key);` above a node: a call that throws where a key is not one of a list. */
export function isAsserted(asking: Asking, listedIf: ListedIf, node: Node, path: Path): boolean {
  const { source } = asking;
  return callsBefore(source, node).some(
    (call) =>
      call.arguments.some((argument) => pathOf(source, argument)?.variable === path.variable) &&
      listedByFunctions(asking, listedIf, call, outcomeOf(call)).some((whole) =>
        isPartOf(path, whole),
      ),
  );
}

/** `entryOf(key).pool` throws where there is none. */
function outcomeOf({ parent }: TSESTree.CallExpression): GuardOutcome {
  return parent.type === AST_NODE_TYPES.MemberExpression && !parent.optional ? 'truthy' : 'any';
}

/** The calls that have come back where a node is reached: of its own statement, and of those before it in the blocks around. */
function callsBefore(source: SourceCode, node: Node): TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = [];
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (PLAIN.has(ancestor.type))
      calls.push(...callsOf(source, ancestor).filter((call) => !contains(call, node)));
    if (ancestor.type === AST_NODE_TYPES.BlockStatement)
      for (const statement of ancestor.body) {
        if (statement === inner) break;
        calls.push(...callsOf(source, statement));
      }
    if (isFunction(ancestor)) break;
    inner = ancestor;
  }
  return calls;
}

/** Statements whose expressions run whole. */
const PLAIN: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ExpressionStatement,
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.VariableDeclaration,
]);

/** Each addition of a block asks about the statements before it. */
const callsByStatement = new WeakMap<Node, readonly TSESTree.CallExpression[]>();

/** `assertKnown(key)`, `const entry = await knownEntry(key)`: what a statement calls in any case. */
function callsOf(source: SourceCode, statement: Node): readonly TSESTree.CallExpression[] {
  let calls = callsByStatement.get(statement);
  if (!calls) callsByStatement.set(statement, (calls = callsIn(source, statement)));
  return calls;
}

function callsIn(source: SourceCode, statement: Node): TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = [];
  if (!PLAIN.has(statement.type)) return calls;
  walk(source, statement, (node) => {
    if (node.type === AST_NODE_TYPES.CallExpression) calls.push(node);
    return (
      !isFunction(node) &&
      node.type !== AST_NODE_TYPES.ConditionalExpression &&
      node.type !== AST_NODE_TYPES.LogicalExpression &&
      node.type !== AST_NODE_TYPES.ChainExpression
    );
  });
  return calls;
}

/** What a promise is of, where it is waited for. */
export function withoutAwait(expression: Node): Node {
  const node = withoutWrappers(expression);
  return node.type === AST_NODE_TYPES.AwaitExpression ? withoutWrappers(node.argument) : node;
}

/** What is one of a list where a call of functions ends in a way: `isAllowed(key)`, of this file or of another. */
export function listedByFunctions(
  asking: Asking,
  listedIf: ListedIf,
  call: TSESTree.CallExpression,
  outcome: GuardOutcome,
): Path[] {
  const { source, project, through } = asking;
  if (through.functions === 0 || call.arguments.length === 0) return [];
  const functions = functionsRunBy(source, call);
  const isAwaited = call.parent.type === AST_NODE_TYPES.AwaitExpression;
  const next = { ...asking, through: { ...through, functions: through.functions - 1 } };
  const constants = constantsIn(asking, call);
  const here = functions.map((fn) =>
    fn.async && !isAwaited ? [] : listedParameters(next, listedIf, { fn, outcome, constants }),
  );
  const listed =
    functions.length > 0
      ? here
      : valuesOf(source, call.callee)
          .flatMap((value) => accessPaths(source, value))
          .map((way) => project.listedByElsewhere(way, { outcome, isAwaited, constants }));
  return inAll(listed).flatMap(({ position, members }) => {
    const argument = call.arguments[position];
    if (!argument) return [];
    if (members === '') return pathsIn(source, argument);
    const path = pathOf(source, argument);
    return path ? [{ ...path, members: path.members + members }] : [];
  });
}

/** `isAuthorized(userId, ALLOWED)`: which arguments are constants, such as a list. */
function constantsIn(
  { source, isGivenList }: Asking,
  call: TSESTree.CallExpression,
): readonly number[] {
  return call.arguments.flatMap((argument, position) => {
    const variable =
      argument.type === AST_NODE_TYPES.Identifier ? variableOf(source, argument) : undefined;
    const isList =
      isConstant(source, argument) || (variable !== undefined && isGivenList?.(variable) === true);
    return isList ? [position] : [];
  });
}

/** A function that is called in a way. */
interface Guard extends Pick<GuardCall, 'constants' | 'outcome'> {
  readonly fn: FunctionNode;
}

/** The parameters of a function that are known to be of a list where a call of it ends in a way. */
export function listedParameters(
  asking: Asking,
  listedIf: ListedIf,
  { fn, outcome, constants }: Guard,
): readonly ListedParameter[] {
  if (fn.generator) return [];
  const inside: Asking = {
    ...asking,
    isGivenList: (variable) => {
      const parameter = parameterAt(fn, { variable, members: '' });
      return parameter !== undefined && constants.includes(parameter.position);
    },
  };
  return inAll(
    exitsOf(asking.source, fn, outcome).map((conditions) =>
      conditions
        .flatMap(partsOf)
        .flatMap((condition) => listedIf(inside, condition))
        .flatMap((path) => parameterAt(fn, path) ?? []),
    ),
  );
}

/** What each of some lists has. */
function inAll([first, ...others]: readonly (readonly ListedParameter[])[]): ListedParameter[] {
  return (first ?? []).filter((parameter) =>
    others.every((listed) =>
      listed.some(
        ({ position, members }) => position === parameter.position && members === parameter.members,
      ),
    ),
  );
}

function parameterAt(fn: FunctionNode, { variable, members }: Path): ListedParameter | undefined {
  const [definition] = variable.defs;
  if (definition?.type !== 'Parameter' || definition.node !== fn) return undefined;
  const position = fn.params.findIndex((parameter) => patternOf(parameter) === definition.name);
  return position < 0 ? undefined : { position, members };
}

/** What holds at each end of a function that an outcome can come from. */
function exitsOf(source: SourceCode, fn: FunctionNode, outcome: GuardOutcome): Condition[][] {
  const exits = returnedBy(source, fn)
    .filter((answer) => mayBe(answer, outcome))
    .map((answer) => [
      ...conditionsAt(answer),
      ...(outcome === 'any' ? [] : [{ test: answer, holds: outcome === 'truthy' }]),
    ]);
  if (fn.body.type !== AST_NODE_TYPES.BlockStatement || outcome === 'truthy') return exits;
  const { body } = fn;
  return [
    ...exits,
    ...bareReturns(source, body).map((statement) => conditionsAt(statement)),
    ...(canCompleteNormally(body) ? [conditionsBehind(body.body)] : []),
  ];
}

/** `return true` never is what a test takes for false. */
function mayBe(answer: Node, outcome: GuardOutcome): boolean {
  const node = withoutWrappers(answer);
  if (outcome === 'any' || node.type !== AST_NODE_TYPES.Literal) return true;
  return Boolean(node.value) === (outcome === 'truthy');
}

function bareReturns(source: SourceCode, body: Node): readonly Node[] {
  const found: Node[] = [];
  walk(source, body, (node) => {
    if (node.type === AST_NODE_TYPES.ReturnStatement && !node.argument) found.push(node);
    return !isFunction(node);
  });
  return found;
}

/** `if (!known) throw …;` in a block whose end is reached. */
function conditionsBehind(statements: readonly Node[]): Condition[] {
  return statements.flatMap((statement) =>
    statement.type === AST_NODE_TYPES.IfStatement &&
    !statement.alternate &&
    !canCompleteNormally(statement.consequent)
      ? [{ test: statement.test, holds: false }]
      : [],
  );
}
