/**
 * The graded removals are data that can be read: each collection once, with a class, a verdict and a grade.
 */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface GradedRemoval {
  readonly repository: string;
  readonly commit: string;
  readonly file: string;
  readonly line: number;
  readonly name: string;
  /** The class of its removals, by a reader. */
  readonly removal: string;
  readonly verdict: 'flagged' | 'ok' | 'undecided';
  readonly grade: 'discuss' | 'no effect' | 'open' | 'patch' | 'right' | 'wrong';
  readonly why?: string;
}

const rows = readFileSync(new URL('removals.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GradedRemoval);

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
