/**
 * Functions that test a key for the code that adds it: `isAllowed(key)`, `assertKnown(key)`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { accessPaths } from '../flow/access-paths.ts';
import { patternOf } from '../flow/call-sites.ts';
import { canCompleteNormally } from '../flow/control-flow.ts';
import { functionsRunBy } from '../flow/lazy-flow.ts';
import { conditionsAt, partsOf, type Condition } from '../flow/path-conditions.ts';
import { valuesOf } from '../flow/values.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { ancestorsOf, returnedBy, walk } from '../syntax/traversal.ts';
import { pathOf, pathsIn, isPartOf, type Path } from './guard-paths.ts';
import type { GuardOutcome, KeyQueries, ListedParameter } from './key-queries.ts';

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
}

/** What is one of a list where a condition holds. */
type ListedIf = (asking: Asking, condition: Condition) => readonly Path[];

/** `assertKnown(key);` above a node: a call that throws where a key is not one of a list. */
export function isAsserted(asking: Asking, listedIf: ListedIf, node: Node, path: Path): boolean {
  const { source } = asking;
  return callsBefore(node).some(
    (call) =>
      call.arguments.some((argument) => pathOf(source, argument)?.variable === path.variable) &&
      listedByFunctions(asking, listedIf, call, 'any').some((whole) => isPartOf(path, whole)),
  );
}

/** The calls that have come back where a node is reached: statements of the blocks around it. */
function callsBefore(node: Node): TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = [];
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor.type === AST_NODE_TYPES.BlockStatement)
      calls.push(...ancestor.body.slice(0, ancestor.body.indexOf(inner as never)).flatMap(callsOf));
    if (isFunction(ancestor)) break;
    inner = ancestor;
  }
  return calls;
}

/** `assertKnown(key)`, `const entry = await knownEntry(key)` */
function callsOf(statement: Node): TSESTree.CallExpression[] {
  const expressions: readonly (Node | null)[] =
    statement.type === AST_NODE_TYPES.ExpressionStatement
      ? [statement.expression]
      : statement.type === AST_NODE_TYPES.VariableDeclaration
        ? statement.declarations.map(({ init }) => init)
        : [];
  return expressions.flatMap((expression) => {
    const call = expression && withoutAwait(expression);
    return call?.type === AST_NODE_TYPES.CallExpression ? [call] : [];
  });
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
  const here = functions.map((fn) =>
    fn.async && !isAwaited ? [] : listedParameters(next, listedIf, fn, outcome),
  );
  const listed =
    functions.length > 0
      ? here
      : valuesOf(source, call.callee)
          .flatMap((value) => accessPaths(source, value))
          .map((way) => project.listedByElsewhere(way, { outcome, isAwaited }));
  return inAll(listed).flatMap(({ position, members }) => {
    const argument = call.arguments[position];
    if (!argument) return [];
    if (members === '') return pathsIn(source, argument);
    const path = pathOf(source, argument);
    return path ? [{ ...path, members: path.members + members }] : [];
  });
}

/** The parameters of a function that are known to be of a list where a call of it ends in a way. */
export function listedParameters(
  asking: Asking,
  listedIf: ListedIf,
  fn: FunctionNode,
  outcome: GuardOutcome,
): readonly ListedParameter[] {
  if (fn.generator) return [];
  return inAll(
    exitsOf(asking.source, fn, outcome).map((conditions) =>
      conditions
        .flatMap(partsOf)
        .flatMap((condition) => listedIf(asking, condition))
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
