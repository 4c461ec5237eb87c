/**
 * A call of each route of `test/fixtures/service/` and of each function that its helpers export, and what the servers that it asks
 * answer, request by request. The child process makes the calls, the server of the test gives the answers.
 *
 * `of` is module and export, `when` tells two calls of one function apart, `fails` marks a call that has to throw.
 */
const { PassThrough } = require('node:stream');
const { buffer, text: textOf } = require('node:stream/consumers');

const ok = (contentType, body) => ({ status: 200, headers: { 'content-type': contentType }, body });
const json = (value) => ok('application/json', JSON.stringify(value));
const audio = (letters) => ok('audio/mpeg', Buffer.from(letters, 'latin1'));
const chat = (content) => json({ choices: [{ message: { content } }] });
const status = (code) => ({
  status: code,
  headers: { 'content-type': 'application/json' },
  body: '{"error":"unknown"}',
});
const moved = (location, then) => ({ status: 302, headers: { location }, body: '', then });

const sealed = (value) => Buffer.from(JSON.stringify(value)).toString('base64');

/** Notes down what a function that is called back with is told, and waits as a listener that sends it on would. */
function listener() {
  const told = [];
  const listen = async (...args) => {
    told.push(args);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { told, listen };
}

/** Answers a request by a handler of the service, and tells what it would have been sent. */
async function served(handler, request) {
  const told = { status: 200 };
  const response = {
    status: (code) => Object.assign(response, { told: Object.assign(told, { status: code }) }),
    type: (type) => Object.assign(response, { told: Object.assign(told, { type }) }),
    json: (body) => Object.assign(told, { body }),
    send: (body) => Object.assign(told, { body }),
  };
  await handler(request, response);
  return told;
}

/** First, so that all others run with the agents that the service gives to `axios.defaults`. */
const index = [
  {
    of: 'index.get /api/records/:soul',
    answers: [json({ soul: 's' })],
    run: (routes) => served(routes['get /api/records/:soul'], { params: { soul: 's' } }),
  },
  {
    of: 'index.get /api/prices',
    answers: [json({ bitcoin: { usd: 1 } })],
    run: (routes) => served(routes['get /api/prices'], { query: { ids: 'bitcoin,arweave' } }),
  },
  {
    of: 'index.post /api/speech',
    answers: [audio('local')],
    run: (routes) => served(routes['post /api/speech'], { body: { text: 'hello', voice: 'moss' } }),
  },
];

const alfred = [
  {
    of: 'alfred.ask',
    answers: [json({ message: { content: 'because' } })],
    run: ({ ask }) => ask('why?', [{ role: 'user', content: 'hello' }]),
  },
  {
    of: 'alfred.askStreaming',
    answers: [ok('application/x-ndjson', JSON.stringify({ message: { content: 'so' } }))],
    run: async ({ askStreaming }) => {
      const tokens = [];
      await askStreaming('go on', (token) => tokens.push(token));
      return tokens;
    },
  },
  {
    of: 'alfred.getModels',
    answers: [json({ models: [{ name: 'butler' }, { name: 'cook' }] })],
    run: ({ getModels }) => getModels(),
  },
  {
    of: 'alfred.getLights',
    answers: [json([{ entity_id: 'light.hall' }, { entity_id: 'door.hall' }])],
    run: ({ getLights }) => getLights(),
  },
  {
    of: 'alfred.setLight',
    when: 'on',
    answers: [json([])],
    run: ({ setLight }) => setLight('light.hall', true),
  },
  {
    of: 'alfred.setLight',
    when: 'off',
    answers: [json([])],
    run: ({ setLight }) => setLight('light.hall', false),
  },
  {
    of: 'alfred.getAppointments',
    answers: [json({ events: [{ id: 1, title: 'dentist' }] })],
    run: ({ getAppointments }) => getAppointments('2026-03-01'),
  },
  {
    of: 'alfred.moveAppointment',
    answers: [json({})],
    run: ({ moveAppointment }) => moveAppointment(1, '2026-03-02T09:00'),
  },
  {
    of: 'alfred.cancelAppointment',
    answers: [{ status: 204, headers: {}, body: '' }],
    run: ({ cancelAppointment }) => cancelAppointment(1, 'ill'),
  },
  {
    of: 'alfred.addAppointment',
    answers: [json({ id: 7 })],
    run: ({ addAppointment }) => addAppointment({ title: 'dentist' }),
  },
  {
    of: 'alfred.readOut',
    answers: [
      json({ events: [{ title: 'dentist' }] }),
      json({ message: { content: 'The dentist waits.' } }),
      audio('speech'),
    ],
    run: ({ readOut }) => readOut('2026-03-01'),
  },
];

const edges = json({
  data: {
    transactions: { edges: [{ node: { id: 'a', height: 90 } }, { node: { id: 'b', height: 99 } }] },
  },
});

const arweave = [
  {
    of: 'arweave.search',
    answers: [edges, json({ height: 100 })],
    run: ({ search }) => search([{ name: 'App', values: ['relay'] }], 'cursor'),
  },
  {
    of: 'arweave.search',
    when: 'the first gateway is down',
    answers: [status(502), edges, json({ height: 100 })],
    run: ({ search }) => search([], null),
  },
  {
    of: 'arweave.fetchRecord',
    answers: [json({ title: 'oats' })],
    run: ({ fetchRecord }) => fetchRecord('a'),
  },
  {
    of: 'arweave.getStatus',
    answers: [json({ number_of_confirmations: 6 })],
    run: ({ getStatus }) => getStatus('a'),
  },
  {
    of: 'arweave.getHeight',
    answers: [json({ height: 100 })],
    run: ({ getHeight }) => getHeight(),
  },
];

const elastic = [
  {
    of: 'elastic.indexRecord',
    answers: [],
    run: ({ indexRecord }) => indexRecord({ id: 'r1', title: 'oats' }),
  },
  {
    of: 'elastic.findRecord',
    when: 'it is pending',
    answers: [],
    run: ({ findRecord }) => findRecord('r1'),
  },
  {
    of: 'elastic.findRecord',
    when: 'it is indexed',
    answers: [json({ _source: { id: 'r2' } })],
    run: ({ findRecord }) => findRecord('r2'),
  },
  {
    of: 'elastic.flush',
    answers: [json({ result: 'created' })],
    run: async ({ indexRecord, flush }) => {
      indexRecord({ id: 'r1', grams: 40 });
      await flush();
    },
  },
];

const file = [
  {
    of: 'file.download',
    answers: [audio('episode')],
    run: ({ download }) => download('https://media.relay.example/a/episode.mp3?x=1', 'written'),
  },
];

const speech = [
  {
    of: 'generators.getSpeech',
    when: 'nobody listens',
    answers: [audio('local')],
    run: ({ getSpeech }) => getSpeech('hello'),
  },
  {
    of: 'generators.getSpeech',
    when: 'somebody listens',
    answers: [audio('local')],
    run: async ({ getSpeech }) => {
      const { told, listen } = listener();
      return { speech: await getSpeech('hello', 'moss', listen), told };
    },
  },
  {
    of: 'generators.getSpeech',
    when: 'the local voice is down',
    answers: [status(500), audio('cloud')],
    run: async ({ getSpeech }) => {
      const { told, listen } = listener();
      return { speech: await getSpeech('hello', 'moss', listen), told };
    },
  },
  {
    of: 'generators.saveCloudSpeech',
    answers: [audio('cloud')],
    run: ({ saveCloudSpeech }) => saveCloudSpeech('hello', 'moss', 'written/speech/hello.mp3'),
  },
  {
    of: 'generators.streamSpeech',
    answers: [audio('stream')],
    run: async ({ streamSpeech }) => {
      const out = new PassThrough();
      await streamSpeech('hello', 'moss', out);
      return buffer(out);
    },
  },
  {
    of: 'generators.getVoices',
    answers: [json({ voices: ['alba', 'moss'] })],
    run: ({ getVoices }) => getVoices(),
  },
  { of: 'generators.warmUp', answers: [json({})], run: ({ warmUp }) => warmUp() },
  {
    of: 'generators.speakLong',
    when: 'done at last',
    answers: [json({ id: 3 }), json({ status: 'queued' }), json({ status: 'done', url: '/3.mp3' })],
    run: ({ speakLong }) => speakLong('once upon a time', 'moss'),
  },
  {
    of: 'generators.speakLong',
    when: 'it failed',
    fails: true,
    answers: [json({ id: 3 }), json({ status: 'failed' }), json({})],
    run: ({ speakLong }) => speakLong('once upon a time', 'moss'),
  },
];

const facts = [
  {
    of: 'generators.getPrices',
    answers: [json({ bitcoin: { usd: 1 } })],
    run: ({ getPrices }) => getPrices(['bitcoin', 'arweave'], 'eur'),
  },
  {
    of: 'generators.getPriceHistory',
    answers: [
      json({
        prices: [
          [1, 2],
          [3, 4],
        ],
      }),
    ],
    run: ({ getPriceHistory }) => getPriceHistory('bitcoin', 30),
  },
  {
    of: 'generators.getExchangeRate',
    answers: [json({ rate: 1.25 })],
    run: ({ getExchangeRate }) => getExchangeRate('usd', 'eur'),
  },
  {
    of: 'generators.locate',
    answers: [json([{ lat: 52.5, lon: 13.4 }])],
    run: ({ locate }) => locate('Berlin'),
  },
  {
    of: 'generators.locate',
    when: 'nowhere',
    fails: true,
    answers: [json([])],
    run: ({ locate }) => locate('Atlantis'),
  },
  {
    of: 'generators.getWeather',
    answers: [json([{ lat: 52.5, lon: 13.4 }]), json({ degrees: 7 }), json({ days: [8, 9] })],
    run: ({ getWeather }) => getWeather('Berlin'),
  },
  {
    of: 'generators.getHeadlines',
    answers: [json({ articles: [{ title: 'Oats' }] })],
    run: ({ getHeadlines }) => getHeadlines('food'),
  },
  {
    of: 'generators.getArticleText',
    answers: [moved('story', ok('text/html', '<h1>Oats</h1>\n<p>are  fine</p>'))],
    run: ({ getArticleText }) => getArticleText('https://paper.relay.example/front'),
  },
  {
    of: 'generators.isReachable',
    answers: [ok('text/html', '')],
    run: ({ isReachable }) => isReachable('https://paper.relay.example/front'),
  },
  {
    of: 'generators.complete',
    answers: [chat('Oats are fine.')],
    run: ({ complete }) => complete('Are oats fine?', { maxTokens: 5 }),
  },
  {
    of: 'generators.makeRecord',
    answers: [chat('{"title":"Oats"}')],
    run: ({ makeRecord }) => makeRecord({ title: 'Oats', text: 'They are fine.' }),
  },
  {
    of: 'generators.translate',
    answers: [json({ translatedText: 'Hafer' })],
    run: ({ translate }) => translate('oats', 'de'),
  },
  {
    of: 'generators.remember',
    answers: [json({})],
    run: ({ remember }) => remember('k', { a: 1 }),
  },
  {
    of: 'generators.recall',
    when: 'it is known',
    answers: [json({ a: 1 })],
    run: ({ recall }) => recall('k', () => ({ a: 2 })),
  },
  {
    of: 'generators.recall',
    when: 'it is unknown',
    answers: [status(404), json({})],
    run: ({ recall }) => recall('k', async () => ({ a: 2 })),
  },
];

const upscaled = async (upscale, engine) => {
  const { told, listen } = listener();
  return { pixels: await upscale(Buffer.from('small'), engine, listen), told };
};

const images = [
  {
    of: 'generators.makeImage',
    answers: [json({ images: [{ file: 'a.png' }] }), audio('pixels')],
    run: ({ makeImage }) => makeImage('oats', 512),
  },
  {
    of: 'generators.upscale',
    when: 'fast',
    answers: [audio('pixels')],
    run: ({ upscale }) => upscaled(upscale, 'fast'),
  },
  {
    of: 'generators.upscale',
    when: 'well',
    answers: [audio('pixels')],
    run: ({ upscale }) => upscaled(upscale, 'well'),
  },
  {
    of: 'generators.describeImage',
    answers: [json({ caption: 'a bowl' })],
    run: ({ describeImage }) => describeImage('package.json'),
  },
];

const gun = [
  {
    of: 'gun.getRecord',
    answers: [json({ success: true, data: { soul: 's', body: { a: 1 } } })],
    run: ({ getRecord }) => getRecord('s'),
  },
  {
    of: 'gun.getRecord',
    when: 'its body is a text',
    answers: [json({ success: true, data: { body: '{"a":1}' } })],
    run: ({ getRecord }) => getRecord('s'),
  },
  {
    of: 'gun.getRecord',
    when: 'it is sealed',
    answers: [json({ success: true, data: { body: sealed({ a: 1 }), meta: { sealed: true } } })],
    run: ({ getRecord }) => getRecord('s'),
  },
  {
    of: 'gun.getRecord',
    when: 'there is none',
    answers: [json({ success: false, error: 'unknown' })],
    run: ({ getRecord }) => getRecord('s'),
  },
  {
    of: 'gun.getRecord',
    when: 'at the second attempt',
    answers: [status(500), json({ success: true, data: {} })],
    run: ({ getRecord }) => getRecord('s'),
  },
  {
    of: 'gun.putRecord',
    answers: [json({ ack: 1 })],
    run: ({ putRecord }) => putRecord('s', { a: 1 }),
  },
  { of: 'gun.removeRecord', answers: [json({})], run: ({ removeRecord }) => removeRecord('s') },
  {
    of: 'gun.getPublishers',
    answers: [
      json({
        success: true,
        publishers: [
          { soul: 'p', name: 'Ann', x: 1 },
          { soul: 'q', name: sealed('Bob'), sealed: true },
        ],
      }),
    ],
    run: ({ getPublishers }) => getPublishers(2),
  },
];

const PEERS = ['https://one.relay.example', 'https://two.relay.example'];

async function syncedBy(GunSyncService) {
  const records = [];
  const service = new GunSyncService(PEERS, (record) => records.push(record));
  const count = await service.syncAll();
  return {
    count,
    records,
    seen: records.map(({ soul }) => service.seen.has(soul)),
    hasMore: service.seen.has('none'),
  };
}

const sync = [
  {
    of: 'gunSyncService.GunSyncService.syncAll',
    answers: [
      json({ success: true, data: { _: { '#': 'index' }, a: { soul: 'A/1' }, b: null } }),
      json({ success: true, data: { title: 'Oats' } }),
      json({ success: true, data: { title: 'Rye', body: '{"grams":40}' } }),
      json({ success: true, data: { b: {}, c: {} } }),
      json({ success: true, data: { title: 'Tea' } }),
    ],
    run: ({ GunSyncService }) => syncedBy(GunSyncService),
  },
  {
    of: 'gunSyncService.GunSyncService.syncAll',
    when: 'a peer has no index',
    answers: [status(404), json({ success: true, data: { c: {} } }), json({ success: false })],
    run: ({ GunSyncService }) => syncedBy(GunSyncService),
  },
  {
    of: 'gunSyncService.GunSyncService.start',
    answers: [],
    run: ({ GunSyncService }) => {
      const service = new GunSyncService(PEERS, () => {});
      service.start();
      const { timer } = service;
      service.stop();
      return timer.hasRef();
    },
  },
  {
    of: 'gunSyncService.GunSyncService.stop',
    answers: [],
    run: ({ GunSyncService }) => new GunSyncService(PEERS, () => {}).stop(),
  },
];

const transaction = (height, address = 'relay-1') =>
  json({
    outputs: [
      { address: 'change', value: 9 },
      { address, value: 2 },
    ],
    status: { height },
  });

const payments = [
  {
    of: 'payment-verification.verifyPayment',
    when: 'it is confirmed',
    answers: [transaction(5), json({ rate: 3 }), json({})],
    run: ({ verifyPayment }) => verifyPayment('t1', 6, 'eur'),
  },
  {
    of: 'payment-verification.verifyPayment',
    when: 'it is not',
    answers: [transaction(null), json({ rate: 3 })],
    run: ({ verifyPayment }) => verifyPayment('t1', 6),
  },
  {
    of: 'payment-verification.verifyPayment',
    when: 'it is short',
    fails: true,
    answers: [transaction(5), json({ rate: 1 })],
    run: ({ verifyPayment }) => verifyPayment('t1', 6),
  },
  {
    of: 'payment-verification.verifyPayment',
    when: 'it went elsewhere',
    fails: true,
    answers: [transaction(5, 'somebody')],
    run: ({ verifyPayment }) => verifyPayment('t1', 6),
  },
  {
    of: 'payment-verification.acknowledge',
    answers: [json({ ack: 1 })],
    run: async ({ acknowledge }) => {
      const { status: code, data } = await acknowledge('t1');
      return { code, data };
    },
  },
  {
    of: 'payment-manager.activatePlan',
    answers: [transaction(5), json({ rate: 3 }), json({})],
    run: async ({ activatePlan }) => {
      const { since, ...plan } = await activatePlan({ id: 'u1' }, 'basic', 't1');
      return { ...plan, isDated: !Number.isNaN(Date.parse(since)) };
    },
  },
];

const others = [
  {
    of: 'media-manager.storeMedia',
    answers: [audio('film')],
    run: ({ storeMedia }) => storeMedia('https://media.relay.example/film.mp4'),
  },
  {
    of: 'nutritional-helper-openai.analyseMeal',
    answers: [chat('{"calories":152}')],
    run: ({ analyseMeal }) => analyseMeal('oats'),
  },
  {
    of: 'podcast-generator.makePodcast',
    answers: [
      json({ text: 'Hello.\n\nGoodbye.' }),
      audio('one'),
      audio('two'),
      audio('jingle'),
      json({}),
    ],
    run: ({ makePodcast }) =>
      makePodcast('news', [{ title: 'Oats', summary: 'fine' }], ['Ann', 'Bob'], 'written/show.mp3'),
  },
  {
    of: 'streamingCoordinator.StreamingCoordinator.open',
    answers: [audio('stream')],
    run: async ({ StreamingCoordinator }) => {
      const coordinator = new StreamingCoordinator('https://stream.relay.example');
      const text = await textOf(await coordinator.open('hello'));
      return { text, chunks: coordinator.chunks };
    },
  },
  {
    of: 'streamingCoordinator.StreamingCoordinator.isReady',
    answers: [json({})],
    run: ({ StreamingCoordinator }) =>
      new StreamingCoordinator('https://stream.relay.example').isReady(),
  },
];

/** Last, since it leaves a record that is to be indexed. */
const stored = [
  {
    of: 'index.post /api/records',
    answers: [json({ id: 'r9', title: 'oats' })],
    run: (routes) => served(routes['post /api/records'], { body: { title: 'oats' } }),
  },
];

module.exports = [
  index,
  alfred,
  arweave,
  elastic,
  file,
  speech,
  facts,
  images,
  gun,
  sync,
  payments,
  others,
  stored,
].flat();
