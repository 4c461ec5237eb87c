/**
 * Calls all that a module of test/fixtures/wire exports, in a process of its own, against a server of its own.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { RecordingServer, type WireRequest } from './recording-server.ts';

const CHILD = fileURLToPath(new URL('child.js', import.meta.url));

/** What a request needs to come in that was sent as a call gave up, in milliseconds. */
const LAST_REQUEST = 3;

/** What is to be the same before and after. */
export interface CallOutcome {
  readonly name: string;
  readonly result?: unknown;
  readonly error?: unknown;
  readonly printed: readonly string[];
  readonly requests: readonly WireRequest[];
}

/**
 * @param file absolute path
 * @param socketPath where the server's Unix socket goes
 * @param coverage the folder that V8's coverage goes to, if it is wanted
 */
export async function execute(
  file: string,
  socketPath: string,
  coverage?: string,
): Promise<CallOutcome[]> {
  const server = new RecordingServer(socketPath);
  // Proxies and other settings of the machine stay outside.
  const { PATH, SYSTEMROOT } = process.env;
  // A warning is told as an event, too, without the number of the process.
  const env = {
    PATH,
    SYSTEMROOT,
    ...(await server.listen()),
    NODE_NO_WARNINGS: '1',
    ...(coverage === undefined ? {} : { NODE_V8_COVERAGE: coverage }),
  };
  const child = fork(CHILD, [file], { env, execArgv: [] });
  const outcomes: CallOutcome[] = [];
  child.on('message', (outcome: Omit<CallOutcome, 'requests'>) => {
    void after(LAST_REQUEST).then(() => {
      outcomes.push({ ...outcome, requests: server.take() });
      child.send('taken');
    });
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  const named = server.withoutAddresses(outcomes);
  server.close();
  if (code !== 0) throw new Error(`the calls of ${file} ended with ${String(code)}`);
  return named;
}
