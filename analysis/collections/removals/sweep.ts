/**
 * Code that runs repeatedly and removes by age or size over the collection, whoever added the entries.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callFrequency } from '../../lifetime/call-frequency.ts';
import { runnerText } from '../../lifetime/lifetime-queries.ts';
import { isServerless } from '../../lifetime/serverless.ts';
import { contains, functionAround } from '../../syntax/traversal.ts';
import type { Change } from '../changes.ts';
import { asksAmount, asksTheTime, testsAround } from './conditions.ts';
import { isCalledForEach, isOfOther, ranging } from './keys.ts';
import type { Level } from './level.ts';
import type { Runner } from './runner.ts';
import type { Position } from './runners.ts';

/** Why a timer does not bound; undefined if it does. */
export function whyIdleTimer({ source, project }: Level, { by }: Runner): string | undefined {
  if (isServerless(source, project) && by?.type !== AST_NODE_TYPES.WhileStatement)
    return 'a serverless platform freezes its timer between two requests';
  if (!by) return undefined;
  const start = callFrequency(source, by, project);
  if (start.kind === 'test') return `its timer is started by ${runnerText(start)}`;
  return start.kind === 'once' && start.role === 'nobody'
    ? `its timer is started by ${runnerText(start)}`
    : undefined;
}

/**
 * Whether a removal goes through all entries and asks for their age, or for how many there are.
 * @param places where it takes effect, from itself outwards
 */
export function isSweeping(
  level: Level,
  removal: Change,
  places: Position['places'] = [],
): boolean {
  if (!ranging(level, removal) && !isCalledForEach(level, places)) return false;
  return testsAround(removal).some(
    (test) => asksTheTime(level.source, test) || asksAmount(level.source, test),
  );
}

/** Whether code that adds takes out another entry, the oldest, where there are too many. */
export function isTrim(level: Level, removal: Change): boolean {
  const { source } = level;
  const tests = testsAround(removal);
  return isOfOther(level, removal) && tests.some((test) => asksAmount(source, test));
}

/** The places of a position that are in a function with an addition. */
export function besideAddition(level: Level, { places }: Position): boolean {
  return placesBeside(level, places).length > 0;
}

export function placesBeside(level: Level, places: Position['places']): Position['places'] {
  return places.filter((place) => {
    const fn = functionAround(place);
    return fn !== undefined && level.additions.some(({ node }) => contains(fn, node));
  });
}
