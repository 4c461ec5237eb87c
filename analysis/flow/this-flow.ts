/**
 * What `this` stands for: one node for all instances of a class, for an object literal, or for what a function is called on.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';
import { ownerOfThis } from '../syntax/this-binding.ts';
import { ancestorsOf, nodesOf } from '../syntax/traversal.ts';

/**
 * The node that stands for `this` at a node: the body of a class for its instances, the class itself where it is static, an
 * object literal, the body of a plain function for what that is called on or makes.
 */
export function thisHub(node: Node): Node | undefined {
  const owner = ownerOfThis(node);
  if (!owner) return plainFunctionAround(node)?.body;
  return isClass(owner.node) && !owner.isStatic ? owner.node.body : owner.node;
}

function plainFunctionAround(node: Node): FunctionNode | undefined {
  for (const ancestor of ancestorsOf(node))
    if (isFunction(ancestor) && ancestor.type !== AST_NODE_TYPES.ArrowFunctionExpression)
      return ancestor;
  return undefined;
}

/** The node that stands for `this` in a function of its own; undefined for an arrow function. */
export function thisHubOf(fn: FunctionNode): Node | undefined {
  if (fn.type === AST_NODE_TYPES.ArrowFunctionExpression) return undefined;
  return thisHub(fn.body);
}

const known = new WeakMap<SourceCode, Map<Node, Node[]>>();

/** Every `this`, and every `super` of an access, that a node stands for. */
export function usesOfThis(source: SourceCode, hub: Node): readonly Node[] {
  return usesByHub(source).get(hub) ?? [];
}

/** Whether a file reads the `this` of a function that is neither a method nor an arrow function. */
export function hasThisOfCalls(source: SourceCode): boolean {
  return [...usesByHub(source).keys()].some(({ type }) => type === AST_NODE_TYPES.BlockStatement);
}

function usesByHub(source: SourceCode): ReadonlyMap<Node, readonly Node[]> {
  let uses = known.get(source);
  if (!uses) {
    uses = new Map<Node, Node[]>();
    for (const type of [AST_NODE_TYPES.ThisExpression, AST_NODE_TYPES.Super] as const) {
      for (const node of nodesOf(source, type)) {
        const owner = thisHub(node);
        const bucket = owner && uses.get(owner);
        if (bucket) bucket.push(node);
        else if (owner) uses.set(owner, [node]);
      }
    }
    known.set(source, uses);
  }
  return uses;
}
