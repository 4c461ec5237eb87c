/**
 * Places that outlive the call that writes to them: module-level bindings, static fields, fields of singletons, and
 * whatever hangs on one of these.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { ClassNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, isModuleLevel, variableOf, type Variable } from '../syntax/bindings.ts';
import { isClass, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { oneLine } from '../syntax/text.ts';
import { ownerOfThis } from '../syntax/this-binding.ts';
import { isAtModuleLevel, nodesOf } from '../syntax/traversal.ts';
import { looksUpElement } from '../vocabulary/collection-methods.ts';

export interface LongLivedPlace {
  /** As the code names it: `cache`, `this.cache`, `Store.items`. */
  readonly name: string;
  readonly root:
    | { readonly kind: 'variable'; readonly variable: Variable }
    /** A field of a class or of an object literal; static where it is the class's own. */
    | {
        readonly kind: 'field';
        readonly owner: ClassNode | TSESTree.ObjectExpression;
        readonly field: string;
        readonly isStatic: boolean;
      }
    /** `globalThis`, `process`, `exports`. */
    | { readonly kind: 'global' };
  /** Whether the place is the root itself, not a property or an element of it. */
  readonly isRoot: boolean;
}

/** Something that is stored in such a place. */
export interface PlaceStore {
  /** The assignment or the call that stores. */
  readonly node: TSESTree.AssignmentExpression | TSESTree.CallExpression;
  /** The expression that is stored; the value, or what packs it. */
  readonly value: Node;
  readonly place: LongLivedPlace;
  /** `x = v`; `x[k] = v` and `x.k = v`; `x.set(k, v)` and `x.add(v)`; `x.push(v)`. */
  readonly how: 'assign' | 'property' | 'entry' | 'push';
  /** What an entry or a computed property is stored under. */
  readonly key?: Node;
}

/** Objects of the runtime that live as long as the process; `exports` as long as the module. */
const LASTING_GLOBALS = ['globalThis', 'global', 'process', 'module', 'exports'];

/** How far one place may lead to the next: aliases of aliases come to an end. */
const MAX_STEPS = 12;

/** The long-lived place that an expression names or reaches, or undefined if it lives no longer than a call. */
export function longLivedPlace(
  source: SourceCode,
  expression: Node,
  steps = 0,
): LongLivedPlace | undefined {
  const node = withoutWrappers(expression);
  if (steps > MAX_STEPS) return undefined;
  const next = (other: Node) => longLivedPlace(source, other, steps + 1);
  switch (node.type) {
    case AST_NODE_TYPES.Identifier:
      return placeOfName(source, node, steps);
    case AST_NODE_TYPES.MemberExpression:
      return placeOfMember(source, node, steps);
    case AST_NODE_TYPES.CallExpression: {
      const { callee } = node;
      const isElement =
        callee.type === AST_NODE_TYPES.MemberExpression &&
        looksUpElement(propertyName(source, callee) ?? '');
      return (
        partOf(isElement ? next(callee.object) : undefined) ?? placeOfValue(source, node, steps)
      );
    }
    case AST_NODE_TYPES.LogicalExpression:
      return next(node.left) ?? next(node.right);
    case AST_NODE_TYPES.ConditionalExpression:
      return next(node.consequent) ?? next(node.alternate);
    case AST_NODE_TYPES.AssignmentExpression:
      return next(node.left) ?? next(node.right);
    default:
      return undefined;
  }
}

function partOf(place: LongLivedPlace | undefined): LongLivedPlace | undefined {
  return place && { ...place, isRoot: false };
}

