/**
 * Whether a place that keeps values of responses grows, or is bounded as far as its file tells.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import { keyOrigin } from '../keys/key-origin.ts';
import type { KeyOrigin, KeyQueries } from '../keys/key-queries.ts';
import {
  longLivedPlace,
  type LongLivedPlace,
  type PlaceStore,
} from '../lifetime/long-lived-places.ts';
import { isReassigned } from '../lifetime/place-assignments.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { memberAssignments } from '../syntax/assignments.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { contains, functionAround, isAtModuleLevel, nodesOf } from '../syntax/traversal.ts';
import { evictsEntries } from '../vocabulary/collection-methods.ts';

/**
 * Whether each run of a store can leave one value more; `unknown` if nothing tells how many keys there are. What a Set is given is
 * its own key, and of a response: another each time.
 */
export function growthOf(
  source: SourceCode,
  { node, how, key, value }: PlaceStore,
  project: KeyQueries,
): KeyOrigin['kind'] {
  if (how === 'push') return 'grows';
  // `all = [...all, data]`
  if (how === 'assign' && !key)
    return node.type === AST_NODE_TYPES.AssignmentExpression && spreads(source, value, node.left)
      ? 'grows'
      : 'finite';
  if (key === undefined) return 'finite';
  const { kind } = keyOrigin(source, key, project);
  return kind === 'unknown' && key === value ? 'grows' : kind;
}

/** Whether the receiver of `set`, `add` or `push` keeps what it is given: not a client of Redis, a router, a stream. */
export function isCollection(
  source: SourceCode,
  receiver: Node,
  { root, isRoot }: LongLivedPlace,
): boolean {
  const values = valuesOf(source, receiver);
  const isKnown = values.some((value) => value.kind === 'node' && keepsValues(source, value.node));
  return (
    isKnown ||
    (root.kind === 'field' &&
      isRoot &&
      initialValues(source, root.owner, root.field).some((value) => keepsValues(source, value)))
  );
}

function keepsValues(source: SourceCode, node: Node): boolean {
  if (node.type === AST_NODE_TYPES.ArrayExpression) return true;
  // An element of a collection: `index.get(kind).push(body)`.
  if (
    node.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.MemberExpression
  ) {
    return valuesOf(source, node.callee.object).some(
      (value) => value.kind === 'node' && value.node !== node && keepsValues(source, value.node),
    );
  }
  if (node.type !== AST_NODE_TYPES.NewExpression || node.callee.type !== AST_NODE_TYPES.Identifier)
    return false;
  return (
    ['Map', 'Set', 'Array'].some((name) => isGlobal(source, node.callee, name)) ||
    (CACHE.test(node.callee.name) &&
      valuesOf(source, node.callee).some(({ kind }) => kind === 'module'))
  );
}

/** What a class or an object literal gives a field to begin with. */
function initialValues(source: SourceCode, owner: Node, field: string): Node[] {
  const members: readonly Node[] =
    owner.type === AST_NODE_TYPES.ObjectExpression
      ? owner.properties
      : 'body' in owner && owner.body && 'body' in owner.body
        ? (owner.body.body as Node[])
        : [];
  const declared = members.flatMap((member) =>
    (member.type === AST_NODE_TYPES.PropertyDefinition ||
      member.type === AST_NODE_TYPES.Property) &&
    propertyName(source, member) === field &&
    member.value
      ? [member.value]
      : [],
  );
  const assigned = memberAssignments(source, field)
    .filter(({ left }) => contains(owner, left))
    .map(({ right }) => right);
  return [...declared, ...assigned];
}

function spreads(source: SourceCode, value: Node, place: Node): boolean {
  const inner = withoutWrappers(value);
  // `all = all.concat(data)`
  if (
    inner.type === AST_NODE_TYPES.CallExpression &&
    inner.callee.type === AST_NODE_TYPES.MemberExpression &&
    propertyName(source, inner.callee) === 'concat'
  )
    return source.getText(inner.callee.object) === source.getText(place);
  const isPlace = (item: Node | null) =>
    item?.type === AST_NODE_TYPES.SpreadElement &&
    source.getText(item.argument) === source.getText(place);
  if (inner.type === AST_NODE_TYPES.ArrayExpression) return inner.elements.some(isPlace);
  // `all = { ...all, last: data }` has the same keys each time.
  const brings = (item: TSESTree.ObjectLiteralElement) =>
    item.type === AST_NODE_TYPES.SpreadElement
      ? !isPlace(item)
      : propertyName(source, item) === undefined;
  return (
    inner.type === AST_NODE_TYPES.ObjectExpression &&
    inner.properties.some(isPlace) &&
    inner.properties.some(brings)
  );
}

/**
 * What takes values out of a place, or keeps their number down, by this file alone: a call that evicts, a new
 * assignment, a look at the size, a constructor of a library for caches.
 */
export function boundOf(source: SourceCode, { place, node }: PlaceStore): Node | undefined {
  return (
    libraryCache(source, place) ?? evictionOf(source, place) ?? replacementOf(source, place, node)
  );
}

/** What takes values out of a place again: requests under way are shared until they are answered. */
export function removalFrom(
  source: SourceCode,
  { place, node }: { readonly place: LongLivedPlace; readonly node: Node },
): Node | undefined {
  return evictionOf(source, place) ?? replacementOf(source, place, node);
}

/** What the function that stores under a key takes it out by when it is done: `active.set(id, …)`, `active.delete(id)`. */
export function removalBeside(
  source: SourceCode,
  { place, node, key }: PlaceStore,
): Node | undefined {
  return evictionsOf(source).find(({ node: { parent }, place: evicted }) => {
    const [taken] = parent?.type === AST_NODE_TYPES.CallExpression ? parent.arguments : [];
    const isSameKey =
      taken !== undefined && key !== undefined && source.getText(taken) === source.getText(key);
    return (
      isSameKey &&
      isSameRoot(evicted, place) &&
      taken.range[0] > node.range[1] &&
      functionAround(taken) === functionAround(node)
    );
  })?.node;
}

