import { boundMaps } from '../../codemods/bound-maps.ts';
import { noUnboundedModuleMap } from '../../rules/no-unbounded-module-map.ts';
import { runSuite, type ExpectedFinding, type InvalidCase, type ValidCase } from '../tester.ts';

const REQUIRED = `const { LRUCache } = require('lru-cache');\n`;
const MAP = `const cache = new Map();\n`;
const BOUNDED = `${REQUIRED}const cache = new LRUCache({ max: 1000 });\n`;
const SET = `const seen = new Set();\n`;

const handler = (body: string) => `app.post('/items', (req, res) => {\n  ${body}\n  res.end();\n});\n`;
const GROWS = handler('cache.set(req.params.id, load(req));');
const ADDS = handler('seen.add(req.params.id);');

const unbounded = (refused?: string): ExpectedFinding => ({ messageId: 'unbounded', line: 1, ...(refused === undefined ? {} : { refused }) });

/** A Map that grows, and is used in one more way that an LRU cache has not. */
const refusedFor = (name: string, use: string, refused: string): InvalidCase => ({ name, code: `${MAP}${GROWS}${use}\n`, findings: [unbounded(refused)] });
/** The same with a use that means the same there. */
const mendedWith = (name: string, use: string): InvalidCase => ({ name, code: `${MAP}${GROWS}${use}\n`, output: `${BOUNDED}${GROWS}${use}\n`, findings: [unbounded()] });

const inLoop = (body: string) => `exports.look = async () => {\n  for (const id of cache.keys()) {\n    ${body}\n  }\n};`;

const loops: InvalidCase[] = [
  refusedFor('a loop that is left in the middle', inLoop('if (isHit(id)) break;'), 'the order of its entries is relied on (line 7)'),
  refusedFor('a loop that hands each on to its reader', `exports.look = function* () {\n  for (const id of cache.keys()) yield id;\n};`, 'the order of its entries is relied on (line 7)'),
  refusedFor('a loop that waits, while entries move', inLoop('await refresh(id);'), 'the order of its entries is relied on (line 7)'),
  refusedFor('a loop that keeps the last', inLoop('last = id;'), 'the order of its entries is relied on (line 7)'),
  refusedFor('a loop that writes a text', inLoop('text += id;'), 'the order of its entries is relied on (line 7)'),
  refusedFor('a callback that gathers a list', `exports.ids = (list) => cache.forEach((value, id) => { list.push(id); });`, 'the order of its entries is relied on (line 6)'),
  refusedFor('a callback of which nothing is seen', `exports.each = (visit) => cache.forEach(visit);`, 'what `forEach` calls is not seen (line 6)'),
  refusedFor('no callback at all', `exports.each = () => cache.forEach();`, 'what `forEach` calls is not seen (line 6)'),
  mendedWith('a loop that counts down', inLoop('left -= weight(id);')),
  mendedWith('a loop that calls by a computed name', inLoop('views[kind](id);')),
  mendedWith('a callback that returns: the next entry follows', `exports.each = () => cache.forEach((value, id) => {\n  if (!id) return;\n  note(id);\n});`),
  mendedWith('a function within a loop returns to its own caller', inLoop('note(() => { return id; });')),
];