function placeOfName(
  source: SourceCode,
  node: TSESTree.Identifier,
  steps: number,
): LongLivedPlace | undefined {
  const variable = variableOf(source, node);
  if (!variable) return undefined;
  if (isModuleLevel(variable))
    return { name: node.name, root: { kind: 'variable', variable }, isRoot: true };
  // A name of a function's own for something that lives longer.
  for (const { type, node: definition } of variable.defs) {
    if (type !== 'Variable') continue;
    const { id, init, parent } = definition;
    const found =
      id.type === AST_NODE_TYPES.Identifier
        ? init && longLivedPlace(source, init, steps + 1)
        : placeInPattern(source, definition, node.name, steps);
    if (found) return found;
    const loop = parent.parent;
    if (loop.type === AST_NODE_TYPES.ForOfStatement && loop.left === parent)
      return partOf(longLivedPlace(source, loop.right, steps + 1));
  }
  return undefined;
}

/** `const { items } = this` */
function placeInPattern(
  source: SourceCode,
  { id, init }: TSESTree.VariableDeclarator,
  name: string,
  steps: number,
): LongLivedPlace | undefined {
  if (!init || id.type !== AST_NODE_TYPES.ObjectPattern) return undefined;
  const property = id.properties.find(
    (candidate): candidate is TSESTree.Property =>
      candidate.type === AST_NODE_TYPES.Property &&
      candidate.value.type === AST_NODE_TYPES.Identifier &&
      candidate.value.name === name,
  );
  const key = property && propertyName(source, property);
  if (key === undefined) return undefined;
  return init.type === AST_NODE_TYPES.ThisExpression
    ? fieldOfThis(source, init, key)
    : partOf(longLivedPlace(source, init, steps + 1));
}

function placeOfMember(
  source: SourceCode,
  node: TSESTree.MemberExpression,
  steps: number,
): LongLivedPlace | undefined {
  const { object } = node;
  if (isThis(source, object)) {
    const field = propertyName(source, node);
    return field === undefined ? undefined : fieldOfThis(source, thisBehind(source, object), field);
  }
  // What is assigned to a variable of the environment is copied.
  if (isGlobal(source, object, 'process') && propertyName(source, node) === 'env') return undefined;
  if (LASTING_GLOBALS.some((name) => isGlobal(source, object, name)))
    return { name: oneLine(source, node), root: { kind: 'global' }, isRoot: false };
  const field = propertyName(source, node);
  const owner = ownerNamedBy(source, object);
  const whole = longLivedPlace(source, object, steps + 1);
  // Inside a class its name is bound by the class itself: the name is not at module level, the class may be.
  const isKept =
    whole !== undefined || (owner !== undefined && isClass(owner) && isAtModuleLevel(owner));
  if (isKept && owner && field !== undefined)
    return {
      name: oneLine(source, node),
      root: { kind: 'field', owner, field, isStatic: isClass(owner) },
      isRoot: true,
    };
  return whole && { ...whole, name: oneLine(source, node), isRoot: false };
}

/** The class or the object literal that a name stands for: `Store.items` is a static field. */
function ownerNamedBy(
  source: SourceCode,
  object: Node,
): ClassNode | TSESTree.ObjectExpression | undefined {
  const [value, ...others] = valuesOf(source, object);
  if (others.length > 0 || value?.kind !== 'node') return undefined;
  return isClass(value.node) || value.node.type === AST_NODE_TYPES.ObjectExpression
    ? value.node
    : undefined;
}

/** `this`, or a name for it: `const self = this`. */
function isThis(source: SourceCode, node: Node): boolean {
  return thisBehind(source, node).type === AST_NODE_TYPES.ThisExpression;
}

function thisBehind(source: SourceCode, node: Node): Node {
  if (node.type !== AST_NODE_TYPES.Identifier) return node;
  const definition = variableOf(source, node)?.defs[0]?.node as Node | undefined;
  const init = definition?.type === AST_NODE_TYPES.VariableDeclarator ? definition.init : null;
  return init?.type === AST_NODE_TYPES.ThisExpression ? init : node;
}

