/**
 * What is assigned to variables and properties, and where a property is named.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import type { Variable } from './bindings.ts';
import { withoutWrappers } from './nodes.ts';
import { propertyName } from './references.ts';
import { ownerOfThis } from './this-binding.ts';
import { nodesOf } from './traversal.ts';

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
    .filter(
      (reference) =>
        reference.isWrite() &&
        !variable.identifiers.includes(reference.identifier as TSESTree.Identifier),
    )
    .map((reference) => {
      const assignment = reference.identifier.parent;
      const isPlain =
        assignment.type === AST_NODE_TYPES.AssignmentExpression &&
        assignment.left === reference.identifier;
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

const ownIndexes = new WeakMap<
  SourceCode,
  Map<string, Map<Node | undefined, MemberAssignment[]>>
>();

/** Every `this.name = value` of the file whose `this` is of a class or an object literal; of none, in plain functions. */
export function ownAssignments(
  source: SourceCode,
  owner: Node | undefined,
  name: string,
): readonly MemberAssignment[] {
  let index = ownIndexes.get(source);
  if (!index)
    ownIndexes.set(source, (index = new Map<string, Map<Node | undefined, MemberAssignment[]>>()));
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

const memberIndexes = new WeakMap<SourceCode, Map<string, TSESTree.MemberExpression[]>>();

/** Every `….name` of the file. */
export function membersNamed(
  source: SourceCode,
  name: string,
): readonly TSESTree.MemberExpression[] {
  let index = memberIndexes.get(source);
  if (!index) {
    index = new Map();
    for (const node of nodesOf(source, AST_NODE_TYPES.MemberExpression)) {
      const property = propertyName(source, node);
      if (property === undefined) continue;
      const bucket = index.get(property);
      if (bucket) bucket.push(node);
      else index.set(property, [node]);
    }
    memberIndexes.set(source, index);
  }
  return index.get(name) ?? [];
}

/** Whether a member is given a value: by an assignment, a pattern or a loop. */
export function isWriteTarget(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.AssignmentExpression:
    case AST_NODE_TYPES.AssignmentPattern:
    case AST_NODE_TYPES.ForOfStatement:
    case AST_NODE_TYPES.ForInStatement:
      return parent.left === node;
    case AST_NODE_TYPES.ArrayPattern:
    case AST_NODE_TYPES.RestElement:
      return true;
    case AST_NODE_TYPES.Property:
      return parent.value === node && parent.parent.type === AST_NODE_TYPES.ObjectPattern;
    default:
      return isWrapper(parent) && isWriteTarget(parent);
  }
}

/** The same, or changed by `++`, `--` or `delete`. */
export function isWritten(node: Node): boolean {
  const { parent } = node;
  return (
    isWriteTarget(node) ||
    parent?.type === AST_NODE_TYPES.UpdateExpression ||
    (parent?.type === AST_NODE_TYPES.UnaryExpression && parent.operator === 'delete') ||
    (isWrapper(parent) && isWritten(parent))
  );
}

/** `(entry as Entry)`, `entry!` */
function isWrapper(node: Node | undefined): node is Node {
  return node !== undefined && withoutWrappers(node) !== node;
}
