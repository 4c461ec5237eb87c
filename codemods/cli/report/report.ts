/**
 * The report as data: the public JSON schema, version 2 (docs/report.md).
 */
import type { Mention } from '../../../analysis/finders/text-matches.ts';
import type { Verdict } from '../../../analysis/findings/finding.ts';
import type { FileResult } from '../judge/file-result.ts';
import type { ReportedSite } from '../judge/reported-site.ts';
import { toReportPath } from '../program/report-path.ts';

export interface ReportedFile {
  readonly path: string;
  readonly sites: readonly ReportedSite[];
  /** Lines that a text search for axios calls finds although no site starts there. */
  readonly mentions: readonly Mention[];
  /** Why the file could not be judged. */
  readonly error?: string;
}

export interface Report {
  readonly version: 2;
  readonly root: string;
  readonly totals: Totals;
  readonly files: readonly ReportedFile[];
  /** Tests that assert on the arguments of axios calls: a codemod's new arguments can break them. */
  readonly tests: readonly AssertingTest[];
  /** Files that answers from other files stand on and that could not be used: the answers are those of one file. */
  readonly notes: readonly ReportedNote[];
  /** What makes the findings worse than they are elsewhere. */
  readonly warnings: readonly ReportWarning[];
}

export interface ReportWarning {
  /** The file that it is about. */
  readonly path: string;
  readonly reason: string;
}

export interface ReportedNote {
  readonly path: string;
  readonly reason: string;
}

export interface AssertingTest {
  readonly path: string;
  readonly lines: readonly number[];
}

/** Counts over all files. The sites that a comment silences are among `exempt`. */
export interface Totals {
  readonly files: number;
  readonly requests: number;
  readonly clients: number;
  /** Agents that reach axios, each once whichever rules looked at it. */
  readonly agents: number;
  /** Places that hold a response, or something of one, and were looked at. */
  readonly responses: number;
  readonly collections: number;
  readonly ok: number;
  readonly flagged: number;
  readonly covered: number;
  readonly unverifiable: number;
  readonly exempt: number;
  readonly fixed: number;
  readonly refused: number;
  readonly errors: number;
  /** Requests that get agents with a cap, themselves or by their client: requests to one host then wait while that many are unfinished. */
  readonly capped: number;
  /** Those among them that no finite `timeout` ends. */
  readonly withoutDeadline: number;
  /** What a text search finds: `sites` of its matches are request sites, `mentions` are not. */
  readonly textMatches: { readonly sites: number; readonly mentions: number };
}

/** What a report tells beside its sites. */
export type ReportExtras = Pick<Report, 'tests' | 'warnings'>;

export function makeReport(
  root: string,
  results: readonly FileResult[],
  { tests, warnings }: ReportExtras,
): Report {
  const files = results
    .filter(
      ({ sites, mentions, error }) =>
        sites.length > 0 || mentions.length > 0 || error !== undefined,
    )
    .map(({ file, sites, mentions, error }): ReportedFile => ({
      path: toReportPath(root, file),
      sites,
      mentions,
      ...(error === undefined ? {} : { error }),
    }));
  return {
    version: 2,
    root,
    totals: totalsOf(root, results),
    files,
    tests,
    notes: notesOf(root, results),
    warnings,
  };
}

/** Each worker says it of the project that it has looked at. */
function notesOf(root: string, results: readonly FileResult[]): ReportedNote[] {
  const byFile = new Map(
    results
      .flatMap(({ notes }) => notes)
      .map(({ file, reason }) => [`${file} ${reason}`, { path: toReportPath(root, file), reason }]),
  );
  return [...byFile.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** A site with its place, as those that refer to it write it. */
type PlacedSite = ReportedSite & { readonly at: string };

function cappedRequests(sites: readonly PlacedSite[]): PlacedSite[] {
  const clients = new Set(
    sites.filter(({ kind, getsCap }) => kind === 'client' && getsCap).map(({ at }) => at),
  );
  return sites.filter(
    ({ kind, getsCap, client }) =>
      kind === 'request' && (getsCap || (client !== null && clients.has(client))),
  );
}

function totalsOf(root: string, results: readonly FileResult[]): Totals {
  const sites = results.flatMap((result) => result.sites);
  const count = (accepts: (site: ReportedSite) => boolean) => sites.filter(accepts).length;
  const capped = cappedRequests(
    results.flatMap((result) =>
      result.sites.map((site) => ({
        ...site,
        at: `${toReportPath(root, result.file)}:${site.line}:${site.column}`,
      })),
    ),
  );
  const verdict = (wanted: Verdict) => count((site) => site.verdict === wanted);
  return {
    files: results.filter((result) => result.sites.length > 0).length,
    requests: count(({ kind }) => kind === 'request'),
    clients: count(({ kind }) => kind === 'client'),
    agents: results.reduce(
      (sum, result) =>
        sum +
        new Set(
          result.sites
            .filter(({ kind }) => kind === 'agent')
            .map(({ line, column }) => `${line}:${column}`),
        ).size,
      0,
    ),
    responses: count(({ kind }) => kind === 'response'),
    collections: count(({ kind }) => kind === 'collection'),
    ok: verdict('ok'),
    flagged: verdict('flagged'),
    covered: verdict('covered'),
    unverifiable: verdict('unverifiable'),
    exempt: verdict('exempt'),
    fixed: count(({ remedy }) => remedy === 'fixed'),
    refused: count(({ remedy }) => remedy === 'refused'),
    errors: results.filter(({ error }) => error !== undefined).length,
    capped: capped.length,
    withoutDeadline: capped.filter(({ hasDeadline }) => hasDeadline !== true).length,
    textMatches: {
      sites: results.reduce((sum, { matchedSites }) => sum + matchedSites, 0),
      mentions: results.reduce((sum, { mentions }) => sum + mentions.length, 0),
    },
  };
}
