import { describe, expect, it } from 'vitest';
import type { Report } from '../../codemods/cli/report/report.ts';
import { Scratch } from './program.ts';

const INSTANCE = `const axios = require('axios');
const client = axios.create({
  baseURL: 'https://a.example',
});
client.get('/a');
axios.get('https://a.example/b', { httpAgent, httpsAgent });
axios.post('https://a.example/c', data, config());
axios.get('https://a.example/d', { adapter: 'fetch' });
urls.map(axios.get);
`;

function reportOf(scratch: Scratch, ...args: string[]): Report {
  return JSON.parse(scratch.codemod('report', '--format', 'json', ...args).stdout) as Report;
}

const ALIVE = `const axios = require('axios');\nconst http = require('http');\nmodule.exports = axios.create({ httpAgent: new http.Agent({ keepAlive: true }) });\n`;
const axiosOf = (version: string) => JSON.stringify({ name: 'axios', version });

describe('the warning of an axios that holds responses', () => {
  it.each(['1.15.1', '1.19.0', '1.21.1'])(
    '%s, installed at or above an agent whose idle sockets nothing bounds',
    (version) => {
      const scratch = new Scratch({
        'lib/http.js': ALIVE,
        'node_modules/axios/package.json': axiosOf(version),
      });
      expect(reportOf(scratch).warnings).toEqual([
        {
          path: 'node_modules/axios/package.json',
          reason: expect.stringContaining(
            'lib/http.js:3. Set limits (`npx leakproof bound-agents`)',
          ) as string,
        },
      ]);
      expect(scratch.codemod('report').stdout).toContain(
        `Warning: node_modules/axios/package.json: axios ${version} keeps the last response of each idle socket`,
      );
    },
  );

  it.each(['0.27.2', '1.6.8', '1.15.0', '1.21.2', '1.22.0', '2.0.0'])('not %s', (version) => {
    const scratch = new Scratch({
      'lib/http.js': ALIVE,
      'node_modules/axios/package.json': axiosOf(version),
    });
    expect(reportOf(scratch).warnings).toEqual([]);
  });

  it('not where the agents are bounded, or no axios is installed', () => {
    const scratch = new Scratch({ 'lib/http.js': ALIVE });
    expect(reportOf(scratch).warnings).toEqual([]);
    scratch.write({ 'node_modules/axios/package.json': axiosOf('1.21.1') });
    scratch.codemod('bound-agents');
    expect(reportOf(scratch).warnings).toEqual([]);
  });

  it('not of an agent that axios is not given', () => {
    const scratch = new Scratch({
      'lib/http.js': `const http = require('http');\nconst agent = new http.Agent({ keepAlive: true });\nmodule.exports = (url, cb) => http.get(url, { agent }, (res) => res.on('data', cb));\n`,
      'node_modules/axios/package.json': axiosOf('1.21.1'),
    });
    const { files, warnings } = reportOf(scratch);
    expect(files[0]!.sites.map(({ messageId }) => messageId)).toContain('unboundedIdle');
    expect(warnings).toEqual([]);
  });

  it('names the codemod only where it sets the limits', () => {
    const endless = ALIVE.replace('keepAlive: true', 'keepAlive: true, maxSockets: Infinity');
    const scratch = new Scratch({
      'lib/endless.js': endless,
      'node_modules/axios/package.json': axiosOf('1.21.1'),
    });
    const [refused] = reportOf(scratch).warnings;
    expect(refused!.reason).toContain(
      'lib/endless.js:3. Set limits by hand, as their findings of `require-bounded-agent` say, or',
    );
    scratch.write({ 'lib/http.js': ALIVE });
    const [mixed] = reportOf(scratch).warnings;
    expect(mixed!.reason).toContain(
      '`npx leakproof bound-agents` does so at lib/http.js:3; at lib/endless.js:3 set them by hand',
    );
  });

  it('names five places, and how many more there are', () => {
    const files = Object.fromEntries(
      Array.from({ length: 7 }, (_, index) => [`lib/${index}.js`, ALIVE]),
    );
    const scratch = new Scratch({ ...files, 'node_modules/axios/package.json': axiosOf('1.21.1') });
    expect(
      reportOf(scratch).warnings.map(
        ({ reason }) => /the agents at (.*?)\. Set/u.exec(reason)?.[1],
      ),
    ).toEqual(['lib/0.js:3, lib/1.js:3, lib/2.js:3, lib/3.js:3, lib/4.js:3 and 2 more']);
  });

  it('looks above an axios that names no version, as a stub in its place does', () => {
    const scratch = new Scratch({
      'app/http.js': ALIVE,
      'app/node_modules/axios/package.json': '{ "name": "axios" }',
      'node_modules/axios/package.json': axiosOf('1.21.1'),
    });
    expect(reportOf(scratch).warnings.map(({ path }) => path)).toEqual([
      'node_modules/axios/package.json',
    ]);
  });

  it('the one that is nearest counts', () => {
    const scratch = new Scratch({
      'app/lib/http.js': ALIVE,
      'app/node_modules/axios/package.json': axiosOf('1.6.8'),
      'node_modules/axios/package.json': axiosOf('1.21.1'),
    });
    expect(reportOf(scratch).warnings).toEqual([]);
  });
});

