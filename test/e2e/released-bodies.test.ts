/**
 * What `consume-responses` writes for node-fetch, undici and Node's own client, run against real servers before and after, over
 * HTTP and HTTPS: the same results, the same errors and the same order of effects, whatever the server answers. And no socket
 * that stays open.
 */
import { once } from 'node:events';
import {
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createRequire } from 'node:module';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { consumeResponses } from '../../codemods/consume-responses.ts';
import { SERVER_CERTIFICATE } from '../leaks/server.ts';

const BIG = Buffer.alloc(1_000_000, 'x');
const ZIPPED = gzipSync(BIG);

/** How the server answers; the last ones break the protocol behind the headers. */
const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/small': (response) => response.writeHead(200, { etag: 'a' }).end('{"id":1}'),
  '/big': (response) => response.writeHead(200, { etag: 'a' }).end(JSON.stringify(String(BIG))),
  '/empty': (response) => response.writeHead(204).end(),
  '/refused': (response) => response.writeHead(404).end('no'),
  '/refused-big': (response) => response.writeHead(500).end(BIG),
  '/refused-zipped': (response) =>
    response.writeHead(500, { 'content-encoding': 'gzip' }).end(ZIPPED),
  '/refused-badly-zipped': (response) =>
    response.writeHead(500, { 'content-encoding': 'gzip' }).end(BIG),
  '/refused-breaks': (response) => {
    response.writeHead(500, { 'content-length': BIG.length }).write(BIG.subarray(0, 100_000));
    setTimeout(() => response.destroy(), 20);
  },
  '/refused-breaks-at-once': (response) => {
    response.writeHead(500, { 'content-length': 10 });
    response.socket!.write(
      'HTTP/1.1 500 Internal Server Error\r\ntransfer-encoding: chunked\r\n\r\nno chunk at all\r\n',
    );
    setTimeout(() => response.socket?.destroy(), 20);
  },
};

interface Program {
  readonly name: string;
  /** The version of node-fetch that the package depends on. */
  readonly nodeFetch?: string;
  /** Exports `run(url, log)`. */
  readonly text: string;
}

const NODE_FETCHES = [
  { nodeFetch: '^2.6.0', load: "const fetch = require('node-fetch-2');" },
  { nodeFetch: '^3.0.0', load: "const fetch = require('node-fetch').default;" },
];

const PROGRAMS: readonly Program[] = [
  ...NODE_FETCHES.flatMap(({ nodeFetch, load }) => [
    {
      name: `node-fetch ${nodeFetch}: a throw`,
      nodeFetch,
      text: `${load}
exports.run = async (url, log) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(\`answered \${response.status}\`);
  log('reads');
  return (await response.text()).length;
};
`,
    },
    {
      name: `node-fetch ${nodeFetch}: a return, after other work`,
      nodeFetch,
      text: `${load}
exports.run = (url, log) =>
  fetch(url).then(async ({ status, body }) => {
    if (status >= 400) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      log('refused');
      return null;
    }
    let length = 0;
    for await (const chunk of body) length += chunk.length;
    return length;
  });
`,
    },
  ]),
  {
    name: 'node-fetch 3: only the headers',
    nodeFetch: '^3.0.0',
    text: `const fetch = require('node-fetch').default;
exports.run = async (url, log) => {
  const response = await fetch(url);
  log(response.ok);
  queueMicrotask(() => log('later'));
  return response.headers.get('etag');
};
`,
  },
  {
    name: 'undici: a throw',
    text: `const { request } = require('undici');
exports.run = async (url, log) => {
  const { statusCode, body } = await request(url);
  if (statusCode >= 400) throw new Error(\`answered \${statusCode}\`);
  log('reads');
  return (await body.text()).length;
};
`,
  },
  {
    name: 'undici: only the headers',
    text: `const undici = require('undici');
exports.run = async (url, log) => {
  const response = await undici.request(url);
  log(response.statusCode);
  queueMicrotask(() => log('later'));
  return response.headers.etag;
};
`,
  },
  ...['get', 'request'].map((name) => ({
    name: `http.${name}: a rejection`,
    text: `const http = require('node:http');
const https = require('node:https');
exports.run = (url, log) =>
  new Promise((resolve, reject) => {
    const client = url.startsWith('https') ? https : http;
    client
      .${name}(url, (response) => {
        if (response.statusCode >= 400) {
          log('refused');
          reject(new Error(\`answered \${response.statusCode}\`));
          return;
        }
        let length = 0;
        response.on('data', (chunk) => (length += chunk.length));
        response.on('end', () => resolve(length));
      })
      .on('error', (error) => {
        log(error.code);
        reject(error);
      })
      .end();
  });
`,
  })),
  {
    name: 'http.get: only the status',
    text: `const http = require('node:http');
const https = require('node:https');
exports.run = (url, log) =>
  new Promise((resolve, reject) => {
    const client = url.startsWith('https') ? https : http;
    const asked = client.get(url, (response) => resolve(response.statusCode));
    asked.on('error', (error) => {
      log(error.code);
      reject(error);
    });
  });
`,
  },
  {
    name: 'http.request: nobody looks at the response to what is sent',
    text: `const http = require('node:http');
const https = require('node:https');
exports.run = (url, log) =>
  new Promise((resolve, reject) => {
    const client = url.startsWith('https') ? https : http;
    const asked = client.request(url, { method: 'POST' }, () => {
      log('sent');
      setImmediate(resolve);
    });
    asked.on('error', reject);
    asked.end('x');
  });
`,
  },
];

