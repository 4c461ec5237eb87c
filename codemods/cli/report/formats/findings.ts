/**
 * The sites that the formats list, and the findings among them: leaks before policy, those with one message together.
 */
import { refusalText } from '../../../../analysis/findings/message.ts';
import { codemods } from '../../../registry.ts';
import type { FileResult } from '../../judge/file-result.ts';
import type { ReportedSite } from '../../judge/reported-site.ts';
import type { SiteFix } from '../../judge/source-detail.ts';
import { toReportPath } from '../../program/report-path.ts';
import type { Outcome } from './outcome.ts';

export interface ListedSite {
  readonly path: string;
  readonly result: FileResult;
  readonly site: ReportedSite;
  /** Set if the outcome has the code behind the sites. */
  readonly fix?: SiteFix;
}

/** The findings of one rule. */
export interface RuleFindings {
  readonly rule: string;
  /** Whether the rule is a policy that the user asked for: its findings are no leaks by themselves. */
  readonly isPolicy: boolean;
  readonly groups: readonly MessageGroup[];
}

/** Findings that say the same. */
export interface MessageGroup {
  readonly message: string;
  /** Why the codemod does not fix them; null if it does. */
  readonly refusal: string | null;
  readonly sites: readonly ListedSite[];
}

/** Every site once: what one rule reports at a place stands for what the others looked at there. */
export function allSites({ report: { root }, results }: Outcome): ListedSite[] {
  return results.flatMap((result) => {
    const listed = result.sites.map((site, index): ListedSite => {
      const fix = result.detail?.fixes[index];
      return { path: toReportPath(root, result.file), result, site, ...(fix ? { fix } : {}) };
    });
    const reported = new Set(
      listed.filter(({ site }) => site.messageId !== null).map(({ site }) => placeOf(site)),
    );
    const shown = new Set<string>();
    return listed.filter(({ site }) => {
      const place = placeOf(site);
      if (site.messageId !== null) return true;
      if (reported.has(place) || shown.has(place)) return false;
      shown.add(place);
      return true;
    });
  });
}

function placeOf({ kind, line, column, endLine, endColumn }: ReportedSite): string {
  return `${kind} ${line}:${column} ${endLine}:${endColumn}`;
}

/**
 * The findings that are left when the run is over, those that a comment silences included: what was written is none any
 * more. Leaks come first, then the policy.
 */
export function findings(outcome: Outcome): ListedSite[] {
  return allSites(outcome)
    .filter(
      ({ site }) =>
        site.messageId !== null && !(outcome.mode === 'write' && site.remedy === 'fixed'),
    )
    .toSorted((a, b) => byWorth(a.site, b.site));
}

/** The findings that no comment silences, by rule and message. */
export function findingsByRule(outcome: Outcome): RuleFindings[] {
  const open = findings(outcome).filter(({ site }) => !isSilenced(site));
  return [...groupedBy(open, ({ site }) => site.rule)].map(([rule, sites]) => ({
    rule,
    isPolicy: isPolicy(rule),
    groups: [...groupedBy(sites, ({ site }) => explanation(site)).values()].map((same) => ({
      message: same[0]!.site.message!,
      refusal: same[0]!.site.remedy === 'refused' ? same[0]!.site.refusal : null,
      sites: same,
    })),
  }));
}

function isPolicy(rule: string): boolean {
  return codemods.some((codemod) => codemod.rule === rule && codemod.isPolicy === true);
}

/** Compares what is listed first: findings before other sites, leaks before policy. */
export function byWorth(a: ReportedSite, b: ReportedSite): number {
  const isOpen = (site: ReportedSite) => site.messageId !== null && !isSilenced(site);
  return Number(isOpen(b)) - Number(isOpen(a)) || rankOf(a.rule) - rankOf(b.rule);
}

/** Collections and responses, which grow with the traffic, before agents, which have a bound of their own; policy last. */
function rankOf(rule: string): number {
  const index = codemods.findIndex((codemod) => codemod.rule === rule);
  return isPolicy(rule) ? 1 : -index;
}

/** Whether a comment in the file silences a finding. */
export function isSilenced({ messageId, verdict }: ReportedSite): boolean {
  return messageId !== null && verdict === 'exempt';
}

/** What is wrong, and why it is not fixed, if it is not. */
export function explanation({ message, remedy, refusal }: ReportedSite): string {
  return remedy === 'refused' ? `${message} ${refusalText(refusal!)}` : message!;
}

/** In the order in which the keys come first. */
export function groupedBy<T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}
