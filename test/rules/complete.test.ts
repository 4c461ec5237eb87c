/**
 * Each rule has its code, its cases, its page and its evidence, and none of them is a skeleton.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { codemods } from '../../codemods/registry.ts';
import plugin from '../../rules/index.ts';
import { casesOf, missingOf } from '../harness/rule-places.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const rules = Object.keys(plugin.rules);

describe('a rule is complete', () => {
  it.each(rules)('%s', (rule) => {
    const codemod = codemods.find((each) => each.rule === rule);
    expect(missingOf(ROOT, rule, codemod?.name), 'what is missing').toEqual([]);
    const cases = casesOf(ROOT, rule).map((path) => readFileSync(join(ROOT, path), 'utf8'));
    expect(
      cases.some((text) => /^ *runSuite\(/mu.test(text)),
      'cases that go through the tester',
    ).toBe(true);
  });
});

describe('nothing is left of a rule that is gone', () => {
  const foldersIn = (path: string) =>
    readdirSync(join(ROOT, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  const filesIn = (path: string) =>
    readdirSync(join(ROOT, path)).map((file) => file.replace(/\.\w+$/u, ''));

  it('among the finders', () => {
    expect(foldersIn('analysis/finders')).toEqual(rules);
  });

  it('among the cases', () => {
    expect(foldersIn('test/rules')).toEqual(rules);
  });

  it.each(['docs/rules', 'test/leaks/pairs', 'test/leaks/clean'])('in %s', (folder) => {
    expect(filesIn(folder)).toEqual(rules);
  });

  it('among the codemods', () => {
    expect(filesIn('docs/codemods')).toEqual(codemods.map(({ name }) => name).toSorted());
    expect(codemods.map(({ rule }) => rule).filter((rule) => !rules.includes(rule))).toEqual([]);
  });
});
