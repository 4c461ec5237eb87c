/**
 * The type that is written for a collection.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../source/source-code.ts';

/** The type that a maker or a declaration of a collection is written with, if it is written. */
export function collectionType(
  node: Node,
): TSESTree.NewExpression | TSESTree.TSTypeReference | undefined {
  if (node.type === AST_NODE_TYPES.NewExpression) return node;
  const annotation = writtenType(node);
  return annotation?.type === AST_NODE_TYPES.TSTypeReference ? annotation : undefined;
}

/** The type that a name or a field is declared with, if it is written. */
export function writtenType(node: Node): TSESTree.TypeNode | undefined {
  const { parent } = node;
  const annotated = parent?.type === AST_NODE_TYPES.PropertyDefinition ? parent : node;
  return (annotated as { typeAnnotation?: TSESTree.TSTypeAnnotation }).typeAnnotation
    ?.typeAnnotation;
}
