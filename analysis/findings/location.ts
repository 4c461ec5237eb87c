/**
 * Where a node stands, as plain data and as people call it.
 */
import { relative, sep } from 'node:path';
import type { FileQueries } from '../source/file-queries.ts';
import type { Node } from '../source/source-code.ts';

/** @param file absolute path of the file that has the node */
export function locationIn(file: string, { loc: { start } }: Node): Location {
  return { file, line: start.line, column: start.column + 1 };
}

/** By its path from the folder of the package, with slashes, and its line: `src/setup.js:3`. */
export function locationName(
  { packageRoot }: Pick<FileQueries, 'packageRoot'>,
  { file, line }: Location,
): string {
  return `${relative(packageRoot, file).split(sep).join('/')}:${line}`;
}

/** A place in another file; line and column are 1-based. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
