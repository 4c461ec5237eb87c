/**
 * The nodes by which a file names what others export, found again by their ranges.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { nodesOf } from '../syntax/traversal.ts';
import type { NodeRange } from './imported-names.ts';

const NAMING_TYPES = [
  AST_NODE_TYPES.Identifier,
  AST_NODE_TYPES.MemberExpression,
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.NewExpression,
] as const;

const known = new WeakMap<SourceCode, ReadonlyMap<number, Node>>();

export function namingNodeAt(source: SourceCode, range: NodeRange): Node | undefined {
  let nodes = known.get(source);
  if (!nodes) {
    // The key of `{ add }` stands where its value does, and comes before it: the last one counts.
    const naming = NAMING_TYPES.flatMap((type): readonly Node[] => nodesOf(source, type));
    known.set(source, (nodes = new Map(naming.map((node) => [numberOf(node.range), node]))));
  }
  return nodes.get(numberOf(range));
}

/** No text that is parsed is as long. */
const BEYOND_TEXTS = 2 ** 24;

function numberOf([start, end]: NodeRange): number {
  return start * BEYOND_TEXTS + end;
}
