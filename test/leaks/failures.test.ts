/**
 * The calls of test/fixtures/failures before and after `codemod all`, against a peer that fails in each of several ways,
 * straight and through proxies: the same results and errors, the answers in the same order, by the same way.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import { fetchNode } from '../hosts/nodes.ts';
import {
  codemodAll,
  compare,
  copyOf,
  FEW,
  isOfTime,
  makeTemporary,
  versionOf,
  VERSIONS,
  type Environment,
  type Outcomes,
} from './before-and-after.ts';
import { record } from './record.ts';

// Nearly all of a run is waiting.
vi.setConfig({ maxConcurrency: 4 });

const FIXTURE = fileURLToPath(new URL('../fixtures/failures', import.meta.url));
const CALLS = fileURLToPath(new URL('failing-calls.cjs', import.meta.url));
/** Milliseconds, on a machine that is busy with other things. */
const TIMEOUT = 900_000;
interface Node {
  readonly version: string;
  readonly path: string;
  readonly environments: readonly Environment[];
}

const isFull = inject('leaks').extent === 'all';
const { folder: temporary, remove } = makeTemporary();
const versions = VERSIONS.slice(0, isFull ? VERSIONS.length : 1);
const fixes = new Map(versions.map((axios) => [axios, fixFor(axios)]));
/** Node 20 takes no proxies from the environment by itself. */
const nodes: readonly Node[] = [
  {
    version: process.version.slice(1),
    path: process.execPath,
    environments: ['no proxy', 'HTTP_PROXY, HTTPS_PROXY'],
  },
  ...(isFull ? nodeWithProxies() : []),
];
const runs = nodes
  .flatMap(({ version: node, path, environments }) =>
    environments.flatMap((environment) =>
      versions.map((axios) => ({ node, path, environment, axios, version: versionOf(axios) })),
    ),
  )
  .map((run, index) => ({ ...run, index }));

afterAll(remove);

/** A Node whose agents take the proxies of the environment, if the registry has one for this machine. */
function nodeWithProxies(): Node[] {
  const folder = fetchNode('24', temporary);
  if (folder === undefined) return [];
  const path = join(folder, 'node');
  return [
    {
      version: spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1),
      path,
      environments: ['no proxy', 'these, NODE_USE_ENV_PROXY=1'],
    },
  ];
}

/** The fixture as `codemod all` fixes it where `package.json` names a version of axios. */
function fixFor(axios: string): { readonly folder: string } & ReturnType<typeof codemodAll> {
  const folder = copyOf(FIXTURE, axios, join(temporary, `fixed-${axios}`));
  const manifest = join(folder, 'package.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('^1.0.0', `^${versionOf(axios)}`));
  return { folder, ...codemodAll(folder) };
}

const waysIn = (outcomes: Outcomes, way: 'proxy' | 'direct') =>
  Object.values(outcomes).filter((outcome) => JSON.stringify(outcome).includes(`"by":"${way}"`))
    .length;

it.each(versions)('codemod all gives every call agents that can have them: %s', (axios) => {
  const { status, refused } = fixes.get(axios)!;
  expect(status).toBe(1);
  expect(refused).toEqual([
    ...(axios === 'axios-0.27.2' ? ['calls.js: with `maxRedirects'] : []),
    axios === 'axios-0.27.2'
      ? 'calls.js: before 1.0, axios unzips a compressed answer by a stream that does not close the socket when it is destroyed'
      : 'calls.js: the stream has no name of its own there',
    'calls.js: its response may be a stream that no finite `timeout` ends, and a path after line 53 may leave it unread',
  ]);
});

describe.concurrent('before and after', { timeout: TIMEOUT }, () => {
  const rows: object[] = [];

  it.each(runs)(
    'axios $version on Node $node, $environment',
    async ({ index, node, path, axios, version, environment }) => {
      const folders = {
        before: copyOf(FIXTURE, axios, join(temporary, `before-${index}`)),
        after: copyOf(fixes.get(axios)!.folder, axios, join(temporary, `after-${index}`)),
      };
      const { before, after, differing, once } = await compare(folders, {
        program: CALLS,
        path,
        environment,
        only: isFull ? undefined : FEW,
        withClients: isFull,
      });
      rows[index] = {
        axios: version,
        node,
        environment,
        calls: Object.keys(before).length,
        differing: Object.keys(differing).length,
        'differing once': Object.keys(once),
        'by the proxy, before': waysIn(before, 'proxy'),
        'by the proxy, after': waysIn(after, 'proxy'),
      };
      expect(differing).toEqual({});
      expect(
        Object.fromEntries(Object.entries(once).filter(([, outcomes]) => !isOfTime(outcomes))),
      ).toEqual({});
      if (isFull) expect(after['clients that leave early']).toMatchObject({ left: 0 });
    },
  );

  afterAll(() => {
    record('failures', rows);
  });
});
