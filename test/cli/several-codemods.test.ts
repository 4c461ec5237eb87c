/**
 * What holds where more than one codemod has a say.
 */
import { describe, expect, it } from 'vitest';
import type { Report } from '../../codemods/cli/report/report.ts';
import { Scratch } from './program.ts';

const HELD = `const axios = require('axios');
const client = axios.create({
  baseURL: 'https://a.example',
});

module.exports = async function load(url) {
  const response = await client.get(url, { responseType: 'text' });
  print(response.data);
  await sleep(5);
};

async function check(url) {
  const response = await client.get(url, { responseType: 'text' });
  inspect(response);
  await sleep(5);
}
`;

const RELEASED = HELD.replace(
  `const response = await client.get(url, { responseType: 'text' });\n  print(response.data)`,
  `const { data } = await client.get(url, { responseType: 'text' });\n  print(data)`,
);
const WITH_AGENTS = `const axios = require('axios');
const { httpAgent, httpsAgent } = require('./http-agents');
const client = axios.create({
  baseURL: 'https://a.example',
  httpAgent,
  httpsAgent,
});
`;

const PER_CALL = `const axios = require('axios');
const http = require('http');
const https = require('https');

app.get('/items', async (req, res) => {
  const { data } = await axios.get('https://a.example', {
    httpAgent: new http.Agent({ keepAlive: true }),
    httpsAgent: new https.Agent({ keepAlive: true, rejectUnauthorized: false }),
  });
  const { data: more } = await axios.get('https://b.example');
  const { data: rest } = await axios.get('https://a.example', {
    httpAgent: new http.Agent({ keepAlive: true }),
    httpsAgent: new https.Agent({ keepAlive: true, rejectUnauthorized: false }),
  });
  res.json([data, more, rest]);
});
`;

const ONE_POOL = `const axios = require('axios');
const http = require('http');
const https = require('https');
const { httpAgent, httpsAgent } = require('./http-agents');
const sharedHttpAgent = new http.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
const sharedHttpsAgent = new https.Agent({
  keepAlive: true,
  rejectUnauthorized: false,
  maxSockets: 50,
  maxFreeSockets: 10,
  timeout: 4000,
});

app.get('/items', async (req, res) => {
  const { data } = await axios.get('https://a.example', {
    httpAgent: sharedHttpAgent,
    httpsAgent: sharedHttpsAgent,
  });
  const { data: more } = await axios.get('https://b.example', { httpAgent, httpsAgent });
  const { data: rest } = await axios.get('https://a.example', {
    httpAgent: sharedHttpAgent,
    httpsAgent: sharedHttpsAgent,
  });
  res.json([data, more, rest]);
});
`;

const CONFIG = (
  rules: string,
) => `import leakproof from '${new URL('../../dist/rules/index.js', import.meta.url).href}';
export default [{ plugins: { leakproof }, rules: ${rules} }];
`;

