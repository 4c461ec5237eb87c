/**
 * Measures what a call of a piece of JavaScript leaves behind: bytes, responses, sockets.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { theilSenSlope } from './theil-sen.ts';

const MEASURING_PROCESS = fileURLToPath(new URL('measuring-process.js', import.meta.url));
const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
/** Milliseconds; a measurement takes about one second. */
const TIMEOUT = 30_000;

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

/** What the measuring process sends. */
interface Measurement {
  /** Bytes after the warm-up and after every batch. */
  readonly heap: readonly number[];
  readonly external: readonly number[];
  readonly callsPerBatch: number;
  /** How many are left of all calls, the warm-up's too. */
  readonly responses: number;
  readonly sockets: number;
  readonly calls: number;
}

/**
 * Calls the `call(url, index)` that a module exports some fifty times, in a fresh process, one after the other.
 *
 * @param source Text of `call.js`, an ES module. It may keep state between the calls, may import what is installed here,
 *   and may await `pending()`, a global that never settles, when its responses are there.
 * @param files Further files by their path beside it: what it imports, or a `package.json` that makes it CommonJS.
 * @returns what is left of one call.
 * @throws {Error} with what the process wrote to stderr, if the module or a call throws, or half a minute passes.
 */
export async function measure(source: string, url: string, files: Readonly<Record<string, string>> = {}): Promise<Growth> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-leaks-')));
  try {
    symlinkSync(NODE_MODULES, join(folder, 'node_modules'), 'junction');
    for (const [path, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files, 'call.js': source })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return growth(await runMeasuringProcess(join(folder, 'call.js'), url));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runMeasuringProcess(file: string, url: string): Promise<Measurement> {
  const child = fork(MEASURING_PROCESS, [file, url], { execArgv: ['--expose-gc'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], timeout: TIMEOUT });
  let stderr = '';
  let measurement: Measurement | undefined;
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  child.on('message', (message) => (measurement = message as Measurement));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (measurement === undefined) throw new Error(`Nothing was measured, the process ended with ${code ?? signal ?? 'nothing'}.\n${stderr}`);
  return measurement;
}

function growth({ heap, external, callsPerBatch, responses, sockets, calls }: Measurement): Growth {
  return {
    heap: Math.round(theilSenSlope(heap) / callsPerBatch),
    external: Math.round(theilSenSlope(external) / callsPerBatch),
    responses: responses / calls,
    sockets: sockets / calls,
  };
}
