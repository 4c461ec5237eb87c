/**
 * Whether a list may lose its oldest items: those who read it look at it, and decide nothing by what is in it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isResultUsed } from '../../../collections/result-uses.ts';
import { isOfAnswer } from '../../../collections/repeatable-code.ts';
import type { Change } from '../../../collections/changes.ts';
import type { Use } from '../../../collections/uses.ts';
import type { Node, SourceCode } from '../../../source/source-code.ts';
import { variableOf } from '../../../syntax/bindings.ts';
import { isFunction, withoutWrappers, withWrappers } from '../../../syntax/nodes.ts';
import { propertyName } from '../../../syntax/references.ts';
import { ancestorsOf, contains } from '../../../syntax/traversal.ts';
import {
  addsTo,
  asksForItem,
  changesReceiver,
  looksAtItems,
  removesEntries,
} from '../../../vocabulary/collection-methods.ts';
import { namesLog } from '../../../vocabulary/log-words.ts';
import { reasonInSize } from './use-refusals.ts';
import { isLast, readsTail, takesPositions, type Filled, type ListCall } from './list-ends.ts';
import { isOnlyShown, isShownCall } from './list-shows.ts';
import { reasonInAccess, type AccessReasons } from './access-reasons.ts';
import { slopeOf } from './times.ts';
import type { Limits, Subject } from './strategy.ts';

/**
 * @param depth 0 for a list that is the collection itself, 1 for the lists in its entries
 * @returns why the oldest items of the lists must not be removed
 */
export function reasonInLists(subject: Subject, depth: 0 | 1, limits: Limits): string | undefined {
  const { source, uses, changes } = subject;
  const additions = changes.additions.filter(({ level }) => level === depth);
  for (const use of uses.all) {
    const reason =
      use.level === depth && use.path === ''
        ? reasonInAccess(REASONS, use, { subject, additions, ...limits })
        : use.level === depth + 1 && !limits.evict
          ? reasonInItem(use, additions)
          : undefined;
    if (reason !== undefined) return reason;
  }
  if (limits.evict) return undefined;
  const untimed = additions.find((addition) => !isTimed(source, addition));
  if (readsLatest({ source, additions }, uses.all, depth, limits.max)) return undefined;
  const { name } = subject.collection;
  if (!untimed)
    return namesLog(name)
      ? undefined
      : `\`${name}\` is not the name of a log: its items may be what the program keeps for its users. Pass \`--evict\` (the option \`evict\` of the rule) to cap it all the same`;
  return `the items that line ${untimed.node.loc.start.line} adds have no time of their own: it may be more than a log, which may lose its oldest entries. Pass \`--evict\` (the option \`evict\` of the rule) to cap it all the same`;
}

interface Cut extends Limits {
  readonly subject: Subject;
  readonly additions: readonly Change[];
}

const REASONS: AccessReasons<Cut> = {
  call: (access, { at, context }) => reasonInCall(access, at, context),
  size: (_, { node, at, context: { subject, max, evict } }) =>
    evict && node.parent?.parent?.type !== AST_NODE_TYPES.BinaryExpression
      ? undefined
      : reasonInSize(subject.source, node.parent!, max, at),
  read: (_, { node, at, context: { subject, additions } }) =>
    node.parent?.type === AST_NODE_TYPES.MemberExpression &&
    node.parent.object === node &&
    !isLast({ source: subject.source, additions }, node.parent)
      ? `${at} reads an item by its position, which is another one once items are removed`
      : undefined,
  write: ({ key, assignment }, { at, context: { additions } }) =>
    key === undefined || additions.some((addition) => addition.node === assignment)
      ? undefined
      : `${at} writes an item by its position, which is another one once items are removed`,
  iterate: (_, { node, at, context: { subject, evict } }) =>
    evict || isOnlyShown(subject.source, node) ? undefined : reasonInUse(at),
  delete: (_, { at }) => `${at} deletes an item by its position, which leaves a gap`,
  escape: ({ how }, { node, at, context: { subject, evict } }) => {
    const isKnown =
      how === 'type-tested' ||
      isStoredAgain(node, subject.uses.isCollection) ||
      isShown(subject.source, node) ||
      isOnlyShown(subject.source, node);
    if (isKnown || (how === 'serialised' && evict)) return undefined;
    return how === 'serialised'
      ? reasonInUse(at)
      : `a list in it is ${how} (${at}), where its use is not seen`;
  },
};

