import { boundMaps } from '../../../codemods/bound-maps.ts';
import { noUnboundedModuleMap } from '../../../rules/no-unbounded-module-map.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const strict = { unverifiable: true } as const;
const REQUIRED = `const { LRUCache } = require('lru-cache');\n`;
const IMPORTED = `import { LRUCache } from 'lru-cache';\n`;

/** A handler that adds to a Map of the module for each request. */
const handler = (body: string) => `app.post('/items', (req, res) => {\n  ${body}\n  res.end();\n});\n`;
const GROWS = handler('cache.set(req.params.id, load(req));');

const finite: ValidCase[] = [
  { name: 'filled where it is made', code: `const names = new Map([['a', 1]]);\nmodule.exports = (name) => names.get(name);` },
  { name: 'filled as the module loads', code: `const table = new Map();\nfor (const row of rows) table.set(row.id, row);\nmodule.exports = (id) => table.get(id);` },
  { name: 'filled by a callback as the module loads', code: `const table = new Map();\nrows.forEach((row) => table.set(row.id, row));\nmodule.exports = (id) => table.get(id);` },
  { name: 'filled by a function that only the module itself calls', code: `const table = new Map();\nfunction add(id) { table.set(id, 1); }\nadd('a');\nadd('b');` },
  { name: 'literal keys', code: `const counts = new Map();\n${handler(`counts.set(req.ok ? 'ok' : 'bad', 1);`)}` },
  { name: 'keys of a constant', code: `const FORMATS = ['json', 'xml'];\nconst seen = new Set();\nmodule.exports.scan = () => {\n  for (const format of FORMATS) seen.add(format);\n};` },
  { name: 'keys of an object of the module', code: `const TABLE = { a: 1, b: 2 };\nconst seen = new Set();\nexports.scan = () => Object.keys(TABLE).forEach((key) => seen.add(key));` },
  { name: 'a union of literals', code: `type Format = 'json' | 'xml';\nconst parsers = new Map<Format, object>();\nexport function parser(format: Format) {\n  parsers.set(format, {});\n}`, filename: 'input.ts' },
  { name: 'the type of the parameter alone', code: `type UserKind = 'admin' | 'guest';\nconst users = new Map();\nexport function user(userId: UserKind) {\n  users.set(userId, 1);\n}`, filename: 'input.ts' },
  { name: 'an enum', code: `enum State { On, Off }\nconst byUser = new Map<State, number>();\nexport const note = (user: State) => byUser.set(user, 1);`, filename: 'input.ts' },
  { name: 'callers that give constants alone', code: `const counts = new Map();\nfunction count(userId) { counts.set(userId, 1); }\napp.get('/a', () => count('a'));\napp.get('/b', () => count('b'));` },
  { name: 'only what a constant lists', code: `const ALLOWED = ['a', 'b'];\nconst hits = new Map();\n${handler('if (!ALLOWED.includes(req.params.user)) return;\n  hits.set(req.params.user, 1);')}` },
  { name: 'only what stands in a list', code: `const ALLOWED = ['a', 'b'];\nconst hits = new Map();\n${handler('if (ALLOWED.indexOf(req.params.user) === -1) return;\n  hits.set(req.params.user, 1);')}` },
  { name: 'only own keys of a table', code: `const TABLE = { a: 1, b: 2 };\nconst hits = new Map();\n${handler('const { user } = req.params;\n  if (!Object.hasOwn(TABLE, user)) return;\n  hits.set(`user:${user}`, 1);')}` },
  { name: 'only what an item of a list has', code: `const MODELS = [{ id: 'a' }, { id: 'b' }];\nconst loaded = new Map();\nexports.load = async (userId) => {\n  const model = MODELS.find(({ id }) => id === userId);\n  if (!model) throw new Error(userId);\n  loaded.set(userId, await open(model));\n};` },
  { name: 'only what a pattern lists', code: `const hits = new Map();\n${handler('if (/^(?:a|b)$/.test(req.params.user)) hits.set(req.params.user, 1);')}` },
  { name: 'a constant of an object that is made for each request', code: `const hits = new Map();\n${handler("const options = { user: 'all', body: req.body };\n  hits.set(options.user, 1);")}` },
  { name: 'only one of two texts', code: `const hits = new Map();\n${handler("if (req.params.user === 'a' || req.params.user === 'b') hits.set(req.params.user, 1);")}` },
  { name: 'only what a table of the module has', code: `const MODELS = { a: {}, b: {} };\nconst loaded = new Map();\nexports.load = async (userId) => {\n  const model = MODELS[userId];\n  if (!model) throw new Error(userId);\n  loaded.set(userId, await open(model));\n};` },
  { name: 'keys of a kind, by their name', code: `const models = new Map();\nexports.model = (modelName) => {\n  if (!models.has(modelName)) models.set(modelName, make(modelName));\n  return models.get(modelName);\n};` },
  { name: 'a registry', code: `const plugins = new Map();\nexports.registerPlugin = (plugin) => plugins.set(plugin.id, plugin);` },
  { name: 'an update of what is there', code: `const jobs = new Map();\nexports.update = (jobId, state) => {\n  const job = jobs.get(jobId);\n  if (!job) return;\n  jobs.set(jobId, { ...job, state });\n};` },
  { name: 'an update under has', code: `const jobs = new Map();\nexports.update = (jobId) => {\n  if (jobs.has(jobId)) jobs.set(jobId, 1);\n};` },
  { name: 'a start-up routine', code: `const locales = new Map();\nasync function loadLocales() {\n  for (const file of await readdir('locales')) locales.set(file, read(file));\n}\nloadLocales();` },
  { name: 'an event of the start', code: `const commands = new Map();\nclient.once('ready', async () => {\n  for (const user of await fetchUsers()) commands.set(user.id, user);\n});` },
];

