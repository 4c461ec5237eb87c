/**
 * Whether an object literal may be given a property under the type that it is written with: one that its type does not
 * name is an error where the literal stands (TS2353).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableNamed } from '../syntax/bindings.ts';
import { isIdentifierNamed, literalString, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';

/** The types of axios and of Node that take the options of agents, and agents. */
const TAKES_ANY =
  /^(?:(?:Internal|Raw)?Axios(?:Request|Xhr)Config|(?:Create)?AxiosDefaults|(?:Http|Https)?AgentOptions)$/u;

/** How many aliases one type may lead through. */
const MAX_STEPS = 10;

/** The type that an object literal stands under and that does not allow all of some properties; undefined if none is seen. */
export function typeAgainst(
  source: SourceCode,
  literal: TSESTree.ObjectExpression,
  names: readonly string[],
): TSESTree.TypeNode | undefined {
  return writtenTypes(literal).find(
    (type) => !names.every((name) => allows(source, type, name, 0)),
  );
}

/** The types that are written for a literal where it stands. What is asserted by `as` may have more than its type. */
function writtenTypes(literal: Node): TSESTree.TypeNode[] {
  const types: TSESTree.TypeNode[] = [];
  let value = literal;
  while (value.parent && withoutWrappers(value.parent) !== value.parent) {
    value = value.parent;
    if (value.type === AST_NODE_TYPES.TSSatisfiesExpression) types.push(value.typeAnnotation);
    else if (
      (value.type === AST_NODE_TYPES.TSAsExpression && !isConst(value.typeAnnotation)) ||
      value.type === AST_NODE_TYPES.TSTypeAssertion
    )
      return types;
  }
  const { parent } = value;
  const annotated =
    parent?.type === AST_NODE_TYPES.VariableDeclarator
      ? parent.id
      : parent?.type === AST_NODE_TYPES.PropertyDefinition
        ? parent
        : undefined;
  // espree's nodes have no annotation.
  const annotation = annotated?.typeAnnotation?.typeAnnotation;
  return annotation ? [...types, annotation] : types;
}

/** `as const` */
function isConst(type: TSESTree.TypeNode): boolean {
  return type.type === AST_NODE_TYPES.TSTypeReference && isIdentifierNamed(type.typeName, 'const');
}

function allows(source: SourceCode, type: TSESTree.TypeNode, name: string, steps: number): boolean {
  if (steps > MAX_STEPS) return false;
  const isAllowed = (other: TSESTree.TypeNode) => allows(source, other, name, steps + 1);
  switch (type.type) {
    case AST_NODE_TYPES.TSAnyKeyword:
    case AST_NODE_TYPES.TSUnknownKeyword:
    case AST_NODE_TYPES.TSObjectKeyword:
      return true;
    // A property is known that one of the parts names.
    case AST_NODE_TYPES.TSUnionType:
    case AST_NODE_TYPES.TSIntersectionType:
      return type.types.some(isAllowed);
    case AST_NODE_TYPES.TSTypeLiteral:
      return type.members.length === 0 || isMember(source, type.members, name);
    case AST_NODE_TYPES.TSTypeReference:
      return isAllowedBy(source, type, name, steps);
    default:
      return false;
  }
}

function isAllowedBy(
  source: SourceCode,
  { typeName, typeArguments }: TSESTree.TSTypeReference,
  name: string,
  steps: number,
): boolean {
  const last = typeName.type === AST_NODE_TYPES.TSQualifiedName ? typeName.right : typeName;
  if (last.type !== AST_NODE_TYPES.Identifier) return false;
  const definition =
    typeName.type === AST_NODE_TYPES.Identifier
      ? variableNamed(source, last.name, last)?.defs[0]?.node
      : undefined;
  if (definition?.type === AST_NODE_TYPES.TSTypeAliasDeclaration)
    return allows(source, definition.typeAnnotation, name, steps + 1);
  if (definition?.type === AST_NODE_TYPES.TSInterfaceDeclaration)
    return isInInterface(source, definition, name);
  if (TAKES_ANY.test(last.name)) return true;
  const [first, second] = typeArguments?.params ?? [];
  if (definition || !first) return false;
  const isAllowed = () => allows(source, first, name, steps + 1);
  return UTILITY_TYPES.get(last.name)?.({ name, first, second, isAllowed }) ?? false;
}

function isInInterface(
  source: SourceCode,
  { body, extends: parents }: TSESTree.TSInterfaceDeclaration,
  name: string,
): boolean {
  return (
    isMember(source, body.body, name) ||
    parents.some(({ expression }) => TAKES_ANY.test(source.getText(expression).split('.').at(-1)!))
  );
}

/** `Omit<First, Second>`, of which it is asked whether it allows a property of the name. */
interface Utility {
  readonly name: string;
  readonly first: TSESTree.TypeNode;
  readonly second: TSESTree.TypeNode | undefined;
  /** Whether the first argument allows it. */
  readonly isAllowed: () => boolean;
}

const asItsArgument = ({ isAllowed }: Utility): boolean => isAllowed();

/** The generic types of TypeScript’s own library that say which properties an object may have. */
const UTILITY_TYPES: ReadonlyMap<string, (asked: Utility) => boolean> = new Map([
  ['Partial', asItsArgument],
  ['Required', asItsArgument],
  ['Readonly', asItsArgument],
  ['NonNullable', asItsArgument],
  [
    'Omit',
    ({ name, second, isAllowed }) =>
      second !== undefined && namesIn(second)?.includes(name) === false && isAllowed(),
  ],
  ['Pick', ({ name, second }) => second !== undefined && namesIn(second)?.includes(name) === true],
  [
    'Record',
    ({ first, second }) =>
      first.type === AST_NODE_TYPES.TSStringKeyword &&
      second !== undefined &&
      takesAnything(second),
  ],
]);

function isMember(
  source: SourceCode,
  members: readonly TSESTree.TypeElement[],
  name: string,
): boolean {
  return members.some((member) => {
    if (member.type === AST_NODE_TYPES.TSIndexSignature)
      return (
        member.typeAnnotation !== undefined && takesAnything(member.typeAnnotation.typeAnnotation)
      );
    return (
      member.type === AST_NODE_TYPES.TSPropertySignature &&
      propertyName(source, member as never) === name
    );
  });
}

function takesAnything({ type }: TSESTree.TypeNode): boolean {
  return (
    type === AST_NODE_TYPES.TSAnyKeyword ||
    type === AST_NODE_TYPES.TSUnknownKeyword ||
    type === AST_NODE_TYPES.TSObjectKeyword
  );
}

/** The names in `'a' | 'b'`; undefined if there are others. */
function namesIn(type: TSESTree.TypeNode): readonly string[] | undefined {
  const parts = type.type === AST_NODE_TYPES.TSUnionType ? type.types : [type];
  const names = parts.map((part) =>
    part.type === AST_NODE_TYPES.TSLiteralType ? literalString(part.literal) : undefined,
  );
  return names.includes(undefined) ? undefined : (names as string[]);
}
