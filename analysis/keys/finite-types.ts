/**
 * Whether a written type allows a finite number of values only: no checker runs.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Content, Path } from '../flow/contents.ts';
import { thisHub } from '../flow/this-flow.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableNamed } from '../syntax/bindings.ts';
import { propertyName } from '../syntax/references.ts';
import { collectionType } from '../syntax/type-annotations.ts';

/** How many aliases one type may lead through. */
const MAX_STEPS = 10;

/**
 * Whether a name or a pattern is declared with a type of finitely many values: literals, an enum, `boolean`, keys of a
 * constant; or with one that has such a type at a path.
 */
export function isFiniteType(source: SourceCode, declared: Node, path: Path = []): boolean {
  // espree's identifiers have no annotation, Oxlint's have null.
  return isFiniteAnnotation(
    source,
    (declared as { typeAnnotation?: Annotation }).typeAnnotation,
    path,
  );
}

/** The same of what a function returns. */
export function isFiniteReturnType(source: SourceCode, fn: FunctionNode, path: Path): boolean {
  return isFiniteAnnotation(source, fn.returnType, path);
}

/** The same of a field that its class declares: `this.mode`. */
export function isFiniteFieldType(
  source: SourceCode,
  access: TSESTree.MemberExpression,
  path: Path,
): boolean {
  const name = propertyName(source, access);
  const hub = name === undefined ? undefined : thisHub(access.object);
  if (hub?.type !== AST_NODE_TYPES.ClassBody) return false;
  return hub.body.some(
    (member) =>
      member.type === AST_NODE_TYPES.PropertyDefinition &&
      propertyName(source, member) === name &&
      isFiniteAnnotation(source, member.typeAnnotation, path),
  );
}

type Annotation = TSESTree.TSTypeAnnotation | null | undefined;

function isFiniteAnnotation(source: SourceCode, annotation: Annotation, path: Path): boolean {
  const type = annotation ? typeAt(source, annotation.typeAnnotation, path) : undefined;
  return type !== undefined && isFinite(source, type, 0);
}

/** What a type has at a path, as far as the file writes it out. */
function typeAt(
  source: SourceCode,
  type: TSESTree.TypeNode,
  path: Path,
): TSESTree.TypeNode | undefined {
  let reached = type;
  for (const content of path) {
    const part = partOf(source, reached, content);
    if (!part) return undefined;
    reached = part;
  }
  return reached;
}

function partOf(
  source: SourceCode,
  type: TSESTree.TypeNode,
  content: Content,
): TSESTree.TypeNode | undefined {
  if (type.type === AST_NODE_TYPES.TSArrayType)
    return content.startsWith('[') ? type.elementType : undefined;
  if (
    type.type === AST_NODE_TYPES.TSTypeReference &&
    type.typeName.type === AST_NODE_TYPES.Identifier
  ) {
    const [argument] = type.typeArguments?.params ?? [];
    const { name } = type.typeName;
    if (
      argument &&
      (content === 'promise' ? name === 'Promise' : /^(?:Readonly)?(?:Array|Set)$/u.test(name))
    )
      return content === 'promise' || content.startsWith('[') ? argument : undefined;
    const definition = definitionOf(source, type.typeName);
    if (definition?.type === AST_NODE_TYPES.TSInterfaceDeclaration)
      return memberOf(source, definition.body.body, content);
    return definition?.type === AST_NODE_TYPES.TSTypeAliasDeclaration &&
      definition.typeAnnotation.type === AST_NODE_TYPES.TSTypeLiteral
      ? memberOf(source, definition.typeAnnotation.members, content)
      : undefined;
  }
  return type.type === AST_NODE_TYPES.TSTypeLiteral
    ? memberOf(source, type.members, content)
    : undefined;
}

function memberOf(
  source: SourceCode,
  members: readonly TSESTree.TypeElement[],
  content: Content,
): TSESTree.TypeNode | undefined {
  for (const member of members)
    if (
      member.type === AST_NODE_TYPES.TSPropertySignature &&
      !member.computed &&
      content === `.${source.getText(member.key)}`
    )
      return member.typeAnnotation?.typeAnnotation;
  return undefined;
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