const shortLived: ValidCase[] = [
  { name: 'a number with an add of its own takes the place of the last one', code: `const KINDS = ['in', 'out'];\nconst totals = new Map();\napp.post('/pay', (req) => {\n  for (const kind of KINDS) totals.set(kind, totals.get(kind).add(req.body.amount));\n});` },
  { name: 'a date adds to itself', code: `const KINDS = ['in', 'out'];\nconst days = new Map();\napp.post('/wait', (req) => {\n  for (const kind of KINDS) days.get(kind).add(req.body.days, 'day');\n});` },
  { name: 'a program for the shell', code: `#!/usr/bin/env node\nconst seen = new Set();\nconst visit = (url, userId) => seen.add(userId);\nfor (const line of read()) visit(line.url, line.userId);` },
  { name: 'a script', code: `const seen = new Set();\nexports.visit = (userId) => seen.add(userId);`, filename: 'scripts/input.js' },
  { name: 'a test', code: `const seen = new Set();\nexports.visit = (userId) => seen.add(userId);`, filename: 'input.test.js' },
  { name: 'a program that ends its process', code: `const seen = new Set();\nasync function main() {\n  for (const user of await fetchUsers()) seen.add(user.id);\n}\nmain().then(() => process.exit(0));\nmodule.exports = main;` },
  { name: 'a page', code: `const seen = new Set();\nexport const Row = ({ userId }) => { seen.add(userId); return <b onClick={() => seen.clear()}>{userId}</b>; };`, filename: 'input.jsx' },
  { name: 'properties that are written out', code: `const state = {};\nlet flags = {};\n${handler('Object.assign(state, { last: req.params.id });\n  flags = { ...flags, last: req.params.id };')}`, options: { collections: ['object'] } },
  { name: 'a local Map', code: `module.exports = (users) => {\n  const byId = new Map();\n  for (const user of users) byId.set(user.id, user);\n  return byId.size;\n};` },
  { name: 'a field of an instance made per call', code: `class Finder {\n  constructor() {\n    this.seen = new Set();\n  }\n  add(userId) {\n    this.seen.add(userId);\n  }\n}\nexports.find = (userId) => new Finder().add(userId);` },
  { name: 'a WeakMap', code: `const data = new WeakMap();\n${handler('data.set(req, 1);')}` },
  { name: 'a Map of the file’s own', code: `const { Map } = require('immutable');\nconst cache = new Map();\n${GROWS}` },
];

