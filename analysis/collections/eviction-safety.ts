/**
 * What a program needs of the entries of a collection: whether it does the same if one of them is evicted.
 *
 * It does where nobody asks for the entries, and where the function that asks computes again what is missing: a cache.
 * It does not where a missing entry means that something has not happened yet (an idempotency key, a nonce, a ban),
 * where an entry holds what nothing else knows (a balance, an id from a counter, what a request brought), and where
 * the program relies on it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isNeverUndefined } from '../flow/undefined-values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { oneLine } from '../syntax/text.ts';
import { contains, someNode } from '../syntax/traversal.ts';
import type { EntryNeeds } from './collection-queries.ts';
import { seenChange } from './changing-entries.ts';
import { definitionOf, fillingBy, type Filling } from './entry-fillings.ts';
import { EntryIndex } from './entry-presence.ts';
import { onlyKeepsUp } from './entry-upkeep.ts';
import { doneIfMissing } from './miss-effects.ts';
import { isFoundAt, lookupOf, missingAt, type Lookup } from './missing-entry.ts';
import { isRecomputed } from './recomputed-values.ts';
import { isReliedOn, isResultUsed } from './result-uses.ts';
import { isRepeatableCall, type Repeatable } from './repeatable-code.ts';
import type { Use, Uses } from './uses.ts';

export const NO_NEEDS: EntryNeeds = { isAsked: false, asksPresence: false };

/** @returns reasons that name lines of the file */
export function needsOf(source: SourceCode, uses: Uses): EntryNeeds {
  return needsIn(entriesOf(source, uses, { isCollection: uses.isCollection }));
}

/** What several files need together. */
export function combinedNeeds(a: EntryNeeds, b: EntryNeeds): EntryNeeds {
  const undefinedStored = a.undefinedStored ?? b.undefinedStored;
  const crash = a.crash ?? b.crash;
  const lostRead = a.lostRead ?? b.lostRead;
  const lostValue = a.lostValue ?? b.lostValue;
  const changed = a.changed ?? b.changed;
  return {
    isAsked: a.isAsked || b.isAsked,
    asksPresence: a.asksPresence || b.asksPresence,
    ...(undefinedStored === undefined ? {} : { undefinedStored }),
    ...(crash === undefined ? {} : { crash }),
    ...(lostRead === undefined ? {} : { lostRead }),
    ...(lostValue === undefined ? {} : { lostValue }),
    ...(changed === undefined ? {} : { changed }),
  };
}

/** What is asked of the entries of a collection in a file, and with what. */
interface Entries {
  readonly source: SourceCode;
  readonly uses: Uses;
  readonly isCollection: Uses['isCollection'];
  readonly about: Repeatable;
  readonly lookups: readonly Lookup[];
  /** Calls of `set` and `add`. */
  readonly additions: readonly TSESTree.CallExpression[];
  readonly index: EntryIndex;
  readonly fillings: readonly Filling[];
}

function entriesOf(source: SourceCode, uses: Uses, about: Repeatable): Entries {
  const lookups = callsOf(uses, ['get', 'has']).flatMap(
    ({ method, call }) => lookupOf(source, call, method as 'get' | 'has') ?? [],
  );
  const additions = callsOf(uses, ['set', 'add']).map(({ call }) => call);
  const index = new EntryIndex(source, lookups, additions);
  const fillings = additions.flatMap((call) => fillingBy({ source, index, about }, call) ?? []);
  return {
    source,
    uses,
    isCollection: uses.isCollection,
    about,
    lookups,
    additions,
    index,
    fillings,
  };
}

/** The calls of some methods of the collection itself. */
function callsOf(
  uses: Uses,
  methods: readonly string[],
): { readonly method: string; readonly call: TSESTree.CallExpression }[] {
  return uses.all.flatMap(({ level, access }) =>
    level === 0 && access.kind === 'call' && methods.includes(access.method) ? [access] : [],
  );
}

function needsIn(entries: Entries): EntryNeeds {
  const asked = entries.lookups.filter(
    (lookup) => !onlyKeepsUp(entries, lookup.call) && !entries.index.isSetBefore(lookup),
  );
  const deleted = callsOf(entries.uses, ['delete']).find(({ call }) =>
    isResultUsed(entries.source, call),
  );
  const isAsked = asked.length > 0 || deleted !== undefined;
  const asksPresence =
    deleted !== undefined ||
    entries.lookups.some(({ method }) => method === 'has') ||
    entries.uses.all.some(({ level, access }) => level === 0 && access.kind === 'size');
  const undefinedStored = entries.additions.find((call) => mayStoreUndefined(entries, call));
  const crash = entries.lookups
    .map((lookup) => crashOf(entries, lookup))
    .find((node) => node !== undefined);
  const lostRead = isAsked
    ? (readLost(entries, asked) ??
      (deleted && `line ${lineOf(deleted.call)} uses what \`delete\` tells`))
    : undefined;
  const lostValue = valueChanged(entries) ?? valueLost(entries);
  return {
    isAsked,
    asksPresence,
    ...(undefinedStored
      ? {
          undefinedStored: `it may store \`undefined\` (line ${lineOf(undefinedStored)}), which \`LRUCache\` does not keep, and it is asked which keys it has`,
        }
      : {}),
    ...(crash
      ? {
          crash: `line ${lineOf(crash)} takes for granted that the entry is there, and would throw after an eviction`,
        }
      : {}),
    ...(lostRead === undefined ? {} : { lostRead }),
    ...(lostValue === undefined ? {} : { lostValue }),
  };
}