const calls: InvalidCase[] = [
  refusedFor('its arguments are spread', `exports.put = (req) => cache.set(...pairOf(req));`, 'the arguments of `set` are spread (line 6)'),
  refusedFor('a property of its own', `cache.label = 'items';`, 'a property of it is written (line 6)'),
  refusedFor('what a search finds, by a name', `exports.put = (id) => {\n  const row = rows.find(isHit);\n  cache.set(id, row);\n};`, 'it may store `undefined` (line 8)'),
  refusedFor('undefined where there is nothing else', `exports.put = (id, row) => cache.set(id, row || undefined);`, 'it may store `undefined` (line 6)'),
  {
    name: 'a Set to which nothing is added',
    code: `${SET}${ADDS}exports.none = () => seen.add();\n`,
    findings: [unbounded('`add` is given nothing (line 6)')],
  },
  {
    name: 'a Map that is replaced by a Set, though in tests alone',
    code: `let cache = new Map();\n${GROWS}exports._resetForTests = () => {\n  cache = new Set();\n};\n`,
    findings: [{ messageId: 'evictionIdle', line: 1, refused: 'it is replaced by something else (line 7)' }],
  },
  {
    name: 'it is assigned to a name with a type',
    code: `const cache = new Map<string, number>();\nlet own: Map<string, number>;\n${handler('own = cache;\n  own.set(req.params.id, 1);')}`,
    findings: [unbounded('it is given to a name with a type of its own')],
    filename: 'input.ts',
  },
  ...[
    ['where there is none', `if (!cache) cache = new Map();`, `if (!cache) cache = new LRUCache({ max: 1000 });`],
    ['where it is undefined', `if (cache === undefined) { cache = new Map(); }`, `if (cache === undefined) { cache = new LRUCache({ max: 1000 }); }`],
    ['behind the old one', `cache || (cache = new Map());`, `cache || (cache = new LRUCache({ max: 1000 }));`],
  ].map(([name, makes, made]): InvalidCase => ({
    name: `it is made ${name}, which takes nothing out`,
    code: `let cache;\n${handler(`${makes}\n  cache.set(req.params.id, load(req));`)}`,
    output: `${REQUIRED}let cache;\n${handler(`${made}\n  cache.set(req.params.id, load(req));`)}`,
    findings: [{ messageId: 'unbounded', line: 1 }],
  })),
  {
    name: 'it is made or is the old one, which takes nothing out',
    code: `let cache;\n${handler('cache = cache || new Map();\n  cache.set(req.params.id, load(req));')}`,
    findings: [unbounded('it is replaced by something else (line 3)')],
  },
  {
    name: 'entries of a Set are pairs',
    code: `${SET}${ADDS}exports.all = () => {\n  for (const [id] of seen.entries()) note(id);\n};\n`,
    findings: [unbounded('`entries` of a Set has other values (line 7)')],
  },
  {
    name: 'forEach of a Set',
    code: `${SET}${ADDS}exports.all = () => seen.forEach((id) => note(id));\n`,
    findings: [unbounded('`forEach` of a Set has other arguments (line 6)')],
  },
  {
    name: 'it is replaced by what a function gives, though in tests alone',
    code: `let cache = new Map();\n${GROWS}exports._resetForTests = () => {\n  cache = makeMap();\n};\n`,
    findings: [{ messageId: 'evictionIdle', line: 1, refused: 'it is replaced by something else (line 7)' }],
  },
  {
    name: 'a Set that is replaced by a new one, in tests alone',
    code: `let seen = new Set();\n${ADDS}exports._resetForTests = () => {\n  seen = new Set();\n};\n`,
    output: `${REQUIRED}let seen = new LRUCache({ max: 1000 });\n${ADDS.replace('add(req.params.id)', 'set(req.params.id, true)')}exports._resetForTests = () => {\n  seen = new LRUCache({ max: 1000 });\n};\n`,
    findings: [{ messageId: 'evictionIdle', line: 1 }],
  },
];

const stores = (value: string) => `${MAP}${handler(`cache.set(req.params.id, ${value});`)}`;
const awaiting = (value: string) => stores(value).replace('(req, res)', 'async (req, res)');
const mayBeNothing = (name: string, value: string, rest = ''): InvalidCase => ({ name, code: `${stores(value)}${rest}`, findings: [unbounded('it may store `undefined` (line 3)')] });
const isSomething = (name: string, value: string, rest = ''): InvalidCase => ({ name, code: `${stores(value)}${rest}`, output: `${stores(value).replace(MAP, BOUNDED)}${rest}`, findings: [unbounded()] });

const values: InvalidCase[] = [
  mayBeNothing('void', 'void 0'),
  mayBeNothing('undefined on one side', 'req.body.ok ? undefined : 1'),
  mayBeNothing('undefined on the other', 'req.body.ok ? 1 : undefined'),
  mayBeNothing('an optional chain', 'req.body?.name'),
  mayBeNothing('a function that returns nothing', 'note(req)', `function note(request) {\n  log(request.url);\n}\n`),
  { name: 'a promise of nothing', code: `${awaiting('await note(req)')}async function note(request) {\n  await log(request.url);\n}\n`, findings: [unbounded('it may store `undefined` (line 3)')] },
  mayBeNothing('a name for undefined', 'NOTHING', `const NOTHING = undefined;\n`),
  mayBeNothing('a name for something, or for what a search finds', 'value', `let value = 1;\nif (ready) value = rows.find(isHit);\n`),
  mayBeNothing('a function that returns nothing, or another', 'make(req)', `let make = (request) => ({ url: request.url });\nif (quiet) make = function (request) {\n  log(request.url);\n};\n`),
  isSomething('a name for one of two things', 'value', `let value = 1;\nif (ready) value = { at: 2 };\n`),
  isSomething('a name for what another file gives', 'value', `const { value } = require('./value');\n`),
  { name: 'no value at all', code: `${MAP}${handler('cache.set(req.params.id);')}`, findings: [unbounded('it may store `undefined` (line 3)')] },
  { name: 'a promise of which nothing is known', code: awaiting('await pending'), output: awaiting('await pending').replace(MAP, BOUNDED), findings: [unbounded()] },
  isSomething('a choice of two things', `req.body.ok ? 1 : 2`),
  isSomething('a method by a computed name', 'rows[kind](req.body)'),
  isSomething('a function that returns something', 'make(req)', `function make(request) {\n  return { url: request.url };\n}\n`),
  isSomething('an arrow function, whose body is its answer', 'make(req)', `const make = (request) => ({ url: request.url });\n`),
  isSomething('a name for something', 'ONE', `const ONE = 1;\n`),
];