const bounded: ValidCase[] = [
  { name: 'deleted when it ends', code: `const live = new Map();\nwss.on('connection', (ws) => {\n  const id = randomUUID();\n  live.set(id, ws);\n  ws.on('close', () => live.delete(id));\n});` },
  { name: 'deleted in finally', code: `const running = new Map();\nexports.run = async (userId) => {\n  running.set(userId, 1);\n  try {\n    await work(userId);\n  } finally {\n    running.delete(userId);\n  }\n};` },
  { name: 'deleted by a timer', code: `const tokens = new Map();\n${handler('const token = randomUUID();\n  tokens.set(token, req.user);\n  setTimeout(() => tokens.delete(token), 1000);')}` },
  { name: 'a sweep', code: `const cache = new Map();\n${GROWS}setInterval(() => {\n  for (const [id, entry] of cache) if (entry.at < Date.now() - 1000) cache.delete(id);\n}, 1000);` },
  { name: 'cleared now and then', code: `const cache = new Map();\n${GROWS}setInterval(() => cache.clear(), 1000);` },
  { name: 'replaced now and then', code: `let cache = new Map();\n${GROWS}setInterval(() => {\n  cache = new Map();\n}, 1000);` },
  { name: 'deleted by what a function returns that tries again', code: `const held = {};\nconst hold = (name, purge) => {\n  if (name in held) return hold(name, purge);\n  held[name] = purge;\n  return () => delete held[name];\n};\nexports.hold = hold;`, options: { collections: ['object'] } },
  { name: 'a cap, the oldest goes', code: `const cache = new Map();\n${handler('cache.set(req.params.id, 1);\n  if (cache.size > 100) cache.delete(cache.keys().next().value);')}` },
  { name: 'a cap, none is added', code: `const cache = new Map();\n${handler('if (cache.size < 100) cache.set(req.params.id, 1);')}` },
  { name: 'a cap in a function of its own', code: `const cache = new Map();\nfunction trim() {\n  while (cache.size > MAX) cache.delete(cache.keys().next().value);\n}\n${handler('cache.set(req.params.id, 1);\n  trim();')}` },
  { name: 'other files may clear it', code: `const cache = new Map();\n${GROWS}exports.clearCache = () => cache.clear();` },
  { name: 'through an alias', code: `const cache = new Map();\n${handler('const own = cache;\n  own.set(req.params.id, 1);\n  if (own.size > 10) own.clear();')}` },
  { name: 'through a helper function', code: `const cache = new Map();\nfunction trim(map) {\n  if (map.size > 10) map.clear();\n}\n${handler('cache.set(req.params.id, 1);\n  trim(cache);')}` },
  { name: 'a cap by the room that is left', code: `const cache = new Map();\nconst seen = new Set();\n${handler('if (100 - cache.size > 0) cache.set(req.params.id, 1);\n  const room = MAX - seen.size;\n  if (room > 0) seen.add(req.params.id);')}` },
  { name: 'made anew, one longer, and cut', code: `let log = [];\n${handler('log = [req.url, ...log].slice(0, 100);')}`, options: { collections: ['array'] } },
  { name: 'replaced by less of it', code: `let cache = new Map();\n${handler('if (isOld(cache)) cache = new Map([...cache].filter(isNew));\n  cache.set(req.params.id, 1);')}` },
  { name: 'an LRU cache', code: `const { LRUCache } = require('lru-cache');\nconst cache = new LRUCache({ max: 100 });\n${GROWS}` },
  { name: 'values that are cut', code: `const times = new Map();\nexports.hit = (kind) => {\n  const list = times.get('all') ?? [];\n  list.push(Date.now());\n  times.set('all', list.slice(-100));\n};` },
  { name: 'values that are capped', code: `const times = new Map();\nexports.hit = () => {\n  const list = times.get('all');\n  list.push(Date.now());\n  if (list.length > 100) list.shift();\n};` },
  { name: 'silenced by a comment', code: `// eslint-disable-next-line leakproof/no-unbounded-module-map -- one entry a customer\nconst cache = new Map();\n${GROWS}` },
];

