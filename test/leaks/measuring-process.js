/**
 * Measures one module: `node --expose-gc measuring-process.js <file> <url> <load as JSON>`, forked by measure.ts for each.
 *
 * A series warms up, then calls in batches, and comes to rest after each: with one collection and no turn of the event
 * loop, clean code seems to keep 5 to 11 KB a call. Counted is what V8 and its Buffers hold; the resident size grows anyhow.
 */
import { subscribe } from 'node:diagnostics_channel';
import net from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { writeHeapSnapshot } from 'node:v8';

// Weak references count as v8.queryObjects does, in a fraction of its time, and in every Node.
let responses = [];
subscribe('http.client.response.finish', ({ response }) => responses.push(new WeakRef(response)));

// Where every socket comes by that a client opens, and that closes. The channel `net.client.socket` does not tell of those
// over TLS, /proc is there on Linux alone, and a package may take all listeners off a socket.
let openSockets = 0;
let mostSockets = 0;
const opened = new WeakSet();
const { connect, _destroy } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  opened.add(this);
  mostSockets = Math.max(mostSockets, ++openSockets);
  return Reflect.apply(connect, this, given);
};
net.Socket.prototype._destroy = function (...given) {
  if (opened.delete(this)) openSockets--;
  return Reflect.apply(_destroy, this, given);
};

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

const callOnce = (call, url, key) =>
  new Promise((resolve, reject) => {
    endCall = resolve;
    // Without its result, which this promise would hold.
    Promise.resolve(call(url, key)).then(() => resolve(), reject);
  });

/** What is gone is no longer looked for: many references would count as growth. */
const forgetGone = () =>
  (responses = responses.filter((reference) => reference.deref() !== undefined));

async function comeToRest() {
  for (let round = 0; round < 2; round++) {
    gc();
    await sleep(10);
    forgetGone();
    await sleep(10);
  }
  gc();
}

const leftResponses = () => forgetGone().length;

/** One call after the other. */
async function measureSeries(call, url, { warmUpCalls, batches, callsPerBatch, idleTime = 0 }) {
  let calls = 0;
  const callTimes = async (times) => {
    for (let round = 0; round < times; round++) await callOnce(call, url, `key-${calls++}`);
    await sleep(idleTime);
    await comeToRest();
    return { ...process.memoryUsage(), sockets: openSockets };
  };
  const samples = [await callTimes(warmUpCalls)];
  while (samples.length <= batches) samples.push(await callTimes(callsPerBatch));
  return {
    heap: samples.map(({ heapUsed }) => heapUsed),
    external: samples.map(({ external }) => external),
    sockets: samples.map(({ sockets }) => sockets),
    responses: leftResponses(),
    calls,
  };
}

/** Until no socket has closed for a while. */
async function socketsAtRest() {
  for (let rounds = 0, before = openSockets; rounds < 5; rounds++) {
    await sleep(20);
    if (openSockets !== before) rounds = 0;
    before = openSockets;
  }
}

/** All calls at once. */
async function measureBurst(call, url, { calls, idleTime, heapSnapshot }) {
  await comeToRest();
  const before = process.memoryUsage();
  await Promise.all(
    Array.from({ length: calls }, async (_, index) => void (await call(url, `key-${index}`))),
  );
  await socketsAtRest();
  await sleep(idleTime);
  await comeToRest();
  const after = process.memoryUsage();
  if (heapSnapshot) writeHeapSnapshot(heapSnapshot);
  return {
    heap: [before.heapUsed, after.heapUsed],
    external: [before.external, after.external],
    responses: leftResponses(),
    sockets: openSockets,
    socketsOpenAtOnce: mostSockets,
  };
}

/** A call every so many milliseconds, whether the one before is over or not. */
async function measurePaced(call, url, { calls, interval, idleTime }) {
  await comeToRest();
  const residentBefore = process.memoryUsage.rss();
  let mostResident = residentBefore;
  const sampling = setInterval(
    () => (mostResident = Math.max(mostResident, process.memoryUsage.rss())),
    10,
  );
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const cpuBefore = process.cpuUsage();
  const answers = [];
  for (let index = 0; index < calls; index++) {
    answers.push(call(url, `key-${index}`));
    await sleep(interval);
  }
  await Promise.all(answers);
  await sleep(idleTime);
  const { user, system } = process.cpuUsage(cpuBefore);
  delay.disable();
  clearInterval(sampling);
  return {
    mostResident: mostResident - residentBefore,
    cpuTime: (user + system) / 1_000 / calls,
    longestBlock: delay.max / 1e6,
  };
}

const MEASURE = { series: measureSeries, burst: measureBurst, paced: measurePaced };
const [file, url, load] = process.argv.slice(2);
const { kind, ...settings } = JSON.parse(load);
const module = await import(pathToFileURL(file).href);
const call = module.call ?? module.default.call;
const measured = await MEASURE[kind](call, url, settings);
process.send(measured, () => process.exit());
