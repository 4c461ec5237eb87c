import { findings } from './findings.ts';
import type { Outcome } from './outcome.ts';
import type { Format } from './render.ts';

/** GitHub's code scanning rejects a run of more results (docs.github.com, *SARIF support for code scanning*). */
const MOST_RESULTS = 25_000;

/** What to say of a SARIF that GitHub would reject; undefined of any other outcome. */
export function sarifLimitNotice(
  outcome: Outcome,
  { format, output }: { readonly format: Format; readonly output?: string },
): string | undefined {
  if (format !== 'sarif') return undefined;
  const { length } = findings(outcome);
  if (length <= MOST_RESULTS) return undefined;
  const [has, most] = [length, MOST_RESULTS].map((count) => count.toLocaleString('en'));
  return `${output ?? 'the SARIF'} has ${has} results, and GitHub code scanning rejects a file with more than ${most}: write one file for each folder, and upload each under a category of its own`;
}
