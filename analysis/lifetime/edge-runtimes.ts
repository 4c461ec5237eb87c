/**
 * Platforms whose code may run on something else than Node.
 */
import { dirname } from 'node:path';
import { isRunByDeno } from '../modules/run-as-typescript.ts';
import type { FileQueries } from '../source/file-queries.ts';
import type { SourceCode } from '../source/source-code.ts';
import { EDGE_PACKAGE_NAMES, isForEdge } from '../vocabulary/edge-runtimes.ts';

/** Whether code may run elsewhere than on Node: at the edge, or in Deno, whose timers are numbers. */
export function mayRunAtEdge(
  source: SourceCode,
  { file, dependency }: Pick<FileQueries, 'dependency' | 'file'>,
): boolean {
  return (
    [...EDGE_PACKAGE_NAMES].some((name) => dependency(name) !== undefined) ||
    // Hono runs anywhere; its adapter for Node does on Node.
    (dependency('hono') !== undefined && dependency('@hono/node-server') === undefined) ||
    isRunByDeno(dirname(file)) ||
    isForEdge(file, source.text)
  );
}
