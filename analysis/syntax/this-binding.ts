/**
 * Whose `this` a property is of.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ClassNode, Node, SourceCode } from '../source/source-code.ts';
import { isFunction } from './nodes.ts';
import { sameReference } from './references.ts';
import { ancestorsOf } from './traversal.ts';

export function isSameObject(
  source: SourceCode,
  a: TSESTree.MemberExpression,
  b: TSESTree.MemberExpression,
): boolean {
  if (
    a.object.type === AST_NODE_TYPES.ThisExpression &&
    b.object.type === AST_NODE_TYPES.ThisExpression
  ) {
    const [ofA, ofB] = [ownerOfThis(a), ownerOfThis(b)];
    return ofA?.node === ofB?.node && ofA?.isStatic === ofB?.isStatic;
  }
  return sameReference(source, a.object, b.object);
}

/** The class or object literal that `this` at a node belongs to; undefined in a plain function. */
export function ownerOfThis(
  node: Node,
): { node: ClassNode | TSESTree.ObjectExpression; isStatic: boolean } | undefined {
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    const isFunctionWithThis =
      isFunction(ancestor) && ancestor.type !== AST_NODE_TYPES.ArrowFunctionExpression;
    if (
      isFunctionWithThis &&
      ancestor.parent.type === AST_NODE_TYPES.Property &&
      ancestor.parent.parent.type === AST_NODE_TYPES.ObjectExpression
    ) {
      return { node: ancestor.parent.parent, isStatic: true };
    }
    if (isFunctionWithThis && ancestor.parent.type !== AST_NODE_TYPES.MethodDefinition)
      return undefined;
    if (ancestor.type === AST_NODE_TYPES.StaticBlock)
      return { node: ancestor.parent.parent, isStatic: true };
    if (
      (ancestor.type === AST_NODE_TYPES.MethodDefinition ||
        ancestor.type === AST_NODE_TYPES.PropertyDefinition) &&
      inner === ancestor.value
    ) {
      return { node: ancestor.parent.parent, isStatic: ancestor.static };
    }
    inner = ancestor;
  }
  return undefined;
}
