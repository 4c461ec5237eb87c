/**
 * Agents that are made for each call, where other files may run the functions too early, or get at the agent.
 */
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../rules/no-per-call-agent.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const ALIVE = 'new https.Agent({ keepAlive: true })';
const SHARED = `const sharedHttpsAgent = ${ALIVE};\n`;
const RUN = dedent(`
  import { load } from './api.mjs';
  load('https://a.example');
`);

/** Whether the agent of one file of a project moves. */
const hoisted = (
  name: string,
  files: Readonly<Record<string, string>>,
  path: string,
): ProjectCase => {
  const text = files[path]!;
  const lines = text.slice(0, text.indexOf(ALIVE)).split('\n').length;
  const position = Math.max(
    ...[...text.matchAll(/^(?:import .*|(?:const .*)?require\('(?:axios|https)'\);)\n/gmu)].map(
      (match) => match.index + match[0].length,
    ),
  );
  return {
    name,
    files,
    findings: { [path]: [`${lines} perCall`] },
    output: {
      [path]:
        text.slice(0, position) + SHARED + text.slice(position).replace(ALIVE, 'sharedHttpsAgent'),
    },
  };
};
const refused = (
  name: string,
  files: Readonly<Record<string, string>>,
  path: string,
  reason: string,
): ProjectCase => ({
  name,
  files,
  findings: {
    [path]: [
      `${files[path]!.slice(0, files[path]!.indexOf(ALIVE)).split('\n').length} perCall ${reason}`,
    ],
  },
});

const early: ProjectCase[] = [
  refused(
    'an imported file runs a function that is declared and exported',
    {
      'api.mjs': dedent(`
        import axios from 'axios';
        import https from 'https';
        import './user.mjs';
        export function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        app.get('/', (req) => load(req.query.url));
      `),
      'user.mjs': RUN,
    },
    'api.mjs',
    '`./user.mjs` may import this file,',
  ),
  refused(
    'by way of others',
    {
      'api.mjs': dedent(`
        import axios from 'axios';
        import https from 'https';
        import './a.mjs';
        export function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        app.get('/', (req) => load(req.query.url));
      `),
      'a.mjs': `export * from './user.mjs';\n`,
      'user.mjs': RUN,
    },
    'api.mjs',
    '`./a.mjs` may import this file,',
  ),
  refused(
    'what is exported by a list, and by default',
    {
      'api.mjs': dedent(`
        import axios from 'axios';
        import https from 'https';
        import './user.mjs';
        function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        export { load };
        app.get('/', (req) => load(req.query.url));
      `),
      'user.mjs': RUN,
    },
    'api.mjs',
    '`./user.mjs` may import',
  ),
  refused(
    'a re-export loads, too',
    {
      'api.mjs': dedent(`
        import axios from 'axios';
        import https from 'https';
        export function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        app.get('/', (req) => load(req.query.url));
        export * from './user.mjs';
      `),
      'user.mjs': RUN,
    },
    'api.mjs',
    '`./user.mjs` may import',
  ),
  refused(
    'a package of the workspace',
    {
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/api/package.json': '{ "name": "@acme/api", "main": "api.mjs" }',
      'packages/user/package.json': '{ "name": "@acme/user", "main": "user.mjs" }',
      'packages/api/api.mjs': dedent(`
        import axios from 'axios';
        import https from 'https';
        import '@acme/user';
        export function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        app.get('/', (req) => load(req.query.url));
      `),
      'packages/user/user.mjs': dedent(`
        import { load } from '@acme/api';
        load('https://a.example');
      `),
    },
    'packages/api/api.mjs',
    '`@acme/user` may import',
  ),
  refused(
    'a require behind what is exported',
    {
      'api.js': dedent(`
        exports.load = load;
        const axios = require('axios');
        require('./user');
        const https = require('https');
        function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        app.get('/', (req) => load(req.query.url));
      `),
      'user.js': dedent(`
        const { load } = require('./api');
        load('https://a.example');
      `),
    },
    'api.js',
    '`./user` may import this file,',
  ),
  refused(
    'where nobody sees the other files',
    {
      'api.mjs': dedent(`
        import axios from 'axios';
        import https from 'https';
        import './user.mjs';
        export function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        app.get('/', (req) => load(req.query.url));
      `),
      'user.mjs': '',
    },
    'api.mjs',
    '`./user.mjs` may import',
  ),
].map((projectCase) =>
  projectCase.name.startsWith('where nobody')
    ? { ...projectCase, settings: { project: false as const } }
    : projectCase,
);

const inTime: ProjectCase[] = [
  hoisted(
    'the imported files know nothing of this one',
    {
      'api.mjs': dedent(`
        import axios from 'axios';
        import https from 'https';
        import './user.mjs';
        export function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        app.get('/', (req) => load(req.query.url));
      `),
      'user.mjs': `import './other.mjs';\n`,
      'other.mjs': '',
      'server.mjs': `import './api.mjs';\n`,
    },
    'api.mjs',
  ),
  hoisted(
    'or import it for its types alone',
    {
      'api.ts': dedent(`
        import axios from 'axios';
        import https from 'https';
        import './user.js';
        export function load(url: string) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        app.get('/', (req) => load(req.query.url));
      `),
      'user.ts': dedent(`
        import type { load } from './api.js';
        export type Load = typeof load;
      `),
    },
    'api.ts',
  ),
  hoisted(
    'a constant cannot be called before its file has run',
    {
      'api.mjs': dedent(`
        import axios from 'axios';
        import https from 'https';
        import './user.mjs';
        export const load = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        app.get('/', (req) => load(req.query.url));
      `),
      'user.mjs': RUN,
    },
    'api.mjs',
  ),
  hoisted(
    'a require in front of what is exported',
    {
      'api.js': dedent(`
        const axios = require('axios');
        const https = require('https');
        function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        exports.load = load;
        require('./user');
        app.get('/', (req) => load(req.query.url));
      `),
      'user.js': dedent(`
        const { load } = require('./api');
        load('https://a.example');
      `),
    },
    'api.js',
  ),
  hoisted(
    'a require that runs when the agent is there',
    {
      'api.js': dedent(`
        exports.load = load;
        const axios = require('axios');
        const https = require('https');
        require('./user');
        function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        app.get('/', (req) => load(req.query.url));
      `),
      'user.js': dedent(`
        const { load } = require('./api');
        load('https://a.example');
      `),
    },
    'api.js',
  ),
  hoisted(
    'exports that are emptied first',
    {
      'api.js': dedent(`
        "use strict";
        Object.defineProperty(exports, "__esModule", { value: true });
        exports.load = void 0;
        const axios = require('axios');
        const https = require('https');
        function load(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        exports.load = load;
        app.get('/', (req) => load(req.query.url));
      `),
      'user.js': `const { load } = require('./api');\n`,
    },
    'api.js',
  ),
  {
    ...hoisted(
      'packages of the registry, where nobody sees the other files',
      {
        'api.mjs': dedent(`
          import axios from 'axios';
          import https from 'https';
          import 'dotenv/config';
          export function load(url) {
            return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
          }
          app.get('/', (req) => load(req.query.url));
        `),
      },
      'api.mjs',
    ),
    settings: { project: false },
  },
];

runProjectSuite({ rule: noPerCallAgent, codemod: hoistAgents, cases: [...early, ...inTime] });
