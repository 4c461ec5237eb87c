import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const LIMITER = `
  const WINDOW_MS = 30_000;
  const hits = new Map();
  app.use((req, res, next) => {
    const now = Date.now();
    const hit = hits.get(req.ip);
    if (!hit || now - hit.start >= WINDOW_MS) {
      hits.set(req.ip, { count: 1, start: now });
      return next();
    }
    hit.count += 1;
    if (hit.count > 100) return res.status(429).end();
    next();
  });
`;

const fixed: InvalidCase[] = [
  {
    name: 'a rate limiter: the timer fires as often as a window ends',
    code: LIMITER,
    output: LIMITER.replace(
      'const hits = new Map();\n',
      `const hits = new Map();
  setInterval(() => {
    for (const [key, entry] of hits) {
      if (Date.now() - entry.start >= WINDOW_MS) hits.delete(key);
    }
  }, WINDOW_MS).unref();
`,
    ),
    findings: [{ messageId: 'unbounded', line: 2 }],
  },
  {
    name: 'a cache whose entries go as they are read',
    code: `
      const cache = new Map();
      function read(key) {
        const entry = cache.get(key);
        if (!entry || Date.now() > entry.expiresAt) {
          cache.delete(key);
          return null;
        }
        return entry.value;
      }
      exports.userOf = async (userId) => {
        const known = read(userId);
        if (known) return known;
        const value = await loadUser(userId);
        cache.set(userId, { value, expiresAt: Date.now() + 60_000 });
        return value;
      };
    `,
    output: `
      const cache = new Map();
      setInterval(() => {
        for (const [key, entry] of cache) {
          if (Date.now() > entry.expiresAt) cache.delete(key);
        }
      }, 60 * 1000).unref();
      function read(key) {
        const entry = cache.get(key);
        if (!entry || Date.now() > entry.expiresAt) {
          cache.delete(key);
          return null;
        }
        return entry.value;
      }
      exports.userOf = async (userId) => {
        const known = read(userId);
        if (known) return known;
        const value = await loadUser(userId);
        cache.set(userId, { value, expiresAt: Date.now() + 60_000 });
        return value;
      };
    `,
    findings: [{ messageId: 'evictionIdle', line: 1 }],
  },
  {
    name: 'a function that tells whether an entry has expired',
    code: `
      const WINDOW_MS = 1000;
      const hits = new Map();
      const isFresh = (hit) => Date.now() - hit.start <= WINDOW_MS;
      app.use((req, res, next) => {
        const hit = hits.get(req.ip);
        if (hit && isFresh(hit)) {
          hit.count += 1;
          return hit.count > 100 ? res.status(429).end() : next();
        }
        hits.set(req.ip, { count: 1, start: Date.now() });
        next();
      });
    `,
    output: `
      const WINDOW_MS = 1000;
      const hits = new Map();
      setInterval(() => {
        for (const [key, entry] of hits) {
          if (Date.now() - entry.start > WINDOW_MS) {
            hits.delete(key);
          }
        }
      }, WINDOW_MS).unref();
      const isFresh = (hit) => Date.now() - hit.start <= WINDOW_MS;
      app.use((req, res, next) => {
        const hit = hits.get(req.ip);
        if (hit && isFresh(hit)) {
          hit.count += 1;
          return hit.count > 100 ? res.status(429).end() : next();
        }
        hits.set(req.ip, { count: 1, start: Date.now() });
        next();
      });
    `,
    findings: [{ messageId: 'unbounded', line: 2 }],
  },
  {
    name: 'another setInterval in the module: each addition sweeps',
    code: `
      const { setInterval } = require('node:timers/promises');
      const seenAt = new Map();
      bot.on('message', (message) => {
        const last = seenAt.get(message.from.id) || 0;
        if (Date.now() - last < 5000) return;
        seenAt.set(message.from.id, Date.now());
        reply(message);
      });
    `,
    output: `
      const { setInterval } = require('node:timers/promises');
      const seenAt = new Map();
      bot.on('message', (message) => {
        const last = seenAt.get(message.from.id) || 0;
        if (Date.now() - last < 5000) return;
        seenAt.set(message.from.id, Date.now());
        for (const [key, entry] of seenAt) {
          if (Date.now() - entry >= 5000) seenAt.delete(key);
        }
        reply(message);
      });
    `,
    findings: [{ messageId: 'unbounded', line: 2 }],
  },
  {
    name: 'times themselves, and a default for what is missing',
    code: `
      const seenAt = new Map();
      bot.on('message', (message) => {
        const last = seenAt.get(message.from.id) || 0;
        if (Date.now() - last < 5000) return;
        seenAt.set(message.from.id, Date.now());
        reply(message);
      });
    `,
    output: `
      const seenAt = new Map();
      setInterval(() => {
        for (const [key, entry] of seenAt) {
          if (Date.now() - entry >= 5000) seenAt.delete(key);
        }
      }, 5000).unref();
      bot.on('message', (message) => {
        const last = seenAt.get(message.from.id) || 0;
        if (Date.now() - last < 5000) return;
        seenAt.set(message.from.id, Date.now());
        reply(message);
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'sessions whose time is renewed as they are read, and a lifetime of each entry',
    code: `
      const sessions = new Map();
      app.post('/login', (req, res) => {
        sessions.set(req.body.id, { user: req.body.user, seen: Date.now(), ttl: req.body.ttl });
        res.end();
      });
      app.get('/me', async (req, res) => {
        const session = sessions.get(req.query.id);
        if (!session || Date.now() - session.seen > session.ttl) return res.status(401).end();
        session.seen = Date.now();
        res.json(await load(session.user));
      });
    `,
    output: `
      const sessions = new Map();
      setInterval(() => {
        for (const [key, entry] of sessions) {
          if (Date.now() - entry.seen > entry.ttl) sessions.delete(key);
        }
      }, 60 * 1000).unref();
      app.post('/login', (req, res) => {
        sessions.set(req.body.id, { user: req.body.user, seen: Date.now(), ttl: req.body.ttl });
        res.end();
      });
      app.get('/me', async (req, res) => {
        const session = sessions.get(req.query.id);
        if (!session || Date.now() - session.seen > session.ttl) return res.status(401).end();
        session.seen = Date.now();
        res.json(await load(session.user));
      });
    `,
    findings: [{ messageId: 'missingDelete', line: 1 }],
  },
  {
    name: 'a closure of a factory: with each addition',
    code: `
      function limiter(max, windowMs) {
        const hits = new Map();
        return (req, res, next) => {
          let hit = hits.get(req.ip);
          if (!hit || Date.now() > hit.reset) {
            hit = { n: 0, reset: Date.now() + windowMs };
            hits.set(req.ip, hit);
          }
          if (++hit.n > max) return res.status(429).end();
          next();
        };
      }
      app.use(limiter(10, 1000));
    `,
    output: `
      function limiter(max, windowMs) {
        const hits = new Map();
        return (req, res, next) => {
          let hit = hits.get(req.ip);
          if (!hit || Date.now() > hit.reset) {
            hit = { n: 0, reset: Date.now() + windowMs };
            hits.set(req.ip, hit);
            for (const [key, entry] of hits) {
              if (Date.now() > entry.reset) hits.delete(key);
            }
          }
          if (++hit.n > max) return res.status(429).end();
          next();
        };
      }
      app.use(limiter(10, 1000));
    `,
    findings: [{ messageId: 'unbounded', line: 2 }],
  },
  {
    name: 'a dictionary',
    code: `
      const tokens = {};
      app.post('/token', (req, res) => {
        tokens[req.body.id] = { user: req.body.user, until: Date.now() + 1000 };
        res.end();
      });
      app.get('/me', (req, res) => {
        const token = tokens[req.query.id];
        if (!token) return res.status(401).end();
        if (token.until < Date.now()) {
          delete tokens[req.query.id];
          return res.status(401).end();
        }
        res.json(token.user);
      });
    `,
    output: `
      const tokens = {};
      setInterval(() => {
        for (const [key, entry] of Object.entries(tokens)) {
          if (entry.until < Date.now()) delete tokens[key];
        }
      }, 60 * 1000).unref();
      app.post('/token', (req, res) => {
        tokens[req.body.id] = { user: req.body.user, until: Date.now() + 1000 };
        res.end();
      });
      app.get('/me', (req, res) => {
        const token = tokens[req.query.id];
        if (!token) return res.status(401).end();
        if (token.until < Date.now()) {
          delete tokens[req.query.id];
          return res.status(401).end();
        }
        res.json(token.user);
      });
    `,
    findings: [{ messageId: 'evictionIdle', line: 1 }],
  },
  {
    name: 'a serverless function, whose timers are frozen: with each addition',
    filename: 'api/limit.js',
    code: `
      const WINDOW_MS = 30_000;
      const hits = new Map();
      export default function handler(req, res) {
        const hit = hits.get(req.ip);
        if (!hit || Date.now() - hit.start >= WINDOW_MS) {
          hits.set(req.ip, { count: 1, start: Date.now() });
          return res.end();
        }
        hit.count += 1;
        res.status(hit.count > 100 ? 429 : 200).end();
      }
    `,
    output: `
      const WINDOW_MS = 30_000;
      const hits = new Map();
      export default function handler(req, res) {
        const hit = hits.get(req.ip);
        if (!hit || Date.now() - hit.start >= WINDOW_MS) {
          hits.set(req.ip, { count: 1, start: Date.now() });
          for (const [key, entry] of hits) {
            if (Date.now() - entry.start >= WINDOW_MS) {
              hits.delete(key);
            }
          }
          return res.end();
        }
        hit.count += 1;
        res.status(hit.count > 100 ? 429 : 200).end();
      }
    `,
    findings: [{ messageId: 'unbounded', line: 2 }],
  },
  {
    name: 'a field of an object, in TypeScript: with each addition',
    filename: 'input.ts',
    code: `
      interface Hit { count: number; start: number }
      class Limiter {
        private readonly hits = new Map<string, Hit>();
        private readonly windowMs = 1000;
        check(ip: string): boolean {
          const hit = this.hits.get(ip);
          if (!hit || Date.now() - hit.start > this.windowMs) {
            this.hits.set(ip, { count: 1, start: Date.now() });
            return true;
          }
          hit.count += 1;
          return hit.count < 10;
        }
      }
      const limiter = new Limiter();
      app.use((req: Request, res: Response, next: Next) => {
        if (!limiter.check(req.ip)) return res.status(429).end();
        next();
      });
    `,
    output: `
      interface Hit { count: number; start: number }
      class Limiter {
        private readonly hits = new Map<string, Hit>();
        private readonly windowMs = 1000;
        check(ip: string): boolean {
          const hit = this.hits.get(ip);
          if (!hit || Date.now() - hit.start > this.windowMs) {
            this.hits.set(ip, { count: 1, start: Date.now() });
            for (const [key, entry] of this.hits) {
              if (Date.now() - entry.start > this.windowMs) this.hits.delete(key);
            }
            return true;
          }
          hit.count += 1;
          return hit.count < 10;
        }
      }
      const limiter = new Limiter();
      app.use((req: Request, res: Response, next: Next) => {
        if (!limiter.check(req.ip)) return res.status(429).end();
        next();
      });
    `,
    findings: [{ messageId: 'unbounded', line: 3 }],
  },
  {
    name: 'what the user says expires, with --evict',
    code: `
      const links = new Map();
      app.post('/link', (req, res) => {
        links.set(req.body.id, { url: req.body.url, expiresAt: Date.now() + 1000 });
        res.end();
      });
      app.get('/link', (req, res) => {
        res.json(links.get(req.query.id));
      });
    `,
    options: { evict: true, strategy: 'sweep' },
    output: `
      const links = new Map();
      setInterval(() => {
        for (const [key, entry] of links) {
          if (entry.expiresAt <= Date.now()) links.delete(key);
        }
      }, 60 * 1000).unref();
      app.post('/link', (req, res) => {
        links.set(req.body.id, { url: req.body.url, expiresAt: Date.now() + 1000 });
        res.end();
      });
      app.get('/link', (req, res) => {
        res.json(links.get(req.query.id));
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
];

const swept = (name: string, body: string, refused: string, more = ''): InvalidCase => ({
  name,
  code: `const tokens = new Map();\napp.post('/token', (req, res) => {\n  tokens.set(req.body.id, { user: req.body.user, until: Date.now() + 1000 });\n  res.end();\n});\napp.get('/me', ${body});\n${more}`,
  options: { strategy: 'sweep' },
  findings: [{ messageId: 'unbounded', line: 1, refused }],
});

const TELLS = 'may do something else for an entry that has expired';

const refusals: InvalidCase[] = [
  swept(
    'another answer for an entry that has expired',
    `(req, res) => {\n  const token = tokens.get(req.query.id);\n  if (!token) return res.status(404).end();\n  if (token.until < Date.now()) return res.status(410).end();\n  res.json(token.user);\n}`,
    TELLS,
  ),
  swept(
    'null for what has expired, nothing for what is missing',
    `(req, res) => {\n  const token = tokens.get(req.query.id);\n  if (token && token.until < Date.now()) return res.json(null);\n  res.json(token?.user);\n}`,
    TELLS,
  ),
  swept(
    'a read that asks for no time',
    `(req, res) => {\n  const token = tokens.get(req.query.id);\n  if (token && token.until > Date.now()) return res.json(token.user);\n  res.end();\n}`,
    TELLS,
    `app.get('/known', (req, res) => {\n  res.json(tokens.has(req.query.id));\n});\n`,
  ),
  swept(
    'an entry that has expired is used once more',
    `(req, res) => {\n  const token = tokens.get(req.query.id);\n  if (!token || token.until < Date.now()) {\n    log(token.user);\n    return res.end();\n  }\n  res.json(token.user);\n}`,
    TELLS,
  ),
  swept(
    'a function that tells more than that an entry has expired',
    `(req, res) => {\n  const isOver = (token) => {\n    log(token);\n    return token.until < Date.now();\n  };\n  const token = tokens.get(req.query.id);\n  if (!token || isOver(token)) return res.end();\n  res.json(token.user);\n}`,
    'an entry is passed on',
  ),
  swept(
    'what such a function gives for an entry, and nothing for none',
    `(req, res) => {\n  const isOver = (token) => token.until < Date.now();\n  const token = tokens.get(req.query.id);\n  res.json(token && isOver(token));\n}`,
    TELLS,
  ),
  swept(
    'a time that is set behind an await',
    `async (req, res) => {\n  const token = tokens.get(req.query.id);\n  if (!token || token.until < Date.now()) return res.end();\n  await renew(req);\n  token.until = Date.now() + 1000;\n  res.end();\n}`,
    'gives an entry another time',
  ),
  swept(
    'a size that is shown',
    `(req, res) => {\n  const token = tokens.get(req.query.id);\n  if (!token || token.until < Date.now()) return res.end();\n  res.json(tokens.size);\n}`,
    'its size is asked',
  ),
  swept(
    'entries that are gone through',
    `(req, res) => {\n  const token = tokens.get(req.query.id);\n  if (!token || token.until < Date.now()) return res.end();\n  res.json([...tokens.values()]);\n}`,
    'goes through its entries',
  ),
  {
    name: 'the clock under the name of something else where the entry is added',
    code: `
      const { setInterval } = require('node:timers/promises');
      const hits = new Map();
      const isOver = (key) => {
        const hit = hits.get(key);
        return !hit || Date.now() - hit > 1000;
      };
      app.use((req, res, next) => {
        const now = Date.now();
        const Date2 = Date;
        {
          const Date = Date2;
          hits.set(req.ip, now);
        }
        next();
      });
      app.get('/:ip', (req, res) => res.json(isOver(req.params.ip)));
    `,
    options: { strategy: 'sweep' },
    findings: [{ messageId: 'unbounded', line: 2, refused: '`Date` means something else' }],
  },
  ...['Hit | undefined', 'Hit | Ban', 'Either', 'unknown'].map((type): InvalidCase => ({
    name: `entries of the type ${type}`,
    filename: 'hits.ts',
    code: `
        import { createServer } from 'node:http';
        interface Hit { start: number }
        interface Ban { start: number; by: string }
        type Either = Hit | Ban;
        const hits = new Map<string, ${type}>();
        createServer((req, res) => {
          const hit = hits.get(req.url!) as Hit | undefined;
          if (!hit || Date.now() - hit.start > 1000) hits.set(req.url!, { start: Date.now() });
          res.end();
        }).listen(8080);
      `,
    options: { strategy: 'sweep' },
    findings: [{ messageId: 'unbounded', line: 5, refused: 'would not compile' }],
  })),
  {
    name: 'a dictionary whose type lets a key be without an entry',
    filename: 'hits.ts',
    code: `
      import { createServer } from 'node:http';
      const hits: { [id: string]: number | undefined } = {};
      createServer((req, res) => {
        const hit = hits[req.url!];
        if (hit === undefined || Date.now() - hit > 1000) hits[req.url!] = Date.now();
        res.end();
      }).listen(8080);
    `,
    options: { strategy: 'sweep' },
    findings: [{ messageId: 'unbounded', line: 2, refused: 'would not compile' }],
  },
  ...[
    ['a variable', 'let windowMs = 1000;', 'windowMs', 'windowMs'],
    ['a property', 'const config = { windowMs: 1000 };', 'config.windowMs', 'config.windowMs'],
    [
      'many properties',
      'const config = { windowMs: 1000 };',
      'config.windowMs',
      'Object.assign(config, { windowMs: 5000 }).by',
    ],
  ].map(([name, declared, read, written]): InvalidCase => ({
    name: `a lifetime that the program changes: ${name}`,
    code: `
        ${declared}
        const hits = new Map();
        app.use((req, res, next) => {
          const hit = hits.get(req.ip);
          if (hit && Date.now() - hit < ${read}) return res.status(429).end();
          hits.set(req.ip, Date.now());
          next();
        });
        app.post('/window', (req, res) => {
          ${written} = req.body.ms;
          res.end();
        });
      `,
    options: { strategy: 'sweep' },
    findings: [{ messageId: 'unbounded', line: 2, refused: 'changes how long entries live' }],
  })),
  {
    name: 'a lifetime that each caller gives',
    code: `
      const hits = new Map();
      exports.check = (userId, windowMs) => {
        const hit = hits.get(userId);
        if (!hit || Date.now() - hit.start > windowMs) {
          hits.set(userId, { count: 1, start: Date.now() });
          return true;
        }
        return ++hit.count < 10;
      };
    `,
    options: { strategy: 'sweep' },
    findings: [
      { messageId: 'unbounded', line: 1, refused: 'not seen to stay the same (`windowMs`)' },
    ],
  },
  {
    name: 'timers in the entries',
    code: `
      const waits = new Map();
      app.post('/wait', (req, res) => {
        const wait = waits.get(req.body.id);
        if (wait && wait.until > Date.now()) return res.end();
        const timer = setTimeout(() => notify(req.body.id), 1000);
        waits.set(req.body.id, { timer, until: Date.now() + 1000 });
        res.end();
      });
    `,
    options: { strategy: 'sweep' },
    findings: [
      {
        messageId: 'unbounded',
        line: 1,
        refused: 'its values may own something that has to be closed',
      },
    ],
  },
  {
    name: 'in a file that reads, behind the addition, what a sweep in between may have removed',
    code: `
      class Names {
        constructor() {
          this.records = new Map();
        }
        async resolve(host) {
          const known = this.records.get(host);
          if (known && known.expires > Date.now()) return known.address;
          const { address, ttl } = await lookup(host);
          this.records.set(host, { address, expires: Date.now() + ttl * 1000 });
          return this.records.get(host).address;
        }
      }
      const names = new Names();
      app.get('/:host', async (req, res) => res.json(await names.resolve(req.params.host)));
    `,
    options: { strategy: 'sweep' },
    findings: [
      {
        messageId: 'unbounded',
        line: 3,
        refused: 'may do something else for an entry that has expired',
      },
    ],
  },
  {
    name: 'an entry that is relied on behind an await',
    code: `
      const uploads = new Map();
      app.post('/:id', async (req, res) => {
        const { id } = req.params;
        const known = uploads.get(id);
        if (known && known.expires > Date.now()) return res.json(known.name);
        uploads.set(id, { name: 'f' + id, expires: Date.now() + 300 });
        await upload(id);
        res.json(uploads.get(id).name);
      });
    `,
    options: { strategy: 'sweep' },
    findings: [
      {
        messageId: 'missingDelete',
        line: 1,
        refused: 'may do something else for an entry that has expired',
      },
    ],
  },
  {
    name: 'a lifetime that has no value yet where an entry may be added',
    code: `
      class Prices {
        constructor() {
          this.entries = new Map();
        }
        put(id, value) {
          this.entries.set(id, { value, at: Date.now() });
        }
        get(id) {
          const entry = this.entries.get(id);
          return entry && Date.now() - entry.at < LIFETIME ? entry.value : undefined;
        }
      }
      const prices = new Prices();
      prices.put('first', 1);
      const LIFETIME = 300;
      app.get('/:id', (req, res) => {
        const known = prices.get(req.params.id);
        if (known === undefined) prices.put(req.params.id, compute(req.params.id));
        res.json(known);
      });
    `,
    options: { strategy: 'sweep' },
    findings: [{ messageId: 'unbounded', line: 3, refused: 'depends on `LIFETIME`' }],
  },
  {
    name: 'a time that an entry need not have, by its type',
    filename: 'hits.ts',
    code: `
      interface Hit {
        value: string;
        at?: number;
      }
      const hits = new Map<string, Hit>();
      app.get('/:id', (req, res) => {
        const hit = hits.get(req.params.id);
        if (hit && hit.at !== undefined && Date.now() - hit.at < 300) return res.json(hit.value);
        const value = compute(req.params.id);
        hits.set(req.params.id, { value, at: Date.now() });
        res.json(value);
      });
    `,
    options: { strategy: 'sweep' },
    findings: [{ messageId: 'unbounded', line: 5, refused: 'would not compile' }],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [...fixed, ...refusals],
});
