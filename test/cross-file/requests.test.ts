import { fixAgents } from '../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const AGENTS = {
  'package.json': '{ "type": "module" }',
  'http-agents.js': `export const httpAgent = makeAgent();\nexport const httpsAgent = makeAgent();\n`,
};
const FLAGGED = `import axios from 'axios';\nexport const api = axios.create({ baseURL: 'http://a' });\n`;
const MENDED = `import axios from 'axios';\nimport { httpAgent, httpsAgent } from './http-agents.js';\nexport const api = axios.create({ baseURL: 'http://a', httpAgent, httpsAgent });\n`;
/** One cause, one report: the `create` of `api.js` is flagged and mended, whoever calls it by whatever way. */
const mendedAtItsCreate = (name: string, files: ProjectCase['files'], caller: string, line: number): ProjectCase => ({
  name,
  files: { ...AGENTS, 'api.js': FLAGGED, ...files },
  findings: { 'api.js': ['2 missingAgents'] },
  output: { 'api.js': MENDED },
  verdicts: { [caller]: [`${line} covered made at api.js:2`] },
});

const COMMONJS = {
  'http-agents.js': `exports.httpAgent = makeAgent();\nexports.httpsAgent = makeAgent();\n`,
};
const mendedInCommonJs = (name: string, exported: string, imported: string): ProjectCase => ({
  name,
  files: {
    ...COMMONJS,
    'api.js': `const axios = require('axios');\nconst client = axios.create({ timeout: 5 });\n${exported}\n`,
    'user.js': `${imported}\nexports.load = (url) => api.get(url);\n`,
  },
  findings: { 'api.js': ['2 missingAgents'] },
  output: { 'api.js': `const axios = require('axios');\nconst { httpAgent, httpsAgent } = require('./http-agents');\nconst client = axios.create({ timeout: 5, httpAgent, httpsAgent });\n${exported}\n` },
  verdicts: { 'user.js': ['2 covered made at api.js:2'] },
});

const UNTRUSTING = `const axios = require('axios');\nconst https = require('https');\naxios.defaults.httpsAgent = new https.Agent({ rejectUnauthorized: false });\n`;

