/**
 * The text of docs/evidence.md.
 */
import { FEW_IDLE_SOCKETS } from '../../analysis/agents/agent-bounds.ts';
import { AGENT_BOUNDS } from '../../analysis/agents/agents-module.ts';
import { readLeakFixes, readRemovals } from '../leakfix/cases.ts';
import { count, inKilobytes, inMegabytes, table } from './format.ts';
import type { CleanFigures, PairFigures, Run, ServiceCriteria } from './run.ts';

export function evidencePage(run: Run): string {
  return (
    [
      opening(run),
      messages(run),
      cleanCode(run),
      idleSockets(run),
      streamHang(run),
      unreadFetch(run),
      unreadBodies(run),
      heldResponses(run),
      agentPackages(run),
      closingPeers(run),
      failingPeers(run),
      cures(run),
      service(run),
      leakFixes(),
    ].join('\n\n') + '\n'
  );
}

const CLOSING_PEERS = 'Connections that the peer closes';
const FAILING_PEERS = 'Peers that fail, and proxies';
const STREAM_HANG = 'Unread streams and agents with a cap';
const UNREAD_FETCH = 'Unread bodies of fetch';
const UNREAD_BODIES = 'Unread bodies of other clients';
const HELD_RESPONSES = 'Held responses of other clients';
const IDLE_SOCKETS = 'Idle sockets, by versions of axios';

/** Where a table is shown that may be of a run of its own. */
const SECTIONS: Readonly<Record<string, string>> = {
  'idle-bounds': `${IDLE_SOCKETS}: how many may stay idle`,
  'idle-timeout': CLOSING_PEERS,
  'idle-timeout-connections': CLOSING_PEERS,
  'stream-hang': STREAM_HANG,
  'unread-fetch': UNREAD_FETCH,
  'unread-bodies': UNREAD_BODIES,
  'held-responses': HELD_RESPONSES,
  failures: FAILING_PEERS,
  'failing-service': FAILING_PEERS,
};

function otherDates({ dates, facts }: Run): (readonly [string, string])[] {
  const others = Object.entries(dates).filter(([, date]) => date !== facts.date);
  const sections = [
    ...new Set(others.map(([table, date]) => `${date}: ${SECTIONS[table] ?? table}`)),
  ];
  return sections.length > 0 ? [['later, by a run of these tests', sections.join('; ')]] : [];
}

function opening(run: Run): string {
  const { facts, rounds } = run;
  const sum = (figures: readonly number[]) => figures.reduce((total, figure) => total + figure, 0);
  const judged = [
    [
      'leaks that were planted, and found',
      sum(rounds.harness.map((round) => round['planted leaks'])),
      sum(rounds.harness.map((round) => round['planted leaks found'])),
    ],
    [
      'clean programs of the harness, and passed',
      sum(rounds.harness.map((round) => round['clean programs'])),
      sum(rounds.harness.map((round) => round['clean programs passed'])),
    ],
    [
      'pairs of a leak and its fix, and as claimed',
      sum(rounds.pairs.map(({ pairs }) => pairs)),
      sum(rounds.pairs.map((round) => round['as claimed'])),
    ],
    [
      'programs that a rule must not flag, and without a leak',
      sum(rounds.clean.map(({ programs }) => programs)),
      sum(rounds.clean.map(({ passed }) => passed)),
    ],
  ] as const;
  return `# Evidence

Measurements of what the rules report, before and after the codemods fix it. In a clone of this repository, \`${facts.command}\` measures all of it again, and \`npm run evidence\` also writes this page and its plots from what it recorded. No figure here is written by hand.

${table(
  ['measured', ''],
  [
    ['on', facts.date],
    [
      'with',
      `Node ${facts.node.slice(1)}, axios ${facts.axios}, ${facts.system}, ${facts.processors} processors`,
    ],
    [
      'by',
      `\`${facts.command}\`, ${rounds.pairs.length === 1 ? 'once' : `${rounds.pairs.length} rounds`}`,
    ],
    ...otherDates(run),
  ],
)}

