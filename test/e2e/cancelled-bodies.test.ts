/**
 * What `consume-responses` writes for `fetch`, run against a real server before and after: the same results, the same errors and
 * the same order of effects, whatever the server answers. And no socket that stays open.
 */
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { consumeResponses } from '../../codemods/consume-responses.ts';

const BIG = Buffer.alloc(4_000_000, 'x');
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
  '/refused-silent': (response) => {
    response.writeHead(500, { 'content-length': BIG.length }).write('x');
  },
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

/** Each exports `run(url, log)`. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'a throw': `exports.run = async (url, log) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(\`answered \${response.status}\`);
  log('reads');
  return (await response.text()).length;
};
`,
  'a return, after other work': `exports.run = async (url, log) => {
  const response = await fetch(url);
  log(response.status);
  if (response.status >= 400) {
    await new Promise((resolve) => setTimeout(resolve, 60));
    log('refused');
    return null;
  }
  return (await response.text()).length;
};
`,
  'only the headers': `exports.run = async (url, log) => {
  const response = await fetch(url);
  log(response.ok);
  queueMicrotask(() => log('later'));
  return response.headers.get('etag');
};
`,
  'a handler that is not async': `exports.run = (url, log) =>
  fetch(url).then((response) => {
    if (!response.ok) {
      log(response.statusText);
      throw new Error('refused');
    }
    return response.arrayBuffer().then(({ byteLength }) => byteLength);
  });
`,
  'a name that is assigned': `exports.run = async (url, log) => {
  let response;
  for (let times = 0; times < 3; times++) {
    response = await fetch(url);
    if (response.ok) return (await response.text()).length;
    log('again');
    if (times === 2) throw new Error('refused');
    await response.arrayBuffer().catch(() => log('broken'));
  }
};
`,
};

const root = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-cancelled-')));
const load = createRequire(join(root, 'index.js'));
/** With what was asked last on it. */
const open = new Map<Socket, string>();
let server: Server;
let base = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    // A connection that breaks behind one answer is none of the next.
    response.shouldKeepAlive = false;
    ANSWERS[request.url!]!(response);
    // undici may connect once more for the next request, whichever that is.
    const { socket } = request;
    open.set(socket, request.url!);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(root, 'package.json'), '{}');
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(root, { recursive: true });
});

type Run = (url: string, log: (...said: unknown[]) => void) => Promise<unknown>;

let files = 0;

function loaded(text: string): Run {
  const file = join(root, `program-${files++}.js`);
  writeFileSync(file, text);
  return (load(file) as { run: Run }).run;
}

function consumed(text: string): string {
  const { output, sites } = fixText(
    consumeResponses,
    text,
    projectFacts(join(root, 'input.js')),
    {},
  );
  expect(sites.map(({ remedy }) => remedy)).not.toContain('refused');
  expect(output).not.toBe(text);
  return output;
}

async function outcomeOf(run: Run, path: string) {
  const said: unknown[] = [];
  const result = await Promise.race([
    run(base + path, (...words) => said.push(words)).catch((error: unknown) => String(error)),
    wait(1_500, 'waits'),
  ]);
  await wait(50);
  return { said, result };
}

const outcomesOf = (run: Run) =>
  Promise.all(Object.keys(ANSWERS).map(async (path) => [path, await outcomeOf(run, path)]));

describe.each(Object.entries(PROGRAMS))('%s', (_, text) => {
  it('is the same before and after', async () => {
    const before = await outcomesOf(loaded(text));
    expect(await outcomesOf(loaded(consumed(text)))).toEqual(before);
  });

  it('leaves no socket open', async () => {
    for (const socket of open.keys()) socket.destroy();
    const run = loaded(consumed(text));
    const paths = ['/small', '/refused', '/refused-big', '/refused-zipped'];
    for (const path of paths) await outcomeOf(run, path);
    await wait(200);
    expect([...open.values()].filter((path) => paths.includes(path))).toEqual([]);
  });
});