const ts = (testCase: InvalidCase): InvalidCase => ({ ...testCase, filename: 'input.ts' });

const types: InvalidCase[] = [
  ts({ name: 'made under a type', code: `const cache = new Map() as Cache;\n${GROWS}`, findings: [unbounded('it is made under a type of another name')] }),
  ts({ name: 'one type of several', code: `let cache: Map<string, number> | undefined = new Map();\n${GROWS}`, findings: [unbounded('it is declared with a type of another form')] }),
  ts({
    name: 'a Set without a type holds anything',
    code: `${SET}${ADDS}`,
    output: `${REQUIRED}const seen = new LRUCache<any, true>({ max: 1000 });\n${ADDS.replace('add(req.params.id)', 'set(req.params.id, true)')}`,
    findings: [unbounded()],
  }),
  ts({
    name: 'a type without arguments',
    code: `const cache: Map = new Map();\nconst seen: Set = new Set();\n${handler('cache.set(req.params.id, 1);\n  seen.add(req.params.id);')}`,
    output: `${REQUIRED}const cache: LRUCache<any, any> = new LRUCache({ max: 1000 });\nconst seen: LRUCache<any, true> = new LRUCache({ max: 1000 });\n${handler('cache.set(req.params.id, 1);\n  seen.set(req.params.id, true);')}`,
    findings: [unbounded(), { ...unbounded(), line: 2 }],
  }),
];

const rewriting: InvalidCase[] = [
  {
    name: 'a name that the module gives it later',
    code: `${MAP}let own;\nown = cache;\n${handler('own.set(req.params.id, 1);')}`,
    output: `${BOUNDED}let own;\nown = cache;\n${handler('own.set(req.params.id, 1);')}`,
    findings: [unbounded()],
  },
  {
    name: 'calls of a Set by a string',
    code: `${SET}${handler(`seen['add'](req.params.id);\n  for (const id of seen['values']()) note(id);`)}`,
    output: `${REQUIRED}const seen = new LRUCache({ max: 1000 });\n${handler(`seen['set'](req.params.id, true);\n  for (const id of seen['keys']()) note(id);`)}`,
    findings: [unbounded()],
  },
  {
    name: 'what a Set holds is used, which is no call of the Set',
    code: `${SET}${handler('seen.add(req.params.id);\n  for (const id of seen) note(id.trim());')}`,
    output: `${REQUIRED}const seen = new LRUCache({ max: 1000 });\n${handler('seen.set(req.params.id, true);\n  for (const id of seen.keys()) note(id.trim());')}`,
    findings: [unbounded()],
  },
  {
    name: 'an import of lru-cache that brings another name',
    code: `import * as lru from 'lru-cache';\nconst cache = new Map();\n${GROWS}`,
    output: `import * as lru from 'lru-cache';\nimport { LRUCache } from 'lru-cache';\nconst cache = new LRUCache({ max: 1000 });\n${GROWS}`,
    findings: [{ ...unbounded(), line: 2 }],
  },
  {
    name: 'a require of lru-cache that takes another name',
    code: `const { version } = require('lru-cache');\nconst cache = new Map();\n${GROWS}`,
    output: `const { version } = require('lru-cache');\nconst { LRUCache } = require('lru-cache');\nconst cache = new LRUCache({ max: 1000 });\n${GROWS}`,
    findings: [{ ...unbounded(), line: 2 }],
  },
];

const undecided: InvalidCase[] = [
  {
    name: 'a property of an object that other files have',
    code: `module.exports = {\n  seen: new Map(),\n  add(userId) {\n    this.seen.set(userId, 1);\n  },\n};\n`,
    options: { unverifiable: true },
    findings: [{ messageId: 'undecided', line: 2, refused: 'it is given to other files, where its use is not seen' }],
  },
  {
    name: 'a function of this file takes it, or one that is not seen',
    code: `${MAP}const put = fast ? (map, id) => map.set(id, 1) : require('./put');\n${handler('put(cache, req.params.id);')}`,
    options: { unverifiable: true },
    findings: [{ messageId: 'undecided', line: 1, refused: 'it is passed on (line 4), where its use is not seen' }],
  },
];

/** What it takes to hold it down, in forms that are seldom. */
const bounded: ValidCase[] = [
  { name: 'the limit stands before the size', code: `${MAP}${handler('cache.set(req.params.id, 1);\n  if (100 < cache.size) cache.clear();')}` },
  { name: 'a function tells whether there is room', code: `${MAP}const isFull = () => cache.size >= 100;\n${handler('if (!isFull()) cache.set(req.params.id, 1);')}` },
];

runSuite({ rule: noUnboundedModuleMap, codemod: boundMaps, valid: bounded, invalid: [...loops, ...calls, ...values, ...types, ...rewriting, ...undecided] });
