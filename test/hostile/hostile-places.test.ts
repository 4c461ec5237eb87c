/**
 * Files, folders and configs as nobody wants them: what is wrong is named, the exit code tells, and all the rest is done.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { capNotice, FIXED, LEAKY, MAIN, Scratch } from '../cli/program.ts';

const BESIDE = FIXED.replace('../http-agents', './http-agents');
/** One that owns nothing here. */
const NOBODY = 65_534;
const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const IS_ROOT = process.getuid?.() === 0;

/**
 * Copies the build, and the packages that it loads, to where everybody can read them: the clone may stand in a folder that
 * its owner alone may enter.
 * @returns the path of the program
 */
function copyForOthers(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leakproof-for-others-'));
  const { packages } = JSON.parse(readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8')) as {
    packages: Record<
      string,
      { readonly dev?: boolean; readonly devOptional?: boolean; readonly peer?: boolean }
    >;
  };
  const loaded = Object.entries(packages).flatMap(([path, { dev, devOptional, peer }]) =>
    path === '' || dev || devOptional || peer ? [] : path,
  );
  for (const path of ['package.json', 'dist', ...loaded])
    if (existsSync(join(REPOSITORY, path)))
      cpSync(join(REPOSITORY, path), join(folder, path), { recursive: true });
  for (const entry of [
    folder,
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  ])
    chmodSync(entry, 0o755);
  return join(folder, relative(REPOSITORY, MAIN));
}

describe('links', () => {
  it('a file that is named by a link is fixed where it stands, and imports from there', () => {
    const scratch = new Scratch({ 'real/a.js': LEAKY });
    symlinkSync('real/a.js', scratch.path('link.js'));
    expect(scratch.codemod('fix-agents', 'link.js', 'real/a.js')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Fixed 1 finding') as string,
    });
    expect(scratch.read('real/a.js')).toBe(FIXED);
    expect(lstatSync(scratch.path('link.js')).isSymbolicLink()).toBe(true);
  });

  it('so is a folder', () => {
    const scratch = new Scratch({ 'real/deep/a.js': LEAKY });
    symlinkSync('real/deep', scratch.path('link'));
    expect(scratch.codemod('fix-agents', 'link').code).toBe(0);
    expect(scratch.read('real/deep/a.js')).toBe(FIXED.replace('../http', '../../http'));
  });

  it.each([
    { target: 'a.js', says: 'leakproof: a.js: cannot be read (ELOOP)\n' },
    { target: 'nowhere.js', says: 'leakproof: a.js: no such file or folder\n' },
    { target: '/dev/zero', says: 'leakproof: a.js: neither a file nor a folder\n' },
  ])('one to $target is said to lead nowhere', ({ target, says }) => {
    const scratch = new Scratch();
    symlinkSync(target, scratch.path('a.js'));
    expect(scratch.codemod('fix-agents', 'a.js')).toEqual({ code: 2, stdout: '', stderr: says });
  });
});

it('a pipe is not waited for', () => {
  const scratch = new Scratch({ 'b.js': LEAKY });
  if (spawnSync('mkfifo', [scratch.path('a.js')]).status !== 0) return;
  expect(scratch.codemod('fix-agents', 'a.js')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'leakproof: a.js: neither a file nor a folder\n',
  });
  expect(scratch.codemod('fix-agents', '.').code).toBe(0);
  expect(scratch.read('b.js')).toBe(BESIDE);
});

