/**
 * `settings.leakproof.cache` in a process that lints for long, as an editor does: it uses what a run of the command `eslint`
 * has kept, sees changes, and writes nothing. The command itself: test/cli/verdict-cache.test.ts.
 */
import { spawnSync } from 'node:child_process';
import { ESLint } from 'eslint';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type * as OxcParser from 'oxc-parser';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import plugin from '../../rules/index.ts';
import { Scratch } from '../cli/program.ts';

const parsed = vi.hoisted(() => [] as string[]);
vi.mock('oxc-parser', async (original) => {
  const parser = await original<typeof OxcParser>();
  return {
    ...parser,
    parseSync: ((path, ...rest) => {
      parsed.push(path);
      return parser.parseSync(path, ...rest);
    }) satisfies typeof OxcParser.parseSync,
  };
});

const SWEEP = `import { cache } from './store.js';\nsetInterval(() => cache.clear(), 60_000).unref();\n`;
const STORE = 'export const cache = new Map();\n';
const FILES = {
  'package.json':
    '{ "name": "service", "private": true, "type": "module", "main": "src/app.js" }\n',
  'src/app.js': `import express from 'express';\nimport './sweep.js';\nimport { put } from './route.js';\nexpress().use(put).listen(3000);\n`,
  'src/store.js': STORE,
  'src/sweep.js': SWEEP,
  'src/route.js': `import { cache } from './store.js';\nexport function put(request, response) {\n  cache.set(request.query.id, 1);\n  response.end();\n}\n`,
  'eslint.config.mjs': `import leakproof from 'eslint-plugin-leakproof';\nexport default [{ ...leakproof.configs.recommended, settings: { leakproof: { cache: true } } }];\n`,
};
const CACHE = 'node_modules/.cache/leakproof/eslint';

let scratch: Scratch;
let later = 0;

beforeEach(() => {
  const now = performance.now.bind(performance);
  later = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now() + later);
  scratch = new Scratch(FILES);
  scratch.install('eslint-plugin-leakproof');
  const { stderr } = spawnSync(process.execPath, ['node_modules/eslint/bin/eslint.js', '.'], {
    cwd: scratch.folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** What is reported of a text, by rule and line, and what is parsed of other files for it. */
async function lint(file: string, text: string): Promise<{ reports: string[]; parses: string[] }> {
  parsed.length = 0;
  const eslint = new ESLint({
    cwd: scratch.folder,
    overrideConfigFile: true,
    overrideConfig: [
      {
        ...plugin.configs.recommended,
        settings: { leakproof: { cache: true } },
      },
    ],
  });
  const [result] = await eslint.lintText(text, { filePath: scratch.path(file) });
  return {
    reports: result!.messages.map(({ ruleId, line }) => `${ruleId}:${line}`),
    parses: [...parsed],
  };
}

it('uses what is kept, sees that another file has changed, and writes nothing', async () => {
  const folder = scratch.path(CACHE, '..');
  const before = {
    names: readdirSync(folder),
    ...statOf(),
    bytes: readFileSync(scratch.path(CACHE)),
  };
  expect(await lint('src/store.js', STORE)).toEqual({ reports: [], parses: [] });
  scratch.write({ 'src/sweep.js': '' });
  later += 6000;
  const changed = await lint('src/store.js', STORE);
  expect(changed.reports).toEqual(['leakproof/no-unbounded-collection:1']);
  expect(changed.parses).not.toEqual([]);
  scratch.write({ 'src/sweep.js': SWEEP });
  later += 6000;
  expect(await lint('src/store.js', STORE)).toEqual({ reports: [], parses: [] });
  expect({
    names: readdirSync(folder),
    ...statOf(),
    bytes: readFileSync(scratch.path(CACHE)),
  }).toEqual(before);
});

it('judges a text that is not the one that was saved', async () => {
  expect(await lint('src/store.js', `${STORE}cache.limit = 1;\n`)).not.toMatchObject({
    parses: [],
  });
  const { reports } = await lint(
    'src/route.js',
    `const seen = new Set();\nexport function put(request, response) {\n  seen.add(request.query.id);\n  response.end();\n}\n`,
  );
  expect(reports).toEqual(['leakproof/no-unbounded-collection:1']);
});

function statOf(): { ino: number; mtimeMs: number } {
  const { ino, mtimeMs } = statSync(scratch.path(CACHE));
  return { ino, mtimeMs };
}
