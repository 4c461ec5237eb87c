/**
 * The options that say which files are rewritten and which config is read: --staged, --stdin-filepath, --interactive,
 * --config, --output.
 */
import { spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { judge } from '../../codemods/cli/judge/run.ts';
import { makeReport } from '../../codemods/cli/report/report.ts';
import { writeInteractively } from '../../codemods/cli/write/interactive.ts';
import { withFailures } from '../../codemods/cli/write/write.ts';
import { capNotice, FIXED, LEAKY, Scratch } from './program.ts';

const MAIN = fileURLToPath(new URL('../../dist/codemods/cli/main.js', import.meta.url));
const AGENTS = 'exports.httpAgent = exports.httpsAgent = null;\n';
const REFUSED = `const axios = require('axios');\nmodule.exports = (urls) => urls.map(axios.get);\n`;
const BESIDE = FIXED.replace('../http-agents', './http-agents');

describe('--staged', () => {
  const repository = (files: Readonly<Record<string, string>>) => {
    const scratch = new Scratch({ 'http-agents.js': AGENTS, ...files });
    scratch.git('init', '--quiet');
    return scratch;
  };

  it.each(['a.js', 'with space.js', 'with\nline.js', `with'quote".js`, '-dash.js'])(
    'rewrites what is staged, whatever it is called, and nothing else: %j',
    (name) => {
      const scratch = repository({ [name]: LEAKY, 'other.js': LEAKY });
      scratch.git('add', '--', name);
      expect(scratch.codemod('fix-agents', '--staged')).toMatchObject({ code: 0 });
      expect(scratch.read(name)).toBe(BESIDE);
      expect(scratch.read('other.js')).toBe(LEAKY);
    },
  );

  it('leaves what is staged in part alone', () => {
    const scratch = repository({ 'a.js': LEAKY });
    scratch.git('add', '.');
    scratch.write({ 'a.js': `${LEAKY}// more\n` });
    const { code, stderr } = scratch.codemod('fix-agents', '--staged');
    expect(code).toBe(1);
    expect(stderr).toContain('a.js: has unstaged changes');
    expect(scratch.read('a.js')).toBe(`${LEAKY}// more\n`);
  });

  it('leaves out what is deleted, and takes what is renamed by its new name', () => {
    const scratch = repository({ 'gone.js': LEAKY, 'old.js': LEAKY });
    scratch.git('add', '.');
    scratch.git('commit', '--quiet', '--message', 'one');
    scratch.git('rm', '--quiet', 'gone.js');
    scratch.git('mv', 'old.js', 'new.js');
    expect(scratch.codemod('fix-agents', '--staged')).toMatchObject({
      code: 0,
      stderr: capNotice(1),
    });
    expect(scratch.read('new.js')).toBe(BESIDE);
  });

  it('takes of what is staged what is under the paths', () => {
    const scratch = repository({ 'a/x.js': LEAKY, 'b/y.js': LEAKY });
    scratch.git('add', '.');
    scratch.codemod('fix-agents', '--staged', 'a');
    expect(scratch.read('a/x.js')).toBe(FIXED);
    expect(scratch.read('b/y.js')).toBe(LEAKY);
  });

  it('takes a file that is named if it is staged, and leaves one that is not', () => {
    const scratch = repository({ 'a.js': LEAKY, 'b.js': LEAKY });
    scratch.git('add', 'a.js');
    expect(scratch.codemod('fix-agents', '--staged', 'a.js', 'b.js')).toMatchObject({
      code: 0,
      stderr: capNotice(1),
    });
    expect(scratch.read('a.js')).toBe(BESIDE);
    expect(scratch.read('b.js')).toBe(LEAKY);
    expect(scratch.codemod('fix-agents', '--staged', 'b.js')).toMatchObject({
      code: 0,
      stderr: 'leakproof: no source files staged under b.js\n',
    });
  });

  it.each([
    ['report', [], 0],
    ['fix-agents', ['--check'], 1],
    ['fix-agents', ['--dry'], 0],
  ])(
    '%s %j, which judges what is staged in part with what is not, says so',
    (command, flags, expected) => {
      const scratch = repository({ 'a.js': LEAKY, 'b.js': LEAKY, 'none.js': 'other();\n' });
      scratch.git('add', '.');
      scratch.write({ 'a.js': `${LEAKY}// more\n`, 'none.js': 'another();\n' });
      const { code, stderr } = scratch.codemod(command, ...flags, '--staged');
      expect(stderr).toBe('a.js: has unstaged changes, which were judged with what is staged\n');
      expect(code).toBe(expected);
    },
  );

  it.each([
    ['report', []],
    ['fix-agents', ['--check']],
  ])('%s %j says that git is not there', (command, flags) => {
    const scratch = repository({ 'a.js': LEAKY });
    scratch.git('add', '.');
    const { code, stdout, stderr } = scratch.codemodWith(
      { env: { PATH: scratch.path('nothing') } },
      command,
      ...flags,
      '--staged',
    );
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'leakproof: --staged: git is not there\n',
    });
  });

  it('says that there is no repository', () => {
    const { code, stderr } = new Scratch({ 'a.js': LEAKY }).codemod('fix-agents', '--staged');
    expect(code).toBe(2);
    expect(stderr).toMatch(/--staged: .*not a git repository/u);
  });
});