describe('names', () => {
  const NAMES = [
    'with space.js',
    `q'uo"te.js`,
    'new\nline.js',
    '-dash.js',
    '--check.js',
    '$(touch pwned).js',
    '*.js',
    '\\back.js',
    'ü.js',
    'a%0Ab.js',
  ];

  it('are taken as they are, found and given', () => {
    const scratch = new Scratch(Object.fromEntries(NAMES.map((name) => [name, LEAKY])));
    expect(scratch.codemod('fix-agents', '.').code).toBe(0);
    expect(NAMES.filter((name) => scratch.read(name) !== BESIDE)).toEqual([]);
    scratch.write(Object.fromEntries(NAMES.map((name) => [name, LEAKY])));
    expect(scratch.codemod('fix-agents', '--', ...NAMES).code).toBe(0);
    expect(NAMES.filter((name) => scratch.read(name) !== BESIDE)).toEqual([]);
    expect(readdirSync(scratch.folder).toSorted()).toEqual(
      ['http-agents.js', 'package.json', ...NAMES].toSorted(),
    );
  });

  it('do not break a line of what is for machines', () => {
    const scratch = new Scratch({ 'new\nline.js': LEAKY });
    expect(scratch.codemod('fix-agents', '--check', '--format', 'github', '.').stdout).toMatch(
      /^::error file=new%0Aline\.js,.*\n$/u,
    );
  });
});

describe('outside of the working directory', () => {
  it('what is named is fixed, and a new agents module is announced before it is written', () => {
    const scratch = new Scratch({
      'service/lib/a.js': LEAKY,
      'service/package.json': '{}',
      'elsewhere/.git/HEAD': '',
    });
    const run = spawnSync(process.execPath, [MAIN, 'fix-agents', '../service/lib'], {
      cwd: scratch.path('elsewhere'),
      encoding: 'utf8',
    });
    expect(run).toMatchObject({
      status: 0,
      stderr: `${capNotice(1)}leakproof: also writes ../service/http-agents.js, which the fixed files import\n`,
    });
    expect(scratch.read('service/lib/a.js')).toBe(FIXED);
    expect(readdirSync(scratch.folder).toSorted()).toEqual([
      'elsewhere',
      'package.json',
      'service',
    ]);
    expect(readdirSync(scratch.path('service')).toSorted()).toEqual([
      'http-agents.js',
      'lib',
      'package.json',
    ]);
  });
});

describe('an ESLint config', () => {
  it.each([
    { what: 'throws', config: `throw new Error('no');` },
    { what: 'throws what is no error', config: 'throw 5;' },
    { what: 'does not parse', config: 'module.exports = (' },
    { what: 'needs what is not there', config: `require('nothing-here');` },
    { what: 'exports no config', config: 'module.exports = 5;' },
  ])('that $what is named, with the way round it', ({ config }) => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'eslint.config.js': `// leakproof\n${config}\n` });
    const { code, stderr } = scratch.codemod('fix-agents', '.');
    expect(stderr).toMatch(/^leakproof: .*eslint\.config\.js: /u);
    expect(stderr).toMatch(/\nFix the config, or judge without it: --no-config\n$/u);
    expect(stderr).not.toMatch(/^[ \t]+at /mu);
    expect(code).toBe(2);
    expect(scratch.read('a.js')).toBe(LEAKY);
    expect(scratch.codemod('fix-agents', '--no-config', 'a.js').code).toBe(0);
  });

  it('that is a folder is none', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'eslint.config.js/index.js': '' });
    expect(scratch.codemod('fix-agents', 'a.js').code).toBe(0);
  });

  const withPlugin = (rest: string) =>
    `import leakproof from ${JSON.stringify(new URL('../../dist/rules/index.js', import.meta.url).href)};\nexport default [{ plugins: { leakproof }, ${rest} }];\n`;

  it.each([
    {
      rest: `rules: { 'leakproof/no-unbounded-collection': ['error', { max: 'many' }] }`,
      says: /no-unbounded-collection[^]*should be integer/u,
    },
    {
      rest: `rules: { 'leakproof/require-axios-agents': ['error', { agents: true }] }`,
      says: /require-axios-agents[^]*should be string/u,
    },
    {
      rest: `rules: { 'leakproof/require-axios-agents': ['error', { agnets: 'auto' }] }`,
      says: /require-axios-agents[^]*Unexpected property "agnets"/u,
    },
    {
      rest: `rules: { 'leakproof/require-axios-agents': 'error' }, settings: { leakproof: { modules: 'axios-like' } }`,
      says: /settings\.leakproof\.modules: a list of module names is needed, not "axios-like"/u,
    },
    {
      rest: `rules: { 'leakproof/require-axios-agents': 'error' }, settings: { leakproof: { wrappers: [5] } }`,
      says: /settings\.leakproof\.wrappers: a list of module names is needed, not \[5\]/u,
    },
    {
      rest: `rules: { 'leakproof/require-axios-agents': 'error' }, settings: { leakproof: { project: 5 } }`,
      says: /settings\.leakproof\.project: true, false or the path of a tsconfig\.json is needed, not 5/u,
    },
    {
      rest: `rules: { 'leakproof/require-axios-agents': 'error' }, settings: { leakproof: 'on' }`,
      says: /settings\.leakproof: an object is needed, not "on"/u,
    },
  ])('with $rest is refused by the program and by ESLint, in words', ({ rest, says }) => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'eslint.config.mjs': withPlugin(rest) });
    const { code, stderr } = scratch.codemod('fix-agents', '.');
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/^[ \t]+at /mu);
    expect(code).toBe(2);
    expect(scratch.read('a.js')).toBe(LEAKY);
    const eslint = spawnSync(
      process.execPath,
      [new URL('../../node_modules/eslint/bin/eslint.js', import.meta.url).pathname, 'a.js'],
      { cwd: scratch.folder, encoding: 'utf8' },
    );
    expect(eslint.stderr).toMatch(says);
    expect(eslint.status).toBe(2);
  });
});