Each program runs in a process of its own, against a server in another. It is warmed up and called in batches; after each the garbage is collected until nothing moves, and what counts is the slope of the memory over the batches (Theil–Sen: one late collection does not move it). 'Heap' is inside V8, 'external' are Buffers and the like. Sockets are counted where a client opens and closes them. A figure between that of clean code and that of a leak fails the run.

${table(
  ['judged', 'in all', 'right'],
  judged.map(([what, all, right]) => [what, count(all), count(right)]),
)}`;
}

/** What of a call is counted; the other metrics are of all calls together. */
const WHAT: Readonly<Record<string, string>> = {
  heap: 'bytes of heap a call',
  external: 'external bytes a call',
  responses: 'responses a call',
  sockets: 'sockets a call',
};

function messages({ pairs }: Run): string {
  const rules = [...new Set(pairs.map(({ rule }) => rule))];
  const rowOf = ({ messageId, name, metric, before, after, remedy }: PairFigures) => [
    `\`${messageId}\``,
    name,
    WHAT[metric] ?? metric,
    count(before),
    count(after),
    remedy,
  ];
  return `## Every message, before and after

For each message of each rule: code that it flags, and the same code as the codemod writes it. Where the codemod refuses, the cure is the one that its page advises, 'by hand'. Of several figures the telling one is shown. What of a fixed response is its body stays in V8's heap for as long as the code keeps it: \`test/leaks/pairs\` names these.

${rules.map((rule) => `### ${rule}\n\n${table(['message', 'code', 'what', 'before', 'after', 'remedy'], pairs.filter((pair) => pair.rule === rule).map(rowOf))}`).join('\n\n')}`;
}

function cleanCode({ clean }: Run): string {
  const figuresOf = (row: CleanFigures) => {
    if (row['sockets open at once'] !== undefined)
      return `${count(row['sockets open at once'])} sockets open at once, ${count(row['sockets left']!)} left`;
    return `${count(row.heap)} bytes/call heap, ${count(row.external)} external`;
  };
  return `## What no rule flags

Code that must not be flagged, and is not; none of it leaks.

${table(
  ['rule', 'code', 'leaves'],
  clean.map((row) => [row.rule, row.name, figuresOf(row)]),
)}`;
}

function idleSockets({ idleSockets: rows, idleBounds, paths, withoutAgent, facts }: Run): string {
  return `## ${IDLE_SOCKETS}

100 requests at once by \`new http.Agent({ keepAlive: true })\`, bodies of 100 KB; then the same text as \`bound-agents\` writes it, which keeps ${AGENT_BOUNDS.maxFreeSockets} sockets; then after its idle \`timeout\`. The last column is what one bounded socket gathers while it is in use, a call. About 1 MB in each is axios itself, loaded at the first request.

![Memory that is left, by versions of axios](evidence/idle-sockets.svg)

${table(
  [
    'axios',
    '100 idle sockets',
    `bounded to ${AGENT_BOUNDS.maxFreeSockets}`,
    'after the timeout',
    'in use, a call',
  ],
  rows.map((row) => [
    row.axios,
    inMegabytes(row['bytes left, 100 idle sockets']),
    inMegabytes(row['bytes left, bounded to 10']),
    inMegabytes(row['bytes left, after the timeout']),
    inKilobytes(row['bytes/call, one bounded socket in use']),
  ]),
)}

No bound of an agent ends what axios 1.15.1 gathers on a socket in use: use another version. Without any agent, Node's global one keeps the sockets: with axios ${facts.axios} ${inMegabytes(withoutAgent['bytes left, no agent'])} are left, and ${inMegabytes(withoutAgent['bytes left, by fix-agents'])} by the agents of \`fix-agents\`.

By the number of idle sockets, with axios ${facts.axios}: a burst of 300 requests with bodies of 100 KB by \`new http.Agent({ keepAlive: true, maxSockets })\`. What is left grows with the sockets, and an idle \`timeout\` ends it. So [\`require-bounded-agent\`](rules/require-bounded-agent.md) asks for \`maxFreeSockets\` only where more than ${FEW_IDLE_SOCKETS} sockets may stay idle:

${table(
  ['idle sockets', 'bytes left', 'after the timeout'],
  idleBounds.map((row) => [
    count(row['idle sockets']),
    inMegabytes(row['bytes left']),
    inMegabytes(row['bytes left, after the timeout']),
  ]),
)}

How the agent comes to a body whose request is over, in V8's own heap snapshot (the shortest path):

${paths.map(({ axios, path }) => `- axios ${axios}: ${path === 'none' ? 'no path' : `\`${path}\``}`).join('\n')}`;
}

