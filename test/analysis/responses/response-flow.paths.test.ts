import { describe, expect, it } from 'vitest';
import { responseFlow } from '../../../analysis/responses/response-flow.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import { facts, forEachHost, type Language } from '../../harness/hosts.ts';

const AXIOS = `const axios = require('axios');\n`;

/** What the names of `run` hold, as `r: promise response`. */
function expectBound(code: string, bound: readonly string[], language: Language = 'js'): void {
  forEachHost(
    `${AXIOS}async function run(url, urls) {\n${code}\n}`,
    (source, host) => {
      const { bindings } = responseFlow(source, facts());
      expect(
        bindings.map(
          ({ identifier, held }) => `${identifier.name}: ${[...held.path, held.level].join(' ')}`,
        ),
        host,
      ).toEqual(bound);
    },
    language,
  );
}

describe('patterns', () => {
  it.each([
    {
      why: 'an assignment takes it apart',
      code: `let data;\n({ data } = await axios.get(url));`,
      bound: ['data: data'],
    },
    {
      why: 'an assignment to a member binds no name',
      code: `({ data: url.body } = await axios.get(url));`,
      bound: [],
    },
    {
      why: 'a name that is declared nowhere is none of the function’s own',
      code: `undeclared = await axios.get(url);`,
      bound: [],
    },
    {
      why: 'neither is one in a pattern',
      code: `({ data: undeclared } = await axios.get(url));`,
      bound: [],
    },
    {
      why: 'the rest of a list',
      code: `const [first, ...others] = await Promise.all(urls.map((u) => axios.get(u)));`,
      bound: ['first: response', 'others: [] response'],
    },
    {
      why: 'the rest of a list whose places are known',
      code: `const [, ...others] = await Promise.all([1, 2, axios.get(url)]);`,
      bound: ['others: [1] response'],
    },
    {
      why: 'the rest, without the request',
      code: `const { request, ...rest } = await axios.get(url);`,
      bound: ['request: request', 'rest: rest'],
    },
    {
      why: 'a property that nobody knows',
      code: `const { [url]: part } = await axios.get(url);`,
      bound: [],
    },
    {
      why: 'the head of a loop that assigns',
      code: `let r;\nfor (r of await Promise.all(urls.map((u) => axios.get(u)))) use(r);`,
      bound: ['r: response'],
    },
  ])('$why', ({ code, bound }) => {
    expectBound(code, bound);
  });

  it('a cast of what somebody else holds binds no name', () => {
    expectBound('(url.page as any) = await axios.get(url);', [], 'ts');
  });
});

describe('promises', () => {
  it.each([
    { why: 'then without a handler hands it to nobody', code: `axios.get(url).then();`, bound: [] },
    {
      why: 'then without a handler gives it back',
      code: `const r = await axios.get(url).then();`,
      bound: ['r: response'],
    },
    {
      why: 'then with a handler for errors alone gives it back',
      code: `const r = await axios.get(url).then(undefined, (e) => use(e));\nconst s = await axios.get(url).then(null);`,
      bound: ['r: response', 'e: error', 's: response'],
    },
    {
      why: 'then with a handler of elsewhere',
      code: `const r = await axios.get(url).then(pick);`,
      bound: [],
    },
    {
      why: 'finally gives it back',
      code: `const r = await axios.get(url).finally(() => done());`,
      bound: ['r: response'],
    },
    {
      why: 'a rejection goes past a then to the catch behind it',
      code: `axios.get(url).then(() => 1).finally(done).then(() => 2).catch((e) => use(e)).catch((other) => use(other));`,
      bound: ['e: error'],
    },
    {
      why: 'to a then that takes it',
      code: `axios.get(url).then(() => 1).then(() => 2, (e) => use(e)).catch((other) => use(other));`,
      bound: ['e: error'],
    },
    {
      why: 'to the catch around the await',
      code: `try { await axios.get(url).then(() => 1); } catch (e) { use(e); }`,
      bound: ['e: error'],
    },
    {
      why: 'catch without a handler gives it back',
      code: `const r = await axios.get(url).catch();`,
      bound: ['r: response'],
    },
    {
      why: 'a method that no promise has',
      code: `const x = await axios.get(url).tapped(5);`,
      bound: [],
    },
    {
      why: 'a promise of an error that was caught is not rejected with it',
      code: `axios.get(url).then(() => 1, (e) => e).catch((other) => use(other));`,
      bound: ['e: error'],
    },
    {
      why: 'an await of what is no promise throws no error of a request',
      code: `const r = await axios.get(url);\ntry { await r; } catch (e) { use(e); }`,
      bound: ['r: response'],
    },
    {
      why: 'a retry that is given a then',
      code: `retry(() => axios.get(url)).then((r) => use(r));`,
      bound: ['r: response'],
    },
    {
      why: 'a retry that is returned',
      code: `const load = () => { return retry(() => axios.get(url)); };\nconst r = await load();`,
      bound: ['r: response'],
    },
    {
      why: 'what is no promise gives none',
      code: `const all = collect(() => axios.get(url)).size;`,
      bound: [],
    },
    {
      why: 'one that takes the member by a key',
      code: `const all = collect(() => axios.get(url))[0];`,
      bound: [],
    },
    {
      why: 'a function without a name is given one that sends',
      code: `hooks(url)(() => axios.get(url));`,
      bound: [],
    },
  ])('$why', ({ code, bound }) => {
    expectBound(code, bound);
  });
});

