import { fixAgents } from '../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const AGENTS = {
  'package.json': '{ "type": "module" }',
  'http-agents.js': dedent(`
    export const httpAgent = makeAgent();
    export const httpsAgent = makeAgent();
  `),
};
const FLAGGED = dedent(`
  import axios from 'axios';
  export const api = axios.create({ baseURL: 'http://a' });
`);
const FIXED = dedent(`
  import axios from 'axios';
  import { httpAgent, httpsAgent } from './http-agents.js';
  export const api = axios.create({ baseURL: 'http://a', httpAgent, httpsAgent });
`);
/** One cause, one report: the `create` of `api.js` is flagged and fixed, whoever calls it by whatever way. */
const fixedAtItsCreate = (
  name: string,
  files: ProjectCase['files'],
  caller: string,
  line: number,
): ProjectCase => ({
  name,
  files: { ...AGENTS, 'api.js': FLAGGED, ...files },
  findings: { 'api.js': ['2 missingAgents'] },
  output: { 'api.js': FIXED },
  verdicts: { [caller]: [`${line} covered made at api.js:2`] },
});

const COMMONJS = {
  'http-agents.js': dedent(`
    exports.httpAgent = makeAgent();
    exports.httpsAgent = makeAgent();
  `),
};
const fixedInCommonJs = (name: string, exported: string, imported: string): ProjectCase => ({
  name,
  files: {
    ...COMMONJS,
    'api.js': `const axios = require('axios');\nconst client = axios.create({ timeout: 5 });\n${exported}\n`,
    'user.js': `${imported}\nexports.load = (url) => api.get(url);\n`,
  },
  findings: { 'api.js': ['2 missingAgents'] },
  output: {
    'api.js': `const axios = require('axios');\nconst { httpAgent, httpsAgent } = require('./http-agents');\nconst client = axios.create({ timeout: 5, httpAgent, httpsAgent });\n${exported}\n`,
  },
  verdicts: { 'user.js': ['2 covered made at api.js:2'] },
});

const UNTRUSTING = dedent(`
  const axios = require('axios');
  const https = require('https');
  axios.defaults.httpsAgent = new https.Agent({ rejectUnauthorized: false });
`);

