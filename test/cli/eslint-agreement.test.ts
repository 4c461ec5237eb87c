/**
 * ESLint and the program judge the same files: whatever the config, and whether a folder, files or what is staged is named.
 */
import { ESLint } from 'eslint';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../codemods/cli/report/report.ts';
import { FLAT_SHAPES, NEAREST_SHAPES, TYPESCRIPT_CONFIG, type Shape } from './eslint-shapes.ts';
import { LEAKY, Scratch } from './program.ts';

const SHAPES = [...FLAT_SHAPES, TYPESCRIPT_CONFIG, ...NEAREST_SHAPES];
/** Files of the shapes that hold no request. */
const WITHOUT_REQUEST = /config|shared|\.d\.ts$/u;
const OFF = { rules: {} };
const ESM = `import axios from 'axios';\nexport const f = (u) => axios.get(u);\n`;
const RECOMMENDED = `import leakproof from 'eslint-plugin-leakproof';\nexport default [leakproof.configs.recommended];\n`;
const SERVER_ONLY = `import leakproof from 'eslint-plugin-leakproof';\nexport default [{ ...leakproof.configs.recommended, files: ['server/**/*.js'] }];\n`;
const UNRELATED = 'export default [{ rules: { eqeqeq: "error" } }];\n';
const MANIFEST = '{ "private": true, "type": "module" }\n';

function project(files: Readonly<Record<string, string>>): Scratch {
  const scratch = new Scratch({ 'package.json': MANIFEST, ...files });
  scratch.install('eslint', 'eslint-plugin-leakproof', 'typescript-eslint');
  scratch.git('init', '--quiet');
  scratch.write({ '.gitignore': 'node_modules\n' });
  return scratch;
}

/** The files that ESLint itself lints with a rule of ours on. */
async function lintedBy(scratch: Scratch, paths: readonly string[]): Promise<string[]> {
  const eslint = new ESLint({ cwd: scratch.folder });
  const files = (await eslint.lintFiles([...paths])).map(({ filePath }) => filePath);
  const configs = await Promise.all(
    files.map(async (file) => ({
      file,
      config: ((await eslint.calculateConfigForFile(file)) ?? OFF) as {
        rules?: Record<string, [number]>;
      },
    })),
  );
  return configs
    .filter(
      ({ config: { rules = {} } }) =>
        (rules['leakproof/require-axios-agents'] ?? rules['sockets/require-axios-agents'])?.[0],
    )
    .map(({ file }) => relative(scratch.folder, file))
    .toSorted();
}

/** The files that the program finds something in. */
function judgedBy(scratch: Scratch, args: readonly string[]): string[] {
  const { stdout, stderr } = scratch.codemod('all', '--check', '--format', 'json', ...args);
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as Report).files.map(({ path }) => path);
}

const sources = ({ files }: Shape) =>
  Object.keys(files).filter((path) => /\.[cm]?[jt]sx?$/u.test(path));

describe.each(SHAPES)('$name', (shape) => {
  it('is the same list', async () => {
    const scratch = project(shape.files);
    expect(
      (await lintedBy(scratch, shape.paths)).filter((path) => !WITHOUT_REQUEST.test(path)),
    ).toEqual(shape.linted);
    expect(judgedBy(scratch, shape.paths)).toEqual(shape.linted);
  });

  it('is the same for a list of files, for each file alone, and for what is staged', () => {
    const scratch = project(shape.files);
    expect(judgedBy(scratch, sources(shape))).toEqual(shape.linted);
    scratch.git('add', '.');
    expect(judgedBy(scratch, ['--staged'])).toEqual(shape.linted);
    const left = sources(shape).find(
      (path) => !shape.linted.includes(path) && !WITHOUT_REQUEST.test(path),
    )!;
    expect(scratch.codemod('all', '--check', left)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^\S+: skipped: [^\n]*\n$/u) as string,
    });
  });
});

