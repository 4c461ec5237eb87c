/**
 * What people read: findings alone unless more is asked for, leaks first, each site once, in the lines of the file on disk.
 */
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { countTable } from '../../codemods/cli/report/formats/table.ts';
import type { Report } from '../../codemods/cli/report/report.ts';
import { LEAKY, Scratch } from './program.ts';

const GROWS = `const seen = new Map();\n\nmodule.exports = (userId) => {\n  seen.set(userId, 1);\n};\n`;
/** One place that two rules look at: one reports it, the other leaves it to that one. */
const PER_CALL = `const axios = require('axios');
const http = require('http');
exports.get = (url) => axios.get(url, { httpAgent: new http.Agent({ keepAlive: true }) });
`;

/** One that turns a rule on for another file alone. */
const CONFIG = `module.exports = [
  { plugins: { leakproof: { rules: { 'require-axios-agents': { create: () => ({}) } } } } },
  { files: ['b.js'], rules: { 'leakproof/require-axios-agents': 'error' } },
];\n`;

const ESLINT_ALONE =
  '`no-leaked-abort-listener`, `no-per-call-interceptor` and `no-race-without-abort` have no codemod: only ESLint reports them.\n';

/** The bundled service, in which an earlier codemod moves the lines that a later one reports. */
function service(): Scratch {
  const scratch = new Scratch();
  cpSync(fileURLToPath(new URL('../fixtures/service', import.meta.url)), scratch.folder, {
    recursive: true,
  });
  return scratch;
}

const sitesOf = (scratch: Scratch, ...args: string[]) =>
  (JSON.parse(scratch.codemod(...args, '--format', 'json', '.').stdout) as Report).files.map(
    ({ path, sites }) => ({ path, sites }),
  );

describe('places and quoted code are those of the file on disk', () => {
  it('`all --check` lists what `report` lists', () => {
    const scratch = service();
    const reported = sitesOf(scratch, 'report').filter(({ sites }) => sites.length > 0);
    expect(reported.length).toBeGreaterThan(5);
    expect(sitesOf(scratch, 'all', '--check').filter(({ sites }) => sites.length > 0)).toEqual(
      reported,
    );
  });

  it('so do the messages of a run that writes, or shows what it would write', () => {
    const scratch = service();
    const wordsOf = (...args: string[]) =>
      sitesOf(scratch, ...args).flatMap(({ path, sites }) =>
        sites
          .filter(({ verdict }) => verdict === 'flagged')
          .map(({ line, column, messageId, message, refusal }) => ({
            at: `${path}:${line}:${column}`,
            messageId,
            message,
            refusal,
          })),
      );
    const reported = wordsOf('report');
    expect(wordsOf('all', '--dry')).toEqual(reported);
    expect(wordsOf('all')).toEqual(reported);
  });
});

