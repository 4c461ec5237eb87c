/**
 * Whether what takes entries out of a collection can keep it bounded: it must be able to run, again and again, without
 * somebody outside coming back for it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callersOf } from '../flow/call-graph.ts';
import { conditionsAt } from '../flow/path-conditions.ts';
import { callFrequency, isTimer } from '../lifetime/call-frequency.ts';
import { callbackRole } from '../lifetime/callback-roles.ts';
import { runnerText } from '../lifetime/lifetime-queries.ts';
import { isServerless } from '../lifetime/serverless.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { isFunction, LOOPS } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf, contains, functionAround, someNode } from '../syntax/traversal.ts';
import { elementParameter } from '../vocabulary/collection-methods.ts';
import type { Change, Changes } from './changes.ts';
import type { CollectionQueries } from './collection-queries.ts';
import type { Uses } from './uses.ts';

export interface Eviction {
  /**
   * - `bounds`: it runs, and takes out what was added.
   * - `elsewhere`: other files decide whether it runs.
   * - `idle`: it cannot run, or not for every entry.
   */
  readonly kind: 'bounds' | 'elsewhere' | 'idle';
  /** For people: why it does not bound. */
  readonly why: string;
  readonly node: Node;
}

const BOUNDS = (node: Node): Eviction => ({ kind: 'bounds', why: '', node });

/** What adds to a collection and takes out of it in a file, at one level: its entries, or the values in them. */
export interface LevelChanges extends Changes {
  readonly uses: Uses;
}

/** Judges one removal. */
export function judgeEviction(
  source: SourceCode,
  removal: Change,
  { uses, additions }: LevelChanges,
  project: CollectionQueries,
): Eviction {
  const { node } = removal;
  if (isTouch(source, removal, additions))
    return { kind: 'idle', why: 'the entry is set again right after it', node };
  const frequency = callFrequency(source, node, project);
  if (frequency.kind === 'test')
    return { kind: 'idle', why: `it is called by ${runnerText(frequency)}`, node };
  if (frequency.kind === 'once') {
    return {
      kind: 'idle',
      why: frequency.by.startsWith('nobody')
        ? `it is called by ${runnerText(frequency)}`
        : `it runs once, by ${runnerText(frequency)}`,
      node,
    };
  }
  if (isServerless(source, project) && isTimer(frequency))
    return {
      kind: 'idle',
      why: 'a serverless platform freezes its timer between two requests',
      node,
    };
  if (isExpiryOnRead(source, removal, uses))
    return {
      kind: 'idle',
      why: 'an expired entry is deleted only when somebody asks for it again',
      node,
    };
  const waiting = waitsForClient(source, removal, additions);
  if (waiting !== undefined)
    return { kind: 'idle', why: `it waits for a client to call \`${waiting}\``, node };
  if (!isBesideAddition(removal, additions) && isCalledFromElsewhereAlone(source, node))
    return { kind: 'elsewhere', why: `other files decide when it runs`, node };
  return BOUNDS(node);
}

