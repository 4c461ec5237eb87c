/**
 * Texts and bytes that are random: another each time.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import type { Variable } from '../syntax/bindings.ts';
import { LOOPS } from '../syntax/nodes.ts';
import { calledName } from '../syntax/references.ts';
import { ancestorsOf, functionAround, someNode } from '../syntax/traversal.ts';
import { fillsAtRandom } from '../vocabulary/key-functions.ts';
import { isRandom } from './random-range.ts';

/** Whether a variable gets random bytes, or a random letter in each round of a loop: `text += LETTERS[…Math.random()…]`. */
export function isMadeAtRandom(source: SourceCode, { references }: Variable): boolean {
  return references.some(({ identifier }) => {
    const { parent } = identifier as Node;
    switch (parent?.type) {
      case AST_NODE_TYPES.CallExpression:
        return (
          parent.arguments[0] === identifier && fillsAtRandom(calledName(source, parent.callee))
        );
      case AST_NODE_TYPES.AssignmentExpression:
        return (
          parent.left === identifier &&
          parent.operator === '+=' &&
          isInLoop(parent) &&
          someNode(
            source,
            parent.right,
            (node) => isRandom(source, node) || isRandomInteger(source, node),
          )
        );
      default:
        return false;
    }
  });
}

function isInLoop(node: Node): boolean {
  const fn = functionAround(node);
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor === fn) return false;
    if (LOOPS.has(ancestor.type)) return true;
  }
  return false;
}

/** `crypto.randomInt(9)` */
function isRandomInteger(source: SourceCode, node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.CallExpression && calledName(source, node.callee) === 'randomInt'
  );
}
