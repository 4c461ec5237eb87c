/**
 * What no-retained-response does not report: the lines of its page that hold nothing, and what it says that it leaves.
 */
import { releaseResponses } from '../../../codemods/release-responses.ts';
import type { CleanProgram, RuleClean } from '../leak-pair.ts';
import { AXIOS } from '../texts.ts';

const RESPONSE = 'const response = await axios.get(url);';
const TEXT = `const { data } = await axios.get(url, { responseType: 'text' });`;
const BYTES = `const { data } = await axios.get(url, { responseType: 'arraybuffer' });`;
const CACHE = 'const cache = new Map();\n';
const KEPT = 'const kept = [];\n';

/** A module whose `call` has these statements. */
const calling = (statements: string, state = '') =>
  `${AXIOS}${state}export async function call(url, key) {\n  ${statements}\n}\n`;

const json = { load: 'requests' } as const;
const text = { load: 'requests', body: 'text' } as const;
const binary = { load: 'requests', body: 'binary' } as const;
const error = { load: 'requests', body: 'error' } as const;

const letGo: readonly CleanProgram[] = [
  {
    name: 'a local name for the data',
    code: calling(`${RESPONSE} const items = response.data.items; return items.length;`),
    ...json,
  },
  { name: 'a response that is returned', code: calling(`${RESPONSE} return response;`), ...json },
  {
    name: 'data that is sent on',
    code: calling(`${RESPONSE} return axios.put(url, response.data);`),
    ...json,
  },
  {
    name: 'the data is destructured deep before an await',
    code: calling('const { data: { id } } = await axios.get(url); await pending(); return id;'),
    ...json,
  },
  {
    name: 'a part is taken in one expression before an await',
    code: calling('const id = (await axios.get(url)).data.id; await pending(); return id;'),
    ...json,
  },
  {
    name: 'a helper function takes the part',
    code: `${AXIOS}const idOf = async (url) => {\n  const response = await axios.get(url);\n  return response.data.id;\n};\nexport async function call(url) {\n  const id = await idOf(url);\n  await pending();\n  return id;\n}\n`,
    ...json,
  },
  {
    name: 'the name is emptied before an await',
    code: calling(
      'let response = await axios.get(url); const { id } = response.data; response = null; await pending(); return id;',
    ),
    ...json,
  },
  {
    name: 'data and request are emptied before an await',
    code: calling(
      `${RESPONSE} const { id } = response.data; response.data = null; response.request = null; await pending(); return id;`,
    ),
    ...json,
  },
  {
    name: 'the promise goes on without the response',
    code: calling(
      'return axios.get(url).then((response) => {\n    const { id } = response.data;\n    return pending().then(() => id);\n  });',
    ),
    ...json,
  },
  {
    name: 'a closure that dies with its function',
    code: calling(
      `${RESPONSE} return response.data.items.filter((item) => item.id === response.data.id).length;`,
    ),
    ...json,
  },
  {
    name: 'a timer that reads an id',
    code: calling(`${RESPONSE} const { id } = response.data; setInterval(() => id, 3_600_000);`),
    ...json,
  },
  {
    name: 'a timer that is cleared',
    code: calling(
      `${RESPONSE} const timer = setInterval(() => response.status, 3_600_000); clearInterval(timer);`,
    ),
    ...json,
  },
  {
    name: 'the response of a block, a closure outside of it',
    code: calling(
      `let id;\n  {\n    ${RESPONSE}\n    id = [1].map(() => response.data.id)[0];\n  }\n  setInterval(() => id, 3_600_000);`,
    ),
    ...json,
  },
];