describe('codemod report', () => {
  it('counts each agent once, whichever rules look at it', () => {
    const scratch = new Scratch({
      'lib/http.js': `const axios = require('axios');\nconst http = require('http');\nexports.get = (url) => axios.get(url, { httpAgent: new http.Agent({ keepAlive: true }) });\n`,
    });
    const { totals, files } = reportOf(scratch);
    expect(totals).toMatchObject({ agents: 1 });
    expect(files[0]!.sites.filter(({ kind }) => kind === 'agent')).toMatchObject([
      {
        rule: 'no-per-call-agent',
        line: 3,
        column: 52,
        callee: 'http.Agent',
        verdict: 'flagged',
        messageId: 'perCall',
        remedy: 'fixed',
      },
      {
        rule: 'require-bounded-agent',
        line: 3,
        column: 52,
        callee: 'http.Agent',
        verdict: 'ok',
        messageId: null,
        remedy: 'none',
      },
    ]);
  });

  it('gives every site with its verdict in the public schema', () => {
    const scratch = new Scratch({ 'lib/http.js': INSTANCE });
    const report = reportOf(scratch);
    expect(report).toMatchObject({
      version: 2,
      root: scratch.folder,
      totals: {
        files: 1,
        requests: 5,
        clients: 1,
        flagged: 2,
        covered: 1,
        ok: 1,
        unverifiable: 1,
        exempt: 1,
        fixed: 1,
        refused: 1,
      },
    });
    expect(report.files[0]!.sites).toMatchObject([
      {
        kind: 'client',
        rule: 'require-axios-agents',
        line: 2,
        column: 16,
        endLine: 4,
        endColumn: 3,
        callee: 'axios.create',
        client: null,
        name: 'client',
        verdict: 'flagged',
        messageId: 'missingAgents',
        remedy: 'fixed',
        reason: null,
      },
      {
        kind: 'request',
        line: 5,
        column: 1,
        callee: 'client.get',
        client: 'lib/http.js:2:16',
        name: null,
        verdict: 'covered',
        messageId: null,
        remedy: 'none',
      },
      { line: 6, verdict: 'ok' },
      { line: 7, verdict: 'unverifiable' },
      { line: 8, verdict: 'exempt', reason: 'the fetch adapter takes no agents' },
      { line: 9, column: 10, verdict: 'flagged', messageId: 'methodAsValue', remedy: 'refused' },
    ]);
    expect(report.files[0]!.sites[0]!.message).toMatch(
      /^This instance has no explicit `httpAgent` or `httpsAgent`\./u,
    );
  });

  it('judges every rule on the file as it is', () => {
    const scratch = new Scratch({
      'a.js': `const axios = require('axios');\naxios.get(first);\nconst load = async () => {\n  const response = await axios.get(url, { responseType: 'text' });\n  const { length } = response.data;\n  await sleep(60_000);\n  return length;\n};\n`,
    });
    const { totals, files } = reportOf(scratch);
    expect(totals).toMatchObject({ requests: 2, responses: 1, flagged: 3, fixed: 3 });
    expect(
      files[0]!.sites.map(({ kind, rule, line, column, name }) => [kind, rule, line, column, name]),
    ).toEqual([
      ['request', 'require-axios-agents', 2, 1, null],
      ['response', 'no-retained-response', 4, 3, 'response'],
      ['request', 'require-axios-agents', 4, 26, null],
    ]);
  });

  it('writes nothing and exits 0, whatever it finds', () => {
    const scratch = new Scratch({ 'lib/http.js': INSTANCE });
    expect(scratch.codemod('report').code).toBe(0);
    expect(scratch.read('lib/http.js')).toBe(INSTANCE);
  });

  it('explains what a text search finds and misses', () => {
    const scratch = new Scratch({
      'a.js': `const axios = require('axios');\n// axios.get(old);\nconst help = 'call axios.get(url)';\nif (axios.get) axios.get(url);\naxios({ url });\n`,
      'a.js.backup': `axios.post(url);\n`,
    });
    const { totals, files } = reportOf(scratch);
    expect(totals).toMatchObject({ requests: 2, textMatches: { sites: 1, mentions: 4 } });
    expect(
      files.flatMap(({ path, mentions }) => mentions.map(({ line, why }) => [path, line, why])),
    ).toEqual([
      ['a.js', 2, 'comment'],
      ['a.js', 3, 'string'],
      ['a.js', 4, 'no-request'],
      ['a.js.backup', 1, 'not-loaded'],
    ]);
    expect(scratch.codemod('report', '--verbose').stdout).toContain(
      'finds 1 of the 2 requests above, and 4 places where no request is sent.',
    );
    expect(scratch.codemod('report').stdout).not.toContain('a search of your own');
  });

  it('names the tests that an added argument can break', () => {
    const scratch = new Scratch({
      'a.js': `const axios = require('axios');\naxios.get(url);\n`,
      'test/a.test.js': `jest.mock('axios');\nit('loads', () => {\n  expect(axios.get).toHaveBeenCalledWith(url);\n  expect(axios.get).toHaveBeenCalled();\n});\n`,
    });
    expect(reportOf(scratch, 'a.js').tests).toEqual([{ path: 'test/a.test.js', lines: [3] }]);
  });

  it.each([
    [
      'asserts that there was a call, not with what',
      `jest.mock('axios');\nexpect(axios.get).toHaveBeenCalled();\n`,
    ],
    [
      'asserts on what is no request',
      `const axios = require('axios');\n\nexpect(log).toHaveBeenCalledWith(url);\n`,
    ],
    ['has nothing to do with axios', `expect(http.get).toHaveBeenCalledWith(url);\n`],
    [
      'is not UTF-8',
      Buffer.from(`// \xE9\nexpect(axios.get).toHaveBeenCalledWith(url);\n`, 'latin1'),
    ],
  ])('names no test that %s, and the others all the same', (_, text) => {
    const scratch = new Scratch({
      'a.js': `const axios = require('axios');\naxios.get(url);\n`,
      'test/other.test.js': text,
      'test/z.test.js': `sinon.assert(axios.get.calledWith(url));\n`,
    });
    expect(reportOf(scratch, 'a.js').tests).toEqual([{ path: 'test/z.test.js', lines: [1] }]);
    const { code, stdout, stderr } = scratch.codemod('report', 'a.js');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      'These tests assert on the arguments of calls; an added config can break them:\n  test/z.test.js:1\n',
    );
  });

  it('leaves out a copy that is no text, which a text search does not read either', () => {
    const scratch = new Scratch({
      'a.js.backup': Buffer.from('axios.get(url); // \xE9', 'latin1'),
      'b.js': '',
      'b.js.old': 'axios.get(url);\n',
    });
    const { totals, files } = reportOf(scratch);
    expect(totals).toMatchObject({ errors: 0, textMatches: { sites: 0, mentions: 1 } });
    expect(files.map(({ path }) => path)).toEqual(['b.js.old']);
  });
});

it('a request without agents uses the one of `axios.defaults` that another file sets', () => {
  const scratch = new Scratch({
    'lib/set.js': `const axios = require('axios');\nconst https = require('https');\naxios.defaults.httpsAgent = new https.Agent();\n`,
    'lib/a.js': `const axios = require('axios');\nmodule.exports = (url) => axios.get(url);\n`,
  });
  expect(scratch.codemod('report').stdout).toContain(
    'It uses for `https:` URLs `axios.defaults` (set in lib/set.js:3) only if that line ran before; otherwise it uses Node’s global agents',
  );
});