function fieldOfThis(source: SourceCode, node: Node, field: string): LongLivedPlace | undefined {
  const owner = ownerOfThis(node);
  if (!owner) return undefined;
  const isOwn = isClass(owner.node);
  const lives =
    isOwn && !owner.isStatic
      ? isSingleton(source, owner.node as ClassNode)
      : isOwn || isAtModuleLevel(owner.node);
  if (!lives) return undefined;
  return {
    name: `this.${field}`,
    root: { kind: 'field', owner: owner.node, field, isStatic: owner.isStatic && isOwn },
    isRoot: true,
  };
}

/** A call that gives a long-lived object away: `getCache()`. */
function placeOfValue(
  source: SourceCode,
  node: TSESTree.CallExpression,
  steps: number,
): LongLivedPlace | undefined {
  for (const value of valuesOf(source, node)) {
    if (value.kind !== 'node' || value.node === node) continue;
    const holder = holderOf(value.node);
    const place = holder && longLivedPlace(source, holder, steps + 1);
    if (place) return place;
  }
  return undefined;
}

/** The name that a value is given where it is made. */
function holderOf(made: Node): Node | undefined {
  const { parent } = made;
  if (parent?.type === AST_NODE_TYPES.VariableDeclarator && parent.init === made) return parent.id;
  if (parent?.type === AST_NODE_TYPES.AssignmentExpression && parent.right === made)
    return parent.left;
  return undefined;
}

const singletons = new WeakMap<SourceCode, Map<ClassNode, boolean>>();

/**
 * Whether an instance of a class lives as long as the module: one is built at module level, or kept in a module-level
 * binding or a static field, or the class is a provider of an injector (`@Injectable()`), which makes one of each.
 */
export function isSingleton(source: SourceCode, node: ClassNode): boolean {
  let known = singletons.get(source);
  if (!known) singletons.set(source, (known = new Map<ClassNode, boolean>()));
  let answer = known.get(node);
  if (answer === undefined) {
    // A class whose singleton is kept in a field of itself asks about itself.
    known.set(node, false);
    answer =
      isInjected(node) ||
      nodesOf(source, AST_NODE_TYPES.NewExpression).some(
        (made) => isInstanceKept(source, made) && classesOf(source, made).includes(node),
      );
    known.set(node, answer);
  }
  return answer;
}

function isInjected(node: ClassNode): boolean {
  // espree's classes have no decorators.
  return ((node.decorators as readonly TSESTree.Decorator[] | undefined) ?? []).some(
    ({ expression }) =>
      expression.type === AST_NODE_TYPES.CallExpression &&
      expression.arguments.length === 0 &&
      expression.callee.type === AST_NODE_TYPES.Identifier &&
      expression.callee.name === 'Injectable',
  );
}

function isInstanceKept(source: SourceCode, made: TSESTree.NewExpression): boolean {
  if (isAtModuleLevel(made)) return made.parent.type !== AST_NODE_TYPES.ExpressionStatement;
  const { parent } = made;
  const target =
    parent.type === AST_NODE_TYPES.AssignmentExpression && parent.right === made
      ? parent.left
      : undefined;
  if (!target) return false;
  // `new Map([[key, new Store()]])` and `stores[id] = new Store()` make many; a plain name holds one.
  if (target.type === AST_NODE_TYPES.MemberExpression && propertyName(source, target) === undefined)
    return false;
  return longLivedPlace(source, target)?.isRoot === true;
}

/** The class that `new` names, with the superclasses that this file knows. */
function classesOf(source: SourceCode, made: TSESTree.NewExpression): ClassNode[] {
  const classes: ClassNode[] = [];
  let named: Node | null = made.callee;
  while (named) {
    const found: ClassNode | undefined = valuesOf(source, named).flatMap((value) =>
      value.kind === 'node' && isClass(value.node) ? [value.node] : [],
    )[0];
    if (!found || classes.includes(found)) break;
    classes.push(found);
    named = found.superClass;
  }
  return classes;
}
