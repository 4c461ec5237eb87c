/**
 * Whether a written type allows a finite number of values only: no checker runs.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableNamed } from '../syntax/bindings.ts';
import { collectionType } from '../syntax/type-annotations.ts';

/** How many aliases one type may lead through. */
const MAX_STEPS = 10;

/** Whether a name is declared with a type of finitely many values: literals, an enum, `boolean`, keys of a constant. */
export function isFiniteType(source: SourceCode, declared: TSESTree.Identifier): boolean {
  // espree's identifiers have no annotation, Oxlint's have null.
  const annotation = declared.typeAnnotation;
  return Boolean(annotation) && isFinite(source, annotation!.typeAnnotation, 0);
}

/** The same of a type itself: of a Map's first argument, say. */
function isFinite(source: SourceCode, type: TSESTree.TypeNode, steps: number): boolean {
  if (steps > MAX_STEPS) return false;
  switch (type.type) {
    case AST_NODE_TYPES.TSLiteralType:
    case AST_NODE_TYPES.TSBooleanKeyword:
    case AST_NODE_TYPES.TSNullKeyword:
    case AST_NODE_TYPES.TSUndefinedKeyword:
      return true;
    case AST_NODE_TYPES.TSUnionType:
      return type.types.every((part) => isFinite(source, part, steps + 1));
    case AST_NODE_TYPES.TSTemplateLiteralType:
      return type.types.every((part) => isFinite(source, part, steps + 1));
    case AST_NODE_TYPES.TSTypeOperator:
      // `keyof typeof TABLE`, `keyof Options`
      return type.operator === 'keyof' && type.typeAnnotation !== undefined;
    case AST_NODE_TYPES.TSIndexedAccessType:
      // `(typeof NAMES)[number]`
      return type.objectType.type === AST_NODE_TYPES.TSTypeQuery;
    case AST_NODE_TYPES.TSTypeReference:
      return isFiniteReference(source, type, steps);
    default:
      return false;
  }
}

function isFiniteReference(
  source: SourceCode,
  { typeName, typeArguments }: TSESTree.TSTypeReference,
  steps: number,
): boolean {
  // `Enum.Member`
  if (typeName.type === AST_NODE_TYPES.TSQualifiedName)
    return definitionOf(source, typeName.left)?.type === AST_NODE_TYPES.TSEnumDeclaration;
  if (typeName.type !== AST_NODE_TYPES.Identifier) return false;
  if (
    /^(?:Exclude|Extract|NonNullable|Uppercase|Lowercase)$/u.test(typeName.name) &&
    typeArguments?.params[0]
  )
    return isFinite(source, typeArguments.params[0], steps + 1);
  const definition = definitionOf(source, typeName);
  if (definition?.type === AST_NODE_TYPES.TSEnumDeclaration) return true;
  return (
    definition?.type === AST_NODE_TYPES.TSTypeAliasDeclaration &&
    isFinite(source, definition.typeAnnotation, steps + 1)
  );
}

function definitionOf(source: SourceCode, name: Node): Node | undefined {
  return name.type === AST_NODE_TYPES.Identifier
    ? variableNamed(source, name.name, name)?.defs[0]?.node
    : undefined;
}

/**
 * Whether a collection's keys are of a finite type, by what stands where it is made or declared:
 * `new Map<Status, Job>()`, `jobs: Map<Status, Job>`, `Set<'a' | 'b'>`, `Record<Status, Job>`.
 */
export function isFiniteKeyType(source: SourceCode, node: Node): boolean {
  const type = collectionType(node)?.typeArguments?.params[0];
  return type !== undefined && isFinite(source, type, 0);
}
