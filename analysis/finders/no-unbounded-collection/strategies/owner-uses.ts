/**
 * Whether the object that has a collection in a property is used as a whole: who shows it, copies it or goes through its
 * properties has the collection, too, under no name.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { usesOfValues } from '../../../collections/uses.ts';
import { callersOf } from '../../../flow/call-graph.ts';
import {
  isExportedClass,
  isExportedExpression,
  isExportedVariable,
  isExportsObject,
} from '../../../flow/exports.ts';
import { valuesOf } from '../../../flow/values.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { isLog } from '../../../syntax/log-calls.ts';
import { isClass, withoutWrappers, withWrappers } from '../../../syntax/nodes.ts';
import { propertyName } from '../../../syntax/references.ts';
import { functionAround, nodesOf, someNode } from '../../../syntax/traversal.ts';
import { ALL_THE_SAME } from './outside-reads.ts';
import type { Subject } from './strategy.ts';

/** Why entries must not be removed: they are shown, or counted, with the object that has them. */
export function reasonInOwner(subject: Subject): string | undefined {
  const { source, project, collection, uses } = subject;
  const { root } = collection;
  const getter = getterGiving(subject);
  if (getter)
    return `line ${getter.loc.start.line} gives it by a getter of an object, and whoever shows the object as a whole shows its entries. ${ALL_THE_SAME}`;
  if (root.kind === 'variable') return undefined;
  // Only the class itself sees what has a private name.
  if (root.kind === 'field' && root.name.startsWith('#')) return undefined;
  const known = new Set(uses.all.map(({ node }) => node));
  const { all, owners } = usesOfValues(
    source,
    collection.makers.map((node) => ({ node, level: 0, path: '' })),
  );
  const shown =
    owners.find((owner) => isOpen(source, owner)) ??
    methodOfInstance(source, owners) ??
    all.find(
      ({ level, node, access }) =>
        level === 0 &&
        !known.has(node) &&
        !collection.makers.includes(node) &&
        USED.has(access.kind),
    )?.node;
  if (shown)
    return `line ${shown.loc.start.line} uses the object that has it as a whole, and may show or count its entries. ${ALL_THE_SAME}`;
  if (!isOfOthers(subject, owners)) return undefined;
  if (collection.kind !== 'map' && collection.kind !== 'set')
    return `other files have the object that has it, and may show its entries with all that it has. ${ALL_THE_SAME}`;
  const file = project.fileUsingWhole();
  return (
    file &&
    `${file} uses what this file exports as a whole, and may show or count its entries. ${ALL_THE_SAME}`
  );
}

/** `{ get events() { return events; } }`, `toJSON() { return this.#events; }` */
function getterGiving({ source, uses }: Subject): Node | undefined {
  return uses.all.find(({ level, node, access }) => {
    if (level > 0 || access.kind !== 'escape' || access.how !== 'returned') return false;
    const member = functionAround(node)?.parent;
    return (
      (member?.type === AST_NODE_TYPES.Property ||
        member?.type === AST_NODE_TYPES.MethodDefinition) &&
      (member.kind === 'get' || propertyName(source, member) === 'toJSON')
    );
  })?.node;
}

/** Whether this file exports the object that has the collection, or the class that makes it. */
function isOfOthers({ source, collection: { root } }: Subject, owners: readonly Node[]): boolean {
  if (root.kind === 'field' && isClass(root.owner) && isExportedClass(source, root.owner))
    return true;
  return owners.some(
    (owner) =>
      isExportedExpression(source, owner) ||
      (owner.parent?.type === AST_NODE_TYPES.VariableDeclarator &&
        source
          .getDeclaredVariables(owner.parent)
          .some((variable) => isExportedVariable(source, variable))),
  );
}

/** Whether an object goes where more is done with it than to ask for a property that has a name. */
function isOpen(source: SourceCode, owner: Node): boolean {
  if (isClass(owner)) return false;
  const node = withWrappers(owner);
  const { parent } = node;
  switch (parent?.type) {
    case AST_NODE_TYPES.MemberExpression:
      return (
        parent.object === node &&
        (propertyName(source, parent) === undefined || takesWholeThis(source, parent))
      );
    case AST_NODE_TYPES.VariableDeclarator:
      return parent.id.type === AST_NODE_TYPES.ObjectPattern && takesRest(parent.id);
    case AST_NODE_TYPES.CallExpression:
    case AST_NODE_TYPES.NewExpression:
      return parent.callee !== node && !isLog(source, withoutWrappers(parent.callee));
    case AST_NODE_TYPES.AssignmentExpression:
      return isOfAllFiles(source, parent.left);
    case AST_NODE_TYPES.ReturnStatement:
    case AST_NODE_TYPES.ArrowFunctionExpression:
      return isForOthers(source, node);
    default:
      return !(parent && KEEPS.has(parent.type)) && !isExportedExpression(source, node);
  }
}

/** What keeps an object under a name, which is followed, or does nothing with it. */
const KEEPS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ExportDefaultDeclaration,
  AST_NODE_TYPES.ExpressionStatement,
  AST_NODE_TYPES.Property,
  AST_NODE_TYPES.PropertyDefinition,
  AST_NODE_TYPES.TSTypeQuery,
]);

/** `globalThis.state`, `container.store` of a container that is not of this file; what a file exports is asked for itself. */
function isOfAllFiles(source: SourceCode, left: Node): boolean {
  if (left.type !== AST_NODE_TYPES.MemberExpression) return false;
  const object = withoutWrappers(left.object);
  const isOwn =
    object.type === AST_NODE_TYPES.ThisExpression ||
    isExportsObject(source, left) ||
    isExportsObject(source, object);
  if (isOwn) return false;
  const values = valuesOf(source, object);
  return (
    values.length === 0 ||
    values.some(
      (value) =>
        value.kind !== 'instance' &&
        (value.kind !== 'node' ||
          value.node.type === AST_NODE_TYPES.CallExpression ||
          value.node.type === AST_NODE_TYPES.Identifier),
    )
  );
}

/** `store.dump = function () { show(this); }` */
function takesWholeThis(source: SourceCode, member: TSESTree.MemberExpression): boolean {
  const { parent } = member;
  return (
    parent.type === AST_NODE_TYPES.AssignmentExpression &&
    parent.left === member &&
    parent.right.type === AST_NODE_TYPES.FunctionExpression &&
    someNode(
      source,
      parent.right,
      (node) => node.type === AST_NODE_TYPES.ThisExpression && isOpen(source, node),
    )
  );
}

/** The same, put on an instance of a class that has the collection. */
function methodOfInstance(source: SourceCode, owners: readonly Node[]): Node | undefined {
  return nodesOf(source, AST_NODE_TYPES.AssignmentExpression).find(
    ({ left }) =>
      left.type === AST_NODE_TYPES.MemberExpression &&
      takesWholeThis(source, left) &&
      valuesOf(source, left.object).some(
        (value) => value.kind === 'node' && owners.includes(value.node),
      ),
  );
}

function takesRest({ properties }: TSESTree.ObjectPattern): boolean {
  return properties.some(
    (property) => property.type === AST_NODE_TYPES.RestElement || property.computed,
  );
}

/** Whether somebody else than a caller of this file gets what a function returns: a handler may return its answer. */
function isForOthers(source: SourceCode, returned: Node): boolean {
  const fn = functionAround(returned);
  if (!fn) return true;
  const { values, isExported } = callersOf(source, fn);
  return isExported || values.length > 0;
}

const USED = new Set(['call', 'escape', 'iterate', 'read', 'size']);
