/**
 * What is longer than the call stack is deep: ESLint goes on to the next file.
 */
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import plugin from '../../rules/index.ts';

const links = (count: number, link: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => link(index)).join('');

const handler = (code: string) => `import axios from 'axios';
const open = new Map();
export async function handle(req, res) {
  open.set(req.params.id, req.body);
  const answer = await axios.get(req.query.url, { responseType: 'stream' });
  ${code}
  open.delete(req.params.id);
  answer.data.pipe(res);
}
`;

function lint(code: string): Linter.LintMessage[] {
  return new Linter({ configType: 'flat' }).verify(handler(code), [
    { plugins: { leakproof: plugin }, rules: plugin.configs.strict.rules },
  ] as Linter.Config[]);
}

it.each([
  {
    why: 'a text put together of its lines',
    code: `const page = ''${links(1400, (index) => ` + '<li>' + req.body.line${index}`)};`,
  },
  {
    why: 'a query that a program has written',
    code: `const query = select(req.body)${links(1400, (index) => `.where('a${index}', ${index})`)};`,
  },
  {
    why: 'promises one after the other',
    code: `await load(req.body)${links(1400, (index) => `.then((x) => step${index}(x))`)};`,
  },
])('bears $why', ({ code }) => {
  expect(() => lint(code)).not.toThrow();
});

it('reports what is wrong with a file whose chains are as long as people write them', () => {
  const rules = lint(
    `const page = ''${links(200, (index) => ` + '<li>' + req.body.line${index}`)};`,
  ).map(({ ruleId }) => ruleId);
  expect(rules).toContain('leakproof/no-unbounded-collection');
  expect(rules).toContain('leakproof/require-axios-agents');
});
