/**
 * What idle sockets hold by their number and by the size of the bodies, with and without an idle timeout: why
 * `require-bounded-agent` asks for `maxFreeSockets` only above 50 sockets.
 */
import { afterAll, describe, expect, it, vi } from 'vitest';
import { FEW_IDLE_SOCKETS } from '../../analysis/agents/agent-bounds.ts';
import type { Figures } from './judge.ts';
import type { Program } from './leak-pair.ts';
import { record } from './record.ts';
import { run } from './run-program.ts';
import { useServer } from './server.ts';
import { AXIOS, HTTP } from './texts.ts';

// A measurement keeps a core busy, its server half of one.
vi.setConfig({ maxConcurrency: 2 });

/** Requests of a burst: more than Node keeps idle by default. */
const BURST = 300;
const TIMEOUT = 200;

/** A body of 104 KB, and its 180 KB of objects, which axios 1.21.1 holds for each idle socket. */
const HELD = 250_000;

const program = (options: string, idleTime: number): Program => ({
  name: options,
  code: `${AXIOS}${HTTP}const httpAgent = new http.Agent({ keepAlive: true, ${options} });\nexport const call = (url) => axios.get(url, { httpAgent });\n`,
  load: { burst: BURST, idleTime },
});

const bytesLeft = ({ heap, external }: Figures) => (heap! + external!) * BURST;

describe('idle sockets', () => {
  const urlOf = useServer();
  const rows: object[] = [];

  it.concurrent.each([
    [0, 10],
    [1, 20],
    [2, FEW_IDLE_SOCKETS],
    [3, 100],
    [4, 256],
  ])('%i: %i hold as many bodies, until the timeout', async (index, idle) => {
    const kept = await run(program(`maxSockets: ${idle}`, 0), urlOf);
    const closed = await run(program(`maxSockets: ${idle}, timeout: ${TIMEOUT}`, 1_000), urlOf);
    expect([kept['sockets left'], closed['sockets left']]).toEqual([idle, 0]);
    expect(bytesLeft(kept)).toBeGreaterThan(HELD * idle);
    expect(bytesLeft(closed)).toBeLessThan(2_500_000);
    if (idle <= FEW_IDLE_SOCKETS) expect(bytesLeft(kept)).toBeLessThan(20_000_000);
    rows[index] = {
      'idle sockets': idle,
      'bytes left': bytesLeft(kept),
      'bytes left, after the timeout': bytesLeft(closed),
    };
  });

  afterAll(() => {
    record('idle-bounds', rows);
  });
});
