/**
 * Which uses of a collection add to it, and which take away.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import { isPresent } from '../keys/present-keys.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, variableOf } from '../syntax/bindings.ts';
import { isFunction, isNullish, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName, sameReference } from '../syntax/references.ts';
import { ancestorsOf, contains, someNode } from '../syntax/traversal.ts';
import {
  addsTo,
  asksForItem,
  givesSomeItems,
  removesEntries,
  storingOf,
} from '../vocabulary/collection-methods.ts';
import type { CollectionKind } from './collection-queries.ts';
import type { Collection } from './collections.ts';
import { contentsOf } from './copies.ts';
import type { Access } from './accesses.ts';
import type { Use, Uses } from './uses.ts';
import { isGrowingValue } from './value-kinds.ts';

export interface Change {
  /** The call or the assignment. */
  readonly node: Node;
  /** 0: entries of the collection; 1 and more: what grows inside its values. */
  readonly level: number;
  /** The property of a value that is changed. */
  readonly path: string;
  /** What the entry is found by: a Map's key, a Set's value. An array has none: each addition is one more. */
  readonly key: Node | undefined;
}

export interface Changes {
  readonly additions: readonly Change[];
  readonly removals: readonly Change[];
}

export function changesOf(
  source: SourceCode,
  collection: Pick<Collection, 'kind'>,
  uses: Uses,
): Changes {
  const additions: Change[] = [];
  const removals: Change[] = [];
  for (const use of uses.all) {
    const kind = use.level === 0 ? collection.kind : undefined;
    const added = additionBy(source, use, { kind, uses });
    if (added && (use.level === 0 || isGrowingValue(source, use.node)))
      additions.push(...added.filter((change) => !isUpdate(source, change, uses)));
    const removed = removalBy(source, use, uses);
    if (removed) removals.push(removed);
  }
  return { additions: distinct(additions), removals: distinct(removals) };
}

function distinct(changes: readonly Change[]): Change[] {
  return [
    ...new Map(
      changes.map((change) => [
        [...change.node.range, change.level, change.path, ...(change.key?.range ?? [])].join(':'),
        change,
      ]),
    ).values(),
  ];
}

/** A key that is there already: `const job = jobs.get(id); if (!job) return; jobs.set(id, job)`. */
function isUpdate(source: SourceCode, { node, level, key }: Change, uses: Uses): boolean {
  return (
    level === 0 &&
    key !== undefined &&
    (isPresent(source, node, key, uses.isCollection) || isFoundIndex(source, key, uses))
  );
}

/** `const at = list.findIndex(isIt); list[at] = item`: what is at the index is replaced. */
function isFoundIndex(source: SourceCode, key: Node, uses: Uses): boolean {
  const definition =
    key.type === AST_NODE_TYPES.Identifier
      ? (variableOf(source, key)?.defs[0]?.node as Node | undefined)
      : undefined;
  if (definition?.type !== AST_NODE_TYPES.VariableDeclarator || !definition.init) return false;
  const search = withoutWrappers(definition.init);
  return (
    search.type === AST_NODE_TYPES.CallExpression &&
    search.callee.type === AST_NODE_TYPES.MemberExpression &&
    asksForItem(propertyName(source, search.callee) ?? '', 'position') &&
    uses.isCollection(withoutWrappers(search.callee.object))
  );
}

function additionBy(source: SourceCode, use: Use, target: Target): Change[] | undefined {
  switch (use.access.kind) {
    case 'call':
      return addedByCall(source, use, use.access, target);
    case 'write':
      return addedByWrite(source, use, use.access, target);
    case 'replace': {
      // `list = [...list, item]`, `table = { ...table, [key]: value }`
      const { assignment } = use.access;
      const change = { node: assignment, level: use.level, path: use.path };
      return addedToOld(source, assignment.right, target.uses.isCollection, change);
    }
    default:
      return undefined;
  }
}

/** What an access may add to. */
interface Target {
  /** Of the collection itself; a value of it has none that is known. */
  readonly kind: CollectionKind | undefined;
  readonly uses: Uses;
}

type AccessOf<K extends Access['kind']> = Extract<Access, { kind: K }>;

function addedByCall(
  source: SourceCode,
  { level, path }: Use,
  { method, call }: AccessOf<'call'>,
  { kind, uses }: Target,
): Change[] | undefined {
  const [first, second] = call.arguments;
  const added = addsTo(method);
  const change = { node: call, level, path };
  if (method === 'Object.assign' && kind === 'object')
    return call.arguments
      .slice(1)
      .flatMap((object) => keysAssigned(source, object))
      .map((key) => ({ ...change, key }));
  if (added === 'item' && (level > 0 || kind === 'array'))
    return call.arguments.length > (storingOf(method)?.from ?? 0)
      ? [{ ...change, key: undefined }]
      : undefined;
  if (added !== 'entry' || kind === 'array' || kind === 'object') return undefined;
  if (level > 0 && isOfValue(method, call)) return undefined;
  const entry: Change = { ...change, key: first };
  return second && level === 0
    ? [entry, ...addedToOld(source, second, uses.isValue, { node: call, level: 1, path: '' })]
    : [entry];
}

