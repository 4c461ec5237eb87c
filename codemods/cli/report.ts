/**
 * The report as data: the public JSON schema, version 1 (docs/report.md).
 */
import { relative, sep } from 'node:path';
import type { Verdict } from '../../analysis/finding.ts';
import type { Codemod, SiteOutcome } from '../create-codemod.ts';
import type { FileResult } from './process-file.ts';
import type { Mention } from './text-matches.ts';

export interface ReportedSite {
  readonly kind: string;
  readonly rule: string;
  /** Lines and columns are 1-based. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly callee: string;
  /** `file:line:column` of the call that makes the client; null if that is axios itself or not visible. */
  readonly client: string | null;
  readonly name: string | null;
  readonly verdict: Verdict;
  readonly messageId: string | null;
  readonly message: string | null;
  readonly remedy: 'mended' | 'refused' | 'none';
  readonly reason: string | null;
}

export interface ReportedFile {
  readonly path: string;
  readonly sites: readonly ReportedSite[];
  /** Lines that a text search for axios calls finds although no site starts there. */
  readonly mentions: readonly Mention[];
  /** Why the file could not be judged. */
  readonly error?: string;
}

export interface Report {
  readonly version: 1;
  readonly root: string;
  readonly totals: Totals;
  readonly files: readonly ReportedFile[];
  /** Tests that assert on the arguments of axios calls: a codemod's new arguments can break them. */
  readonly tests: readonly AssertingTest[];
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
  readonly ok: number;
  readonly flagged: number;
  readonly covered: number;
  readonly unverifiable: number;
  readonly exempt: number;
  readonly mended: number;
  readonly refused: number;
  readonly errors: number;
  /** What a text search finds: `sites` of its matches are request sites, `mentions` are not. */
  readonly textMatches: { readonly sites: number; readonly mentions: number };
}

export function reportedSite(codemod: Pick<Codemod, 'rule' | 'messages'>, { site, remedy, silenced }: SiteOutcome, path: string): ReportedSite {
  const { kind, node, callee, client, name, verdict, finding, reason } = site;
  const refusal = finding && 'refusal' in finding.remedy ? finding.remedy.refusal : undefined;
  return {
    kind,
    rule: codemod.rule.slice(codemod.rule.indexOf('/') + 1),
    line: node.loc.start.line,
    column: node.loc.start.column + 1,
    endLine: node.loc.end.line,
    endColumn: node.loc.end.column + 1,
    callee,
    client: client ? `${path}:${client.loc.start.line}:${client.loc.start.column + 1}` : null,
    name: name ?? null,
    verdict: silenced ? 'exempt' : verdict,
    messageId: finding?.messageId ?? null,
    message: finding ? interpolate(codemod.messages[finding.messageId]!, finding.data ?? {}) : null,
    remedy,
    reason: silenced ? 'silenced by a comment' : (refusal ?? reason ?? null),
  };
}

function interpolate(message: string, data: Readonly<Record<string, string>>): string {
  return message.replaceAll(/\{\{(\w+)\}\}/gu, (_, key: string) => data[key] ?? '');
}

export function makeReport(root: string, results: readonly FileResult[], tests: readonly AssertingTest[]): Report {
  const files = results
    .filter(({ sites, mentions, error }) => sites.length > 0 || mentions.length > 0 || error !== undefined)
    .map(({ file, sites, mentions, error }): ReportedFile => ({ path: toReportPath(root, file), sites, mentions, ...(error === undefined ? {} : { error }) }));
  return { version: 1, root, totals: totalsOf(results), files, tests };
}

function totalsOf(results: readonly FileResult[]): Totals {
  const sites = results.flatMap((result) => result.sites);
  const count = (accepts: (site: ReportedSite) => boolean) => sites.filter(accepts).length;
  const verdict = (wanted: Verdict) => count((site) => site.verdict === wanted);
  return {
    files: results.filter((result) => result.sites.length > 0).length,
    requests: count(({ kind }) => kind === 'request'),
    clients: count(({ kind }) => kind === 'client'),
    ok: verdict('ok'),
    flagged: verdict('flagged'),
    covered: verdict('covered'),
    unverifiable: verdict('unverifiable'),
    exempt: verdict('exempt'),
    mended: count(({ remedy }) => remedy === 'mended'),
    refused: count(({ remedy }) => remedy === 'refused'),
    errors: results.filter(({ error }) => error !== undefined).length,
    textMatches: {
      sites: results.reduce((sum, { matchedSites }) => sum + matchedSites, 0),
      mentions: results.reduce((sum, { mentions }) => sum + mentions.length, 0),
    },
  };
}

/** A path for people and for JSON: relative to the root, with slashes. */
export function toReportPath(root: string, file: string): string {
  return relative(root, file).split(sep).join('/') || file;
}
