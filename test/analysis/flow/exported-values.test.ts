import { describe, expect, it, vi } from 'vitest';
import { INSTANCE, RESULT } from '../../../analysis/flow/access-paths.ts';
import { exportedValues, isNamedExport } from '../../../analysis/flow/exported-values.ts';
import type { Value } from '../../../analysis/flow/values.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { forEachHost, type Language } from '../../harness/hosts.ts';

/** The source of a node, `./a name` for a value of another module. */
function shown(source: SourceCode, value: Value): string {
  switch (value.kind) {
    case 'module':
      return [value.module, ...value.path].join(' ');
    case 'node':
      return source.getText(value.node);
    case 'instance':
      return `instance of ${value.class.id?.name ?? 'a class'}`;
    default:
      return value.kind;
  }
}

interface Case {
  readonly why: string;
  readonly code: string;
  /** None is the whole of the exports. */
  readonly path?: readonly string[];
  readonly values: readonly string[];
}

/** Every other module exports `elsewhere`, and nothing else. */
const hasExport = (_: string, name: string) => name === 'elsewhere';

function holds({ code, path = [], values }: Case, language: Language = 'js'): void {
  forEachHost(
    code,
    (source, host) => {
      expect(
        exportedValues(source, path, hasExport).map((value) => shown(source, value)),
        host,
      ).toEqual(values);
    },
    language,
  );
}

