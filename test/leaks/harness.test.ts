/**
 * That the measurements find what is planted, and pass what is clean: once in `npm test`, ten times in `npm run leaks`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import { pathToBytes } from './heap-snapshot.ts';
import { held, type Held } from './held.ts';
import { leaksOf, type Load, type Metric } from './judge.ts';
import type { Program } from './leak-pair.ts';
import { measure, measureBurst } from './measure.ts';
import { inProgramFolder } from './program-folder.ts';
import { record } from './record.ts';
import { run } from './run-program.ts';
import { useServer } from './server.ts';
import { AXIOS, HTTP, HTTPS } from './texts.ts';
import { theilSenSlope } from './theil-sen.ts';

// A measurement keeps a core busy, its server half of one.
vi.setConfig({ maxConcurrency: 2 });

const urlOf = useServer();

interface Planted extends Program {
  readonly leaks: readonly Metric[];
}

const requests = { load: 'requests' } as const;
const keys = { load: 'keys' } as const;
const burst = { load: { burst: 300 }, body: 'small' } as const;
const GET =
  'new Promise((resolve) => http.get(url, { agent }, (response) => response.resume().once("close", resolve)))';

const planted: readonly Planted[] = [
  {
    name: '100,000 bytes on the heap',
    code: `const kept = [];\nexport const call = () => kept.push(new Array(12_500).fill(0.5));\n`,
    leaks: ['heap'],
    ...requests,
  },
  {
    name: '100,000 external bytes',
    code: `const kept = [];\nexport const call = () => kept.push(Buffer.alloc(100_000));\n`,
    leaks: ['external'],
    ...requests,
  },
  {
    name: 'a response',
    code: `${AXIOS}const kept = [];\nexport const call = async (url) => kept.push(await axios.get(url));\n`,
    leaks: ['heap', 'external', 'responses'],
    ...requests,
  },
  {
    name: 'a response over HTTPS',
    code: `${AXIOS}const kept = [];\nexport const call = async (url) => kept.push(await axios.get(url));\n`,
    protocol: 'https',
    leaks: ['heap', 'external', 'responses'],
    ...requests,
  },
  {
    name: 'a socket',
    code: `${HTTP}export const call = (url, key, agent = new http.Agent({ keepAlive: true })) => ${GET};\n`,
    leaks: ['sockets'],
    ...requests,
  },
  {
    name: 'the socket of a request that nobody answers',
    code: `${AXIOS}export const call = async (url) => {\n  axios.get(url);\n  await pending();\n};\n`,
    body: 'hang',
    leaks: ['sockets'],
    ...requests,
  },
  {
    name: 'a text for each of many calls',
    code: `const kept = new Set();\nexport const call = (url, key) => kept.add(key);\n`,
    leaks: ['heap'],
    ...keys,
  },
  {
    name: 'the sockets of a burst',
    code: `${HTTP}const agent = new http.Agent({ keepAlive: true });\nexport const call = (url) => ${GET};\n`,
    leaks: ['sockets open at once', 'sockets left'],
    ...burst,
  },
  {
    name: 'the sockets of a burst over HTTPS',
    code: `${HTTPS}const agent = new https.Agent({ keepAlive: true });\nexport const call = (url) => ${GET.replace('http.', 'https.')};\n`,
    protocol: 'https',
    leaks: ['sockets open at once', 'sockets left'],
    ...burst,
  },
];

const clean: readonly Planted[] = [
  {
    name: 'a request',
    code: `${AXIOS}export const call = (url) => axios.get(url);\n`,
    leaks: [],
    ...requests,
  },
  {
    name: 'a request over HTTPS',
    code: `${AXIOS}export const call = (url) => axios.get(url);\n`,
    protocol: 'https',
    leaks: [],
    ...requests,
  },
  {
    name: 'a text and bytes that are let go',
    code: `${AXIOS}let last;\nexport const call = async (url) => {\n  last = (await axios.get(url, { responseType: 'arraybuffer' })).data;\n};\n`,
    body: 'binary',
    leaks: [],
    ...requests,
  },
  {
    name: 'what is replaced by each of many calls',
    code: `let last;\nexport const call = (url, key) => {\n  last = { key };\n};\n`,
    leaks: [],
    ...keys,
  },
  {
    name: 'a burst with one socket',
    code: `${HTTP}const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });\nexport const call = (url) => ${GET};\n`,
    leaks: [],
    ...burst,
  },
];

const rows: object[] = [];

describe.each(Array.from({ length: inject('leaks').selfTests }, (_, index) => index + 1))(
  'self-test %i',
  (round) => {
    const told = { planted: 0, clean: 0 };

    it.concurrent.each(planted)('finds $name', async ({ leaks, ...program }) => {
      expect(leaksOf(await run(program, urlOf), program.load)).toEqual(leaks);
      told.planted++;
    });

    it.concurrent.each(clean)('passes $name', async ({ leaks, ...program }) => {
      expect(leaksOf(await run(program, urlOf), program.load)).toEqual(leaks);
      told.clean++;
    });

    afterAll(() => {
      rows.push({
        round,
        'planted leaks': planted.length,
        'planted leaks found': told.planted,
        'clean programs': clean.length,
        'clean programs passed': told.clean,
      });
    });
  },
);

afterAll(() => {
  record('harness', rows);
});

describe('what is measured', () => {
  it('is right to the size', async () => {
    const { heap } = await measure(
      `const kept = []; export const call = async () => kept.push(new Array(12_500).fill(0.5));`,
      urlOf('json'),
    );
    expect(heap / 100_000).toBeCloseTo(1, 1);
    const { external } = await measure(
      `const kept = []; export const call = async () => kept.push(Buffer.alloc(100_000));`,
      urlOf('json'),
    );
    expect(external).toBe(100_000);
  });
});

describe('what can be measured', () => {
  it('a module with files beside it', async () => {
    const files = { 'lib/store.js': 'export const kept = [];' };
    expect(
      held(
        await measure(
          `import { kept } from './lib/store.js'; export const call = async () => kept.push(Buffer.alloc(100_000));`,
          urlOf('json'),
          files,
        ),
      ),
    ).toBe<Held>('external');
  });

  it('CommonJS', async () => {
    const files = { 'package.json': '{}' };
    expect(
      held(
        await measure(
          `const axios = require('axios'); const kept = []; module.exports = { call: async (url) => kept.push((await axios.get(url)).data) };`,
          urlOf('json'),
          files,
        ),
      ),
    ).toBe<Held>('heap');
  });

  it.each<Load>(['requests', { burst: 2 }])('nothing, if a call throws: %j', async (load) => {
    await expect(
      run(
        {
          name: 'throws',
          code: `export const call = async () => { throw new Error('no such table'); };`,
          load,
        },
        urlOf,
      ),
    ).rejects.toThrow('no such table');
  });
});

it('the path from an object to bytes is found in the heap, and none to bytes that are gone', async () => {
  const file = {
    'call.js': `class Keeper { kept = new Map([['last', { bytes: Buffer.alloc(123_456) }]]); }\nglobalThis.keeper = new Keeper();\nexport const call = () => void Buffer.alloc(123_457);\n`,
  };
  const heap = await inProgramFolder(file, async (folder) => {
    const heapSnapshot = join(folder, 'left.heapsnapshot');
    await measureBurst(join(folder, 'call.js'), urlOf('small'), {
      calls: 1,
      idleTime: 0,
      heapSnapshot,
    });
    return readFileSync(heapSnapshot, 'utf8');
  });
  const from = { className: 'Keeper', property: 'kept' };
  expect(pathToBytes(heap, from, 123_456)).toEqual([
    'Keeper.kept',
    expect.stringMatching(/^table: /u),
    expect.stringMatching(/: Object$/u),
    'bytes: Buffer',
    'buffer: ArrayBuffer',
  ]);
  expect(pathToBytes(heap, from, 123_457)).toBeUndefined();
});

it('a growth between the two is no answer', () => {
  expect(() =>
    leaksOf({ heap: 40_000, external: 0, responses: 0, sockets: 0 }, 'requests'),
  ).toThrow(RangeError);
});

it('one sample that is far off does not move the slope', () => {
  expect(theilSenSlope([10, 20, 30, 40, 50])).toBe(10);
  expect(theilSenSlope([10, 20, 900, 40, 50])).toBe(10);
});
