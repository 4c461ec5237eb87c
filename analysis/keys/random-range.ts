/**
 * Random numbers out of a small range: `Math.floor(Math.random() * 1000)`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';

/** How many numbers are few. */
const FEW = 10_000;

/** Whether a call rounds a random number that is one of few. */
export function isOneOfFewNumbers(
  source: SourceCode,
  { callee, arguments: [argument] }: TSESTree.CallExpression,
): boolean {
  const product = argument && withoutWrappers(argument);
  if (
    !isOfMath(source, callee, /^(?:ceil|floor|round|trunc)$/u) ||
    product?.type !== AST_NODE_TYPES.BinaryExpression ||
    product.operator !== '*'
  )
    return false;
  const [left, right] = [withoutWrappers(product.left), withoutWrappers(product.right)];
  return (isRandom(source, left) && isFew(right)) || (isRandom(source, right) && isFew(left));
}

/** `Math.random()` */
export function isRandom(source: SourceCode, node: Node): boolean {
  return node.type === AST_NODE_TYPES.CallExpression && isOfMath(source, node.callee, /^random$/u);
}

function isOfMath(source: SourceCode, callee: Node, names: RegExp): boolean {
  return (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    isGlobal(source, callee.object, 'Math') &&
    names.test(propertyName(source, callee) ?? '')
  );
}

function isFew(node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.Literal && typeof node.value === 'number' && node.value <= FEW
  );
}
