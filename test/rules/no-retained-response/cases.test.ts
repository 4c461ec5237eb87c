import { expect, it } from 'vitest';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { facts } from '../../harness/hosts.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const any = { options: { awaits: 'any' } } as const;
const clone = { options: { strategy: 'clone' } } as const;
const inline = { options: { detach: 'inline' } } as const;
const ts = { filename: 'src/input.ts' } as const;

const AXIOS = `const axios = require('axios');\n`;
const lines = (statements: readonly string[]) => statements.map((line) => `  ${line}\n`).join('');
/** Statements of an async function; the first is on line 3. */
const inside = (...statements: readonly string[]) => `${AXIOS}async function run(url) {\n${lines(statements)}}\n`;
/** The same below what the module keeps: the first is on line 4, if that takes one line. */
const beside = (state: string, ...statements: readonly string[]) => `${AXIOS}${state}\nasync function run(url) {\n${lines(statements)}}\n`;

const RESPONSE = 'const response = await axios.get(url);';
const DATA = 'const { data } = await axios.get(url);';
const SLEEP = 'await sleep(1000);';
const TEXT = `const { data } = await axios.get(url, { responseType: 'text' });`;
const BYTES = `const { data } = await axios.get(url, { responseType: 'arraybuffer' });`;
const CACHE = 'const cache = new Map();';
const ITEMS = 'const items = [];';

/** What the codemod adds to a file for its cuts. */
const HELPER = `\n/** A copy that does not keep alive the long text it was cut from. */\nfunction detached(text) {\n  return typeof text === 'string' ? (' ' + text).slice(1) : text;\n}\n`;

const finding = (messageId: string) => (line: number, refused?: string) => ({ messageId, line, ...(refused === undefined ? {} : { refused }) });
const held = finding('heldAcrossAwait');
const captured = finding('capturedResponse');
const storedResponse = finding('storedResponse');
const storedData = finding('storedData');
const storedView = finding('storedView');
const storedError = finding('storedError');

const READ_AS_RESPONSE = 'whoever reads it expects a response';
const AWAITED_AS_RESPONSE = 'whoever awaits it reads a response';
const READ_AS_ERROR = 'store `{ message, code, status }` of the error';
const NO_BOUND = 'a cache needs a bound that fits it';
const ARGUMENT = 'an argument stays with its call, whatever it is destructured into';
const MEMORY = 'copy it with its own `slice()`';

/** EVIDENCE, 'What happens to a response': the lines where nothing stays. */
const measuredAsNothing: ValidCase[] = [
  { name: 'a local alias dies with its function', code: inside(RESPONSE, 'const items = response.data.data;', 'return items.length;') },
  { name: 'an object is made anew with the same keys', code: beside('let latest = {};', 'latest = { ...latest, last: (await axios.get(url)).data };') },
  { name: 'the rest of a list that the response stands before', code: beside(ITEMS, 'const [response, ...others] = await Promise.all([axios.get(url), url]);', 'items.push(others[0]);') },
  { name: 'a number or a string of the JSON is stored', code: beside(ITEMS, RESPONSE, 'items.push(response.data.id);', 'items.push(response.data.title);') },
  { name: 'a cut of a JSON string is stored: it holds that string alone', code: beside(ITEMS, RESPONSE, 'items.push(response.data.title.slice(0, 20));') },
  { name: 'headers and config are stored', code: beside(CACHE, RESPONSE, 'cache.set(url, response.headers);', 'cache.set(url, response.config);') },
  { name: 'the promise of an id is cached', code: beside(CACHE, 'cache.set(url, axios.get(url).then((response) => response.data.id));') },
  { name: 'a closure on a timer uses an extracted field', code: inside(RESPONSE, 'const { id } = response.data;', 'setInterval(() => use(id), 1000);') },
  { name: 'the data is destructured before a long await', code: inside(DATA, 'for (const item of data) await save(item);') },
  { name: 'the deep part is destructured', code: inside('const { data: { id } } = await axios.get(url);', SLEEP, 'return id;'), ...any },
  { name: 'the part is taken in one expression', code: inside('const { id } = (await axios.get(url)).data;', SLEEP, 'return id;'), ...any },
  { name: 'a helper function extracts it', code: `${AXIOS}const idOf = async (url) => {\n  const response = await axios.get(url);\n  return response.data.id;\n};\nasync function run(url) {\n  const id = await idOf(url);\n  await sleep(1000);\n  return id;\n}\n`, ...any },
  { name: 'the name is emptied before the await', code: inside('let response = await axios.get(url);', 'const { id } = response.data;', 'response = null;', SLEEP, 'return id;'), ...any },
  { name: 'data and request are emptied before the await', code: inside(RESPONSE, 'const { id } = response.data;', 'response.data = null;', 'response.request = null;', SLEEP, 'return id;'), ...any },
  { name: 'a stored response without data and request', code: beside(CACHE, RESPONSE, 'cache.set(url, response);', 'response.data = null;', 'response.request = null;') },
  { name: 'V8 copies a cut of up to twelve characters', code: beside(CACHE, TEXT, 'cache.set(url, data.slice(0, 12));') },
  { name: 'a cut is the key of an object', code: beside('const seen = {};', TEXT, 'seen[data.slice(0, 40)] = true;') },
  { name: 'a number, a parsed field and a copy of a text', code: beside(ITEMS, TEXT, 'items.push(Number(data.slice(0, 40)));', 'items.push(JSON.parse(data).title);', 'items.push(Buffer.from(data.slice(0, 40)).toString());', `items.push((' ' + data.slice(0, 40)).slice(1));`) },
  { name: 'copies of a view', code: beside(ITEMS, BYTES, 'items.push(Buffer.from(data.subarray(0, 12)));', 'items.push(Buffer.copyBytesFrom(data, 0, 12));', 'items.push(new Uint8Array(data.subarray(0, 12)));', 'items.push(Uint8Array.prototype.slice.call(data, 0, 12));', 'items.push(data.buffer.slice(0, 12));') },
  { name: 'a text that a Buffer is decoded to', code: beside(ITEMS, BYTES, `items.push(data.toString('utf8', 0, 40));`) },
  { name: 'Buffer.concat copies what it is given', code: beside(ITEMS, BYTES, 'items.push(Buffer.concat([data.subarray(0, 12)]));') },
  { name: 'what is made of each element of a list', code: beside(ITEMS, 'const responses = await Promise.all([axios.get(url), axios.get(url)]);', 'items.push(Array.from(responses, (response) => response.data.id));') },
  { name: 'a database that runs a text', code: beside(ITEMS, TEXT, 'items.push(db.exec(data));') },
  { name: 'the characters of a text, the numbers of a Buffer', code: beside(ITEMS, TEXT, 'items.push(Array.from(data));', `items.push(Array.from((await axios.get(url, { responseType: 'arraybuffer' })).data));`) },
  { name: 'a place that is only asked for a cut', code: beside('const seen = {};', TEXT, 'if (!seen.hasOwnProperty(data.slice(0, 40))) use(data);') },
  { name: 'a WeakMap keeps a body as long as its key', code: beside('const bodies = new WeakMap();', DATA, 'bodies.set(url, data);') },
  { name: 'the promise goes on without the response', code: inside('return axios.get(url).then((response) => {', '  const { id } = response.data;', '  return sleep(1000).then(() => id);', '});'), ...any },
];

/** What such code looks like in the wild. */
const shapes: ValidCase[] = [
  { name: 'a returned response', code: inside('return axios.get(url);') },
  { name: 'a response that is returned after an await', code: inside(RESPONSE, SLEEP, 'return response;'), ...any },
  { name: 'a token and an id are stored', code: beside(`let token;\nconst ids = new Set();`, RESPONSE, 'token = response.data.access_token;', 'ids.add(response.data.id);') },
  { name: 'a token in a field of a singleton', code: `${AXIOS}class Auth {\n  async login() {\n    const response = await axios.post('/login');\n    this.token = response.data.token;\n    this.expires = Date.now() + response.data.expires_in * 1000;\n  }\n}\nmodule.exports = new Auth();\n` },
  { name: 'axios.put of data is a request, no map.put', code: inside(RESPONSE, 'return axios.put(url, response.data);') },
  { name: 'a client of a store is no collection', code: beside(`const redis = createClient();\nconst store = require('./store');`, RESPONSE, 'await redis.set(url, response.data);', 'await store.put(url, response.data);', 'store.add(response.data);') },
  { name: 'a router keeps handlers, not responses', code: beside(`const app = require('express')();`, RESPONSE, `app.set('config', response.data);`) },
  { name: 'the last body is overwritten by the next', code: beside(`let latest;\nconst state = {};`, RESPONSE, 'latest = response.data;', 'state.latest = response.data;', `state['status'] = response.data;`) },
  { name: 'a list of the function’s own', code: inside('const pages = [];', 'for (const page of [1, 2]) pages.push(await axios.get(url + page));', 'return pages;') },
  { name: 'a key from a list of literals', code: beside('const rates = {};', `for (const kind of ['day', 'week']) rates[kind] = (await axios.get(url + kind)).data;`) },
  { name: 'all of a short text, trimmed, is overwritten by the next', code: beside('let address;', TEXT, 'address = data.trim();') },
  { name: 'a variable of the environment is a copy', code: inside(TEXT, 'process.env.TOKEN = data.trim();') },
  { name: 'a key that is a template of nothing', code: beside(CACHE, 'cache.set(`rates`, (await axios.get(url)).data);') },
  { name: 'a key of a union of literals', code: `import axios from 'axios';\nconst cache = new Map<string, unknown>();\nexport async function run(kind: 'day' | 'week') {\n  cache.set(kind, (await axios.get(kind)).data);\n}\n`, ...ts },
  { name: 'the pieces of a body are spread into a list', code: beside(ITEMS, RESPONSE, 'items.push(...response.data.items);') },
];

/** Values that are no response, or none whose body was read. */
const notFollowed: ValidCase[] = [
  { name: 'members that no response has: an interceptor gives something else', code: inside('const user = await axios.get(url);', 'const name = user.name;', SLEEP, 'return name;'), ...any },
  { name: 'a HEAD request brings no body', code: beside(CACHE, 'cache.set(url, await axios.head(url));') },
  { name: 'a stream is not read into memory', code: beside(CACHE, `const response = await axios.get(url, { responseType: 'stream' });`, 'cache.set(url, response);', 'await pipeline(response.data, out);') },
  { name: 'a stream by the defaults of the instance', code: `${AXIOS}const client = axios.create({ responseType: 'stream' });\nasync function run(url) {\n  const response = await client.get(url);\n  await pipeline(response.data, out);\n  return response.status;\n}\n` },
  { name: 'a pattern of what no response has', code: inside(RESPONSE, 'const { users, total } = response;', SLEEP, 'return [users, total];'), ...any },
  { name: 'an interceptor that gives the data', code: `${AXIOS}const api = axios.create();\napi.interceptors.response.use((response) => response.data);\nconst users = new Map();\nasync function load(id) {\n  const user = await api.get(id);\n  users.set(id, user);\n}\n` },
  { name: 'an interceptor that takes the response apart', code: `${AXIOS}const api = axios.create();\napi.interceptors.response.use(({ data }) => data);\nasync function load(id) {\n  const response = await api.get(id);\n  await sleep(1000);\n  return response.data;\n}\n` },
  { name: 'a promise of the response in a variable', code: inside('const pending = axios.get(url);', 'const { data: { id } } = await pending;', SLEEP, 'return id;'), ...any },
  { name: 'the place in Promise.all is known: no response lies there', code: beside(CACHE, 'const [, at] = await Promise.all([axios.get(url), now()]);', 'cache.set(url, at);') },
];

/** Places that die with their call, or are written to once. */
const shortLived: ValidCase[] = [
  { name: 'a class that is made for each use', code: `${AXIOS}class Page {\n  async load(id) {\n    this.response = await axios.get(id);\n    this.pages.push(this.response.data);\n  }\n}\nmodule.exports = Page;\n` },
  { name: 'a provider for each request', code: `import { Injectable, Scope } from '@nestjs/common';\nimport axios from 'axios';\n@Injectable({ scope: Scope.REQUEST })\nexport class UsersService {\n  async load(id: string) {\n    this.user = await axios.get(id);\n  }\n}\n`, ...ts },
  { name: 'an object of a function’s own', code: inside('const page = {};', 'page.response = await axios.get(url);', 'return page;') },
  { name: 'a parameter is somebody else’s', code: inside(RESPONSE, 'url.response = response;', 'url.pages.push(response.data);') },
  { name: 'what runs once, as the module is loaded', code: `import axios from 'axios';\nexport const config = await axios.get('/config');\nexport const pages = [];\npages.push((await axios.get('/page')).data);\nawait sleep(1000);\n`, ...any },
  { name: 'a function that the module alone calls', code: `${AXIOS}let last;\nasync function main() {\n  const response = await axios.get('/config');\n  last = response;\n  await sleep(1000);\n  return response.status;\n}\nmain();\n`, ...any },
  { name: 'a function that is called where it stands', code: `${AXIOS}let last;\n(async () => {\n  last = await axios.get('/config');\n})();\n` },
  { name: 'a then at module level', code: `${AXIOS}let last;\naxios.get('/config').then((response) => {\n  last = response;\n});\n` },
  { name: 'a hook of a test', code: `${AXIOS}let response;\ndescribe('health', () => {\n  beforeAll(async () => {\n    response = await axios.get('/health');\n  });\n});\n` },
];