const cases: ProjectCase[] = [
  {
    name: 'the one agent that axios.defaults has stays the one that is used',
    files: {
      ...COMMONJS,
      'setup.js': UNTRUSTING,
      'user.js': `
        const axios = require('axios');
        exports.load = (url) => axios.get(url);
      `,
    },
    findings: { 'user.js': ['2 missingAgents'] },
    output: {
      'user.js': `
        const axios = require('axios');
        const { httpAgent } = require('./http-agents');
        exports.load = (url) => axios.get(url, { httpAgent, httpsAgent: axios.defaults.httpsAgent });
      `,
    },
  },
  {
    name: 'agents in scope do not stand in for one of axios.defaults with a trust of its own',
    files: {
      'setup.js': `
        const axios = require('axios');
        const https = require('https');
        axios.defaults.httpsAgent = new https.Agent({ rejectUnauthorized: false });
        axios.defaults.httpAgent = new (require('http').Agent)();
      `,
      'user.js': `
        const axios = require('axios');
        const { httpAgent, httpsAgent } = require('./own');
        exports.load = (url) => axios.get(url);
      `,
    },
    findings: { 'user.js': ['3 missingAgents'] },
    output: {
      'user.js': `
        const axios = require('axios');
        const { httpAgent, httpsAgent } = require('./own');
        exports.load = (url) => axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });
      `,
    },
  },
  {
    name: 'one of axios.defaults that no other stands in for cannot be named without a name for axios',
    files: {
      ...COMMONJS,
      'setup.js': UNTRUSTING,
      'user.js': `exports.load = (url) => require('axios').get(url);\n`,
    },
    findings: {
      'user.js': [
        '1 missingAgents axios is not bound to a name here, so `axios.defaults` cannot be read: import it under a name',
      ],
    },
  },
  {
    name: 'an instance copies no agent that the module sets after it is created',
    files: {
      ...COMMONJS,
      'api.js': `
        const axios = require('axios');
        const https = require('https');
        exports.api = axios.create();
        axios.defaults.httpsAgent = new https.Agent({ rejectUnauthorized: false });
        exports.other = axios.create();
      `,
    },
    findings: {
      'api.js': [
        '3 missingAgents',
        '5 missingAgents an instance may use the agent of `axios.defaults.httpsAgent` (api.js:4), which is more than a pool',
      ],
    },
    output: {
      'api.js': `
        const axios = require('axios');
        const https = require('https');
        const { httpAgent, httpsAgent } = require('./http-agents');
        exports.api = axios.create({ httpAgent, httpsAgent });
        axios.defaults.httpsAgent = new https.Agent({ rejectUnauthorized: false });
        exports.other = axios.create();
      `,
    },
  },
  {
    name: 'an instance may have taken over an agent that no other stands in for',
    files: {
      ...COMMONJS,
      'setup.js': UNTRUSTING,
      'api.js': `
        const axios = require('axios');
        module.exports = axios.create();
      `,
    },
    findings: {
      'api.js': [
        '2 missingAgents an instance may use the agent of `axios.defaults.httpsAgent` (setup.js:3), which is more than a pool',
      ],
    },
  },
  {
    name: 'an instance may have taken over an agent of another class',
    files: {
      ...COMMONJS,
      'setup.js': `
        const axios = require('axios');
        const { TunnelAgent } = require('./tunnel');
        axios.defaults.httpAgent = new TunnelAgent();
      `,
      'api.js': `
        const axios = require('axios');
        module.exports = axios.create();
      `,
    },
    findings: {
      'api.js': [
        '2 missingAgents an instance may use the agent of `axios.defaults.httpAgent` (setup.js:3)',
      ],
    },
  },
  fixedAtItsCreate(
    'a named import',
    {
      'user.js': dedent(`
        import { api } from './api.js';
        export const load = (url) => api.get(url);
      `),
    },
    'user.js',
    2,
  ),
  fixedAtItsCreate(
    'a renamed import',
    {
      'user.js': dedent(`
        import { api as http } from './api.js';
        export const load = (url) => http.get(url);
      `),
    },
    'user.js',
    2,
  ),
  fixedAtItsCreate(
    'a namespace',
    {
      'user.js': dedent(`
        import * as clients from './api.js';
        export const load = (url) => clients.api.get(url);
      `),
    },
    'user.js',
    2,
  ),
  fixedAtItsCreate(
    'an import inside a function',
    {
      'user.js': dedent(`
        export async function load(url) {
          const { api } = await import('./api.js');
          return api.get(url);
        }
      `),
    },
    'user.js',
    3,
  ),
  fixedAtItsCreate(
    'an export of an export',
    {
      'index.js': `export { api as http } from './api.js';\n`,
      'user.js': dedent(`
        import { http } from './index.js';
        export const load = (url) => http.get(url);
      `),
    },
    'user.js',
    2,
  ),
  fixedAtItsCreate(
    'an export of all',
    {
      'index.js': `export * from './api.js';\n`,
      'user.js': dedent(`
        import { api } from './index.js';
        export const load = (url) => api.get(url);
      `),
    },
    'user.js',
    2,
  ),
  fixedAtItsCreate(
    'an export of all under a name',
    {
      'index.js': `export * as clients from './api.js';\n`,
      'user.js': dedent(`
        import { clients } from './index.js';
        export const load = (url) => clients.api.get(url);
      `),
    },
    'user.js',
    2,
  ),
  fixedAtItsCreate(
    'a method that is destructured',
    {
      'user.js': dedent(`
        import { api } from './api.js';
        const { get } = api;
        export const load = (url) => get(url);
      `),
    },
    'user.js',
    3,
  ),
  fixedAtItsCreate(
    'a function that returns the client',
    {
      'get.js': dedent(`
        import { api } from './api.js';
        export const getApi = () => api;
      `),
      'user.js': dedent(`
        import { getApi } from './get.js';
        export const load = (url) => getApi().get(url);
      `),
    },
    'user.js',
    2,
  ),
  fixedAtItsCreate(
    'a field of a class of another file',
    {
      'base.js': dedent(`
        import { api } from './api.js';
        export class Base {
          client = api;
        }
      `),
      'user.js': dedent(`
        import { Base } from './base.js';
        export class User extends Base {
          load(url) {
            return this.client.get(url);
          }
        }
      `),
    },
    'user.js',
    4,
  ),
  fixedAtItsCreate(
    'a field that the constructor is given',
    {
      'user.js': dedent(`
        export class User {
          constructor(client) {
            this.client = client;
          }
          load(url) {
            return this.client.get(url);
          }
        }
      `),
      'main.js': dedent(`
        import { api } from './api.js';
        import { User } from './user.js';
        export const user = new User(api);
      `),
    },
    'user.js',
    6,
  ),
  {
    name: 'what is called like a callback is no client, whoever is passed for it',
    files: {
      'user.js': `export const load = (url, next) => { get(url).catch((error) => next(error)); };\n`,
      'main.js': `
        import axios from 'axios';
        import { load } from './user.js';
        load(url, axios);
      `,
    },
    options: { unverifiable: true },
  },
  fixedInCommonJs('module.exports', 'module.exports = client;', `const api = require('./api');`),
  fixedInCommonJs(
    'exports of a name',
    'exports.api = client;',
    `const { api } = require('./api');`,
  ),
  fixedInCommonJs(
    'an object of exports',
    'module.exports = { api: client };',
    `const { api } = require('./api.js');`,
  ),
  fixedInCommonJs(
    'an object of exports, by its property',
    'module.exports = { api: client };',
    `const api = require('./api').api;`,
  ),
  {
    name: 'a path of the tsconfig',
    files: {
      'package.json': '{}',
      'tsconfig.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["./lib/*"] } } } // comments are fine`,
      'lib/api.ts': `
        import axios from 'axios';
        export const api = axios.create({ httpAgent: a, httpsAgent: b });
      `,
      'src/user.ts': `
        import { api } from '@lib/api';
        export const load = (url: string) => api.get(url);
      `,
    },
    verdicts: { 'src/user.ts': ['2 ok'] },
  },
  {
    name: 'a client with agents of its own needs none in its calls',
    files: {
      'api.js': `
        import axios from 'axios';
        export const api = axios.create({ httpAgent: a, httpsAgent: b });
      `,
      'user.js': `
        import { api } from './api.js';
        export const load = (url) => api.get(url);
      `,
    },
    verdicts: { 'user.js': ['2 ok'] },
  },
  {
    name: 'agents that another file gives to the defaults of an instance',
    files: {
      'api.js': `
        import axios from 'axios';
        export const api = axios.create();
      `,
      'setup.js': `
        import { api } from './api.js';
        api.defaults.httpAgent = a;
        api.defaults.httpsAgent = b;
      `,
    },
    verdicts: { 'api.js': ['2 ok'] },
  },
  {
    name: 'an interceptor of another file sets both agents',
    files: {
      'api.js': `
        import axios from 'axios';
        export const api = axios.create();
      `,
      'setup.js': `
        import { api } from './api.js';
        api.interceptors.request.use((config) => {
          config.httpAgent = a;
          config.httpsAgent = b;
          return config;
        });
      `,
    },
    verdicts: { 'api.js': ['2 ok'] },
  },
  {
    name: 'a config of another file names both agents',
    files: {
      'config.js': `export const config = { timeout: 5, httpAgent: a, httpsAgent: b };\n`,
      'user.js': `
        import axios from 'axios';
        import { config } from './config.js';
        export const load = (url) => axios.get(url, config);
      `,
    },
    verdicts: { 'user.js': ['3 ok'] },
  },
  {
    name: 'a config of another file names none, and the call is fixed',
    files: {
      ...AGENTS,
      'config.js': `export const config = { timeout: 5 };\n`,
      'user.js': `
        import axios from 'axios';
        import { config } from './config.js';
        export const load = (url) => axios.get(url, config);
      `,
    },
    findings: { 'user.js': ['3 missingAgents'] },
    output: {
      'user.js': `
        import axios from 'axios';
        import { config } from './config.js';
        import { httpAgent, httpsAgent } from './http-agents.js';
        export const load = (url) => axios.get(url, { httpAgent, httpsAgent, ...config });
      `,
    },
  },
  {
    name: 'axios handed on by another file is axios itself',
    files: {
      ...AGENTS,
      'lib.js': `export { default as http } from 'axios';\n`,
      'user.js': `
        import { http } from './lib.js';
        export const load = (url) => http.get(url);
      `,
    },
    findings: { 'user.js': ['2 missingAgents'] },
    output: {
      'user.js': `
        import { http } from './lib.js';
        import { httpAgent, httpsAgent } from './http-agents.js';
        export const load = (url) => http.get(url, { httpAgent, httpsAgent });
      `,
    },
  },
  {
    name: 'the defaults that an entry file sets, and a helper that names them',
    files: {
      'index.js': `
        const axios = require('axios');
        axios.defaults.httpAgent = a;
        axios.defaults.httpsAgent = b;
      `,
      'helper.js': `
        const axios = require('axios');
        exports.load = (url) => axios.get(url);
      `,
    },
    findings: { 'helper.js': ['2 missingAgents'] },
    output: {
      'helper.js': `
        const axios = require('axios');
        exports.load = (url) => axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });
      `,
    },
  },
  {
    name: 'defaults that nobody sets',
    files: {
      ...COMMONJS,
      'helper.js': `
        const axios = require('axios');
        exports.load = (url) => axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });
      `,
    },
    findings: { 'helper.js': ['2 unsetDefaults'] },
    output: {
      'helper.js': `
        const axios = require('axios');
        const { httpAgent, httpsAgent } = require('./http-agents');
        exports.load = (url) => axios.get(url, { httpAgent, httpsAgent });
      `,
    },
  },
  {
    name: 'files that import each other',
    files: {
      'a.js': `
        import { api } from './b.js';
        export const load = (url) => api.get(url);
        export { api };
      `,
      'b.js': `export { api } from './a.js';\n`,
    },
  },
  {
    name: 'a module that is not there',
    files: {
      'user.js': `
        import { api } from './missing.js';
        export const load = (url) => api.get(url);
      `,
    },
  },
  {
    name: 'a broken tsconfig: the import is not followed',
    files: {
      'tsconfig.json': '{ "extends": "./missing.json"',
      'api.ts': `
        import axios from 'axios';
        export const api = axios.create({ httpAgent: a, httpsAgent: b });
      `,
      'user.ts': `
        import { api } from '@/api';
        import { api as near } from './api';
        export const load = (url: string) => [api.get(url), near.get(url)];
      `,
    },
    verdicts: { 'user.ts': ['3 ok'] },
  },
  {
    name: 'an interceptor of another file that speaks of agents decides on them',
    files: {
      ...AGENTS,
      'tls.js': `export const withTls = (config) => ({ ...config, httpsAgent: config.httpsAgent ?? tls, httpAgent: config.httpAgent ?? plain });\n`,
      'user.js': `
        import axios from 'axios';
        import { withTls } from './tls.js';
        axios.interceptors.request.use(withTls);
        export const load = (url) => axios.get(url);
      `,
    },
    verdicts: { 'user.js': ['4 ok the code gives agents on some paths only'] },
  },
  {
    name: 'an interceptor of another file that says nothing of agents leaves the request as it is',
    files: {
      ...AGENTS,
      'log.js': `export const logged = (config) => { console.log(config.url); return config; };\n`,
      'user.js': `
        import axios from 'axios';
        import { logged } from './log.js';
        axios.interceptors.request.use(logged);
        export const load = (url) => axios.get(url);
      `,
    },
    findings: { 'user.js': ['4 missingAgents'] },
    output: {
      'user.js': `
        import axios from 'axios';
        import { logged } from './log.js';
        import { httpAgent, httpsAgent } from './http-agents.js';
        axios.interceptors.request.use(logged);
        export const load = (url) => axios.get(url, { httpAgent, httpsAgent });
      `,
    },
  },
  {
    name: 'nothing of other files where the settings say so',
    files: {
      ...AGENTS,
      'lib.js': `export { default as http } from 'axios';\n`,
      'user.js': `
        import { http } from './lib.js';
        export const load = (url) => http.get(url);
      `,
    },
    settings: { project: false },
  },
];

runProjectSuite({ rule: requireAxiosAgents, codemod: fixAgents, cases });
