/**
 * The files that a run leaves alone, and why: said on stderr, and no error.
 */
import { programName } from '../program/notice.ts';
import { toReportPath } from '../program/report-path.ts';

export type LeftReason = 'declaration' | 'otherKind' | 'notLinted' | 'noRuleOn';

export interface LeftFile {
  readonly file: string;
  readonly reason: LeftReason;
  /** Whether the command line names the file itself, not a folder above it. */
  readonly isNamed: boolean;
}

/** What is said of one file that was named, and of a number of files that were found. */
const REASONS: Readonly<Record<LeftReason, { readonly one: string; readonly many: string }>> = {
  declaration: { one: 'a declaration file has no code to judge', many: 'declaration files' },
  otherKind: { one: 'not a source file that can be judged', many: 'of another kind' },
  notLinted: {
    one: 'ESLint does not lint it (it is ignored, no entry of its config matches it, or its folder has no config)',
    many: 'not linted by ESLint (ignored, matched by no entry of its config, or in a folder without a config)',
  },
  noRuleOn: {
    one: 'the ESLint config turns on none of the rules of this run for it',
    many: 'for which the ESLint config turns on none of the rules of this run',
  },
};

/**
 * A line for each file that was named, and one for all others.
 * @param scanned how many source files there were
 */
export function leftLines(
  left: readonly LeftFile[],
  { scanned, root }: { readonly scanned: number; readonly root: string },
): string[] {
  const named = left.filter(({ isNamed }) => isNamed);
  const found = left.filter(({ isNamed }) => !isNamed);
  return [
    ...named.map(
      ({ file, reason }) => `${toReportPath(root, file)}: skipped: ${REASONS[reason].one}`,
    ),
    ...(found.length > 0
      ? [
          `${programName}: left ${found.length} of ${scanned} files alone: ${leftCounts(found)}${namesOf(found, root)}${found.length === scanned && isByConfig(found) ? '. `--no-config` judges them all the same' : ''}`,
        ]
      : []),
  ];
}

const isByConfig = (left: readonly LeftFile[]) =>
  left.some(({ reason }) => reason === 'notLinted' || reason === 'noRuleOn');

/** A few are named; of many, the config says more than a list. */
const MOST_NAMED = 3;

function namesOf(found: readonly LeftFile[], root: string): string {
  return found.length > MOST_NAMED
    ? ''
    : ` (${found.map(({ file }) => toReportPath(root, file)).join(', ')})`;
}

/** How many files for which reason, the most first. */
export function leftCounts(left: readonly LeftFile[]): string {
  const counts = new Map<LeftReason, number>();
  for (const { reason } of left) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} ${REASONS[reason].many}`)
    .join(', ');
}