/** Places that let go again. */
const bounded: ValidCase[] = [
  { name: 'requests under way are shared and forgotten', code: beside('const inFlight = new Map();', 'if (!inFlight.has(url)) inFlight.set(url, axios.get(url).finally(() => inFlight.delete(url)));', 'return inFlight.get(url);') },
  { name: 'a response that is kept while it is worked on', code: beside('const active = new Map();', RESPONSE, 'active.set(url, response);', 'try {', '  await work(response);', '} finally {', '  active.delete(url);', '}') },
  { name: 'a cache that throws out its first', code: beside(CACHE, 'if (cache.size > 100) cache.delete(cache.keys().next().value);', 'cache.set(url, (await axios.get(url)).data);') },
  { name: 'an LRU cache', code: beside(`const { LRUCache } = require('lru-cache');\nconst cache = new LRUCache({ max: 100 });`, 'cache.set(url, (await axios.get(url)).data);') },
  { name: 'a NodeCache', code: beside(`const NodeCache = require('node-cache');\nconst cache = new NodeCache({ stdTTL: 60 });`, 'cache.set(url, (await axios.get(url)).data);') },
  { name: 'a list that is emptied', code: beside(ITEMS, 'items.length = 0;', 'items.push((await axios.get(url)).data);') },
  { name: 'a collection that is replaced', code: beside(`let cache = new Map();\nsetInterval(() => { cache = new Map(); }, 60_000);`, 'cache.set(url, (await axios.get(url)).data);') },
  { name: 'a key that is deleted', code: beside(`const byUrl = {};\nconst forget = (key) => { delete byUrl[key]; };`, 'byUrl[url] = (await axios.get(url)).data;') },
  { name: 'a queue that is taken from', code: beside(`const queue = [];\nconst next = () => queue.shift();`, 'queue.push((await axios.get(url)).data);') },
  { name: 'a cached promise of the data in an LRU', code: beside(`const { LRUCache } = require('lru-cache');\nconst cache = new LRUCache({ max: 100 });`, 'cache.set(url, axios.get(url).then(({ data }) => data));') },
];

/** Closures that hold nothing for long. */
const closuresLetGo: ValidCase[] = [
  { name: 'an interval that is cleared', code: inside(RESPONSE, 'const timer = setInterval(() => use(response.data), 1000);', 'await done();', 'clearInterval(timer);') },
  { name: 'an interval of a field that is cleared', code: inside(RESPONSE, 'this.timer = setInterval(() => use(response.data), 1000);', 'await done();', 'clearInterval(this.timer);') },
  { name: 'a brief timer shares the scope only', code: inside(RESPONSE, 'const rows = list.filter((row) => row.id === response.data.id);', 'setTimeout(() => use(1), 1000);') },
  { name: 'a function of the module on a timer', code: inside(RESPONSE, 'use(list.map(() => response.status));', 'setInterval(tick, 1000, response.data.id);') },
  { name: 'an emitter of the function’s own', code: inside(RESPONSE, 'const emitter = new EventEmitter();', `emitter.on('end', () => use(response.status));`) },
  { name: 'a closure that dies with the function', code: inside(RESPONSE, 'return list.filter((row) => row.id === response.data.id);') },
  { name: 'the response of a block, a closure outside of it', code: inside('let id;', '{', '  const response = await axios.get(url);', '  id = list.filter(() => response.data.id).length;', '}', 'setInterval(() => use(id), 1000);') },
  { name: 'the response is emptied', code: inside('let response = await axios.get(url);', 'use(list.map(() => response.status));', 'setInterval(() => use(1), 1000);', 'response = null;') },
  { name: 'a stream', code: inside(`const response = await axios.get(url, { responseType: 'stream' });`, `process.on('exit', () => response.data.destroy());`) },
  { name: 'a timeout that is soon over', code: inside(RESPONSE, 'setTimeout(() => use(response.data), 1000);') },
  { name: 'the end of a response that is written', code: `${AXIOS}module.exports = async (req, res) => {\n  const response = await axios.get('/me');\n  res.on('finish', () => log(response.status));\n  req.on('error', () => log(response.status));\n  res.json(response.data);\n};\n` },
  { name: 'a listener that the function takes off again', code: `${AXIOS}async function run(url, signal) {\n  const response = await axios.get(url);\n  const onChange = () => use(response.status);\n  signal.addEventListener('change', onChange);\n  try {\n    return use(response.data);\n  } finally {\n    signal.removeEventListener('change', onChange);\n  }\n}\n` },
  { name: 'an interval whose handle is declared apart is cleared', code: inside(RESPONSE, 'let timer;', 'timer = setInterval(() => use(response.status), 10);', 'await done();', 'clearInterval(timer);') },
  { name: 'a timeout that is soon over, by a constant', code: `${AXIOS}const SOON = 100;\nasync function run(url) {\n  const response = await axios.get(url);\n  setTimeout(() => use(response.data), SOON);\n}\n` },
  { name: 'a timeout that is cleared', code: inside(RESPONSE, 'const timer = setTimeout(() => warn(response.status), 60_000);', 'await done();', 'clearTimeout(timer);') },
  { name: 'an interval that clearTimeout clears', code: inside(RESPONSE, 'const timer = setInterval(() => warn(response.status), 1000);', 'await done();', 'clearTimeout(timer);') },
  { name: 'a task of a queue that is taken from', code: beside(`const tasks = [];\nconst next = () => tasks.shift();`, RESPONSE, 'tasks.push(() => use(response.data));') },
  { name: 'a callback that is forgotten when it is called', code: beside(`const callbacks = new Map();\nconst finish = (id) => { callbacks.get(id)(); callbacks.delete(id); };`, RESPONSE, 'callbacks.set(url, () => use(response.data));') },
  { name: 'an emitter of an object that is made for each use', code: `${AXIOS}class Connection {\n  constructor(socket) { this.socket = socket; }\n  async run(url) {\n    const response = await axios.get(url);\n    this.socket.on('message', () => use(response.status));\n  }\n}\nmodule.exports = Connection;\n` },
];

/** Awaits that no response lives through. */
const awaitsLetGo: ValidCase[] = [
  { name: 'a short await is not long', code: inside(RESPONSE, 'await save(response.data.id);', 'return response.data.id;') },
  { name: 'nothing is awaited after it', code: inside(SLEEP, RESPONSE, 'return response.data.id;'), ...any },
  { name: 'the await stands in the other branch', code: inside('if (url) {', '  const response = await axios.get(url);', '  use(response.data);', '} else {', '  await sleep(1000);', '}'), ...any },
  { name: 'the function is left before the await', code: inside('if (url) {', '  const response = await axios.get(url);', '  return response.data.id;', '}', SLEEP), ...any },
  { name: 'a retry that sleeps in its catch', code: inside('for (const attempt of [1, 2, 3]) {', '  try {', '    const response = await axios.get(url);', '    return response.data;', '  } catch {', '    await sleep(1000 * attempt);', '  }', '}'), ...any },
  { name: 'the body of another function waits', code: inside(RESPONSE, 'return items.map(async (item) => {', '  await sleep(1000);', '  return item;', '});'), ...any },
  { name: 'the response is needed whole after the await', code: inside(RESPONSE, SLEEP, 'return handle(response);'), ...any },
  { name: 'a promise of the response is no binding of it', code: inside('const [{ data: { id } }] = await Promise.all([axios.get(url), axios.get(url)]);', SLEEP, 'return id;'), ...any },
  { name: 'a job that is only sent to a queue', code: inside(RESPONSE, `await this.queue.add('mail', { to: response.data.to });`, 'return response.data.id;') },
  { name: 'a loop over a list of responses awaits what is short', code: inside('for (const response of await Promise.all([axios.get(url), axios.get(url)])) {', '  await save(response.data.id);', '}') },
];

/** Comments that silence. */
const silenced: ValidCase[] = [
  { name: 'silenced by a comment', code: inside('// eslint-disable-next-line leakproof/no-retained-response -- small', RESPONSE, SLEEP, 'return response.data;') },
  { name: 'silenced for a region', code: `/* eslint-disable leakproof/no-retained-response */\nconst axios = require('axios');\nasync function run(url) {\n  const response = await axios.get(url);\n  await sleep(1000);\n  return response.data;\n}\n` },
  { name: 'silenced on the line that stores', code: beside(CACHE, RESPONSE, 'cache.set(url, response); // eslint-disable-line leakproof/no-retained-response') },
  { name: 'turned off by a comment', code: `/* eslint leakproof/no-retained-response: off */\nconst axios = require('axios');\nasync function run(url) {\n  const response = await axios.get(url);\n  await sleep(1000);\n  return response.data;\n}\n` },
];

/** Idiomatic code whose owner a finding would annoy. */
const idiomatic: ValidCase[] = [
  { name: 'an Express handler', code: `${AXIOS}const app = require('express')();\napp.get('/users/:id', async (req, res) => {\n  const response = await axios.get('/users/' + req.params.id);\n  res.json(response.data);\n});\n` },
  { name: 'a proxy of a stream', code: `${AXIOS}const app = require('express')();\napp.get('/file', async (req, res) => {\n  const response = await axios.get('/file', { responseType: 'stream' });\n  req.on('close', () => response.data.destroy());\n  response.data.pipe(res);\n});\n` },
  { name: 'middleware keeps it on the request', code: `${AXIOS}module.exports = async (req, res, next) => {\n  req.user = (await axios.get('/me')).data;\n  res.locals.response = await axios.get('/me');\n  next();\n};\n` },
  { name: 'a NestJS service', code: `import { Injectable } from '@nestjs/common';\nimport axios from 'axios';\n@Injectable()\nexport class UsersService {\n  constructor(private readonly cache: Cache, private readonly queue: Queue) {}\n  async find(id: string) {\n    const { data } = await axios.get<User>('/users/' + id);\n    await this.cache.set(id, data);\n    return data;\n  }\n}\n`, ...ts },
  { name: 'an SDK wrapper', code: `${AXIOS}class Client {\n  constructor(token) {\n    this.http = axios.create({ headers: { token } });\n  }\n  async users() {\n    const response = await this.http.get('/users');\n    this.rateLimit = response.headers['x-rate-limit'];\n    return response.data;\n  }\n}\nmodule.exports = Client;\n` },
  { name: 'pages are gathered', code: inside('const all = [];', 'let next = url;', 'do {', '  const response = await axios.get(next);', '  all.push(...response.data.items);', '  next = response.data.next;', '} while (next);', 'return all;') },
  { name: 'an interceptor that counts', code: `${AXIOS}let last;\naxios.interceptors.response.use((response) => {\n  last = response.status;\n  return response;\n});\n` },
  { name: 'a mock', code: `import axios from 'axios';\nvi.mock('axios');\nconst calls = [];\nit('sends', async () => {\n  vi.mocked(axios.get).mockResolvedValue({ data: 1 });\n  calls.push((await axios.get('/a')).status);\n});\n`, filename: 'a.test.js' },
  { name: 'an error is logged and its message kept', code: beside('let lastError;', 'try {', '  return await axios.get(url);', '} catch (error) {', '  lastError = error.message;', '  throw error;', '}') },
  { name: 'a list of errors of the function’s own', code: inside('const errors = [];', 'for (const each of [1, 2]) {', '  try {', '    await axios.get(url + each);', '  } catch (error) {', '    errors.push(error);', '  }', '}', 'return errors;') },
  { name: 'the members of a body hold no response', code: beside(CACHE, RESPONSE, 'for (const user of response.data) cache.set(user.id, user);') },
];

/** What the strategy `clone` takes for mended. */
const cloned: ValidCase[] = [
  { name: 'the seed itself is what it wants', code: inside(RESPONSE, 'const items = JSON.parse(JSON.stringify(response.data));', 'response.data = null;', SLEEP, 'return items;'), ...clone },
];

/** Copies that are made already. */
const detached: ValidCase[] = [
  { name: 'a helper that is used already', code: beside(`const cache = new Map();\nfunction flat(text) {\n  return (' ' + text).slice(1);\n}`, TEXT, 'cache.set(url, flat(data.slice(0, 40)));') },
];

