import { describe, expect, it } from 'vitest';
import { boundOf, isCollection } from '../../../analysis/collections/bounded-places.ts';
import { longLivedPlace } from '../../../analysis/lifetime/long-lived-places.ts';
import { responseFlow } from '../../../analysis/responses/response-flow.ts';
import { facts, forEachHost, subjectOf } from '../../harness/hosts.ts';

const AXIOS = `const axios = require('axios');\n`;
const LRU = `const { LRUCache } = require('lru-cache');\n`;

describe('isCollection of a field', () => {
  it.each([
    {
      why: 'an object literal that gets a list later',
      code: `const store = { items: null, init() { this.items = []; }, add() { use(this.items); } };`,
      answer: true,
    },
    {
      why: 'an object literal with a client',
      code: `const store = { client: createClient(), add() { use(this.client); } };`,
      answer: false,
    },
    {
      why: 'a class that makes it in a method',
      code: `class Store { init() { this.items = new Map(); } add() { use(this.items); } }\nmodule.exports = new Store();`,
      answer: true,
    },
    {
      why: 'a class that is given it',
      code: `class Store { constructor(redis) { this.redis = redis; } add() { use(this.redis); } }\nmodule.exports = new Store(client);`,
      answer: false,
    },
  ])('$why', ({ code, answer }) => {
    forEachHost(code, (source, host) => {
      const subject = subjectOf(source);
      expect(isCollection(source, subject, longLivedPlace(source, subject)!), host).toBe(answer);
    });
  });
});

describe('boundOf', () => {
  const store = `async function f(u) { a.set(u, (await axios.get(u)).data); }`;
  const push = `async function f(u) { a.push((await axios.get(u)).data); }`;
  const inGlobal = `async function f(u) { globalThis.pages.set(u, (await axios.get(u)).data); }`;
  const inField = `async f(u) { this.a.set(u, (await axios.get(u)).data); }`;

  it.each([
    {
      why: 'a record made anew with one more',
      code: `let a = {};\nfunction more(k, v) { a = { ...a, [k]: v }; }\nasync function f(u) { a[u] = (await axios.get(u)).data; }`,
      bounded: false,
    },
    {
      why: 'another record in its place',
      code: `let a = {};\nfunction reset(b) { a = { ...b }; }\nasync function f(u) { a[u] = (await axios.get(u)).data; }`,
      bounded: true,
    },
    {
      why: 'a property of the list is assigned',
      code: `let a = [];\nfunction more(b) { a = a.concat(b); a.note = b; }\n${push}`,
      bounded: false,
    },
    {
      why: 'the size is only read',
      code: `const a = new Map();\nfunction count() { const n = a.size; return n; }\n${store}`,
      bounded: false,
    },
    {
      why: 'the length is set',
      code: `const a = [];\nfunction trim() { a.length = 10; }\n${push}`,
      bounded: true,
    },
    {
      why: 'a map of a function’s own is emptied',
      code: `const a = new Map();\nfunction other(u) { const own = new Map(); own.delete(u); }\n${store}`,
      bounded: false,
    },
    {
      why: 'a delete of a property of a global object',
      code: `function forget(u) { globalThis.pages.delete(u); }\n${inGlobal}`,
      bounded: true,
    },
    {
      why: 'a delete of another property of it',
      code: `function forget(u) { globalThis.users.delete(u); }\n${inGlobal}`,
      bounded: false,
    },
    {
      why: 'a delete of a variable does not empty a global',
      code: `const pages = new Map();\nfunction forget(u) { pages.delete(u); }\n${inGlobal}`,
      bounded: false,
    },
    {
      why: 'a delete of a global does not empty a variable',
      code: `const a = new Map();\nfunction forget(u) { globalThis.a.delete(u); }\n${store}`,
      bounded: false,
    },
    {
      why: 'a package for caches, assigned as the module is loaded',
      code: `${LRU}let a;\na = new LRUCache({ max: 1 });\n${store}`,
      bounded: true,
    },
    {
      why: 'one in a field',
      code: `${LRU}class S { a = new LRUCache({ max: 1 }); ${inField} }\nmodule.exports = new S();`,
      bounded: true,
    },
    {
      why: 'one in another field',
      code: `${LRU}class S { a = new Map(); b = new LRUCache({ max: 1 }); ${inField} }\nmodule.exports = new S();`,
      bounded: false,
    },
    {
      why: 'one in that field of another class',
      code: `${LRU}class S { a = new Map(); ${inField} }\nclass T { a = new LRUCache({ max: 1 }); }\nmodule.exports = new S();`,
      bounded: false,
    },
    {
      why: 'one in a field, and the place is a variable',
      code: `${LRU}const a = new Map();\nclass T { a = new LRUCache({ max: 1 }); }\n${store}`,
      bounded: false,
    },
    {
      why: 'one that is handed on',
      code: `${LRU}const a = new Map();\nregister(new LRUCache({ max: 1 }));\n${store}`,
      bounded: false,
    },
  ])('$why', ({ code, bounded }) => {
    forEachHost(AXIOS + code, (source, host) => {
      const [stored] = responseFlow(source, facts()).stores;
      expect(boundOf(source, stored!) !== undefined, host).toBe(bounded);
    });
  });
});
