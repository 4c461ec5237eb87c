/**
 * The finder behind `no-unbounded-module-map` and `bound-maps`.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { relative } from 'node:path';
import { changesOf, type Change, type Changes } from './collection-changes.ts';
import type { CollectionMessageId } from './collection-messages.ts';
import { usesOf, type Uses } from './collection-uses.ts';
import { collectionsOf, type Collection, type CollectionKind } from './collections.ts';
import { endingFunction, holdsThings } from './entry-lifetime.ts';
import { isSizeGuarded, judgeEviction, type Eviction } from './eviction.ts';
import type { Finder, Finding, Inspector, ProjectFacts, Site, SourceCode, Verdict } from './finding.ts';
import { isListed } from './key-guard.ts';
import { keyOrigin, type KeyOrigin } from './key-origin.ts';
import { boundingEdits } from './mend-collection.ts';
import { runContext, type RunContext } from './run-context.ts';
import { shortLived } from './short-lived.ts';
import { isFiniteKeyType } from './type-annotations.ts';
import { oneLine, type Node } from './syntax.ts';

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

export const DEFAULT_COLLECTION_OPTIONS: CollectionOptions = { unverifiable: false, collections: ['map', 'set'], max: 1000, ttl: 0, evict: false };

/** One way in which a collection grows, with what is known of it. */
interface Growth {
  readonly change: Change;
  readonly origin: KeyOrigin;
  readonly context: RunContext;
  readonly kind: 'grows' | 'finite' | 'undecided';
}

/** What is wrong, before it is said. */
interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly fault?: { readonly messageId: CollectionMessageId; readonly data: Readonly<Record<string, string>> };
}

export const findUnboundedCollections: Finder<CollectionOptions> = (source, project, options) =>
  inspectCollections(source, project, options).flatMap(({ finding }) => finding ?? []);

export const inspectCollections: Inspector<CollectionOptions> = (source, project, options) => {
  if (!mayHoldCollections(source.text, options.collections)) return [];
  const inspector = new CollectionInspector(source, project, options);
  return collectionsOf(source, options.collections).flatMap((collection) => inspector.site(collection) ?? []);
};

