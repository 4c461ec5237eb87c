import { chmodSync, existsSync, statSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { capNotice, FIXED, LEAKY, Scratch } from './program.ts';

const BESIDE = FIXED.replace('../http-agents', './http-agents');

describe('codemod fix-agents', () => {
  it('fixes what it is given, writes the agents module once, and has nothing to do the second time', () => {
    const scratch = new Scratch({
      'helpers/a.js': LEAKY,
      'helpers/b.js': LEAKY,
      'other/c.js': LEAKY,
    });
    const first = scratch.codemod('fix-agents', 'helpers');
    expect(first).toMatchObject({
      code: 0,
      stderr: `${capNotice(2)}leakproof: also writes http-agents.js, which the fixed files import\n`,
    });
    expect(first.stdout).toContain('Fixed 2 findings.\n');
    expect(first.stdout).toContain('Wrote http-agents.js');
    expect(scratch.read('helpers/a.js')).toBe(FIXED);
    expect(scratch.read('other/c.js')).toBe(LEAKY);
    expect(scratch.read('http-agents.js')).toMatch(
      /maxSockets: 50,\n {2}maxFreeSockets: 10,\n {2}timeout: 4000,/u,
    );

    const second = scratch.codemod('fix-agents', 'helpers');
    expect(second.code).toBe(0);
    expect(second.stdout).toContain('No findings in 2 files. Judged: 2 requests.\n');
    expect(scratch.read('helpers/b.js')).toBe(FIXED);
  });

  it('the module that it writes loads, and its agents are bounded', async () => {
    const scratch = new Scratch({
      'package.json': '{ "type": "module" }',
      'a.js': `import axios from 'axios';\naxios.get(url);\n`,
    });
    expect(scratch.codemod('fix-agents', '.').code).toBe(0);
    const { httpAgent, httpsAgent } = (await import(scratch.path('http-agents.js'))) as Record<
      string,
      { maxSockets: number; maxFreeSockets: number; options: object }
    >;
    for (const agent of [httpAgent, httpsAgent]) {
      expect(agent).toMatchObject({
        maxSockets: 50,
        maxFreeSockets: 10,
        options: { keepAlive: true, timeout: 4_000 },
      });
    }
  });

  it.each([
    [
      'a module package',
      '{ "type": "module" }',
      { 'a.js': `import axios from 'axios';\naxios.get(u);\n` },
      'http-agents.js',
      /^import \* as http/u,
    ],
    [
      '.cjs in a module package',
      '{ "type": "module" }',
      { 'a.cjs': `const axios = require('axios');\naxios.get(u);\n` },
      'http-agents.cjs',
      /^const http = require/u,
    ],
    [
      '.mjs in a CommonJS package',
      '{}',
      { 'a.mjs': `import axios from 'axios';\naxios.get(u);\n` },
      'http-agents.js',
      /^const http = require/u,
    ],
    [
      'compiled imports in a CommonJS package',
      '{}',
      { 'a.js': `import axios from 'axios';\naxios.get(u);\n` },
      'http-agents.js',
      /^import \* as http/u,
    ],
    [
      'compiled imports beside a file that requires',
      '{}',
      { 'a.js': `import axios from 'axios';\naxios.get(u);\n`, 'b.js': LEAKY },
      'http-agents.js',
      /^const http = require/u,
    ],
    [
      'TypeScript',
      '{ "devDependencies": { "@types/node": "^20.0.0" } }',
      { 'tsconfig.json': '{}', 'src/a.ts': `import axios from 'axios';\naxios.get(u);\n` },
      'src/http-agents.ts',
      /^import \* as http/u,
    ],
    [
      'JavaScript beside TypeScript',
      '{}',
      { 'tsconfig.json': '{}', 'a.js': LEAKY },
      'http-agents.cjs',
      /^const http = require/u,
    ],
  ])(
    'writes the module in the style of its importers: %s',
    (_, packageJson, files, module, start) => {
      const scratch = new Scratch({ 'package.json': packageJson, ...files });
      expect(scratch.codemod('fix-agents', '.')).toMatchObject({ code: 0 });
      expect(scratch.read(module)).toMatch(start);
    },
  );

  it('--agents-module names the file', () => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    expect(scratch.codemod('fix-agents', '--agents-module', 'lib/pool.js', '.').code).toBe(0);
    expect(scratch.read('a.js')).toContain(`require('./lib/pool')`);
    expect(existsSync(scratch.path('lib/pool.js'))).toBe(true);
  });

  it('an agents module without the two exports is not overwritten, and the sites are refused', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'http-agents.js': 'module.exports = {};\n' });
    const { code, stdout } = scratch.codemod('fix-agents', 'a.js');
    expect(code).toBe(1);
    expect(stdout).toContain('does not export httpAgent and httpsAgent');
    expect(scratch.read('http-agents.js')).toBe('module.exports = {};\n');
  });

  it('takes the defaults that a file outside the given paths sets', () => {
    const scratch = new Scratch({
      'index.js': `const axios = require('axios');\naxios.defaults.httpAgent = a;\naxios.defaults.httpsAgent = b;\n`,
      'helpers/a.js': LEAKY,
    });
    expect(scratch.codemod('fix-agents', 'helpers').code).toBe(0);
    expect(scratch.read('helpers/a.js')).toContain('httpAgent: axios.defaults.httpAgent');
    expect(existsSync(scratch.path('http-agents.js'))).toBe(false);
  });

  it('--check writes nothing and exits 1 until there is nothing to fix', () => {
    const scratch = new Scratch({ 'helpers/a.js': LEAKY });
    const before = scratch.codemod('fix-agents', '--check', 'helpers');
    expect(before.code).toBe(1);
    expect(before.stdout).toContain('1 finding can be fixed.\n');
    expect(scratch.read('helpers/a.js')).toBe(LEAKY);
    expect(existsSync(scratch.path('http-agents.js'))).toBe(false);
    scratch.codemod('fix-agents', 'helpers');
    expect(scratch.codemod('fix-agents', '--check', 'helpers').code).toBe(0);
  });

  it('--check says which sites, why, and what fixes them: a hook shows nothing else', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'b c.js': LEAKY, 'fine.js': 'run();\n' });
    const { stdout } = scratch.codemod('all', '--check', '.');
    expect(stdout).toMatch(
      /^require-axios-agents {2}policy, not a leak by itself: 2 fixable\n {2}This request has no explicit .*\n {4}a\.js:3:27 {2}axios\.get\n {4}b c\.js:3:27 {2}axios\.get\n\n/u,
    );
    expect(stdout).toContain('Fix them: npx leakproof all a.js "b c.js"\n');
    expect(scratch.codemod('all', '.').stdout).not.toContain('Fix them:');
    expect(scratch.codemod('all', '--check', '.').stdout).not.toContain('Fix them:');
  });

  it('--check passes a site that a comment silences', () => {
    const scratch = new Scratch({
      'a.js': `const axios = require('axios');\n// eslint-disable-next-line leakproof/require-axios-agents\naxios.get(url);\n`,
    });
    expect(scratch.codemod('fix-agents', '--check', '.').code).toBe(0);
  });

  it('--dry prints the diff of the files and of the new module, and writes nothing', () => {
    const scratch = new Scratch({ 'helpers/a.js': LEAKY });
    const { code, stdout } = scratch.codemod('fix-agents', '--dry', 'helpers');
    expect(code).toBe(0);
    expect(stdout).toContain(
      '-module.exports = (url) => axios.get(url);\n+module.exports = (url) => axios.get(url, { httpAgent, httpsAgent });',
    );
    expect(stdout).toContain('+module.exports = { httpAgent, httpsAgent };');
    expect(scratch.read('helpers/a.js')).toBe(LEAKY);
  });

  it('the diff is one that git applies', () => {
    const scratch = new Scratch({
      'helpers/a.js': LEAKY,
      'helpers/crlf.js': LEAKY.replaceAll('\n', '\r\n'),
      'helpers/open.js': LEAKY.trimEnd(),
    });
    const { stdout } = scratch.codemod('fix-agents', '--dry', 'helpers');
    scratch.write({ 'fix.diff': stdout.slice(0, stdout.indexOf('\n file ')) });
    scratch.git('init', '-q');
    scratch.git('apply', '--include=*.js', 'fix.diff');
    const applied = ['http-agents.js', 'helpers/a.js', 'helpers/crlf.js', 'helpers/open.js'].map(
      (path) => scratch.read(path),
    );
    scratch.write({
      'helpers/a.js': LEAKY,
      'helpers/crlf.js': LEAKY.replaceAll('\n', '\r\n'),
      'helpers/open.js': LEAKY.trimEnd(),
    });
    expect(scratch.codemod('fix-agents', 'helpers').code).toBe(0);
    expect(
      ['http-agents.js', 'helpers/a.js', 'helpers/crlf.js', 'helpers/open.js'].map((path) =>
        scratch.read(path),
      ),
    ).toEqual(applied);
  });

  it('lists refusals with place and reason, and exits 1', () => {
    const scratch = new Scratch({
      'a.js': `const axios = require('axios');\n\nmodule.exports = (urls) => urls.map(axios.get);\n`,
    });
    const { code, stdout } = scratch.codemod('fix-agents', '.');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^ {2}Not fixed: the code that calls it decides.*\n {4}a\.js:3:37 {2}axios\.get$/mu,
    );
  });

  it('keeps a file’s mode', () => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    chmodSync(scratch.path('a.js'), 0o755);
    scratch.codemod('fix-agents', '.');
    expect(statSync(scratch.path('a.js')).mode & 0o777).toBe(0o755);
  });

  it('`all` runs every codemod, and the path defaults to the working directory', () => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    expect(scratch.codemod('all').code).toBe(0);
    expect(scratch.read('a.js')).toContain('{ httpAgent, httpsAgent }');
  });

  it('gives the same result with workers', () => {
    const files = Object.fromEntries(
      Array.from({ length: 90 }, (_, index) => [`helpers/${index}.js`, LEAKY]),
    );
    const scratch = new Scratch(files);
    expect(scratch.codemod('fix-agents', '--concurrency', '2', 'helpers')).toMatchObject({
      code: 0,
      stderr: `${capNotice(90)}leakproof: also writes http-agents.js, which the fixed files import\n`,
    });
    for (const path of Object.keys(files)) expect(scratch.read(path)).toBe(FIXED);
  });
});