const stored: readonly CleanProgram[] = [
  {
    name: 'an id, a string or a part of parsed JSON',
    code: calling(
      `${RESPONSE} kept.push(response.data.id, response.data.title, response.data.title.slice(0, 20));`,
      KEPT,
    ),
    ...json,
  },
  {
    name: 'headers, and the config of a request without a body',
    code: calling(
      `${RESPONSE} cache.set(key, response.headers); cache.set(key + 1, response.config);`,
      CACHE,
    ),
    ...json,
  },
  {
    name: 'the promise of an id',
    code: calling(
      'cache.set(key, axios.get(url).then(({ data }) => data.id)); await cache.get(key);',
      CACHE,
    ),
    ...json,
  },
  {
    name: 'a request under way that is forgotten when it is answered',
    code: calling(
      'if (!cache.has(url)) cache.set(url, axios.get(url).finally(() => cache.delete(url)));\n  await cache.get(url);',
      CACHE,
    ),
    ...json,
  },
  {
    name: 'a token that the next one overwrites',
    code: calling('const { data } = await axios.get(url); token = data.title;', 'let token;\n'),
    ...json,
  },
  {
    name: 'a body that the next one overwrites',
    code: calling(`${RESPONSE} latest = response.data;`, 'let latest;\n'),
    ...json,
  },
  {
    name: 'bodies in an LRU cache',
    code: calling(
      'cache.set(key, (await axios.get(url)).data);',
      `import { LRUCache } from 'lru-cache';\nconst cache = new LRUCache({ max: 8 });\n`,
    ),
    ...json,
  },
  {
    name: 'bodies in a Map that throws out its first',
    code: calling(
      'if (cache.size > 8) cache.delete(cache.keys().next().value);\n  cache.set(key, (await axios.get(url)).data);',
      CACHE,
    ),
    ...json,
  },
  {
    name: 'a list that is emptied',
    code: calling('kept.length = 0;\n  kept.push((await axios.get(url)).data);', KEPT),
    ...json,
  },
  {
    name: 'a body in a WeakMap, as long as its key',
    code: calling(
      'const { data } = await axios.get(url); bodies.set({}, data);',
      'const bodies = new WeakMap();\n',
    ),
    ...json,
  },
  {
    name: 'twelve characters of a text',
    code: calling(`${TEXT} cache.set(key, data.slice(0, 12));`, CACHE),
    ...text,
  },
  {
    name: 'the last twelve characters of a text',
    code: calling(`${TEXT} cache.set(key, data.slice(-12));`, CACHE),
    ...text,
  },
  {
    name: 'a cut that is the key of an object',
    code: calling(`${TEXT} seen[data.slice(0, 36)] = true;`, 'const seen = {};\n'),
    ...text,
  },
  {
    name: 'a number and copies of a text',
    code: calling(
      `${TEXT} kept.push(data.slice(0, 36).length, Buffer.from(data.slice(0, 36)).toString(), (' ' + data.slice(0, 36)).slice(1));`,
      KEPT,
    ),
    ...text,
  },
  {
    name: 'copies of a view',
    code: calling(
      `${BYTES} kept.push(Buffer.from(data.subarray(0, 12)), Buffer.copyBytesFrom(data, 0, 12), new Uint8Array(data.subarray(0, 12)));`,
      KEPT,
    ),
    ...binary,
  },
  {
    name: 'a text that a few bytes are decoded to',
    code: calling(`${BYTES} kept.push(data.toString('base64', 0, 40));`, KEPT),
    ...binary,
  },
  {
    name: '{ message, code, status } of an error',
    code: calling(
      'await axios.get(url).catch(({ message, code, status }) => kept.push({ message, code, status }));',
      KEPT,
    ),
    ...error,
  },
  {
    name: 'the status and the headers of an error’s response',
    code: calling(
      'await axios.get(url).catch((error) => kept.push(error.response.status, error.response.headers));',
      KEPT,
    ),
    ...error,
  },
];

const notFollowed: readonly CleanProgram[] = [
  {
    name: 'a stream that is read',
    code: `import { pipeline } from 'node:stream/promises';\nimport { Writable } from 'node:stream';\n${calling(`const response = await axios.get(url, { responseType: 'stream' });\n  cache.set(key, response.status);\n  await pipeline(response.data, new Writable({ write: (chunk, encoding, done) => done() }));`, CACHE)}`,
    ...json,
  },
  // What stays is a response without a body, some 16 KB.
  {
    name: 'the response to a HEAD request',
    code: calling('cache.set(key, await axios.head(url));', CACHE),
    ...json,
    limits: { responses: { clean: 1, leak: 2 } },
  },
  {
    name: 'what runs once, as the module is loaded',
    code: `${AXIOS}let last;\nasync function load(url) {\n  last = await axios.get(url);\n}\nload(process.argv[3]);\nexport const call = async () => last?.status;\n`,
    ...json,
  },
  {
    name: 'an interceptor that gives the data',
    code: `${AXIOS}const api = axios.create();\napi.interceptors.response.use(({ data }) => data.id);\nconst ids = new Map();\nexport async function call(url, key) {\n  const id = await api.get(url);\n  ids.set(key, id);\n}\n`,
    ...json,
  },
  {
    name: 'a class that is made for each use',
    code: `${AXIOS}class Page {\n  async load(url) {\n    this.response = await axios.get(url);\n    return this.response.data.id;\n  }\n}\nexport const call = (url) => new Page().load(url);\n`,
    ...json,
  },
];

export const noRetainedResponseClean: RuleClean = {
  codemod: releaseResponses,
  programs: [...letGo, ...stored, ...notFollowed],
};