/** EVIDENCE, 'What happens to a response': the lines where something stays. */
const measuredAsHeld: InvalidCase[] = [
  {
    name: 'the data goes to a place that grows',
    code: beside(CACHE, RESPONSE, 'cache.set(url, response.data);'),
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'the whole response is stored',
    code: beside(CACHE, RESPONSE, 'cache.set(url, response);'),
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: '… and its data nulled: the raw body stays',
    code: beside(CACHE, RESPONSE, 'cache.set(url, response);', 'response.data = null;'),
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'a copy of the response is stored',
    code: beside(CACHE, RESPONSE, 'cache.set(url, { ...response });'),
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'a response in an object is stored',
    code: beside(CACHE, RESPONSE, 'cache.set(url, { response, at: Date.now() });'),
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'the request of the response is stored',
    code: beside(CACHE, RESPONSE, 'cache.set(url, response.request);'),
    findings: [storedResponse(5, 'only its reader knows')],
  },
  {
    name: 'a promise of the response is cached',
    code: beside(CACHE, 'cache.set(url, axios.get(url));', 'return cache.get(url);'),
    findings: [storedResponse(4, AWAITED_AS_RESPONSE)],
  },
  {
    name: 'a closure on a timer uses the response',
    code: inside(RESPONSE, 'setInterval(() => use(response.data.id), 1000);'),
    output: inside(DATA, 'setInterval(() => use(data.id), 1000);'),
    findings: [captured(4)],
  },
  {
    name: 'a closure on an emitter uses the response',
    code: beside('const emitter = new EventEmitter();', RESPONSE, `emitter.on('tick', () => use(response.data.id));`),
    output: beside('const emitter = new EventEmitter();', DATA, `emitter.on('tick', () => use(data.id));`),
    findings: [captured(5)],
  },
  {
    name: 'a closure beside it uses the response: V8 gives both one context',
    code: inside(RESPONSE, 'const { id } = response.data;', 'const rows = list.filter((row) => row.status === response.status);', 'setInterval(() => use(id, rows), 1000);'),
    output: inside('const { data, status } = await axios.get(url);', 'const { id } = data;', 'const rows = list.filter((row) => row.status === status);', 'setInterval(() => use(id, rows), 1000);'),
    findings: [captured(6)],
  },
  {
    name: 'a field is extracted, then a long await',
    code: inside(RESPONSE, 'const id = response.data.id;', SLEEP, 'return id;'),
    output: inside(DATA, 'const id = data.id;', SLEEP, 'return id;'),
    findings: [held(3)],
  },
  {
    name: 'a block that is left frees nothing',
    code: inside('let id;', '{', '  const response = await axios.get(url);', '  id = response.data.id;', '}', SLEEP, 'return id;'),
    output: inside('let id;', '{', '  const { data } = await axios.get(url);', '  id = data.id;', '}', SLEEP, 'return id;'),
    findings: [held(5)],
  },
  {
    name: 'the seed: data is nulled, the raw body stays with the request',
    code: inside(RESPONSE, 'const id = response.data.id;', 'response.data = null;', SLEEP, 'return id;'),
    output: inside('let { data } = await axios.get(url);', 'const id = data.id;', 'data = null;', SLEEP, 'return id;'),
    findings: [held(3)],
  },
  {
    name: 'an argument of an async callback stays with its call',
    code: inside('return axios.get(url).then(async (response) => {', '  const { id } = response.data;', '  await sleep(1000);', '  return id;', '});'),
    findings: [held(3, ARGUMENT)],
  },
  {
    name: '… whatever it is destructured into',
    code: inside('return axios.get(url).then(async ({ data: { id } }) => {', '  await sleep(1000);', '  return id;', '});'),
    findings: [held(3, ARGUMENT)],
  },
  {
    name: 'a list of responses',
    code: inside('const responses = await Promise.all([axios.get(url), axios.get(url)]);', 'const ids = responses.map(({ data }) => data.id);', SLEEP, 'return ids;'),
    findings: [held(3, 'is a list')],
  },
  {
    name: 'a pattern that stores a piece of a text',
    code: beside('let token;', TEXT, '[, token] = data.match(/token=(.+)/);'),
    findings: [storedView(5, 'take it by a name of its own')],
  },
  {
    name: 'a response that is stored anew',
    code: beside(CACHE, RESPONSE, 'cache.delete(url);', 'cache.set(url, response);'),
    findings: [storedResponse(6, READ_AS_RESPONSE)],
  },
  {
    name: 'a response that a timer deletes',
    code: beside(CACHE, RESPONSE, 'cache.set(url, response);', 'setTimeout(() => cache.delete(url), 60_000);'),
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'a cut that a pattern with a name finds',
    code: `${AXIOS}const TOKEN = new RegExp('token=(.+)');\nconst items = [];\nasync function run(url) {\n  ${TEXT}\n  items.push(TOKEN.exec(data)[1]);\n}\n`,
    output: `${AXIOS}const TOKEN = new RegExp('token=(.+)');\nconst items = [];\nasync function run(url) {\n  ${TEXT}\n  items.push(detached(TOKEN.exec(data)[1]));\n}\n${HELPER}`,
    findings: [storedView(6)],
  },
  {
    name: 'a pattern that stores a response',
    code: beside('const state = {};', '[state.user, state.rights] = await Promise.all([axios.get(url), axios.get(url)]);'),
    findings: [storedResponse(4, READ_AS_RESPONSE), storedResponse(4, READ_AS_RESPONSE)],
  },
  {
    name: 'an error behind a then',
    code: beside(ITEMS, 'return axios.get(url).then(({ data }) => data.id).catch((error) => items.push(error));'),
    findings: [storedError(4, READ_AS_ERROR)],
  },
  {
    name: 'a then for errors alone passes the response on',
    code: beside(CACHE, 'cache.set(url, await axios.get(url).then(undefined, () => retry()));'),
    findings: [storedResponse(4, READ_AS_RESPONSE)],
  },
  {
    name: 'a text of 13 characters and more',
    code: beside(CACHE, TEXT, 'cache.set(url, data.slice(0, 13));'),
    output: beside(CACHE, TEXT, 'cache.set(url, detached(data.slice(0, 13)));') + HELPER,
    findings: [storedView(5)],
  },
  {
    name: 'substring, substr and a negative slice',
    code: beside(ITEMS, TEXT, 'items.push(data.substring(0, 13));', 'items.push(data.substr(0, 13));', 'items.push(data.slice(-13));'),
    output: beside(ITEMS, TEXT, 'items.push(detached(data.substring(0, 13)));', 'items.push(detached(data.substr(0, 13)));', 'items.push(detached(data.slice(-13)));') + HELPER,
    findings: [storedView(5), storedView(6), storedView(7)],
  },
  {
    name: 'split and match',
    code: beside(ITEMS, TEXT, String.raw`items.push(data.split('\n')[0]);`, String.raw`items.push(data.match(/id: (\S+)/)[1]);`),
    output: beside(ITEMS, TEXT, String.raw`items.push(detached(data.split('\n')[0]));`, String.raw`items.push(detached(data.match(/id: (\S+)/)[1]));`) + HELPER,
    findings: [storedView(5), storedView(6)],
  },
  {
    name: 'matchAll',
    code: beside(ITEMS, TEXT, String.raw`for (const [, link] of data.matchAll(/href="(\S+)"/g)) items.push(link);`),
    output: beside(ITEMS, TEXT, String.raw`for (const [, link] of data.matchAll(/href="(\S+)"/g)) items.push(detached(link));`) + HELPER,
    findings: [storedView(5)],
  },
  {
    name: 'exec',
    code: beside(ITEMS, TEXT, String.raw`items.push(/id: (\S+)/.exec(data)[1]);`),
    output: beside(ITEMS, TEXT, String.raw`items.push(detached(/id: (\S+)/.exec(data)[1]));`) + HELPER,
    findings: [storedView(5)],
  },
  {
    name: 'trim, toLowerCase, replace of a cut',
    code: beside(ITEMS, TEXT, 'items.push(data.slice(0, 40).trim());', 'items.push(data.slice(0, 40).toLowerCase());', `items.push(data.slice(0, 40).replace('a', 'b'));`),
    output: beside(ITEMS, TEXT, 'items.push(detached(data.slice(0, 40).trim()));', 'items.push(detached(data.slice(0, 40).toLowerCase()));', `items.push(detached(data.slice(0, 40).replace('a', 'b')));`) + HELPER,
    findings: [storedView(5), storedView(6), storedView(7)],
  },
  {
    name: 'a template and String() of a cut',
    code: beside(ITEMS, TEXT, 'const cut = data.slice(0, 40);', 'items.push(`${cut}`);', 'items.push(String(cut));', 'items.push(`id ${cut}`);', `items.push('id ' + cut);`),
    output: beside(ITEMS, TEXT, 'const cut = data.slice(0, 40);', 'items.push(detached(`${cut}`));', 'items.push(detached(String(cut)));', 'items.push(detached(`id ${cut}`));', `items.push(detached('id ' + cut));`) + HELPER,
    findings: [storedView(6), storedView(7), storedView(8), storedView(9)],
  },
  {
    name: 'a cut as the key of a Map',
    code: beside(CACHE, TEXT, 'cache.set(data.slice(0, 40), 1);'),
    output: beside(CACHE, TEXT, 'cache.set(detached(data.slice(0, 40)), 1);') + HELPER,
    findings: [storedView(5)],
  },
  {
    name: 'a cut in a Set',
    code: beside('const seen = new Set();', TEXT, 'seen.add(data.slice(0, 40));'),
    output: beside('const seen = new Set();', TEXT, 'seen.add(detached(data.slice(0, 40)));') + HELPER,
    findings: [storedView(5)],
  },
  {
    name: 'subarray and slice of a Buffer',
    code: beside(ITEMS, BYTES, 'items.push(data.subarray(0, 12));', 'items.push(data.slice(0, 12));'),
    output: beside(ITEMS, BYTES, 'items.push(Buffer.from(data.subarray(0, 12)));', 'items.push(Buffer.from(data.slice(0, 12)));'),
    findings: [storedView(5), storedView(6)],
  },
  {
    name: 'a Buffer over the memory of the body',
    code: beside(ITEMS, BYTES, 'items.push(Buffer.from(data.buffer, 0, 12));'),
    output: beside(ITEMS, BYTES, 'items.push(Buffer.from(Buffer.from(data.buffer, 0, 12)));'),
    findings: [storedView(5)],
  },
  {
    name: 'a typed array over the memory of the body',
    code: beside(ITEMS, BYTES, 'items.push(new Uint8Array(data.buffer, 0, 12));', 'items.push(new DataView(data.buffer, 0, 12));'),
    findings: [storedView(5, MEMORY), storedView(6, MEMORY)],
  },
  {
    name: 'structuredClone copies the memory behind a view',
    code: beside(ITEMS, BYTES, 'items.push(structuredClone(data.subarray(0, 12)));'),
    findings: [storedView(5, MEMORY)],
  },
  {
    name: 'a Buffer grows in a list',
    code: beside(ITEMS, BYTES, 'items.push(data);'),
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'an error is stored',
    code: beside('const errors = [];', 'try {', '  await axios.get(url);', '} catch (error) {', '  errors.push(error);', '}'),
    findings: [storedError(7, READ_AS_ERROR)],
  },
  {
    name: '… without its response: the request has the raw body',
    code: beside('const errors = [];', 'try {', '  await axios.get(url);', '} catch (error) {', '  error.response = null;', '  errors.push(error);', '}'),
    findings: [storedError(8, READ_AS_ERROR)],
  },
  {
    name: 'an error in an object, a cause',
    code: beside('const errors = [];', 'await axios.get(url).catch((error) => errors.push({ url, error }));', `await axios.get(url).then(use, (error) => errors.push(new Error('x', { cause: error })));`),
    findings: [storedError(4, READ_AS_ERROR), storedError(5, READ_AS_ERROR)],
  },
];

/** The ways of a response to where it is stored. */
const followed: InvalidCase[] = [
  {
    name: 'a list that is joined with one more',
    code: beside('let all = [];', RESPONSE, 'all = all.concat(response.data);'),
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'the second parameter of then, and catch',
    code: beside('const errors = [];', 'await axios.get(url).then(use, (error) => errors.push(error));', 'await axios.get(url).catch((error) => { errors.push(error); });'),
    findings: [storedError(4, READ_AS_ERROR), storedError(5, READ_AS_ERROR)],
  },
  {
    name: 'an alias of the response',
    code: beside(CACHE, RESPONSE, 'const same = response;', 'cache.set(url, same);'),
    findings: [storedResponse(6, READ_AS_RESPONSE)],
  },
  {
    name: 'a parameter of then',
    code: beside(CACHE, 'return axios.get(url).then((response) => cache.set(url, response));'),
    findings: [storedResponse(4, READ_AS_RESPONSE)],
  },
  {
    name: 'a named callback of then',
    code: beside(`const cache = new Map();\nfunction keep(response) {\n  cache.set(1, response);\n}`, 'return axios.get(url).then(keep);'),
    findings: [storedResponse(4, READ_AS_RESPONSE)],
  },
  {
    name: 'a helper that returns the response',
    code: beside(`const cache = new Map();\nconst load = (path) => axios.get(path);`, 'cache.set(url, await load(url));'),
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'an async helper, a method of an object',
    code: beside(`const cache = new Map();\nconst api = {\n  async load(path) {\n    const response = await axios.get(path);\n    return response;\n  },\n};`, 'cache.set(url, await api.load(url));'),
    findings: [storedResponse(10, READ_AS_RESPONSE)],
  },
  {
    name: 'a method of a class, an instance as a field',
    code: `${AXIOS}class Api {\n  constructor() {\n    this.client = axios.create({ baseURL: '/' });\n    this.cache = new Map();\n  }\n  load(id) {\n    return this.client.get(id);\n  }\n  async run(id) {\n    this.cache.set(id, await this.load(id));\n  }\n}\nmodule.exports = new Api();\n`,
    findings: [storedResponse(11, READ_AS_RESPONSE)],
  },
  {
    name: 'a function that retries what it is given',
    code: beside(CACHE, 'cache.set(url, await retry(() => axios.get(url)));'),
    findings: [storedResponse(4, READ_AS_RESPONSE)],
  },
  {
    name: 'Promise.all, destructured',
    code: beside(CACHE, 'const [first] = await Promise.all([axios.get(url), sleep(10)]);', 'cache.set(url, first.data);'),
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'Promise.all, mapped and looped',
    code: beside(CACHE, 'const responses = await Promise.all(urls.map((each) => axios.get(each)));', 'for (const response of responses) cache.set(response.config.url, response);'),
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'Promise.all, forEach',
    code: beside(CACHE, 'const responses = await Promise.all(urls.map((each) => axios.get(each)));', 'responses.forEach((response, index) => cache.set(index, response.data));'),
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'Promise.allSettled',
    code: beside(CACHE, 'const results = await Promise.allSettled([axios.get(url)]);', 'for (const { value } of results) cache.set(url, value);'),
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'for await',
    code: beside(CACHE, 'for await (const { data } of urls.map((each) => axios.get(each))) cache.set(data.id, data);'),
    findings: [storedData(4, NO_BOUND)],
  },
  {
    name: 'a conditional and a default',
    code: beside(CACHE, 'const response = url ? await axios.get(url) : fallback;', 'cache.set(url, response || fallback);'),
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'a re-assignment',
    code: beside(CACHE, 'let response;', 'response = await axios.get(url);', 'cache.set(url, response);'),
    findings: [storedResponse(6, READ_AS_RESPONSE)],
  },
  {
    name: 'a destructured default',
    code: beside(CACHE, 'const { data = [] } = await axios.get(url);', 'cache.set(url, data);'),
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'the rest of a response has its request',
    code: beside(CACHE, 'const { data, ...rest } = await axios.get(url);', 'cache.set(url, rest);'),
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'an element of a collection',
    code: beside('const index = new Map();', RESPONSE, 'index.get(url).push(response.data);'),
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'a list that is made anew with one more',
    code: beside('let all = [];', RESPONSE, 'all = [...all, response.data];'),
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'a key of an object',
    code: beside('const byUrl = {};', RESPONSE, 'byUrl[url] = response.data;'),
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'Promise.all: each element is the one of its place',
    code: beside(CACHE, `const [page, file] = await Promise.all([axios.get(url), axios.get(url, { responseType: 'stream' })]);`, 'cache.set(1, page);', 'cache.set(2, file);'),
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'key and value of two responses: one finding for each place',
    code: beside(CACHE, 'const [first, second] = await Promise.all([axios.get(url), axios.get(url)]);', 'cache.set(first.data.id, second.data);'),
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'the pieces of a text are spread into a list',
    code: beside(ITEMS, TEXT, 'items.push(...data.match(/\\w+/g));'),
    findings: [storedView(5, 'a list of pieces is stored')],
  },
  {
    name: 'all of a text, whatever is done to it',
    code: beside(CACHE, TEXT, 'cache.set(url, data.trim());', 'cache.set(url, data.toLowerCase());', `cache.set(url, data.replace('a', 'b'));`, 'cache.set(url, `${data}`);'),
    findings: [storedData(5, NO_BOUND), storedData(6, NO_BOUND), storedData(7, NO_BOUND), storedData(8, NO_BOUND)],
  },
];