/** Something that takes values out of a place, or looks at its size. */
interface Eviction {
  readonly node: Node;
  readonly place: LongLivedPlace | undefined;
}

/** Each store of a file asks, and a bundle has as many stores as it has accesses to look through. */
const evictions = new WeakMap<SourceCode, readonly Eviction[]>();

/** A call or a `delete` that takes values out, or a look at the size. */
function evictionOf(source: SourceCode, place: LongLivedPlace): Node | undefined {
  return evictionsOf(source).find((eviction) => isSameRoot(eviction.place, place))?.node;
}

function evictionsOf(source: SourceCode): readonly Eviction[] {
  let all = evictions.get(source);
  if (!all)
    evictions.set(
      source,
      (all = nodesOf(source, AST_NODE_TYPES.MemberExpression).flatMap((access) =>
        evictionsBy(source, access),
      )),
    );
  return all;
}

function evictionsBy(source: SourceCode, access: TSESTree.MemberExpression): Eviction[] {
  const name = propertyName(source, access);
  const { parent } = access;
  const isEviction =
    (name !== undefined &&
      evictsEntries(name) &&
      parent.type === AST_NODE_TYPES.CallExpression &&
      parent.callee === access) ||
    ((name === 'size' || name === 'length') &&
      parent.type !== AST_NODE_TYPES.TemplateLiteral &&
      parent.type !== AST_NODE_TYPES.Property &&
      isCompared(access));
  if (isEviction) return [{ node: access, place: longLivedPlace(source, access.object) }];
  const isDelete = parent.type === AST_NODE_TYPES.UnaryExpression && parent.operator === 'delete';
  return isDelete ? [{ node: parent, place: longLivedPlace(source, access.object) }] : [];
}

/** An assignment of something else than the old value with more in it: `cache = new Map()` in a function. */
function replacementOf(source: SourceCode, place: LongLivedPlace, store: Node): Node | undefined {
  if (!isReassigned(source, place)) return undefined;
  return nodesOf(source, AST_NODE_TYPES.AssignmentExpression).find(
    (assignment) =>
      assignment !== store &&
      isReplacement(assignment) &&
      isSameRoot(rootPlace(source, assignment.left), place),
  );
  function isReplacement({ left, right, operator }: TSESTree.AssignmentExpression): boolean {
    return operator === '=' && !spreads(source, right, left) && !isAtModuleLevel(left);
  }
}

function rootPlace(source: SourceCode, node: Node): LongLivedPlace | undefined {
  const place = longLivedPlace(source, node);
  return place?.isRoot ? place : undefined;
}

/** `size > max`, `max <= length`, `length = 0`: a look at the size that asks for too much, not for something at all. */
function isCompared(access: Node): boolean {
  const { parent } = access;
  if (parent?.type === AST_NODE_TYPES.AssignmentExpression) return parent.left === access;
  if (parent?.type !== AST_NODE_TYPES.BinaryExpression) return false;
  const isAbove =
    parent.left === access ? /^>=?$/u.test(parent.operator) : /^<=?$/u.test(parent.operator);
  const limit = parent.left === access ? parent.right : parent.left;
  if (limit.type === AST_NODE_TYPES.Literal)
    return isAbove && typeof limit.value === 'number' && limit.value > 1;
  // `i < list.length` runs over a list.
  return (
    isAbove &&
    (parent.left === access ||
      limit.type !== AST_NODE_TYPES.Identifier ||
      /max|limit|size|cap/iu.test(limit.name))
  );
}

function isSameRoot(a: LongLivedPlace | undefined, b: LongLivedPlace): boolean {
  if (!a) return false;
  const one = a.root;
  const other = b.root;
  if (one.kind === 'variable' && other.kind === 'variable') return one.variable === other.variable;
  if (one.kind === 'field' && other.kind === 'field')
    return (
      one.owner === other.owner && one.field === other.field && one.isStatic === other.isStatic
    );
  return one.kind === 'global' && other.kind === 'global' && a.name === b.name;
}

/** Classes of packages whose instances throw out what is old or too much. */
const CACHE = /cache|lru|ttl/iu;

/** `new LRUCache(…)`, `new NodeCache(…)`: of a package, by the name of its class. */
function libraryCache(source: SourceCode, place: LongLivedPlace): Node | undefined {
  for (const node of nodesOf(source, AST_NODE_TYPES.NewExpression)) {
    const { callee, parent } = node;
    if (callee.type !== AST_NODE_TYPES.Identifier || !CACHE.test(callee.name)) continue;
    const isImported = valuesOf(source, callee).some(({ kind }) => kind === 'module');
    const holder =
      parent.type === AST_NODE_TYPES.VariableDeclarator
        ? parent.id
        : parent.type === AST_NODE_TYPES.AssignmentExpression
          ? parent.left
          : parent.type === AST_NODE_TYPES.PropertyDefinition
            ? parent.key
            : undefined;
    if (isImported && holder && isHeldBy(source, holder, parent, place)) return node;
  }
  return undefined;
}

function isHeldBy(source: SourceCode, holder: Node, parent: Node, place: LongLivedPlace): boolean {
  if (parent.type !== AST_NODE_TYPES.PropertyDefinition)
    return isSameRoot(longLivedPlace(source, holder), place);
  return (
    place.root.kind === 'field' &&
    contains(place.root.owner, parent) &&
    propertyName(source, parent) === place.root.field
  );
}