function mayStoreUndefined(
  entries: Entries,
  { callee, arguments: [, value] }: TSESTree.CallExpression,
): boolean {
  const isSet =
    withoutWrappers(callee).type === AST_NODE_TYPES.MemberExpression &&
    propertyName(entries.source, withoutWrappers(callee) as TSESTree.MemberExpression) === 'set';
  return isSet && (!value || !isNeverUndefined(entries.source, value));
}

/** Where the program would throw if an entry were missing that it has not asked for. */
function crashOf(entries: Entries, lookup: Lookup): Node | undefined {
  if (lookup.method === 'has') return undefined;
  const named =
    lookup.kept?.references.flatMap((reference) =>
      reference.isRead() ? [reference.identifier] : [],
    ) ?? [];
  const relied = [lookup.call, ...named].find(
    (node) => isReliedOn(node) && !isFoundAt(node, lookup),
  );
  if (!relied || entries.index.isThere(lookup, entries.fillings)) return undefined;
  const isReplaced = lookup.kept?.references.some(
    (reference) =>
      reference.isWrite() &&
      !reference.init &&
      missingAt(entries.source, reference.identifier, lookup).length > 0,
  );
  return isReplaced ? undefined : relied;
}

/** Why an evicted entry would be missed by those who ask for it. */
function readLost(entries: Entries, asked: readonly Lookup[]): string | undefined {
  const changed = entries.uses.all.find((use) => use.level > 0 && changesValue(entries, use));
  if (changed)
    return `line ${lineOf(changed.node)} changes the value of an entry, or may change it, which an eviction would lose`;
  const caching = entries.fillings.filter(({ isCaching }) => isCaching);
  const answered = new Set(caching.flatMap(({ lookups }) => lookups));
  const lost = asked.find(
    (lookup) => !answered.has(lookup) && !entries.index.isThere(lookup, caching),
  );
  if (!lost) return undefined;
  const line = lineOf(lost.call);
  const grown = entries.additions.find((call) =>
    call.arguments.slice(1).some((value) => contains(value, lost.call)),
  );
  if (grown)
    return `line ${line} makes the new value of an entry of its old one, which an eviction would lose`;
  const isDecision =
    lost.method === 'has' || entries.fillings.some(({ lookups }) => lookups.includes(lost));
  if (!isDecision)
    return `line ${line} reads an entry that is not computed again where it is missing, so that it would go on as for a new key`;
  const done = doneForNew(entries, lost);
  return done
    ? `if line ${line} finds no entry, line ${lineOf(done)} runs \`${oneLine(entries.source, done, 40)}\`, which may do more than compute the value, and would run again after an eviction`
    : `line ${line} decides by an entry what is done, and would do again what it does for a new key`;
}

/** What is done for a new key, beside that its entry is added. */
function doneForNew({ source, additions, about }: Entries, lookup: Lookup): Node | undefined {
  for (const call of additions) {
    const done = doneIfMissing(source, missingAt(source, call, lookup), about);
    if (done) return done;
  }
  return undefined;
}

/** Why a value would be lost with its entry, if somebody asks for it. */
function valueLost(entries: Entries): string | undefined {
  const caching = entries.fillings.filter(({ isCaching }) => isCaching);
  const ways = new Set(caching.map(({ set }) => wayOf(entries, set)));
  const lost = entries.additions.find((call) => {
    if (caching.some(({ set }) => set === call)) return false;
    const [key, value] = call.arguments;
    return (
      !key ||
      !value ||
      !ways.has(wayOf(entries, call)) ||
      !isRecomputed(entries.source, value, key, entries.about)
    );
  });
  return lost && `line ${lineOf(lost)} stores what is not computed again where it is missing`;
}

/** Why a value that is computed again would be another one. */
function valueChanged(entries: Entries): string | undefined {
  for (const set of entries.additions) {
    const part = seenChange(entries, set);
    if (!part) continue;
    const stored = `line ${lineOf(set)} stores ${part.path.length > 0 ? `\`${part.path.join('.')}\`` : 'a value'}`;
    return part.kind === 'time'
      ? `${stored}, made of the time of line ${lineOf(part.by)}, which would be another after an eviction`
      : `${stored}, computed of \`${oneLine(entries.source, part.by, 40)}\` (line ${lineOf(part.by)}), which changes`;
  }
  return undefined;
}

/** What the value of an entry is made by: the calls in it. */
function wayOf(entries: Entries, { arguments: [, value] }: TSESTree.CallExpression): string {
  if (!value) return '';
  const made = definitionOf(entries.source, value);
  const callees: string[] = [];
  someNode(entries.source, made, (node) => {
    if (
      node.type === AST_NODE_TYPES.CallExpression &&
      !entries.uses.isCollection(
        node.callee.type === AST_NODE_TYPES.MemberExpression ? node.callee.object : node.callee,
      )
    )
      callees.push(entries.source.getText(node.callee));
    return false;
  });
  return callees.toSorted().join();
}

/** `entry.count++`, `entry.at = now`, `delete entry.user`, `bucket.take()` */
function changesValue(entries: Entries, { node, access }: Use): boolean {
  if (access.kind === 'write' || access.kind === 'delete') return true;
  if (access.kind === 'call') return !isRepeatableCall(entries.source, access.call, entries.about);
  const { parent } = node;
  return (
    parent?.type === AST_NODE_TYPES.UpdateExpression ||
    (parent?.type === AST_NODE_TYPES.AssignmentExpression &&
      parent.left === node &&
      node.type === AST_NODE_TYPES.MemberExpression)
  );
}

function lineOf({ loc }: Node): number {
  return loc.start.line;
}
