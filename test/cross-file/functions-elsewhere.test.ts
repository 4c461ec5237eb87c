/**
 * What the other files of a project do with a function or a class of `store.js`, asked as the rules ask.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProjectFacts } from '../../analysis/finders/project-queries.ts';
import type { KeyOrigin, KeysElsewhere } from '../../analysis/keys/key-queries.ts';
import type {
  CallFrequency,
  Lifetime,
  RunsElsewhere,
} from '../../analysis/lifetime/lifetime-queries.ts';
import { projectFacts } from '../../analysis/project/project.ts';
import { parseSource } from '../../analysis/source/parse-source.ts';
import type { Node } from '../../analysis/source/source-code.ts';
import { nodeKeyOf, type NodeKey } from '../../analysis/syntax/node-keys.ts';
import { nodesOf } from '../../analysis/syntax/traversal.ts';
import { writeProject } from '../harness/project-tester.ts';

type Files = Readonly<Record<string, string>>;

const FUNCTIONS = [
  AST_NODE_TYPES.FunctionDeclaration,
  AST_NODE_TYPES.FunctionExpression,
  AST_NODE_TYPES.ArrowFunctionExpression,
] as const;
const CLASSES = [AST_NODE_TYPES.ClassDeclaration, AST_NODE_TYPES.ClassExpression] as const;

/** What a project answers about the first function, or class, of its `store.js`. */
function ask<T>(
  files: Files,
  types: readonly Node['type'][],
  question: (facts: ProjectFacts, key: NodeKey) => T,
): T {
  const root = writeProject(files);
  try {
    const file = join(root, 'store.js');
    const source = parseSource(readFileSync(file, 'utf8'), file);
    const [first] = types
      .flatMap((type): readonly Node[] => nodesOf(source, type))
      .toSorted((a, b) => a.range[0] - b.range[0]);
    return question(projectFacts(file), nodeKeyOf(source, first!));
  } finally {
    rmSync(root, { recursive: true });
  }
}

const keysOf = (files: Files): KeysElsewhere =>
  ask(files, FUNCTIONS, (facts, key) => facts.keysElsewhere(key, 0, []));
const runsOf = (files: Files, enough: CallFrequency['kind'][] = []): RunsElsewhere =>
  ask(files, FUNCTIONS, (facts, key) => facts.runsElsewhere(key, enough));
const lifeOf = (files: Files): Lifetime['kind'] =>
  ask(files, CLASSES, (facts, key) => facts.instancesElsewhere(key).kind);

