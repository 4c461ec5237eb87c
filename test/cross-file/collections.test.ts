import { boundMaps } from '../../codemods/bound-maps.ts';
import { noUnboundedModuleMap } from '../../rules/no-unbounded-module-map.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

/** Who runs `add`, so that nothing but the case is open. */
const ROUTES = `const { add } = require('./store');\napp.post('/x', (req) => { add(req.body.id, req.body); });\n`;
const STORE = `const seen = new Map();\nfunction add(id, value) {\n  seen.set(id, value);\n}\n`;

const cases: ProjectCase[] = [
  {
    name: 'nobody empties what a handler of another file fills',
    files: { 'store.js': `${STORE}module.exports = { add };\n`, 'routes.js': ROUTES },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': `const { LRUCache } = require('lru-cache');\nconst seen = new LRUCache({ max: 1000 });\nfunction add(id, value) {\n  seen.set(id, value);\n}\nmodule.exports = { add };\n` },
  },
  {
    name: 'a timer of another file empties it',
    files: { 'store.js': `${STORE}module.exports = { add, seen };\n`, 'routes.js': ROUTES, 'sweep.js': `const { seen } = require('./store');\nsetInterval(() => seen.clear(), 60000);\n` },
    verdicts: { 'store.js': ['1 ok line 2 of sweep.js takes entries out'] },
  },
  {
    name: 'a timer of another file calls the function that empties it',
    files: { 'store.js': `${STORE}exports.add = add;\nexports.wipe = () => seen.clear();\n`, 'routes.js': ROUTES, 'sweep.js': `const store = require('./store');\nsetInterval(() => store.wipe(), 60000);\n` },
    verdicts: { 'store.js': ['1 ok'] },
  },
  {
    name: 'tests alone call the function that empties it',
    files: { 'store.js': `${STORE}exports.add = add;\nexports.wipe = () => seen.clear();\n`, 'routes.js': ROUTES, 'test/store.js': `const store = require('../store');\nafterEach(() => store.wipe());\n` },
    findings: { 'store.js': ['1 evictionIdle'] },
    output: { 'store.js': `const { LRUCache } = require('lru-cache');\nconst seen = new LRUCache({ max: 1000 });\nfunction add(id, value) {\n  seen.set(id, value);\n}\nexports.add = add;\nexports.wipe = () => seen.clear();\n` },
  },
  {
    name: 'it grows in another file alone',
    files: { 'store.js': `const seen = new Map();\nmodule.exports = { seen };\n`, 'routes.js': `const { seen } = require('./store');\napp.post('/x', (req) => { seen.set(req.body.id, 1); });\n` },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': `const { LRUCache } = require('lru-cache');\nconst seen = new LRUCache({ max: 1000 });\nmodule.exports = { seen };\n` },
  },
  {
    name: 'a constructor fills it, which is called by the name of its class',
    files: {
      'store.js': `const seen = new Map();\nexports.Entry = class Entry {\n  constructor(id) {\n    seen.set(id, this);\n  }\n};\n`,
      'routes.js': `const { Entry } = require('./store');\napp.post('/x', (req) => { new Entry(req.body.id); });\n`,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': `const { LRUCache } = require('lru-cache');\nconst seen = new LRUCache({ max: 1000 });\nexports.Entry = class Entry {\n  constructor(id) {\n    seen.set(id, this);\n  }\n};\n` },
  },
  {
    name: 'another file knows what fills it by the name that it is assigned to',
    files: { 'store.js': `${STORE}exports.insert = add;\nexports.add = add;\n`, 'routes.js': ROUTES.replaceAll('add', 'insert') },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': `const { LRUCache } = require('lru-cache');\nconst seen = new LRUCache({ max: 1000 });\nfunction add(id, value) {\n  seen.set(id, value);\n}\nexports.insert = add;\nexports.add = add;\n` },
  },
  {
    name: 'an export without a name of its own',
    files: { 'store.js': `exports.seen = new Map();\nexports.add = (id, value) => exports.seen.set(id, value);\n`, 'routes.js': ROUTES.replace(', req.body)', ', 1)') },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': `const { LRUCache } = require('lru-cache');\nexports.seen = new LRUCache({ max: 1000 });\nexports.add = (id, value) => exports.seen.set(id, value);\n` },
  },
  {
    name: 'an export without a name of its own that another file fills, and another empties',
    files: { 'store.js': `module.exports.seen = new Map();\n`, 'routes.js': `const store = require('./store');\napp.post('/x', (req) => { store.seen.set(req.body.id, 1); });\n`, 'sweep.js': `const { seen } = require('./store');\nsetInterval(() => seen.clear(), 60000);\n` },
    verdicts: { 'store.js': ['1 ok line 2 of sweep.js takes entries out'] },
  },
  {
    name: 'an export without a name of its own, whose order another file relies on',
    files: { 'store.js': `exports.seen = new Map();\nexports.add = (id) => exports.seen.set(id, 1);\n`, 'routes.js': ROUTES, 'list.js': `const store = require('./store');\nexports.list = () => [...store.seen.keys()];\n` },
    findings: { 'store.js': ['1 unbounded list.js uses it, too: its order is relied on'] },
  },
  {
    name: 'an export under a name whose order its own file relies on by the export',
    files: { 'store.js': `${STORE}exports.add = add;\nexports.seen = seen;\nexports.list = () => [...exports.seen.keys()];\n`, 'routes.js': ROUTES },
    findings: { 'store.js': ['1 unbounded its order is relied on'] },
  },
  {
    name: 'a Set that other files fill: its calls there would have to be rewritten',
    files: { 'store.ts': `export const seen = new Set<string>();\n`, 'routes.ts': `import { seen } from './store';\napp.post('/x', (req) => { seen.add(req.body.id); });\n` },
    findings: { 'store.ts': ['1 unbounded routes.ts uses it, too: the calls of a Set'] },
  },
  {
    name: 'another file relies on what a Map alone can',
    files: { 'store.js': `${STORE}module.exports = { add, seen };\n`, 'routes.js': ROUTES, 'list.js': `const { seen } = require('./store');\nexports.list = () => [...seen.keys()];\n` },
    findings: { 'store.js': ['1 unbounded list.js uses it, too: its order is relied on'] },
  },
  {
    name: 'another file hands it on',
    files: { 'store.js': `${STORE}module.exports = { add, seen };\n`, 'routes.js': ROUTES, 'list.js': `const { seen } = require('./store');\nsomewhere(seen);\n` },
    options: { unverifiable: true },
    findings: { 'store.js': ['1 undecided it is given to other files (line 5), where its use is not seen'] },
  },
  {
    name: 'every file that adds gives a constant',
    files: { 'store.js': `${STORE}module.exports = { add };\n`, 'a.js': `const { add } = require('./store');\napp.get('/a', (req) => add('a', req));\n`, 'b.js': `const { add } = require('./store');\napp.get('/b', (req) => add('b', req));\n` },
    verdicts: { 'store.js': ['1 ok its keys are finite'] },
  },
  {
    name: 'one file gives what comes with a request',
    files: { 'store.js': `${STORE}module.exports = { add };\n`, 'a.js': `const { add } = require('./store');\napp.get('/a', (req) => add('a', req));\n`, 'routes.js': ROUTES },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': `const { LRUCache } = require('lru-cache');\nconst seen = new LRUCache({ max: 1000 });\nfunction add(id, value) {\n  seen.set(id, value);\n}\nmodule.exports = { add };\n` },
  },
  {
    name: 'other files fill it as they are loaded, and never again',
    files: { 'store.js': `${STORE}module.exports = { add };\n`, 'a.js': `const { add } = require('./store');\nfor (const name of names()) add(name, load(name));\n` },
    verdicts: { 'store.js': ['1 ok it is filled once'] },
  },
  {
    name: 'a file that hands the module on may have it filled for ever',
    files: { 'store.js': `${STORE}module.exports = { add };\n`, 'a.js': `const store = require('./store');\nfor (const name of names()) store.add(name, load(name));\nuse(store);\n` },
    options: { unverifiable: true },
    findings: { 'store.js': ['1 undecided'] },
    output: { 'store.js': `const { LRUCache } = require('lru-cache');\nconst seen = new LRUCache({ max: 1000 });\nfunction add(id, value) {\n  seen.set(id, value);\n}\nmodule.exports = { add };\n` },
  },
  {
    name: 'a class that another file makes one of for good',
    files: { 'store.ts': `export class Store {\n  private seen = new Map<string, number>();\n  add(id: string) {\n    this.seen.set(id, 1);\n  }\n}\n`, 'routes.ts': `import { Store } from './store';\nconst store = new Store();\napp.post('/x', (req) => { store.add(req.body.id); });\n` },
    findings: { 'store.ts': ['2 unbounded'] },
    output: { 'store.ts': `import { LRUCache } from 'lru-cache';\nexport class Store {\n  private seen = new LRUCache<string, number>({ max: 1000 });\n  add(id: string) {\n    this.seen.set(id, 1);\n  }\n}\n` },
  },
  {
    name: 'a class that another file makes one of for each request',
    files: { 'store.ts': `export class Store {\n  private seen = new Map<string, number>();\n  add(id: string) {\n    this.seen.set(id, 1);\n  }\n}\n`, 'routes.ts': `import { Store } from './store';\napp.post('/x', (req) => { const store = new Store(); store.add(req.body.id); });\n` },
    verdicts: { 'store.ts': ['2 ok it lives no longer than the instance'] },
  },
  {
    name: 'a class whose instances only serve the function that makes them',
    files: { 'store.ts': `export class Store {\n  private seen = new Map<string, number>();\n  add(id: string) {\n    this.seen.set(id, 1);\n  }\n}\n`, 'routes.ts': `import { Store } from './store';\nexport function setup(ids: string[]) {\n  const store = new Store();\n  for (const id of ids) store.add(id);\n}\n` },
    options: { unverifiable: true },
    verdicts: { 'store.ts': ['2 ok it lives no longer than the instance'] },
  },
  {
    name: 'a class whose instance a handler captures that a start-up function sets up',
    files: { 'store.ts': `export class Store {\n  private seen = new Map<string, number>();\n  add(id: string) {\n    this.seen.set(id, 1);\n  }\n}\n`, 'routes.ts': `import { Store } from './store';\nexport function setup(app: App) {\n  const store = new Store();\n  app.post('/x', (req) => { store.add(req.body.id); });\n}\n` },
    options: { unverifiable: true },
    findings: { 'store.ts': ['2 undecided'] },
    output: { 'store.ts': `import { LRUCache } from 'lru-cache';\nexport class Store {\n  private seen = new LRUCache<string, number>({ max: 1000 });\n  add(id: string) {\n    this.seen.set(id, 1);\n  }\n}\n` },
  },
  {
    name: 'the function of another file that it is passed to empties it',
    files: { 'store.js': `const { keepSmall } = require('./small');\nconst seen = new Map();\napp.post('/x', (req) => {\n  seen.set(req.body.id, 1);\n  keepSmall(seen);\n});\n`, 'small.js': `exports.keepSmall = function (map) {\n  if (map.size > 100) map.delete(map.keys().next().value);\n};\n` },
    verdicts: { 'store.js': ['2 ok'] },
  },
  {
    name: 'the function of another file that it is passed to fills it',
    files: { 'store.js': `const { note } = require('./note');\nconst seen = new Map();\napp.post('/x', (req) => note(seen, req));\n`, 'note.js': `exports.note = function (map, req) {\n  map.set(req.body.id, 1);\n};\n` },
    findings: { 'store.js': ['2 unbounded it is passed on'] },
  },
];

runProjectSuite({ rule: noUnboundedModuleMap, codemod: boundMaps, cases });
