/**
 * One row of the report.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Site, Verdict } from '../../../analysis/findings/finding.ts';
import { findingText } from '../../../analysis/findings/message.ts';
import type { SiteOutcome } from '../../adapter/apply.ts';
import type { Codemod } from '../../adapter/codemod.ts';
import { toReportPath } from '../program/report-path.ts';

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
  /** What is wrong and what to do; of a refused site only what is wrong. */
  readonly message: string | null;
  readonly remedy: 'fixed' | 'refused' | 'none';
  /** Why the codemod refuses the site; null if it does not. */
  readonly refusal: string | null;
  /** Why the verdict is what it is; of an `exempt` site always given. */
  readonly reason: string | null;
  /** Whether it is given an agent that opens so many sockets only. */
  readonly getsCap: boolean;
  /** Of a request that has no agents of its own: whether a deadline ends it on every path. */
  readonly hasDeadline: boolean | null;
}

/** The place of a node in the file that the user knows; lines are 1-based, columns 0-based. */
export type Locate = (node: TSESTree.Node) => TSESTree.SourceLocation;

/** Where a row's file lies. Paths are absolute. */
interface Place {
  /** The folder that paths are reported from. */
  readonly root: string;
  readonly file: string;
  readonly locate: Locate;
}

/** The row of a site. */
export function reportedSite(
  codemod: Pick<Codemod, 'rule' | 'messages'>,
  { site, remedy, silenced }: SiteOutcome,
  place: Place,
): ReportedSite {
  const { kind, node, callee, client, name, verdict, finding, reason, hasDeadline = null } = site;
  const refusal = finding && 'refusal' in finding.remedy ? finding.remedy.refusal : undefined;
  const { start, end } = place.locate(node);
  return {
    kind,
    rule: codemod.rule,
    line: start.line,
    column: start.column + 1,
    endLine: end.line,
    endColumn: end.column + 1,
    callee,
    client: client ? placeOf(client, place) : null,
    name: name ?? null,
    verdict: silenced ? 'exempt' : verdict,
    messageId: finding?.messageId ?? null,
    message: finding ? findingText(codemod.messages, finding, remedy === 'refused') : null,
    remedy,
    refusal: remedy === 'refused' ? (refusal ?? null) : null,
    reason: silenced ? 'silenced by a comment' : (reason ?? null),
    getsCap: remedy === 'fixed' && isCapping(finding),
    hasDeadline,
  };
}

function isCapping(finding: Site['finding']): boolean {
  return finding !== undefined && 'edits' in finding.remedy && finding.remedy.isCapping === true;
}

/** `file:line:column` of a call in this file, or in another. */
function placeOf(client: NonNullable<Site['client']>, { root, file, locate }: Place): string {
  if ('file' in client) return `${toReportPath(root, client.file)}:${client.line}:${client.column}`;
  const { line, column } = locate(client).start;
  return `${toReportPath(root, file)}:${line}:${column + 1}`;
}
