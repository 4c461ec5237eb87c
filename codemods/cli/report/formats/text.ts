/**
 * The outcome for people: in a report every site with its verdict; of a codemod what it did, and what it refused.
 */
import type { Colors } from 'picocolors/types.js';
import { agentsModuleText } from '../../../../analysis/agents/agents-module-text.ts';
import { moduleText } from '../../../../analysis/edits/restyled.ts';
import { toReportPath } from '../../program/report-path.ts';
import type { Report } from '../report.ts';
import type { Outcome } from './outcome.ts';
import {
  capLines,
  fixableSites,
  refusals,
  siteTable,
  textSearchLines,
  verdictLines,
} from './text-parts.ts';

export async function textFormat(outcome: Outcome, colors: Colors): Promise<string> {
  const lines =
    outcome.mode === 'report'
      ? reportLines(outcome.report, colors)
      : [
          ...(outcome.mode === 'dry' ? await diffs(outcome, colors) : []),
          ...fixLines(outcome, colors),
        ];
  return lines.join('\n');
}

function reportLines(report: Report, colors: Colors): string[] {
  return [
    ...verdictLines(report, colors),
    '',
    siteTable(report, 'fixable', colors),
    '',
    ...textSearchLines(report),
    ...testLines(report),
    ...warningLines(report, colors),
  ];
}

async function diffs(
  { report: { root }, results, newModules }: Outcome,
  colors: Colors,
): Promise<string[]> {
  const { unifiedDiff } = await import('./unified-diff.ts');
  return [
    ...newModules.map(({ file, syntax, numbers, form }) =>
      unifiedDiff(
        toReportPath(root, file),
        '',
        moduleText(file, agentsModuleText(syntax, numbers, form)),
        colors,
      ),
    ),
    ...results.flatMap(({ file, change }) =>
      change ? [unifiedDiff(toReportPath(root, file), change.before, change.after, colors)] : [],
    ),
  ];
}

function fixLines({ report, mode, newModules, codemod }: Outcome, colors: Colors): string[] {
  const { fixed, refused, ok } = report.totals;
  const isWriting = mode === 'write';
  return [
    siteTable(report, isWriting ? 'fixed' : 'fixable', colors),
    ...(mode === 'check' && fixed > 0
      ? [
          '',
          colors.bold('To fix:'),
          ...fixableSites(report, colors),
          '',
          `${colors.bold('Fix them:')} npx leakproof ${codemod ?? 'all'} ${fixablePaths(report)}`,
        ]
      : []),
    ...(refused > 0 ? ['', colors.bold('Refused:'), ...refusals(report, colors)] : []),
    '',
    `${fixed} ${fixed === 1 ? 'site' : 'sites'} ${isWriting ? 'fixed' : 'to fix'}, ${refused} refused, ${ok} right already.`,
    ...capLines(report, isWriting),
    ...evictionLines(report, isWriting),
    ...(fixed > 0
      ? newModules.map(
          ({ file }) =>
            `${isWriting ? 'Wrote' : 'Would write'} ${toReportPath(report.root, file)}, which exports the two agents.`,
        )
      : []),
  ];
}

/** A cap is a decision that whoever runs the program should know of. */
function evictionLines({ files }: Report, isWriting: boolean): string[] {
  const count = files
    .flatMap(({ sites }) => sites)
    .filter(({ kind, remedy }) => kind === 'collection' && remedy === 'fixed').length;
  return count > 0
    ? [
        `${isWriting ? 'Capped' : 'Would cap'} ${count} ${count === 1 ? 'collection' : 'collections'}: beyond \`max\` entries the least recently used one is evicted.`,
      ]
    : [];
}

/** For a command line: the files themselves while they fit one. */
function fixablePaths({ files }: Report): string {
  const paths = files
    .filter(({ sites }) => sites.some(({ remedy }) => remedy === 'fixed'))
    .map(({ path }) => (/^[\w./@-]+$/u.test(path) ? path : JSON.stringify(path)));
  return paths.length <= 10 ? paths.join(' ') : '<the files above>';
}

function testLines({ tests }: Report): string[] {
  if (tests.length === 0) return [];
  return [
    '',
    'These tests assert on the arguments of calls; an added config can break them:',
    ...tests.map(({ path, lines }) => `  ${path}:${lines.join(', ')}`),
  ];
}

function warningLines({ warnings }: Report, colors: Colors): string[] {
  return warnings.length > 0
    ? [
        '',
        ...warnings.map(({ path, reason }) => `${colors.yellow('Warning:')} ${path}: ${reason}.`),
      ]
    : [];
}
