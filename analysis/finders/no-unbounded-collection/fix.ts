/**
 * What bounds a collection: by the strategy that the user names, or by the first that fits.
 */
import type { CollectionKind } from '../../collections/collection-queries.ts';
import type { Remedy } from '../../findings/finding.ts';
import { isServerless } from '../../lifetime/serverless.ts';
import { LRU_PACKAGE } from './strategies/lru-package.ts';
import { cap } from './strategies/cap.ts';
import { finallyStrategy } from './strategies/finally.ts';
import { lru } from './strategies/lru.ts';
import { reasonInOwner } from './strategies/owner-uses.ts';
import { savedAt } from './strategies/saved-entries.ts';
import { sweep } from './strategies/sweep.ts';
import { weak } from './strategies/weak.ts';
import {
  REMOVE_BY_HAND,
  REMOVE_ITEMS_BY_HAND,
  type Limits,
  type Refusal,
  type Strategy,
  type StrategyName,
  type Subject,
} from './strategies/strategy.ts';

const ALL: Readonly<Record<StrategyName, Strategy>> = {
  finally: finallyStrategy,
  sweep,
  weak,
  lru,
  cap,
};

/** Those first that take nothing from the program that it may still ask for. */
const IN_ORDER: readonly Strategy[] = [finallyStrategy, sweep, weak, lru, cap];

export interface FixOptions extends Limits {
  readonly strategy: 'auto' | StrategyName;
}

/** What is done about a collection, and the sentence that tells people to do it. */
export interface Bounding {
  readonly remedy: Remedy;
  readonly advice: string;
  /** Whether it is a limit of the number of entries. */
  readonly isLimit?: boolean;
}

/**
 * The edits that bound a collection, or why it is left alone, and what to do by hand.
 * @param fitting a sentence that says what to do about this collection; without it, what the strategy says
 */
export function boundingOf(
  subject: Subject,
  { strategy, ...limits }: FixOptions,
  fitting?: string,
): Bounding {
  const asked = strategy === 'auto' ? IN_ORDER : [ALL[strategy]];
  const refused: Refused[] = [];
  for (const { name, advice, byHand, remedyFor } of asked) {
    if (
      strategy === 'auto' &&
      name === 'lru' &&
      subject.project.dependency(LRU_PACKAGE) === undefined
    )
      continue;
    const remedy = remedyFor(subject, limits);
    if ('refusal' in remedy) {
      refused.push({ name, byHand, ...remedy });
      continue;
    }
    const owned = limits.evict ? undefined : reasonInOwner(subject);
    if (owned === undefined)
      return {
        remedy,
        advice: whereItRuns(subject, advice),
        isLimit: name === 'cap' || name === 'lru',
      };
    refused.push({ name, byHand, refusal: owned, isClose: true });
  }
  const byHand = whereItRuns(subject, byHandOf(refused, subject.collection.kind, fitting));
  return {
    remedy: {
      refusal: `${withOffer(subject, refused, { asked, limits })}. By hand: ${byHand}`,
    },
    advice: asSentence(byHand),
  };
}

/** What fits in place of a timer where timers are frozen between two requests. */
const WITHOUT_TIMERS: ReadonlyMap<string, string> = new Map([
  [sweep.advice, 'Delete expired entries whenever an entry is added.'],
  [
    sweep.byHand,
    'delete expired entries whenever an entry is added, or where they are no longer needed',
  ],
  [REMOVE_BY_HAND, 'delete entries where they are no longer needed, or limit their number'],
]);

const whereItRuns = ({ source, project }: Subject, advice: string) =>
  isServerless(source, project) ? (WITHOUT_TIMERS.get(advice) ?? advice) : advice;

/** `byId` names `Users.byId`, too. */
export function isCalled(name: string, asked: string): boolean {
  return name === asked || name.endsWith(`.${asked}`);
}

/** `. Pass `--evict` … to cap it all the same` */
const OFFER = /\. Pass `--evict[^.;]*/gu;

/**
 * The reason, with `--evict` offered only where that leads to a fix (what is refused may be refused for another reason as well),
 * and for this collection, not for all. Of a strategy that is not the one in question, too: a sweep of what has a time.
 * Not of entries that are saved later: nobody wants to lose what is not saved yet.
 */
function withOffer(
  subject: Subject,
  refused: readonly Refused[],
  { asked, limits }: { readonly asked: readonly Strategy[]; readonly limits: Limits },
): string {
  const reason = reasonOf(refused);
  const other = refused.find(({ refusal }) => refusal.includes(OFFERED));
  if (!other) return reason;
  const saved = savedAt(subject);
  if (saved !== undefined)
    return `${reason.replaceAll(OFFER, '')}. Line ${saved} writes entries to a file, and an eviction would lose what is not written yet`;
  const allowed = { ...limits, evict: true, ttl: limits.ttl || ANY_TTL };
  if (!asked.some(({ remedyFor }) => 'edits' in remedyFor(subject, allowed)))
    return reason.replaceAll(OFFER, '');
  const offer = reason.includes(OFFERED) ? reason : `${reason}; ${reasonAgainst(other)}`;
  return `${offer}. Add \`--only ${subject.collection.name}\` on the command line to leave the others as they are. What is removed then is lost, unless your code loads it again`;
}

const OFFERED = 'Pass `--evict';

/** For the question whether `--evict --ttl MS` helps. */
const ANY_TTL = 1;

type Refused = Refusal & Pick<Strategy, 'name' | 'byHand'>;

const closeOf = (refused: readonly Refused[]) => refused.filter(({ isClose }) => isClose === true);

/** What stands against the strategies whose form the collection has; else against the last, which takes most. */
function reasonOf(refused: readonly Refused[]): string {
  const close = closeOf(refused);
  return refused.length === 1 || close.length === 0
    ? refused.at(-1)!.refusal
    : close.map(reasonAgainst).join('; ');
}

/** Named by what it writes: who reads a message does not know the names of the strategies. */
function reasonAgainst({ name, refusal }: Refused): string {
  return `${WOULD_FIT[name]} would fit, but ${refusal}`;
}

const WOULD_FIT: Readonly<Record<StrategyName, string>> = {
  finally: 'a removal in a `finally` block',
  sweep: 'a timer that removes expired entries',
  weak: 'weak keys',
  lru: 'an LRU cache',
  cap: 'a limit of the number of entries',
};

/** Where a `finally` has the form but not the meaning, it is not what to write. */
function byHandOf(
  refused: readonly Refused[],
  kind: CollectionKind,
  fitting: string | undefined,
): string {
  const [first] = closeOf(refused);
  if (fitting !== undefined && first?.name !== 'finally') return asClause(fitting);
  const { byHand } = first ?? refused.at(-1)!;
  return kind === 'array' && byHand === REMOVE_BY_HAND ? REMOVE_ITEMS_BY_HAND : byHand;
}

/** `Delete it.`: `delete it` */
const asClause = (sentence: string) =>
  `${sentence[0]!.toLowerCase()}${sentence.slice(1).replace(/\.$/u, '')}`;

/** The reverse. */
const asSentence = (clause: string) => `${clause[0]!.toUpperCase()}${clause.slice(1)}.`;
