/**
 * What is plainly a cache is capped; what the program needs the entries of is left alone unless `evict` is given.
 */
import { boundMaps } from '../../../codemods/bound-maps.ts';
import { noUnboundedModuleMap } from '../../../rules/no-unbounded-module-map.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const REQUIRED = `const { LRUCache } = require('lru-cache');\n`;
const found = { messageId: 'unbounded', line: 1 } as const;

/** A module whose first line is `const <name> = new Map();`. */
const capped = (name: string, body: string, collection = 'users', options?: InvalidCase['options']): InvalidCase => ({
  name,
  code: `const ${collection} = new Map();\n${body}\n`,
  output: `${REQUIRED}const ${collection} = new LRUCache({ max: 1000 });\n${body}\n`,
  findings: [found],
  ...(options ? { options } : {}),
});
const kept = (name: string, body: string, refused: string, { collection = 'users', maker = 'Map', options }: { collection?: string; maker?: string; options?: InvalidCase['options'] } = {}): InvalidCase => ({
  name,
  code: `const ${collection} = new ${maker}();\n${body}\n`,
  findings: [{ ...found, refused }],
  ...(options ? { options } : {}),
});
const asks = (body: string) => `exports.user = async (userId) => {\n  ${body}\n};`;

const caches: InvalidCase[] = [
  capped('a value that is loaded where it is missing', asks('const hit = users.get(userId);\n  if (hit) return hit;\n  const user = await loadUser(userId);\n  users.set(userId, user);\n  return user;')),
  capped('the same in a handler, which answers', `app.get('/users/:id', async (req, res) => {\n  const { id } = req.params;\n  const hit = users.get(id);\n  if (hit !== undefined) return res.json(hit);\n  const user = await db.users.findOne({ id });\n  users.set(id, user);\n  res.json(user);\n});`),
  capped('a name that gets what was missing', asks('let user = users.get(userId);\n  if (!user) {\n    user = await loadUser(userId);\n    users.set(userId, user);\n  }\n  return user;')),
  capped('with a time to live that is looked at', asks('const hit = users.get(userId);\n  if (hit && hit.expires > Date.now()) return hit.user;\n  const user = await fetchUser(userId);\n  users.set(userId, { user, expires: Date.now() + 60000 });\n  return user;')),
  capped('by optional chains', asks('const hit = users.get(userId);\n  if (hit?.expires > Date.now()) return hit.user;\n  const user = await fetchUser(userId);\n  users.set(userId, { user, expires: Date.now() + 60000 });\n  return user;')),
  capped('has, and a value that is never undefined', asks('if (!users.has(userId)) {\n    users.set(userId, `<b>${userId}</b>`);\n  }\n  return users.get(userId);')),
  capped('has, and a return', asks('if (users.has(userId)) return users.get(userId);\n  const name = String(userId).toUpperCase();\n  users.set(userId, name);\n  return name;')),
  capped('what is there, or else is loaded', asks('const user = users.get(userId) ?? (await loadUser(userId));\n  users.set(userId, user);\n  return user;')),
  capped('the same answer either way', `app.use(async (req, res, next) => {\n  const { token } = req.headers;\n  if (users.get(token)) return next();\n  const user = await findUser(token);\n  if (!user) return res.status(401).end();\n  users.set(token, user);\n  next();\n});`),
  capped('a function that only fills', asks('if (users.get(userId)) return;\n  users.set(userId, await loadUser(userId));')),
  capped('a promise', asks('let promise = users.get(userId);\n  if (!promise) {\n    promise = loadUser(userId);\n    users.set(userId, promise);\n  }\n  return promise;')),
  capped('in a callback', asks('const hit = users.get(userId);\n  if (hit) return hit;\n  return loadUser(userId).then((user) => {\n    users.set(userId, user);\n    return user;\n  });')),
  capped('a function of this file that loads', `async function userOf(id) {\n  const response = await axios.get('/users/' + id);\n  return response.data;\n}\n${asks('let user = users.get(userId);\n  if (!user) {\n    user = await userOf(userId);\n    users.set(userId, user);\n  }\n  return user;')}`),
  capped('a call of which nothing is known, in what is called a cache', asks('let text = summaryCache.get(userId);\n  if (!text) {\n    text = await summarize(userId);\n    summaryCache.set(userId, text);\n  }\n  return text;'), 'summaryCache'),
  capped('a loaded value that is loaded anew as well', `${asks('const hit = users.get(userId);\n  if (hit) return hit;\n  const user = await loadUser(userId);\n  users.set(userId, user);\n  return user;')}\nexports.refresh = async (userId) => {\n  const user = await loadUser(userId);\n  users.set(userId, user);\n};`),
];

