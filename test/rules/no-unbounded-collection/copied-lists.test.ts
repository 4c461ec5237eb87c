/**
 * Lists and tables that are made of a collection: what is put into them, or into what is made for them, is no growth of its
 * values; what is put into the same values is.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

/** A list that is full from the start, and what each request makes of it. */
const service = (made: string, added: string): string =>
  `const tables = [{ name: 'users', rows: [] }, { name: 'orders', rows: [] }];\napp.post('/x', (req) => { const made = ${made}; ${added} });\n`;

const silent = (name: string, made: string, added: string): ValidCase => ({
  name,
  code: service(made, added),
  options: { unverifiable: true },
});

const grows = (name: string, made: string, added: string): InvalidCase => ({
  name,
  code: service(made, added),
  findings: [{ messageId: 'unboundedValues', line: 1, refused: 'adds to what its items hold' }],
});

const INTO_EACH = 'for (const name in made) made[name].push(req.body);';

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [
    silent(
      'reduce with a table to begin with',
      'tables.reduce((all, table) => { all[table.name] = []; return all; }, {})',
      INTO_EACH,
    ),
    silent(
      'reduce over the names, with a table to begin with',
      'tables.map((table) => table.name).reduce((all, name) => { all[name] = []; return all; }, {})',
      INTO_EACH,
    ),
    silent(
      'reduceRight with a table to begin with',
      'tables.reduceRight((all, table) => { all[table.name] = []; return all; }, {})',
      INTO_EACH,
    ),
    silent(
      'reduce with a table that is copied',
      'tables.reduce((all, { name }) => ({ ...all, [name]: [] }), {})',
      INTO_EACH,
    ),
    silent('map to lists', 'tables.map(() => [])', 'made[0].push(req.body);'),
    silent(
      'map to objects with lists',
      'tables.map(({ name }) => ({ name, rows: [] }))',
      'made[0].rows.push(req.body);',
    ),
    silent(
      'map to copies with other lists',
      'tables.map((table) => ({ ...table, rows: [] }))',
      'made[0].rows.push(req.body);',
    ),
    silent('flatMap to lists', 'tables.flatMap(() => [[]])', 'made[0].push(req.body);'),
    silent('Array.from with a function', 'Array.from(tables, () => [])', 'made[0].push(req.body);'),
    silent(
      'fromEntries of names and lists',
      'Object.fromEntries(tables.map(({ name }) => [name, []]))',
      'made.users.push(req.body);',
    ),
    silent(
      'one more in a list of the same',
      'tables.filter(({ name }) => name)',
      'made.push(req.body);',
    ),
  ],
  invalid: [
    grows(
      'reduce with a table of the same values',
      'tables.reduce((all, table) => { all[table.name] = table; return all; }, {})',
      'made[req.body.table].rows.push(req.body);',
    ),
    grows(
      'reduce with nothing to begin with',
      'tables.reduce((best, table) => (best.rows.length > table.rows.length ? best : table))',
      'made.rows.push(req.body);',
    ),
    grows(
      'map to the lists of the values',
      'tables.map((table) => table.rows)',
      'made[0].push(req.body);',
    ),
    grows('filter', 'tables.filter(({ name }) => name)', 'made[0].rows.push(req.body);'),
    grows('flatMap', 'tables.flatMap((table) => [table])', 'made[0].rows.push(req.body);'),
    grows(
      'Array.from with a function that gives the same',
      'Array.from(tables, (table) => table)',
      'made[0].rows.push(req.body);',
    ),
    grows(
      'fromEntries of entries',
      'Object.fromEntries(Object.entries(tables))',
      'made[0].rows.push(req.body);',
    ),
  ],
});
