import { describe, expect, it } from 'vitest';
import { responseFlow } from '../../../analysis/responses/response-flow.ts';
import { facts, forEachHost } from '../../harness/hosts.ts';

const AXIOS = `const axios = require('axios');\n`;

describe('bindings', () => {
  it.each([
    { why: 'awaited', code: `const r = await axios.get(url);`, bound: ['r: response'] },
    { why: 'not awaited', code: `const r = axios.get(url);`, bound: ['r: promise response'] },
    {
      why: 'a part that holds nothing else',
      code: `const id = (await axios.get(url)).data.id;`,
      bound: [],
    },
    {
      why: 'destructured',
      code: `const { data, status, request } = await axios.get(url);`,
      bound: ['data: data', 'request: request'],
    },
    {
      why: 'the rest, without the data',
      code: `const { data, ...rest } = await axios.get(url);`,
      bound: ['data: data', 'rest: response'],
    },
    {
      why: 'a parameter of then',
      code: `axios.get(url).then((r) => r.data);`,
      bound: ['r: response'],
    },
    {
      why: 'what then gives',
      code: `const d = await axios.get(url).then((r) => r.data);`,
      bound: ['d: data', 'r: response'],
    },
    { why: 'a re-assignment', code: `let r;\nr = await axios.get(url);`, bound: ['r: response'] },
    {
      why: 'an alias',
      code: `const r = await axios.get(url);\nconst same = r;`,
      bound: ['r: response', 'same: response'],
    },
    {
      why: 'a conditional',
      code: `const r = url ? await axios.get(url) : null;`,
      bound: ['r: response'],
    },
    {
      why: 'Promise.all',
      code: `const [a, b] = await Promise.all([axios.get(url), 1]);`,
      bound: ['a: response'],
    },
    {
      why: 'another place of Promise.all',
      code: `const [a, b] = await Promise.all([1, axios.get(url)]);`,
      bound: ['b: response'],
    },
    {
      why: 'Promise.all behind what nobody knows',
      code: `const [a, b] = await Promise.all([...urls, axios.get(url)]);`,
      bound: ['a: response', 'b: response'],
    },
    {
      why: 'an element by its place',
      code: `const rs = await Promise.all([1, axios.get(url)]);\nconst a = rs[0], b = rs[1];`,
      bound: ['rs: [1] response', 'b: response'],
    },
    {
      why: 'all of a text, trimmed',
      code: `const text = (await axios.get(url)).data.trim();`,
      bound: ['text: data'],
    },
    {
      why: 'a template of the text alone',
      code: "const text = `${(await axios.get(url, { responseType: 'text' })).data}`;",
      bound: ['text: data'],
    },
    {
      why: 'a config that spreads itself',
      code: `let config = { url };\nconfig = { ...config, timeout: 1 };\nconst r = await axios(config);`,
      bound: ['r: response'],
    },
    {
      why: 'an interceptor gives it back',
      code: `axios.interceptors.response.use((response) => response);\nconst r = await axios.get(url);`,
      bound: ['response: response', 'r: response'],
    },
    {
      why: 'an interceptor gives something else',
      code: `axios.interceptors.response.use((response) => response.data);\nconst r = await axios.get(url);`,
      bound: ['response: response'],
    },
    {
      why: 'an interceptor of another client',
      code: `const api = axios.create();\napi.interceptors.response.use((response) => response.data);\nconst r = await axios.get(url);`,
      bound: ['response: response', 'r: response'],
    },
    {
      why: 'a list',
      code: `const rs = await Promise.all(urls.map((u) => axios.get(u)));\nfor (const r of rs) use(r);`,
      bound: ['rs: [] response', 'r: response'],
    },
    {
      why: 'Promise.allSettled',
      code: `const rs = await Promise.allSettled([axios.get(url)]);\nfor (const { value } of rs) use(value);`,
      bound: ['rs: [0] .value response', 'value: response'],
    },
    {
      why: 'for await',
      code: `for await (const r of urls.map((u) => axios.get(u))) use(r);`,
      bound: ['r: response'],
    },
    {
      why: 'a list of the function’s own',
      code: `const rs = [];\nrs.push(await axios.get(url));\nconst [r] = rs;`,
      bound: ['r: response'],
    },
    {
      why: 'what an await throws',
      code: `try { await axios.get(url); } catch (e) { use(e); }`,
      bound: ['e: error'],
    },
    {
      why: 'a parameter of catch',
      code: `axios.get(url).catch((e) => use(e.response));`,
      bound: ['e: error'],
    },
    {
      why: 'a cut of a text',
      code: `const cut = (await axios.get(url, { responseType: 'text' })).data.slice(0, 40);`,
      bound: ['cut: cut'],
    },
    {
      why: 'a function that is given it',
      code: `const save = (r) => r;\nsave(await axios.get(url));`,
      bound: ['r: response'],
    },
    { why: 'HEAD brings no body', code: `const r = await axios.head(url);`, bound: [] },
  ])('$why', ({ code, bound }) => {
    forEachHost(`${AXIOS}async function run(url, urls) {\n${code}\n}`, (source, host) => {
      const { bindings } = responseFlow(source, facts());
      expect(
        bindings.map(
          ({ identifier, held }) => `${identifier.name}: ${[...held.path, held.level].join(' ')}`,
        ),
        host,
      ).toEqual(bound);
    });
  });
});

