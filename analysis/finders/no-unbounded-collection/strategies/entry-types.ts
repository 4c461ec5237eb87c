/**
 * Whether the loop of a sweep, which asks each entry for its time, fits the types that are written for the entries.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { nullability } from '../../../flow/nullability.ts';
import { isTypeScript } from '../../../modules/source-files.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { isIdentifierNamed } from '../../../syntax/nodes.ts';
import { oneLine } from '../../../syntax/text.ts';
import { nodesOf } from '../../../syntax/traversal.ts';
import { writtenType } from '../../../syntax/type-annotations.ts';
import { ENTRY, type ExpiryTest } from './expiry-tests.ts';
import type { Subject } from './strategy.ts';
import { reasonInTypeComment } from './type-refusals.ts';

/** How many aliases one type may lead through. */
const MAX_ALIASES = 5;

/** Why an entry may be something that has no time, by its type. */
export function reasonInEntryType(
  { source, project, collection: { makers, declaration } }: Subject,
  { text, comparisons }: Pick<ExpiryTest, 'text' | 'comparisons'>,
): string | undefined {
  if (!isTypeScript(project.file)) return reasonInTypeComment(source, project, declaration);
  for (const node of [...makers, declaration]) {
    const written =
      node.type === AST_NODE_TYPES.NewExpression ? node.typeArguments?.params[1] : undefined;
    const whole = writtenType(node);
    const type = written ?? (whole && entryTypeOf(source, whole));
    if (!type) continue;
    const isNothing =
      nullability(source, type, (module, name) => project.typeElsewhere(module, name)) === 'maybe';
    if (
      isNothing ||
      hasManyForms(source, type) ||
      !fieldsIn(text).every((field) => isTime(source, type, field)) ||
      (comparisons.size === 0 && !isOfNumbers(source, type, fieldsIn(text)))
    )
      return `the type of its entries (\`${oneLine(source, type)}\`) takes in more than what has a time, and a sweep of them would not compile`;
  }
  return undefined;
}

/** Whether the times of entries are numbers: a test that the program does not have calculates with them. */
function isOfNumbers(
  source: SourceCode,
  type: TSESTree.TypeNode,
  fields: readonly string[],
): boolean {
  const isDate = (node: Node) =>
    node.type === AST_NODE_TYPES.TSTypeReference && isIdentifierNamed(node.typeName, 'Date');
  if (fields.length === 0) return !isDate(type);
  return !membersOf(source, type).some(
    (member) =>
      member.type === AST_NODE_TYPES.TSPropertySignature &&
      fields.some((field) => isIdentifierNamed(member.key, field)) &&
      member.typeAnnotation !== undefined &&
      isDate(member.typeAnnotation.typeAnnotation),
  );
}

/** `Hit` of `Map<string, Hit>`, of `Record<string, Hit>` and of `{ [id: string]: Hit }` */
function entryTypeOf(
  source: SourceCode,
  type: TSESTree.TypeNode,
  aliases = MAX_ALIASES,
): TSESTree.TypeNode | undefined {
  if (type.type === AST_NODE_TYPES.TSTypeLiteral) return indexed(type.members);
  if (type.type !== AST_NODE_TYPES.TSTypeReference) return undefined;
  const alias = aliases > 0 ? declaredType(source, type) : undefined;
  if (alias?.type === AST_NODE_TYPES.TSInterfaceDeclaration) return indexed(alias.body.body);
  if (alias) return entryTypeOf(source, alias.typeAnnotation, aliases - 1);
  return type.typeArguments?.params[1];
}

function indexed(members: readonly TSESTree.TypeElement[]): TSESTree.TypeNode | undefined {
  return members.find((member) => member.type === AST_NODE_TYPES.TSIndexSignature)?.typeAnnotation
    ?.typeAnnotation;
}

/** The fields of an entry that a test asks. */
export function fieldsIn(test: string): string[] {
  return test
    .split(ENTRY)
    .slice(1)
    .flatMap((rest) => /^\??\.(?<field>[\w$]+)/u.exec(rest)?.groups?.['field'] ?? []);
}

/** Whether a type shows a field that is a number or a date in every entry. */
function isTime(source: SourceCode, type: TSESTree.TypeNode, field: string): boolean {
  if (isAny(source, type)) return true;
  return membersOf(source, type).some(
    (member) =>
      member.type === AST_NODE_TYPES.TSPropertySignature &&
      !member.optional &&
      isIdentifierNamed(member.key, field) &&
      isNumberOrDate(member.typeAnnotation?.typeAnnotation),
  );
}

function isAny(source: SourceCode, type: TSESTree.TypeNode): boolean {
  return resolved(source, type).type === AST_NODE_TYPES.TSAnyKeyword;
}

function membersOf(source: SourceCode, type: TSESTree.TypeNode): readonly TSESTree.TypeElement[] {
  const shown = resolved(source, type);
  if (shown.type === AST_NODE_TYPES.TSInterfaceDeclaration) return shown.body.body;
  return shown.type === AST_NODE_TYPES.TSTypeLiteral ? shown.members : [];
}

/** What a type is, behind its aliases. */
function resolved(
  source: SourceCode,
  type: TSESTree.TypeNode,
  aliases = MAX_ALIASES,
): TSESTree.TypeNode | TSESTree.TSInterfaceDeclaration {
  const alias =
    type.type === AST_NODE_TYPES.TSTypeReference && aliases > 0
      ? declaredType(source, type)
      : undefined;
  if (alias?.type === AST_NODE_TYPES.TSTypeAliasDeclaration)
    return resolved(source, alias.typeAnnotation, aliases - 1);
  return alias ?? type;
}

function isNumberOrDate(type: TSESTree.TypeNode | undefined): boolean {
  return (
    type?.type === AST_NODE_TYPES.TSNumberKeyword ||
    (type?.type === AST_NODE_TYPES.TSTypeReference && isIdentifierNamed(type.typeName, 'Date'))
  );
}

/** A union, whose members need not have the same fields, or a type without fields. */
function hasManyForms(source: SourceCode, type: TSESTree.TypeNode, aliases = MAX_ALIASES): boolean {
  if (type.type === AST_NODE_TYPES.TSTypeReference) {
    const alias = aliases > 0 ? declaredType(source, type) : undefined;
    return (
      alias?.type === AST_NODE_TYPES.TSTypeAliasDeclaration &&
      hasManyForms(source, alias.typeAnnotation, aliases - 1)
    );
  }
  return type.type === AST_NODE_TYPES.TSUnionType || type.type === AST_NODE_TYPES.TSObjectKeyword;
}

/** What a name of a type is declared as in this file. */
function declaredType(
  source: SourceCode,
  { typeName }: TSESTree.TSTypeReference,
): TSESTree.TSTypeAliasDeclaration | TSESTree.TSInterfaceDeclaration | undefined {
  return [
    ...nodesOf(source, AST_NODE_TYPES.TSTypeAliasDeclaration),
    ...nodesOf(source, AST_NODE_TYPES.TSInterfaceDeclaration),
  ].find(({ id }) => isIdentifierNamed(typeName, id.name));
}
