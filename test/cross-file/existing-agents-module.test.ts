/**
 * An agents module that is there, and what other files make of it.
 */
import { fixAgents } from '../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const BOUNDS = '{ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 }';
const IMPORTED = `import http from 'node:http';\nimport https from 'node:https';\n`;
const MADE = `export const httpAgent = new http.Agent(${BOUNDS});\nexport const httpsAgent = new https.Agent(${BOUNDS});\n`;
const MODULE = `{ "type": "module", "dependencies": { "axios": "1" } }`;

const cases: ProjectCase[] = [
  {
    name: 'it imports the file in turn: the agents would not be there as the client is made',
    files: {
      'package.json': MODULE,
      'http-agents.js': `${IMPORTED}import { limit } from './config.js';\n${MADE.replaceAll('maxSockets: 50', 'maxSockets: limit')}`,
      'config.js': `import axios from 'axios';\nexport const limit = 50;\nexport const client = axios.create({ baseURL: 'https://a.example' });\n`,
    },
    findings: { 'config.js': ['3 missingAgents'] },
  },
  {
    name: 'it has its agents from another file, which goes by a proxy',
    files: {
      'package.json': MODULE,
      'http-agents.js': `export { httpAgent, httpsAgent } from './net/agents.js';\n`,
      'net/agents.js': `import { HttpsProxyAgent } from 'https-proxy-agent';\nexport const httpAgent = new HttpsProxyAgent('http://proxy.example:3128');\nexport const httpsAgent = httpAgent;\n`,
      'a.js': `import axios from 'axios';\nexport const load = (url) => axios.get(url);\n`,
    },
    findings: { 'a.js': ['2 missingAgents'] },
  },
  {
    name: 'it has its agents from another file, which makes a pool',
    files: {
      'package.json': MODULE,
      'http-agents.js': `export { httpAgent, httpsAgent } from './net/agents.js';\n`,
      'net/agents.js': IMPORTED + MADE,
      'a.js': `import axios from 'axios';\nexport const load = (url) => axios.get(url);\n`,
    },
    findings: { 'a.js': ['2 missingAgents'] },
    output: { 'a.js': `import axios from 'axios';\nimport { httpAgent, httpsAgent } from './http-agents.js';\nexport const load = (url) => axios.get(url, { httpAgent, httpsAgent });\n` },
  },
];

runProjectSuite({ rule: requireAxiosAgents, codemod: fixAgents, cases });
