/**
 * Measures what calls of a piece of JavaScript leave behind: bytes, responses, sockets.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inProgramFolder } from './program-folder.ts';
import { SERVER_CERTIFICATE } from './server.ts';
import { theilSenSlope } from './theil-sen.ts';

const MEASURING_PROCESS = fileURLToPath(new URL('measuring-process.js', import.meta.url));
/** Milliseconds; a measurement takes about one second. */
const TIMEOUT = 60_000;

/** What one call leaves behind. */
export interface Growth {
  /** Bytes in V8's heap. */
  readonly heap: number;
  /** Bytes of Buffers and the like, outside of it; not those of a Blob, which Node does not report. */
  readonly external: number;
  /** Objects of `http.IncomingMessage` that answered a request of the process. */
  readonly responses: number;
  /** Open sockets. */
  readonly sockets: number;
}

/** What many calls at once leave behind, a call, and how many sockets they open and leave in all. The code that they load counts as well. */
export interface Burst extends Growth {
  readonly socketsOpenAtOnce: number;
  readonly socketsLeft: number;
}

/** Calls one after the other: some that do not count, then batches, after each of which the memory is looked at. */
export interface SeriesLoad {
  readonly warmUpCalls: number;
  readonly batches: number;
  readonly callsPerBatch: number;
  /** Milliseconds of rest before each look, none if left out. */
  readonly idleTime?: number;
  /** The executable of Node that runs the calls: that of this process by default. */
  readonly node?: string;
}

/** For calls that send a request, whose body is 100 KB or more: what stays of one stands out. */
export const REQUESTS: SeriesLoad = { warmUpCalls: 16, batches: 4, callsPerBatch: 8 };

export interface BurstLoad {
  /** How many at once. */
  readonly calls: number;
  /** Milliseconds between the last response and the count of what is left. */
  readonly idleTime: number;
  /** The executable of Node that runs the calls: that of this process by default. */
  readonly node?: string;
  /** The file that V8's heap is written to, once what is left has been counted. */
  readonly heapSnapshot?: string;
}

/** Calls at a pace, and what they cost while they run. */
export interface PacedLoad {
  readonly calls: number;
  /** Milliseconds between the beginnings of two calls. */
  readonly interval: number;
  /** Milliseconds after the last response that count as well. */
  readonly idleTime: number;
}

export interface Cost {
  /** Bytes by which the process was larger at its largest than before the calls. */
  readonly mostResident: number;
  /** Milliseconds of the processor, a call. */
  readonly cpuTime: number;
  /** Milliseconds for which the event loop stood still at the longest. */
  readonly longestBlock: number;
}

/** What the measuring process sends of a burst: bytes before and after it, and what is left of it. */
interface BurstMeasurement {
  readonly heap: readonly [before: number, after: number];
  readonly external: readonly [before: number, after: number];
  readonly responses: number;
  readonly sockets: number;
  readonly socketsOpenAtOnce: number;
}

/** What is there after the warm-up and after every batch of a series. */
export interface Samples {
  /** Bytes. */
  readonly heap: readonly number[];
  readonly external: readonly number[];
  /** How many are open. */
  readonly sockets: readonly number[];
}

/** What the measuring process sends of a series. */
interface SeriesMeasurement extends Samples {
  /** How many are left of all calls, the warm-up's too. */
  readonly responses: number;
  readonly calls: number;
}

/**
 * Calls the `call(url, key)` that a module exports some fifty times, in a fresh process, one after the other.
 *
 * @param source Text of `call.js`, an ES module. It may keep state between the calls, may import what is installed here,
 *   and may await `pending()`, a global that never settles, when its responses are there. `key` is another text each time.
 * @param files Further files by their path beside it: what it imports, or a `package.json` that makes it CommonJS.
 * @returns what is left of one call.
 * @throws {Error} with what the process wrote to stderr, if the module or a call throws, or a minute passes.
 */
export async function measure(
  source: string,
  url: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Growth> {
  return inProgramFolder({ ...files, 'call.js': source }, (folder) =>
    measureSeries(join(folder, 'call.js'), url, REQUESTS),
  );
}

/** As `measure`, of a file that is there, as many calls as the load says. */
export async function measureSeries(
  file: string,
  url: string,
  { node = process.execPath, ...load }: SeriesLoad,
): Promise<Growth> {
  const { heap, external, responses, sockets, calls } =
    await runMeasuringProcess<SeriesMeasurement>(file, url, { kind: 'series', ...load }, { node });
  return {
    heap: Math.round(theilSenSlope(heap) / load.callsPerBatch),
    external: Math.round(theilSenSlope(external) / load.callsPerBatch),
    responses: responses / calls,
    sockets: sockets.at(-1)! / calls,
  };
}

/**
 * As `measureSeries`, but for a series that takes long, and whose course is looked at.
 * @param timeout In milliseconds.
 */
export async function measureSamples(
  file: string,
  url: string,
  load: SeriesLoad,
  timeout: number,
): Promise<Samples> {
  return runMeasuringProcess<SeriesMeasurement>(
    file,
    url,
    { kind: 'series', ...load },
    { timeout },
  );
}

/** Calls the `call(url, key)` of a file many times at once, in a fresh process. Throws as `measure` does. */
export async function measureBurst(
  file: string,
  url: string,
  { node = process.execPath, ...load }: BurstLoad,
): Promise<Burst> {
  const { heap, external, responses, sockets, socketsOpenAtOnce } =
    await runMeasuringProcess<BurstMeasurement>(file, url, { kind: 'burst', ...load }, { node });
  return {
    heap: Math.round((heap[1] - heap[0]) / load.calls),
    external: Math.round((external[1] - external[0]) / load.calls),
    responses: responses / load.calls,
    sockets: sockets / load.calls,
    socketsOpenAtOnce,
    socketsLeft: sockets,
  };
}

/** Calls the `call(url, key)` of a file at a pace, in a fresh process. Throws as `measure` does. */
export async function measurePaced(file: string, url: string, load: PacedLoad): Promise<Cost> {
  return runMeasuringProcess<Cost>(file, url, { kind: 'paced', ...load });
}

async function runMeasuringProcess<Measurement>(
  file: string,
  url: string,
  load: object,
  { timeout = TIMEOUT, node = process.execPath }: { timeout?: number; node?: string } = {},
): Promise<Measurement> {
  const child = fork(MEASURING_PROCESS, [file, url, JSON.stringify(load)], {
    execPath: node,
    execArgv: ['--expose-gc'],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: SERVER_CERTIFICATE },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    timeout,
  });
  let stderr = '';
  let measurement: Measurement | undefined;
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  child.on('message', (message) => (measurement = message as Measurement));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (measurement === undefined)
    throw new Error(
      `Nothing was measured, the process ended with ${code ?? signal ?? 'nothing'}.\n${stderr}`,
    );
  return measurement;
}
