import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const GROWS = dedent(`
  app.post('/items', (req, res) => {
    cache.set(req.params.id, load(req));
    res.end();
  });
`);

const unbounded = (line: number, refused?: string) => ({
  messageId: 'unbounded',
  line,
  ...(refused === undefined ? {} : { refused }),
});

/** A Map that grows under `req.params.id` and is used in one more way. */
const used = (name: string, use: string, refused: string, line = 1): InvalidCase => ({
  name,
  code: `const cache = new Map();\n${GROWS}${use}\n`,
  findings: [unbounded(line, refused)],
});

const fixed: InvalidCase[] = [
  {
    name: 'a Map under a key of a request',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [
      {
        messageId: 'unbounded',
        line: 1,
        says: "line 3, which is run by the handler of `app.post('/items')`, adds the key `req.params.id`, and nothing removes entries.",
      },
    ],
  },
  {
    name: 'an array, which no LRU cache replaces',
    code: `
      const last = [];
      app.post('/items', (req, res) => {
        last.push(req.body);
        res.end(String(last.length));
      });
    `,
    findings: [
      {
        messageId: 'unbounded',
        line: 1,
        refused: 'By hand: delete items where they are no longer needed, or limit its length',
      },
    ],
  },
  {
    name: 'a Map that is made where it is used',
    code: `
      let cache;
      app.post('/items', (req, res) => {
        (cache ??= new Map()).set(req.params.id, load(req));
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      let cache;
      app.post('/items', (req, res) => {
        (cache ??= new LRUCache({ max: 1000 })).set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [unbounded(1)],
  },
  {
    name: 'as a module',
    code: `
      import express from 'express';
      const app = express();
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    output: `
      import express from 'express';
      import { LRUCache } from 'lru-cache';
      const app = express();
      const cache = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [unbounded(3)],
  },
  {
    name: 'as a module in TypeScript, with types',
    code: `
      import express from 'express';
      const cache = new Map<string, Item>();
      const other: Map<string, number> = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        other.set(req.params.id, 1);
        res.end();
      });
    `,
    output: `
      import express from 'express';
      import { LRUCache } from 'lru-cache';
      const cache = new LRUCache<string, Item>({ max: 1000 });
      const other: LRUCache<string, number> = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        other.set(req.params.id, 1);
        res.end();
      });
    `,
    filename: 'input.ts',
    findings: [unbounded(2), unbounded(3)],
  },
  {
    name: 'under a key of which one part is listed, and another is not',
    code: `
      const cache = new Map();
      const LANGS = ['de', 'en'];
      app.post('/items', (req, res) => {
        if (!LANGS.includes(req.query.lang)) return;
        cache.set(\`\${req.query.user}:\${req.query.lang}\`, 1);
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 1000 });
      const LANGS = ['de', 'en'];
      app.post('/items', (req, res) => {
        if (!LANGS.includes(req.query.lang)) return;
        cache.set(\`\${req.query.user}:\${req.query.lang}\`, 1);
        res.end();
      });
    `,
    findings: [unbounded(1)],
  },
  {
    name: 'max and ttl',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 50, ttl: 60000 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    options: { max: 50, ttl: 60_000 },
    findings: [unbounded(1)],
  },
  {
    name: 'a Set',
    code: `
      const seen = new Set();
      app.post('/items', (req, res) => {
        if (!seen.has(req.ip)) seen.add(req.ip);
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const seen = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        if (!seen.has(req.ip)) seen.set(req.ip, true);
        res.end();
      });
    `,
    findings: [unbounded(1)],
  },
  {
    name: 'a Set in TypeScript',
    code: `
      const seen = new Set<string>();
      const more: Set<string> = new Set();
      app.post('/items', (req, res) => {
        seen.add(req.ip);
        more.add(req.ip,);
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const seen = new LRUCache<string, true>({ max: 1000 });
      const more: LRUCache<string, true> = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        seen.set(req.ip, true);
        more.set(req.ip, true);
        res.end();
      });
    `,
    filename: 'input.ts',
    findings: [unbounded(1), unbounded(2)],
  },
  {
    name: 'a static field',
    code: `
      class Store {
        static seen = new Map();
        static add(userId) {
          Store.seen.set(userId, 1);
        }
      }
      module.exports = { add: Store.add };
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      class Store {
        static seen = new LRUCache({ max: 1000 });
        static add(userId) {
          Store.seen.set(userId, 1);
        }
      }
      module.exports = { add: Store.add };
    `,
    findings: [unbounded(2)],
  },
  {
    name: 'a field of a singleton, by its line in the constructor',
    code: `
      class Store {
        constructor() {
          this.seen = new Map();
        }
        add(userId) {
          this.seen.set(userId, 1);
        }
      }
      module.exports = new Store();
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      class Store {
        constructor() {
          this.seen = new LRUCache({ max: 1000 });
        }
        add(userId) {
          this.seen.set(userId, 1);
        }
      }
      module.exports = new Store();
    `,
    findings: [unbounded(3)],
  },
  {
    name: 'a field that is declared with its type, by its declaration',
    code: `
      class Store {
        private seen: Map<string, number>;
        constructor() {
          this.seen = new Map();
        }
        add(userId: string) {
          this.seen.set(userId, 1);
        }
      }
      export const store = new Store();
    `,
    output: `
      import { LRUCache } from 'lru-cache';
      class Store {
        private seen: LRUCache<string, number>;
        constructor() {
          this.seen = new LRUCache({ max: 1000 });
        }
        add(userId: string) {
          this.seen.set(userId, 1);
        }
      }
      export const store = new Store();
    `,
    filename: 'input.ts',
    findings: [unbounded(2)],
  },
  {
    name: 'a private field of a provider',
    code: `
      @Injectable()
      export class Store {
        private readonly seen = new Map<string, number>();
        add(userId: string) {
          this.seen.set(userId, 1);
        }
      }
    `,
    output: `
      import { LRUCache } from 'lru-cache';
      @Injectable()
      export class Store {
        private readonly seen = new LRUCache<string, number>({ max: 1000 });
        add(userId: string) {
          this.seen.set(userId, 1);
        }
      }
    `,
    filename: 'input.ts',
    findings: [unbounded(3)],
  },
  {
    name: 'a property of an object of the module',
    code: `
      const state = { seen: new Map() };
      app.post('/items', (req, res) => {
        state.seen.set(req.params.id, 1);
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const state = { seen: new LRUCache({ max: 1000 }) };
      app.post('/items', (req, res) => {
        state.seen.set(req.params.id, 1);
        res.end();
      });
    `,
    findings: [unbounded(1)],
  },
  {
    name: 'LRUCache is there already, under a name of its own',
    code: `
      const { LRUCache: Lru } = require('lru-cache');
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    output: `
      const { LRUCache: Lru } = require('lru-cache');
      const cache = new Lru({ max: 1000 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [unbounded(2)],
  },
  {
    name: 'the name is taken',
    code: `
      class LRUCache {}
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    output: `
      const { LRUCache: LRUCache2 } = require('lru-cache');
      class LRUCache {}
      const cache = new LRUCache2({ max: 1000 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [unbounded(2)],
  },
  {
    name: 'a random key, a counter, the time',
    code: `
      let count = 0;
      const a = new Map();
      const b = new Map();
      const c = new Set();
      app.use(() => {
        a.set(randomUUID(), 1);
        b.set(count++, 1);
        c.add(Date.now());
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      let count = 0;
      const a = new LRUCache({ max: 1000 });
      const b = new LRUCache({ max: 1000 });
      const c = new LRUCache({ max: 1000 });
      app.use(() => {
        a.set(randomUUID(), 1);
        b.set(count++, 1);
        c.set(Date.now(), true);
      });
    `,
    findings: [unbounded(2), unbounded(3), unbounded(4)],
  },
  {
    name: 'a loop over fetched data in a timer',
    code: `
      const seen = new Set();
      setInterval(async () => {
        for (const row of await fetchRows()) seen.add(row.id);
      }, 1000);
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const seen = new LRUCache({ max: 1000 });
      setInterval(async () => {
        for (const row of await fetchRows()) seen.set(row.id, true);
      }, 1000);
    `,
    findings: [unbounded(1)],
  },
  {
    name: 'through an alias, a parameter and a helper function',
    code: `
      const cache = new Map();
      function put(map, id) {
        map.set(id, 1);
      }
      app.post('/items', (req, res) => {
        const own = cache;
        put(own, req.params.id);
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 1000 });
      function put(map, id) {
        map.set(id, 1);
      }
      app.post('/items', (req, res) => {
        const own = cache;
        put(own, req.params.id);
        res.end();
      });
    `,
    findings: [unbounded(1)],
  },
  {
    name: 'CRLF, a hashbang, no final newline',
    code: `#!/usr/bin/env node\r\n'use strict';\r\nconst http = require('http');\r\nconst cache = new Map();\r\nhttp.createServer((req) => {\r\n  cache.set(req.url, 1);\r\n}).listen(1)`,
    output: `#!/usr/bin/env node\r\n'use strict';\r\nconst http = require('http');\r\nconst { LRUCache } = require('lru-cache');\r\nconst cache = new LRUCache({ max: 1000 });\r\nhttp.createServer((req) => {\r\n  cache.set(req.url, 1);\r\n}).listen(1)`,
    findings: [unbounded(4)],
  },
];

const refusals: InvalidCase[] = [
  used(
    'its order is relied on',
    `exports.latest = () => cache.keys().next().value;`,
    'its order is relied on',
  ),
  used(
    'its entries are copied',
    `exports.all = () => [...cache.values()];`,
    'its order is relied on, or its entries are copied',
  ),
  used(
    'a loop that stops early',
    dedent(`
      exports.first = () => {
        for (const [id] of cache) return id;
      };`),
    'a loop goes through its entries',
  ),
  used(
    'a loop that collects',
    dedent(`
      exports.ids = () => {
        const ids = [];
        for (const [id] of cache) ids.push(id);
        return ids;
      };`),
    'a loop goes through its entries',
  ),
  used('its size is shown', `exports.stats = () => ({ size: cache.size });`, 'its size is shown'),
  used('it is serialised', `exports.dump = () => JSON.stringify(cache);`, 'serialised or printed'),
  used('it is tested with instanceof', `exports.ok = () => cache instanceof Map;`, 'instanceof'),
  used(
    'a method that LRUCache has not',
    `exports.more = () => cache.getOrInsert('a', 1);`,
    'has no `getOrInsert`',
  ),
  {
    name: 'its type lets it hold nothing',
    code: `
      const cache = new Map<string, number | null>();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, 1);
        res.end();
      });
    `,
    filename: 'input.ts',
    findings: [unbounded(1, 'lets it hold nothing')],
  },
  {
    name: 'a type of another name',
    code: `
      const cache: ReadonlyMap<string, number> = new Map();
      app.post('/items', (req, res) => {
        (cache as any).set(req.params.id, 1);
        res.end();
      });
    `,
    filename: 'input.ts',
    findings: [unbounded(1, 'a type of another name')],
  },
  {
    name: 'it starts with entries',
    code: `
      const cache = new Map([['a', 1]]);
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [unbounded(1, 'starts with entries')],
  },
  {
    name: 'its values may own something that has to be closed',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, setTimeout(f, 1));
        res.end();
      });
    `,
    findings: [unbounded(1, 'own something that has to be closed')],
  },
  {
    name: 'an old lru-cache',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    project: 'old-lru',
    findings: [unbounded(1, 'names lru-cache ^6.0.0')],
  },
  {
    name: 'arrays inside grow as well: both are named, and a cap on the keys is not enough',
    code: `
      const index = new Map();
      app.post('/items', (req, res) => {
        const list = index.get(req.params.id) || [];
        list.push(req.body);
        index.set(req.params.id, list);
        res.end();
      });
    `,
    findings: [unbounded(1, 'the values of its entries grow as well (line 4)')],
  },
];

const otherNames: InvalidCase[] = [
  {
    name: 'a Set that a helper function takes beside others',
    code: `
      const seen = new Set();
      const other = new Set(['a']);
      function remember(set, x) {
        set.add(x);
      }
      app.post('/items', (req, res) => {
        remember(seen, req.ip);
        remember(other, 'b');
        res.end();
      });
    `,
    findings: [unbounded(1, 'goes by another name')],
  },
  {
    name: 'one of two Sets',
    code: `
      const seen = new Set();
      const other = new Set(['a']);
      app.post('/items', (req, res) => {
        (req.ok ? seen : other).add(req.ip);
        res.end();
      });
    `,
    findings: [unbounded(1, 'goes by another name'), unbounded(2, 'starts with entries')],
  },
  {
    name: 'a parameter that is declared as a Map',
    code: `
      const cache = new Map<string, number>();
      function put(map: Map<string, number>, id: string): void {
        map.set(id, 1);
      }
      app.post('/items', (req, res) => {
        put(cache, req.params.id);
        res.end();
      });
    `,
    filename: 'input.ts',
    findings: [unbounded(1, 'a type of its own')],
  },
  {
    name: 'a result that is declared as a Map',
    code: `
      const cache = new Map<string, number>();
      const own = (): Map<string, number> => cache;
      app.post('/items', (req, res) => {
        own().set(req.params.id, 1);
        res.end();
      });
    `,
    filename: 'input.ts',
    findings: [unbounded(1, 'a type of its own')],
  },
  {
    name: 'a property of an object with a type',
    code: `
      const state: State = { seen: new Map() };
      app.post('/items', (req, res) => {
        state.seen.set(req.params.id, 1);
        res.end();
      });
    `,
    filename: 'input.ts',
    findings: [unbounded(1, 'declared with a type')],
  },
  {
    name: 'comments between new and the name',
    code: `
      const cache = new /* id to row */ // rows
        Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [unbounded(1, 'a comment stands')],
  },
  {
    name: 'a comment that would be lost',
    code: `
      const cache = new Map(/* id to row */);
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [unbounded(1, 'a comment stands')],
  },
];

const otherKinds: InvalidCase[] = [
  {
    name: 'an array',
    code: `
      const log = [];
      app.post('/items', (req, res) => {
        log.push(req.url);
        res.end();
      });
    `,
    findings: [unbounded(1, 'an array has methods that `LRUCache` lacks')],
  },
  {
    name: 'an array, in the middle',
    code: `
      const log = [];
      app.post('/items', (req, res) => {
        log.splice(0, 0, req.url);
        res.end();
      });
    `,
    findings: [unbounded(1, 'an array has methods that `LRUCache` lacks')],
  },
  {
    name: 'an object that is made anew and given more',
    code: `
      let table = {};
      app.post('/items', (req, res) => {
        table[req.params.id] = 1;
        table = { ...table, last: req.params.id };
        res.end();
      });
    `,
    findings: [unbounded(1, '`LRUCache` has another syntax than an object')],
  },
  {
    name: 'an object as a dictionary',
    code: `
      const table = {};
      const bare = Object.create(null);
      app.post('/items', (req, res) => {
        table[req.params.id] = 1;
        (bare[req.params.id] ??= []).push(1);
        res.end();
      });
    `,
    findings: [
      unbounded(1, '`LRUCache` has another syntax than an object'),
      unbounded(2, '`LRUCache` has another syntax than an object'),
    ],
  },
  {
    name: 'a field that is a variable, too',
    code: `
      function Store(sockets) {
        const index = (this.index = {});
        sockets.on('connection', (client) => {
          client.on('set', (data) => {
            index[data.id] = client;
          });
        });
      }
      Store.prototype.get = function (id) {
        return this.index[id];
      };
      exports.store = new Store(require('./sockets'));
    `,
    findings: [unbounded(2, '`LRUCache` has another syntax than an object')],
  },
  {
    name: 'a list that takes each user once',
    code: `
      const users = [];
      app.post('/items', (req, res) => {
        if (!users.includes(req.user.id)) users.push(req.user.id);
        res.end();
      });
    `,
    findings: [unbounded(1, 'an array has methods that `LRUCache` lacks')],
  },
  {
    name: 'a handler in a helper that wraps those of other events, too',
    code: `
      const locked = {};
      const withAuthor = (callback) => (room, user) => load(user, (author) => callback(room, author));
      bot.on('text', withAuthor((room) => show(locked[room])));
      bot.on('lock', withAuthor((room) => { locked[room] = true; }));
    `,
    options: { strategy: 'auto' },
    findings: [
      {
        messageId: 'unbounded',
        line: 1,
        refused: '',
        says: "is run by the handler of `bot.on('lock')`",
      },
    ],
  },
  {
    name: 'an object that gets all keys of another',
    code: `
      const all = {};
      app.post('/items', (req, res) => {
        Object.assign(all, req.body);
        res.end();
      });
    `,
    findings: [
      {
        messageId: 'unbounded',
        line: 1,
        refused: '',
        says: 'adds the keys of `req.body`, and nothing removes entries.',
      },
    ],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [],
  invalid: [...fixed, ...refusals, ...otherNames, ...otherKinds],
});
