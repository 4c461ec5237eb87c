import { fixAgents } from '../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const AGENTS = {
  'package.json': '{ "type": "module" }',
  'http-agents.js': `export const httpAgent = makeAgent();\nexport const httpsAgent = makeAgent();\n`,
};
const API = `import axios from 'axios';\nexport const api = axios.create({ baseURL: 'http://a' });\n`;
const MENDED = `import axios from 'axios';\nimport { httpAgent, httpsAgent } from './http-agents.js';\nexport const api = axios.create({ baseURL: 'http://a', httpAgent, httpsAgent });\n`;
const LOAD = 'export const load = (url, client) => client.get(url);\n';

const cases: ProjectCase[] = [
  {
    name: 'a function that is given a client, and at other calls none',
    files: { ...AGENTS, 'api.js': API, 'load.js': LOAD, 'main.js': `import { api } from './api.js';\nimport { load } from './load.js';\nload('a', api);\nload('b');\nload('c', null);\nload('d', other);\nexport const same = load;\n` },
    findings: { 'api.js': ['2 missingAgents'] },
    output: { 'api.js': MENDED },
    verdicts: { 'load.js': ['1 covered made at api.js:2'] },
  },
  {
    name: 'a function that is given axios itself',
    files: { ...AGENTS, 'load.js': LOAD, 'main.js': `import axios from 'axios';\nimport { load } from './load.js';\nload('a', axios);\n` },
    options: { unverifiable: true },
    findings: { 'load.js': ['1 unverifiable the client is not visible here'] },
    verdicts: { 'load.js': ['1 unverifiable the client may be another'] },
  },
  {
    name: 'a function that is given a client of a package',
    files: { ...AGENTS, 'load.js': LOAD, 'main.js': `import http from '@acme/http';\nimport { load } from './load.js';\nload('a', http);\n` },
    settings: { modules: ['@acme/http'] },
    options: { unverifiable: true },
    findings: { 'load.js': ['1 unverifiable the client is not visible here'] },
    verdicts: { 'load.js': ['1 unverifiable the client may be another'] },
  },
  {
    name: 'functions of two files that give each other the client',
    files: {
      ...AGENTS,
      'api.js': API,
      'load.js': `import { again } from './again.js';\nexport const load = (url, client, n) => (n > 0 ? again(url, client, n - 1) : client.get(url));\n`,
      'again.js': `import { load } from './load.js';\nexport const again = (url, client, n) => load(url, client, n);\n`,
      'main.js': `import { api } from './api.js';\nimport { load } from './load.js';\nload('a', api, 1);\n`,
    },
    findings: { 'api.js': ['2 missingAgents'] },
    output: { 'api.js': MENDED },
    verdicts: { 'load.js': ['2 covered made at api.js:2'] },
  },
  {
    name: 'the defaults of a client of a package are not those of axios',
    files: { ...AGENTS, 'setup.js': `import http from '@acme/http';\nhttp.defaults.httpAgent = makeAgent();\nhttp.defaults.httpsAgent = makeAgent();\n`, 'api.js': API },
    settings: { modules: ['@acme/http'] },
    findings: { 'api.js': ['2 missingAgents'] },
    output: { 'api.js': MENDED },
  },
];

runProjectSuite({ rule: requireAxiosAgents, codemod: fixAgents, cases });
