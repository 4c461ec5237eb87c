/**
 * Every expression of a file that is the same object: by whatever name, property or parameter it goes.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { functionAround } from '../syntax/traversal.ts';
import { callGraph } from './build-call-graph.ts';
import { builtInFlows } from './built-in-flows.ts';
import { resultsOf } from './call-sites.ts';
import type { Edge } from './edges.ts';
import { callsOf } from './function-uses.ts';
import { lazyFlow } from './lazy-flow.ts';
import { Tracker } from './track.ts';

export interface Aliases {
  readonly nodes: ReadonlySet<Node>;
  /** Expressions that have the object as a part of theirs, one level down. */
  readonly holders: ReadonlySet<Node>;
  /** Whether these are all. */
  readonly isComplete: boolean;
}

/** How many expressions one object may lead through. */
const MAX_STATES = 1000;

/** In how many objects around it an object is looked for. */
const MAX_DEPTH = 2;

const known = new WeakMap<Node, Aliases>();

/** @param origin what makes the object, or any expression that is it: those behind it are found */
export function aliasesOf(source: SourceCode, origin: Node): Aliases {
  let aliases = known.get(origin);
  if (!aliases) known.set(origin, (aliases = findAliases(source, origin)));
  return aliases;
}

function findAliases(source: SourceCode, origin: Node): Aliases {
  const nodes = new Set<Node>();
  const holders = new Set<Node>();
  const { into, out } = lazyFlow(source);
  const tracker = new Tracker<true>(
    {
      into,
      out: (node, head) =>
        isVisited(source, node)
          ? callGraph(source).flow.out(node, head)
          : [...out(node, head), ...toCalls(source, node)],
    },
    { key: () => '' },
    (node, { path }) => {
      if (path.length === 0) nodes.add(node);
      else if (path.length === 1) holders.add(node);
    },
    { budget: MAX_STATES, depth: MAX_DEPTH },
  );
  tracker.seed(origin, true);
  tracker.run();
  return { nodes, holders, isComplete: tracker.isComplete };
}

/** From what a function returns to its calls. */
function toCalls(source: SourceCode, node: Node): readonly Edge[] {
  const { parent } = node;
  const fn =
    parent?.type === AST_NODE_TYPES.ArrowFunctionExpression && parent.body === node
      ? parent
      : node.type === AST_NODE_TYPES.ReturnStatement
        ? functionAround(node)
        : undefined;
  if (!fn) return [];
  const results = resultsOf(source, fn).filter((result) => result.node === node);
  return callsOf(source, fn).flatMap((to) =>
    results.map(({ steps }): Edge => ({ from: node, to, steps })),
  );
}

/** `list.forEach(…)`, `promise.then(…)`: a function is called with what the node has. */
function isVisited(source: SourceCode, { parent, range }: Node): boolean {
  if (parent?.type !== AST_NODE_TYPES.MemberExpression || parent.object.range[0] !== range[0])
    return false;
  const call = parent.parent;
  return (
    call.type === AST_NODE_TYPES.CallExpression &&
    call.callee === parent &&
    call.arguments.length > 0 &&
    (builtInFlows(source, call) ?? []).some(({ to }) => 'callback' in to)
  );
}
