/**
 * What no-unbounded-collection does not report: 60,000 calls with a new key each leave nothing.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import type { RuleClean } from '../leak-pair.ts';

const MAP = 'const cache = new Map();\n';
const VALUE = '{ at: 1, text: `value of ${userId}` }';
const ADD = `cache.set(userId, ${VALUE});`;

/** A module whose `call` has these statements. */
const calling = (statements: string, state = MAP) =>
  `${state}export function call(url, userId) {\n  ${statements}\n}\n`;

const keys = { load: 'keys' } as const;

export const noUnboundedCollectionClean: RuleClean = {
  codemod: boundCollections,
  programs: [
    {
      name: 'an LRU cache',
      code: calling(
        ADD,
        `import { LRUCache } from 'lru-cache';\nconst cache = new LRUCache({ max: 1000 });\n`,
      ),
      ...keys,
    },
    {
      name: 'a delete as a connection closes',
      code: `import { EventEmitter } from 'node:events';\nconst server = new EventEmitter();\nconst sockets = new Map();\nserver.on('connection', (socket) => {\n  const id = crypto.randomUUID();\n  sockets.set(id, socket);\n  socket.on('close', () => sockets.delete(id));\n});\nexport function call() {\n  const socket = new EventEmitter();\n  server.emit('connection', socket);\n  socket.emit('close');\n}\n`,
      ...keys,
    },
    {
      name: 'a delete in finally',
      code: `const running = new Map();\nexport async function call(url, userId) {\n  running.set(userId, ${VALUE});\n  try {\n    await null;\n  } finally {\n    running.delete(userId);\n  }\n}\n`,
      ...keys,
    },
    {
      name: 'a delete on a timer',
      code: calling(`${ADD}\n  setTimeout(() => cache.delete(userId), 1);`),
      ...keys,
    },
    {
      name: 'a look at the size, the oldest goes',
      code: calling(`${ADD}\n  if (cache.size > 1000) cache.delete(cache.keys().next().value);`),
      ...keys,
    },
    {
      name: 'a look at the size, none is added',
      code: calling(`if (cache.size < 1000) ${ADD}`),
      ...keys,
    },
    {
      name: 'a sweep on a timer',
      code: `${calling(ADD)}setInterval(() => {\n  for (const [key, { at }] of cache) if (at < Date.now()) cache.delete(key);\n}, 5);\n`,
      ...keys,
    },
    {
      name: 'a sweep with each addition',
      code: calling(
        `for (const [key, { at }] of cache) if (at < Date.now()) cache.delete(key);\n  ${ADD}`,
      ),
      ...keys,
    },
    {
      name: 'a loop with each addition that calls what drops an old entry',
      code: calling(
        `for (const [key, entry] of cache) dropIfOld(key, entry);\n  ${ADD}`,
        `${MAP}function dropIfOld(key, { at }) {\n  if (at < Date.now()) cache.delete(key);\n}\n`,
      ),
      ...keys,
    },
    {
      name: 'a refresh that removes what is no longer there',
      code: `${calling(`current.id = userId;\n  ${ADD}`, `${MAP}const current = {};\n`)}setInterval(() => {\n  for (const key of cache.keys()) if (key !== current.id) cache.delete(key);\n}, 5);\n`,
      ...keys,
    },
    {
      name: 'a count of users, from 1',
      code: `${MAP}export async function call(url, userId) {\n  const entry = { users: 1, text: userId };\n  cache.set(userId, entry);\n  try {\n    await null;\n  } finally {\n    if (--entry.users === 0) cache.delete(userId);\n  }\n}\n`,
      ...keys,
    },
    {
      name: 'a delete by both ends of a promise',
      code: `${MAP}const work = async () => 1;\nexport function call(url, userId) {\n  ${ADD}\n  return work().then(\n    () => {\n      cache.delete(userId);\n    },\n    () => {\n      cache.delete(userId);\n    },\n  );\n}\n`,
      ...keys,
    },
    {
      name: 'a clear on a timer',
      code: `${calling(ADD)}setInterval(() => cache.clear(), 5);\n`,
      ...keys,
    },
    {
      name: 'a Map that is replaced on a timer',
      code: `${calling(ADD, 'let cache = new Map();\n')}setInterval(() => {\n  cache = new Map();\n}, 5);\n`,
      ...keys,
    },
    {
      name: 'a refresh that makes it anew',
      code: `const users = new Map();\nconst answers = [];\nexport function refresh() {\n  users.clear();\n  for (const user of answers) users.set(user.userId, user);\n}\nsetInterval(refresh, 5);\nexport function call(url, userId) {\n  answers[0] = ${VALUE};\n  answers[0].userId = userId;\n}\n`,
      ...keys,
    },
    {
      name: 'a queue that each addition has emptied',
      code: `const queue = [];\nlet timer;\nfunction flush() {\n  timer = undefined;\n  for (const userId of queue.splice(0)) void userId;\n}\nexport function call(url, userId) {\n  queue.push(${VALUE});\n  timer ??= setTimeout(flush, 1);\n}\n`,
      ...keys,
    },
    {
      name: 'keys of a kind, by their name',
      code: `const parsers = new Map();\nexport const parserFor = (formatName) => {\n  if (!parsers.has(formatName)) parsers.set(formatName, {});\n  return parsers.get(formatName);\n};\nexport const call = (url, userId) => parserFor(userId.endsWith('0') ? 'json' : 'xml');\n`,
      ...keys,
      inStrict: 'undecided',
    },
    {
      name: 'literal keys',
      code: calling(`cache.set(userId.endsWith('0') ? 'ok' : 'bad', ${VALUE});`),
      ...keys,
    },
    {
      name: 'keys of a constant of the module',
      code: `const FORMATS = ['json', 'xml'];\nconst seen = new Set();\nexport const call = () => {\n  for (const format of FORMATS) seen.add(format);\n};\n`,
      ...keys,
    },
    {
      name: 'only what a constant lists',
      code: calling(
        `if (!ALLOWED.includes(userId)) return;\n  ${ADD}`,
        `const ALLOWED = ['key-1', 'key-2'];\n${MAP}`,
      ),
      ...keys,
    },
    {
      name: 'an enum, TypeScript',
      file: 'call.mts',
      code: `enum State { On, Off }\nconst byUser = new Map<State, string>();\nexport const note = (state: State, userId: string) => byUser.set(state, userId);\nexport const call = (url: string, userId: string) => note(userId.endsWith('0') ? State.On : State.Off, userId);\n`,
      ...keys,
    },
    {
      name: 'a WeakMap and a WeakSet',
      code: `const data = new WeakMap();\nconst seen = new WeakSet();\nexport function call(url, userId) {\n  const request = { userId };\n  data.set(request, ${VALUE});\n  seen.add(request);\n}\n`,
      ...keys,
    },
    {
      name: 'filled as the module loads',
      code: `const table = new Map();\nfor (let id = 0; id < 100; id++) table.set(id, id);\nexport const call = (url, userId) => table.get(userId);\n`,
      ...keys,
    },
    {
      name: 'a registry that is filled at start-up',
      code: `const plugins = new Map();\nexport const registerPlugin = (plugin) => plugins.set(plugin.id, plugin);\nfor (const id of ['a', 'b']) registerPlugin({ id });\nexport const call = (url, userId) => plugins.get(userId);\n`,
      ...keys,
      inStrict: 'undecided',
    },
    {
      name: 'updates of entries that are there',
      code: `const jobs = new Map([['key-1', {}]]);\nexport function call(url, jobId) {\n  const job = jobs.get(jobId);\n  if (!job) return;\n  jobs.set(jobId, { ...job, at: 1 });\n}\n`,
      ...keys,
    },
    {
      name: 'a Map that another file empties',
      file: 'store.js',
      code: `export const cache = new Map();\nexport function add(userId) {\n  ${ADD}\n}\n`,
      files: {
        'call.js': `import { add, cache } from './store.js';\nsetInterval(() => cache.clear(), 5);\nexport const call = (url, userId) => add(userId);\n`,
      },
      ...keys,
    },
    {
      name: 'a Map of the function’s own',
      code: `export function call(url, userId) {\n  const byId = new Map();\n  byId.set(userId, ${VALUE});\n  return byId.size;\n}\n`,
      ...keys,
    },
    {
      name: 'a field of an instance that is made for each call',
      code: `class Finder {\n  seen = new Set();\n  add(userId) {\n    this.seen.add(userId);\n  }\n}\nexport const call = (url, userId) => new Finder().add(userId);\n`,
      ...keys,
    },
  ],
};
