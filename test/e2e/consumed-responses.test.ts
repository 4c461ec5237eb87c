/**
 * What `consume-responses` writes, run against a real server before and after: the same answers, errors and effects in the
 * same order, and no socket that stays open. And with `fix-agents` behind it, no request that waits for ever.
 */
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, get, type Agent, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { writeAgentsModule } from '../../codemods/adapter/transform.ts';
import { consumeResponses } from '../../codemods/consume-responses.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';

/** More than what the buffers of both sides take. */
const BIG = Buffer.alloc(16_000_000, 'x');
const ZIPPED = gzipSync(BIG.subarray(0, 3_000_000));
const SMALL = 'x'.repeat(100);

/** How the upstream server answers. */
const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/small': (response) => response.writeHead(200, { etag: 'a' }).end(SMALL),
  '/big': (response) => response.writeHead(200, { etag: 'a' }).end(BIG),
  '/zipped': (response) =>
    response.writeHead(200, { etag: 'a', 'content-encoding': 'gzip' }).end(ZIPPED),
  '/untagged': (response) => response.writeHead(200).end(BIG),
  '/refused': (response) => response.writeHead(404).end(BIG),
  '/refused-zipped': (response) =>
    response.writeHead(500, { 'content-encoding': 'gzip' }).end(ZIPPED),
  '/breaks': (response) => {
    response.writeHead(200, { etag: 'a', 'content-length': BIG.length });
    response.write(BIG.subarray(0, 100_000));
    setTimeout(() => response.destroy(), 300);
  },
  '/silent': (response) => {
    response.writeHead(200, { etag: 'a', 'content-length': BIG.length });
    response.write(SMALL);
  },
};

const AXIOS = `const axios = require('axios');\n`;
const STREAM = `{ responseType: 'stream' }`;

/** Each exports `answer(url, res, log)`; a client is answered by it. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'only the headers': `${AXIOS}exports.answer = async (url, res, log) => {
  const response = await axios.get(url, ${STREAM});
  log(response.status);
  res.end(response.headers.etag);
};
`,
  'ways out': `${AXIOS}const { pipeline } = require('node:stream/promises');
exports.answer = async (url, res, log) => {
  const response = await axios.get(url, { responseType: 'stream', validateStatus: () => true });
  log(response.status);
  if (response.status !== 200) throw new Error('refused');
  if (!response.headers.etag) return res.end('untagged');
  await pipeline(response.data, res);
  log('sent');
};
`,
  'a catch': `${AXIOS}const { pipeline } = require('node:stream/promises');
exports.answer = async (url, res, log) => {
  try {
    const { data } = await axios.get(url, ${STREAM});
    await pipeline(data, res);
  } catch (error) {
    log(error.message, error.response?.status, error.response?.headers.etag);
    if (!res.headersSent) res.writeHead(502);
    res.end();
  }
};
`,
  'a handler': `${AXIOS}const { pipeline } = require('node:stream/promises');
exports.answer = (url, res, log) =>
  axios
    .get(url, ${STREAM})
    .then(({ data }) => pipeline(data, res))
    .catch((error) => res.end(error.code));
`,
  'one of two paths': `${AXIOS}const { pipeline } = require('node:stream/promises');
exports.answer = async (url, res, log) => {
  try {
    const { data } = await axios.get(url, ${STREAM});
    await pipeline(data, res);
  } catch (error) {
    if (error.response?.status === 404) return res.writeHead(404).end();
    throw error;
  }
};
`,
  'a pipe': `${AXIOS}exports.answer = async (url, res, log) => {
  const response = await axios.get(url, ${STREAM});
  res.setHeader('etag', response.headers.etag ?? '');
  response.data.on('end', () => log('end'));
  response.data.pipe(res);
};
`,
  'a pipe by a `then`': `${AXIOS}exports.answer = (url, res, log) =>
  axios.get(url, ${STREAM}).then((response) => response.data.pipe(res)).then(() => log('piped'));
`,
  'a pipe in a promise': `${AXIOS}exports.answer = async (url, res, log) => {
  const { data } = await axios.get(url, ${STREAM}).catch((error) => {
    res.writeHead(502).end(error.message);
    return {};
  });
  if (!data) return;
  await new Promise((resolve) => {
    data.pipe(res);
    res.on('close', resolve);
  });
  log('closed');
};
`,
};

/** What a client does with the answer. */
const CLIENTS = ['reads', 'leaves', 'is gone'] as const;

const root = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-consumed-')));
const load = createRequire(join(root, 'index.js'));
const open = new Set<Socket>();
let upstream: Server;
let base = '';