function streamHang({ streamHang: rows }: Run): string {
  return `## ${STREAM_HANG}

${count(rows[0]!.requests)} stream requests with axios at once, whose answers are short errors that nobody reads, and a plain request to the same host after them. Agents with \`maxSockets\` make the later requests wait for sockets that nobody frees: therefore [\`fix-agents\`](codemods/fix-agents.md#streams-without-a-timeout) refuses such a request. [\`consume-responses\`](codemods/consume-responses.md) destroys each body, and then it has its agents.

${table(
  ['code', 'stream requests that are answered', 'sockets that they leave', 'the plain request'],
  rows.map((row) => [
    row.state,
    count(row.answered),
    count(row['sockets they leave']),
    row['a plain request after them'],
  ]),
)}`;
}

function unreadBodies({ unreadBodies: rows }: Run): string {
  return `## ${UNREAD_BODIES}

20 requests, one after the other, of which the status alone is used: the sockets that are left when the garbage has been collected, by the length of the body, and where a body of 128 KB is released as \`consume-responses\` does it: by \`resume()\`, with undici by \`dump()\`. The server keeps idle connections for a minute.

${table(
  ['client', 'Node', 'protocol', '1 KB', '16 KB', '64 KB', '128 KB', 'released'],
  rows.map((row) => [
    row.client,
    row.node,
    row.protocol,
    ...[row['1 KB'], row['16 KB'], row['64 KB'], row['128 KB'], row.released].map(count),
  ]),
)}`;
}

function heldResponses({ heldResponses: rows }: Run): string {
  return `## ${HELD_RESPONSES}

What a call keeps of its response while it awaits something else, with bodies of 100 KB: the object that the client gives, whose body has been read, or is left for later. A response of got, of superagent and of \`request\` of undici keeps its body after it has been read; one of \`fetch\` does not. One that is unread keeps its socket. What is reported of each client: [no-retained-response](rules/no-retained-response.md#other-clients).

${table(
  [
    'client',
    'held',
    'Node',
    'protocol',
    'heap, bytes/call',
    'external, bytes/call',
    'sockets/call',
  ],
  rows.map((row) => [
    row.client,
    row.held,
    row.node,
    row.protocol,
    ...[row['heap, bytes/call'], row['external, bytes/call'], row['sockets/call']].map(count),
  ]),
)}`;
}

function unreadFetch({ unreadFetch: rows }: Run): string {
  return `## ${UNREAD_FETCH}

20 requests, one after the other, of which the status alone is used, by the length of the body: the sockets that are open at once, and those that are left when the garbage has been collected. Beside them what \`http.get\` leaves, and what is left where bodies are cancelled or drained. The server keeps idle connections for a minute. \`LEAKPROOF_NODES\` names the executables of further versions of Node to the test.

${table(
  [
    'Node',
    'body',
    'fetch, unread: open',
    'left',
    'cancelled: left',
    'http.get, unread: left',
    'with resume(): left',
  ],
  rows.map((row) => [
    row.node,
    `${count(row['KB of a body'])} KB`,
    ...[
      row['fetch, unread: open'],
      row['fetch, unread: left behind a collection'],
      row['fetch, cancelled: left'],
      row['http.get, unread: left'],
      row['http.get, resumed: left'],
    ].map(count),
  ]),
)}`;
}

