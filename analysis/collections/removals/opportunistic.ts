/**
 * Removals that somebody has to bring about, or that happen on some paths only.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { conditionsAt, partsOf } from '../../flow/path-conditions.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { variableOf } from '../../syntax/bindings.ts';
import { isFunction, withoutWrappers } from '../../syntax/nodes.ts';
import {
  ancestorsOf,
  contains,
  functionAround,
  returnedBy,
  someNode,
} from '../../syntax/traversal.ts';
import type { Change } from '../changes.ts';
import { asksTheTime, initOf, isMootFor } from './conditions.ts';
import { ranging } from './keys.ts';
import type { Level } from './level.ts';

/** `cache.delete(key); cache.set(key, value)`: moves an entry to the end, and takes none out. */
export function isTouch({ source, additions }: Level, { node, key }: Change): boolean {
  if (!key) return false;
  const text = source.getText(key);
  const statement = statementOf(node);
  const block = statement.parent;
  if (block?.type !== AST_NODE_TYPES.BlockStatement) return false;
  // Also behind an `if (cache.has(key))` of its own.
  const outer =
    block.parent.type === AST_NODE_TYPES.IfStatement && !EXITS.has(block.body.at(-1)!.type)
      ? block.parent
      : undefined;
  const isAfter = (place: Node) => (addition: Change) =>
    addition.key !== undefined &&
    functionAround(addition.node) === functionAround(node) &&
    source.getText(addition.key) === text &&
    addition.node.range[0] > place.range[1] &&
    statementOf(addition.node).parent === place.parent;
  return (
    additions.some(isAfter(statement)) || (outer !== undefined && additions.some(isAfter(outer)))
  );
}

/** Statements behind which a block does not go on to what comes after it. */
const EXITS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.BreakStatement,
  AST_NODE_TYPES.ContinueStatement,
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.ThrowStatement,
]);

/**
 * `delete users[oldId]; users[user.id] = user`: an entry gets another key, and there are as many as before. Where nothing else
 * adds entries, that may be the one entry of a slot.
 */
export function isRenaming({ additions }: Level, { node, key }: Change): boolean {
  const statement = statementOf(node);
  const fn = functionAround(node);
  const others = additions.filter((addition) => functionAround(addition.node) !== fn);
  return (
    key !== undefined &&
    others.length > 0 &&
    isWhole(statement, node) &&
    additions.some(
      (addition) =>
        addition.key !== undefined &&
        addition.node.range[0] > statement.range[1] &&
        statementOf(addition.node).parent === statement.parent &&
        statementOf(addition.node).type === AST_NODE_TYPES.ExpressionStatement &&
        functionAround(addition.node) === fn,
    )
  );
}

/** Whether a statement is a removal and no more: `delete users[id];`, `users.delete(id);`. */
function isWhole(statement: Node, removal: Node): boolean {
  if (statement.type !== AST_NODE_TYPES.ExpressionStatement) return false;
  const { expression } = statement;
  return (
    expression === removal ||
    (expression.type === AST_NODE_TYPES.UnaryExpression && expression.argument === removal)
  );
}

function statementOf(node: Node): Node {
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor.type === AST_NODE_TYPES.BlockStatement || ancestor.type === AST_NODE_TYPES.Program)
      return inner;
    inner = ancestor;
  }
  return inner;
}

/**
 * `const hit = cache.get(key); if (hit.expires < Date.now()) cache.delete(key)` where no loop, timer or addition runs
 * it: whoever does not come back leaves the entry.
 */
export function isExpiryOnRead(level: Level, removal: Change): boolean {
  const { source, uses } = level;
  const { node, key } = removal;
  const fn = functionAround(node);
  if (!fn || !key || ranging(level, removal)) return false;
  if (!conditionsAt(node).some(({ test }) => asksTheTime(source, test))) return false;
  const text = source.getText(key);
  // The same key was read in the same function: `get`, or a value under it.
  return uses.all.some(
    ({ level: depth, access, node: used }) =>
      depth === level.depth &&
      contains(fn, used) &&
      ((access.kind === 'call' &&
        access.method === 'get' &&
        access.call.arguments[0] !== undefined &&
        source.getText(access.call.arguments[0]) === text) ||
        (access.kind === 'read' &&
          used.parent?.type === AST_NODE_TYPES.MemberExpression &&
          used.parent.computed &&
          source.getText(used.parent.property) === text)),
  );
}

