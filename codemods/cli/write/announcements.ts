/**
 * What is said before files are written.
 */
import { resolve } from 'node:path';
import type { Run } from '../judge/run.ts';
import { notice } from '../program/notice.ts';
import { toReportPath } from '../program/report-path.ts';
import { capLines, proxyLines } from '../report/formats/text-parts.ts';
import { makeReport } from '../report/report.ts';
import { isInside } from '../select/discover.ts';
import { blockages, withFailures, type WriteOptions } from './write.ts';

/** Says what the agents that are about to be written change, in the files that can be written. */
export function announceCap({ results }: Run, options: WriteOptions): void {
  const blocked = blockages(
    results.filter(({ change }) => change),
    options,
  );
  const report = makeReport(process.cwd(), withFailures(results, blocked), {
    tests: [],
    warnings: [],
  });
  for (const line of [...capLines(report), ...proxyLines(report)])
    notice(`${line[0]!.toLowerCase()}${line.slice(1)}`);
}

/** Says of a module that is about to be written that nobody has named its place, if so. */
export function announceOutside(paths: readonly string[]): (file: string) => void {
  const named = (paths.length > 0 ? paths : ['.']).map((path) => resolve(path));
  return (file) => {
    if (!named.some((path) => isInside(path, file)))
      notice(`also writes ${toReportPath(process.cwd(), file)}, which the fixed files import`);
  };
}
