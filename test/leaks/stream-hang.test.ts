/**
 * Error answers to stream requests that nobody reads, and a plain request after them: as the code is, with the agents that
 * `fix-agents` writes, after `consume-responses`, and after both.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { AGENT_BOUNDS } from '../../analysis/agents/agents-module.ts';
import { consumeResponses } from '../../codemods/consume-responses.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import type { Program } from './leak-pair.ts';
import { inProgramFolder } from './program-folder.ts';
import { record } from './record.ts';
import { fixed } from './run-program.ts';
import { AGENTS, AGENTS_IMPORT, AXIOS } from './texts.ts';

/** More than the agents that are written have sockets. */
const REQUESTS = AGENT_BOUNDS.maxSockets + 10;
/** Milliseconds in which an answer comes that comes at all. */
const PATIENCE = 1_500;

const CONSUMERS = `import { text } from 'node:stream/consumers';\n`;
const SERVICE: Program = {
  name: 'images',
  load: 'requests',
  code: `${AXIOS}${CONSUMERS}export async function image(url) {\n  try {\n    return await text((await axios.get(url, { responseType: 'stream' })).data);\n  } catch (error) {\n    return error.message;\n  }\n}\nexport const items = (url) => axios.get(url);\n`,
};

interface Service {
  readonly image: (url: string) => Promise<string>;
  readonly items: (url: string) => Promise<unknown>;
}

let server: Server;
let sockets: Set<Socket>;

beforeEach(async () => {
  sockets = new Set();
  server = createServer((request, response) => {
    response.writeHead(request.url === '/items' ? 200 : 404);
    response.end('x'.repeat(100));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

interface Outcome {
  /** Of the stream requests. */
  readonly answered: number;
  readonly 'sockets they leave': number;
  readonly 'a plain request after them': 'answered' | 'waits';
}

/** Sends the stream requests of a program at once, then a plain one. */
async function outcomeOf({ code, files = {} }: Program): Promise<Outcome> {
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return inProgramFolder({ ...files, 'call.js': code }, async (folder) => {
    const { image, items } = (await import(
      /* @vite-ignore */ pathToFileURL(join(folder, 'call.js')).href
    )) as Service;
    let answered = 0;
    const images = Array.from({ length: REQUESTS }, async () => {
      await image(`${base}/missing`);
      answered++;
    });
    await Promise.race([Promise.all(images), sleep(PATIENCE)]);
    // What is destroyed is closed a moment later.
    await sleep(100);
    const open = sockets.size;
    const plain = items(`${base}/items`).then(() => 'answered' as const);
    const last = await Promise.race([plain, sleep(PATIENCE).then(() => 'waits' as const)]);
    const outcome = { answered, 'sockets they leave': open, 'a plain request after them': last };
    server.closeAllConnections();
    await Promise.allSettled([...images, plain]);
    return outcome;
  });
}

const rows: object[] = [];
afterAll(() => {
  record('stream-hang', rows);
});

async function expectOutcome(state: string, program: Program, expected: object): Promise<void> {
  const outcome = await outcomeOf(program);
  rows.push({ state, requests: REQUESTS, ...outcome });
  expect(outcome).toMatchObject(expected);
}

const FREE = { answered: REQUESTS, 'a plain request after them': 'answered' };

it('as it is, each answer keeps its socket', async () => {
  await expectOutcome('as it is', SERVICE, { ...FREE, 'sockets they leave': REQUESTS });
});

it('with agents that have a cap, the later requests wait', async () => {
  const capped = {
    ...SERVICE,
    code: `${AGENTS_IMPORT}${SERVICE.code}`
      .replace(`responseType: 'stream'`, `responseType: 'stream', httpAgent, httpsAgent`)
      .replace('axios.get(url);', 'axios.get(url, { httpAgent, httpsAgent });'),
    files: { 'http-agents.js': AGENTS },
  };
  await expectOutcome('with agents that have a cap, by hand', capped, {
    answered: AGENT_BOUNDS.maxSockets,
    'a plain request after them': 'waits',
    'sockets they leave': AGENT_BOUNDS.maxSockets,
  });
});

it('fix-agents alone leaves the stream request as it is', async () => {
  const { said, program } = await fixed(SERVICE, fixAgents, 'recommended');
  expect(said.map(({ remedy }) => remedy)).toEqual([
    expect.stringContaining('its response may be a stream'),
    'fixed',
  ]);
  await expectOutcome('after `fix-agents`, which refuses the stream request', program, {
    ...FREE,
    'sockets they leave': REQUESTS,
  });
});

it('consume-responses ends each answer', async () => {
  const { program } = await fixed(SERVICE, consumeResponses, 'recommended');
  await expectOutcome('after `consume-responses`', program, { ...FREE, 'sockets they leave': 0 });
});

it('after both, nothing waits, and no socket stays', async () => {
  const { program } = await fixed(SERVICE, consumeResponses, 'recommended');
  const { said, program: both } = await fixed(program, fixAgents, 'recommended');
  expect(said.map(({ remedy }) => remedy)).toEqual(['fixed', 'fixed']);
  await expectOutcome('after both', both, { ...FREE, 'sockets they leave': 0 });
});
