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
const API = dedent(`
  import axios from 'axios';
  export const api = axios.create({ baseURL: 'http://a' });
`);
const FIXED = dedent(`
  import axios from 'axios';
  import { httpAgent, httpsAgent } from './http-agents.js';
  export const api = axios.create({ baseURL: 'http://a', httpAgent, httpsAgent });
`);
const LOAD = 'export const load = (url, client) => client.get(url);\n';

const cases: ProjectCase[] = [
  {
    name: 'a function that is given a client, and at other calls none',
    files: {
      ...AGENTS,
      'api.js': API,
      'load.js': LOAD,
      'main.js': `
        import { api } from './api.js';
        import { load } from './load.js';
        load('a', api);
        load('b');
        load('c', null);
        load('d', other);
        export const same = load;
      `,
    },
    findings: { 'api.js': ['2 missingAgents'] },
    output: { 'api.js': FIXED },
    verdicts: { 'load.js': ['1 covered made at api.js:2'] },
  },
  {
    name: 'a function that is given axios itself',
    files: {
      ...AGENTS,
      'load.js': LOAD,
      'main.js': `
        import axios from 'axios';
        import { load } from './load.js';
        load('a', axios);
      `,
    },
    options: { unverifiable: true },
    findings: { 'load.js': ['1 unverifiable the client is not visible here'] },
    verdicts: { 'load.js': ['1 unverifiable the client may be one of several'] },
  },
  {
    name: 'a function that is given a client of a package',
    files: {
      ...AGENTS,
      'load.js': LOAD,
      'main.js': `
        import http from '@acme/http';
        import { load } from './load.js';
        load('a', http);
      `,
    },
    settings: { modules: ['@acme/http'] },
    options: { unverifiable: true },
    findings: { 'load.js': ['1 unverifiable the client is not visible here'] },
    verdicts: { 'load.js': ['1 unverifiable the client may be one of several'] },
  },
  {
    name: 'functions of two files that give each other the client',
    files: {
      ...AGENTS,
      'api.js': API,
      'load.js': `
        import { again } from './again.js';
        export const load = (url, client, n) => (n > 0 ? again(url, client, n - 1) : client.get(url));
      `,
      'again.js': `
        import { load } from './load.js';
        export const again = (url, client, n) => load(url, client, n);
      `,
      'main.js': `
        import { api } from './api.js';
        import { load } from './load.js';
        load('a', api, 1);
      `,
    },
    findings: { 'api.js': ['2 missingAgents'] },
    output: { 'api.js': FIXED },
    verdicts: { 'load.js': ['2 covered made at api.js:2'] },
  },
  {
    name: 'the defaults of a client of a package are not those of axios',
    files: {
      ...AGENTS,
      'setup.js': `
        import http from '@acme/http';
        http.defaults.httpAgent = makeAgent();
        http.defaults.httpsAgent = makeAgent();
      `,
      'api.js': API,
    },
    settings: { modules: ['@acme/http'] },
    findings: { 'api.js': ['2 missingAgents'] },
    output: { 'api.js': FIXED },
  },
];

runProjectSuite({ rule: requireAxiosAgents, codemod: fixAgents, cases });