const cases: ProjectCase[] = [
  {
    name: 'the one agent that axios.defaults has stays the one that is used',
    files: { ...COMMONJS, 'setup.js': UNTRUSTING, 'user.js': `const axios = require('axios');\nexports.load = (url) => axios.get(url);\n` },
    findings: { 'user.js': ['2 missingAgents'] },
    output: { 'user.js': `const axios = require('axios');\nconst { httpAgent } = require('./http-agents');\nexports.load = (url) => axios.get(url, { httpAgent, httpsAgent: axios.defaults.httpsAgent });\n` },
  },
  {
    name: 'agents in scope do not stand in for one of axios.defaults with a trust of its own',
    files: {
      'setup.js': `${UNTRUSTING}axios.defaults.httpAgent = new (require('http').Agent)();\n`,
      'user.js': `const axios = require('axios');\nconst { httpAgent, httpsAgent } = require('./own');\nexports.load = (url) => axios.get(url);\n`,
    },
    findings: { 'user.js': ['3 missingAgents'] },
    output: { 'user.js': `const axios = require('axios');\nconst { httpAgent, httpsAgent } = require('./own');\nexports.load = (url) => axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });\n` },
  },
  {
    name: 'one of axios.defaults that no other stands in for cannot be named without a name for axios',
    files: { ...COMMONJS, 'setup.js': UNTRUSTING, 'user.js': `exports.load = (url) => require('axios').get(url);\n` },
    findings: { 'user.js': ['1 missingAgents axios has no name here whose defaults could be read'] },
  },
  {
    name: 'an instance may have taken over an agent that no other stands in for',
    files: { ...COMMONJS, 'setup.js': UNTRUSTING, 'api.js': `const axios = require('axios');\nmodule.exports = axios.create();\n` },
    findings: { 'api.js': ['2 missingAgents an instance may have the agent of `axios.defaults.httpsAgent` (setup.js:3), which is more than a pool'] },
  },
  {
    name: 'an instance may have taken over an agent of another class',
    files: { ...COMMONJS, 'setup.js': `const axios = require('axios');\nconst { TunnelAgent } = require('./tunnel');\naxios.defaults.httpAgent = new TunnelAgent();\n`, 'api.js': `const axios = require('axios');\nmodule.exports = axios.create();\n` },
    findings: { 'api.js': ['2 missingAgents an instance may have the agent of `axios.defaults.httpAgent` (setup.js:3)'] },
  },
  mendedAtItsCreate('a named import', { 'user.js': `import { api } from './api.js';\nexport const load = (url) => api.get(url);\n` }, 'user.js', 2),
  mendedAtItsCreate('a renamed import', { 'user.js': `import { api as http } from './api.js';\nexport const load = (url) => http.get(url);\n` }, 'user.js', 2),
  mendedAtItsCreate('a namespace', { 'user.js': `import * as clients from './api.js';\nexport const load = (url) => clients.api.get(url);\n` }, 'user.js', 2),
  mendedAtItsCreate('an import inside a function', { 'user.js': `export async function load(url) {\n  const { api } = await import('./api.js');\n  return api.get(url);\n}\n` }, 'user.js', 3),
  mendedAtItsCreate('an export of an export', { 'index.js': `export { api as http } from './api.js';\n`, 'user.js': `import { http } from './index.js';\nexport const load = (url) => http.get(url);\n` }, 'user.js', 2),
  mendedAtItsCreate('an export of all', { 'index.js': `export * from './api.js';\n`, 'user.js': `import { api } from './index.js';\nexport const load = (url) => api.get(url);\n` }, 'user.js', 2),
  mendedAtItsCreate('an export of all under a name', { 'index.js': `export * as clients from './api.js';\n`, 'user.js': `import { clients } from './index.js';\nexport const load = (url) => clients.api.get(url);\n` }, 'user.js', 2),
  mendedAtItsCreate('a method that is destructured', { 'user.js': `import { api } from './api.js';\nconst { get } = api;\nexport const load = (url) => get(url);\n` }, 'user.js', 3),
  mendedAtItsCreate('a function that returns the client', { 'get.js': `import { api } from './api.js';\nexport const getApi = () => api;\n`, 'user.js': `import { getApi } from './get.js';\nexport const load = (url) => getApi().get(url);\n` }, 'user.js', 2),
  mendedAtItsCreate('a field of a class of another file', { 'base.js': `import { api } from './api.js';\nexport class Base {\n  client = api;\n}\n`, 'user.js': `import { Base } from './base.js';\nexport class User extends Base {\n  load(url) {\n    return this.client.get(url);\n  }\n}\n` }, 'user.js', 4),
  mendedAtItsCreate('a field that the constructor is given', { 'user.js': `export class User {\n  constructor(client) {\n    this.client = client;\n  }\n  load(url) {\n    return this.client.get(url);\n  }\n}\n`, 'main.js': `import { api } from './api.js';\nimport { User } from './user.js';\nexport const user = new User(api);\n` }, 'user.js', 6),
  {
    name: 'what is called like a callback is no client, whoever is passed for it',
    files: { 'user.js': `export const load = (url, next) => { get(url).catch((error) => next(error)); };\n`, 'main.js': `import axios from 'axios';\nimport { load } from './user.js';\nload(url, axios);\n` },
    options: { unverifiable: true },
  },
  mendedInCommonJs('module.exports', 'module.exports = client;', `const api = require('./api');`),
  mendedInCommonJs('exports of a name', 'exports.api = client;', `const { api } = require('./api');`),
  mendedInCommonJs('an object of exports', 'module.exports = { api: client };', `const { api } = require('./api.js');`),
  mendedInCommonJs('an object of exports, by its property', 'module.exports = { api: client };', `const api = require('./api').api;`),
  {
    name: 'a path of the tsconfig',
    files: {
      'package.json': '{}',
      'tsconfig.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["./lib/*"] } } } // comments are fine`,
      'lib/api.ts': `import axios from 'axios';\nexport const api = axios.create({ httpAgent: a, httpsAgent: b });\n`,
      'src/user.ts': `import { api } from '@lib/api';\nexport const load = (url: string) => api.get(url);\n`,
    },
    verdicts: { 'src/user.ts': ['2 ok'] },
  },
  {
    name: 'a client with agents of its own needs none in its calls',
    files: { 'api.js': `import axios from 'axios';\nexport const api = axios.create({ httpAgent: a, httpsAgent: b });\n`, 'user.js': `import { api } from './api.js';\nexport const load = (url) => api.get(url);\n` },
    verdicts: { 'user.js': ['2 ok'] },
  },
  {
    name: 'agents that another file gives to the defaults of an instance',
    files: { 'api.js': `import axios from 'axios';\nexport const api = axios.create();\n`, 'setup.js': `import { api } from './api.js';\napi.defaults.httpAgent = a;\napi.defaults.httpsAgent = b;\n` },
    verdicts: { 'api.js': ['2 ok'] },
  },
  {
    name: 'an interceptor of another file sets both agents',
    files: { 'api.js': `import axios from 'axios';\nexport const api = axios.create();\n`, 'setup.js': `import { api } from './api.js';\napi.interceptors.request.use((config) => {\n  config.httpAgent = a;\n  config.httpsAgent = b;\n  return config;\n});\n` },
    verdicts: { 'api.js': ['2 ok'] },
  },
  {
    name: 'a config of another file names both agents',
    files: { 'config.js': `export const config = { timeout: 5, httpAgent: a, httpsAgent: b };\n`, 'user.js': `import axios from 'axios';\nimport { config } from './config.js';\nexport const load = (url) => axios.get(url, config);\n` },
    verdicts: { 'user.js': ['3 ok'] },
  },
  {
    name: 'a config of another file names none, and the call is mended',
    files: { ...AGENTS, 'config.js': `export const config = { timeout: 5 };\n`, 'user.js': `import axios from 'axios';\nimport { config } from './config.js';\nexport const load = (url) => axios.get(url, config);\n` },
    findings: { 'user.js': ['3 missingAgents'] },
    output: { 'user.js': `import axios from 'axios';\nimport { config } from './config.js';\nimport { httpAgent, httpsAgent } from './http-agents.js';\nexport const load = (url) => axios.get(url, { httpAgent, httpsAgent, ...config });\n` },
  },
  {
    name: 'axios handed on by another file is axios itself',
    files: { ...AGENTS, 'lib.js': `export { default as http } from 'axios';\n`, 'user.js': `import { http } from './lib.js';\nexport const load = (url) => http.get(url);\n` },
    findings: { 'user.js': ['2 missingAgents'] },
    output: { 'user.js': `import { http } from './lib.js';\nimport { httpAgent, httpsAgent } from './http-agents.js';\nexport const load = (url) => http.get(url, { httpAgent, httpsAgent });\n` },
  },
  {
    name: 'the defaults that an entry file sets, and a helper that names them',
    files: { 'index.js': `const axios = require('axios');\naxios.defaults.httpAgent = a;\naxios.defaults.httpsAgent = b;\n`, 'helper.js': `const axios = require('axios');\nexports.load = (url) => axios.get(url);\n` },
    findings: { 'helper.js': ['2 missingAgents'] },
    output: { 'helper.js': `const axios = require('axios');\nexports.load = (url) => axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });\n` },
  },
  {
    name: 'defaults that nobody sets',
    files: { ...COMMONJS, 'helper.js': `const axios = require('axios');\nexports.load = (url) => axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });\n` },
    findings: { 'helper.js': ['2 unsetDefaults'] },
    output: { 'helper.js': `const axios = require('axios');\nconst { httpAgent, httpsAgent } = require('./http-agents');\nexports.load = (url) => axios.get(url, { httpAgent, httpsAgent });\n` },
  },
  {
    name: 'files that import each other',
    files: { 'a.js': `import { api } from './b.js';\nexport const load = (url) => api.get(url);\nexport { api };\n`, 'b.js': `export { api } from './a.js';\n` },
  },
  {
    name: 'a module that is not there',
    files: { 'user.js': `import { api } from './missing.js';\nexport const load = (url) => api.get(url);\n` },
  },
  {
    name: 'a broken tsconfig: the import is not followed',
    files: { 'tsconfig.json': '{ "extends": "./missing.json"', 'api.ts': `import axios from 'axios';\nexport const api = axios.create({ httpAgent: a, httpsAgent: b });\n`, 'user.ts': `import { api } from '@/api';\nimport { api as near } from './api';\nexport const load = (url: string) => [api.get(url), near.get(url)];\n` },
    verdicts: { 'user.ts': ['3 ok'] },
  },
  {
    name: 'an interceptor of another file that speaks of agents decides on them',
    files: { ...AGENTS, 'tls.js': `export const withTls = (config) => ({ ...config, httpsAgent: config.httpsAgent ?? tls, httpAgent: config.httpAgent ?? plain });\n`, 'user.js': `import axios from 'axios';\nimport { withTls } from './tls.js';\naxios.interceptors.request.use(withTls);\nexport const load = (url) => axios.get(url);\n` },
    verdicts: { 'user.js': ['4 ok agents on some paths only'] },
  },
  {
    name: 'an interceptor of another file that says nothing of agents leaves the request as it is',
    files: { ...AGENTS, 'log.js': `export const logged = (config) => { console.log(config.url); return config; };\n`, 'user.js': `import axios from 'axios';\nimport { logged } from './log.js';\naxios.interceptors.request.use(logged);\nexport const load = (url) => axios.get(url);\n` },
    findings: { 'user.js': ['4 missingAgents'] },
    output: { 'user.js': `import axios from 'axios';\nimport { logged } from './log.js';\nimport { httpAgent, httpsAgent } from './http-agents.js';\naxios.interceptors.request.use(logged);\nexport const load = (url) => axios.get(url, { httpAgent, httpsAgent });\n` },
  },
  {
    name: 'nothing of other files where the settings say so',
    files: { ...AGENTS, 'lib.js': `export { default as http } from 'axios';\n`, 'user.js': `import { http } from './lib.js';\nexport const load = (url) => http.get(url);\n` },
    settings: { project: false },
  },
];

runProjectSuite({ rule: requireAxiosAgents, codemod: fixAgents, cases });
