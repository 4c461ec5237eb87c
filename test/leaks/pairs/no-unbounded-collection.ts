/**
 * A collection that gets a new key with each call holds an entry for each.
 */
import type { CollectionMessageId } from '../../../analysis/finders/no-unbounded-collection/messages.ts';
import { boundCollections } from '../../../codemods/bound-collections.ts';
import type { RulePairs } from '../leak-pair.ts';
import { PACKAGE } from '../texts.ts';

const VALUE = '{ at: 1, text: `value of ${userId}` }';
const MAP = `const cache = new Map();\n`;
const ADD = `cache.set(userId, ${VALUE});`;

/** What such a transport does of itself: it tells of a session, and closes when the client asks for that. */
const TRANSPORT = `export class StreamableHTTPServerTransport {\n  constructor(options) {\n    this.options = options;\n  }\n  initialize() {\n    this.options.onsessioninitialized(this.options.sessionIdGenerator());\n  }\n  close() {\n    this.onclose?.();\n  }\n}\n`;

/** A platform that freezes the process between two requests: no timer fires. */
const FROZEN = `globalThis.setInterval = () => ({ unref() {} });\nconst { default: handler } = await import('./api/limit.js');\nexport const call = (url, userId) => handler({ query: { userId } }, { end() {} });\n`;

const heap = { metric: 'heap', load: 'keys' } as const;