/** Nobody can tell whether an entry is there. */
const unasked: InvalidCase[] = [
  capped('what is only written', asks('users.set(userId, Date.now());')),
  capped('what is asked for before it is written, and for nothing else', asks('if (!users.has(userId)) users.set(userId, 1);')),
  capped('the same with a guard at the end', asks('if (users.has(userId)) return;\n  users.set(userId, 1);')),
  capped('the same in an expression', asks('users.has(userId) || users.set(userId, 1);')),
  capped('what has been written just before', asks('users.set(userId, Date.now());\n  return users.get(userId).toString();')),
  capped('a size below the cap', `${asks('users.set(userId, 1);')}\nconst isMany = () => users.size > 500;`),
];

const DECIDES = 'decides by an entry what else is done';
const needed: InvalidCase[] = [
  kept('an event that is handled once', `app.post('/hook', async (req, res) => {\n  if (events.has(req.body.id)) return res.end();\n  events.add(req.body.id);\n  await charge(req.body);\n  res.end();\n});`.replaceAll('req.body.id', 'req.body.eventId'), DECIDES, { collection: 'events', maker: 'Set' }),
  kept('an event that is handled once, in a loop', `setInterval(async () => {\n  for (const { uuid } of await poll()) {\n    if (events.has(uuid)) continue;\n    events.add(uuid);\n    handle(uuid);\n  }\n}, 1000);`, DECIDES, { collection: 'events', maker: 'Set' }),
  kept('a warning that is given once', asks('if (users.has(userId)) return;\n  users.add(userId);\n  console.warn(userId);'), DECIDES, { maker: 'Set' }),
  kept('a token that is refused', `app.post('/logout', (req, res) => {\n  tokens.add(req.headers.token);\n  res.end();\n});\napp.use((req, res, next) => {\n  if (tokens.has(req.headers.token)) res.statusCode = 401;\n  next();\n});`, DECIDES, { collection: 'tokens', maker: 'Set' }),
  kept('an answer to a charge', asks('const hit = users.get(userId);\n  if (hit) return hit;\n  const receipt = await payments.charge(userId);\n  users.set(userId, receipt);\n  return receipt;'), DECIDES),
  kept('an effect beside the loading', asks('const hit = users.get(userId);\n  if (hit) return hit;\n  await chargeUser(userId);\n  users.set(userId, await loadUser(userId));'), DECIDES),
  kept('a count of what was missing', `let misses = 0;\n${asks('let user = users.get(userId);\n  if (!user) {\n    misses++;\n    user = await loadUser(userId);\n    users.set(userId, user);\n  }\n  return user;')}`, DECIDES),
  kept('an effect where it is found', `let hits = 0;\n${asks('const hit = users.get(userId);\n  if (hit) {\n    hits++;\n    return hit;\n  }\n  const user = await loadUser(userId);\n  users.set(userId, user);\n  return user;')}`, DECIDES),
  kept('a request that changes something', asks(`let user = users.get(userId);\n  if (!user) {\n    user = await fetch('/users', { method: 'POST' });\n    users.set(userId, user);\n  }\n  return user;`), DECIDES),
  kept('a function of this file that does more than its name says', `let last;\nfunction compute(id) {\n  last = id;\n  return id + 1;\n}\n${asks('let user = users.get(userId);\n  if (!user) {\n    user = compute(userId);\n    users.set(userId, user);\n  }\n  return user;')}`, DECIDES),
  kept('an effect behind both branches, of which one leaves', asks('const hit = users.get(userId);\n  if (hit) {\n    return hit;\n  } else {\n    users.set(userId, await loadUser(userId));\n  }\n  await charge(userId);'), DECIDES),
  kept('an effect behind the block that a return leaves', asks('{\n    const hit = users.get(userId);\n    if (hit) return hit;\n    users.set(userId, await loadUser(userId));\n  }\n  await charge(userId);'), DECIDES),
  kept('an effect behind a branch that leaves at times', asks('const hit = users.get(userId);\n  if (hit) {\n    if (hit.isPaid) return hit;\n  } else users.set(userId, await loadUser(userId));\n  await charge(userId);'), DECIDES),
  kept('a name that tells that it was missing', asks('let isNew = false;\n  if (!users.has(userId)) {\n    isNew = true;\n    users.set(userId, `<${userId}>`);\n  }\n  if (isNew) await charge(userId);'), DECIDES),
  kept('a property that tells that it was missing', asks('const told = { isNew: false };\n  if (!users.has(userId)) {\n    told.isNew = true;\n    users.set(userId, `<${userId}>`);\n  }\n  return told;'), DECIDES),
  kept('an answer that tells that it was missing', asks('if (users.has(userId)) return false;\n  users.set(userId, `<${userId}>`);\n  return true;'), DECIDES),
  kept('a response that tells that it was there', `app.post('/orders', (req, res) => {\n  if (users.has(req.body.userId)) return res.status(409).end();\n  users.set(req.body.userId, \`<\${req.body.userId}>\`);\n  res.end();\n});`, DECIDES),
  kept('more lookups in one function than are compared with each other', asks(`${'if (!users.has(userId)) users.set(userId, `<${userId}>`);\n  '.repeat(41)}return users.get(userId);`), 'line 44 reads an entry'),
  kept('a time between two', asks('const at = users.get(userId);\n  if (at && Date.now() - at < 1000) return;\n  users.set(userId, Date.now());\n  await send(userId);'), DECIDES),
  kept('what is sent when something has changed', asks('const old = users.get(userId);\n  const user = await loadUser(userId);\n  users.set(userId, user);\n  if (old && old.name !== user.name) notify(user);'), 'line 3 reads an entry that is not computed again'),
  kept('a balance', asks('users.set(userId, (users.get(userId) ?? 0) + 1);'), 'makes the new value of an entry of its old one'),
  kept('a count in an entry', asks('if (!users.has(userId)) users.set(userId, { count: 0 });\n  users.get(userId).count++;'), 'changes what an entry holds'),
  kept('an entry with a method that may change it', asks('let bucket = users.get(userId);\n  if (!bucket) {\n    bucket = loadBucket(userId);\n    users.set(userId, bucket);\n  }\n  return bucket.tryTake();'), 'changes what an entry holds, or may'),
  kept('a number of a counter', `let next = 0;\n${asks('if (!users.has(userId)) users.set(userId, next++);\n  return users.get(userId);')}`, DECIDES),
  kept('a random id', asks('let id = users.get(userId);\n  if (!id) {\n    id = randomUUID();\n    users.set(userId, id);\n  }\n  return id;'), DECIDES),
  kept('an object that somebody fills', asks('let user = users.get(userId);\n  if (!user) {\n    user = { cart: [] };\n    users.set(userId, user);\n  }\n  return user;'), DECIDES),
  kept('an object that a function makes', `function make(id) {\n  return { id, cart: [] };\n}\n${asks('let user = users.get(userId);\n  if (!user) {\n    user = make(userId);\n    users.set(userId, user);\n  }\n  return user;')}`, DECIDES),
  kept('what a caller gives', `exports.user = (userId, value) => {\n  const hit = users.get(userId);\n  if (hit) return hit;\n  users.set(userId, value);\n  return value;\n};`, DECIDES),
  kept('what a request brings, and another asks for', `app.post('/users', (req, res) => {\n  users.set(req.headers.user, { name: req.headers.name });\n  res.end();\n});\napp.get('/users', (req, res) => {\n  const user = users.get(req.query.user);\n  res.json(user ? user.name : null);\n});`, 'line 7 reads an entry that is not computed again where it is missing'),
  kept('what a request brings beside what is loaded', `${asks('const hit = users.get(userId);\n  if (hit) return hit;\n  const user = await loadUser(userId);\n  users.set(userId, user);\n  return user;')}\napp.post('/users', (req) => {\n  users.set(req.body.userId, req.body.user);\n});`, 'line 10 stores what is not computed again'),
  kept('a cache that somebody asks whether it has a key', `${asks('if (!users.has(userId)) users.set(userId, `${userId}!`);\n  return users.get(userId);')}\nexports.knows = (userId) => users.has(userId);`, 'line 6 decides'),
  kept('a delete that is asked whether there was one', `${asks('users.set(userId, 1);')}\nfunction leave(userId) {\n  if (!users.delete(userId)) notify(userId);\n}`, 'line 6 uses what `delete` tells'),
];
// Entries of the last one are taken out as well.
const idle = needed.splice(-1).map((testCase): InvalidCase => ({ ...testCase, findings: [{ ...testCase.findings[0]!, messageId: 'evictionIdle' }] }));

