import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../analysis/collections/changes.ts';
import { collectionsOf } from '../../../analysis/collections/collections.ts';
import { usesOf } from '../../../analysis/collections/uses.ts';
import { forEachHost, type Language } from '../../harness/hosts.ts';

describe('which collections there are', () => {
  const found = (code: string, language: Language = 'js'): string[] => {
    const answers = new Set<string>();
    forEachHost(
      code,
      (source) => {
        answers.add(
          collectionsOf(source, ['map', 'set'])
            .map(
              ({ name, isExported, declaration }) =>
                `${name}@${declaration.loc.start.line}:${declaration.loc.start.column}${isExported ? ' exported' : ''}`,
            )
            .join(', '),
        );
      },
      language,
    );
    return [...answers];
  };

  it.each([
    ['a module’s constant', `const a = new Map();`, 'a@1:6'],
    ['a default of something else', `const a = globalThis.a ?? new Map();`, 'a@1:6'],
    ['filled in later', `let a;\nfunction f() { a = new Set(); }`, 'a@1:4'],
    ['a static field', `class A { static a = new Map(); }`, 'A.a@1:17'],
    [
      'a field of a singleton',
      `class A {\n  constructor() { this.a = new Map(); }\n}\nconst a = new A();`,
      'A.a@2:23',
    ],
    ['a declared field', `class A {\n  #a = new Map();\n}\nmodule.exports = new A();`, 'A.#a@2:2'],
    [
      'the classic singleton',
      `class A {\n  a = new Map();\n  static get() { return (A.own ??= new A()); }\n}`,
      'A.a@2:2',
    ],
    ['a field of any other class', `class A { a = new Map(); }\nmodule.exports = A;`, 'A.a@1:10'],
    ['a property of an object', `const s = { a: new Map() };`, 's.a@1:12'],
    [
      'a class of a package that extends Map',
      `const { Collection } = require('discord.js');\nconst a = new Collection();`,
      'a@2:6',
    ],
    [
      'the same under another name',
      `const { Collection: Table } = require('@discordjs/collection');\nconst a = new Table();`,
      'a@2:6',
    ],
    [
      'a class of that name of another package',
      `const { Collection } = require('mongodb');\nconst a = new Collection();`,
      '',
    ],
    ['a class of the file that extends Map', `class A extends Map {}\nconst a = new A();`, 'a@2:6'],
    [
      'a class of the file that extends Set, with more methods',
      `class A extends Set { first() { return [...this][0]; } }\nconst a = new A();`,
      'a@2:6',
    ],
    [
      'a class that adds in its own way',
      `class A extends Map { set(k, v) { if (this.size > 9) this.clear(); return super.set(k, v); } }\nconst a = new A();`,
      '',
    ],
    ['exported', `const a = new Map();\nexports.a = a;`, 'a@1:6 exported'],
    ['exported with others', `const a = new Set();\nmodule.exports = { a };`, 'a@1:6 exported'],
    [
      'an export without a name of its own',
      `exports.a = new Map();\nmodule.exports.b = new Set();`,
      'exports.a@1:0 exported, module.exports.b@2:0 exported',
    ],
    ['an export with a name', `const a = (exports.a = new Map());`, 'exports.a@1:11 exported'],
    [
      'a name that is exported as it is made',
      `let a;\nexports.a = a = new Map();`,
      'a@1:4 exported',
    ],
    [
      'an export that is compiled',
      `Object.defineProperty(exports, '__esModule', { value: true });\nexports.a = void 0;\nexports.a = new Map();`,
      'exports.a@3:0 exported',
    ],
    [
      'an export of a module that has another name for its exports',
      `const self = module.exports;\nexports.a = new Map();\nself.b = new Map();`,
      'exports.a@2:0 exported, self.b@3:0 exported',
    ],
    [
      'no export of a module that hands its exports on',
      `const self = module.exports;\nfill(self);\nexports.a = new Map();`,
      '',
    ],
    [
      'no export of a module that puts another object in their place',
      `exports.a = new Map();\nmodule.exports = {};`,
      '',
    ],
    [
      'no export that may go by the name of this',
      `exports.a = new Map();\nexports.f = function (k) { this.a.set(k, 1); };`,
      '',
    ],
    ['replaced', `let a = new Map();\nfunction f() { a = new Map(); }`, 'a@1:4'],
    [
      'a local one that a property holds, no other',
      `function f() { const a = new Map(); const s = { b: new Set() }; s.c = new Set(); }`,
      's.c@1:66',
    ],
    ['not another Map', `class Map {}\nconst a = new Map();`, ''],
  ])('%s', (_, code, expected) => {
    expect(found(code)).toEqual([expected]);
  });

  it('with types', () => {
    expect(
      found(
        `export const a: Map<string, number> = new Map();\nclass B { private static readonly b = new Set() as Set<string>; }`,
        'ts',
      ),
    ).toEqual(['a@1:13 exported, B.b@2:34']);
  });
});

