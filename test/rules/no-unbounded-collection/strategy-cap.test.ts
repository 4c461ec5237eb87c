import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const fixed: InvalidCase[] = [
  {
    name: 'a cache of a Map',
    code: `
      const users = new Map();
      exports.userOf = async (userId) => {
        const hit = users.get(userId);
        if (hit) return hit;
        const user = await loadUser(userId);
        users.set(userId, user);
        return user;
      };
    `,
    output: `
      const users = new Map();
      exports.userOf = async (userId) => {
        const hit = users.get(userId);
        if (hit) return hit;
        const user = await loadUser(userId);
        users.set(userId, user);
        if (users.size > 1000) users.delete(users.keys().next().value);
        return user;
      };
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'keys and the lists under them',
    code: `
      const index = new Map();
      http.createServer((req, res) => {
        const publisher = req.headers['x-publisher'];
        if (!index.has(publisher)) index.set(publisher, []);
        index.get(publisher).push({ soul: req.url, at: Date.now() });
        res.end(JSON.stringify(index.get(publisher).slice(-20)));
      }).listen(8080);
    `,
    output: `
      const index = new Map();
      http.createServer((req, res) => {
        const publisher = req.headers['x-publisher'];
        if (!index.has(publisher)) index.set(publisher, []);
        if (index.size > 1000) index.delete(index.keys().next().value);
        const indexList = index.get(publisher);
        indexList.push({ soul: req.url, at: Date.now() });
        if (indexList.length > 1000) indexList.splice(0, indexList.length - 1000);
        res.end(JSON.stringify(index.get(publisher).slice(-20)));
      }).listen(8080);
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'lists that are added to in one branch, and made in the other',
    code: `
      const events = new Map();
      app.post('/:topic', (req, res) => {
        const { topic } = req.params;
        const list = events.get(topic);
        if (list) list.push({ body: req.body, at: Date.now() });
        else events.set(topic, [{ body: req.body, at: Date.now() }]);
        res.json(events.get(topic));
      });
    `,
    output: `
      const events = new Map();
      app.post('/:topic', (req, res) => {
        const { topic } = req.params;
        const list = events.get(topic);
        if (list) list.push({ body: req.body, at: Date.now() });
        else events.set(topic, [{ body: req.body, at: Date.now() }]);
        if (list && list.length > 1000) list.splice(0, list.length - 1000);
        if (events.size > 1000) events.delete(events.keys().next().value);
        res.json(events.get(topic));
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'a collection that may not be there yet',
    code: `
      let seen;
      if (process.env.DEDUPE) seen = new Set();
      app.post('/hook', (req, res) => {
        if (seen) seen.add(req.body.id);
        res.end();
      });
    `,
    output: `
      let seen;
      if (process.env.DEDUPE) seen = new Set();
      app.post('/hook', (req, res) => {
        if (seen) seen.add(req.body.id);
        if (seen && seen.size > 1000) seen.delete(seen.values().next().value);
        res.end();
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'another addition, of finite keys, that no check follows',
    code: `
      const cache = new Map();
      app.get('/:id', (req, res) => {
        const { id } = req.params;
        if (!cache.has('all')) cache.set('all', loadItem('all'));
        if (!cache.has(id)) cache.set(id, loadItem(id));
        res.json([cache.get('all'), cache.get(id)]);
      });
    `,
    options: { evict: true },
    output: `
      const cache = new Map();
      app.get('/:id', (req, res) => {
        const { id } = req.params;
        if (!cache.has('all')) cache.set('all', loadItem('all'));
        if (!cache.has(id)) cache.set(id, loadItem(id));
        while (cache.size > 1000) cache.delete(cache.keys().next().value);
        res.json([cache.get('all'), cache.get(id)]);
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'a log that is answered with as it is',
    code: `
      const events = [];
      app.post('/events', (req, res) => {
        events.push({ at: Date.now(), body: req.body });
        res.json(events);
      });
      app.get('/events', (req, res) => res.status(200).send(events));
    `,
    output: `
      const events = [];
      app.post('/events', (req, res) => {
        events.push({ at: Date.now(), body: req.body });
        if (events.length > 1000) events.splice(0, events.length - 1000);
        res.json(events);
      });
      app.get('/events', (req, res) => res.status(200).send(events));
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'a statement without a semicolon in the line of others',
    code: `
      const cache = new Map();
      app.get('/:id', (req, res) => {
        let item = cache.get(req.params.id);
        if (!item) { item = loadItem(req.params.id); cache.set(req.params.id, item) } res.json(item);
      });
    `,
    output: `
      const cache = new Map();
      app.get('/:id', (req, res) => {
        let item = cache.get(req.params.id);
        if (!item) { item = loadItem(req.params.id); cache.set(req.params.id, item); if (cache.size > 1000) { cache.delete(cache.keys().next().value); } } res.json(item);
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'two additions in one statement',
    code: `
      const seen = new Set();
      app.post('/hook', (req, res) => {
        seen.add(req.body.from).add(req.body.to);
        res.end();
      });
    `,
    output: `
      const seen = new Set();
      app.post('/hook', (req, res) => {
        seen.add(req.body.from).add(req.body.to);
        while (seen.size > 1000) seen.delete(seen.values().next().value);
        res.end();
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'an addition at the end of a case that falls through',
    code: `
      const seen = new Set();
      app.post('/hook', (req, res) => {
        switch (req.body.kind) {
          case 'new':
            if (!seen.has(req.body.id))
              seen.add(req.body.id);
            // falls through
          default:
            res.end();
        }
      });
    `,
    output: `
      const seen = new Set();
      app.post('/hook', (req, res) => {
        switch (req.body.kind) {
          case 'new':
            if (!seen.has(req.body.id))
              seen.add(req.body.id);
            if (seen.size > 1000) seen.delete(seen.values().next().value);
            // falls through
          default:
            res.end();
        }
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'a list whose items are replaced where they are found',
    code: `
      const eventsByKey = new Map();
      app.post('/put', (req, res) => {
        const { key, id } = req.body;
        const list = eventsByKey.get(key) || [];
        const at = list.findIndex((item) => item.id === id);
        const item = { id, storedAt: Date.now() };
        if (at >= 0) list[at] = item; else list.push(item);
        eventsByKey.set(key, list);
        res.end();
      });
      app.get('/list', (req, res) => {
        const known = eventsByKey.get(req.query.key) || [];
        res.json({ items: known.slice(req.query.from) });
      });
    `,
    options: { max: 50 },
    output: `
      const eventsByKey = new Map();
      app.post('/put', (req, res) => {
        const { key, id } = req.body;
        const list = eventsByKey.get(key) || [];
        const at = list.findIndex((item) => item.id === id);
        const item = { id, storedAt: Date.now() };
        if (at >= 0) list[at] = item; else list.push(item);
        if (list.length > 50) list.splice(0, list.length - 50);
        eventsByKey.set(key, list);
        if (eventsByKey.size > 50) eventsByKey.delete(eventsByKey.keys().next().value);
        res.end();
      });
      app.get('/list', (req, res) => {
        const known = eventsByKey.get(req.query.key) || [];
        res.json({ items: known.slice(req.query.from) });
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'a log, which is shown',
    code: `
      const events = [];
      app.post('/hook', (req, res) => {
        events.push({ at: Date.now(), body: req.body });
        res.end();
      });
      app.get('/events', (req, res) => {
        res.json(events);
      });
    `,
    output: `
      const events = [];
      app.post('/hook', (req, res) => {
        events.push({ at: Date.now(), body: req.body });
        if (events.length > 1000) events.splice(0, events.length - 1000);
        res.end();
      });
      app.get('/events', (req, res) => {
        res.json(events);
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'a log whose newest entry comes first',
    code: `
      const events = [];
      app.post('/hook', (req, res) => {
        events.unshift({ at: new Date().toISOString(), body: req.body });
        res.json(events.slice(0, 10));
      });
    `,
    output: `
      const events = [];
      app.post('/hook', (req, res) => {
        events.unshift({ at: new Date().toISOString(), body: req.body });
        if (events.length > 1000) events.splice(1000);
        res.json(events.slice(0, 10));
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'a Set in TypeScript, in a file with braces',
    filename: 'input.ts',
    code: `
      class Seen {
        readonly #ids = new Set<string>();
        note(userId: string): void {
          if (!this.#ids.has(userId)) {
            this.#ids.add(userId);
          }
        }
      }
      export const seen = new Seen();
    `,
    output: `
      class Seen {
        readonly #ids = new Set<string>();
        note(userId: string): void {
          if (!this.#ids.has(userId)) {
            this.#ids.add(userId);
            if (this.#ids.size > 1000) {
              const oldest = this.#ids.values().next();
              if (!oldest.done) {
                this.#ids.delete(oldest.value);
              }
            }
          }
        }
      }
      export const seen = new Seen();
    `,
    findings: [{ messageId: 'unbounded', line: 2 }],
  },
  {
    name: 'an addition that is returned: the check comes first',
    code: `
      const texts = new Map();
      exports.textOf = (userId) => {
        if (!texts.has(userId)) return texts.set(userId, String(userId)).get(userId);
        return texts.get(userId);
      };
    `,
    output: `
      const texts = new Map();
      exports.textOf = (userId) => {
        if (texts.size >= 1000) texts.delete(texts.keys().next().value);
        if (!texts.has(userId)) return texts.set(userId, String(userId)).get(userId);
        return texts.get(userId);
      };
    `,
    options: { evict: true },
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'a statement that shares its line',
    code: `
      const seen = new Set();
      app.use((req, res, next) => { seen.add(req.ip); next(); });
    `,
    output: `
      const seen = new Set();
      app.use((req, res, next) => { seen.add(req.ip); if (seen.size > 1000) seen.delete(seen.values().next().value); next(); });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'no semicolons',
    code: `
      const seen = new Set()
      app.use((req, res, next) => {
        seen.add(req.ip) // who
        next()
      })
    `,
    output: `
      const seen = new Set()
      app.use((req, res, next) => {
        seen.add(req.ip) // who
        if (seen.size > 1000) seen.delete(seen.values().next().value)
        next()
      })
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'an addition to a parameter that may be another collection: the one that grows is cut',
    code: `
      const seen = new Set();
      const note = (set, userId) => {
        set.add(userId);
      };
      app.use((req, res, next) => {
        note(seen, req.ip);
        note(new Set(), req.ip);
        next();
      });
    `,
    output: `
      const seen = new Set();
      const note = (set, userId) => {
        set.add(userId);
        if (seen.size > 1000) seen.delete(seen.values().next().value);
      };
      app.use((req, res, next) => {
        note(seen, req.ip);
        note(new Set(), req.ip);
        next();
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
];

const LIST = 'const list = [];\n';
const GROWS = `app.post('/items', (req, res) => {\n  list.push({ at: Date.now(), body: req.body });\n  res.end();\n});\n`;

const listed = (name: string, use: string, refused: string): InvalidCase => ({
  name,
  code: `${LIST}${GROWS}${use}\n`,
  findings: [{ messageId: 'unbounded', line: 1, refused }],
});

const refusals: InvalidCase[] = [
  {
    name: 'items without a time: they may be all that the program has',
    code: `
      const notes = [];
      app.post('/notes', (req, res) => {
        notes.push(req.body);
        res.json(notes);
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'have no time of their own' }],
  },
  {
    name: 'items of a store, which say when they were made',
    code: `
      const notes = [];
      app.post('/notes', (req, res) => {
        notes.push({ ...req.body, createdAt: Date.now() });
        res.json(notes);
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'have no time of their own' }],
  },
  listed(
    'a list that is asked for an item',
    `app.get('/item', (req, res) => {\n  const item = list.find(({ body }) => body.id === req.query.id);\n  res.status(item ? 200 : 404).json(item);\n});`,
    'decides by an item',
  ),
  listed(
    'a length that the addition gives back',
    `app.post('/again', (req, res) => {\n  res.json({ count: list.push({ at: Date.now(), body: req.body }) });\n});`,
    'uses the length that `push` gives back',
  ),
  listed(
    'a part of it that a function gives, and others count',
    `const of = (id) => list.filter(({ body }) => body.id === id);\napp.get('/:id', (req, res) => {\n  res.status(of(req.params.id).length > 3 ? 429 : 200).end();\n});`,
    'does more with its items than to show them',
  ),
  listed(
    'a part of it that other files get, and may count',
    `exports.of = (id) => list.filter(({ body }) => body.id === id);`,
    'does more with its items than to show them',
  ),
  listed(
    'the size of a Set that is made of it',
    `app.get('/who', (req, res) => {\n  res.json(new Set(list.map(({ body }) => body.id)).size);\n});`,
    'does more with its items than to show them',
  ),
  {
    name: 'lists that are taken out: what waits for a client',
    code: `
      const events = new Map();
      app.post('/:to', (req, res) => {
        const { to } = req.params;
        if (!events.has(to)) events.set(to, []);
        events.get(to).push({ body: req.body, at: Date.now() });
        res.end();
      });
      app.get('/:to', (req, res) => {
        const { to } = req.params;
        const messages = events.get(to) ?? [];
        events.delete(to);
        res.json(messages);
      });
    `,
    findings: [{ messageId: 'evictionIdle', line: 1, refused: 'takes a list out' }],
  },
  listed(
    'the position of an item',
    `app.get('/all', (req, res) => {\n  res.json(list.map((item, index) => ({ index, ...item })));\n});`,
    'uses the positions of its items',
  ),
  ...[
    'res.json(list.map(number));',
    'res.json(list.map((...all) => all[1]));',
    'res.json(list.map(function () { return arguments[1]; }));',
  ].map((read) =>
    listed(
      `the position of an item: ${read}`,
      `const number = (item, index) => index;\napp.get('/all', (req, res) => {\n  ${read}\n});`,
      'uses the positions of its items',
    ),
  ),
  listed(
    'pairs of positions and items',
    `app.get('/all', (req, res) => {\n  for (const [index, item] of list.entries()) res.write(index + item.body);\n  res.end();\n});`,
    'uses the positions of its items',
  ),
  {
    name: 'the last item of a list whose newest comes first',
    code: `
      const list = [];
      app.post('/items', (req, res) => {
        list.unshift({ at: Date.now(), body: req.body });
        res.json(list.at(-1));
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'may read items that a cap removes' }],
  },
  {
    name: 'a list that is expected to be there',
    code: `
      const index = new Map();
      app.post('/:topic', (req, res) => {
        const { topic } = req.params;
        if (!index.has(topic)) index.set(topic, []);
        index.get(topic).push({ body: req.body, at: Date.now() });
        res.end();
      });
      app.get('/:topic', (req, res) => res.json(index.get(req.params.topic).slice(-20)));
    `,
    findings: [
      { messageId: 'unbounded', line: 1, refused: 'takes for granted that the entry is there' },
    ],
  },
  {
    name: 'a list that is expected to be there still behind an await',
    code: `
      const index = new Map();
      app.post('/:topic', async (req, res) => {
        const { topic } = req.params;
        if (!index.has(topic)) index.set(topic, []);
        await save(req.body);
        index.get(topic).push({ body: req.body, at: Date.now() });
        res.end();
      });
    `,
    findings: [
      { messageId: 'unbounded', line: 1, refused: 'takes for granted that the entry is there' },
    ],
  },
  listed(
    'a length that is shown',
    `app.get('/count', (req, res) => {\n  res.json({ count: list.length });\n});`,
    'its size is shown',
  ),
  listed(
    'a sum over all items',
    `app.get('/sum', (req, res) => {\n  res.json(list.reduce((sum, { body }) => sum + body.n, 0));\n});`,
    'may read items that a cap removes',
  ),
  listed(
    'the length of a part of it',
    `app.get('/rate', (req, res) => {\n  res.json(list.filter(({ at }) => at > cut).length);\n});`,
    'does more with its items than to show them',
  ),
  listed(
    'a loop that adds up',
    `app.get('/sum', (req, res) => {\n  let sum = 0;\n  for (const { body } of list) sum += body.n;\n  res.json(sum);\n});`,
    'does more with its items than to show them',
  ),
  listed(
    'an item by its position',
    `app.get('/item/:n', (req, res) => {\n  res.json(list[req.params.n]);\n});`,
    'reads an item by its position',
  ),
  listed(
    'a list that is sorted in place',
    `app.get('/top', (req, res) => {\n  list.sort((a, b) => b.body.n - a.body.n);\n  res.end(list[list.length - 1].body.n);\n});`,
    'moves its items',
  ),
  {
    name: 'a list that other files get',
    code: `${LIST}${GROWS}exports.items = () => list;\n`,
    options: { unverifiable: true },
    findings: [{ messageId: 'undecided', line: 1, refused: 'where its use is not seen' }],
  },
  listed(
    'an item that is changed later on',
    `app.post('/seen', (req, res) => {\n  list.at(-1).seen = true;\n  res.end();\n});`,
    'changes an item',
  ),
  {
    name: 'a dictionary, whose keys are in no order of time',
    code: `
      const table = {};
      app.post('/items', (req, res) => {
        table[req.body.id] = 1;
        res.end();
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'which of its keys is the oldest' }],
  },
  {
    name: 'counts',
    code: `
      const hits = new Map();
      app.use((req, res, next) => {
        const count = (hits.get(req.ip) ?? 0) + 1;
        hits.set(req.ip, count);
        if (count > 100) return res.status(429).end();
        next();
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'not plainly a cache' }],
  },
  {
    name: 'entries that are gone through',
    code: `
      const users = new Map();
      app.post('/in', (req, res) => {
        users.set(req.body.id, req.body.url);
        res.end();
      });
      setInterval(() => {
        for (const [id, url] of users) notify(id, url);
      }, 1000);
    `,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'are gone through' }],
  },
  {
    name: 'a body of a function that is an expression',
    code: `
      const seen = new Set();
      exports.note = (userId) => seen.add(userId);
    `,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'beside which no statement can stand' }],
  },
  {
    name: 'a size that a class shows which extends the owner',
    code: `
      class Sizes {
        cache = new Map();
        of(id) {
          if (!this.cache.has(id)) this.cache.set(id, parse(id));
          return this.cache.get(id);
        }
      }
      class Counted extends Sizes {
        count() {
          return this.cache.size;
        }
      }
      const sizes = new Counted();
      app.get('/:id', (req, res) => res.json([sizes.of(req.params.id), sizes.count()]));
    `,
    findings: [{ messageId: 'unbounded', line: 2, refused: 'its size is shown' }],
  },
  {
    name: 'Sets under the keys: who is in a room',
    code: `
      const members = new Map();
      app.post('/join', (req, res) => {
        const set = members.get(req.body.topic) ?? new Set();
        set.add(req.ip);
        members.set(req.body.topic, set);
        res.end();
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'not as lists' }],
  },
  {
    name: 'lists that several cases of a switch add to, without braces of their own',
    code: `
      const events = new Map();
      app.post('/event', (req, res) => {
        const { id, kind } = req.body;
        if (!events.has(id)) events.set(id, []);
        switch (kind) {
          case 1:
            events.get(id).push({ kind: 'a', at: Date.now() });
            break;
          default:
            events.get(id).push({ kind: 'b', at: Date.now() });
        }
        res.end();
      });
    `,
    findings: [
      {
        messageId: 'unbounded',
        line: 1,
        refused: 'under a name that may stand for another collection',
      },
    ],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [...fixed, ...refusals],
});