/** Places that outlive a call. */
const longLived: InvalidCase[] = [
  {
    name: 'a field of an exported singleton',
    code: `${AXIOS}class Store {\n  async load(id) {\n    this.last = await axios.get(id);\n  }\n}\nmodule.exports = new Store();\n`,
    findings: [storedResponse(4, READ_AS_RESPONSE)],
  },
  {
    name: 'a static instance',
    code: `${AXIOS}class Store {\n  static instance = new Store();\n  pages = [];\n  async load(id) {\n    this.pages.push((await axios.get(id)).data);\n  }\n}\n`,
    findings: [storedData(6, NO_BOUND)],
  },
  {
    name: 'an instance that is made once, when first asked for',
    code: `${AXIOS}let store;\nclass Store {\n  constructor() { this.pages = []; }\n  async load(id) { this.pages.push((await axios.get(id)).data); }\n}\nfunction getStore() {\n  store ??= new Store();\n  return store;\n}\n`,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'a provider of an injector',
    code: `import { Injectable } from '@nestjs/common';\nimport axios from 'axios';\n@Injectable()\nexport class UsersService {\n  private readonly users = new Map<string, unknown>();\n  async load(id: string) {\n    const { data } = await axios.get<unknown>(id);\n    this.users.set(id, data);\n  }\n}\n`,
    findings: [storedData(8, NO_BOUND)],
    ...ts,
  },
  {
    name: 'a private field of a singleton',
    code: `import axios from 'axios';\nclass Store {\n  #pages = new Map();\n  async load(id) {\n    this.#pages.set(id, (await axios.get(id)).data);\n  }\n}\nexport default new Store();\n`,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'an object literal of the module',
    code: `${AXIOS}const store = {\n  pages: [],\n  async load(id) {\n    this.pages.push((await axios.get(id)).data);\n  },\n};\n`,
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'a global',
    code: inside('globalThis.last = await axios.get(url);'),
    findings: [storedResponse(3, READ_AS_RESPONSE)],
  },
  {
    name: 'an alias of a module-level collection',
    code: beside(CACHE, 'const own = cache;', 'own.set(url, (await axios.get(url)).data);'),
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'a collection behind a getter',
    code: beside(`const cache = new Map();\nfunction getCache() {\n  return cache;\n}`, 'getCache().set(url, (await axios.get(url)).data);'),
    findings: [storedData(7, NO_BOUND)],
  },
  {
    name: 'a class by its own name',
    code: `${AXIOS}class Store {\n  static pages = new Map();\n  static async load(id) {\n    Store.pages.set(id, await axios.get(id));\n  }\n}\n`,
    findings: [storedResponse(5, READ_AS_RESPONSE)],
  },
  {
    name: 'an instance that the class keeps of itself when first asked for',
    code: `${AXIOS}class Store {\n  static instance;\n  pages = new Map();\n  static getInstance() {\n    if (!Store.instance) Store.instance = new Store();\n    return Store.instance;\n  }\n  async load(id) {\n    this.pages.set(id, await axios.get(id));\n  }\n}\n`,
    findings: [storedResponse(10, READ_AS_RESPONSE)],
  },
  {
    name: 'this under another name',
    code: `${AXIOS}class Store {\n  pages = [];\n  load(id) {\n    const self = this;\n    return axios.get(id).then(function (response) {\n      self.pages.push(response.data);\n    });\n  }\n}\nmodule.exports = new Store();\n`,
    findings: [storedData(7, NO_BOUND)],
  },
];

/** Places that only look as if they let go. */
const unbounded: InvalidCase[] = [
  {
    name: 'a cached promise of a response that nobody takes out',
    code: beside('const cache = {};', 'cache[url] ??= axios.get(url);', 'return cache[url];'),
    findings: [storedResponse(4, AWAITED_AS_RESPONSE)],
  },
  {
    name: 'a promise that is asked for once',
    code: `${AXIOS}let pending;\nfunction load() {\n  if (!pending) pending = axios.get('/config');\n  return pending;\n}\n`,
    findings: [storedResponse(4, AWAITED_AS_RESPONSE)],
  },
  {
    name: 'a look whether there is anything',
    code: beside(`const items = [];\nconst hasAny = () => items.length > 0;`, 'items.push((await axios.get(url)).data);'),
    findings: [storedData(5, NO_BOUND)],
  },
  {
    name: 'a loop over what is there',
    code: beside(`const items = [];\nfunction show() {\n  for (let i = 0; i < items.length; i++) use(items[i].id);\n}`, 'items.push((await axios.get(url)).data);'),
    findings: [storedData(7, NO_BOUND)],
  },
  {
    name: 'a function that the module alone calls, in a loop',
    code: `${AXIOS}const items = [];\nasync function main() {\n  for (const url of ['a', 'b']) items.push((await axios.get(url)).data);\n}\nmain();\n`,
    findings: [storedData(4, NO_BOUND)],
  },
];

/** Closures that something keeps. */
const closures: InvalidCase[] = [
  {
    name: 'a field of the response on a timer',
    code: inside(RESPONSE, 'setInterval(() => use(response.status), 1000);'),
    output: inside('const { status } = await axios.get(url);', 'setInterval(() => use(status), 1000);'),
    findings: [captured(4)],
  },
  {
    name: 'a timeout of an hour',
    code: inside(RESPONSE, 'setTimeout(() => use(response.data), 3_600_000);'),
    output: inside(DATA, 'setTimeout(() => use(data), 3_600_000);'),
    findings: [captured(4)],
  },
  {
    name: 'a named function on a timer',
    code: inside(RESPONSE, 'function tick() {', '  use(response.data);', '}', 'setInterval(tick, 1000);'),
    output: inside(DATA, 'function tick() {', '  use(data);', '}', 'setInterval(tick, 1000);'),
    findings: [captured(7)],
  },
  {
    name: 'a function in a long-lived list',
    code: beside('const listeners = [];', RESPONSE, 'listeners.push(() => response.data);'),
    output: beside('const listeners = [];', DATA, 'listeners.push(() => data);'),
    findings: [captured(5)],
  },
  {
    name: 'a function in a long-lived place',
    code: beside('let onChange;', RESPONSE, 'onChange = () => response.data;'),
    output: beside('let onChange;', DATA, 'onChange = () => data;'),
    findings: [captured(5)],
  },
  {
    name: 'an object with functions in a long-lived place',
    code: beside('const jobs = new Map();', RESPONSE, 'jobs.set(url, { stop: () => use(response.status) });'),
    output: beside('const jobs = new Map();', 'const { status } = await axios.get(url);', 'jobs.set(url, { stop: () => use(status) });'),
    findings: [captured(5)],
  },
  {
    name: 'process events',
    code: inside(RESPONSE, `process.on('exit', () => use(response.data));`),
    output: inside(DATA, `process.on('exit', () => use(data));`),
    findings: [captured(4)],
  },
  {
    name: 'a parameter of then',
    code: inside('return axios.get(url).then((response) => {', '  setInterval(() => use(response.data), 1000);', '});'),
    output: inside('return axios.get(url).then(({ data }) => {', '  setInterval(() => use(data), 1000);', '});'),
    findings: [captured(4)],
  },
  {
    name: 'captured and held across an await: one finding',
    code: inside(RESPONSE, 'setInterval(() => use(response.data), 1000);', SLEEP),
    output: inside(DATA, 'setInterval(() => use(data), 1000);', SLEEP),
    findings: [captured(4)],
  },
  {
    name: 'a clone does not help it',
    code: inside(RESPONSE, 'setInterval(() => use(response.data), 1000);'),
    findings: [captured(4, 'a clone does not help')],
    ...clone,
  },
  {
    name: 'the parameter of an arrow without parentheses',
    code: inside('return axios.get(url).then(response => {', '  setInterval(() => use(response.data), 1000);', '});'),
    output: inside('return axios.get(url).then(({ data }) => {', '  setInterval(() => use(data), 1000);', '});'),
    findings: [captured(4)],
  },
  {
    name: 'an event of a parameter that is not its last',
    code: `${AXIOS}async function run(url, socket) {\n  const response = await axios.get(url);\n  socket.on('message', () => use(response.status));\n}\n`,
    output: `${AXIOS}async function run(url, socket) {\n  const { status } = await axios.get(url);\n  socket.on('message', () => use(status));\n}\n`,
    findings: [captured(4)],
  },
];

/** Awaits that a response lives through. */
const awaits: InvalidCase[] = [
  {
    name: 'an await in a loop below',
    code: inside(RESPONSE, 'for (const item of response.data) await save(item);'),
    output: inside(DATA, 'for (const item of data) await save(item);'),
    findings: [held(3)],
  },
  {
    name: 'an await in a while, a do and a for loop',
    code: inside(RESPONSE, 'let page = response.data;', 'while (page) page = await next(page);'),
    output: inside(DATA, 'let page = data;', 'while (page) page = await next(page);'),
    findings: [held(3)],
  },
  {
    name: 'for await',
    code: inside(RESPONSE, 'const { id } = response.data;', 'for await (const row of rows(id)) use(row);'),
    output: inside(DATA, 'const { id } = data;', 'for await (const row of rows(id)) use(row);'),
    findings: [held(3)],
  },
  {
    name: 'a queue that runs what it is given',
    code: inside(RESPONSE, 'const id = response.data.id;', 'await limiter.schedule(() => save(id));'),
    output: inside(DATA, 'const id = data.id;', 'await limiter.schedule(() => save(id));'),
    findings: [held(3)],
  },
  {
    name: 'a promise of a timer',
    code: inside(RESPONSE, 'const id = response.data.id;', 'await new Promise((resolve) => setTimeout(resolve, 1000));', 'return id;'),
    output: inside(DATA, 'const id = data.id;', 'await new Promise((resolve) => setTimeout(resolve, 1000));', 'return id;'),
    findings: [held(3)],
  },
  {
    name: 'a promise of an event',
    code: inside(RESPONSE, 'const id = response.data.id;', `await new Promise((resolve) => stream.on('end', resolve));`, 'return id;'),
    output: inside(DATA, 'const id = data.id;', `await new Promise((resolve) => stream.on('end', resolve));`, 'return id;'),
    findings: [held(3)],
  },
  {
    name: 'a stream',
    code: inside(RESPONSE, 'const id = response.data.id;', 'await pipeline(input, output);', 'return id;'),
    output: inside(DATA, 'const id = data.id;', 'await pipeline(input, output);', 'return id;'),
    findings: [held(3)],
  },
  {
    name: 'the seed: a loop whose inner loop sends further requests',
    code: `${AXIOS}async function sync(owners) {\n  for (const owner of owners) {\n    const response = await axios.get(owner);\n    const files = response.data.files;\n    for (const file of files) {\n      const record = await axios.get(file);\n      save(record.data);\n    }\n  }\n}\n`,
    output: `${AXIOS}async function sync(owners) {\n  for (const owner of owners) {\n    const { data } = await axios.get(owner);\n    const files = data.files;\n    for (const file of files) {\n      const record = await axios.get(file);\n      save(record.data);\n    }\n  }\n}\n`,
    findings: [held(4)],
  },
  {
    name: '… and under `any` the inner one too, for its next round',
    code: `${AXIOS}async function sync(owners) {\n  for (const owner of owners) {\n    const response = await axios.get(owner);\n    const files = response.data.files;\n    for (const file of files) {\n      const record = await axios.get(file);\n      save(record.data);\n    }\n  }\n}\n`,
    output: `${AXIOS}async function sync(owners) {\n  for (const owner of owners) {\n    const { data } = await axios.get(owner);\n    const files = data.files;\n    for (const file of files) {\n      const { data: recordData } = await axios.get(file);\n      save(recordData);\n    }\n  }\n}\n`,
    findings: [held(4), held(7)],
    ...any,
  },
  {
    name: '… but any',
    code: inside(RESPONSE, 'await save(response.data.id);', 'return response.data.id;'),
    output: inside(DATA, 'await save(data.id);', 'return data.id;'),
    findings: [held(3)],
    ...any,
  },
  {
    name: 'a finally runs with what the try has bound',
    code: inside('try {', '  const response = await axios.get(url);', '  use(response.data);', '} finally {', '  await sleep(1000);', '}'),
    output: inside('try {', '  const { data } = await axios.get(url);', '  use(data);', '} finally {', '  await sleep(1000);', '}'),
    findings: [held(4)],
  },
  {
    name: 'a poller sleeps with its last response',
    code: inside('while (true) {', '  const response = await axios.get(url);', '  use(response.data);', '  await sleep(1000);', '}'),
    output: inside('while (true) {', '  const { data } = await axios.get(url);', '  use(data);', '  await sleep(1000);', '}'),
    findings: [held(4)],
  },
  {
    name: '… before it only: it stays, and cannot be taken apart',
    code: inside(RESPONSE, 'handle(response);', SLEEP, 'return response.data;'),
    findings: [held(3, '`response` is used as a whole on line 4')],
  },
  {
    name: 'nothing of it is needed: only the call stays',
    code: inside('const response = await axios.post(url, {});', SLEEP),
    output: inside('await axios.post(url, {});', SLEEP),
    findings: [held(3)],
  },
  {
    name: 'a queue that is given a function',
    code: inside(RESPONSE, 'const id = response.data.id;', 'await this.queue.add(() => save(id));'),
    output: inside(DATA, 'const id = data.id;', 'await this.queue.add(() => save(id));'),
    findings: [held(3)],
  },
  {
    name: 'a sleep at the head of the next round',
    code: inside('for (const page of [1, 2]) {', '  await sleep(1000);', '  const response = await axios.get(url + page);', '  use(response.data);', '}'),
    output: inside('for (const page of [1, 2]) {', '  await sleep(1000);', '  const { data } = await axios.get(url + page);', '  use(data);', '}'),
    findings: [held(5)],
  },
  {
    name: 'a loop over a list of responses holds the list',
    code: inside('for (const response of await Promise.all([axios.get(url), axios.get(url)])) {', '  await save(response.data.id);', '}'),
    findings: [held(3, 'the loop holds the list that it runs over')],
    ...any,
  },
];

