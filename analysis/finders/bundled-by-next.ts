/**
 * Files of a Next.js package that reach pages, too: what they import goes into the bundle for browsers, or runs on the edge
 * runtime, and neither has `node:http`.
 */
import type { SourceCode } from '../source/source-code.ts';
import { isForServer } from './browser-signs.ts';
import type { ProjectFacts } from './project-queries.ts';

/** Whether a page or the middleware of a Next.js package is seen to load a file that shows no server, or may be. */
export function mayBeBundledByNext(source: SourceCode, project: ProjectFacts): boolean {
  if (project.dependency('next') === undefined || isForServer(source)) return false;
  const first = project.firstImporters();
  return first === undefined || [project.file, ...first].some(isMiddleware) || first.some(isOfPage);
}

/** Runs on the edge runtime: https://nextjs.org/docs/app/api-reference/edge */
const isMiddleware = (file: string) => /[/\\]middleware\.[jt]s$/u.test(file);
const isOfPage = (file: string) => /\.[jt]sx$/u.test(file);
