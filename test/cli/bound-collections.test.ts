import { chmodSync, existsSync, symlinkSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Scratch, type Outcome } from './program.ts';

const MAIN = fileURLToPath(new URL('../../dist/codemods/cli/main.js', import.meta.url));
const GROWS = `const cache = new Map();\n\nmodule.exports = (userId) => {\n  cache.set(userId, Date.now());\n};\n`;
const bounded = (options: string) =>
  `const { LRUCache } = require('lru-cache');\n${GROWS.replace('new Map()', `new LRUCache({ ${options} })`)}`;
const JOBS = GROWS.replaceAll('cache', 'jobs');

/** A folder for PATH with a package manager that only notes how it was called, beside node and git. */
function withManager(scratch: Scratch, name: string, exitCode = 0): (...args: string[]) => Outcome {
  scratch.write({
    [`bin/${name}`]: `#!/bin/sh\necho "$PWD: ${name} $@" >> '${scratch.path('calls.txt')}'\nexit ${exitCode}\n`,
  });
  chmodSync(scratch.path('bin', name), 0o755);
  if (!existsSync(scratch.path('bin/node')))
    symlinkSync(process.execPath, scratch.path('bin/node'));
  return (...args) => {
    const env = {
      ...process.env,
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
      PATH: [scratch.path('bin'), '/usr/bin', '/bin'].join(delimiter),
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
      cwd: scratch.folder,
      encoding: 'utf8',
      env,
    });
    return { code: status, stdout, stderr };
  };
}

