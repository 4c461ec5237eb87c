/**
 * What a message about a collection tells people to do: the fix that fits, and nothing that has just been refused.
 */
import { expect, it } from 'vitest';
import {
  DEFAULT_COLLECTION_OPTIONS,
  inspectCollections,
} from '../../../analysis/finders/no-unbounded-collection/finder.ts';
import { collectionMessages } from '../../../analysis/finders/no-unbounded-collection/messages.ts';
import { findingText } from '../../../analysis/findings/message.ts';
import { projectFacts } from '../../../analysis/project/project.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';

const FILE = '/service/app.js';

function toldOf(code: string): { readonly message: string; readonly refusal: string } {
  const project = projectFacts(FILE, { settings: { project: false }, agentsModule: undefined });
  const [site] = inspectCollections(
    parseSource(code, FILE),
    project,
    DEFAULT_COLLECTION_OPTIONS,
  ).filter(({ finding }) => finding);
  const { finding } = site!;
  return {
    message: findingText(collectionMessages, finding!, false),
    refusal: 'refusal' in finding!.remedy ? finding!.remedy.refusal : '',
  };
}

it('of what nothing ends', () => {
  const { message, refusal } = toldOf(`
    const clients = {};
    app.get('/', (req, res) => {
      const { host } = req.query;
      if (!clients[host]) clients[host] = new Client(host);
      clients[host].get('/').then((answer) => res.json(answer));
    });
  `);
  expect(refusal).toContain('still going on, or in use');
  expect(message).toContain('If nothing ends it (a client of a service, say, for each host)');
});

it('of a sweep', () => {
  const { message, refusal } = toldOf(`
    const hits = new Map();
    app.use((req, res, next) => {
      const now = Date.now();
      const hit = hits.get(req.ip);
      if (!hit || now - hit.start > 60000) {
        hits.set(req.ip, { count: 1, start: now });
        return next();
      }
      hit.count += 1;
      if (hit.count > 100) return res.status(429).end();
      next();
    });
  `);
  expect(refusal).toBe('');
  expect(message).toContain('Delete expired entries on a timer, or whenever an entry is added.');
});

it('of a cap', () => {
  const { message } = toldOf(`
    const seen = new Set();
    app.get('/:id', (req, res) => { seen.add(req.params.id); res.end(); });
  `);
  expect(message).toContain('Limit its size by deleting the oldest entries');
});

it('not of a removal in `finally` that is refused', () => {
  const { message, refusal } = toldOf(`
    const running = new Map();
    exports.run = app.post('/:id', async (req, res) => {
      const { id } = req.params;
      running.set(id, { by: req.ip });
      await work(id);
      running.delete(id);
      res.end();
    });
    app.get('/:id', (req, res) => res.json({ state: running.has(req.params.id) ? 'running' : 'done' }));
  `);
  expect(refusal).toContain('line 10 tells by an entry that its work is still going on');
  expect(refusal).toContain('Pass `--evict` (the option `evict` of the rule)');
  const byHand = 'hange that code first, then delete the entry in a `finally` block';
  expect(refusal).toContain(`By hand: c${byHand}`);
  expect(message).toContain(`C${byHand}`);
});

it('not of something to be closed in a response that axios has read', () => {
  const withRequest = (config: string) =>
    toldOf(`
      const axios = require('axios');
      const responses = new Map();
      app.post('/:id', async (req, res) => {
        const response = await axios.get(req.body.url${config});
        responses.set(req.params.id, response);
        res.json(responses.size);
      });
    `).refusal;
  expect(withRequest(", { responseType: 'stream' }")).toContain('has to be closed (`response`)');
  expect(withRequest('')).not.toContain('has to be closed');
});

it('of a list of listeners, for which nothing is seen to end', () => {
  const { message } = toldOf(`
    const listeners = [];
    exports.emit = (report) => { for (const listener of listeners) listener(report); };
    const onReport = (listener) => { listeners.push(listener); };
    app.get('/:id', (req, res) => { onReport((report) => res.write(report)); });
  `);
  expect(message).toContain(
    'Return a function that removes the listener, and call it where the code that listens ends.',
  );
});

