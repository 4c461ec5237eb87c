import { expect, it } from 'vitest';
import { outsideServers } from '../../../analysis/finders/environment.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import type { SourceCode } from '../../../analysis/source/source-code.ts';
import { isComponent, topStatements } from '../../../analysis/syntax/components.ts';
import { facts } from '../../harness/hosts.ts';

/** A text as the parser of a component hands it over. */
function withServices(parserServices: object, code = 'f();'): SourceCode {
  return { ...parseSource(code, '/input.js'), parserServices };
}

it.each([
  ['a file of Vue', { getDocumentFragment: () => ({}) }, true],
  ['a script that Vue’s parser reads', { getDocumentFragment: () => null }, false],
  ['a file of Svelte', { isSvelte: true }, true],
  ['a script that Svelte’s parser reads', { isSvelte: true, isSvelteScript: true }, false],
  ['a file of no framework', {}, false],
])('%s', (_, services, expected) => {
  const source = withServices(services);
  expect(isComponent(source)).toBe(expected);
  expect(outsideServers(source, facts())).toBe(
    expected ? 'runs in a browser: a component of a page' : undefined,
  );
});

const statements = (code: string) => parseSource(code, '/input.js').ast.body;
const script = (attributes: object[], code: string) => ({
  type: 'SvelteScriptElement',
  startTag: { attributes },
  body: statements(code),
});

function topTexts(parserServices: object, body: readonly object[]): string[] {
  const source = { parserServices, ast: { body } } as unknown as SourceCode;
  return topStatements(source).map((statement) =>
    statement.type === 'ExpressionStatement' && statement.expression.type === 'Identifier'
      ? statement.expression.name
      : statement.type,
  );
}

it.each([
  ['module', [{ key: { name: 'module' } }]],
  [
    'context="module"',
    [
      { key: { name: 'lang' }, value: [{ value: 'ts' }] },
      { key: { name: 'context' }, value: [{ value: 'module' }] },
    ],
  ],
])('the script that says %s comes first, wherever it stands', (_, attributes) => {
  const markup = { type: 'SvelteElement' };
  expect(
    topTexts({ isSvelte: true }, [script([], 'a; b;'), markup, script(attributes, 'c;')]),
  ).toEqual(['c', 'a', 'b']);
});

it.each([
  ['of another language', [{ key: { name: 'lang' }, value: [{ value: 'ts' }] }]],
  ['of another context', [{ key: { name: 'context' }, value: [{ value: 'page' }] }]],
  ['with attributes spread into it', [{}]],
])('a script %s keeps its place', (_, attributes) => {
  expect(topTexts({ isSvelte: true }, [script([], 'a;'), script(attributes, 'b;')])).toEqual([
    'a',
    'b',
  ]);
});

it('a plain script has its statements in its body', () => {
  expect(topTexts({ isSvelte: true, isSvelteScript: true }, statements('a; b;'))).toEqual([
    'a',
    'b',
  ]);
  expect(topTexts({}, statements('a;'))).toEqual(['a']);
});