describe('the text', () => {
  it('has the findings alone, leaks before policy, each message once', () => {
    const scratch = new Scratch({ 'a.js': LEAKY, 'b.js': LEAKY, 'z.js': GROWS });
    const { stdout } = scratch.codemod('report');
    expect(stdout.match(/^\S+(?= {2}(?:policy|\d))/gmu)).toEqual([
      'no-unbounded-collection',
      'require-axios-agents',
    ]);
    expect(stdout.match(/no explicit `httpAgent`/gu)).toHaveLength(1);
    expect(stdout).toContain('\n    a.js:3:27  axios.get\n    b.js:3:27  axios.get\n\n');
  });

  it('has the other sites with --verbose', () => {
    const scratch = new Scratch({
      'a.js': `const axios = require('axios');\naxios.get(url, { httpAgent: false, httpsAgent: false });\n`,
    });
    expect(scratch.codemod('report').stdout).toBe(
      `No findings in 1 file. Judged: 1 request. \`--verbose\` also lists what was judged without a finding.\n${ESLINT_ALONE}`,
    );
    expect(scratch.codemod('report', '--verbose').stdout).toContain(
      'Judged without a finding\na.js\n  2:1  ok  request axios.get  its agents are set\n',
    );
  });

  it('says why there are several agents modules', () => {
    const service = (name: string) => ({
      [`${name}/package.json`]: `{ "name": "${name}", "dependencies": { "axios": "1" } }\n`,
      [`${name}/a.js`]: LEAKY,
    });
    const scratch = new Scratch({ ...service('api'), ...service('jobs') });
    scratch.remove('package.json');
    expect(scratch.codemod('report').stdout).toContain(
      'names one for all. The modules:\n  api/http-agents.js\n  jobs/http-agents.js\n',
    );
    expect(scratch.codemod('report', 'api').stdout).toContain(
      'Would write api/http-agents.js, which exports the two agents.\n',
    );
  });

  it('says that there was nothing to judge', () => {
    expect(new Scratch({ 'a.js': 'run();\n' }).codemod('report').stdout).toBe(
      `No findings in 1 file: no code that the rules of this run judge.\n${ESLINT_ALONE}`,
    );
  });

  it('does not count files that the ESLint config leaves out', () => {
    const scratch = new Scratch({ 'a.js': PER_CALL, 'eslint.config.cjs': CONFIG, 'b.js': LEAKY });
    const { stdout, stderr } = scratch.codemod('report', 'a.js');
    expect(stdout).toBe('No files were judged.\n');
    expect(stderr).toBe(
      'a.js: skipped: the ESLint config turns on none of the rules of this run for it\n',
    );
  });

  it.each([[], ['--verbose']])('has one row for each place: %s', (...flags) => {
    const { stdout } = new Scratch({ 'a.js': PER_CALL }).codemod('report', ...flags);
    expect(stdout.match(/3:52/gu)).toHaveLength(1);
  });

  it('repeats the options of the run where it says what fixes the findings', () => {
    const scratch = new Scratch({ 'a.js': LEAKY });
    const { stdout } = scratch.codemod(
      ...['all', '--check', '--max-sockets', 'Infinity', '--no-config', '--ext', 'js,ts'],
      ...['--agents', 'module', '--format', 'text', '.'],
    );
    expect(stdout).toMatch(
      /^Fix it: npx leakproof all --ext js,ts --no-config --agents module --max-sockets Infinity a\.js$/mu,
    );
    // A path behind a bare `--cache` would be its file.
    expect(scratch.codemod('report', '.', '--cache').stdout).toContain(
      'Fix it: npx leakproof all . --cache\n',
    );
    expect(scratch.codemod('report', '--max', '5', '.').stdout).toContain(
      'Fix it: npx leakproof all --max 5 .\n',
    );
  });
});

describe('the table', () => {
  const LONG = 'packages/orders/src/infrastructure/adapters/http/client.js';

  it.each([60, 80])('fits %d columns, and a path that does not has a line of its own', (width) => {
    const lines = countTable(
      ['file', 'fixable', 'refused'],
      [
        { path: 'a.js', counts: [1200, 0] },
        { path: LONG, counts: [3, 4] },
      ],
      width,
    );
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
    expect(lines).toEqual(
      width === 60
        ? ['file  fixable  refused', 'a.js     1200', LONG, '            3        4']
        : [
            `${'file'.padEnd(LONG.length)}  fixable  refused`,
            `${'a.js'.padEnd(LONG.length)}     1200`,
            `${LONG}        3        4`,
          ],
    );
  });

  it('is as wide as the environment says where there is no terminal', () => {
    const scratch = new Scratch({ [LONG]: LEAKY, 'a.js': LEAKY });
    const rowOf = (columns: string) =>
      scratch
        .codemodWith({ env: { COLUMNS: columns } }, 'report')
        .stdout.split('\n')
        .find((line) => line.startsWith(LONG));
    expect([rowOf('60'), rowOf('80')]).toEqual([LONG, `${LONG}        1`]);
  });
});

it('names a place once, with the number of its findings', () => {
  const scratch = new Scratch({
    'a.js': `const axios = require('axios');
const heads = [];
exports.load = async (url) => {
  const { data } = await axios.get(url, { responseType: 'text' });
  heads.push([data.slice(0, 20), data.slice(30, 60)]);
};
`,
  });
  const { stdout } = scratch.codemod('report', '.');
  expect(stdout).toMatch(/^ {4}a\.js:5:3 {2}heads\.push\(.*\) {2}\(2 findings\)$/mu);
  expect(stdout.match(/a\.js:5:3/gu)).toHaveLength(1);
});
