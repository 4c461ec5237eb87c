/**
 * Fixes of one file that would change the same code: whoever applies both would get neither.
 */
import type { Finding, Site } from '../findings/finding.ts';
import { inOrder } from './apply-edits.ts';

/** The sites, where of two findings whose edits overlap neither is fixed. */
export function withoutMeeting(sites: readonly Site[]): Site[] {
  const meeting = meetingOf(sites.flatMap(({ finding }) => finding ?? []));
  if (meeting.size === 0) return [...sites];
  return sites.map((site) => {
    const other = site.finding && meeting.get(site.finding);
    if (!site.finding || !other) return site;
    const refusal = `its fix and that of another response would change the same statement (line ${other.node.loc.start.line}): write it as a block, with braces, and run the codemod again`;
    return { ...site, finding: { ...site.finding, remedy: { refusal } } };
  });
}

/** The findings whose edits overlap, each with another. */
function meetingOf(findings: readonly Finding[]): ReadonlyMap<Finding, Finding> {
  const meeting = new Map<Finding, Finding>();
  const edits = findings
    .flatMap((finding) =>
      'edits' in finding.remedy
        ? inOrder(finding.remedy.edits).map((edit) => ({ ...edit, finding }))
        : [],
    )
    .toSorted((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
  let last = edits[0];
  for (const edit of edits.slice(1)) {
    const isSame =
      last !== undefined &&
      edit.range.join(':') === last.range.join(':') &&
      edit.text === last.text;
    if (last && !isSame && edit.range[0] < last.range[1] && edit.finding !== last.finding) {
      meeting.set(edit.finding, last.finding);
      meeting.set(last.finding, meeting.get(last.finding) ?? edit.finding);
    }
    if (!last || edit.range[1] > last.range[1]) last = edit;
  }
  return meeting;
}
