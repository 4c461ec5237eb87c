/**
 * Whether those who import a file can have, by way of it, what that file imports from another.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../source/source-code.ts';
import type { WholeUse } from './whole-uses.ts';

/** `export * from`, `export { add } from`, `module.exports = require(…)`, `...require(…)` */
const EXPORTED_AGAIN =
  /\bexport\s+(?:type\s+)?(?:\*|\{[^}]*\})[^;'"`]*\bfrom\b|\bexports?\b[^;=]*=[^;=]*\brequire\s*\(|\.\.\.\s*require\s*\(/u;

/** Whether the text of a file gives on what it imports, whatever the file names of it. */
export function exportsAgain(text: string): boolean {
  return EXPORTED_AGAIN.test(text);
}

/**
 * Whether a file may give on what it names of another: a router that only calls functions of a module does not. Of what a
 * function of the module returns, only what plainly goes on is looked at: `foo(state.get(id))` has no module.
 * @param name an expression of the file that names a thing of the other
 * @param use what is done with it there
 */
export function mayGiveOn(name: Node, use: WholeUse): boolean {
  return (
    use !== 'asked' &&
    !(isResult(name) && name.parent !== undefined && !GIVES.has(name.parent.type))
  );
}

/** `require('./state')` is the module itself. */
function isResult(node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.CallExpression &&
    !(node.callee.type === AST_NODE_TYPES.Identifier && node.callee.name === 'require')
  );
}

/** What may give the result of a call to others. */
const GIVES: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ArrowFunctionExpression,
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.ExportDefaultDeclaration,
  AST_NODE_TYPES.MemberExpression,
  AST_NODE_TYPES.Property,
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.SpreadElement,
]);
