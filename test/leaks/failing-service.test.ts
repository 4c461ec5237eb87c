/**
 * The services of test/fixtures before and after `codemod all`, against a peer that fails in each of several ways: what
 * each of their functions gives, writes to the console and asks for, in that order.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import {
  codemodAll,
  compare,
  copyOf,
  FEW,
  isOfTime,
  makeTemporary,
  versionOf,
  VERSIONS,
} from './before-and-after.ts';
import { record } from './record.ts';

vi.setConfig({ maxConcurrency: 4 });

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));
const CALLS = fileURLToPath(new URL('failing-service.cjs', import.meta.url));
/** Milliseconds, on a machine that is busy with other things. */
const TIMEOUT = 900_000;

const isFull = inject('leaks').extent === 'all';
const { folder: temporary, remove } = makeTemporary();
const SERVICES = [
  ...(isFull ? [{ service: 'service', fixture: 'service', leftOut: [], options: [] }] : []),
  // Without index.js nothing sets the agents of the defaults: an agents module is written.
  { service: 'service without agents', fixture: 'service', leftOut: ['index.js'], options: [] },
  { service: 'sync-service', fixture: 'sync-service', leftOut: [], options: ['--evict'] },
];

const STREAMING = [
  [
    'helpers/alfred.js',
    'nothing here catches its error to destroy the stream of an error response',
  ],
  [
    'helpers/generators.js',
    '`pipe` in line 71 stops reading it when its destination is closed early',
  ],
  [
    'helpers/streamingCoordinator.js',
    'the call of `PassThrough` in line 20 may throw before it is read to its end (run it before the request, if it does not need the response)',
  ],
] as const;
const SEEN = 'helpers/gunSyncService.js: it is not plainly a cache';

const states = SERVICES.map(({ service, fixture, leftOut, options }) => {
  const before = copyOf(join(FIXTURES, fixture), 'axios', join(temporary, `${service}-before`));
  for (const file of leftOut) rmSync(join(before, file));
  const after = copyOf(before, 'axios', join(temporary, `${service}-after`));
  return { service, before, after, ...codemodAll(after, ...options) };
});
const runs = states
  .flatMap((state) =>
    VERSIONS.slice(0, isFull ? VERSIONS.length : 1).map((axios) => ({
      ...state,
      axios,
      version: versionOf(axios),
    })),
  )
  .map((run, index) => ({ ...run, index }));

afterAll(remove);

/** Whether a difference is that requests were counted to no call: seen on a busy machine with axios 1.6.8 and 0.27.2. */
function isOfTrace([before, after]: readonly [before: unknown, after: unknown]): boolean {
  const withoutTrace = (outcome: unknown) => ({ ...(outcome as object), trace: undefined });
  return isDeepStrictEqual(withoutTrace(before), withoutTrace(after));
}

it('codemod all fixes all of them but a Set that decides what is copied, and streams without a deadline', () => {
  expect(
    states.map(({ service, status, refused }) => ({
      service,
      status,
      refused: refused.toSorted(),
    })),
  ).toEqual([
    ...(isFull ? [{ service: 'service', status: 1, refused: [SEEN] }] : []),
    {
      service: 'service without agents',
      status: 1,
      refused: STREAMING.map(
        ([file, why]) =>
          `${file}: its response may be a stream that no finite \`timeout\` ends, and ${why}`,
      ),
    },
    { service: 'sync-service', status: 0, refused: [] },
  ]);
});

describe.concurrent('before and after', { timeout: TIMEOUT }, () => {
  const rows: object[] = [];

  it.each(runs)(
    '$service, axios $version',
    async ({ index, service, axios, version, ...state }) => {
      const folders = {
        before: copyOf(state.before, axios, join(temporary, `before-${index}`)),
        after: copyOf(state.after, axios, join(temporary, `after-${index}`)),
      };
      const { before, differing, once } = await compare(folders, {
        program: CALLS,
        path: process.execPath,
        environment: 'no proxy',
        only: isFull ? undefined : FEW,
      });
      rows[index] = {
        service,
        axios: version,
        calls: Object.keys(before).length,
        differing: Object.keys(differing).length,
        'differing once': Object.keys(once),
      };
      expect(differing).toEqual({});
      expect(
        Object.fromEntries(
          Object.entries(once).filter(
            ([, outcomes]) => !isOfTime(outcomes) && !isOfTrace(outcomes),
          ),
        ),
      ).toEqual({});
    },
  );

  afterAll(() => {
    record('failing-service', rows);
  });
});
