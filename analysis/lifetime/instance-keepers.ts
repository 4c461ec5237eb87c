/**
 * Who keeps an instance of a class.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { ClassNode, SourceCode } from '../source/source-code.ts';
import { isClass } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ownerOfThis } from '../syntax/this-binding.ts';
import { isInstanceKept, isThis, thisBehind } from './long-lived-places.ts';

/** Who keeps what a `new` makes: the module, an instance of a class of this file, nobody beyond the call, or who is not seen. */
export function keeperOf(
  source: SourceCode,
  made: TSESTree.NewExpression,
): 'module' | 'nobody' | 'unknown' | ClassNode {
  if (isInstanceKept(source, made)) return 'module';
  const { parent } = made;
  if (parent.type === AST_NODE_TYPES.PropertyDefinition && parent.value === made)
    return parent.parent.parent;
  if (parent.type === AST_NODE_TYPES.AssignmentExpression && parent.right === made) {
    const owner =
      parent.left.type === AST_NODE_TYPES.MemberExpression && isThis(source, parent.left.object)
        ? ownerOfThis(thisBehind(source, parent.left.object))
        : undefined;
    return owner &&
      isClass(owner.node) &&
      propertyName(source, parent.left as TSESTree.MemberExpression) !== undefined
      ? owner.node
      : 'unknown';
  }
  const isLocal =
    parent.type === AST_NODE_TYPES.VariableDeclarator ||
    (parent.type === AST_NODE_TYPES.MemberExpression && parent.object === made);
  return isLocal ? 'nobody' : 'unknown';
}