function agentPackages({ agentPackages: rows }: Run): string {
  return `## What makes agents

30 requests at once: the sockets that are left without options, with \`keepAlive: true\`, and after a \`timeout\` of two seconds and a rest of five; then those that are open at once and left with the bounds that the agent takes.

${table(
  ['agent', 'no options', 'keepAlive', 'timeout', 'bounds', 'open at once', 'left'],
  rows.map((row) => [
    row.agent,
    ...[
      row['sockets left, no options'],
      row['sockets left, keepAlive'],
      row['sockets left, timeout'],
    ].map(count),
    `\`${row.bounds}\``,
    count(row['sockets open at once, bounded']),
    count(row['sockets left, bounded']),
  ]),
)}

\`proxy-agent\` never sends the requests beyond a \`maxSockets\`: test/leaks/agent-packages.test.ts shows them waiting indefinitely. \`bound-agents\` gives it none.`;
}

/** What a column of the idle timeouts is called. */
const timeoutTitle = (timeout: string) => (/^\d+$/u.test(timeout) ? `${timeout} s` : timeout);

function closingPeers({ idleTimeout, idleTimeoutConnections }: Run): string {
  const timeouts = Object.keys(idleTimeout[0]!).flatMap(
    (key) => /^ECONNRESET, (.*)$/u.exec(key)?.[1] ?? [],
  );
  const titles = timeouts.map(timeoutTitle);
  return `## ${CLOSING_PEERS}

A request that is sent as its peer closes the connection fails with \`ECONNRESET\` or \`socket hang up\`, and neither Node nor axios sends it again. How many of 21 requests fail that are sent from 200 ms before until 200 ms after a peer closes its idle connection, over a line of 50 ms in each direction, by the idle \`timeout\` of the agent (those that the busy machine sent too late do not count). A hint is \`Keep-Alive: timeout=N\`:

${table(
  ['the peer closes after', 'hint', ...titles],
  idleTimeout.map((row) => [
    `${row['closes after, s']} s`,
    row.hint ? 'yes' : 'no',
    ...timeouts.map((timeout) => row[`ECONNRESET, ${timeout}`]!),
  ]),
)}

An agent with a \`timeout\` closes a connection one second before the time of a hint; one without any \`timeout\` does not heed the hint (Node 20.20, 22.23 and 24.22, \`keepSocketAlive\` in lib/_http_agent.js). Node’s global agents, by which a request without agents goes, have 5 seconds. The agents that the codemods write have ${AGENT_BOUNDS.timeout / 1_000}: a request fails where it does by the global agents too, but not where a peer closes after 5 seconds without a hint. With 30 or 60 seconds requests also fail where a peer closes after 20.

What that costs: the connections that a client opens in a minute, to a peer that leaves them open.

${table(
  ['a request every', ...titles],
  idleTimeoutConnections.map((row) => [
    `${row['a request every, s']} s`,
    ...timeouts.map((timeout) => count(row[`connections a minute, ${timeout}`]!)),
  ]),
)}

An idle socket keeps [the response that came over it last](#idle-sockets-by-versions-of-axios), for as long as the idle timeout.`;
}

/** What a busy machine made of calls: how many of some differed once, and not when they were made again. */
function timeoutsText(rows: readonly { readonly 'differing once': readonly string[] }[]): string {
  const calls = rows.reduce((total, row) => total + row['differing once'].length, 0);
  return calls === 0
    ? ''
    : ` ${count(calls)} calls differed once and no more when they were made again with longer timeouts: on one side they had met a timeout of their own.`;
}

