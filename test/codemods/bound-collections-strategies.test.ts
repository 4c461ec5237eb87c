/**
 * What the strategies of bound-collections write: it does what the program did, compiles, and keeps no process alive.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { compileFunction } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { boundCollections } from '../../codemods/bound-collections.ts';
import { dedent } from '../harness/dedent.ts';
import { CheckedProject } from './type-check.ts';

/** Modules whose `call` takes a key; `now` is the clock, `load` fails for some keys. */
const PROGRAMS: readonly (readonly [strategy: string, why: string, code: string])[] = [
  [
    'sweep',
    'a rate limiter',
    `const hits = new Map();
exports.call = (userId) => {
  const now = Date.now();
  const hit = hits.get(userId);
  if (!hit || now - hit.start > 30) {
    hits.set(userId, { count: 1, start: now });
    return 1;
  }
  hit.count += 1;
  return hit.count;
};
`,
  ],
  [
    'sweep',
    'a cache that is asked by has, and then by get',
    `const cache = new Map();
exports.call = async (userId) => {
  if (cache.has(userId)) {
    const hit = cache.get(userId);
    if (hit.until > Date.now()) return hit.value;
  }
  const value = await load(userId);
  cache.set(userId, { value, until: Date.now() + 30 });
  return value;
};
`,
  ],
  [
    'sweep',
    'a cache with an expired entry that is removed on reading',
    `const cache = new Map();
exports.call = async (userId) => {
  const hit = cache.get(userId);
  if (hit && hit.until > Date.now()) return hit.value;
  cache.delete(userId);
  const value = await load(userId);
  cache.set(userId, { value, until: Date.now() + 30 });
  return value;
};
`,
  ],
  [
    'sweep',
    'times in a dictionary, with a default',
    `const seen = {};
exports.call = (userId) => {
  const last = seen[userId] || 0;
  if (Date.now() - last < 30) return 'again';
  seen[userId] = Date.now();
  return 'first';
};
`,
  ],
  [
    'finally',
    'work that fails at times',
    `const active = new Set();
exports.call = async (userId) => {
  active.add(userId);
  const value = await load(userId);
  active.delete(userId);
  return value;
};
`,
  ],
  [
    'cap',
    'a cache',
    `const users = new Map();
exports.call = async (userId) => {
  const hit = users.get(userId);
  if (hit) return hit;
  const user = await load(userId);
  users.set(userId, user);
  return user;
};
`,
  ],
  [
    'cap',
    'keys and the lists under them',
    `const index = new Map();
exports.call = (userId) => {
  const list = index.get(userId) || [];
  const at = list.findIndex((item) => item.at === Date.now());
  const item = { at: Date.now(), userId };
  if (at >= 0) list[at] = item; else list.push(item);
  index.set(userId, list);
  return JSON.stringify(index.get(userId).slice(-3));
};
`,
  ],
];

const KEYS: readonly unknown[] = [
  'a',
  'b',
  'a',
  undefined,
  null,
  Number.NaN,
  0,
  'c',
  'fail',
  'a',
  'fail',
  'd',
  'b',
  'a',
  undefined,
  'e',
];

/** The answers of a module while time goes by, with its timers run in between. */
async function outcomes(code: string, steps: readonly number[]): Promise<string[]> {
  let now = 1_000_000;
  const timers: (() => void)[] = [];
  const exported: { call?: (key: unknown) => unknown } = {};
  const load = async (key: unknown): Promise<unknown> => {
    await Promise.resolve();
    if (key === 'fail') throw new Error('no such user');
    return { key: String(key) };
  };
  const setInterval = (run: () => void) => {
    timers.push(run);
    return { unref: () => undefined };
  };
  const given = [exported, load, { now: () => now }, setInterval];
  (
    compileFunction(code, ['exports', 'load', 'Date', 'setInterval']) as (...all: unknown[]) => void
  )(...given);
  const all: string[] = [];
  for (const [index, key] of KEYS.entries()) {
    now += steps[index % steps.length]!;
    try {
      all.push(inspect(await exported.call!(key)));
    } catch (error) {
      all.push(String(error));
    }
    for (const run of timers) run();
  }
  return all;
}

