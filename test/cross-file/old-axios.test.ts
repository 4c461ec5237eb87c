/**
 * An axios before 1.0 that follows no redirects fails behind an HTTP proxy, once it has an agent for HTTPS: it gets none.
 */
import { fixAgents } from '../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const AGENTS = dedent(`
  const http = require('http');
  const https = require('https');
  exports.httpAgent = new http.Agent({ maxSockets: 50 });
  exports.httpsAgent = new https.Agent({ maxSockets: 50 });
`);
const HEAD = `const axios = require('axios');\n`;
const ADDED = `const { httpAgent, httpsAgent } = require('./http-agents');\n`;
const manifest = (axios?: string) =>
  JSON.stringify({ dependencies: axios === undefined ? {} : { axios } });
const projectOf = (code: string, axios?: string) => ({
  'package.json': manifest(axios),
  'http-agents.js': AGENTS,
  'a.js': HEAD + code,
});

const refused = (
  name: string,
  code: string,
  { axios = '^0.27.2', line = 2 } = {},
): ProjectCase => ({
  name,
  files: projectOf(code, axios),
  findings: {
    'a.js': [
      `${line} missingAgents with \`maxRedirects: 0\` or a \`transport\` of its own, axios before 1.0 gives \`httpsAgent\` to \`http\``,
    ],
  },
});

const fixed = (
  name: string,
  code: string,
  {
    axios = '^0.27.2',
    after = code.replace(/ \}\);/u, ', httpAgent, httpsAgent });'),
  }: { axios?: string | undefined; after?: string } = {},
): ProjectCase => ({
  name,
  files: projectOf(code, axios),
  findings: { 'a.js': ['2 missingAgents'] },
  output: { 'a.js': HEAD + ADDED + after },
});

const DIRECT = `axios.get(url, { maxRedirects: 0 });\n`;

runProjectSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  cases: [
    refused('a URL that nobody sees', DIRECT),
    refused('an https: URL', `axios.get('https://example.com/a', { maxRedirects: 0 });\n`),
    refused('the URL in the config', `axios({ url: 'https://example.com/a', maxRedirects: 0 });\n`),
    refused(
      'a number that may be none',
      `axios.get(url, { maxRedirects: process.env.REDIRECTS });\n`,
    ),
    refused(
      'a client',
      dedent(`
        const client = axios.create({ maxRedirects: 0 });
        client.get(url);
      `),
    ),
    refused(
      'a client with such a request',
      dedent(`
        const client = axios.create();
        client.get(url, { maxRedirects: 0 });
      `),
    ),
    ...['0.21.4', '~0.21.1', '>=0.21 <2', '0.27.2 || ^1.0.0', '<1.0.0', 'npm:axios@0.27.2'].map(
      (axios) => refused(`axios ${axios}`, DIRECT, { axios }),
    ),
    fixed('an http: URL', `axios.get('http://example.com/a', { maxRedirects: 0 });\n`),
    fixed('redirects that are followed', `axios.get(url, { maxRedirects: 5 });\n`),
    fixed(
      'a client whose requests follow redirects',
      dedent(`
        const client = axios.create({ timeout: 5 });
        client.get(url, { maxRedirects: 3 });
      `),
    ),
    ...['^1.0.0', '1.10.0', '>=1.0', '^1.6.0 || ^2.0.0', '*', 'latest', 'workspace:*'].map(
      (axios) => fixed(`axios ${axios}`, DIRECT, { axios }),
    ),
    { ...fixed('a version that nobody tells', DIRECT), files: projectOf(DIRECT) },
  ],
});
