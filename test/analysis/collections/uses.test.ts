import { describe, expect, it } from 'vitest';
import { changesOf } from '../../../analysis/collections/changes.ts';
import { collectionsOf } from '../../../analysis/collections/collections.ts';
import type { Access } from '../../../analysis/collections/accesses.ts';
import { usesOf, type Use } from '../../../analysis/collections/uses.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { forEachHost, type Language } from '../../harness/hosts.ts';

const DETAILS: {
  readonly [K in Access['kind']]?: (
    source: SourceCode,
    access: Extract<Access, { kind: K }>,
  ) => string;
} = {
  call: (_, { method }) => method,
  write: (source, { key }) => (key ? `under ${source.getText(key)}` : 'by name'),
  delete: (source, { key }) => source.getText(key),
  iterate: (_, { by }) => by,
  escape: (_, { how }) => how,
};

function shown(source: SourceCode, { node, level, path, access }: Use): string {
  const detail = (
    DETAILS[access.kind] as ((source: SourceCode, access: Access) => string) | undefined
  )?.(source, access);
  return [
    source.getText(node),
    ...(level > 0 ? [`in a value${path === '' ? '' : ` ${path}`}`] : []),
    access.kind,
    ...(detail === undefined ? [] : [detail]),
  ].join(' ');
}

/** The uses of the first collection of the code, as `expression kind detail`. */
function usesIn(code: string, language: Language): string[] {
  const answers = new Set<string>();
  forEachHost(
    code,
    (source) => {
      const [collection] = collectionsOf(source, ['map', 'set', 'array', 'object']);
      answers.add(
        usesOf(source, collection!)
          .all.map((use) => shown(source, use))
          .join('; '),
      );
    },
    language,
  );
  return [...answers];
}

const MAP = 'const m = new Map();\n';
const TABLE = 'const o = {};\n';

