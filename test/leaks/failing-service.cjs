/**
 * Makes the calls of a copy of the services in test/fixtures against every behaviour of the peer: a process of its own, in
 * which axios is the one beside the copy. An outcome is what a call gave, what it wrote to the console and the requests that
 * it sent, in their order.
 */
const { AsyncLocalStorage } = require('node:async_hooks');
const diagnostics = require('node:diagnostics_channel');
const fs = require('node:fs');
const Module = require('node:module');
const net = require('node:net');
const { join } = require('node:path');
const { PassThrough } = require('node:stream');
const { buffer } = require('node:stream/consumers');
const { setTimeout: later } = require('node:timers/promises');
const tls = require('node:tls');
const { format } = require('node:util');

const [, , folder] = process.argv;
/** Milliseconds that a call is waited for. Where the peer is slow, timeouts of up to 20 s are met. */
const LIMIT = 2_500;
const SLOW_LIMIT = 6_000;
const SHORTEST_TIMEOUT = 1_500;
/** Fewer than axios follows: a busy machine needs longer for 21 than a call waits. */
const REDIRECTS = 4;
/** Services wait for up to this many milliseconds on purpose; what is longer is a timeout. What is shorter is no loop of pauses. */
const LONGEST_PAUSE = 2_000;
const SHORT_PAUSE = 1_000;
const SLOW = ['drips-for-ever', 'never-answers'];
/** Behaviours side by side: their requests to one host are fewer than `maxSockets`. */
const TOGETHER = 3;

const asked = new AsyncLocalStorage();
const said = (line) => asked.getStore()?.trace.push(line);
const uncaught = {};

process.on('uncaughtException', (error) => {
  const { behaviour = 'none' } = asked.getStore() ?? {};
  (uncaught[behaviour] ??= []).push(String(error.message));
});
for (const method of ['log', 'warn', 'error'])
  console[method] = (...args) => said(`${method}: ${format(...args).slice(0, 300)}`);
diagnostics.subscribe('http.client.request.start', ({ request }) =>
  said(`${request.method} ${request.getHeader('host')}${request.path}`),
);

// The pause between two attempts is short, and one of a long loop is never over. A timeout is short, and told even where the
// service hides it.
let patience = 1;
const { setTimeout: set } = globalThis;
globalThis.setTimeout = (callback, ms, ...args) => {
  if (ms <= LONGEST_PAUSE)
    return set(callback, ms <= SHORT_PAUSE ? ms / 50 : ms * patience, ...args);
  const tell = () => {
    said(`timeout of ${ms} ms`);
    callback(...args);
  };
  return set(tell, Math.max(SHORTEST_TIMEOUT, ms / 5) * patience);
};

const { setTimeout: setOfSocket } = net.Socket.prototype;
net.Socket.prototype.setTimeout = function setTimeoutOfSocket(ms, ...args) {
  return setOfSocket.call(this, ms * patience, ...args);
};

/** Every host is the peer. */
function redirectTo(origins) {
  const ports = {
    http: Number(new URL(origins.http).port),
    https: Number(new URL(origins.https).port),
  };
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function connectToPeer(...args) {
    const normalized = Array.isArray(args[0]) ? args[0] : args;
    const [options] = normalized;
    if (!Object.values(ports).includes(Number(options.port)))
      normalized[0] = {
        ...options,
        host: '127.0.0.1',
        port: ports[this instanceof tls.TLSSocket ? 'https' : 'http'],
      };
    return Reflect.apply(connect, this, args);
  };
}

/** Each request says how it is answered. */
function tellBehaviour(axios) {
  const tell = (instance) => {
    instance.interceptors.request.use((config) => {
      config.headers.behaviour = asked.getStore().behaviour;
      return config;
    });
    return instance;
  };
  const { create } = axios;
  axios.create = (...args) => tell(create.apply(axios, args));
  tell(axios);
}

/** What index.js needs of express. */
const routes = {};
function express() {
  const add = (method) => (path, handler) => void (routes[`${method} ${path}`] = handler);
  return { use: () => undefined, get: add('get'), post: add('post'), listen: () => undefined };
}
express.json = () => undefined;

