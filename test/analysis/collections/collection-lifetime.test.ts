/**
 * Which collections are looked at, and how long they live, by where they are kept.
 */
import { describe, expect, it } from 'vitest';
import type { CollectionKind } from '../../../analysis/collections/collection-queries.ts';
import { collectionLifetime } from '../../../analysis/collections/collection-lifetime.ts';
import { changesOf } from '../../../analysis/collections/changes.ts';
import { collectionsOf } from '../../../analysis/collections/collections.ts';
import { usesOf } from '../../../analysis/collections/uses.ts';
import { NO_PROJECT } from '../../../analysis/project/no-project.ts';
import { forEachHost, type Language } from '../../harness/hosts.ts';

/** The collections that something is added to after they are made: name, life, the lines that add. */
function grown(
  code: string,
  kinds: readonly CollectionKind[] = ['map', 'set'],
  language: Language = 'js',
): string[] {
  const answers = new Set<string>();
  forEachHost(
    code,
    (source) => {
      const found = collectionsOf(source, kinds).flatMap((collection) => {
        const { additions } = changesOf(source, collection, usesOf(source, collection));
        if (additions.length === 0) return [];
        const lines = additions.map(({ node }) => node.loc.start.line).join(',');
        return `${collection.name} ${collectionLifetime(source, collection, NO_PROJECT).kind} ${lines}`;
      });
      answers.add(found.join('; '));
    },
    language,
  );
  return [...answers];
}

type Case = readonly [why: string, code: string, expected: string];

describe('a collection of a function', () => {
  it.each<Case>([
    [
      'whose closure a server is given',
      'exports.setup = (app) => {\n  const hits = new Map();\n  app.use((q, s, next) => {\n    hits.set(q.ip, 1);\n    next();\n  });\n};',
      'hits lasting 4',
    ],
    [
      'whose closure the module hands to a server',
      'const limit = (max) => {\n  const hits = new Map();\n  return (q) => {\n    hits.set(q.ip, max);\n  };\n};\napp.use(limit(9));',
      'hits lasting 4',
    ],
    [
      'whose closures are methods of what the module keeps',
      'function createStore() {\n  const byId = new Map();\n  return {\n    add(id) { byId.set(id, 1); },\n  };\n}\nconst store = createStore();',
      'byId lasting 4',
    ],
    [
      'which runs once, and sets a timer',
      'function main() {\n  const seen = new Set();\n  setInterval(async () => seen.add(await next()), 100);\n}\nmain();',
      'seen lasting 3',
    ],
    [
      'which runs once, and goes on in a loop',
      'async function main() {\n  const seen = new Set();\n  for (;;) {\n    seen.add(await next());\n  }\n}\nmain();',
      'seen lasting 4',
    ],
    [
      'which is given its first value later',
      'function main() {\n  let seen;\n  seen = new Set();\n  bot.on("text", (m) => seen.add(m.id));\n}\nmain();',
      'seen lasting 4',
    ],
    [
      'whose closure whoever calls has',
      'exports.limit = () => {\n  const hits = new Map();\n  return (q) => hits.set(q.ip, 1);\n};',
      'hits unknown 3',
    ],
    [
      'what the function itself adds is no growth',
      'exports.index = (items) => {\n  const byId = new Map();\n  for (const item of items) byId.set(item.id, item);\n  items.forEach((item) => byId.set(item.name, item));\n  return { get: (id) => byId.get(id) };\n};',
      '',
    ],
    [
      'of each connection',
      'io.on("connection", (c) => {\n  const rooms = new Set();\n  c.on("join", (room) => rooms.add(room));\n});',
      'rooms short 3',
    ],
    [
      'that nobody else has',
      'exports.count = (ids) => {\n  const seen = new Set();\n  for (const id of ids) seen.add(id);\n  return seen.size;\n};',
      '',
    ],
    [
      'in a property of an object that it gives away',
      'function createStore() {\n  const store = { byId: new Map() };\n  store.add = (id) => store.byId.set(id, 1);\n  return store;\n}\nconst store = createStore();',
      'store.byId lasting 3',
    ],
  ])('%s', (_, code, expected) => {
    expect(grown(code)).toEqual([expected]);
  });
});

