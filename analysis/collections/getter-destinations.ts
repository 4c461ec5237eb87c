/**
 * Where functions go that give entries of a collection: who is given such a function may ask for an entry and change it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { takesFunction } from '../flow/built-in-flows.ts';
import { isExportedExpression, isExportsObject } from '../flow/exports.ts';
import { calleesOf } from '../flow/lazy-flow.ts';
import { leadsTo } from '../flow/leads-to.ts';
import { valuesOf, type Value } from '../flow/values.ts';
import type { PassedOn } from '../lifetime/lifetime-queries.ts';
import { passedInObject, passedOn } from '../lifetime/passed-on.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isCall, withoutWrappers } from '../syntax/nodes.ts';
import { calledName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { callbackRuns } from '../vocabulary/callback-takers.ts';
import { isOfAnswer, rootOf } from './repeatable-code.ts';

interface Destinations {
  /** Where such a function goes to code that is not seen. */
  readonly unseen: Node | undefined;
  /** The functions of other files that are given one. */
  readonly givenTo: readonly PassedOn[];
}

/**
 * @param names expressions that name such functions, where they go on
 * @param functions those of the file themselves
 */
export function gettersDestinations(
  source: SourceCode,
  names: readonly Node[],
  functions: readonly FunctionNode[],
): Destinations {
  const givenTo: PassedOn[] = [];
  const others: Node[] = [];
  for (const name of names) {
    const given = passedOn(source, name.parent, name) ?? passedInObject(source, name);
    if (given) givenTo.push(given);
    else others.push(name);
  }
  const unseen =
    wholeGiven(source, new Set([...functions, ...others])) ??
    others.find((name) => !isSeenAt(source, name));
  return { unseen, givenTo };
}

/**
 * An object that has one of the functions in it, and is given to code that is not seen: `handle(new Users())`, `handle(module.exports)`.
 * @param getters the functions of the file, and the names under which it hands on those of others
 */
function wholeGiven(source: SourceCode, getters: ReadonlySet<Node>): Node | undefined {
  const isSought = (node: Node) => getters.has(node);
  if (getters.size === 0) return undefined;
  for (const call of [
    ...nodesOf(source, AST_NODE_TYPES.CallExpression),
    ...nodesOf(source, AST_NODE_TYPES.NewExpression),
  ]) {
    const callee = withoutWrappers(call.callee);
    const root = rootOf(callee);
    const isOfLanguage =
      root.type === AST_NODE_TYPES.Identifier && !variableOf(source, root)?.defs.length;
    if (isOfLanguage || isOfAnswer(source, callee)) continue;
    const whole = call.arguments.find(
      (argument) =>
        (isExportsObject(source, argument) ||
          valuesOf(source, argument).some((value) => isWholeWith(source, value, isSought))) &&
        !calleesOf(source, call).complete,
    );
    if (whole) return whole;
  }
  return undefined;
}

function isWholeWith(source: SourceCode, value: Value, isSought: (node: Node) => boolean): boolean {
  if (value.kind === 'instance') return leadsTo(source, value.class, isSought);
  return (
    value.kind === 'node' && WHOLES.has(value.node.type) && leadsTo(source, value.node, isSought)
  );
}

/** What has functions in it. */
const WHOLES: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ArrayExpression,
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.ClassDeclaration,
  AST_NODE_TYPES.ClassExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.ObjectExpression,
]);

/** Whether it is seen, or known, what becomes of a function: its results are followed, or sent. */
function isSeenAt(source: SourceCode, name: Node): boolean {
  const { parent } = name;
  if (parent?.type === AST_NODE_TYPES.MemberExpression) return parent.object !== name;
  if (isPutIntoObject(source, name)) return false;
  if (!isCall(parent)) return true;
  const callee = withoutWrappers(parent.callee);
  return (
    takesFunction(
      source,
      parent,
      parent.arguments.findIndex((given) => given === name),
    ) ||
    callbackRuns(calledName(source, callee), true) !== undefined ||
    isOfAnswer(source, callee) ||
    calleesOf(source, parent).complete
  );
}

/** `const deps = { load }`, `[load]`, `deps.load = load`: who gets the object has the function; what a file exports is asked elsewhere. */
function isPutIntoObject(source: SourceCode, name: Node): boolean {
  const { parent } = name;
  switch (parent?.type) {
    case AST_NODE_TYPES.Property:
      return (
        parent.value === name &&
        parent.parent.type === AST_NODE_TYPES.ObjectExpression &&
        !isExportedObject(source, parent.parent)
      );
    case AST_NODE_TYPES.ArrayExpression:
      return true;
    case AST_NODE_TYPES.AssignmentExpression:
      return (
        parent.right === name &&
        parent.left.type === AST_NODE_TYPES.MemberExpression &&
        !isExportedExpression(source, name)
      );
    default:
      return false;
  }
}

/** `module.exports = { load }`, `export const store = { load };`, but not `exports.handler = wrap({ load })`. */
function isExportedObject(source: SourceCode, object: TSESTree.ObjectExpression): boolean {
  const { parent } = object;
  if (parent.type !== AST_NODE_TYPES.VariableDeclarator)
    return EXPORTING.has(parent.type) && isExportedExpression(source, object);
  return (
    parent.parent.parent.type === AST_NODE_TYPES.ExportNamedDeclaration ||
    source
      .getDeclaredVariables(parent)
      .flatMap(({ references }) => references.map(({ identifier }) => identifier as Node))
      .some(
        (name) =>
          name.parent !== undefined &&
          EXPORTING.has(name.parent.type) &&
          isExportedExpression(source, name),
      )
  );
}

const EXPORTING: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.ExportDefaultDeclaration,
  AST_NODE_TYPES.ExportSpecifier,
  AST_NODE_TYPES.Property,
]);

/** Where a function of the file is named and not called. */
export function namesOfGetter(source: SourceCode, fn: FunctionNode): Node[] {
  const declared =
    fn.type === AST_NODE_TYPES.FunctionDeclaration
      ? fn
      : fn.parent.type === AST_NODE_TYPES.VariableDeclarator && fn.parent.init === fn
        ? fn.parent
        : undefined;
  const [variable] = declared ? source.getDeclaredVariables(declared) : [];
  return (variable?.references ?? []).flatMap((reference) => {
    const name = reference.identifier as Node;
    const isCalled = isCall(name.parent) && name.parent.callee === name;
    return reference.isRead() && !isCalled ? [name] : [];
  });
}
