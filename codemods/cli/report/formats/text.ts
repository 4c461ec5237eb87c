/**
 * The outcome for people: the findings by rule and message, a table of files, what to run next.
 */
import type { Colors } from 'picocolors/types.js';
import { agentsModuleText } from '../../../../analysis/agents/agents-module-text.ts';
import { moduleText } from '../../../../analysis/edits/restyled.ts';
import { toReportPath } from '../../program/report-path.ts';
import { commandLine } from '../../program/rerun.ts';
import { RULES_WITHOUT_CODEMOD } from '../../../registry.ts';
import type { Screen } from '../output.ts';
import type { Report } from '../report.ts';
import { allSites, findingsByRule } from './findings.ts';
import type { Outcome } from './outcome.ts';
import {
  capLines,
  columnOf,
  COLUMNS,
  counted,
  FINDING_COLUMNS,
  findingLines,
  kindCounts,
  otherSiteLines,
  proxyLines,
  siteTable,
  textSearchLines,
  wrapped,
  type Column,
} from './text-parts.ts';

/** As many files are named in a command. */
const MOST_NAMED = 3;

export async function textFormat(outcome: Outcome, screen: Screen): Promise<string> {
  const { report, mode, isVerbose } = outcome;
  const { colors } = screen;
  const isWriting = mode === 'write';
  const sites = allSites(outcome);
  const table = siteTable(
    sites,
    isVerbose ? COLUMNS : FINDING_COLUMNS,
    isWriting ? 'fixed' : 'fixable',
    screen,
  );
  if (isWriting && sites.some(({ site }) => columnOf(site) === 'left')) return quitText(outcome);
  const lines = [
    ...(mode === 'dry' ? await diffs(outcome, colors) : []),
    ...findingLines(mode === 'dry' && !isVerbose ? [] : findingsByRule(outcome), screen),
    ...(isVerbose
      ? [...otherSiteLines(sites, colors), ...(mode === 'report' ? textSearchLines(report) : [])]
      : []),
    ...table,
    ...(table.length > 0 ? [''] : []),
    ...[
      summaryOf(outcome),
      // A run that writes has said so before.
      ...(isWriting ? [] : [...capLines(report), ...proxyLines(report)]),
      ...evictionLines(report, isWriting),
      ...(report.totals.fixed > 0 ? moduleLines(outcome) : []),
      ...otherRuleLines(outcome),
      ...keptLines(outcome),
    ].flatMap((line) => wrapped(line.trimStart(), indentOf(line), screen.wrapAt)),
    ...adviceLines(outcome, colors),
    ...testLines(report),
    ...warningLines(report, colors),
  ];
  return lines.join('\n');
}

/** The spaces that a line begins with. */
const indentOf = (line: string) => /^ */u.exec(line)![0];

function summaryOf(outcome: Outcome): string {
  const { report, mode, isVerbose } = outcome;
  const { fixed, refused } = report.totals;
  const sites = allSites(outcome);
  const inColumn = (wanted: Column) => sites.filter(({ site }) => columnOf(site) === wanted);
  const others = sites.length - fixed - refused;
  const parts = [
    mode === 'write'
      ? `Fixed ${counted(fixed, 'finding')}`
      : `${fixed === 0 ? 'No finding' : counted(fixed, 'finding')} can be fixed`,
    ...(refused > 0
      ? [
          `${refused} ${refused === 1 ? 'is' : 'are'} refused${mode === 'dry' && !isVerbose ? ' (`--check` lists them with the reasons)' : ''}`,
        ]
      : []),
  ].join('; ');
  const hint =
    !isVerbose && others > 0 && mode === 'report'
      ? ' `--verbose` also lists what was judged without a finding.'
      : '';
  if (fixed + refused > 0) {
    const correct = kindCounts(inColumn('ok'));
    return `${parts}.${correct === '' ? '' : ` Already correct: ${correct}.`}${hint}${movedHint(outcome)}`;
  }
  if (outcome.judged === 0) return 'No files were judged.';
  const inFiles = `in ${counted(outcome.judged - report.totals.errors, 'file')}`;
  return others === 0
    ? `No findings ${inFiles}: no code that the rules of this run judge.`
    : `No findings ${inFiles}. Judged: ${kindCounts(sites)}.${hint}`;
}

