/**
 * Why a Map or a Set is not made an `LRUCache`: what would mean something else there.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { changesOfEntries, isPrimitive } from '../../collections/changed-entries.ts';
import type { Changes } from '../../collections/changes.ts';
import type {
  CollectionElsewhere,
  CollectionKind,
  EntryNeeds,
} from '../../collections/collection-queries.ts';
import type { Collection } from '../../collections/collections.ts';
import { holdsRecords, holdsThings, ownedResource } from '../../collections/entry-lifetime.ts';
import { combinedNeeds, needsOf } from '../../collections/eviction-safety.ts';
import type { Access } from '../../collections/accesses.ts';
import type { Uses } from '../../collections/uses.ts';
import { directEvalIn, isInsideWith } from '../../flow/dynamic-names.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';
import { nodeKeyOf } from '../../syntax/node-keys.ts';
import { withWrappers } from '../../syntax/nodes.ts';
import { collectionType } from '../../syntax/type-annotations.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { LRU_CLASS, reasonInVersion } from './lru-package.ts';
import { reasonInType } from './type-refusals.ts';
import { reasonInName, reasonInUse } from './use-refusals.ts';

export interface Bound {
  readonly max: number;
  readonly ttl: number;
  /** Whether collections are capped, too, whose entries the program may need. */
  readonly evict: boolean;
}

/** A comparison of a size that is seen in another file must hold for any `max`. */
const LEAST_MAX = 1;

/** A collection with all that is known of it. */
export interface Subject {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
  readonly collection: Collection;
  readonly uses: Uses;
  readonly changes: Changes;
  /** What other files do with it. */
  readonly elsewhere: CollectionElsewhere;
}

/** Why a collection is not made an `LRUCache`, for people; undefined if it can be. */
export function reasonAgainstLru(subject: Subject, { max, evict }: Bound): string | undefined {
  const { source, project, collection, uses, changes, elsewhere } = subject;
  const { kind, makers } = collection;
  if (kind === 'array')
    return 'an array has no bounded twin with the same calls: cut it where it grows';
  if (kind === 'object')
    return 'an object has no bounded twin with the same syntax: make it a Map first, or delete keys where they are done with';
  const values = changes.additions.find(({ level }) => level > 0);
  if (values)
    return `the values of its entries grow as well (line ${values.node.loc.start.line}), which a limit on the number of entries does not prevent`;
  const resource = storedValues(changes)
    .map((value) => ownedResource(source, value))
    .find((found) => found !== undefined);
  if (resource !== undefined)
    return `its values own resources (\`${resource}\`), which an eviction would leave open: let the cache's \`dispose\` close them`;
  if (holdsThings(collection.name) && !evict)
    return 'its entries stand for what is still going on, and a cap would drop some of it: delete each where it ends, or pass `evict` (--evict) to cap the table all the same';
  return (
    reasonInVersion(project) ??
    reasonInNames(source, [...makers, ...uses.all.map(({ node }) => node)]) ??
    makers
      .map((maker) => reasonInMaker(source, maker as TSESTree.NewExpression))
      .find((reason) => reason !== undefined) ??
    reasonInType(source, project, collection) ??
    uses.all
      .filter(({ level, access }) => level === 0 && !isGivenAway(access))
      .map((use) => reasonInName(use, collection) ?? reasonInUse(source, use, kind, max))
      .find((reason) => reason !== undefined) ??
    reasonInOtherFiles(collection, uses, elsewhere) ??
    reasonInNeeds(subject, { evict })
  );
}

/** What a `with` or an `eval` makes of a name is not to be read in the text. */
function reasonInNames(source: SourceCode, places: readonly Node[]): string | undefined {
  const inside = places.find(isInsideWith);
  if (inside)
    return `it is used in a \`with\` statement on line ${inside.loc.start.line}, where any name may be a property of the object`;
  const evaluated = directEvalIn(source, source.ast);
  return evaluated && `\`eval\` on line ${evaluated.loc.start.line} may use it by its name`;
}

/** What the program needs of the entries, and an eviction would take. */
function reasonInNeeds(subject: Subject, { evict }: Pick<Bound, 'evict'>): string | undefined {
  const { source, collection, uses, elsewhere } = subject;
  const { name } = collection;
  const needs = combinedNeeds(needsOf(source, uses, name), elsewhere.needs);
  if (needs.asksPresence && needs.undefinedStored !== undefined) return needs.undefinedStored;
  if (needs.crash !== undefined) return needs.crash;
  if (evict) return undefined;
  const lost = needs.isAsked
    ? (needs.lostRead ?? needs.lostValue ?? reasonInChanges(subject, needs))
    : undefined;
  const why =
    lost ??
    (holdsRecords(name)
      ? `\`${name}\` says that its entries are records, and an eviction would lose some`
      : undefined);
  return why === undefined
    ? undefined
    : `${why}: it is not plainly a cache. Delete entries where they are no longer needed, or pass \`evict\` (--evict) to cap it all the same`;
}