/** The mend: what is needed is bound instead of the response. */
const destructured: InvalidCase[] = [
  {
    name: 'an alias stays where its going would bring another pattern behind its response',
    code: inside('const first = await axios.get(url);', 'const second = await axios.get(url);', 'const foo = first.data;', 'const { data } = second;', SLEEP, 'return [foo, data];'),
    output: inside('const { data: firstData } = await axios.get(url);', 'const second = await axios.get(url);', 'const foo = firstData;', 'const { data } = second;', SLEEP, 'return [foo, data];'),
    findings: [held(3), held(4, 'is taken apart on line 6')],
  },
  {
    name: 'several members',
    code: inside(RESPONSE, 'if (response.status !== 200) throw new Error(response.statusText);', 'const etag = response.headers.etag;', SLEEP, 'return { etag, config: response.config, data: response.data };'),
    output: inside('const { status, statusText, headers, config, data } = await axios.get(url);', 'if (status !== 200) throw new Error(statusText);', 'const etag = headers.etag;', SLEEP, 'return { etag, config, data };'),
    findings: [held(3)],
  },
  {
    name: 'an alias gives its name',
    code: inside(RESPONSE, 'const items = response.data;', SLEEP, 'return items;'),
    output: inside('const { data: items } = await axios.get(url);', SLEEP, 'return items;'),
    findings: [held(3)],
  },
  {
    name: 'an alias with a comment stays a statement',
    code: inside(RESPONSE, 'const items = response.data; // the newest first', SLEEP, 'return items;'),
    output: inside(DATA, 'const items = data; // the newest first', SLEEP, 'return items;'),
    findings: [held(3)],
  },
  {
    name: 'an alias of a let stays a statement',
    code: inside(RESPONSE, 'let items = response.data;', 'items = items.slice(1);', SLEEP, 'return items;'),
    output: inside(DATA, 'let items = data;', 'items = items.slice(1);', SLEEP, 'return items;'),
    findings: [held(3)],
  },
  {
    name: 'two aliases of one member',
    code: inside(RESPONSE, 'const items = response.data;', 'const raw = response.data;', SLEEP, 'return [items, raw];'),
    output: inside('const { data: items } = await axios.get(url);', 'const raw = items;', SLEEP, 'return [items, raw];'),
    findings: [held(3)],
  },
  {
    name: 'a pattern in the next statement is joined',
    code: inside(RESPONSE, 'const { data: items, status } = response;', SLEEP, 'return [items, status];'),
    output: inside('const { data: items, status } = await axios.get(url);', SLEEP, 'return [items, status];'),
    findings: [held(3)],
  },
  {
    name: 'a pattern with a default is joined',
    code: inside(RESPONSE, 'const { data = [] } = response;', SLEEP, 'return data;'),
    output: inside('const { data = [] } = await axios.get(url);', SLEEP, 'return data;'),
    findings: [held(3)],
  },
  {
    name: 'a member that is written',
    code: inside(RESPONSE, 'response.data = response.data.items;', SLEEP, 'return response.data;'),
    output: inside('let { data } = await axios.get(url);', 'data = data.items;', SLEEP, 'return data;'),
    findings: [held(3)],
  },
  {
    name: 'shorthand where the key is the name',
    code: inside(RESPONSE, 'use({ data: response.data, code: response.status, "status": response.status });', SLEEP),
    output: inside('const { data, status } = await axios.get(url);', 'use({ data, code: status, "status": status });', SLEEP),
    findings: [held(3)],
  },
  {
    name: 'bracket access',
    code: inside(RESPONSE, `use(response['data'], response[\`status\`]);`, SLEEP),
    output: inside('const { data, status } = await axios.get(url);', 'use(data, status);', SLEEP),
    findings: [held(3)],
  },
  {
    name: 'optional chains of what is sure to be there',
    code: inside(RESPONSE, 'use(response?.data?.items?.[0], response?.data.id);', SLEEP),
    output: inside(DATA, 'use(data?.items?.[0], data.id);', SLEEP),
    findings: [held(3)],
  },
  {
    name: 'guards of what is sure to be there',
    code: inside(RESPONSE, 'if (response && response.data) use(response.data);', 'if (!response || !response.data) return;', 'const items = response && response.data && response.data.items;', SLEEP, 'return items;'),
    output: inside(DATA, 'if (data) use(data);', 'if (!data) return;', 'const items = data && data.items;', SLEEP, 'return items;'),
    findings: [held(3)],
  },
  {
    name: 'a declaration of several',
    code: inside('const response = await axios.get(url), started = Date.now();', SLEEP, 'return response.data[started];'),
    output: inside('const { data } = await axios.get(url), started = Date.now();', SLEEP, 'return data[started];'),
    findings: [held(3)],
  },
  {
    name: 'an element of Promise.all',
    code: inside('const [users, groups] = await Promise.all([axios.get(url), axios.get(url)]);', SLEEP, 'return [users.data, groups.data];'),
    output: inside('const [{ data }, { data: groupsData }] = await Promise.all([axios.get(url), axios.get(url)]);', SLEEP, 'return [data, groupsData];'),
    findings: [held(3), held(3)],
  },
  {
    name: 'a var, and a read in a closure',
    code: inside('var response = await axios.get(url);', SLEEP, 'return list.map(() => response.data);'),
    output: inside('var { data } = await axios.get(url);', SLEEP, 'return list.map(() => data);'),
    findings: [held(3)],
  },
  {
    name: 'a response of a helper',
    code: `${AXIOS}const load = (path) => axios.get(path);\nasync function run(url) {\n  const response = await load(url);\n  const id = response.data.id;\n  await sleep(1000);\n  return id;\n}\n`,
    output: `${AXIOS}const load = (path) => axios.get(path);\nasync function run(url) {\n  const { data } = await load(url);\n  const id = data.id;\n  await sleep(1000);\n  return id;\n}\n`,
    findings: [held(4)],
  },
  {
    name: 'parentheses',
    code: inside('const response = (await axios.get(url));', 'use((response).data);', SLEEP),
    output: inside('const { data } = (await axios.get(url));', 'use(data);', SLEEP),
    findings: [held(3)],
  },
  {
    name: 'a config that spreads itself',
    code: inside('let config = { url };', 'config = { ...config, timeout: 1 };', 'const response = await axios(config);', SLEEP, 'return response.data;'),
    output: inside('let config = { url };', 'config = { ...config, timeout: 1 };', 'const { data } = await axios(config);', SLEEP, 'return data;'),
    findings: [held(5)],
  },
  {
    name: 'an alias of a member that is written later is another value',
    code: inside(RESPONSE, 'const data = response.data;', 'response.data = null;', SLEEP, 'return data;'),
    output: inside('let { data: responseData } = await axios.get(url);', 'const data = responseData;', 'responseData = null;', SLEEP, 'return data;'),
    findings: [held(3)],
  },
  {
    name: 'an alias whose name means something else further in stays a statement',
    code: inside(RESPONSE, 'const body = response.data;', SLEEP, 'return list.map((body) => [body, response.data]);'),
    output: inside(DATA, 'const body = data;', SLEEP, 'return list.map((body) => [body, data]);'),
    findings: [held(3)],
  },
  {
    name: 'a member of an element of a list is written',
    code: inside('const [a, b] = await Promise.all([axios.get(url), axios.get(url)]);', 'a.data = null;', SLEEP, 'return [a.data, b.data];'),
    output: inside('let [{ data }, { data: bData }] = await Promise.all([axios.get(url), axios.get(url)]);', 'data = null;', SLEEP, 'return [data, bData];'),
    findings: [held(3), held(3)],
  },
  {
    name: 'an element that nobody reads leaves a hole',
    code: inside('const [a, b] = await Promise.all([axios.get(url), axios.get(url)]);', SLEEP, 'return b.data;'),
    output: inside('const [, { data }] = await Promise.all([axios.get(url), axios.get(url)]);', SLEEP, 'return data;'),
    findings: [held(3), held(3)],
  },
];