describe('what other files give for a parameter', () => {
  const STORE = `exports.add = (id) => put(id);\n`;
  const CLASS = `exports.Entry = class Entry {\n  constructor(id) {\n    put(id);\n  }\n};\n`;
  const add = `const { add } = require('./store');\n`;

  interface Case {
    readonly why: string;
    readonly files: Files;
    readonly origins: readonly KeyOrigin['kind'][];
    readonly isComplete: boolean;
  }
  const cases: readonly Case[] = [
    {
      why: 'constants alone',
      files: {
        'store.js': STORE,
        'a.js': `${add}add('a');\n`,
        'b.js': `${add}exports.f = () => add('b');\n`,
      },
      origins: ['finite', 'finite'],
      isComplete: true,
    },
    {
      why: 'what comes with a request ends the search',
      files: {
        'store.js': STORE,
        'a.js': `${add}app.post('/x', (req) => add(req.body.id));\napp.post('/y', () => add('y'));\n`,
      },
      origins: ['grows'],
      isComplete: false,
    },
    {
      why: 'by its constructor',
      files: {
        'store.js': CLASS,
        'a.js': `const { Entry } = require('./store');\nnew Entry('a');\n`,
      },
      origins: ['finite'],
      isComplete: true,
    },
    {
      why: 'tests are no users',
      files: {
        'store.js': STORE,
        'a.js': `${add}add('a');\n`,
        'test/a.test.js': `const { add } = require('../store');\napp.post('/x', (req) => add(req.body.id));\n`,
      },
      origins: ['finite'],
      isComplete: true,
    },
    {
      why: 'tests alone tell nothing',
      files: {
        'store.js': STORE,
        'test/a.test.js': `const { add } = require('../store');\nadd('a');\n`,
      },
      origins: [],
      isComplete: false,
    },
    {
      why: 'a file that hands it on as a callback',
      files: { 'store.js': STORE, 'a.js': `${add}add('a');\nlist.forEach(add);\n` },
      origins: ['finite'],
      isComplete: false,
    },
    {
      why: 'a file that hands it on in a list',
      files: { 'store.js': STORE, 'a.js': `${add}add('a');\nrun([add]);\n` },
      origins: ['finite'],
      isComplete: false,
    },
    {
      why: 'a file that looks something up by it',
      files: { 'store.js': STORE, 'a.js': `${add}add('a');\ntable[add] = 1;\n` },
      origins: ['finite'],
      isComplete: false,
    },
    {
      why: 'a file that asks it for a property',
      files: { 'store.js': STORE, 'a.js': `${add}add('a');\nlog(add.name);\n` },
      origins: ['finite'],
      isComplete: true,
    },
    {
      why: 'a file that exports it again',
      files: { 'store.js': STORE, 'a.js': `${add}add('a');\nexports.add = add;\n` },
      origins: ['finite'],
      isComplete: true,
    },
    {
      why: 'a file that exports it again under a name',
      files: { 'store.js': STORE, 'a.js': `${add}add('a');\nmodule.exports = { insert: add };\n` },
      origins: ['finite'],
      isComplete: true,
    },
    {
      why: 'a file that hands the module on',
      files: {
        'store.js': STORE,
        'a.js': `const store = require('./store');\nstore.add('a');\nuse(store);\n`,
      },
      origins: ['finite'],
      isComplete: false,
    },
    {
      why: 'a file that gives no more than it is given itself by the function',
      files: {
        'store.js': `const { again } = require('./a');\nexports.add = (id) => again(id);\n`,
        'a.js': `const store = require('./store');\nexports.again = (id) => store.add(id);\n`,
        'b.js': `${add}add('b');\n`,
      },
      origins: ['finite', 'finite'],
      isComplete: true,
    },
    { why: 'nobody uses it', files: { 'store.js': STORE }, origins: [], isComplete: false },
    {
      why: 'whoever installs the package',
      files: {
        'package.json': `{ "exports": "./store.js" }`,
        'store.js': STORE,
        'a.js': `${add}add('a');\n`,
      },
      origins: ['finite'],
      isComplete: false,
    },
  ];
  it.each(cases)('$why', ({ files, origins, isComplete }) => {
    const found = keysOf(files);
    expect(found.origins.map(({ kind }) => kind)).toEqual(origins);
    expect(found.isComplete).toBe(isComplete);
  });
});

