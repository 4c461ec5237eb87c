/**
 * Makes every call of a copy of test/fixtures/failures against every behaviour of the peer, and has clients that leave its
 * server early: a process of its own, in which axios is the one beside the copy, with the proxies of its environment.
 */
const http = require('node:http');
const { createRequire } = require('node:module');
const { Socket } = require('node:net');
const { join } = require('node:path');
const { setTimeout: later } = require('node:timers/promises');

const [, , folder] = process.argv;
/** Milliseconds: longer than any timeout of the calls, and what a client stays. */
const LIMIT = 9_000;
const STAY = 100;
/** Fewer than axios follows: a busy machine needs longer for 21 than a call waits. */
const REDIRECTS = 4;
/** What the peer does until a timeout ends it. */
const SLOW = ['drips-for-ever', 'never-answers'];
/** More than `maxSockets`, one after the other. */
const CLIENTS = 60;
/** Milliseconds after which a peer answers requests that are sent at once. */
const DELAYS = [1_500, 0, 1_000, 500];

/** By what all times are multiplied: on a machine that is busy a timeout comes before an answer. */
let patience = 1;
const { setTimeout: set } = globalThis;
globalThis.setTimeout = (callback, ms, ...args) => set(callback, ms * patience, ...args);
const { timeout: abortAfter } = AbortSignal;
AbortSignal.timeout = (ms) => abortAfter.call(AbortSignal, ms * patience);
const { setTimeout: setOfSocket } = Socket.prototype;
Socket.prototype.setTimeout = function setTimeoutOfSocket(ms, ...args) {
  return setOfSocket.call(this, ms * patience, ...args);
};
const after = (ms, value, options) => later(ms * patience, value, options);

createRequire(join(folder, 'calls.js'))('axios').defaults.maxRedirects = REDIRECTS;
const calls = require(join(folder, 'calls.js'));
const { createServer } = require(join(folder, 'server.js'));

const withoutPorts = (value) =>
  value === undefined
    ? undefined
    : JSON.parse(
        JSON.stringify(value)
          .replaceAll(/127\.0\.0\.1:\d+/gu, 'peer')
          .replaceAll(/EPROTO \w+:/gu, 'EPROTO '),
      );

/** A body that is a stream is told by its kind: it is read or not by the call itself. */
function described({ code, message, response }) {
  return {
    code,
    message,
    status: response?.status,
    data: typeof response?.data?.pipe === 'function' ? '[stream]' : response?.data,
  };
}

async function outcomeOf(call) {
  const limit = new AbortController();
  const outcome = call().then(
    (result) => ({ result }),
    (error) => ({ error: described(error) }),
  );
  const ended = await Promise.race([
    outcome,
    after(LIMIT, { pending: true }, { signal: limit.signal }).catch(() => undefined),
  ]);
  limit.abort();
  return withoutPorts(ended);
}

/** All calls at once, fewer than `maxSockets`. */
async function against(behaviour, origins) {
  const made = Object.entries(calls).flatMap(([name, call]) =>
    ['http', 'https'].map(async (protocol) => [
      `${name}, ${protocol}, ${behaviour}`,
      await outcomeOf(() => call(`${origins[protocol]}/${behaviour}`)),
    ]),
  );
  return Promise.all(made);
}

async function orderOfAnswers(origins) {
  const order = [];
  await Promise.all(
    DELAYS.map((ms) =>
      calls.get(`${origins.http}/after/${ms}`).then(
        () => order.push(ms),
        ({ code }) => order.push(`${ms}: ${code}`),
      ),
    ),
  );
  return order;
}

/** How many answers the peer still gives once all clients have left, and the timeouts of their requests are over. */
async function leaveEarly(origins) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = encodeURIComponent(`${origins.http}/floods`);
  const leave = (route, delay) =>
    after(delay).then(
      () =>
        new Promise((resolve) => {
          const request = http.get(
            `http://127.0.0.1:${server.address().port}/${route}?url=${url}`,
            { agent: false },
            (response) =>
              response
                .once('data', () => setTimeout(() => request.destroy(), STAY))
                .on('error', () => undefined),
          );
          request.on('error', () => undefined).once('close', resolve);
        }),
    );
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, index) =>
      leave(index % 2 ? 'hand-on' : 'pipe-on', index * 20),
    ),
  );
  await after(3_000);
  server.close();
  const left = await new Promise((resolve, reject) =>
    http
      .get(`${origins.http}/endless`, { agent: new http.Agent() }, async (response) =>
        resolve(Number(Buffer.concat(await response.toArray()))),
      )
      .once('error', reject),
  );
  return { left, next: await outcomeOf(() => calls.get(`${origins.http}/answers`)) };
}

process.once('message', async ({ origins, behaviours, withClients, ...given }) => {
  ({ patience } = given);
  const outcomes = {};
  // Those that take long side by side: they are still fewer than `maxSockets`.
  const quick = behaviours.filter((name) => !SLOW.includes(name));
  for (const behaviour of quick)
    Object.assign(outcomes, Object.fromEntries(await against(behaviour, origins)));
  const slow = await Promise.all(
    SLOW.filter((name) => behaviours.includes(name)).map((behaviour) =>
      against(behaviour, origins),
    ),
  );
  Object.assign(outcomes, Object.fromEntries(slow.flat()));
  outcomes.order = await orderOfAnswers(origins);
  if (withClients) outcomes['clients that leave early'] = await leaveEarly(origins);
  process.send(outcomes, () => process.exit());
});
