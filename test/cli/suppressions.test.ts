/**
 * `eslint-suppressions.json`: what ESLint holds back, `--check` holds back.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../codemods/cli/report/report.ts';
import { FIXED, LEAKY, Scratch } from './program.ts';

const CONFIG = (severity: string) => `const leakproof = require('eslint-plugin-leakproof');
module.exports = [{ languageOptions: { sourceType: 'commonjs' }, plugins: { leakproof }, rules: { 'leakproof/require-axios-agents': '${severity}', 'leakproof/no-per-call-agent': '${severity}' } }];\n`;
const TWO = `${LEAKY}module.exports.also = (url) => axios.get(url);\n`;
const PER_CALL = `const axios = require('axios');\nconst https = require('https');\nmodule.exports = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });\n`;

function project(files: Readonly<Record<string, string>>): Scratch {
  const scratch = new Scratch({ 'eslint.config.cjs': CONFIG('error'), ...files });
  scratch.install('eslint', 'eslint-plugin-leakproof');
  return scratch;
}

/** Runs ESLint's own program. */
function eslint(scratch: Scratch, ...args: string[]): number | null {
  return spawnSync(process.execPath, [scratch.path('node_modules/eslint/bin/eslint.js'), ...args], {
    cwd: scratch.folder,
  }).status;
}

/** What both programs end with for a file. */
const codes = (scratch: Scratch, file: string) => [
  eslint(scratch, file),
  scratch.codemod('all', '--check', file).code,
];

describe('--check', () => {
  it('passes what is recorded, like ESLint', () => {
    const scratch = project({ 'lib/a.js': TWO, 'lib/b.js': LEAKY });
    eslint(scratch, 'lib/a.js', '--suppress-all');
    expect(codes(scratch, 'lib/a.js')).toEqual([0, 0]);
    expect(codes(scratch, 'lib/b.js')).toEqual([1, 1]);
  });

  it('passes it if ESLint is not asked, as without a config', () => {
    const scratch = new Scratch({
      'lib/a.js': LEAKY,
      'eslint-suppressions.json':
        '{ "lib/a.js": { "leakproof/require-axios-agents": { "count": 1 } } }',
    });
    expect(scratch.codemod('all', '--check').code).toBe(0);
  });

  it('shows all of a rule if there is one more than recorded, and of another rule all that is not recorded', () => {
    const scratch = project({ 'lib/a.js': LEAKY });
    eslint(scratch, 'lib/a.js', '--suppress-all');
    scratch.write({ 'lib/a.js': TWO });
    expect(codes(scratch, 'lib/a.js')).toEqual([1, 1]);
    expect(scratch.codemod('all', '--check', 'lib/a.js')).toMatchObject({
      stdout: expect.stringContaining('2 findings can be fixed') as string,
      stderr: expect.stringContaining(
        'lib/a.js: eslint-suppressions.json records 1 of the 2 findings of `leakproof/require-axios-agents`, and not which: all are listed',
      ) as string,
    });
    const other = project({ 'a.js': PER_CALL });
    eslint(other, 'a.js', '--suppress-rule', 'leakproof/require-axios-agents');
    expect(codes(other, 'a.js')).toEqual([1, 1]);
    eslint(other, 'a.js', '--suppress-all');
    expect(codes(other, 'a.js')).toEqual([0, 0]);
  });

  it('passes a file that has less than recorded: ESLint tells of it', () => {
    const scratch = project({ 'lib/a.js': TWO });
    eslint(scratch, 'lib/a.js', '--suppress-all');
    scratch.write({ 'lib/a.js': LEAKY });
    expect(codes(scratch, 'lib/a.js')).toEqual([2, 0]);
  });

  it('counts warnings, which ESLint does not hold back', () => {
    const scratch = project({ 'lib/a.js': LEAKY });
    eslint(scratch, 'lib/a.js', '--suppress-all');
    scratch.write({ 'eslint.config.cjs': CONFIG('warn') });
    expect(
      eslint(scratch, 'lib/a.js', '--max-warnings', '0', '--pass-on-unpruned-suppressions'),
    ).toBe(1);
    expect(scratch.codemod('all', '--check', 'lib/a.js').code).toBe(1);
  });

  it('lists what is held back as exempt, with the reason, in every format', () => {
    const scratch = project({ 'lib/a.js': TWO });
    eslint(scratch, 'lib/a.js', '--suppress-all');
    const report = JSON.parse(
      scratch.codemod('all', '--check', '--format', 'json', 'lib').stdout,
    ) as Report;
    expect(
      report.files[0]!.sites.map(({ verdict, remedy, reason }) => ({ verdict, remedy, reason })),
    ).toEqual(
      Array.from({ length: 2 }, () => ({
        verdict: 'exempt',
        remedy: 'none',
        reason: 'recorded in eslint-suppressions.json',
      })),
    );
    expect(scratch.codemod('all', '--check', '--format', 'html', 'lib')).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(scratch.codemod('all', '--check', '--format', 'sarif', 'lib')).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it('says nothing of requests that wait: what is recorded gets no agents', () => {
    const scratch = project({ 'lib/a.js': TWO });
    eslint(scratch, 'lib/a.js', '--suppress-all');
    expect(scratch.codemod('all', '--check', 'lib').stdout).not.toContain('will wait');
    const report = JSON.parse(
      scratch.codemod('all', '--check', '--format', 'json', 'lib').stdout,
    ) as Report;
    expect(report.totals).toMatchObject({ exempt: 2, capped: 0, withoutDeadline: 0 });
  });

  it('takes the file that --suppressions-location names', () => {
    const scratch = project({ 'lib/a.js': LEAKY });
    eslint(scratch, 'lib/a.js', '--suppress-all', '--suppressions-location', 'known.json');
    expect(scratch.codemod('all', '--check', 'lib').code).toBe(1);
    expect(
      scratch.codemod('all', '--check', '--suppressions-location', 'known.json', 'lib').code,
    ).toBe(0);
  });

  it.each([
    [
      'a file that is not there',
      ['--check', '--suppressions-location', 'gone.json'],
      'leakproof: --suppressions-location gone.json: no such file\n',
    ],
    [
      'a file that is no JSON',
      ['--check', '--suppressions-location', 'lib/a.js'],
      'leakproof: lib/a.js: cannot be parsed\n',
    ],
    [
      'nothing to check',
      ['--suppressions-location', 'known.json'],
      'leakproof: --suppressions-location is for --check\n',
    ],
  ])('refuses %s', (_, args, stderr) => {
    expect(new Scratch({ 'lib/a.js': LEAKY }).codemod('all', ...args)).toMatchObject({
      code: 2,
      stderr,
    });
  });
});

it('a report lists what is recorded, and a codemod fixes it', () => {
  const scratch = project({ 'lib/a.js': LEAKY });
  eslint(scratch, 'lib/a.js', '--suppress-all');
  expect(
    (JSON.parse(scratch.codemod('report', '--format', 'json', 'lib').stdout) as Report).totals
      .flagged,
  ).toBe(1);
  expect(scratch.codemod('fix-agents', 'lib').code).toBe(0);
  expect(scratch.read('lib/a.js')).toBe(FIXED);
});
