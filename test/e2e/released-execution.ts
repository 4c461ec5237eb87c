/**
 * Makes the calls of all runs in a child process, in a copy of the service.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Run } from './released-runs.ts';
import { AnsweringServer, CERTIFICATE, type WireRequest } from './released-server.ts';

const CHILD = fileURLToPath(new URL('released-child.cjs', import.meta.url));

/** Keys that go out in headers. Proxies and other settings of the machine stay outside. */
const KEYS = { HOME_TOKEN: 'home', MODEL_KEY: 'model', SPEECH_KEY: 'speech', NEWS_KEY: 'news' };

export interface Outcome {
  readonly result?: unknown;
  readonly error?: {
    readonly name: string;
    readonly message: string;
    readonly code?: string;
    readonly status?: number;
  };
  readonly printed: readonly string[];
  /** The files that the call left, by path. */
  readonly written: Readonly<Record<string, Buffer>>;
}

export interface Execution {
  readonly outcomes: readonly Outcome[];
  readonly requests: readonly WireRequest[];
  /** Every function and method that the helpers export, as `module.function` and `module.Class.method`, and every route, as `index.route`. */
  readonly functions: readonly string[];
}

/** @param coverage the folder that V8's coverage goes to */
export async function execute(
  folder: string,
  runs: readonly Run[],
  coverage: string,
): Promise<Execution> {
  const server = new AnsweringServer(runs.map(({ answers }) => answers));
  const { http, https } = await server.listen();
  const { PATH, SYSTEMROOT } = process.env;
  const env = {
    PATH,
    SYSTEMROOT,
    ...KEYS,
    MEDIA_DIR: 'written/media',
    RELEASED_SERVER: http,
    RELEASED_SECURE_SERVER: https,
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
    NODE_V8_COVERAGE: coverage,
  };
  const child = fork(CHILD, { cwd: folder, env, execArgv: [], serialization: 'advanced' });
  const exit = once(child, 'exit');
  child.send(runs.map(({ call }) => call));
  let answer: Omit<Execution, 'requests'> | undefined;
  child.once('message', (message) => (answer = message as Omit<Execution, 'requests'>));
  const [code] = (await exit) as [number | null];
  const requests = server.close();
  if (code !== 0 || !answer) throw new Error(`the calls in ${folder} ended with ${String(code)}`);
  return { ...answer, requests };
}
