/**
 * What our rules take of ESLint's time, beside unicorn's recommended ones: by ESLint's own clock, rule by rule, with
 * typescript-eslint's parser.
 */
import { ESLint } from 'eslint';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import tseslint from 'typescript-eslint';
import leakproof from 'eslint-plugin-leakproof';

const OURS = 'leakproof/';
const FILES = ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'];

/**
 * @param {string} folder
 * @param {string} peers the folder that has unicorn
 * @param {{ project: boolean }} settings whether our rules read other files
 * @returns {Promise<{ files: number, total: number, parsing: number, ours: number, rules: number, unicorn: number, unicornRules: number }>} milliseconds; `total` is parsing and rules
 */
export async function eslintShare(folder, peers, { project }) {
  const { default: unicorn } = await import(
    pathToFileURL(createRequire(join(peers, 'package.json')).resolve('eslint-plugin-unicorn')).href
  );
  const eslint = new ESLint({
    cwd: folder,
    stats: true,
    allowInlineConfig: false,
    errorOnUnmatchedPattern: false,
    overrideConfigFile: true,
    overrideConfig: [
      { ignores: ['**/*.d.ts'] },
      {
        files: FILES,
        languageOptions: {
          parser: tseslint.parser,
          parserOptions: { ecmaFeatures: { jsx: true } },
        },
      },
      { ...unicorn.configs.recommended, files: FILES },
      { ...leakproof.configs.recommended, files: FILES, settings: { leakproof: { project } } },
    ],
  });
  const results = await eslint.lintFiles(['.']);
  const passes = results.flatMap(({ stats }) => stats?.times.passes ?? []);
  const timed = passes.flatMap(({ rules }) =>
    Object.entries(rules ?? {}).map(([name, { total }]) => ({ name, total })),
  );
  const sum = (entries) => entries.reduce((all, { total }) => all + total, 0);
  const count = (entries) => new Set(entries.map(({ name }) => name)).size;
  const ours = timed.filter(({ name }) => name.startsWith(OURS));
  const theirs = timed.filter(({ name }) => name.startsWith('unicorn/'));
  const parsing = sum(passes.map(({ parse }) => parse));
  return {
    files: results.length,
    total: parsing + sum(timed),
    parsing,
    ours: sum(ours),
    rules: count(ours),
    unicorn: sum(theirs),
    unicornRules: count(theirs),
  };
}
