/**
 * Requests of a client that a function is given: by another name of the function, in an options object, by `bind` or `call`.
 */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const HANDED: readonly (readonly [name: string, parameters: string, calls: string])[] = [
  [
    'by another name of the function',
    '(client, url)',
    'const go = send;\nexports.load = (url) => go(axios, url);',
  ],
  [
    'in an options object',
    '({ client }, url)',
    'exports.load = (url) => send({ client: axios }, url);',
  ],
  [
    'in an options object that has a name',
    '({ client }, url)',
    'const options = { client: axios };\nexports.load = (url) => send(options, url);',
  ],
  ['by call', '(client, url)', 'exports.load = (url) => send.call(null, axios, url);'],
  ['by apply', '(client, url)', 'exports.load = (url) => send.apply(null, [axios, url]);'],
  [
    'by bind',
    '(client, url)',
    'const load = send.bind(null, axios);\nexports.load = (url) => load(url);',
  ],
];

const invalid = HANDED.map(([name, parameters, calls]): InvalidCase => {
  const code = (config: string, agents: string) =>
    `const axios = require('axios');\n${agents}function send${parameters} {\n  return client.get(url${config});\n}\n${calls}\n`;
  return {
    name,
    project: 'cjs-agents',
    code: code('', ''),
    output: code(
      ', { httpAgent, httpsAgent }',
      `const { httpAgent, httpsAgent } = require('./http-agents');\n`,
    ),
    findings: [{ messageId: 'missingAgents', line: 3 }],
  };
});

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid: [], invalid });