describe('--stdin-filepath', () => {
  const run = (scratch: Scratch, input: string | Buffer, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'fix-agents', ...args], {
      cwd: scratch.folder,
      input,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    return { code: status, stdout, stderr };
  };

  it('prints the text fixed, whatever the file holds, which need not be there', () => {
    const scratch = new Scratch({ 'http-agents.js': AGENTS, 'a.js': 'other();\n' });
    expect(run(scratch, LEAKY, '--stdin-filepath', 'a.js')).toEqual({
      code: 0,
      stdout: BESIDE,
      stderr: '',
    });
    expect(run(scratch, LEAKY, '--stdin-filepath', 'b.js')).toEqual({
      code: 0,
      stdout: BESIDE,
      stderr: '',
    });
    expect(scratch.read('a.js')).toBe('other();\n');
  });

  it('prints the text as it is where nothing is to fix, BOM and all', () => {
    expect(run(new Scratch(), '\uFEFFother();', '--stdin-filepath', 'a.js')).toEqual({
      code: 0,
      stdout: '\uFEFFother();',
      stderr: '',
    });
  });

  it('says on stderr what is refused, and prints the text', () => {
    const { code, stdout, stderr } = run(new Scratch(), REFUSED, '--stdin-filepath', 'a.js');
    expect({ code, stdout }).toEqual({ code: 1, stdout: REFUSED });
    expect(stderr).toContain('a.js:2:37');
  });

  it('prints nothing of a text that does not parse, lest an editor take it', () => {
    const { code, stdout, stderr } = run(new Scratch(), `${LEAKY}(`, '--stdin-filepath', 'a.js');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^a\.js: cannot be parsed: 4:2 /u);
  });

  it.each([
    ['in another encoding', Buffer.from(`${LEAKY}// \xE9`, 'latin1'), 'is not UTF-8'],
    ['of bytes that are no text', Buffer.from([0x00, 0xff]), 'is a binary file'],
  ])('prints nothing of a text %s, which it would spoil', (_, input, says) => {
    expect(run(new Scratch(), input, '--stdin-filepath', 'a.js')).toEqual({
      code: 2,
      stdout: '',
      stderr: `leakproof: the text for a.js ${says}\n`,
    });
  });

  it('prints the text of a file that nobody judges as it is, and says so', () => {
    const bytes = Buffer.from('p { content: "\xE9" }', 'latin1');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [MAIN, 'all', '--stdin-filepath', 'a.css'],
      { cwd: new Scratch().folder, input: bytes },
    );
    expect({ status, stdout, stderr: String(stderr) }).toEqual({
      status: 0,
      stdout: bytes,
      stderr: 'a.css: skipped: not a source file that can be judged\n',
    });
    expect(run(new Scratch(), 'x', '--stdin-filepath', 'a.d.ts', '--check')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'a.d.ts: skipped: a declaration file has no code to judge\n',
    });
  });

  it('with --check says it by the code alone', () => {
    expect(run(new Scratch(), LEAKY, '--stdin-filepath', 'a.js', '--check')).toEqual({
      code: 1,
      stdout: '',
      stderr: '',
    });
    expect(run(new Scratch(), BESIDE, '--stdin-filepath', 'a.js', '--check')).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it.each([
    [['--stdin-filepath', 'a.js', 'b.js'], 'takes no further paths'],
    [['--stdin-filepath', 'a.js', '--staged'], 'one or the other'],
    [['--stdin-filepath', 'a.js', '--format', 'json'], 'no --format json'],
  ])('refuses %j', (args, says) => {
    const { code, stdout, stderr } = run(new Scratch(), LEAKY, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
  });
});

describe('--interactive', () => {
  const answer = async (typed: string) => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'b.js': LEAKY, 'c.js': LEAKY });
    const run = await judge({
      cwd: scratch.folder,
      paths: ['.'],
      codemods: ['fix-agents'],
      overrides: {},
      agentsModule: undefined,
      project: undefined,
      extensions: ['js'],
      respectGitignore: true,
      concurrency: 1,
      cache: undefined,
      explain: false,
      chain: true,
      checked: true,
      detailed: false,
      onProgress: () => undefined,
    });
    const output = new PassThrough();
    const failures = await writeInteractively(
      run,
      { allowDirty: true },
      {
        input: Readable.from([typed]),
        output,
        colors: pc.createColors(false),
        root: scratch.folder,
      },
    );
    const written = ['a.js', 'b.js', 'c.js'].filter((name) => scratch.read(name) !== LEAKY);
    return {
      written,
      declined: [...failures.values()].map(({ kind }) => kind),
      asked: (output.read() as Buffer).toString(),
      scratch,
      run,
      failures,
    };
  };

  it.each([
    { typed: 'y\nn\ny\n', written: ['a.js', 'c.js'], left: ['declined'] },
    { typed: 'n\na\n', written: ['b.js', 'c.js'], left: ['declined'] },
    { typed: 'Yes\nq\n', written: ['a.js'], left: ['undecided', 'undecided'] },
    { typed: 'n\nq\n', written: [], left: ['declined', 'undecided', 'undecided'] },
    { typed: 'n\nn\nn\n', written: [], left: ['declined', 'declined', 'declined'] },
    { typed: 'what\n\ny\n', written: ['a.js'], left: ['undecided', 'undecided'] },
    { typed: '', written: [], left: ['undecided', 'undecided', 'undecided'] },
  ])('$typed writes $written', async ({ typed, written, left }) => {
    const outcome = await answer(typed);
    expect(outcome.written).toEqual(written);
    expect(outcome.declined).toEqual(left);
  });

  it.each([
    { typed: 'q\n', remedy: 'none', refused: 0 },
    { typed: 'n\nn\nn\n', remedy: 'refused', refused: 3 },
  ])('$typed leaves $refused fixes refused: whoever quits has refused none', async (row) => {
    const { run, failures, scratch } = await answer(row.typed);
    const results = withFailures(run.results, failures);
    expect(results.flatMap(({ sites }) => sites.map(({ remedy }) => remedy))).toEqual([
      row.remedy,
      row.remedy,
      row.remedy,
    ]);
    const { totals } = makeReport(scratch.folder, results, { tests: [], warnings: [] });
    expect(totals).toMatchObject({ flagged: 3, fixed: 0, refused: row.refused });
  });

  it('shows the diff before it asks, and writes the agents module with the first file that needs it', async () => {
    const { asked, scratch } = await answer('y\nq\n');
    expect(
      asked.indexOf('+module.exports = (url) => axios.get(url, { httpAgent, httpsAgent });'),
    ).toBeLessThan(asked.indexOf('Rewrite a.js?'));
    expect(scratch.read('http-agents.js')).toContain('maxFreeSockets');
    const declined = await answer('n\nn\nn\n');
    expect(() => declined.scratch.read('http-agents.js')).toThrow('ENOENT');
  });

  it('needs a terminal', () => {
    const { code, stderr } = new Scratch({ 'a.js': LEAKY }).codemod('fix-agents', '--interactive');
    expect(code).toBe(2);
    expect(stderr).toContain('--interactive needs a terminal');
  });
});

