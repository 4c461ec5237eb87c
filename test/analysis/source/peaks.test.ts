import { expect, it } from 'vitest';
import { Peaks } from '../../../analysis/source/peaks.ts';

it.each<[why: string, start: number, least: number, index: number]>([
  ['the first that is large enough', 0, 5, 2],
  ['the number at the start itself', 2, 5, 2],
  ['one behind it', 3, 5, 4],
  ['one in another half', 5, 8, 6],
  ['none behind the start', 5, 9, 7],
  ['none at all', 0, 100, 7],
  ['a start at the end', 7, 0, 7],
])('finds %s', (_, start, least, index) => {
  expect(new Peaks([1, -1, 5, 3, 9, 0, 8]).firstAtLeast(start, least)).toBe(index);
});

it('finds nothing in no numbers', () => {
  expect(new Peaks([]).firstAtLeast(0, 0)).toBe(0);
});

it('agrees with a search from the start on', () => {
  const numbers = Array.from({ length: 37 }, (_, index) => (index * 17) % 23);
  const peaks = new Peaks(numbers);
  for (let start = 0; start <= numbers.length; start++) {
    for (let least = 0; least <= 24; least++) {
      const index = numbers.findIndex((number, at) => at >= start && number >= least);
      expect(peaks.firstAtLeast(start, least)).toBe(index < 0 ? numbers.length : index);
    }
  }
});
