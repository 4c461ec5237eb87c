/**
 * What becomes of a value in the function that makes it: used up there, given back to the caller, or stored.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isModuleLevel } from '../syntax/bindings.ts';
import { isClass } from '../syntax/nodes.ts';
import { contains, functionAround } from '../syntax/traversal.ts';
import { callGraph, valueFlow } from './build-call-graph.ts';
import { callersOf } from './call-graph.ts';
import { resultsOf } from './call-sites.ts';
import { same, store, type Edge } from './edges.ts';
import { namesAt } from './names.ts';
import { Tracker, type Edges, type Fact } from './track.ts';

export interface Escape {
  /** It is returned, or put into what a parameter brought. */
  readonly returned: boolean;
  /** It is stored where it outlives the call, or nobody can see what becomes of it. */
  readonly stored: boolean;
  /** Where something of it is read or called: `agent.destroy()`. */
  readonly members: readonly TSESTree.MemberExpression[];
}

/** How many places one value may lead through. */
const MAX_STATES = 400;

/** @param givesOn whether a call gives back what it is given, or something that holds it: `axios.create` */
export function escapeOf(source: SourceCode, made: Node, givesOn: (call: Node) => boolean): Escape {
  const home = functionAround(made);
  const escape = { returned: false, stored: false, members: [] as TSESTree.MemberExpression[] };
  const tracker = new Tracker<true>(
    edgesUntilReturn(source, home, givesOn),
    { key: () => '' },
    (node, fact) => {
      // Who has called the function has what it was given, and what was put into that.
      escape.returned ||=
        isResult(source, home, node) || (fact.path.length > 0 && isParameterOf(home, node));
      escape.stored ||= isKeeping(source, node, fact);
      if (fact.path.length === 0) escape.members.push(...memberOf(node));
    },
    {
      budget: MAX_STATES,
      escapes: (_, { steps }) => {
        escape.stored ||= steps.some((step) => step.kind === 'escape' && step.how === 'exported');
      },
      settles: (origin) => {
        escape.stored ||= !isParameterOf(home, origin) && !isMadeHere(origin);
      },
    },
  );
  tracker.seed(made, true);
  tracker.run();
  escape.stored ||= !tracker.isComplete;
  return escape;
}

/** The flow of a file, up to what the function around the value returns, and through calls that give on what they are given. */
function edgesUntilReturn(
  source: SourceCode,
  home: FunctionNode | undefined,
  givesOn: (call: Node) => boolean,
): Edges {
  const flow = valueFlow(source);
  return {
    into: (node) => flow.into(node),
    // A closure holds the whole of what it reads a part of.
    out: (node) =>
      isResult(source, home, node) ? [] : [...flow.out(node), ...givenOn(source, node, givesOn)],
  };
}

function givenOn(source: SourceCode, node: Node, givesOn: (call: Node) => boolean): Edge[] {
  const call = node.parent;
  if (call?.type === AST_NODE_TYPES.CallExpression)
    return call.callee !== node && givesOn(call)
      ? [{ from: node, to: call, steps: [same('return')] }]
      : [];
  // What a class of another file makes of it may hold it.
  const isHeld =
    call?.type === AST_NODE_TYPES.NewExpression &&
    call.callee !== node &&
    callGraph(source).calleesOf(call).functions.length === 0;
  return isHeld ? [{ from: node, to: call, steps: [store('.given')] }] : [];
}

function isResult(source: SourceCode, home: FunctionNode | undefined, node: Node): boolean {
  return home !== undefined && resultsOf(source, home).some((result) => result.node === node);
}

/** Whether what comes to a node outlives the call, or is taken apart. */
function isKeeping(source: SourceCode, node: Node, { path }: Fact<true>): boolean {
  switch (node.type) {
    case AST_NODE_TYPES.ObjectPattern:
    case AST_NODE_TYPES.ArrayPattern:
      return path.length === 0;
    case AST_NODE_TYPES.ClassBody:
    case AST_NODE_TYPES.BlockStatement:
    case AST_NODE_TYPES.Program:
      return true;
    case AST_NODE_TYPES.Identifier:
      return namesAt(source, node).some(
        ({ variable, hub }) =>
          isModuleLevel(variable) ||
          // A closure that is held elsewhere keeps what it captures.
          (functionAround(node) !== functionAround(hub) && !isRunHere(source, node)),
      );
    default:
      return isClass(node);
  }
}

/** Whether the function around a use is run where it stands: `retry(() => axios.get(url, { httpAgent }))`. */
function isRunHere(source: SourceCode, use: Node): boolean {
  const fn = functionAround(use);
  if (!fn || fn.parent.type === AST_NODE_TYPES.CallExpression) return true;
  const { values, isExported } = callersOf(source, fn);
  return values.length === 0 && !isExported;
}

function isParameterOf(home: FunctionNode | undefined, node: Node): boolean {
  return home?.params.some((parameter) => contains(parameter, node)) === true;
}

/** Whether an object that something is put into is made where it can be seen. */
function isMadeHere({ type }: Node): boolean {
  return (
    type === AST_NODE_TYPES.ObjectExpression ||
    type === AST_NODE_TYPES.ArrayExpression ||
    type === AST_NODE_TYPES.NewExpression
  );
}

function memberOf(node: Node): TSESTree.MemberExpression[] {
  const { parent } = node;
  return parent?.type === AST_NODE_TYPES.MemberExpression && parent.object === node ? [parent] : [];
}
