/**
 * What other files do with a collection.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { EMPTY_BALANCE } from '../../collections/removals/balance.ts';
import type {
  CollectionElsewhere,
  HandedCollection,
  SharedCollection,
} from '../../collections/collection-queries.ts';
import { isPrivate, type Collection } from '../../collections/collections.ts';
import { handedTo, handingCall } from '../../collections/handed-on.ts';
import { NO_NEEDS } from '../../collections/eviction-safety.ts';
import type { Use, Uses } from '../../collections/uses.ts';
import { isExportedClass } from '../../flow/exports.ts';
import { isSingleton } from '../../lifetime/long-lived-places.ts';
import { passedOn } from '../../lifetime/passed-on.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { nodeKeyOf } from '../../syntax/node-keys.ts';
import { isClass } from '../../syntax/nodes.ts';
import { contains, nodesOf } from '../../syntax/traversal.ts';
import type { ProjectFacts } from '../project-queries.ts';

/** A file whose collections are looked at. */
interface CollectionsFile {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
}

/** What other files do with a collection, and what is open of that. */
export interface UsesElsewhere extends CollectionElsewhere {
  readonly doubt?: string;
  /** The line that hands it to what is not seen. */
  readonly lostAt?: number;
}

const NOWHERE_ELSE: UsesElsewhere = {
  balance: EMPTY_BALANCE,
  isSeen: true,
  isHandedSeen: true,
  needs: NO_NEEDS,
};

/** Escapes that change nothing. */
const LOOKED_AT: ReadonlySet<string> = new Set(['serialised', 'type-tested']);

/** What other files do with it, if they can have it. */
export function usesElsewhere(
  file: CollectionsFile,
  collection: Collection,
  uses: Uses,
): UsesElsewhere {
  if (!isReachable(file, collection, uses)) return NOWHERE_ELSE;
  const { kind, makers } = collection;
  const escapes = escapesAmong(uses);
  const handed = new Map(
    escapes
      .filter(({ how }) => how === 'passed on' || how === 'stored')
      .map((escape) => [escape, handedBy(file.source, escape.use)] as const),
  );
  const keys = makers.map((maker) => nodeKeyOf(file.source, maker));
  const found = file.project.collectionElsewhere({
    kind,
    makers: keys,
    handed: [...handed.values()].flatMap((given) => given ?? []),
    isReturned: escapes.some(({ how }) => how === 'returned'),
    field: fieldOf(file.source, collection),
  });
  const [lost] = [...handed].flatMap(([escape, given]) =>
    given === undefined || !found.isHandedSeen ? [escape] : [],
  );
  return {
    ...found,
    ...(lost ? { lostAt: lost.use.node.loc.start.line } : {}),
    ...(lost || (isGiven(collection, escapes) && !found.isSeen)
      ? { doubt: 'other files have it, and may remove entries' }
      : found.removedBy === undefined
        ? {}
        : { doubt: `${found.removedBy} is given the object that has it, and removes entries` }),
  };
}

function handedBy(source: SourceCode, use: Use): HandedCollection | undefined {
  const to = handedTo(source, use);
  const call = handingCall(use);
  return to && call && { to, call: nodeKeyOf(source, call) };
}

/** Where an object hands itself on, with the field that has the collection: `new Connection(this)`. */
function fieldOf(source: SourceCode, { root }: Collection): SharedCollection['field'] {
  if (root.kind !== 'field' || root.isStatic || !isClass(root.owner)) return undefined;
  const { name, owner } = root;
  const givenTo = nodesOf(source, AST_NODE_TYPES.ThisExpression).flatMap((self) =>
    contains(owner, self) ? (passedOn(source, self.parent, self) ?? []) : [],
  );
  return givenTo.length > 0 ? { name, givenTo } : undefined;
}

/** Whether code that is not of this file can have it. */
export function isReachable(file: CollectionsFile, collection: Collection, uses: Uses): boolean {
  const escapes = escapesAmong(uses);
  // A field of an instance is its own business, unless somebody is given it.
  return (
    escapes.length > 0 ||
    isGiven(collection, escapes) ||
    (collection.root.kind === 'field' && mayBeReached(file, collection.root)) ||
    fieldOf(file.source, collection) !== undefined
  );
}

/** Whether other files can name a field of an instance: by an instance that they have. */
function mayBeReached(
  file: CollectionsFile,
  { owner, name }: Extract<Collection['root'], { kind: 'field' }>,
): boolean {
  return (
    isClass(owner) &&
    !name.startsWith('#') &&
    !isPrivate(owner, name) &&
    (isExportedClass(file.source, owner) || isSingleton(file.source, owner))
  );
}

interface Escape {
  readonly use: Use;
  readonly how: string;
}

/** Where it goes to what is not seen here. */
function escapesAmong(uses: Uses): Escape[] {
  return uses.all.flatMap((use) =>
    use.level === 0 && use.access.kind === 'escape' && !LOOKED_AT.has(use.access.how)
      ? [{ use, how: use.access.how }]
      : [],
  );
}

function isGiven({ isExported }: Collection, escapes: readonly Escape[]): boolean {
  return isExported || escapes.some(({ how }) => how === 'exported' || how === 'returned');
}
