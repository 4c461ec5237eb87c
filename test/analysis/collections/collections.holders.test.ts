import { describe, expect, it } from 'vitest';
import type { CollectionKind } from '../../../analysis/collections/collection-queries.ts';
import { collectionsOf } from '../../../analysis/collections/collections.ts';
import { usesOf } from '../../../analysis/collections/uses.ts';
import { forEachHost } from '../../harness/hosts.ts';

function found(code: string, kinds: readonly CollectionKind[]): string[] {
  const answers = new Set<string>();
  forEachHost(code, (source) => {
    answers.add(
      collectionsOf(source, kinds)
        .map(
          ({ name, isExported, declaration }) =>
            `${name}@${declaration.loc.start.line}:${declaration.loc.start.column}${isExported ? ' exported' : ''}`,
        )
        .join(', '),
    );
  });
  return [...answers];
}

describe('what holds a Map or a Set', () => {
  it.each([
    [
      'a static field of a class without a name',
      `module.exports = class {\n  static a = new Map();\n};`,
      'a@2:9 exported',
    ],
    [
      'a static field of an exported class',
      `class A { static a = new Map(); }\nmodule.exports = A;`,
      'A.a@1:17 exported',
    ],
    [
      'a static field that is nobody’s business by its name',
      `class A { static _a = new Map(); }\nmodule.exports = A;`,
      'A._a@1:17',
    ],
    [
      'a static field that is private',
      `class A { static #a = new Map(); }\nmodule.exports = A;`,
      'A.#a@1:17',
    ],
    [
      'a property of an object that is exported without a name',
      `module.exports = { a: new Map() };`,
      'a@1:19 exported',
    ],
    ['a property that an object is given later', `const s = {};\ns.a = new Map();`, 's.a@2:2'],
    [
      'a field that an instance is given later',
      `class A {}\nconst s = new A();\ns.a = new Map();`,
      'A.a@3:2',
    ],
    [
      'a field by another name for this',
      `class A {\n  constructor() { const self = this; self.a = new Map(); }\n}\nconst s = new A();`,
      'A.a@2:42',
    ],
    ['not an object that is passed on', `register({ a: new Map() });`, ''],
    ['an object of a call', `function f() { const s = {}; s.a = new Map(); }`, 's.a@1:31'],
    ['not a pattern, which takes it apart', `const { size } = new Map();`, ''],
    ['not a key', `class A { static [new Map()] = 1; }`, ''],
    ['not a field whose name is not to be told', `class A { static [k()] = new Map(); }`, ''],
    ['not a property whose name is not to be told', `const s = { [k()]: new Map() };`, ''],
    ['not an export whose name is not to be told', `exports[k()] = new Map();`, ''],
    ['not a variable of a call', `function f() { let a; a = new Map(); }`, ''],
    [
      'a property of what another module gives',
      `const s = require('s');\ns.a = new Map();`,
      's.a@2:0 exported',
    ],
    [
      'a property of what another module’s class makes',
      `const { A } = require('s');\nconst s = new A();\ns.a = new Map();`,
      's.a@3:0 exported',
    ],
    ['not a property of what a function is called with', `function f(s) { s.a = new Map(); }`, ''],
  ])('%s', (_, code, expected) => {
    expect(found(code, ['map', 'set'])).toEqual([expected]);
  });
});

describe('what holds an array or an object', () => {
  it.each([
    ['a list that a pattern takes apart', `let a;\n[a] = [1];`, ''],
    ['an object that a pattern takes apart', `let a;\n({ a } = {});`, ''],
    ['a list, and what it holds, not', `const l = [[], {}];`, 'l@1:6'],
    ['an object without a prototype', `const o = Object.create(null);`, 'o@1:6'],
  ])('%s', (_, code, expected) => {
    expect(found(code, ['array', 'object'])).toEqual([expected]);
  });
});

describe('how it is named', () => {
  const named = (code: string): string[] => {
    const answers = new Set<string>();
    forEachHost(code, (source) => {
      const [collection] = collectionsOf(source, ['map', 'set']);
      answers.add(
        usesOf(source, collection!)
          .all.map(({ node, access }) => `${source.getText(node)} ${access.kind}`)
          .join('; '),
      );
    });
    return [...answers];
  };

  it.each([
    [
      'a pattern that takes a field of an instance',
      `class A { a = new Map(); }\nconst s = new A();\nconst { a } = s;\na.clear();`,
      'a call',
    ],
    [
      'a pattern that takes a property of an object',
      `const s = { a: new Map() };\nconst { a } = s;\na.clear();`,
      'a call',
    ],
    [
      'a pattern that gives it another name',
      `const s = { a: new Map() };\nconst { a: b } = s;\nb.clear();`,
      'b call',
    ],
    [
      'a pattern that takes the same name of something else',
      `const s = { a: new Map() };\nconst t = { a: 1 };\nconst { a } = t;\na.clear();`,
      '',
    ],
    [
      'a pattern that takes the field of an instance, not of its class',
      `class A {\n  static a = new Map();\n  f() { const { a } = this; a.clear(); }\n}`,
      '',
    ],
    ['a pattern in a pattern', `const s = { a: new Map() };\nconst { a: { size } } = s;`, ''],
    [
      'the same name of something else',
      `const s = { a: new Map() };\nother.a.clear();\ns.a.clear();`,
      's.a call',
    ],
    [
      'another name for this',
      `class A {\n  a = new Map();\n  f() { const self = this; self.a.clear(); }\n}\nconst s = new A();`,
      'self.a call',
    ],
    [
      'this of a method of the object',
      `const s = { a: new Map(), f() { this.a.clear(); } };`,
      'this.a call',
    ],
  ])('%s', (_, code, expected) => {
    expect(named(code)).toEqual([expected]);
  });
});
