/**
 * The answers that changed when the lists of methods became one table: a case for each question that gained or lost a
 * name.
 */
import { describe, expect, it } from 'vitest';
import { boundOf } from '../../../analysis/collections/bounded-places.ts';
import { needsOf } from '../../../analysis/collections/eviction-safety.ts';
import { changesOf } from '../../../analysis/collections/changes.ts';
import { collectionsOf } from '../../../analysis/collections/collections.ts';
import { usesOf } from '../../../analysis/collections/uses.ts';
import { escapeOf } from '../../../analysis/flow/escape.ts';
import { isNeverUndefined } from '../../../analysis/flow/undefined-values.ts';
import { listedAt } from '../../../analysis/keys/key-guards.ts';
import { longLivedPlace } from '../../../analysis/lifetime/long-lived-places.ts';
import { isMadeOnce } from '../../../analysis/lifetime/memoization.ts';
import { retainedClosures } from '../../../analysis/lifetime/retained-closures.ts';
import { NO_PROJECT } from '../../../analysis/project/no-project.ts';
import { responseFlow } from '../../../analysis/responses/response-flow.ts';
import { expectOrigin } from '../../harness/expectations.ts';
import { callStarting, facts, forEachHost, inRoute, subjectOf } from '../../harness/hosts.ts';

const AXIOS = `const axios = require('axios');\n`;

describe('what stores its argument', () => {
  it.each([
    {
      why: 'a Map’s `getOrInsert`',
      code: `const cache = new Map();\nasync function f(url) { cache.getOrInsert(url, await axios.get(url)); }`,
      stores: 1,
    },
    {
      why: '`splice`, behind its counts',
      code: `const list = [];\nasync function f(url) { list.splice(0, 0, await axios.get(url)); }`,
      stores: 1,
    },
    {
      why: 'not a count of `splice`',
      code: `const list = [];\nasync function f(url) { list.splice(await axios.get(url), 1); }`,
      stores: 0,
    },
    {
      why: 'not a client’s `put`',
      code: `const api = axios.create();\nasync function f(url) { api.put(url, await axios.get(url)); }`,
      stores: 0,
    },
  ])('a response: $why', ({ code, stores }) => {
    forEachHost(AXIOS + code, (source, host) => {
      expect(responseFlow(source, facts()).stores.length, host).toBe(stores);
    });
  });

  it.each([
    { why: '`splice`', code: `handlers.splice(0, 0, () => r);`, holders: ['`handlers`'] },
    { why: '`getOrInsert`', code: `handlers.getOrInsert('a', () => r);`, holders: ['`handlers`'] },
    {
      why: 'not what `getOrInsertComputed` calls',
      code: `handlers.getOrInsertComputed('a', () => 1);`,
      holders: [],
    },
  ])('a closure: $why', ({ code, holders }) => {
    forEachHost(`const handlers = make();\nfunction run(r) { ${code} }`, (source, host) => {
      expect(
        retainedClosures(source).map(({ holder }) => holder),
        host,
      ).toEqual(holders);
    });
  });

  it.each([
    { why: '`splice`', code: `list.splice(0, 0, make());`, escape: true },
    { why: '`fill`', code: `list.fill(make());`, escape: true },
    { why: '`getOrInsert`', code: `list.getOrInsert('a', make());`, escape: true },
    { why: 'no client’s `put`', code: `list.put('a', make());`, escape: false },
  ])('a value that escapes: $why', ({ code, escape }) => {
    forEachHost(`const list = [];\nfunction run() {\n${code}\n}`, (source, host) => {
      expect(escapeOf(source, callStarting(source, 'make()'), () => false).stored, host).toBe(
        escape,
      );
    });
  });

  it.each([
    `const agents = [];\nfunction get() { if (agents.length === 0) agents.unshift(make()); return agents[0]; }`,
    `const agents = new Map();\nfunction get(key) { if (!agents.has(key)) agents.getOrInsert(key, make()); return agents.get(key); }`,
    `const agents = require('memory-cache');\nfunction get(key) { const known = agents.get(key); if (known) return known; return agents.put(key, make()); }`,
    `const agents = require('memory-cache');\nfunction get(key) { const known = agents.get(key); if (known) return known; return agents.put(key, make(), 1000); }`,
    `const agents = new Map();\nfunction get(key) { return agents.emplace(key, () => make()); }`,
  ])('%s', (code) => {
    forEachHost(code, (source, host) => {
      expect(isMadeOnce(source, callStarting(source, 'make()')), host).toBe(true);
    });
  });

  it('a constant that `getOrInsertComputed` adds to is none', () => {
    expectOrigin(
      `const NAMES = new Map([['a', 'b']]);\nfunction grow(key) { NAMES.getOrInsertComputed(key, make); }\nexports.grow = grow;\n${inRoute('for (const name of NAMES.keys()) use(name)')}`,
      'unknown',
    );
  });
});

describe('what takes something out', () => {
  it.each(['slots.fill(undefined)', 'slots.copyWithin(0, 1)'])(
    'a place for responses: %s',
    (removal) => {
      forEachHost(
        `${AXIOS}const slots = [];\nasync function f(u) { slots.push((await axios.get(u)).data); }\nfunction g() { ${removal}; }`,
        (source, host) => {
          const [store] = responseFlow(source, facts()).stores;
          expect(boundOf(source, store!), host).toBeDefined();
        },
      );
    },
  );
});

