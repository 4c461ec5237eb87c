/**
 * Tests that a key passes before it is added, and that show it to be one of a list that the module knows.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { hasConstantKeys, isConstant, isConstantValue } from '../flow/constants.ts';
import { canCompleteNormally } from '../flow/control-flow.ts';
import { additionsTo } from '../flow/later-additions.ts';
import { conditionsAt, partsOf, type Condition } from '../flow/path-conditions.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { isFunction, isNullish, withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { ancestorsOf, contains, functionAround, returnedBy } from '../syntax/traversal.ts';
import { asksForItem } from '../vocabulary/collection-methods.ts';
import { isConfigured, looksUpConfiguration } from './configured.ts';
import { isFinitePattern } from './finite-regex.ts';
import {
  isAsserted,
  listedByFunctions,
  listedParameters,
  withoutAwait,
  type Asking,
  type Through,
} from './guard-functions.ts';
import { initOf, isPartOf, pathOf, pathsIn, type Path } from './guard-paths.ts';
import type { GuardCall, KeyQueries, ListedParameter } from './key-queries.ts';

/** Through how many names for an answer, and how many functions that test a key. */
const FIRST: Through = { names: 1, functions: 3 };

/** Gives whether an expression is one of those that a constant of the module lists, wherever a node is reached. */
export function listedAt(
  source: SourceCode,
  node: Node,
  project: Pick<KeyQueries, 'listedByElsewhere'>,
): (expression: Node) => boolean {
  const asking: Asking = { source, project, through: FIRST };
  const byConditions = conditionsAt(node)
    .flatMap(partsOf)
    .flatMap((condition) => listedIf(asking, condition));
  const listed = [...byConditions, ...listedByCases(asking, node)];
  return (expression) => {
    const path = pathOf(source, expression);
    return (
      path !== undefined &&
      (listed.some((whole) => isPartOf(path, whole)) || isAsserted(asking, listedIf, node, path))
    );
  };
}

/** What a function of another file lists of its parameters where a call of it ends in a way. */
export function listedParametersOf(
  source: SourceCode,
  fn: FunctionNode,
  { outcome, constants }: Pick<GuardCall, 'constants' | 'outcome'>,
  project: Pick<KeyQueries, 'listedByElsewhere'>,
): readonly ListedParameter[] {
  return listedParameters({ source, project, through: FIRST }, listedIf, {
    fn,
    outcome,
    constants,
  });
}

/** `switch (key) { case 'a': …` */
function listedByCases({ source }: Asking, node: Node): Path[] {
  return [...ancestorsOf(node)].flatMap((around) => {
    if (
      around.type !== AST_NODE_TYPES.SwitchCase ||
      around.test === null ||
      contains(around.test, node)
    )
      return [];
    return entriesOf(around).every(({ test }) => test !== null && isConstantValue(source, test))
      ? pathsIn(source, around.parent.discriminant)
      : [];
  });
}

/** A case, with those above it that fall through to it. */
function entriesOf(entered: TSESTree.SwitchCase): TSESTree.SwitchCase[] {
  const { cases } = entered.parent;
  const index = cases.indexOf(entered);
  const first =
    cases.findLastIndex((candidate, at) => at < index && !canCompleteNormally(candidate)) + 1;
  return cases.slice(first, index + 1);
}

/** What is one of a constant's where a condition holds. */
function listedIf(asking: Asking, { test, holds }: Condition): Path[] {
  if (test.type === AST_NODE_TYPES.LogicalExpression)
    return test.operator === (holds ? '||' : '&&') ? listedIfEither(asking, test, holds) : [];
  if (test.type === AST_NODE_TYPES.BinaryExpression) return listedByComparison(asking, test, holds);
  const call = withoutAwait(test);
  if (call.type === AST_NODE_TYPES.CallExpression) {
    const listed = listedByFunctions(asking, listedIf, call, holds ? 'truthy' : 'falsy');
    if (listed.length > 0) return listed;
  }
  if (!holds) return [];
  // `~ALLOWED.indexOf(key)`, but not `ALLOWED.indexOf(key)`: the first stands at 0.
  if (test.type === AST_NODE_TYPES.UnaryExpression)
    return test.operator === '~' ? listedByPosition(asking, test.argument) : [];
  return listedBy(asking, test);
}

/** `key === 'a' || ALLOWED.includes(key)` */
function listedIfEither(asking: Asking, test: TSESTree.LogicalExpression, holds: boolean): Path[] {
  const listedIn = (part: Node) =>
    partsOf({ test: part, holds }).flatMap((condition) => listedIf(asking, condition));
  // A loop: generated code has thousands of alternatives.
  const others: Node[] = [];
  let first: Node = test;
  while (first.type === AST_NODE_TYPES.LogicalExpression && first.operator === test.operator) {
    others.push(first.right);
    first = first.left;
  }
  return listedIn(first).filter((path) =>
    others.every((other) => listedIn(other).some((whole) => isPartOf(path, whole))),
  );
}

/** `key in TABLE`, `ALLOWED.indexOf(key) >= 0`, `TABLE[key] !== undefined`, `key === 'a'` */
function listedByComparison(
  asking: Asking,
  { left, operator, right }: TSESTree.BinaryExpression,
  holds: boolean,
): Path[] {
  const { source } = asking;
  if (operator === 'in')
    return holds && hasConstantKeys(source, right) ? pathsIn(source, left) : [];
  const isFound = FOUND_IF.get(`${operator} ${source.getText(right)}`);
  if (isFound !== undefined) return holds === isFound ? listedByPosition(asking, left) : [];
  if (!/^[!=]==?$/u.test(operator)) return [];
  const isEqual = holds === operator.startsWith('=');
  if (isNullish(right)) return isEqual ? [] : listedBy(asking, left);
  return isEqual && (isConstantValue(source, left) || isConstantValue(source, right))
    ? [left, right].flatMap((side) => pathOf(source, side) ?? [])
    : [];
}

