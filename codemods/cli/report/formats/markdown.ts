/**
 * A summary for a pull request's comment or a job's summary page. It stays below the 65,536 characters that a comment
 * on GitHub has at most.
 */
import { allSites, explanation, findingsByRule, type RuleFindings } from './findings.ts';
import type { Outcome } from './outcome.ts';
import { columnOf, COLUMNS, FINDING_COLUMNS, labelOf, type Column } from './text-parts.ts';

const MOST_FILES = 50;
const MOST_SITES = 60;
/** Characters; what is cut ends in an ellipsis. */
const LONGEST_CODE = 100;
const LONGEST_TEXT = 500;
/** Characters of all lists together: the table has at most 15,000 beside them, if its paths are all backticks. */
const LONGEST_LISTS = 48_000;

export function markdownFormat(outcome: Outcome): string {
  const { report, mode } = outcome;
  const { fixed, refused, errors } = report.totals;
  const verb = mode === 'write' ? 'fixed' : 'fixable';
  const lists: readonly List[] = [
    ...findingsByRule(outcome).map(ruleList),
    {
      title: 'Not judged',
      entries: report.files.flatMap(({ path, error }) =>
        error === undefined ? [] : [{ text: `${pathCode(path)} ${text(error)}`, items: [] }],
      ),
    },
    {
      title: 'Warnings',
      entries: report.warnings.map(({ path, reason }) => ({
        text: `${pathCode(path)} ${text(reason)}`,
        items: [],
      })),
    },
  ];
  const filled = lists.filter(({ entries }) => entries.length > 0);
  const blocks = [
    `### leakproof: ${fixed} ${verb}, ${refused} refused${errors > 0 ? `, ${errors} ${errors === 1 ? 'file' : 'files'} not judged` : ''}`,
    ...fileTable(outcome, verb),
    ...filled.flatMap((list) => folded(list, LONGEST_LISTS / filled.length)),
  ];
  return blocks.join('\n\n');
}

function fileTable(outcome: Outcome, verb: string): string[] {
  const sites = allSites(outcome).filter(
    ({ site }) => outcome.isVerbose || FINDING_COLUMNS.includes(columnOf(site)),
  );
  if (sites.length === 0) return [outcome.isVerbose ? 'Nothing was judged.' : 'No findings.'];
  const shown = COLUMNS.filter((column) => sites.some(({ site }) => columnOf(site) === column));
  const byPath = new Map<string, Map<Column, number>>();
  for (const { path, site } of sites) {
    const counts = byPath.get(path) ?? new Map<Column, number>();
    counts.set(columnOf(site), (counts.get(columnOf(site)) ?? 0) + 1);
    byPath.set(path, counts);
  }
  // What needs somebody's eyes comes first.
  const open = (counts: ReadonlyMap<Column, number>) =>
    (counts.get('fixed') ?? 0) + (counts.get('refused') ?? 0);
  const files = [...byPath].toSorted(([, a], [, b]) => open(b) - open(a));
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  // Even in code, a pipe ends a cell, and only there a backslash takes that from it.
  const rows = files
    .slice(0, MOST_FILES)
    .map(([path, counts]) =>
      row([
        pathCode(path).replaceAll('|', String.raw`\|`),
        ...shown.map((column) => counts.get(column) ?? ''),
      ]),
    );
  const sums = shown.map((column) => sites.filter(({ site }) => columnOf(site) === column).length);
  const rest =
    files.length > MOST_FILES
      ? [row([`${files.length - MOST_FILES} more`, ...shown.map(() => '')])]
      : [];
  const head = shown.map((column) => (column === 'fixed' ? verb : column));
  return [
    [
      row(['file', ...head]),
      row([':--', ...shown.map(() => '--:')]),
      ...rows,
      ...rest,
      row([
        `**${files.length} ${files.length === 1 ? 'file' : 'files'}**`,
        ...sums.map((sum) => `**${sum}**`),
      ]),
    ].join('\n'),
  ];
}

interface List {
  readonly title: string;
  readonly entries: readonly Entry[];
}

/** A line, and the lines that belong to it. */
interface Entry {
  readonly text: string;
  readonly items: readonly string[];
}

/** Each message once, with its places below it. */
function ruleList({ rule, isPolicy, groups }: RuleFindings): List {
  return {
    title: isPolicy ? `${rule} (policy)` : rule,
    entries: groups.map(({ sites }) => ({
      text: text(explanation(sites[0]!.site)),
      items: sites.map(
        ({ path, site }) => `${pathCode(`${path}:${site.line}`)} ${code(labelOf(site))}`,
      ),
    })),
  };
}

/** @param longest characters that the entries may have together */
function folded({ title, entries }: List, longest: number): string[] {
  const count = (list: readonly Entry[]) =>
    list.reduce((sum, { items }) => sum + Math.max(1, items.length), 0);
  const all = count(entries);
  const shown: string[] = [];
  let left = longest;
  let listed = 0;
  const put = (line: string): boolean => {
    left -= line.length + 1;
    if (left >= 0) shown.push(line);
    return left >= 0;
  };
  for (const entry of entries) {
    if (listed >= MOST_SITES || !put(`- ${entry.text}`)) break;
    const items = entry.items.slice(0, MOST_SITES - listed);
    const fitting = items.findIndex((item) => !put(`  - ${item}`));
    listed += fitting < 0 ? Math.max(1, items.length) : fitting;
    if (fitting >= 0) break;
  }
  return [
    `<details><summary>${title}: ${all}</summary>`,
    [...shown, ...(all > listed ? [`- ${all - listed} more`] : [])].join('\n'),
    '</details>',
  ];
}

/** What tells a path from its neighbours, and the line, stand at its end. */
function pathCode(path: string): string {
  const line = path.replaceAll(/\s+/gu, ' ');
  return codeSpan(line.length > LONGEST_CODE ? `…${line.slice(1 - LONGEST_CODE)}` : line);
}

function code(content: string): string {
  return codeSpan(cut(content.replaceAll(/\s+/gu, ' '), LONGEST_CODE));
}

/** One that nothing in it can end. */
function codeSpan(line: string): string {
  const ticks = '`'.repeat(
    Math.max(0, ...(line.match(/`+/gu) ?? []).map(({ length }) => length)) + 1,
  );
  const padding = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${ticks}${padding}${line}${padding}${ticks}`;
}

/** Prose whose code spans stay and whose other characters mean nothing to Markdown or HTML. */
function text(content: string): string {
  return cut(content.replaceAll(/\s+/gu, ' '), LONGEST_TEXT)
    .split(/(`[^`]+`)/u)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll(/[\\`*_[\]<>#|~]/gu, String.raw`\$&`),
    )
    .join('');
}

function cut(content: string, longest: number): string {
  return content.length > longest ? `${content.slice(0, longest - 1)}…` : content;
}
