/**
 * What people read: a table per file, the refusals with their reasons, a sum.
 */
import Table from 'cli-table3';
import type { Colors } from 'picocolors/types.js';
import type { ReportedSite } from '../../judge/reported-site.ts';
import type { Report } from '../report.ts';

export const COLUMNS = ['fixed', 'refused', 'ok', 'covered', 'unverifiable', 'exempt'] as const;
export type Column = (typeof COLUMNS)[number];

/**
 * A row per file that has sites, and their sum.
 * @param fixed what the column of fixed sites is called
 */
export function siteTable({ files, totals }: Report, fixed: string, colors: Colors): string {
  const rows = files.filter(({ sites }) => sites.length > 0);
  if (rows.length === 0) return '';
  const shown = COLUMNS.filter((column) => column === 'fixed' || totals[column] > 0);
  const table = new Table({
    head: ['file', 'sites', ...shown.map((column) => (column === 'fixed' ? fixed : column))],
    colAligns: ['left', 'right', ...shown.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: ' ',
    },
  });
  const cells = (sites: readonly ReportedSite[]) =>
    shown.map((column) => String(sites.filter((site) => columnOf(site) === column).length || ''));
  for (const { path, sites } of rows) table.push([path, String(sites.length), ...cells(sites)]);
  const all = rows.flatMap(({ sites }) => sites);
  table.push([
    colors.bold(`${rows.length} ${rows.length === 1 ? 'file' : 'files'}`),
    colors.bold(String(all.length)),
    ...cells(all).map(colors.bold),
  ]);
  return table.toString();
}

/** What a site counts as: what becomes of it, where something does, or else its verdict. */
export function columnOf({ remedy, verdict }: ReportedSite): Column {
  if (remedy !== 'none') return remedy;
  return verdict === 'flagged' ? 'refused' : verdict;
}

/** `file:line:column  refusal`, one line a refused site. */
export function refusals({ files }: Report, colors: Colors): string[] {
  return files.flatMap(({ path, sites }) =>
    sites
      .filter(({ remedy }) => remedy === 'refused')
      .map(
        (site) =>
          `${path}:${site.line}:${site.column}  ${colors.bold(labelOf(site))}  ${site.refusal}`,
      ),
  );
}

/** `file:line:column  what`, one line a fixable site, then what their messages mean. */
export function fixableSites({ files }: Report, colors: Colors): string[] {
  const fixable = files.flatMap(({ path, sites }) =>
    sites.filter(({ remedy }) => remedy === 'fixed').map((site) => ({ path, site })),
  );
  const lines = fixable.map(
    ({ path, site }) =>
      `${path}:${site.line}:${site.column}  ${colors.bold(labelOf(site))}  ${site.messageId}`,
  );
  return [
    ...lines,
    '',
    ...meanings(
      fixable.map(({ site }) => site),
      colors,
    ),
  ];
}

/** What people know a site by: a request by what it calls, a collection by its name. */
export function labelOf({ kind, callee, name }: ReportedSite): string {
  return kind === 'collection' && name !== null ? name : callee;
}

/** Every site with its verdict under its file, then what the messages mean. */
export function verdictLines({ files }: Report, colors: Colors): string[] {
  const all = files.flatMap(({ sites }) => sites);
  const width = Math.max(0, ...all.map(({ line, column }) => `${line}:${column}`.length));
  const lines = files
    .filter(({ sites }) => sites.length > 0)
    .flatMap(({ path, sites }) => [
      colors.underline(path),
      ...sites.map(
        (site) =>
          `  ${`${site.line}:${site.column}`.padEnd(width)}  ${verdictOf(site, colors)}  ${site.kind} ${labelOf(site)}${detailOf(site, colors)}`,
      ),
    ]);
  return [...lines, '', ...meanings(all, colors)];
}

/** Each message once, under its id. */
function meanings(sites: readonly ReportedSite[], colors: Colors): string[] {
  const byId = new Map(
    sites.flatMap(({ messageId, message }) => (messageId === null ? [] : [[messageId, message]])),
  );
  return [...byId].map(([id, message]) => `${colors.bold(id)}: ${message}`);
}

function verdictOf({ verdict }: ReportedSite, colors: Colors): string {
  const padded = verdict.padEnd('unverifiable'.length);
  if (verdict === 'flagged') return colors.red(padded);
  return verdict === 'ok' ? colors.green(padded) : colors.yellow(padded);
}

function detailOf(
  { messageId, client, reason, refusal, remedy }: ReportedSite,
  colors: Colors,
): string {
  const why = [
    messageId,
    client === null ? undefined : `made at ${client}`,
    remedy === 'refused' ? `refused: ${refusal}` : reason,
  ].filter(Boolean);
  return why.length > 0 ? colors.dim(`  ${why.join('; ')}`) : '';
}

/**
 * What an agent with a cap changes for the requests that get one, and how many of them no deadline ends; nothing if none
 * is written.
 * @param isWriting whether it is written by now
 */
export function capLines(
  { files, totals: { capped, withoutDeadline } }: Report,
  isWriting: boolean,
): string[] {
  if (!files.some(({ sites }) => sites.some(({ getsCap }) => getsCap))) return [];
  const waits = `Requests to one host${isWriting ? '' : ' will'} wait while \`maxSockets\` of them are unfinished.`;
  const counts =
    capped === 0
      ? ''
      : ` Of ${capped} ${capped === 1 ? 'request that gets' : 'requests that get'} such an agent, ${withoutDeadline} ${withoutDeadline === 1 ? 'has' : 'have'} no finite \`timeout\`.`;
  return [
    `${waits}${counts}${isWriting ? '' : ' `--max-sockets Infinity` writes agents without that cap.'}`,
  ];
}

const WHY_NO_SITE = {
  comment: 'in a comment',
  string: 'in a string',
  'no-request': 'no request: the name means something else, or nothing is called',
  'not-loaded': 'a copy that no program loads',
} as const;

/** Explains the difference between a text search for axios calls and the sites that there are. */
export function textSearchLines({ files, totals }: Report): string[] {
  const { sites, mentions } = totals.textMatches;
  if (sites + mentions === 0) return [];
  const missed = totals.requests - sites;
  return [
    `A text search for axios.get, axios.post, … finds ${sites + mentions} ${sites + mentions === 1 ? 'place' : 'places'}; request sites among them: ${sites}, others: ${mentions}. Request sites that it misses: ${missed}.`,
    ...files.flatMap(({ path, mentions: listed }) =>
      listed.map(
        ({ line, column, why, text }) =>
          `  ${path}:${line}:${column}  ${WHY_NO_SITE[why]}: ${text}`,
      ),
    ),
  ];
}
