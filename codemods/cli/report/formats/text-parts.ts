/**
 * Parts of what people read: the findings under their messages, the other sites, the counts, the sums.
 */
import type { Colors } from 'picocolors/types.js';
import { DEFAULT_AGENT_NUMBERS } from '../../../../analysis/agents/agent-numbers.ts';
import type { Site } from '../../../../analysis/findings/finding.ts';
import { refusalText } from '../../../../analysis/findings/message.ts';
import type { ReportedSite } from '../../judge/reported-site.ts';
import type { Screen } from '../output.ts';
import type { Report } from '../report.ts';
import type { ListedSite, MessageGroup, RuleFindings } from './findings.ts';
import { countTable } from './table.ts';

export const COLUMNS = [
  'fixed',
  'refused',
  'left',
  'ok',
  'covered',
  'unverifiable',
  'exempt',
] as const;
export type Column = (typeof COLUMNS)[number];
/** What a finding counts as; the other columns are for what is no finding. */
export const FINDING_COLUMNS: readonly Column[] = ['fixed', 'refused', 'left'];

/** What a site counts as: what becomes of it, where something does, or else its verdict. */
export function columnOf({ remedy, verdict }: ReportedSite): Column {
  if (remedy !== 'none') return remedy;
  return verdict === 'flagged' ? 'left' : verdict;
}

/** What people know a site by: a request by what it calls, a collection by its name. */
export function labelOf({ kind, callee, name }: ReportedSite): string {
  return kind === 'collection' && name !== null ? name : callee;
}

/** The first call of `toLocaleString` takes 23 ms (Node 20): more than to read and parse the files of a service. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count < 1000 ? count : count.toLocaleString('en')} ${count === 1 ? one : many}`;

const KINDS: readonly Site['kind'][] = ['request', 'client', 'agent', 'response', 'collection'];

/** `3 requests, 1 client and 2 collections` */
export function kindCounts(sites: readonly ListedSite[]): string {
  const counts = KINDS.flatMap((kind) => {
    const count = sites.filter(({ site }) => site.kind === kind).length;
    return count === 0 ? [] : [counted(count, kind)];
  });
  return counts.length < 2
    ? counts.join('')
    : `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)!}`;
}

/**
 * A row for each file that has a site in one of the columns, and their sum.
 * @param fixed what the column of fixed sites is called
 */
export function siteTable(
  sites: readonly ListedSite[],
  columns: readonly Column[],
  fixed: string,
  { colors, width }: Screen,
): string[] {
  const inColumns = sites.filter(({ site }) => columns.includes(columnOf(site)));
  if (inColumns.length === 0) return [];
  const shown = columns.filter((column) => inColumns.some(({ site }) => columnOf(site) === column));
  const countsOf = (within: readonly ListedSite[]) =>
    shown.map((column) => within.filter(({ site }) => columnOf(site) === column).length);
  const byPath = new Map<string, ListedSite[]>();
  for (const site of inColumns) byPath.set(site.path, [...(byPath.get(site.path) ?? []), site]);
  const head = ['file', ...shown.map((column) => (column === 'fixed' ? fixed : column))];
  const rows = [...byPath].map(([path, own]) => ({ path, counts: countsOf(own) }));
  const sum = { path: counted(rows.length, 'file'), counts: countsOf(inColumns) };
  const lines = countTable(head, [...rows, sum], width);
  return lines.with(-1, colors.bold(lines.at(-1)));
}

/** The findings of each rule, leaks before policy: a message, and below it the places that it is about. */
export function findingLines(rules: readonly RuleFindings[], screen: Screen): string[] {
  const { colors } = screen;
  return rules.flatMap(({ rule, isPolicy, groups }) => {
    const sites = groups.flatMap((group) => group.sites);
    const fixable = sites.filter(({ site }) => site.remedy === 'fixed').length;
    const counts = [
      ...(fixable > 0 ? [`${fixable} fixable`] : []),
      ...(sites.length > fixable ? [`${sites.length - fixable} refused`] : []),
    ].join(', ');
    const kind = isPolicy ? 'policy, not a leak by itself: ' : '';
    return [
      `${colors.bold(colors.underline(rule))}  ${colors.dim(`${kind}${counts}`)}`,
      ...groups.flatMap((group) => [...groupLines(group, screen), '']),
    ];
  });
}

function groupLines({ message, refusal, sites }: MessageGroup, screen: Screen): string[] {
  const { colors } = screen;
  return [
    ...wrapped(message, '  ', screen.wrapAt),
    ...(refusal === null
      ? []
      : wrapped(refusalText(refusal), '  ', screen.wrapAt).map((line) =>
          line.replace(/^ {2}Not fixed:/u, (words) => colors.yellow(words)),
        )),
    ...placeLines(sites, colors),
  ];
}

