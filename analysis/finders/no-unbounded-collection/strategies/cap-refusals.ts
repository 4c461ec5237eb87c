/**
 * Why the oldest entries of a collection must not be removed.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Change } from '../../../collections/changes.ts';
import { holdsRecords } from '../../../collections/entry-lifetime.ts';
import { functionAround } from '../../../syntax/traversal.ts';
import { isOfOneEntry } from '../../../vocabulary/collection-methods.ts';
import {
  reasonInAccess,
  readsProperty,
  writesProperty,
  type AccessReasons,
} from './access-reasons.ts';
import {
  isGivenAway,
  reasonInEntries,
  reasonInNames,
  reasonInNeeds,
  reasonInOtherFiles,
  reliedOn,
} from './eviction-refusals.ts';
import { makesSame, reasonInSize } from './use-refusals.ts';
import { reasonInLists } from './list-reads.ts';
import { reasonInWholeLists } from './whole-lists.ts';
import { isRemovalLoop } from './removal-loops.ts';
import { fieldNamedOutside } from './outside-reads.ts';
import type { Limits, Subject } from './strategy.ts';

interface Growing {
  readonly entries: readonly Change[];
  readonly values: readonly Change[];
}

export function reasonAgainstCap(
  subject: Subject,
  growing: Growing,
  limits: Limits,
): string | undefined {
  const { source, collection, uses } = subject;
  const inEntries = reasonInEntries(subject, limits);
  if (inEntries !== undefined) return inEntries;
  if (collection.kind === 'object')
    return 'an object does not say which of its keys is the oldest (keys that look like numbers come first). A Map does, but a cap of it is right only if the program can do without an old entry';
  return (
    reasonInNames(source, [...collection.makers, ...uses.all.map(({ node }) => node)]) ??
    (collection.kind === 'array'
      ? reasonInArray(subject, limits)
      : reasonInMap(subject, growing, limits)) ??
    reasonInReach(subject, growing) ??
    (limits.evict ? undefined : fieldNamedOutside(subject))
  );
}

function reasonInArray(subject: Subject, limits: Limits): string | undefined {
  const { collection, changes } = subject;
  const inner = changes.additions.find(({ level }) => level > 0);
  if (inner) return `line ${inner.node.loc.start.line} adds to what its items hold`;
  return reasonInLists(subject, 0, limits) ?? reasonInRecords(collection.name, limits);
}

function reasonInRecords(name: string, { evict }: Limits): string | undefined {
  return holdsRecords(name) && !evict
    ? `\`${name}\` says that its entries are records, and a cap would lose some. Pass \`--evict\` (the option \`evict\` of the rule) to cap it all the same`
    : undefined;
}

function reasonInMap(
  subject: Subject,
  { entries, values }: Growing,
  limits: Limits,
): string | undefined {
  const { collection, uses, changes } = subject;
  const inner = changes.additions.filter(({ level }) => level > 0);
  const [first] = inner;
  if (first) {
    const other = inner.find(
      (change) => change.level > 1 || change.path !== '' || !addsItem(change),
    );
    if (other)
      return `the values of its entries grow as well (line ${other.node.loc.start.line}), and not as lists, whose oldest items could be removed`;
    const reason =
      reasonInLists(subject, 1, limits) ??
      reasonInRecords(collection.name, limits) ??
      (limits.evict
        ? undefined
        : (reasonInTaking(subject) ??
          (entries.length > 0 ? reasonInWholeLists(subject, limits) : undefined)));
    if (reason !== undefined) return reason;
  }
  for (const use of uses.all) {
    if (use.level > 0 || isGivenAway(use.access)) continue;
    const reason = reasonInAccess(REASONS, use, { subject, ...limits });
    if (reason !== undefined) return reason;
  }
  if (entries.length === 0 && values.length > 0) return undefined;
  // A log loses what is oldest, whole lists included, unless somebody relies on one of them.
  return first ? reliedOn(subject) : reasonInNeeds(subject, limits, 'Map');
}

/** A function that reads a list and deletes it has taken it out: what waits in it must not be dropped. */
function reasonInTaking({ source, uses, changes }: Subject): string | undefined {
  const taken = changes.removals.find(
    ({ key, node, level }) =>
      level === 0 &&
      key !== undefined &&
      uses.all.some(
        ({ level: depth, access }) =>
          depth === 0 &&
          access.kind === 'call' &&
          access.method === 'get' &&
          access.call.arguments[0] !== undefined &&
          source.getText(access.call.arguments[0]) === source.getText(key) &&
          functionAround(access.call) === functionAround(node),
      ),
  );
  return (
    taken &&
    `line ${taken.node.loc.start.line} takes a list out, and a cap would drop what has not been taken yet`
  );
}

/** `list.push(item)`, `list[list.length] = item`, `list[at] = item` of a position that was found */
function addsItem({ node, key }: Change): boolean {
  return node.type === AST_NODE_TYPES.AssignmentExpression || key === undefined;
}

interface Capped extends Limits {
  readonly subject: Subject;
}

const REASONS: AccessReasons<Capped> = {
  call: ({ method }, { use, at, context: { subject, evict } }) =>
    isKeyed(method) || evict || isRemovalLoop(subject, use)
      ? undefined
      : `\`${method}\` goes through its entries (${at}), and would miss those that a cap removes`,
  size: (_, { node, at, context: { subject, max } }) =>
    reasonInSize(subject.source, node.parent!, max, at),
  iterate: (_, { use, at, context: { subject, evict } }) =>
    evict || isRemovalLoop(subject, use)
      ? undefined
      : `its entries are gone through (${at}), and those that a cap removes would be missed`,
  escape: ({ how }, { at, context: { evict } }) =>
    how === 'type-tested' || (how === 'serialised' && evict)
      ? undefined
      : `it is ${how} (${at}), where its use is not seen`,
  replace: ({ assignment }, { at, context: { subject } }) =>
    makesSame(subject.source, assignment.right, subject.collection.kind as 'map' | 'set')
      ? undefined
      : `it is replaced by something else (${at})`,
  write: writesProperty,
  delete: writesProperty,
  read: readsProperty,
};

const isKeyed = (method: string) => isOfOneEntry(method) || method === 'clear';

/** What stands against it where other files, or those who call a function, have the collection or a list of it. */
function reasonInReach(subject: Subject, { values }: Growing): string | undefined {
  const { collection, uses } = subject;
  const isListed = collection.kind === 'array' || values.length > 0;
  const given = uses.all.find(
    ({ level, access }) => level <= (isListed ? 1 : 0) && isGivenAway(access),
  );
  if (!isListed) return reasonInOtherFiles(subject);
  return given || collection.isExported
    ? `it is given to other files${given ? ` (line ${given.node.loc.start.line})` : ''}, where its use is not seen`
    : undefined;
}
