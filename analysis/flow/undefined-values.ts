/**
 * Whether an expression can come to `undefined`, which an `LRUCache` does not store: `set(key, undefined)` deletes the
 * key there, where a Map keeps it (lru-cache 11.5.3, test/facts/lru-cache.test.ts).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf, type Variable } from '../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { isClass, isFunction, isNullish, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { returnedBy, walk } from '../syntax/traversal.ts';
import { collectionMethodAlwaysGives } from '../vocabulary/collection-methods.ts';
import { stringMethodAlwaysGives } from '../vocabulary/string-methods.ts';
import { givesPrimitive } from '../vocabulary/runtime-functions.ts';
import { isPromiseMethod } from '../vocabulary/callback-takers.ts';
import { canCompleteNormally } from './control-flow.ts';
import { conditionsAt, partsOf } from './path-conditions.ts';
import { valuesOf } from './values.ts';

/** Objects of the language whose functions all give something. */
const ALL_GIVE_SOMETHING = new Set(['Math', 'Date', 'Number']);
/** Methods of numbers, dates and digests that give something. */
const OTHERS_GIVE_SOMETHING = new Set(['toFixed', 'toISOString', 'digest']);
/** Expressions that are seen never to come to `undefined`, where they stand. */
export function isNeverUndefined(source: SourceCode, expression: Node, depth = 4): boolean {
  const node = withoutWrappers(expression);
  if (depth === 0 || expression.type === AST_NODE_TYPES.ChainExpression) return false;
  if (ALWAYS_SOMETHING.has(node.type)) return true;
  const isNever = functionFor(NEVER_UNDEFINED, node);
  return isNever !== undefined && isNever(node, source, depth);
}

/** Expressions whose form alone says that they give something. */
const ALWAYS_SOMETHING: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.Literal,
  AST_NODE_TYPES.TemplateLiteral,
  AST_NODE_TYPES.ObjectExpression,
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.FunctionExpression,
  AST_NODE_TYPES.ArrowFunctionExpression,
  AST_NODE_TYPES.ClassExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.BinaryExpression,
  AST_NODE_TYPES.UpdateExpression,
]);

/** Of other expressions, whether they give something; with how deep they may be looked into. */
const NEVER_UNDEFINED: ByNodeType<[SourceCode, number], boolean> = {
  [AST_NODE_TYPES.UnaryExpression]: ({ operator }) => operator !== 'void',
  [AST_NODE_TYPES.ConditionalExpression]: ({ consequent, alternate }, source, depth) =>
    isNeverUndefined(source, consequent, depth - 1) &&
    isNeverUndefined(source, alternate, depth - 1),
  [AST_NODE_TYPES.LogicalExpression]: ({ operator, left, right }, source, depth) =>
    isNeverUndefined(source, right, depth - 1) &&
    (operator !== '&&' || isNeverUndefined(source, left, depth - 1)),
  [AST_NODE_TYPES.AssignmentExpression]: ({ operator, right }, source, depth) =>
    operator === '=' && isNeverUndefined(source, right, depth - 1),
  [AST_NODE_TYPES.CallExpression]: ({ callee }, source, depth) =>
    givesSomething(source, callee, depth, { isAwaited: false }),
  [AST_NODE_TYPES.AwaitExpression]: ({ argument }, source, depth) => {
    const awaited = withoutWrappers(argument);
    if (awaited.type !== AST_NODE_TYPES.CallExpression) return false;
    return (
      isGlobal(source, awaited.callee, 'fetch') ||
      givesSomething(source, awaited.callee, depth, { isAwaited: true })
    );
  },
  [AST_NODE_TYPES.Identifier]: (node, source, depth) => {
    const variable = variableOf(source, node);
    if (!variable || isAskedFor(variable, node)) return variable !== undefined;
    const values = valuesOf(source, node);
    return (
      !startsEmpty(variable.defs[0]?.node) &&
      values.length > 0 &&
      values.every(
        (value) =>
          value.kind === 'node' &&
          value.node !== node &&
          isNeverUndefined(source, value.node, depth - 1),
      )
    );
  },
};