const undecidedHere: ValidCase[] = [
  { name: 'a key of which nothing is known', code: `const cache = new Map();\nexports.load = (key) => cache.set(key, 1);` },
  { name: 'a Map that other files have', code: `const cache = new Map();\n${GROWS}module.exports = cache;` },
  { name: 'a Map that other files have by an export without a name of its own', code: `exports.cache = new Map();\n${handler('exports.cache.set(req.params.id, load(req));')}` },
  { name: 'a Map that a function outside takes', code: `const cache = new Map();\n${GROWS}watch(cache);` },
  { name: 'a field of a class that other files instantiate', code: `module.exports = class Store {\n  constructor() {\n    this.seen = new Set();\n  }\n  add(userId) {\n    this.seen.add(userId);\n  }\n};` },
  { name: 'arrays and objects, without the option', code: `const log = [];\nconst table = {};\n${handler('log.push(req.url);\n  table[req.params.id] = 1;')}` },
];

const unbounded = (line: number, refused?: string) => ({ messageId: 'unbounded', line, ...(refused === undefined ? {} : { refused }) });

/** A guard that lets any number of users through. */
const OTHER_PART_LISTED = `const LANGS = ['de', 'en'];\n${handler('if (!LANGS.includes(req.query.lang)) return;\n  cache.set(`${req.query.user}:${req.query.lang}`, 1);')}`;