describe('what is done to a collection', () => {
  it.each([
    ['the last of a sequence has it', `${MAP}(warn(), m).set(1, 2);`, 'warn(), m call set'],
    ['what is not the last of a sequence is dropped', `${MAP}(m, warn());`, ''],
    ['a key of another object', `${MAP}other[m];`, 'm read'],
    [
      'asked whether it is there',
      `${MAP}m ? 1 : 2;\nif (m) warn();\nwhile (!m) warn();`,
      'm test; m test; m test',
    ],
    ['one of two', `${MAP}(big ? m : other).clear();`, 'big ? m : other call clear'],
    ['a loop that gives the name other values', `let m = new Map();\nfor (m of maps) warn();`, ''],
    ['its size by a pattern', `${MAP}const { size } = m;`, 'm size'],
    [
      'made where it is used',
      `let m;\nfunction f() { (m ??= new Map()).set(1, 2); }`,
      'm replace; m ??= new Map() call set',
    ],
    [
      'made where it is given away',
      `let m;\nconst get = () => (m ??= new Map());\nget().set(1, 2);`,
      'm replace; m ??= new Map() alias; get() call set',
    ],
    ['a pattern takes its entries', `${MAP}const [first] = m;`, 'm iterate copy'],
    [
      'a loop with a name of its own',
      `${MAP}for (const entry of m) warn(entry);`,
      'm iterate for-of; entry in a value escape passed on',
    ],
    [
      'a loop with a name from elsewhere',
      `${MAP}let entry;\nfor (entry of m) warn(entry);`,
      'm iterate for-of; entry in a value escape passed on',
    ],
    ['another name later', `${MAP}let n;\nn = m;\nn.clear();`, 'n = m test; m alias; n call clear'],
    ['a property of something', `${MAP}thing.m = m;`, 'thing.m = m test; m escape stored'],
    ['a property of a new object', `${MAP}const thing = { m };`, 'm escape held'],
    [
      'a property of a new object, which names it',
      `${MAP}const thing = { m };\nthing.m.set(1, 2);`,
      'm escape held; thing.m call set',
    ],
    [
      'a property of a new object that is handed on',
      `${MAP}const thing = { m };\nother(thing);`,
      'm escape stored',
    ],
    ['an item of a list', `${MAP}const all = [m];`, 'm escape held'],
    [
      'an item of a list that is handed on',
      `${MAP}const all = [m];\nother(all);`,
      'm escape stored',
    ],
    [
      'an export of a module that has another name for its exports',
      `${MAP}const self = exports;\nexports.m = m;\nexports.m.set(1, 2);`,
      'exports.m = m test; m escape exported; exports.m call set',
    ],
    [
      'an export under a name that is not to be told',
      `${MAP}exports[name()] = m;`,
      'exports[name()] = m test; m escape exported',
    ],
    [
      'copied',
      `${MAP}new Map(m);\nnew Set(m);\nArray.from(m);\nconst l = [...m];`,
      'm iterate copy; m iterate copy; m iterate copy; m iterate spread',
    ],
    [
      'asked what it is',
      `${MAP}Array.isArray(m);\nm instanceof Map;`,
      'm test; m escape type-tested',
    ],
    [
      'made into text',
      `${MAP}JSON.stringify(m);\nconsole.log(m);\nstructuredClone(m);\nObject.fromEntries(m);`,
      'm escape serialised; m escape serialised; m escape serialised; m escape serialised',
    ],
    ['something else called Map', `${MAP}function f(Map) { new Map(m); }`, 'm escape passed on'],
    [
      'given to a parameter that has a default',
      `${MAP}function f(n = new Map()) { n.clear(); }\nf(m);`,
      'n call clear; m alias',
    ],
    ['given to a parameter that takes it apart', `${MAP}function f({ size }) {}\nf(m);`, 'm size'],
    [
      'given to a function that has no such parameter',
      `${MAP}function f() {}\nf(m);`,
      'm escape passed on',
    ],
    [
      'given to one of two',
      `${MAP}const f = quick ? (n) => n.clear() : other;\nf(m);`,
      'n call clear; m alias; m escape passed on',
    ],
    ['called', `${MAP}m(1);\nnew m();`, ''],
    ['thrown', `${MAP}function f() { throw m; }`, 'm escape passed on'],
    ['given by a generator', `${MAP}function* f() { yield m; }`, 'm escape passed on'],
    ['a default', `${MAP}function f(n = m) {}`, 'm escape passed on'],
    ['returned by the module itself', `${MAP}if (tooEarly()) return m;`, ''],
    ['returned by a function that is exported', `${MAP}exports.f = () => m;`, 'm escape returned'],
    [
      'returned by a function that goes elsewhere',
      `${MAP}const f = () => m;\nthing.f = f;`,
      'm escape returned',
    ],
    [
      'returned to a caller of the same file',
      `${MAP}const f = () => m;\nf().clear();`,
      'm alias; f() call clear',
    ],
    ['a visitor that looks at no value', `${MAP}m.forEach(() => count++);`, 'm call forEach'],
    ['a visitor by name', `${MAP}m.forEach(visit);`, 'm call forEach'],
  ])('%s', (_, code, expected) => {
    expect(usesIn(code, 'js')).toEqual([expected]);
  });

  it.each([
    ['exported by its name', `const m = new Map();\nexport { m };`, 'm escape exported'],
    [
      'exported by another name',
      `const m = new Map();\nexport { m as cache };`,
      'm escape exported',
    ],
    ['the export of the module', `const m = new Map();\nexport default m;`, 'm escape exported'],
    [
      'the export of a CommonJS module',
      `const m = new Map<string, number>();\nexport = m;`,
      'm escape exported',
    ],
    ['its type', `const m = new Map<string, number>();\ntype Numbers = typeof m;`, 'm read'],
    [
      'through what says its type alone',
      `const m = new Map<string, number>();\n(m as Cache).clear();\n(m satisfies Cache).clear();\nm!.clear();\n(<Cache>m).clear();`,
      'm as Cache call clear; m satisfies Cache call clear; m! call clear; <Cache>m call clear',
    ],
    [
      'a value that is there',
      `const o: Lists = {};\no[k()]!.push(1);`,
      'o read; o[k()]! in a value call push',
    ],
  ])('%s', (_, code, expected) => {
    expect(usesIn(code, 'ts')).toEqual([expected]);
  });
});

