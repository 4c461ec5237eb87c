/**
 * A summary for a pull request's comment or a job's summary page. It stays below the 65,536 characters that a comment
 * on GitHub has at most.
 */
import { allSites, explanation, findings, isSilenced, type ListedSite } from './findings.ts';
import type { Outcome } from './outcome.ts';
import { COLUMNS, columnOf, labelOf, type Column } from './text-parts.ts';

const MOST_FILES = 50;
const MOST_SITES = 60;
/** Characters; what is cut ends in an ellipsis. */
const LONGEST_CODE = 100;
const LONGEST_TEXT = 500;

export function markdownFormat(outcome: Outcome): string {
  const { report, mode } = outcome;
  const { mended, refused, errors } = report.totals;
  const open = findings(outcome).filter(({ site }) => !isSilenced(site));
  const verb = mode === 'write' ? 'mended' : 'to mend';
  const blocks = [
    `### Leaks: ${mended} ${verb}, ${refused} refused${errors > 0 ? `, ${errors} ${errors === 1 ? 'file' : 'files'} not judged` : ''}`,
    ...fileTable(outcome, verb),
    ...siteList('To mend', open.filter(({ site }) => site.remedy === 'mended')),
    ...siteList('Refused', open.filter(({ site }) => site.remedy !== 'mended')),
    ...list('Not judged', report.files.flatMap(({ path, error }) => (error === undefined ? [] : [`${code(path)} ${text(error)}`]))),
    ...list('Warnings', report.warnings.map(({ path, reason }) => `${code(path)} ${text(reason)}`)),
  ];
  return blocks.join('\n\n');
}

function fileTable(outcome: Outcome, verb: string): string[] {
  const sites = allSites(outcome);
  if (sites.length === 0) return ['No sites.'];
  const shown = COLUMNS.filter((column) => sites.some(({ site }) => columnOf(site) === column));
  const byPath = new Map<string, Map<Column, number>>();
  for (const { path, site } of sites) {
    const counts = byPath.get(path) ?? new Map<Column, number>();
    counts.set(columnOf(site), (counts.get(columnOf(site)) ?? 0) + 1);
    byPath.set(path, counts);
  }
  // What needs somebody's eyes comes first.
  const open = (counts: ReadonlyMap<Column, number>) => (counts.get('mended') ?? 0) + (counts.get('refused') ?? 0);
  const files = [...byPath].toSorted(([, a], [, b]) => open(b) - open(a));
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const rows = files.slice(0, MOST_FILES).map(([path, counts]) => row([code(path), ...shown.map((column) => counts.get(column) ?? '')]));
  const sums = shown.map((column) => sites.filter(({ site }) => columnOf(site) === column).length);
  const rest = files.length > MOST_FILES ? [row([`${files.length - MOST_FILES} more`, ...shown.map(() => '')])] : [];
  const head = shown.map((column) => (column === 'mended' ? verb : column));
  return [[row(['file', ...head]), row([':--', ...shown.map(() => '--:')]), ...rows, ...rest, row([`**${files.length} ${files.length === 1 ? 'file' : 'files'}**`, ...sums.map((sum) => `**${sum}**`)])].join('\n')];
}

function siteList(title: string, sites: readonly ListedSite[]): string[] {
  return list(title, sites.map(({ path, site }) => `${code(`${path}:${site.line}`)} ${code(labelOf(site))} ${text(explanation(site))}`));
}

function list(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const rest = items.length > MOST_SITES ? [`- ${items.length - MOST_SITES} more`] : [];
  return [`<details><summary>${title}: ${items.length}</summary>`, [...items.slice(0, MOST_SITES).map((item) => `- ${item}`), ...rest].join('\n'), '</details>'];
}

/** A code span that nothing in it can end; a table's cell, too, ends at no pipe. */
function code(content: string): string {
  const line = cut(content.replaceAll(/\s+/gu, ' '), LONGEST_CODE);
  const ticks = '`'.repeat(Math.max(0, ...(line.match(/`+/gu) ?? []).map(({ length }) => length)) + 1);
  const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${padding}${line.replaceAll('|', String.raw`\|`)}${padding}${ticks}`;
}

/** Prose whose code spans stay and whose other characters mean nothing to Markdown or HTML. */
function text(content: string): string {
  return cut(content.replaceAll(/\s+/gu, ' '), LONGEST_TEXT)
    .split(/(`[^`]+`)/u)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[\\`*_[\]<>#|~]/gu, String.raw`\$&`)))
    .join('');
}

function cut(content: string, longest: number): string {
  return content.length > longest ? `${content.slice(0, longest - 1)}…` : content;
}
