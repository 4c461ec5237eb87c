import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FIXED, LEAKY, Scratch } from './program.ts';

describe('wrong use is answered', () => {
  it.runIf(existsSync('/proc'))('an output where no folder can be made', () => {
    const { code, stderr } = new Scratch({}).codemod('report', '--output', '/proc/none/out.json');
    expect(stderr).toContain('--output /proc/none/out.json: cannot be written (E');
    expect(code).toBe(2);
  });

  it.each([
    ['no such path', ['fix-agents', 'nowhere'], 'leakproof: nowhere: no such file or folder'],
    ['no such codemod', ['fix-all', '.'], "error: unknown command 'fix-all'"],
    ['help for no such command', ['help', 'frob'], "error: unknown command 'frob'"],
    [
      'a module for agents that come from the defaults',
      ['fix-agents', '--agents', 'defaults', '--agents-module', 'http-agents.js', '.'],
      '--agents-module and --agents defaults: one or the other',
    ],
    [
      'a module for agents that no program loads',
      ['fix-agents', '--agents-module', 'agents.txt', '.'],
      '--agents-module agents.txt: not a module for agents',
    ],
    ['no such option', ['fix-agents', '--frobnicate'], "error: unknown option '--frobnicate'"],
    ['no such format', ['report', '--format', 'xml'], 'Allowed choices are text, json'],
    ['a language that nobody reads', ['report', '--ext', 'py'], 'py cannot be read'],
    ['no language at all', ['report', '--ext', ','], 'nothing cannot be read'],
    [
      'a concurrency that is no number',
      ['report', '--concurrency', 'many'],
      'a whole number from 1 is needed',
    ],
    [
      'a cap of no socket',
      ['fix-agents', '--max-sockets', '0'],
      '0 means Infinity to Node: write Infinity',
    ],
    [
      'a cap that is no number',
      ['all', '--max-sockets', 'abc'],
      'a whole number from 1, or Infinity, is needed',
    ],
    [
      'a cap below zero',
      ['report', '--max-sockets=-5'],
      'a whole number from 1, or Infinity, is needed',
    ],
    [
      'idle sockets without end',
      ['bound-agents', '--max-free-sockets', 'Infinity'],
      'a whole number from 1 is needed',
    ],
    [
      'no time for idle sockets',
      ['fix-agents', '--idle-timeout', '0'],
      '0 means none to Node: idle sockets would stay open',
    ],
    [
      'a time that no timer takes',
      ['fix-agents', '--idle-timeout', '3000000000'],
      'a whole number from 1 to 2147483647 is needed',
    ],
    ['two modes at once', ['fix-agents', '--check', '--dry'], 'one or the other'],
    [
      'a dialogue and a text for machines on one terminal',
      ['fix-agents', '--interactive', '--format', 'json'],
      '--interactive and --format json need --output',
    ],
    [
      'an output below a file',
      ['fix-agents', '--output', 'a.js/out.json', '.'],
      'leakproof: --output a.js/out.json: cannot be written (E',
    ],
    [
      'an output in a folder that would be below a file',
      ['fix-agents', '--output', 'a.js/new/out.json', '.'],
      'leakproof: --output a.js/new/out.json: cannot be written (E',
    ],
    [
      'an output whose name is too long',
      ['fix-agents', '--output', 'x'.repeat(300), '.'],
      'cannot be written (ENAMETOOLONG)',
    ],
    [
      'a config below a file',
      ['fix-agents', '--config', 'a.js/eslint.config.js', '.'],
      'leakproof: --config a.js/eslint.config.js: no such file',
    ],
  ])('%s', (_, args, message) => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    const { code, stderr } = scratch.codemod(...args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^[ \t]+at /mu);
    expect(code).toBe(2);
    expect(scratch.read('a.js')).toBe(LEAKY);
  });

  it('an empty folder is nothing to do, and says so', () => {
    const scratch = new Scratch();
    mkdirSync(scratch.path('empty'));
    expect(scratch.codemod('fix-agents', 'empty')).toMatchObject({
      code: 0,
      stderr: 'leakproof: no source files under empty\n',
    });
  });

  it.each([
    [
      'a file that does not parse',
      `const axios = require('axios');\naxios.get(url, {\n`,
      /^helpers\/bad\.js: cannot be parsed: 3:1 /mu,
    ],
    [
      'a binary file',
      Buffer.from([0x00, 0x01, 0xff, 0xfe]),
      /^helpers\/bad\.js: is a binary file/mu,
    ],
    [
      'a binary file that is UTF-8 by chance',
      Buffer.from([0x00, 0x01, 0x02]),
      /^helpers\/bad\.js: is a binary file/mu,
    ],
    [
      'another encoding',
      Buffer.from('const axios = "\xE9";', 'latin1'),
      /^helpers\/bad\.js: is not UTF-8/mu,
    ],
  ])('%s is reported, the others are done', (_, content, message) => {
    const scratch = new Scratch({
      'helpers/a.js': LEAKY,
      'helpers/bad.js': content,
      'helpers/c.js': LEAKY,
    });
    const { code, stderr } = scratch.codemod('fix-agents', 'helpers');
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(scratch.read('helpers/a.js')).toBe(FIXED);
    expect(scratch.read('helpers/c.js')).toBe(FIXED);
  });

  it('a file that goes while the run is under way is reported, the others are done', () => {
    // The config is code, and runs when the files have been found.
    const config = `require('fs').rmSync('helpers/b.js');
module.exports = [{ plugins: { leakproof: { rules: { 'require-axios-agents': { create: () => ({}) } } } }, rules: { 'leakproof/require-axios-agents': 'error' } }];\n`;
    const scratch = new Scratch({
      'takes.config.cjs': config,
      'helpers/a.js': LEAKY,
      'helpers/b.js': LEAKY,
      'helpers/c.js': LEAKY,
    });
    const { code, stderr } = scratch.codemod(
      'fix-agents',
      '--config',
      'takes.config.cjs',
      'helpers',
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/^helpers\/b\.js: cannot be read \(ENOENT\)$/mu);
    expect(scratch.read('helpers/a.js')).toBe(FIXED);
    expect(scratch.read('helpers/c.js')).toBe(FIXED);
  });

  it('a NUL in a string is no reason to leave a program alone', () => {
    const scratch = new Scratch({
      'a.js': `const axios = require('axios');\nconst separator = '\0';\naxios.get(url);\n`,
    });
    expect(scratch.codemod('fix-agents', '.').code).toBe(0);
    expect(scratch.read('a.js')).toContain(`'\0';\naxios.get(url, { httpAgent, httpsAgent });`);
  });

  it('a read-only file is left as it is, the others are done', () => {
    const scratch = new Scratch({ 'helpers/a.js': LEAKY, 'helpers/b.js': LEAKY });
    chmodSync(scratch.path('helpers/a.js'), 0o444);
    const { code, stderr } = scratch.codemod('fix-agents', 'helpers');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^helpers\/a\.js: cannot be written/mu);
    expect(scratch.read('helpers/a.js')).toBe(LEAKY);
    expect(scratch.read('helpers/b.js')).toBe(FIXED);
  });

  it('an ESLint config that throws is named', () => {
    const scratch = new Scratch({
      'a.js': LEAKY,
      'eslint.config.mjs': `// leakproof\nthrow new Error('no such thing');\n`,
    });
    const { code, stderr } = scratch.codemod('fix-agents', '.');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^leakproof: .*eslint\.config\.mjs: no such thing/mu);
    expect(scratch.read('a.js')).toBe(LEAKY);
  });
});

describe('settings', () => {
  it('one that there is not is named, with the config', () => {
    const config = `export default [{ settings: { leakproof: { module: ['a'] } } }];\n`;
    const scratch = new Scratch({ 'a.js': LEAKY, 'eslint.config.mjs': config });
    const { code, stderr } = scratch.codemod('fix-agents', '.');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^leakproof: .*eslint\.config\.mjs: settings\.leakproof\.module: there is no such setting/mu,
    );
    expect(scratch.read('a.js')).toBe(LEAKY);
  });
});

describe('help', () => {
  it('list names each codemod on a line', () => {
    const { code, stdout } = new Scratch().codemod('list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^fix-agents {2,}require-axios-agents {2,}\S/mu);
  });

  it('--help and --version are no fault; no command at all is', () => {
    const scratch = new Scratch();
    expect(scratch.codemod('--help')).toMatchObject({ code: 0 });
    expect(scratch.codemod('--version')).toMatchObject({ code: 0 });
    expect(scratch.codemod().code).toBe(2);
  });
});