/** Names that collide with nothing. */
const names: InvalidCase[] = [
  {
    name: 'a parameter of that name',
    code: `${AXIOS}async function run(url, data) {\n  const response = await axios.get(url, data);\n  await sleep(1000);\n  return response.data;\n}\n`,
    output: `${AXIOS}async function run(url, data) {\n  const { data: responseData } = await axios.get(url, data);\n  await sleep(1000);\n  return responseData;\n}\n`,
    findings: [held(3)],
  },
  {
    name: 'an outer variable of that name',
    code: beside('const status = 1;', RESPONSE, SLEEP, 'return response.status + status;'),
    output: beside('const status = 1;', 'const { status: responseStatus } = await axios.get(url);', SLEEP, 'return responseStatus + status;'),
    findings: [held(4)],
  },
  {
    name: 'an outer variable that is not used here, still a second meaning',
    code: beside('const data = 1;', RESPONSE, SLEEP, 'return response.data;'),
    output: beside('const data = 1;', 'const { data: responseData } = await axios.get(url);', SLEEP, 'return responseData;'),
    findings: [held(4)],
  },
  {
    name: 'an inner variable hides it',
    code: inside(RESPONSE, SLEEP, 'return list.map((data) => [data, response.data]);'),
    output: inside('const { data: responseData } = await axios.get(url);', SLEEP, 'return list.map((data) => [data, responseData]);'),
    findings: [held(3)],
  },
  {
    name: 'a global is read below',
    code: inside(RESPONSE, SLEEP, 'return [response.data, data];'),
    output: inside('const { data: responseData } = await axios.get(url);', SLEEP, 'return [responseData, data];'),
    findings: [held(3)],
  },
  {
    name: 'an import of that name',
    code: `import axios from 'axios';\nimport { data } from './data.js';\nexport async function run(url) {\n  const response = await axios.get(url);\n  await sleep(1000);\n  return [data, response.data];\n}\n`,
    output: `import axios from 'axios';\nimport { data } from './data.js';\nexport async function run(url) {\n  const { data: responseData } = await axios.get(url);\n  await sleep(1000);\n  return [data, responseData];\n}\n`,
    findings: [held(4)],
  },
  {
    name: 'two responses in one scope',
    code: inside('const user = await axios.get(url);', 'const group = await axios.get(user.data.group);', SLEEP, 'return [user.data, group.data];'),
    output: inside(DATA, 'const { data: groupData } = await axios.get(data.group);', SLEEP, 'return [data, groupData];'),
    findings: [held(3), held(4)],
  },
  {
    name: '`Response`, `Resp`, `Res` at the end of a name are left out',
    code: inside('const userResponse = await axios.get(url);', 'const groupRes = await axios.get(userResponse.data.group);', 'const roleResp = await axios.get(userResponse.data.role);', SLEEP, 'return [userResponse.data, groupRes.data, roleResp.data];'),
    output: inside(DATA, 'const { data: groupData } = await axios.get(data.group);', 'const { data: roleData } = await axios.get(data.role);', SLEEP, 'return [data, groupData, roleData];'),
    findings: [held(3), held(4), held(5)],
  },
  {
    name: 'the second choice is taken as well',
    code: `${AXIOS}async function run(url, data, responseData) {\n  const response = await axios.get(url, data, responseData);\n  await sleep(1000);\n  return response.data;\n}\n`,
    output: `${AXIOS}async function run(url, data, responseData) {\n  const { data: responseData2 } = await axios.get(url, data, responseData);\n  await sleep(1000);\n  return responseData2;\n}\n`,
    findings: [held(3)],
  },
  {
    name: 'loops three levels deep',
    code: `${AXIOS}async function run(urls) {\n  for (const url of urls) {\n    const user = await axios.get(url);\n    for (const group of user.data.groups) {\n      const members = await axios.get(group);\n      for (const member of members.data) {\n        const response = await axios.get(member);\n        await save(response.data, user.data.id);\n      }\n    }\n  }\n}\n`,
    output: `${AXIOS}async function run(urls) {\n  for (const url of urls) {\n    const { data } = await axios.get(url);\n    for (const group of data.groups) {\n      const { data: membersData } = await axios.get(group);\n      for (const member of membersData) {\n        const { data: responseData } = await axios.get(member);\n        await save(responseData, data.id);\n      }\n    }\n  }\n}\n`,
    findings: [held(4), held(6), held(8)],
    ...any,
  },
  {
    name: 'scopes beside each other share a name',
    code: inside('if (url) {', '  const response = await axios.get(url);', '  await sleep(response.data);', '} else {', '  const response = await axios.get(url);', '  await sleep(response.data);', '}'),
    output: inside('if (url) {', '  const { data } = await axios.get(url);', '  await sleep(data);', '} else {', '  const { data } = await axios.get(url);', '  await sleep(data);', '}'),
    findings: [held(4), held(7)],
  },
  {
    name: 'a holder that is named for the data keeps its name',
    code: `${AXIOS}async function run(url, data) {\n  const supplyData = await axios.post(url, data);\n  await sleep(1000);\n  return supplyData.data;\n}\n`,
    output: `${AXIOS}async function run(url, data) {\n  const { data: supplyData } = await axios.post(url, data);\n  await sleep(1000);\n  return supplyData;\n}\n`,
    findings: [held(3)],
  },
  {
    name: 'a block of its own above: one by one as all at once',
    code: inside('{', '  const user = await axios.get(url);', '  await sleep(user.data);', '}', 'const group = await axios.get(url);', 'await sleep(group.data);'),
    output: inside('{', '  const { data } = await axios.get(url);', '  await sleep(data);', '}', DATA, 'await sleep(data);'),
    findings: [held(4), held(7)],
  },
  {
    name: 'a response beside a list of them',
    code: inside('const [user, group] = await Promise.all([axios.get(url), axios.get(url)]);', 'const role = await axios.get(url);', SLEEP, 'return [user.data, group.data, role.data];'),
    output: inside('const [{ data }, { data: groupData }] = await Promise.all([axios.get(url), axios.get(url)]);', 'const { data: roleData } = await axios.get(url);', SLEEP, 'return [data, groupData, roleData];'),
    findings: [held(3), held(3), held(4)],
  },
  {
    name: 'a global that a config names is no second meaning',
    code: `/* global data */\n${inside(RESPONSE, SLEEP, 'return response.data;')}`,
    output: `/* global data */\n${inside(DATA, SLEEP, 'return data;')}`,
    findings: [held(4)],
  },
  {
    name: '… unless it is read below',
    code: `/* global data */\n${inside(RESPONSE, SLEEP, 'return [data, response.data];')}`,
    output: `/* global data */\n${inside('const { data: responseData } = await axios.get(url);', SLEEP, 'return [data, responseData];')}`,
    findings: [held(4)],
  },
  {
    name: 'a closure above keeps a response that is declared below: names are given in the order of the findings',
    code: inside('setInterval(tick, 1000, () => 1);', 'if (url) {', '  const second = await axios.get(url);', '  await sleep(second.data);', '}', RESPONSE, 'const body = () => response.data;', 'return body;'),
    output: inside('setInterval(tick, 1000, () => 1);', 'if (url) {', '  const { data: secondData } = await axios.get(url);', '  await sleep(secondData);', '}', DATA, 'const body = () => data;', 'return body;'),
    findings: [captured(3), held(5)],
  },
  {
    name: 'two responses in one closure',
    code: inside('const a = await axios.get(url), b = await axios.get(url);', 'setInterval(() => use(a.data, b.data), 1000);'),
    output: inside('const { data } = await axios.get(url), { data: bData } = await axios.get(url);', 'setInterval(() => use(data, bData), 1000);'),
    findings: [captured(4), captured(4)],
  },
];

const typescript: InvalidCase[] = [
  {
    name: 'an annotation',
    code: `import axios, { type AxiosResponse } from 'axios';\nexport async function run(url: string): Promise<number> {\n  const response: AxiosResponse<{ id: number }> = await axios.get(url);\n  await sleep(1000);\n  return response.data.id;\n}\n`,
    output: `import axios, { type AxiosResponse } from 'axios';\nexport async function run(url: string): Promise<number> {\n  const { data }: AxiosResponse<{ id: number }> = await axios.get(url);\n  await sleep(1000);\n  return data.id;\n}\n`,
    findings: [held(3)],
    ...ts,
  },
  {
    name: 'an `as` cast',
    code: `import axios, { type AxiosResponse } from 'axios';\nexport async function run(url: string) {\n  const response = (await axios.get(url)) as AxiosResponse<Foo>;\n  const foo = response.data as Foo;\n  await sleep(1000);\n  return foo;\n}\n`,
    output: `import axios, { type AxiosResponse } from 'axios';\nexport async function run(url: string) {\n  const { data } = (await axios.get(url)) as AxiosResponse<Foo>;\n  const foo = data as Foo;\n  await sleep(1000);\n  return foo;\n}\n`,
    findings: [held(3)],
    ...ts,
  },
  {
    name: 'a generic, a non-null assertion',
    code: `import axios from 'axios';\nexport async function run(url: string) {\n  const response = await axios.get<Foo | null>(url);\n  const id = response.data!.id;\n  await sleep(1000);\n  return id;\n}\n`,
    output: `import axios from 'axios';\nexport async function run(url: string) {\n  const { data } = await axios.get<Foo | null>(url);\n  const id = data!.id;\n  await sleep(1000);\n  return id;\n}\n`,
    findings: [held(3)],
    ...ts,
  },
  {
    name: 'an alias with an annotation stays a statement',
    code: `import axios from 'axios';\nexport async function run(url: string) {\n  const response = await axios.get(url);\n  const foo: Foo = response.data;\n  await sleep(1000);\n  return foo;\n}\n`,
    output: `import axios from 'axios';\nexport async function run(url: string) {\n  const { data } = await axios.get(url);\n  const foo: Foo = data;\n  await sleep(1000);\n  return foo;\n}\n`,
    findings: [held(3)],
    ...ts,
  },
  {
    name: 'a pattern with an annotation is not joined',
    code: `import axios from 'axios';\nexport async function run(url: string) {\n  const response = await axios.get(url);\n  const { data }: { data: Foo } = response;\n  await sleep(1000);\n  return data;\n}\n`,
    findings: [held(3, 'is taken apart on line 4')],
    ...ts,
  },
  {
    name: 'an instance that is injected by its type',
    code: `import type { AxiosInstance } from 'axios';\nexport class Api {\n  constructor(private readonly client: AxiosInstance) {}\n  async run(url: string) {\n    const response = await this.client.get<Foo>(url);\n    await sleep(1000);\n    return response.data;\n  }\n}\n`,
    output: `import type { AxiosInstance } from 'axios';\nexport class Api {\n  constructor(private readonly client: AxiosInstance) {}\n  async run(url: string) {\n    const { data } = await this.client.get<Foo>(url);\n    await sleep(1000);\n    return data;\n  }\n}\n`,
    findings: [held(5)],
    ...ts,
  },
  {
    name: 'a cast of the response is a use of the whole',
    code: `import axios from 'axios';\nexport async function run(url: string) {\n  const response = await axios.get(url);\n  const foo = (response as AxiosResponse<Foo>).data;\n  await sleep(1000);\n  return foo;\n}\n`,
    findings: [held(3, 'used as a whole on line 4')],
    ...ts,
  },
  {
    name: 'a helper for cuts, typed',
    code: `import axios from 'axios';\nconst cache = new Map<string, string>();\nexport async function run(url: string) {\n  const { data } = await axios.get<string>(url);\n  cache.set(url, data.slice(0, 40));\n}\n`,
    output: `import axios from 'axios';\nconst cache = new Map<string, string>();\nexport async function run(url: string) {\n  const { data } = await axios.get<string>(url);\n  cache.set(url, detached(data.slice(0, 40)));\n}\n\n/** A copy that does not keep alive the long text it was cut from. */\nfunction detached<T,>(text: T): T {\n  return typeof text === 'string' ? ((' ' + text).slice(1) as T) : text;\n}\n`,
    findings: [storedView(5)],
    ...ts,
  },
  {
    name: 'a Buffer by its type argument',
    code: `import axios from 'axios';\nconst cache = new Map<string, Buffer>();\nexport async function run(url: string) {\n  const { data } = await axios.get<Buffer>(url);\n  cache.set(url, data.subarray(0, 12));\n}\n`,
    output: `import axios from 'axios';\nconst cache = new Map<string, Buffer>();\nexport async function run(url: string) {\n  const { data } = await axios.get<Buffer>(url);\n  cache.set(url, Buffer.from(data.subarray(0, 12)));\n}\n`,
    findings: [storedView(5)],
    ...ts,
  },
  {
    name: 'a non-null assertion of the response',
    code: `import axios from 'axios';\nexport async function run(url: string) {\n  const response = await axios.get<Foo>(url);\n  const id = response!.data.id;\n  await sleep(1000);\n  return id;\n}\n`,
    output: `import axios from 'axios';\nexport async function run(url: string) {\n  const { data } = await axios.get<Foo>(url);\n  const id = data.id;\n  await sleep(1000);\n  return id;\n}\n`,
    findings: [held(3)],
    ...ts,
  },
  {
    name: 'a member that is written through a cast',
    code: `import axios from 'axios';\nexport async function run(url: string) {\n  const response = await axios.get(url);\n  (response.data as unknown) = null;\n  await sleep(1000);\n}\n`,
    findings: [held(3, '`response.data` is written on line 4')],
    ...ts,
  },
  {
    name: 'an optional parameter',
    code: `import axios, { type AxiosResponse } from 'axios';\nexport function run(url: string) {\n  return axios.get(url).then((response?: AxiosResponse) => {\n    setInterval(() => use(response?.data), 1000);\n  });\n}\n`,
    findings: [captured(4, '`response` is optional')],
    ...ts,
  },
  {
    name: 'a type that allows for none',
    code: `import axios, { type AxiosResponse } from 'axios';\nexport async function run(url: string) {\n  const response: AxiosResponse<Foo> | undefined = await axios.get(url);\n  await sleep(1000);\n  return response.data;\n}\n`,
    findings: [held(3, '`response` may be none by its type')],
    ...ts,
  },
];

/** Bytes that are not the declaration’s or the uses’ stay. */
const layout: InvalidCase[] = [
  {
    name: 'no semicolons',
    code: `const axios = require('axios')\nasync function run(url) {\n  const response = await axios.get(url)\n  const items = response.data\n  await sleep(1000)\n  return items\n}\n`,
    output: `const axios = require('axios')\nasync function run(url) {\n  const { data: items } = await axios.get(url)\n  await sleep(1000)\n  return items\n}\n`,
    findings: [held(3)],
  },
  {
    name: 'tabs and CRLF',
    code: `const axios = require('axios');\r\nasync function run(url) {\r\n\tconst response = await axios.get(url);\r\n\tconst items = response.data;\r\n\tawait sleep(1000);\r\n\treturn items;\r\n}\r\n`,
    output: `const axios = require('axios');\r\nasync function run(url) {\r\n\tconst { data: items } = await axios.get(url);\r\n\tawait sleep(1000);\r\n\treturn items;\r\n}\r\n`,
    findings: [held(3)],
  },
  {
    name: 'one line',
    code: `const axios = require('axios'); async function run(url) { const response = await axios.get(url); const items = response.data; await sleep(1000); return items; }`,
    output: `const axios = require('axios'); async function run(url) { const { data: items } = await axios.get(url); await sleep(1000); return items; }`,
    findings: [held(1)],
  },
  {
    name: 'a byte order mark',
    code: `\uFEFFconst axios = require('axios');\nasync function run(url) {\n  const response = await axios.get(url);\n  await sleep(1000);\n  return response.data;\n}\n`,
    output: `\uFEFFconst axios = require('axios');\nasync function run(url) {\n  const { data } = await axios.get(url);\n  await sleep(1000);\n  return data;\n}\n`,
    findings: [held(3)],
  },
  {
    name: 'comments in every gap',
    code: inside('/* a */ const /* b */ response /* c */ = /* d */ await /* e */ axios.get(url) /* f */; // g', 'use(/* h */ response.status /* i */);', SLEEP, 'return response.data /* j */; // k'),
    output: inside('/* a */ const /* b */ { status, data } /* c */ = /* d */ await /* e */ axios.get(url) /* f */; // g', 'use(/* h */ status /* i */);', SLEEP, 'return data /* j */; // k'),
    findings: [held(3)],
  },
  {
    name: 'comments in a guard',
    code: inside(RESPONSE, 'if (response /* there is one */ && response.data) use(response.data);', SLEEP),
    findings: [held(3, '`response` is tested on line 4')],
  },
  {
    name: 'comments between the pattern and its response',
    code: inside(RESPONSE, '// the newest first', 'const { data } = response;', SLEEP, 'return data;'),
    findings: [held(3, 'is taken apart on line 5')],
  },
  {
    name: 'a comment in a shorthand',
    code: inside(RESPONSE, 'use({ data: /* all */ response.data });', SLEEP),
    output: inside(DATA, 'use({ data: /* all */ data });', SLEEP),
    findings: [held(3)],
  },
  {
    name: 'a call on several lines',
    code: inside('const response = await axios.get(', '  url,', '  { timeout: 1000 },', ');', SLEEP, 'return response', '  .data', '  .id;'),
    output: inside('const { data } = await axios.get(', '  url,', '  { timeout: 1000 },', ');', SLEEP, 'return data', '  .id;'),
    findings: [held(3)],
  },
  {
    name: 'the helper in double quotes, without semicolons, indented by four',
    code: `const axios = require("axios")\nconst cache = new Map()\nasync function run(url) {\n    const { data } = await axios.get(url, { responseType: "text" })\n    cache.set(url, data.slice(0, 40))\n}`,
    output: `const axios = require("axios")\nconst cache = new Map()\nasync function run(url) {\n    const { data } = await axios.get(url, { responseType: "text" })\n    cache.set(url, detached(data.slice(0, 40)))\n}\n\n/** A copy that does not keep alive the long text it was cut from. */\nfunction detached(text) {\n    return typeof text === "string" ? (" " + text).slice(1) : text\n}`,
    findings: [storedView(5)],
  },
  {
    name: 'an alias that keeps a line apart from the next leaves a semicolon there',
    code: `const axios = require('axios')\nasync function run(url) {\n  const response = await axios.get(url)\n  const body = response.data;\n  [1, 2].forEach((n) => use(n, body))\n  await sleep(1000)\n}\n`,
    output: `const axios = require('axios')\nasync function run(url) {\n  const { data: body } = await axios.get(url)\n  ;[1, 2].forEach((n) => use(n, body))\n  await sleep(1000)\n}\n`,
    findings: [held(3)],
  },
  {
    name: 'a pattern that keeps a line apart from the next',
    code: `const axios = require('axios')\nasync function run(url) {\n  const response = await axios.get(url)\n  const { data } = response;\n  [1, 2].forEach((n) => use(n, data))\n  await sleep(1000)\n}\n`,
    output: `const axios = require('axios')\nasync function run(url) {\n  const { data } = await axios.get(url);\n  [1, 2].forEach((n) => use(n, data))\n  await sleep(1000)\n}\n`,
    findings: [held(3)],
  },
  {
    name: 'a comment inside a member access',
    code: inside(RESPONSE, 'use(response /* a */ . /* b */ status);', SLEEP),
    findings: [held(3, 'a comment stands inside `response.status` on line 4')],
  },
  {
    name: 'a comment before what is awaited and read by nobody',
    code: inside('const response = // sends', '  await axios.post(url);', SLEEP),
    findings: [held(3, 'its name cannot be dropped')],
  },
  {
    name: 'parentheses around what is awaited and read by nobody',
    code: inside('const response = (await axios.post(url));', SLEEP),
    findings: [held(3, 'its name cannot be dropped')],
  },
];

