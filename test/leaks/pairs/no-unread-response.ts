/**
 * A stream keeps its socket until it has been read to its end or is destroyed, whatever its length, and so does the body of an
 * error response. `pipe` stops reading when its destination is closed.
 */
import type { UnreadResponseMessageId } from '../../../analysis/finders/no-unread-response/messages.ts';
import { consumeResponses } from '../../../codemods/consume-responses.ts';
import type { RulePairs } from '../leak-pair.ts';
import { NODE_FETCH_2 } from '../agent-users.ts';
import { AXIOS, HTTP } from '../texts.ts';

const STREAM = `{ responseType: 'stream' }`;
const STREAMS = `${AXIOS}import { PassThrough } from 'node:stream';\n`;
/** Calls what pipes with a client that goes away. */
const GONE = `export async function call(url) {\n  const client = new PassThrough();\n  await image(url, client);\n  client.destroy();\n}\n`;

const sockets = { metric: 'sockets', load: 'requests' } as const;

/** How often a call asks: what is left open is counted before Node 24 collects the responses, which cancels their bodies. */
const TIMES = 40;
const MANY = `export async function call(url) {\n  for (let times = 0; times < ${TIMES}; times++) await load(url).catch(() => undefined);\n}\n`;
const ofMany = { clean: 5, leak: TIMES / 2 };
const manySockets = {
  metric: 'sockets open at once',
  load: { burst: 1 },
  limits: { 'sockets open at once': ofMany, 'sockets left': ofMany },
} as const;

const OVER = [
  { text: '', protocol: 'http', client: `import client from 'node:http';\n` },
  {
    text: ', over HTTPS',
    protocol: 'https',
    client: `import client from 'node:https';\n`,
  },
] as const;

const BY_NODE_FETCH = {
  // 300 KB: since Node 22 it reads 64 KB and more by itself.
  body: 'binary',
  load: `import fetch from 'node-fetch';\nasync function load(url) {\n  const response = await fetch(url);\n  if (response.headers.get('x-kind') !== 'report') throw new Error('no report');\n  return response.json();\n}\n`,
} as const;

const dependingOn = (packages: Readonly<Record<string, string>>) => ({
  files: { 'package.json': `{ "type": "module", "dependencies": ${JSON.stringify(packages)} }` },
});

const OTHERS = [
  { client: 'node-fetch', ...BY_NODE_FETCH, ...dependingOn({ 'node-fetch': '^3.0.0' }) },
  { client: 'node-fetch 2', ...BY_NODE_FETCH, ...NODE_FETCH_2 },
  {
    client: 'undici',
    body: 'error',
    ...dependingOn({ undici: '^7.0.0' }),
    load: `import { request } from 'undici';\nasync function load(url) {\n  const { statusCode, body } = await request(url);\n  if (statusCode !== 200) throw new Error(\`answered \${statusCode}\`);\n  return body.text();\n}\n`,
  },
  {
    client: '`fetch` of undici',
    body: 'binary',
    ...dependingOn({ undici: '^7.0.0' }),
    load: `import { fetch } from 'undici';\nasync function load(url) {\n  const response = await fetch(url);\n  if (response.headers.get('x-kind') !== 'report') throw new Error('no report');\n  return response.json();\n}\n`,
  },
  {
    client: 'an agent of undici',
    body: 'error',
    ...dependingOn({ undici: '^7.0.0' }),
    load: `import { Agent } from 'undici';\nconst agent = new Agent();\nasync function load(url) {\n  const { origin, pathname: path } = new URL(url);\n  const { statusCode, body } = await agent.request({ origin, path, method: 'GET' });\n  if (statusCode !== 200) throw new Error(\`answered \${statusCode}\`);\n  return body.text();\n}\n`,
  },
  {
    client: 'ky',
    body: 'binary',
    ...dependingOn({ ky: '^1.14.0' }),
    load: `import ky from 'ky';\nasync function load(url) {\n  const response = await ky(url);\n  if (response.headers.get('x-kind') !== 'report') throw new Error('no report');\n  return response.json();\n}\n`,
  },
] as const;

const UNREAD_PARTS = {
  heap: { clean: 50_000, leak: 50_001 },
  external: { clean: 30_000, leak: 30_001 },
};