describe('which ESLint', () => {
  it('a service without ESLint is judged, and nothing is said', () => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    expect(scratch.codemod('all', '--check', '.')).toMatchObject({ code: 1, stderr: '' });
  });

  it('a config without an ESLint to read it does not count, and that is said', () => {
    const scratch = new Scratch({ 'eslint.config.mjs': RECOMMENDED, 'a.js': LEAKY });
    scratch.remove('node_modules');
    expect(scratch.codemod('all', '--check', '.')).toMatchObject({
      code: 1,
      stderr: 'leakproof: no ESLint is installed to read eslint.config.mjs: all files are judged\n',
    });
  });

  it('a config that has none of our rules does not count, and that is said', () => {
    const scratch = project({ 'eslint.config.mjs': UNRELATED, 'a.js': ESM, 'b.ts': ESM });
    const { code, stdout, stderr } = scratch.codemod('all', '--check', '.');
    expect(code).toBe(1);
    expect(stderr).toBe(
      `leakproof: ESLint ${ESLint.version} lints no file here with a rule of this plugin (its config names none, or for other \`files\`): all files are judged\n`,
    );
    expect(stdout).toContain('2 findings can be fixed');
  });

  it('a config that cannot be loaded stops the run, names the reason and --no-config', () => {
    const scratch = project({
      'eslint.config.mjs': `import gone from 'eslint-plugin-gone';\nexport default [gone];\n`,
      'a.js': ESM,
    });
    const { code, stdout, stderr } = scratch.codemod('all', '.');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^leakproof: \S*eslint\.config\.mjs: Cannot find package 'eslint-plugin-gone'.*\nFix the config, or judge without it: --no-config\n$/u,
    );
    expect(scratch.read('a.js')).toBe(ESM);
  });

  it('says which config an `.eslintrc` extends, if it extends the other', () => {
    const scratch = project({
      'eslint.config.mjs': `throw new Error('ESLint configuration in .eslintrc.json » plugin:leakproof/recommended is invalid');\n`,
      'a.js': ESM,
    });
    expect(scratch.codemod('all', '.').stderr).toContain(
      '\nExtend `plugin:leakproof/recommended-legacy` in an `.eslintrc`, or judge without it: --no-config\n',
    );
  });

  it('the options and settings of the nearest config count, with paths from where ESLint runs', () => {
    const own = `import leakproof from 'eslint-plugin-leakproof';
export default [{ plugins: { leakproof }, rules: { 'leakproof/require-axios-agents': ['error', { agentsModule: 'src/pool.js' }] }, settings: { leakproof: { modules: ['@acme/http'] } } }];\n`;
    const scratch = project({
      'packages/api/package.json': MANIFEST,
      'packages/api/eslint.config.mjs': own,
      'packages/api/src/a.js': `import { http } from '@acme/http';\nexport const f = (u) => http.get(u);\n`,
    });
    expect(scratch.codemod('fix-agents', 'packages')).toMatchObject({ code: 0 });
    expect(scratch.read('packages/api/src/a.js')).toContain(`from './pool.js'`);
  });

  it('a text from stdin follows the config of its file', () => {
    const scratch = project({
      'eslint.config.mjs': SERVER_ONLY,
      'server/a.js': '',
      'client/a.js': '',
    });
    expect(scratch.codemod('all', '--stdin-filepath', 'client/a.js')).toEqual({
      code: 0,
      stdout: '',
      stderr:
        'client/a.js: skipped: the ESLint config turns on none of the rules of this run for it\n',
    });
  });
});

describe('--check of nothing but what the config leaves out', () => {
  const files = {
    'eslint.config.mjs': SERVER_ONLY,
    'server/a.js': ESM,
    'client/b.js': ESM,
    'client/c.ts': ESM,
  };
  const why =
    '1 for which the ESLint config turns on none of the rules of this run, 1 not linted by ESLint (ignored, matched by no entry of its config, or in a folder without a config)';

  it('is an error where folders are named, and names --no-config', () => {
    const { code, stderr } = project(files).codemod('all', '--check', 'client');
    expect(code).toBe(2);
    expect(stderr).toBe(
      `leakproof: left 2 of 2 files alone: ${why} (client/b.js, client/c.ts). \`--no-config\` judges them all the same\nleakproof: --check judged nothing: the ESLint config leaves out each of the 2 files (${why}). To judge them without it, pass --no-config\n`,
    );
  });

  it('is none where files are named, or staged, or something is written', () => {
    const scratch = project(files);
    expect(scratch.codemod('all', '--check', 'client/b.js', 'client/c.ts')).toMatchObject({
      code: 0,
    });
    scratch.git('add', 'client');
    expect(scratch.codemod('all', '--check', '--staged')).toMatchObject({ code: 0 });
    expect(scratch.codemod('all', 'client')).toMatchObject({ code: 0 });
    expect(scratch.codemod('report', 'client')).toMatchObject({ code: 0 });
  });
});

describe('what a hook names', () => {
  it('is passed over, with a line, if it is no source file; what there is besides is judged', () => {
    const scratch = new Scratch({
      'a.js': LEAKY,
      'types.d.ts': 'export interface A { a: string }\n',
      'data.json': '{}\n',
    });
    const { code, stdout, stderr } = scratch.codemod(
      'all',
      '--check',
      'types.d.ts',
      'data.json',
      'a.js',
    );
    expect(code).toBe(1);
    expect(stdout).toContain('1 finding can be fixed');
    expect(stderr).toBe(
      'types.d.ts: skipped: a declaration file has no code to judge\ndata.json: skipped: not a source file that can be judged\n',
    );
    expect(scratch.codemod('all', 'types.d.ts')).toMatchObject({
      code: 0,
      stderr: 'types.d.ts: skipped: a declaration file has no code to judge\n',
    });
  });

  it('has to be there', () => {
    expect(
      new Scratch({ 'a.js': LEAKY }).codemod('all', '--check', 'a.js', 'gone.d.ts'),
    ).toMatchObject({ code: 2, stderr: 'leakproof: gone.d.ts: no such file or folder\n' });
  });
});

describe('git submodules', () => {
  const files = {
    'a.js': LEAKY,
    'vendor/lib/.git': 'gitdir: ../../.git/modules/lib\n',
    'vendor/lib/b.js': LEAKY,
    'old/lib/c.js': LEAKY,
    '.gitmodules': '[submodule "old"]\n\tpath = old/lib\n\turl = https://example.invalid/old\n',
  };

  it('are not entered, and that is said', () => {
    const scratch = new Scratch(files);
    scratch.git('init', '--quiet');
    const { stdout, stderr } = scratch.codemod('report', '--format', 'json');
    expect((JSON.parse(stdout) as Report).files.map(({ path }) => path)).toEqual(['a.js']);
    expect(stderr).toBe(
      'leakproof: did not enter submodules, which are judged if they are named: old/lib, vendor/lib\n',
    );
  });

  it('are judged if they are named, or a file in them is', () => {
    const scratch = new Scratch(files);
    scratch.git('init', '--quiet');
    const { stdout } = scratch.codemod('report', '--format', 'json', 'vendor/lib', 'old/lib/c.js');
    expect((JSON.parse(stdout) as Report).files.map(({ path }) => path)).toEqual([
      'old/lib/c.js',
      'vendor/lib/b.js',
    ]);
  });
});
