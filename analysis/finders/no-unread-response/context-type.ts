/**
 * The type that a function has by where it stands, and its parameters with it: `const check: Check = (response) => …`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode } from '../../source/source-code.ts';
import { isFunction } from '../../syntax/nodes.ts';
import { ancestorsOf } from '../../syntax/traversal.ts';

/** @returns undefined if no type is written around it, or it is an argument of a call */
export function contextType(fn: FunctionNode): TSESTree.TypeNode | undefined {
  for (const ancestor of ancestorsOf(fn)) {
    if (isFunction(ancestor)) return undefined;
    switch (ancestor.type) {
      case AST_NODE_TYPES.CallExpression:
      case AST_NODE_TYPES.BlockStatement:
      case AST_NODE_TYPES.Program:
        return undefined;
      case AST_NODE_TYPES.TSAsExpression:
      case AST_NODE_TYPES.TSSatisfiesExpression:
      case AST_NODE_TYPES.TSTypeAssertion:
        return ancestor.typeAnnotation;
      case AST_NODE_TYPES.PropertyDefinition:
        return ancestor.typeAnnotation?.typeAnnotation;
      case AST_NODE_TYPES.VariableDeclarator:
        return ancestor.id.typeAnnotation?.typeAnnotation;
      default:
    }
  }
  return undefined;
}
