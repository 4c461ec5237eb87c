/**
 * The calls of test/fixtures/failures before and after `codemod all`, against a peer that fails in each of several ways,
 * straight and through proxies: the same results and errors, the answers in the same order, by the same way.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, inject, it, vi } from 'vitest';
import { fetchNode } from '../hosts/nodes.ts';
import { record } from './record.ts';
import { SERVER_CERTIFICATE } from './server.ts';

// Nearly all of a run is waiting.
vi.setConfig({ maxConcurrency: 4 });

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const FIXTURE = join(REPOSITORY, 'test/fixtures/failures');
const MAIN = join(REPOSITORY, 'dist/codemods/cli/main.js');
const PEER = fileURLToPath(new URL('failing-peer.js', import.meta.url));
const CALLS = fileURLToPath(new URL('failing-calls.cjs', import.meta.url));
/** Milliseconds, on a machine that is busy with other things. */
const TIMEOUT = 400_000;
const REPEATS = 2;

/** By the name of a call, its protocol and what the peer did. */
type Outcomes = Readonly<Record<string, unknown>>;
type State = 'before' | 'after';

interface Node {
  readonly version: string;
  readonly path: string;
  readonly environments: readonly Environment[];
}

interface Where {
  /** Of Node. */
  readonly path: string;
  readonly environment: Environment;
}

interface Peer {
  readonly origins: Readonly<Record<'http' | 'https' | 'proxy', string>>;
  readonly behaviours: readonly string[];
}

const isFull = inject('leaks').extent === 'all';
/** What the fast part asks for: where agents matter. */
const FEW = ['answers', '404-with-a-body', '404-with-a-long-body', '404-without-a-body', 'drips', 'resets', 'redirects-to-the-other-protocol'];

const ENVIRONMENTS = {
  'no proxy': () => ({}),
  'HTTP_PROXY, HTTPS_PROXY': (proxy: string) => ({ HTTP_PROXY: proxy, HTTPS_PROXY: proxy }),
  'these, NODE_USE_ENV_PROXY=1': (proxy: string) => ({ HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NODE_USE_ENV_PROXY: '1' }),
} as const;
type Environment = keyof typeof ENVIRONMENTS;

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-failures-')));
const VERSIONS = isFull ? ['axios', 'axios-1.15.0', 'axios-1.6.8', 'axios-0.27.2'] : ['axios'];
const fixes = new Map(VERSIONS.map((axios) => [axios, fixFor(axios)]));
/** Node 20 takes no proxies from the environment by itself. */
const nodes: readonly Node[] = [{ version: process.version.slice(1), path: process.execPath, environments: ['no proxy', 'HTTP_PROXY, HTTPS_PROXY'] }, ...(isFull ? nodeWithProxies() : [])];
const runs = nodes
  .flatMap(({ version: node, path, environments }) => environments.flatMap((environment) => VERSIONS.map((axios) => ({ node, path, environment, axios, version: versionOf(axios) }))))
  .map((run, index) => ({ ...run, index }));

afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

/** A Node whose agents take the proxies of the environment, if the registry has one for this machine. */
function nodeWithProxies(): Node[] {
  const folder = fetchNode('24', temporary);
  if (folder === undefined) return [];
  const path = join(folder, 'node');
  return [{ version: spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim().slice(1), path, environments: ['no proxy', 'these, NODE_USE_ENV_PROXY=1'] }];
}

function versionOf(axios: string): string {
  return (JSON.parse(readFileSync(join(REPOSITORY, 'node_modules', axios, 'package.json'), 'utf8')) as { version: string }).version;
}

/** The fixture as `codemod all` fixes it where `package.json` names a version of axios. */
function fixFor(axios: string): { readonly folder: string; readonly status: number | null; readonly stdout: string } {
  const folder = copyOf(FIXTURE, axios, `fixed-${axios}`);
  const manifest = join(folder, 'package.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('^1.0.0', `^${versionOf(axios)}`));
  const { status, stdout } = spawnSync(process.execPath, [MAIN, 'all', '--format', 'json', '.'], { cwd: folder, encoding: 'utf8' });
  return { folder, status, stdout };
}

function copyOf(from: string, axios: string, name: string): string {
  const folder = join(temporary, name);
  cpSync(from, folder, { recursive: true, filter: (path) => !path.includes('node_modules') || path.startsWith(`${REPOSITORY}node_modules`) });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(REPOSITORY, 'node_modules', axios), join(folder, 'node_modules/axios'), 'junction');
  return folder;
}

