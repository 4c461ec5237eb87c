/**
 * Which calls give a collection to a function: of those of a helper that many use, they alone add to it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { GivingCalls } from '../lifetime/giving-calls.ts';
import type { Call, FunctionNode, Node } from '../source/source-code.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import type { Uses } from './uses.ts';

/** By the arguments, or by the defaults of the parameters that a call leaves out. */
export function givingBy({ isCollection }: Uses): GivingCalls['isGiving'] {
  const isGiven = (node: Node | null): boolean => node !== null && has(node, isCollection);
  return (call, fn) => call.arguments.some(isGiven) || isDefault(call, fn, isGiven);
}

/** `cache`, `{ cache, key }`, `[cache, key]`, `...[cache, key]` */
function has(wrapped: Node, isCollection: (node: Node) => boolean): boolean {
  const node = withoutWrappers(wrapped);
  if (isCollection(node)) return true;
  const isIn = (part: Node | null) => part !== null && has(part, isCollection);
  switch (node.type) {
    case AST_NODE_TYPES.ObjectExpression:
      return node.properties.some(isIn);
    case AST_NODE_TYPES.ArrayExpression:
      return node.elements.some(isIn);
    case AST_NODE_TYPES.Property:
      return isIn(node.value);
    case AST_NODE_TYPES.SpreadElement:
      return isIn(node.argument);
    case AST_NODE_TYPES.ConditionalExpression:
      return isIn(node.consequent) || isIn(node.alternate);
    case AST_NODE_TYPES.LogicalExpression:
      return isIn(node.left) || isIn(node.right);
    default:
      return false;
  }
}

/** `function put(key, map = cache)`, `function put({ key, map = cache })` */
function isDefault(
  call: Call,
  { params }: FunctionNode,
  isGiven: (node: Node | null) => boolean,
): boolean {
  return params.some((parameter, index) => {
    const given = call.arguments.slice(0, index + 1);
    const isSpread = given.some(({ type }) => type === AST_NODE_TYPES.SpreadElement);
    return !isSpread && isLeftOut(parameter, given[index], isGiven);
  });
}

/** Whether what is given leaves out what the default of a pattern, or of a part of it, is for. */
function isLeftOut(
  pattern: Node,
  given: Node | undefined,
  isGiven: (node: Node | null) => boolean,
): boolean {
  if (pattern.type === AST_NODE_TYPES.AssignmentPattern)
    return (!given && isGiven(pattern.right)) || isLeftOut(pattern.left, given, isGiven);
  if (pattern.type !== AST_NODE_TYPES.ObjectPattern) return false;
  const literal = given?.type === AST_NODE_TYPES.ObjectExpression ? given : undefined;
  if (given && !literal) return false;
  return pattern.properties.some((taken) => {
    if (taken.type !== AST_NODE_TYPES.Property) return false;
    const property = literal?.properties.find(
      (candidate) =>
        candidate.type === AST_NODE_TYPES.SpreadElement || isSameName(candidate, taken),
    );
    if (property?.type === AST_NODE_TYPES.SpreadElement) return false;
    return isLeftOut(taken.value, property?.value, isGiven);
  });
}

function isSameName({ key }: TSESTree.Property, { key: other }: TSESTree.Property): boolean {
  return (
    key.type === AST_NODE_TYPES.Identifier &&
    other.type === AST_NODE_TYPES.Identifier &&
    key.name === other.name
  );
}
