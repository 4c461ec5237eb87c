/**
 * What a removal is worth.
 */
import type { MissedCase, RemovalClass } from '../collection-queries.ts';

export interface Verdict {
  readonly class: RemovalClass;
  /** For people: what runs it, and why it does not bound. */
  readonly why: string;
  /** Whether it is for all additions, those of other files, too. */
  readonly isForAll: boolean;
  /** When it does not run, where that can be named. */
  readonly misses?: MissedCase;
}

/** A removal that does not bound. */
export function idle(why: string, misses?: MissedCase): Verdict {
  return { class: 'opportunistic', why, isForAll: false, ...(misses ? { misses } : {}) };
}

/** The classes by what they are worth: the first that is found decides. */
const ORDER: readonly RemovalClass[] = [
  'sweep',
  'capacity',
  'reconcile',
  'drained',
  'end-event',
  'paired',
  'unknown',
  'opportunistic',
];

export function best(verdicts: readonly Verdict[]): Verdict | undefined {
  return verdicts.toSorted(
    (a, b) =>
      Number(b.isForAll) - Number(a.isForAll) || ORDER.indexOf(a.class) - ORDER.indexOf(b.class),
  )[0];
}
