/**
 * The report as one page that needs nothing else: no network, no fonts, no scripts but its own.
 */
import { structuredPatch } from 'diff';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { applyEdits } from '../../../../analysis/edits/apply-edits.ts';
import { LINE_END } from '../../../../analysis/source/lines.ts';
import { builtFile, packageInfo } from '../../../../analysis/modules/package-info.ts';
import { allSites, byWorth, isSilenced, type ListedSite } from './findings.ts';
import type { Outcome } from './outcome.ts';
import type { Line, PageData, PageFile, PageSite } from './page-data.ts';
import { columnOf, labelOf } from './text-parts.ts';

const { version } = packageInfo;

/** Lines shown above and below a site and its fix. */
const CONTEXT = 3;
/** A longer site is cut: what matters stands at its start. */
const LONGEST_SITE = 24;
/** Characters: a minified line would fill the page. */
const LONGEST_LINE = 400;

export function htmlFormat(outcome: Outcome): string {
  const data = pageData(outcome);
  const style = asset('page.css');
  const script = asset('page.js');
  // Nothing but this style and this script applies or runs, whatever the data holds.
  const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
  const { fixed, refused } = outcome.report.totals;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Leaks in ${escapeHtml(data.project)}</title>
<style>${style}</style>
</head>
<body>
<noscript><p>${fixed} ${outcome.mode === 'write' ? 'fixed' : 'fixable'}, ${refused} refused. A script of this page lists the sites; scripts are turned off.</p></noscript>
<script id="data" type="application/json">${escapeScript(JSON.stringify(data))}</script>
<script type="module">${script}</script>
</body>
</html>`;
}

/** A part of the page: they are built apart, for the browser. */
function asset(name: string): string {
  return readFileSync(builtFile(`codemods/cli/report/formats/page/${name}`), 'utf8');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Neither a tag nor a comment can begin in it. */
function escapeScript(json: string): string {
  return json.replaceAll('<', String.raw`\u003c`);
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function pageData(outcome: Outcome): PageData {
  const { report, mode } = outcome;
  const files = new Map<string, PageSite[]>();
  // A file stands where the first of its sites does.
  const sorted = allSites(outcome).toSorted((a, b) => byWorth(a.site, b.site));
  for (const listed of sorted)
    files.set(listed.path, [...(files.get(listed.path) ?? []), pageSite(listed)]);
  const errors = report.files.flatMap(({ path, error }) =>
    error === undefined ? [] : [{ path, text: error }],
  );
  const remarks = [
    { title: 'Not judged', lines: errors },
    {
      title: 'Warnings',
      lines: report.warnings.map(({ path, reason }) => ({ path, text: reason })),
    },
    { title: 'Notes', lines: report.notes.map(({ path, reason }) => ({ path, text: reason })) },
    {
      title: 'Tests that an added argument can break',
      lines: report.tests.map(({ path, lines }) => ({
        path,
        text: `asserts on the arguments of calls in line ${lines.join(', ')}`,
      })),
    },
  ];
  return {
    project: basename(report.root) || report.root,
    mode,
    version,
    rules: [...new Set(sorted.map(({ site }) => site.rule))],
    files: [...files].map(([path, sites]): PageFile => ({ path, sites })),
    remarks: remarks.filter(({ lines }) => lines.length > 0),
  };
}

function pageSite({ result, site, fix }: ListedSite): PageSite {
  const { line, column, endLine, endColumn } = site;
  const [text = ''] = result.detail?.texts ?? [];
  const lines = text.split(LINE_END);
  const lastShown = Math.min(endLine, line + LONGEST_SITE - 1);
  const first = Math.max(1, line - CONTEXT);
  const shown = lines.slice(first - 1, lastShown + (lastShown === endLine ? CONTEXT : 0));
  return {
    status: columnOf(site),
    rule: site.rule,
    kind: site.kind,
    label: labelOf(site),
    start: { line, column },
    end: { line: endLine, column: endColumn },
    message: isSilenced(site) ? null : site.message,
    reason: site.refusal === null ? site.reason : `${site.refusal}.`,
    client: site.client,
    code: shown.map((content, index) => ({ number: first + index, text: cut(content) })),
    cut: endLine - lastShown,
    hunks: fix && fix.edits.length > 0 ? diffLines(result.detail!.texts[fix.text]!, fix.edits) : [],
  };
}

function diffLines(before: string, edits: Parameters<typeof applyEdits>[1]): Line[][] {
  const { hunks } = structuredPatch('', '', before, applyEdits(before, edits), '', '', {
    context: CONTEXT,
  });
  return hunks.map(({ oldStart, newStart, lines }) => {
    let [old, fresh] = [oldStart, newStart];
    return lines.flatMap((line): Line[] => {
      const text = cut(line.slice(1).replace(/\r$/u, ''));
      if (line.startsWith('-')) return [{ number: old++, text, change: '-' }];
      if (line.startsWith('+')) return [{ number: fresh++, text, change: '+' }];
      // `\ No newline at end of file`
      if (line.startsWith('\\')) return [];
      old++;
      return [{ number: fresh++, text }];
    });
  });
}

function cut(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
