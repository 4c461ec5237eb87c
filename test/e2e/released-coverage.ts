/**
 * Which lines of a file ran, by the coverage that Node writes (NODE_V8_COVERAGE).
 */
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface CoverageFile {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly {
        readonly startOffset: number;
        readonly endOffset: number;
        readonly count: number;
      }[];
    }[];
  }[];
}

/**
 * @param lines 1-based
 * @returns those of the lines that did not run
 */
export function linesThatDidNotRun(
  coverage: string,
  file: string,
  lines: readonly number[],
): number[] {
  const reports = readdirSync(coverage).map(
    (name) => JSON.parse(readFileSync(join(coverage, name), 'utf8')) as CoverageFile,
  );
  const scripts = reports
    .flatMap(({ result }) => result)
    .filter(({ url }) => url.startsWith('file:') && fileURLToPath(url) === realpathSync(file));
  const ranges = scripts.flatMap(({ functions }) => functions).flatMap((covered) => covered.ranges);
  const texts = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => {
    const offset = texts.slice(0, line - 1).join('\n').length + 1 + texts[line - 1]!.search(/\S/u);
    const around = ranges.filter(
      ({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset,
    );
    // The ranges nest: the shortest is what V8 says of the very place.
    return !around.toSorted(
      (a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset),
    )[0]?.count;
  });
}
