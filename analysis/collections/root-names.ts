/**
 * Every expression of a file that names what stands at a root.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valueFlow } from '../flow/build-call-graph.ts';
import { callersOf } from '../flow/call-graph.ts';
import { Tracker } from '../flow/track.ts';
import { valuesOf } from '../flow/values.ts';
import { isStartup } from '../lifetime/function-forms.ts';
import type { ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { membersNamed } from '../syntax/assignments.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { functionAround, nodesOf } from '../syntax/traversal.ts';
import type { Root } from './collection-roots.ts';
import { ownerNamedBy, type Owner } from './owners.ts';

type Field = Extract<Root, { kind: 'field' }>;

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
  return [...new Set([...namesOfField(source, root), ...namesByFlow(source, root)])].filter(
    (name) => !isFirstValue(source, name, root),
  );
}

/** What a constructor function, or what it calls to set itself up, gives a field first takes nothing out of it. */
function isFirstValue(source: SourceCode, name: Node, { owner, isStatic }: Field): boolean {
  const { parent } = name;
  if (
    !isFunction(owner) ||
    isStatic ||
    parent?.type !== AST_NODE_TYPES.AssignmentExpression ||
    parent.left !== name ||
    parent.operator !== '='
  )
    return false;
  const fn = functionAround(name);
  return fn === owner || (fn !== undefined && isSetUpBy(source, fn, owner));
}

/** `function Hub() { this.init(); }`, and `Hub.prototype.init` is called nowhere else in the file. */
function isSetUpBy(source: SourceCode, fn: FunctionNode, owner: FunctionNode): boolean {
  const { calls, name } = callersOf(source, fn);
  return (
    name !== undefined &&
    isStartup(fn, name) &&
    calls.length > 0 &&
    calls.every((call) => functionAround(call) === owner)
  );
}

function isAssigned(access: TSESTree.MemberExpression): boolean {
  return (
    access.parent.type === AST_NODE_TYPES.AssignmentExpression && access.parent.left === access
  );
}

function namesOfField(source: SourceCode, root: Field): Node[] {
  const members = membersNamed(source, root.name).filter(({ object }) =>
    isOwner(source, object, root),
  );
  const destructured = nodesOf(source, AST_NODE_TYPES.VariableDeclarator).flatMap(({ id, init }) =>
    id.type === AST_NODE_TYPES.ObjectPattern && init && isOwner(source, init, root)
      ? namesInPattern(source, id, root)
      : [],
  );
  return [...members, ...destructured];
}

function isOwner(source: SourceCode, object: Node, { owner, isStatic }: Field): boolean {
  const named = ownerNamedBy(source, object);
  return (
    named?.isStatic === isStatic &&
    (named.node === owner || (isClass(named.node) && extendsClass(source, named.node, owner)))
  );
}

/** Whether a class has the fields of another one of this file by inheritance. */
function extendsClass(source: SourceCode, { superClass }: ClassNode, owner: Owner): boolean {
  return (
    superClass !== null &&
    valuesOf(source, superClass).some(
      (value) =>
        value.kind === 'node' &&
        (value.node === owner ||
          (isClass(value.node) &&
            value.node.superClass !== superClass &&
            extendsClass(source, value.node, owner))),
    )
  );
}

/** `const { items } = this`: the name that the pattern makes. */
function namesInPattern(
  source: SourceCode,
  pattern: TSESTree.ObjectPattern,
  { name }: Field,
): Node[] {
  const property = pattern.properties.find(
    (candidate): candidate is TSESTree.Property =>
      candidate.type === AST_NODE_TYPES.Property && propertyName(source, candidate) === name,
  );
  const value =
    property?.value.type === AST_NODE_TYPES.AssignmentPattern
      ? property.value.left
      : property?.value;
  if (value?.type !== AST_NODE_TYPES.Identifier) return [];
  return (
    variableOf(source, value)
      ?.references.filter((reference) => reference.isRead())
      .map(({ identifier }) => identifier) ?? []
  );
}

/** The same, wherever the object goes: under the name of a parameter, out of an array, from a factory. */
function namesByFlow(source: SourceCode, root: Field): Node[] {
  // A name that nothing else has needs no looking for.
  if (!isNamedElsewhere(source, root)) return [];
  return expressionsOf(source, root).flatMap((node): readonly Node[] => {
    if (node.type === AST_NODE_TYPES.ObjectPattern) return namesInPattern(source, node, root);
    const { parent } = node;
    return parent?.type === AST_NODE_TYPES.MemberExpression &&
      parent.object === node &&
      propertyName(source, parent) === root.name
      ? [parent]
      : [];
  });
}

/** Whether a field's name is used on anything but `this`. */
function isNamedElsewhere(source: SourceCode, { name }: Field): boolean {
  return (
    membersNamed(source, name).some(
      ({ object }) => object.type !== AST_NODE_TYPES.ThisExpression,
    ) ||
    nodesOf(source, AST_NODE_TYPES.ObjectPattern).some(({ properties }) =>
      properties.some(
        (property) =>
          property.type === AST_NODE_TYPES.Property && propertyName(source, property) === name,
      ),
    )
  );
}

/** How many places one object may lead through. */
const MAX_STATES = 2000;

const known = new WeakMap<SourceCode, Map<Node, readonly Node[]>>();

/** Every expression that is an instance of a class, or the object. */
function expressionsOf(source: SourceCode, { owner, isStatic }: Field): readonly Node[] {
  let byHub = known.get(source);
  if (!byHub) known.set(source, (byHub = new Map<Node, readonly Node[]>()));
  const hub = hubOf(owner, isStatic);
  let found = byHub.get(hub);
  if (!found) byHub.set(hub, (found = placesOf(source, hub)));
  return found;
}

/** What stands for all instances. */
function hubOf(owner: Owner, isStatic: boolean): Node {
  return (isClass(owner) || isFunction(owner)) && !isStatic ? owner.body : owner;
}

function placesOf(source: SourceCode, hub: Node): readonly Node[] {
  const found: Node[] = [];
  const tracker = new Tracker<true>(
    valueFlow(source),
    { key: () => '' },
    (node, { path }) => {
      if (path.length === 0) found.push(node);
    },
    { budget: MAX_STATES },
  );
  tracker.seed(hub, true);
  tracker.run();
  return found;
}
