/**
 * Says of a growth what of a response's body is held.
 */
import { leaksOf } from './judge.ts';
import type { Growth } from './measure.ts';

/** The heap has the parsed body or the text, a Buffer's bytes and the raw body of `response.request` are external. */
export type Held = 'nothing' | 'heap' | 'external' | 'heap and external';

/**
 * @throws {RangeError} if the growth is neither that of clean code nor that of a body of the server's.
 */
export function held(growth: Growth): Held {
  const leaks = leaksOf({ ...growth }, 'requests');
  if (leaks.includes('heap')) return leaks.includes('external') ? 'heap and external' : 'heap';
  return leaks.includes('external') ? 'external' : 'nothing';
}
