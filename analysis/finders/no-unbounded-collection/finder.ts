/**
 * The finder behind `no-unbounded-collection` and `bound-collections`.
 */
import { changesOf, type Changes } from '../../collections/changes.ts';
import type { CollectionKind } from '../../collections/collection-queries.ts';
import { collectionLifetime } from '../../collections/collection-lifetime.ts';
import { collectionsOf, type Collection } from '../../collections/collections.ts';
import { boundOf, classOf } from '../../collections/removals/classify.ts';
import type { Level } from '../../collections/removals/level.ts';
import { usesOf, type Uses } from '../../collections/uses.ts';
import type { Finding, Site } from '../../findings/finding.ts';
import { isMinified } from '../../source/minified.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { oneLine } from '../../syntax/text.ts';
import { CLASS_NAMES } from '../../vocabulary/collection-classes.ts';
import { ADDING_TO_ARRAYS } from '../../vocabulary/collection-methods.ts';
import { inServers } from '../environment.ts';
import type { Finder, Inspector } from '../inspector.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { boundingOf, isCalled, type FixOptions } from './fix.ts';
import { judgeCollection, type Fault } from './judgement.ts';
import { isReachable, usesElsewhere, type UsesElsewhere } from './uses-elsewhere.ts';

export interface CollectionOptions extends FixOptions {
  /** Whether to report what cannot be decided, too. */
  readonly unverifiable: boolean;
  readonly collections: readonly CollectionKind[];
  /** The names of the collections that findings are about; without it, all are. */
  readonly only?: readonly string[];
}

export const DEFAULT_COLLECTION_OPTIONS: CollectionOptions = {
  unverifiable: false,
  collections: ['map', 'set', 'array', 'object'],
  strategy: 'auto',
  max: 1000,
  ttl: 0,
  evict: false,
};

/** Leaves out what needs no word from other files: whoever lints one file of a large project does not wait for them. */
export const findUnboundedCollections: Finder<CollectionOptions> = (source, project, options) =>
  openSites(source, project, options).flatMap(({ finding }) => finding ?? []);

const openSites: Inspector<CollectionOptions> = inServers((source, project, options) =>
  sitesAmong({ source, project, options }, (file, followed) => !isBoundedHere(file, followed)),
);

export const inspectCollections: Inspector<CollectionOptions> = inServers(
  (source, project, options) => sitesAmong({ source, project, options }, () => true),
);

/** A file whose collections are looked at. */
interface InspectedFile {
  readonly source: SourceCode;
  readonly project: ProjectFacts;
  readonly options: CollectionOptions;
}

/** A collection, with what its file does with it. */
interface FollowedCollection {
  readonly collection: Collection;
  readonly uses: Uses;
  readonly changes: Changes;
}

function sitesAmong(
  file: InspectedFile,
  accepts: (file: InspectedFile, followed: FollowedCollection) => boolean,
): Site[] {
  const { source, options } = file;
  if (!mayHoldCollections(source.text, options.collections)) return [];
  return collectionsOf(source, kindsIn(source, options)).flatMap((collection) => {
    const uses = usesOf(source, collection);
    const followed = { collection, uses, changes: changesOf(source, collection, uses) };
    return isFilled(file, followed) && accepts(file, followed) ? [siteOf(file, followed)] : [];
  });
}

/** A minified text has thousands of literals under names of one letter: where each goes is not followed. */
function kindsIn(
  { text }: SourceCode,
  { collections }: CollectionOptions,
): readonly CollectionKind[] {
  return isMinified(text)
    ? collections.filter((kind) => kind === 'map' || kind === 'set')
    : collections;
}

/** `new Map`, comments between them or not; a class that is one. */
const MAKES_COLLECTION = new RegExp(
  String.raw`\b(?:new|extends)(?:\s|/\*(?:[^*]|\*(?!/))*\*/|//[^\n\r]*[\n\r])+(?:Map|Set|${CLASS_NAMES})\b`,
  'u',
);

