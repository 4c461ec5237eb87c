/**
 * What our rules take of ESLint's time, beside unicorn's recommended ones: by ESLint's own clock, rule by rule, with
 * typescript-eslint's parser.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const OURS = 'leakproof/';
const FILES = ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'];
const PARSER = import.meta.resolve('typescript-eslint');
const PLUGIN = import.meta.resolve('eslint-plugin-leakproof');
const ESLINT = fileURLToPath(new URL('../bin/eslint.js', import.meta.resolve('eslint')));

/**
 * Runs the command `eslint`: only that keeps reports for the next run.
 * @param {string} folder
 * @param {{ peers: string, work: string }} places the folder that has unicorn, and one to write into
 * @param {{ project: boolean, cache?: string }} settings of our rules: whether they read other files, and the file for reports
 * @returns {{ paths: readonly string[], total: number, parsing: number, ours: number, rules: number, unicorn: number, unicornRules: number }} milliseconds; `total` is parsing and rules
 */
export function eslintShare(folder, { peers, work }, settings) {
  const unicorn = pathToFileURL(
    createRequire(join(peers, 'package.json')).resolve('eslint-plugin-unicorn'),
  ).href;
  const config = join(work, 'eslint.config.mjs');
  writeFileSync(
    config,
    `import tseslint from ${JSON.stringify(PARSER)};
import leakproof from ${JSON.stringify(PLUGIN)};
import unicorn from ${JSON.stringify(unicorn)};

const files = ${JSON.stringify(FILES)};
export default [
  { ignores: ['**/*.d.ts'] },
  {
    files,
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
  },
  { ...unicorn.configs.recommended, files },
  { ...leakproof.configs.recommended, files, settings: { leakproof: ${JSON.stringify(settings)} } },
];
`,
  );
  const results = lint(folder, ['--config', config]);
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
    paths: results.map(({ filePath }) => filePath),
    total: parsing + sum(timed),
    parsing,
    ours: sum(ours),
    rules: count(ours),
    unicorn: sum(theirs),
    unicornRules: count(theirs),
  };
}

function lint(folder, options) {
  const args = [ESLINT, ...options, '--stats', '--format', 'json', '--no-inline-config', '.'];
  try {
    return JSON.parse(
      execFileSync(process.execPath, args, {
        cwd: folder,
        maxBuffer: 1 << 30,
        stdio: ['ignore', 'pipe', 'inherit'],
      }),
    );
  } catch (error) {
    // It found something.
    if (error.status === 1) return JSON.parse(error.stdout);
    throw error;
  }
}
