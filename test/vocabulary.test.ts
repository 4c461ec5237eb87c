/**
 * What a name means is data in analysis/vocabulary: a row a name, sorted, with its reason. docs/vocabulary.md is made of the tables: `npm run docs` writes it, by `vitest --update`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import plugin from '../rules/index.ts';
import { filesIn, graphOf, importsOf } from '../scripts/import-graph.js';
import { vocabularyPage } from './vocabulary/page.ts';
import { FILES, TABLES } from './vocabulary/tables.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

it('the page has every table', async () => {
  await expect(vocabularyPage).toMatchFileSnapshot('../docs/vocabulary.md');
});

it('the README leads to the page', () => {
  expect(read('README.md')).toContain('(docs/vocabulary.md)');
});

describe.each(TABLES)('$table.title', ({ table }) => {
  const names = table.rows.map(({ name }) => name);

  it('is sorted, and has a name once', () => {
    expect(names).toEqual([...new Set(names)].toSorted());
  });

  it('names rules that there are', () => {
    expect(table.rules.filter((rule) => !(rule in plugin.rules))).toEqual([]);
    expect(table.rules).not.toEqual([]);
  });

  it('says of each column what it means', () => {
    const columns = new Set(table.rows.flatMap((row) => Object.keys(row)));
    expect(Object.keys(table.columns).toSorted()).toEqual(
      [...columns].filter((key) => !['name', 'why', 'seen'].includes(key)).toSorted(),
    );
  });

  it('has a source, or a reason in each row', () => {
    expect(table.source).not.toBe('');
    const bare = table.rows.filter(
      ({ why, seen }) => why === undefined && (seen === undefined || seen === 0),
    );
    if (/names/u.test(table.source)) expect(bare.map(({ name }) => name)).toEqual([]);
  });
});

describe('the rules of the tables of a file', () => {
  const files = filesIn(ROOT);
  const graph = graphOf(importsOf(ROOT, files), (file) => file);
  const reachedBy = (rule: string) => {
    const reached = new Set(files.filter((file) => file.startsWith(`analysis/finders/${rule}/`)));
    for (const file of reached) for (const next of graph.get(file) ?? []) reached.add(next);
    return reached;
  };
  const reached = new Map(Object.keys(plugin.rules).map((rule) => [rule, reachedBy(rule)]));

  it.each([...new Set(TABLES.map(({ file }) => file))])('%s', (file) => {
    const named = TABLES.flatMap((one) => (one.file === file ? one.table.rules : []));
    const leading = [...reached].flatMap(([rule, to]) =>
      to.has(`analysis/vocabulary/${file}`) ? [rule] : [],
    );
    expect([...new Set(named)].toSorted(), 'rules whose finder leads to it by imports').toEqual(
      leading.toSorted(),
    );
  });
});

describe('the files', () => {
  it('each has a table', () => {
    expect(FILES.filter((file) => !TABLES.some((one) => one.file === file))).toEqual(
      FILES.filter((file) => file === 'words.ts' || file === 'function-names.ts'),
    );
  });

  it.each(FILES)('%s imports nothing but its neighbours, and knows no syntax tree', (file) => {
    const text = read(`analysis/vocabulary/${file}`);
    expect(
      [...text.matchAll(/from '([^']+)'/gu)]
        .map(([, module]) => module)
        .filter((module) => !module!.startsWith('./')),
    ).toEqual([]);
    expect(text).not.toMatch(/AST_NODE_TYPES|SourceCode/u);
  });
});
