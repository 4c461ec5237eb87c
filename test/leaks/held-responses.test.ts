/**
 * What a response of clients other than axios holds while a call awaits something else, over HTTP and HTTPS: the object that has
 * been read, and one whose body is left for later. Bodies have 100 KB.
 */
import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { measureSeries, REQUESTS } from './measure.ts';
import { inProgramFolder } from './program-folder.ts';
import { record } from './record.ts';
import { useServer } from './server.ts';

const KB = 1_000;
/** Half a body. */
const BODY = 50 * KB;

interface Held {
  readonly client: string;
  readonly held: string;
  readonly head: string;
  /** The text of a function that gives what is held, by `url`. */
  readonly get: string;
  /** What is held: the body, in the heap or in Buffers; a socket; nothing. */
  readonly holds: 'body' | 'socket' | 'nothing';
}

const READ = 'const read = async (text) => (await text).length;\n';
const HTTP = `import http from 'node:http';\nimport https from 'node:https';\n`;
const ask = `await new Promise((resolve) => (url.startsWith('https') ? https : http).get(url, resolve))`;

const HELD: readonly Held[] = [
  {
    client: 'got',
    held: 'the response',
    head: `import got from 'got';\n`,
    get: 'return got(url);',
    holds: 'body',
  },
  {
    client: 'got',
    held: 'its status',
    head: `import got from 'got';\n`,
    get: 'return (await got(url)).statusCode;',
    holds: 'nothing',
  },
  {
    client: 'superagent',
    held: 'the response',
    head: `import superagent from 'superagent';\n`,
    get: 'return await superagent.get(url);',
    holds: 'body',
  },
  {
    client: 'superagent',
    held: 'its status',
    head: `import superagent from 'superagent';\n`,
    get: 'return (await superagent.get(url)).status;',
    holds: 'nothing',
  },
  ...[
    { client: 'fetch', head: '' },
    { client: 'ky', head: `import fetch from 'ky';\n` },
    { client: 'node-fetch 3', head: `import fetch from 'node-fetch';\n` },
  ].flatMap(({ client, head }): Held[] => [
    {
      client,
      held: 'the response, read',
      head: head + READ,
      get: 'const response = await fetch(url);\n  await read(response.text());\n  return response;',
      holds: 'nothing',
    },
    {
      client,
      held: 'the response, unread',
      head,
      get: 'return fetch(url);',
      holds: 'socket',
    },
  ]),
  {
    client: 'undici, request',
    held: 'the response, read',
    head: `import { request } from 'undici';\n${READ}`,
    get: 'const response = await request(url);\n  await read(response.body.text());\n  return response;',
    holds: 'body',
  },
  {
    client: 'undici, request',
    held: 'the response, unread',
    head: `import { request } from 'undici';\n`,
    get: 'return request(url);',
    holds: 'socket',
  },
  {
    client: 'http.get',
    held: 'the response, read',
    head: HTTP,
    get: `const response = ${ask};\n  response.resume();\n  await new Promise((resolve) => response.on('end', resolve));\n  return response;`,
    holds: 'nothing',
  },
];

const NODES = [process.execPath, ...(process.env['LEAKPROOF_NODES']?.split(',') ?? [])].map(
  (node) => ({
    node,
    version: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1),
  }),
);

const urlOf = useServer();

describe('a response that a call holds while it awaits something else', () => {
  const rows: object[] = [];
  const cases = NODES.flatMap(({ node, version }) =>
    (['http', 'https'] as const).flatMap((protocol) =>
      HELD.map((held) => ({ ...held, node, version, protocol })),
    ),
  ).map((each, index) => ({ ...each, index }));

  it.each(cases)(
    '$client, $held, $protocol, Node $version',
    async ({ index, client, held, head, get, holds, node, version, protocol }) => {
      const code = `${head}async function get(url) {\n  ${get}\n}\nexport async function call(url) {\n  const response = await get(url);\n  await pending();\n  return response;\n}\n`;
      const { heap, external, sockets } = await inProgramFolder({ 'call.js': code }, (folder) =>
        measureSeries(`${folder}/call.js`, urlOf('json', protocol), { ...REQUESTS, node }),
      );
      if (holds === 'body') expect(heap + external).toBeGreaterThan(BODY);
      if (holds === 'nothing') expect(heap + external).toBeLessThan(1.6 * BODY);
      rows[index] = {
        client,
        held,
        node: version,
        protocol,
        'heap, bytes/call': heap,
        'external, bytes/call': external,
        'sockets/call': sockets,
      };
    },
  );

  afterAll(() => {
    record('held-responses', rows);
  });
});