/** Whether a method of a value has the name of one that adds an entry, and is none by its arguments. */
function isOfValue(method: string, call: TSESTree.CallExpression): boolean {
  const [, second] = call.arguments;
  // A value's own `set(x)` is a field of it, not an entry.
  if (method === 'set') return !second;
  // Numbers and dates have an `add`, too: `totals.set(id, totals.get(id).add(amount))`, `day.add(1, 'day')`.
  return method === 'add' && (second !== undefined || isGivenOn(call));
}

function addedByWrite(
  source: SourceCode,
  { level, path }: Use,
  { key, assignment }: AccessOf<'write'>,
  { kind, uses }: Target,
): Change[] | undefined {
  const change = { node: assignment, level, path };
  if (!key)
    return level > 0 ? addedToOld(source, assignment.right, uses.isValue, change) : undefined;
  const hasKeys = level > 0 || kind === 'object' || kind === 'array';
  if (!hasKeys || key.type === AST_NODE_TYPES.Literal) return undefined;
  const isAppend =
    key.type === AST_NODE_TYPES.MemberExpression && propertyName(source, key) === 'length';
  return [{ ...change, key: isAppend ? undefined : key }];
}

/** Whether what a call gives becomes an argument, or a value of a name or a property. */
function isGivenOn(call: TSESTree.CallExpression): boolean {
  const { parent } = call;
  if (parent.type === AST_NODE_TYPES.CallExpression) return parent.callee !== call;
  return (
    parent.type === AST_NODE_TYPES.VariableDeclarator ||
    parent.type === AST_NODE_TYPES.AssignmentExpression ||
    parent.type === AST_NODE_TYPES.Property
  );
}

/** What a value adds to the one that it takes the place of, if it holds that. */
function addedToOld(
  source: SourceCode,
  made: Node,
  isOld: (expression: Node) => boolean,
  change: Omit<Change, 'key'>,
): Change[] {
  const { hasOld, keys } = contentsOf(source, made, isOld);
  return hasOld ? keys.map((key) => ({ ...change, key })) : [];
}

/** The keys that an object brings: of one that the file writes out, those that are computed. */
function keysAssigned(
  source: SourceCode,
  object: TSESTree.CallExpressionArgument,
): readonly (Node | undefined)[] {
  if (object.type === AST_NODE_TYPES.SpreadElement) return [object.argument];
  const isWrittenOut = valuesOf(source, object).every(
    (value) =>
      value.kind === 'node' &&
      value.node.type === AST_NODE_TYPES.ObjectExpression &&
      value.node.properties.length > 0,
  );
  return isWrittenOut
    ? valuesOf(source, object).flatMap((value) =>
        value.kind === 'node' ? contentsOf(source, value.node, () => false).keys : [],
      )
    : [object];
}

function removalBy(source: SourceCode, use: Use, uses: Uses): Change | undefined {
  const { access, level, path } = use;
  switch (access.kind) {
    case 'delete':
      return { node: access.key.parent!, level, path, key: access.key };
    case 'call':
      return removedByCall(source, use, access, uses);
    case 'write':
      return removedByWrite(source, use, access, uses);
    case 'replace':
      return isReplaced(source, access.assignment, uses)
        ? { node: access.assignment, level, path, key: undefined }
        : undefined;
    default:
      return undefined;
  }
}

function removedByCall(
  source: SourceCode,
  { level, path }: Use,
  { method, call }: AccessOf<'call'>,
  uses: Uses,
): Change | undefined {
  const [first, second] = call.arguments;
  if (removesEntries(method))
    return method === 'splice' && isZero(second)
      ? undefined
      : { node: call, level, path, key: method === 'delete' ? first : undefined };
  // A value is cut, or replaced by a fresh one: `recent.set(key, times.filter(isRecent))`, `.set(key, [])`.
  const isCutValue =
    method === 'set' &&
    level === 0 &&
    second !== undefined &&
    isFreshOrCut(source, second, uses) &&
    !isFirst(source, call, uses);
  return isCutValue ? { node: call, level: 1, path: '', key: undefined } : undefined;
}