/** What cannot be taken apart. */
const refused: InvalidCase[] = [
  {
    name: 'a member is written, and what is declared beside would become variable',
    code: inside('const response = await axios.get(url), other = 1;', 'response.data = other;', SLEEP, 'return response.data;'),
    findings: [held(3, 'is declared with others')],
  },
  {
    name: 'a member is written of a response that a helper gives, to others as well perhaps',
    code: beside('const load = (url) => axios.get(url);', 'const response = await load(url);', 'response.data = 1;', SLEEP, 'return response.data;'),
    findings: [held(4, 'which others may read')],
  },
  {
    ...ts,
    name: 'a declaration that disposes of what it holds',
    code: `import axios from 'axios';\nexport async function run(url: string) {\n  using response = await axios.get(url);\n  await sleep(1000);\n  return response.data;\n}\n`,
    findings: [held(3, '`using` takes no pattern')],
  },
  {
    name: 'patterns of the elements of a list, the first of which would leave the second behind the list',
    code: inside('const [a, b] = await Promise.all([axios.get(url), axios.get(url)]);', 'const { data: x } = a;', 'const { data: y } = b;', SLEEP, 'return [x, y];'),
    findings: [held(3, 'is taken apart on line 4'), held(3, 'is taken apart on line 5')],
  },
  {
    name: 'a template’s tag',
    code: inside(RESPONSE, 'use(response.data`x`);', SLEEP),
    findings: [held(3, 'is called as a method on line 4')],
  },
  {
    name: 'assigned in a try',
    code: inside('let response;', 'try {', '  response = await axios.get(url);', '} catch (error) {', '  return error.message;', '}', SLEEP, 'return response.data;'),
    findings: [held(5, '`response` is declared outside of the `try` that assigns it')],
  },
  {
    name: 'used in a finally',
    code: inside('let response;', 'try {', '  response = await axios.get(url);', '} finally {', '  use(response.status);', '}', SLEEP),
    findings: [held(5, 'declared outside of the `try`')],
  },
  {
    name: 'declared apart',
    code: inside('let response;', 'if (url) response = await axios.get(url);', SLEEP, 'return response?.data;'),
    findings: [held(4, '`response` is declared apart from its assignment')],
  },
  {
    name: 'assigned again',
    code: inside('let response = await axios.get(url);', 'while (response.data.next) response = await axios.get(response.data.next);', SLEEP, 'return response.data;'),
    findings: [held(3, '`response` is assigned again on line 4')],
  },
  {
    name: 'declared twice',
    code: inside('var response = await axios.get(url);', 'var response;', SLEEP, 'return response.data;'),
    findings: [held(3, '`response` is declared twice')],
  },
  {
    name: 'read by its name',
    code: inside(RESPONSE, `use(eval('response.status'));`, SLEEP, 'return response.data;'),
    findings: [held(3, '`eval` may read `response` by its name')],
  },
  {
    name: 'part of a pattern',
    code: inside('const [{ value: response }] = await Promise.allSettled([axios.get(url)]);', SLEEP, 'return response.data;'),
    findings: [held(3, '`response` is itself part of a pattern')],
  },
  {
    name: 'a default of a pattern',
    code: inside('const [response = fallback] = await Promise.all([axios.get(url)]);', SLEEP, 'return response.data;'),
    findings: [held(3, '`response` is itself part of a pattern')],
  },
  {
    name: 'the rest of a pattern',
    code: inside('const { data, ...rest } = await axios.get(url);', SLEEP, 'return [data, rest.status];'),
    findings: [held(3, '`rest` is itself part of a pattern')],
  },
  {
    name: 'passed on',
    code: inside(RESPONSE, 'log(response);', SLEEP, 'return response.data;'),
    findings: [held(3, '`response` is used as a whole on line 4')],
  },
  {
    name: 'spread',
    code: inside(RESPONSE, 'use({ ...response });', SLEEP),
    findings: [held(3, '`response` is used as a whole on line 4')],
  },
  {
    name: 'tested',
    code: inside(RESPONSE, 'if (!response) return;', SLEEP, 'return response.data;'),
    findings: [held(3, 'on line 4')],
  },
  {
    name: 'a member by a name that is not known',
    code: inside(RESPONSE, 'const part = response[url];', SLEEP, 'return part;'),
    findings: [held(3, '`response` is used as a whole on line 4')],
  },
  {
    name: 'the request is needed',
    code: inside(RESPONSE, 'const { path } = response.request;', SLEEP, 'return path;'),
    findings: [held(3, '`response.request` is needed on line 4')],
  },
  {
    name: 'a member is deleted',
    code: inside(RESPONSE, 'delete response.headers;', 'use(response.headers);', SLEEP),
    findings: [held(3, '`response.headers` is deleted on line 4')],
  },
  {
    name: 'a member is called',
    code: inside(RESPONSE, 'const rows = response.data(url);', SLEEP, 'return rows;'),
    findings: [held(3, '`response.data` is called as a method on line 4')],
  },
  {
    name: 'a member is counted up',
    code: inside(RESPONSE, 'response.status++;', SLEEP, 'return response.status;'),
    findings: [held(3, '`response.status` is written on line 4')],
  },
  {
    name: 'a member is written, the declaration has another name',
    code: inside('const response = await axios.get(url), more = 1;', 'response.data = more;', SLEEP, 'return response.data;'),
    findings: [held(3, '`response.data` is written on line 4')],
  },
  {
    name: 'headers are written to',
    code: inside(RESPONSE, `response.headers['x-from'] = url;`, SLEEP, 'return response.headers;'),
    findings: [held(3, '`response.headers` is written to on line 4')],
  },
  {
    name: 'a catch goes on without a response',
    code: inside('const response = await axios.get(url).catch(() => null);', 'if (url) use(response.data);', SLEEP),
    findings: [held(3, 'may be none')],
  },
  {
    name: '… and is tested',
    code: inside('const response = await axios.get(url).catch(() => null);', 'use(response?.data);', SLEEP),
    findings: [held(3, '`response` is tested on line 4: there may be none')],
  },
  {
    name: 'one of two values',
    code: inside('const response = url ? await axios.get(url) : undefined;', 'if (url) use(response.data);', SLEEP),
    findings: [held(3, 'may be none')],
  },
  {
    name: 'a helper that swallows the error',
    code: `${AXIOS}async function load(path) {\n  try {\n    return await axios.get(path);\n  } catch {\n    return null;\n  }\n}\nasync function run(url) {\n  const response = await load(url);\n  if (!response || !response.data) return undefined;\n  await sleep(1000);\n  return response.data;\n}\n`,
    findings: [held(10, '`response` is tested on line 11: there may be none')],
  },
  {
    name: 'an interceptor may give nothing',
    code: `${AXIOS}axios.interceptors.response.use(onResponse, () => undefined);\nasync function run(url) {\n  const response = await axios.get(url);\n  if (url) use(response.data);\n  await sleep(1000);\n}\n`,
    findings: [held(4, 'may be none')],
  },
  {
    name: 'a pattern further down',
    code: inside(RESPONSE, 'use(response.status);', 'const { data } = response;', SLEEP, 'return data;'),
    findings: [held(3, '`response` is taken apart on line 5: destructure it where it is awaited')],
  },
  {
    name: 'a helper that gives nothing, left early',
    code: `${AXIOS}async function load(url) {\n  if (url) return axios.get(url);\n}\nasync function run(url) {\n  const response = await load(url);\n  if (!ready()) return undefined;\n  const id = response.data.id;\n  await sleep(1000);\n  return id;\n}\n`,
    findings: [held(6, '`response` may be none where nothing of it is read')],
  },
  {
    name: 'an element of a list that may be empty',
    code: inside('const [first] = await Promise.all(url.map((each) => axios.get(each)));', 'if (url.length > 0) use(first.data);', SLEEP),
    findings: [held(3, '`first` may be none where nothing of it is read')],
  },
  {
    name: '… and is tested',
    code: inside('const [first] = await Promise.all(url.map((each) => axios.get(each)));', 'use(first?.data.id);', SLEEP),
    findings: [held(3, '`first` is tested on line 4: there may be none')],
  },
  {
    name: 'a promise that has a name',
    code: inside('const pending = axios.get(url);', 'const response = await pending;', SLEEP, 'return response.data;'),
    findings: [held(4, '`pending` holds the promise of the response: await the request itself')],
  },
  {
    name: 'a member is written in a pattern',
    code: inside(RESPONSE, '[response.data] = [1];', SLEEP),
    findings: [held(3, '`response.data` is written on line 4')],
  },
  {
    name: 'a member is written by the head of a loop',
    code: inside(RESPONSE, 'for (response.data of [1, 2]) use(response.data);', SLEEP),
    findings: [held(3, '`response.data` is written on line 4')],
  },
  {
    name: 'a var that is read outside of its block',
    code: inside('if (url) {', '  var response = await axios.get(url);', '}', SLEEP, 'return response.data;'),
    findings: [held(4, '`response` is used outside of the block of its `var`')],
  },
  {
    name: 'what is thrown where there is none is caught',
    code: inside('const response = await axios.get(url).catch(() => null);', 'try {', '  use(response.data);', '} catch {}', SLEEP),
    findings: [held(3, '`response` may be none where nothing of it is read')],
  },
];