/** @param only the behaviours of the peer that count, all if left out */
async function outcomesOf(folder: string, { path, environment }: Where, only?: readonly string[], withClients = false): Promise<Outcomes> {
  const peer = fork(PEER, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    const [{ origins, behaviours }] = (await once(peer, 'message')) as [Peer];
    // Settings of the machine stay outside.
    const { PATH, SYSTEMROOT } = process.env;
    const env = { PATH, SYSTEMROOT, NODE_EXTRA_CA_CERTS: SERVER_CERTIFICATE, NODE_NO_WARNINGS: '1', ...ENVIRONMENTS[environment](origins.proxy) };
    const child = fork(CALLS, [folder], { execPath: path, execArgv: [], env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child.send({ origins, behaviours: only ?? behaviours, withClients });
    const [outcomes] = (await once(child, 'message')) as [Outcomes];
    return outcomes;
  } finally {
    peer.disconnect();
  }
}

/** The calls whose outcomes differ, each time that they are made: on a machine that is busy a timeout comes before an answer. */
async function differences(folders: Readonly<Record<State, string>>, where: Where, [before, after]: readonly [Outcomes, Outcomes]): Promise<Record<string, readonly [before: unknown, after: unknown]>> {
  let differing = Object.keys(before).filter((name) => !isDeepStrictEqual(before[name], after[name]));
  let [last, lastAfter] = [before, after];
  for (let again = 0; again < REPEATS && differing.length > 0; again++) {
    const behaviours = [...new Set(differing.flatMap((name) => name.split(', ')[2] ?? []))];
    [last, lastAfter] = [await outcomesOf(folders.before, where, behaviours), await outcomesOf(folders.after, where, behaviours)];
    differing = differing.filter((name) => !isDeepStrictEqual(last[name], lastAfter[name]));
  }
  return Object.fromEntries(differing.map((name) => [name, [last[name], lastAfter[name]] as const]));
}

const waysIn = (outcomes: Outcomes, way: 'proxy' | 'direct') => Object.values(outcomes).filter((outcome) => JSON.stringify(outcome).includes(`"by":"${way}"`)).length;

it.each(VERSIONS)('codemod all gives every call agents that can have them: %s', (axios) => {
  const { status, stdout } = fixes.get(axios)!;
  expect(status).toBe(1);
  const { files } = JSON.parse(stdout) as { files: readonly { path: string; sites: readonly { remedy: string; reason?: string }[] }[] };
  const refused = files.flatMap(({ path, sites }) => sites.filter(({ remedy }) => remedy === 'refused').map(({ reason = '' }) => `${path}: ${reason.split(':', 1)[0]!}`));
  expect(refused).toEqual([...(axios === 'axios-0.27.2' ? ['calls.js: with `maxRedirects'] : []), 'calls.js: its response may be a stream without a finite `timeout`']);
});

describe.concurrent('before and after', { timeout: TIMEOUT }, () => {
  const rows: object[] = [];

  it.each(runs)('axios $version on Node $node, $environment', async ({ index, node, path, axios, version, environment }) => {
    const folders = { before: copyOf(FIXTURE, axios, `before-${index}`), after: copyOf(fixes.get(axios)!.folder, axios, `after-${index}`) };
    const where = { path, environment };
    const only = isFull ? undefined : FEW;
    const [before, after] = await Promise.all([outcomesOf(folders.before, where, only, isFull), outcomesOf(folders.after, where, only, isFull)]);
    const differing = await differences(folders, where, [before, after]);
    rows[index] = {
      axios: version,
      node,
      environment,
      calls: Object.keys(before).length,
      differing: Object.keys(differing).length,
      'by the proxy, before': waysIn(before, 'proxy'),
      'by the proxy, after': waysIn(after, 'proxy'),
    };
    expect(differing).toEqual({});
    if (isFull) expect(after['clients that leave early']).toMatchObject({ left: 0 });
  });

  afterAll(() => {
    record('failures', rows);
  });
});
