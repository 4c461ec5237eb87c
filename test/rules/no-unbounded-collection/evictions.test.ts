/**
 * What is plainly a cache is capped; what the program needs the entries of is left alone unless `evict` is given.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const REQUIRED = `const { LRUCache } = require('lru-cache');\n`;
const found = { messageId: 'unbounded', line: 1 } as const;

/** A module whose first line is `const <name> = new Map();`. */
const capped = (
  name: string,
  body: string,
  collection = 'users',
  options?: InvalidCase['options'],
): InvalidCase => ({
  name,
  code: `const ${collection} = new Map();\n${body}\n`,
  output: `${REQUIRED}const ${collection} = new LRUCache({ max: 1000 });\n${body}\n`,
  findings: [found],
  ...(options ? { options } : {}),
});
const kept = (
  name: string,
  body: string,
  refused: string,
  {
    collection = 'users',
    maker = 'Map',
    options,
  }: { collection?: string; maker?: string; options?: InvalidCase['options'] } = {},
): InvalidCase => ({
  name,
  code: `const ${collection} = new ${maker}();\n${body}\n`,
  findings: [{ ...found, refused }],
  ...(options ? { options } : {}),
});
const asks = (body: string) => `exports.user = async (userId) => {\n  ${body}\n};`;

const caches: InvalidCase[] = [
  capped(
    'a value that is loaded where it is missing',
    asks(
      dedent(`
        const hit = users.get(userId);
          if (hit) return hit;
          const user = await loadUser(userId);
          users.set(userId, user);
          return user;`),
    ),
  ),
  capped(
    'the same in a handler, which answers',
    dedent(`
      app.get('/users/:id', async (req, res) => {
        const { id } = req.params;
        const hit = users.get(id);
        if (hit !== undefined) return res.json(hit);
        const user = await db.users.findOne({ id });
        users.set(id, user);
        res.json(user);
      });`),
  ),
  capped(
    'a name that gets what was missing',
    asks(
      dedent(`
        let user = users.get(userId);
          if (!user) {
            user = await loadUser(userId);
            users.set(userId, user);
          }
          return user;`),
    ),
  ),
  capped(
    'with a time to live that is looked at',
    asks(
      dedent(`
        const hit = users.get(userId);
          if (hit && hit.expires > Date.now()) return hit.user;
          const user = await fetchUser(userId);
          users.set(userId, { user, expires: Date.now() + 60000 });
          return user;`),
    ),
  ),
  capped(
    'by optional chains',
    asks(
      dedent(`
        const hit = users.get(userId);
          if (hit?.expires > Date.now()) return hit.user;
          const user = await fetchUser(userId);
          users.set(userId, { user, expires: Date.now() + 60000 });
          return user;`),
    ),
  ),
  capped(
    'has, and a value that is never undefined',
    asks(
      dedent(`
        if (!users.has(userId)) {
            users.set(userId, \`<b>\${userId}</b>\`);
          }
          return users.get(userId);`),
    ),
  ),
  capped(
    'has, and a return',
    asks(
      dedent(`
        if (users.has(userId)) return users.get(userId);
          const name = String(userId).toUpperCase();
          users.set(userId, name);
          return name;`),
    ),
  ),
  capped(
    'what is there, or else is loaded',
    asks(
      dedent(`
        const user = users.get(userId) ?? (await loadUser(userId));
          users.set(userId, user);
          return user;`),
    ),
  ),
  capped(
    'the same answer either way',
    dedent(`
      app.use(async (req, res, next) => {
        const { token } = req.headers;
        if (users.get(token)) return next();
        const user = await findUser(token);
        if (!user) return res.status(401).end();
        users.set(token, user);
        next();
      });`),
  ),
  capped(
    'a function that only fills',
    asks(
      dedent(`
        if (users.get(userId)) return;
          users.set(userId, await loadUser(userId));`),
    ),
  ),
  capped(
    'a promise',
    asks(
      dedent(`
        let promise = users.get(userId);
          if (!promise) {
            promise = loadUser(userId);
            users.set(userId, promise);
          }
          return promise;`),
    ),
  ),
  capped(
    'in a callback',
    asks(
      dedent(`
        const hit = users.get(userId);
          if (hit) return hit;
          return loadUser(userId).then((user) => {
            users.set(userId, user);
            return user;
          });`),
    ),
  ),
  capped(
    'a function of this file that loads',
    dedent(`
      async function userOf(id) {
        const response = await axios.get('/users/' + id);
        return response.data;
      }
      exports.user = async (userId) => {
        let user = users.get(userId);
        if (!user) {
          user = await userOf(userId);
          users.set(userId, user);
        }
        return user;
      };`),
  ),
  capped(
    'a call whose name says that it computes',
    asks(
      dedent(`
        let text = summaryCache.get(userId);
          if (!text) {
            text = await summarize(userId);
            summaryCache.set(userId, text);
          }
          return text;`),
    ),
    'summaryCache',
  ),
  capped(
    'a loaded value that is loaded anew as well',
    dedent(`
      exports.user = async (userId) => {
        const hit = users.get(userId);
        if (hit) return hit;
        const user = await loadUser(userId);
        users.set(userId, user);
        return user;
      };
      exports.refresh = async (userId) => {
        const user = await loadUser(userId);
        users.set(userId, user);
      };`),
  ),
];

