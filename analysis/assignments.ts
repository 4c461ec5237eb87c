/**
 * What is assigned to variables and properties, and whose `this` a property is of.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { propertyName, sameReference, type Variable } from './bindings.ts';
import type { SourceCode } from './source-code.ts';
import { ancestorsOf, isFunction, nodesOf, type ClassNode, type Node } from './syntax.ts';

/** What is written to a variable after its declaration; undefined where it cannot be followed: `for (x of …)`, `x++`. */
export function writesTo(variable: Variable): readonly (Node | undefined)[] {
  let writes = knownWrites.get(variable);
  if (!writes) knownWrites.set(variable, (writes = findWrites(variable)));
  return writes;
}

/** Each use of a variable asks, and looking for its writes goes through all of its uses. */
const knownWrites = new WeakMap<Variable, readonly (Node | undefined)[]>();

function findWrites(variable: Variable): (Node | undefined)[] {
  return variable.references
    .filter((reference) => reference.isWrite() && !variable.identifiers.includes(reference.identifier as TSESTree.Identifier))
    .map((reference) => {
      const assignment = reference.identifier.parent;
      const isPlain = assignment.type === AST_NODE_TYPES.AssignmentExpression && assignment.left === reference.identifier;
      return isPlain ? assignment.right : undefined;
    });
}

export interface MemberAssignment extends TSESTree.AssignmentExpression {
  left: TSESTree.MemberExpression;
}

const assignmentIndexes = new WeakMap<SourceCode, Map<string, MemberAssignment[]>>();

/** Every `….name = value` of the file. */
export function memberAssignments(source: SourceCode, name: string): readonly MemberAssignment[] {
  let index = assignmentIndexes.get(source);
  if (!index) {
    index = new Map();
    for (const node of nodesOf(source, AST_NODE_TYPES.AssignmentExpression)) {
      if (node.left.type !== AST_NODE_TYPES.MemberExpression) continue;
      const property = propertyName(source, node.left);
      if (property === undefined) continue;
      const bucket = index.get(property);
      if (bucket) bucket.push(node as MemberAssignment);
      else index.set(property, [node as MemberAssignment]);
    }
    assignmentIndexes.set(source, index);
  }
  return index.get(name) ?? [];
}

const ownIndexes = new WeakMap<SourceCode, Map<string, Map<Node | undefined, MemberAssignment[]>>>();

/** Every `this.name = value` of the file whose `this` is of a class or an object literal; of none, in plain functions. */
export function ownAssignments(source: SourceCode, owner: Node | undefined, name: string): readonly MemberAssignment[] {
  let index = ownIndexes.get(source);
  if (!index) ownIndexes.set(source, (index = new Map<string, Map<Node | undefined, MemberAssignment[]>>()));
  let byOwner = index.get(name);
  if (!byOwner) {
    byOwner = new Map<Node | undefined, MemberAssignment[]>();
    for (const assignment of memberAssignments(source, name)) {
      if (assignment.left.object.type !== AST_NODE_TYPES.ThisExpression) continue;
      const ofThis = ownerOfThis(assignment.left)?.node;
      const bucket = byOwner.get(ofThis);
      if (bucket) bucket.push(assignment);
      else byOwner.set(ofThis, [assignment]);
    }
    index.set(name, byOwner);
  }
  return byOwner.get(owner) ?? [];
}

export function isSameObject(source: SourceCode, a: TSESTree.MemberExpression, b: TSESTree.MemberExpression): boolean {
  if (a.object.type === AST_NODE_TYPES.ThisExpression && b.object.type === AST_NODE_TYPES.ThisExpression) {
    const [ofA, ofB] = [ownerOfThis(a), ownerOfThis(b)];
    return ofA?.node === ofB?.node && ofA?.isStatic === ofB?.isStatic;
  }
  return sameReference(source, a.object, b.object);
}

/** The class or object literal that `this` at a node belongs to; undefined in a plain function. */
export function ownerOfThis(node: Node): { node: ClassNode | TSESTree.ObjectExpression; isStatic: boolean } | undefined {
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    const isFunctionWithThis = isFunction(ancestor) && ancestor.type !== AST_NODE_TYPES.ArrowFunctionExpression;
    if (isFunctionWithThis && ancestor.parent.type === AST_NODE_TYPES.Property && ancestor.parent.parent.type === AST_NODE_TYPES.ObjectExpression) {
      return { node: ancestor.parent.parent, isStatic: true };
    }
    if (isFunctionWithThis && ancestor.parent.type !== AST_NODE_TYPES.MethodDefinition) return undefined;
    if (ancestor.type === AST_NODE_TYPES.StaticBlock) return { node: ancestor.parent.parent, isStatic: true };
    if (
      (ancestor.type === AST_NODE_TYPES.MethodDefinition || ancestor.type === AST_NODE_TYPES.PropertyDefinition) &&
      inner === ancestor.value
    ) {
      return { node: ancestor.parent.parent, isStatic: ancestor.static };
    }
    inner = ancestor;
  }
  return undefined;
}