describe('when other files run a function', () => {
  const STORE = `exports.add = (id) => put(id);\n`;
  const add = `const { add } = require('./store');\n`;

  interface Case {
    readonly why: string;
    readonly files: Files;
    readonly enough?: CallFrequency['kind'][];
    readonly runs: readonly string[];
    readonly isComplete: boolean;
  }
  const cases: readonly Case[] = [
    {
      why: 'as they are loaded',
      files: { 'store.js': STORE, 'a.js': `${add}add('a');\n` },
      runs: ['once a.js'],
      isComplete: true,
    },
    {
      why: 'for each request',
      files: { 'store.js': STORE, 'a.js': `${add}app.get('/a', () => add('a'));\n` },
      runs: ['often a.js'],
      isComplete: true,
    },
    {
      why: 'the first that is enough ends the search',
      files: {
        'store.js': STORE,
        'a.js': `${add}app.get('/a', () => add('a'));\napp.get('/b', () => add('b'));\n`,
      },
      enough: ['often'],
      runs: ['often a.js'],
      isComplete: false,
    },
    {
      why: 'as a handler',
      files: { 'store.js': STORE, 'a.js': `${add}app.get('/a', add);\n` },
      runs: ['often a.js'],
      isComplete: true,
    },
    {
      why: 'in tests',
      files: {
        'store.js': STORE,
        'test/a.test.js': `const { add } = require('../store');\nadd('a');\n`,
      },
      runs: ['test tests'],
      isComplete: true,
    },
    {
      why: 'not where it is given another name',
      files: {
        'store.js': STORE,
        'a.js': `const store = require('./store');\nconst insert = store.add;\n`,
      },
      runs: [],
      isComplete: true,
    },
    {
      why: 'beside a default that another file hands on: an object that does not have it',
      files: {
        'store.js': `export const add = (id) => put(id);\nconst get = () => 1;\nexport default { get };\n`,
        'a.js': `import { add } from './store.js';\nadd('a');\n`,
        'b.js': `import store from './store.js';\nuse(store);\n`,
      },
      runs: ['once a.js'],
      isComplete: true,
    },
    {
      why: 'beside a default that another file hands on: a function',
      files: {
        'store.js': `export const add = (id) => put(id);\nexport default function get() {}\n`,
        'a.js': `import { add } from './store.js';\nadd('a');\n`,
        'b.js': `import get from './store.js';\nuse(get);\n`,
      },
      runs: ['once a.js'],
      isComplete: true,
    },
    {
      why: 'as the default that another file hands on, which tells when it runs',
      files: {
        'store.js': `export default function config() {}\n`,
        'a.js': `import config from './store.js';\nconfig();\n`,
        'b.js': `import config from './store.js';\nConfigModule.forRoot({ load: [config] });\n`,
      },
      runs: ['once a.js', 'once b.js'],
      isComplete: true,
    },
    {
      why: 'by a default that another file hands on',
      files: {
        'store.js': `export const add = (id) => put(id);\nconst get = () => 1;\nexport default { get, add };\n`,
        'a.js': `import { add } from './store.js';\nadd('a');\n`,
        'b.js': `import store from './store.js';\nuse(store);\n`,
      },
      runs: ['once a.js'],
      isComplete: false,
    },
    {
      why: 'by an object in a default that another file hands on',
      files: {
        'store.js': `export const add = (id) => put(id);\nconst all = { add };\nexport default { all };\n`,
        'a.js': `import { add } from './store.js';\nadd('a');\n`,
        'b.js': `import store from './store.js';\nuse(store);\n`,
      },
      runs: ['once a.js'],
      isComplete: false,
    },
    {
      why: 'beside a default of which nobody sees what it has',
      files: {
        'store.js': `export const add = (id) => put(id);\nexport default make();\n`,
        'a.js': `import { add } from './store.js';\nadd('a');\n`,
        'b.js': `import store from './store.js';\nuse(store);\n`,
      },
      runs: ['once a.js'],
      isComplete: false,
    },
    {
      why: 'by the exports of a CommonJS file that another file hands on',
      files: {
        'store.js': STORE,
        'a.js': `import { add } from './store.js';\nadd('a');\n`,
        'b.mjs': `import store from './store.js';\nuse(store);\n`,
      },
      runs: ['once a.js'],
      isComplete: false,
    },
    {
      why: 'not where it is exported again',
      files: { 'store.js': STORE, 'a.js': `${add}exports.add = add;\n` },
      runs: [],
      isComplete: true,
    },
    {
      why: 'whoever imports from the file that exports it again',
      files: {
        'store.js': STORE,
        'a.js': `${add}exports.add = add;\n`,
        'b.js': `const { add } = require('./a');\nadd('b');\n`,
      },
      runs: ['once b.js'],
      isComplete: true,
    },
  ];
  it.each(cases)('$why', ({ files, enough, runs, isComplete }) => {
    const found = runsOf(files, enough);
    expect(found.runs.map(({ kind, by, file }) => `${kind} ${file ?? by}`)).toEqual(runs);
    expect(found.isComplete).toBe(isComplete);
  });
});

