/**
 * The names that a collection can live under as long as its module: a variable, a field, an export.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { exportAccesses, isExportedExpression, isExportsObject } from '../flow/exports.ts';
import { isEndlessLoop } from '../flow/loops.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { isGlobal, isModuleLevel, variableOf, type Variable } from '../syntax/bindings.ts';
import { isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName, sameReference } from '../syntax/references.ts';
import { ownerOfThis } from '../syntax/this-binding.ts';
import { ancestorsOf, isAtModuleLevel } from '../syntax/traversal.ts';
import { ownerNamedBy, type Owner } from './owners.ts';

export type Root =
  | { readonly kind: 'variable'; readonly variable: Variable }
  /** `exports.items`, `client.items` of an object that is made elsewhere, which have no other name. */
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

/** `const cache = new Map()` of a module, or of a function whose closures use it */
function rootDeclared(
  source: SourceCode,
  declarator: TSESTree.VariableDeclarator,
): Declared | undefined {
  if (declarator.id.type !== AST_NODE_TYPES.Identifier) return undefined;
  const variable = variableOf(source, declarator.id);
  return variable && (isModuleLevel(variable) || isShared(source, variable))
    ? { root: { kind: 'variable', variable }, declaration: declarator.id }
    : undefined;
}

/** Whether a variable of a function is used after its statement has run: by a function in it, or in a loop without an end. */
function isShared(source: SourceCode, variable: Variable): boolean {
  const { variableScope } = variable.scope;
  return variable.references.some(
    ({ from, identifier }) =>
      from.variableScope !== variableScope || isInEndlessLoop(source, identifier),
  );
}

function isInEndlessLoop(source: SourceCode, node: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) return false;
    if (isEndlessLoop(source, ancestor)) return true;
  }
  return false;
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

/** `const store = { items: new Map() }`, `return { items: new Map() }`, `this.state = { items: [] }` */
function rootInObject(source: SourceCode, property: TSESTree.Property): Declared | undefined {
  const name = propertyName(source, property);
  const owner = property.parent;
  if (
    name === undefined ||
    owner.type !== AST_NODE_TYPES.ObjectExpression ||
    (!isAtModuleLevel(owner) && membersNamed(source, name).length === 0)
  )
    return undefined;
  const isHeld = HOLDERS.has(owner.parent.type) || isExportedExpression(source, owner);
  return isHeld
    ? { root: { kind: 'field', owner, name, isStatic: true }, declaration: property.key }
    : undefined;
}

/** What an object literal is held by. */
const HOLDERS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.VariableDeclarator,
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.PropertyDefinition,
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.ArrowFunctionExpression,
]);

function rootAssigned(
  source: SourceCode,
  { left }: TSESTree.AssignmentExpression,
): Declared | undefined {
  if (left.type === AST_NODE_TYPES.Identifier) {
    const variable = variableOf(source, left);
    const declared = variable?.identifiers[0];
    return variable && declared && (isModuleLevel(variable) || isShared(source, variable))
      ? { root: { kind: 'variable', variable }, declaration: declared }
      : undefined;
  }
  if (left.type !== AST_NODE_TYPES.MemberExpression) return undefined;
  if (isExportsObject(source, left.object)) return rootExported(source, left);
  const name = propertyName(source, left);
  const owner = ownerNamedBy(source, left.object);
  if (name === undefined) return undefined;
  if (!owner) return rootOfElsewhere(source, left, name);
  const root = { kind: 'field', owner: owner.node, name, isStatic: owner.isStatic } as const;
  return fieldRoot(root, left.property);
}

/** `client.commands = new Map()` of an object of the module that is made elsewhere, `globalThis.cache = new Map()` */
function rootOfElsewhere(
  source: SourceCode,
  left: TSESTree.MemberExpression,
  name: string,
): Declared | undefined {
  const { object } = left;
  if (object.type !== AST_NODE_TYPES.Identifier) return undefined;
  const variable = variableOf(source, object);
  const isLasting = variable
    ? isModuleLevel(variable)
    : LASTING_GLOBALS.some((global) => isGlobal(source, object, global));
  if (!isLasting) return undefined;
  const accesses = membersNamed(source, name).filter((access) =>
    sameReference(source, access.object, object),
  );
  return {
    root: { kind: 'export', name: `${object.name}.${name}`, accesses },
    declaration: left,
  };
}

/** Objects of the runtime that live as long as the process. */
const LASTING_GLOBALS = ['globalThis', 'global', 'process'];

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
