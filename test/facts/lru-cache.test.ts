/**
 * What sets the installed `LRUCache` apart from a Map: the facts that bound-collections refuses for.
 */
import { LRUCache } from 'lru-cache';
import { expect, it } from 'vitest';

const KEYS = ['a', 'b', 'c'];
const filled = (): LRUCache<string, number> => {
  const cache = new LRUCache<string, number>({ max: 5 });
  for (const key of KEYS) cache.set(key, 1);
  return cache;
};

/** The keys that a loop comes by, up to a number of rounds at which it is taken never to end. */
function rounds(cache: LRUCache<string, number>, body: (key: string) => void): string {
  const keys: string[] = [];
  for (const key of cache.keys()) {
    keys.push(key);
    if (keys.length === 20) return 'never ends';
    body(key);
  }
  return keys.join('');
}

it('goes from the latest used to the oldest', () => {
  const cache = filled();
  cache.get('a');
  expect(rounds(cache, () => undefined)).toBe('acb');
});

it('never lets a loop end that gets or sets an entry', () => {
  const [got, set, asked] = [filled(), filled(), filled()];
  expect(rounds(got, (key) => got.get(key))).toBe('never ends');
  expect(rounds(set, (key) => set.set(key, 2))).toBe('never ends');
  expect(rounds(asked, (key) => asked.has(key))).toBe('cba');
});

it('comes by the same entries again if a loop deletes the oldest', () => {
  const cache = filled();
  cache.get('a');
  expect(rounds(cache, (key) => key === 'b' && cache.delete(key))).toBe('acbac');
});

it('leaves a key out of a loop that is undefined', () => {
  const cache = filled();
  const none = undefined as unknown as string;
  cache.set(none, 1);
  expect([cache.get(none), cache.size, [...cache.keys()]]).toEqual([1, 4, ['c', 'b', 'a']]);
});

it('does not store undefined, and stores null and what is not a number', () => {
  const cache = new LRUCache<string, never>({ max: 5 });
  const values: unknown[] = [undefined, null, Number.NaN, 0, ''];
  for (const [index, value] of values.entries()) cache.set(String(index), value as never);
  expect(values.map((_, index) => cache.has(String(index)))).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);
});

it('takes a further argument for options', () => {
  const cache = filled();
  const get = cache.get.bind(cache) as (...given: unknown[]) => unknown;
  expect(() => KEYS.map((key, index) => get(key, index))).toThrow(TypeError);
});
