/**
 * ESLint's `--cache` keeps what was found in a file until its own text changes; our rules also ask other files. The pages
 * say so, and which command is right.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Scratch } from './program.ts';

const SWEEP = `import { cache } from './store.js';\nsetInterval(() => cache.clear(), 60_000).unref();\n`;
const FILES = {
  'package.json':
    '{ "name": "service", "private": true, "type": "module", "main": "src/route.js" }\n',
  'src/store.js': `export const cache = new Map();\n`,
  'src/route.js': `import { cache } from './store.js';\nimport './sweep.js';\nexport const put = (userId, value) => cache.set(userId, value);\n`,
  'src/sweep.js': SWEEP,
};
const config = (settings: string) =>
  `import leakproof from 'eslint-plugin-leakproof';\nexport default [{ ...leakproof.configs.recommended${settings} }];\n`;

function service(settings = ''): Scratch {
  const scratch = new Scratch({ ...FILES, 'eslint.config.mjs': config(settings) });
  scratch.install('eslint-plugin-leakproof');
  return scratch;
}

/** The exit code of ESLint in a process of its own: 1 if something is found. */
function eslint(scratch: Scratch, ...args: string[]): number | null {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['node_modules/eslint/bin/eslint.js', '.', ...args],
    { cwd: scratch.folder, encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  return status;
}

it('what another file changes, ESLint without its cache finds, and with it does not', () => {
  const scratch = service();
  expect(eslint(scratch, '--cache')).toBe(0);
  scratch.write({ 'src/sweep.js': '' });
  expect(eslint(scratch, '--cache')).toBe(0);
  // A run without the option removes the cache.
  expect(eslint(scratch)).toBe(1);
  expect(eslint(scratch, '--cache')).toBe(1);
  scratch.write({ 'src/sweep.js': SWEEP });
  expect(eslint(scratch, '--cache')).toBe(1);
  expect(eslint(scratch)).toBe(0);
});

it('where each file is judged by itself, the cache is right', () => {
  const scratch = service(`, settings: { leakproof: { project: false } }`);
  for (const sweep of [SWEEP, '', SWEEP]) {
    scratch.write({ 'src/sweep.js': sweep });
    expect(eslint(scratch, '--cache')).toBe(eslint(scratch));
  }
});

it.each(['cross-file', 'adoption', 'performance'])('docs/%s.md says so', (page) => {
  expect(readFileSync(new URL(`../../docs/${page}.md`, import.meta.url), 'utf8')).toContain(
    '--cache',
  );
});