it('not of listeners, where functions are kept that answer a question', () => {
  const { message, refusal } = toldOf(`
    const pending = new Map();
    const ask = (id, text) => new Promise((resolve) => {
      pending.set(id, { resolve, text });
    });
    app.get('/:id', async (req, res) => { res.json(await ask(req.params.id, req.query.text)); });
  `);
  expect(`${message} ${refusal}`).not.toContain('listener');
});

it('not of `--evict` where that leads to another refusal', () => {
  const joined = (made: string, add: string) =>
    toldOf(`
      const rooms = new Map();
      io.on('connection', (socket) => {
        socket.on('join', (room) => {
          if (!rooms.has(room)) rooms.set(room, ${made});
          rooms.get(room)${add};
        });
      });
    `).refusal;
  expect(joined('{ since: Date.now() }', '?.since')).toContain('Pass `--evict`');
  expect(joined('new Set()', '.add(socket.id)')).not.toContain('--evict');
  expect(joined('new Set()', '.add(socket.id)')).toContain('a cap would drop some of it. By hand:');
});

it('not of a timer that a serverless platform freezes', () => {
  const { message } = toldOf(`
    const seen = new Map();
    setInterval(() => {
      for (const [key, time] of seen) if (Date.now() - time > 1000) seen.delete(key);
    }, 1000);
    exports.handler = async (event) => { seen.set(event.userId, Date.now()); };
  `);
  expect(message).toContain('freezes its timer between two requests');
  expect(message).toContain('Delete expired entries whenever an entry is added.');
  expect(message).not.toContain('on a timer');
});

it('of `--evict --ttl`, where entries of a plain object have a time', () => {
  const { refusal } = toldOf(`
    const sessions = {};
    app.post('/login', (req, res) => {
      sessions[req.body.token] = { user: req.body.user, at: Date.now() };
      res.end();
    });
    app.get('/me', (req, res) => res.json(sessions[req.headers.token]?.user));
  `);
  expect(refusal).toContain('Pass `--evict --ttl MS`');
  expect(refusal).toContain('Add `--only sessions`');
});

it('of the line of a timer that is one of several', () => {
  const { message } = toldOf(`
    const samples = [];
    setInterval(() => log('alive'), 1000);
    setInterval(() => { samples.push({ at: Date.now(), user: currentUser() }); }, 1000);
    app.get('/samples', (req, res) => res.json(samples));
  `);
  expect(message).toContain('run by the timer `setInterval` of line 4');
});

it('not of a `finally` where what has failed is counted', () => {
  const { message, refusal } = toldOf(`
    const failedChecks = new Map();
    app.post('/check/:id', async (req, res) => {
      const { id } = req.params;
      failedChecks.set(id, (failedChecks.get(id) ?? 0) + 1);
      await check(id);
      failedChecks.delete(id);
      res.end();
    });
  `);
  expect(`${message} ${refusal}`).not.toContain('`finally` block, if this call alone');
});

it('not of `--evict` for entries that are saved later, which it would lose', () => {
  const { refusal } = toldOf(`
    const stats = new Map();
    app.post('/calls/:id', (req, res) => {
      stats.set(req.params.id, { ...stats.get(req.params.id), calls: req.body.calls });
      res.end();
    });
    setInterval(() => {
      for (const id of known) {
        const entry = stats.get(id);
        if (entry) fs.writeFileSync(id, JSON.stringify(entry));
      }
    }, 60_000);
  `);
  expect(refusal).not.toContain('--evict');
  expect(refusal).toContain(
    'Line 9 writes entries to a file, and an eviction would lose what is not written yet',
  );
});

it('of what runs for a missing entry, and may do more than compute it', () => {
  const { refusal } = toldOf(`
    const labels = new Map();
    app.post('/', async (req, res) => {
      const { text } = req.body;
      if (!labels.has(text)) labels.set(text, await pipe(text));
      res.json(labels.get(text));
    });
  `);
  expect(refusal).toContain(
    'it is not plainly a cache: if line 5 finds no entry, line 5 runs \`pipe(text)\`, which may do more than compute the value',
  );
  expect(refusal).toContain('What is removed then is lost, unless your code loads it again');
});
