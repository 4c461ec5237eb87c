/**
 * One process after the other, or one worker after the other, where two would undo each other's work.
 */
import { closeSync, openSync, statSync, unlinkSync } from 'node:fs';

/** What is done alone takes a part of a second; in milliseconds. */
const LONGEST_WAIT = 3000;

/** Who has not finished by then was killed. */
const LONGEST_WORK = 10_000;

const PAUSE = 5;

/**
 * Does something while nobody else does it for the same file; without that, if it takes too long, or no lock can be made.
 * @param path absolute path of the file; a lock stands beside it meanwhile
 */
export function alone(path: string, work: () => void): void {
  const lock = `${path}.lock`;
  const isLocked = locks(lock);
  try {
    work();
  } finally {
    if (isLocked) remove(lock);
  }
}

function locks(lock: string): boolean {
  const end = performance.now() + LONGEST_WAIT;
  while (performance.now() < end) {
    try {
      closeSync(openSync(lock, 'wx'));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
      if (ageOf(lock) > LONGEST_WORK) remove(lock);
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
  return false;
}

/** In milliseconds; of what is gone, 0. */
function ageOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? Date.now() - stats.mtimeMs : 0;
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Somebody else was faster.
  }
}
