/**
 * The loops of the language, and what they run but once.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { LOOPS } from '../syntax/nodes.ts';
import { contains, someNode } from '../syntax/traversal.ts';

export type Loop =
  | TSESTree.ForStatement
  | TSESTree.ForOfStatement
  | TSESTree.ForInStatement
  | TSESTree.WhileStatement
  | TSESTree.DoWhileStatement;

export function isLoop(node: Node): node is Loop {
  return LOOPS.has(node.type);
}

/** What a loop does before its first round: `for (const x of await all())`, `for (let i = await first(); …)`. */
export function isRunOnce(loop: Node, node: Node): boolean {
  return (
    ('right' in loop && contains(loop.right, node)) ||
    (loop.type === AST_NODE_TYPES.ForStatement && loop.init !== null && contains(loop.init, node))
  );
}

/** `while (true)`, `for (;;)`; one that is left in the middle reads page by page, and comes to an end. */
export function isEndlessLoop(source: SourceCode, node: Node): boolean {
  const isWhile =
    node.type === AST_NODE_TYPES.WhileStatement || node.type === AST_NODE_TYPES.DoWhileStatement;
  const hasNoEnd = isWhile
    ? node.test.type === AST_NODE_TYPES.Literal && Boolean(node.test.value)
    : node.type === AST_NODE_TYPES.ForStatement && !node.test;
  return (
    hasNoEnd &&
    !someNode(
      source,
      node,
      ({ type }) =>
        type === AST_NODE_TYPES.BreakStatement || type === AST_NODE_TYPES.ReturnStatement,
    )
  );
}

/** Whether a declaration is of what a loop gives: `for (const x of xs)` */
export function isLoopVariable({ parent, init }: TSESTree.VariableDeclarator): boolean {
  const { type } = parent.parent;
  return (
    init === null &&
    (type === AST_NODE_TYPES.ForOfStatement || type === AST_NODE_TYPES.ForInStatement)
  );
}

/** What a loop gives a value to in each round. */
export function loopTarget({ left }: TSESTree.ForOfStatement | TSESTree.ForInStatement): Node {
  return left.type === AST_NODE_TYPES.VariableDeclaration ? left.declarations[0].id : left;
}