/** Comparisons of a position in a list that tell whether the list has the item. */
const FOUND_IF: ReadonlyMap<string, boolean> = new Map([
  ['=== -1', false],
  ['== -1', false],
  ['<= -1', false],
  ['< 0', false],
  ['!== -1', true],
  ['!= -1', true],
  ['> -1', true],
  ['>= 0', true],
]);

function listedByPosition(asking: Asking, position: Node): Path[] {
  const { source } = asking;
  const node = withoutWrappers(position);
  const call = node.type === AST_NODE_TYPES.Identifier ? initOf(variableOf(source, node)) : node;
  return call?.type === AST_NODE_TYPES.CallExpression
    ? listedByCall(asking, call, (method) => asksForItem(method, 'position'))
    : [];
}

/** What a constant has if an expression that looks it up there gives something. */
function listedBy(asking: Asking, lookup: Node): Path[] {
  const { source, through } = asking;
  const node = withoutWrappers(lookup);
  if (node.type === AST_NODE_TYPES.CallExpression)
    return looksUpConfiguration(source, node)
      ? pathsIn(source, node.arguments[0]!)
      : listedByCall(asking, node, asksWhetherListed);
  if (node.type === AST_NODE_TYPES.MemberExpression)
    return node.computed &&
      (hasConstantKeys(source, node.object) || isConfigured(source, node.object))
      ? pathsIn(source, node.property)
      : [];
  const init =
    node.type === AST_NODE_TYPES.Identifier && through.names > 0
      ? initOf(variableOf(source, node))
      : undefined;
  return init
    ? partsOf({ test: init, holds: true }).flatMap((condition) =>
        listedIf({ ...asking, through: { ...through, names: through.names - 1 } }, condition),
      )
    : [];
}

function listedByCall(
  asking: Asking,
  { callee, arguments: [first, second] }: TSESTree.CallExpression,
  asks: (method: string) => boolean,
): Path[] {
  const { source } = asking;
  const method =
    callee.type === AST_NODE_TYPES.MemberExpression ? propertyName(source, callee) : undefined;
  if (
    callee.type !== AST_NODE_TYPES.MemberExpression ||
    method === undefined ||
    !asks(method) ||
    !first
  )
    return [];
  if (method === 'test')
    return isFinitePattern(source, callee.object) ? pathsIn(source, first) : [];
  if (method === 'call' && calledName(source, callee.object) !== 'hasOwnProperty') return [];
  // `ALLOWED.includes(key)`, and `Object.hasOwn(TABLE, key)`, `_.includes(ALLOWED, key)`
  const [list, asked] = second ? [first, second] : [callee.object, first];
  if (!isFixedList(asking, list, method)) return [];
  return isFunction(asked) ? comparedWithItem(source, asked) : pathsIn(source, asked);
}

/** Whether it is known which keys a list has that is asked. */
function isFixedList(asking: Asking, list: Node, method: string): boolean {
  const { source } = asking;
  const isFixed = ASKS_KEYS.test(method) ? hasConstantKeys : isConstant;
  return isFixed(source, list) || isFilledBefore(source, list) || isGiven(asking, list);
}

/** A Set that a function around makes with all that it has: `const allowed = new Set(config.origins)` of what a handler asks. */
function isFilledBefore(source: SourceCode, list: Node): boolean {
  const variable = list.type === AST_NODE_TYPES.Identifier ? variableOf(source, list) : undefined;
  const init = initOf(variable);
  return (
    variable !== undefined &&
    init?.type === AST_NODE_TYPES.NewExpression &&
    init.arguments.length > 0 &&
    isGlobal(source, init.callee, 'Set') &&
    functionAround(init) !== functionAround(list) &&
    variable.references.every((reference) => reference.init === true || !reference.isWrite()) &&
    additionsTo(source, variable).length === 0
  );
}

/** Whether the caller of a function gives it a list that it knows. */
function isGiven({ source, isGivenList }: Asking, list: Node): boolean {
  const variable = list.type === AST_NODE_TYPES.Identifier ? variableOf(source, list) : undefined;
  return variable !== undefined && isGivenList?.(variable) === true;
}

function asksWhetherListed(method: string): boolean {
  return asksForItem(method, 'truth') || ASKS_KEYS.test(method) || method === 'test';
}

/** Methods that ask for a key of an object, whatever stands under it. */
const ASKS_KEYS = /^(?:hasOwnProperty|hasOwn|call)$/u;

/** `(model) => model.id === id` */
function comparedWithItem(source: SourceCode, fn: FunctionNode): Path[] {
  const ofItem = (node: Node) =>
    pathsIn(source, node).some(({ variable }) => variable.defs[0]?.node === fn);
  return returnedBy(source, fn)
    .flatMap((test) => partsOf({ test, holds: true }))
    .flatMap(({ test, holds }) => {
      if (
        test.type !== AST_NODE_TYPES.BinaryExpression ||
        !/^===?$/u.test(test.operator) ||
        !holds ||
        ofItem(test.left) === ofItem(test.right)
      )
        return [];
      return pathsIn(source, ofItem(test.left) ? test.right : test.left);
    });
}
