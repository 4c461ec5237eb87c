/**
 * A codemod that changes what a program does runs by its own name alone.
 */
import { describe, expect, it } from 'vitest';
import type { Report } from '../../codemods/cli/report/report.ts';
import { Scratch } from './program.ts';

const SLOW = `const axios = require('axios');\nexports.load = (url) => axios.get(url);\n`;
const ENDED = SLOW.replace('(url);', '(url, { timeout: 5000 });');

const config = (rules: string) =>
  `import leakproof from 'eslint-plugin-leakproof';\nexport default [{ files: ['src/**'], plugins: { leakproof }, rules: ${rules} }];\n`;

const withConfig = (rules: string) => {
  const scratch = new Scratch({
    'src/a.js': SLOW,
    'other/b.js': SLOW,
    'eslint.config.mjs': config(rules),
  });
  scratch.install('eslint-plugin-leakproof');
  return scratch;
};
const setDeadlines = (scratch: Scratch) => scratch.codemod('set-deadlines', '--timeout', '5000');

describe('set-deadlines', () => {
  it('writes the number that is given', () => {
    const scratch = new Scratch({ 'a.js': SLOW });
    expect(setDeadlines(scratch)).toMatchObject({ code: 0 });
    expect(scratch.read('a.js')).toBe(ENDED);
    expect(scratch.codemod('set-deadlines', '--check')).toMatchObject({ code: 0 });
  });

  it.each(['0', '-1', '1.5', '2147483648', 'soon'])('refuses %s milliseconds', (time) => {
    const scratch = new Scratch({ 'a.js': SLOW });
    const { code, stderr } = scratch.codemod('set-deadlines', '--timeout', time);
    expect(code).toBe(2);
    expect(stderr).toContain('--timeout <ms>');
    expect(scratch.read('a.js')).toBe(SLOW);
  });

  it('is no part of `all` and `report`', () => {
    const scratch = new Scratch({ 'a.js': SLOW });
    const { files } = JSON.parse(scratch.codemod('report', '--format', 'json').stdout) as Report;
    expect(files.flatMap(({ sites }) => sites).map(({ rule }) => rule)).not.toContain(
      'require-deadline',
    );
    scratch.codemod('all');
    expect(scratch.read('a.js')).not.toContain('timeout');
  });

  it('says so in the help', () => {
    const { stdout } = new Scratch().codemod('--help');
    expect(stdout).toMatch(
      /which `all` and `report` leave out:\n {2}set-deadlines .*give axios requests/u,
    );
    expect(new Scratch().codemod('list').stdout).toMatch(
      /set-deadlines +require-deadline .*\(not part of `all`\)/u,
    );
    expect(new Scratch().codemod('all', '--help').stdout).not.toContain('--timeout');
  });
});

describe('set-deadlines and an ESLint config', () => {
  it('judges the files for which a rule of ours is on', () => {
    const scratch = withConfig(`{ 'leakproof/no-per-call-agent': 'error' }`);
    setDeadlines(scratch);
    expect(scratch.read('src/a.js')).toBe(ENDED);
    expect(scratch.read('other/b.js')).toBe(SLOW);
  });

  it('leaves those alone for which its rule is off', () => {
    const scratch = withConfig(
      `{ 'leakproof/no-per-call-agent': 'error', 'leakproof/require-deadline': 'off' }`,
    );
    setDeadlines(scratch);
    expect(scratch.read('src/a.js')).toBe(SLOW);
  });

  it('takes the number of the config', () => {
    const scratch = withConfig(`{ 'leakproof/require-deadline': ['error', { timeout: 5000 }] }`);
    expect(scratch.codemod('set-deadlines')).toMatchObject({ code: 0 });
    expect(scratch.read('src/a.js')).toBe(ENDED);
  });
});
