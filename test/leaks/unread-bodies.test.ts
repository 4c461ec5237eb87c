/**
 * From which length on an unread body keeps its socket with clients other than axios and `fetch`, over HTTP and HTTPS, and what
 * is left where the body is released as `consume-responses` does it. Why `no-unread-response` reports what it reports.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureBurst } from './measure.ts';
import { inProgramFolder } from './program-folder.ts';
import { record } from './record.ts';
import { SERVER_CERTIFICATE } from './server.ts';

/** Requests, one after the other. */
const TIMES = 20;
const SIZES = [1, 16, 64, 128];
/** A few more than one: the next request does not wait for the end of the last. */
const FEW = TIMES / 2;

interface Asked {
  readonly client: string;
  /** Statements before, with the names that the others use. */
  readonly head: string;
  /** An expression of a request whose body is left, by `url`. */
  readonly unread: string;
  readonly released: string;
  /** Lengths of bodies in KB: one that is read by itself, by every version of Node, and one that keeps its socket. */
  readonly short?: number;
  readonly long: number;
}

const CALLBACK = 'const client = url.startsWith("https") ? https : http;';
const CLIENTS: readonly Asked[] = [
  ...['node-fetch-2', 'node-fetch'].map((client) => ({
    client: client === 'node-fetch' ? 'node-fetch 3' : 'node-fetch 2',
    head: `import fetch from '${client}';`,
    unread: '(await fetch(url)).status',
    released: '(await fetch(url)).body.resume()',
    short: 16,
    long: 128,
  })),
  {
    client: 'undici, request',
    head: `import { request } from 'undici';`,
    unread: '(await request(url)).statusCode',
    released: '(await request(url)).body.dump()',
    short: 16,
    long: 64,
  },
  {
    client: 'http.get',
    head: `import http from 'node:http';\nimport https from 'node:https';`,
    unread: `new Promise((resolve) => {\n  ${CALLBACK}\n  client.get(url, (response) => resolve(response.statusCode));\n})`,
    released: `new Promise((resolve) => {\n  ${CALLBACK}\n  client.get(url, (response) => resolve(response.resume()));\n})`,
    long: 1,
  },
];

const program = (head: string, asking: string) =>
  `${head}\nasync function ask(url) {\n  await ${asking};\n}\nexport async function call(url) {\n  for (let times = 0; times < ${TIMES}; times++) await ask(url);\n}\n`;

const answer: RequestListener = (request, response) => {
  response.end(Buffer.alloc(Number(request.url!.slice(1)) * 1_024, 'x'));
};
const pem = readFileSync(SERVER_CERTIFICATE);
const servers = {
  http: createServer(answer),
  https: createSecureServer({ key: pem, cert: pem }, answer),
};
type Protocol = keyof typeof servers;

beforeAll(async () => {
  for (const server of Object.values(servers)) {
    // Longer than a measurement: it is not the server that closes the sockets.
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
});

afterAll(() => {
  for (const server of Object.values(servers)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Executables of Node: that of this process, and those of `LEAKPROOF_NODES=/path/to/node,/path/to/another`. */
const NODES = [process.execPath, ...(process.env['LEAKPROOF_NODES']?.split(',') ?? [])].map(
  (node) => ({
    node,
    version: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1),
  }),
);

/** The sockets that are left behind a collection. */
const left = (code: string, protocol: Protocol, kilobytes: number, node: string) =>
  inProgramFolder({ 'call.js': code }, async (folder) => {
    const { port } = servers[protocol].address() as AddressInfo;
    const { socketsLeft } = await measureBurst(
      `${folder}/call.js`,
      `${protocol}://127.0.0.1:${port}/${kilobytes}`,
      { calls: 1, idleTime: 100, node },
    );
    return socketsLeft;
  });

describe('an unread body', () => {
  const rows: object[] = [];
  const cases = NODES.flatMap(({ node, version }) =>
    (['http', 'https'] as const).flatMap((protocol) =>
      CLIENTS.map((asked) => ({ ...asked, node, version, protocol })),
    ),
  ).map((each, index) => ({ ...each, index }));

  it.each(cases)(
    '$client, $protocol, Node $version',
    async ({ index, client, head, unread, released, short, long, node, version, protocol }) => {
      const figures: Record<string, number> = {};
      for (const kilobytes of SIZES) {
        const kept = await left(program(head, unread), protocol, kilobytes, node);
        if (short !== undefined && kilobytes <= short) expect(kept).toBeLessThan(FEW);
        if (kilobytes >= long) expect(kept).toBe(TIMES);
        figures[`${kilobytes} KB`] = kept;
      }
      const longest = SIZES.at(-1)!;
      const freed = await left(program(head, released), protocol, longest, node);
      expect(freed).toBeLessThan(FEW);
      rows[index] = { client, node: version, protocol, ...figures, released: freed };
    },
  );

  afterAll(() => {
    record('unread-bodies', rows);
  });
});
