/**
 * The names that a collection can live under as long as its module: a variable, a field, an export.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { exportAccesses, isExportedExpression, isExportsObject } from '../flow/exports.ts';
import { valuesOf } from '../flow/values.ts';
import type { ClassNode, Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { isModuleLevel, variableOf, type Variable } from '../syntax/bindings.ts';
import { isClass, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ownerOfThis } from '../syntax/this-binding.ts';
import { isAtModuleLevel, nodesOf } from '../syntax/traversal.ts';

export type Owner = ClassNode | TSESTree.ObjectExpression;

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

/** A root, with the name where it is declared. */
export interface Declared {
  readonly root: Root;
  readonly declaration: Node;
}

/** The same for two names of one root. */
export function rootKey(root: Root): string {
  if (root.kind === 'field')
    return `field:${root.owner.range.join(':')}:${root.name}:${root.isStatic}`;
  if (root.kind === 'export') return `export:${root.name}`;
  return `variable:${root.variable.name}:${root.variable.scope.block.range.join(':')}`;
}

/** The long-lived name that a new collection is given. */
export function rootHolding(source: SourceCode, made: Node): Declared | undefined {
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
    case AST_NODE_TYPES.VariableDeclarator:
      return parent.init === value ? rootDeclared(source, parent) : undefined;
    case AST_NODE_TYPES.PropertyDefinition:
      return parent.value === value ? rootInClass(source, parent) : undefined;
    case AST_NODE_TYPES.Property:
      return parent.value === value ? rootInObject(source, parent) : undefined;
    case AST_NODE_TYPES.AssignmentExpression:
      return parent.right === value ? rootAssigned(source, parent) : undefined;
    default:
      return undefined;
  }
}

/** `const cache = new Map()` of a module */
function rootDeclared(
  source: SourceCode,
  declarator: TSESTree.VariableDeclarator,
): Declared | undefined {
  if (declarator.id.type !== AST_NODE_TYPES.Identifier) return undefined;
  const variable = variableOf(source, declarator.id);
  return variable && isModuleLevel(variable) && isAtModuleLevel(declarator)
    ? { root: { kind: 'variable', variable }, declaration: declarator.id }
    : undefined;
}

/** `class Store { items = new Map() }` */
function rootInClass(source: SourceCode, field: TSESTree.PropertyDefinition): Declared | undefined {
  const name = propertyName(source, field);
  return name === undefined
    ? undefined
    : fieldRoot(
        { kind: 'field', owner: field.parent.parent, name, isStatic: field.static },
        field.key,
      );
}

/** `const store = { items: new Map() }` of a module */
function rootInObject(source: SourceCode, property: TSESTree.Property): Declared | undefined {
  const name = propertyName(source, property);
  const owner = property.parent;
  if (
    name === undefined ||
    owner.type !== AST_NODE_TYPES.ObjectExpression ||
    !isAtModuleLevel(owner)
  )
    return undefined;
  const isHeld =
    owner.parent.type === AST_NODE_TYPES.VariableDeclarator || isExportedExpression(source, owner);
  return isHeld
    ? { root: { kind: 'field', owner, name, isStatic: true }, declaration: property.key }
    : undefined;
}

function rootAssigned(
  source: SourceCode,
  { left }: TSESTree.AssignmentExpression,
): Declared | undefined {
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
function rootExported(source: SourceCode, left: TSESTree.MemberExpression): Declared | undefined {
  const name = propertyName(source, left);
  const accesses = name === undefined ? undefined : exportAccesses(source)?.get(name);
  if (name === undefined || !accesses) return undefined;
  const isOfThis = membersNamed(source, name).some(
    (member) => member.object.type === AST_NODE_TYPES.ThisExpression && !ownerOfThis(member),
  );
  return isOfThis ? undefined : { root: { kind: 'export', name, accesses }, declaration: left };
}

function fieldRoot(root: Extract<Root, { kind: 'field' }>, assigned: Node): Declared {
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

/** Every expression that names what stands at a root; where it is declared, too. */
export function namesOf(source: SourceCode, root: Root): Node[] {
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
