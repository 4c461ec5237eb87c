/**
 * How people call a place in a file.
 */
import { relative, sep } from 'node:path';
import type { Location, ProjectFacts } from './project-facts.ts';

/** By its path from the folder of the package, with slashes, and its line: `src/setup.js:3`. */
export function locationName({ packageRoot }: Pick<ProjectFacts, 'packageRoot'>, { file, line }: Location): string {
  return `${relative(packageRoot, file).split(sep).join('/')}:${line}`;
}