describe('--config and --no-config', () => {
  const THROWS = `throw new Error('leakproof was loaded');\n`;
  const OFF = `module.exports = [{ plugins: { leakproof: { rules: { 'require-axios-agents': { create: () => ({}) } } } }, rules: { 'leakproof/require-axios-agents': 'off' } }];\n`;

  it('--no-config runs none of the config, which would run', () => {
    const scratch = new Scratch({
      'a.js': LEAKY,
      'eslint.config.cjs': THROWS,
      'http-agents.js': AGENTS,
    });
    const loaded = scratch.codemod('fix-agents', '--check', 'a.js');
    expect(loaded.code).toBe(2);
    expect(loaded.stderr).toMatch(/eslint\.config\.cjs: leakproof was loaded/u);
    expect(scratch.codemod('fix-agents', '--no-config', 'a.js').code).toBe(0);
    expect(scratch.read('a.js')).toBe(BESIDE);
  });

  it('--config takes the options from a file of another name', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'other.config.cjs': OFF });
    expect(scratch.codemod('fix-agents', '--check', 'a.js').code).toBe(1);
    const { code, stderr } = scratch.codemod(
      'fix-agents',
      '--check',
      '--config',
      'other.config.cjs',
      'a.js',
    );
    expect(code).toBe(0);
    expect(stderr).toBe(
      'a.js: skipped: the ESLint config turns on none of the rules of this run for it\n',
    );
  });

  it('says that the config is not there', () => {
    const { code, stderr } = new Scratch({ 'a.js': LEAKY }).codemod(
      'fix-agents',
      '--config',
      'none.mjs',
      'a.js',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('--config none.mjs: no such file');
  });
});

