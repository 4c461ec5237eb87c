/**
 * What the program looks at may be anybody's: it runs none of it but the ESLint config that is asked for, and writes
 * nothing beside what it was given and the agents module. That the HTML report runs nothing is in html-report.test.ts.
 */
import { spawnSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codemods } from '../../codemods/registry.ts';
import { LEAKY, MAIN, Scratch } from './program.ts';

/** A line that leaves a trace wherever it is run. */
const TRACE = `require('node:fs').writeFileSync(require('node:path').join(__dirname, 'trace-' + process.pid), '');\n`;
const ESM_TRACE = `import { writeFileSync } from 'node:fs';\nwriteFileSync(new URL('trace-' + process.pid, import.meta.url), '');\n`;

/** Everything that a program that resolves, types or lints might come across. */
const TRAPS = {
  'package.json':
    '{ "name": "trap", "main": "lib/a.js", "scripts": { "prepare": "touch trace-script" }, "dependencies": { "axios": "1", "lru-cache": "11" } }\n',
  'lib/a.js': TRACE + LEAKY,
  'lib/b.mjs': `${ESM_TRACE}import axios from 'axios';\nimport { shared } from '@trap/alias';\nawait shared.get(url);\nawait axios.get(url, await import('./config.cjs'));\n`,
  'lib/c.ts': `import axios from 'axios';\nimport { shared } from '@trap/alias';\nexport const load = (url: string) => shared.get<string>(url).then(({ data }) => data + axios.VERSION);\n`,
  'lib/config.cjs': `${TRACE}module.exports = { timeout: 5 };\n`,
  'lib/client.js': `${TRACE}exports.shared = require('axios').create();\n`,
  'lib/maps.js': `${TRACE}const seen = new Map();\nmodule.exports = (request) => { seen.set(request.id, request.body); return seen.get(request.id); };\n`,
  'tsconfig.json':
    '{ "compilerOptions": { "paths": { "@trap/alias": ["./lib/client.js"] }, "plugins": [{ "name": "trap-plugin" }] }, "extends": "trap-config" }\n',
  'node_modules/trap-plugin/index.js': TRACE,
  'node_modules/trap-plugin/package.json': '{ "name": "trap-plugin", "main": "index.js" }\n',
  'node_modules/trap-config/index.js': TRACE,
  'node_modules/trap-config/package.json': '{ "name": "trap-config", "main": "index.js" }\n',
  'node_modules/axios/index.js': TRACE,
  'node_modules/axios/package.json':
    '{ "name": "axios", "version": "1.18.0", "main": "index.js" }\n',
  'node_modules/lru-cache/index.js': TRACE,
  'node_modules/lru-cache/package.json':
    '{ "name": "lru-cache", "version": "11.0.0", "main": "index.js" }\n',
  'http-agents.js': `${TRACE}exports.httpAgent = exports.httpsAgent = null;\n`,
  'babel.config.js': TRACE,
  'jscodeshift.config.js': TRACE,
  '.prettierrc.js': TRACE,
  'test/a.test.js': `${TRACE}expect(axios.get).toHaveBeenCalledWith(url);\n`,
};

/** What is in a folder, each file with its text. */
function treeOf(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  return Object.fromEntries(
    paths.map((path) => [
      path,
      lstatSync(join(folder, path)).isFile() ? readFileSync(join(folder, path), 'utf8') : '',
    ]),
  );
}

const tracesIn = (scratch: Scratch) =>
  Object.keys(treeOf(scratch.folder)).filter((path) => path.includes('trace-'));

describe('runs none of the code that it reads', () => {
  it.each([
    ['report'],
    ['all', '--check'],
    ['all', '--dry'],
    ['all', '--tsconfig', 'tsconfig.json'],
    ['all', '--evict', '--strategy', 'clone'],
    ...codemods.map(({ name }) => [name]),
  ])('%s %s %s', (...args) => {
    const scratch = new Scratch({ ...TRAPS, 'eslint.config.js': `${TRACE}module.exports = [];\n` });
    scratch.codemod(...args.filter(Boolean), '--no-config', '.');
    expect(tracesIn(scratch)).toEqual([]);
  });

  it('and would be caught at it', () => {
    const scratch = new Scratch(TRAPS);
    spawnSync(process.execPath, [scratch.path('lib/client.js')]);
    spawnSync(process.execPath, [scratch.path('lib/b.mjs')]);
    expect(tracesIn(scratch)).not.toEqual([]);
  });
});

describe('an ESLint config is code, and runs', () => {
  const CONFIG = `${TRACE}module.exports = [];\n`;

  it.each([
    {
      what: 'the one at the working directory',
      files: { 'eslint.config.js': CONFIG },
      args: ['report', 'lib'],
      runs: true,
    },
    {
      what: 'the one nearest to a file',
      files: { 'lib/eslint.config.js': CONFIG },
      args: ['report', 'lib'],
      runs: true,
    },
    {
      what: 'one of another package, which may say that only its own files are judged',
      files: { 'other/eslint.config.js': CONFIG },
      args: ['report', 'lib'],
      runs: true,
    },
    {
      what: 'not with --no-config',
      files: { 'eslint.config.js': CONFIG },
      args: ['report', '--no-config', 'lib'],
      runs: false,
    },
    {
      what: 'not with --no-config of what is written',
      files: { 'eslint.config.js': CONFIG },
      args: ['all', '--no-config', 'lib'],
      runs: false,
    },
    {
      what: 'not to list the codemods',
      files: { 'eslint.config.js': CONFIG },
      args: ['list'],
      runs: false,
    },
  ])('$what', ({ files, args, runs }) => {
    const scratch = new Scratch({ 'lib/a.js': LEAKY, ...(files as Record<string, string>) });
    scratch.codemod(...args);
    expect(tracesIn(scratch).length > 0).toBe(runs);
  });
});

describe('writes nothing', () => {
  it.each([
    ['report'],
    ['report', '--format', 'html'],
    ...['all', ...codemods.map(({ name }) => name)].flatMap((name) => [
      [name, '--check'],
      [name, '--dry'],
    ]),
    ['list'],
    ['--help'],
  ])('where it is only to look: %s %s %s', (...args) => {
    const scratch = new Scratch(TRAPS);
    const before = treeOf(scratch.folder);
    scratch.codemod(...args.filter(Boolean));
    expect(treeOf(scratch.folder)).toEqual(before);
  });

  it('beside the paths that it was given, and the agents module', () => {
    const others = { 'other/a.js': LEAKY, 'other/maps.js': TRAPS['lib/maps.js'], 'a.js': LEAKY };
    const scratch = new Scratch({
      'lib/a.js': LEAKY,
      'lib/maps.js': TRAPS['lib/maps.js'],
      ...others,
    });
    const before = treeOf(scratch.folder);
    scratch.codemod('all', 'lib');
    const after = treeOf(scratch.folder);
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(changed).toEqual(['http-agents.js', 'lib/a.js', 'lib/maps.js']);
    expect(Object.keys(before).filter((path) => !(path in after))).toEqual([]);
  });

  it('where the text comes on stdin', () => {
    const scratch = new Scratch({ 'lib/a.js': LEAKY });
    const before = treeOf(scratch.folder);
    spawnSync(process.execPath, [MAIN, 'fix-agents', '--stdin-filepath', 'lib/a.js'], {
      cwd: scratch.folder,
      input: LEAKY,
    });
    expect(treeOf(scratch.folder)).toEqual(before);
  });
});
