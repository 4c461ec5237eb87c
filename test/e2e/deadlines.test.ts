/**
 * What `set-deadlines` writes, run against a real server before and after: what is answered in time has the same results and
 * errors, and what is not ends.
 */
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { setDeadlines } from '../../codemods/set-deadlines.ts';

/** In milliseconds: what the fix gives, and after how long a request is taken for one that waits. */
const TIMEOUT = 400;
const PATIENCE = 1500;

const BIG = Buffer.alloc(4_000_000, 'x');

/** How the server answers. */
const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/small': (response) => response.writeHead(200).end('{ "id": 1 }'),
  '/big': (response) => response.writeHead(200).end(BIG),
  '/late': (response) => setTimeout(() => response.writeHead(200).end('late'), TIMEOUT / 4),
  '/refused': (response) => response.writeHead(404).end('no'),
  '/moved': (response) => response.writeHead(302, { location: '/small' }).end(),
  '/breaks': (response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('x');
    setTimeout(() => response.destroy(), 50);
  },
  '/dropped': (response) => response.destroy(),
};
/** Those that come to no end by themselves. */
const SILENT = ['/silent', '/stands-still'];

const AXIOS = `const axios = require('axios');\n`;

/** Each exports `call(url, log)`. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'a call': `${AXIOS}exports.call = async (url) => (await axios.get(url)).data;\n`,
  'a post without a body': `${AXIOS}exports.call = async (url) => (await axios.post(url)).data;\n`,
  'a config': `${AXIOS}exports.call = async (url, log) => {
  const config = { validateStatus: (status) => log(status) || status < 500, params: { a: 1 } };
  const { status, data } = await axios.get(url, config);
  return [status, data, Object.keys(config)];
};
`,
  'a call by its config': `${AXIOS}exports.call = (url, log) =>
  axios({ url, method: 'put', data: 'body' }).then(
    ({ status }) => log(status),
    (error) => {
      log(error.code, error.response?.status);
      throw error;
    },
  );
`,
  'an instance': `${AXIOS}const client = axios.create({ headers: { a: 'b' } });
client.interceptors.request.use((config) => {
  config.headers.c = 'd';
  return config;
});
exports.call = async (url, log) => {
  try {
    return (await client.get(url)).data;
  } finally {
    log('done');
  }
};
`,
  'an instance and its child': `${AXIOS}const parent = axios.create();
const child = parent.create({ maxRedirects: 0 });
exports.call = async (url) => (await child.get(url)).data;
`,
};

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-deadlines-')));
let server: Server;
let base: string;

beforeAll(async () => {
  symlinkSync(
    fileURLToPath(new URL('../../node_modules', import.meta.url)),
    join(folder, 'node_modules'),
    'junction',
  );
  writeFileSync(join(folder, 'package.json'), '{}');
  server = createServer(({ url }, response) => {
    const path = url!.replace(/\?.*/u, '');
    if (path === '/stands-still') response.writeHead(200, { 'content-length': 9 }).write('x');
    ANSWERS[path]?.(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

interface Program {
  readonly call: (url: string, log: (...values: unknown[]) => void) => Promise<unknown>;
}

let count = 0;

function load(text: string): Program {
  const file = join(folder, `program${count++}.cjs`);
  writeFileSync(file, text);
  return createRequire(import.meta.url)(file) as Program;
}

function fixed(text: string): string {
  const { output } = fixText(setDeadlines, text, projectFacts(join(folder, 'input.cjs')), {
    timeout: TIMEOUT,
  });
  expect(output).toContain(`timeout: ${TIMEOUT}`);
  return output;
}

function failureOf(error: unknown) {
  const { code, message, response } = error as {
    code?: string;
    message: string;
    response?: { status: number };
  };
  return { code, message, status: response?.status };
}

/** What a call comes to, and what it does on the way; `waits` if it comes to nothing. */
async function courseOf(program: Program, path: string): Promise<unknown> {
  const logged: unknown[] = [];
  const ended = program
    .call(`${base}${path}`, (...values) => {
      logged.push(values);
    })
    .then(
      (result) => ({ result }),
      (error: unknown) => failureOf(error),
    );
  const waits = new Promise<string>((resolve) => {
    setTimeout(resolve, PATIENCE, 'waits');
  });
  return { end: await Promise.race([ended, waits]), logged };
}

describe.each(Object.entries(PROGRAMS))('%s', (_, text) => {
  it.each(Object.keys(ANSWERS))('has the same course where the server answers %s', async (path) => {
    const before = await courseOf(load(text), path);
    expect(await courseOf(load(fixed(text)), path)).toEqual(before);
  });

  it.each(SILENT)('ends where the server answers %s', async (path) => {
    expect(await courseOf(load(text), path)).toMatchObject({ end: 'waits' });
    const { end } = (await courseOf(load(fixed(text)), path)) as { end: unknown };
    expect(end).not.toBe('waits');
  });
});
