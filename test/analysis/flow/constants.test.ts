import { expect, it } from 'vitest';
import { isConstant } from '../../../analysis/flow/constants.ts';
import { forEachHost, subjectOf, type Language } from '../../harness/hosts.ts';

function expectConstant(code: string, expected: boolean, language: Language = 'js'): void {
  forEachHost(
    code,
    (source, host) => {
      expect(isConstant(source, subjectOf(source)), host).toBe(expected);
    },
    language,
  );
}

it.each([
  ['a table', `const TABLE = { a: 1 };\nuse(TABLE);`],
  ['a part of one', `const TABLE = { a: { b: 1 } };\nuse(TABLE.a);`],
  ['a list on the spot', `use(['a']);`],
  ['a Set that is made of a list', `const NAMES = new Set(['a']);\nuse(NAMES);`],
  ['a frozen table', `const TABLE = Object.freeze({ a: 1 });\nuse(TABLE);`],
  ['a part of the configuration', `const NAMES = config.names;\nuse(NAMES);`],
  ['a pattern', `use(/^a$/);`],
  ['a name for a pattern', `const NAME = /^a$/;\nuse(NAME);`],
  ['a class', `class Names { static has() {} }\nuse(Names);`],
  [
    'a list that is filled as the module loads',
    `const NAMES = ['a'];\nNAMES.push('b');\nuse(NAMES);`,
  ],
  [
    'a list that is read in a function',
    `const NAMES = ['a'];\nfunction f() { NAMES.join(); g(NAMES.push); }\nuse(NAMES);`,
  ],
  [
    'settings and defaults that are copied into one another',
    `import { all } from './all.js';\nconst SETTINGS = { a: 1 };\nfunction load() { Object.assign(SETTINGS, all.mine); Object.assign(all.mine, SETTINGS); }\nuse(SETTINGS);`,
  ],
  [
    'settings that two functions set by one another',
    `import { all } from './all.js';\nconst SETTINGS = { a: 1 };\nfunction load() { SETTINGS.a = all.a; }\nfunction save() { all.a = SETTINGS.a; }\nuse(SETTINGS.a);`,
  ],
  ['the environment', `use(process.env);`],
  ['the arguments of the program', `use(process['argv']);`],
])('%s', (_, code) => {
  expectConstant(code, true);
});

it.each([
  ['an enum', `enum State { On }\nuse(State);`],
  ['a table under a type', `const TABLE = { a: 1 } as const;\nuse(TABLE);`],
])('%s of TypeScript', (_, code) => {
  expectConstant(code, true, 'ts');
});

it.each([
  ['a table that is filled later', `const TABLE = {};\nuse(TABLE);`],
  ['a list that is filled later', `const NAMES = [];\nuse(NAMES);`],
  ['a Map that is filled later', `const map = new Map();\nuse(map);`],
  [
    'a list that a function fills further',
    `const NAMES = ['a'];\nfunction f(name) { NAMES.push(name); }\nuse(NAMES);`,
  ],
  [
    'a Set that a function fills further',
    `const NAMES = new Set(['a']);\nconst f = (name) => NAMES.add(name);\nuse(NAMES);`,
  ],
  ['a part that is filled later', `const state = { seen: {} };\nuse(state.seen);`],
  ['a name that is given its value later', `let names;\nnames = read();\nuse(names);`],
  ['a name that may get another value', `let names = ['a'];\nuse(names);`],
  ['a text', `const NAME = 'a';\nuse(NAME);`],
  ['a number on the spot', `use(1);`],
  ['a function of the module', `function names() {}\nuse(names);`],
  ['a name of a function', `function f() { const names = ['a']; use(names); }`],
  ['a name of nobody', `use(names);`],
  ['a part of the process by a name that is worked out', `use(process[part]);`],
  ['what the process learns as it runs', `use(process.stdin);`],
])('not %s', (_, code) => {
  expectConstant(code, false);
});
