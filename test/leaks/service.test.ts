/**
 * A service that is written as the one was which this project began with, before and after `codemod all`, held against
 * that one's criteria: memory that stays level when it is warm, external memory under twice the heap, fewer than 50
 * sockets, and the level of the beginning when the garbage is collected.
 *
 * The cycles follow on each other, without the five minutes between, and the peers close no idle connection.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { measureSamples, type Samples } from './measure.ts';
import { inProgramFolder } from './program-folder.ts';
import { record } from './record.ts';
import { useServicePeers } from './server.ts';
import { theilSenSlope } from './theil-sen.ts';

const SERVICE = fileURLToPath(new URL('../fixtures/sync-service', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../dist/codemods/cli/main.js', import.meta.url));

/** Milliseconds. */
const TIMEOUT = 1_800_000;
const REQUESTS_PER_CYCLE = 40;
/** Two thousand cycles are a week. The caches, of 1,000 entries, are full after 32 of them, or for one entry a cycle after 1,000. */
const isLong = inject('leaks').extent === 'all';
const LOAD = isLong
  ? { warmUpCalls: 200, batches: 18, callsPerBatch: 100 }
  : { warmUpCalls: 35, batches: 4, callsPerBatch: 10 };

/** What that service's notes call healthy: percent, and how many. */
const EXTERNAL_TO_HEAP = 200;
const SOCKETS = 50;
/** Ours, since the notes give none: bytes a cycle, of which a process takes some until all its code has run, and percent. */
const GROWTH = 30_000;
const BASELINE = 125;

const CALL = `import service from './service/index.js';
const { origin, searchParams } = new URL(process.argv[3]);
const peers = searchParams.get('peers').split(',');
export const call = () => service.runCycle({ relay: origin, peers });
`;

interface Criteria {
  /** Bytes by which heap and external memory grow a cycle. */
  readonly growth: number;
  /** External memory in percent of the heap, in the end. */
  readonly externalToHeap: number;
  readonly sockets: number;
  /** Heap and external memory in the end, in percent of what they were after the warm-up. */
  readonly toBaseline: number;
}

function criteriaOf({ heap, external, sockets }: Samples): Criteria {
  const all = heap.map((bytes, index) => bytes + external[index]!);
  return {
    growth: Math.round(theilSenSlope(all) / LOAD.callsPerBatch),
    externalToHeap: Math.round((100 * external.at(-1)!) / heap.at(-1)!),
    sockets: sockets.at(-1)!,
    toBaseline: Math.round((100 * all.at(-1)!) / all[0]!),
  };
}

async function measureService(
  peers: string,
  fix: (service: string) => void = () => undefined,
): Promise<Samples> {
  return inProgramFolder({ 'call.js': CALL }, (folder) => {
    const service = join(folder, 'service');
    mkdirSync(service);
    cpSync(SERVICE, service, { recursive: true });
    fix(service);
    return measureSamples(join(folder, 'call.js'), peers, LOAD, TIMEOUT);
  });
}

/** A record that falls out of the index is copied once more, which does no harm: the decision that `--evict` asks for. */
function codemodAll(service: string): void {
  const { status, stdout } = spawnSync(process.execPath, [PROGRAM, 'all', '--evict', '.'], {
    cwd: service,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringContaining('Fixed 12 findings') as string,
  });
}

describe('the sync service', { timeout: TIMEOUT }, () => {
  const peers = useServicePeers();
  const samples: Partial<Record<'before' | 'after', Samples>> = {};

  it('misses the criteria as it was written', async () => {
    samples.before = await measureService(peers());
    const { growth, externalToHeap, sockets, toBaseline } = criteriaOf(samples.before);
    expect(growth).toBeGreaterThan(5 * GROWTH);
    expect(sockets).toBeGreaterThan(SOCKETS);
    // Both begin where a service without leaks is, and move away from it with each cycle.
    expect(externalToHeap).toBeGreaterThan(isLong ? EXTERNAL_TO_HEAP : EXTERNAL_TO_HEAP / 2);
    expect(toBaseline).toBeGreaterThan(isLong ? 500 : BASELINE);
  });

  it('meets them after codemod all', async () => {
    samples.after = await measureService(peers(), codemodAll);
    const { growth, externalToHeap, sockets, toBaseline } = criteriaOf(samples.after);
    expect(growth).toBeLessThan(GROWTH);
    expect(sockets).toBeLessThan(SOCKETS);
    expect(externalToHeap).toBeLessThan(EXTERNAL_TO_HEAP);
    expect(toBaseline).toBeLessThan(BASELINE);
  });

  afterAll(() => {
    const rows = Object.entries(samples).map(([state, measured]) => ({
      state,
      ...criteriaOf(measured),
    }));
    record('service', rows);
    const cycles = (samples.after ?? { heap: [] }).heap.map(
      (_, index) => LOAD.warmUpCalls + index * LOAD.callsPerBatch,
    );
    record(
      'service-course',
      Object.entries(samples).flatMap(([state, { heap, external, sockets }]) =>
        cycles.map((cycle, index) => ({
          state,
          requests: cycle * REQUESTS_PER_CYCLE,
          'heap bytes': heap[index],
          'external bytes': external[index],
          sockets: sockets[index],
        })),
      ),
    );
  });
});