/** The names alone: nobody asks here. */
const named = ['revokedTokens', 'bannedUsers', 'usedNonces', 'idempotencyKeys', 'processed', 'balances', 'quota', 'votes', 'seq'].map((collection) =>
  kept(`the name ${collection}`, `exports.add = (userId) => ${collection}.set(userId, 1);`, `\`${collection}\` says that its entries are records`, { collection }));

/** Not even with \`evict\`: the program would fail. */
const options = { evict: true };
const crashes: InvalidCase[] = [
  kept('an entry that is taken for granted', `app.post('/users', (req) => {\n  users.set(req.body.userId, { name: req.body.name });\n});\napp.get('/users', (req, res) => {\n  res.end(users.get(req.query.user).name);\n});`, 'line 6 takes for granted that the entry is there', { options }),
  kept('under a name', `app.post('/users', (req) => {\n  users.set(req.body.userId, { name: req.body.name });\n});\napp.get('/users', (req, res) => {\n  const user = users.get(req.query.user);\n  res.end(user.name);\n});`, 'line 7 takes for granted', { options }),
  kept('taken apart', `app.post('/users', (req) => {\n  users.set(req.body.userId, { name: req.body.name });\n});\napp.get('/users', (req, res) => {\n  const { name } = users.get(req.query.user);\n  res.end(name);\n});`, 'line 6 takes for granted', { options }),
  kept('an entry that is written before a wait', asks('users.set(userId, String(userId));\n  await pause();\n  return users.get(userId).length;'), 'line 5 takes for granted', { options }),
  kept('an entry that another one may evict', asks("users.set(userId, String(userId));\n  users.set('last', userId);\n  return users.get(userId).length;"), 'line 5 takes for granted', { options }),
  kept('an entry that is there before a wait', asks('if (!users.has(userId)) users.set(userId, String(userId));\n  await pause();\n  return users.get(userId).length;'), 'line 5 takes for granted', { options }),
  kept('an entry that is found, and then waited', asks('users.set(userId, String(userId));\n  if (users.has(userId)) {\n    await pause();\n    return users.get(userId).length;\n  }'), 'line 6 takes for granted', { options }),
  kept('a size that the cap never reaches', `const QUORUM = 2500;\n${asks('users.set(userId, 1);')}\nconst isMany = () => users.size >= QUORUM;`, 'its size is compared with 2500 (line 6), which a cap of 1000 entries would falsify', { options }),
  kept('a size that is the cap', `${asks('users.set(userId, 1);')}\nconst isMany = () => users.size === 1000;`, 'its size is compared with 1000 (line 5)', { options }),
  kept('a size and a limit that is not seen', `${asks('users.set(userId, 1);')}\nconst isMany = () => users.size > limit();`, 'its size is compared with a limit that is not seen (line 5)', { options }),
];

const evicting: InvalidCase[] = [
  capped('a balance, by decision', asks('users.set(userId, (users.get(userId) ?? 0) + 1);'), 'users', options),
  capped('a count in an entry that is there, by decision', asks('if (!users.has(userId)) users.set(userId, { count: 0 });\n  users.get(userId).count++;'), 'users', options),
  capped('an entry that is asked for, by decision', `app.post('/users', (req) => {\n  users.set(req.body.userId, { name: req.body.name });\n});\napp.get('/users', (req, res) => {\n  const user = users.get(req.query.user);\n  if (!user) return res.end();\n  res.end(user.name);\n});`, 'users', options),
  capped('a name, by decision', `exports.add = (userId) => balances.set(userId, 1);`, 'balances', options),
];

runSuite({ rule: noUnboundedModuleMap, codemod: boundMaps, valid: [{ name: 'a cache that is swept', code: `const users = new Map();\n${asks('users.set(userId, await loadUser(userId));')}\nsetInterval(() => users.clear(), 1000);\n` }], invalid: [...caches, ...unasked, ...needed, ...idle, ...named, ...crashes, ...evicting] });