const reasonInUse = (at: string) =>
  `${at} does more with its items than to show them, and would come to something else once the oldest are removed`;

/** `const count = list.push(item)` */
function reasonInLength(
  source: SourceCode,
  { method, call }: Pick<ListCall, 'method' | 'call'>,
  at: string,
): string | undefined {
  return isResultUsed(source, call)
    ? `${at} uses the length that \`${method}\` gives back, which a cap would falsify`
    : undefined;
}

function reasonInCall(
  access: ListCall,
  at: string,
  { subject: { source }, additions, evict, max }: Cut,
): string | undefined {
  const { method, call } = access;
  if (addsTo(method) === 'item' && method !== 'splice')
    return evict ? undefined : reasonInLength(source, { method, call }, at);
  if (readsTail({ source, additions }, access, max)) return undefined;
  if (takesPositions({ source, additions }, method, call))
    return `${at} uses the positions of its items, which are others once items are removed`;
  if (looksAtItems(method))
    return evict || isShownCall(source, method, call) ? undefined : reasonInUse(at);
  if (removesEntries(method))
    return `${at} takes items out: it is a queue, and a cap would drop what is still to be done`;
  if (changesReceiver(method))
    return `\`${method}\` moves its items (${at}), so that the oldest is not the first`;
  if (evict) return undefined;
  if (!asksForItem(method, 'truth') && !asksForItem(method, 'position'))
    return `\`${method}\` (${at}) may read items that a cap removes, and would come to something else`;
  return onlyUpdates(source, call, additions)
    ? undefined
    : `${at} decides by an item what else is done, and would decide otherwise once it is removed`;
}

/** `const at = list.findIndex(isIt); if (at >= 0) list[at] = item; else list.push(item)` */
function onlyUpdates(
  source: SourceCode,
  call: TSESTree.CallExpression,
  additions: readonly Change[],
): boolean {
  const { parent } = withWrappers(call);
  const asked: readonly Node[] =
    parent?.type === AST_NODE_TYPES.VariableDeclarator &&
    parent.id.type === AST_NODE_TYPES.Identifier
      ? (variableOf(source, parent.id)?.references.flatMap((reference) =>
          reference.isRead() ? [reference.identifier] : [],
        ) ?? [])
      : [call];
  return asked.every((node) => decidesAddition(node, additions));
}

export function decidesAddition(node: Node, additions: readonly Change[]): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) return false;
    if (additions.some((addition) => addition.node === ancestor)) return true;
    if (ancestor.type === AST_NODE_TYPES.IfStatement && contains(ancestor.test, node)) {
      const branches = [ancestor.consequent, ...(ancestor.alternate ? [ancestor.alternate] : [])];
      return branches.every((branch) => onlyAdds(branch, additions));
    }
  }
  return false;
}

function onlyAdds(statement: Node, additions: readonly Change[]): boolean {
  if (statement.type === AST_NODE_TYPES.BlockStatement)
    return statement.body.every((inner) => onlyAdds(inner, additions));
  return (
    statement.type === AST_NODE_TYPES.ExpressionStatement &&
    additions.some(({ node }) => node === withoutWrappers(statement.expression))
  );
}