describe('what is done to the values in it', () => {
  it.each([
    ['under a key', `${TABLE}o[k()].push(1);`, 'o read; o[k()] in a value call push'],
    [
      'a value in a value',
      `${TABLE}o[k()][k()].push(1);`,
      'o read; o[k()] in a value read; o[k()][k()] in a value call push',
    ],
    ['the keys alone', `${TABLE}for (const key in o) warn(key);`, 'o iterate for-in'],
    ['filled from another object', `${TABLE}Object.assign(o, more);`, 'o call Object.assign'],
    [
      'put into another object',
      `${TABLE}Object.assign({}, o);\nObject.keys(o);`,
      'o iterate copy; o iterate copy',
    ],
    [
      'a key of another object',
      `${MAP}const v = m.get(1);\nother[v];\nconst p = { [v]: 1 };`,
      'm call get; m.get(1) in a value alias; v in a value read',
    ],
    [
      'asked whether it is there',
      `${MAP}m.get(1) ? 1 : 2;\nm.get(2) && warn();`,
      'm call get; m.get(1) in a value test; m call get; m.get(2) in a value test',
    ],
    ['called', `${MAP}m.get(1)(2);`, 'm call get'],
    ['counted up', `${MAP}let v = m.get(1);\nv += 1;`, 'm call get; m.get(1) in a value alias'],
    [
      'put somewhere',
      `${MAP}thing.v = m.get(1);`,
      'thing.v = m.get(1) in a value test; m call get; m.get(1) in a value escape stored',
    ],
    [
      'given by a generator',
      `${MAP}function* f() { yield m.get(1); }`,
      'm call get; m.get(1) in a value read',
    ],
    ['copied', `${MAP}new Set(m.get(1));`, 'm call get; m.get(1) in a value iterate copy'],
    [
      'a pattern of its items',
      `${MAP}const [first] = m.get(1);`,
      'm call get; m.get(1) in a value iterate copy',
    ],
    [
      'what it holds, by a pattern',
      `${MAP}const { log, ...rest } = m.get(1);\nlog.push(1);\nrest.a.push(2);`,
      'm call get; log in a value log call push',
    ],
    [
      'what it holds in what it holds, by a pattern',
      `${MAP}const { list } = m.get(1).log;\nlist.push(1);`,
      'm call get; m.get(1) in a value read; list in a value log.list call push',
    ],
    [
      'what it holds under a key, by a pattern',
      `${MAP}const { [k()]: list } = m.get(1);\nlist.push(1);`,
      'm call get; list in a value call push',
    ],
    [
      'what it holds in what it holds, under a key',
      `${MAP}const { [k()]: list } = m.get(1).log;\nlist.push(1);`,
      'm call get; m.get(1) in a value read; list in a value call push',
    ],
    [
      'its length',
      `${MAP}m.get(1).log.length;`,
      'm call get; m.get(1) in a value read; m.get(1).log in a value log size',
    ],
    [
      'what it holds or a default, by a pattern',
      `${MAP}const { log = [] } = m.get(1);\nlog.push(1);`,
      'm call get; log in a value log call push',
    ],
    [
      'each that a loop over them gives',
      `${MAP}for (const v of m.values()) v.push(1);`,
      'm call values; v in a value call push',
    ],
    [
      'each that a value gives',
      `${MAP}for (const item of m.get(1).values()) item.push(1);`,
      'm call get; m.get(1) in a value call values; item in a value call push',
    ],
  ])('%s', (_, code, expected) => {
    expect(usesIn(code, 'js')).toEqual([expected]);
  });
});