/** Nobody can tell whether an entry is there. */
const unasked: InvalidCase[] = [
  capped('what is only written', asks('users.set(userId, Date.now());')),
  capped(
    'what is asked for before it is written, and for nothing else',
    asks('if (!users.has(userId)) users.set(userId, 1);'),
  ),
  capped(
    'the same with a guard at the end',
    asks(
      dedent(`
        if (users.has(userId)) return;
          users.set(userId, 1);`),
    ),
  ),
  capped('the same in an expression', asks('users.has(userId) || users.set(userId, 1);')),
  capped(
    'what has been written just before',
    asks(
      dedent(`
        users.set(userId, Date.now());
          return users.get(userId).toString();`),
    ),
  ),
  capped(
    'a size below the cap',
    dedent(`
      exports.user = async (userId) => {
        users.set(userId, 1);
      };
      const isMany = () => users.size > 500;`),
  ),
];

const DECIDES = 'it is not plainly a cache: ';
const needed: InvalidCase[] = [
  kept(
    'an event that is handled once',
    `app.post('/hook', async (req, res) => {\n  if (events.has(req.body.id)) return res.end();\n  events.add(req.body.id);\n  await charge(req.body);\n  res.end();\n});`.replaceAll(
      'req.body.id',
      'req.body.eventId',
    ),
    DECIDES,
    { collection: 'events', maker: 'Set' },
  ),
  kept(
    'an event that is handled once, in a loop',
    dedent(`
      setInterval(async () => {
        for (const { uuid } of await poll()) {
          if (events.has(uuid)) continue;
          events.add(uuid);
          handle(uuid);
        }
      }, 1000);`),
    DECIDES,
    { collection: 'events', maker: 'Set' },
  ),
  kept(
    'a warning that is sent once',
    asks(
      dedent(`
        if (users.has(userId)) return;
          users.add(userId);
          warn(userId);`),
    ),
    DECIDES,
    { maker: 'Set' },
  ),
  kept(
    'a token that is refused',
    dedent(`
      app.post('/logout', (req, res) => {
        tokens.add(req.headers.token);
        res.end();
      });
      app.use((req, res, next) => {
        if (tokens.has(req.headers.token)) res.statusCode = 401;
        next();
      });`),
    DECIDES,
    { collection: 'tokens', maker: 'Set' },
  ),
  kept(
    'an answer to a charge',
    asks(
      dedent(`
        const hit = users.get(userId);
          if (hit) return hit;
          const receipt = await payments.charge(userId);
          users.set(userId, receipt);
          return receipt;`),
    ),
    DECIDES,
  ),
  kept(
    'an effect beside the loading',
    asks(
      dedent(`
        const hit = users.get(userId);
          if (hit) return hit;
          await chargeUser(userId);
          users.set(userId, await loadUser(userId));`),
    ),
    DECIDES,
  ),
  kept(
    'a count of what was missing',
    dedent(`
      let misses = 0;
      exports.user = async (userId) => {
        let user = users.get(userId);
        if (!user) {
          misses++;
          user = await loadUser(userId);
          users.set(userId, user);
        }
        return user;
      };`),
    DECIDES,
  ),
  kept(
    'an effect where it is found',
    dedent(`
      let hits = 0;
      exports.user = async (userId) => {
        const hit = users.get(userId);
        if (hit) {
          hits++;
          return hit;
        }
        const user = await loadUser(userId);
        users.set(userId, user);
        return user;
      };`),
    DECIDES,
  ),
  kept(
    'a request that changes something',
    asks(
      dedent(`
        let user = users.get(userId);
          if (!user) {
            user = await fetch('/users', { method: 'POST' });
            users.set(userId, user);
          }
          return user;`),
    ),
    DECIDES,
  ),
  kept(
    'a function of this file that does more than its name says',
    dedent(`
      let last;
      function compute(id) {
        last = id;
        return id + 1;
      }
      exports.user = async (userId) => {
        let user = users.get(userId);
        if (!user) {
          user = compute(userId);
          users.set(userId, user);
        }
        return user;
      };`),
    DECIDES,
  ),
  kept(
    'an effect behind both branches, of which one leaves',
    asks(
      dedent(`
        const hit = users.get(userId);
          if (hit) {
            return hit;
          } else {
            users.set(userId, await loadUser(userId));
          }
          await charge(userId);`),
    ),
    DECIDES,
  ),
  kept(
    'an effect behind the block that a return leaves',
    asks(
      dedent(`
        {
            const hit = users.get(userId);
            if (hit) return hit;
            users.set(userId, await loadUser(userId));
          }
          await charge(userId);`),
    ),
    DECIDES,
  ),
  kept(
    'an effect behind a branch that leaves at times',
    asks(
      dedent(`
        const hit = users.get(userId);
          if (hit) {
            if (hit.isPaid) return hit;
          } else users.set(userId, await loadUser(userId));
          await charge(userId);`),
    ),
    DECIDES,
  ),
  kept(
    'a name that tells that it was missing',
    asks(
      dedent(`
        let isNew = false;
          if (!users.has(userId)) {
            isNew = true;
            users.set(userId, \`<\${userId}>\`);
          }
          if (isNew) await charge(userId);`),
    ),
    DECIDES,
  ),
  kept(
    'a property that tells that it was missing',
    asks(
      dedent(`
        const told = { isNew: false };
          if (!users.has(userId)) {
            told.isNew = true;
            users.set(userId, \`<\${userId}>\`);
          }
          return told;`),
    ),
    DECIDES,
  ),
  kept(
    'an answer that tells that it was missing',
    asks(
      dedent(`
        if (users.has(userId)) return false;
          users.set(userId, \`<\${userId}>\`);
          return true;`),
    ),
    DECIDES,
  ),
  kept(
    'a response that tells that it was there',
    dedent(`
      app.post('/orders', (req, res) => {
        if (users.has(req.body.userId)) return res.status(409).end();
        users.set(req.body.userId, \`<\${req.body.userId}>\`);
        res.end();
      });`),
    DECIDES,
  ),
  kept(
    'more lookups in one function than are compared with each other',
    asks(
      dedent(`
        if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);
          return users.get(userId);`),
    ),
    'line 44 reads an entry',
  ),
  kept(
    'a time between two',
    asks(
      dedent(`
        const at = users.get(userId);
          if (at && Date.now() - at < 1000) return;
          users.set(userId, Date.now());
          await send(userId);`),
    ),
    DECIDES,
  ),
  kept(
    'what is sent when something has changed',
    asks(
      dedent(`
        const old = users.get(userId);
          const user = await loadUser(userId);
          users.set(userId, user);
          if (old && old.name !== user.name) notify(user);`),
    ),
    'line 3 reads an entry that is not computed again',
  ),
  kept(
    'a balance',
    asks('users.set(userId, (users.get(userId) ?? 0) + 1);'),
    'makes the new value of an entry of its old one',
  ),
  kept(
    'a count in an entry',
    asks(
      dedent(`
        if (!users.has(userId)) users.set(userId, { count: 0 });
          users.get(userId).count++;`),
    ),
    'changes the value of an entry',
  ),
  kept(
    'an entry with a method that may change it',
    asks(
      dedent(`
        let bucket = users.get(userId);
          if (!bucket) {
            bucket = loadBucket(userId);
            users.set(userId, bucket);
          }
          return bucket.tryTake();`),
    ),
    'changes the value of an entry, or may',
  ),
  kept(
    'a number of a counter',
    dedent(`
      let next = 0;
      exports.user = async (userId) => {
        if (!users.has(userId)) users.set(userId, next++);
        return users.get(userId);
      };`),
    DECIDES,
  ),
  kept(
    'a random id',
    asks(
      dedent(`
        let id = users.get(userId);
          if (!id) {
            id = randomUUID();
            users.set(userId, id);
          }
          return id;`),
    ),
    DECIDES,
  ),
  kept(
    'an object that somebody fills',
    asks(
      dedent(`
        let user = users.get(userId);
          if (!user) {
            user = { cart: [] };
            users.set(userId, user);
          }
          return user;`),
    ),
    DECIDES,
  ),
  kept(
    'an object that a function makes',
    dedent(`
      function make(id) {
        return { id, cart: [] };
      }
      exports.user = async (userId) => {
        let user = users.get(userId);
        if (!user) {
          user = make(userId);
          users.set(userId, user);
        }
        return user;
      };`),
    DECIDES,
  ),
  kept(
    'what a caller gives',
    dedent(`
      exports.user = (userId, value) => {
        const hit = users.get(userId);
        if (hit) return hit;
        users.set(userId, value);
        return value;
      };`),
    DECIDES,
  ),
  kept(
    'what a request brings, and another asks for',
    dedent(`
      app.post('/users', (req, res) => {
        users.set(req.headers.user, { name: req.headers.name });
        res.end();
      });
      app.get('/users', (req, res) => {
        const user = users.get(req.query.user);
        res.json(user ? user.name : null);
      });`),
    'line 7 reads an entry that is not computed again where it is missing',
  ),
  kept(
    'what a request brings beside what is loaded',
    dedent(`
      exports.user = async (userId) => {
        const hit = users.get(userId);
        if (hit) return hit;
        const user = await loadUser(userId);
        users.set(userId, user);
        return user;
      };
      app.post('/users', (req) => {
        users.set(req.body.userId, req.body.user);
      });`),
    'line 10 stores what is not computed again',
  ),
  kept(
    'a cache that somebody asks whether it has a key',
    dedent(`
      exports.user = async (userId) => {
        if (!users.has(userId)) users.set(userId, \`\${userId}!\`);
        return users.get(userId);
      };
      exports.knows = (userId) => users.has(userId);`),
    'line 6 decides',
  ),
  kept(
    'a delete that is asked whether there was one',
    dedent(`
      exports.user = async (userId) => {
        users.set(userId, 1);
      };
      function leave(userId) {
        if (!users.delete(userId)) notify(userId);
      }`),
    'line 6 uses what `delete` tells',
  ),
];
// Entries of the last one are taken out as well.
const idle = needed.splice(-1).map((testCase): InvalidCase => ({
  ...testCase,
  findings: [{ ...testCase.findings[0]!, messageId: 'evictionIdle' }],
}));