/** `index.set(key, list)`: it goes where it came from. */
export function isStoredAgain({ parent }: Node, isCollection: (node: Node) => boolean): boolean {
  return (
    (parent?.type === AST_NODE_TYPES.CallExpression &&
      parent.callee.type === AST_NODE_TYPES.MemberExpression &&
      isCollection(withoutWrappers(parent.callee.object))) ||
    (parent?.type === AST_NODE_TYPES.AssignmentExpression &&
      parent.left.type === AST_NODE_TYPES.MemberExpression &&
      isCollection(withoutWrappers(parent.left.object)))
  );
}

/** `res.json({ items: list })` */
function isShown(source: SourceCode, node: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor.type === AST_NODE_TYPES.CallExpression) return isOfAnswer(source, ancestor.callee);
    if (
      ancestor.type !== AST_NODE_TYPES.Property &&
      ancestor.type !== AST_NODE_TYPES.ObjectExpression &&
      ancestor.type !== AST_NODE_TYPES.ArrayExpression &&
      ancestor.type !== AST_NODE_TYPES.LogicalExpression
    )
      return false;
  }
  return false;
}

function reasonInItem({ node, access }: Use, additions: readonly Change[]): string | undefined {
  const isAdded = additions.some((addition) => addition.node === node);
  return !isAdded && (access.kind === 'write' || access.kind === 'delete')
    ? `line ${node.loc.start.line} changes an item, which a cap would lose`
    : undefined;
}

/** Names of times that a stored entity has: an order is no entry of a log, though it says when it was made. */
const OF_ENTITIES = /^(?:created|updated|modified|inserted)|(?:^|[a-z_])(?:Created|Updated)/u;

/** Whether what is added says when it was: it is one of many things that happened. */
function isTimed(source: SourceCode, { node }: Change): boolean {
  const items =
    node.type === AST_NODE_TYPES.CallExpression
      ? node.arguments
      : node.type === AST_NODE_TYPES.AssignmentExpression
        ? [node.right]
        : [];
  return items.length > 0 && items.every((item) => hasTime(source, item));
}

function hasTime(source: SourceCode, item: Node): boolean {
  const node = withoutWrappers(item);
  const made = node.type === AST_NODE_TYPES.Identifier ? initOf(source, node) : node;
  if (!made) return false;
  if (made.type !== AST_NODE_TYPES.ObjectExpression) return isTime(source, made);
  return made.properties.some(
    (property) =>
      property.type === AST_NODE_TYPES.Property &&
      !OF_ENTITIES.test(propertyName(source, property) ?? '') &&
      isTime(source, property.value),
  );
}

/** `Date.now()`, `new Date().toISOString()` */
function isTime(source: SourceCode, value: Node): boolean {
  const node = withoutWrappers(value);
  const isText =
    node.type === AST_NODE_TYPES.CallExpression &&
    node.callee.type === AST_NODE_TYPES.MemberExpression &&
    /^to(?:ISO|UTC|Locale)?\w*String$|^toJSON$/u.test(propertyName(source, node.callee) ?? '');
  return slopeOf(source, isText ? (node.callee as TSESTree.MemberExpression).object : node) === 1;
}

function initOf(source: SourceCode, node: TSESTree.Identifier): Node | undefined {
  const definition = variableOf(source, node)?.defs[0]?.node as Node | undefined;
  return definition?.type === AST_NODE_TYPES.VariableDeclarator && definition.init
    ? withoutWrappers(definition.init)
    : undefined;
}

/** Whether nobody reads more than the last items: `list.slice(-20)`. */
function readsLatest(filled: Filled, uses: readonly Use[], depth: number, max: number): boolean {
  return uses.every(({ level, access, node }) => {
    if (level !== depth) return true;
    if (access.kind === 'call')
      return addsTo(access.method) === 'item' || readsTail(filled, access, max);
    if (access.kind === 'read')
      return node.parent?.type === AST_NODE_TYPES.MemberExpression && isLast(filled, node.parent);
    return access.kind !== 'iterate' && access.kind !== 'escape' && access.kind !== 'size';
  });
}
