/**
 * Fixes that would take code away from the comment that speaks of it.
 */
import { hasDirectedLines, misdirectedBy } from '../edits/directed-lines.ts';
import type { Finding } from '../findings/finding.ts';
import type { SourceCode } from '../source/source-code.ts';

/** A finding, with the reason in place of its edits where a comment would speak of other code after them. */
export function unlessMisdirecting(source: SourceCode, finding: Finding): Finding {
  if ('refusal' in finding.remedy || !hasDirectedLines(source)) return finding;
  const directed = misdirectedBy(source, finding.remedy.edits);
  return directed
    ? {
        ...finding,
        remedy: {
          refusal: `the comment \`${directed.name}\` would no longer stand above the code of line ${directed.line}: rewrite both by hand`,
        },
      }
    : finding;
}
