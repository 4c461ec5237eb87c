import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { INSTANCE, RESULT } from '../../../analysis/flow/access-paths.ts';
import {
  SummarizedFile,
  type ExportedThing,
  type FileSummary,
} from '../../../analysis/modules/file-summary.ts';
import { Modules } from '../../../analysis/modules/module-graph.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import { dedent } from '../../harness/dedent.ts';
import { writeProject } from '../../harness/project-tester.ts';

const STORE = dedent(`
  import { makeCache } from './cache';
  import { limits } from './limits';
  export * from './others';
  export { limits };
  export const sessions = new Map();
  export const cache = makeCache(limits.max);
  export class Store {
    rows = new Map();
    constructor(client) {
      this.client = client;
    }
    all() {
      return this.rows;
    }
  }
  export default new Store();
`);

const PATHS = [
  [],
  ['all'],
  ['all', RESULT],
  ['sessions'],
  ['limits', 'max'],
  ['cache', 'get'],
  ['Store'],
  ['Store', INSTANCE, 'rows'],
  ['Store', INSTANCE, 'client'],
  ['Store', INSTANCE, 'other'],
  ['elsewhere'],
];

const answersOf = (file: SummarizedFile) => ({
  exports: PATHS.map((path) => file.exportsAt(path)),
  wholesale: file.wholesale(),
  modules: file.modules(),
  imports: ['./cache', './limits', './others', './unknown'].map((module) => file.importsOf(module)),
});

const summarized = (text: string, path = '/app/store.ts') =>
  new SummarizedFile(() => parseSource(text, path));

const unparsed = () => {
  throw new Error('the file is parsed');
};

describe('a summary', () => {
  it('is plain data, which answers what was asked before without the tree', () => {
    const file = summarized(STORE);
    const answers = answersOf(file);
    const read = JSON.parse(JSON.stringify(file.summary)) as FileSummary;
    expect(read).toEqual(file.summary);
    expect(structuredClone(file.summary)).toEqual(file.summary);
    expect(answersOf(new SummarizedFile(unparsed, read))).toEqual(answers);
  });

  it('is that of the text alone, wherever the file is', () => {
    const files = ['/app/store.ts', '/other/deep/by-name.ts'].map((path) =>
      summarized(STORE, path),
    );
    for (const file of files) answersOf(file);
    expect(files[0]!.summary).toEqual(files[1]!.summary);
  });

  it('tells nothing of a file that does not parse', () => {
    const file = new SummarizedFile(() => undefined);
    expect([
      file.exportsAt(['a']),
      file.wholesale(),
      file.modules(),
      file.importsOf('./a'),
      file.isByDefault('FunctionDeclaration:a#1'),
    ]).toEqual([undefined, [], undefined, [], true]);
    expect(file.summary).toEqual({ exports: {}, imports: {} });
  });
});

describe('what a file exports', () => {
  const shown = (thing: ExportedThing) => {
    switch (thing.kind) {
      case 'node':
        return `${thing.keys.join(' ')}${thing.isForeignCall ? ', by a foreign call' : ''}`;
      case 'module':
        return [thing.module, ...thing.path].join(' ');
      case 'member':
        return `member ${thing.paths.map(({ module, path }) => [module, ...path].join(' ')).join()}`;
      default:
        return thing.kind;
    }
  };

  it.each([
    { why: 'a Map', path: ['sessions'], things: ['NewExpression:sessions#1'] },
    {
      why: 'what another file makes',
      path: ['cache'],
      things: ['CallExpression:cache#1, by a foreign call'],
    },
    { why: 'a part of that', path: ['cache', 'get'], things: ['./cache makeCache () get'] },
    { why: 'what is exported again', path: ['limits'], things: ['./limits limits'] },
    {
      why: 'a class, with its constructor',
      path: ['Store'],
      things: ['ClassDeclaration:Store#1 FunctionExpression:constructor/Store#1'],
    },
    {
      why: 'what its instances hold',
      path: ['Store', INSTANCE, 'rows'],
      things: ['NewExpression:rows/Store#1'],
    },
    {
      why: 'what they are given',
      path: ['Store', INSTANCE, 'client'],
      things: ['parameter'],
    },
    {
      why: 'what a method of the default export returns',
      path: ['all', RESULT],
      things: ['NewExpression:rows/Store#1'],
    },
  ])('is told: $why', ({ path, things }) => {
    expect(summarized(STORE).exportsAt(path)).toEqual({
      values: expect.anything() as unknown,
      mayBeReexported: path[0] === 'all',
    });
    expect(summarized(STORE).exportsAt(path)!.values.map(shown)).toEqual(things);
  });

  it('may be exported by a module of which it exports all', () => {
    const file = summarized(STORE);
    expect(file.exportsAt(['elsewhere'])).toEqual({ values: [], mayBeReexported: true });
    expect(file.wholesale()).toEqual(['./others']);
  });
});