/** Whoever has quit has seen enough. */
function quitText(outcome: Outcome): string {
  const { fixed } = outcome.report.totals;
  const left = allSites(outcome).filter(({ site }) => columnOf(site) === 'left').length;
  return `Fixed ${counted(fixed, 'finding')}; you quit before ${left === 1 ? '1 other was' : `${left} others were`} decided.`;
}

/** What is refused is listed by the lines that it had. */
function movedHint({ report: { files }, mode }: Outcome): string {
  const isMoved = files.some(
    ({ sites }) =>
      sites.some(({ remedy }) => remedy === 'fixed') &&
      sites.some(({ remedy }) => remedy === 'refused'),
  );
  return mode === 'write' && isMoved
    ? ' Lines and reasons are those before the fixes; a report gives the new ones.'
    : '';
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

/** A bound is a decision that whoever runs the program should know of. */
function evictionLines({ files }: Report, isWriting: boolean): string[] {
  const names = files
    .flatMap(({ sites }) => sites)
    .filter(({ kind, remedy }) => kind === 'collection' && remedy === 'fixed')
    .map(({ name }) => `\`${name}\``);
  if (names.length === 0) return [];
  const more = names.length > MAX_NAMES ? ' and others' : '';
  return [
    `${isWriting ? 'Bounded' : 'Would bound'} ${counted(names.length, 'collection')} (${names.slice(0, MAX_NAMES).join(', ')}${more}). The diff shows how. A limit is \`--max\` entries, 1000 by default. Check each \`finally\`: work that has failed can be asked for again.`,
  ];
}

/** How many bounded collections are named. */
const MAX_NAMES = 8;

/** How to keep a finding: a check fails until it is gone. */
function keptLines({ report, mode }: Outcome): string[] {
  if (mode !== 'check' && mode !== 'report') return [];
  const refused = report.files
    .flatMap(({ sites }) => sites)
    .filter(({ remedy }) => remedy === 'refused');
  const rules = new Set(refused.map(({ rule }) => rule));
  const [named = ''] = rules;
  return rules.size === 0
    ? []
    : [
        `Fix what is refused by hand. To keep it, write a comment above its line: \`// eslint-disable-next-line leakproof/${rules.size === 1 ? named : '<rule>'} -- the reason\` (ESLint need not be installed).`,
      ];
}

/** What a report leaves out, so that nobody takes it for all that there is. */
function otherRuleLines({ mode, judged }: Outcome): string[] {
  if (mode !== 'report' || judged === 0) return [];
  const names = RULES_WITHOUT_CODEMOD.map((name) => `\`${name}\``);
  return [
    `${names.slice(0, -1).join(', ')} and ${names.at(-1)!} have no codemod: only ESLint reports them.`,
  ];
}

/** Where agents modules are created, and why there are several, if so. */
function moduleLines({ report, mode, newModules }: Outcome): string[] {
  const verb = mode === 'write' ? 'Wrote' : 'Would write';
  const paths = newModules.map(({ file }) => toReportPath(report.root, file)).toSorted();
  if (paths.length < 2)
    return paths.map((path) => `${verb} ${path}, which exports the two agents.`);
  return [
    `${verb} ${paths.length} modules that export the two agents: one for each application (a folder with dependencies or a lockfile of its own), and one more where its files cannot share one (JavaScript that nobody compiles cannot load a TypeScript module). Each module has sockets of its own, up to \`maxSockets\` per host. \`--agents-module FILE\` names one for all. The modules:`,
    ...paths.map((path) => `  ${path}`),
  ];
}

/** What to run to have fixed what can be, with the options of this run. */
function adviceLines({ report, mode, again }: Outcome, colors: Colors): string[] {
  const { fixed } = report.totals;
  if (fixed === 0 || mode === 'write') return [];
  const fixable = report.files.filter(({ sites }) =>
    sites.some(({ remedy }) => remedy === 'fixed'),
  );
  const named =
    mode === 'check' && fixable.length <= MOST_NAMED ? fixable.map(({ path }) => path) : undefined;
  return [`${colors.bold(fixed === 1 ? 'Fix it:' : 'Fix them:')} ${commandLine(again, named)}`];
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