function failingPeers({ failures, failingService }: Run): string {
  return `## ${FAILING_PEERS}

\`test/fixtures/failures\` makes calls of many kinds (bodies, streams that are read, piped or left unread, instances, retries, several at once) over HTTP and HTTPS against a peer that answers, answers 404 and 500 with and without a body, drips, drips without end, never answers, resets at once and midway, closes, redirects, redirects to the other protocol, or redirects without end. Then 60 clients of its server leave early: no upstream connection is left. All of it before and after \`codemod all\`, with the same peer: the results, the errors and the order of the answers are compared, and whether the peer was asked by the proxy.

${table(
  ['axios', 'Node', 'environment', 'calls', 'other than before', 'by the proxy, before', 'after'],
  failures.map((row) => [
    row.axios,
    row.node,
    row.environment,
    ...[row.calls, row.differing, row['by the proxy, before'], row['by the proxy, after']].map(
      count,
    ),
  ]),
)}

With \`maxRedirects: 0\`, axios 0.27.2 gives Node’s \`http\` the agent for HTTPS where it asks a proxy by HTTP, and Node throws \`ERR_INVALID_PROTOCOL\`. \`fix-agents\` refuses these calls where \`package.json\` allows an axios below 1.0, as it did here.${timeoutsText(failures)}

The services of \`test/fixtures\`, function by function and route by route, against the same peer. What is compared: results, errors, what they print, and the requests of each call in their order.

${table(
  ['service', 'axios', 'calls', 'other than before'],
  failingService.map((row) => [row.service, row.axios, ...[row.calls, row.differing].map(count)]),
)}

The text of a TypeError of V8 may change, since it names the code: \`response.data.data is not iterable\` becomes \`data.data is not iterable\`. Some calls differed once and no more when they were made again: by a timeout, or by requests that the test had counted to no call.

The written agents have a \`proxyEnv\` where \`NODE_USE_ENV_PROXY=1\` gives one to Node’s own: without it, calls with \`proxy: false\` on axios 1.15.0 and 0.27.2 would go past the proxy on Node 24. They hide their \`timeout\` from the tunnel that axios 1.16.0 and later make behind \`HTTPS_PROXY\`, which would take it for a deadline; agents that [\`bound-agents\`](codemods/bound-agents.md#what-changes) gives a \`timeout\` cannot.`;
}

function cures({ curesKept, curesCost }: Run): string {
  return `## The cures of old

The service that this project began with let go of its responses by a deep clone and \`response.data = null\`; by an interceptor that measures each body with \`JSON.stringify\`, nulls it after two seconds and forces a collection after large ones; and by a timer that forces one. Programs of ours of the same shape, beside \`release-responses\` and what its page advises by hand.

A function that awaits something else, when it has taken one field of a body of 100 KB, or all its items. What it keeps, a call:

![What is kept of a response, by cures](evidence/cures-kept.svg)

${table(
  ['', 'heap, one field', 'external', 'heap, all items', 'external'],
  curesKept.map((row) => [
    row.cure,
    inKilobytes(row['heap bytes/call, one field']),
    inKilobytes(row['external bytes/call, one field']),
    inKilobytes(row['heap bytes/call, all items']),
    inKilobytes(row['external bytes/call, all items']),
  ]),
)}

The clone and the interceptor free the parsed body, and leave the external memory that they were written for: \`response.request\` keeps it. The codemod frees that, and leaves the body to whoever reads it: of one field the clone keeps less in all. Taking the field in one expression keeps neither. A collection frees nothing that is still referred to.

A response that is dropped when it is read: what is left of it right after the call (100 KB), and what twenty bodies of 1.1 MB a second cost, the medians of three rounds:

${table(
  [
    '',
    'left right after it',
    'resident memory, at most',
    'processor time',
    'longest block of the event loop',
  ],
  curesCost.map((row) => [
    row.cure,
    inKilobytes(row['bytes/call right after it']),
    inMegabytes(row['resident bytes at most, over the start']),
    `${row['processor time, times that of as it is'].toFixed(2)} times`,
    `${count(row['longest block of the event loop, ms'])} ms`,
  ]),
)}

Here there is nothing to fix: the clone and the interceptor only cost time. The interceptor keeps every response for two seconds, and whoever reads one later finds null. How large a process becomes hangs on when V8 collects, which a forced collection brings forward: it is told, and nothing is made of it.`;
}