/** The strategy `clone`. */
const clones: InvalidCase[] = [
  {
    name: 'the form of the seed',
    code: inside(RESPONSE, 'if (response.data && response.data.data) {', '  const fullRecord = response.data.data;', '  for (const item of fullRecord) await save(item);', '}'),
    output: inside(RESPONSE, 'if (response.data && response.data.data) {', '  const fullRecord = JSON.parse(JSON.stringify(response.data.data));', '  response.data = null;', '  for (const item of fullRecord) await save(item);', '}'),
    findings: [held(3)],
    ...clone,
  },
  {
    name: 'all of the data',
    code: inside(RESPONSE, 'const items = response.data;', SLEEP, 'return items;'),
    output: inside(RESPONSE, 'const items = JSON.parse(JSON.stringify(response.data));', 'response.data = null;', SLEEP, 'return items;'),
    findings: [held(3)],
    ...clone,
  },
  {
    name: 'what is read is no part: the data is dropped alone',
    code: inside(RESPONSE, 'use(response.data.items.length);', SLEEP),
    output: inside(RESPONSE, 'use(response.data.items.length);', 'response.data = null;', SLEEP),
    findings: [held(3)],
    ...clone,
  },
  {
    name: 'a comment behind the statement, no semicolons',
    code: `const axios = require('axios')\nasync function run(url) {\n\tconst response = await axios.get(url)\n\tconst items = response.data // all\n\tawait sleep(1000)\n\treturn items\n}\n`,
    output: `const axios = require('axios')\nasync function run(url) {\n\tconst response = await axios.get(url)\n\tconst items = JSON.parse(JSON.stringify(response.data)) // all\n\tresponse.data = null\n\tawait sleep(1000)\n\treturn items\n}\n`,
    findings: [held(3)],
    ...clone,
  },
  {
    name: 'the next round of a loop',
    code: inside('for (const page of [1, 2]) {', '  const response = await axios.get(url + page);', '  const items = response.data;', '  use(items);', '}'),
    output: inside('for (const page of [1, 2]) {', '  const response = await axios.get(url + page);', '  const items = JSON.parse(JSON.stringify(response.data));', '  response.data = null;', '  use(items);', '}'),
    findings: [held(4)],
    options: { strategy: 'clone', awaits: 'any' },
  },
  {
    name: 'a part that may be undefined',
    code: inside(RESPONSE, 'const items = response.data.items;', SLEEP, 'return items;'),
    findings: [held(3, '`response.data.items` may be `undefined`')],
    ...clone,
  },
  {
    name: 'a Buffer',
    code: inside(`const response = await axios.get(url, { responseType: 'arraybuffer' });`, 'const bytes = response.data;', SLEEP, 'return bytes;'),
    findings: [held(3, 'a Buffer does not survive')],
    ...clone,
  },
  {
    name: 'data is never read',
    code: inside(RESPONSE, 'use(response.status);', SLEEP),
    findings: [held(3, '`response.data` is never read')],
    ...clone,
  },
  {
    name: 'data is read behind the await',
    code: inside(RESPONSE, SLEEP, 'return response.data;'),
    findings: [held(3, '`response.data` is read after the await on line 4')],
    ...clone,
  },
  {
    name: 'data is read in the statement that awaits',
    code: inside(RESPONSE, 'use(response.data.id, await sleep(1000));'),
    findings: [held(3, '`response.data` is read in the statement that awaits')],
    ...clone,
  },
  {
    name: 'data is read again in each round',
    code: inside(RESPONSE, 'for (const id of list) {', '  use(response.data[id]);', '}', SLEEP),
    findings: [held(3, '`response.data` is read in each round of a loop')],
    ...clone,
  },
  {
    name: 'another name for the data would part from the clone',
    code: inside(RESPONSE, 'const items = response.data;', 'const raw = response.data;', SLEEP, 'return [items, raw];'),
    findings: [held(3, 'something else may hold `response.data`, or a part of it, since line 4')],
    ...clone,
  },
  {
    name: 'data is read in another function',
    code: inside(RESPONSE, 'list.forEach((item) => {', '  use(response.data[item]);', '});', SLEEP),
    findings: [held(3, '`response.data` is read in a function of its own on line 5')],
    ...clone,
  },
  {
    name: 'the response is used whole',
    code: inside(RESPONSE, 'log(response);', 'const items = response.data;', SLEEP, 'return items;'),
    findings: [held(3, '`response` is used as a whole on line 4')],
    ...clone,
  },
  {
    name: 'assigned in a try',
    code: inside('let response;', 'try {', '  response = await axios.get(url);', '} catch {}', 'use(response.data);', SLEEP),
    findings: [held(5, 'declared outside of the `try`')],
    ...clone,
  },
  {
    name: 'a branch that returns it: the body is let go behind',
    code: inside(RESPONSE, 'if (response.data.done) {', '  return response.data;', '}', SLEEP),
    output: inside(RESPONSE, 'if (response.data.done) {', '  return response.data;', '}', 'response.data = null;', SLEEP),
    findings: [held(3)],
    ...clone,
  },
  {
    name: 'read on one path: the body is let go on both',
    code: inside(RESPONSE, 'if (url) {', '  log(response.data);', '}', SLEEP),
    output: inside(RESPONSE, 'if (url) {', '  log(response.data);', '}', 'response.data = null;', SLEEP),
    findings: [held(3)],
    ...clone,
  },
  {
    name: 'two that are let go behind one statement, in the order of their names',
    code: inside('const [first, second] = await Promise.all([axios.get(url), axios.get(url)]);', 'if (url) {', '  use(first.data, second.data);', '}', SLEEP),
    output: inside('const [first, second] = await Promise.all([axios.get(url), axios.get(url)]);', 'if (url) {', '  use(first.data, second.data);', '}', 'first.data = null;', 'second.data = null;', SLEEP),
    findings: [held(3), held(3)],
    ...clone,
  },
  {
    name: 'a promise that others await, too',
    code: `${AXIOS}let shared;\nconst load = (url) => (shared ??= axios.get(url));\nasync function run(url) {\n  const response = await load(url);\n  const items = response.data;\n  await sleep(1000);\n  return items;\n}\n`,
    findings: [storedResponse(3, AWAITED_AS_RESPONSE), held(5, '`response` may be shared with others, or be none')],
    ...clone,
  },
  {
    name: 'there may be none',
    code: inside('const response = await axios.get(url).catch(() => undefined);', 'const items = response?.data;', SLEEP, 'return items;'),
    findings: [held(3, '`response` may be shared with others, or be none')],
    ...clone,
  },
  {
    name: 'an optional read',
    code: inside(RESPONSE, 'const items = response?.data;', SLEEP, 'return items;'),
    findings: [held(3, '`response` is tested: there may be none')],
    ...clone,
  },
  {
    name: 'a config that comes from elsewhere',
    code: `${AXIOS}async function run(url, options) {\n  const response = await axios.get(url, options);\n  const items = response.data;\n  await sleep(1000);\n  return items;\n}\n`,
    findings: [held(3, 'the config is not visible here')],
    ...clone,
  },
  {
    name: 'data is read in a loop that awaits',
    code: inside(RESPONSE, 'while (more()) {', '  use(response.data);', '  await sleep(1000);', '}'),
    findings: [held(3, '`response.data` is read in each round of a loop')],
    ...clone,
  },
  {
    name: 'data is read in a function before it is read here',
    code: inside(RESPONSE, 'defer(() => response.data);', 'use(response.data);', SLEEP),
    findings: [held(3, '`response.data` is read in a function of its own on line 4')],
    ...clone,
  },
  {
    name: 'data may be read by its name',
    code: inside(RESPONSE, `use(eval('response.data'));`, 'const items = response.data;', SLEEP, 'return items;'),
    findings: [held(3, '`eval` may read `response` by its name')],
    ...clone,
  },
];

/** Cuts and views are copied where they are stored. */
const detaching: InvalidCase[] = [
  {
    name: 'inline',
    code: beside(CACHE, TEXT, 'const head = data.slice(0, 40);', 'cache.set(url, head);'),
    output: beside(CACHE, TEXT, 'const head = data.slice(0, 40);', `cache.set(url, (' ' + head).slice(1));`),
    findings: [storedView(6)],
    ...inline,
  },
  {
    name: 'inline, where it may be no string',
    code: beside(CACHE, TEXT, `cache.set(url, data.split(',')[3]);`),
    findings: [storedView(5, `may be no string: \`detach: 'helper'\``)],
    ...inline,
  },
  {
    name: 'in an object, under its own name',
    code: beside(ITEMS, TEXT, 'const head = data.slice(0, 40);', 'items.push({ head, url });'),
    output: beside(ITEMS, TEXT, 'const head = data.slice(0, 40);', 'items.push({ head: detached(head), url });') + HELPER,
    findings: [storedView(6)],
  },
  {
    name: 'where the object is made',
    code: beside(ITEMS, TEXT, 'const entry = { head: data.slice(0, 40) };', 'items.push(entry);'),
    output: beside(ITEMS, TEXT, 'const entry = { head: detached(data.slice(0, 40)) };', 'items.push(entry);') + HELPER,
    findings: [storedView(6)],
  },
  {
    name: 'a choice',
    code: beside(CACHE, TEXT, `cache.set(url, url ? data.slice(0, 40) : 'none');`),
    output: beside(CACHE, TEXT, `cache.set(url, detached(url ? data.slice(0, 40) : 'none'));`) + HELPER,
    findings: [storedView(5)],
  },
  {
    name: 'a helper that is there already, under another name',
    code: beside(`const cache = new Map();\nfunction flat(text) {\n  return (' ' + text).slice(1);\n}`, TEXT, 'cache.set(url, data.slice(0, 40));'),
    output: beside(`const cache = new Map();\nfunction flat(text) {\n  return (' ' + text).slice(1);\n}`, TEXT, 'cache.set(url, flat(data.slice(0, 40)));'),
    findings: [storedView(8)],
  },
  {
    name: 'the name of the helper is taken',
    code: beside(`const cache = new Map();\nconst detached = true;`, TEXT, 'cache.set(url, data.slice(0, 40), detached);'),
    output: `${AXIOS}const cache = new Map();\nconst detached = true;\nasync function run(url) {\n  const { data } = await axios.get(url, { responseType: 'text' });\n  cache.set(url, detachedText(data.slice(0, 40)), detached);\n}\n\n/** A copy that does not keep alive the long text it was cut from. */\nfunction detachedText(text) {\n  return typeof text === 'string' ? (' ' + text).slice(1) : text;\n}\n`,
    findings: [storedView(6)],
  },
  {
    name: 'a list of cuts',
    code: beside(CACHE, TEXT, String.raw`cache.set(url, data.split('\n'));`),
    findings: [storedView(5, 'a list of pieces is stored')],
  },
  {
    name: 'the view is written through',
    code: beside(CACHE, BYTES, 'const head = data.subarray(0, 12);', 'head.fill(0);', 'cache.set(url, head);'),
    findings: [storedView(7, 'the view is written through')],
  },
  {
    name: 'an ArrayBuffer',
    code: beside(CACHE, BYTES, 'cache.set(url, data.buffer);'),
    findings: [storedView(5, MEMORY)],
  },
  {
    name: 'a cut of a field of a singleton',
    code: `${AXIOS}class Status {\n  async load(url) {\n    const { data } = await axios.get(url, { responseType: 'text' });\n    this.title = data.match(/<title>(.*)<\\/title>/)[1];\n  }\n}\nmodule.exports = new Status();\n`,
    output: `${AXIOS}class Status {\n  async load(url) {\n    const { data } = await axios.get(url, { responseType: 'text' });\n    this.title = detached(data.match(/<title>(.*)<\\/title>/)[1]);\n  }\n}\nmodule.exports = new Status();\n\n/** A copy that does not keep alive the long text it was cut from. */\nfunction detached(text) {\n  return typeof text === 'string' ? (' ' + text).slice(1) : text;\n}\n`,
    findings: [storedView(5)],
  },
  {
    name: 'a text by what is done with it',
    code: beside('let title;', DATA, `title = data.split('<title>')[1];`),
    output: beside('let title;', DATA, `title = detached(data.split('<title>')[1]);`) + HELPER,
    findings: [storedView(5)],
  },
  {
    name: 'a text in two places',
    code: beside('let first, second;', TEXT, 'const head = data.slice(0, 40);', 'first = head;', 'second = head;'),
    output: beside('let first, second;', TEXT, 'const head = data.slice(0, 40);', 'first = detached(head);', 'second = detached(head);') + HELPER,
    findings: [storedView(6), storedView(7)],
  },
  {
    name: 'a sequence: its last is copied',
    code: beside(ITEMS, TEXT, 'items.push((log(), data.slice(0, 40)));'),
    output: beside(ITEMS, TEXT, 'items.push((log(), detached(data.slice(0, 40))));') + HELPER,
    findings: [storedView(5)],
  },
  {
    name: 'one assignment in another: one copy',
    code: beside('let first, second;', TEXT, 'first = second = data.slice(0, 40);'),
    output: beside('let first, second;', TEXT, 'first = second = detached(data.slice(0, 40));') + HELPER,
    findings: [storedView(5), storedView(5)],
  },
  {
    name: 'a helper of the file that takes strings alone will not do for what may be none',
    code: beside(`const cache = new Map();\nfunction flat(text) {\n  return (' ' + text).slice(1);\n}`, TEXT, `cache.set(url, data.split(',')[3]);`),
    output: beside(`const cache = new Map();\nfunction flat(text) {\n  return (' ' + text).slice(1);\n}`, TEXT, `cache.set(url, detached(data.split(',')[3]));`) + HELPER,
    findings: [storedView(8)],
  },
  {
    name: 'a view that may be none',
    code: beside(CACHE, BYTES, 'cache.set(url, url ? data.subarray(0, 12) : null);', 'const head = data?.subarray(0, 12);', 'cache.set(url, head);'),
    findings: [storedView(5, '`Buffer.from` would throw'), storedView(7, '`head` may be no view')],
  },
  {
    name: 'the body is written to under the view',
    code: beside(CACHE, BYTES, 'cache.set(url, data.subarray(0, 12));', 'data.fill(0);'),
    findings: [storedView(5, 'the view is written through')],
  },
  {
    name: 'a Buffer of the function’s own',
    code: `${AXIOS}const cache = new Map();\nasync function run(url, Buffer) {\n  const { data } = await axios.get(url, { responseType: 'arraybuffer' });\n  cache.set(url, data.subarray(0, 12));\n}\n`,
    findings: [storedView(5, '`Buffer` means something else here')],
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  valid: [...measuredAsNothing, ...shapes, ...notFollowed, ...shortLived, ...bounded, ...closuresLetGo, ...awaitsLetGo, ...silenced, ...idiomatic, ...cloned, ...detached],
  invalid: [...measuredAsHeld, ...followed, ...longLived, ...unbounded, ...closures, ...awaits, ...destructured, ...names, ...typescript, ...layout, ...refused, ...clones, ...detaching],
});

it.each([
  { why: 'an await below by its line', code: inside(RESPONSE, SLEEP), line: '4' },
  { why: 'one of the next round by its round', code: inside('for (const page of [1, 2]) {', '  await sleep(1000);', '  const response = await axios.get(url + page);', '  use(response.data);', '}'), line: '4, in the next round of the loop,' },
])('names $why', ({ code, line }) => {
  const [site] = releaseResponses.inspect(parseSource(code, '/project/input.js'), facts(), {});
  expect(site?.finding?.data?.['line']).toBe(line);
});