describe('codemod all', () => {
  it('runs each codemod on what the one before it left, and has nothing to do the second time', () => {
    const scratch = new Scratch({ 'a.js': HELD });
    expect(scratch.codemod('all', 'a.js').stdout).toContain('Fixed 2 findings; 1 is refused');
    expect(scratch.read('a.js')).toBe(
      WITH_AGENTS + RELEASED.slice(RELEASED.indexOf('\n\nmodule.exports') + 1),
    );
    expect(scratch.codemod('all', 'a.js').stdout).toContain('Fixed 0 findings; 1 is refused');
  });

  it('names agents, hoists those that are made per call, and bounds them, in one run', () => {
    const scratch = new Scratch({ 'a.js': PER_CALL });
    expect(scratch.codemod('all', 'a.js').stdout).toContain('Fixed 5 findings');
    expect(scratch.read('a.js')).toBe(ONE_POOL);
    expect(scratch.codemod('all', '--check', '.')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('No findings') as string,
    });
  });

  it('bounds, or refuses to, an agent that it has moved in a file whose importer gives it to requests', () => {
    const files = {
      'agents.js': `const https = require('https');\nexports.makeAgent = () => new https.Agent({ keepAlive: true });\n`,
      'app.js': `const axios = require('axios');
const { makeAgent } = require('./agents');
app.get('/a', async (req, res) => {
  const { data } = await axios.get('https://a.example', { httpsAgent: makeAgent() });
  res.json(data);
});
`,
    };
    const scratch = new Scratch(files);
    expect(scratch.codemod('all', '.').stdout).toContain('Fixed 1 finding');
    expect(scratch.read('agents.js')).toContain('timeout: 4000');
    expect(scratch.codemod('all', '--check', '.').stdout).toContain('No findings');
    const ofGot = new Scratch({
      ...files,
      'b.js': `const got = require('got');\nconst { makeAgent } = require('./agents');\napp.get('/b', (req, res) => got('https://b.example', { agent: { https: makeAgent() } }).json());\n`,
    });
    const { stdout } = ofGot.codemod('all', '.');
    expect(stdout).toContain('agents.js:1:');
    expect(stdout).toContain('makes its requests emit `timeout`, and got');
  });

  it('gives a hoisted agent to no call that did not have it', () => {
    // The order in which a person may run them.
    const scratch = new Scratch({ 'a.js': PER_CALL });
    for (const name of ['hoist-agents', 'bound-agents', 'fix-agents'])
      scratch.codemod(name, '--allow-dirty', 'a.js');
    expect(scratch.read('a.js')).toContain(
      "axios.get('https://b.example', { httpAgent, httpsAgent })",
    );
    expect(scratch.read('a.js')).toContain(
      "const { httpAgent, httpsAgent } = require('./http-agents');",
    );
  });

  it('writes an agents module that passes', () => {
    const scratch = new Scratch({
      'lib/a.js': `const axios = require('axios');\nexports.get = (url) => axios.get(url);\n`,
      'lib/b.mjs': `import axios from 'axios';\nexport default axios.create();\n`,
    });
    expect(scratch.codemod('all', 'lib').code).toBe(0);
    const report = JSON.parse(scratch.codemod('report', '--format', 'json', '.').stdout) as Report;
    expect(report.totals).toMatchObject({ flagged: 0, agents: 2 });
  });

  it('names places in the file as it was before the run', () => {
    const scratch = new Scratch({ 'a.js': HELD });
    const report = JSON.parse(
      scratch.codemod('all', '--dry', '--format', 'json', 'a.js').stdout,
    ) as Report;
    const flagged = report.files[0]!.sites.filter(({ verdict }) => verdict === 'flagged');
    expect(
      flagged.map(({ rule, line, column, endLine, endColumn }) => [
        rule,
        line,
        column,
        endLine,
        endColumn,
      ]),
    ).toEqual([
      ['require-axios-agents', 2, 16, 4, 3],
      ['no-retained-response', 7, 3, 7, 68],
      ['no-retained-response', 13, 3, 13, 68],
    ]);
    // The calls on the client have the place of its `create` as it was, too.
    expect(
      report.files[0]!.sites.filter(({ kind }) => kind === 'request').map(({ client }) => client),
    ).toEqual(['a.js:2:16', 'a.js:2:16']);
  });

  it('gives each codemod the options of its own rule, and leaves out the one whose rule is off', () => {
    const held = HELD.replace('await sleep(5)', 'await other()');
    const scratch = new Scratch({
      'a.js': held,
      'eslint.config.mjs': CONFIG(
        `{ 'leakproof/no-retained-response': ['error', { awaits: 'any' }] }`,
      ),
    });
    expect(scratch.codemod('all', 'a.js').stdout).toContain('Fixed 1 finding; 1 is refused');
    expect(scratch.read('a.js')).toBe(RELEASED.replace('await sleep(5)', 'await other()'));
  });
});

describe('codemod release-responses', () => {
  it('takes its options from the command line', () => {
    const held = HELD.replace('await sleep(5)', 'await other()');
    const scratch = new Scratch({ 'a.js': held });
    expect(scratch.codemod('release-responses', '--check', 'a.js').stdout).toContain(
      'No finding can be fixed; 1 is refused',
    );
    expect(
      scratch.codemod('release-responses', '--awaits', 'any', '--check', 'a.js').stdout,
    ).toContain('1 finding can be fixed; 1 is refused');
    expect(scratch.codemod('release-responses', '--awaits', 'none', 'a.js')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--awaits') as string,
    });
    expect(scratch.codemod('fix-agents', '--awaits', 'any', 'a.js')).toMatchObject({ code: 2 });
    expect(scratch.read('a.js')).toBe(held);
  });

  it('writes the seed’s form with --strategy clone', () => {
    const scratch = new Scratch({
      'a.js': `const axios = require('axios');\nasync function load(url) {\n  const response = await axios.get(url, { responseType: 'text' });\n  const body = response.data;\n  await sleep(5);\n  return body;\n}\n`,
    });
    expect(
      scratch.codemod('release-responses', '--awaits', 'any', '--strategy', 'clone', 'a.js').code,
    ).toBe(0);
    expect(scratch.read('a.js')).toContain(
      '  const body = JSON.parse(JSON.stringify(response.data));\n  response.data = null;\n  await sleep(5);\n',
    );
    expect(
      scratch.codemod(
        'release-responses',
        '--awaits',
        'any',
        '--strategy',
        'clone',
        '--check',
        'a.js',
      ).code,
    ).toBe(0);
    // The default strategy lets go of what the clone leaves.
    expect(scratch.codemod('release-responses', '--awaits', 'any', '--check', 'a.js').code).toBe(1);
  });
});
