/**
 * Why edits are of text, and not of a tree that recast prints (docs/built-on.md): recast 0.23, as jscodeshift brings it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { diffLines } from 'diff';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import fixAgents from '../../codemods/fix-agents.ts';

interface Recast {
  readonly print: (node: { readonly type: string }) => unknown;
}
type Naive = (
  file: { readonly path: string; readonly source: string },
  api: object,
) => string | undefined;

const require = createRequire(import.meta.url);
const { print } = createRequire(require.resolve('jscodeshift/package.json'))('recast') as Recast;
const jscodeshift = require('jscodeshift') as object;
/** Adds two properties to the config of each call of axios, as a jscodeshift transform does it. */
const naive = require('../bench/naive-transform.cjs') as Naive;

const printed = (source: string) => naive({ path: 'a.js', source }, { jscodeshift });
const fixed = (path: string, source: string) =>
  fixAgents({ path, source }, { stats: () => undefined }, { dry: true }) ?? source;

it('it knows 20 of typescript-estree’s node types not, fields of classes among them', () => {
  const unknown = Object.values(AST_NODE_TYPES).filter((type) => {
    try {
      print({ type });
      return false;
    } catch (error) {
      // Of a type that it knows it misses a property.
      return (error as Error).message === "Cannot read properties of null (reading 'loc')";
    }
  });
  expect(unknown).toHaveLength(20);
  expect(unknown).toEqual(
    expect.arrayContaining([
      'PropertyDefinition',
      'PrivateIdentifier',
      'AccessorProperty',
      'TSEnumBody',
      'TSTemplateLiteralType',
    ]),
  );
});

it('it moves a comment, and every line end of the file becomes LF', () => {
  const source = `const load = (url) =>\r\n  axios.get(url, {\r\n    timeout: 5000 // five seconds\r\n  });\r\n`;
  expect(printed(source)).toBe(
    `const load = (url) =>\n  axios.get(url, {\n    // five seconds\n    timeout: 5000,\n\n    httpAgent,\n    httpsAgent\n  });\n`,
  );
});

it('it changes more lines', () => {
  const folder = fileURLToPath(new URL('../fixtures/service/helpers', import.meta.url));
  const changed = (before: string, after: string) =>
    diffLines(before, after)
      .filter(({ added, removed }) => added || removed)
      .reduce((sum, { count }) => sum + count, 0);
  const [ours, theirs] = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ path: join(folder, name), source: readFileSync(join(folder, name), 'utf8') }))
    .reduce(
      ([a, b], file) => [
        a + changed(file.source, fixed(file.path, file.source)),
        b + changed(file.source, naive(file, { jscodeshift }) ?? file.source),
      ],
      [0, 0],
    );
  expect(theirs).toBeGreaterThan(1.5 * ours);
});
