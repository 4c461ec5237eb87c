import { releaseResponses } from '../../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../../rules/no-retained-response.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const finding =
  (messageId: string) =>
  (line: number, { refused, says }: { refused?: string; says?: string } = {}) => ({
    messageId,
    line,
    ...(refused === undefined ? {} : { refused }),
    ...(says === undefined ? {} : { says }),
  });

const storedResponse = finding('storedResponse');
const storedData = finding('storedData');
const storedView = finding('storedView');
const capturedResponse = finding('capturedResponse');
const heldAcrossAwait = finding('heldAcrossAwait');
const storedError = finding('storedError');

const DETACHED = `
      /** A copy that does not keep alive the long text it was cut from. */
      function detached(text) {
        return typeof text === 'string' ? (' ' + text).slice(1) : text;
      }`;

/** got keeps `body` and `rawBody`. */
const ofGot: InvalidCase[] = [
  {
    name: 'got: a body that is not read any more while a loop goes on',
    code: `
      import got from 'got';
      export async function sync(url) {
        const response = await got(url, { responseType: 'json' });
        const first = response.body.items.find((item) => item.isNew);
        while (first.isPending()) await store(first);
      }
    `,
    output: `
      import got from 'got';
      export async function sync(url) {
        const { body } = await got(url, { responseType: 'json' });
        const first = body.items.find((item) => item.isNew);
        while (first.isPending()) await store(first);
      }
    `,
    findings: [heldAcrossAwait(3, { says: 'response of got in memory' })],
  },
  {
    name: 'got: a body that is parsed by hand, a method, and an instance',
    code: `
      import got from 'got';
      const client = got.extend({ prefixUrl: 'https://api.example.com' });
      export async function sync(id) {
        const response = await client.post('lists', { json: { id } });
        const names = JSON.parse(response.body).items.map((item) => item.name);
        const [first] = names;
        names.length = 0;
        while (first.isPending()) await store(first, response.statusCode);
      }
    `,
    output: `
      import got from 'got';
      const client = got.extend({ prefixUrl: 'https://api.example.com' });
      export async function sync(id) {
        const { body, statusCode } = await client.post('lists', { json: { id } });
        const names = JSON.parse(body).items.map((item) => item.name);
        const [first] = names;
        names.length = 0;
        while (first.isPending()) await store(first, statusCode);
      }
    `,
    options: { awaits: 'any' },
    findings: [heldAcrossAwait(4)],
  },
  {
    name: 'got: what a config may make of the response',
    code: `
      import got from 'got';
      const client = got.extend({ hooks: { afterResponse: [check] } });
      export async function sync(url) {
        const response = await client(url);
        if (isNew) await store(response.statusCode);
        await pending();
      }
    `,
    options: { awaits: 'any' },
    findings: [heldAcrossAwait(4, { refused: 'afterResponse' })],
  },
  {
    name: 'got: a timer keeps a status',
    code: `
      import got from 'got';
      export async function watch(url) {
        const response = await got(url);
        setInterval(() => note(response.statusCode), 60_000);
      }
    `,
    output: `
      import got from 'got';
      export async function watch(url) {
        const { statusCode } = await got(url);
        setInterval(() => note(statusCode), 60_000);
      }
    `,
    findings: [capturedResponse(4, { says: 'rawBody' })],
  },
  {
    name: 'got: a response, its body, and a promise of it',
    code: `
      import got from 'got';
      const responses = new Map();
      const bodies = new Map();
      const promises = new Map();
      const read = new Map();
      export async function load(url, userId) {
        const response = await got(url);
        responses.set(userId, response);
        bodies.set(userId, response.body);
        promises.set(userId, got(url));
        read.set(userId, await got(url).json());
      }
    `,
    findings: [
      storedResponse(8, { refused: '`.body`' }),
      storedData(9, { refused: 'how many entries' }),
      storedResponse(10, { refused: '`.json()`' }),
      storedData(11, { refused: 'how many entries' }),
    ],
  },
  {
    name: 'got: pieces of a text, and a view of the bytes',
    code: `
      import got from 'got';
      const kept = [];
      export async function load(url) {
        kept.push((await got(url).text()).slice(0, 36));
        const { rawBody } = await got(url);
        kept.push(rawBody.subarray(0, 12));
      }
    `,
    output: `
      import got from 'got';
      const kept = [];
      export async function load(url) {
        kept.push(detached((await got(url).text()).slice(0, 36)));
        const { rawBody } = await got(url);
        kept.push(Buffer.from(rawBody.subarray(0, 12)));
      }
${DETACHED}
    `,
    findings: [storedView(4, { says: 'of got' }), storedView(6)],
  },
  {
    name: 'got: an error, with its response and without',
    code: `
      import got from 'got';
      const failures = [];
      export async function load(url) {
        try {
          await got(url);
        } catch (error) {
          failures.push(error);
        }
        await got(url).json().catch((error) => failures.push(error));
      }
    `,
    findings: [
      storedError(7, { refused: '`response?.statusCode`' }),
      storedError(9, { refused: '`response?.statusCode`' }),
    ],
  },
];

