/**
 * No file has a list of names of its own that a table of analysis/vocabulary has: who changed one would not change the
 * other.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { TABLES } from './vocabulary/tables.ts';

/** So many names may be in two lists with other meanings. */
const COINCIDENCE = 3;

/** Words that are common in any list stand in others with other meanings. docs/contributing.md says the same. */
const OF_INTERFACES = TABLES.filter(
  ({ file, table }) =>
    // Globals such as `Math` and `console` stand in lists of objects without state, too.
    table.title !== 'Objects of the runtime' &&
    ![
      'function-words.ts',
      'key-words.ts',
      'lifecycle-names.ts',
      'resource-names.ts',
      'text-words.ts',
      'reading-functions.ts',
      'silent-calls.ts',
    ].includes(file),
);

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** Names in a file's code that stand in one list: `['a', 'b']`, `new Set(['a', 'b'])`, `/^(?:a|b)$/`. */
function listsIn(text: string): string[][] {
  const literals = [...text.matchAll(/\[\s*((?:'[\w.]+',?\s*)+)\]/gu)].map(([, inner]) =>
    [...inner!.matchAll(/'([\w.]+)'/gu)].map(([, name]) => name!),
  );
  const expressions = [...text.matchAll(/\^?\(\?:((?:\w+\|)+\w+)\)/gu)].map(([, inner]) =>
    inner!.split('|'),
  );
  const words = [...text.matchAll(/words\(\s*'([\w ]+)'|'([\w ]+)'\.split\(/gu)].map(
    ([, inWords, split]) => (inWords ?? split)!.split(' '),
  );
  return [...literals, ...expressions, ...words];
}

it('finds the lists of a file', () => {
  expect(
    listsIn(
      `const A = new Set([\n  'push',\n  'add',\n]); /^(?:of|at|in)$/u; words('get set has is')`,
    ),
  ).toEqual([
    ['push', 'add'],
    ['of', 'at', 'in'],
    ['get', 'set', 'has', 'is'],
  ]);
});

describe('no second list', () => {
  const files = ['analysis', 'rules', 'codemods']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
        (file) => `${folder}/${file.replaceAll('\\', '/')}`,
      ),
    )
    .filter((file) => file.endsWith('.ts') && !file.startsWith('analysis/vocabulary/'));

  it.each(OF_INTERFACES)('of $table.title', ({ table }) => {
    const names = new Set(table.rows.map(({ name }) => name));
    const again = files.flatMap((file) =>
      listsIn(read(file))
        // Methods of HTTP are another subject.
        .filter((list) => !list.includes('post'))
        .map((list) => list.filter((name) => names.has(name)))
        .filter((shared) => shared.length > COINCIDENCE)
        .map((shared) => `${file}: ${shared.join(' ')}`),
    );
    expect(again).toEqual([]);
  });
});