describe('what adds to a collection, and what takes away', () => {
  const changes = (code: string): string[] => {
    const answers = new Set<string>();
    forEachHost(code, (source) => {
      const [collection] = collectionsOf(source, ['map', 'set', 'array', 'object']);
      const { additions, removals } = changesOf(source, collection!, usesOf(source, collection!));
      const text =
        (sign: string) =>
        ({ node, level, path, key }: (typeof additions)[number]) =>
          `${sign}${level}${path === '' ? '' : ` ${path}`} ${source.getText(node)}${key ? ` by ${source.getText(key)}` : ''}`;
      answers.add([...additions.map(text('+')), ...removals.map(text('-'))].join('; '));
    });
    return [...answers];
  };

  it.each([
    ['a value’s own setter is no entry', `${MAP}function f(k) { m.get(k).set(1); }`, ''],
    [
      'an entry of a value is one',
      `${MAP}function f(k) { m.get(k).set(k, 1); }`,
      '+1 m.get(k).set(k, 1) by k',
    ],
    [
      'an item for an item',
      `const l = [];\nfunction f(x) { l.splice(0, 1, x); }`,
      '+0 l.splice(0, 1, x); -0 l.splice(0, 1, x)',
    ],
    [
      'items that are cut out',
      `const l = [];\nfunction f() { l.splice(0, 10); }`,
      '-0 l.splice(0, 10)',
    ],
    [
      'an item of a value for another',
      `${MAP}function f(k, x) { m.get(k).splice(0, 1, x); }`,
      '+1 m.get(k).splice(0, 1, x); -1 m.get(k).splice(0, 1, x)',
    ],
    [
      'all of another object',
      `${TABLE}function f(more) { Object.assign(o, more); }`,
      '+0 Object.assign(o, more) by more',
    ],
    ['nothing, by Object.assign', `${TABLE}function f() { Object.assign(o); }`, ''],
    [
      'properties of a Map are no entries',
      `${MAP}function f(more) { Object.assign(m, more); }`,
      '',
    ],
    [
      'an object that is made one larger',
      `let o = {};\nfunction f(k) { o = { ...o, [k]: 1 }; }`,
      '+0 o = { ...o, [k]: 1 } by k',
    ],
    [
      'an item between others',
      `const l = [];\nfunction f(x) { l.splice(0, 0, x); }`,
      '+0 l.splice(0, 0, x)',
    ],
    [
      'properties that are written out, by Object.assign',
      `${TABLE}function f(x) { Object.assign(o, { a: x, 'b-c': x }); }`,
      '',
    ],
    [
      'properties that a name stands for, by Object.assign',
      `${TABLE}function f(x) { const patch = { a: x }; Object.assign(o, patch); }`,
      '',
    ],
    [
      'properties that are filled in, by Object.assign',
      `${TABLE}function f(k) { const patch = {}; patch[k] = 1; Object.assign(o, patch); }`,
      '+0 Object.assign(o, patch) by patch',
    ],
    [
      'a key that is computed, by Object.assign',
      `${TABLE}function f(k, more) { Object.assign(o, { a: 1, [k]: 1 }, more, ...more.lists); }`,
      '+0 Object.assign(o, { a: 1, [k]: 1 }, more, ...more.lists) by k; +0 Object.assign(o, { a: 1, [k]: 1 }, more, ...more.lists) by more; +0 Object.assign(o, { a: 1, [k]: 1 }, more, ...more.lists) by more.lists',
    ],
    [
      'a copy with the same properties',
      `let o = {};\nfunction f(x, p) { o = { ...o, n: x }; o = { ...o, ...p }; o = Object.assign({}, o, { n: x }); }`,
      '',
    ],
    [
      'a copy with one more key',
      `let o = {};\nfunction f(k) { o = Object.assign({}, o, { [k]: 1 }); }`,
      '+0 o = Object.assign({}, o, { [k]: 1 }) by k',
    ],
    [
      'a copy of a Map with one more entry',
      `let m = new Map();\nfunction f(k) { m = new Map([...m, [k, 1]]); m = new Map([...m.entries(), ...more]); }`,
      '+0 m = new Map([...m, [k, 1]]) by k; +0 m = new Map([...m.entries(), ...more]) by more',
    ],
    [
      'a copy of a Set with one more value',
      `let s = new Set();\nfunction f(k) { s = new Set([...s, k]); }`,
      '+0 s = new Set([...s, k]) by k',
    ],
    [
      'a copy of a Map',
      `let m = new Map();\nfunction f() { m = new Map(m); m = new Map([...m].map(upgrade)); }`,
      '',
    ],
    [
      'a part of a Map',
      `let m = new Map();\nfunction f() { m = new Map([...m].filter(isNew)); m = new Map([...m.entries()].slice(-9)); m = full ? new Map() : m; }`,
      '-0 m = new Map([...m].filter(isNew)); -0 m = new Map([...m.entries()].slice(-9)); -0 m = full ? new Map() : m',
    ],
    [
      'a list with other items',
      `let l = [];\nfunction f(x) { l = l.map(g); l = [...l, , ].sort(); l = [x, ...l.slice(0, 9)]; l = load(l); l = l[x](); }`,
      '-0 l = [x, ...l.slice(0, 9)]; -0 l = load(l); -0 l = l[x]()',
    ],
    [
      'a value under a computed key of its own',
      `${MAP}function f(k, n) { m.set(k, { ...m.get(k), [n]: 1 }); m.set(k, { ...m.get(k), n }); }`,
      '+0 m.set(k, { ...m.get(k), [n]: 1 }) by k; +1 m.set(k, { ...m.get(k), [n]: 1 }) by n; +0 m.set(k, { ...m.get(k), n }) by k',
    ],
    [
      'a Set of a value that is made one larger',
      `${MAP}function f(k, x) { m.set(k, new Set([...m.get(k), x])); }`,
      '+0 m.set(k, new Set([...m.get(k), x])) by k; +1 m.set(k, new Set([...m.get(k), x])) by x',
    ],
    [
      'an object that is made anew',
      `let o = {};\nfunction f(k, p) { o = { [k]: 1 }; o = { ...p, [k]: 1 }; }`,
      '-0 o = { [k]: 1 }; -0 o = { ...p, [k]: 1 }',
    ],
    [
      'a list of a value that is made one longer',
      `${MAP}function f(k, x) { m.get(k).log = [...m.get(k).log, x]; }`,
      '+1 log m.get(k).log = [...m.get(k).log, x]',
    ],
    [
      'an entry without a value is an entry',
      `${TABLE}function f(k) { o[k] = undefined; }`,
      '+0 o[k] = undefined by k',
    ],
    [
      'a value that is made anew under its key',
      `${TABLE}function f(k) { o[k] = []; o[k].push(1); }`,
      '+0 o[k] = [] by k; +1 o[k].push(1); -1 o[k] = []',
    ],
    [
      'a value that is a new Set',
      `${MAP}function f(k) { m.set(k, new Set()); m.get(k).add(k); }`,
      '+0 m.set(k, new Set()) by k; +1 m.get(k).add(k) by k; -1 m.set(k, new Set())',
    ],
    [
      'a value that is a new Map',
      `${MAP}function f(k) { m.get(k).by = new Map(); }`,
      '-1 by m.get(k).by = new Map()',
    ],
    [
      'a value that is something else new',
      `${MAP}function f(k) { m.get(k).by = new Table(); }`,
      '',
    ],
    [
      'a value that a method without a name gives',
      `${MAP}function f(k) { m.set(k, list[k]()); }`,
      '+0 m.set(k, list[k]()) by k',
    ],
    [
      'a first value behind an operator is no cut',
      `${MAP}function f(k) { m.has(k) || m.set(k, []); }`,
      '+0 m.set(k, []) by k',
    ],
    [
      'a first value behind an operator that asks something else is a cut',
      `${MAP}function f(k) { isOld(k) && m.set(k, []); }`,
      '+0 m.set(k, []) by k; -1 m.set(k, [])',
    ],
  ])('%s', (_, code, expected) => {
    expect(changes(code)).toEqual([expected]);
  });
});
