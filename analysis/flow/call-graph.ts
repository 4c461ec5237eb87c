/**
 * Who runs a function, as far as its own file tells: the calls of it, the places that hand it on as a value, and
 * whether other files can call it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { functionAround } from '../syntax/traversal.ts';
import { functionWith } from './arguments.ts';
import { callGraph } from './build-call-graph.ts';
import { callOf } from './call-around.ts';
import { patternOf } from './call-sites.ts';
import { expressionsAt } from './evaluate.ts';
import { isExportedClass, isExportedExpression, isExportedVariable } from './exports.ts';
import { namesAt } from './names.ts';
import { plainCallersOf, plainInstancesOf } from './plain-callers.ts';

export interface Callers {
  /** Calls of it in this file, whatever name they go by; `new C()` for a constructor. */
  readonly calls: readonly Call[];
  /** Where the function is a value that goes on to what is not seen: a callback that is passed, a listener that is registered. */
  readonly values: readonly Node[];
  readonly isExported: boolean;
  /** The name that it is called by, if it has one. */
  readonly name: string | undefined;
}

const known = new WeakMap<FunctionNode, Callers>();

export function callersOf(source: SourceCode, fn: FunctionNode): Callers {
  let callers = known.get(fn);
  if (!callers) known.set(fn, (callers = findCallers(source, fn)));
  return callers;
}

function findCallers(source: SourceCode, fn: FunctionNode): Callers {
  // A function that returns itself is asked for on the way to itself.
  known.set(fn, { calls: [], values: [], isExported: false, name: undefined });
  const { name, isExported } = definitionOf(source, fn);
  return {
    calls: inOrder(callsOf(source, fn)),
    values: valuesOfFunction(source, fn),
    isExported,
    name,
  };
}

function callsOf(source: SourceCode, fn: FunctionNode): readonly Call[] {
  return plainCallsOf(source, fn) ?? callGraph(source).callsOf(fn);
}

function plainCallsOf(source: SourceCode, fn: FunctionNode): readonly Call[] | undefined {
  const { parent } = fn;
  return parent.type === AST_NODE_TYPES.MethodDefinition && parent.kind === 'constructor'
    ? plainInstancesOf(source, parent.parent.parent)
    : plainCallersOf(source, fn)?.calls;
}

/** Every expression that is the function. */
function expressionsOf(source: SourceCode, fn: FunctionNode): readonly Node[] {
  return plainCallersOf(source, fn)?.expressions ?? callGraph(source).expressionsOf(fn);
}