const root = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-released-')));
symlinkSync(
  fileURLToPath(new URL('../../node_modules', import.meta.url)),
  join(root, 'node_modules'),
  'junction',
);
const load = createRequire(join(root, 'index.js'));
/** With what was asked last on it. */
const open = new Map<Socket, string>();
const servers: Server[] = [];
const bases: Record<string, string> = {};

const listener: RequestListener = (request, response) => {
  // A connection that breaks behind one answer is none of the next.
  response.shouldKeepAlive = false;
  ANSWERS[request.url!]!(response);
  const { socket } = request;
  open.set(socket, request.url!);
  socket.on('close', () => open.delete(socket)).on('error', () => undefined);
};

beforeAll(async () => {
  const pem = readFileSync(SERVER_CERTIFICATE);
  for (const [protocol, server] of [
    ['http', createServer(listener)],
    ['https', createSecureServer({ key: pem, cert: pem }, listener)],
  ] as const) {
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    bases[protocol] = `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
});

afterAll(() => {
  delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(root, { recursive: true });
});

type Run = (url: string, log: (...said: unknown[]) => void) => Promise<unknown>;

let files = 0;

function loaded(text: string): Run {
  const file = join(root, `program-${files++}.js`);
  writeFileSync(file, text);
  return (load(file) as { run: Run }).run;
}

/** The alias under which version 2 is installed here is no name that a rule knows. */
const ALIAS = 'node-fetch-2';

function released({ text, nodeFetch }: Program): string {
  const dependencies = nodeFetch === undefined ? {} : { 'node-fetch': nodeFetch };
  const folder = mkdtempSync(join(root, 'package-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies }));
  const { output, sites } = fixText(
    consumeResponses,
    text.replace(ALIAS, 'node-fetch'),
    projectFacts(join(folder, 'input.js')),
    {},
  );
  expect(sites.map(({ remedy }) => remedy)).not.toContain('refused');
  expect(output).not.toBe(text.replace(ALIAS, 'node-fetch'));
  return text.includes(ALIAS) ? output.replace("'node-fetch'", `'${ALIAS}'`) : output;
}

async function outcomeOf(run: Run, url: string) {
  const said: unknown[] = [];
  const log = (...words: unknown[]) => said.push(words);
  const result = await run(url, log).then(
    (value) => ({ value }),
    (error: unknown) => {
      const { message, code } = error as NodeJS.ErrnoException;
      return { error: message, code };
    },
  );
  await wait(80);
  return { result, said };
}

const unhandled: unknown[] = [];
const remember = (reason: unknown) => unhandled.push(reason);

beforeAll(() => {
  process.on('unhandledRejection', remember).on('uncaughtException', remember);
});

afterAll(() => {
  process.off('unhandledRejection', remember).off('uncaughtException', remember);
});

describe.each(PROGRAMS)('$name', (program) => {
  const before = loaded(program.text);
  let after: Run;

  it('is fixed', () => {
    after = loaded(released(program));
  });

  it.each(
    ['http', 'https'].flatMap((protocol) =>
      Object.keys(ANSWERS).map((path) => ({ protocol, path })),
    ),
  )('$protocol, $path', async ({ protocol, path }) => {
    const url = `${bases[protocol]!}${path}`;
    const expected = await outcomeOf(before, url);
    for (const socket of open.keys()) socket.destroy();
    await wait(20);
    // undici throws where a peer closes a connection whose answer nobody reads (7.30, lib/dispatcher/client-h1.js).
    unhandled.length = 0;
    expect(await outcomeOf(after, url)).toEqual(expected);
    for (let times = 0; open.size > 0 && times < 20; times++) await wait(25);
    expect([...open.values()]).toEqual([]);
    expect(unhandled).toEqual([]);
  });
});
