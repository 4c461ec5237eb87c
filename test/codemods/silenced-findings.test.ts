import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../analysis/findings/finding.ts';
import { parseSource } from '../../analysis/source/parse-source.ts';
import { loadedEslint, silencedFindings } from '../../codemods/adapter/silenced-findings.ts';

describe('ESLint, which reads the comments that disable rules', () => {
  it('is loaded if it is installed', () => {
    expect(loadedEslint(createRequire(import.meta.url))).toHaveProperty('Linter');
  });

  it('is asked for in words if it is not', () => {
    const load = (name: string): unknown => createRequire('/nowhere/a.js')(name);
    expect(() => loadedEslint(load)).toThrow(
      'ESLint is not installed: npm install --save-dev eslint',
    );
  });

  it('throws what it throws as it loads', () => {
    const load = () => {
      throw new SyntaxError('of ESLint');
    };
    expect(() => loadedEslint(load)).toThrow('of ESLint');
  });
});

describe('a file with comments for ESLint', () => {
  const RULE = 'no-unread-response';

  /** How often ESLint is loaded for one finding in a file of a comment and a statement, and whether the comment silences it. */
  function loadsFor(comment: string): { readonly loads: number; readonly isSilenced: boolean } {
    const source = parseSource(`${comment}\nsend();\n`, '/project/a.js');
    const finding = { node: source.ast.body[0] } as unknown as Finding;
    const require = createRequire(import.meta.url);
    let loads = 0;
    const silenced = silencedFindings(source, RULE, [finding], (name) => {
      loads++;
      return require(name) as unknown;
    });
    return { loads, isSilenced: silenced.has(finding) };
  }

  it.each([
    '// eslint-disable-next-line no-console',
    '// eslint-disable-next-line no-console, @typescript-eslint/no-explicit-any -- of the library',
    '/* eslint-disable no-console */',
    '/* eslint no-console: "off" */',
    '/* eslint-env node */',
    '/* eslint-enable */',
    '// why eslint-disable is not written here',
    '// eslint-disabled',
  ])('does not load it for %s', (comment) => {
    expect(loadsFor(comment)).toEqual({ loads: 0, isSilenced: false });
  });

  it.each([
    '/* eslint-disable */',
    '/* eslint-disable -- generated */',
    '/*\n  eslint-disable\n*/',
    '// eslint-disable-next-line',
    '// eslint-disable-next-line -- of the library',
    `// eslint-disable-next-line no-console, leakproof/${RULE}`,
    `/* eslint-disable 'leakproof/${RULE}' */`,
    `/* eslint leakproof/${RULE}: off */`,
    String.raw`/* eslint "leakproof\u002fno-unread\u002dresponse": 0 */`,
  ])('lets it say what %s silences', (comment) => {
    expect(loadsFor(comment)).toEqual({ loads: 1, isSilenced: true });
  });

  it('lets it say that a comment silences another rule of ours', () => {
    expect(loadsFor(`// eslint-disable-next-line leakproof/${RULE}s`)).toEqual({
      loads: 1,
      isSilenced: false,
    });
  });
});
