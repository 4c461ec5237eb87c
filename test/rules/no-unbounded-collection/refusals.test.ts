import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { dedent } from '../../harness/dedent.ts';
import {
  runSuite,
  type ExpectedFinding,
  type InvalidCase,
  type ValidCase,
} from '../../harness/rule-tester.ts';

const REQUIRED = `const { LRUCache } = require('lru-cache');\n`;
const MAP = `const cache = new Map();\n`;
const BOUNDED = dedent(`
  const { LRUCache } = require('lru-cache');
  const cache = new LRUCache({ max: 1000 });
`);

const handler = (body: string) =>
  `app.post('/items', (req, res) => {\n  ${body}\n  res.end();\n});\n`;
const GROWS = dedent(`
  app.post('/items', (req, res) => {
    cache.set(req.params.id, load(req));
    res.end();
  });
`);

const unbounded = (refused?: string): ExpectedFinding => ({
  messageId: 'unbounded',
  line: 1,
  ...(refused === undefined ? {} : { refused }),
});

/** A Map that grows, and is used in one more way that an LRU cache has not. */
const refusedFor = (name: string, use: string, refused: string): InvalidCase => ({
  name,
  code: `${MAP}${GROWS}${use}\n`,
  findings: [unbounded(refused)],
});
/** The same with a use that may do anything to it. */
const undecidedFor = (name: string, use: string, refused: string): InvalidCase => ({
  name,
  code: `${MAP}${GROWS}${use}\n`,
  options: { unverifiable: true },
  findings: [{ messageId: 'undecided', line: 1, refused }],
});

const inLoop = (body: string) =>
  `exports.look = async () => {\n  for (const id of cache.keys()) {\n    ${body}\n  }\n};`;

const LOOP = 'a loop goes through its entries';

/** Each loop is refused, whatever it does: test/facts/lru-cache.test.ts shows why. */
const loops: InvalidCase[] = [
  refusedFor(
    'a loop that is left in the middle',
    inLoop('if (isHit(id)) break;'),
    `${LOOP} (line 7)`,
  ),
  refusedFor(
    'a loop that hands each on to its reader',
    dedent(`
      exports.look = function* () {
        for (const id of cache.keys()) yield id;
      };`),
    `${LOOP} (line 7)`,
  ),
  refusedFor(
    'a loop that waits, while entries move',
    inLoop('await refresh(id);'),
    `${LOOP} (line 7)`,
  ),
  refusedFor('a loop that only counts', inLoop('left -= weight(id);'), `${LOOP} (line 7)`),
  refusedFor(
    'a loop that gets an entry, which never ends',
    inLoop('if (cache.get(id) < limit) idle++;'),
    `${LOOP} (line 7)`,
  ),
  refusedFor('a loop that sets an entry', inLoop('cache.set(id, 0);'), `${LOOP} (line 7)`),
  refusedFor(
    'a loop over the pairs whose helper function gets an entry',
    dedent(`
      function idle(id) {
        return cache.get(id) < limit;
      }
      exports.look = async () => {
        for (const [id] of cache) {
          if (idle(id)) left--;
        }
      };`),
    `${LOOP} (line 10)`,
  ),
  refusedFor(
    'a loop over an alias',
    dedent(`
      exports.look = () => {
        const own = cache;
        for (const value of own.values()) note(value, own.get(1));
      };`),
    `${LOOP} (line 8)`,
  ),
  refusedFor(
    'a callback',
    dedent(`
      exports.each = () => cache.forEach((value, id) => {
        if (!id) return;
        note(id);
      });`),
    `${LOOP} (line 6)`,
  ),
  refusedFor(
    'a callback of which nothing is seen',
    `exports.each = (visit) => cache.forEach(visit);`,
    `${LOOP} (line 6)`,
  ),
  refusedFor(
    'an iterator that is kept',
    dedent(`
      exports.each = () => {
        const ids = cache.keys();
        for (const id of ids) note(cache.get(id));
      };`),
    'its order is relied on, or its entries are copied (line 7)',
  ),
  refusedFor(
    'a copy that is gone through',
    dedent(`
      exports.each = () => {
        for (const [id] of [...cache]) note(cache.get(id));
      };`),
    'a copy of its entries is made (line 7)',
  ),
];

