/**
 * Which of two places in a file runs first, as far as the text tells.
 */
import type { Node } from '../source/source-code.ts';
import { isFunction, LOOPS } from '../syntax/nodes.ts';
import { ancestorsOf, contains } from '../syntax/traversal.ts';

/** Whether a node runs when another is over: below it in the same function, and in no loop that brings the other round again. */
export function isTooLate(node: Node, other: Node): boolean {
  if (node.range[0] < other.range[1]) return false;
  for (const ancestor of ancestorsOf(node)) {
    if (contains(ancestor, other)) {
      const around = [ancestor, ...ancestorsOf(ancestor)];
      const end = around.findIndex(isFunction);
      return (
        !around.slice(0, end === -1 ? undefined : end).some(({ type }) => LOOPS.has(type)) &&
        !isInInnerFunction(other, ancestor)
      );
    }
    if (isFunction(ancestor)) return false;
  }
  return true;
}

function isInInnerFunction(node: Node, outer: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor === outer) return false;
    if (isFunction(ancestor)) return true;
  }
  return false;
}