/** superagent keeps `body`, `text` and its request. */
const ofSuperagent: InvalidCase[] = [
  {
    name: 'superagent: a body that is not read any more while a loop goes on',
    code: `
      const request = require('superagent');
      async function sync(url) {
        const res = await request.get(url).set('Accept', 'application/json').query({ page: 1 });
        const first = res.body.items.find((item) => item.isNew);
        while (first.isPending()) await store(first);
      }
    `,
    output: `
      const request = require('superagent');
      async function sync(url) {
        const { body } = await request.get(url).set('Accept', 'application/json').query({ page: 1 });
        const first = body.items.find((item) => item.isNew);
        while (first.isPending()) await store(first);
      }
    `,
    findings: [heldAcrossAwait(3, { says: 'of superagent' })],
  },
  {
    name: 'superagent: a callback that a timer keeps the response of: there may be none',
    code: `
      const superagent = require('superagent');
      function watch(url) {
        superagent.post(url).send({}).end((error, res) => {
          if (error) return;
          setInterval(() => note(res.status), 60_000);
        });
      }
    `,
    findings: [capturedResponse(5, { refused: 'may be `undefined`' })],
  },
  {
    name: 'superagent: what is stored',
    code: `
      const superagent = require('superagent');
      const kept = new Map();
      const pieces = [];
      const failures = [];
      async function load(url, userId) {
        const res = await superagent.get(url);
        kept.set(userId, res);
        kept.set(userId, res.body);
        pieces.push(res.text.slice(0, 36));
        await superagent.get(url).catch((error) => failures.push(error));
        superagent.get(url).end((error) => {
          if (error) failures.push(error);
        });
      }
    `,
    output: `
      const superagent = require('superagent');
      const kept = new Map();
      const pieces = [];
      const failures = [];
      async function load(url, userId) {
        const res = await superagent.get(url);
        kept.set(userId, res);
        kept.set(userId, res.body);
        pieces.push(detached(res.text.slice(0, 36)));
        await superagent.get(url).catch((error) => failures.push(error));
        superagent.get(url).end((error) => {
          if (error) failures.push(error);
        });
      }
${DETACHED}
    `,
    findings: [
      storedResponse(7, { refused: '`.body`' }),
      storedData(8, { refused: 'how many entries' }),
      storedView(9),
      storedError(10, { refused: '`status`' }),
      storedError(12, { refused: '`status`' }),
    ],
  },
];

