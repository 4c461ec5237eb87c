/**
 * The collections of a file that live as long as its module: where each is declared, made and named.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import {
  isExportedClass,
  isExportedExpression,
  isExportedVariable,
  isExportsObject,
} from '../flow/exports.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';
import { oneLine } from '../syntax/text.ts';
import { contains, functionAround } from '../syntax/traversal.ts';
import type { CollectionKind } from './collection-queries.ts';
import { rootHolding, rootKey, type Root } from './collection-roots.ts';
import type { Owner } from './owners.ts';
import { makersOf } from './makers.ts';
import { mayGrow } from './possible-growth.ts';
import { namesOf } from './root-names.ts';

export interface Collection {
  readonly kind: CollectionKind;
  readonly root: Root;
  /** As the code names it: `index`, `Store.items`. */
  readonly name: string;
  /** The name where it is declared. */
  readonly declaration: Node;
  /** The `new Map()`, `[]`, … that make it: one, but for a collection that is replaced. */
  readonly makers: readonly Node[];
  /** Every expression that names it, the declaration apart. */
  readonly names: readonly Node[];
  /** Whether other files can use the collection itself. */
  readonly isExported: boolean;
  /** The function that makes it for its closures: what that adds itself is there before anybody can add more. */
  readonly madeIn?: FunctionNode;
}

/** Every collection of these kinds, in source order. */
export function collectionsOf(source: SourceCode, kinds: readonly CollectionKind[]): Collection[] {
  const byRoot = new Map<
    string,
    { root: Root; declaration: Node; makers: Node[]; kind: CollectionKind }
  >();
  for (const { node, kind } of makersOf(source, kinds)) {
    const held = rootHolding(source, node);
    if (!held) continue;
    const key = rootKey(held.root);
    const known = byRoot.get(key);
    if (known) known.makers.push(node);
    else byRoot.set(key, { ...held, makers: [node], kind });
  }
  return [...byRoot.values()]
    .filter(({ root, kind }) => kind === 'map' || kind === 'set' || mayGrow(source, root))
    .map((found) => describe(source, found))
    .toSorted((a, b) => a.declaration.range[0] - b.declaration.range[0]);
}

function describe(
  source: SourceCode,
  {
    root,
    declaration,
    makers,
    kind,
  }: { root: Root; declaration: Node; makers: Node[]; kind: CollectionKind },
): Collection {
  const isDeclared = (name: Node) => name !== declaration && !contains(declaration, name);
  const names = [...namesOf(source, root).filter(isDeclared), ...makers.flatMap(assignmentsOf)];
  const base = { kind, root, makers, declaration, names };
  if (root.kind === 'variable') {
    const isExported =
      isExportedVariable(source, root.variable) ||
      makers.some((maker) => isExportedExpression(source, maker));
    const madeIn = functionAround(declaration);
    return { ...base, name: root.variable.name, isExported, ...(madeIn ? { madeIn } : {}) };
  }
  if (root.kind === 'export')
    return {
      ...base,
      name: oneLine(source, declaration),
      isExported: true,
    };
  const { owner, name, isStatic } = root;
  if (!isClass(owner)) {
    const madeIn = isFunction(owner) ? undefined : functionAround(owner);
    return {
      ...base,
      ...(madeIn ? { madeIn } : {}),
      name: `${isFunction(owner) ? nameOfFunction(owner) : nameOfObject(source, owner)}${name}`,
      isExported: !isFunction(owner) && isExportedExpression(source, owner),
    };
  }
  const isHidden = name.startsWith('#') || isInternal(owner, name);
  return {
    ...base,
    name: `${owner.id ? `${owner.id.name}.` : ''}${name}`,
    // By convention a field of an instance is its own business; TypeScript says so, JavaScript trusts.
    isExported: isStatic && !isHidden && isExportedClass(source, owner) && !name.startsWith('_'),
  };
}

/** `const index = (this.index = {})`: the assignment stands for the collection, too. */
function assignmentsOf(maker: Node): Node[] {
  const found: Node[] = [];
  for (
    let value = maker;
    value.parent?.type === AST_NODE_TYPES.AssignmentExpression;
    value = value.parent
  )
    if (
      value.parent.right === value &&
      value.parent.parent.type !== AST_NODE_TYPES.ExpressionStatement
    )
      found.push(value.parent);
  return found;
}

function nameOfFunction({ id, parent }: FunctionNode): string {
  if (id) return `${id.name}.`;
  return parent.type === AST_NODE_TYPES.VariableDeclarator &&
    parent.id.type === AST_NODE_TYPES.Identifier
    ? `${parent.id.name}.`
    : '';
}

function nameOfObject(source: SourceCode, { parent }: TSESTree.ObjectExpression): string {
  switch (parent.type) {
    case AST_NODE_TYPES.VariableDeclarator:
      return parent.id.type === AST_NODE_TYPES.Identifier ? `${parent.id.name}.` : '';
    case AST_NODE_TYPES.AssignmentExpression:
      return isExportsObject(source, parent.left) ? '' : `${oneLine(source, parent.left)}.`;
    case AST_NODE_TYPES.PropertyDefinition:
      return `${oneLine(source, parent.key)}.`;
    default:
      return '';
  }
}

/** Whether a field is of its class, or of those that extend it. */
function isInternal(owner: Owner, name: string): boolean {
  return isPrivate(owner, name) || declares(owner, name, 'protected');
}

/** Whether TypeScript lets nobody outside of a class name a field of it. */
export function isPrivate(owner: Owner, name: string): boolean {
  return declares(owner, name, 'private');
}

function declares(owner: Owner, name: string, accessibility: TSESTree.Accessibility): boolean {
  return (
    isClass(owner) &&
    owner.body.body.some(
      (member) =>
        member.type === AST_NODE_TYPES.PropertyDefinition &&
        member.accessibility === accessibility &&
        member.key.type === AST_NODE_TYPES.Identifier &&
        member.key.name === name,
    )
  );
}
