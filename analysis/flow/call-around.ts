/**
 * The call that a node stands in, by its place there.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../source/source-code.ts';
import { isCall, withWrappers } from '../syntax/nodes.ts';
import type { Invocation } from './call-sites.ts';

/** The call that an expression is an argument of, or what it is called on. */
export function callTaking(node: Node): Node | undefined {
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
      return parent;
    case AST_NODE_TYPES.SpreadElement:
      return callTaking(parent);
    case AST_NODE_TYPES.TemplateLiteral:
      return parent.parent.type === AST_NODE_TYPES.TaggedTemplateExpression
        ? parent.parent
        : undefined;
    case AST_NODE_TYPES.MemberExpression:
      return parent.object === node ? callOf(parent) : undefined;
    default:
      return undefined;
  }
}

/** The call of a callee, through what changes its type or its spelling alone. */
export function callOf(callee: Node): Invocation | undefined {
  const outer = withWrappers(callee);
  const { parent } = outer;
  if (parent?.type === AST_NODE_TYPES.TaggedTemplateExpression && parent.tag === outer)
    return parent;
  return isCall(parent) && parent.callee === outer ? parent : undefined;
}