const calls: InvalidCase[] = [
  refusedFor(
    'its arguments are spread',
    `exports.put = (req) => cache.set(...pairOf(req));`,
    'the arguments of `set` are spread (line 6)',
  ),
  refusedFor(
    'a property of its own',
    `cache.label = 'items';`,
    'a property of it is written (line 6)',
  ),
  refusedFor(
    'a call with more than it takes, which would be options',
    `exports.ids = (list) => list.map((id) => cache.get(id, 'none'));`,
    '`get` is given more than it takes (line 6)',
  ),
  undecidedFor(
    'a method that is bound',
    `exports.put = cache.set.bind(cache);`,
    'a property of it is read without a call (line 6)',
  ),
  undecidedFor(
    'a method that is handed on',
    `exports.drop = (ids) => ids.forEach(cache.delete, cache);`,
    'a property of it is read without a call (line 6)',
  ),
  refusedFor(
    'a method that is taken out',
    dedent(`
      const { get } = cache;
      exports.get = get;`),
    'its size is shown or handed on (line 6)',
  ),
  refusedFor(
    'its iterator by its symbol',
    `exports.all = () => cache[Symbol.iterator]();`,
    'a property of it is read without a call (line 6)',
  ),
  refusedFor(
    'what set gives back under another name',
    dedent(`
      exports.put = (id) => {
        const same = cache.set(id, 1);
        for (const [key] of same) note(key);
      };`),
    'what `set` gives back is used (line 7)',
  ),
  undecidedFor(
    'a method of the language that is called on it',
    `exports.put = (id) => Map.prototype.set.call(cache, id, 1);`,
    'it is passed on (line 6)',
  ),
  refusedFor(
    'it is copied',
    `exports.copy = () => structuredClone(cache);`,
    'it is serialised or printed (line 6)',
  ),
  {
    name: 'a Set to which two things are added at once',
    code: `
      const seen = new Set();
      app.post('/items', (req, res) => {
        seen.add(req.params.id);
        res.end();
      });
      exports.two = (a, b) => seen.add(a, b);
    `,
    findings: [unbounded('`add` is given more than it takes (line 6)')],
  },
  {
    name: 'a Set whose add is handed on',
    code: `
      const seen = new Set();
      app.post('/items', (req, res) => {
        seen.add(req.params.id);
        res.end();
      });
      exports.all = (ids) => ids.forEach(seen.add, seen);
    `,
    options: { unverifiable: true },
    findings: [
      {
        messageId: 'undecided',
        line: 1,
        refused: 'a property of it is read without a call (line 6)',
      },
    ],
  },
  {
    name: 'a Set to which nothing is added',
    code: `
      const seen = new Set();
      app.post('/items', (req, res) => {
        seen.add(req.params.id);
        res.end();
      });
      exports.none = () => seen.add();
    `,
    findings: [unbounded('`add` is given nothing (line 6)')],
  },
  {
    name: 'a Map that is replaced by a Set, though in tests alone',
    code: `
      let cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      exports._resetForTests = () => {
        cache = new Set();
      };
    `,
    findings: [
      { messageId: 'evictionIdle', line: 1, refused: 'it is replaced by something else (line 7)' },
    ],
  },
  {
    name: 'it is assigned to a name with a type',
    code: `
      const cache = new Map<string, number>();
      let own: Map<string, number>;
      app.post('/items', (req, res) => {
        own = cache;
        own.set(req.params.id, 1);
        res.end();
      });
    `,
    findings: [unbounded('it is given to a name with a type of its own')],
    filename: 'input.ts',
  },
  ...[
    [
      'where there is none',
      `if (!cache) cache = new Map();`,
      `if (!cache) cache = new LRUCache({ max: 1000 });`,
    ],
    [
      'where it is undefined',
      `if (cache === undefined) { cache = new Map(); }`,
      `if (cache === undefined) { cache = new LRUCache({ max: 1000 }); }`,
    ],
    [
      'behind the old one',
      `cache || (cache = new Map());`,
      `cache || (cache = new LRUCache({ max: 1000 }));`,
    ],
  ].map(([name, makes, made]): InvalidCase => ({
    name: `it is made ${name}, which takes nothing out`,
    code: `let cache;\n${handler(`${makes}\n  cache.set(req.params.id, load(req));`)}`,
    output: `${REQUIRED}let cache;\n${handler(`${made}\n  cache.set(req.params.id, load(req));`)}`,
    findings: [{ messageId: 'unbounded', line: 1 }],
  })),
  {
    name: 'it is made or is the old one, which takes nothing out',
    code: `
      let cache;
      app.post('/items', (req, res) => {
        cache = cache || new Map();
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [unbounded('it is replaced by something else (line 3)')],
  },
  {
    name: 'entries of a Set are pairs',
    code: `
      const seen = new Set();
      app.post('/items', (req, res) => {
        seen.add(req.params.id);
        res.end();
      });
      exports.all = () => {
        for (const [id] of seen.entries()) note(id);
      };
    `,
    findings: [unbounded('`entries` of a Set has other values (line 7)')],
  },
  {
    name: 'forEach of a Set',
    code: `
      const seen = new Set();
      app.post('/items', (req, res) => {
        seen.add(req.params.id);
        res.end();
      });
      exports.all = () => seen.forEach((id) => note(id));
    `,
    findings: [unbounded('`forEach` of a Set has other arguments (line 6)')],
  },
  {
    name: 'it is replaced by what a function gives, though in tests alone',
    code: `
      let cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      exports._resetForTests = () => {
        cache = makeMap();
      };
    `,
    findings: [
      { messageId: 'evictionIdle', line: 1, refused: 'it is replaced by something else (line 7)' },
    ],
  },
  {
    name: 'a Set that is replaced by a new one, in tests alone',
    code: `
      let seen = new Set();
      app.post('/items', (req, res) => {
        seen.add(req.params.id);
        res.end();
      });
      exports._resetForTests = () => {
        seen = new Set();
      };
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      let seen = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        seen.set(req.params.id, true);
        res.end();
      });
      exports._resetForTests = () => {
        seen = new LRUCache({ max: 1000 });
      };
    `,
    findings: [{ messageId: 'evictionIdle', line: 1 }],
  },
];

/** A Map that is asked for its keys, so that `undefined` under a key is seen. */
const stores = (value: string, head = MAP) =>
  `${head}${handler(`if (!cache.has(req.params.id)) cache.set(req.params.id, ${value});`)}`;
const STORES_NOTHING = 'it may store `undefined` (line 3)';
const options = { evict: true };
const mayBeNothing = (name: string, value: string, rest = ''): InvalidCase => ({
  name,
  code: `${stores(value)}${rest}`,
  options,
  findings: [unbounded(STORES_NOTHING)],
});
const isSomething = (name: string, value: string, rest = ''): InvalidCase => ({
  name,
  code: `${stores(value)}${rest}`,
  output: `${stores(value, BOUNDED)}${rest}`,
  options,
  findings: [unbounded()],
});

const values: InvalidCase[] = [
  mayBeNothing('undefined', 'undefined'),
  mayBeNothing('void', 'void 0'),
  mayBeNothing('undefined on one side', 'req.body.ok ? undefined : 1'),
  mayBeNothing('undefined on the other', 'req.body.ok ? 1 : undefined'),
  mayBeNothing('undefined where there is nothing else', 'req.body.ok || undefined'),
  mayBeNothing('an optional chain', 'req.body?.name'),
  mayBeNothing('a property', 'req.body.name'),
  mayBeNothing('what a search finds', 'rows.find(isHit)'),
  mayBeNothing('what is parsed', 'JSON.parse(req.body.text)'),
  mayBeNothing('what a function of another file gives', 'load(req)'),
  mayBeNothing(
    'a function that returns nothing',
    'note(req)',
    dedent(`
      function note(request) {
        log(request.url);
      }
    `),
  ),
  mayBeNothing(
    'a function that returns at times',
    'note(req)',
    dedent(`
      function note(request) {
        if (request.url) return 1;
      }
    `),
  ),
  mayBeNothing(
    'a function that returns nothing at times',
    'note(req)',
    dedent(`
      function note(request) {
        if (!request.url) return;
        return 1;
      }
    `),
  ),
  mayBeNothing(
    'a function that calls itself',
    'note(req)',
    dedent(`
      function note(request) {
        return request.url ? note(request) : 1;
      }
    `),
  ),
  mayBeNothing('a name for undefined', 'NOTHING', `const NOTHING = undefined;\n`),
  mayBeNothing(
    'a name for something, or for what a search finds',
    'value',
    dedent(`
      let value = 1;
      if (ready) value = rows.find(isHit);
    `),
  ),
  mayBeNothing(
    'a name that is given something at times',
    'value',
    dedent(`
      let value;
      if (ready) value = 1;
    `),
  ),
  mayBeNothing(
    'a name for what another file gives',
    'value',
    `const { value } = require('./value');\n`,
  ),
  mayBeNothing(
    'a function that returns nothing, or another',
    'make(req)',
    dedent(`
      let make = (request) => ({ url: request.url });
      if (quiet) make = function (request) {
        log(request.url);
      };
    `),
  ),
  {
    name: 'a parameter that callers may leave out',
    code: `
      const cache = new Map();
      exports.put = (userId, value) => {
        if (!cache.has(userId)) cache.set(userId, value);
      };
    `,
    options,
    findings: [unbounded(STORES_NOTHING)],
  },
  {
    name: 'a promise of nothing',
    code: `
      const cache = new Map();
      app.post('/items', async (req, res) => {
        if (!cache.has(req.params.id)) cache.set(req.params.id, await note(req));
        res.end();
      });
      async function note(request) {
        await log(request.url);
      }
    `,
    options,
    findings: [unbounded(STORES_NOTHING)],
  },
  {
    name: 'a promise of which nothing is known',
    code: `
      const cache = new Map();
      app.post('/items', async (req, res) => {
        if (!cache.has(req.params.id)) cache.set(req.params.id, await pending);
        res.end();
      });
    `,
    options,
    findings: [unbounded(STORES_NOTHING)],
  },
  {
    name: 'no value at all',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        if (!cache.has(req.params.id)) cache.set(req.params.id);
        res.end();
      });
    `,
    options,
    findings: [unbounded(STORES_NOTHING)],
  },
  isSomething('a choice of two things', `req.body.ok ? 1 : 2`),
  isSomething('something where there is nothing', `req.body.ok ?? 2`),
  isSomething(
    'a text, a sum, a date',
    '{ text: `${req.url}`, sum: 1 + req.body.n, at: Date.now() }',
  ),
  isSomething('the time', 'Date.now()'),
  isSomething('a text of the language', 'String(req.url).trim()'),
  isSomething('null, which is kept', 'null'),
  isSomething('a promise, whatever comes of it', 'fetch(req.url)'),
  isSomething(
    'a promise of an async function, whatever comes of it',
    'note(req)',
    dedent(`
      async function note(request) {
        await log(request.url);
      }
    `),
  ),
  isSomething(
    'a function that returns something',
    'make(req)',
    dedent(`
      function make(request) {
        return { url: request.url };
      }
    `),
  ),
  isSomething(
    'an arrow function, whose body is its answer',
    'make(req)',
    `const make = (request) => ({ url: request.url });\n`,
  ),
  isSomething('a name for something', 'ONE', `const ONE = 1;\n`),
  isSomething(
    'a name for one of two things',
    'value',
    dedent(`
      let value = 1;
      if (ready) value = { at: 2 };
    `),
  ),
  {
    name: 'what is asked for before',
    code: `
      const cache = new Map();
      exports.put = (userId, value) => {
        if (value === undefined) return;
        if (!cache.has(userId)) cache.set(userId, value);
      };
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 1000 });
      exports.put = (userId, value) => {
        if (value === undefined) return;
        if (!cache.has(userId)) cache.set(userId, value);
      };
    `,
    options,
    findings: [unbounded()],
  },
  {
    name: 'undefined where nobody asks for keys',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, undefined);
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, undefined);
        res.end();
      });
    `,
    findings: [unbounded()],
  },
];

const ts = (testCase: InvalidCase): InvalidCase => ({ ...testCase, filename: 'input.ts' });

const types: InvalidCase[] = [
  {
    name: 'a Map of a class with more methods',
    code: `
      const { Collection } = require('discord.js');
      const cooldowns = new Collection();
      client.on('messageCreate', (message) => {
        cooldowns.set(message.author.id, Date.now());
      });
    `,
    findings: [
      {
        messageId: 'unbounded',
        line: 2,
        refused: 'its class may have methods of its own (`Collection`)',
      },
    ],
  },
  ts({
    name: 'made under a type',
    code: `
      const cache = new Map() as Cache;
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [unbounded('it is made under a type of another name')],
  }),
  ts({
    name: 'one type of several',
    code: `
      let cache: Map<string, number> | undefined = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [unbounded('it is declared with a type of another form')],
  }),
  ts({
    name: 'a Set without a type holds anything',
    code: `
      const seen = new Set();
      app.post('/items', (req, res) => {
        seen.add(req.params.id);
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const seen = new LRUCache<any, true>({ max: 1000 });
      app.post('/items', (req, res) => {
        seen.set(req.params.id, true);
        res.end();
      });
    `,
    findings: [unbounded()],
  }),
  ts({
    name: 'a type without arguments',
    code: `
      const cache: Map = new Map();
      const seen: Set = new Set();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, 1);
        seen.add(req.params.id);
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const cache: LRUCache<any, any> = new LRUCache({ max: 1000 });
      const seen: LRUCache<any, true> = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, 1);
        seen.set(req.params.id, true);
        res.end();
      });
    `,
    findings: [unbounded(), { ...unbounded(), line: 2 }],
  }),
];

const rewriting: InvalidCase[] = [
  {
    name: 'the class is taken in below the collection, where it has no value yet',
    code: `
      const cache = new Map();
      app.post('/items', (req) => { cache.set(req.params.id, load(req)); });
      const { LRUCache } = require('lru-cache');
      exports.other = new LRUCache({ max: 5 });
    `,
    findings: [unbounded('takes in `LRUCache` below it')],
  },
  {
    name: 'a name that the module gives it later',
    code: `
      const cache = new Map();
      let own;
      own = cache;
      app.post('/items', (req, res) => {
        own.set(req.params.id, 1);
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 1000 });
      let own;
      own = cache;
      app.post('/items', (req, res) => {
        own.set(req.params.id, 1);
        res.end();
      });
    `,
    findings: [unbounded()],
  },
  {
    name: 'calls of a Set by a string',
    code: `
      const seen = new Set();
      app.post('/items', (req, res) => {
        seen['add'](req.params.id);
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const seen = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        seen['set'](req.params.id, true);
        res.end();
      });
    `,
    findings: [unbounded()],
  },
  {
    name: 'an import of lru-cache that brings another name',
    code: `
      import * as lru from 'lru-cache';
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    output: `
      import * as lru from 'lru-cache';
      import { LRUCache } from 'lru-cache';
      const cache = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [{ ...unbounded(), line: 2 }],
  },
  {
    name: 'a require of lru-cache that takes another name',
    code: `
      const { version } = require('lru-cache');
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    output: `
      const { version } = require('lru-cache');
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
    `,
    findings: [{ ...unbounded(), line: 2 }],
  },
];

