/**
 * Code of which nothing is reported.
 */

import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type ValidCase } from '../../harness/rule-tester.ts';

const finite: ValidCase[] = [
  {
    name: 'a table of an object, of whose names there may not be more than a hundred',
    code: `
      const gauges = {};
      exports.gauge = (userId) => {
        let gauge = gauges[userId];
        if (!gauge) {
          if (Object.keys(gauges).length > 99) throw new Error('too many');
          gauge = new Gauge({ userId });
          gauges[userId] = gauge;
        }
        return gauge;
      };
    `,
  },
  {
    name: 'emptied as each run begins, by the one function that runs the one that adds',
    code: `
      class Crawl {
        constructor() { this.seen = new Set(); }
        async run(urls) {
          this.seen.clear();
          for (const url of urls) await this.visit(url);
        }
        async visit(url) {
          this.seen.add(url);
          for (const next of await links(url)) if (!this.seen.has(next)) await this.visit(next);
        }
      }
      const crawl = new Crawl();
      app.post('/crawl', async (req, res) => { await crawl.run(req.body.urls); res.end(); });
    `,
  },
  {
    name: 'emptied by a function that each run calls first',
    code: `
      let byUser = new Map();
      const reset = () => { byUser = new Map(); };
      const add = (row) => byUser.set(row.userId, row);
      app.post('/import', async (req, res) => {
        reset();
        req.body.rows.forEach((row) => add(row));
        res.end();
      });
    `,
  },
  {
    name: 'lists in values, emptied with their entries as each run begins',
    code: `
      const hooks = new Map();
      function add(event, hook) {
        if (!hooks.has(event)) hooks.set(event, []);
        hooks.get(event).push(hook);
      }
      app.post('/reload', async (req, res) => {
        hooks.clear();
        for (const hook of await load()) add(hook.event, hook);
        res.end();
      });
    `,
  },
  {
    name: 'a Map of a class that a timer sweeps by a method of its own',
    code: `
      const { Collection } = require('discord.js');
      const cooldowns = new Collection();
      client.on('messageCreate', (message) => {
        cooldowns.set(message.author.id, Date.now());
      });
      setInterval(() => cooldowns.sweep((at) => Date.now() - at > 60000), 60000);
    `,
  },
  {
    name: 'an entry with an assertion that is written to',
    filename: 'input.ts',
    code: `
      class Bits {
        readonly list: number[] = [];
        put(bit: number) {
          if (this.list.length <= bit >> 3) this.list.push(0);
          this.list[bit >> 3]! |= 1 << (bit & 7);
          (this.list[0] as number) = 1;
          (<any>this.list).length = 8;
        }
      }
      export default Bits;
    `,
  },
  {
    name: 'a Map of a class that limits itself',
    code: `
      class Recent extends Map {
        set(key, value) {
          if (this.size >= 100) this.clear();
          return super.set(key, value);
        }
      }
      const recent = new Recent();
      app.post('/x', (req) => recent.set(req.body.id, 1));
    `,
  },
  {
    name: 'a list of one call, which a callback of the request fills',
    code: `
      const axios = require('axios');
      exports.load = async (path) => {
        const steps = [];
        const response = await axios.get(\`\${BASE}/\${path}\`, {
          onDownloadProgress: ({ loaded }) => steps.push(loaded),
        });
        return [response.data, steps.at(-1)];
      };
    `,
  },
  {
    name: 'a list of one call, which a callback of a request that is not awaited there fills',
    code: `
      const axios = require('axios');
      exports.load = (path) => {
        const steps = [];
        return axios
          .get(\`\${BASE}/\${path}\`, { onDownloadProgress: ({ loaded }) => steps.push(loaded) })
          .then(({ data }) => [data, steps.at(-1)]);
      };
    `,
  },
  {
    name: 'filled where it is made',
    code: `
      const names = new Map([['a', 1]]);
      module.exports = (name) => names.get(name);`,
  },
  {
    name: 'filled as the module loads',
    code: `
      const table = new Map();
      for (const row of rows) table.set(row.id, row);
      module.exports = (id) => table.get(id);`,
  },
  {
    name: 'filled by a callback as the module loads',
    code: `
      const table = new Map();
      rows.forEach((row) => table.set(row.id, row));
      module.exports = (id) => table.get(id);`,
  },
  {
    name: 'filled by a function that only the module itself calls',
    code: `
      const table = new Map();
      function add(id) { table.set(id, 1); }
      add('a');
      add('b');`,
  },
  {
    name: 'literal keys',
    code: `
      const counts = new Map();
      app.post('/items', (req, res) => {
        counts.set(req.ok ? 'ok' : 'bad', 1);
        res.end();
      });
    `,
  },
  {
    name: 'keys of a constant',
    code: `
      const FORMATS = ['json', 'xml'];
      const seen = new Set();
      module.exports.scan = () => {
        for (const format of FORMATS) seen.add(format);
      };`,
  },
  {
    name: 'keys of an object of the module',
    code: `
      const TABLE = { a: 1, b: 2 };
      const seen = new Set();
      exports.scan = () => Object.keys(TABLE).forEach((key) => seen.add(key));`,
  },
  {
    name: 'a union of literals',
    code: `
      type Format = 'json' | 'xml';
      const parsers = new Map<Format, object>();
      export function parser(format: Format) {
        parsers.set(format, {});
      }`,
    filename: 'input.ts',
  },
  {
    name: 'the type of the parameter alone',
    code: `
      type UserKind = 'admin' | 'guest';
      const users = new Map();
      export function user(userId: UserKind) {
        users.set(userId, 1);
      }`,
    filename: 'input.ts',
  },
  {
    name: 'an enum',
    code: `
      enum State { On, Off }
      const byUser = new Map<State, number>();
      export const note = (user: State) => byUser.set(user, 1);`,
    filename: 'input.ts',
  },
  {
    name: 'callers that give constants alone',
    code: `
      const counts = new Map();
      function count(userId) { counts.set(userId, 1); }
      app.get('/a', () => count('a'));
      app.get('/b', () => count('b'));`,
  },
  {
    name: 'only what a constant lists',
    code: `
      const ALLOWED = ['a', 'b'];
      const hits = new Map();
      app.post('/items', (req, res) => {
        if (!ALLOWED.includes(req.params.user)) return;
        hits.set(req.params.user, 1);
        res.end();
      });
    `,
  },
  {
    name: 'only what stands in a list',
    code: `
      const ALLOWED = ['a', 'b'];
      const hits = new Map();
      app.post('/items', (req, res) => {
        if (ALLOWED.indexOf(req.params.user) === -1) return;
        hits.set(req.params.user, 1);
        res.end();
      });
    `,
  },
  {
    name: 'only own keys of a table',
    code: `
      const TABLE = { a: 1, b: 2 };
      const hits = new Map();
      app.post('/items', (req, res) => {
        const { user } = req.params;
        if (!Object.hasOwn(TABLE, user)) return;
        hits.set(\`user:\${user}\`, 1);
        res.end();
      });
    `,
  },
  {
    name: 'only what an item of a list has',
    code: `
      const MODELS = [{ id: 'a' }, { id: 'b' }];
      const loaded = new Map();
      exports.load = async (userId) => {
        const model = MODELS.find(({ id }) => id === userId);
        if (!model) throw new Error(userId);
        loaded.set(userId, await open(model));
      };`,
  },
  {
    name: 'only what a pattern lists',
    code: `
      const hits = new Map();
      app.post('/items', (req, res) => {
        if (/^(?:a|b)$/.test(req.params.user)) hits.set(req.params.user, 1);
        res.end();
      });
    `,
  },
  {
    name: 'a constant of an object that is made for each request',
    code: `
      const hits = new Map();
      app.post('/items', (req, res) => {
        const options = { user: 'all', body: req.body };
        hits.set(options.user, 1);
        res.end();
      });
    `,
  },
  {
    name: 'only one of two texts',
    code: `
      const hits = new Map();
      app.post('/items', (req, res) => {
        if (req.params.user === 'a' || req.params.user === 'b') hits.set(req.params.user, 1);
        res.end();
      });
    `,
  },
  {
    name: 'only what a table of the module has',
    code: `
      const MODELS = { a: {}, b: {} };
      const loaded = new Map();
      exports.load = async (userId) => {
        const model = MODELS[userId];
        if (!model) throw new Error(userId);
        loaded.set(userId, await open(model));
      };`,
  },
  {
    name: 'keys of a kind, by their name',
    code: `
      const models = new Map();
      exports.model = (modelName) => {
        if (!models.has(modelName)) models.set(modelName, make(modelName));
        return models.get(modelName);
      };`,
  },
  {
    name: 'a registry',
    code: `
      const plugins = new Map();
      exports.registerPlugin = (plugin) => plugins.set(plugin.id, plugin);`,
  },
  {
    name: 'an update of what is there',
    code: `
      const jobs = new Map();
      exports.update = (jobId, state) => {
        const job = jobs.get(jobId);
        if (!job) return;
        jobs.set(jobId, { ...job, state });
      };`,
  },
  {
    name: 'an update under has',
    code: `
      const jobs = new Map();
      exports.update = (jobId) => {
        if (jobs.has(jobId)) jobs.set(jobId, 1);
      };`,
  },
  {
    name: 'a start-up routine',
    code: `
      const locales = new Map();
      async function loadLocales() {
        for (const file of await readdir('locales')) locales.set(file, read(file));
      }
      loadLocales();`,
  },
  {
    name: 'an event of the start',
    code: `
      const commands = new Map();
      client.once('ready', async () => {
        for (const user of await fetchUsers()) commands.set(user.id, user);
      });`,
  },
];

