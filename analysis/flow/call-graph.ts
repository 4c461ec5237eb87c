/**
 * Who runs a function, as far as its own file tells: the calls of it, the places that hand it on as a value, and
 * whether other files can call it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf, type Variable } from '../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { functionAround } from '../syntax/traversal.ts';
import { callGraph } from './build-call-graph.ts';
import { callOf } from './call-links.ts';
import { expressionsAt } from './evaluate.ts';
import { isExportedClass, isExportedExpression, isExportedVariable } from './exports.ts';

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
  const calls = callGraph(source).callsOf(fn);
  return { calls, values: valuesOfFunction(source, fn), isExported, name };
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
  const isGivenAway = callGraph(source)
    .expressionsOf(fn)
    .some((node) => isExportedExpression(source, node));
  return { isExported: isGivenAway || (!isHidden && isReachable(source, owner)), name };
}

/** The class, or an instance of it: `module.exports = new Store()`. */
function isReachable(source: SourceCode, owner: ClassNode): boolean {
  return (
    isExportedClass(source, owner) ||
    callGraph(source)
      .instancesOf(owner)
      .some((made) => isExportedExpression(source, made))
  );
}

/** Where a function goes on to what is not seen. */
function valuesOfFunction(source: SourceCode, fn: FunctionNode): Node[] {
  const found = callGraph(source)
    .expressionsOf(fn)
    .flatMap((node) => valueAt(source, node) ?? []);
  return [...new Set(found)].toSorted((a, b) => a.range[0] - b.range[0]);
}

/** The value that an expression hands on; undefined if it is called, or has another name from there on. */
function valueAt(source: SourceCode, node: Node): Node | undefined {
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.VariableDeclarator:
      return parent.id.type === AST_NODE_TYPES.Identifier ? undefined : node;
    case AST_NODE_TYPES.AssignmentExpression:
      return isHandedByAssignment(source, node, parent) ? node : undefined;
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
      return callOf(node) !== undefined || isTaken(source, parent, node) ? undefined : node;
    case AST_NODE_TYPES.Property:
      if (parent.value !== node || parent.parent.type !== AST_NODE_TYPES.ObjectExpression)
        return undefined;
      return isExportedExpression(source, node) && !isFunction(node)
        ? undefined
        : isFunction(node)
          ? parent.parent
          : node;
    case AST_NODE_TYPES.ReturnStatement:
    case AST_NODE_TYPES.ArrowFunctionExpression:
      return isReturnedToKnown(source, node) ? undefined : node;
    case AST_NODE_TYPES.ArrayExpression:
    case AST_NODE_TYPES.SpreadElement:
    case AST_NODE_TYPES.YieldExpression:
    case AST_NODE_TYPES.JSXExpressionContainer:
    case AST_NODE_TYPES.ThrowStatement:
      return isExportedExpression(source, node) ? undefined : node;
    default:
      return undefined;
  }
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
): TSESTree.Expression[] {
  const graph = callGraph(source);
  const given = graph
    .argumentsFor(parameter)
    .flatMap(({ node, path }) => expressionsAt(graph.flow, node, path));
  return given as TSESTree.Expression[];
}
