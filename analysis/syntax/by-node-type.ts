/**
 * A function for each type of node that has an answer of its own, in place of a `switch` that holds them all.
 */
import type { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../source/source-code.ts';

type NodeOfType<Type extends AST_NODE_TYPES> = Extract<Node, { readonly type: Type }>;

/** What each type of node is answered with; `Rest` is what the functions take behind the node. */
export type ByNodeType<Rest extends readonly unknown[], Result> = {
  readonly [Type in AST_NODE_TYPES]?: (node: NodeOfType<Type>, ...rest: Rest) => Result;
};

/** The function for a node’s type; undefined if the table has none. */
export function functionFor<Rest extends readonly unknown[], Result>(
  table: ByNodeType<Rest, Result>,
  { type }: Node,
): ((node: Node, ...rest: Rest) => Result) | undefined {
  // Each function stands under the one type that it takes, so that it fits every node of this type.
  return table[type] as ((node: Node, ...rest: Rest) => Result) | undefined;
}
