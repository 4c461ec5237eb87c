/**
 * The package that bounded collections come from.
 */
import type { ProjectFacts } from '../../project-queries.ts';

export const LRU_PACKAGE = 'lru-cache';

export const LRU_CLASS = 'LRUCache';

/** The first major version of `lru-cache` with the named export that we import. */
const FIRST_MAJOR = 9;

export function reasonInVersion(project: ProjectFacts): string | undefined {
  const range = project.dependency(LRU_PACKAGE);
  const major = range === undefined ? undefined : /\d+/u.exec(range)?.[0];
  if (major === undefined || Number(major) >= FIRST_MAJOR) return undefined;
  return `package.json names ${LRU_PACKAGE} ${range}, which has no \`${LRU_CLASS}\` to import: raise it to ${FIRST_MAJOR} or later first`;
}