describe('which files', () => {
  it('leaves out what .gitignore names at every level, node_modules, declarations and links that loop', () => {
    const scratch = new Scratch({
      '.gitignore': 'dist/\n*.gen.js\n',
      'a.js': LEAKY,
      'dist/a.js': LEAKY,
      'a.gen.js': LEAKY,
      'node_modules/x/a.js': LEAKY,
      'lib/.gitignore': 'local.js\n!kept.gen.js\n',
      'lib/local.js': LEAKY,
      'lib/kept.gen.js': LEAKY,
      'types.d.ts': `import axios from 'axios';\n`,
    });
    symlinkSync(scratch.folder, scratch.path('loop'));
    const { stdout } = scratch.codemod('report', '--format', 'json');
    const { files } = JSON.parse(stdout) as { files: { path: string }[] };
    expect(files.map(({ path }) => path)).toEqual(['a.js', 'lib/kept.gen.js']);
    const all = JSON.parse(scratch.codemod('report', '--format', 'json', '--no-ignore').stdout) as {
      files: { path: string }[];
    };
    expect(all.files.map(({ path }) => path)).toEqual([
      'a.gen.js',
      'a.js',
      'dist/a.js',
      'lib/kept.gen.js',
      'lib/local.js',
    ]);
  });

  it('--ext narrows the languages', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'b.cjs': LEAKY });
    const { stdout } = scratch.codemod('report', '--format', 'json', '--ext', 'cjs');
    expect(
      (JSON.parse(stdout) as { files: { path: string }[] }).files.map(({ path }) => path),
    ).toEqual(['b.cjs']);
  });

  it('respects the user’s own ESLint config: options, settings, and files for which the rule is off', () => {
    const scratch = new Scratch({
      'eslint.config.mjs': `const leakproof = { rules: { 'require-axios-agents': { create: () => ({}), meta: { schema: false } } } };
export default [
  { ignores: ['vendored/**'] },
  { files: ['server/**'], plugins: { leakproof }, rules: { 'leakproof/require-axios-agents': ['error', { agentsModule: 'server/pool.js' }] }, settings: { leakproof: { modules: ['@acme/http'] } } },
];\n`,
      'server/a.js': LEAKY,
      'server/b.js': `const { http } = require('@acme/http');\nhttp.get(url);\n`,
      'browser/a.js': LEAKY,
      'vendored/a.ts': LEAKY,
      'scripts/a.ts': `import axios from 'axios';\naxios.get(url);\n`,
    });
    expect(scratch.codemod('fix-agents', '.')).toMatchObject({
      code: 0,
      stderr: `leakproof: left 4 of 6 files alone: 2 for which the ESLint config turns on none of the rules of this run, 2 not linted by ESLint (ignored, matched by no entry of its config, or in a folder without a config)\n${capNotice(2)}`,
    });
    expect(scratch.read('scripts/a.ts')).toContain('axios.get(url);');
    expect(scratch.read('server/a.js')).toContain(`require('./pool')`);
    expect(scratch.read('server/b.js')).toContain('http.get(url, { httpAgent, httpsAgent })');
    expect(scratch.read('browser/a.js')).toBe(LEAKY);
  });

  it('takes a rule with no options, by word or by number, and settings that are not there', () => {
    const scratch = new Scratch({
      'eslint.config.cjs': `module.exports = [
  { plugins: { leakproof: { rules: { 'require-axios-agents': { create: () => ({}) } } } } },
  { files: ['word.js'], rules: { 'leakproof/require-axios-agents': 'error' } },
  { files: ['number.js'], rules: { 'leakproof/require-axios-agents': 1 } },
  { files: ['off.js'], rules: { 'leakproof/require-axios-agents': 0 } },
];\n`,
      'word.js': LEAKY,
      'number.js': LEAKY,
      'off.js': LEAKY,
    });
    expect(scratch.codemod('fix-agents', '.')).toMatchObject({
      code: 0,
      stderr: `leakproof: left 2 of 4 files alone: 2 for which the ESLint config turns on none of the rules of this run (eslint.config.cjs, off.js)\n${capNotice(2)}`,
    });
    expect(scratch.read('word.js')).toBe(BESIDE);
    expect(scratch.read('number.js')).toBe(BESIDE);
    expect(scratch.read('off.js')).toBe(LEAKY);
  });

  it.each([
    ['.eslintrc.json', ''],
    ['package.json', '"name": "scratch", "eslintConfig": '],
  ])('reads no %s with ESLint 10, which does not either', (name, before) => {
    const config =
      '{ "root": true, "plugins": ["leakproof"], "rules": { "leakproof/require-axios-agents": "off" } }';
    const scratch = new Scratch({
      [name]: before === '' ? config : `{ ${before}${config} }`,
      'a.js': LEAKY,
    });
    scratch.install('eslint');
    const { code, stderr } = scratch.codemod('fix-agents', '.');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^leakproof: ESLint 10\.\S+ lints no file here with a rule of this plugin \(its config names none, or for other `files`\): all files are judged\n/u,
    );
    expect(stderr.endsWith(capNotice(1))).toBe(true);
    expect(scratch.read('a.js')).toBe(BESIDE);
  });
});

