/**
 * What the program says of agents with a cap: before it writes, in its summary, as data.
 */
import { expect, it } from 'vitest';
import type { Report } from '../../codemods/cli/report/report.ts';
import { CAP, CAP_ADVICE, Scratch } from './program.ts';

/** Five requests without agents, two by a client: two have a deadline, and one is refused. */
const FILES = {
  'client.js': `const axios = require('axios');\nmodule.exports = axios.create({ baseURL, timeout: 5000 });\n`,
  'calls.js': `const axios = require('axios');
const client = require('./client');
exports.a = (url) => axios.get(url);
exports.b = (url) => axios.get(url, { timeout: 500 });
exports.c = (url) => client.get(url);
exports.d = (url) => client.get(url, { timeout: 0 });
exports.e = (url) => axios.get(url, { responseType: 'stream' });
`,
};
const COUNTS =
  'In the files of this run, this concerns 4 requests, with those that are sent on an instance which gets the agents. 2 of them have no finite `timeout`: if the server stays silent, they keep their sockets, and others wait. Give them a `timeout`: `npx leakproof set-deadlines --check` lists them, except those that a `signal` ends.';

it('counts the requests that get one, in whatever file their client is, and those without a deadline', () => {
  const scratch = new Scratch(FILES);
  const checked = scratch.codemod('fix-agents', '--check', '.');
  expect(checked.stdout).toContain(`The fixes limit agents: ${CAP} ${COUNTS} ${CAP_ADVICE}\n`);
  expect(checked.stderr).toBe('');
  const { totals } = JSON.parse(
    scratch.codemod('fix-agents', '--check', '--format', 'json', '.').stdout,
  ) as Report;
  expect(totals).toMatchObject({ capped: 4, withoutDeadline: 2, refused: 1 });

  const written = scratch.codemod('fix-agents', '.');
  expect(written.stderr).toBe(
    `leakproof: the fixes limit agents: ${CAP} ${COUNTS} ${CAP_ADVICE}\n`,
  );
  // What was said before is not said again.
  expect(written.stdout).not.toContain('limit agents');
  // What is left gets none.
  expect(scratch.codemod('fix-agents', '.')).toMatchObject({ code: 1, stderr: '' });
});

it('says nothing of agents without one, which streams get, too', () => {
  const scratch = new Scratch(FILES);
  const { code, stdout, stderr } = scratch.codemod('fix-agents', '--max-sockets', 'Infinity', '.');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).not.toContain('maxSockets');
  expect(scratch.read('http-agents.js')).not.toContain('maxSockets:');
  expect(scratch.read('calls.js')).toContain(`{ responseType: 'stream', httpAgent, httpsAgent }`);
  // The module that is there now is seen to have no cap: another file ends as it would have in one run.
  scratch.write({ 'more.js': FILES['calls.js'] });
  expect(scratch.codemod('fix-agents', 'more.js')).toMatchObject({ code: 0, stderr: '' });
});

it.each([
  ['', '. It has no finite `timeout`:'],
  [', { timeout: 500 }', ', which has a finite `timeout`.'],
])('says of one request whether it has a deadline: axios.get(url%s)', (config, says) => {
  const scratch = new Scratch({
    'a.js': `const axios = require('axios');\nexports.a = (url) => axios.get(url${config});\n`,
  });
  expect(scratch.codemod('fix-agents', '--check', '.').stdout).toContain(
    `In the files of this run, this concerns 1 request${says}`,
  );
});