describe('what gives elements', () => {
  it.each([
    { why: '`splice`', code: `const [a] = rs.splice(0, 1);`, bound: 'a: response' },
    { why: '`toSpliced`', code: `const [a] = rs.toSpliced(1, 1);`, bound: 'a: response' },
    { why: '`with`', code: `const [a] = rs.with(1, undefined);`, bound: 'a: response' },
    {
      why: '`findLastIndex`, to its function',
      code: `rs.findLastIndex((a) => use(a));`,
      bound: 'a: response',
    },
  ])('of responses: $why', ({ code, bound }) => {
    forEachHost(
      `${AXIOS}async function f(urls) {\nconst rs = await Promise.all(urls.map((u) => axios.get(u)));\n${code}\n}`,
      (source, host) => {
        expect(
          responseFlow(source, facts()).bindings.map(
            ({ identifier, held }) => `${identifier.name}: ${[...held.path, held.level].join(' ')}`,
          ),
          host,
        ).toContain(bound);
      },
    );
  });

  it('a value that `getOrInsert` gives is in a long-lived place', () => {
    forEachHost(
      `const cache = new Map();\nfunction f(id) { use(cache.getOrInsert(id, [])); }`,
      (source, host) => {
        expect(longLivedPlace(source, subjectOf(source))?.name, host).toBe('cache');
      },
    );
  });

  it.each([
    { why: '`flatMap`', code: `cache.flatMap((entry) => entry.list.push(1))` },
    { why: '`findLast`', code: `cache.findLast((entry) => entry.list.push(1))` },
    {
      why: '`reduce`, in the second parameter',
      code: `cache.reduce((sum, entry) => entry.list.push(1), 0)`,
    },
    {
      why: 'a loop over `toSorted`',
      code: `for (const entry of cache.toSorted()) entry.list.push(1)`,
    },
  ])('what grows inside a value: $why', ({ code }) => {
    forEachHost(`const cache = [];\nexports.f = () => { ${code}; };`, (source, host) => {
      const [collection] = collectionsOf(source, ['array']);
      const { additions } = changesOf(source, collection!, usesOf(source, collection!));
      expect(
        additions.map(({ level, path }) => `${level} ${path}`),
        host,
      ).toEqual(['1 list']);
    });
  });

  it('a list that `with` makes of the old one takes nothing out', () => {
    forEachHost(
      `let list = [];\nexports.f = (x) => { list.push(x); };\nexports.g = (x) => { list = list.with(0, x); };`,
      (source, host) => {
        const [collection] = collectionsOf(source, ['array']);
        expect(changesOf(source, collection!, usesOf(source, collection!)).removals, host).toEqual(
          [],
        );
      },
    );
  });
});

describe('keys', () => {
  it.each([
    [
      'an element of what `toSorted` gives',
      inRoute('for (const id of req.body.ids.toSorted()) use(id)'),
    ],
    [
      'an element of what `flatMap` gives',
      inRoute('for (const id of req.body.ids.flatMap(split)) use(id)'),
    ],
    ['trimmed at its end', inRoute('use(req.params.id.trimEnd())')],
    ['repeated', inRoute('use(req.params.id.repeat(2))')],
  ])('%s grows', (_, code) => {
    expectOrigin(code, 'grows', 'app.post');
  });

  it.each([
    ['one of two', inRoute('use(Boolean(req.query.all))')],
    [
      'an item of a constant list',
      `const KINDS = ['a', 'b'];\n${inRoute('for (const kind of KINDS.toReversed()) use(kind)')}`,
    ],
    [
      'of an object that cannot be extended',
      `const KINDS = Object.preventExtensions(['a', 'b']);\n${inRoute('for (const kind of KINDS) use(kind)')}`,
    ],
  ])('%s is finite', (_, code) => {
    expectOrigin(code, 'finite');
  });

  it.each([
    ['looked up by `get`', `if (!NAMES.get(id)) return; use(id);`, true],
    ['`lastIndexOf`', `if (ALLOWED.lastIndexOf(id) === -1) return; use(id);`, true],
    [
      'of what `find` gives nothing is known',
      `if (!ALLOWED.includes(list.find(id))) return; use(list);`,
      false,
    ],
  ])('a guard: %s', (_, body, expected) => {
    forEachHost(
      `const ALLOWED = ['a', 'b'];\nconst NAMES = new Map([['a', 1]]);\nexports.f = (id, list) => { ${body} };`,
      (source, host) => {
        const key = subjectOf(source);
        expect(listedAt(source, key.parent, NO_PROJECT)(key), host).toBe(expected);
      },
    );
  });
});

describe('what never gives undefined', () => {
  it.each([
    ['x.toSorted()', true],
    ['x.trimStart()', true],
    ['btoa(x)', true],
    ['x.codePointAt(9)', false],
    ['x.at(9)', false],
    ['router.push(x)', false],
    ['table.match(x)', false],
  ])('%s: %s', (expression, expected) => {
    forEachHost(`exports.f = (x, router, table) => { use(${expression}); };`, (source, host) => {
      expect(isNeverUndefined(source, subjectOf(source)), host).toBe(expected);
    });
  });
});

it('a comparison in `toSorted` uses what is read', () => {
  forEachHost(
    `const ranks = new Map();\nexports.f = (ids) => ids.toSorted((a, b) => ranks.get(a) - ranks.get(b));\nexports.g = (id) => { ranks.set(id, load()); };`,
    (source, host) => {
      const [collection] = collectionsOf(source, ['map']);
      expect(needsOf(source, usesOf(source, collection!)).lostRead, host).toBeDefined();
    },
  );
});
