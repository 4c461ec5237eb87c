import { describe, expect, it } from 'vitest';
import { misdirectedBy, startWithDirectives } from '../../../analysis/edits/directed-lines.ts';
import type { Edit } from '../../../analysis/findings/finding.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';

const put = (text: string, before: string, added: string): Edit => ({
  range: [text.indexOf(before), text.indexOf(before)],
  text: added,
});
const replaced = (text: string, part: string, by: string): Edit => ({
  range: [text.indexOf(part), text.indexOf(part) + part.length],
  text: by,
});

const under = (comment: string) => `a();\n${comment}\nf(b(1), { c: 2 });\nd();\n`;
const CODE = 'f(b(1), { c: 2 });';

function misdirected(text: string, edits: readonly Edit[]): string | undefined {
  return misdirectedBy(parseSource(text, '/input.ts'), edits)?.name;
}

describe('code that would leave the comment that speaks of it', () => {
  it.each<[kind: string, edits: (text: string) => readonly Edit[]]>([
    ['a statement between them', (text) => [put(text, CODE, 'e();\n')]],
    ['a line that breaks', (text) => [put(text, 'c: 2', '\n  ')]],
    ['a block around it', (text) => [replaced(text, CODE, `{\n  ${CODE}\n}`)]],
    [
      'a call that goes elsewhere',
      (text) => [put(text, 'a()', 'const e = b(1);\n'), replaced(text, 'b(1)', 'e')],
    ],
    ['code that is gone', (text) => [replaced(text, `${CODE}\n`, '')]],
  ])('%s', (_, edits) => {
    const text = under('// @ts-ignore: why');
    expect(misdirected(text, edits(text))).toBe('@ts-ignore');
  });

  it('code that may be what is wrong', () => {
    const text = under('// @ts-expect-error');
    expect(misdirected(text, [replaced(text, 'b(1)', 'e')])).toBe('@ts-expect-error');
  });

  it.each([
    '// eslint-disable-next-line no-console',
    '/* eslint-disable-next-line no-console -- why */',
    '// oxlint-disable-next-line',
    '// tslint:disable-next-line',
    '// biome-ignore lint/style/useConst: why',
    '// prettier-ignore',
    '// deno-lint-ignore no-explicit-any',
    '/* istanbul ignore next */',
    '/* v8 ignore next 3 */',
  ])('%s', (comment) => {
    const text = under(comment);
    expect(misdirected(text, [put(text, CODE, 'e();\n')])).toBeDefined();
  });
});

describe('code that stays below its comment', () => {
  it.each<[kind: string, edits: (text: string) => readonly Edit[]]>([
    ['a statement above both', (text) => [put(text, '//', 'e();\n')]],
    ['a statement behind', (text) => [put(text, '\nd();', '\ne();')]],
    ['a line that grows', (text) => [put(text, ' }', ', e')]],
    ['lines at its end', (text) => [put(text, ');\nd', ', {\n  e,\n}')]],
    ['a name for another', (text) => [replaced(text, 'c: 2', 'c')]],
  ])('%s', (_, edits) => {
    const text = under('// @ts-ignore');
    expect(misdirected(text, edits(text))).toBeUndefined();
  });

  it.each([
    '// @ts-check',
    '/* eslint-disable no-console */',
    '// prettier-ignore-start',
    '// why',
  ])('of no matter: %s', (comment) => {
    const text = under(comment);
    expect(misdirected(text, [put(text, CODE, 'e();\n')])).toBeUndefined();
  });
});

it('a statement starts with the comments that speak of it, and with no other', () => {
  const text = `a();\n// why\n// @ts-ignore\n// eslint-disable-next-line\nf();\n`;
  const source = parseSource(text, '/input.ts');
  expect(startWithDirectives(source, source.ast.body[1]!)).toBe(text.indexOf('// @ts'));
  expect(startWithDirectives(source, source.ast.body[0]!)).toBe(0);
});