/** Whether a failure alone leads to one of the places: a `catch`, a handler of rejections; and the addition comes before that. */
export function isOnFailureAlone({ additions }: Level, places: readonly Node[]): boolean {
  return places.some((place) => {
    for (const ancestor of ancestorsOf(place)) {
      const isFailure =
        ancestor.type === AST_NODE_TYPES.CatchClause || isRejectionHandler(ancestor);
      if (isFailure) return !additions.some(({ node }) => contains(ancestor, node));
      if (isFunction(ancestor)) return false;
    }
    return false;
  });
}

/** `run().catch(() => …)`, `run().then(done, () => …)` */
function isRejectionHandler(fn: Node): boolean {
  const call = fn.parent;
  if (
    !isFunction(fn) ||
    call?.type !== AST_NODE_TYPES.CallExpression ||
    call.callee.type !== AST_NODE_TYPES.MemberExpression ||
    call.callee.property.type !== AST_NODE_TYPES.Identifier
  )
    return false;
  const { name } = call.callee.property;
  return (
    (name === 'catch' && call.arguments[0] === fn) || (name === 'then' && call.arguments[1] === fn)
  );
}

/**
 * Whether the collection is a cache: entries are added where a read found none, or expire. What takes one out besides
 * makes readers load anew.
 */
export function isCache(level: Level): boolean {
  return level.additions.some(
    (addition) => isFilledOnMiss(level, addition) || storesExpiry(level, addition),
  );
}

/** `const hit = cache.get(key); if (hit) return hit; cache.set(key, await load(key))` */
function isFilledOnMiss(level: Level, { node }: Change): boolean {
  const { source, uses } = level;
  const fn = functionAround(node);
  const isMoot = isMootFor(level);
  return (
    fn !== undefined &&
    isComputed(source, node) &&
    conditionsAt(node).some((condition) =>
      partsOf(condition).some(({ test, holds }) => isMoot(test, holds)),
    ) &&
    returnedBy(source, fn).some((returned) =>
      someNode(source, returned, (inner) => uses.isValue(inner)),
    )
  );
}

/** Whether what is stored is loaded or worked out: not made for others to fill, as an empty list or an instance is. */
function isComputed(source: SourceCode, addition: Node): boolean {
  const value =
    addition.type === AST_NODE_TYPES.CallExpression
      ? addition.arguments[1]
      : addition.type === AST_NODE_TYPES.AssignmentExpression
        ? addition.right
        : undefined;
  return value !== undefined && isLoaded(source, value);
}

function isLoaded(source: SourceCode, value: Node): boolean {
  const assigned = assignedTo(source, value);
  return assigned.length > 0
    ? assigned.every((given) => isLoadedValue(given))
    : isLoadedValue(initOf(source, value) ?? value);
}

/** `let hit = cache.get(key); if (!hit) { hit = await load(key); cache.set(key, hit); }`: what a name is given later. */
function assignedTo(source: SourceCode, value: Node): Node[] {
  const variable = value.type === AST_NODE_TYPES.Identifier ? variableOf(source, value) : undefined;
  return (variable?.references ?? []).flatMap(({ identifier, writeExpr }) => {
    const { parent } = identifier as Node;
    return writeExpr && parent?.type === AST_NODE_TYPES.AssignmentExpression
      ? [withoutWrappers(writeExpr)]
      : [];
  });
}

function isLoadedValue(given: Node): boolean {
  if (given.type === AST_NODE_TYPES.ObjectExpression)
    return given.properties.every(
      (property) =>
        property.type === AST_NODE_TYPES.Property &&
        !isFunction(property.value) &&
        property.value.type !== AST_NODE_TYPES.NewExpression &&
        property.value.type !== AST_NODE_TYPES.ArrayExpression &&
        property.value.type !== AST_NODE_TYPES.ObjectExpression,
    );
  return (
    given.type === AST_NODE_TYPES.CallExpression || given.type === AST_NODE_TYPES.AwaitExpression
  );
}

const TIMES = /(?:\bexp\b|expir\w*|ttl|expiresAt|validUntil|cachedAt|fetchedAt|staleAt)\s*[:,}]/iu;

/** `cache.set(key, { value, expiresAt: Date.now() + TTL })` */
function storesExpiry({ source }: Level, { node }: Change): boolean {
  const text = source.getText(node);
  return TIMES.test(text) && text.length < 2000;
}
