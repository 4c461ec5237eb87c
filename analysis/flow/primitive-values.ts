/**
 * Expressions whose value is a number, a text or the like, which nobody can change.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { givesPrimitive } from '../vocabulary/runtime-functions.ts';

/** What the asker knows of expressions whose value their code does not show. */
export interface KnownValues {
  /** Whether a name stands for a primitive value; `of` asks the same of what the name is given. */
  readonly ofName: (name: TSESTree.Identifier, of: (value: Node) => boolean) => boolean;
  readonly ofMember?: (member: TSESTree.MemberExpression) => boolean;
  /** Whether a call of a method gives a primitive value. */
  readonly ofMethod?: (callee: TSESTree.MemberExpression) => boolean;
  /** Whether an expression gives what is known to be a primitive value if the rest is. */
  readonly isOld?: (expression: Node) => boolean;
}

/** Whether an expression gives a primitive value, whatever its parts are. */
export function isPrimitiveValue(
  source: SourceCode,
  value: Node,
  known: KnownValues,
  depth: number,
): boolean {
  if (depth === 0) return false;
  const of = (inner: Node) => isPrimitiveValue(source, inner, known, depth - 1);
  const node = withoutWrappers(value);
  switch (node.type) {
    case AST_NODE_TYPES.Literal:
      return !('regex' in node);
    case AST_NODE_TYPES.TemplateLiteral:
    case AST_NODE_TYPES.BinaryExpression:
    case AST_NODE_TYPES.UnaryExpression:
    case AST_NODE_TYPES.UpdateExpression:
      return true;
    case AST_NODE_TYPES.ConditionalExpression:
      return of(node.consequent) && of(node.alternate);
    case AST_NODE_TYPES.LogicalExpression:
      return (known.isOld?.(node.left) === true || of(node.left)) && of(node.right);
    case AST_NODE_TYPES.CallExpression:
      return isPrimitiveCall(source, node, known);
    case AST_NODE_TYPES.MemberExpression:
      return known.ofMember?.(node) === true;
    case AST_NODE_TYPES.Identifier:
      return known.ofName(node, of);
    default:
      return false;
  }
}

function isPrimitiveCall(
  source: SourceCode,
  call: TSESTree.CallExpression,
  known: KnownValues,
): boolean {
  const callee = withoutWrappers(call.callee);
  if (callee.type === AST_NODE_TYPES.MemberExpression) return known.ofMethod?.(callee) === true;
  return (
    callee.type === AST_NODE_TYPES.Identifier &&
    givesPrimitive(callee.name) &&
    isGlobal(source, callee, callee.name)
  );
}