describe('stores', () => {
  it.each([
    {
      why: 'an assignment',
      code: `last = await axios.get(url);`,
      stored: ['assign last: response'],
    },
    {
      why: 'a property',
      code: `state.last = await axios.get(url);`,
      stored: ['assign state.last: response'],
    },
    {
      why: 'a pattern that gives a name of the module',
      code: `({ request: last } = await axios.get(url));`,
      stored: ['assign last: request'],
    },
    {
      why: 'a pattern that gives a property',
      code: `[state.last, state[url]] = await Promise.all([axios.get(url), axios.get(url)]);`,
      stored: ['assign state.last: response', 'property state[url] by url: response'],
    },
    {
      why: 'a pattern with something else for nothing',
      code: `({ data: last = {}, status: state.status } = await axios.get(url));`,
      stored: ['assign last: data'],
    },
    {
      why: 'a property by a key',
      code: `state[url] = await axios.get(url);`,
      stored: ['property state[url] by url: response'],
    },
    {
      why: 'an entry',
      code: `map.set(url, await axios.get(url));`,
      stored: ['entry map by url: response'],
    },
    {
      why: 'a member of a set',
      code: `map.add(await axios.get(url));`,
      stored: ['entry map by await axios.get(url): response'],
    },
    {
      why: 'an element',
      code: `list.push((await axios.get(url)).data);`,
      stored: ['push list: data'],
    },
    {
      why: 'a promise',
      code: `map.set(url, axios.get(url));`,
      stored: ['entry map by url: promise response'],
    },
    {
      why: 'in an object',
      code: `list.push({ response: await axios.get(url) });`,
      stored: ['push list: .response response'],
    },
    {
      why: 'spread',
      code: `list.push({ ...(await axios.get(url)) });`,
      stored: ['push list: response'],
    },
    {
      why: 'in a callback',
      code: `axios.get(url).then((r) => { last = r; });`,
      stored: ['assign last: response'],
    },
    {
      why: 'an error',
      code: `axios.get(url).catch((e) => list.push(e));`,
      stored: ['push list: error'],
    },
    {
      why: 'in a list of the function’s own',
      code: `const own = [];\nown.push(await axios.get(url));`,
      stored: [],
    },
    { why: 'an id', code: `list.push((await axios.get(url)).data.id);`, stored: [] },
  ])('$why', ({ code, stored }) => {
    forEachHost(
      `${AXIOS}let last;\nconst state = {}, map = new Map(), list = [];\nasync function run(url) {\n${code}\n}`,
      (source, host) => {
        const { stores } = responseFlow(source, facts());
        const shown = stores.map(
          ({ how, place, key, held }) =>
            `${how} ${place.name}${key ? ` by ${source.getText(key)}` : ''}: ${[...held.path, held.level].join(' ')}`,
        );
        expect(shown.toSorted(), host).toEqual(stored);
      },
    );
  });
});

describe('callbacks', () => {
  it.each([
    { why: 'async', code: `axios.get(url).then(async (r) => r.data);`, given: ['r'] },
    {
      why: 'whatever it destructures',
      code: `axios.get(url).then(async ({ data: { id } }) => id);`,
      given: ['{ data: { id } }'],
    },
    {
      why: 'one that is not async ends before anything waits',
      code: `axios.get(url).then((r) => r.data);`,
      given: [],
    },
  ])('$why', ({ code, given }) => {
    forEachHost(`${AXIOS}${code}`, (source, host) => {
      const { callbacks } = responseFlow(source, facts());
      expect(
        callbacks.map(({ parameter }) => source.getText(parameter)),
        host,
      ).toEqual(given);
    });
  });
});

it('helpers that call each other come to an end', () => {
  const code = `${AXIOS}const api = {\n  a(url) { return this.b(url); },\n  b(url) { return url ? this.a(url) : axios.get(url); },\n};\nasync function run(url) {\n  const r = await api.a(url);\n}`;
  forEachHost(code, (source, host) => {
    expect(
      responseFlow(source, facts()).bindings.map(({ identifier }) => identifier.name),
      host,
    ).toEqual(['r']);
  });
});