/** Clients whose body is piped to a client that goes away. */
const PIPING = OVER.flatMap((over) =>
  [
    {
      client: 'http.get',
      code: `${over.client}function image(url, res) {\n  return new Promise((resolve) => {\n    client.get(url, (upstream) => {\n      upstream.pipe(res);\n      resolve();\n    });\n  });\n}\n`,
    },
    {
      client: 'node-fetch',
      code: `import fetch from 'node-fetch';\nasync function image(url, res) {\n  const response = await fetch(url);\n  response.body.pipe(res);\n}\n`,
      ...dependingOn({ 'node-fetch': '^3.0.0' }),
    },
    {
      client: 'node-fetch 2',
      code: `import fetch from 'node-fetch';\nasync function image(url, res) {\n  const response = await fetch(url);\n  response.body.pipe(res);\n}\n`,
      ...NODE_FETCH_2,
      byHand: {
        refusal: 'end the request by a `signal`',
        cure: `import { PassThrough } from 'node:stream';\nimport fetch from 'node-fetch';\nasync function image(url, res) {\n  const controller = new AbortController();\n  res.once('close', () => controller.abort());\n  const response = await fetch(url, { signal: controller.signal });\n  response.body.on('error', () => undefined).pipe(res);\n}\n${GONE}`,
      },
    },
    {
      client: 'got.stream',
      code: `import got from 'got';\nasync function image(url, res) {\n  const stream = got.stream(url);\n  stream.pipe(res);\n  await new Promise((resolve) => setTimeout(resolve, 20));\n}\n`,
    },
    {
      client: 'undici',
      code: `import { request } from 'undici';\nasync function image(url, res) {\n  const { body } = await request(url);\n  body.pipe(res);\n}\n`,
      byHand: {
        refusal: 'use `pipeline`',
        cure: `import { PassThrough, pipeline } from 'node:stream';\nimport { request } from 'undici';\nasync function image(url, res) {\n  const { body } = await request(url);\n  pipeline(body, res, () => undefined);\n}\n${GONE}`,
      },
    },
  ].map(({ client, code, ...rest }) => ({
    name: `${client}: a client that goes away${over.text}`,
    body: 'binary' as const,
    protocol: over.protocol,
    code: `import { PassThrough } from 'node:stream';\n${code}${GONE}`,
    // Over TLS an unread body is held in parts; got and node-fetch have 30 KB of objects for it.
    limits: UNREAD_PARTS,
    ...rest,
    ...sockets,
  })),
);

