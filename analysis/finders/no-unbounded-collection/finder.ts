/**
 * The finder behind `no-unbounded-collection` and `bound-collections`.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { balanceOf, combinedBalance, EMPTY_BALANCE } from '../../collections/balance.ts';
import { changesOf, type Changes } from '../../collections/changes.ts';
import type {
  CollectionElsewhere,
  CollectionKind,
  Growth,
  GrowthBalance,
  HandedCollection,
  Removal,
} from '../../collections/collection-queries.ts';
import { collectionsOf, isPrivate, type Collection } from '../../collections/collections.ts';
import { endingFunction, holdsThings } from '../../collections/entry-lifetime.ts';
import { NO_NEEDS } from '../../collections/eviction-safety.ts';
import { judgeEviction } from '../../collections/eviction.ts';
import { isSizeGuarded } from '../../collections/size-guards.ts';
import { usesOf, type Use, type Uses } from '../../collections/uses.ts';
import type { Finding, Site, Verdict } from '../../findings/finding.ts';
import { accessPaths } from '../../flow/access-paths.ts';
import { isExportedClass } from '../../flow/exports.ts';
import { valuesOf } from '../../flow/values.ts';
import { isFiniteKeyType } from '../../keys/finite-types.ts';
import { runnerText } from '../../lifetime/lifetime-queries.ts';
import type { SourceCode } from '../../source/source-code.ts';
import { nodeKeyOf } from '../../syntax/node-keys.ts';
import { isClass } from '../../syntax/nodes.ts';
import { oneLine } from '../../syntax/text.ts';
import { inServers } from '../environment.ts';
import type { Finder, Inspector } from '../inspector.ts';
import type { ProjectFacts } from '../project-queries.ts';
import { boundingEdits } from './fix.ts';
import type { CollectionMessageId } from './messages.ts';

export interface CollectionOptions {
  /** Whether to report what cannot be decided, too. */
  readonly unverifiable: boolean;
  readonly collections: readonly CollectionKind[];
  /** How many entries a bounded collection has at most. */
  readonly max: number;
  /** How long an entry lives, in milliseconds; 0 for as long as there is room. */
  readonly ttl: number;
  /** Whether to bound tables whose entries stand for something that is still going on. */
  readonly evict: boolean;
}

export const DEFAULT_COLLECTION_OPTIONS: CollectionOptions = {
  unverifiable: false,
  collections: ['map', 'set'],
  max: 1000,
  ttl: 0,
  evict: false,
};

/** What is wrong, before it is said. */
interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly fault?: {
    readonly messageId: CollectionMessageId;
    readonly data: Readonly<Record<string, string>>;
  };
}

/** Leaves out what needs no word from other files: whoever lints one file of a large project does not wait for them. */
export const findUnboundedCollections: Finder<CollectionOptions> = (source, project, options) =>
  openSites(source, project, options).flatMap(({ finding }) => finding ?? []);

const openSites: Inspector<CollectionOptions> = inServers((source, project, options) =>
  sitesAmong(
    source,
    project,
    options,
    (inspector, collection) => !inspector.isBoundedHere(collection),
  ),
);

export const inspectCollections: Inspector<CollectionOptions> = inServers(
  (source, project, options) => sitesAmong(source, project, options, () => true),
);

function sitesAmong(
  source: SourceCode,
  project: ProjectFacts,
  options: CollectionOptions,
  accepts: (inspector: CollectionInspector, collection: Collection) => boolean,
): Site[] {
  if (!mayHoldCollections(source.text, options.collections)) return [];
  const inspector = new CollectionInspector(source, project, options);
  return collectionsOf(source, options.collections).flatMap((collection) =>
    accepts(inspector, collection) ? (inspector.site(collection) ?? []) : [],
  );
}

/** `new Map`, comments between them or not. */
const MAKES_COLLECTION = /\bnew(?:\s|\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/[^\n\r]*[\n\r])+(?:Map|Set)\b/u;

/** Whether a text can hold a collection at all: most files cannot, and need no parsing. */
export function mayHoldCollections(text: string, kinds: readonly CollectionKind[]): boolean {
  return kinds.includes('array') || kinds.includes('object') || MAKES_COLLECTION.test(text);
}

class CollectionInspector {
  readonly #source: SourceCode;
  readonly #project: ProjectFacts;
  readonly #options: CollectionOptions;

