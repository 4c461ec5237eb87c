/**
 * What the data flow follows, by the rules themselves: `docs/flow-model.md` has the answers, and
 * `npx vitest run test/flow-model.test.ts --update` writes them.
 */
import { Linter } from 'eslint';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import plugin from '../rules/index.ts';
import { CONSTRUCTS, type Construct } from './flow-model/constructs.ts';

const CWD = fileURLToPath(new URL('fixtures/projects/bare/', import.meta.url));
const PAGE = fileURLToPath(new URL('../docs/flow-model.md', import.meta.url));
const [BEGIN, END] = ['<!-- begin generated table -->', '<!-- end generated table -->'];

interface Question {
  readonly title: string;
  readonly rule: string;
  readonly value: string;
  /** What is reported if `v` is the value, and not otherwise. */
  readonly use: string;
}

const QUESTIONS: readonly Question[] = [
  {
    title: 'key',
    rule: 'no-unbounded-collection',
    value: 'req.params.id',
    use: 'cache.set(v, 1);',
  },
  {
    title: 'collection',
    rule: 'no-unbounded-collection',
    value: 'cache',
    use: 'v.set(randomUUID(), 1);',
  },
  { title: 'response', rule: 'no-retained-response', value: 'response', use: 'kept.push(v);' },
  {
    title: 'client',
    rule: 'require-axios-agents',
    value: 'axios',
    use: `v.get('https://example.com/');`,
  },
];

function programOf({ title, value, use }: Question, { outer = '', inner }: Construct): string {
  const filled = (text: string) => text.replaceAll(/\bX\b/gu, value).replaceAll(/\bUSE\b/gu, use);
  return `const axios = require('axios');
const { randomUUID } = require('node:crypto');
const cache = new Map();
const kept = [];
${filled(outer)}
app.get('/:id', async (req, res) => {
  ${title === 'response' ? `const response = await axios.get('https://example.com/');` : ''}
  ${filled(inner)}
});
`;
}

function reports(question: Question, code: string, config: 'recommended' | 'strict'): number {
  const linter = new Linter({ configType: 'flat', cwd: CWD });
  const id = `leakproof/${question.rule}`;
  const rules = { [id]: plugin.configs[config].rules![id]! };
  const messages = linter.verify(
    code,
    [{ plugins: { leakproof: plugin }, rules, languageOptions: { sourceType: 'commonjs' } }],
    { filename: join(CWD, 'input.js') },
  );
  expect(
    messages.filter(({ fatal }) => fatal),
    code,
  ).toEqual([]);
  return messages.length;
}

function answer(question: Question, construct: Construct): string {
  const code = programOf(question, construct);
  const unused = programOf({ ...question, use: 'void v;' }, construct);
  const reported = reports(question, code, 'recommended');
  if (reported > 0 && reported > reports(question, unused, 'recommended')) return 'yes';
  // A collection that is handed on is undecided whatever happens to it there.
  return reports(question, code, 'strict') > 0 ? 'undecided' : 'no';
}

function table(): string {
  const rows = CONSTRUCTS.map((construct) => [
    construct.name,
    ...QUESTIONS.map((question) => answer(question, construct)),
  ]);
  const totals = [
    'followed',
    ...QUESTIONS.map(
      (_, index) => `${rows.filter((row) => row[index + 1] === 'yes').length} of ${rows.length}`,
    ),
  ];
  return [
    ['the value gets there by', ...QUESTIONS.map(({ title }) => title)],
    ['---', ...QUESTIONS.map(() => '---')],
    ...rows,
    totals,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

it('nothing is reported where the value does not arrive', () => {
  for (const question of QUESTIONS)
    expect(
      answer(question, { name: '', inner: 'const v = other(); USE' }),
      question.title,
    ).not.toBe('yes');
});

it('the page has the limits of the code', () => {
  const rows = [
    ...readFileSync(PAGE, 'utf8').matchAll(
      /^\| `(?<file>[\w/-]+\.ts)` \| `(?<name>MAX_\w+)` \| (?<number>\d+) \|/gmu,
    ),
  ].map(({ groups }) => groups as { file: string; name: string; number: string });
  expect(rows.length).toBeGreaterThan(10);
  for (const { file, name, number } of rows) {
    const text = readFileSync(new URL(`../analysis/${file}`, import.meta.url), 'utf8');
    const [, value = ''] = new RegExp(`^const ${name} = ([\\d_]+);$`, 'mu').exec(text) ?? [];
    expect(value.replaceAll('_', ''), `${file}: ${name}`).toBe(number);
  }
});

it('the page has the answers', async () => {
  const page = readFileSync(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN) as [string, string];
  await expect(
    `${before}${BEGIN}\n\n${table()}\n\n${END}${rest.split(END)[1]!}`,
  ).toMatchFileSnapshot(PAGE);
});
