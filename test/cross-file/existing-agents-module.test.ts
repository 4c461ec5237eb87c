/**
 * An agents module that is there, and what other files make of it.
 */
import { fixAgents } from '../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const MODULE = `{ "type": "module", "dependencies": { "axios": "1" } }`;

const cases: ProjectCase[] = [
  {
    name: 'it imports the file in turn: the agents would not be there as the client is made',
    files: {
      'package.json': MODULE,
      'http-agents.js': `
        import http from 'node:http';
        import https from 'node:https';
        import { limit } from './config.js';
        export const httpAgent = new http.Agent({ keepAlive: true, maxSockets: limit, maxFreeSockets: 10, timeout: 4000 });
        export const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: limit, maxFreeSockets: 10, timeout: 4000 });
      `,
      'config.js': `
        import axios from 'axios';
        export const limit = 50;
        export const client = axios.create({ baseURL: 'https://a.example' });
      `,
    },
    findings: { 'config.js': ['3 missingAgents'] },
  },
  {
    name: 'it has its agents from another file, which goes by a proxy',
    files: {
      'package.json': MODULE,
      'http-agents.js': `export { httpAgent, httpsAgent } from './net/agents.js';\n`,
      'net/agents.js': `
        import { HttpsProxyAgent } from 'https-proxy-agent';
        export const httpAgent = new HttpsProxyAgent('http://proxy.example:3128');
        export const httpsAgent = httpAgent;
      `,
      'a.js': `
        import axios from 'axios';
        export const load = (url) => axios.get(url);
      `,
    },
    findings: { 'a.js': ['2 missingAgents'] },
  },
  {
    name: 'it has its agents from another file, which makes a pool',
    files: {
      'package.json': MODULE,
      'http-agents.js': `export { httpAgent, httpsAgent } from './net/agents.js';\n`,
      'net/agents.js': `
        import http from 'node:http';
        import https from 'node:https';
        export const httpAgent = new http.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
        export const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      `,
      'a.js': `
        import axios from 'axios';
        export const load = (url) => axios.get(url);
      `,
    },
    findings: { 'a.js': ['2 missingAgents'] },
    output: {
      'a.js': `
        import axios from 'axios';
        import { httpAgent, httpsAgent } from './http-agents.js';
        export const load = (url) => axios.get(url, { httpAgent, httpsAgent });
      `,
    },
  },
];

runProjectSuite({ rule: requireAxiosAgents, codemod: fixAgents, cases });