const mended: InvalidCase[] = [
  {
    name: 'a Map under a key of a request',
    code: `const cache = new Map();\n${GROWS}`,
    output: `${REQUIRED}const cache = new LRUCache({ max: 1000 });\n${GROWS}`,
    findings: [unbounded(1)],
  },
  {
    name: 'a Map that is made where it is used',
    code: `let cache;\n${handler('(cache ??= new Map()).set(req.params.id, load(req));')}`,
    output: `${REQUIRED}let cache;\n${handler('(cache ??= new LRUCache({ max: 1000 })).set(req.params.id, load(req));')}`,
    findings: [unbounded(1)],
  },
  {
    name: 'as a module',
    code: `import express from 'express';\nconst app = express();\nconst cache = new Map();\n${GROWS}`,
    output: `import express from 'express';\n${IMPORTED}const app = express();\nconst cache = new LRUCache({ max: 1000 });\n${GROWS}`,
    findings: [unbounded(3)],
  },
  {
    name: 'as a module in TypeScript, with types',
    code: `import express from 'express';\nconst cache = new Map<string, Item>();\nconst other: Map<string, number> = new Map();\n${handler('cache.set(req.params.id, load(req));\n  other.set(req.params.id, 1);')}`,
    output: `import express from 'express';\n${IMPORTED}const cache = new LRUCache<string, Item>({ max: 1000 });\nconst other: LRUCache<string, number> = new LRUCache({ max: 1000 });\n${handler('cache.set(req.params.id, load(req));\n  other.set(req.params.id, 1);')}`,
    filename: 'input.ts',
    findings: [unbounded(2), unbounded(3)],
  },
  {
    name: 'under a key of which one part is listed, and another is not',
    code: `const cache = new Map();\n${OTHER_PART_LISTED}`,
    output: `${REQUIRED}const cache = new LRUCache({ max: 1000 });\n${OTHER_PART_LISTED}`,
    findings: [unbounded(1)],
  },
  {
    name: 'max and ttl',
    code: `const cache = new Map();\n${GROWS}`,
    output: `${REQUIRED}const cache = new LRUCache({ max: 50, ttl: 60000 });\n${GROWS}`,
    options: { max: 50, ttl: 60_000 },
    findings: [unbounded(1)],
  },
  {
    name: 'a Set',
    code: `const seen = new Set();\n${handler(`if (!seen.has(req.ip)) seen.add(req.ip);`)}`,
    output: `${REQUIRED}const seen = new LRUCache({ max: 1000 });\n${handler(`if (!seen.has(req.ip)) seen.set(req.ip, true);`)}`,
    findings: [unbounded(1)],
  },
  {
    name: 'a Set in TypeScript',
    code: `const seen = new Set<string>();\nconst more: Set<string> = new Set();\n${handler('seen.add(req.ip);\n  more.add(req.ip,);')}`,
    output: `${REQUIRED}const seen = new LRUCache<string, true>({ max: 1000 });\nconst more: LRUCache<string, true> = new LRUCache({ max: 1000 });\n${handler('seen.set(req.ip, true);\n  more.set(req.ip, true);')}`,
    filename: 'input.ts',
    findings: [unbounded(1), unbounded(2)],
  },
  {
    name: 'a static field',
    code: `class Store {\n  static seen = new Map();\n  static add(userId) {\n    Store.seen.set(userId, 1);\n  }\n}\nmodule.exports = { add: Store.add };\n`,
    output: `${REQUIRED}class Store {\n  static seen = new LRUCache({ max: 1000 });\n  static add(userId) {\n    Store.seen.set(userId, 1);\n  }\n}\nmodule.exports = { add: Store.add };\n`,
    findings: [unbounded(2)],
  },
  {
    name: 'a field of a singleton, by its line in the constructor',
    code: `class Store {\n  constructor() {\n    this.seen = new Map();\n  }\n  add(userId) {\n    this.seen.set(userId, 1);\n  }\n}\nmodule.exports = new Store();\n`,
    output: `${REQUIRED}class Store {\n  constructor() {\n    this.seen = new LRUCache({ max: 1000 });\n  }\n  add(userId) {\n    this.seen.set(userId, 1);\n  }\n}\nmodule.exports = new Store();\n`,
    findings: [unbounded(3)],
  },
  {
    name: 'a field that is declared with its type, by its declaration',
    code: `class Store {\n  private seen: Map<string, number>;\n  constructor() {\n    this.seen = new Map();\n  }\n  add(userId: string) {\n    this.seen.set(userId, 1);\n  }\n}\nexport const store = new Store();\n`,
    output: `${IMPORTED}class Store {\n  private seen: LRUCache<string, number>;\n  constructor() {\n    this.seen = new LRUCache({ max: 1000 });\n  }\n  add(userId: string) {\n    this.seen.set(userId, 1);\n  }\n}\nexport const store = new Store();\n`,
    filename: 'input.ts',
    findings: [unbounded(2)],
  },
  {
    name: 'a private field of a provider',
    code: `@Injectable()\nexport class Store {\n  private readonly seen = new Map<string, number>();\n  add(userId: string) {\n    this.seen.set(userId, 1);\n  }\n}\n`,
    output: `${IMPORTED}@Injectable()\nexport class Store {\n  private readonly seen = new LRUCache<string, number>({ max: 1000 });\n  add(userId: string) {\n    this.seen.set(userId, 1);\n  }\n}\n`,
    filename: 'input.ts',
    findings: [unbounded(3)],
  },
  {
    name: 'a property of an object of the module',
    code: `const state = { seen: new Map() };\n${handler('state.seen.set(req.params.id, 1);')}`,
    output: `${REQUIRED}const state = { seen: new LRUCache({ max: 1000 }) };\n${handler('state.seen.set(req.params.id, 1);')}`,
    findings: [unbounded(1)],
  },
  {
    name: 'LRUCache is there already, under a name of its own',
    code: `const { LRUCache: Lru } = require('lru-cache');\nconst cache = new Map();\n${GROWS}`,
    output: `const { LRUCache: Lru } = require('lru-cache');\nconst cache = new Lru({ max: 1000 });\n${GROWS}`,
    findings: [unbounded(2)],
  },
  {
    name: 'the name is taken',
    code: `class LRUCache {}\nconst cache = new Map();\n${GROWS}`,
    output: `const { LRUCache: LRUCache2 } = require('lru-cache');\nclass LRUCache {}\nconst cache = new LRUCache2({ max: 1000 });\n${GROWS}`,
    findings: [unbounded(2)],
  },
  {
    name: 'a random key, a counter, the time',
    code: `let count = 0;\nconst a = new Map();\nconst b = new Map();\nconst c = new Set();\napp.use(() => {\n  a.set(randomUUID(), 1);\n  b.set(count++, 1);\n  c.add(Date.now());\n});\n`,
    output: `${REQUIRED}let count = 0;\nconst a = new LRUCache({ max: 1000 });\nconst b = new LRUCache({ max: 1000 });\nconst c = new LRUCache({ max: 1000 });\napp.use(() => {\n  a.set(randomUUID(), 1);\n  b.set(count++, 1);\n  c.set(Date.now(), true);\n});\n`,
    findings: [unbounded(2), unbounded(3), unbounded(4)],
  },
  {
    name: 'a loop over fetched data in a timer',
    code: `const seen = new Set();\nsetInterval(async () => {\n  for (const row of await fetchRows()) seen.add(row.id);\n}, 1000);\n`,
    output: `${REQUIRED}const seen = new LRUCache({ max: 1000 });\nsetInterval(async () => {\n  for (const row of await fetchRows()) seen.set(row.id, true);\n}, 1000);\n`,
    findings: [unbounded(1)],
  },
  {
    name: 'through an alias, a parameter and a helper function',
    code: `const cache = new Map();\nfunction put(map, id) {\n  map.set(id, 1);\n}\n${handler('const own = cache;\n  put(own, req.params.id);')}`,
    output: `${REQUIRED}const cache = new LRUCache({ max: 1000 });\nfunction put(map, id) {\n  map.set(id, 1);\n}\n${handler('const own = cache;\n  put(own, req.params.id);')}`,
    findings: [unbounded(1)],
  },
  {
    name: 'a copy of entries is moved, none is removed',
    code: `const cache = new Map();\nexports.get = (userId) => {\n  if (cache.has(userId)) cache.delete(userId);\n  cache.set(userId, 1);\n};\n`,
    output: `${REQUIRED}const cache = new LRUCache({ max: 1000 });\nexports.get = (userId) => {\n  if (cache.has(userId)) cache.delete(userId);\n  cache.set(userId, 1);\n};\n`,
    findings: [{ messageId: 'evictionIdle', line: 1 }],
  },
  {
    name: 'a clear that tests alone call',
    code: `const cache = new Map();\n${GROWS}exports._resetForTests = () => cache.clear();\n`,
    output: `${REQUIRED}const cache = new LRUCache({ max: 1000 });\n${GROWS}exports._resetForTests = () => cache.clear();\n`,
    findings: [{ messageId: 'evictionIdle', line: 1 }],
  },
  {
    name: 'a sweep that nobody starts',
    code: `const cache = new Map();\n${GROWS}function sweep() {\n  for (const id of cache.keys()) if (isOld(id)) cache.delete(id);\n}\n`,
    findings: [{ messageId: 'evictionIdle', line: 1, refused: 'a loop goes through its entries (line 7)' }],
  },
  {
    name: 'a time to live that is looked at on reading alone',
    code: `const cache = new Map();\nexports.get = (userId) => {\n  const hit = cache.get(userId);\n  if (hit && hit.expires < Date.now()) {\n    cache.delete(userId);\n    return null;\n  }\n  return hit;\n};\nexports.put = (userId, value) => cache.set(userId, { value, expires: Date.now() + 1000 });\n`,
    findings: [{ messageId: 'evictionIdle', line: 1, refused: 'line 3 reads an entry that is not computed again where it is missing' }],
  },
  {
    name: 'CRLF, a hashbang, no final newline',
    code: `#!/usr/bin/env node\r\n'use strict';\r\nconst http = require('http');\r\nconst cache = new Map();\r\nhttp.createServer((req) => {\r\n  cache.set(req.url, 1);\r\n}).listen(1)`,
    output: `#!/usr/bin/env node\r\n'use strict';\r\nconst http = require('http');\r\nconst { LRUCache } = require('lru-cache');\r\nconst cache = new LRUCache({ max: 1000 });\r\nhttp.createServer((req) => {\r\n  cache.set(req.url, 1);\r\n}).listen(1)`,
    findings: [unbounded(4)],
  },
];