/** What a route of express answers. */
function ask(route, request) {
  return new Promise((resolve, reject) => {
    const answer = {};
    const set = (name) => (value) => {
      answer[name] = value;
      return response;
    };
    const send = (body) => resolve({ ...answer, body });
    const response = { status: set('status'), type: set('type'), json: send, send };
    routes[route](request, response).catch(reject);
  });
}

async function collected(give) {
  const out = new PassThrough();
  const returned = await give(out);
  return { bytes: (await buffer(returned ?? out)).length };
}

/** By name. */
function callsOf(service) {
  const from = (name) => require(join(service, 'helpers', name));
  const file = (name) => join(service, name);
  if (fs.existsSync(file('helpers/relay.js'))) {
    const { runCycle } = require(file('index.js'));
    const relay = 'http://relay.example';
    return {
      // Of peers that are asked side by side, which answers first hangs on the machine.
      runCycle: () => runCycle({ relay, peers: ['http://one.example'] }),
      loadDirectory: () => from('directory.js').loadDirectory(relay),
      syncPeer: () => from('peers.js').syncPeer('https://three.example', 'post'),
      publish: () => from('relay.js').publish('https://relay.example', ['a']),
      announce: () => from('speech.js').announce(relay, { soul: 'a', title: 'b' }),
    };
  }
  if (fs.existsSync(file('index.js'))) require(file('index.js'));
  const [alfred, arweave, generators, gun, payments] = [
    'alfred.js',
    'arweave.js',
    'generators.js',
    'gun.js',
    'payment-verification.js',
  ].map(from);
  const { GunSyncService } = from('gunSyncService.js');
  const { StreamingCoordinator } = from('streamingCoordinator.js');
  const image = Buffer.from('pixels');
  fs.writeFileSync(file('image.png'), image);
  let audio = 0;
  return {
    ask: () => alfred.ask('what?'),
    askStreaming: () => alfred.askStreaming('what?', (token) => said(token)),
    getModels: () => alfred.getModels(),
    getLights: () => alfred.getLights(),
    setLight: () => alfred.setLight('light.1', true),
    getAppointments: () => alfred.getAppointments('2026-01-01'),
    moveAppointment: () => alfred.moveAppointment(1, 2),
    cancelAppointment: () => alfred.cancelAppointment(1, 'ill'),
    addAppointment: () => alfred.addAppointment({ a: 1 }),
    readOut: () => alfred.readOut('2026-01-01'),
    search: () => arweave.search(['a'], null),
    fetchRecord: () => arweave.fetchRecord('a'),
    getStatus: () => arweave.getStatus('a'),
    getHeight: () => arweave.getHeight(),
    download: () => from('file.js').download('https://files.relay.example/a.bin', service),
    getSpeech: () =>
      generators.getSpeech('text', 'alba', (bytes, by) => said(`${by}: ${bytes.length}`)),
    saveCloudSpeech: () =>
      generators.saveCloudSpeech('text', 'alba', file(`audio/${audio++}`)).then(({ size }) => size),
    streamSpeech: () => collected((out) => generators.streamSpeech('text', 'alba', out)),
    getVoices: () => generators.getVoices(),
    warmUp: () => generators.warmUp(),
    speakLong: () => generators.speakLong('text', 'alba'),
    getPrices: () => generators.getPrices(['a']),
    getPriceHistory: () => generators.getPriceHistory('a', 9),
    getExchangeRate: () => generators.getExchangeRate('a', 'b'),
    getWeather: () => generators.getWeather('here'),
    getHeadlines: () => generators.getHeadlines('all'),
    getArticleText: () => generators.getArticleText('http://news.example/a'),
    isReachable: () => generators.isReachable('http://news.example/b'),
    complete: () => generators.complete('a'),
    makeRecord: () => generators.makeRecord({ title: 'a', text: 'b' }),
    translate: () => generators.translate('a', 'de'),
    makeImage: () => generators.makeImage('a'),
    'upscale fast': () => generators.upscale(image, 'fast', () => said('pixels')),
    upscale: () => generators.upscale(image, 'slow', () => said('pixels')),
    describeImage: () => generators.describeImage(file('image.png')),
    remember: () => generators.remember('a', { b: 1 }),
    recall: () => generators.recall('a', () => ({ made: true })),
    getRecord: () => gun.getRecord('a'),
    putRecord: () => gun.putRecord('a', { b: 1 }),
    removeRecord: () => gun.removeRecord('a'),
    getPublishers: () => gun.getPublishers(),
    syncAll: () =>
      new GunSyncService(['http://peer-1.example', 'https://peer-2.example'], (record) =>
        said(JSON.stringify(record)),
      ).syncAll(),
    storeMedia: () => from('media-manager.js').storeMedia('https://files.relay.example/b'),
    analyseMeal: () => from('nutritional-helper-openai.js').analyseMeal('oats'),
    activatePlan: () =>
      from('payment-manager.js')
        .activatePlan({ id: 1 }, 'basic', 'tx')
        .then(({ paid }) => paid),
    acknowledge: () => payments.acknowledge('tx').then(({ status }) => status),
    makePodcast: () =>
      from('podcast-generator.js')
        .makePodcast('show', [{ title: 'a', summary: 'b' }], ['one', 'two'], file('podcast'))
        .then((written) => fs.statSync(written).size),
    open: () => collected(() => new StreamingCoordinator('http://speech.example').open('text')),
    isReady: () => new StreamingCoordinator('http://speech.example').isReady(),
    ...Object.fromEntries(
      Object.keys(routes).map((route) => [
        `route ${route}`,
        () => ask(route, { params: { soul: 'a' }, query: {}, body: { text: 'a', voice: 'alba' } }),
      ]),
    ),
  };
}

