/**
 * From which length on an unread body of `fetch` keeps its socket, and what a garbage collection makes of it; beside it
 * `http.get`, whose answer keeps one whatever its length. Why `no-unread-response` reports answers to `fetch` only where they
 * may be long, or are asked for again and again.
 */
import { execFileSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureBurst } from './measure.ts';
import { inProgramFolder } from './program-folder.ts';
import { record } from './record.ts';

/** Requests, one after the other. */
const TIMES = 20;
const SIZES = [1, 15, 32, 128, 1_024];

const asking = (ask: string) =>
  `import http from 'node:http';\nconst ask = ${ask};\nexport async function call(url) {\n  for (let times = 0; times < ${TIMES}; times++) await ask(url);\n}\n`;

const FETCH_UNREAD = asking('async (url) => (await fetch(url)).status');
const FETCH_CANCELLED = asking(
  'async (url) => {\n  const { body } = await fetch(url);\n  await body?.cancel();\n}',
);
const GET_UNREAD = asking(
  '(url) => new Promise((resolve) => http.get(url, (answer) => resolve(answer.statusCode)))',
);
const GET_RESUMED = asking(
  `(url) => new Promise((resolve) => http.get(url, (answer) => answer.resume().once('close', resolve)))`,
);

let server: Server;
let base = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    response.end(Buffer.alloc(Number(request.url!.slice(1)) * 1_024, 'x'));
  });
  // Longer than a measurement: it is not the server that closes the sockets.
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Executables of Node: that of this process, and those of `LEAKPROOF_NODES=/path/to/node,/path/to/another`. */
const NODES = [process.execPath, ...(process.env['LEAKPROOF_NODES']?.split(',') ?? [])].map(
  (node) => ({
    node,
    version: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1),
  }),
);

/** The sockets that are open at once, and those that are left behind a collection. */
const sockets = (code: string, kilobytes: number, node: string) =>
  inProgramFolder({ 'call.js': code }, async (folder) => {
    const { socketsOpenAtOnce, socketsLeft } = await measureBurst(
      `${folder}/call.js`,
      `${base}/${kilobytes}`,
      { calls: 1, idleTime: 100, node },
    );
    return { open: socketsOpenAtOnce, left: socketsLeft };
  });

describe('an unread body', () => {
  const rows: object[] = [];
  const cases = NODES.flatMap(({ node, version }) =>
    SIZES.map((kilobytes) => ({ node, version, kilobytes })),
  );

  it.each(cases)('of $kilobytes KB, Node $version', async ({ node, version, kilobytes }) => {
    const of = (code: string) => sockets(code, kilobytes, node);
    const unread = await of(FETCH_UNREAD);
    const cancelled = await of(FETCH_CANCELLED);
    const got = await of(GET_UNREAD);
    const resumed = await of(GET_RESUMED);
    // A few more than one: the next request does not wait for the end of the last.
    const few = TIMES / 2;
    expect(got.left).toBe(TIMES);
    expect(resumed.open).toBeLessThan(few);
    expect(cancelled.left).toBeLessThan(few);
    if (kilobytes <= 15) expect(unread.open).toBeLessThan(few);
    if (kilobytes >= 128) expect(unread.open).toBe(TIMES);
    rows[cases.findIndex((each) => each.version === version && each.kilobytes === kilobytes)] = {
      node: version,
      'KB of a body': kilobytes,
      'fetch, unread: open': unread.open,
      'fetch, unread: left behind a collection': unread.left,
      'fetch, cancelled: left': cancelled.left,
      'http.get, unread: left': got.left,
      'http.get, resumed: left': resumed.left,
    };
  });

  afterAll(() => {
    record('unread-fetch', rows);
  });
});