describe('functions', () => {
  it.each([
    {
      why: 'a method that nobody knows',
      code: `const x = (await axios.get(url))[url]();`,
      bound: [],
    },
    {
      why: 'a response that is called gives no response',
      code: `const r = await axios.get(url);\nconst x = r(url);`,
      bound: ['r: response'],
    },
    {
      why: 'a function that takes no such argument',
      code: `const save = () => 1;\nsave(await axios.get(url));`,
      bound: [],
    },
    {
      why: 'a parameter that is given it twice is bound once',
      code: `const save = (given) => use(given);\nconst r = await axios.get(url);\nsave(r);\nsave(r);`,
      bound: ['given: response', 'r: response'],
    },
    {
      why: 'a generator gives an iterator',
      code: `function* load(u) { return axios.get(u); }\nconst x = load(url);`,
      bound: [],
    },
    {
      why: 'packing in packing comes to an end',
      code: `const deep = async (u) => [[[[await axios.get(u)]]]];\nconst x = await deep(url);`,
      bound: [],
    },
    {
      why: 'flatMap of lists whose places are known',
      code: `const [a, b] = await Promise.all(urls.flatMap((u) => [axios.get(u), 1]));`,
      bound: ['a: response', 'b: response'],
    },
    {
      why: 'lists in a list that is made flat',
      code: `const [a, b] = await Promise.all(urls.map((u) => [axios.get(u), 1]).flat());`,
      bound: ['a: response', 'b: response'],
    },
    {
      why: 'a list behind others',
      code: `const [a, b] = await Promise.all([1].concat([axios.get(url)]));`,
      bound: ['a: response', 'b: response'],
    },
    {
      why: 'flatMap of promises',
      code: `const rs = await Promise.all(urls.flatMap((u) => axios.get(u)));`,
      bound: ['rs: [] response'],
    },
    {
      why: 'flatMap of lists of promises',
      code: `const [r] = await Promise.all(urls.flatMap((u) => [axios.get(u)]));`,
      bound: ['r: response'],
    },
  ])('$why', ({ code, bound }) => {
    expectBound(code, bound);
  });
});

describe('packing', () => {
  it.each([
    {
      why: 'unshift to a list of the function’s own',
      code: `const own = [];\nown.unshift(await axios.get(url));\nconst [r] = own;`,
      bound: ['r: response'],
    },
    {
      why: 'a copy of an object, the request overridden',
      code: `const copy = { ...(await axios.get(url)), request: undefined };\nconst { data } = copy;`,
      bound: ['copy: rest', 'data: data'],
    },
    {
      why: 'a copy of an object over another request',
      code: `const copy = { request: undefined, ...(await axios.get(url)) };`,
      bound: ['copy: response'],
    },
    {
      why: 'a copy of an object with a header of its own',
      code: `const copy = { ...(await axios.get(url)), headers: {} };`,
      bound: ['copy: response'],
    },
    {
      why: 'a copy of a list',
      code: `const rs = await Promise.all(urls.map((u) => axios.get(u)));\nfor (const r of [...rs]) use(r);`,
      bound: ['rs: [] response', 'r: response'],
    },
    {
      why: 'keys are counted, whatever they are',
      code: `const n = Object.keys({ [url]: await axios.get(url) }).length;`,
      bound: [],
    },
  ])('$why', ({ code, bound }) => {
    expectBound(code, bound);
  });
});

describe('operands that are not the value', () => {
  it.each([
    { why: 'a test', code: `const x = (await axios.get(url)) ? 1 : 2;` },
    { why: 'all but the last of a sequence', code: `const x = (await axios.get(url), 1);` },
    { why: 'a comparison', code: `const x = (await axios.get(url)).data === url;` },
  ])('$why', ({ code }) => {
    expectBound(code, []);
  });
});

describe('what no place of the module is given', () => {
  it.each([
    {
      why: 'an entry of a Map of the function’s own',
      code: `const own = new Map();\nown.set(url, await axios.get(url));`,
    },
    {
      why: 'a member of a Set of the function’s own',
      code: `const own = new Set();\nown.add(await axios.get(url));`,
    },
    {
      why: 'a text that is the name of a property',
      code: `const { data } = await axios.get(url, { responseType: 'text' });\nlist.push({ [data]: 1 });`,
    },
  ])('$why', ({ code }) => {
    forEachHost(
      `${AXIOS}const list = [];\nasync function run(url) {\n${code}\n}`,
      (source, host) => {
        expect(responseFlow(source, facts()).stores, host).toEqual([]);
      },
    );
  });
});

it('a bundle in which each of many responses may be read in many places comes to an end before all are followed', () => {
  const count = 200;
  const lines = (line: string) => `${line}\n`.repeat(count);
  const source = parseSource(
    `${AXIOS}const list = [];\nasync function run(url) {\nlet r;\n${lines('r = await axios.get(url);')}${lines('list.push(r);')}}`,
    '/input.js',
  );
  const { stores } = responseFlow(source, facts());
  expect(stores.length).toBeGreaterThan(0);
  expect(stores.length).toBeLessThanOrEqual(20_000);
});
