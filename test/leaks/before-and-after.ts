/**
 * Runs a program against the peer that fails, before and after `codemod all`, and compares the outcomes of its calls.
 */
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { SERVER_CERTIFICATE } from './server.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(REPOSITORY, 'dist/codemods/cli/main.js');
const PEER = fileURLToPath(new URL('failing-peer.js', import.meta.url));
/** By what the timeouts of the calls are multiplied: more where much else is waiting for the processors, and when they are made again. */
const PATIENCE = Math.min(4, Math.max(1, Math.round(loadavg()[0]! / availableParallelism() / 3)));
const AGAIN = [2, 4];

/** What the fast part asks for: where agents matter. */
export const FEW = [
  'answers',
  '404-with-a-body',
  '404-with-a-long-body',
  '404-without-a-body',
  'drips',
  'resets',
  'redirects-to-the-other-protocol',
];
export const VERSIONS = ['axios', 'axios-1.15.0', 'axios-1.6.8', 'axios-0.27.2'] as const;

const ENVIRONMENTS = {
  'no proxy': () => ({}),
  'HTTP_PROXY, HTTPS_PROXY': (proxy: string) => ({ HTTP_PROXY: proxy, HTTPS_PROXY: proxy }),
  'these, NODE_USE_ENV_PROXY=1': (proxy: string) => ({
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    NODE_USE_ENV_PROXY: '1',
  }),
} as const;
export type Environment = keyof typeof ENVIRONMENTS;

/** By the name of a call, its protocol or program, and what the peer did: the last part of the name. */
export type Outcomes = Readonly<Record<string, unknown>>;

export interface Task {
  /** The program that makes the calls of a folder. */
  readonly program: string;
  /** Of Node. */
  readonly path: string;
  readonly environment: Environment;
  /** The behaviours of the peer that count, all if left out. */
  readonly only?: readonly string[] | undefined;
  readonly withClients?: boolean;
}

export interface Compared {
  readonly before: Outcomes;
  readonly after: Outcomes;
  /** The calls whose outcomes differ each time that they are made. */
  readonly differing: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
  /** Those that differed, and did not when they were made again with longer timeouts. */
  readonly once: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
}

interface Peer {
  readonly origins: Readonly<Record<'http' | 'https' | 'proxy', string>>;
  readonly behaviours: readonly string[];
}

export function makeTemporary(): { readonly folder: string; readonly remove: () => void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-failures-')));
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function versionOf(axios: string): string {
  return (
    JSON.parse(readFileSync(join(REPOSITORY, 'node_modules', axios, 'package.json'), 'utf8')) as {
      version: string;
    }
  ).version;
}

/** A copy of a package of test/fixtures, or of such a copy, with a version of axios and the other packages of ours beside it. */
export function copyOf(from: string, axios: string, to: string): string {
  cpSync(from, to, {
    recursive: true,
    filter: (path) => !path.slice(from.length).includes('node_modules'),
  });
  mkdirSync(join(to, 'node_modules'));
  for (const [name, installed] of [
    ['axios', axios],
    ['lru-cache', 'lru-cache'],
  ] as const)
    symlinkSync(
      join(REPOSITORY, 'node_modules', installed),
      join(to, 'node_modules', name),
      'junction',
    );
  return to;
}

/** What `codemod all` says of a folder, once it has written it. */
export function codemodAll(
  folder: string,
  ...options: readonly string[]
): { readonly status: number | null; readonly refused: readonly string[] } {
  const { status, stdout } = spawnSync(
    process.execPath,
    [MAIN, 'all', '--format', 'json', ...options, '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  const { files } = JSON.parse(stdout) as {
    files: readonly { path: string; sites: readonly { remedy: string; refusal?: string }[] }[];
  };
  return {
    status,
    refused: files.flatMap(({ path, sites }) =>
      sites
        .filter(({ remedy }) => remedy === 'refused')
        .map(({ refusal = '' }) => `${path}: ${refusal.split(':', 1)[0]!}`),
    ),
  };
}

async function outcomesOf(
  folder: string,
  { program, path, environment, only, withClients = false }: Task,
  patience = PATIENCE,
): Promise<Outcomes> {
  const peer = fork(PEER, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    const [{ origins, behaviours }] = (await once(peer, 'message')) as [Peer];
    // Settings of the machine stay outside.
    const { PATH, SYSTEMROOT } = process.env;
    const env = {
      PATH,
      SYSTEMROOT,
      NODE_EXTRA_CA_CERTS: SERVER_CERTIFICATE,
      NODE_NO_WARNINGS: '1',
      ...ENVIRONMENTS[environment](origins.proxy),
    };
    const child = fork(program, [folder], {
      cwd: folder,
      execPath: path,
      execArgv: [],
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const answered = Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`${program} ended by itself, with status ${String(code)}`);
      }),
    ]);
    child.send({ origins, behaviours: only ?? behaviours, withClients, patience });
    const [outcomes] = (await answered) as [Outcomes];
    return outcomes;
  } finally {
    peer.disconnect();
  }
}

/**
 * The outcomes of both folders. On a machine that is busy a timeout comes before an answer: calls whose outcomes differ are
 * made again, with timeouts that are longer.
 */
export async function compare(
  folders: Readonly<Record<'before' | 'after', string>>,
  task: Task,
): Promise<Compared> {
  const [before, after] = await Promise.all([
    outcomesOf(folders.before, task),
    outcomesOf(folders.after, task),
  ]);
  const names = Object.keys({ ...before, ...after });
  const first = Object.fromEntries(
    names
      .filter((name) => !isDeepStrictEqual(before[name], after[name]))
      .map((name) => [name, [before[name], after[name]] as const]),
  );
  let differing = first;
  for (const times of AGAIN) {
    if (Object.keys(differing).length === 0) break;
    const again = {
      ...task,
      only: [...new Set(Object.keys(differing).flatMap((name) => name.split(', ')[2] ?? []))],
    };
    const [last, lastAfter] = [
      await outcomesOf(folders.before, again, PATIENCE * times),
      await outcomesOf(folders.after, again, PATIENCE * times),
    ];
    differing = Object.fromEntries(
      Object.keys(differing)
        .filter((name) => !isDeepStrictEqual(last[name], lastAfter[name]))
        .map((name) => [name, [last[name], lastAfter[name]] as const]),
    );
  }
  return {
    before,
    after,
    differing,
    once: Object.fromEntries(Object.entries(first).filter(([name]) => !(name in differing))),
  };
}

/** Whether a difference is one of time: a timeout on one side, or what was still waited for. */
export function isOfTime(outcomes: readonly unknown[]): boolean {
  return /ECONNABORTED|ETIMEDOUT|ERR_CANCELED|timeout|"pending":true/u.test(
    JSON.stringify(outcomes),
  );
}
