import { expect, it } from 'vitest';
import transform from '../../codemods/bound-collections.ts';

it('is a jscodeshift transform, which tells of the package that it needs', () => {
  const [stats, reports]: string[][] = [[], []];
  const api = {
    stats: (name: string) => stats!.push(name),
    report: (message: string) => reports!.push(message),
  };
  const source = `const cache = new Map();\nmodule.exports = (userId) => {\n  cache.set(userId, 1);\n};\n`;
  const path = 'test/fixtures/projects/bare/input.js';
  // As jscodeshift gives what looks like a number on its command line.
  expect(transform({ path, source }, api, { strategy: 'lru', max: 5, dry: true })).toBe(
    `const { LRUCache } = require('lru-cache');\n${source.replace('new Map()', 'new LRUCache({ max: 5 })')}`,
  );
  expect(stats).toEqual(['fixed']);
  expect(reports).toEqual([
    'imports lru-cache, which its package.json does not list among its dependencies',
  ]);
});

it('bounds only the collections that are named', () => {
  const source = `class Shop {
  #carts = new Map();
  #visits = new Map();
  add(userId) {
    this.#carts.set(userId, 1);
    this.#visits.set(userId, 1);
  }
}
module.exports = new Shop();
`;
  const path = 'test/fixtures/projects/bare/input.js';
  const capped = (only: string) =>
    transform(
      { path, source },
      { stats: () => {}, report: () => {} },
      {
        strategy: 'cap',
        evict: true,
        max: 5,
        dry: true,
        only,
      },
    );
  expect(capped('#visits, #others')).toContain('this.#visits.size > 5');
  expect(capped('#visits, #others')).not.toContain('this.#carts.size');
  expect(capped('Shop.#carts')).toContain('this.#carts.size > 5');
  expect(capped('carts')).toBeUndefined();
});