function service({ service: rows, serviceCourse }: Run): string {
  const criteria: readonly (readonly [string, string, (row: ServiceCriteria) => string])[] = [
    ['growth of heap and external memory, a cycle', 'level', ({ growth }) => inKilobytes(growth)],
    [
      'external memory to heap, in the end',
      'under 200 %',
      ({ externalToHeap }) => `${count(externalToHeap)} %`,
    ],
    ['open sockets, in the end', 'under 50', ({ sockets }) => count(sockets)],
    [
      'heap and external memory after a collection, to what they were after the warm-up',
      'about 100 %',
      ({ toBaseline }) => `${count(toBaseline)} %`,
    ],
  ];
  const [before, after] = (['before', 'after'] as const).map((state) =>
    rows.find((row) => row.state === state)!,
  );
  const requests = Math.max(...serviceCourse.map((sample) => sample.requests));
  return `## A service, before and after

\`test/fixtures/sync-service\` copies records from four peers to a relay, 40 requests a cycle: axios without agents, an agent for each cycle, one that nothing bounds, responses that a loop of awaits and a timer hold, the first bytes of each sound as a view of it, an index that grows. \`codemod all --evict\` fixes its 13 sites and refuses none; \`--evict\` caps the index, from which an evicted record is copied once more. ${count(requests)} requests before it and after, held against the criteria that the first service was held to:

![Memory over the requests](evidence/service-memory.svg)

![Sockets over the requests](evidence/service-sockets.svg)

${table(
  ['', 'wanted', 'before', 'after'],
  criteria.map(([what, wanted, of]) => [what, wanted, of(before!), of(after!)]),
)}

The cycles follow on each other, without the five minutes between, so no idle timeout helps; and the peers close no idle connection, as some do after seconds. The caches take 1,000 entries: until the 1,000th sound, at 40,000 requests, the fixed service fills them.`;
}

/** Classes of removal, in the words of the page. */
const REMOVALS: Readonly<Record<string, string>> = {
  none: 'nothing',
  'on success': 'only success: an answer, a claim, the expected end',
  conditional: 'some paths or events, not all',
  'client asks': 'a client that asks for it: log out, stop, resume',
  'on reading': 'reading the expired entry',
  'on writing anew': 'writing the same key anew',
  'exported function': 'an exported function that applications need not call',
};

function leakFixes(): string {
  const fixes = readLeakFixes();
  const repositories = new Set(fixes.map(({ repository }) => repository));
  const rows = Object.entries(REMOVALS).map(([removal, words]) => [
    words,
    count(fixes.filter((fix) => fix.removal === removal).length),
  ]);
  const judged = readRemovals();
  const graded = (grade: string) => String(judged.filter((row) => row.grade === grade).length);
  return `## Leaks that commits fixed

\`test/leakfix/commits.jsonl\` lists ${fixes.length} collections of services, libraries for servers and bots that a public commit bounded because they grew, in ${repositories.size} repositories: the commit and its parent, where the collection is declared, what feeds its keys, what removed entries before, and how the commit bounds it. The commits were found by their messages and read by hand, before any change of the rules for them; none was chosen by what a rule says of it. Their code is not part of this project.

${table(['what removed entries before the fix', 'collections'], rows)}

\`npm run leakfix -- CLONES_DIR [owner/name …]\` asks \`report\` about each collection in the parent and in the commit. Right is: flagged before, not flagged after. It prints a line for each, then how many were flagged before the fix, undecided before it, and not flagged after it. \`CLONES_DIR\` contains the clones, \`owner+name\` or, bare, \`owner+name/repo\`; for each that is missing the command prints the \`git clone\` that fetches it, and ends with exit code 1.

\`test/leakfix/removals.jsonl\` lists ${judged.length} collections of services that have removals, reported or not: where each is declared, the class of its removals by a reader, what the program says of it, and the reader's grade. ${graded('right')} are right without a report. Of the reports ${graded('patch')} are worth a patch, ${graded('discuss')} a discussion, ${graded('no effect')} have no effect, and ${graded('wrong')} is wrong. ${graded('open')} are open: what decides is not seen.`;
}
