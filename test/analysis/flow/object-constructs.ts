/**
 * The ways in which an object gets a property, or loses one, before it is used: each row says what `use(…)` is given.
 *
 * `a` and `b` have a value each; `a: 1|2` is one of two; `a?` is there on some paths only; `...` is what is not seen.
 */
export interface ObjectCase {
  readonly group: string;
  readonly construct: string;
  readonly code: string;
  readonly has: string;
  readonly language?: 'ts';
}

const group = (
  name: string,
  rows: readonly (readonly [construct: string, code: string, has: string, language?: 'ts'])[],
): ObjectCase[] =>
  rows.map(([construct, code, has, language]) => ({
    group: name,
    construct,
    code,
    has,
    ...(language ? { language } : {}),
  }));

export const OBJECT_CONSTRUCTS: readonly ObjectCase[] = [
  ...group('Literals', [
    ['a literal where it is used', `use({ a: 1 });`, 'a: 1'],
    ['a shorthand property', `const a = 1; use({ a });`, 'a: a'],
    ['a quoted property', `use({ 'a': 1 });`, 'a: 1'],
    ['a key that is a constant', `const A = 'a'; use({ [A]: 1 });`, 'a: 1'],
    ['a key that is computed', `use({ a: 1, [key()]: 2 });`, 'a: 1, ...'],
    ['a method', `use({ a() {} });`, 'a: () {}'],
    ['the later of two', `use({ a: 1, a: 2 });`, 'a: 2'],
    ['a literal in a variable', `const o = { a: 1 }; use(o);`, 'a: 1'],
    ['a literal in an object', `const o = { p: { a: 1 } }; use(o.p);`, 'a: 1'],
    ['what a function returns', `function f() { return { a: 1 }; } use(f());`, 'a: 1'],
    ['what an async function returns', `const f = async () => ({ a: 1 }); use(await f());`, 'a: 1'],
    ['a field', `class A { o = { a: 1 }; f() { use(this.o); } }`, 'a: 1'],
    ['what is assigned where it is used', `let o; use(o = { a: 1 });`, 'a: 1'],
    ['a comma', `use((warn(), { a: 1 }));`, 'a: 1'],
    ['Object.freeze', `const o = Object.freeze({ a: 1 }); use(o);`, 'a: 1'],
    ['a type assertion', `const o = { a: 1 } as Options; use(o!);`, 'a: 1', 'ts'],
    ['no object', `use(undefined);`, ''],
  ]),
  ...group('Spreads', [
    ['a spread of a literal', `use({ ...{ a: 1 }, b: 2 });`, 'a: 1, b: 2'],
    ['a spread of a variable', `const o = { a: 1 }; use({ ...o, a: 2 });`, 'a: 2'],
    ['a spread over a property', `const o = { a: 1 }; use({ a: 2, ...o });`, 'a: 1'],
    ['a spread of a parameter', `function f(o) { use({ a: 1, ...o }); }`, 'a: 1, ...'],
    ['a spread of an import', `import o from './o.js'; use({ ...o, a: 1 });`, 'a: 1, ...'],
    ['a spread under a condition', `use({ ...(ok && { a: 1 }) });`, 'a?: 1'],
    ['a spread of one or the other', `use({ ...(ok ? { a: 1 } : { b: 2 }) });`, 'a?: 1, b?: 2'],
    [
      'an object that spreads itself',
      `let o = { a: 1 }; o = { ...o, b: 2 }; use(o);`,
      'a: 1, b?: 2',
    ],
    [
      'a spread of what is written to before',
      `const o = {}; o.a = 1; const p = { ...o }; use(p);`,
      'a: 1',
    ],
    [
      'a spread of what is written to later',
      `const o = {}; const p = { ...o }; o.a = 1; use(p);`,
      '',
    ],
  ]),
  ...group('Writes', [
    ['a property that is assigned', `const o = {}; o.a = 1; use(o);`, 'a: 1'],
    ['a quoted property that is assigned', `const o = {}; o['a'] = 1; use(o);`, 'a: 1'],
    ['one that is assigned again', `const o = { a: 1 }; o.a = 2; use(o);`, 'a: 2'],
    ['a key that is computed', `const o = { a: 1 }; o[key()] = 2; use(o);`, 'a: 1, ...'],
    ['a logical assignment', `const o = {}; o.a ??= 1; use(o);`, 'a: 1'],
    ['a write in a pattern', `const o = {}; [o.a] = [1]; use(o);`, 'a: o.a'],
    ['a write in an object pattern', `const o = {}; ({ x: o.a } = y); use(o);`, 'a: o.a'],
    ['a write below the use', `const o = {}; use(o); o.a = 1;`, ''],
    ['a write below the use, in a loop', `const o = {}; for (;;) { use(o); o.a = 1; }`, 'a?: 1'],
    ['a write in a branch', `const o = {}; if (ok) o.a = 1; use(o);`, 'a?: 1'],
    ['a write in the branch of the use', `const o = {}; if (ok) { o.a = 1; use(o); }`, 'a: 1'],
    ['a write above a use in a function', `const o = {}; o.a = 1; const f = () => use(o);`, 'a: 1'],
    ['a write below a use in a function', `const o = {}; const f = () => use(o); o.a = 1;`, 'a: 1'],
    ['a write in another function', `const o = {}; function f() { o.a = 1; } use(o);`, 'a?: 1'],
    [
      'a write to what the name had before',
      `let o = {}; o.a = 1; o = { b: 2 }; use(o);`,
      'a?: 1, b?: 2',
    ],
    [
      'a write before a function returns it',
      `function f() { const o = {}; o.a = 1; return o; } use(f());`,
      'a: 1',
    ],
    ['a write to a field', `class A { o = {}; f() { this.o.a = 1; use(this.o); } }`, 'a: 1'],
    ['a write to a parameter', `function f(o) { o.a = 1; use(o); }`, 'a: 1, ...'],
    ['a write to an object in an object', `const o = { p: {} }; o.p.a = 1; use(o.p);`, 'a: 1'],
    ['a write to an object in it', `const o = { p: {} }; o.p.a = 1; use(o);`, 'p: {}'],
    ['a write to what a global names', `o.a = 1; use(o);`, 'a: 1, ...'],
  ]),
  ...group('Other names', [
    [
      'a write by another name of what a function returns',
      `function f() { return {}; } const o = f(); const p = o; o.a = 1; use(p);`,
      'a: 1',
    ],
    ['a write by an alias', `const o = {}; const p = o; p.a = 1; use(o);`, 'a: 1'],
    ['a write to what it is an alias of', `const o = {}; const p = o; o.a = 1; use(p);`, 'a: 1'],
    [
      'a write by an object that has it',
      `const o = {}; const h = { o }; h.o.a = 1; use(o);`,
      'a: 1',
    ],
    ['a write by a pattern', `const o = {}; const { p } = { p: o }; p.a = 1; use(o);`, 'a: 1'],
    ['a write by an element', `const o = {}; const l = [o]; l[0].a = 1; use(o);`, 'a: 1'],
    ['a write in a loop', `const o = {}; for (const p of [o]) p.a = 1; use(o);`, 'a?: 1'],
    ['a write in a callback', `const o = {}; [o].forEach((p) => { p.a = 1; }); use(o);`, 'a?: 1'],
    [
      'a write to this in a method',
      `const o = { f() { this.a = 1; } }; o.f(); use(o);`,
      'a?: 1, f: () { this.a = 1; }',
    ],
    [
      'a write by a field',
      `class A { constructor(o) { this.o = o; o.a = 1; } f() { use(this.o); } }`,
      'a: 1, ...',
    ],
    ['another object', `const o = {}; const p = {}; p.a = 1; use(o);`, ''],
    ['a copy', `const o = {}; const p = { ...o }; p.a = 1; use(o);`, ''],
  ]),
  ...group('Functions', [
    [
      'a function that fills it',
      `function fill(p) { p.a = 1; } const o = {}; fill(o); use(o);`,
      'a: 1',
    ],
    [
      'one that may fill it',
      `const fill = (p) => { if (ok) p.a = 1; }; const o = {}; fill(o); use(o);`,
      'a?: 1',
    ],
    [
      'one that is called on some paths',
      `function fill(p) { p.a = 1; } const o = {}; if (ok) fill(o); use(o);`,
      'a?: 1',
    ],
    [
      'one that is called too late',
      `function fill(p) { p.a = 1; } const o = {}; use(o); fill(o);`,
      '',
    ],
    [
      'one that hands it on',
      `function set(p) { p.a = 1; } function fill(p) { set(p); } const o = {}; fill(o); use(o);`,
      'a: 1',
    ],
    [
      'one that takes it out of an object',
      `function fill({ p }) { p.a = 1; } const o = {}; fill({ p: o }); use(o);`,
      'a: 1',
    ],
    [
      'one that gives it back',
      `function fill(p) { p.a = 1; return p; } use(fill({ b: 2 }));`,
      'a: 1, ...',
    ],
    [
      'one that only reads it',
      `function show(p) { print(p.a); } const o = {}; show(o); use(o);`,
      '',
    ],
    [
      'one of another file',
      `import { fill } from './fill.js'; const o = { a: 1 }; fill(o); use(o);`,
      'a: 1, ...',
    ],
    [
      'one of another file, in an object',
      `import { fill } from './fill.js'; const o = {}; fill({ o }); use(o);`,
      '...',
    ],
    [
      'one of another file, too late',
      `import { fill } from './fill.js'; const o = {}; use(o); fill(o);`,
      '',
    ],
    [
      'a constructor of another file',
      `import { Fill } from './fill.js'; const o = {}; new Fill(o); use(o);`,
      '...',
    ],
    ['one that is given a part', `const o = { p: {} }; fill(o.p); use(o);`, 'p: {}'],
    [
      'a function of the language',
      `const o = {}; console.log(o); JSON.stringify(o); Object.keys(o); use(o);`,
      '',
    ],
    [
      'one of the language that changes it',
      `const o = {}; Object.defineProperty(o, 'a', { value: 1 }); use(o);`,
      '...',
    ],
  ]),
  ...group('Object.assign', [
    ['into a new object', `use(Object.assign({}, { a: 1 }, { b: 2 }));`, 'a: 1, b: 2'],
    ['into a new object in a variable', `const o = Object.assign({}, { a: 1 }); use(o);`, 'a: 1'],
    [
      'into one that is there',
      `const o = { a: 1 }; Object.assign(o, { a: 2, b: 3 }); use(o);`,
      'a: 2, b: 3',
    ],
    ['into an alias', `const o = {}; const p = o; Object.assign(p, { a: 1 }); use(o);`, 'a: 1'],
    [
      'what it gives is its target',
      `const o = {}; const p = Object.assign(o, { a: 1 }); use(p);`,
      'a: 1',
    ],
    [
      'of a variable that is written to',
      `const o = {}; const p = {}; p.a = 1; Object.assign(o, p); use(o);`,
      'a: 1',
    ],
    ['of what is not seen', `const o = { a: 1 }; Object.assign(o, options); use(o);`, 'a: 1, ...'],
    ['of a spread', `const o = {}; Object.assign(o, ...parts); use(o);`, '...'],
    ['in a branch', `const o = {}; if (ok) Object.assign(o, { a: 1 }); use(o);`, 'a?: 1'],
    ['too late', `const o = {}; use(o); Object.assign(o, { a: 1 });`, ''],
    ['of itself', `const o = { a: 1 }; Object.assign(o, { ...o, b: 2 }); use(o);`, 'a: 1, b: 2'],
    ['from it into another', `const o = {}; Object.assign(other, o); use(o);`, ''],
  ]),
  ...group('Deletes', [
    ['delete', `const o = { a: 1, b: 2 }; delete o.a; use(o);`, 'b: 2'],
    ['an optional delete', `const o = { a: 1, b: 2 }; delete o?.a; use(o);`, 'b: 2'],
    ['delete of a key that is computed', `const o = { a: 1 }; delete o[key()]; use(o);`, 'a?: 1'],
    ['delete in a branch', `const o = { a: 1 }; if (ok) delete o.a; use(o);`, 'a?: 1'],
    ['delete, and given again', `const o = { a: 1 }; delete o.a; o.a = 2; use(o);`, 'a: 2'],
    ['delete too late', `const o = { a: 1 }; use(o); delete o.a;`, 'a: 1'],
    ['delete by an alias', `const o = { a: 1 }; const p = o; delete p.a; use(o);`, ''],
  ]),
  ...group('Choices', [
    ['a conditional expression', `use(ok ? { a: 1 } : { a: 2 });`, 'a: 1|2'],
    ['&&', `use(ok && { a: 1 });`, 'a?: 1'],
    ['||', `function f(o) { use(o || { a: 1 }); }`, 'a?: 1, ...'],
    [
      'a variable with two values',
      `let o = { a: 1 }; if (ok) o = { b: 2 }; use(o);`,
      'a?: 1, b?: 2',
    ],
    [
      'a variable with two values, written to',
      `const o = ok ? {} : { b: 2 }; o.a = 1; use(o);`,
      'a: 1, b?: 2',
    ],
    ['a parameter with a default', `function f(o = { a: 1 }) { use(o); }`, 'a?: 1, ...'],
    ['a pattern with a default', `function f({ o = { a: 1 } }) { use(o); }`, 'a?: 1, ...'],
  ]),
  ...group('Not seen', [
    ['a parameter', `function f(o) { use(o); }`, '...'],
    ['an import', `import o from './o.js'; use(o);`, '...'],
    ['what a call makes', `const o = make(); use(o);`, '...'],
    ['what a call makes, written to', `const o = make(); o.a = 1; use(o);`, 'a: 1, ...'],
    ['a property of an import', `import o from './o.js'; o.p.a = 1; use(o.p);`, 'a: 1, ...'],
    ['an object of a class', `use(new Options());`, '...'],
    ['an element of a list', `const [o] = [{ a: 1 }]; use(o);`, '...'],
    ['an entry of a Map', `const m = new Map(); m.set('k', { a: 1 }); use(m.get('k'));`, '...'],
  ]),
];

/** The table in docs/value-flow.md: a row a group. */
export function objectTable(): string {
  const groups = [...new Set(OBJECT_CONSTRUCTS.map((row) => row.group))];
  const rows = groups.map(
    (name) =>
      `| ${name} | ${OBJECT_CONSTRUCTS.filter((row) => row.group === name)
        .map(({ construct }) => construct.replaceAll('|', '\\|'))
        .join('; ')} |`,
  );
  return ['| | |', '|---|---|', ...rows].join('\n');
}
