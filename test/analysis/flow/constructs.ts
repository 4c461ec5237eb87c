/** The constructs of the language that carry a value: each row takes what `source()` gives to `sink(…)`. */
export interface ConstructCase {
  readonly group: string;
  readonly construct: string;
  readonly code: string;
  readonly language?: 'js' | 'ts';
  /** False for what must not arrive, or is known not to be followed. */
  readonly isFollowed?: boolean;
}

const group = (
  name: string,
  rows: readonly (readonly [construct: string, code: string, language?: 'ts'])[],
): ConstructCase[] =>
  rows.map(([construct, code, language]) => ({
    group: name,
    construct,
    code,
    ...(language ? { language } : {}),
  }));

export const CONSTRUCTS: readonly ConstructCase[] = [
  ...group('Names', [
    ['a variable', `const a = source(); sink(a);`],
    ['an alias of an alias', `const a = source(); const b = a; let c; c = b; sink(c);`],
    ['the value of an assignment', `let a; sink(a = source());`],
    ['two assignments at once', `let a, b; a = b = source(); sink(a);`],
    [
      'a variable of an outer function',
      `function f() { const a = source(); return () => sink(a); }`,
    ],
    [
      'a variable that a closure writes',
      `let a; function f() { a = source(); } function g() { sink(a); }`,
    ],
    ['using', `function f() { using a = source(); sink(a); }`, 'ts'],
  ]),
  ...group('Operators', [
    ['a conditional expression', `sink(ok ? source() : other());`],
    ['||', `sink(other() || source());`],
    ['the left of ??', `sink(source() ?? other());`],
    ['the right of &&', `sink(ok && source());`],
    ['a comma', `sink((warn(), source()));`],
    ['||=', `let a; a ||= source(); sink(a);`],
    ['??=, where it stands', `let a; sink(a ??= source());`],
    ['&&=', `let a = 1; a &&= source(); sink(a);`],
    ['await', `async function f() { sink(await source()); }`],
    ['a type assertion', `sink(source() as unknown as string); sink(a!);`, 'ts'],
    ['satisfies, and !', `const a = source() satisfies unknown; sink(a!);`, 'ts'],
  ]),
  ...group('Objects', [
    ['a property of a literal', `const o = { a: source() }; sink(o.a);`],
    ['a shorthand property', `const a = source(); const o = { a }; sink(o.a);`],
    ['an object in an object', `const o = { p: { a: source() } }; sink(o.p.a);`],
    ['a property that is assigned', `const o = {}; o.a = source(); sink(o.a);`],
    [
      'a property that is assigned by an alias',
      `const o = {}; const p = o; p.a = source(); sink(o.a);`,
    ],
    [
      'a property that is assigned in an inner object',
      `const o = { p: {} }; const q = o.p; q.a = source(); sink(o.p.a);`,
    ],
    [
      'a property that is assigned to a parameter',
      `const o = {}; function fill(p) { p.a = source(); } fill(o); sink(o.a);`,
    ],
    ['a key that is computed', `const o = {}; o[key()] = source(); sink(o[other()]);`],
    ['a key that is a constant', `const A = 'a'; const o = { [A]: source() }; sink(o.a);`],
    ['an optional access', `const o = { a: source() }; sink(o?.a);`],
    ['an object spread', `const o = { ...{ a: source() } }; sink(o.a);`],
    ['Object.assign into a new object', `const o = Object.assign({}, { a: source() }); sink(o.a);`],
    [
      'Object.assign into one that is there',
      `const o = {}; Object.assign(o, { a: source() }); sink(o.a);`,
    ],
    ['Object.freeze', `const o = Object.freeze({ a: source() }); sink(o.a);`],
    ['Object.values', `const o = { a: source() }; for (const v of Object.values(o)) sink(v);`],
    [
      'Object.entries',
      `const o = { a: source() }; for (const [k, v] of Object.entries(o)) sink(v);`,
    ],
    ['Object.keys', `const o = { [source()]: 1 }; for (const k of Object.keys(o)) sink(k);`],
    [
      'a key of Object.entries',
      `const o = { [source()]: 1 }; for (const [k] of Object.entries(o)) sink(k);`,
    ],
    [
      'a key that is computed where it is assigned',
      `const o = {}; o[source()] = 1; for (const k in o) sink(k);`,
    ],
    ['Object.fromEntries', `const o = Object.fromEntries([['a', source()]]); sink(o[key()]);`],
    ['structuredClone', `const o = structuredClone({ a: source() }); sink(o.a);`],
    ['a getter of an object', `const o = { get a() { return source(); } }; sink(o.a);`],
    ['a setter of an object', `const o = { set a(v) { sink(v); } }; o.a = source();`],
    ['this in a method of an object', `const o = { a: source(), f() { sink(this.a); } };`],
    ['an export of CommonJS', `exports.a = source(); sink(exports.a);`],
    ['an object that is the exports', `module.exports = { a: source() }; sink(module.exports.a);`],
  ]),
  ...group('Patterns', [
    ['an object pattern', `const { a } = { a: source() }; sink(a);`],
    ['an object pattern with another name', `const { a: b } = { a: source() }; sink(b);`],
    [
      'an object pattern in an object pattern',
      `const { p: { a } } = { p: { a: source() } }; sink(a);`,
    ],
    ['a default in a pattern', `const { a = source() } = other(); sink(a);`],
    ['the rest of an object', `const { b, ...rest } = { a: source() }; sink(rest.a);`],
    ['an array pattern', `const [, a] = [1, source()]; sink(a);`],
    ['the rest of an array', `const [, ...rest] = [1, source()]; sink(rest[0]);`],
    ['a pattern that is assigned', `let a; ({ a } = { a: source() }); sink(a);`],
    ['a pattern that assigns to a property', `const o = {}; [o.a] = [source()]; sink(o.a);`],
  ]),
  ...group('Arrays', [
    ['an element', `const l = [1, source()]; sink(l[1]);`],
    ['an array spread', `const l = [...[source()]]; sink(l[0]);`],
    ['push', `const l = []; l.push(source()); sink(l[0]);`],
    ['push of a spread', `const l = []; l.push(...[source()]); sink(l[0]);`],
    ['an index that is assigned', `const l = []; l[i] = source(); sink(l[j]);`],
    ['for of', `for (const a of [source()]) sink(a);`],
    ['for of with a pattern', `for (const { a } of [{ a: source() }]) sink(a);`],
    ['for of with a name from elsewhere', `let a; for (a of [source()]) sink(a);`],
    [
      'for await',
      `async function f() { for await (const a of [Promise.resolve(source())]) sink(a); }`,
    ],
    ['for in', `const o = { [source()]: 1 }; for (const k in o) sink(k);`],
    ['forEach', `[source()].forEach((a) => sink(a));`],
    [
      'forEach with a function by name',
      `function visit(a) { sink(a); } [source()].forEach(visit);`,
    ],
    ['what a map makes', `const l = [1].map(() => source()); sink(l[0]);`],
    ['what a map is given', `[source()].map((a) => sink(a));`],
    ['filter, sort, slice', `sink([source()].filter(Boolean).sort().slice(0, 1)[0]);`],
    ['find, at, pop', `sink([[[source()]].find(Boolean)].at(0).pop());`],
    ['flatMap', `sink([1].flatMap(() => [source()])[0]);`],
    ['the start of a reduce', `[1].reduce((sum) => sink(sum), source());`],
    ['what a reduce gives', `sink([1].reduce(() => source(), undefined));`],
    ['concat', `sink([].concat([source()])[0]);`],
    ['Array.from', `sink(Array.from([source()])[0]);`],
    ['Array.from with a function', `sink(Array.from(list, () => source())[0]);`],
  ]),
  ...group('Maps and Sets', [
    ['set and get of a Map', `const m = new Map(); m.set(1, source()); sink(m.get(1));`],
    ['an object in a Map', `const m = new Map(); m.set(1, { a: source() }); sink(m.get(1).a);`],
    [
      'an object that a Map gives, written to',
      `const m = new Map([[1, {}]]); m.get(1).a = source(); sink(m.get(2).a);`,
    ],
    ['the entries of a new Map', `const m = new Map([[1, source()]]); sink(m.get(1));`],
    [
      'a loop over a Map',
      `const m = new Map(); m.set(1, source()); for (const [k, v] of m) sink(v);`,
    ],
    [
      'a loop over the keys of a Map',
      `const m = new Map(); m.set(source(), 1); for (const k of m.keys()) sink(k);`,
    ],
    [
      'a loop over the values of a Map',
      `const m = new Map(); m.set(1, source()); for (const v of m.values()) sink(v);`,
    ],
    ['forEach of a Map', `const m = new Map(); m.set(1, source()); m.forEach((v) => sink(v));`],
    ['a chain of set', `const m = new Map().set(1, source()).set(2, 1); sink(m.get(1));`],
    [
      'a copy of a Map',
      `const m = new Map([[1, source()]]); const n = new Map(m); sink(n.get(1));`,
    ],
    ['a Set', `const s = new Set(); s.add(source()); for (const v of s) sink(v);`],
    ['a Set spread', `const s = new Set([source()]); sink([...s][0]);`],
    ['a WeakRef', `const r = new WeakRef(source()); sink(r.deref());`],
    [
      'a Map in an object',
      `const deps = { cache: new Map() }; deps.cache.set(1, source()); sink(deps.cache.get(1));`,
    ],
  ]),
  ...group('Functions', [
    ['an argument', `function f(a) { sink(a); } f(source());`],
    ['the second argument', `function f(a, b) { sink(b); } f(1, source());`],
    ['a parameter with a default', `function f(a = other()) { sink(a); } f(source());`],
    ['the default of a parameter', `function f(a = source()) { sink(a); } f();`],
    ['a parameter that is a pattern', `function f({ a }) { sink(a); } f({ a: source() });`],
    [
      'a pattern with defaults',
      `function f({ a = 1, b = 2 } = {}) { sink(a); } f({ a: source() });`,
    ],
    [
      'a property of an options object',
      `function f(options) { sink(options.a); } f({ a: source() });`,
    ],
    ['a rest parameter', `function f(a, ...rest) { sink(rest[0]); } f(1, source());`],
    ['a spread of arguments', `function f(a) { sink(a); } f(...[source()]);`],
    ['arguments', `function f() { sink(arguments[1]); } f(1, source());`],
    ['what a function returns', `function f() { return source(); } sink(f());`],
    ['what an arrow function returns', `const f = () => source(); sink(f());`],
    ['what is given back', `const same = (a) => a; sink(same(source()));`],
    [
      'what an async function returns',
      `const f = async () => source(); async function g() { sink(await f()); }`,
    ],
    ['an object that is returned', `const f = () => ({ a: source() }); sink(f().a);`],
    ['a function of another name', `const f = (a) => sink(a); const g = f; g(source());`],
    ['a function that is an argument', `function run(fn) { fn(source()); } run((a) => sink(a));`],
    ['a function that a function returns', `const make = () => (a) => sink(a); make()(source());`],
    ['a function in an object', `const o = { f(a) { sink(a); } }; o.f(source());`],
    [
      'a function in an object by a pattern',
      `const o = { f(a) { sink(a); } }; const { f: g } = o; g(source());`,
    ],
    ['a function in an array', `const l = [(a) => sink(a)]; l[0](source());`],
    ['a function in a Map', `const m = new Map([['f', (a) => sink(a)]]); m.get('f')(source());`],
    ['a function that is assigned later', `let f; f = (a) => sink(a); f(source());`],
    ['a function under an export', `exports.f = (a) => sink(a); exports.f(source());`],
    ['an optional call', `const f = (a) => sink(a); f?.(source());`],
    ['a function that is called at once', `((a) => sink(a))(source());`],
    ['bind', `function f(a, b) { sink(b); } const g = f.bind(null, 1); g(source());`],
    [
      'an argument that bind is given',
      `function f(a) { sink(a); } const g = f.bind(null, source()); g();`,
    ],
    ['call', `function f(a) { sink(a); } f.call(null, source());`],
    ['apply', `function f(a) { sink(a); } f.apply(null, [source()]);`],
    ['the this of a call', `function f() { sink(this.a); } f.call({ a: source() });`],
    ['a tagged template', 'function tag(texts, a) { sink(a); } tag`x${source()}`;'],
    [
      'a recursive function',
      `function f(a, n) { return n ? f(a, n - 1) : a; } sink(f(source(), 3));`,
    ],
    [
      'a callback with a name',
      `function each(l, fn) { for (const a of l) fn(a); } each([source()], sink1); function sink1(a) { sink(a); }`,
    ],
  ]),
  ...group('Generators', [
    ['yield', `function* f() { yield source(); } for (const a of f()) sink(a);`],
    ['yield*', `function* f() { yield* [source()]; } for (const a of f()) sink(a);`],
    ['next', `function* f() { yield source(); } sink(f().next().value);`],
    [
      'an async generator',
      `async function* f() { yield source(); } async function g() { for await (const a of f()) sink(a); }`,
    ],
    ['a spread of a generator', `function* f() { yield source(); } sink([...f()][0]);`],
  ]),
  ...group('Promises', [
    ['then', `Promise.resolve(source()).then((a) => sink(a));`],
    ['a chain of then', `Promise.resolve(1).then(() => source()).then((a) => sink(a));`],
    ['then of an async function', `const f = async () => source(); f().then((a) => sink(a));`],
    [
      'a promise through catch and finally',
      `const f = async () => source(); f().catch(warn).finally(warn).then((a) => sink(a));`,
    ],
    [
      'new Promise',
      `const p = new Promise((resolve) => { resolve(source()); }); async function f() { sink(await p); }`,
    ],
    [
      'Promise.all',
      `async function f() { const [, a] = await Promise.all([other(), Promise.resolve(source())]); sink(a); }`,
    ],
    [
      'Promise.allSettled',
      `async function f() { for (const { value } of await Promise.allSettled([Promise.resolve(source())])) sink(value); }`,
    ],
    [
      'Promise.race',
      `async function f() { sink(await Promise.race([Promise.resolve(source())])); }`,
    ],
    ['what a promise is rejected with', `Promise.reject(source()).catch((e) => sink(e));`],
    [
      'a rejection in an async function',
      `async function f() { throw source(); } f().catch((e) => sink(e));`,
    ],
    [
      'an awaited rejection',
      `async function f() { throw source(); } async function g() { try { await f(); } catch (e) { sink(e); } }`,
    ],
  ]),
  ...group('Errors', [
    ['throw and catch', `try { throw source(); } catch (e) { sink(e); }`],
    ['throw in a function', `function f() { throw source(); } try { f(); } catch (e) { sink(e); }`],
  ]),
  ...group('Classes', [
    ['a field', `class A { a = source(); f() { sink(this.a); } }`],
    ['a private field', `class A { #a = source(); f() { sink(this.#a); } }`],
    ['a static field', `class A { static a = source(); } sink(A.a);`],
    [
      'a field that the constructor sets',
      `class A { constructor() { this.a = source(); } f() { sink(this.a); } }`,
    ],
    [
      'an argument of the constructor',
      `class A { constructor(a) { this.a = a; } f() { sink(this.a); } } new A(source());`,
    ],
    ['a field of an instance', `class A { a = source(); } sink(new A().a);`],
    [
      'a field of an instance, written outside',
      `class A { f() { sink(this.a); } } const i = new A(); i.a = source();`,
    ],
    ['a method', `class A { f() { return source(); } } sink(new A().f());`],
    ['a method of this', `class A { f() { return source(); } g() { sink(this.f()); } }`],
    ['a static method', `class A { static f(a) { sink(a); } } A.f(source());`],
    ['a private method', `class A { #f(a) { sink(a); } g() { this.#f(source()); } }`],
    ['a getter', `class A { get a() { return source(); } } sink(new A().a);`],
    ['a setter', `class A { set a(v) { sink(v); } } new A().a = source();`],
    ['an inherited field', `class A { a = source(); } class B extends A { f() { sink(this.a); } }`],
    [
      'an inherited method',
      `class A { f(a) { sink(a); } } class B extends A {} new B().f(source());`,
    ],
    [
      'a method of super',
      `class A { f(a) { sink(a); } } class B extends A { f(a) { super.f(a); } } new B().f(source());`,
    ],
    [
      'an argument of super',
      `class A { constructor(a) { sink(a); } } class B extends A { constructor() { super(source()); } } new B();`,
    ],
    [
      'an inherited constructor',
      `class A { constructor(a) { sink(a); } } class B extends A {} new B(source());`,
    ],
    [
      'self for this',
      `class A { constructor() { const self = this; self.a = source(); } f() { sink(this.a); } }`,
    ],
    [
      'an arrow function in a method',
      `class A { a = source(); f() { return () => sink(this.a); } }`,
    ],
    ['a field that is a function', `class A { f = (a) => sink(a); } new A().f(source());`],
    [
      'a bound method',
      `class A { constructor() { this.g = this.f.bind(this); } f(a) { sink(a); } } new A().g(source());`,
    ],
    [
      'a parameter property',
      `class A { constructor(private a: unknown) {} f() { sink(this.a); } } new A(source());`,
      'ts',
    ],
    [
      'a class by another name',
      `class A { constructor(a) { sink(a); } } const B = A; new B(source());`,
    ],
    ['a class expression', `const A = class { constructor(a) { sink(a); } }; new A(source());`],
    ['a constructor function', `function A(a) { this.a = a; } sink(new A(source()).a);`],
    [
      'a method of a prototype',
      `function A() { this.a = source(); } A.prototype.f = function () { sink(this.a); };`,
    ],
    [
      'a prototype that is an object',
      `function A() {} A.prototype = { f(a) { sink(a); } }; new A().f(source());`,
    ],
  ]),
  ...(
    [
      ['the left of &&', `sink(source() && other());`],
      ['another property', `const o = { a: source(), b: 1 }; sink(o.b);`],
      ['another element', `const l = [source(), 1]; sink(l[1]);`],
      ['another argument', `function f(a, b) { sink(b); } f(source(), 1);`],
      ['another object', `const o = {}; const p = {}; o.a = source(); sink(p.a);`],
      [
        'another Map',
        `const m = new Map(); const n = new Map(); m.set(1, source()); sink(n.get(1));`,
      ],
      [
        'the key of a Map for its value',
        `const m = new Map(); m.set(source(), 1); sink(m.get(1));`,
      ],
      [
        'another class with a field of the name',
        `class A { a = source(); } class B { f() { sink(this.a); } }`,
      ],
      [
        'a property under a computed key, by a name',
        `const o = {}; o[key()] = source(); sink(o.a);`,
      ],
      [
        'a value of a Map for a property of it',
        `const m = new Map(); m.set(1, source()); sink(m.size);`,
      ],
      ['a comparison', `sink(source() === 1);`],
      ['a property that is taken off', `const { a, ...rest } = { b: source() }; sink(a);`],
      ['the object for what it contains', `const o = { a: source() }; sink(o);`],
      ['a promise for what it resolves with', `const f = async () => source(); sink(f());`],
      ['a copy for the original', `const a = source(); sink({ ...a });`],
    ] as const
  ).map(([construct, code]): ConstructCase => ({
    group: 'Not the value',
    construct,
    code,
    isFollowed: false,
  })),
  ...(
    [
      ['an event', `e.on('x', (a) => sink(a)); e.emit('x', source());`],
      ['JSON and back', `sink(JSON.parse(JSON.stringify({ a: source() })).a);`],
      ['a Proxy', `const p = new Proxy({ a: source() }, {}); sink(p.a);`],
      [
        'Object.defineProperty',
        `const o = {}; Object.defineProperty(o, 'a', { value: source() }); sink(o.a);`,
      ],
      [
        'an iterator by hand',
        `const o = { *[Symbol.iterator]() { yield source(); } }; for (const a of o) sink(a);`,
      ],
      ['a callback of another package', `lib.run(source(), (a) => sink(a));`],
    ] as const
  ).map(([construct, code]): ConstructCase => ({
    group: 'Not followed',
    construct,
    code,
    isFollowed: false,
  })),
];

/** The table of docs/value-flow.md. */
export function constructTable(): string {
  const groups = [...new Set(CONSTRUCTS.map((row) => row.group))];
  const rows = groups.map(
    (name) =>
      `| ${name} | ${CONSTRUCTS.filter((row) => row.group === name)
        .map(({ construct }) => construct.replaceAll('|', '\\|'))
        .join('; ')} |`,
  );
  return ['| | |', '|---|---|', ...rows].join('\n');
}
