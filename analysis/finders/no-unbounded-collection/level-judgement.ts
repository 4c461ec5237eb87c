/**
 * Whether what grows in a collection, its entries or what they hold, is bounded.
 */
import type {
  Growth,
  GrowthBalance,
  Removal,
  RemovalClass,
} from '../../collections/collection-queries.ts';
import { boundsAll } from '../../collections/removals/balance.ts';
import { lineOf } from './texts.ts';

export interface LevelJudgement {
  /** What grows, and is not bounded. */
  readonly growing: readonly Growth[];
  /** What bounds it, if something does. */
  readonly bounded?: string;
  /** Whether an entry lives as long as something that the process holds. */
  readonly isOfThings?: boolean;
  /** What takes entries out, and does not bound. */
  readonly idle: readonly Removal[];
  /** What code decides that is not seen. */
  readonly open?: string;
}

export const NO_GROWTH: LevelJudgement = { growing: [], idle: [] };

/** Why entries, or what they hold, stay bounded, or which of them grow. */
export function judgeLevel({ growths, removals }: GrowthBalance): LevelJudgement {
  const growing = growths.filter(({ kind }) => kind !== 'finite');
  if (growing.length === 0) return NO_GROWTH;
  const bound = removals.find(boundsAll);
  if (bound)
    return {
      growing: [],
      idle: [],
      bounded: `line ${lineOf(bound)} removes entries: ${bound.why}`,
      isOfThings: bound.class === 'end-event',
    };
  const leaking = growing.filter((growth) => !growth.bound);
  if (leaking.length === 0)
    return {
      growing: [],
      idle: [],
      bounded: BOUNDED_BY[growing[0]!.bound!.class] ?? 'its entries are taken out',
      isOfThings: growing.every((growth) => growth.bound!.class === 'end-event'),
    };
  const unknown = removals.find((removal) => removal.class === 'unknown');
  return {
    growing: leaking,
    idle: removals.filter((removal) => removal.class === 'opportunistic'),
    ...(unknown ? { open: `line ${lineOf(unknown)} removes entries, but ${unknown.why}` } : {}),
  };
}

/** What an addition is bounded by, for people. */
const BOUNDED_BY: Partial<Record<RemovalClass, string>> = {
  capacity: 'its size is looked at before it grows',
  reconcile: 'it is emptied before it is filled anew',
  paired: 'whoever adds an entry takes it out on every path',
  'end-event': 'an entry goes when what it stands for ends',
};

/** Whether a socket or a process that an entry stands for may live on while what the entry holds grows. */
export function outlivesValues(
  ofEntries: LevelJudgement,
  ofValues: LevelJudgement | undefined,
): boolean {
  return (
    ofEntries.isOfThings === true &&
    ofValues !== undefined &&
    ofValues.idle.length === 0 &&
    ofValues.open === undefined &&
    ofValues.growing.some(({ kind, key }) => kind === 'grows' && key !== undefined)
  );
}
