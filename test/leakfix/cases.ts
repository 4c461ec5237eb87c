/**
 * The collections that public commits bounded because they leaked, as `npm run leakfix` reads them.
 */
import { readFileSync } from 'node:fs';

const LIST = new URL('commits.jsonl', import.meta.url);

export interface LeakFix {
  readonly repository: string;
  readonly fix: string;
  readonly parent: string;
  /** Where the collection is declared in the parent. */
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly kind: string;
  /** What feeds its keys. */
  readonly key: string;
  /** When entries were removed before the fix, as a class. */
  readonly removal: string;
  /** The same in words, where the class does not say it. */
  readonly removedBy: string | null;
  readonly fixedBy: string;
  /** What the program said of it when it was listed, and at which commit. */
  readonly judged: { readonly program: string; readonly before: string; readonly after: string };
  /** What is not followed or not seen of it, if it is not reported before the fix. */
  readonly open?: string;
}

/** A collection with removals, and what a reader says of what the program says of it. */
export interface GradedRemoval {
  readonly repository: string;
  readonly commit: string;
  readonly file: string;
  readonly line: number;
  readonly name: string;
  /** The class of its removals, by a reader. */
  readonly removal: string;
  readonly verdict: 'flagged' | 'ok' | 'undecided';
  readonly grade: 'discuss' | 'no effect' | 'open' | 'patch' | 'right' | 'wrong';
  readonly why?: string;
}

/** A finding on one of the eight labelled repositories, and what a reader of the code says of it. */
export interface GradedFinding {
  readonly repository: string;
  readonly commit: string;
  readonly file: string;
  readonly line: number;
  readonly name: string;
  /** The id of the message; `undecided` for what `strict` alone reports. */
  readonly kind: string;
  readonly preset: 'recommended' | 'strict';
  readonly grade: 'discuss' | 'no effect' | 'patch' | 'wrong';
  readonly why: string;
}

export function readLeakFixes(): LeakFix[] {
  return rowsOf<LeakFix>(LIST);
}

export function readRemovals(): GradedRemoval[] {
  return rowsOf<GradedRemoval>(new URL('removals.jsonl', import.meta.url));
}

export function readFindings(): GradedFinding[] {
  return rowsOf<GradedFinding>(new URL('findings.jsonl', import.meta.url));
}

function rowsOf<Row>(list: string | URL): Row[] {
  return readFileSync(list, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}