describe('--output', () => {
  it('writes the outcome whole, in a folder that it makes, and prints nothing', () => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    const { stdout } = scratch.codemod('report', '--format', 'json', '--output', 'out/report.json');
    expect(stdout).toBe('');
    expect(
      (JSON.parse(scratch.read('out/report.json')) as { totals: { flagged: number } }).totals
        .flagged,
    ).toBe(1);
  });

  it('says before it does anything that the file cannot be written', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'out/x': '' });
    const { code, stderr } = scratch.codemod('fix-agents', '--output', 'out', 'a.js');
    expect(code).toBe(2);
    expect(stderr).toContain('--output out: is a folder');
    expect(scratch.read('a.js')).toBe(LEAKY);
  });

  it('says that the file could not be written, if its folder went while the run was under way', () => {
    // The config is code, and runs after the folder was asked for.
    const scratch = new Scratch({
      'a.js': LEAKY,
      'goes.config.cjs': `require('fs').rmSync('out', { recursive: true });\nmodule.exports = [];\n`,
    });
    const { code, stdout, stderr } = scratch.codemod(
      'report',
      '--config',
      'goes.config.cjs',
      '--output',
      'out/report.txt',
      'a.js',
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('leakproof: --output out/report.txt: cannot be written (ENOENT)\n');
    expect(stderr).not.toContain('leakproof: wrote');
  });

  it.skipIf(process.platform === 'win32')(
    'writes into a pipe, as the shell gives one, and puts no file in its place',
    () => {
      const scratch = new Scratch({ 'a.js': LEAKY });
      const { status } = spawnSync(
        'sh',
        [
          '-c',
          'mkfifo pipe && { cat pipe > read.json & } && "$0" "$1" report --format json --output pipe a.js; code=$?; [ -p pipe ] || kill $!; wait; exit $code',
          process.execPath,
          MAIN,
        ],
        { cwd: scratch.folder, timeout: 30_000 },
      );
      expect(status).toBe(0);
      expect(lstatSync(scratch.path('pipe')).isFIFO()).toBe(true);
      expect(
        (JSON.parse(scratch.read('read.json')) as { totals: { flagged: number } }).totals.flagged,
      ).toBe(1);
    },
  );
});
