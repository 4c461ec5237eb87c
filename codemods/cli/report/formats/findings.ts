/**
 * The sites that a format for machines lists: what the rules report.
 */
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

export function allSites({ report: { root }, results }: Outcome): ListedSite[] {
  return results.flatMap((result) =>
    result.sites.map((site, index) => {
      const fix = result.detail?.fixes[index];
      return { path: toReportPath(root, result.file), result, site, ...(fix ? { fix } : {}) };
    }),
  );
}

/** The findings that are left when the run is over, those that a comment silences included: what was written is none any more. */
export function findings(outcome: Outcome): ListedSite[] {
  return allSites(outcome).filter(
    ({ site }) => site.messageId !== null && !(outcome.mode === 'write' && site.remedy === 'fixed'),
  );
}

/** Whether a comment in the file silences a finding. */
export function isSilenced({ messageId, verdict }: ReportedSite): boolean {
  return messageId !== null && verdict === 'exempt';
}

/** What is wrong, and why it is not fixed, if it is not. */
export function explanation({ message, remedy, refusal }: ReportedSite): string {
  return remedy === 'refused' ? `${message} Not fixed: ${refusal}.` : message!;
}
