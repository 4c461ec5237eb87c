import { expect, it } from 'vitest';
import { collectionsOf } from '../../../analysis/collections/collections.ts';
import { usesOf } from '../../../analysis/collections/uses.ts';
import { forEachHost } from '../../harness/hosts.ts';

/** Where a Map is asked or filled that an object holds, and what becomes of it otherwise. */
function accessesIn(code: string): string[] {
  const answers = new Set<string>();
  forEachHost(`const map = new Map();\n${code}`, (source) => {
    const [collection] = collectionsOf(source, ['map']);
    const told = usesOf(source, collection!).all.flatMap(({ node, level, access }) =>
      level > 0
        ? []
        : access.kind === 'call'
          ? [source.getText(node)]
          : access.kind === 'escape' && access.how !== 'held'
            ? [`… ${access.how}`]
            : [],
    );
    answers.add(told.join('; '));
  });
  return [...answers];
}

it.each([
  [
    'a name',
    `const deps = { store: map };\ndeps.store.set(1, 2);\ndeps.other.set(1, 2);`,
    'deps.store',
  ],
  [
    'another name',
    `const deps = { store: map };\nconst own = deps;\nown.store.get(1);`,
    'own.store',
  ],
  [
    'a name that is given it later',
    `let deps;\ndeps = { store: map };\ndeps.store.get(1);`,
    'deps.store',
  ],
  ['a pattern', `const { store: own, other } = { store: map };\nown.get(1);`, 'own'],
  ['a pattern with a default', `const { store = none } = { store: map };\nstore.get(1);`, 'store'],
  [
    'what a pattern leaves over',
    `const { other, ...rest } = { store: map };\nrest.store.get(1);`,
    'rest.store',
  ],
  ['a parameter', `f({ store: map });\nfunction f(deps) { deps.store.get(1); }`, 'deps.store'],
  [
    'a parameter with a default',
    `f({ store: map });\nfunction f(deps = {}) { deps.store.get(1); }`,
    'deps.store',
  ],
  [
    'a pattern of a parameter',
    `f({ store: map });\nfunction f({ store }) { store.get(1); }`,
    'store',
  ],
  [
    'an object in an object',
    `const deps = { inner: { store: map } };\ndeps.inner.store.get(1);`,
    'deps.inner.store',
  ],
  [
    'a pattern in a pattern',
    `const { inner: { store } } = { inner: { store: map } };\nstore.get(1);`,
    'store',
  ],
  [
    'a copy',
    `const deps = { store: map };\nconst all = { ...deps, other };\nall.store.get(1);`,
    'all.store',
  ],
  ['a method', `const deps = { store: map, get() { return this.store.get(1); } };`, 'this.store'],
  [
    'a frozen object',
    `const deps = Object.freeze({ store: map });\ndeps.store.get(1);`,
    'deps.store',
  ],
  ['one of two', `const deps = isOn ? { store: map } : none;\ndeps.store.get(1);`, 'deps.store'],
  [
    'what a function returns',
    `function f() { return { store: map }; }\nf().store.get(1);`,
    'f().store',
  ],
  [
    'what an arrow function returns',
    `const f = () => ({ store: map });\nf().store.get(1);`,
    'f().store',
  ],
  ['a list', `const all = [{ store: map }];\nall[0].store.get(1);`, 'all[0].store'],
  [
    'arguments behind a spread',
    `f(...first, { store: map });\nfunction f(a, b) { b.store.get(1); }`,
    'b.store',
  ],
  [
    'a pattern with a name that is worked out',
    `const { [name]: own } = { store: map };\nown.get(1);`,
    'own',
  ],
  [
    'what a constructor is given',
    `class Store {\n  constructor(deps) { this.deps = deps; }\n  get() { return this.deps.store.get(1); }\n}\nconst own = new Store({ store: map });\nown.get();`,
    'this.deps.store',
  ],
  ['the object itself', `const deps = { store: map };\nif (deps === other) use();`, ''],
])('follows %s', (_, code, expected) => {
  expect(accessesIn(code)).toEqual([expected]);
});

it.each([
  ['a function of others', `other({ store: map });`],
  ['a class', `new Store({ store: map });`],
  ['more arguments than parameters', `f({ store: map });\nfunction f() { use(arguments[0]); }`],
  ['a property of another object', `other.deps = { store: map };`],
  ['an export', `exports.deps = { store: map };`],
  ['a name that is worked out', `const deps = { store: map };\nuse(1, deps[name]);`],
  ['a function that is exported', `exports.f = () => { return { store: map }; };`],
  ['an argument list', `f(...[{ store: map }]);`],
])('says that it is not all: %s', (_, code) => {
  expect(accessesIn(code)).toEqual([expect.stringContaining('…')]);
});