/** A Map that grows under `req.params.id` and is used in one more way. */
const used = (name: string, use: string, refused: string, line = 1): InvalidCase => ({ name, code: `const cache = new Map();\n${GROWS}${use}\n`, findings: [unbounded(line, refused)] });

const refusals: InvalidCase[] = [
  used('its order is relied on', `exports.latest = () => cache.keys().next().value;`, 'its order is relied on'),
  used('its entries are copied', `exports.all = () => [...cache.values()];`, 'its order is relied on, or its entries are copied'),
  used('a loop that stops early', `exports.first = () => {\n  for (const [id] of cache) return id;\n};`, 'a loop goes through its entries'),
  used('a loop that collects', `exports.ids = () => {\n  const ids = [];\n  for (const [id] of cache) ids.push(id);\n  return ids;\n};`, 'a loop goes through its entries'),
  used('its size is shown', `exports.stats = () => ({ size: cache.size });`, 'its size is shown'),
  used('it is serialised', `exports.dump = () => JSON.stringify(cache);`, 'serialised or printed'),
  used('it is tested with instanceof', `exports.ok = () => cache instanceof Map;`, 'instanceof'),
  used('a method that LRUCache has not', `exports.more = () => cache.getOrInsert('a', 1);`, 'has no `getOrInsert`'),
  { name: 'its type lets it hold nothing', code: `const cache = new Map<string, number | null>();\n${handler('cache.set(req.params.id, 1);')}`, filename: 'input.ts', findings: [unbounded(1, 'lets it hold nothing')] },
  { name: 'a type of another name', code: `const cache: ReadonlyMap<string, number> = new Map();\n${handler('(cache as any).set(req.params.id, 1);')}`, filename: 'input.ts', findings: [unbounded(1, 'a type of another name')] },
  { name: 'it starts with entries', code: `const cache = new Map([['a', 1]]);\n${GROWS}`, findings: [unbounded(1, 'starts with entries')] },
  { name: 'its values own resources', code: `const cache = new Map();\n${handler('cache.set(req.params.id, setTimeout(f, 1));')}`, findings: [unbounded(1, 'own resources')] },
  { name: 'an old lru-cache', code: `const cache = new Map();\n${GROWS}`, project: 'old-lru', findings: [unbounded(1, 'names lru-cache ^6.0.0')] },
  {
    name: 'arrays inside grow as well: both are named, and a cap on the keys is not enough',
    code: `const index = new Map();\n${handler('const list = index.get(req.params.id) || [];\n  list.push(req.body);\n  index.set(req.params.id, list);')}`,
    findings: [unbounded(1, 'what an entry holds grows as well (line 4)')],
  },
  {
    name: 'arrays inside grow under a finite key',
    code: `const index = new Map();\n${handler(`(index.get('all')).push(req.body);`)}`,
    findings: [{ messageId: 'unboundedValues', line: 1, refused: 'what an entry holds grows' }],
  },
  {
    name: 'arrays inside that are made anew, one longer',
    code: `const index = new Map([['all', []]]);\n${handler(`index.set('all', [...index.get('all'), req.body]);`)}`,
    findings: [{ messageId: 'unboundedValues', line: 1, refused: 'what an entry holds grows' }],
  },
  {
    name: 'a table of jobs is the user’s decision',
    code: `const jobs = new Map();\n${handler('jobs.set(randomUUID(), { state: 0 });')}function completeJob(jobId) {\n  note(jobId);\n}\n`,
    findings: [{ messageId: 'missingDelete', line: 1, refused: '--evict' }],
  },
  {
    name: 'a delete that waits for the client to come back',
    code: `const tasks = new Map();\n${handler('tasks.set(randomUUID(), { state: 0 });')}app.get('/tasks', (req) => {\n  if (tasks.get(req.query.task).state === 1) tasks.delete(req.query.task);\n});\n`,
    findings: [{ messageId: 'missingDelete', line: 1, refused: '--evict' }],
  },
];