describe('how long what other files make of a class lives', () => {
  const STORE = `exports.Store = class Store {\n  add() {}\n};\n`;
  const Store = `const { Store } = require('./store');\n`;
  const inFile = (text: string): Files => ({ 'store.js': STORE, 'a.js': `${Store}${text}\n` });

  interface Case {
    readonly why: string;
    readonly files: Files;
  }
  const lasting: readonly Case[] = [
    { why: 'a constant', files: inFile('const store = new Store();') },
    {
      why: 'a variable of the module that a function fills',
      files: inFile('let store;\nexports.open = () => { store = new Store(); };'),
    },
    {
      why: 'a field of an instance that lasts',
      files: {
        'store.js': STORE,
        'a.js': `${Store}class Service {\n  store = new Store();\n}\nexports.Service = Service;\n`,
        'b.js': `const { Service } = require('./a');\nconst service = new Service();\n`,
      },
    },
    {
      why: 'a field that a constructor fills',
      files: {
        'store.js': STORE,
        'a.js': `${Store}class Service {\n  constructor() {\n    this.store = new Store();\n  }\n}\nexports.Service = Service;\n`,
        'b.js': `const { Service } = require('./a');\nconst service = new Service();\n`,
      },
    },
    {
      why: 'passed to a function of a third file that keeps it',
      files: {
        'store.js': STORE,
        'a.js': `${Store}const { choose } = require('./b');\nexports.setup = () => { choose(new Store()); };\n`,
        'b.js': `let current;\nexports.choose = (store) => { current = store; };\n`,
      },
    },
    {
      why: 'passed to a static method that keeps it, by what its set-up gives',
      files: {
        'store.js': STORE,
        'a.js': `${Store}const { Peg } = require('./b');\nexports.setup = () => { Peg.choose(new Store().init()); };\n`,
        'b.js': `exports.Peg = class Peg {\n  static choose(store) {\n    this.store = store;\n  }\n};\n`,
      },
    },
    {
      why: 'passed to a constructor whose instance lasts',
      files: {
        'store.js': STORE,
        'a.js': `${Store}const { Service } = require('./b');\nexports.setup = () => { const store = new Store();\n  return new Service(1, store); };\n`,
        'b.js': `class Service {\n  constructor(id, store) {\n    this.store = store;\n  }\n}\nexports.Service = Service;\nexports.service = new Service(1);\n`,
      },
    },
    {
      why: 'one of many that pass',
      files: inFile(`app.get('/a', () => { new Store().add(); });\nconst store = new Store();`),
    },
  ];
  it.each(lasting)('as long as the process: $why', ({ files }) => {
    expect(lifeOf(files)).toBe('lasting');
  });

  const passing: readonly Case[] = [
    { why: 'made and called', files: inFile('exports.setup = () => { new Store().add(); };') },
    {
      why: 'a name that is only called',
      files: inFile(
        'exports.setup = () => {\n  const store = new Store();\n  store.add();\n  store.add();\n};',
      ),
    },
    {
      why: 'a name in a handler, whatever becomes of it',
      files: inFile(`app.get('/a', () => {\n  const store = new Store();\n  send(store);\n});`),
    },
    {
      why: 'passed to a function of a third file that only asks it',
      files: {
        'store.js': STORE,
        'a.js': `${Store}const { log } = require('./b');\nexports.setup = () => { log(new Store()); };\n`,
        'b.js': `exports.log = (store) => { console.log(store.size); };\n`,
      },
    },
    {
      why: 'a pattern in a handler',
      files: inFile(`app.get('/a', () => {\n  const { size } = new Store();\n  send(size);\n});`),
    },
    {
      why: 'a field of an instance that passes',
      files: {
        'store.js': STORE,
        'a.js': `${Store}class Service {\n  store = new Store();\n}\nexports.Service = Service;\n`,
        'b.js': `const { Service } = require('./a');\napp.get('/b', () => {\n  const service = new Service();\n  service.store.add();\n});\n`,
      },
    },
    {
      why: 'a test keeps one',
      files: {
        ...inFile('exports.f = () => { new Store().add(); };'),
        'test/a.test.js': `const { Store } = require('../store');\nconst store = new Store();\n`,
      },
    },
    {
      why: 'a file asks what is one',
      files: inFile(
        'exports.f = () => { new Store().add(); };\nexports.is = (x) => x instanceof Store;',
      ),
    },
    {
      why: 'a file asks the class for its name',
      files: inFile('exports.f = () => { new Store().add(); };\nlog(Store.name);'),
    },
    {
      why: 'a file exports the class again',
      files: inFile('exports.f = () => { new Store().add(); };\nexports.Store = Store;'),
    },
    {
      why: 'two classes that make each other',
      files: {
        'store.js': `const { Part } = require('./a');\nexports.Store = class Store {\n  part = new Part();\n};\n`,
        'a.js': `exports.Part = class Part {\n  grow() {\n    const { Store } = require('./store');\n    this.store = new Store();\n  }\n};\n`,
      },
    },
  ];
  it.each(passing)('no longer than a call: $why', ({ files }) => {
    expect(lifeOf(files)).toBe('short');
  });

  const unknown: readonly Case[] = [
    { why: 'nobody makes one', files: { 'store.js': STORE } },
    {
      why: 'tests alone make one',
      files: {
        'store.js': STORE,
        'test/a.test.js': `const { Store } = require('../store');\nconst store = new Store();\n`,
      },
    },
    { why: 'one that is returned', files: inFile('exports.f = () => new Store();') },
    { why: 'one that is passed on', files: inFile('exports.f = () => use(new Store());') },
    {
      why: 'a name that is passed on',
      files: inFile('exports.setup = () => {\n  const store = new Store();\n  use(store);\n};'),
    },
    {
      why: 'a name that a callback calls',
      files: inFile(
        'exports.setup = () => {\n  const store = new Store();\n  return () => store.add();\n};',
      ),
    },
    {
      why: 'a name whose method is taken',
      files: inFile('exports.setup = () => {\n  const store = new Store();\n  use(store.add);\n};'),
    },
    {
      why: 'a pattern',
      files: inFile('exports.setup = () => {\n  const { rows } = new Store();\n  return rows;\n};'),
    },
    {
      why: 'a field of an instance of which nobody tells',
      files: {
        'store.js': STORE,
        'a.js': `${Store}class Service {\n  store = new Store();\n}\nexports.Service = Service;\n`,
        'b.js': `const { Service } = require('./a');\nexports.f = () => new Service();\n`,
      },
    },
    {
      why: 'one that passes, one that is passed on',
      files: inFile(
        'exports.f = () => { new Store().add(); };\nexports.g = () => use(new Store());',
      ),
    },
    {
      why: 'a class that is passed on',
      files: inFile('exports.f = () => { new Store().add(); };\nprovide(Store);'),
    },
    {
      why: 'a class that another extends',
      files: inFile(
        'exports.f = () => { new Store().add(); };\nexports.Big = class extends Store {};',
      ),
    },
    {
      why: 'a class in a comparison',
      files: inFile(
        'exports.f = () => { new Store().add(); };\nexports.is = (x) => x === Store && use(x);',
      ),
    },
    {
      why: 'a file that hands the module on',
      files: {
        'store.js': STORE,
        'a.js': `const store = require('./store');\nexports.f = () => { new store.Store().add(); };\nuse(store);\n`,
      },
    },
    {
      why: 'whoever installs the package',
      files: {
        'package.json': `{ "files": ["."] }`,
        ...inFile('exports.f = () => { new Store().add(); };'),
      },
    },
  ];
  it.each(unknown)('nobody knows: $why', ({ files }) => {
    expect(lifeOf(files)).toBe('unknown');
  });
});