function inOrder<N extends Node>(nodes: readonly N[]): N[] {
  return nodes.toSorted((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
}

type Definition = Pick<Callers, 'isExported' | 'name'>;

/** How a function is called where it is made, and whether it is exported from there. */
function definitionOf(source: SourceCode, fn: FunctionNode): Definition {
  const { parent } = fn;
  if (fn.type === AST_NODE_TYPES.FunctionDeclaration) {
    const variables = source
      .getDeclaredVariables(fn)
      .filter(({ identifiers }) => fn.id !== null && identifiers.includes(fn.id));
    return ofVariables(source, variables, fn);
  }
  if (
    parent.type === AST_NODE_TYPES.MethodDefinition ||
    parent.type === AST_NODE_TYPES.PropertyDefinition
  )
    return ofMethod(source, parent, fn);
  const holder = holderOf(fn);
  switch (holder.type) {
    case AST_NODE_TYPES.VariableDeclarator:
      if (holder.id.type !== AST_NODE_TYPES.Identifier) break;
      return ofVariables(source, source.getDeclaredVariables(holder), fn);
    case AST_NODE_TYPES.AssignmentExpression:
      return ofAssignment(source, holder.left, fn);
    case AST_NODE_TYPES.Property:
      if (holder.parent.type !== AST_NODE_TYPES.ObjectExpression) break;
      return {
        isExported: isExportedExpression(source, holder.parent),
        name: propertyName(source, holder),
      };
    default:
      break;
  }
  return { isExported: isExportedExpression(source, fn), name: undefined };
}

/** The node that gives a function its name, through wrappers of the type alone. */
function holderOf(fn: FunctionNode): Node {
  let value: Node = fn;
  while (value.parent && withoutWrappers(value.parent) !== value.parent) value = value.parent;
  return value.parent!;
}

function ofVariables(
  source: SourceCode,
  variables: readonly Variable[],
  fn: FunctionNode,
): Definition {
  const isExported =
    isExportedExpression(source, fn) ||
    isExportedDeclaration(fn) ||
    variables.some((variable) => isExportedVariable(source, variable));
  return { isExported, name: variables[0]?.name };
}

function isExportedDeclaration({ parent }: FunctionNode): boolean {
  return (
    parent.type === AST_NODE_TYPES.ExportDefaultDeclaration ||
    parent.type === AST_NODE_TYPES.ExportNamedDeclaration
  );
}

/** `f = …`, `exports.add = …`, `store.add = …`, `Pool.prototype.take = …` */
function ofAssignment(source: SourceCode, left: Node, fn: FunctionNode): Definition {
  if (left.type === AST_NODE_TYPES.Identifier) {
    const variable = variableOf(source, left);
    return ofVariables(source, variable ? [variable] : [], fn);
  }
  if (left.type !== AST_NODE_TYPES.MemberExpression)
    return { isExported: isExportedExpression(source, fn), name: undefined };
  const property = propertyName(source, left);
  return {
    // Whoever has an instance calls a method of the prototype.
    isExported: isOfPrototype(source, left) || isExportedExpression(source, fn),
    name: property === 'exports' ? fn.id?.name : property,
  };
}

function isOfPrototype(source: SourceCode, { object }: TSESTree.MemberExpression): boolean {
  return (
    object.type === AST_NODE_TYPES.MemberExpression && propertyName(source, object) === 'prototype'
  );
}

function ofMethod(
  source: SourceCode,
  member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition,
  fn: FunctionNode,
): Definition {
  const owner = member.parent.parent;
  if (member.type === AST_NODE_TYPES.MethodDefinition && member.kind === 'constructor')
    return { isExported: isExportedClass(source, owner), name: owner.id?.name };
  const name = propertyName(source, member);
  const isHidden = member.accessibility === 'private' || name?.startsWith('#') === true;
  const isExported =
    (!isHidden && isReachable(source, owner)) ||
    expressionsOf(source, fn).some((node) => isExportedExpression(source, node));
  return { isExported, name };
}

/** The class, or an instance of it: `module.exports = new Store()`. */
function isReachable(source: SourceCode, owner: ClassNode): boolean {
  if (isExportedClass(source, owner)) return true;
  const instances = plainInstancesOf(source, owner) ?? callGraph(source).instancesOf(owner);
  return instances.some((made) => isExportedExpression(source, made));
}

/** Where a function goes on to what is not seen. */
function valuesOfFunction(source: SourceCode, fn: FunctionNode): Node[] {
  const isPlain = plainCallersOf(source, fn) !== undefined;
  const found = expressionsOf(source, fn).flatMap((node) => valueAt(source, node, isPlain) ?? []);
  return inOrder([...new Set(found)]);
}

/** What hands a function on, by the node that it stands in; undefined if it is called, or has another name from there on. */
const VALUES: ByNodeType<[SourceCode, Node, boolean], Node | undefined> = {
  [AST_NODE_TYPES.VariableDeclarator]: ({ id }, _, node) =>
    id.type === AST_NODE_TYPES.Identifier ? undefined : node,
  [AST_NODE_TYPES.AssignmentExpression]: (parent, source, node) =>
    isHandedByAssignment(source, node, parent) ? node : undefined,
  [AST_NODE_TYPES.CallExpression]: passedTo,
  [AST_NODE_TYPES.NewExpression]: passedTo,
  [AST_NODE_TYPES.Property]: (parent, source, node) => {
    if (parent.value !== node || parent.parent.type !== AST_NODE_TYPES.ObjectExpression)
      return undefined;
    if (isFunction(node)) return parent.parent;
    return unlessExported(parent, source, node);
  },
  [AST_NODE_TYPES.ReturnStatement]: unlessReturnedToKnown,
  [AST_NODE_TYPES.ArrowFunctionExpression]: unlessReturnedToKnown,
  [AST_NODE_TYPES.ArrayExpression]: unlessExported,
  [AST_NODE_TYPES.SpreadElement]: unlessExported,
  [AST_NODE_TYPES.YieldExpression]: unlessExported,
  [AST_NODE_TYPES.JSXExpressionContainer]: unlessExported,
  [AST_NODE_TYPES.ThrowStatement]: unlessExported,
};

/** @param isPlain whether no call of a function of the file takes it */
function valueAt(source: SourceCode, node: Node, isPlain: boolean): Node | undefined {
  // ESLint gives the root a parent of null.
  const parent = node.parent as Node | null | undefined;
  return parent ? functionFor(VALUES, parent)?.(parent, source, node, isPlain) : undefined;
}

function unlessExported(_: Node, source: SourceCode, node: Node): Node | undefined {
  return isExportedExpression(source, node) ? undefined : node;
}

function unlessReturnedToKnown(_: Node, source: SourceCode, node: Node): Node | undefined {
  return isReturnedToKnown(source, node) ? undefined : node;
}

function passedTo(call: Call, source: SourceCode, node: Node, isPlain: boolean): Node | undefined {
  return callOf(node) !== undefined || (!isPlain && isTaken(source, call, node)) ? undefined : node;
}

/** `socket.onmessage = fn`: whatever holds the property calls it. */
function isHandedByAssignment(
  source: SourceCode,
  node: Node,
  { left, right }: TSESTree.AssignmentExpression,
): boolean {
  if (right !== node || left.type === AST_NODE_TYPES.Identifier) return false;
  if (left.type === AST_NODE_TYPES.MemberExpression && isOfPrototype(source, left)) return false;
  return !isExportedExpression(source, node);
}

/** Whether a function of this file takes an argument by a name: what becomes of it there is seen. */
function isTaken(source: SourceCode, call: Call, argument: Node): boolean {
  const graph = callGraph(source);
  const parameters = graph.parametersFor(call, argument);
  return (
    parameters.length > 0 &&
    parameters.every(({ type }) => type === AST_NODE_TYPES.Identifier) &&
    graph.calleesOf(call).complete
  );
}

/** Whether all who get what a function returns are calls of this file. */
function isReturnedToKnown(source: SourceCode, returned: Node): boolean {
  const fn = functionAround(returned);
  if (!fn) return false;
  const { calls, values, isExported } = callersOf(source, fn);
  return calls.length > 0 && values.length === 0 && !isExported;
}

/** The expressions that calls in this file give for a parameter. */
export function argumentsFor(
  source: SourceCode,
  parameter: TSESTree.Identifier,
): readonly TSESTree.Expression[] {
  const plain = plainArguments(source, parameter);
  if (plain) return plain;
  const graph = callGraph(source);
  const given = graph
    .argumentsFor(parameter)
    .flatMap(({ node, path }) => expressionsAt(graph.flow, node, path));
  return given as TSESTree.Expression[];
}

/** Those for a parameter that is a name and is written nowhere else; undefined if only the graph can tell. */
function plainArguments(
  source: SourceCode,
  parameter: TSESTree.Identifier,
): readonly TSESTree.Expression[] | undefined {
  const fn = functionWith(parameter);
  const calls = fn && plainCallsOf(source, fn);
  if (!calls) return undefined;
  if (calls.length === 0) return [];
  const position = fn.params.findIndex(
    (candidate) =>
      candidate.type !== AST_NODE_TYPES.RestElement && patternOf(candidate) === parameter,
  );
  if (position < 0 || namesAt(source, parameter).some(({ writes }) => writes.length > 0))
    return undefined;
  const given: TSESTree.Expression[] = [];
  for (const call of calls) {
    const before = call.arguments.slice(0, position + 1);
    for (const argument of before)
      if (argument.type === AST_NODE_TYPES.SpreadElement) return undefined;
    const last = before[position];
    if (last && last.type !== AST_NODE_TYPES.SpreadElement) given.push(last);
  }
  return given;
}