/** `cache.delete(key); cache.set(key, value)`: moves an entry to the end, and takes none out. */
function isTouch(source: SourceCode, { node, key }: Change, additions: readonly Change[]): boolean {
  if (!key) return false;
  const text = source.getText(key);
  const statement = statementOf(node);
  const block = statement.parent;
  if (block?.type !== AST_NODE_TYPES.BlockStatement) return false;
  // Also behind an `if (cache.has(key))` of its own.
  const outer = block.parent.type === AST_NODE_TYPES.IfStatement ? block.parent : undefined;
  const isAfter = (place: Node) => (addition: Change) =>
    addition.key !== undefined &&
    source.getText(addition.key) === text &&
    addition.node.range[0] > place.range[1] &&
    statementOf(addition.node).parent === place.parent;
  return (
    additions.some(isAfter(statement)) || (outer !== undefined && additions.some(isAfter(outer)))
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

const EXPIRY =
  /\b(?:expir\w*|ttl|Date\.now|now|maxAge|max_age|timestamp|stale|cachedAt|createdAt|fetchedAt|age)\b|expire|Ttl|TTL|EXPIR|_AGE|is(?:Expired|Stale|Fresh|Valid)|hasExpired/u;

/**
 * `const hit = cache.get(key); if (hit.expires < Date.now()) cache.delete(key)` where no loop, timer or addition runs
 * it: whoever does not come back leaves the entry.
 */
function isExpiryOnRead(source: SourceCode, { node, key }: Change, uses: Uses): boolean {
  const fn = functionAround(node);
  if (!fn || !key) return false;
  const isInLoop = [...ancestorsOf(node)].some(
    (ancestor) => contains(fn, ancestor) && LOOPS.has(ancestor.type),
  );
  if (isInLoop || isInIterator(source, node)) return false;
  if (!conditionsAt(node).some(({ test }) => asksTheTime(source, test, 2))) return false;
  const text = source.getText(key);
  // The same key was read in the same function: `get`, or a value under it.
  return uses.all.some(
    ({ level, access }) =>
      level === 0 &&
      access.kind === 'call' &&
      access.method === 'get' &&
      contains(fn, access.call) &&
      access.call.arguments[0] !== undefined &&
      source.getText(access.call.arguments[0]) === text,
  );
}

/** Whether a test looks at the time, by what it says or by what the names in it were given. */
function asksTheTime(source: SourceCode, test: Node, depth: number): boolean {
  if (EXPIRY.test(source.getText(test))) return true;
  if (depth === 0) return false;
  return someNode(source, test, (node) => {
    const definition =
      node.type === AST_NODE_TYPES.Identifier
        ? (variableOf(source, node)?.defs[0]?.node as Node | undefined)
        : undefined;
    return (
      definition?.type === AST_NODE_TYPES.VariableDeclarator &&
      definition.id.type === AST_NODE_TYPES.Identifier &&
      definition.init !== null &&
      !isFunction(definition.init) &&
      asksTheTime(source, definition.init, depth - 1)
    );
  });
}

function isInIterator(source: SourceCode, node: Node): boolean {
  return [...ancestorsOf(node)].some(
    (ancestor) =>
      isFunction(ancestor) &&
      ancestor.parent.type === AST_NODE_TYPES.CallExpression &&
      ancestor.parent.callee.type === AST_NODE_TYPES.MemberExpression &&
      elementParameter(propertyName(source, ancestor.parent.callee) ?? '') !== undefined,
  );
}

/** Handlers that run when a client asks, and only then. The clean-up on `close` and `disconnect` comes of itself. */
function waitsForClient(
  source: SourceCode,
  removal: Change,
  additions: readonly Change[],
): string | undefined {
  const around = handlerAround(source, removal.node);
  if (around?.kind !== 'route') return undefined;
  const isSame = additions.some(({ node }) => contains(around.fn, node));
  if (isSame || additions.length === 0) return undefined;
  // A sweep in a handler takes out more than what the client names.
  const isInLoop = [...ancestorsOf(removal.node)].some(
    (ancestor) => contains(around.fn, ancestor) && LOOPS.has(ancestor.type),
  );
  return isInLoop || isInIterator(source, removal.node) || !removal.key ? undefined : around.name;
}

function handlerAround(
  source: SourceCode,
  node: Node,
): { kind: 'route' | 'other'; name: string; fn: FunctionNode } | undefined {
  for (const ancestor of ancestorsOf(node)) {
    if (!isFunction(ancestor)) continue;
    const { parent } = ancestor;
    if (parent.type !== AST_NODE_TYPES.CallExpression) continue;
    const role = callbackRole(source, parent, ancestor);
    if (role.kind === 'inline') continue;
    if (role.kind !== 'handler')
      return role.kind === 'unknown' ? undefined : { kind: 'other', name: '', fn: ancestor };
    const isRoute = /\.(?:get|post|put|patch|delete|all)\b/u.test(role.name);
    const isConnection = /'connect(?:ion)?'/u.test(role.name);
    return { kind: isRoute || isConnection ? 'route' : 'other', name: role.name, fn: ancestor };
  }
  return undefined;
}

/** Whoever adds runs what removes, too: `running.set(id); await work(); running.delete(id)`. */
function isBesideAddition({ node }: Change, additions: readonly Change[]): boolean {
  return [...ancestorsOf(node)].some(
    (ancestor) =>
      isFunction(ancestor) && additions.some((addition) => contains(ancestor, addition.node)),
  );
}

/** An exported function that nothing in this file calls: `clearCache`, `closeSession`. */
function isCalledFromElsewhereAlone(source: SourceCode, node: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (!isFunction(ancestor)) continue;
    const { calls, values, isExported } = callersOf(source, ancestor);
    if (calls.length === 0 && values.length === 0) return isExported;
    if (values.length > 0 && values[0] !== ancestor) return false;
    if (calls.length > 0) return false;
  }
  return false;
}
