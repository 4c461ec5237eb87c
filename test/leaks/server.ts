/**
 * Starts and stops the server of the measurements.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

const SERVER_PROCESS = fileURLToPath(new URL('server-process.js', import.meta.url));

/** 100 KB of JSON; 300 KB of text, or of bytes; a status 500 with that JSON; a few bytes; nothing, ever. */
export type Body = 'json' | 'text' | 'binary' | 'error' | 'small' | 'hang';

/** Runs a server for the tests of this file or block. Returns what gives the URL of a body, for use inside a test. */
export function useServer(): (body: Body) => string {
  let origin = '';
  let stop = (): void => undefined;
  beforeAll(async () => {
    const child = fork(SERVER_PROCESS, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    stop = () => {
      child.disconnect();
    };
    [origin] = (await once(child, 'message')) as [string];
  });
  afterAll(() => {
    stop();
  });
  return (body) => `${origin}/${body}`;
}
