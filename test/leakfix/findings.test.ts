/**
 * The graded findings are data that can be read: each finding once, with its message and a grade.
 */
import { describe, expect, it } from 'vitest';
import { readFindings } from './cases.ts';

const rows = readFindings();

it('lists each finding once', () => {
  const places = rows.map(({ repository, file, line, name }) =>
    [repository, file, line, name].join(':'),
  );
  expect(places).toEqual([...new Set(places)]);
});

it.each(rows)(
  '$repository $file:$line $name has a commit, a message, a grade and a reason',
  (row) => {
    expect(row.commit).toMatch(/^[\da-f]{40}$/u);
    expect(row.kind === 'undecided').toBe(row.preset === 'strict');
    expect(['patch', 'discuss', 'no effect', 'wrong']).toContain(row.grade);
    expect(row.why).not.toBe('');
  },
);

describe('recommended', () => {
  const grades = rows.flatMap(({ preset, grade }) => (preset === 'recommended' ? [grade] : []));
  const share = (...wanted: readonly string[]) =>
    grades.filter((grade) => wanted.includes(grade)).length / grades.length;

  it('reports at least 85 of 100 that an owner would patch or discuss', () => {
    expect(share('patch', 'discuss')).toBeGreaterThanOrEqual(0.85);
  });

  it('reports at most 5 of 100 that are wrong', () => {
    expect(share('wrong')).toBeLessThanOrEqual(0.05);
  });
});
