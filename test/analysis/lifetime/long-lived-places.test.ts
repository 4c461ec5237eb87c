import { describe, expect, it } from 'vitest';
import { longLivedPlace } from '../../../analysis/lifetime/long-lived-places.ts';
import { isAtModuleLevel } from '../../../analysis/syntax/traversal.ts';
import { forEachHost, subjectOf, type Language } from '../../harness/hosts.ts';

interface Case {
  readonly why: string;
  readonly code: string;
  /** Its name, an asterisk behind it where it is a root; undefined if it dies with its call. */
  readonly place: string | undefined;
}

function holds({ code, place }: Case, language: Language = 'js'): void {
  forEachHost(
    code,
    (source, host) => {
      const found = longLivedPlace(source, subjectOf(source));
      expect(found && `${found.name}${found.isRoot ? '*' : ''}`, host).toBe(place);
    },
    language,
  );
}

describe('names', () => {
  it.each<Case>([
    { why: 'of the module', code: `const a = {};\nfunction f() { use(a); }`, place: 'a*' },
    { why: 'a property of one', code: `const a = {};\nfunction f() { use(a.b); }`, place: 'a.b*' },
    {
      why: 'an element of one',
      code: `const a = {};\nfunction f(k) { use(a[k]); }`,
      place: 'a[k]',
    },
    { why: 'of a function', code: `function f() { const a = {}; use(a); }`, place: undefined },
    { why: 'a parameter', code: `function f(a) { use(a.b); }`, place: undefined },
    { why: 'a global that nobody declares', code: `function f() { use(a); }`, place: undefined },
    {
      why: 'a name of a function’s own for one of the module',
      code: `const a = [];\nfunction f() { const b = a; use(b); }`,
      place: 'a*',
    },
    {
      why: 'a name for an element',
      code: `const a = new Map();\nfunction f(k) { const b = a.get(k); use(b); }`,
      place: 'a',
    },
    {
      why: 'a name for an element, made if there is none',
      code: `const a = new Map();\nfunction f(k) { const b = a.get(k) ?? []; use(b); }`,
      place: 'a',
    },
    {
      why: 'a name in a pattern',
      code: `const a = { b: [] };\nfunction f() { const { b } = a; use(b); }`,
      place: 'a',
    },
    {
      why: 'a name in a loop',
      code: `const a = [];\nfunction f() { for (const b of a) use(b); }`,
      place: 'a',
    },
    {
      why: 'what a function gives away',
      code: `const a = [];\nconst get = () => a;\nfunction f() { use(get()); }`,
      place: 'a*',
    },
    {
      why: 'the global object, the process, the exports',
      code: `function f() { use(globalThis.a); }`,
      place: 'globalThis.a',
    },
    { why: 'exports', code: `function f() { use(exports.a.b); }`, place: 'exports.a.b' },
    {
      why: 'the environment copies',
      code: `function f() { use(process.env.A); }`,
      place: undefined,
    },
    {
      why: 'aliases of aliases come to an end',
      code: `function f() { let a = b, b = a; use(a); }`,
      place: undefined,
    },
  ])('$why', (testCase) => {
    holds(testCase);
  });
});

describe('fields', () => {
  it.each<Case>([
    {
      why: 'of an instance that the module builds',
      code: `class A { f() { use(this.a); } }\nmodule.exports = new A();`,
      place: 'this.a*',
    },
    {
      why: 'of one that is kept in a constant',
      code: `class A { f() { use(this.a); } }\nconst a = new A();`,
      place: 'this.a*',
    },
    {
      why: 'of one that is kept when first asked for',
      code: `let a;\nclass A { f() { use(this.a); } }\nfunction get() { a ??= new A(); return a; }`,
      place: 'this.a*',
    },
    {
      why: 'of one that is kept in a static field',
      code: `class A { static a = new A(); f() { use(this.b); } }`,
      place: 'this.b*',
    },
    {
      why: 'of instances that functions make',
      code: `class A { f() { use(this.a); } }\nfunction make() { return new A(); }`,
      place: undefined,
    },
    {
      why: 'of instances under keys',
      code: `const all = {};\nclass A { f() { use(this.a); } }\nfunction make(k) { all[k] = new A(); }`,
      place: undefined,
    },
    {
      why: 'of one that is made for its effects',
      code: `class A { f() { use(this.a); } }\nnew A();`,
      place: undefined,
    },
    {
      why: 'of the superclass of one',
      code: `class A { f() { use(this.a); } }\nclass B extends A {}\nmodule.exports = new B();`,
      place: 'this.a*',
    },
    {
      why: 'of the class itself',
      code: `class A { static f() { use(this.a); } }`,
      place: 'this.a*',
    },
    {
      why: 'of the class by its name',
      code: `class A {}\nfunction f() { use(A.a); }`,
      place: 'A.a*',
    },
    {
      why: 'of the class by its name, inside it',
      code: `class A { static f() { use(A.a); } }`,
      place: 'A.a*',
    },
    {
      why: 'of a class of a function by its name, inside it',
      code: `function make() { class A { static f() { use(A.a); } } }`,
      place: undefined,
    },
    {
      why: 'of one that the class keeps of itself',
      code: `class A { static a; static get() { if (!A.a) A.a = new A(); return A.a; } f() { use(this.b); } }`,
      place: 'this.b*',
    },
    {
      why: 'of an object literal of the module',
      code: `const o = { f() { use(this.a); } };`,
      place: 'this.a*',
    },
    {
      why: 'of an object literal of a function',
      code: `function make() { return { f() { use(this.a); } }; }`,
      place: undefined,
    },
    {
      why: 'in an arrow of a method',
      code: `class A { f() { list.map(() => use(this.a)); } }\nmodule.exports = new A();`,
      place: 'this.a*',
    },
    {
      why: 'under another name for this',
      code: `class A { f() { const self = this; use(self.a); } }\nmodule.exports = new A();`,
      place: 'this.a*',
    },
    {
      why: 'in a pattern',
      code: `class A { f() { const { a } = this; use(a); } }\nmodule.exports = new A();`,
      place: 'this.a*',
    },
    {
      why: 'private',
      code: `class A { #a; f() { use(this.#a); } }\nmodule.exports = new A();`,
      place: 'this.#a*',
    },
    { why: 'of nobody that is known', code: `function f() { use(this.a); }`, place: undefined },
  ])('$why', (testCase) => {
    holds(testCase);
  });

  it.each<Case>([
    {
      why: 'a provider of an injector',
      code: `@Injectable()\nclass A { f() { use(this.a); } }`,
      place: 'this.a*',
    },
    {
      why: 'a provider for each request',
      code: `@Injectable({ scope: Scope.REQUEST })\nclass A { f() { use(this.a); } }`,
      place: undefined,
    },
    {
      why: 'another decorator',
      code: `@Controller()\nclass A { f() { use(this.a); } }`,
      place: undefined,
    },
  ])('$why', (testCase) => {
    holds(testCase, 'ts');
  });
});

it.each([
  { why: 'a statement', code: `use(1);`, answer: true },
  { why: 'a block', code: `if (x) { use(1); }`, answer: true },
  { why: 'a function', code: `function f() { use(1); }`, answer: false },
  { why: 'a static field', code: `class A { static a = use(1); }`, answer: true },
  { why: 'a field', code: `class A { a = use(1); }`, answer: false },
])('isAtModuleLevel: $why', ({ code, answer }) => {
  forEachHost(code, (source, host) => {
    expect(isAtModuleLevel(subjectOf(source)), host).toBe(answer);
  });
});