describe('an agents module', () => {
  it.each([
    {
      what: 'with other content',
      files: { 'http-agents.js': 'module.exports = { other: 1 };\n' },
      says: 'http-agents.js does not export httpAgent and httpsAgent: add them there, or name another module (`--agents-module`)',
    },
    {
      what: 'with one of the two',
      files: { 'http-agents.js': 'exports.httpAgent = null;\n' },
      says: 'http-agents.js does not export httpsAgent: add it there, or name another module (`--agents-module`)',
    },
    {
      what: 'that does not parse',
      files: { 'http-agents.js': 'module.exports = {\n' },
      says: 'http-agents.js cannot be read',
    },
    {
      what: 'that is a folder',
      files: { 'http-agents.js/index.js': '' },
      says: 'http-agents.js cannot be read',
    },
    {
      what: 'that is an index with other content',
      files: { 'http-agents/index.js': 'module.exports = {};\n' },
      says: 'http-agents/index.js does not export httpAgent and httpsAgent',
    },
  ])('$what is left as it is, and so are those who would import it', ({ files, says }) => {
    const scratch = new Scratch({ 'a.js': LEAKY, ...(files as Record<string, string>) });
    const before = readdirSync(scratch.folder, { recursive: true });
    const { code, stdout } = scratch.codemod('fix-agents', '.');
    expect(stdout).toContain(says);
    expect(code).toBe(1);
    expect(scratch.read('a.js')).toBe(LEAKY);
    expect(readdirSync(scratch.folder, { recursive: true })).toEqual(before);
  });

  it('that is the index of a folder is imported', () => {
    const scratch = new Scratch({
      'a.js': LEAKY,
      'http-agents/index.js': 'exports.httpAgent = exports.httpsAgent = null;\n',
    });
    expect(scratch.codemod('fix-agents', 'a.js').code).toBe(0);
    expect(scratch.read('a.js')).toContain(`require('./http-agents/index')`);
  });

  it.each([
    {
      given: 'agents.json',
      says: '--agents-module agents.json: not a module for agents (js, cjs, mjs, ts, cts, mts)',
    },
    { given: 'lib', says: '--agents-module lib: is a folder' },
  ])('cannot be $given', ({ given, says }) => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'lib/x': '' });
    expect(scratch.codemod('fix-agents', '--agents-module', given, '.')).toMatchObject({
      code: 2,
      stderr: `leakproof: ${says}\n`,
    });
    expect(scratch.read('a.js')).toBe(LEAKY);
  });

  it('that cannot be written leaves those who would import it as they are', () => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    const { code, stderr } = scratch.codemod(
      'fix-agents',
      '--agents-module',
      'package.json/agents.js',
      '.',
    );
    expect(stderr).toMatch(
      /^a\.js: was left as it is: .*package\.json\/agents\.js, which it would import, cannot be written \(E[A-Z]+\)$/mu,
    );
    expect(code).toBe(2);
    expect(scratch.read('a.js')).toBe(LEAKY);
  });
});

