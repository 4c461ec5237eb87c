/**
 * Requests of a client that comes out of a list, a Map, a promise, or an object that the caller gives.
 */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

/** What stands around a request of `client`. */
const AROUND: readonly (readonly [name: string, before: string, after: string])[] = [
  [
    'a member of a parameter',
    'exports.load = (url) => send({ client: axios }, url);\nasync function send(deps, url) {\n  const { client } = deps;\n',
    '}\n',
  ],
  ['an element', 'const [client] = [axios];\nexports.load = async (url) => {\n', '};\n'],
  ['a loop', 'exports.load = async (url) => {\n  for (const client of [axios])\n', '};\n'],
  [
    'an entry of a Map',
    `const clients = new Map([['main', axios]]);\nexports.load = async (url) => {\n  const client = clients.get('main');\n`,
    '};\n',
  ],
  [
    'a promise',
    'const clients = Promise.all([axios]);\nexports.load = async (url) => {\n  const [client] = await clients;\n',
    '};\n',
  ],
];

const invalid = AROUND.map(([name, before, after]): InvalidCase => {
  const code = (config: string, agents: string) =>
    `const axios = require('axios');\n${agents}${before}  await client.get(url${config});\n${after}`;
  return {
    name,
    project: 'cjs-agents',
    code: code('', ''),
    output: code(
      ', { httpAgent, httpsAgent }',
      `const { httpAgent, httpsAgent } = require('./http-agents');\n`,
    ),
    findings: [{ messageId: 'missingAgents', line: before.split('\n').length + 1 }],
  };
});

const valid: ValidCase[] = [
  {
    name: 'a Map of something else',
    project: 'cjs-agents',
    code: `const axios = require('axios');
const handlers = new Map();
exports.on = (name, handler) => handlers.set(name, handler);
exports.run = (name, url) => handlers.get(name).get(url);
exports.axios = axios.defaults;
`,
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid, invalid });
