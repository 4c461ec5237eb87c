/**
 * What holds where more than one codemod has a say.
 */
import { describe, expect, it } from 'vitest';
import type { Report } from '../../codemods/cli/report.ts';
import { Scratch } from './program.ts';

const HELD = `const axios = require('axios');
const client = axios.create({
  baseURL: 'https://a.example',
});

module.exports = async function load(url) {
  const response = await client.get(url);
  await sleep(5);
  return response.data;
};

async function check(url) {
  const response = await client.get(url);
  inspect(response);
  await sleep(5);
}
`;

const RELEASED = HELD.replace('const response = await client.get(url);\n  await', 'const { data } = await client.get(url);\n  await').replace('return response.data', 'return data');
const WITH_AGENTS = `const axios = require('axios');
const { httpAgent, httpsAgent } = require('./http-agents');
const client = axios.create({
  baseURL: 'https://a.example',
  httpAgent,
  httpsAgent,
});
`;

const CONFIG = (rules: string) => `import leakproof from '${new URL('../../dist/rules/index.js', import.meta.url).href}';
export default [{ plugins: { leakproof }, rules: ${rules} }];
`;

describe('codemod all', () => {
  it('runs each codemod on what the one before it left, and has nothing to do the second time', () => {
    const scratch = new Scratch({ 'a.js': HELD });
    expect(scratch.codemod('all', 'a.js').stdout).toContain('2 sites mended, 1 refused');
    expect(scratch.read('a.js')).toBe(WITH_AGENTS + RELEASED.slice(RELEASED.indexOf('\n\nmodule.exports') + 1));
    expect(scratch.codemod('all', 'a.js').stdout).toContain('0 sites mended, 1 refused');
  });

  it('names places in the file as it was before the run', () => {
    const scratch = new Scratch({ 'a.js': HELD });
    const report = JSON.parse(scratch.codemod('all', '--dry', '--format', 'json', 'a.js').stdout) as Report;
    const flagged = report.files[0]!.sites.filter(({ verdict }) => verdict === 'flagged');
    expect(flagged.map(({ rule, line, column, endLine, endColumn }) => [rule, line, column, endLine, endColumn])).toEqual([
      ['require-axios-agents', 2, 16, 4, 3],
      ['no-retained-response', 7, 3, 7, 42],
      ['no-retained-response', 13, 3, 13, 42],
    ]);
    // The calls on the client have the place of its `create` as it was, too.
    expect(report.files[0]!.sites.filter(({ kind }) => kind === 'request').map(({ client }) => client)).toEqual(['a.js:2:16', 'a.js:2:16']);
  });

  it('gives each codemod the options of its own rule, and leaves out the one whose rule is off', () => {
    const held = HELD.replace('await sleep(5)', 'await other()');
    const scratch = new Scratch({ 'a.js': held, 'eslint.config.mjs': CONFIG(`{ 'leakproof/no-retained-response': ['error', { awaits: 'any' }] }`) });
    expect(scratch.codemod('all', 'a.js').stdout).toContain('1 site mended, 1 refused');
    expect(scratch.read('a.js')).toBe(RELEASED.replace('await sleep(5)', 'await other()'));
  });
});

describe('codemod release-responses', () => {
  it('takes its options from the command line', () => {
    const held = HELD.replace('await sleep(5)', 'await other()');
    const scratch = new Scratch({ 'a.js': held });
    expect(scratch.codemod('release-responses', '--check', 'a.js').stdout).toContain('0 sites to mend, 1 refused');
    expect(scratch.codemod('release-responses', '--awaits', 'any', '--check', 'a.js').stdout).toContain('1 site to mend, 1 refused');
    expect(scratch.codemod('release-responses', '--awaits', 'none', 'a.js')).toMatchObject({ code: 2, stderr: expect.stringContaining('--awaits') as string });
    expect(scratch.codemod('fix-agents', '--awaits', 'any', 'a.js')).toMatchObject({ code: 2 });
    expect(scratch.read('a.js')).toBe(held);
  });

  it('writes the seed’s form with --strategy clone', () => {
    const scratch = new Scratch({ 'a.js': `const axios = require('axios');\nasync function load(url) {\n  const response = await axios.get(url);\n  const body = response.data;\n  await sleep(5);\n  return body;\n}\n` });
    expect(scratch.codemod('release-responses', '--strategy', 'clone', 'a.js').code).toBe(0);
    expect(scratch.read('a.js')).toContain('  const body = JSON.parse(JSON.stringify(response.data));\n  response.data = null;\n  await sleep(5);\n');
    expect(scratch.codemod('release-responses', '--strategy', 'clone', '--check', 'a.js').code).toBe(0);
    // The default strategy lets go of what the clone leaves.
    expect(scratch.codemod('release-responses', '--check', 'a.js').code).toBe(1);
  });
});
