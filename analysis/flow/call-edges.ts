/**
 * The edges that one call makes, by where they begin and where they end.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, Node } from '../source/source-code.ts';
import type { Step } from './contents.ts';
import type { Edge } from './edges.ts';

const UNKNOWN_CALL: Step = { kind: 'escape', how: 'unknown call' };

export interface CallEdges {
  readonly all: readonly Edge[];
  readonly byFrom: ReadonlyMap<Node, readonly Edge[]>;
  readonly byTo: ReadonlyMap<Node, readonly Edge[]>;
}

export function byEnds(all: readonly Edge[]): CallEdges {
  return { all, byFrom: byEnd(all, 'from'), byTo: byEnd(all, 'to') };
}

function byEnd(edges: readonly Edge[], end: 'from' | 'to'): ReadonlyMap<Node, readonly Edge[]> {
  const byNode = new Map<Node, Edge[]>();
  for (const edge of edges) bucket(byNode, edge[end]).push(edge);
  return byNode;
}

/** The list under a key, which is made where there is none. */
export function bucket<K, V>(map: Map<K, V[]>, key: K): V[] {
  let values = map.get(key);
  if (!values) map.set(key, (values = []));
  return values;
}

/** Of a call that runs nothing known: what it is given goes where nobody sees. */
export function escapes(call: Call): Edge[] {
  return call.arguments.map((argument): Edge => {
    const isSpread = argument.type === AST_NODE_TYPES.SpreadElement;
    return {
      from: isSpread ? argument.argument : argument,
      to: call,
      steps: [UNKNOWN_CALL],
    };
  });
}