/** Whether a text can hold a collection at all: most files cannot, and need no parsing. */
export function mayHoldCollections(text: string, kinds: readonly CollectionKind[]): boolean {
  return kinds.includes('array') || kinds.includes('object') || /\bnew\s+(?:Map|Set)\b/u.test(text);
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
    const { verdict, reason, fault } = this.#judge(collection, uses, changes);
    const isReported = fault && (verdict === 'flagged' || this.#options.unverifiable);
    const finding = (): Finding => ({ node: declaration, ...fault!, remedy: boundingEdits(this.#source, this.#project, collection, uses, changes, this.#options) });
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

  #judge(collection: Collection, uses: Uses, changes: Changes): Judgement {
    const entries = this.#growths(collection, changes.additions.filter(({ level }) => level === 0), uses);
    const inner = this.#growths(collection, changes.additions.filter(({ level }) => level > 0), uses);
    const grown = [...entries, ...inner].filter(({ kind }) => kind !== 'finite');
    if (grown.length === 0) return { verdict: 'ok', reason: this.#whyFinite(entries) };
    if (collection.isShortLived) return { verdict: 'ok', reason: 'it lives no longer than the instance that this file makes of its class' };
    const ending = shortLived(this.#source, relative(this.#project.packageRoot, this.#project.file));
    if (ending !== undefined) return { verdict: 'ok', reason: ending };
    const ofEntries = this.#judgeLevel(entries, 0, changes, uses);
    const ofValues = this.#judgeValues(inner, changes, uses);
    // Values go with their entries.
    if (ofEntries.bounded !== undefined && !ofEntries.finite) return { verdict: 'ok', reason: ofEntries.bounded };
    return this.#conclude(collection, ofEntries, ofValues, uses);
  }

  #whyFinite(entries: readonly Growth[]): string {
    const [first] = entries;
    if (!first) return 'nothing is added to it in this file after it is made';
    return first.context.kind === 'once' ? `it is filled once, by ${first.context.by}` : `its keys are finite: ${first.origin.text}`;
  }

  #growths(collection: Collection, additions: readonly Change[], uses: Uses): Growth[] {
    return additions.map((change) => {
      const context = runContext(this.#source, change.node);
      const origin = this.#origin(collection, change, uses);
      return { change, origin, context, kind: kindOf(origin, context) };
    });
  }

  #origin(collection: Collection, { node, key, level }: Change, uses: Uses): KeyOrigin {
    if (!key) return { kind: 'grows', text: 'one more item each time' };
    if (level === 0 && this.#hasFiniteKeyType(collection)) return { kind: 'finite', text: 'the type of its keys is finite' };
    if (isListed(this.#source, node, key)) return { kind: 'finite', text: 'only what a constant of the module lists' };
    return keyOrigin(this.#source, key, (call) => call.arguments.some((argument) => uses.isCollection(argument)));
  }

  #hasFiniteKeyType({ makers, declaration }: Collection): boolean {
    return [...makers, declaration].some((node) => isFiniteKeyType(this.#source, node));
  }

  /** Why the collection itself is bounded, or what is wrong with it. */
  #judgeLevel(growths: readonly Growth[], level: number, changes: Changes, uses: Uses): LevelJudgement {
    const growing = growths.filter(({ kind }) => kind !== 'finite');
    if (growing.length === 0) return { finite: true, growing, idle: [] };
    const additions = changes.additions.filter((change) => change.level === level);
    const removals = changes.removals.filter((change) => change.level === level);
    if (isSizeGuarded(this.#source, level, additions, removals, uses)) return { finite: false, growing, idle: [], bounded: 'its size is looked at before it grows' };
    const evictions = removals.map((removal) => judgeEviction(this.#source, removal, additions, uses));
    const bound = evictions.find(({ kind }) => kind === 'bounds') ?? evictions.find(({ kind }) => kind === 'elsewhere');
    if (bound) return { finite: false, growing, idle: [], bounded: `line ${bound.node.loc.start.line} takes entries out` };
    return { finite: false, growing, idle: evictions };
  }

  #judgeValues(growths: readonly Growth[], changes: Changes, uses: Uses): LevelJudgement {
    const paths = new Set(growths.map(({ change }) => change.path));
    for (const path of paths) {
      const ofPath = growths.filter(({ change }) => change.path === path);
      const isCut = changes.removals.some((removal) => removal.level > 0 && removal.path === path);
      const removals = isCut ? changes.removals : changes.removals.filter(({ level }) => level === 0);
      const judged = this.#judgeLevel(ofPath, 1, { additions: changes.additions, removals }, uses);
      if (!judged.finite && judged.bounded === undefined) return judged;
    }
    return { finite: true, growing: [], idle: [] };
  }

  #conclude(collection: Collection, ofEntries: LevelJudgement, ofValues: LevelJudgement, uses: Uses): Judgement {
    const growing = [...ofEntries.growing, ...ofValues.growing];
    const worst = growing.find(({ kind }) => kind === 'grows') ?? growing[0];
    if (!worst) return { verdict: 'ok', reason: 'what its values hold is taken out' };
    const isOfEntries = ofEntries.growing.includes(worst);
    const doubt = doubtOf(collection, uses, worst);
    const data = this.#data(collection, worst, ofEntries, ofValues);
    if (doubt !== undefined) return { verdict: 'unverifiable', reason: doubt, fault: { messageId: 'undecided', data: { ...data, doubt, advice: 'Bound it, or take entries out when they are done with.' } } };
    return { verdict: 'flagged', fault: isOfEntries ? this.#fault(collection, worst, data, ofEntries) : { messageId: 'unboundedValues', data } };
  }

  #data(collection: Collection, worst: Growth, ofEntries: LevelJudgement, ofValues: LevelJudgement): Record<string, string> {
    const values = !ofEntries.growing.includes(worst) || ofValues.growing.length === 0 ? '' : ` What an entry holds grows, too (line ${ofValues.growing[0]!.change.node.loc.start.line}).`;
    const { change, origin, context } = worst;
    return {
      name: collection.name,
      line: String(change.node.loc.start.line),
      origin: change.key ? this.#keyText(change.key, origin) : origin.text,
      runner: context.by,
      values,
      advice: `Bound it: an LRU cache with \`max\`, or delete an entry when it is done with.`,
    };
  }

  /** `the key `id`, from `req.params.id`, which comes …`: the key's own text is said once. */
  #keyText(key: Node, { text }: KeyOrigin): string {
    const quoted = `\`${oneLine(this.#source, key, 48)}\``;
    return text.startsWith(quoted) ? `the key ${text}` : `the key ${quoted}, from ${text}`;
  }

  #fault(collection: Collection, worst: Growth, data: Record<string, string>, ofEntries: LevelJudgement): NonNullable<Judgement['fault']> {
    const [idle] = ofEntries.idle;
    if (holdsThings(collection.name)) return { messageId: 'missingDelete', data: { ...data, ...this.#ending(collection, worst, idle) } };
    if (idle) return { messageId: 'evictionIdle', data: { ...data, removalLine: String(idle.node.loc.start.line), why: idle.why } };
    return { messageId: 'unbounded', data };
  }

  #ending(collection: Collection, { change }: Growth, idle: Eviction | undefined): { nothing: string; advice: string } {
    const ends = endingFunction(this.#source, collection.name, change.key?.type === AST_NODE_TYPES.Identifier ? change.key.name : undefined);
    const nothing = idle ? `what takes it out at line ${idle.node.loc.start.line} does not do for all: ${idle.why}` : 'nothing takes it out when it ends';
    return { nothing, advice: ends === undefined ? 'delete the entry where what it stands for ends.' : `delete the entry in \`${ends}\`, which ends it.` };
  }
}

interface LevelJudgement {
  /** Whether nothing grows there. */
  readonly finite: boolean;
  readonly growing: readonly Growth[];
  /** What bounds it, if something does. */
  readonly bounded?: string;
  /** What takes entries out, and does not bound. */
  readonly idle: readonly Eviction[];
}

function kindOf(origin: KeyOrigin, context: RunContext): Growth['kind'] {
  if (origin.kind === 'finite' || context.kind === 'once' || context.kind === 'test') return 'finite';
  return origin.kind === 'grows' && context.kind === 'often' ? 'grows' : 'undecided';
}

/** What this file leaves open, or undefined if it shows all. */
function doubtOf({ isExported, isLasting, name }: Collection, uses: Uses, { kind, origin, context }: Growth): string | undefined {
  if (kind === 'undecided') return origin.kind === 'grows' ? `how often ${context.by} runs is not to be told` : `whether ${origin.text} is one of few or of many is not to be told`;
  if (!isLasting) return `how long an instance with \`${name}\` lives, other files decide`;
  const escape = uses.all.find(({ level, access }) => level === 0 && access.kind === 'escape' && access.how !== 'serialised' && access.how !== 'type-tested');
  if (isExported || escape) return 'other files have it, and may take entries out';
  return undefined;
}