describe('codemod bound-collections', () => {
  it('bounds, says what package.json lacks, and has nothing to do the second time', () => {
    const scratch = new Scratch({ 'a.js': GROWS, 'b.js': GROWS });
    const first = scratch.codemod('bound-collections', '--strategy', 'lru', '.');
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('Fixed 2 findings');
    expect(first.stderr).toBe(
      'package.json does not list lru-cache among its dependencies, which rewritten files import: run `npm install lru-cache`, or pass --install\n',
    );
    expect(scratch.read('a.js')).toBe(bounded('max: 1000'));
    expect(scratch.codemod('bound-collections', '--strategy', 'lru', '.')).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it('says nothing of a package that is named', () => {
    const scratch = new Scratch({
      'package.json': '{ "dependencies": { "lru-cache": "^11.0.0" } }',
      'a.js': GROWS,
    });
    expect(scratch.codemod('bound-collections', '--strategy', 'lru', '.')).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it('--max and --ttl', () => {
    const scratch = new Scratch({ 'a.js': GROWS });
    expect(
      scratch.codemod(
        'bound-collections',
        '--strategy',
        'lru',
        '--max',
        '50',
        '--ttl',
        '60000',
        '.',
      ).code,
    ).toBe(0);
    expect(scratch.read('a.js')).toBe(bounded('max: 50, ttl: 60000'));
  });

  it.each([
    ['--max', '0'],
    ['--max', 'many'],
    ['--ttl', '1.5'],
  ])('%s %s is wrong use', (flag, value) => {
    const scratch = new Scratch({ 'a.js': GROWS });
    const { code, stderr } = scratch.codemod(
      'bound-collections',
      '--strategy',
      'lru',
      flag,
      value,
      '.',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('a whole number from 1 is needed');
    expect(scratch.read('a.js')).toBe(GROWS);
  });

  it('lists a table of what is still going on, and bounds it by --evict alone', () => {
    const scratch = new Scratch({ 'a.js': JOBS });
    const listed = scratch.codemod('bound-collections', '--strategy', 'lru', '.');
    expect(listed.code).toBe(1);
    expect(listed.stdout).toContain('Not fixed: its name (`jobs`) stands for');
    expect(listed.stdout).toContain('--evict');
    expect(scratch.read('a.js')).toBe(JOBS);
    const capped = scratch.codemod('bound-collections', '--strategy', 'lru', '--evict', '.');
    expect(capped.code).toBe(0);
    expect(capped.stdout).toContain('Bounded 1 collection (`jobs`)');
    expect(listed.stdout).not.toContain('Bounded');
    expect(scratch.read('a.js')).toContain('const jobs = new LRUCache({ max: 1000 });');
  });

  it('lists what is not plainly a cache, and caps it by --evict alone', () => {
    const records = `const events = new Set();\n\nmodule.exports = (userId) => {\n  if (events.has(userId)) return;\n  events.add(userId);\n  charge(userId);\n};\n`;
    const scratch = new Scratch({ 'a.js': records });
    const listed = scratch.codemod('bound-collections', '--strategy', 'lru', '.');
    expect(listed.code).toBe(1);
    expect(listed.stdout).toContain(
      'it is not plainly a cache: if line 4 finds no entry, line 6 runs `charge(userId)`, which may do more than compute the value, and would run again after an eviction.',
    );
    expect(listed.stdout).toContain('--evict');
    expect(scratch.read('a.js')).toBe(records);
    expect(scratch.codemod('bound-collections', '--strategy', 'lru', '--evict', '.').code).toBe(0);
    expect(scratch.read('a.js')).toContain('events.set(userId, true);');
  });

  it('reports each collection by the place of its declaration', () => {
    const scratch = new Scratch({ 'a.js': GROWS, 'b.js': `const known = new Set(['a']);\n` });
    const { totals, files } = JSON.parse(scratch.codemod('report', '--format', 'json').stdout) as {
      totals: object;
      files: { sites: object[] }[];
    };
    expect(totals).toMatchObject({ collections: 2, requests: 0, flagged: 1, ok: 1 });
    expect(files[0]!.sites).toMatchObject([
      {
        kind: 'collection',
        rule: 'no-unbounded-collection',
        line: 1,
        column: 7,
        endColumn: 12,
        callee: 'new Map()',
        name: 'cache',
        verdict: 'flagged',
        messageId: 'unbounded',
        remedy: 'fixed',
      },
    ]);
    expect(files[1]!.sites).toMatchObject([{ name: 'known', verdict: 'ok', messageId: null }]);
  });

  it('all runs it beside the others', () => {
    const scratch = new Scratch({
      'a.js': `const axios = require('axios');\nconst cache = new Map();\nmodule.exports = async (userId) => {\n  cache.set(userId, (await axios.get(userId)).status);\n};\n`,
    });
    expect(scratch.codemod('all', '--strategy', 'lru', '.').code).toBe(0);
    expect(scratch.read('a.js')).toMatch(/httpAgent, httpsAgent \}\)\)\.status/u);
    expect(scratch.read('a.js')).toContain('new LRUCache({ max: 1000 })');
  });
});

describe.skipIf(process.platform === 'win32')('--install', () => {
  it.each([
    ['npm', 'package-lock.json', 'npm install lru-cache'],
    ['pnpm', 'pnpm-lock.yaml', 'pnpm add lru-cache'],
    ['yarn', 'yarn.lock', 'yarn add lru-cache'],
    ['bun', 'bun.lock', 'bun add lru-cache'],
    ['npm', 'README.md', 'npm install lru-cache'],
  ])('asks %s where there is a %s, once for all files', (manager, lockFile, call) => {
    const scratch = new Scratch({ [lockFile]: '', 'a.js': GROWS, 'lib/b.js': GROWS });
    expect(
      withManager(scratch, manager)(
        'bound-collections',
        '--strategy',
        'lru',
        '--install',
        'a.js',
        'lib',
      ),
    ).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(
      scratch
        .read('calls.txt')
        .trim()
        .split('\n')
        .map((line) => line.split(': ')[1]),
    ).toEqual([call]);
  });

  it('goes by the lock file of the workspace, in the folder of the package', () => {
    const scratch = new Scratch({
      'pnpm-lock.yaml': '',
      'packages/one/package.json': '{ "dependencies": { "axios": "^1.0.0" } }',
      'packages/one/a.js': GROWS,
    });
    expect(
      withManager(scratch, 'pnpm')(
        'bound-collections',
        '--strategy',
        'lru',
        '--install',
        'packages',
      ).code,
    ).toBe(0);
    expect(scratch.read('calls.txt')).toMatch(/packages\/one: pnpm add lru-cache\n$/u);
  });

  it('leaves alone what is there, what is refused and what is not written', () => {
    const scratch = new Scratch({ 'a.js': JOBS, 'b.js': GROWS });
    const run = withManager(scratch, 'npm');
    expect(run('bound-collections', '--strategy', 'lru', '--install', 'a.js').code).toBe(1);
    expect(run('bound-collections', '--strategy', 'lru', '--install', '--check', 'b.js').code).toBe(
      1,
    );
    expect(existsSync(scratch.path('calls.txt'))).toBe(false);
  });

  it('a manager that fails, or is not there, is a fault that names what to run', () => {
    const scratch = new Scratch({ 'yarn.lock': '', 'a.js': GROWS });
    const { code, stderr } = withManager(scratch, 'yarn', 3)(
      'bound-collections',
      '--strategy',
      'lru',
      '--install',
      'a.js',
    );
    expect(code).toBe(2);
    expect(stderr).toContain(
      'package.json: `yarn add lru-cache` failed: yarn ended with exit code 3',
    );
    expect(scratch.read('a.js')).toBe(bounded('max: 1000'));

    const other = new Scratch({ 'bun.lock': '', 'a.js': GROWS });
    const missing = withManager(other, 'npm')(
      'bound-collections',
      '--strategy',
      'lru',
      '--install',
      'a.js',
    );
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('bun is not there');
  });

  it.each([
    ['may not be run', '#!/bin/sh\n', 0o644, 'spawnSync bun EACCES'],
    [
      'is killed, for want of memory say',
      '#!/bin/sh\nkill -9 $$\n',
      0o755,
      'bun was ended by SIGKILL',
    ],
  ])(
    'a manager that %s is a fault, and the files are fixed all the same',
    (_, script, mode, why) => {
      const scratch = new Scratch({ 'bun.lock': '', 'a.js': GROWS });
      const run = withManager(scratch, 'bun');
      scratch.write({ 'bin/bun': script });
      chmodSync(scratch.path('bin/bun'), mode);
      const { code, stderr } = run('bound-collections', '--strategy', 'lru', '--install', 'a.js');
      expect(code).toBe(2);
      expect(stderr).toContain(
        `package.json: \`bun add lru-cache\` failed: ${why}. Run it yourself: the rewritten files import lru-cache\n`,
      );
      expect(scratch.read('a.js')).toBe(bounded('max: 1000'));
    },
  );
});

it('neither lists nor counts what --only does not name', () => {
  const scratch = new Scratch({ 'a.js': `${GROWS}${GROWS.replaceAll('cache', 'pages')}` });
  const { stdout } = scratch.codemod('bound-collections', '--check', '--only', 'cache');
  expect(stdout).toContain('  cache\n');
  expect(stdout).not.toContain('pages');
});

it('says that no collection has a name of --only', () => {
  const scratch = new Scratch({ 'a.js': GROWS });
  const { stderr, code } = scratch.codemod('bound-collections', '--check', '--only', 'cashe,cache');
  expect(stderr).toContain('leakproof: --only cashe: no collection that was judged has this name');
  expect(stderr).not.toContain('--only cache');
  expect(code).toBe(1);
});
