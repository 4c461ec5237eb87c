/**
 * Texts and bytes that are random: another each time.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, type Variable } from '../syntax/bindings.ts';
import { LOOPS } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { ancestorsOf, functionAround, someNode } from '../syntax/traversal.ts';

/** Functions that write random bytes into what they are given. */
const FILLING: ReadonlySet<string> = new Set(['getRandomValues', 'randomFillSync']);

/** Whether a variable gets random bytes, or a random letter in each round of a loop: `text += LETTERS[…Math.random()…]`. */
export function isMadeAtRandom(source: SourceCode, { references }: Variable): boolean {
  return references.some(({ identifier }) => {
    const { parent } = identifier as Node;
    switch (parent?.type) {
      case AST_NODE_TYPES.CallExpression:
        return parent.arguments[0] === identifier && FILLING.has(calledName(source, parent.callee));
      case AST_NODE_TYPES.AssignmentExpression:
        return (
          parent.left === identifier &&
          parent.operator === '+=' &&
          isInLoop(parent) &&
          someNode(source, parent.right, (node) => isRandom(source, node))
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

/** `Math.random()`, `crypto.randomInt(9)` */
function isRandom(source: SourceCode, node: Node): boolean {
  if (node.type !== AST_NODE_TYPES.CallExpression) return false;
  const { callee } = node;
  return (
    calledName(source, callee) === 'randomInt' ||
    (callee.type === AST_NODE_TYPES.MemberExpression &&
      isGlobal(source, callee.object, 'Math') &&
      propertyName(source, callee) === 'random')
  );
}
