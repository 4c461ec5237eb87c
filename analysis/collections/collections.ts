/**
 * The collections of a file that live as long as its module: where each is declared, made and named.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import {
  exportAccesses,
  isExportedClass,
  isExportedExpression,
  isExportedVariable,
  isExportsObject,
} from '../flow/exports.ts';
import { valuesOf } from '../flow/values.ts';
import { isSingleton } from '../lifetime/long-lived-places.ts';
import type { ClassNode, Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { isGlobal, isModuleLevel, variableOf, type Variable } from '../syntax/bindings.ts';
import { isClass, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { oneLine } from '../syntax/text.ts';
import { ownerOfThis } from '../syntax/this-binding.ts';
import { isAtModuleLevel, nodesOf } from '../syntax/traversal.ts';
import type { CollectionKind } from './collection-queries.ts';

type Owner = ClassNode | TSESTree.ObjectExpression;

export type Root =
  | { readonly kind: 'variable'; readonly variable: Variable }
  /** `exports.items`, which has no other name. */
  | {
      readonly kind: 'export';
      readonly name: string;
      readonly accesses: readonly TSESTree.MemberExpression[];
    }
  | {
      readonly kind: 'field';
      readonly owner: Owner;
      readonly name: string;
      readonly isStatic: boolean;
    };

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
  /** False for a field of a class of which this file makes no instance: how long that lives, others know. */
  readonly isLasting: boolean;
  /** Whether this file shows that it does not last: a field of a class that only this file uses, per call. */
  readonly isShortLived: boolean;
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
  const base = { kind, root, makers, declaration, names: namesOf(source, root).filter(isDeclared) };
  if (root.kind === 'variable') {
    const isExported =
      isExportedVariable(source, root.variable) ||
      makers.some((maker) => isExportedExpression(source, maker));
    return { ...base, name: root.variable.name, isExported, isLasting: true, isShortLived: false };
  }
  if (root.kind === 'export')
    return {
      ...base,
      name: oneLine(source, declaration),
      isExported: true,
      isLasting: true,
      isShortLived: false,
    };
  const { owner, name, isStatic } = root;
  const isHidden = name.startsWith('#') || isInternal(owner, name);
  if (!isClass(owner))
    return {
      ...base,
      name: `${nameOfObject(owner)}${name}`,
      isExported: isExportedExpression(source, owner),
      isLasting: true,
      isShortLived: false,
    };
  return {
    ...base,
    name: `${owner.id ? `${owner.id.name}.` : ''}${name}`,
    // By convention a field of an instance is its own business; TypeScript says so, JavaScript trusts.
    isExported: isStatic && !isHidden && isExportedClass(source, owner) && !name.startsWith('_'),
    isLasting: isStatic || isSingleton(source, owner),
    isShortLived:
      !isStatic &&
      !isSingleton(source, owner) &&
      !(isExportedClass(source, owner) && !isMadeHere(source, owner)),
  };
}

function isMadeHere(source: SourceCode, owner: ClassNode): boolean {
  return nodesOf(source, AST_NODE_TYPES.NewExpression).some(({ callee }) =>
    valuesOf(source, callee).some((value) => value.kind === 'node' && value.node === owner),
  );
}