describe('git', () => {
  it('refuses a file with unstaged changes, fixes the others, and takes no offence at a dirty file that it does not touch', () => {
    const scratch = new Scratch({
      'helpers/a.js': LEAKY,
      'helpers/b.js': LEAKY,
      'helpers/c.js': '// nothing here\n',
    });
    scratch.git('init', '-q');
    scratch.git('add', '-A');
    scratch.git('commit', '-qm', 'all');
    scratch.write({ 'helpers/a.js': `// dirty\n${LEAKY}`, 'helpers/c.js': '// dirty\n' });
    const { code, stdout, stderr } = scratch.codemod('fix-agents', 'helpers');
    expect(code).toBe(1);
    expect(stderr).toBe(
      `${capNotice(1)}leakproof: also writes http-agents.js, which the fixed files import\nhelpers/a.js: has unstaged changes: stage or commit them, or pass --allow-dirty\n`,
    );
    expect(stdout).toMatch(
      /Not fixed: the file has unstaged changes.*\n {4}helpers\/a\.js:4:27 {2}axios\.get\n/u,
    );
    expect(stdout).toContain('Fixed 1 finding; 1 is refused.');
    const report = JSON.parse(
      scratch.codemod('fix-agents', '--format', 'json', 'helpers').stdout,
    ) as { totals: object };
    expect(report.totals).toMatchObject({ fixed: 0, refused: 1, ok: 1 });
    expect(scratch.read('helpers/a.js')).toBe(`// dirty\n${LEAKY}`);
    expect(scratch.read('helpers/b.js')).toBe(FIXED);
  });

  it('fixes a staged file, and with --allow-dirty any', () => {
    const scratch = new Scratch({ 'helpers/a.js': '// old\n', 'helpers/b.js': '// old\n' });
    scratch.git('init', '-q');
    scratch.git('add', '-A');
    scratch.git('commit', '-qm', 'all');
    scratch.write({ 'helpers/a.js': LEAKY, 'helpers/b.js': LEAKY });
    scratch.git('add', 'helpers/a.js');
    expect(scratch.codemod('fix-agents', 'helpers/a.js').code).toBe(0);
    expect(scratch.codemod('fix-agents', '--allow-dirty', 'helpers').code).toBe(0);
    expect(scratch.read('helpers/b.js')).toBe(FIXED);
  });

  it('fixes a file with unstaged changes where git is not there to tell of them', () => {
    const scratch = new Scratch({ 'helpers/a.js': '// old\n' });
    scratch.git('init', '-q');
    scratch.git('add', '-A');
    scratch.write({ 'helpers/a.js': LEAKY });
    expect(
      scratch.codemodWith({ env: { PATH: scratch.path('nothing') } }, 'fix-agents', '.'),
    ).toMatchObject({ code: 0, stderr: capNotice(1) });
    expect(scratch.read('helpers/a.js')).toBe(FIXED);
  });
});
