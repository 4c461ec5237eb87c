/**
 * Measures one module: `node --expose-gc measuring-process.js <file> <url>`, forked by measure.ts for each.
 *
 * It warms up, then calls in batches, and comes to rest after each: with one collection and no turn of the event loop,
 * clean code seems to keep 5 to 11 KB a call. Counted is what V8 and its Buffers hold; the resident size grows anyhow.
 */
import { subscribe } from 'node:diagnostics_channel';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const WARM_UP_CALLS = 16;
const BATCHES = 4;
const CALLS_PER_BATCH = 8;

// axios 1.15.1 to 1.21.1 holds the last response of an idle socket. Code without agents of its own leaves no such socket.
http.globalAgent = new http.Agent({ keepAlive: false });

// Weak references count as v8.queryObjects does, in a fraction of its time.
const responses = [];
subscribe('http.client.response.finish', ({ response }) => responses.push(new WeakRef(response)));

let openSockets = 0;
subscribe('net.client.socket', ({ socket }) => {
  openSockets++;
  socket.once('close', () => openSockets--);
});

const unsettled = [];
let endCall;

/**
 * For the measured code to await, once its responses are there: never settles, like a silent database. With it the call
 * counts as over, while its frame lives on.
 */
globalThis.pending = () => {
  endCall();
  return new Promise((resolve) => unsettled.push(resolve));
};

const callOnce = (call, url, index) =>
  new Promise((resolve, reject) => {
    endCall = resolve;
    // Without its result, which this promise would hold.
    call(url, index).then(() => resolve(), reject);
  });

async function comeToRest() {
  for (let round = 0; round < 2; round++) {
    gc();
    await sleep(10);
  }
  gc();
}

async function measure(call, url) {
  let calls = 0;
  const callTimes = async (times) => {
    for (let round = 0; round < times; round++) await callOnce(call, url, calls++);
    await comeToRest();
    return process.memoryUsage();
  };
  const samples = [await callTimes(WARM_UP_CALLS)];
  while (samples.length <= BATCHES) samples.push(await callTimes(CALLS_PER_BATCH));
  return {
    heap: samples.map(({ heapUsed }) => heapUsed),
    external: samples.map(({ external }) => external),
    callsPerBatch: CALLS_PER_BATCH,
    responses: responses.filter((reference) => reference.deref() !== undefined).length,
    sockets: openSockets,
    calls,
  };
}

const [file, url] = process.argv.slice(2);
const module = await import(pathToFileURL(file).href);
process.send(await measure(module.call ?? module.default.call, url), () => process.exit());