describe('what the default of a file gives of it', () => {
  const CODE = `export function add() {}\nexport class Store { all() {} }\nexport const rows = new Map();\n`;
  const KEYS = {
    add: 'FunctionDeclaration:add#1',
    Store: 'ClassDeclaration:Store#1',
    all: 'FunctionExpression:all/Store#1',
    rows: 'NewExpression:rows#1',
  };
  it.each([
    { why: 'a function', code: `export default add;`, gives: [] },
    { why: 'a class', code: `export default Store;`, gives: ['all'] },
    { why: 'an object of functions', code: `export default { add };`, gives: ['add', 'all'] },
    { why: 'an object of more', code: `export default { rows };`, gives: Object.keys(KEYS) },
    { why: 'an instance', code: `export { store as default };`, gives: Object.keys(KEYS) },
    { why: 'none', code: ``, gives: Object.keys(KEYS) },
  ])('$why', ({ code, gives }) => {
    const file = summarized(`${CODE}const store = new Store();\n${code}\n`);
    const given = Object.entries(KEYS).filter(([, key]) => file.isByDefault(key));
    expect(given.map(([name]) => name)).toEqual(gives);
    const read = JSON.parse(JSON.stringify(file.summary)) as FileSummary;
    expect(new SummarizedFile(unparsed, read).isByDefault(KEYS.add)).toBe(
      file.isByDefault(KEYS.add),
    );
  });
});

describe('what a file names of another', () => {
  it.each([
    { why: 'is called', code: `store.add(1);`, isGivenOn: false },
    { why: 'is taken apart', code: `const { add } = store;\nadd(1);`, isGivenOn: false },
    { why: 'is given to a call', code: `start(store);`, isGivenOn: true },
    { why: 'is an argument by what it gives', code: `start(store.get(1));`, isGivenOn: false },
    { why: 'is returned', code: `exports.get = () => store.get(1);`, isGivenOn: true },
    { why: 'is exported again', code: `exports.store = store;`, isGivenOn: true },
  ])('$why', ({ code, isGivenOn }) => {
    const file = summarized(`const store = require('./store');\n${code}\n`, '/app/user.js');
    expect(file.importsOf('./store').some((names) => names.isGivenOn)).toBe(isGivenOn);
  });
});

describe('a project', () => {
  let root: string;
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    rmSync(root, { recursive: true });
  });

  it('has the summary of a file as long as the file does not change', () => {
    vi.useFakeTimers({ toFake: ['performance', 'Date'] });
    root = writeProject({
      'a.js': 'export const a = new Map();\n',
      'b.js': 'export const b = 1;\n',
    });
    const modules = new Modules({ root, tsconfig: undefined, traits: {} });
    const parses = vi.spyOn(Modules.prototype, 'sourceOf');
    const asked = (name: string) => {
      parses.mockClear();
      const [thing] = modules.thingsAt(join(root, `${name}.js`), [name]);
      return [thing?.kind === 'node' ? thing.keys : [], parses.mock.calls.length];
    };
    expect(asked('a')).toEqual([['NewExpression:a#1'], 1]);
    expect(asked('b')).toEqual([['Literal:b#1'], 1]);
    writeFileSync(join(root, 'b.js'), 'export const b = [];\n');
    utimesSync(join(root, 'b.js'), 1, 1);
    vi.advanceTimersByTime(6000);
    expect(asked('a')).toEqual([['NewExpression:a#1'], 0]);
    expect(asked('b')).toEqual([['ArrayExpression:b#1'], 1]);
  });

  it('has no summary of an earlier text, if a file changes between its parse and the question', () => {
    vi.useFakeTimers({ toFake: ['performance', 'Date'] });
    root = writeProject({ 'a.js': 'export const a = new Map();\n' });
    const file = join(root, 'a.js');
    const modules = new Modules({ root, tsconfig: undefined, traits: {} });
    modules.textOf(file);
    const kept = modules.sourceOf(file);
    writeFileSync(file, 'export const a = [];\n');
    utimesSync(file, 1, 1);
    const keys = () =>
      modules.thingsAt(file, ['a']).map((thing) => (thing.kind === 'node' ? thing.keys : []));
    expect(keys()).toEqual([['NewExpression:a#1']]);
    vi.advanceTimersByTime(6000);
    expect(keys()).toEqual([['ArrayExpression:a#1']]);
    expect(kept).toBeDefined();
  });

  it('has none either of a text that changes while a question is under way', () => {
    vi.useFakeTimers({ toFake: ['performance', 'Date'] });
    root = writeProject({ 'a.js': 'export const a = new Map();\n' });
    const file = join(root, 'a.js');
    const modules = new Modules({ root, tsconfig: undefined, traits: {} });
    const keys = () =>
      modules.thingsAt(file, ['a']).map((thing) => (thing.kind === 'node' ? thing.keys : []));
    modules.textOf(file);
    const kept = modules.sourceOf(file);
    modules.kept('question', () => {
      writeFileSync(file, 'export const a = [];\n');
      utimesSync(file, 1, 1);
      vi.advanceTimersByTime(6000);
      return keys();
    });
    expect(keys()).toEqual([['ArrayExpression:a#1']]);
    expect(kept).toBeDefined();
  });
});