function removedByWrite(
  source: SourceCode,
  { level, path }: Use,
  { key, assignment }: AccessOf<'write'>,
  uses: Uses,
): Change | undefined {
  const target = withoutWrappers(assignment.left) as TSESTree.MemberExpression;
  if (!key && propertyName(source, target) === 'length')
    return { node: assignment, level, path: path.replace(/\.?length$/u, ''), key: undefined };
  if (key && isGlobal(source, assignment.right, 'undefined')) return undefined;
  if (assignment.operator !== '=' || !isFreshOrCut(source, assignment.right, uses))
    return undefined;
  if (key && isFirst(source, assignment, uses)) return undefined;
  return key
    ? { node: assignment, level: level + 1, path: '', key: undefined }
    : { node: assignment, level, path, key: undefined };
}

/** Whether something else takes the place of a collection that has been filled. */
function isReplaced(
  source: SourceCode,
  assignment: TSESTree.AssignmentExpression,
  uses: Uses,
): boolean {
  return (
    assignment.operator === '=' &&
    !isFirstValue(assignment) &&
    !isMadeWhereMissing(source, assignment) &&
    !contentsOf(source, assignment.right, uses.isCollection).hasOld
  );
}

/** `splice(at, 0, item)` takes nothing out. */
function isZero(count: Node | undefined): boolean {
  return count?.type === AST_NODE_TYPES.Literal && count.value === 0;
}

/** What a constructor, or the module as it loads, gives a name takes nothing out of it. */
function isFirstValue(assignment: TSESTree.AssignmentExpression): boolean {
  const around = [...ancestorsOf(assignment)].find((ancestor) => isFunction(ancestor));
  const method = around?.parent;
  return (
    !around || (method?.type === AST_NODE_TYPES.MethodDefinition && method.kind === 'constructor')
  );
}

/** `if (!cache) cache = new Map()`, `cache = cache || new Map()`: there was none. */
function isMadeWhereMissing(
  source: SourceCode,
  assignment: TSESTree.AssignmentExpression,
): boolean {
  const right = withoutWrappers(assignment.right);
  if (
    right.type === AST_NODE_TYPES.LogicalExpression &&
    right.operator !== '&&' &&
    sameReference(source, withoutWrappers(right.left), assignment.left)
  )
    return true;
  for (const ancestor of ancestorsOf(assignment)) {
    if (isFunction(ancestor)) return false;
    if (
      ancestor.type === AST_NODE_TYPES.LogicalExpression &&
      ancestor.operator !== '&&' &&
      sameReference(source, withoutWrappers(ancestor.left), assignment.left)
    )
      return true;
    if (
      ancestor.type === AST_NODE_TYPES.IfStatement &&
      contains(ancestor.consequent, assignment) &&
      saysMissing(source, ancestor.test, assignment.left)
    )
      return true;
  }
  return false;
}

/** `!cache`, `cache === undefined`, `cache == null` */
function saysMissing(source: SourceCode, test: Node, place: Node): boolean {
  if (test.type === AST_NODE_TYPES.UnaryExpression)
    return test.operator === '!' && sameReference(source, test.argument, place);
  if (test.type !== AST_NODE_TYPES.BinaryExpression || !/^===?$/u.test(test.operator)) return false;
  return isNullish(test.right) && sameReference(source, test.left, place);
}

/** An empty collection, or a part of the old one. */
function isFreshOrCut(source: SourceCode, value: Node, uses: Uses): boolean {
  const node = withoutWrappers(value);
  if (node.type === AST_NODE_TYPES.ArrayExpression)
    return !contentsOf(source, node, uses.isValue).hasOld;
  if (node.type === AST_NODE_TYPES.ObjectExpression) return node.properties.length === 0;
  if (node.type === AST_NODE_TYPES.NewExpression)
    return (
      (isGlobal(source, node.callee, 'Map') || isGlobal(source, node.callee, 'Set')) &&
      !contentsOf(source, node, uses.isValue).hasOld
    );
  const definition =
    node.type === AST_NODE_TYPES.Identifier
      ? (variableOf(source, node)?.defs[0]?.node as Node | undefined)
      : undefined;
  if (definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init)
    return isCut(source, withoutWrappers(definition.init));
  return isCut(source, node);
}

function isCut(source: SourceCode, node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.MemberExpression &&
    givesSomeItems(propertyName(source, node.callee) ?? '')
  );
}

/** `if (!index.has(key)) index.set(key, [])`: the first value of a key, not a cut. */
function isFirst(source: SourceCode, made: Node, uses: Uses): boolean {
  for (let node: Node | undefined = made.parent; node; node = node.parent) {
    if (node.type !== AST_NODE_TYPES.IfStatement && node.type !== AST_NODE_TYPES.LogicalExpression)
      continue;
    const test: Node = node.type === AST_NODE_TYPES.IfStatement ? node.test : node.left;
    if (
      !contains(test, made) &&
      someNode(source, test, (inner) => uses.isCollection(inner) || uses.isValue(inner))
    )
      return true;
  }
  return false;
}
