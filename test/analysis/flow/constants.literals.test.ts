import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/types';
import { expect, it } from 'vitest';
import { hasConstantKeys, isConstant, isConstantValue } from '../../../analysis/flow/constants.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost, subjectOf, type Language } from '../../harness/hosts.ts';

type Question = (source: SourceCode, node: TSESTree.Node) => boolean;

function expectAnswer(
  question: Question,
  code: string,
  expected: boolean,
  language: Language = 'js',
): void {
  forEachHost(
    code,
    (source, host) => {
      expect(question(source, subjectOf(source)), `${host}: ${code}`).toBe(expected);
    },
    language,
  );
}

const inFunction = (expression: string, before = '') =>
  `${before}\nfunction f(req, x) { use(${expression}); }`;

it.each([
  ['texts and numbers', `['a', 1, -1, null, undefined, /a/, \`b\`]`],
  ['other constants', `[A, B.x, ...C]`, `const A = read();\nconst B = { x: 1 };\nconst C = ['c'];`],
  ['what another module has', `[names.x]`, `const { names } = require('./names');`],
  ['one of two', `[x ? 'a' : 'b', x && 'c', A || 'd']`, `const A = 'a';`],
  ['whether something holds', `[x === 1, !x, typeof x]`],
  ['texts that are put together', `[\`a:\${A}\`, A + '1']`, `const A = 'a';`],
  ['literals in literals', `[['a', { b: [1] }], {}]`],
  ['functions', `{ a: () => req, b() { return req; }, c: f }`],
  ['an object that is frozen', `Object.freeze({ a: 1 })`],
  ['keys of a literal', `Object.keys({ a: 1 })`],
  ['a Set', `new Set(['a'])`],
  ['a Map', `new Map([['a', 1]])`],
  ['a list that is made of items', `Array.of('a')`],
  ['two lists', `['a'].concat(['b'], 'c')`],
  ['members of globals', `[Number.MAX_VALUE, NaN, Math.PI]`],
])('%s', (_, expression, before = '') => {
  expectAnswer(isConstant, inFunction(expression, before), true);
});

it.each([
  ['what a request has', `[req.params.id]`],
  ['what a request has, among others', `['a', req.params.id, 'b']`],
  ['a parameter', `[x]`],
  ['what a function gives', `[load()]`],
  ['a value that is waited for', `[new Promise(x)]`],
  ['what an object has', `{ a: req.params.id }`],
  ['a key that is worked out', `{ [x]: 1 }`],
  ['a list in a list', `[['a', [x]]]`],
  ['a text with something in it', `[\`a:\${x}\`]`],
  ['another list in it', `[...x]`],
  ['another object in it', `{ a: 1, ...x }`],
  ['a Set of it', `new Set([x])`],
  ['a Map of it', `new Map([[x, 1]])`],
  ['a list that is joined', `[].concat(x)`],
  ['a list of what a list holds', `Array.from(['a'], x)`],
  ['a frozen list', `Object.freeze([x])`],
  ['an assignment', `[x = 'a']`],
  ['a name of nobody', `[nobody]`],
  [
    'a list of the module that is filled',
    `[...LIST]`,
    `const LIST = ['a'];\nexports.add = (y) => LIST.push(y);`,
  ],
  ['a list of a function, by its name', `[...(() => { const list = []; return list; })()]`],
])('not with %s', (_, expression, before = '') => {
  expectAnswer(isConstant, inFunction(expression, before), false);
});

it('a constant of TypeScript', () => {
  expectAnswer(
    isConstant,
    `enum State { On }\nfunction f() { use([State.On, 'a'] as const); }`,
    true,
    'ts',
  );
  expectAnswer(isConstant, `function f(x: string) { use([x] as const); }`, false, 'ts');
});

it.each([
  ['push', 'NAMES.push(x)'],
  ['splice', 'NAMES.splice(0, 0, x)'],
  ['an index', 'NAMES[NAMES.length] = x'],
  ['another name', 'const own = NAMES; own.push(x)'],
  ['a function of the file', 'fill(NAMES, x)'],
  ['a borrowed push', 'Array.prototype.push.apply(NAMES, x)'],
  ['fill', 'NAMES.fill(x)'],
])('a list that a function fills by %s is none', (_, statement) => {
  expectAnswer(
    isConstant,
    `const NAMES = ['a'];\nfunction fill(list, item) { list.push(item); }\nfunction f(x) { ${statement}; }\nuse(NAMES);`,
    false,
  );
});

it.each([
  ['set', 'TABLE.set(x, 1)', `new Map([['a', 1]])`],
  ['a key', 'TABLE[x] = 1'],
  ['a count', 'TABLE[x]++'],
  ['Object.assign', 'Object.assign(TABLE, x)'],
  ['Object.assign with a key that is worked out', 'Object.assign(TABLE, { [x]: 1 })'],
  ['Object.defineProperty', 'Object.defineProperty(TABLE, x, {})'],
])('a table that a function fills by %s is none', (_, statement, made = '{ a: 1 }') => {
  expectAnswer(
    isConstant,
    `const TABLE = ${made};\nfunction f(x) { ${statement}; }\nuse(TABLE);`,
    false,
  );
});