describe('what a value of a collection holds', () => {
  const inHandler = (made: string, use: string): string =>
    `const make = require('some-client');\nconst index = new Map();\nbot.on('text', (m) => {\n  let value = index.get('a');\n  if (!value) { value = ${made}; index.set('a', value); }\n  ${use};\n});`;
  it.each<Case>([
    ['an array', inHandler('[]', 'value.push(m)'), 'index lasting 5,6'],
    ['a Map', inHandler('new Map()', 'value.set(m.id, 1)'), 'index lasting 5,6'],
    [
      'a WeakMap, whose entries go',
      inHandler('new WeakMap()', 'value.set(m, 1)'),
      'index lasting 5',
    ],
    ['a client with a push of its own', inHandler('make()', 'value.push(m)'), 'index lasting 5'],
  ])('%s', (_, code, expected) => {
    expect(grown(code)).toEqual([expected]);
  });
});

describe('a field of a constructor function', () => {
  it.each<Case>([
    [
      'which a method of the prototype fills',
      'function Hub() {\n  this.peers = new Map();\n}\nHub.prototype.join = function (id) {\n  this.peers.set(id, 1);\n};\nmodule.exports = new Hub();',
      'Hub.peers lasting 5',
    ],
    [
      'of a prototype that is an object',
      'function Hub() {\n  this.peers = new Map();\n}\nHub.prototype = {\n  join(id) { this.peers.set(id, 1); },\n};\nconst hub = new Hub();',
      'Hub.peers lasting 5',
    ],
    [
      'of a prototype that is added to',
      'const Hub = function () {\n  this.peers = new Map();\n};\nObject.assign(Hub.prototype, {\n  join(id) { this.peers.set(id, 1); },\n});\nconst hub = new Hub();',
      'Hub.peers lasting 5',
    ],
    [
      'which code outside fills',
      'function Hub() {\n  this.peers = new Map();\n}\nconst hub = new Hub();\nbot.on("text", (m) => hub.peers.set(m.id, 1));',
      'Hub.peers lasting 5',
    ],
    [
      'which a function with a parameter fills',
      'class Hub {\n  peers = new Map();\n}\nconst hub = new Hub();\nfunction put(target, id) {\n  target.peers.set(id, 1);\n}\nbot.on("text", (m) => put(hub, m.id));',
      'Hub.peers lasting 6',
    ],
    [
      'that others make',
      'module.exports = Hub;\nfunction Hub() {\n  this.peers = new Map();\n}\nHub.prototype.join = function (id) {\n  this.peers.set(id, 1);\n};',
      'Hub.peers unknown 6',
    ],
    [
      'that each request makes',
      'function Hub() {\n  this.peers = new Map();\n}\nHub.prototype.join = function (id) {\n  this.peers.set(id, 1);\n};\napp.get("/", (q, s) => s.send(new Hub().join(q.ip)));',
      'Hub.peers short 5',
    ],
    [
      'not of a function that makes nothing',
      'function join(id) {\n  this.peers = new Map();\n  this.peers.set(id, 1);\n}',
      '',
    ],
  ])('%s', (_, code, expected) => {
    expect(grown(code)).toEqual([expected]);
  });
});

describe('a collection of something else', () => {
  it.each<Case>([
    [
      'an object that another module makes',
      'const client = new Client();\nclient.commands = new Map();\nclient.on("text", (m) => client.commands.set(m.id, 1));',
      'client.commands lasting 3',
    ],
    [
      'the global object',
      'globalThis.cache = new Map();\nexports.add = (id) => globalThis.cache.set(id, 1);',
      'globalThis.cache lasting 2',
    ],
    [
      'an object literal that carries it',
      'const cache = new Map();\nconst deps = { cache };\nfunction put(d, id) {\n  d.cache.set(id, 1);\n}\nexports.put = (id) => put(deps, id);',
      'cache lasting 4',
    ],
    [
      'an object literal that a call is given',
      'const cache = new Map();\nfunction put({ store }, id) {\n  store.set(id, 1);\n}\nexports.put = (id) => put({ store: cache }, id);',
      'cache lasting 3',
    ],
  ])('%s', (_, code, expected) => {
    expect(grown(code)).toEqual([expected]);
  });

  it('a namespace', () => {
    const code =
      'namespace Cache {\n  const byId = new Map<string, number>();\n  export function add(id: string) {\n    byId.set(id, 1);\n  }\n}';
    expect(grown(code, ['map'], 'ts')).toEqual(['byId lasting 4']);
  });

  it('arrays and objects in an object of a field', () => {
    const code =
      'class Bot {\n  constructor() {\n    this.state = { list: [], byId: {} };\n  }\n  add(id) {\n    this.state.list.push(id);\n    this.state.byId[id] = 1;\n  }\n}\nconst bot = new Bot();';
    expect(grown(code, ['array', 'object'])).toEqual([
      'this.state.list lasting 6; this.state.byId lasting 7',
    ]);
  });
});
