import { describe, expect, it } from 'vitest';
import { longLivedPlace } from '../../../analysis/lifetime/long-lived-places.ts';
import { isReassigned } from '../../../analysis/lifetime/place-assignments.ts';
import { forEachHost, subjectOf } from '../../harness/hosts.ts';

/** Its name, an asterisk behind it where it is a root; undefined if it dies with its call. */
function placesOf(code: string): (string | undefined)[] {
  const found = new Set<string | undefined>();
  forEachHost(code, (source) => {
    const place = longLivedPlace(source, subjectOf(source));
    found.add(place && `${place.name}${place.isRoot ? '*' : ''}`);
  });
  return [...found];
}

describe('what lives longer than the call', () => {
  it.each([
    [
      'what a method gives whose name is not known',
      'const a = {};\nfunction f(k) { use(a[k](1)); }',
      undefined,
    ],
    [
      'what is taken if there is nothing else',
      'const a = [];\nfunction f(x) { use(x ?? a); }',
      'a*',
    ],
    ['one of two, the first', 'const a = [];\nfunction f(x, y) { use(x ? a : y); }', 'a*'],
    ['one of two, the second', 'const a = [];\nfunction f(x, y) { use(x ? y : a); }', 'a*'],
    ['neither of two', 'function f(x, y) { use(x ? y : []); }', undefined],
    ['what is assigned to', 'const a = {};\nfunction f() { use(a.b = []); }', 'a.b*'],
    [
      'what is assigned to a name of the function’s own',
      'const a = [];\nfunction f() { let b; use(b = a); }',
      'a*',
    ],
    [
      'a part of an element, in a loop',
      'const a = [];\nfunction f() { for (const { b } of a) use(b); }',
      'a',
    ],
    [
      'the rest of a pattern is a copy',
      'const a = { b: [] };\nfunction f() { const { b, ...rest } = a; use(rest); }',
      undefined,
    ],
    [
      'a name in a pattern, under another key',
      'const a = { b: [] };\nfunction f() { const { b: c } = a; use(c); }',
      'a',
    ],
    [
      'a name in a pattern of this, under another key',
      'class A { f() { const { a: c } = this; use(c); } }\nmodule.exports = new A();',
      'this.a*',
    ],
    ['a field under a key, of instances that go', 'class A { f(k) { use(this[k]); } }', undefined],
    [
      'a property of what is no class and no object literal',
      'const a = new Map();\nfunction f() { use(a.extra); }',
      'a.extra',
    ],
    [
      'what a function makes at its first call, and gives away',
      'let a;\nfunction get() { a = new Map(); return a; }\nfunction f() { use(get()); }',
      'a*',
    ],
    [
      'what a function makes anew and gives away',
      'const get = () => new Map();\nfunction f() { use(get()); }',
      undefined,
    ],
    [
      'what a function gives away that it was given',
      'const get = (x) => wrap(x);\nfunction f() { use(get(1)); }',
      undefined,
    ],
  ])('%s', (_, code, place) => {
    expect(placesOf(code)).toEqual([place]);
  });
});

describe('what is assigned to once more', () => {
  it.each([
    ['a name of the module', 'let a = [];\nfunction f() { use(a); a = []; }', true],
    ['a constant', 'const a = [];\nfunction f() { use(a); }', false],
    [
      'a field',
      'class A { a = []; f() { use(this.a); }\n g() { this.a = []; } }\nmodule.exports = new A();',
      true,
    ],
    [
      'a field, in the constructor alone',
      'class A { constructor() { this.a = []; } f() { use(this.a); } }\nmodule.exports = new A();',
      false,
    ],
    [
      'a field that is made if there is none',
      'class A { f() { this.a ??= []; use(this.a); } }\nmodule.exports = new A();',
      false,
    ],
    [
      'a field of another class with the same name',
      'class A { a = []; f() { use(this.a); } }\nclass B { a = []; f() { this.a = []; } }\nmodule.exports = [new A(), new B()];\nconst a = new A(), b = new B();',
      false,
    ],
    [
      'the static field, where the other is meant',
      'class A { a = []; f() { use(this.a); } static g() { this.a = []; } }\nmodule.exports = new A();',
      false,
    ],
    [
      'the field of instances, where the static one is meant',
      'class A { static a = []; f() { use(A.a); } g() { this.a = []; } }\nmodule.exports = new A();',
      false,
    ],
    [
      'the static field',
      'class A { static a = []; f() { use(A.a); } static g() { this.a = []; } }',
      true,
    ],
    [
      'the field of whatever a parameter brings',
      'class A { a = []; f() { use(this.a); } }\nfunction g(o) { o.a = []; }\nmodule.exports = new A();',
      false,
    ],
    [
      'a property of an object literal',
      'const o = { a: [] };\nfunction f() { use(o.a); }\nfunction g() { o.a = []; }',
      true,
    ],
    ['what hangs on the global object', 'function f() { use(globalThis.a); }', false],
  ])('%s', (_, code, answer) => {
    forEachHost(code, (source, host) => {
      const place = longLivedPlace(source, subjectOf(source));
      expect(place && isReassigned(source, place), host).toBe(answer);
    });
  });
});