const shortLived: ValidCase[] = [
  {
    name: 'a number with an add of its own takes the place of the last one',
    code: `
      const KINDS = ['in', 'out'];
      const totals = new Map();
      app.post('/pay', (req) => {
        for (const kind of KINDS) totals.set(kind, totals.get(kind).add(req.body.amount));
      });`,
  },
  {
    name: 'a date adds to itself',
    code: `
      const KINDS = ['in', 'out'];
      const days = new Map();
      app.post('/wait', (req) => {
        for (const kind of KINDS) days.get(kind).add(req.body.days, 'day');
      });`,
  },
  {
    name: 'a program for the shell',
    code: `
      #!/usr/bin/env node
      const seen = new Set();
      const visit = (url, userId) => seen.add(userId);
      for (const line of read()) visit(line.url, line.userId);`,
  },
  {
    name: 'a script',
    code: `
      const seen = new Set();
      exports.visit = (userId) => seen.add(userId);`,
    filename: 'scripts/input.js',
  },
  {
    name: 'a test',
    code: `
      const seen = new Set();
      exports.visit = (userId) => seen.add(userId);`,
    filename: 'input.test.js',
  },
  {
    name: 'a program that ends its process',
    code: `
      const seen = new Set();
      async function main() {
        for (const user of await fetchUsers()) seen.add(user.id);
      }
      main().then(() => process.exit(0));
      module.exports = main;`,
  },
  {
    name: 'a page',
    code: `
      const seen = new Set();
      export const Row = ({ userId }) => { seen.add(userId); return <b onClick={() => seen.clear()}>{userId}</b>; };`,
    filename: 'input.jsx',
  },
  {
    name: 'properties that are written out',
    code: `
      const state = {};
      let flags = {};
      app.post('/items', (req, res) => {
        Object.assign(state, { last: req.params.id });
        flags = { ...flags, last: req.params.id };
        res.end();
      });
    `,
  },
  {
    name: 'a local Map',
    code: `
      module.exports = (users) => {
        const byId = new Map();
        for (const user of users) byId.set(user.id, user);
        return byId.size;
      };`,
  },
  {
    name: 'a field of an instance made per call',
    code: `
      class Finder {
        constructor() {
          this.seen = new Set();
        }
        add(userId) {
          this.seen.add(userId);
        }
      }
      exports.find = (userId) => new Finder().add(userId);`,
  },
  {
    name: 'a WeakMap',
    code: `
      const data = new WeakMap();
      app.post('/items', (req, res) => {
        data.set(req, 1);
        res.end();
      });
    `,
  },
  {
    name: 'a Map of the file’s own',
    code: `
      const { Map } = require('immutable');
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
  },
];

const bounded: ValidCase[] = [
  {
    name: 'deleted when it ends',
    code: `
      const live = new Map();
      wss.on('connection', (ws) => {
        const id = randomUUID();
        live.set(id, ws);
        ws.on('close', () => live.delete(id));
      });`,
  },
  {
    name: 'deleted in finally, each where it was added',
    code: `
      const heavy = new Map();
      const light = new Map();
      exports.run = async (filters) => {
        const isHeavy = filters.length > 10;
        const id = randomUUID();
        try {
          isHeavy ? heavy.set(id, filters) : light.set(id, filters);
          return await work(filters);
        } finally {
          isHeavy ? heavy.delete(id) : light.delete(id);
        }
      };`,
  },
  {
    name: 'deleted in finally',
    code: `
      const running = new Map();
      exports.run = async (userId) => {
        running.set(userId, 1);
        try {
          await work(userId);
        } finally {
          running.delete(userId);
        }
      };`,
  },
  {
    name: 'deleted by a timer',
    code: `
      const tokens = new Map();
      app.post('/items', (req, res) => {
        const token = randomUUID();
        tokens.set(token, req.user);
        setTimeout(() => tokens.delete(token), 1000);
        res.end();
      });
    `,
  },
  {
    name: 'a sweep',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      setInterval(() => {
        for (const [id, entry] of cache) if (entry.at < Date.now() - 1000) cache.delete(id);
      }, 1000);`,
  },
  {
    name: 'cleared now and then',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      setInterval(() => cache.clear(), 1000);`,
  },
  {
    name: 'replaced now and then',
    code: `
      let cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      setInterval(() => {
        cache = new Map();
      }, 1000);`,
  },
  {
    name: 'deleted by what a function returns that tries again',
    code: `
      const held = {};
      const hold = (name, purge) => {
        if (name in held) return hold(name, purge);
        held[name] = purge;
        return () => delete held[name];
      };
      exports.hold = hold;`,
  },
  {
    name: 'a cap, the oldest goes',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, 1);
        if (cache.size > 100) cache.delete(cache.keys().next().value);
        res.end();
      });
    `,
  },
  {
    name: 'a cap, none is added',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        if (cache.size < 100) cache.set(req.params.id, 1);
        res.end();
      });
    `,
  },
  {
    name: 'a cap in a function of its own',
    code: `
      const cache = new Map();
      function trim() {
        while (cache.size > MAX) cache.delete(cache.keys().next().value);
      }
      app.post('/items', (req, res) => {
        cache.set(req.params.id, 1);
        trim();
        res.end();
      });
    `,
  },
  {
    name: 'through an alias',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        const own = cache;
        own.set(req.params.id, 1);
        if (own.size > 10) own.clear();
        res.end();
      });
    `,
  },
  {
    name: 'through a helper function',
    code: `
      const cache = new Map();
      function trim(map) {
        if (map.size > 10) map.clear();
      }
      app.post('/items', (req, res) => {
        cache.set(req.params.id, 1);
        trim(cache);
        res.end();
      });
    `,
  },
  {
    name: 'a cap by the room that is left',
    code: `
      const cache = new Map();
      const seen = new Set();
      app.post('/items', (req, res) => {
        if (100 - cache.size > 0) cache.set(req.params.id, 1);
        const room = MAX - seen.size;
        if (room > 0) seen.add(req.params.id);
        res.end();
      });
    `,
  },
  {
    name: 'a list that takes each kind once',
    code: `
      const kinds = [];
      const levels = [];
      const states = [];
      app.post('/items', (req, res) => {
        const kind = req.ok ? 'new' : 'old';
        if (!kinds.includes(kind)) kinds.push(kind);
        if (levels.some((level) => level.name === kind)) return;
        levels.push({ name: kind });
        const at = states.findIndex((state) => state.name === kind);
        if (at === -1) states.push({ name: kind });
        else states[at].count++;
        res.end();
      });
    `,
  },
  {
    name: 'a list under each key that takes each kind once, as another callback has asked',
    code: `
      const ignored = {};
      const KINDS = [{ path: '/a' }, { path: '/b' }];
      app.post('/items/:city', (req, res) => {
        KINDS.forEach((kind) => {
          const city = req.ok ? 'new' : 'old';
          if (ignored[city] && ignored[city].includes(kind.path)) return;
          load(kind).catch(() => {
            if (!ignored[city]) ignored[city] = [];
            ignored[city].push(kind.path);
          });
        });
        res.end();
      });
    `,
  },
  {
    name: 'an item of an array is replaced at its index',
    code: `
      const rules = [];
      function add(rule) {
        const at = rules.findIndex((known) => known.name === rule.name);
        if (at >= 0) rules[at] = rule;
        else rules.push(rule);
      }
      app.post('/items', (req, res) => {
        add({ name: 'first' });
        res.end();
      });
    `,
  },
  {
    name: 'an item that its end takes out by its position',
    code: `
      const clients = [];
      app.get('/events', (req, res) => {
        clients.push(res);
        req.on('close', () => {
          const at = clients.indexOf(res);
          if (at >= 0) clients.splice(at, 1);
        });
      });
    `,
  },
  {
    name: 'a promise that takes itself out, unless there is one',
    code: `
      const running = {};
      app.get('/items/:id', async (req, res) => {
        const { id } = req.params;
        running[id] = running[id] || load(id).finally(() => { delete running[id]; });
        res.json(await running[id]);
      });
    `,
  },
  {
    name: 'a list that an exported function fills, which nobody is seen to call',
    code: `
      const routes = [];
      exports.route = (path, handler) => {
        routes.push({ path, handler });
      };
    `,
  },
  {
    name: 'a queue whose worker takes one item after the other',
    code: `
      const queue = [];
      let current = null;
      async function start(job) {
        if (current) {
          queue.push(job);
          return;
        }
        current = job;
        await run(job);
        current = null;
        if (queue.length > 0) start(queue.shift());
      }
      app.post('/jobs', (req, res) => {
        start(req.body);
        res.end();
      });
    `,
  },
  {
    name: 'made anew, one longer, and cut',
    code: `
      let log = [];
      app.post('/items', (req, res) => {
        log = [req.url, ...log].slice(0, 100);
        res.end();
      });
    `,
  },
  {
    name: 'replaced by less of it',
    code: `
      let cache = new Map();
      app.post('/items', (req, res) => {
        if (isOld(cache)) cache = new Map([...cache].filter(isNew));
        cache.set(req.params.id, 1);
        res.end();
      });
    `,
  },
  {
    name: 'an LRU cache',
    code: `
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 100 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
  },
  {
    name: 'values that are cut',
    code: `
      const times = new Map();
      exports.hit = (kind) => {
        const list = times.get('all') ?? [];
        list.push(Date.now());
        times.set('all', list.slice(-100));
      };`,
  },
  {
    name: 'values that are capped',
    code: `
      const times = new Map();
      exports.hit = () => {
        const list = times.get('all');
        list.push(Date.now());
        if (list.length > 100) list.shift();
      };`,
  },
  {
    name: 'silenced by a comment',
    code: `
      // eslint-disable-next-line leakproof/no-unbounded-collection -- one entry a customer
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
  },
];

const knots: ValidCase[] = [
  {
    name: 'a key made of itself',
    code: `
      const cache = new Map();
      function next(id) {
        id = next(id);
        cache.set(id, id);
        return next(id);
      }`,
  },
  {
    name: 'functions that call each other',
    code: `
      const cache = new Map();
      const a = (key) => b(key);
      const b = (key) => {
        cache.set(key, 1);
        return a(key);
      };`,
  },
  {
    name: 'a value that holds its collection',
    code: `
      const cache = new Map();
      const own = cache;
      cache.set('a', own);
      for (const value of cache.values()) value.get('a').get('a').get('a');`,
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [...finite, ...shortLived, ...bounded, ...knots],
  invalid: [],
});
