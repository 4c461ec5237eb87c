/**
 * The ways in which a value gets from one place of a program to another. In each program `X` is the value, and `USE` stands
 * where `v` is that value.
 */
export interface Construct {
  readonly name: string;
  /** Functions and classes of the module. */
  readonly outer?: string;
  /** Statements of a request handler. */
  readonly inner: string;
}

export const CONSTRUCTS: readonly Construct[] = [
  { name: 'a constant', inner: 'const v = X; USE' },
  { name: 'a variable that is assigned later', inner: 'let v; v = X; USE' },
  { name: 'a conditional', inner: 'const v = req.query.a ? X : X; USE' },
  { name: 'an operand of `??`', inner: 'const v = X ?? X; USE' },
  { name: 'a parameter', outer: 'function take(v) { USE }', inner: 'take(X);' },
  {
    name: 'a parameter with a default',
    outer: 'function take(v = other) { USE }',
    inner: 'take(X);',
  },
  {
    name: 'a destructured parameter',
    outer: 'function take({ v }) { USE }',
    inner: 'take({ v: X });',
  },
  {
    name: 'a member of a parameter',
    outer: 'function take(o) { const v = o.part; USE }',
    inner: 'take({ part: X });',
  },
  {
    name: 'a rest parameter',
    outer: 'function take(...all) { const v = all[0]; USE }',
    inner: 'take(X);',
  },
  {
    name: 'an argument behind a spread',
    outer: 'function take(a, v) { USE }',
    inner: 'take(...[1], X);',
  },
  {
    name: 'a function under another name',
    outer: 'function take(v) { USE }\nconst go = take;',
    inner: 'go(X);',
  },
  {
    name: 'a function in an object',
    outer: 'const api = { take(v) { USE } };',
    inner: 'api.take(X);',
  },
  {
    name: 'a method of a class',
    outer: 'class Taker { take(v) { USE } }\nconst taker = new Taker();',
    inner: 'taker.take(X);',
  },
  {
    name: 'a function that is given on',
    outer: 'function run(take, x) { take(x); }',
    inner: 'run((v) => { USE }, X);',
  },
  {
    name: 'a returned value',
    outer: 'function give(x) { return x; }',
    inner: 'const v = give(X); USE',
  },
  {
    name: 'a returned object',
    outer: 'function give(x) { return { part: x }; }',
    inner: 'const v = give(X).part; USE',
  },
  {
    name: 'an async function',
    outer: 'async function give(x) { return x; }',
    inner: 'const v = await give(X); USE',
  },
  { name: '`.then`', inner: 'await Promise.resolve(X).then((v) => { USE });' },
  { name: '`Promise.all`', inner: 'const [v] = await Promise.all([X]); USE' },
  { name: 'a closure', inner: 'const v = X; const later = () => { USE }; later();' },
  { name: 'a member of an object', inner: 'const o = { part: X }; const v = o.part; USE' },
  { name: 'a member that is assigned', inner: 'const o = {}; o.part = X; const v = o.part; USE' },
  { name: 'a destructured object', inner: 'const { part: v } = { part: X }; USE' },
  { name: 'a spread object', inner: 'const o = { ...{ part: X } }; const v = o.part; USE' },
  {
    name: '`Object.assign`',
    inner: 'const o = Object.assign({}, { part: X }); const v = o.part; USE',
  },
  { name: 'an element of an array', inner: 'const list = [X]; const v = list[0]; USE' },
  { name: 'a destructured array', inner: 'const [v] = [X]; USE' },
  { name: '`for … of`', inner: 'for (const v of [X]) { USE }' },
  { name: '`forEach`', inner: '[X].forEach((v) => { USE });' },
  { name: '`map`', inner: 'const [v] = [X].map((x) => x); USE' },
  {
    name: '`get` after `set` on a Map',
    inner: `const parts = new Map(); parts.set('part', X); const v = parts.get('part'); USE`,
  },
  {
    name: 'a field of `this`',
    outer: 'class Keeper { constructor(x) { this.part = x; } run() { const v = this.part; USE } }',
    inner: 'new Keeper(X).run();',
  },
  {
    name: 'a generator',
    outer: 'function* give(x) { yield x; }',
    inner: 'for (const v of give(X)) { USE }',
  },
];