/** Whether a call gives something, or a promise; awaited, something. */
function givesSomething(
  source: SourceCode,
  callee: Node,
  depth: number,
  { isAwaited }: { readonly isAwaited: boolean },
): boolean {
  if (callee.type === AST_NODE_TYPES.Identifier && !variableOf(source, callee))
    return givesPrimitive(callee.name) || (!isAwaited && callee.name === 'fetch');
  if (callee.type === AST_NODE_TYPES.MemberExpression) {
    if (isOfGivingGlobal(source, callee) || (!isAwaited && givesByName(source, callee)))
      return true;
  }
  const functions = valuesOf(source, callee).map((value) =>
    value.kind === 'node' && isFunction(value.node) ? value.node : undefined,
  );
  return (
    functions.length > 0 &&
    functions.every(
      (fn) =>
        fn !== undefined &&
        !fn.generator &&
        ((fn.async && !isAwaited) || returnsSomething(source, fn, depth)),
    )
  );
}

/** `Math.max`, `Date.now` */
function isOfGivingGlobal(source: SourceCode, { object }: TSESTree.MemberExpression): boolean {
  return [...ALL_GIVE_SOMETHING].some((name) => isGlobal(source, object, name));
}

/** A method whose name says that it gives a text, a list or a promise: `text.trim`, `Promise.all`, `load().then`. */
function givesByName(source: SourceCode, callee: TSESTree.MemberExpression): boolean {
  if (isGlobal(source, callee.object, 'Promise')) return true;
  const method = callee.optional ? '' : (propertyName(source, callee) ?? '');
  return (
    stringMethodAlwaysGives(method) ||
    collectionMethodAlwaysGives(method) ||
    OTHERS_GIVE_SOMETHING.has(method) ||
    isPromiseMethod(method)
  );
}

/** Kept, so that functions that call each other are each asked once; one that is being asked gives nothing. */
const knownToReturn = new WeakMap<FunctionNode, boolean>();

function returnsSomething(source: SourceCode, fn: FunctionNode, depth: number): boolean {
  const known = knownToReturn.get(fn);
  if (known !== undefined) return known;
  knownToReturn.set(fn, false);
  const returns = alwaysReturns(source, fn, depth);
  knownToReturn.set(fn, returns);
  return returns;
}

function alwaysReturns(source: SourceCode, fn: FunctionNode, depth: number): boolean {
  if (
    fn.body.type === AST_NODE_TYPES.BlockStatement &&
    (canCompleteNormally(fn.body) || returnsNothing(source, fn))
  )
    return false;
  return returnedBy(source, fn).every((returned) => isNeverUndefined(source, returned, depth - 1));
}

/** `return;` */
function returnsNothing(source: SourceCode, fn: FunctionNode): boolean {
  let isBare = false;
  walk(source, fn.body, (node) => {
    if (node.type === AST_NODE_TYPES.ReturnStatement && !node.argument) isBare = true;
    return !isFunction(node) && !isClass(node);
  });
  return isBare;
}

/** `let user;`, which has no value until something assigns one. */
function startsEmpty(definition: Node | undefined): boolean {
  return definition?.type === AST_NODE_TYPES.VariableDeclarator && !definition.init;
}

/** `if (!user) return; cache.set(id, user)` */
function isAskedFor(variable: Variable, node: Node): boolean {
  const isIt = (asked: Node) =>
    variable.references.some(({ identifier }) => identifier === withoutWrappers(asked));
  return conditionsAt(node)
    .flatMap(partsOf)
    .some(({ test, holds }) => {
      if (
        variable.references.some(
          (reference) => reference.isWrite() && reference.identifier.range[0] > test.range[0],
        )
      )
        return false;
      if (test.type !== AST_NODE_TYPES.BinaryExpression) return holds && isIt(test);
      return (
        /^[!=]==?$/u.test(test.operator) &&
        isNullish(test.right) &&
        (test.operator.length === 2 || !isNull(test.right)) &&
        holds === test.operator.startsWith('!') &&
        isIt(test.left)
      );
    });
}

function isNull(node: Node): boolean {
  return node.type === AST_NODE_TYPES.Literal;
}
