/**
 * The code behind the sites, for the formats that show it.
 */
import type { Edit } from '../../../analysis/findings/finding.ts';

export interface SourceDetail {
  /** Each text that a site was judged on, without BOM; the first is the file as it was before the run. */
  readonly texts: readonly string[];
  /** For each site of the file, in the order of its `sites`. */
  readonly fixes: readonly SiteFix[];
}

export interface SiteFix {
  /** The edits that fix the site alone, its import included; none if it is not fixed. */
  readonly edits: readonly Edit[];
  /** Which of the texts they are for. */
  readonly text: number;
}

/** A site's edits, and the text that it was judged on. */
export interface JudgedFix {
  readonly edits: readonly Edit[];
  readonly text: string;
}

/** @param before the file as it was, without BOM */
export function sourceDetail(before: string, judged: readonly JudgedFix[]): SourceDetail {
  const texts = [...new Set([before, ...judged.map(({ text }) => text)])];
  return { texts, fixes: judged.map(({ edits, text }) => ({ edits, text: texts.indexOf(text) })) };
}
