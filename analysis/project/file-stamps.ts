/**
 * By what the file system says of a file, whether it is the one that another process has seen.
 */
import { existsSync, statSync } from 'node:fs';

/** How long before the process started a file must have changed last, in milliseconds, for its times to tell that it is the same: the clocks of file systems are coarse. */
const RACY = 2000;

/** Nobody takes a file with this for unchanged. */
export const UNKNOWN = '';

/** Another text once something else stands there: what is written takes the place of what was. */
export function identityOf(path: string): string {
  const stats = existsSync(path) ? statSync(path) : undefined;
  return stats ? [stats.ino, stats.size, stats.mtimeMs].join(' ') : '';
}

/** Another text after each change of a file; `UNKNOWN` if it may change without that. */
export function stampOf(file: string): string {
  // Of a path through a file, `statSync` throws even if it is not to.
  const stats = existsSync(file) ? statSync(file) : undefined;
  return stats && Math.max(stats.mtimeMs, stats.ctimeMs) < performance.timeOrigin - RACY
    ? [stats.ino, stats.size, stats.mtimeMs, stats.ctimeMs].join(' ')
    : UNKNOWN;
}
