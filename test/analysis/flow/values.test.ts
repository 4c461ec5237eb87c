import type { TSESTree } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../../analysis/flow/values.ts';
import { forEachHost, shownValue, subjectOf, type Language } from '../../harness/hosts.ts';

interface Case {
  readonly why: string;
  readonly code: string;
  readonly values: readonly string[];
}

function holds({ code, values }: Case, language: Language = 'js'): void {
  forEachHost(
    code,
    (source, host) => {
      const found = valuesOf(source, subjectOf(source)).map((value) => shownValue(source, value));
      expect(found.toSorted(), host).toEqual(values.toSorted());
    },
    language,
  );
}

it('does not count twice what comes by two spreads', () => {
  const objects = Array.from(
    { length: 30 },
    (_, index) => `const o${index + 1} = { ...(a ? o${index} : {}), ...(b ? o${index} : {}) };`,
  );
  holds({
    why: 'thirty objects',
    code: `const o0 = { get: load };\n${objects.join('\n')}\nuse(o30.get);`,
    values: ['load'],
  });
});

describe('valuesOf follows variables', () => {
  it.each<Case>([
    { why: 'a literal is its own value', code: `use(1);`, values: ['1'] },
    { why: 'a const', code: `const a = {};\nuse(a);`, values: ['{}'] },
    {
      why: 'an alias of an alias',
      code: `const a = {};\nconst b = a;\nconst c = b;\nuse(c);`,
      values: ['{}'],
    },
    {
      why: 'every write to a let counts',
      code: `let a = 1;\na = 2;\nif (x) a = 3;\nuse(a);`,
      values: ['1', '2', '3'],
    },
    {
      why: 'a let without initializer has its writes alone',
      code: `let a;\na = 2;\nuse(a);`,
      values: ['2'],
    },
    {
      why: 'a var that is declared twice',
      code: `var a = 1;\nvar a = 2;\nuse(a);`,
      values: ['1', '2'],
    },
    { why: 'a let that nobody writes is not known', code: `let a;\nuse(a);`, values: ['unknown'] },
    {
      why: 'a compound assignment adds what it may give',
      code: `let a = 1;\na ??= 2;\nuse(a);`,
      values: ['1', '2'],
    },
    {
      why: 'a write in a loop head cannot be followed',
      code: `let a = 1;\nfor (a of list) {}\nuse(a);`,
      values: ['1', 'unknown'],
    },
    {
      why: 'a variable that a loop fills',
      code: `for (const a of list) use(a);`,
      values: ['unknown'],
    },
    {
      why: 'a destructuring write cannot be followed',
      code: `let a = 1;\n({ a } = o);\nuse(a);`,
      values: ['1', 'unknown'],
    },
    {
      why: 'an update is a write of something else',
      code: `let a = 1;\na++;\nuse(a);`,
      values: ['1', 'unknown'],
    },
    {
      why: 'a caught error is not known',
      code: `try { f(); } catch (e) { use(e); }`,
      values: ['unknown'],
    },
    { why: 'a global is itself', code: `use(process);`, values: ['process'] },
    {
      why: 'an inner name hides the outer',
      code: `const a = 1;\nfunction f() {\n  const a = 2;\n  use(a);\n}`,
      values: ['2'],
    },
    {
      why: 'a parameter is whatever the caller gives',
      code: `function f(a) { use(a); }`,
      values: ['parameter a'],
    },
    {
      why: 'a default joins the parameter',
      code: `const f = (a = 1) => use(a);`,
      values: ['parameter a', '1'],
    },
    {
      why: 'a destructured parameter is a parameter',
      code: `const f = ({ a }) => use(a);`,
      values: ['parameter a'],
    },
    {
      why: 'a function is its own value',
      code: `function f() {}\nuse(f);`,
      values: ['function f() {}'],
    },
    { why: 'a class is its own value', code: `class A {}\nuse(A);`, values: ['class A {}'] },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('valuesOf follows expressions', () => {
  it.each<Case>([
    { why: 'both arms of a conditional', code: `use(x ? 1 : 2);`, values: ['1', '2'] },
    { why: 'either side of ||', code: `use(1 || 2);`, values: ['1', '2'] },
    { why: 'either side of ??', code: `use(1 ?? 2);`, values: ['1', '2'] },
    { why: '&& gives its right side, or nothing of use', code: `use(x && 2);`, values: ['2'] },
    { why: 'the last of a sequence', code: `use((1, 2));`, values: ['2'] },
    {
      why: 'await takes off the promise',
      code: `async function f() { use(await g({})); }\nasync function g(o) { return 7; }`,
      values: ['7'],
    },
    { why: 'an assignment is what it assigns', code: `let a;\nuse(a = 3);`, values: ['3'] },
    {
      why: 'the same value twice counts once',
      code: `const a = {};\nuse(x ? a : a);`,
      values: ['{}'],
    },
    {
      why: 'a call that cannot be seen through is a value of its own',
      code: `use(make());`,
      values: ['make()'],
    },
    { why: 'new is a value of its own', code: `use(new Thing());`, values: ['new Thing()'] },
    {
      why: 'an optional chain is as its inside',
      code: `const o = { a: 1 };\nuse(o?.a);`,
      values: ['1'],
    },
    {
      why: 'this in a plain function is not known',
      code: `function f() { use(this); }`,
      values: ['unknown'],
    },
    {
      why: 'a computed name is not known',
      code: `const o = { a: 1 };\nuse(o[k]);`,
      values: ['unknown'],
    },
    {
      why: 'a computed constant is',
      code: `const k = 'a';\nconst o = { a: 1 };\nuse(o[k]);`,
      values: ['1'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('valuesOf follows objects', () => {
  it.each<Case>([
    { why: 'a property', code: `const o = { a: 1, 'b': 2 };\nuse(o.b);`, values: ['2'] },
    { why: 'a nested property', code: `const o = { a: { b: 1 } };\nuse(o.a.b);`, values: ['1'] },
    {
      why: 'the later of two properties of a name',
      code: `const o = { a: 1, a: 2 };\nuse(o.a);`,
      values: ['2'],
    },
    { why: 'a shorthand', code: `const a = 1;\nconst o = { a };\nuse(o.a);`, values: ['1'] },
    {
      why: 'a getter is what it returns',
      code: `const o = { get a() { return 1; } };\nuse(o.a);`,
      values: ['1'],
    },
    {
      why: 'a setter is no value',
      code: `const o = { a: 1, set a(v) {} };\nuse(o.b);`,
      values: ['{ a: 1, set a(v) {} }→b'],
    },
    {
      why: 'a property of a spread',
      code: `const base = { a: 1 };\nconst o = { ...base };\nuse(o.a);`,
      values: ['1'],
    },
    {
      why: 'a later assignment joins',
      code: `const o = { a: 1 };\no.a = 2;\nuse(o.a);`,
      values: ['1', '2'],
    },
    { why: 'a later assignment alone', code: `const o = {};\no.a = 2;\nuse(o.a);`, values: ['2'] },
    {
      why: 'an assignment to another object of that property does not',
      code: `const o = { a: 1 };\nconst p = {};\np.a = 2;\nuse(o.a);`,
      values: ['1'],
    },
    { why: 'a property that is not there', code: `const o = {};\nuse(o.a);`, values: ['{}→a'] },
    {
      why: 'a property of a parameter',
      code: `function f(o) { use(o.a); }`,
      values: ['parameter o→a'],
    },
    {
      why: 'this in a method of a literal',
      code: `const o = { a: 1, f() { use(this.a); } };`,
      values: ['1'],
    },
    {
      why: 'exports.x is what is assigned to it',
      code: `exports.x = 1;\nuse(exports.x);`,
      values: ['1'],
    },
    {
      why: 'module.exports.x likewise',
      code: `module.exports.x = 1;\nuse(module.exports.x);`,
      values: ['1'],
    },
    {
      why: 'Object.freeze returns what it is given',
      code: `const o = Object.freeze({ a: 1 });\nuse(o.a);`,
      values: ['1'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('valuesOf follows destructuring', () => {
  it.each<Case>([
    { why: 'a name of a pattern', code: `const { a } = { a: 1 };\nuse(a);`, values: ['1'] },
    { why: 'a renamed one', code: `const { a: b } = { a: 1 };\nuse(b);`, values: ['1'] },
    { why: 'a nested one', code: `const { a: { b } } = { a: { b: 1 } };\nuse(b);`, values: ['1'] },
    {
      why: 'a default joins what may be there',
      code: `const { a = 2 } = { a: 1 };\nuse(a);`,
      values: ['1', '2'],
    },
    {
      why: 'a default alone beside what is not there',
      code: `const o = {};\nconst { a = 2 } = o;\nuse(a);`,
      values: ['2', '{}→a'],
    },
    {
      why: 'a rest is not known',
      code: `const { a, ...rest } = { a: 1 };\nuse(rest);`,
      values: ['unknown'],
    },
    {
      why: 'an array pattern is not known',
      code: `const [a] = [1];\nuse(a);`,
      values: ['unknown'],
    },
    {
      why: 'a computed constant key',
      code: `const K = 'a';\nconst { [K]: b } = { a: 1 };\nuse(b);`,
      values: ['1'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('valuesOf follows classes', () => {
  it.each<Case>([
    {
      why: 'a field through this',
      code: `class A {\n  a = 1;\n  f() { use(this.a); }\n}`,
      values: ['1'],
    },
    {
      why: 'a field through an instance',
      code: `class A { a = 1; }\nconst o = new A();\nuse(o.a);`,
      values: ['1'],
    },
    {
      why: 'a private field',
      code: `class A {\n  #a = 1;\n  f() { use(this.#a); }\n}`,
      values: ['1'],
    },
    {
      why: 'a private name is not the public one',
      code: `class A {\n  #a = 1;\n  a = 2;\n  f() { use(this.#a); }\n}`,
      values: ['1'],
    },
    {
      why: 'this.x = … in the constructor',
      code: `class A {\n  constructor() { this.a = 1; }\n  f() { use(this.a); }\n}`,
      values: ['1'],
    },
    {
      why: 'a field and an assignment',
      code: `class A {\n  a = 1;\n  set() { this.a = 2; }\n  f() { use(this.a); }\n}`,
      values: ['1', '2'],
    },
    {
      why: 'an arrow keeps this',
      code: `class A {\n  a = 1;\n  f() { return () => use(this.a); }\n}`,
      values: ['1'],
    },
    {
      why: 'a plain function does not',
      code: `class A {\n  a = 1;\n  f() { return function () { use(this.a); }; }\n}`,
      values: ['unknown'],
    },
    {
      why: 'a static field by the class',
      code: `class A { static a = 1; }\nuse(A.a);`,
      values: ['1'],
    },
    {
      why: 'a static field through this in a static method',
      code: `class A {\n  static a = 1;\n  static f() { use(this.a); }\n}`,
      values: ['1'],
    },
    {
      why: 'a static field is not on instances',
      code: `class A {\n  static a = 1;\n  f() { use(this.a); }\n}`,
      values: ['unknown'],
    },
    {
      why: 'a static block',
      code: `class A {\n  static { this.a = 1; }\n  static f() { use(this.a); }\n}`,
      values: ['1'],
    },
    {
      why: 'A.a = … joins',
      code: `class A { static a = 1; }\nA.a = 2;\nuse(A.a);`,
      values: ['1', '2'],
    },
    {
      why: 'a getter',
      code: `class A {\n  get a() { return 1; }\n  f() { use(this.a); }\n}`,
      values: ['1'],
    },
    {
      why: 'a method called through this',
      code: `class A {\n  make() { return 1; }\n  f() { use(this.make()); }\n}`,
      values: ['1'],
    },
    {
      why: 'a local superclass',
      code: `class B { a = 1; }\nclass A extends B {\n  f() { use(this.a); }\n}`,
      values: ['1'],
    },
    {
      why: 'this.x = … in a local superclass',
      code: `class B { constructor() { this.a = 1; } }\nclass A extends B {\n  f() { use(this.a); }\n}`,
      values: ['1'],
    },
    {
      why: 'an imported superclass may hold anything',
      code: `class A extends Base {\n  f() { use(this.a); }\n}`,
      values: ['instance of A→a'],
    },
    {
      why: 'another class of the same field name',
      code: `class B { a = 2; }\nclass A {\n  a = 1;\n  f() { use(this.a); }\n}`,
      values: ['1'],
    },
    {
      why: 'a constructor parameter that is stored',
      code: `class A {\n  constructor(a = 1) { this.a = a; }\n  f() { use(this.a); }\n}`,
      values: ['1', 'parameter a'],
    },
    {
      why: 'a constructor function and its prototype',
      code: `function A() { this.a = 1; }\nA.prototype.f = function () { use(this.a); };`,
      values: ['1'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    {
      why: 'a parameter property',
      code: `class A {\n  constructor(private readonly a: string) {}\n  f() { use(this.a); }\n}`,
      values: ['parameter a'],
    },
    {
      why: 'a parameter property with a default',
      code: `class A {\n  constructor(private a = 1) {}\n  f() { use(this.a); }\n}`,
      values: ['1', 'parameter a'],
    },
    {
      why: 'a declared field without a value',
      code: `class A {\n  private a: number;\n  constructor() { this.a = 1; }\n  f() { use(this.a); }\n}`,
      values: ['1'],
    },
    { why: 'a cast', code: `const a = {} as Config;\nuse(a!);`, values: ['{}'] },
    { why: 'satisfies', code: `const a = {} satisfies Config;\nuse(<T>a);`, values: ['{}'] },
    {
      why: 'import x = require',
      code: `import a = require('axios');\nuse(a);`,
      values: ['module axios'],
    },
    {
      why: 'import x = of a namespace is not known',
      code: `import a = N.b;\nuse(a);`,
      values: ['unknown'],
    },
    { why: 'an enum is not known', code: `enum E { A }\nuse(E);`, values: ['unknown'] },
  ])('TypeScript: $why', (testCase) => {
    holds(testCase, 'ts');
  });
});

describe('valuesOf follows functions', () => {
  it.each<Case>([
    {
      why: 'what a function returns',
      code: `function f() { return 1; }\nuse(f());`,
      values: ['1'],
    },
    {
      why: 'every return',
      code: `function f(x) {\n  if (x) return 1;\n  return 2;\n}\nuse(f());`,
      values: ['1', '2'],
    },
    { why: 'the body of an arrow', code: `const f = () => 1;\nuse(f());`, values: ['1'] },
    {
      why: 'not the returns of inner functions',
      code: `function f() {\n  g(() => { return 2; });\n  return 1;\n}\nuse(f());`,
      values: ['1'],
    },
    {
      why: 'an async function, awaited or not',
      code: `const f = async () => 1;\nuse(f());`,
      values: ['1'],
    },
    {
      why: 'a generator gives something else',
      code: `function* f() { return 1; }\nuse(f());`,
      values: ['f()'],
    },
    {
      why: 'a function that returns nothing',
      code: `function f() {}\nuse(f());`,
      values: ['unknown'],
    },
    { why: 'a function called where it stands', code: `use((() => 1)());`, values: ['1'] },
    {
      why: 'a method of an object',
      code: `const o = { f() { return 1; } };\nuse(o.f());`,
      values: ['1'],
    },
    {
      why: 'a parameter that is returned',
      code: `function id(x) { return x; }\nuse(id(1));`,
      values: ['parameter x'],
    },
    {
      why: 'a lazy singleton',
      code: `let c;\nfunction get() {\n  if (!c) c = make();\n  return c;\n}\nuse(get());`,
      values: ['make()'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('valuesOf follows modules', () => {
  it.each<Case>([
    { why: 'a default import', code: `import a from 'axios';\nuse(a);`, values: ['module axios'] },
    {
      why: 'a namespace import',
      code: `import * as a from 'axios';\nuse(a);`,
      values: ['module axios'],
    },
    {
      why: 'a named import',
      code: `import { create as c } from 'axios';\nuse(c);`,
      values: ['module axios.create'],
    },
    {
      why: '{ default as x }',
      code: `import { default as a } from 'axios';\nuse(a);`,
      values: ['module axios'],
    },
    {
      why: 'a string name',
      code: `import { 'create' as c } from 'axios';\nuse(c);`,
      values: ['module axios.create'],
    },
    { why: 'require', code: `const a = require('axios');\nuse(a);`, values: ['module axios'] },
    { why: 'require with a template', code: 'use(require(`axios`));', values: ['module axios'] },
    { why: 'require().default', code: `use(require('axios').default);`, values: ['module axios'] },
    { why: 'require().x', code: `use(require('axios').create);`, values: ['module axios.create'] },
    {
      why: 'a destructured require',
      code: `const { create: c } = require('axios');\nuse(c);`,
      values: ['module axios.create'],
    },
    {
      why: 'a shadowed require is a function like any',
      code: `function f(require) { use(require('axios')); }`,
      values: [`require('axios')`],
    },
    { why: 'require of a computed name', code: `use(require(name));`, values: ['require(name)'] },
    {
      why: 'a dynamic import',
      code: `async function f() { use(await import('axios')); }`,
      values: ['module axios'],
    },
    {
      why: 'a dynamic import, default destructured',
      code: `async function f() {\n  const { default: a } = await import('axios');\n  use(a);\n}`,
      values: ['module axios'],
    },
    {
      why: 'a dynamic import of a computed name',
      code: `async function f() { use(await import(name)); }`,
      values: ['unknown'],
    },
    {
      why: 'TypeScript’s helper',
      code: `var axios_1 = __importDefault(require('axios'));\nuse(axios_1.default);`,
      values: ['module axios'],
    },
    {
      why: 'TypeScript’s helper written out in the file',
      code: `var __importDefault = (this && this.__importDefault) || function (mod) { return mod && mod.__esModule ? mod : { default: mod }; };\nvar axios_1 = __importDefault(require('axios'));\nuse(axios_1.default);`,
      values: ['module axios'],
    },
    {
      why: 'tslib’s',
      code: `const tslib_1 = require('tslib');\nconst axios_1 = tslib_1.__importDefault(require('axios'));\nuse(axios_1.default.create);`,
      values: ['module axios.create'],
    },
    {
      why: 'Babel’s',
      code: `var _axios = _interopRequireDefault(require('axios'));\nuse(_axios.default);`,
      values: ['module axios'],
    },
    {
      why: 'esbuild’s',
      code: `var import_axios = __toESM(require('axios'), 1);\nuse(import_axios.default);`,
      values: ['module axios'],
    },
    {
      why: 'a method of an import',
      code: `import a from 'axios';\nconst { get } = a;\nuse(get);`,
      values: ['module axios.get'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('valuesOf comes to an end', () => {
  it.each<Case>([
    { why: 'a variable of itself', code: `var x = x;\nuse(x);`, values: ['unknown'] },
    {
      why: 'a field of itself',
      code: `class A {\n  a = this.a;\n  f() { use(this.a); }\n}`,
      values: ['unknown'],
    },
    {
      why: 'a field wrapped in place',
      code: `class A {\n  a = 1;\n  g() { this.a = this.a ?? 2; }\n  f() { use(this.a); }\n}`,
      values: ['1', '2'],
    },
    {
      why: 'an object that spreads itself',
      code: `let o = { a: 1 };\no = { ...o, b: 2 };\nuse(o.b);`,
      values: ['2', '{ a: 1 }→b'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    { why: 'x = x || y', code: `let x;\nx = x || 1;\nuse(x);`, values: ['1'] },
    {
      why: 'two variables of each other',
      code: `var a = b;\nvar b = a;\na = 1;\nuse(b);`,
      values: ['1'],
    },
    {
      why: 'a function that calls itself',
      code: `function f(n) { return n ? f(n - 1) : 1; }\nuse(f(3));`,
      values: ['1'],
    },
    {
      why: 'two functions that call each other',
      code: `function even() { return x ? odd() : 1; }\nfunction odd() { return x ? even() : 2; }\nuse(even());`,
      values: ['1', '2'],
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it('a getter of itself has an answer, and invents none', () => {
    forEachHost(`const o = { get a() { return o.a; } };\nuse(o.a);`, (source, host) => {
      // No answer at all would read as 'known, and nothing'.
      const kinds = valuesOf(source, subjectOf(source)).map(({ kind }) => kind);
      expect(kinds, host).toHaveLength(1);
      expect(['unknown', 'member'], host).toContain(kinds[0]);
    });
  });

  it.each([
    { why: 'a class that extends itself', code: `class A extends A {\n  f() { use(this.a); }\n}` },
    {
      why: 'two classes that extend each other',
      code: `let A = class extends B { f() { use(this.a); } };\nlet B = class extends A {};`,
    },
    {
      why: 'a class put in the place of its superclass',
      code: `lib.Client = class extends lib.Client {\n  f() { use(this.a); }\n};`,
    },
  ])('$why', ({ code }) => {
    forEachHost(code, (source, host) => {
      expect(
        valuesOf(source, subjectOf(source)).map(({ kind }) => kind),
        host,
      ).toEqual(['member']);
    });
  });

  it('a knot of functions costs its size, not its paths', () => {
    const count = 60;
    const knot = Array.from(
      { length: count },
      (_, index) =>
        `function f${index}() { return x ? f${(index + 1) % count}() : f${(index + 2) % count}(); }`,
    );
    forEachHost(`${knot.join('\n')}\nuse(f0());`, (source) => {
      const start = performance.now();
      valuesOf(source, subjectOf(source));
      expect(performance.now() - start).toBeLessThan(2000);
    });
  });

  it('a knot with one way out finds it', () => {
    const count = 20;
    const knot = Array.from(
      { length: count },
      (_, index) =>
        `function f${index}() { return x ? f${(index + 1) % count}() : ${index === 13 ? '"out"' : `f${(index + 7) % count}()`}; }`,
    );
    forEachHost(`${knot.join('\n')}\nuse(f0());`, (source, host) => {
      expect(
        valuesOf(source, subjectOf(source)).map((value) => shownValue(source, value)),
        host,
      ).toContain('"out"');
    });
  });

  it('asking about each function of a knot gives each the same answer, whoever was asked first', () => {
    const code = `function a() { return x ? b() : 1; }\nfunction b() { return x ? c() : 2; }\nfunction c() { return x ? a() : 3; }\n`;
    for (const order of [
      ['a', 'b', 'c'],
      ['c', 'b', 'a'],
      ['b', 'a', 'c'],
    ]) {
      forEachHost(`${code}${order.map((name) => `use(${name}());`).join('\n')}`, (source, host) => {
        const calls = source.ast.body
          .slice(3)
          .map(
            (statement) =>
              (statement as TSESTree.ExpressionStatement).expression as TSESTree.CallExpression,
          );
        for (const call of calls) {
          expect(
            valuesOf(source, call.arguments[0]!)
              .map((value) => shownValue(source, value))
              .toSorted(),
            host,
          ).toEqual(['1', '2', '3']);
        }
      });
    }
  });

  it('what is too long to follow is unknown, not left out', () => {
    const chain = Array.from({ length: 400 }, (_, index) => `const a${index + 1} = a${index};`);
    forEachHost(`const a0 = {};\n${chain.join('\n')}\nuse(a400);`, (source, host) => {
      expect(
        valuesOf(source, subjectOf(source)).map(({ kind }) => kind),
        host,
      ).toEqual(['unknown']);
    });
  });
});
