/**
 * What the program says beside its outcome, under the name that it was called by.
 */
import { basename } from 'node:path';

/** `codemod` if it was called by that name, else `leakproof`. */
export const programName =
  basename(process.argv[1] ?? '', '.js') === 'codemod' ? 'codemod' : 'leakproof';

/** Prints a line on stderr. */
export function notice(text: string): void {
  console.error(`${programName}: ${text}`);
}
