/**
 * How the arguments of a call stand beside each other, by their lines.
 */
import { isCall } from '../syntax/nodes.ts';
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../source/source-code.ts';
import type { Call } from './twin-calls.ts';

export function isOverLines({ loc }: Node): boolean {
  return loc.start.line < loc.end.line;
}

export function callOf(node: Node): Call | undefined {
  const { parent } = node;
  return parent && isCall(parent) && parent.arguments.some((argument) => argument === node)
    ? parent
    : undefined;
}

/** The other arguments of a call, if this one begins on the line of what stands before it. */
export function othersOnLine(call: Call, node: Node): readonly Node[] {
  return call.arguments.length > 1 && isOnLineOfCall(call, node)
    ? call.arguments.filter((argument) => argument !== node)
    : [];
}

/** Whether an argument is the last, and no object stands before it: it alone may then go over lines. */
export function isHuggedBy(call: Call, node: Node): boolean {
  const index = call.arguments.indexOf(node as TSESTree.Expression);
  return (
    index === call.arguments.length - 1 &&
    call.arguments[index - 1]!.type !== AST_NODE_TYPES.ObjectExpression
  );
}

/** Whether an argument begins where the argument before it ends, or its call's parenthesis stands. */
function isOnLineOfCall(call: Call, argument: Node): boolean {
  const index = call.arguments.indexOf(argument as TSESTree.Expression);
  const before = index > 0 ? call.arguments[index - 1]! : call.callee;
  return before.loc.end.line === argument.loc.start.line;
}