describe('package.json', () => {
  it('that is broken is said to count for nothing', () => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    scratch.write({ 'package.json': '{ "type":\n<<<<<<< ours\n' });
    const { code, stderr } = scratch.codemod('fix-agents', '.');
    expect(stderr).toBe(
      `${capNotice(1)}package.json: is no JSON object: its files are taken for CommonJS, its dependencies for none. Fix it, and look at what was written\n`,
    );
    expect(code).toBe(0);
  });

  it.each([
    '{ "dependencies": ["axios"], "type": 5, "workspaces": 3, "exports": [1], "name": 7 }',
    '{ "dependencies": null, "exports": null, "main": {} }',
    '[]',
    'null',
  ])('%s stops nothing', (content) => {
    const scratch = new Scratch({
      'a.js': LEAKY,
      'b.js': `const x = require('scratch/y');\nx.get(url);\n`,
    });
    scratch.write({ 'package.json': content });
    expect(scratch.codemod('all', '.')).toMatchObject({ code: 0 });
    expect(scratch.read('a.js')).toBe(BESIDE);
  });
});

it('a .gitignore that is a folder rules nothing', () => {
  const scratch = new Scratch({ 'a.js': LEAKY, '.gitignore/x': '' });
  expect(scratch.codemod('fix-agents', '.')).toMatchObject({ code: 0, stderr: capNotice(1) });
  expect(scratch.read('a.js')).toBe(BESIDE);
});

