import { describe, expect, it } from 'vitest';
import {
  boundOf,
  growthOf,
  isCollection,
  removalFrom,
} from '../../../analysis/collections/bounded-places.ts';
import { longLivedPlace } from '../../../analysis/lifetime/long-lived-places.ts';
import { NO_PROJECT } from '../../../analysis/project/no-project.ts';
import { responseFlow } from '../../../analysis/responses/response-flow.ts';
import { facts, forEachHost, subjectOf } from '../../harness/hosts.ts';

const AXIOS = `const axios = require('axios');\n`;

/** What `ask` says of the first store of the code. */
function holds<T>(code: string, ask: (...args: Parameters<typeof growthOf>) => T, answer: T): void {
  forEachHost(AXIOS + code, (source, host) => {
    const [store] = responseFlow(source, facts()).stores;
    expect(ask(source, store!, NO_PROJECT), host).toBe(answer);
  });
}

describe('growthOf', () => {
  it.each([
    {
      why: 'an element',
      code: `const a = [];\nconst f = async (u) => a.push((await axios.get(u)).data);`,
      growth: 'grows',
    },
    {
      why: 'a variable',
      code: `let a;\nconst f = async (u) => { a = (await axios.get(u)).data; };`,
      growth: 'finite',
    },
    {
      why: 'a list made anew with one more',
      code: `let a = [];\nconst f = async (u) => { a = [...a, (await axios.get(u)).data]; };`,
      growth: 'grows',
    },
    {
      why: 'a key that may be any',
      code: `const a = {};\nconst f = async (u) => { a[u] = (await axios.get(u)).data; };`,
      growth: 'unknown',
    },
    {
      why: 'a key that comes with each request',
      code: `const a = {};\napp.get('/', async (req) => { a[req.ip] = (await axios.get(req.url)).data; });`,
      growth: 'grows',
    },
    {
      why: 'a literal key',
      code: `const a = {};\nconst f = async (u) => { a['b'] = (await axios.get(u)).data; };`,
      growth: 'finite',
    },
    {
      why: 'a constant key',
      code: `const KEY = 'b';\nconst a = new Map();\nconst f = async (u) => a.set(KEY, (await axios.get(u)).data);`,
      growth: 'finite',
    },
    {
      why: 'a key of a table of constants',
      code: `const KEYS = { B: 'b' };\nconst a = new Map();\nconst f = async (u) => a.set(KEYS.B, (await axios.get(u)).data);`,
      growth: 'finite',
    },
    {
      why: 'a key of a list of literals',
      code: `const a = {};\nconst f = async (u) => { for (const k of ['b', 'c']) a[k] = (await axios.get(u)).data; };`,
      growth: 'finite',
    },
    {
      why: 'a key of a list that may hold any',
      code: `const a = {};\nconst f = async (us) => { for (const k of us) a[k] = (await axios.get(k)).data; };`,
      growth: 'unknown',
    },
  ])('$why', ({ code, growth }) => {
    holds(code, growthOf, growth);
  });
});