const otherNames: InvalidCase[] = [
  { name: 'a Set that a helper function takes beside others', code: `const seen = new Set();\nconst other = new Set(['a']);\nfunction remember(set, x) {\n  set.add(x);\n}\n${handler("remember(seen, req.ip);\n  remember(other, 'b');")}`, findings: [unbounded(1, 'goes by another name')] },
  { name: 'one of two Sets', code: `const seen = new Set();\nconst other = new Set(['a']);\n${handler('(req.ok ? seen : other).add(req.ip);')}`, findings: [unbounded(1, 'goes by another name'), unbounded(2, 'starts with entries')] },
  { name: 'a parameter that is declared as a Map', code: `const cache = new Map<string, number>();\nfunction put(map: Map<string, number>, id: string): void {\n  map.set(id, 1);\n}\n${handler('put(cache, req.params.id);')}`, filename: 'input.ts', findings: [unbounded(1, 'a type of its own')] },
  { name: 'a result that is declared as a Map', code: `const cache = new Map<string, number>();\nconst own = (): Map<string, number> => cache;\n${handler('own().set(req.params.id, 1);')}`, filename: 'input.ts', findings: [unbounded(1, 'a type of its own')] },
  { name: 'a property of an object with a type', code: `const state: State = { seen: new Map() };\n${handler('state.seen.set(req.params.id, 1);')}`, filename: 'input.ts', findings: [unbounded(1, 'declared with a type')] },
  { name: 'comments between new and the name', code: `const cache = new /* id to row */ // rows\n  Map();\n${GROWS}`, findings: [unbounded(1, 'a comment stands')] },
  { name: 'a comment that would be lost', code: `const cache = new Map(/* id to row */);\n${GROWS}`, findings: [unbounded(1, 'a comment stands')] },
];

