/**
 * What is asked about other files: what they put into a collection, take out and need of it. Types only.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { AccessPath } from '../flow/access-paths.ts';
import type { Path } from '../flow/contents.ts';
import type { Nullability } from '../flow/nullability.ts';
import type { KeyOrigin, KeyQueries } from '../keys/key-queries.ts';
import type { CallFrequency, PassedOn } from '../lifetime/lifetime-queries.ts';
import type { FileQueries } from '../source/file-queries.ts';
import type { SourceCode } from '../source/source-code.ts';
import type { NodeKey } from '../syntax/node-keys.ts';

/** What a removal is (docs/rules/no-unbounded-collection.md); the last two do not bound. */
export type RemovalClass =
  | 'capacity'
  | 'sweep'
  | 'reconcile'
  | 'drained'
  | 'paired'
  | 'end-event'
  | 'unknown'
  | 'opportunistic';

/** What bounds an addition. */
export interface Bound {
  readonly class: RemovalClass;
  /** 1-based, of the code that bounds it. */
  readonly line: number;
}

/** One way in which a collection grows, with what is known of it. */
export interface Growth {
  readonly kind: 'grows' | 'finite' | 'undecided';
  /** 0: by an entry; 1 and more: inside of what its entries hold. */
  readonly level: number;
  /** 1-based, and of which other file, if so. */
  readonly line: number;
  readonly file?: string;
  readonly origin: KeyOrigin;
  readonly frequency: CallFrequency;
  /** The key as the code has it, on one line; an array has none. */
  readonly key?: string;
  /** Whether that is an object, each of whose keys is added: `Object.assign(all, loaded)`. */
  readonly isMerged?: boolean;
  /** The name of the key, if it is one. */
  readonly keyName?: string;
  /** What bounds this growth by itself. */
  readonly bound?: Bound;
  /** What its keys are of, if they grow slowly: `tenant`. */
  readonly slow?: string;
}

/** The case in which a removal does not run, if one can be named: a path that fails, no reader, no client, no handler, no answer. */
export type MissedCase =
  | 'calls'
  | 'failures'
  | 'unread entries'
  | 'vanished clients'
  | 'paths without the handler'
  | 'silent peers';

/** One way in which entries are taken out. */
export interface Removal {
  readonly class: RemovalClass;
  /** For people: what runs it, and why it does not bound. */
  readonly why: string;
  /** Whether it is for the entries of all additions. */
  readonly isForAll: boolean;
  /** When it does not run, where that can be named: the advice follows from it. */
  readonly misses?: MissedCase;
  readonly line: number;
  readonly file?: string;
}

/** What happens to the entries, or to what the entries hold at one path. */
export interface GrowthBalance {
  readonly growths: readonly Growth[];
  readonly removals: readonly Removal[];
}

export interface Balance {
  readonly entries: GrowthBalance;
  /**
   * What grows as well: the entities of a store, with which its entries go, a file that it is written to as a whole, or a log
   * that has a line for each of its entries.
   */
  readonly growsWith: 'entities' | 'file' | 'log' | undefined;
  /** By the path in an entry: `events` of `sessions.get(id).events`. */
  readonly values: ReadonlyMap<string, GrowthBalance>;
}

export type CollectionKind = 'map' | 'set' | 'array' | 'object';

/** What a program needs of the entries of a collection (eviction-safety.ts). The reasons name lines. */
export interface EntryNeeds {
  /** Whether something depends on an entry. */
  readonly isAsked: boolean;
  /** Whether something depends on which keys are there, and not on their values alone. */
  readonly asksPresence: boolean;
  /** Where `undefined` may be stored. */
  readonly undefinedStored?: string;
  /** Where the program would throw after an eviction. */
  readonly crash?: string;
  /** Who would miss an evicted entry. */
  readonly lostRead?: string;
  /** Which value goes for good with its entry: of no matter while nobody asks. */
  readonly lostValue?: string;
  /** Where an entry is changed by who got it: of no matter if entries are numbers, texts or the like. */
  readonly changed?: string;
}

/** What a function of another file is given: an entry, or what has one inside. */
export interface GivenEntry {
  readonly module: string;
  /** The way to the function (access-paths.ts). */
  readonly path: readonly string[];
  /** Which argument it is; -1 if that is not known. */
  readonly position: number;
  /** Where in the argument the entry is. */
  readonly at: Path;
  /** Whether the name of the function says that it leaves what it is given as it is. */
  readonly isReader: boolean;
}

/** How other files come to have entries of a collection. */
export interface GivenEntries {
  /** The functions of this file that give them, and where in what they give. */
  readonly by: readonly { readonly fn: NodeKey; readonly at: Path }[];
  /** The functions of other files that are given them. */
  readonly to: readonly GivenEntry[];
  /** Those that are given a function which gives them. */
  readonly gettersTo: readonly PassedOn[];
}

/** A collection that other files may use, as the file that has it knows it. */
export interface SharedCollection {
  readonly kind: CollectionKind;
  /** The `new Map()`, `[]`, … that make it. */
  readonly makers: readonly NodeKey[];
  /** The functions of other files that are given it. */
  readonly handed: readonly HandedCollection[];
  /** Whether a function gives it away, under whatever name. */
  readonly isReturned: boolean;
  /** The field that has it, and the functions of other files that are given the object with that field. */
  readonly field: { readonly name: string; readonly givenTo: readonly PassedOn[] } | undefined;
}

/** A function of another file that is given a collection, with the call of this file that gives it. */
export interface HandedCollection {
  readonly to: PassedOn;
  readonly call: NodeKey;
}

/** What other files do with a collection. */
export interface CollectionElsewhere {
  readonly balance: Balance;
  /** Whether all that import it are seen, and none of them hands it on to where it is not. */
  readonly isSeen: boolean;
  /** Whether the functions are seen that it is passed to. */
  readonly isHandedSeen: boolean;
  /** The file that is given the object which has it, and takes entries out by the name of the field. */
  readonly removedBy?: string;
  /** Why a cache that drops entries would mean something else there, with the file. */
  readonly against?: string;
  readonly needs: EntryNeeds;
}

/** What other files do with the collections of this one. */
export interface CollectionQueries extends FileQueries, KeyQueries {
  collectionElsewhere(collection: SharedCollection): CollectionElsewhere;
  /**
   * Why the entries of a collection that other files have must not be evicted: one of them changes an entry.
   * @returns undefined if none is seen to
   */
  entriesChangedElsewhere(given: GivenEntries): string | undefined;
  /**
   * A function of another file that does more than to read and to compute, with its place, for people.
   * @returns undefined if none is seen to
   */
  effectElsewhere(way: AccessPath): string | undefined;
  /** Whether a function of another file of the project is `async`. */
  isAsyncElsewhere(way: AccessPath): boolean;
  /** Whether a type that is written in this file takes in `undefined` or `null`; undefined if nobody has types. */
  isNullable(source: SourceCode, type: TSESTree.TypeNode): boolean | undefined;
  /** The same of a type that another module exports, as far as the texts tell. */
  typeElsewhere(module: string, name: string): Nullability;
}