/** Who changes the entries that it gets, or may. */
function reasonInChanges(subject: Subject, elsewhere: EntryNeeds): string | undefined {
  const { source, project, collection, uses } = subject;
  if (collection.kind === 'set' || holdsPrimitives(subject)) return undefined;
  const { changed, givenBy } = changesOfEntries(source, uses);
  if (changed) return reasonInChange(changed);
  if (elsewhere.changed !== undefined) return elsewhere.changed;
  return givenBy.length > 0
    ? project.entriesChangedElsewhere(givenBy.map((fn) => nodeKeyOf(source, fn)))
    : undefined;
}

function holdsPrimitives({
  source,
  collection: { makers, declaration },
  uses,
  changes,
}: Subject): boolean {
  const type = [...makers, declaration]
    .map((node) => collectionType(node)?.typeArguments?.params[1])
    .find((argument) => argument !== undefined);
  if (type && PRIMITIVE_TYPES.has(type.type)) return true;
  const stored = storedValues(changes);
  return stored.length > 0 && stored.every((value) => isPrimitive(source, value, uses.isValue));
}

const PRIMITIVE_TYPES: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.TSStringKeyword,
  AST_NODE_TYPES.TSNumberKeyword,
  AST_NODE_TYPES.TSBooleanKeyword,
  AST_NODE_TYPES.TSBigIntKeyword,
]);

/** Why an entry that somebody got must not be evicted. */
export function reasonInChange(changed: Node): string {
  return `line ${changed.loc.start.line} changes an entry, or keeps it where it may be changed, which an eviction would lose`;
}

function isGivenAway(access: Access): boolean {
  return access.kind === 'escape' && (access.how === 'exported' || access.how === 'returned');
}

function reasonInOtherFiles(
  { isExported }: Collection,
  uses: Uses,
  { isSeen, against }: CollectionElsewhere,
): string | undefined {
  const given = uses.all.find(({ level, access }) => level === 0 && isGivenAway(access));
  if (!given && !isExported) return against;
  return isSeen
    ? against
    : `it is given to other files${given ? ` (line ${given.node.loc.start.line})` : ''}, where its use is not seen`;
}

/** Why another file's uses of a collection of this kind would mean something else. What it gives away in turn, others are asked. */
export function reasonInUses(
  source: SourceCode,
  kind: CollectionKind,
  uses: Uses,
  changes: Changes,
): string | undefined {
  if (kind === 'array' || kind === 'object') return undefined;
  if (changes.additions.some(({ level }) => level > 0))
    return 'the values of its entries grow as well, which a limit on the number of entries does not prevent';
  const resource = storedValues(changes)
    .map((value) => ownedResource(source, value))
    .find((found) => found !== undefined);
  if (resource !== undefined)
    return `its values own resources (\`${resource}\`), which an eviction would leave open`;
  const own = uses.all.filter(({ level, access }) => level === 0 && !isGivenAway(access));
  if (kind === 'set' && own.some(({ access }) => access.kind !== 'call' || access.method !== 'has'))
    return 'the calls of a Set would have to be rewritten there, too';
  return own
    .map((use) => reasonInUse(source, use, kind, LEAST_MAX))
    .find((reason) => reason !== undefined);
}

function storedValues({ additions }: Changes): Node[] {
  return additions.flatMap(({ node, level }) => {
    if (level > 0 || node.type !== AST_NODE_TYPES.CallExpression) return [];
    const stored = node.arguments.at(-1);
    return stored && stored.type !== AST_NODE_TYPES.SpreadElement ? [stored] : [];
  });
}

function reasonInMaker(source: SourceCode, maker: TSESTree.NewExpression): string | undefined {
  if (maker.arguments.length > 0)
    return `it starts with entries of its own (\`${source.getText(maker.arguments[0])}\`), which \`${LRU_CLASS}\` does not take`;
  if (source.getCommentsInside(maker).length > 0)
    return 'a comment stands where it is made, and would be lost';
  if (withWrappers(maker) !== maker) return 'it is made under a type of another name';
  return undefined;
}
