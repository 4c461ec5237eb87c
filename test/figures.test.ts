/**
 * How large files and functions may become, by `npm run figures`: the names in a failure are those of the largest.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

interface Figures {
  readonly side: string;
  readonly files: number;
  readonly upwardImports: number;
  readonly circlesOfFiles: number;
  /** Each with the number that it is listed for. */
  readonly over300: readonly string[];
  readonly branches15: readonly string[];
  readonly parameters5: readonly string[];
}

const ROOT = fileURLToPath(new URL('../', import.meta.url));

const sides = JSON.parse(
  execFileSync(process.execPath, ['scripts/figures.js', '.', '--names'], {
    cwd: ROOT,
    encoding: 'utf8',
  }),
) as readonly Figures[];

it('counts the files of each side', () => {
  expect(sides.filter(({ files }) => files > 0).map(({ side }) => side)).toEqual([
    'analysis',
    'codemods',
    'rules',
  ]);
});

it.each([
  { what: 'files over 300 lines', listed: 'over300', most: 15 },
  { what: 'functions with 15 branches or more', listed: 'branches15', most: 10 },
  { what: 'functions with more than four parameters', listed: 'parameters5', most: 0 },
] as const)('at most $most $what', ({ listed, most }) => {
  const found = sides.flatMap((figures) => figures[listed]);
  expect(found.length, found.join('\n')).toBeLessThanOrEqual(most);
});

it.each(['upwardImports', 'circlesOfFiles'] as const)('no %s', (figure) => {
  expect(sides.map((figures) => figures[figure])).toEqual(sides.map(() => 0));
});