beforeAll(async () => {
  upstream = createServer((request, response) => {
    ANSWERS[request.url!]!(response);
  });
  upstream.keepAliveTimeout = 60_000;
  upstream.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => undefined);
  });
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  base = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  symlinkSync(
    fileURLToPath(new URL('../../node_modules', import.meta.url)),
    join(root, 'node_modules'),
  );
  writeFileSync(join(root, 'package.json'), '{}');
});

afterAll(() => {
  upstream.closeAllConnections();
  upstream.close();
  rmSync(root, { recursive: true });
});

interface Module {
  readonly answer: (url: string, res: ServerResponse, log: Log) => unknown;
}
type Log = (...said: unknown[]) => void;

let files = 0;

function loaded(text: string): Module {
  const file = join(root, `program-${files++}.js`);
  writeFileSync(file, text);
  return load(file) as Module;
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

/** What a client and the program see of one answer. */
async function outcomeOf({ answer }: Module, path: string, client: (typeof CLIENTS)[number]) {
  const said: unknown[] = [];
  const log: Log = (...words) => said.push(words);
  const server = createServer((request, res) => {
    const begin = async () => {
      if (client === 'is gone') await once(res, 'close');
      await answer(base + path, res, log);
    };
    begin().catch((error: unknown) => {
      const failed = error as Error & { response?: { data: Readable } };
      said.push(failed.message);
      failed.response?.data.destroy();
      res.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const seen = await new Promise((resolve) => {
    const asked = get({ port, host: '127.0.0.1', agent: false }, (response) => {
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (client === 'leaves') {
          asked.destroy();
          resolve('left');
        }
      });
      response.on('end', () => {
        resolve([response.statusCode, length]);
      });
      response.on('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code);
      });
    });
    asked.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code);
    });
    if (client === 'is gone') setTimeout(() => asked.destroy(), 20);
    // `pipe` lets a client wait whose answer breaks off.
    setTimeout(() => {
      asked.destroy();
      resolve('waits');
    }, 2_000);
  });
  await wait(300);
  server.closeAllConnections();
  server.close();
  return { said, seen };
}

describe.each(Object.entries(PROGRAMS))('%s', (_, text) => {
  it.each(CLIENTS)(
    'is the same where the client %s',
    async (client) => {
      const outcomes = (module: Module) =>
        Promise.all(
          Object.keys(ANSWERS).map(async (path) => [path, await outcomeOf(module, path, client)]),
        );
      const before = await outcomes(loaded(text));
      for (const socket of open) socket.destroy();
      expect(await outcomes(loaded(consumed(text)))).toEqual(before);
    },
    30_000,
  );

  it('leaves no socket open', async () => {
    for (const socket of open) socket.destroy();
    const module = loaded(consumed(text));
    for (const path of ['/big', '/zipped', '/untagged', '/refused', '/refused-zipped'])
      await Promise.all(CLIENTS.map((client) => outcomeOf(module, path, client)));
    await wait(100);
    // Those that Node's agent keeps for further requests have been read to their end.
    const idle = load('node:http') as { globalAgent: Agent };
    const free = Object.values(idle.globalAgent.freeSockets).flat().length;
    expect(open.size).toBeLessThanOrEqual(free);
  }, 30_000);
});

const SERVICE = `${AXIOS}const { text } = require('node:stream/consumers');

exports.image = async (url) => {
  try {
    return await text((await axios.get(url, ${STREAM})).data);
  } catch (error) {
    return undefined;
  }
};
exports.items = (url) => axios.get(url);
`;

interface Service {
  readonly image: (url: string) => Promise<unknown>;
  readonly items: (url: string) => Promise<{ readonly data: unknown }>;
}

it('`consume-responses` and `fix-agents` together leave no request that waits', async () => {
  const file = join(root, 'service.js');
  const remediesOf = (codemod: typeof fixAgents, text: string) => {
    const project = projectFacts(file, { plansAgents: true });
    const result = fixText(codemod, text, project, {});
    return { ...result, project, remedies: result.sites.map(({ remedy }) => remedy) };
  };
  expect(remediesOf(fixAgents, SERVICE).remedies).toEqual(['refused', 'fixed']);
  const first = remediesOf(consumeResponses, SERVICE);
  expect(first.remedies).toEqual(['fixed']);
  const second = remediesOf(fixAgents, first.output);
  expect(second.remedies).toEqual(['fixed', 'fixed']);
  writeAgentsModule({ ...second.agentsModule!, numbers: second.project.agentNumbers });
  writeFileSync(file, second.output);
  const { image, items } = load(file) as Service;
  const { httpAgent } = load('./http-agents') as { httpAgent: Agent };
  // More than `maxSockets`.
  await Promise.all(Array.from({ length: 60 }, () => image(`${base}/refused`)));
  const { data } = await items(`${base}/small`);
  expect(data).toBe(SMALL);
  expect(Object.values(httpAgent.requests).flat()).toHaveLength(0);
  httpAgent.destroy();
});