describe('what changes them', () => {
  const changes = (code: string): string[] => {
    const answers = new Set<string>();
    forEachHost(code, (source) => {
      const [collection] = collectionsOf(source, ['map', 'set', 'array', 'object']);
      const uses = usesOf(source, collection!);
      const { additions, removals } = changesOf(source, collection!, uses);
      const text = (sign: string) => (change: (typeof additions)[number]) =>
        `${sign}${change.level} ${source.getText(change.node)}`;
      answers.add([...additions.map(text('+')), ...removals.map(text('-'))].join('; '));
    });
    return [...answers];
  };

  it.each([
    [
      'directly',
      `const m = new Map();\nfunction f(k) { m.set(k, 1); m.delete(k); m.get(k); m.has(k); }`,
      '+0 m.set(k, 1); -0 m.delete(k)',
    ],
    [
      'through an alias',
      `const m = new Map();\nfunction f(k) { const n = m; n.set(k, 1); }`,
      '+0 n.set(k, 1)',
    ],
    [
      'through a parameter',
      `const m = new Map();\nfunction put(n, k) { n.set(k, 1); }\nput(m, 'a');`,
      '+0 n.set(k, 1)',
    ],
    [
      'through a function that gives it',
      `const m = new Map();\nconst get = () => m;\nfunction f(k) { get().set(k, 1); }`,
      '+0 get().set(k, 1)',
    ],
    [
      'through a pattern',
      `class A { constructor() { this.m = new Map(); } f(k) { const { m } = this; m.set(k, 1); } }\nconst a = new A();`,
      '+0 m.set(k, 1)',
    ],
    [
      'by an export',
      `exports.m = new Map();\nexports.f = (k) => module.exports.m.set(k, 1);`,
      '+0 module.exports.m.set(k, 1)',
    ],
    [
      'by the other name of an export',
      `const m = (exports.m = new Map());\nexports.f = (k) => m.set(k, 1);`,
      '+0 m.set(k, 1)',
    ],
    [
      'by another export',
      `exports.m = exports.n = new Map();\nexports.f = (k) => exports.m.set(k, 1);`,
      '+0 exports.m.set(k, 1)',
    ],
    [
      'by an export of a name',
      `const m = new Map();\nexports.m = m;\nexports.f = (k) => exports.m.set(k, 1);`,
      '+0 exports.m.set(k, 1)',
    ],
    [
      'an export that is made anew',
      `exports.m = new Map();\nexports.f = (k) => { exports.m.set(k, 1); exports.m = new Map(); };`,
      '+0 exports.m.set(k, 1); -0 exports.m = new Map()',
    ],
    [
      'through an instance',
      `class A { constructor() { this.m = new Map(); } }\nconst a = new A();\nfunction f(k) { a.m.set(k, 1); }`,
      '+0 a.m.set(k, 1)',
    ],
    [
      'in a value',
      `const m = new Map();\nfunction f(k) { m.get(k).push(1); }`,
      '+1 m.get(k).push(1)',
    ],
    [
      'in a value by another name',
      `const m = new Map();\nfunction f(k) { const l = m.get(k) || []; l.push(1); l.shift(); }`,
      '+1 l.push(1); -1 l.shift()',
    ],
    [
      'in a property of a value',
      `const m = new Map();\nfunction f(k) { m.get(k).log.push(1); m.get(k).log = []; }`,
      '+1 m.get(k).log.push(1); -1 m.get(k).log = []',
    ],
    [
      'in a value that is made one longer',
      `const m = new Map();\nfunction f(k) { const l = m.get(k); m.set(k, [...l, 1]); }`,
      '+0 m.set(k, [...l, 1]); +1 m.set(k, [...l, 1])',
    ],
    [
      'a value that is cut',
      `const m = new Map();\nfunction f(k) { const l = m.get(k).filter(ok); m.set(k, l); }`,
      '+0 m.set(k, l); -1 m.set(k, l)',
    ],
    [
      'a first value is no cut',
      `const m = new Map();\nfunction f(k) { if (!m.has(k)) m.set(k, []); }`,
      '+0 m.set(k, [])',
    ],
    [
      'an update adds nothing',
      `const m = new Map();\nfunction f(k) { if (m.has(k)) m.set(k, 1); }`,
      '',
    ],
    [
      'a loop over the values',
      `const m = new Map();\nfunction f() { for (const [k, v] of m) v.add(1); m.forEach((w) => w.add(2)); }`,
      '+1 v.add(1); +1 w.add(2)',
    ],
    [
      'an array',
      `const l = [];\nfunction f(x) { l.push(x); l[l.length] = x; l[0] = x; l.length = 0; }`,
      '+0 l.push(x); +0 l[l.length] = x; -0 l.length = 0',
    ],
    [
      'an object',
      `const o = {};\nfunction f(k) { o[k] = 1; o.x = 1; delete o[k]; (o[k] ??= []).push(2); }`,
      '+0 o[k] = 1; +0 o[k] ??= []; +1 (o[k] ??= []).push(2); -0 o[k]',
    ],
    [
      'one longer',
      `let l = [];\nfunction f(x) { l = [...l, x]; l = l.concat(x); l = l.slice(1); }`,
      '+0 l = [...l, x]; +0 l = l.concat(x); -0 l = l.slice(1)',
    ],
    [
      'replaced',
      `let m = new Map();\nfunction f(k) { m.set(k, 1); m = new Map(); }`,
      '+0 m.set(k, 1); -0 m = new Map()',
    ],
    [
      'the first value of a name replaces nothing',
      `let m;\nm = new Map();\nfunction f(k) { m.set(k, 1); }`,
      '+0 m.set(k, 1)',
    ],
  ])('%s', (_, code, expected) => {
    expect(changes(code)).toEqual([expected]);
  });
});