describe('the whole of the exports', () => {
  it.each<Case>([
    { why: 'a default export', code: `export default make();`, values: ['make()'] },
    {
      why: 'a function by default',
      code: `export default function () {}`,
      values: ['function () {}'],
    },
    { why: 'a class by default', code: `export default class {}`, values: ['class {}'] },
    {
      why: 'a name that is exported as the default',
      code: `const a = {};\nexport { a as default };`,
      values: ['{}'],
    },
    {
      why: 'the default of another module',
      code: `export { default } from './b';`,
      values: ['./b'],
    },
    {
      why: 'a name of another module as the default',
      code: `export { client as default } from './b';`,
      values: ['./b client'],
    },
    { why: 'a named export is not the whole', code: `const a = {};\nexport { a };`, values: [] },
    { why: 'module.exports', code: `module.exports = {};`, values: ['{}'] },
    { why: 'exports of something else', code: `app.exports = {};`, values: [] },
    {
      why: 'a module of one’s own',
      code: `function f(module) { module.exports = {}; }`,
      values: [],
    },
    {
      why: 'exports.default, as compilers write it',
      code: `exports.default = {};`,
      values: ['{}'],
    },
    { why: 'module.exports.default', code: `module.exports.default = {};`, values: ['{}'] },
    { why: 'the default of something else', code: `app.default = {};`, values: [] },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it('export = of TypeScript', () => {
    holds({ why: '', code: `const api = {};\nexport = api;`, values: ['{}'] }, 'ts');
  });
});

describe('an export by its name', () => {
  it.each<Case>([
    {
      why: 'by a name that the exports have in the file',
      code: `const Service = module.exports;\nService.client = {};`,
      path: ['client'],
      values: ['{}'],
    },
    { why: 'a variable', code: `export const client = {};`, path: ['client'], values: ['{}'] },
    {
      why: 'the other of two variables',
      code: `export const client = {}, other = [];`,
      path: ['other'],
      values: ['[]'],
    },
    {
      why: 'another name for a variable',
      code: `const a = {};\nexport { a as client };`,
      path: ['client'],
      values: ['{}'],
    },
    {
      why: 'its name inside is not its name outside',
      code: `const a = {};\nexport { a as client };`,
      path: ['a'],
      values: [],
    },
    {
      why: 'of another module',
      code: `export { client } from './b';`,
      path: ['client'],
      values: ['./b client'],
    },
    {
      why: 'the default of another module',
      code: `export { default as client } from './b';`,
      path: ['client'],
      values: ['./b'],
    },
    {
      why: 'all of another module under a name',
      code: `export * as lib from './b';`,
      path: ['lib', 'client'],
      values: ['./b client'],
    },
    { why: 'exports.client', code: `exports.client = {};`, path: ['client'], values: ['{}'] },
    { why: 'the client of something else', code: `app.client = {};`, path: ['client'], values: [] },
    {
      why: 'a property of module.exports',
      code: `module.exports = { client: [] };`,
      path: ['client'],
      values: ['[]'],
    },
    { why: 'nothing of that name', code: `exports.other = {};`, path: ['client'], values: [] },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('an export that a module takes over with all others', () => {
  it.each<Case>([
    {
      why: 'export * from',
      code: `export * from './b';`,
      path: ['elsewhere'],
      values: ['./b elsewhere'],
    },
    {
      why: 'one that the other module does not have',
      code: `export * from './b';`,
      path: ['client'],
      values: [],
    },
    {
      why: 'an export of one’s own comes first',
      code: `export * from './b';\nexport const elsewhere = {};`,
      path: ['elsewhere'],
      values: ['{}'],
    },
    {
      why: 'the helper of TypeScript',
      code: `__exportStar(require('./b'), exports);`,
      path: ['elsewhere'],
      values: ['./b elsewhere'],
    },
    {
      why: 'the helper of tslib',
      code: `const tslib_1 = require('tslib');\ntslib_1.__exportStar(require('./b'), exports);`,
      path: ['elsewhere'],
      values: ['./b elsewhere'],
    },
    {
      why: 'the helper, of a module that is loaded already',
      code: `const b = load('./b');\n__exportStar(b, exports);`,
      path: ['elsewhere'],
      values: [],
    },
    {
      why: 'the helper without a module',
      code: `__exportStar();`,
      path: ['elsewhere'],
      values: [],
    },
    {
      why: 'the helper, of a module that nothing names',
      code: `__exportStar(require(), exports);`,
      path: ['elsewhere'],
      values: [],
    },
    {
      why: 'the helper, of a module by a variable',
      code: `__exportStar(require(name), exports);`,
      path: ['elsewhere'],
      values: [],
    },
    {
      why: 'another function',
      code: `copy(require('./b'), exports);`,
      path: ['elsewhere'],
      values: [],
    },
    {
      why: 'a function without a name',
      code: `(() => {})(require('./b'), exports);`,
      path: ['elsewhere'],
      values: [],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it('is a named export of it', () => {
    forEachHost(`__exportStar(require('./b'), exports);`, (source, host) => {
      expect(
        [isNamedExport(source, 'elsewhere', hasExport), isNamedExport(source, 'client', hasExport)],
        host,
      ).toEqual([true, false]);
    });
  });
});

describe('what is made of an export', () => {
  it.each<Case>([
    {
      why: 'what a function returns',
      code: `exports.make = () => [];`,
      path: ['make', RESULT],
      values: ['[]'],
    },
    {
      why: 'a generator returns nothing that one could use',
      code: `exports.make = function* () { return []; };`,
      path: ['make', RESULT],
      values: [],
    },
    {
      why: 'an object is no function',
      code: `exports.make = {};`,
      path: ['make', RESULT],
      values: [],
    },
    {
      why: 'an instance of a class',
      code: `exports.Api = class Api {};`,
      path: ['Api', INSTANCE],
      values: ['instance of Api'],
    },
    {
      why: 'the whole is a class',
      code: `module.exports = class Api {};`,
      path: [INSTANCE],
      values: ['instance of Api'],
    },
    {
      why: 'the whole is a function',
      code: `module.exports = () => [];`,
      path: [RESULT],
      values: ['[]'],
    },
    {
      why: 'an object has no instance',
      code: `exports.Api = {};`,
      path: ['Api', INSTANCE],
      values: [],
    },
    {
      why: 'a field of an instance',
      code: `exports.Api = class { client = []; };`,
      path: ['Api', INSTANCE, 'client'],
      values: ['[]'],
    },
    {
      why: 'a field that the class does not have',
      code: `exports.Api = class { client = []; };`,
      path: ['Api', INSTANCE, 'other'],
      values: [],
    },
    {
      why: 'a field that it inherits from a third file',
      code: `const { Base } = require('./base');\nexports.Api = class extends Base {};`,
      path: ['Api', INSTANCE, 'client'],
      values: ['./base Base new() client'],
    },
    {
      why: 'a class of a third file',
      code: `exports.Api = require('./c').Api;`,
      path: ['Api', INSTANCE, 'client'],
      values: ['./c Api new() client'],
    },
    {
      why: 'a function that a third file makes',
      code: `exports.get = require('./c').make();`,
      path: ['get', RESULT],
      values: ['./c make () ()'],
    },
    {
      why: 'a class that a third file makes',
      code: `exports.Api = require('./c').make();`,
      path: ['Api', INSTANCE],
      values: ['./c make () new()'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

it('goes through the exports of a file once, however many of them are asked for', () => {
  const names = Array.from({ length: 200 }, (_, index) => `name${index}`);
  const source = parseSource(
    names.map((name, index) => `export const ${name} = ${index};\n`).join(''),
    '/project/names.ts',
  );
  const asked = vi.spyOn(source, 'getDeclaredVariables');
  for (const name of names)
    expect(exportedValues(source, [name], hasExport).map((value) => shown(source, value))).toEqual([
      String(names.indexOf(name)),
    ]);
  expect(asked.mock.calls.length).toBeLessThan(names.length * 4);
});

it('takes a name that is declared and exported twice as the parser leaves it', () => {
  const source = parseSource(
    `export var a = 1, a = 2;\nexport { b as c, d as c };\nconst b = 3, d = 4;\n`,
    '/project/twice.js',
  );
  const values = (name: string) =>
    exportedValues(source, [name], hasExport).map((value) => shown(source, value));
  expect([values('a'), values('c')]).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
});
