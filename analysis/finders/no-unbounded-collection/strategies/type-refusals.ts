/**
 * Why a Map or a Set is not made an `LRUCache` by the types that are written for it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Collection } from '../../../collections/collections.ts';
import { checkedAs, typeInComment } from '../../../edits/checked-types.ts';
import { nullability, type Nullability } from '../../../flow/nullability.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { isGlobal } from '../../../syntax/bindings.ts';
import { isIdentifierNamed } from '../../../syntax/nodes.ts';
import { oneLine } from '../../../syntax/text.ts';
import { ancestorsOf, nodesOf } from '../../../syntax/traversal.ts';
import { collectionType } from '../../../syntax/type-annotations.ts';
import type { ProjectFacts } from '../../project-queries.ts';
import { LRU_CLASS } from './lru-package.ts';

export function reasonInType(
  source: SourceCode,
  project: ProjectFacts,
  { kind, makers, declaration }: Collection,
): string | undefined {
  const written = [...makers, declaration].map(collectionType);
  return (
    reasonInArguments(source, project, written, kind === 'map' ? 'Map' : 'Set') ??
    reasonInField(declaration) ??
    reasonInDeclaration(source, declaration) ??
    (checkedAs(source, project) === 'checked'
      ? `TypeScript checks this file, and would not know what \`${LRU_CLASS}\` has in it`
      : undefined)
  );
}

/** @param written the types that are written where it is made and declared */
function reasonInArguments(
  source: SourceCode,
  project: ProjectFacts,
  written: readonly ReturnType<typeof collectionType>[],
  name: 'Map' | 'Set',
): string | undefined {
  for (const type of written) {
    if (type?.type === AST_NODE_TYPES.TSTypeReference && !isIdentifierNamed(type.typeName, name))
      return `it is declared with a type of another name (\`${source.getText(type.typeName)}\`)`;
    for (const argument of type?.typeArguments?.params ?? []) {
      const held = holdsNothing(source, project, argument);
      if (held === 'maybe')
        return `its type lets it hold nothing (\`${oneLine(source, argument)}\`), which \`${LRU_CLASS}\` does not store`;
      if (held === 'unknown')
        return `cannot tell whether its type lets it hold nothing (\`${oneLine(source, argument)}\`), which \`${LRU_CLASS}\` does not store`;
    }
  }
  return undefined;
}

/** Why what a class of its own makes is not exchanged. */
export function reasonInClass(
  source: SourceCode,
  { callee }: TSESTree.NewExpression,
): string | undefined {
  return isGlobal(source, callee, 'Map') || isGlobal(source, callee, 'Set')
    ? undefined
    : `its class may have methods of its own (\`${source.getText(callee)}\`)`;
}

export function reasonInField(declaration: Node): string | undefined {
  const field = [declaration, declaration.parent].find(
    (node) => node?.type === AST_NODE_TYPES.PropertyDefinition,
  );
  return field?.type === AST_NODE_TYPES.PropertyDefinition && mayBeTypedByAnother(field)
    ? 'it is a field that a class or an interface may declare as well, with the type that it has now'
    : undefined;
}

export function reasonInDeclaration(source: SourceCode, declaration: Node): string | undefined {
  const query = nodesOf(source, AST_NODE_TYPES.TSTypeQuery).find(({ exprName }) =>
    namesIt(exprName, declaration),
  );
  if (query)
    return `line ${query.loc.start.line} makes a type of it (\`${source.getText(query)}\`), which others may have`;
  if (
    declaration.parent?.type === AST_NODE_TYPES.Property &&
    isTypedObject(declaration.parent.parent)
  )
    return 'it is a property of an object that is declared with a type';
  const annotated =
    (declaration as { typeAnnotation?: Node }).typeAnnotation ??
    (declaration.parent as { typeAnnotation?: Node } | undefined)?.typeAnnotation;
  return annotated && !collectionType(declaration)
    ? `it is declared with a type of another form`
    : undefined;
}

/** Why a type that stands in a comment stands against a change: TypeScript checks the file by it. */
export function reasonInTypeComment(
  source: SourceCode,
  project: ProjectFacts,
  declaration: Node,
): string | undefined {
  const comment =
    checkedAs(source, project) === 'checked' ? typeInComment(source, declaration) : undefined;
  return (
    comment &&
    `TypeScript checks this file, and line ${comment.loc.start.line} gives it a type in a comment`
  );
}

/** `const state: State = { seen: new Map() }` */
function isTypedObject({ parent }: Node): boolean {
  if (parent?.type === AST_NODE_TYPES.VariableDeclarator) return Boolean(parent.id.typeAnnotation);
  return (
    parent?.type === AST_NODE_TYPES.TSSatisfiesExpression ||
    parent?.type === AST_NODE_TYPES.TSAsExpression
  );
}

/** `class Store extends Base implements Cached { cache: Map<…> = … }`; what is private is the class's own. */
function mayBeTypedByAnother({
  accessibility,
  key,
  parent: { parent: owner },
}: TSESTree.PropertyDefinition): boolean {
  if (accessibility === 'private' || key.type === AST_NODE_TYPES.PrivateIdentifier) return false;
  // espree's classes have no interfaces, and its fields no types.
  const interfaces = (owner.implements as readonly Node[] | undefined) ?? [];
  return interfaces.length > 0 || (owner.superClass !== null && accessibility !== undefined);
}

/** `typeof cache`, `typeof state` of `state.cache` */
function namesIt(name: Node, declaration: Node): boolean {
  const root = name.type === AST_NODE_TYPES.TSQualifiedName ? name.left : name;
  const declarator = [declaration, ...ancestorsOf(declaration)].find(
    ({ type }) => type === AST_NODE_TYPES.VariableDeclarator,
  );
  return (
    declarator?.type === AST_NODE_TYPES.VariableDeclarator &&
    declarator.id.type === AST_NODE_TYPES.Identifier &&
    isIdentifierNamed(root, declarator.id.name)
  );
}

/** By the file and those beside it; where they do not tell, by a type checker. */
function holdsNothing(
  source: SourceCode,
  project: ProjectFacts,
  type: TSESTree.TypeNode,
): Nullability {
  const found = nullability(source, type, (module, name) => project.typeElsewhere(module, name));
  if (found !== 'unknown') return found;
  const isNullable = project.isNullable(source, type);
  return isNullable === undefined ? found : isNullable ? 'maybe' : 'never';
}