/** `x[key] = value`, not `const [a, b] = list`, nor `const list: string[] = []`. */
const WRITES_BY_KEY = String.raw`\](?=\s*(?:[-+*/%&|^?<>]{0,3}=(?![=>])|\+\+|--))(?<!\[\s*\]|(?<![\w$])(?:const|let|var)\s*\[[^[\]]{0,200}\])`;

/** `Object.assign`, or `Object` under another name; not what only reads an object. */
const MAY_ASSIGN = String.raw`\bObject\b(?!\s*\.\s*(?:create|entries|freeze|hasOwn|is|keys|prototype|seal|values)\b)`;

/** What adds to an array or an object: a method, a write by a computed key, a copy with more in it. */
const ADDS = new RegExp(
  String.raw`\.\s*(?:${ADDING_TO_ARRAYS.join('|')})\b|${WRITES_BY_KEY}|[[{,]\s*\.\.\.|${MAY_ASSIGN}`,
  'u',
);

/** Whether a text can hold a collection that grows at all: most files cannot, and need no parsing. */
export function mayHoldCollections(text: string, kinds: readonly CollectionKind[]): boolean {
  if (MAKES_COLLECTION.test(text)) return true;
  return (kinds.includes('array') || kinds.includes('object')) && ADDS.test(text);
}

/** False for what is no collection: nothing is ever added to it, or it goes with the call that makes it. */
function isFilled(file: InspectedFile, { collection, changes }: FollowedCollection): boolean {
  const { kind, madeIn } = collection;
  const isOfKind = kind === 'map' || kind === 'set';
  if (changes.additions.length === 0 && (madeIn || !isOfKind)) return false;
  return !isGoneWithCall(file, collection);
}

const FORCED =
  'With `evict`, it gets such a limit all the same. Better: delete each entry when what it stands for has ended.';

function siteOf(file: InspectedFile, { collection, uses, changes }: FollowedCollection): Site {
  const { source, project, options } = file;
  const { declaration, makers, name } = collection;
  let asked: UsesElsewhere | undefined;
  const subject = {
    source,
    project,
    collection,
    uses,
    changes,
    get elsewhere() {
      return (asked ??= usesElsewhere(file, collection, uses));
    },
  };
  const judged = judgeCollection(subject);
  const { verdict, reason, fault } =
    judged.fault && options.only?.every((asked) => !isCalled(name, asked))
      ? { verdict: 'exempt' as const, reason: '`--only` does not name it', fault: undefined }
      : judged;
  const isReported = fault && (verdict === 'flagged' || options.unverifiable);
  const finding = ({ messageId, data, fitting }: Fault): Finding => {
    const { remedy, advice, isLimit } = boundingOf(subject, options, fitting);
    // What stands for something is fixed by a limit only where somebody has asked for that.
    const isForced = messageId === 'missingDelete' && isLimit && options.evict;
    return {
      node: declaration,
      messageId,
      data: { ...data, advice: isForced ? FORCED : advice },
      remedy,
    };
  };
  return {
    kind: 'collection',
    node: declaration,
    callee: oneLine(source, makers[0]!),
    verdict,
    name,
    ...(reason === undefined ? {} : { reason }),
    ...(isReported ? { finding: finding(fault) } : {}),
  };
}

function isGoneWithCall({ source, project }: InspectedFile, collection: Collection): boolean {
  return (
    collection.madeIn !== undefined &&
    collectionLifetime(source, collection, project).kind === 'short'
  );
}

/** Whether a collection is bounded by what this file alone does with it, whatever other files do. */
function isBoundedHere(
  file: InspectedFile,
  { collection, uses, changes: { additions, removals } }: FollowedCollection,
): boolean {
  const { source, project } = file;
  if (isReachable(file, collection, uses)) return false;
  // Values may grow although entries go.
  if (additions.some(({ level }) => level > 0)) return false;
  const ofEntries = removals.filter(({ level }) => level === 0);
  const level: Level = { source, project, uses, depth: 0, additions, removals: ofEntries };
  return (
    additions.every((addition) => boundOf(level, addition) !== undefined) ||
    ofEntries.some((removal) => {
      const { class: kind, isForAll } = classOf(level, removal);
      return isForAll && kind !== 'unknown';
    })
  );
}
