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

/** The edits that bound a collection, or why it is left alone. */
export function boundingEdits(subject: Subject, { strategy, ...limits }: FixOptions): Remedy {
  if (strategy !== 'auto') return withoutCloseness(ALL[strategy].remedyFor(subject, limits));
  const refusals: { readonly name: StrategyName; readonly refused: Refusal }[] = [];
  for (const { name, remedyFor } of IN_ORDER) {
    if (name === 'lru' && subject.project.dependency(LRU_PACKAGE) === undefined) continue;
    const remedy = remedyFor(subject, limits);
    if (!('refusal' in remedy)) return remedy;
    refusals.push({ name, refused: remedy });
  }
  return { refusal: reasonOf(refusals) };
}

function withoutCloseness(remedy: ReturnType<Strategy['remedyFor']>): Remedy {
  return 'refusal' in remedy ? { refusal: remedy.refusal } : remedy;
}

/** What stands against the strategies whose form the collection has; else against the last, which takes most. */
function reasonOf(
  refusals: readonly { readonly name: StrategyName; readonly refused: Refusal }[],
): string {
  const close = refusals.filter(({ refused }) => refused.isClose === true);
  if (close.length === 0) return refusals.at(-1)!.refused.refusal;
  return close.map(({ name, refused }) => `\`${name}\`: ${refused.refusal}`).join('; ');
}