describe('boundOf', () => {
  const store = `async function f(u) { a.set(u, (await axios.get(u)).data); }`;
  const inField = `this.a.set(u, (await axios.get(u)).data);`;

  it.each([
    { why: 'nothing', code: `const a = new Map();\n${store}`, bounded: false },
    {
      why: 'a delete',
      code: `const a = new Map();\nconst forget = (u) => a.delete(u);\n${store}`,
      bounded: true,
    },
    {
      why: 'a delete of another map',
      code: `const a = new Map();\nconst b = new Map();\nconst forget = (u) => b.delete(u);\n${store}`,
      bounded: false,
    },
    {
      why: 'a delete through another name',
      code: `const a = new Map();\nfunction forget(u) { const own = a; own.delete(u); }\n${store}`,
      bounded: true,
    },
    {
      why: 'a maximum',
      code: `const a = new Map();\nfunction trim() { if (a.size > 100) throw new Error('full'); }\n${store}`,
      bounded: true,
    },
    {
      why: 'the size in a message',
      code: 'const a = new Map();\nconst log = () => print(`${a.size} pages`);\n' + store,
      bounded: false,
    },
    {
      why: 'a maximum, the other way round',
      code: `const a = new Map();\nconst MAX = 100;\nfunction trim() { if (MAX <= a.size) throw new Error('full'); }\n${store}`,
      bounded: true,
    },
    {
      why: 'whether there is anything',
      code: `const a = new Map();\nconst hasAny = () => a.size > 0;\n${store}`,
      bounded: false,
    },
    {
      why: 'a loop as long as the place',
      code: `const a = new Map();\nfunction each() { for (let i = 0; i < a.size; i++) show(i); }\n${store}`,
      bounded: false,
    },
    {
      why: 'a list joined with more',
      code: `let a = [];\nfunction more(b) { a = a.concat(b); }\nasync function f(u) { a.push((await axios.get(u)).data); }`,
      bounded: false,
    },
    {
      why: 'another list in its place, joined with more',
      code: `let a = [];\nfunction more(b) { a = b.concat(b); }\nasync function f(u) { a.push((await axios.get(u)).data); }`,
      bounded: true,
    },
    {
      why: 'another map in its place',
      code: `let a = new Map();\nfunction reset() { a = new Map(); }\n${store}`,
      bounded: true,
    },
    {
      why: 'a package for caches',
      code: `const { LRUCache } = require('lru-cache');\nconst a = new LRUCache({ max: 1 });\n${store}`,
      bounded: true,
    },
    {
      why: 'a field of a singleton that is emptied',
      code: `class S { a = new Map(); async f(u) { ${inField} } reset() { this.a.clear(); } }\nmodule.exports = new S();`,
      bounded: true,
    },
    {
      why: 'a field of that name of another class',
      code: `class S { a = new Map(); async f(u) { ${inField} } }\nclass T { a = new Map(); reset() { this.a.clear(); } }\nmodule.exports = [new S(), new T()];`,
      bounded: false,
    },
  ])('$why', ({ code, bounded }) => {
    holds(code, (source, stored) => boundOf(source, stored) !== undefined, bounded);
  });
});

describe('removalFrom', () => {
  it.each([
    {
      why: 'forgotten once it is answered',
      code: `const a = new Map();\nconst f = (u) => a.set(u, axios.get(u).finally(() => a.delete(u)));`,
      taken: true,
    },
    {
      why: 'emptied',
      code: `let a;\nconst f = (u) => { a = axios.get(u); a.finally(() => { a = null; }); };`,
      taken: true,
    },
    {
      why: 'kept',
      code: `const a = new Map();\nconst f = (u) => a.set(u, axios.get(u));`,
      taken: false,
    },
  ])('$why', ({ code, taken }) => {
    holds(code, (source, stored) => removalFrom(source, stored) !== undefined, taken);
  });
});

describe('isCollection', () => {
  it.each([
    { why: 'a Map, a Set, an array', code: `const a = new Map();\nuse(a);`, answer: true },
    { why: 'a list', code: `const a = [];\nuse(a);`, answer: true },
    {
      why: 'an element of a collection',
      code: `const a = new Map();\nuse(a.get(k));`,
      answer: true,
    },
    {
      why: 'a cache of some package',
      code: `const { LRUCache } = require('lru-cache');\nconst a = new LRUCache();\nuse(a);`,
      answer: true,
    },
    {
      why: 'a class called Map',
      code: `class Map {}\nconst a = new Map();\nuse(a);`,
      answer: false,
    },
    {
      why: 'a WeakMap keeps what its keys keep',
      code: `const a = new WeakMap();\nuse(a);`,
      answer: false,
    },
    { why: 'a client of a store', code: `const a = createClient();\nuse(a);`, answer: false },
    {
      why: 'what another module exports',
      code: `const a = require('./store');\nuse(a);`,
      answer: false,
    },
  ])('$why', ({ code, answer }) => {
    forEachHost(code, (source, host) => {
      const subject = subjectOf(source);
      expect(isCollection(source, subject, longLivedPlace(source, subject)!), host).toBe(answer);
    });
  });
});
