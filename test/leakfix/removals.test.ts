/**
 * The graded removals are data that can be read: each collection once, with a class, a verdict and a grade.
 */
import { expect, it } from 'vitest';
import { readRemovals } from './cases.ts';

const rows = readRemovals();

it('lists each collection once', () => {
  const places = rows.map(({ repository, file, line, name }) =>
    [repository, file, line, name].join(':'),
  );
  expect(places).toEqual([...new Set(places)]);
});

it.each(rows)('$repository $file:$line $name has a commit, a class and a grade', (row) => {
  expect(row.commit).toMatch(/^[\da-f]{40}$/u);
  expect(row.removal).not.toBe('');
  const grades =
    row.verdict === 'flagged'
      ? ['patch', 'discuss', 'no effect', 'wrong']
      : ['right', 'open', 'wrong'];
  expect(grades).toContain(row.grade);
});