it.each([
  ['another value for a key', `TABLE.a = 2`],
  ['a fixed key', `TABLE['b'] = 2`],
  ['what is there already', `if (x in TABLE) TABLE[x] = 2`],
  ['Object.assign with fixed keys', `Object.assign(TABLE, { a: 2 })`],
  ['what is taken out', `delete TABLE[x]`],
  ['a list in it', `TABLE.list.push(x)`],
])('a table stays one with %s', (_, statement) => {
  expectAnswer(
    isConstant,
    `const TABLE = { a: 1, list: ['a'] };\nfunction f(x) { ${statement}; }\nuse(TABLE);`,
    true,
  );
});

it('a part of a table that a function fills, or sets, is none', () => {
  expectAnswer(
    isConstant,
    `const TABLE = { list: ['a'] };\nfunction f(x) { TABLE.list.push(x); }\nuse(TABLE.list);`,
    false,
  );
  expectAnswer(
    isConstant,
    `const TABLE = { list: ['a'] };\nfunction f(x, key) { TABLE[key].push(x); }\nuse(TABLE.list);`,
    false,
  );
  expectAnswer(
    isConstant,
    `const TABLE = { last: 'a' };\nfunction f(x) { TABLE.last = x; }\nuse(TABLE.last);`,
    false,
  );
  expectAnswer(
    isConstant,
    `const TABLE = { last: 'a' };\nfunction f(x) { TABLE.last = 'b'; }\nuse(TABLE.last);`,
    true,
  );
});

it('a Set that the module fills in a loop stays one', () => {
  expectAnswer(
    isConstant,
    `const NAMES = new Set(['a']);\nfor (const name of ['b', 'c']) NAMES.add(name);\nuse(NAMES);`,
    true,
  );
});

it('keys are constant whatever stands under them', () => {
  expectAnswer(hasConstantKeys, inFunction('{ a: x, "b": req, ...{ c: x } }'), true);
  expectAnswer(hasConstantKeys, inFunction('{ [x]: 1 }'), false);
  expectAnswer(hasConstantKeys, inFunction('{ a: 1, ...x }'), false);
  expectAnswer(hasConstantKeys, inFunction('[x]'), false);
});

it('a value is constant by its name or as it stands', () => {
  expectAnswer(isConstantValue, `const A = 'a';\nfunction f() { use(A); }`, true);
  expectAnswer(isConstantValue, `function f() { const a = 'a'; use(a); }`, true);
  expectAnswer(isConstantValue, `function f(x) { const a = x; use(a); }`, false);
  expectAnswer(isConstantValue, `function f() { let a = 'a'; use(a); }`, false);
  expectAnswer(isConstantValue, `let a = 'a';\nfunction f() { use(a); }`, false);
  expectAnswer(isConstantValue, `const list = [];\nfunction f() { use(list); }`, false);
});

/** How often names are looked at. */
function lookUps(question: Question, code: string): number {
  const source = parseSource(code, '/input.js');
  let count = 0;
  const names = nodesOf(source, AST_NODE_TYPES.Identifier);
  const subject = subjectOf(source);
  for (const name of names)
    Object.defineProperty(name, 'type', { get: () => (count++, AST_NODE_TYPES.Identifier) });
  question(source, subject);
  return count;
}

it.each([
  ['a long list', (n: number) => `const A = 1;\nfunction f(x) { use([${'A, '.repeat(n)}'z']); }`],
  [
    'a long list with a part that grows',
    (n: number) => `const A = 1;\nfunction f(x) { use([${'A, '.repeat(n)}x]); }`,
  ],
  [
    'names for texts that are made of one another twice',
    (n: number) =>
      `function f() { const a0 = 'a';\n${Array.from({ length: n }, (_, i) => `const a${i + 1} = a${i} + a${i};`).join('\n')}\nuse([a${n}]); }`,
  ],
  [
    'the same of a parameter',
    (n: number) =>
      `function f(a0) {\n${Array.from({ length: n }, (_, i) => `const a${i + 1} = a${i} + a${i};`).join('\n')}\nuse([a${n}]); }`,
  ],
  [
    'lists in lists',
    (n: number) => `const A = 1;\nfunction f() { use(${'[A, '.repeat(n)}A${']'.repeat(n)}); }`,
  ],
])('goes through %s once', (_, code) => {
  const [few, more] = [lookUps(isConstant, code(40)), lookUps(isConstant, code(80))];
  expect(few).toBeGreaterThan(0);
  expect(more).toBeLessThan(2.5 * few);
});