  constructor(source: SourceCode, project: ProjectFacts, options: CollectionOptions) {
    this.#source = source;
    this.#project = project;
    this.#options = options;
  }

  /** @returns undefined for an array or an object that is no collection: nothing is ever added to it */
  site(collection: Collection): Site | undefined {
    const { declaration, kind, makers, name } = collection;
    const uses = usesOf(this.#source, collection);
    const changes = changesOf(this.#source, collection, uses);
    if ((kind === 'array' || kind === 'object') && changes.additions.length === 0) return undefined;
    const elsewhere = this.#elsewhere(collection, uses);
    const { verdict, reason, fault } = this.#judge(collection, uses, changes, elsewhere);
    const isReported = fault && (verdict === 'flagged' || this.#options.unverifiable);
    const finding = (): Finding => ({
      node: declaration,
      ...fault!,
      remedy: boundingEdits(
        { source: this.#source, project: this.#project, collection, uses, changes, elsewhere },
        this.#options,
      ),
    });
    return {
      kind: 'collection',
      node: declaration,
      callee: oneLine(this.#source, makers[0]!),
      verdict,
      name,
      ...(reason === undefined ? {} : { reason }),
      ...(isReported ? { finding: finding() } : {}),
    };
  }

  /** Whether a collection is bounded by what this file alone does with it, whatever other files do. */
  isBoundedHere(collection: Collection): boolean {
    const uses = usesOf(this.#source, collection);
    if (this.#isReachable(collection, uses)) return false;
    const { additions, removals } = changesOf(this.#source, collection, uses);
    // Values may grow although entries go.
    if (additions.some(({ level }) => level > 0)) return false;
    const ofEntries = removals.filter(({ level }) => level === 0);
    const changes = { uses, additions, removals: ofEntries };
    return (
      isSizeGuarded(this.#source, 0, changes) ||
      ofEntries.some(
        (removal) => judgeEviction(this.#source, removal, changes, this.#project).kind !== 'idle',
      )
    );
  }

  #judge(collection: Collection, uses: Uses, changes: Changes, elsewhere: Elsewhere): Judgement {
    const here = balanceOf(this.#source, this.#project, {
      uses,
      changes,
      hasFiniteKeys: this.#hasFiniteKeyType(collection),
    });
    const { entries, values } = combinedBalance(here, elsewhere.balance);
    const grown = [entries, ...values.values()]
      .flatMap(({ growths }) => growths)
      .filter(({ kind }) => kind !== 'finite');
    const { lostAt } = elsewhere;
    if (
      grown.length === 0 &&
      (entries.growths.length > 0 || lostAt === undefined || !isMadeEmpty(collection))
    )
      return { verdict: 'ok', reason: whyFinite(entries.growths) };
    const life = this.#lifeOf(collection);
    if (life === 'short')
      return {
        verdict: 'ok',
        reason: 'it lives no longer than the instance that is made of its class',
      };
    if (grown.length === 0) return undecidedUse(collection, lostAt!);
    const ofEntries = judgeLevel(entries);
    const ofValues = [...values.values()]
      .map(judgeLevel)
      .find(({ growing, bounded }) => growing.length > 0 && bounded === undefined);
    // Values go with their entries.
    if (ofEntries.bounded !== undefined) return { verdict: 'ok', reason: ofEntries.bounded };
    return this.#conclude(
      collection,
      ofEntries,
      ofValues ?? NO_GROWTH,
      life === 'unknown'
        ? `how long an instance with \`${collection.name}\` lives, other files decide`
        : elsewhere.doubt,
    );
  }

  /** What other files do with it, if they can have it. */
  #elsewhere(collection: Collection, uses: Uses): Elsewhere {
    if (!this.#isReachable(collection, uses)) return NOWHERE_ELSE;
    const { kind, makers } = collection;
    const escapes = escapesAmong(uses);
    const handed = escapes
      .filter(({ how }) => how === 'passed on')
      .map(({ use }) => this.#handedBy(use));
    const keys = makers.map((maker) => nodeKeyOf(this.#source, maker));
    const found = this.#project.collectionElsewhere({
      kind,
      makers: keys,
      handed: handed.flatMap((given) => given ?? []),
      isReturned: escapes.some(({ how }) => how === 'returned'),
    });
    const lost =
      escapes.find(({ how }) => how === 'stored') ??
      (handed.includes(undefined) || (handed.length > 0 && !found.isHandedSeen)
        ? escapes.find(({ how }) => how === 'passed on')
        : undefined);
    return {
      ...found,
      ...(lost ? { lostAt: lost.use.node.loc.start.line } : {}),
      ...(lost || (isGiven(collection, escapes) && !found.isSeen)
        ? { doubt: 'other files have it, and may take entries out' }
        : {}),
    };
  }

  /** Whether code that is not of this file can have it. */
  #isReachable(collection: Collection, uses: Uses): boolean {
    const escapes = escapesAmong(uses);
    // A field of an instance is its own business, unless somebody is given it.
    return (
      escapes.length > 0 ||
      isGiven(collection, escapes) ||
      (collection.root.kind === 'field' && this.#mayBeReached(collection.root))
    );
  }

  /** Whether other files can name a field of an instance: by an instance that they have. */
  #mayBeReached({ owner, name }: Extract<Collection['root'], { kind: 'field' }>): boolean {
    return (
      isClass(owner) &&
      !name.startsWith('#') &&
      !isPrivate(owner, name) &&
      isExportedClass(this.#source, owner)
    );
  }

  #handedBy({ node, access }: Use): HandedCollection | undefined {
    const { parent } = node;
    if (
      access.kind !== 'escape' ||
      access.how !== 'passed on' ||
      parent?.type !== AST_NODE_TYPES.CallExpression
    )
      return undefined;
    const [way] = valuesOf(this.#source, parent.callee).flatMap((value) =>
      accessPaths(this.#source, value),
    );
    const position = parent.arguments.findIndex((argument) => argument === node);
    return way && position >= 0 ? { ...way, position } : undefined;
  }

  #hasFiniteKeyType({ makers, declaration }: Collection): boolean {
    return [...makers, declaration].some((node) => isFiniteKeyType(this.#source, node));
  }

  #lifeOf({ isLasting, isShortLived, root }: Collection): 'lasting' | 'short' | 'unknown' {
    if (isLasting) return 'lasting';
    if (isShortLived) return 'short';
    if (root.kind !== 'field' || !isClass(root.owner)) return 'unknown';
    const elsewhere = this.#project.instancesElsewhere(nodeKeyOf(this.#source, root.owner));
    return elsewhere.isLasting ? 'lasting' : elsewhere.isPassing ? 'short' : 'unknown';
  }

  #conclude(
    collection: Collection,
    ofEntries: LevelJudgement,
    ofValues: LevelJudgement,
    doubt: string | undefined,
  ): Judgement {
    const growing = [...ofEntries.growing, ...ofValues.growing];
    const worst = growing.find(({ kind }) => kind === 'grows') ?? growing[0];
    if (!worst) return { verdict: 'ok', reason: 'what its values hold is taken out' };
    const isOfEntries = ofEntries.growing.includes(worst);
    const data = dataOf(collection, worst, ofEntries, ofValues);
    const open = doubtOf(worst) ?? doubt;
    if (open !== undefined)
      return {
        verdict: 'unverifiable',
        reason: open,
        fault: undecided(
          collection,
          `line ${data.line} adds ${data.origin}, run by ${data.runner}; `,
          open,
        ),
      };
    return {
      verdict: 'flagged',
      fault: isOfEntries
        ? this.#fault(collection, worst, data, ofEntries)
        : { messageId: 'unboundedValues', data },
    };
  }

  #fault(
    collection: Collection,
    worst: Growth,
    data: Record<string, string>,
    ofEntries: LevelJudgement,
  ): NonNullable<Judgement['fault']> {
    const [idle] = ofEntries.idle;
    if (holdsThings(collection.name))
      return {
        messageId: 'missingDelete',
        data: { ...data, ...this.#ending(collection, worst, idle) },
      };
    if (idle)
      return {
        messageId: 'evictionIdle',
        data: { ...data, removalLine: lineOf(idle), why: idle.why },
      };
    return { messageId: 'unbounded', data };
  }

  #ending(
    collection: Collection,
    { keyName }: Growth,
    idle: Removal | undefined,
  ): { nothing: string; advice: string } {
    const ends = endingFunction(this.#source, collection.name, keyName);
    const nothing = idle
      ? `what takes it out at line ${lineOf(idle)} does not do for all: ${idle.why}`
      : 'nothing takes it out when it ends';
    return {
      nothing,
      advice:
        ends === undefined
          ? 'delete the entry where what it stands for ends.'
          : `delete the entry in \`${ends}\`, which ends it.`,
    };
  }
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

/** What other files do with a collection, and what is open of that. */
interface Elsewhere extends CollectionElsewhere {
  readonly doubt?: string;
  /** The line that hands it to what is not seen. */
  readonly lostAt?: number;
}

const NOWHERE_ELSE: Elsewhere = {
  balance: EMPTY_BALANCE,
  isSeen: true,
  isHandedSeen: true,
  needs: NO_NEEDS,
};

/** Escapes that change nothing. */
const LOOKED_AT: ReadonlySet<string> = new Set(['serialised', 'type-tested']);

interface LevelJudgement {
  readonly growing: readonly Growth[];
  /** What bounds it, if something does. */
  readonly bounded?: string;
  /** What takes entries out, and does not bound. */
  readonly idle: readonly Removal[];
}

const NO_GROWTH: LevelJudgement = { growing: [], idle: [] };

/** Why entries, or what they hold, stay bounded, or which of them grow. */
function judgeLevel({ growths, removals, isGuarded }: GrowthBalance): LevelJudgement {
  const growing = growths.filter(({ kind }) => kind !== 'finite');
  if (growing.length === 0) return NO_GROWTH;
  if (isGuarded) return { growing, idle: [], bounded: 'its size is looked at before it grows' };
  const bound =
    removals.find(({ kind }) => kind === 'bounds') ??
    removals.find(({ kind }) => kind === 'elsewhere');
  return bound
    ? { growing, idle: [], bounded: `line ${lineOf(bound)} takes entries out` }
    : { growing, idle: removals };
}

/** A collection that nobody fills is of no use: who has it, does. */
function isMadeEmpty({ makers }: Collection): boolean {
  return makers.every(
    (maker) => maker.type === AST_NODE_TYPES.NewExpression && maker.arguments.length === 0,
  );
}

function undecidedUse(collection: Collection, line: number): Judgement {
  const reason = `nothing in this file adds to it, but line ${line} hands it to code that is not seen here`;
  return { verdict: 'unverifiable', reason, fault: undecided(collection, '', reason) };
}

/** @param growth what adds to it, with what stands between that and the doubt */
function undecided(
  { name }: Collection,
  growth: string,
  doubt: string,
): NonNullable<Judgement['fault']> {
  return {
    messageId: 'undecided',
    data: { name, growth, doubt, advice: 'Bound it, or take entries out when they are done with.' },
  };
}

function whyFinite([first]: readonly Growth[]): string {
  if (!first) return 'nothing is added to it after it is made';
  return first.frequency.kind === 'once'
    ? `it is filled once, by ${runnerText(first.frequency)}`
    : `its keys are finite: ${first.origin.text}`;
}

/** `12`, `12 of lib/sessions.js` */
function lineOf({ line, file }: Pick<Growth, 'line' | 'file'>): string {
  return file === undefined ? String(line) : `${line} of ${file}`;
}

function dataOf(
  { name }: Collection,
  worst: Growth,
  ofEntries: LevelJudgement,
  ofValues: LevelJudgement,
): Record<string, string> {
  const values =
    !ofEntries.growing.includes(worst) || ofValues.growing.length === 0
      ? ''
      : ` What an entry holds grows, too (line ${lineOf(ofValues.growing[0]!)}).`;
  return {
    name,
    line: lineOf(worst),
    origin: worst.key === undefined ? worst.origin.text : keyText(worst.key, worst.origin.text),
    runner: runnerText(worst.frequency),
    values,
    advice: `Bound it: an LRU cache with \`max\`, or delete an entry when it is done with.`,
  };
}

/** `the key `id`, from `req.params.id`, which comes …`: the key's own text is said once. */
function keyText(key: string, origin: string): string {
  const quoted = `\`${key}\``;
  return origin.startsWith(quoted) ? `the key ${origin}` : `the key ${quoted}, from ${origin}`;
}

/** What is left open of a growth, or undefined if all of it is shown. */
function doubtOf({ kind, origin, frequency }: Growth): string | undefined {
  if (kind !== 'undecided') return undefined;
  return origin.kind === 'grows'
    ? `how often ${runnerText(frequency)} runs is not to be told`
    : `whether ${origin.text} is one of few or of many is not to be told`;
}
