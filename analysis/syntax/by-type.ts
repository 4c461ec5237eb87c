/**
 * Tables with a function for each type of node, in place of a `switch` that holds the code of all of them.
 */
import type { Node } from '../source/source-code.ts';

/** A function for each type of node that is looked at; `Rest` is what it is given beside the node. */
export type ByType<Answer, Rest extends readonly unknown[] = []> = {
  readonly [Type in Node['type']]?: (node: Extract<Node, { type: Type }>, ...rest: Rest) => Answer;
};

/** The function of a table for the type of a node; undefined if the table has none. */
export function forType<Answer, Rest extends readonly unknown[]>(
  table: ByType<Answer, Rest>,
  { type }: Node,
): ((node: Node, ...rest: Rest) => Answer) | undefined {
  return table[type] as ((node: Node, ...rest: Rest) => Answer) | undefined;
}
