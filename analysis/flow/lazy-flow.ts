/**
 * The edges of a file, backward, for questions that lead through few of them: functions that are called by their names are
 * known without the graph of all calls, which is made where only it can tell.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isCall, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { callGraph, type Callees } from './build-call-graph.ts';
import { builtInFlows } from './built-in-flows.ts';
import { CallLinks } from './call-links.ts';
import { argumentEdges, functionTaking, resultsOf, type CallSite } from './call-sites.ts';
import type { Edge } from './edges.ts';
import { namesAt } from './names.ts';
import { mayRunOwnFunction } from './foreign-calls.ts';
import { plainCallsOf } from './function-uses.ts';
import { plainCallersOf } from './plain-callers.ts';
import type { Edges } from './track.ts';
import { ValueFlow } from './value-flow.ts';

const known = new WeakMap<SourceCode, Edges>();

/** The edges into a node, as the graph has them; those out of it as far as they tell what is written into an object. */
export function lazyFlow(source: SourceCode): Edges {
  let edges = known.get(source);
  if (!edges) {
    const plain = new ValueFlow(source, new CallLinks(source));
    edges = {
      into: (node) => plainInto(source, plain, node) ?? callGraph(source).flow.into(node),
      out: (node, head) =>
        isGivenToOwn(source, node) ? callGraph(source).flow.out(node, head) : plain.out(node, head),
    };
    known.set(source, edges);
  }
  return edges;
}

/** Whether a function of the file may be given it, and may write into it. */
function isGivenToOwn(source: SourceCode, { parent, range }: Node): boolean {
  return isCall(parent) && range[0] >= parent.callee.range[1] && mayRunOwnFunction(source, parent);
}

/** The functions of the file that a call runs. */
export function functionsRunBy(source: SourceCode, call: Call): readonly FunctionNode[] {
  return calleesOf(source, call).functions;
}

/** The functions of the file that a call runs, and whether these are all that it can run. */
export function calleesOf(source: SourceCode, call: Call): Callees {
  if (!mayRunOwnFunction(source, call)) return { functions: [], complete: false };
  const named = functionNamed(source, call.callee);
  return named ? { functions: [named], complete: true } : callGraph(source).calleesOf(call);
}

/** A function that goes by one name, which nothing else is given. */
export function functionNamed(source: SourceCode, wrapped: Node): FunctionNode | undefined {
  const callee = withoutWrappers(wrapped);
  if (callee.type !== AST_NODE_TYPES.Identifier) return undefined;
  const [name, other] = namesAt(source, callee);
  const definition = name?.variable.defs[0];
  if (!definition || other || name.writes.length > 0) return undefined;
  const made: Node | null =
    definition.type === 'FunctionName'
      ? definition.node
      : definition.type === 'Variable' && definition.node.id.type === AST_NODE_TYPES.Identifier
        ? definition.node.init
        : null;
  return made && isFunction(made) ? made : undefined;
}

/** @returns undefined if only the graph can tell */
function plainInto(source: SourceCode, plain: ValueFlow, node: Node): readonly Edge[] | undefined {
  switch (node.type) {
    case AST_NODE_TYPES.Identifier:
      return node.name === 'arguments' ? undefined : intoPlace(source, plain, node);
    case AST_NODE_TYPES.ObjectPattern:
    case AST_NODE_TYPES.ArrayPattern:
    case AST_NODE_TYPES.AssignmentPattern:
      return intoPlace(source, plain, node);
    case AST_NODE_TYPES.MemberExpression:
    case AST_NODE_TYPES.AwaitExpression:
    case AST_NODE_TYPES.ConditionalExpression:
    case AST_NODE_TYPES.LogicalExpression:
    case AST_NODE_TYPES.AssignmentExpression:
    case AST_NODE_TYPES.ArrayExpression:
    case AST_NODE_TYPES.ObjectExpression:
      return node.parent.type === AST_NODE_TYPES.ArrowFunctionExpression
        ? undefined
        : plain.into(node);
    case AST_NODE_TYPES.CallExpression:
      return intoCall(source, plain, node);
    default:
      return undefined;
  }
}

/** What a name or a pattern is given. */
function intoPlace(source: SourceCode, plain: ValueFlow, node: Node): readonly Edge[] | undefined {
  const given =
    node.parent?.type === AST_NODE_TYPES.CatchClause ? undefined : givenInFile(source, node);
  return given && [...plain.into(node), ...given];
}

function intoCall(source: SourceCode, plain: ValueFlow, call: Call): readonly Edge[] | undefined {
  if (!mayRunOwnFunction(source, call))
    return takesFunctions(source, call) ? undefined : plain.into(call);
  const fn = functionNamed(source, call.callee);
  return (
    fn && resultsOf(source, fn).map(({ node: from, steps }): Edge => ({ from, to: call, steps }))
  );
}

/** The edges into a parameter from calls by the function's name; none into what is no parameter. */
function givenInFile(source: SourceCode, node: Node): readonly Edge[] | undefined {
  const fn = functionTaking(node);
  if (!fn) return [];
  const taker = fn.parent;
  const isCallback = isCall(taker);
  if (isCallback && takesFunctions(source, taker)) return undefined;
  return callsOf(source, fn)
    ?.flatMap((call) => argumentEdges(siteOf(call, fn)))
    .filter(({ to }) => to === node);
}

function callsOf(source: SourceCode, fn: FunctionNode): readonly Call[] | undefined {
  const isCallback = plainCallersOf(source, fn)?.expressions.some(
    ({ parent: taker }) => isCall(taker) && takesFunctions(source, taker),
  );
  return isCallback === true ? undefined : plainCallsOf(source, fn);
}

function siteOf(node: Call, fn: FunctionNode): CallSite {
  return { node, fn, how: 'call', bound: [], skipped: 0, receiver: undefined };
}

/** Whether the language says what becomes of a function that a call is given. */
function takesFunctions(source: SourceCode, call: Call): boolean {
  return (builtInFlows(source, call) ?? []).some(
    ({ from, to }) => 'callback' in from || 'callback' in to,
  );
}
