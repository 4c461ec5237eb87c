/**
 * Objects and arrays in fields are collections only if the file may add to them by the name of the field.
 */
import { describe, expect, it } from 'vitest';
import { collectionsOf } from '../../../analysis/collections/collections.ts';
import { forEachHost } from '../../harness/hosts.ts';

const fieldsOf = (made: string, body: string): string[] => {
  const answers = new Set<string>();
  forEachHost(
    `class Store {\n  static items = ${made};\n  static f(key, item, other) { ${body} }\n}\nmodule.exports = Store;`,
    (source) => {
      answers.add(
        collectionsOf(source, ['object', 'array'])
          .map(({ name }) => name)
          .join(),
      );
    },
  );
  return [...answers];
};

describe('a field that may grow', () => {
  it.each([
    ['a computed key', '{}', 'Store.items[key] = item;'],
    ['push', '[]', 'Store.items.push(item);'],
    ['a spread into itself', '[]', 'Store.items = [...Store.items, item];'],
    ['an object spread into itself', '{}', 'Store.items = { ...Store.items, [key]: item };'],
    ['another name', '[]', 'const { items } = Store; items.push(item);'],
    ['an alias', '[]', 'const all = Store.items; all.push(item);'],
    ['handed on', '{}', 'other(Store.items);'],
    ['returned', '{}', 'return Store.items;'],
    ['what one of its values holds', '{}', 'Store.items.first.push(item);'],
    ['a method by a computed name', '[]', 'Store.items[other](item);'],
    ['a callback that is given its items', '[]', 'Store.items.forEach((one) => one.push(item));'],
    ['a default', '{}', '(Store.items || other)[key] = item;'],
  ])('%s', (_, made, body) => {
    expect(fieldsOf(made, body)).toEqual(['Store.items']);
  });
});

describe('a field that cannot grow', () => {
  it.each([
    ['read by a test', '{}', 'if (Store.items) other();'],
    ['compared', '[]', 'return Store.items === other;'],
    ['replaced by something new', '[]', 'Store.items = [];'],
    ['a fixed property', '{}', 'Store.items.count = 1;'],
    ['its length', '[]', 'return Store.items.length > 3;'],
    ['not named', '{}', 'return key;'],
  ])('%s', (_, made, body) => {
    expect(fieldsOf(made, body)).toEqual(['']);
  });
});
