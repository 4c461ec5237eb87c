/**
 * Who runs a function, as far as its own file tells: the calls of it, the places that hand it on as a value, and
 * whether other files can call it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { isFunction } from '../syntax/nodes.ts';
import { functionAround } from '../syntax/traversal.ts';
import { functionWith } from './arguments.ts';
import { callGraph } from './build-call-graph.ts';
import { callOf } from './call-around.ts';
import { patternOf } from './call-sites.ts';
import { expressionsAt } from './evaluate.ts';
import { definitionOf, isOfPrototype, type Definition } from './definitions.ts';
import { isExportedExpression } from './exports.ts';
import { callsOf, expressionsOf, plainCallsOf } from './function-uses.ts';
import { namesAt } from './names.ts';
import { plainCallersOf } from './plain-callers.ts';

export interface Callers extends Definition {
  /** Calls of it in this file, whatever name they go by; `new C()` for a constructor. */
  readonly calls: readonly Call[];
  /** Where the function is a value that goes on to what is not seen: a callback that is passed, a listener that is registered. */
  readonly values: readonly Node[];
}

const known = new WeakMap<FunctionNode, Callers>();

export function callersOf(source: SourceCode, fn: FunctionNode): Callers {
  let callers = known.get(fn);
  if (!callers) known.set(fn, (callers = findCallers(source, fn)));
  return callers;
}

/** Each part is looked for when it is asked for. */
function findCallers(source: SourceCode, fn: FunctionNode): Callers {
  let calls: readonly Call[] | undefined;
  let values: readonly Node[] | undefined;
  let definition: Definition | undefined;
  return {
    get calls() {
      return (calls ??= inOrder(callsOf(source, fn)));
    },
    get values() {
      return (values ??= valuesOfFunction(source, fn));
    },
    get isExported() {
      return (definition ??= definitionOf(source, fn)).isExported;
    },
    get name() {
      return (definition ??= definitionOf(source, fn)).name;
    },
  };
}

function inOrder<N extends Node>(nodes: readonly N[]): N[] {
  return nodes.toSorted((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
}

/** Functions whose values are being looked for. */
const asked = new WeakSet<FunctionNode>();

/** Where a function goes on to what is not seen. */
function valuesOfFunction(source: SourceCode, fn: FunctionNode): Node[] {
  asked.add(fn);
  const isPlain = plainCallersOf(source, fn) !== undefined;
  const found = expressionsOf(source, fn).flatMap((node) => valueAt(source, node, isPlain) ?? []);
  asked.delete(fn);
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
  // A function that returns itself is asked for on the way to itself.
  if (!fn || asked.has(fn)) return false;
  const callers = callersOf(source, fn);
  return callers.calls.length > 0 && callers.values.length === 0 && !callers.isExported;
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
