import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { expect, it } from 'vitest';
import { accessesOf } from '../../../analysis/flow/holder-accesses.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost } from '../../harness/hosts.ts';

/** The accesses of the property `store` of the first object literal that has one, and whether that is all. */
function accessesIn(code: string): string[] {
  const answers = new Set<string>();
  forEachHost(code, (source) => {
    const property = nodesOf(source, AST_NODE_TYPES.Property).find(
      ({ key, parent }) =>
        parent.type === AST_NODE_TYPES.ObjectExpression && source.getText(key) === 'store',
    );
    const { accesses, isComplete } = accessesOf(source, property!);
    answers.add(
      [...accesses.map((node) => source.getText(node)), ...(isComplete ? [] : ['…'])]
        .toSorted()
        .join('; '),
    );
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
  ['the object itself', `const deps = { store: map };\nif (deps === other) use();`, ''],
])('follows %s', (_, code, expected) => {
  expect(accessesIn(code)).toEqual([expected]);
});

it.each([
  ['a function of others', `other({ store: map });`],
  ['a class', `new Store({ store: map });`],
  ['a list', `const all = [{ store: map }];`],
  [
    'arguments that are spread',
    `f(...first, { store: map });\nfunction f(a, b) { b.store.get(1); }`,
  ],
  ['more arguments than parameters', `f({ store: map });\nfunction f() { use(arguments[0]); }`],
  ['a property of another object', `other.deps = { store: map };`],
  ['an export', `exports.deps = { store: map };`],
  ['a name that is worked out', `const deps = { store: map };\nuse(1, deps[name]);`],
  ['a pattern with a name that is worked out', `const { [name]: own } = { store: map };`],
  ['a function that is exported', `exports.f = () => { return { store: map }; };`],
  ['an argument list', `f(...[{ store: map }]);`],
])('says that it is not all: %s', (_, code) => {
  expect(accessesIn(code)).toEqual([expect.stringContaining('…')]);
});