const undecided: InvalidCase[] = [
  {
    name: 'a property of an object that other files have',
    code: `
      module.exports = {
        seen: new Map(),
        add(userId) {
          this.seen.set(userId, 1);
        },
      };
    `,
    options: { unverifiable: true },
    findings: [
      {
        messageId: 'undecided',
        line: 2,
        refused: 'it is given to other files, where its use is not seen',
      },
    ],
  },
  {
    name: 'a function of this file takes it, or one that is not seen',
    code: `
      const cache = new Map();
      const put = fast ? (map, id) => map.set(id, 1) : require('./put');
      app.post('/items', (req, res) => {
        put(cache, req.params.id);
        res.end();
      });
    `,
    options: { unverifiable: true },
    findings: [
      {
        messageId: 'undecided',
        line: 1,
        refused: 'it is passed on (line 4), where its use is not seen',
      },
    ],
  },
];

/** What it takes to hold it down, in forms that are seldom. */
const bounded: ValidCase[] = [
  {
    name: 'the limit stands before the size',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, 1);
        if (100 < cache.size) cache.clear();
        res.end();
      });
    `,
  },
  {
    name: 'a function tells whether there is room',
    code: `
      const cache = new Map();
      const isFull = () => cache.size >= 100;
      app.post('/items', (req, res) => {
        if (!isFull()) cache.set(req.params.id, 1);
        res.end();
      });
    `,
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: bounded,
  invalid: [...loops, ...calls, ...values, ...types, ...rewriting, ...undecided],
});