describe('a reader that goes away', () => {
  it.each([['report', '--format', 'json'], ['fix-agents']])(
    '%s: is no fault, and what was to be done is done',
    async (...args) => {
      const scratch = new Scratch(
        Object.fromEntries(
          Array.from({ length: 60 }, (_, index) => [`${'long/'.repeat(20)}${index}.js`, LEAKY]),
        ),
      );
      const run = spawn(process.execPath, [MAIN, ...args, '.'], {
        cwd: scratch.folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      run.stdout.destroy();
      const errors: Buffer[] = [];
      run.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
      expect(await once(run, 'close')).toEqual([0, null]);
      expect(Buffer.concat(errors).toString()).toBe(args[0] === 'fix-agents' ? capNotice(60) : '');
      if (args[0] === 'fix-agents') expect(existsSync(scratch.path('http-agents.js'))).toBe(true);
    },
  );

  it('nor is it one for a text on stdin', async () => {
    const run = spawn(process.execPath, [MAIN, 'fix-agents', '--stdin-filepath', 'a.js'], {
      cwd: new Scratch().folder,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const errors: Buffer[] = [];
    run.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    run.stdout.destroy();
    await sleep(50);
    run.stdin.end(`${LEAKY}// ${'x'.repeat(1_000_000)}\n`);
    expect(await once(run, 'close')).toEqual([0, null]);
    expect(Buffer.concat(errors).toString()).not.toContain('EPIPE');
  });
});

describe('without permission', () => {
  let program = MAIN;

  beforeAll(() => {
    if (IS_ROOT) program = copyForOthers();
  });

  afterAll(() => {
    if (IS_ROOT) rmSync(join(program, '../../../..'), { recursive: true });
  });

  beforeEach(({ skip }) => {
    const { status } = runAsNobody(tmpdir(), '--version');
    skip(
      status !== 0,
      'somebody who is not root can start no node here, or not enter the folder of temporary files',
    );
  });

  /** As somebody who is not root: root reads and writes everything. */
  function runAsNobody(cwd: string, ...args: string[]) {
    return spawnSync(process.execPath, [program, ...args], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
      ...(IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {}),
    });
  }

  function asNobody(
    scratch: Scratch,
    ...args: string[]
  ): { code: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr } = runAsNobody(scratch.folder, ...args);
    return { code: status, stdout, stderr };
  }

  function own(scratch: Scratch, ...paths: string[]): void {
    if (IS_ROOT) for (const path of ['.', ...paths]) chownSync(scratch.path(path), NOBODY, NOBODY);
  }

  it('an unreadable file is named, the others are done', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'b.js': LEAKY });
    own(scratch, 'a.js', 'b.js');
    chmodSync(scratch.path('a.js'), 0o000);
    const { code, stderr } = asNobody(scratch, 'fix-agents', '.');
    expect(stderr).toBe(`${capNotice(1)}a.js: cannot be read (EACCES)\n`);
    expect(code).toBe(2);
    expect(scratch.read('b.js')).toBe(BESIDE);
  });

  it('an unreadable folder is named, the others are done', () => {
    const scratch = new Scratch({ 'secret/a.js': LEAKY, 'b.js': LEAKY });
    own(scratch, 'secret', 'b.js');
    chmodSync(scratch.path('secret'), 0o000);
    const { code, stderr } = asNobody(scratch, 'fix-agents', '.');
    chmodSync(scratch.path('secret'), 0o755);
    expect(stderr).toBe(`${capNotice(1)}secret: cannot be read (EACCES)\n`);
    expect(code).toBe(2);
    expect(scratch.read('secret/a.js')).toBe(LEAKY);
    expect(scratch.read('b.js')).toBe(BESIDE);
  });

  it('a file in a folder that takes no new file is named, and stays', () => {
    const scratch = new Scratch({
      'locked/a.js': LEAKY,
      'http-agents.js': 'exports.httpAgent = exports.httpsAgent = null;\n',
      'b.js': LEAKY,
    });
    own(scratch, 'locked', 'locked/a.js', 'b.js');
    chmodSync(scratch.path('locked'), 0o555);
    const { code, stderr } = asNobody(scratch, 'fix-agents', '.');
    chmodSync(scratch.path('locked'), 0o755);
    expect(stderr).toBe(`${capNotice(2)}locked/a.js: cannot be written (EACCES)\n`);
    expect(code).toBe(2);
    expect(scratch.read('locked/a.js')).toBe(LEAKY);
    expect(scratch.read('b.js')).toBe(BESIDE);
  });

  it('no file imports an agents module for which there is no place', () => {
    const scratch = new Scratch({ 'helpers/a.js': LEAKY });
    own(scratch, 'helpers', 'helpers/a.js');
    chmodSync(scratch.folder, 0o555);
    const { code, stderr } = asNobody(scratch, 'fix-agents', 'helpers');
    chmodSync(scratch.folder, 0o755);
    expect(stderr).toMatch(
      /^helpers\/a\.js: was left as it is: .*http-agents\.js, which it would import, cannot be written \(EACCES\)$/mu,
    );
    expect(code).toBe(2);
    expect(scratch.read('helpers/a.js')).toBe(LEAKY);
  });

  it.skipIf(!IS_ROOT)(
    'what belongs to somebody else is still theirs when root has fixed it',
    () => {
      const scratch = new Scratch({ 'a.js': LEAKY });
      chownSync(scratch.path('a.js'), NOBODY, NOBODY);
      chmodSync(scratch.path('a.js'), 0o640);
      scratch.codemod('fix-agents', '.');
      expect(lstatSync(scratch.path('a.js'))).toMatchObject({
        uid: NOBODY,
        gid: NOBODY,
        mode: 0o100_640,
      });
    },
  );
});

it('a folder that is called like a file is a folder', () => {
  const scratch = new Scratch();
  mkdirSync(scratch.path('a.js'));
  expect(scratch.codemod('fix-agents', '.')).toMatchObject({
    code: 0,
    stderr: 'leakproof: no source files under .\n',
  });
});
