import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { loadedEslint } from '../../codemods/adapter/silenced-findings.ts';

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