describe('does what the program did', () => {
  it.each(PROGRAMS)('%s: %s', async (strategy, name, code) => {
    const { output, sites } = fixText(boundCollections, code, projectFacts('/project/input.js'), {
      strategy,
      // A caller that is not seen may decide by a list.
      evict: name === 'keys and the lists under them',
    });
    expect(sites.map(({ remedy }) => remedy)).toEqual(['fixed']);
    for (const steps of [[0], [1], [7, 31], [31], [40, 1, 1]])
      expect(await outcomes(output, steps)).toEqual(await outcomes(code, steps));
  });
});

const TYPED = dedent(`
  import { createServer, type IncomingMessage } from 'node:http';
  interface Hit { count: number; start: number }
  interface Event { at: number; text: string }
  const WINDOW_MS = 1000;
  const hits = new Map<string, Hit>();
  const users = new Map<string, { name: string }>();
  const ids = new Set<number>();
  const events: Event[] = [];
  const byTopic = new Map<string, Event[]>();
  const notes: Map<IncomingMessage, string> = new Map();
  const active = new Map<string, number>();
  const table: Record<string, Hit> = {};
  declare function load(id: string): Promise<{ name: string }>;
  export function check(userId: string): boolean {
    const hit = hits.get(userId);
    if (!hit || Date.now() - hit.start > WINDOW_MS) {
      hits.set(userId, { count: 1, start: Date.now() });
      return true;
    }
    return ++hit.count < 10;
  }
  export function tabled(userId: string): boolean {
    const hit = table[userId];
    if (!hit || Date.now() - hit.start > WINDOW_MS) {
      table[userId] = { count: 1, start: Date.now() };
      return true;
    }
    return ++hit.count < 10;
  }
  export async function userOf(userId: string): Promise<{ name: string }> {
    const known = users.get(userId);
    if (known) return known;
    const user = await load(userId);
    users.set(userId, user);
    return user;
  }
  export async function run(userId: string): Promise<number> {
    active.set(userId, 1);
    const user = await load(userId);
    const { name } = await load(userId);
    active.delete(userId);
    return user.name.length + name.length;
  }
  createServer((req, res) => {
    notes.set(req, String(req.url));
    ids.add(Number(req.headers['x-id']));
    events.push({ at: Date.now(), text: String(req.url) });
    const topic = String(req.url);
    if (!byTopic.has(topic)) byTopic.set(topic, []);
    byTopic.get(topic)!.push({ at: Date.now(), text: topic });
    res.end(notes.get(req) + JSON.stringify(events.slice(-5)) + JSON.stringify(byTopic.get(topic)!.slice(-5)));
  }).listen(8080);
`);

it.each([
  {},
  { noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true },
  { strict: false },
])(
  'compiles with %o',
  (options) => {
    const project = new CheckedProject({ 'src/a.ts': TYPED }, options);
    try {
      expect(project.errors()).toEqual([]);
      expect(project.run(boundCollections)).toEqual([]);
      const written = project.read('src/a.ts')!;
      for (const part of [
        'setInterval(',
        'WeakMap<',
        '} finally {',
        'oldest',
        'events.splice(',
        'byTopicList',
        'Object.entries(table)',
      ])
        expect(written).toContain(part);
      expect(project.errors()).toEqual([]);
    } finally {
      rmSync(project.root, { recursive: true, force: true });
    }
  },
  60_000,
);

const folder = mkdtempSync(join(tmpdir(), 'leakproof-sweep-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('keeps no process alive: a program that loads a swept module ends, and so does a test runner', () => {
  const [, , code] = PROGRAMS[0]!;
  const { output } = fixText(boundCollections, code, projectFacts('/project/input.js'), {});
  expect(output).toContain('setInterval(');
  writeFileSync(join(folder, 'limiter.js'), output);
  writeFileSync(
    join(folder, 'limiter.test.js'),
    `require('node:test').test('calls', () => { require('./limiter.js').call('a'); });\n`,
  );
  for (const args of [
    ['-e', `require('./limiter.js').call('a')`],
    ['--test', 'limiter.test.js'],
  ]) {
    const { status, signal } = spawnSync(process.execPath, args, { cwd: folder, timeout: 20_000 });
    expect({ status, signal }).toEqual({ status: 0, signal: null });
  }
});