/** What was read of `fetch` is a body like others; `request` of undici keeps what was read. */
const ofFetch: InvalidCase[] = [
  {
    name: 'fetch: pieces of a text, a view of the memory, and bodies',
    code: `
      const kept = [];
      const bodies = new Map();
      export async function load(url, userId) {
        const response = await fetch(url);
        const text = await response.text();
        kept.push(text.slice(0, 36));
        const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
        kept.push(bytes.subarray(0, 12));
        bodies.set(userId, await (await fetch(url)).json());
      }
    `,
    output: `
      const kept = [];
      const bodies = new Map();
      export async function load(url, userId) {
        const response = await fetch(url);
        const text = await response.text();
        kept.push(detached(text.slice(0, 36)));
        const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
        kept.push(Buffer.from(bytes.subarray(0, 12)));
        bodies.set(userId, await (await fetch(url)).json());
      }
${DETACHED}
    `,
    findings: [
      storedView(6, { says: 'of fetch' }),
      storedView(8),
      storedData(9, { refused: 'how many entries' }),
    ],
  },
  {
    name: 'node-fetch and ky: pieces of a text',
    code: `
      import fetch from 'node-fetch';
      import ky from 'ky';
      const kept = [];
      const failures = [];
      export async function load(url) {
        kept.push((await fetch(url).then((response) => response.text())).slice(0, 36));
        kept.push((await ky(url).text()).slice(0, 36));
        try {
          await ky(url).json();
        } catch (error) {
          failures.push(error);
        }
      }
    `,
    output: `
      import fetch from 'node-fetch';
      import ky from 'ky';
      const kept = [];
      const failures = [];
      export async function load(url) {
        kept.push(detached((await fetch(url).then((response) => response.text())).slice(0, 36)));
        kept.push(detached((await ky(url).text()).slice(0, 36)));
        try {
          await ky(url).json();
        } catch (error) {
          failures.push(error);
        }
      }
${DETACHED}
    `,
    findings: [
      storedView(6, { says: 'of node-fetch' }),
      storedView(7, { says: 'of ky' }),
      storedError(11, { refused: '`response.status`' }),
    ],
  },
  {
    name: 'undici: what is stored, and a timer',
    code: `
      import { request } from 'undici';
      const kept = new Map();
      const pieces = [];
      export async function load(url, userId) {
        const response = await request(url);
        const data = await response.body.json();
        setInterval(() => note(response.statusCode), 60_000);
        kept.set(userId, await request(url));
        const { body } = await request(url);
        pieces.push((await body.text()).slice(0, 36));
        return data;
      }
    `,
    output: `
      import { request } from 'undici';
      const kept = new Map();
      const pieces = [];
      export async function load(url, userId) {
        const { body: responseBody, statusCode } = await request(url);
        const data = await responseBody.json();
        setInterval(() => note(statusCode), 60_000);
        kept.set(userId, await request(url));
        const { body } = await request(url);
        pieces.push(detached((await body.text()).slice(0, 36)));
        return data;
      }
${DETACHED}
    `,
    findings: [
      capturedResponse(7, { says: 'of undici' }),
      storedResponse(8, { refused: 'what is read of its body' }),
      storedView(10),
    ],
  },
];

const silent: ValidCase[] = [
  {
    name: 'a response of fetch keeps nothing once it is read',
    code: `
      const kept = new Map();
      export async function load(url, userId) {
        const response = await fetch(url);
        const { id } = await response.json();
        kept.set(userId, response);
        while (isPending(id)) await store(id);
        setInterval(() => note(response.status), 60_000);
      }
    `,
  },
  {
    name: 'of undici the code has what was read itself',
    code: `
      import { request } from 'undici';
      export async function load(url) {
        const response = await request(url);
        const data = await response.body.json();
        for (const item of data.items) await store(item);
      }
    `,
    options: { awaits: 'any' },
  },
  {
    name: 'a stream, a HEAD request, a body in place of the response',
    code: `
      import got from 'got';
      import superagent from 'superagent';
      export async function load(url) {
        const head = await got.head(url);
        const body = await got(url, { resolveBodyOnly: true });
        const file = await superagent.get(url).buffer(false).parse(onFile);
        await store(head.statusCode, body.items, file.body);
        await pending();
      }
    `,
    options: { awaits: 'any' },
  },
  {
    name: 'members that no response has',
    code: `
      import got from 'got';
      export async function load(url) {
        const page = await got(url);
        await store(page.items);
        await pending();
      }
    `,
    options: { awaits: 'any' },
  },
  {
    name: 'a client that is not analysed',
    code: `
      import got from 'got';
      const kept = new Map();
      export async function load(url, userId) {
        kept.set(userId, await got(url));
      }
    `,
    settings: { clients: ['axios'] },
  },
];

runSuite({
  rule: noRetainedResponse,
  codemod: releaseResponses,
  valid: silent,
  invalid: [...ofGot, ...ofSuperagent, ...ofFetch],
});
