/**
 * Where a node stands, as plain data and as people call it.
 */
import { relative, sep } from 'node:path';
import type { Location, ProjectFacts } from './project-facts.ts';
import type { Node } from './syntax.ts';

/** @param file absolute path of the file that has the node */
export function locationIn(file: string, { loc: { start } }: Node): Location {
  return { file, line: start.line, column: start.column + 1 };
}

/** By its path from the folder of the package, with slashes, and its line: `src/setup.js:3`. */
export function locationName({ packageRoot }: Pick<ProjectFacts, 'packageRoot'>, { file, line }: Location): string {
  return `${relative(packageRoot, file).split(sep).join('/')}:${line}`;
}