/** A line for each place; a statement that stores two pieces has two findings. */
function placeLines(sites: readonly ListedSite[], colors: Colors): string[] {
  const counts = new Map<string, number>();
  for (const { path, site } of sites) {
    const line = `    ${path}:${site.line}:${site.column}  ${colors.bold(labelOf(site))}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => (count === 1 ? line : `${line}  (${count} findings)`));
}

/** @param width in columns; without one the text stays on one line */
export function wrapped(text: string, indent: string, width: number | undefined): string[] {
  if (width === undefined) return [`${indent}${text}`];
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line !== indent && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
    }
    line += line === indent ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** `file:line:column  label  refusal`, one line a refused site. */
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

/** The sites that are no findings under their files, with the reason of each verdict. */
export function otherSiteLines(sites: readonly ListedSite[], colors: Colors): string[] {
  const others = sites.filter(({ site }) => !FINDING_COLUMNS.includes(columnOf(site)));
  if (others.length === 0) return [];
  const places = others.map(({ site }) => `${site.line}:${site.column}`);
  const placeWidth = Math.max(...places.map(({ length }) => length));
  const verdictWidth = Math.max(...others.map(({ site }) => site.verdict.length));
  return [
    colors.bold('Judged without a finding'),
    ...others.flatMap(({ path, site }, index) => [
      ...(path === others[index - 1]?.path ? [] : [colors.underline(path)]),
      `  ${places[index]!.padEnd(placeWidth)}  ${site.verdict.padEnd(verdictWidth)}  ${site.kind} ${labelOf(site)}${detailOf(site, colors)}`,
    ]),
    '',
  ];
}

function detailOf({ client, reason }: ReportedSite, colors: Colors): string {
  const why = [client === null ? undefined : `client created at ${client}`, reason].filter(Boolean);
  return why.length > 0 ? colors.dim(`  ${why.join('; ')}`) : '';
}

/**
 * What an agent with a cap changes for the requests that get one, and what to do about those that no deadline ends; nothing
 * if none is to be written.
 */
export function capLines({ files, totals: { capped, withoutDeadline } }: Report): string[] {
  if (!files.some(({ sites }) => sites.some(({ getsCap }) => getsCap))) return [];
  const { maxSockets } = DEFAULT_AGENT_NUMBERS;
  return [
    [
      `The fixes limit agents: each opens at most ${maxSockets} sockets per host by default, for all requests that use it.`,
      'While that many requests to one host are unfinished, the next one waits until one of them ends.',
      ...cappedText(
        capped,
        withoutDeadline,
        files.some(({ sites }) => sites.some(({ kind, getsCap }) => kind === 'client' && getsCap)),
      ),
      `If you send more requests than that to one host at the same time, set a higher number: with \`--max-sockets\`, or for good in package.json (\`"leakproof": { "agents": { "maxSockets": 200 } }\`).`,
      'An agents module that exists keeps its own number.',
    ].join(' '),
  ];
}

/** What the idle `timeout` that agents get changes behind a proxy; nothing if none gets one. */
export function proxyLines({ files }: Report): string[] {
  const isTimed = files.some(({ sites }) =>
    sites.some(
      ({ rule, remedy, messageId, callee, message }) =>
        rule === 'require-bounded-agent' &&
        remedy === 'fixed' &&
        messageId === 'unboundedIdle' &&
        /https/iu.test(callee) &&
        message?.includes('`timeout`'),
    ),
  );
  return isTimed
    ? [
        `The fixes give agents for \`https:\` a \`timeout\` for idle sockets. Behind a proxy, axios 1.16 and later also take it for the deadline of connecting: if the proxy needs longer, the request fails with \`ETIMEOUT\`. If you use a proxy, pass an \`--idle-timeout\` that is longer than connecting takes.`,
      ]
    : [];
}

/** @param areSomeOfInstances whether an instance gets the agents, and with it the requests that are sent on it */
function cappedText(
  capped: number,
  withoutDeadline: number,
  areSomeOfInstances: boolean,
): string[] {
  if (capped === 0) return [];
  const ofInstances =
    areSomeOfInstances && capped > 1
      ? ', with those that are sent on an instance which gets the agents'
      : '';
  const applies = `In the files of this run, this concerns ${counted(capped, 'request')}${ofInstances}`;
  if (withoutDeadline === 0)
    return [
      `${applies}, ${capped === 1 ? 'which has' : 'all of which have'} a finite \`timeout\`.`,
    ];
  const [it, keeps] =
    withoutDeadline === 1 ? ['it', 'it keeps its socket'] : ['them', 'they keep their sockets'];
  return [
    `${applies}.`,
    `${lackingText(capped, withoutDeadline)} finite \`timeout\`: if the server stays silent, ${keeps}, and others wait. Give ${it} a \`timeout\`: \`npx leakproof set-deadlines --check\` lists ${withoutDeadline === 1 ? 'it, unless a `signal` ends it' : 'them, except those that a `signal` ends'}.`,
  ];
}

function lackingText(capped: number, withoutDeadline: number): string {
  if (capped === 1) return 'It has no';
  if (withoutDeadline === capped) return 'None of them has a';
  return `${withoutDeadline} of them ${withoutDeadline === 1 ? 'has' : 'have'} no`;
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
    `To compare with a search of your own: searching the text for axios.get(, axios.post(, … finds ${sites} of the ${counted(sites + missed, 'request')} above, and ${counted(mentions, 'place')} where no request is sent.`,
    ...files.flatMap(({ path, mentions: listed }) =>
      listed.map(
        ({ line, column, why, text }) =>
          `  ${path}:${line}:${column}  ${WHY_NO_SITE[why]}: ${text}`,
      ),
    ),
    '',
  ];
}