export const noUnreadResponsePairs: RulePairs<UnreadResponseMessageId> = {
  codemod: consumeResponses,
  pairs: {
    unread: [
      {
        name: 'only the headers are used',
        code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url, ${STREAM});\n  return response.headers['content-type'];\n}\n`,
        ...sockets,
      },
      {
        name: 'only the headers are used, over HTTPS',
        protocol: 'https',
        code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url, ${STREAM});\n  return response.headers['content-type'];\n}\n`,
        limits: UNREAD_PARTS,
        ...sockets,
      },
      {
        name: 'a short one',
        body: 'small',
        code: `${AXIOS}export async function call(url) {\n  const response = await axios.get(url, ${STREAM});\n  return response.headers['content-type'];\n}\n`,
        ...sockets,
      },
      {
        name: 'a throw before it is read',
        code: `${AXIOS}import { text } from 'node:stream/consumers';\nasync function load(url) {\n  const { data, headers } = await axios.get(url, ${STREAM});\n  if (headers['content-type'] !== 'image/png') throw new Error('no image');\n  return text(data);\n}\nexport const call = (url) => load(url).catch(() => undefined);\n`,
        ...sockets,
      },
      {
        name: 'nobody takes it',
        code: `${AXIOS}export async function call(url) {\n  await axios.get(url, ${STREAM});\n}\n`,
        byHand: {
          refusal: 'no name of its own',
          cure: `${AXIOS}export async function call(url) {\n  const { data } = await axios.get(url, ${STREAM});\n  data.destroy();\n}\n`,
        },
        ...sockets,
      },
    ],
    unreadError: [
      {
        name: 'a `catch`',
        body: 'error',
        code: `${AXIOS}import { text } from 'node:stream/consumers';\nexport async function call(url) {\n  try {\n    return await text((await axios.get(url, ${STREAM})).data);\n  } catch (error) {\n    return error.message;\n  }\n}\n`,
        ...sockets,
      },
      {
        name: 'a `catch`, over HTTPS',
        body: 'error',
        protocol: 'https',
        code: `${AXIOS}import { text } from 'node:stream/consumers';\nexport async function call(url) {\n  try {\n    return await text((await axios.get(url, ${STREAM})).data);\n  } catch (error) {\n    return error.message;\n  }\n}\n`,
        limits: UNREAD_PARTS,
        ...sockets,
      },
      {
        name: 'a handler',
        body: 'error',
        code: `${AXIOS}import { text } from 'node:stream/consumers';\nexport const call = (url) =>\n  axios\n    .get(url, ${STREAM})\n    .then(({ data }) => text(data))\n    .catch(() => undefined);\n`,
        ...sockets,
      },
    ],
    unreadFetch: [
      {
        name: 'a throw before an error response is read',
        body: 'error',
        code: `async function load(url) {\n  const response = await fetch(url);\n  if (!response.ok) throw new Error(\`answered \${response.status}\`);\n  return response.text();\n}\n${MANY}`,
        ...manySockets,
      },
      {
        name: 'the same, over HTTPS',
        body: 'error',
        protocol: 'https',
        code: `async function load(url) {\n  const response = await fetch(url);\n  if (!response.ok) throw new Error(\`answered \${response.status}\`);\n  return response.text();\n}\n${MANY}`,
        ...manySockets,
      },
      {
        name: 'only the status is used',
        body: 'binary',
        code: `async function load(url) {\n  const response = await fetch(url);\n  return response.ok;\n}\n${MANY}`,
        ...manySockets,
      },
      {
        name: 'only the status is used, in one expression',
        body: 'binary',
        code: `async function load(url) {\n  return (await fetch(url)).ok;\n}\n${MANY}`,
        byHand: {
          refusal: 'no name of its own',
          cure: `async function load(url) {\n  const response = await fetch(url);\n  await response.body?.cancel();\n  return response.ok;\n}\n${MANY}`,
        },
        ...manySockets,
      },
      ...OTHERS.flatMap(({ client, load, ...rest }) =>
        OVER.map(({ text, protocol }) => ({
          name: `${client}: a throw before an answer is read${text}`,
          protocol,
          code: `${load}${MANY}`,
          ...rest,
          ...manySockets,
        })),
      ),
    ],
    unreadAnswer: [
      {
        name: 'nobody looks at the response',
        body: 'small',
        code: `${HTTP}export const call = (url) =>\n  new Promise((resolve) => {\n    http.get(url, () => resolve());\n  });\n`,
        ...sockets,
      },
      ...OVER.map((over) => ({
        name: `a throw away of a refused answer${over.text}`,
        body: 'error' as const,
        protocol: over.protocol,
        code: `${over.client}export const call = (url) =>\n  new Promise((resolve) => {\n    client.get(url, (response) => {\n      if (response.statusCode !== 200) {\n        resolve(undefined);\n        return;\n      }\n      response.on('data', () => undefined).on('end', resolve);\n    });\n  });\n`,
        // Over TLS an unread body is held in parts.
        limits: { external: { clean: 30_000, leak: 40_000 } },
        ...sockets,
      })),
      ...OVER.map((over) => ({
        name: `only the status, of a short one${over.text}`,
        body: 'small' as const,
        protocol: over.protocol,
        code: `${over.client}export const call = (url) =>\n  new Promise((resolve) => {\n    client.get(url, (response) => resolve(response.statusCode));\n  });\n`,
        ...sockets,
      })),
      ...OVER.map((over) => ({
        name: `a stream of got that nobody reads${over.text}`,
        body: 'binary' as const,
        protocol: over.protocol,
        code: `import got from 'got';\nexport async function call(url) {\n  const stream = got.stream(url);\n  await new Promise((resolve) => setTimeout(resolve, 20));\n  return stream.readableFlowing;\n}\n`,
        limits: UNREAD_PARTS,
        ...sockets,
      })),
      {
        name: 'its end is awaited',
        body: 'small',
        code: `${HTTP}export async function call(url) {\n  http.get(url, (response) => {\n    response.on('end', () => undefined);\n  });\n  await new Promise((resolve) => setTimeout(resolve, 20));\n}\n`,
        byHand: {
          refusal: 'would run',
          cure: `${HTTP}export async function call(url) {\n  http.get(url, (response) => {\n    response.on('end', () => undefined).resume();\n  });\n  await new Promise((resolve) => setTimeout(resolve, 20));\n}\n`,
        },
        ...sockets,
      },
    ],
    barePipe: [
      {
        name: 'a client that goes away',
        body: 'binary',
        code: `${STREAMS}async function image(url, res) {\n  const response = await axios.get(url, ${STREAM});\n  response.data.pipe(res);\n}\n${GONE}`,
        ...sockets,
      },
      {
        name: 'a client that goes away, over HTTPS',
        body: 'binary',
        protocol: 'https',
        code: `${STREAMS}async function image(url, res) {\n  const response = await axios.get(url, ${STREAM});\n  response.data.pipe(res);\n}\n${GONE}`,
        limits: UNREAD_PARTS,
        ...sockets,
      },
      {
        name: 'a client that is gone before',
        body: 'binary',
        code: `${STREAMS}async function image(url, res) {\n  const response = await axios.get(url, ${STREAM});\n  response.data.pipe(res);\n}\nexport async function call(url) {\n  const client = new PassThrough();\n  client.destroy();\n  await image(url, client);\n}\n`,
        ...sockets,
      },
      ...PIPING,
      {
        name: 'a file that cannot be written',
        body: 'binary',
        config: 'strict',
        code: `${AXIOS}import { once } from 'node:events';\nimport fs from 'node:fs';\nexport async function call(url) {\n  const response = await axios.get(url, ${STREAM});\n  const writer = fs.createWriteStream('/nowhere/at/all');\n  response.data.pipe(writer);\n  await once(writer, 'finish').catch(() => undefined);\n}\n`,
        ...sockets,
      },
    ],
  },
};