const evicting: InvalidCase[] = [
  {
    name: 'a table of jobs, by decision',
    code: `const jobs = new Map();\n${handler('jobs.set(randomUUID(), { state: 0 });')}`,
    output: `${REQUIRED}const jobs = new LRUCache({ max: 1000 });\n${handler('jobs.set(randomUUID(), { state: 0 });')}`,
    options: { evict: true },
    findings: [{ messageId: 'missingDelete', line: 1 }],
  },
];

const otherKinds: InvalidCase[] = [
  {
    name: 'an array',
    code: `const log = [];\n${handler('log.push(req.url);')}`,
    options: { collections: ['array'] },
    findings: [unbounded(1, 'an array has no bounded twin')],
  },
  {
    name: 'an array, in the middle',
    code: `const log = [];\n${handler('log.splice(0, 0, req.url);')}`,
    options: { collections: ['array'] },
    findings: [unbounded(1, 'an array has no bounded twin')],
  },
  {
    name: 'an object that is made anew and given more',
    code: `let table = {};\n${handler('table[req.params.id] = 1;\n  table = { ...table, last: req.params.id };')}`,
    options: { collections: ['object'] },
    findings: [unbounded(1, 'an object has no bounded twin')],
  },
  {
    name: 'an object as a dictionary',
    code: `const table = {};\nconst bare = Object.create(null);\n${handler('table[req.params.id] = 1;\n  (bare[req.params.id] ??= []).push(1);')}`,
    options: { collections: ['object'] },
    findings: [unbounded(1, 'an object has no bounded twin'), unbounded(2, 'an object has no bounded twin')],
  },
];

const undecided: InvalidCase[] = [
  {
    name: 'a key of which nothing is known',
    code: `const cache = new Map();\nexports.load = (key) => cache.set(key, 1);\n`,
    output: `${REQUIRED}const cache = new LRUCache({ max: 1000 });\nexports.load = (key) => cache.set(key, 1);\n`,
    options: strict,
    findings: [{ messageId: 'undecided', line: 1 }],
  },
  {
    name: 'a Map that other files have',
    code: `const cache = new Map();\n${GROWS}module.exports = cache;\n`,
    options: strict,
    findings: [{ messageId: 'undecided', line: 1, refused: 'given to other files' }],
  },
];

const knots: ValidCase[] = [
  { name: 'a key made of itself', code: `const cache = new Map();\nfunction next(id) {\n  id = next(id);\n  cache.set(id, id);\n  return next(id);\n}` },
  { name: 'functions that call each other', code: `const cache = new Map();\nconst a = (key) => b(key);\nconst b = (key) => {\n  cache.set(key, 1);\n  return a(key);\n};` },
  { name: 'a value that holds its collection', code: `const cache = new Map();\nconst own = cache;\ncache.set('a', own);\nfor (const value of cache.values()) value.get('a').get('a').get('a');` },
];

runSuite({
  rule: noUnboundedModuleMap,
  codemod: boundMaps,
  valid: [...finite, ...shortLived, ...bounded, ...undecidedHere, ...knots],
  invalid: [...mended, ...refusals, ...otherNames, ...evicting, ...otherKinds, ...undecided],
});
