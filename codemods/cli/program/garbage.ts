/**
 * How V8 collects what is young garbage: by default in several threads. What survives here are syntax trees, of small objects
 * that refer to each other, and the threads wait for each other more than they help.
 */
import { setFlagsFromString } from 'node:v8';

/** Of V8: Node 20 has 11.3, and the threads of Node 22, with 12.4, do better. */
const LAST_TO_WAIT = 11;

/**
 * Measured on two cores under load, in that without it: a report of overseerr took with Node 20.20.2 0.86 of the CPU time and
 * 0.81 of the wall time (4 pairs), with Node 22.23.3 0.97 and 1.07, with 24.21.0 1.08 and 1.51 (2 pairs each).
 */
export function collectInOneThread(v8: string = process.versions.v8): void {
  if (Number.parseInt(v8, 10) <= LAST_TO_WAIT) setFlagsFromString('--no-parallel-scavenge');
}
