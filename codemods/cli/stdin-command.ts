/**
 * `--stdin-filepath`: an editor's buffer in, the fixed text out.
 */
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import pc from 'picocolors';
import { hasSourceExtension } from '../../analysis/modules/source-files.ts';
import { decodeText } from './judge/read-text.ts';
import type { Run } from './judge/run.ts';
import { messageOf, UsageError } from './program/errors.ts';
import { DONE, FAULT, LEFT } from './program/exit-codes.ts';
import { toReportPath } from './program/report-path.ts';
import { refusals } from './report/formats/text-parts.ts';
import { makeReport } from './report/report.ts';
import { kindReason } from './select/discover.ts';
import { leftLines } from './select/left-alone.ts';

export interface StdinFile {
  readonly file: string;
  readonly text: string;
}

/**
 * @returns the text that stands for a file; undefined if nobody could read its language: the text is printed as it is
 * @throws {UsageError} if the text is no UTF-8
 */
export async function readStdin(
  path: string,
  { extensions, check }: { readonly extensions: readonly string[]; readonly check: boolean },
): Promise<StdinFile | undefined> {
  const bytes = await buffer(process.stdin);
  if (!hasSourceExtension(path, extensions)) {
    if (!check) process.stdout.write(bytes);
    const [line] = leftLines([{ file: resolve(path), reason: kindReason(path), isNamed: true }], {
      scanned: 0,
      root: process.cwd(),
    });
    console.error(line);
    return undefined;
  }
  try {
    return { file: resolve(path), text: decodeText(bytes) };
  } catch (error) {
    throw new UsageError(`the text for ${path} ${messageOf(error)}`, { cause: error });
  }
}

/**
 * The fixed text on stdout, or the given one where there is nothing to fix; nothing at all if it cannot be judged.
 * With `check` no output but what cannot be judged.
 * @returns the exit code
 */
export function answerOnStdout(
  { results, newModules }: Run,
  text: string,
  { check }: { readonly check: boolean },
): number {
  const root = process.cwd();
  const report = makeReport(root, results, { tests: [], warnings: [] });
  const errors = report.files.flatMap(({ path, error }) =>
    error === undefined ? [] : [`${path}: ${error}`],
  );
  for (const error of errors) console.error(error);
  if (errors.length > 0) return FAULT;
  const { refused, fixed } = report.totals;
  if (!check) {
    process.stdout.write(results[0]?.change?.after ?? text);
    for (const line of refusals(report, pc.createColors(false))) console.error(line);
    for (const { file } of newModules)
      console.error(
        `${toReportPath(root, file)}, which the text now imports, is not there: a run on the files writes it`,
      );
  }
  return refused > 0 || (check && fixed > 0) ? LEFT : DONE;
}