export const noUnboundedCollectionPairs: RulePairs<CollectionMessageId> = {
  codemod: boundCollections,
  pairs: {
    unbounded: [
      { name: 'a Map', code: `${MAP}export function call(url, userId) {\n  ${ADD}\n}\n`, ...heap },
      {
        name: 'a Map, CommonJS',
        file: 'call.cjs',
        code: `${MAP}exports.call = (url, userId) => {\n  ${ADD}\n};\n`,
        ...heap,
      },
      {
        name: 'a Map with a time to live',
        code: `${MAP}export function call(url, userId) {\n  ${ADD}\n}\n`,
        options: { strategy: 'lru', ttl: 3_600_000 },
        ...heap,
      },
      {
        name: 'a Map, by an LRU cache',
        code: `${MAP}export function call(url, userId) {\n  ${ADD}\n}\n`,
        options: { strategy: 'lru' },
        ...heap,
      },
      {
        name: 'keys and the lists under them',
        code: `import { EventEmitter } from 'node:events';\nconst server = new EventEmitter();\nconst index = new Map();\nserver.on('request', (req, res) => {\n  for (const key of [req.userId, 'all']) {\n    if (!index.has(key)) index.set(key, []);\n    index.get(key).push({ text: \`of \${req.userId}\`, at: Date.now() });\n  }\n  res.json((index.get(req.userId) ?? []).slice(-20));\n});\nexport function call(url, userId) {\n  server.emit('request', { userId }, { json() {} });\n}\n`,
        ...heap,
      },
      {
        name: 'a rate limiter, by a sweep on a timer',
        code: `const WINDOW_MS = 5;\nconst hits = new Map();\nexport function call(url, userId) {\n  const hit = hits.get(userId);\n  if (!hit || Date.now() - hit.start > WINDOW_MS) {\n    hits.set(userId, { count: 1, start: Date.now() });\n    return 1;\n  }\n  return ++hit.count;\n}\n`,
        ...heap,
      },
      {
        name: 'a rate limiter of an object, by a sweep on addition',
        code: `const WINDOW_MS = 5;\nclass Limiter {\n  #hits = new Map();\n  check(userId) {\n    const hit = this.#hits.get(userId);\n    if (!hit || Date.now() - hit.start > WINDOW_MS) {\n      this.#hits.set(userId, { count: 1, start: Date.now() });\n      return 1;\n    }\n    return ++hit.count;\n  }\n}\nconst limiter = new Limiter();\nexport const call = (url, userId) => limiter.check(userId);\n`,
        ...heap,
      },
      {
        name: 'a Map by requests, by weak keys',
        code: `import { EventEmitter } from 'node:events';\nconst server = new EventEmitter();\nconst notes = new Map();\nserver.on('request', (req) => {\n  notes.set(req, ${VALUE.replaceAll('userId', 'req.userId')});\n});\nexport function call(url, userId) {\n  server.emit('request', { userId });\n}\n`,
        ...heap,
      },
      {
        name: 'a Set',
        code: `const seen = new Set();\nexport function call(url, userId) {\n  if (!seen.has(userId)) seen.add(userId);\n}\n`,
        ...heap,
      },
      {
        name: 'a plain object',
        code: `const table = {};\nexport function call(url, userId) {\n  table[userId] = ${VALUE};\n}\n`,
        byHand: {
          refusal: 'which of its keys is the oldest',
          cure: `const table = {};\nexport function call(url, userId) {\n  table[userId] = ${VALUE};\n  delete table[userId];\n}\n`,
        },
        ...heap,
      },
      {
        name: 'an array',
        code: `import { EventEmitter } from 'node:events';\nconst server = new EventEmitter();\nconst list = [];\nserver.on('request', ({ userId }) => {\n  list.push(${VALUE});\n});\nexport const call = (url, userId) => server.emit('request', { userId });\n`,
        ...heap,
      },
      {
        name: 'a static field',
        code: `class Store {\n  static items = new Map();\n  static add(url, userId) {\n    Store.items.set(userId, ${VALUE});\n  }\n}\nexport const call = Store.add;\n`,
        ...heap,
      },
      {
        name: 'a field of a singleton, TypeScript',
        file: 'call.mts',
        code: `class Store {\n  private readonly items: Map<string, object> = new Map();\n  add(userId: string): void {\n    this.items.set(userId, ${VALUE});\n  }\n}\nconst store = new Store();\nexport const call = (url: string, userId: string): void => store.add(userId);\n`,
        ...heap,
      },
      {
        name: 'a property of an object',
        code: `const state = { cache: new Map() };\nexport function call(url, userId) {\n  state.cache.set(userId, ${VALUE});\n}\n`,
        ...heap,
      },
      {
        name: 'responses by user',
        code: `import axios from 'axios';\nconst bodies = new Map();\nexport async function call(url, userId) {\n  const { data } = await axios.get(url);\n  bodies.set(userId, data);\n}\n`,
        options: { max: 8 },
        metric: 'heap',
        load: 'requests',
      },
    ],
    unboundedValues: [
      {
        name: 'a list under one of few keys',
        code: `const byKind = new Map();\nexport function call(url, userId) {\n  if (!byKind.has('user')) byKind.set('user', []);\n  byKind.get('user').push(userId);\n}\n`,
        ...heap,
      },
    ],
    evictionIdle: [
      {
        name: 'a delete that only success reaches',
        code: `${MAP}const work = async () => {\n  throw new Error('the peer is gone');\n};\nasync function run(userId) {\n  ${ADD}\n  await work();\n  cache.delete(userId);\n}\nexport const call = (url, userId) => run(userId).catch(() => {});\n`,
        ...heap,
      },
      {
        name: 'a delete that waits for a message of a peer',
        code: `import { EventEmitter } from 'node:events';\nconst socket = new EventEmitter();\n${MAP}socket.on('message', (message) => {\n  cache.delete(message.userId);\n});\nexport function call(url, userId) {\n  ${ADD}\n}\n`,
        ...heap,
      },
      {
        name: 'a delete that only a failure reaches',
        code: `${MAP}const work = async () => 1;\nexport function call(url, userId) {\n  ${ADD}\n  return work(userId).catch(() => {\n    cache.delete(userId);\n  });\n}\n`,
        options: { evict: true },
        ...heap,
      },
      {
        name: 'a delete for which the same key has to come again',
        code: `${MAP}export function call(url, userId) {\n  if (userId.endsWith('!')) cache.delete(userId);\n  else ${ADD}\n}\n`,
        options: { evict: true },
        ...heap,
      },
      {
        name: 'a delete for which somebody has to ask',
        code: `${MAP}export const invalidateUser = (userId) => cache.delete(userId);\nexport function call(url, userId) {\n  ${ADD}\n}\n`,
        options: { evict: true },
        ...heap,
      },
      {
        name: 'a clear as the process stops',
        code: `${MAP}process.on('SIGTERM', () => cache.clear());\nexport function call(url, userId) {\n  ${ADD}\n}\n`,
        options: { evict: true },
        ...heap,
      },
      {
        name: 'a clear for which an operator has to ask',
        code: `import { app } from './app.js';\n${MAP}app.post('/cache/clear', (req, res) => {\n  cache.clear();\n  res.end();\n});\nexport function call(url, userId) {\n  ${ADD}\n}\n`,
        files: {
          'app.js': `const routes = {};\nexport const app = {\n  post(path, run) {\n    routes[path] = run;\n  },\n};\n`,
        },
        options: { evict: true },
        ...heap,
      },
      {
        name: 'a sweep on a timer of a serverless platform',
        file: 'api/limit.js',
        code: `const hits = new Map();\nsetInterval(() => {\n  for (const [key, hit] of hits) if (Date.now() - hit.at > 5) hits.delete(key);\n}, 5).unref();\nexport default function handler(req, res) {\n  hits.set(req.query.userId, { at: Date.now(), text: \`value of \${req.query.userId}\` });\n  res.end();\n}\n`,
        files: { 'call.js': FROZEN },
        options: { evict: true },
        ...heap,
      },
      {
        name: 'a clear that is for tests',
        code: `${MAP}export const _resetForTests = () => cache.clear();\nexport function call(url, userId) {\n  ${ADD}\n}\n`,
        options: { evict: true },
        ...heap,
      },
      {
        name: 'a count of users that never is 0 again',
        code: `${MAP}export async function call(url, userId) {\n  let entry = cache.get(userId);\n  if (entry) {\n    entry.users++;\n  } else {\n    entry = { users: 0, text: \`value of \${userId}\` };\n    cache.set(userId, entry);\n  }\n  try {\n    await null;\n  } finally {\n    if (--entry.users === 0) cache.delete(userId);\n  }\n}\n`,
        options: { evict: true },
        ...heap,
      },
      {
        name: 'a time to live that is looked at on reading alone',
        code: `${MAP}export function get(userId) {\n  const hit = cache.get(userId);\n  if (hit && hit.expires < Date.now()) {\n    cache.delete(userId);\n    return null;\n  }\n  return hit;\n}\nexport function call(url, userId) {\n  cache.set(userId, { ...${VALUE}, expires: 1 });\n}\n`,
        // Nobody computes again what is missing: the cap is the user's decision.
        options: { evict: true },
        ...heap,
      },
    ],
    missingDelete: [
      {
        name: 'a table of jobs',
        code: `const jobs = new Map();\nexport function call(url, userId) {\n  jobs.set(userId, ${VALUE});\n}\n`,
        byHand: {
          refusal: 'evict',
          cure: `const jobs = new Map();\nexport async function call(url, userId) {\n  jobs.set(userId, ${VALUE});\n  try {\n    await 1;\n  } finally {\n    jobs.delete(userId);\n  }\n}\n`,
        },
        ...heap,
      },
      {
        name: 'sessions of an MCP transport over HTTP, whose clients vanish',
        code: `import { StreamableHTTPServerTransport } from './transport.js';\nconst sessions = new Map();\nexport function call(url, userId) {\n  const transport = new StreamableHTTPServerTransport({\n    sessionIdGenerator: () => userId,\n    onsessioninitialized: (id) => {\n      sessions.set(id, { transport, at: Date.now() });\n    },\n  });\n  transport.onclose = () => {\n    sessions.delete(userId);\n  };\n  transport.initialize();\n}\n`,
        files: { 'transport.js': TRANSPORT },
        byHand: {
          refusal: 'close and delete entries that have been idle',
          cure: `import { StreamableHTTPServerTransport } from './transport.js';\nconst sessions = new Map();\nsetInterval(() => {\n  for (const [id, { transport, at }] of sessions)\n    if (Date.now() - at > 5) {\n      sessions.delete(id);\n      transport.close();\n    }\n}, 5).unref();\nexport async function call(url, userId) {\n  const transport = new StreamableHTTPServerTransport({\n    sessionIdGenerator: () => userId,\n    onsessioninitialized: (id) => {\n      sessions.set(id, { transport, at: Date.now() });\n    },\n  });\n  transport.onclose = () => {\n    sessions.delete(userId);\n  };\n  transport.initialize();\n  await new Promise((resolve) => setImmediate(resolve));\n}\n`,
        },
        ...heap,
      },
      {
        name: 'a table of jobs, by --evict',
        code: `const jobs = new Map();\nexport function call(url, userId) {\n  jobs.set(userId, ${VALUE});\n}\n`,
        options: { evict: true },
        ...heap,
      },
    ],
    undecided: [
      {
        name: 'a key of which nobody tells whether it is one of few',
        config: 'strict',
        file: 'lib/cache.js',
        code: `${MAP}export function remember(key, value) {\n  cache.set(key, value);\n}\n`,
        files: {
          'lib/package.json': PACKAGE,
          'call.js': `import { remember } from './lib/cache.js';\nexport const call = (url, userId) => remember(userId, 1);\n`,
        },
        harmless: {
          'call.js': `import { remember } from './lib/cache.js';\nexport const call = (url, userId) => remember(userId.length % 2 ? 'odd' : 'even', 1);\n`,
        },
        ...heap,
      },
    ],
  },
};
