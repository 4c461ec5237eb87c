/**
 * What bounds a collection: by the strategy that the user names, or by the first that fits.
 */
import type { Remedy } from '../../findings/finding.ts';
import { LRU_PACKAGE } from './strategies/lru-package.ts';
import { cap } from './strategies/cap.ts';
import { finallyStrategy } from './strategies/finally.ts';
import { lru } from './strategies/lru.ts';
import { sweep } from './strategies/sweep.ts';
import { weak } from './strategies/weak.ts';
import type { Limits, Refusal, Strategy, StrategyName, Subject } from './strategies/strategy.ts';

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

/**
 * The edits that bound a collection, or why it is left alone, and what to do by hand.
 * @param fitting a sentence that says what to do about this collection; without it, what the strategy says
 */
export function boundingEdits(
  subject: Subject,
  { strategy, ...limits }: FixOptions,
  fitting?: string,
): Remedy {
  const asked = strategy === 'auto' ? IN_ORDER : [ALL[strategy]];
  const refused: Refused[] = [];
  for (const { name, byHand, remedyFor } of asked) {
    if (
      strategy === 'auto' &&
      name === 'lru' &&
      subject.project.dependency(LRU_PACKAGE) === undefined
    )
      continue;
    const remedy = remedyFor(subject, limits);
    if (!('refusal' in remedy)) return remedy;
    refused.push({ name, byHand, ...remedy });
  }
  return { refusal: reasonOf(refused, fitting) };
}

type Refused = Refusal & Pick<Strategy, 'name' | 'byHand'>;

/** What stands against the strategies whose form the collection has; else against the last, which takes most. */
function reasonOf(refused: readonly Refused[], fitting: string | undefined): string {
  const last = refused.at(-1)!;
  const close = refused.filter(({ isClose }) => isClose === true);
  const reason =
    refused.length === 1 || close.length === 0
      ? last.refusal
      : close.map(({ name, refusal }) => `\`${name}\`: ${refusal}`).join('; ');
  const byHand = fitting === undefined ? (close[0] ?? last).byHand : asClause(fitting);
  return `${reason}. By hand: ${byHand}`;
}

/** `Delete it.`: `delete it` */
const asClause = (sentence: string) =>
  `${sentence[0]!.toLowerCase()}${sentence.slice(1).replace(/\.$/u, '')}`;
