import { expect, it } from 'vitest';
import { inServers } from '../../../analysis/finders/environment.ts';
import { ofMinifier } from '../../../analysis/finders/minified-file.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import { facts } from '../../harness/hosts.ts';

const FUNCTION = 'function f(a){return a.map((b)=>b+1).filter((c)=>c>2)}';
const SHORT = `const seen = new Map();\n${FUNCTION}\n`;

it.each([
  ['by its name', SHORT, '/project/public/lib/highlight.min.js', true],
  ['by its name, as an ES module', SHORT, '/project/lib/vue-min.mjs', true],
  ['not by a word in its name', SHORT, '/project/src/admin.js', false],
  ['not by the name of its folder', SHORT, '/project/src/x.min.js/index.js', false],
  ['in one line', `const a=new Map();${FUNCTION.repeat(20)}`, '/project/src/a.js', true],
  [
    'in one line below a licence',
    `/*! MIT */\nconst a=new Map();${FUNCTION.repeat(20)}\n`,
    '/project/src/a.js',
    true,
  ],
  [
    'not with a long text',
    `${SHORT}const IMAGE = '${'x'.repeat(9000)}';\n`,
    '/project/src/a.js',
    false,
  ],
  [
    'not with a table in one line',
    `${SHORT}const TABLE = [${'[1, 2], '.repeat(900)}];\n`,
    '/project/src/a.js',
    false,
  ],
  [
    'not with a helper in a line of its own',
    `${SHORT}${`${FUNCTION}\n`.repeat(9)}${FUNCTION}${' '.repeat(600)}\n`,
    '/project/src/a.js',
    false,
  ],
])('a minified file %s', (_, code, file, isMinified) => {
  const reason = ofMinifier(parseSource(code, file), file);
  expect(reason !== undefined, reason).toBe(isMinified);
});

it('leaves out what is minified, whatever runs it', () => {
  const file = '/project/lib/x.min.js';
  const source = parseSource(SHORT, file);
  const inspect = inServers(() => [
    { kind: 'collection', node: source.ast.body[0]!, callee: 'new Map()', verdict: 'flagged' },
  ]);
  const [site] = inspect(source, facts({ file, environments: 'all' }), {});
  expect(site?.verdict).toBe('exempt');
  expect(site?.reason).toMatch(/^a minified/u);
});
