/**
 * Whether a binding is read at once, whatever happens.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { declarationOf } from '../../responses/response-uses.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { BRANCHES, isFunction, LOOPS } from '../../syntax/nodes.ts';
import { ancestorsOf, contains, statementAfter, walk } from '../../syntax/traversal.ts';

/**
 * Whether the statement behind a binding reads it, whatever happens, before it does anything else: a pattern that throws
 * on nothing throws where the code threw.
 */
export function isReadAtOnce(source: SourceCode, use: Node, binding: Node): boolean {
  const declaration = declarationOf(binding);
  const next = declaration && statementAfter(declaration);
  if (!next || !contains(next, use) || !contains(declaration.declarations.at(-1)!, binding))
    return false;
  let inner = use;
  for (const ancestor of ancestorsOf(use)) {
    if (contains(ancestor, declaration)) break;
    if (mayPassBy(ancestor, inner)) return false;
    inner = ancestor;
  }
  return !doesSomethingBefore(source, next, use);
}

/** Whether control may go through a node without what is in it, or what that throws may be caught. */
function mayPassBy(outer: Node, inner: Node): boolean {
  if (outer.type === AST_NODE_TYPES.TryStatement) return true;
  const isTest =
    (outer.type === AST_NODE_TYPES.IfStatement ||
      outer.type === AST_NODE_TYPES.ConditionalExpression) &&
    outer.test === inner;
  const isLeft = outer.type === AST_NODE_TYPES.LogicalExpression && outer.left === inner;
  const isHead = outer.type === AST_NODE_TYPES.ForOfStatement && outer.right === inner;
  if (isTest || isLeft || isHead) return false;
  return isFunction(outer) || BRANCHES.has(outer.type) || LOOPS.has(outer.type);
}

/** What may run code of its own: calls, and what asks objects for strings, numbers or their next element. */
const DEEDS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.TaggedTemplateExpression,
  AST_NODE_TYPES.ImportExpression,
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.YieldExpression,
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.UpdateExpression,
  AST_NODE_TYPES.UnaryExpression,
  AST_NODE_TYPES.BinaryExpression,
  AST_NODE_TYPES.TemplateLiteral,
  AST_NODE_TYPES.SpreadElement,
  AST_NODE_TYPES.ClassExpression,
]);

function doesSomethingBefore(source: SourceCode, statement: Node, use: Node): boolean {
  let does = false;
  walk(source, statement, (node) => {
    const isBefore = node.range[1] <= use.range[0];
    // `${object} ${response.data}` makes a string of the object before it reads on.
    const isText =
      node.type === AST_NODE_TYPES.TemplateLiteral &&
      contains(node, use) &&
      !contains(node.expressions[0]!, use);
    const isRead = node.type === AST_NODE_TYPES.MemberExpression && !isCallee(node);
    does ||= isText || (isBefore && (isRead || DEEDS.has(node.type)));
    return !does && !(isBefore && isFunction(node));
  });
  return does;
}

/** `console.log` of `console.log(response.data)`: an access that has code of its own is seldom one to a method. */
function isCallee(access: Node): boolean {
  let callee = access;
  for (const around of ancestorsOf(access)) {
    if (around.type !== AST_NODE_TYPES.MemberExpression || around.object !== callee)
      return around.type === AST_NODE_TYPES.CallExpression && around.callee === callee;
    callee = around;
  }
  return false;
}
