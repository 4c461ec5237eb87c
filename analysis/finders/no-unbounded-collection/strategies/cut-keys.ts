/**
 * Whether a key is a part of what the value is made of: what came first under the key is the answer for all that share it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { variableOf } from '../../../syntax/bindings.ts';
import { withoutWrappers } from '../../../syntax/nodes.ts';
import { calledName } from '../../../syntax/references.ts';
import { someNode } from '../../../syntax/traversal.ts';
import { cutsText } from '../../../vocabulary/cutting-methods.ts';
import { storedBy } from './stored-times.ts';
import type { Subject } from './strategy.ts';
import { givenOnce } from './times.ts';

/** Where a value is stored that is made of the whole, under a key that is cut from it: `cache.set(id.slice(0, 2), await load(id))`. */
export function storedUnderPart({ source, changes }: Subject): Node | undefined {
  return changes.additions.find(({ node, level, key }) => {
    const stored = level === 0 ? storedBy(node) : undefined;
    const whole = key && stored && wholeOf(source, key);
    return whole !== undefined && stored !== undefined && isMadeOf(source, stored, whole);
  })?.node;
}

/** The text of what a key is cut from. */
function wholeOf(source: SourceCode, key: Node): string | undefined {
  let node: Node = withoutWrappers(givenOnce(source, key) ?? key);
  let isCut = false;
  for (;;) {
    if (node.type === AST_NODE_TYPES.MemberExpression && node.computed) {
      isCut ||= node.property.type === AST_NODE_TYPES.Literal;
      node = withoutWrappers(node.object);
    } else if (node.type === AST_NODE_TYPES.CallExpression) {
      isCut ||= cutsText(calledName(source, node.callee));
      node = withoutWrappers(cutFrom(node));
    } else return isCut ? source.getText(node) : undefined;
  }
}

/** `id` of `id.slice(0, 1)` and of `parseInt(id, 10)` */
function cutFrom({ callee, arguments: [first] }: TSESTree.CallExpression): Node {
  return callee.type === AST_NODE_TYPES.MemberExpression ? callee.object : (first ?? callee);
}

/** Whether a value, or what a name in it was given, has an expression in it. */
function isMadeOf(source: SourceCode, value: Node, whole: string, hops = 3): boolean {
  return someNode(source, value, (node) => {
    if (source.getText(node) === whole) return true;
    if (node.type !== AST_NODE_TYPES.Identifier || hops === 0) return false;
    const given = variableOf(source, node)?.references.flatMap(({ writeExpr }) => writeExpr ?? []);
    return (
      given?.some((made) => !isCutAlone(source, made) && isMadeOf(source, made, whole, hops - 1)) ??
      false
    );
  });
}

/** `const key = id.slice(0, 1)`, which has the part alone. */
function isCutAlone(source: SourceCode, made: Node): boolean {
  return wholeOf(source, made) !== undefined;
}