function contains(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

function nameOfObject(owner: TSESTree.ObjectExpression): string {
  const { parent } = owner;
  return parent.type === AST_NODE_TYPES.VariableDeclarator &&
    parent.id.type === AST_NODE_TYPES.Identifier
    ? `${parent.id.name}.`
    : '';
}

/** Whether a field is of its class, or of those that extend it. */
function isInternal(owner: ClassNode | TSESTree.ObjectExpression, name: string): boolean {
  return isPrivate(owner, name) || declares(owner, name, 'protected');
}

/** Whether TypeScript lets nobody outside of a class name a field of it. */
export function isPrivate(owner: ClassNode | TSESTree.ObjectExpression, name: string): boolean {
  return declares(owner, name, 'private');
}

function declares(
  owner: ClassNode | TSESTree.ObjectExpression,
  name: string,
  accessibility: TSESTree.Accessibility,
): boolean {
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

function rootKey(root: Root): string {
  if (root.kind === 'field')
    return `field:${root.owner.range.join(':')}:${root.name}:${root.isStatic}`;
  if (root.kind === 'export') return `export:${root.name}`;
  return `variable:${root.variable.name}:${root.variable.scope.block.range.join(':')}`;
}

function makersOf(
  source: SourceCode,
  kinds: readonly CollectionKind[],
): { node: Node; kind: CollectionKind }[] {
  const found: { node: Node; kind: CollectionKind }[] = [];
  for (const node of nodesOf(source, AST_NODE_TYPES.NewExpression)) {
    for (const [name, kind] of [
      ['Map', 'map'],
      ['Set', 'set'],
    ] as const) {
      if (kinds.includes(kind) && isGlobal(source, node.callee, name)) found.push({ node, kind });
    }
  }
  if (kinds.includes('array'))
    found.push(
      ...nodesOf(source, AST_NODE_TYPES.ArrayExpression).map((node) => ({
        node,
        kind: 'array' as const,
      })),
    );
  if (kinds.includes('object')) {
    found.push(
      ...nodesOf(source, AST_NODE_TYPES.ObjectExpression).map((node) => ({
        node,
        kind: 'object' as const,
      })),
    );
    // `Object.create(null)`
    const made = nodesOf(source, AST_NODE_TYPES.CallExpression).filter(
      ({ callee }) =>
        callee.type === AST_NODE_TYPES.MemberExpression &&
        isGlobal(source, callee.object, 'Object') &&
        propertyName(source, callee) === 'create',
    );
    found.push(...made.map((node) => ({ node, kind: 'object' as const })));
  }
  return found;
}

/** The long-lived name that a new collection is given. */
function rootHolding(
  source: SourceCode,
  made: Node,
): { root: Root; declaration: Node } | undefined {
  let value = made;
  // `cache ?? new Map()`, `new Map() as Cache`
  while (
    value.parent &&
    (withoutWrappers(value.parent) !== value.parent ||
      value.parent.type === AST_NODE_TYPES.LogicalExpression)
  )
    value = value.parent;
  const { parent } = value;
  switch (parent?.type) {
    case AST_NODE_TYPES.VariableDeclarator: {
      if (parent.init !== value || parent.id.type !== AST_NODE_TYPES.Identifier) return undefined;
      const variable = variableOf(source, parent.id);
      return variable && isModuleLevel(variable) && isAtModuleLevel(parent)
        ? { root: { kind: 'variable', variable }, declaration: parent.id }
        : undefined;
    }
    case AST_NODE_TYPES.PropertyDefinition: {
      const name = propertyName(source, parent);
      if (parent.value !== value || name === undefined) return undefined;
      return fieldRoot(
        { kind: 'field', owner: parent.parent.parent, name, isStatic: parent.static },
        parent.key,
      );
    }
    case AST_NODE_TYPES.Property: {
      const name = propertyName(source, parent);
      const owner = parent.parent;
      if (
        parent.value !== value ||
        name === undefined ||
        owner.type !== AST_NODE_TYPES.ObjectExpression ||
        !isAtModuleLevel(owner)
      )
        return undefined;
      const isHeld =
        owner.parent.type === AST_NODE_TYPES.VariableDeclarator ||
        isExportedExpression(source, owner);
      return isHeld
        ? { root: { kind: 'field', owner, name, isStatic: true }, declaration: parent.key }
        : undefined;
    }
    case AST_NODE_TYPES.AssignmentExpression:
      return parent.right === value ? rootAssigned(source, parent) : undefined;
    default:
      return undefined;
  }
}

function rootAssigned(
  source: SourceCode,
  { left }: TSESTree.AssignmentExpression,
): { root: Root; declaration: Node } | undefined {
  if (left.type === AST_NODE_TYPES.Identifier) {
    const variable = variableOf(source, left);
    const declared = variable?.identifiers[0];
    return variable && declared && isModuleLevel(variable)
      ? { root: { kind: 'variable', variable }, declaration: declared }
      : undefined;
  }
  if (left.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  if (isExportsObject(source, left.object)) return rootExported(source, left);
  const root = fieldNamedBy(source, left);
  const isLasting = root && (isClass(root.owner) || isAtModuleLevel(root.owner));
  return isLasting ? fieldRoot(root, left.property) : undefined;
}

/** Where `this` may be the module's exports, or another thing with a property of the name, not every use has its name. */
function rootExported(
  source: SourceCode,
  left: TSESTree.MemberExpression,
): { root: Root; declaration: Node } | undefined {
  const name = propertyName(source, left);
  const accesses = name === undefined ? undefined : exportAccesses(source)?.get(name);
  if (name === undefined || !accesses) return undefined;
  const isOfThis = membersNamed(source, name).some(
    (member) => member.object.type === AST_NODE_TYPES.ThisExpression && !ownerOfThis(member),
  );
  return isOfThis ? undefined : { root: { kind: 'export', name, accesses }, declaration: left };
}

function fieldRoot(
  root: Extract<Root, { kind: 'field' }>,
  assigned: Node,
): { root: Root; declaration: Node } {
  const declared = isClass(root.owner)
    ? root.owner.body.body.find(
        (member) =>
          member.type === AST_NODE_TYPES.PropertyDefinition &&
          member.key.type !== AST_NODE_TYPES.Literal &&
          'name' in member.key &&
          `${member.key.type === AST_NODE_TYPES.PrivateIdentifier ? '#' : ''}${member.key.name}` ===
            root.name,
      )
    : undefined;
  return {
    root,
    declaration: declared?.type === AST_NODE_TYPES.PropertyDefinition ? declared.key : assigned,
  };
}

/** The field that an access names: `this.items`, `Store.items`, `store.items` of `const store = new Store()`. */
function fieldNamedBy(
  source: SourceCode,
  node: TSESTree.MemberExpression,
): Extract<Root, { kind: 'field' }> | undefined {
  const name = propertyName(source, node);
  if (name === undefined) return undefined;
  const object = withoutWrappers(node.object);
  const owner =
    object.type === AST_NODE_TYPES.ThisExpression
      ? ownerOfThis(node)
      : ownerOfValue(source, object);
  return owner && { kind: 'field', owner: owner.node, name, isStatic: owner.isStatic };
}

function ownerOfValue(
  source: SourceCode,
  object: Node,
): { node: Owner; isStatic: boolean } | undefined {
  for (const value of valuesOf(source, object)) {
    if (value.kind !== 'node') continue;
    const { node } = value;
    if (isClass(node)) return { node, isStatic: true };
    if (node.type === AST_NODE_TYPES.ObjectExpression) return { node, isStatic: true };
    if (node.type === AST_NODE_TYPES.NewExpression) {
      const made = valuesOf(source, node.callee).find(
        (callee) => callee.kind === 'node' && isClass(callee.node),
      );
      if (made?.kind === 'node') return { node: made.node as ClassNode, isStatic: false };
    }
  }
  // `const self = this`
  const [first] = valuesOf(source, object);
  return first?.kind === 'unknown' && first.node.type === AST_NODE_TYPES.ThisExpression
    ? ownerOfThis(first.node)
    : undefined;
}

function namesOf(source: SourceCode, root: Root): Node[] {
  if (root.kind === 'variable')
    return root.variable.references
      .filter((reference) => reference.init !== true)
      .map(({ identifier }) => identifier as Node);
  // What is assigned to it as well may have another name: `const items = (exports.items = new Map())`.
  if (root.kind === 'export')
    return root.accesses.flatMap((access): Node[] =>
      isAssigned(access) ? [access, access.parent] : [access],
    );
  const members = membersNamed(source, root.name).filter((member) => {
    const named = fieldNamedBy(source, member);
    return named?.owner === root.owner && named.isStatic === root.isStatic;
  });
  return [...members, ...destructuredFrom(source, root)];
}

function isAssigned(access: TSESTree.MemberExpression): boolean {
  return (
    access.parent.type === AST_NODE_TYPES.AssignmentExpression && access.parent.left === access
  );
}

/** `const { items } = this`: the name that the pattern makes. */
function destructuredFrom(source: SourceCode, root: Extract<Root, { kind: 'field' }>): Node[] {
  return nodesOf(source, AST_NODE_TYPES.VariableDeclarator).flatMap(({ id, init }) => {
    if (id.type !== AST_NODE_TYPES.ObjectPattern || !init) return [];
    const property = id.properties.find(
      (candidate): candidate is TSESTree.Property =>
        candidate.type === AST_NODE_TYPES.Property && propertyName(source, candidate) === root.name,
    );
    if (property?.value.type !== AST_NODE_TYPES.Identifier) return [];
    const owner =
      init.type === AST_NODE_TYPES.ThisExpression ? ownerOfThis(init) : ownerOfValue(source, init);
    if (owner?.node !== root.owner || owner.isStatic !== root.isStatic) return [];
    return (
      variableOf(source, property.value)
        ?.references.filter((reference) => reference.isRead())
        .map(({ identifier }) => identifier) ?? []
    );
  });
}