/** A body that is a stream is told by its kind; how much of one comes at a time hangs on the machine. */
function described({ name, code, message, response }) {
  return {
    name,
    code,
    message: name === 'SyntaxError' ? message.replace(/, ".*/u, '') : message,
    status: response?.status,
    data: typeof response?.data?.pipe === 'function' ? '[stream]' : response?.data,
  };
}

/** V8's errors quote an expression, of which `release-responses` leaves the end: `response.data.data is not iterable`. */
function plain(value) {
  const text = JSON.stringify(value, (key, part) =>
    part?.type === 'Buffer' ? Buffer.from(part.data).toString('latin1') : part,
  );
  return text === undefined
    ? undefined
    : JSON.parse(
        text
          .replaceAll(folder, '')
          .replaceAll('response.data.data', 'data.data')
          .replaceAll(/127\.0\.0\.1:\d+/gu, 'peer')
          .replaceAll(/EPROTO \w+:/gu, 'EPROTO '),
      );
}

async function outcomeOf(call, behaviour, limit) {
  const store = { behaviour, trace: [] };
  const end = new AbortController();
  const outcome = asked
    .run(store, async () => call())
    .then(
      (result) => ({ result }),
      (error) => ({ error: described(error) }),
    );
  const ended = await Promise.race([
    outcome,
    later(limit * patience, { pending: true }, { signal: end.signal }).catch(() => undefined),
  ]);
  end.abort();
  // What is still going on has come as far as the machine was fast.
  return plain(ended.pending ? ended : { ...ended, trace: store.trace });
}

process.once('message', async ({ origins, behaviours, ...given }) => {
  ({ patience } = given);
  redirectTo(origins);
  const load = Module._load;
  Module._load = (request, ...args) =>
    request === 'express' ? express : Reflect.apply(load, Module, [request, ...args]);
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  const axios = Module.createRequire(join(folder, 'index.js'))('axios');
  axios.defaults.maxRedirects = REDIRECTS;
  tellBehaviour(axios);
  const calls = callsOf(folder);
  const outcomes = {};
  const against = async (behaviour, limit) => {
    const made = Object.entries(calls).map(async ([name, call]) => [
      `${name}, service, ${behaviour}`,
      await outcomeOf(call, behaviour, limit),
    ]);
    Object.assign(outcomes, Object.fromEntries(await Promise.all(made)));
  };
  const [slow, quick] = [true, false].map((isSlow) =>
    behaviours.filter((name) => SLOW.includes(name) === isSlow),
  );
  for (let from = 0; from < quick.length; from += TOGETHER)
    await Promise.all(
      quick.slice(from, from + TOGETHER).map((behaviour) => against(behaviour, LIMIT)),
    );
  await Promise.all(slow.map((behaviour) => against(behaviour, SLOW_LIMIT)));
  for (const [behaviour, messages] of Object.entries(uncaught))
    outcomes[`uncaught, service, ${behaviour}`] = plain(messages.sort());
  process.send(outcomes, () => process.exit());
});