/** The names alone: nobody asks here. */
const named = [
  'revokedTokens',
  'bannedUsers',
  'usedNonces',
  'idempotencyKeys',
  'processed',
  'balances',
  'quota',
  'votes',
  'seq',
].map((collection) =>
  kept(
    `the name ${collection}`,
    `exports.add = (userId) => ${collection}.set(userId, 1);`,
    `\`${collection}\` says that its entries are records`,
    { collection },
  ),
);

/** Not even with \`evict\`: the program would fail. */
const options = { evict: true };
const crashes: InvalidCase[] = [
  kept(
    'an entry that is taken for granted in the place of another one',
    dedent(`
      users.set('default', { limit: 10 });
      app.put('/:id', (req, res) => {
        users.set(req.params.id, req.body);
        res.end();
      });
      app.get('/:id', (req, res) => {
        res.json((users.get(req.params.id) ?? users.get('default')).limit);
      });`),
    'line 8 takes for granted',
    { options: { evict: true } },
  ),
  kept(
    'an entry that is taken for granted',
    dedent(`
      app.post('/users', (req) => {
        users.set(req.body.userId, { name: req.body.name });
      });
      app.get('/users', (req, res) => {
        res.end(users.get(req.query.user).name);
      });`),
    'line 6 takes for granted that the entry is there',
    { options },
  ),
  kept(
    'under a name',
    dedent(`
      app.post('/users', (req) => {
        users.set(req.body.userId, { name: req.body.name });
      });
      app.get('/users', (req, res) => {
        const user = users.get(req.query.user);
        res.end(user.name);
      });`),
    'line 7 takes for granted',
    { options },
  ),
  kept(
    'taken apart',
    dedent(`
      app.post('/users', (req) => {
        users.set(req.body.userId, { name: req.body.name });
      });
      app.get('/users', (req, res) => {
        const { name } = users.get(req.query.user);
        res.end(name);
      });`),
    'line 6 takes for granted',
    { options },
  ),
  kept(
    'an entry that is written before a wait',
    asks(
      dedent(`
        users.set(userId, String(userId));
          await pause();
          return users.get(userId).length;`),
    ),
    'line 5 takes for granted',
    { options },
  ),
  kept(
    'an entry that another one may evict',
    asks(
      dedent(`
        users.set(userId, String(userId));
          users.set('last', userId);
          return users.get(userId).length;`),
    ),
    'line 5 takes for granted',
    { options },
  ),
  kept(
    'an entry that is there before a wait',
    asks(
      dedent(`
        if (!users.has(userId)) users.set(userId, String(userId));
          await pause();
          return users.get(userId).length;`),
    ),
    'line 5 takes for granted',
    { options },
  ),
  kept(
    'an entry that is found, and then waited',
    asks(
      dedent(`
        users.set(userId, String(userId));
          if (users.has(userId)) {
            await pause();
            return users.get(userId).length;
          }`),
    ),
    'line 6 takes for granted',
    { options },
  ),
  kept(
    'a size that the cap never reaches',
    dedent(`
      const QUORUM = 2500;
      exports.user = async (userId) => {
        users.set(userId, 1);
      };
      const isMany = () => users.size >= QUORUM;`),
    'its size is compared with 2500 (line 6), which a cap of 1000 entries would falsify',
    { options },
  ),
  kept(
    'a size that is the cap',
    dedent(`
      exports.user = async (userId) => {
        users.set(userId, 1);
      };
      const isMany = () => users.size === 1000;`),
    'its size is compared with 1000 (line 5)',
    { options },
  ),
  kept(
    'a size and a limit that is not seen',
    dedent(`
      exports.user = async (userId) => {
        users.set(userId, 1);
      };
      const isMany = () => users.size > limit();`),
    'its size is compared with a limit that is not seen (line 5)',
    { options },
  ),
];

const evicting: InvalidCase[] = [
  capped(
    'a balance, by decision',
    asks('users.set(userId, (users.get(userId) ?? 0) + 1);'),
    'users',
    options,
  ),
  capped(
    'a count in an entry that is there, by decision',
    asks(
      dedent(`
        if (!users.has(userId)) users.set(userId, { count: 0 });
          users.get(userId).count++;`),
    ),
    'users',
    options,
  ),
  capped(
    'an entry that is asked for, by decision',
    dedent(`
      app.post('/users', (req) => {
        users.set(req.body.userId, { name: req.body.name });
      });
      app.get('/users', (req, res) => {
        const user = users.get(req.query.user);
        if (!user) return res.end();
        res.end(user.name);
      });`),
    'users',
    options,
  ),
  capped(
    'a name, by decision',
    `exports.add = (userId) => balances.set(userId, 1);`,
    'balances',
    options,
  ),
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [
    {
      name: 'a cache that is swept',
      code: `
        const users = new Map();
        exports.user = async (userId) => {
          users.set(userId, await loadUser(userId));
        };
        setInterval(() => users.clear(), 1000);
      `,
    },
  ],
  invalid: [...caches, ...unasked, ...needed, ...idle, ...named, ...crashes, ...evicting],
});
