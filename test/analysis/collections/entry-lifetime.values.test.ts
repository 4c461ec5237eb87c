import { expect, it } from 'vitest';
import { endingFunction, ownedResource } from '../../../analysis/collections/entry-lifetime.ts';
import { forEachHost, subjectOf } from '../../harness/hosts.ts';

it.each([
  [
    'a method that takes the key',
    `class A { [symbol]() {} start() {} cancel(queryId) {} }`,
    'cancel',
  ],
  [
    'a method of the thing, whose plural ends otherwise',
    `class A { closeQuery() {} }`,
    'closeQuery',
  ],
  ['a function that takes the key', `function stop(queryId) {}`, 'stop'],
  ['methods that begin things', `class A { openQuery(queryId) {} ['closeQuery']() {} }`, undefined],
  ['a method of another thing', `class A { closeOrder(orderId) {} }`, undefined],
])('what ends queries: %s', (_, code, expected) => {
  forEachHost(code, (source, host) => {
    expect(
      endingFunction(source, { name: 'Store.openQueries', key: 'queryId', additions: [] }),
      host,
    ).toBe(expected);
  });
});

it.each([
  [
    'a timer under a name that does not say so',
    `const t = setTimeout(f, 1);\nuse(t);`,
    'setTimeout',
  ],
  ['a socket that is waited for', `async function f() { use(await connect(url)); }`, 'connect'],
  ['a timer beside what is spread', `use({ ...base, t: setTimeout(f, 1) });`, 'setTimeout'],
  ['a server of a library', `use({ up: http.createServer(f) });`, 'createServer'],
  ['an instance of any class', `use(new Order(id));`, undefined],
  ['an instance of a class that is not seen', `use(new shop.Order(id));`, undefined],
  ['what a function gives that another gave', `use(make()(id));`, undefined],
  ['a name that gets its value later', `let t;\nuse(t);`, undefined],
  ['a name out of an object', `const { t } = setTimeout(f, 1);\nuse(t);`, undefined],
  ['data, however deep', `use({ a: { b: { c: { d: 1 } } } });`, undefined],
  ['a text', 'use(`${a}`);', undefined],
] as const)('owns: %s', (_, code, expected) => {
  forEachHost(code, (source, host) => {
    expect(ownedResource(source, subjectOf(source)), host).toBe(expected);
  });
});
