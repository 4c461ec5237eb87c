/**
 * What the ways to bound a collection have in common.
 */
import { once } from '../../../findings/remedies.ts';
import type { Changes } from '../../../collections/changes.ts';
import type { CollectionElsewhere } from '../../../collections/collection-queries.ts';
import type { Collection } from '../../../collections/collections.ts';
import type { Uses } from '../../../collections/uses.ts';
import type { Edit, Remedy } from '../../../findings/finding.ts';
import type { SourceCode } from '../../../source/source-code.ts';
import type { ProjectFacts } from '../../project-queries.ts';

export const STRATEGIES = ['finally', 'sweep', 'cap', 'lru', 'weak'] as const;

export type StrategyName = (typeof STRATEGIES)[number];

/** What the user sets. */
export interface Limits {
  /** How many entries a bounded collection has at most. */
  readonly max: number;
  /** How long an entry lives, in milliseconds; 0 for as long as there is room. */
  readonly ttl: number;
  /** Whether collections are bounded, too, whose entries the program may need. */
  readonly evict: boolean;
}

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

/** Why a strategy does not fit, for people. */
export interface Refusal {
  readonly refusal: string;
  /** Whether the collection has the form that the strategy is for, so that people want to know what stands against it. */
  readonly isClose?: boolean;
}

/** What to do by hand where nothing says when an entry has had its day. */
export const REMOVE_BY_HAND =
  'delete entries where they are no longer needed (or some time after that, on a timer), or limit their number';
/** The same of an array. */
export const REMOVE_ITEMS_BY_HAND =
  'delete items where they are no longer needed, or limit its length';

interface Definition<Plan> {
  readonly name: StrategyName;
  /** For people: what it writes. */
  readonly how: string;
  /** For people: what it does, as a sentence that tells somebody to do it. */
  readonly advice: string;
  /** For people: what to do where it refuses. */
  readonly byHand: string;
  readonly applies: (subject: Subject, limits: Limits) => { readonly plan: Plan } | Refusal;
  readonly edits: (subject: Subject, plan: Plan) => readonly Edit[];
}

/** A way to bound a collection. */
export interface Strategy {
  readonly name: StrategyName;
  /** For people: what it does, as a sentence that tells somebody to do it. */
  readonly advice: string;
  /** For people: what to do where it refuses. */
  readonly byHand: string;
  /** The edits that bound a collection, or why there are none. */
  readonly remedyFor: (subject: Subject, limits: Limits) => Exclude<Remedy, Refusal> | Refusal;
}

/** A strategy decides first, and then writes what it has planned. */
export function strategyOf<Plan>({
  name,
  how,
  advice,
  byHand,
  applies,
  edits,
}: Definition<Plan>): Strategy {
  return {
    name,
    advice,
    byHand,
    remedyFor(subject, limits) {
      const found = applies(subject, limits);
      if (!('plan' in found)) return found;
      // Whoever asks whether it fits needs no edits.
      const written = once(() => edits(subject, found.plan));
      return {
        how,
        get edits() {
          return written();
        },
      };
    },
  };
}
