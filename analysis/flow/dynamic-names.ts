/**
 * Where the text around a name does not tell what it means: in a `with` statement, and where `eval` can read it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isSentToPage } from '../syntax/page-functions.ts';
import { ancestorsOf, contains, nodesOf } from '../syntax/traversal.ts';

/** Whether a name at a node may be a property of the object of a `with` statement. */
export function isInsideWith(node: Node): boolean {
  for (const ancestor of ancestorsOf(node))
    if (ancestor.type === AST_NODE_TYPES.WithStatement && contains(ancestor.body, node))
      return true;
  return false;
}

/** Why nothing is done where a `with` decides what names mean. */
export const IN_WITH =
  'it stands in a `with` statement, where any name may be a property of the object: move the code out of it';

/**
 * The first direct `eval` inside a node: it sees every name that is visible where it stands, in strict mode, too. One that is
 * handed to a page runs in another process.
 */
export function directEvalIn(source: SourceCode, node: Node): TSESTree.CallExpression | undefined {
  return nodesOf(source, AST_NODE_TYPES.CallExpression).find(
    (call) => isDirectEval(call) && contains(node, call) && !isSentToPage(source, call),
  );
}

/** `(0, eval)(text)` and `eval?.(text)` see globals alone. */
function isDirectEval({ callee, optional }: TSESTree.CallExpression): boolean {
  return !optional && callee.type === AST_NODE_TYPES.Identifier && callee.name === 'eval';
}

const readsByName = new WeakMap<Scope, boolean>();

/** Whether an `eval` in a scope, or in one inside it, may read what it declares. */
export function mayBeReadByName(scope: Scope): boolean {
  let reads = readsByName.get(scope);
  if (reads === undefined)
    readsByName.set(
      scope,
      (reads = scope.through.some(({ identifier }) => identifier.name === 'eval')),
    );
  return reads;
}
