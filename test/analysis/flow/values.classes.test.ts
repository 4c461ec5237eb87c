import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../../analysis/flow/values.ts';
import { forEachHost, shownValue, subjectOf, type Language } from '../../harness/hosts.ts';

function holds(code: string, values: readonly string[], language: Language = 'js'): void {
  forEachHost(
    code,
    (source, host) => {
      expect(
        valuesOf(source, subjectOf(source)).map((value) => shownValue(source, value)),
        host,
      ).toEqual(values);
    },
    language,
  );
}

describe('a property of a class that the file does not show', () => {
  const A = 'class A extends B {}';

  it.each<[why: string, code: string, ...values: string[]]>([
    ['of an instance', `class A {}\nuse(new A().b);`, 'new A()→b'],
    ['of a class', `class A {}\nuse(A.b);`, 'class A {}→b'],
    ['a setter gives nothing', `class A { set b(v) {} }\nuse(new A().b);`, 'new A()→b'],
    [
      'an instance of what extends another file’s class',
      `const B = lib.B;\n${A}\nuse(new A().b);`,
      'new A()→b',
    ],
    [
      'this, of a class that may inherit it',
      `class A extends B { f() { use(this.c); } }`,
      'instance of A→c',
    ],
    [
      'this of a static method, of a class that may inherit it',
      `class A extends B { static f() { use(this.c); } }`,
      'class A extends B { static f() { use(this.c); } }→c',
    ],
    ['this, of a class that inherits nothing', `class A { f() { use(this.c); } }`, 'unknown'],
    [
      'the same by two ways counts once',
      `class A extends B { f() { use(x ? this.c : this.c); } }`,
      'instance of A→c',
    ],
    [
      'that of two classes counts twice',
      `class A extends B { f() { return this.c; } }\nclass D extends B { f() { use(x ? this.c : new A().f()); } }`,
      'instance of D→c',
      'instance of A→c',
    ],
    [
      'that of something else counts beside it',
      `class A extends B { f() { use(x ? this.c : o.c); } }`,
      'instance of A→c',
      'o→c',
    ],
  ])('%s', (_, code, ...values) => {
    holds(code, values);
  });

  it('a getter that is only declared', () => {
    holds(`declare class A { get b(): number }\nuse(new A().b);`, ['unknown'], 'ts');
  });
});

describe('patterns', () => {
  it.each<[why: string, code: string, ...values: string[]]>([
    [
      'through a pattern with a default',
      `const { a: { b } = {} } = { a: { b: 1 } };\nuse(b);`,
      '1',
    ],
    [
      'through a pattern with a default that has it',
      `const { a: { b } = { b: 2 } } = o;\nuse(b);`,
      'o→a→b',
      '2',
    ],
    [
      'a default in a pattern with a default',
      `const { a: { b = 1 } = {} } = o;\nuse(b);`,
      'o→a→b',
      '1',
    ],
    ['a default that is an empty object', `const { a = {} } = o;\nuse(a);`, 'o→a', '{}'],
    ['a computed name is not known', `const { [k]: b } = o;\nuse(b);`, 'unknown'],
    ['a computed constant is', `const K = 'a';\nconst { [K]: b } = { a: 1 };\nuse(b);`, '1'],
  ])('%s', (_, code, ...values) => {
    holds(code, values);
  });
});

describe('calls and spreads', () => {
  it.each<[why: string, code: string, ...values: string[]]>([
    ['a function that is called where it stands', `use((() => 1)(x));`, '1'],
    ['a method by a computed name is not seen through', `use(o[k](x));`, 'o[k](x)'],
    [
      'a spread without the property leaves it as it is',
      `const base = { a: 1 };\nconst o = { b: 2, ...base };\nuse(o.b);`,
      '2',
    ],
    [
      'a spread of what is not seen may have it',
      `function f(opts) { use({ b: 2, ...opts }.b); }`,
      'parameter opts→b',
      '2',
    ],
    [
      'a spread of what is not seen, replaced',
      `function f(opts) { use({ ...opts, b: 2 }.b); }`,
      '2',
    ],
    [
      'a spread of another module may have it',
      `const base = require('base');\nuse({ b: 2, ...base }.b);`,
      'module base.b',
      '2',
    ],
    [
      'a spread of what a spread gives may have it',
      `const base = { a: 1, ...opts };\nuse({ b: 2, ...base }.b);`,
      '{ a: 1, ...opts }→b',
      '2',
    ],
    [
      'a spread of what has a computed name may have it',
      `const base = { [k]: 1 };\nuse({ b: 2, ...base }.b);`,
      '{ [k]: 1 }→b',
      '2',
    ],
    ['a spread of one of two', `use({ b: 2, ...(x ? { b: 1 } : {}) }.b);`, '1', '2'],
    [
      'a spread of a parameter with a default',
      `function f(opts = { b: 1 }) { use({ b: 2, ...opts }.b); }`,
      'parameter opts→b',
      '1',
      '2',
    ],
    ['a spread under a condition', `use({ b: 2, ...(x && { b: 1 }) }.b);`, '1', '2'],
    [
      'a spread with it, whose value is elsewhere',
      `const base = { b: o.c };\nuse({ b: 2, ...base }.b);`,
      'o→c',
    ],
    ['a spread of an instance', `class A { b = 1; }\nuse({ b: 2, ...new A() }.b);`, '1'],
    [
      'a spread of what is not seen, alone',
      `function f(opts) { use({ ...opts }.b); }`,
      '{ ...opts }→b',
    ],
    [
      'a spread with it replaces it',
      `const base = { b: 1 };\nconst o = { b: 2, ...base };\nuse(o.b);`,
      '1',
    ],
  ])('%s', (_, code, ...values) => {
    holds(code, values);
  });
});

it('of too many values, the first are given, and the word that there are more', () => {
  const numbers = Array.from({ length: 40 }, (_, index) => String(index));
  holds(
    `let a = 0;\n${numbers
      .slice(1)
      .map((number) => `a = ${number};`)
      .join('\n')}\nuse(a);`,
    [...numbers.slice(0, 32), 'unknown'],
  );
});
