/**
 * Says of a growth what of a response's body is held.
 */
import type { Growth } from './measure.ts';

/** The heap has the parsed body or the text, a Buffer's bytes and the raw body of `response.request` are external. */
export type Held = 'nothing' | 'heap' | 'external' | 'heap and external';

/** Bytes a call. Half a body of the server's has 80 KB; a response without its body has 16, clean code 2 to 11. */
const HELD = 50_000;
const NOT_HELD = 30_000;

/**
 * @throws {RangeError} if the growth is neither that of clean code nor that of a body of the server's.
 */
export function held({ heap, external }: Growth): Held {
  if (!isClear(heap) || !isClear(external)) throw new RangeError(`${heap} bytes of heap and ${external} external ones are neither held nor not`);
  if (heap > HELD) return external > HELD ? 'heap and external' : 'heap';
  return external > HELD ? 'external' : 'nothing';
}

const isClear = (bytes: number) => bytes < NOT_HELD || bytes > HELD;
