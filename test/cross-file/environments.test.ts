/**
 * Where code runs, as other files of the project tell.
 */
import { fixAgents } from '../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const AGENTS = {
  'http-agents.js': dedent(`
    export const httpAgent = makeAgent();
    export const httpsAgent = makeAgent();
  `),
};

const HOSTLESS = dedent(`
  import axios from 'axios';
  export const load = () => axios.get('/orders');
`);
const LOAD = dedent(`
  import axios from 'axios';
  export const load = (url) => axios.get(url);
`);
const CHECK = dedent(`
  const axios = require('axios');
  async function main() { await axios.get(process.env.URL); }
  if (require.main === module) main();
  module.exports = { main };
`);
const PAGES = {
  'package.json':
    '{ "type": "module", "devDependencies": { "vite": "6" }, "dependencies": { "express": "4" } }',
  'index.html': '<script type="module" src="/pages/main.jsx"></script>',
  'pages/main.jsx': dedent(`
    import { load } from '../orders.js';
    load();
  `),
};

const cases: readonly ProjectCase[] = [
  {
    name: 'a URL without a host is for a browser',
    files: { 'package.json': '{ "type": "module" }', ...AGENTS, 'orders.js': HOSTLESS },
    verdicts: {
      'orders.js': [
        '2 exempt runs in a browser: it requests `/orders`, a URL without a host, which Node refuses',
      ],
    },
  },
  {
    name: 'a service that sets the base URL of axios itself in another file stays judged',
    files: {
      'package.json': '{ "type": "module" }',
      ...AGENTS,
      'orders.js': HOSTLESS,
      'setup.js': `
        import axios from 'axios';
        axios.defaults.baseURL = process.env.URL;
      `,
    },
    findings: { 'orders.js': ['2 missingAgents'] },
    output: {
      'orders.js': `
        import axios from 'axios';
        import { httpAgent, httpsAgent } from './http-agents.js';
        export const load = () => axios.get('/orders', { httpAgent, httpsAgent });
      `,
    },
  },
  {
    name: 'what pages alone import runs in a browser',
    files: { ...PAGES, ...AGENTS, 'orders.js': LOAD },
    verdicts: {
      'orders.js': ['2 exempt runs in a browser: only the pages that vite builds import it'],
    },
  },
  {
    name: 'what a server imports as well stays judged',
    files: {
      ...PAGES,
      ...AGENTS,
      'orders.js': LOAD,
      'server.js': `
        import { load } from './orders.js';
        load();
      `,
    },
    findings: { 'orders.js': ['2 missingAgents'] },
    output: {
      'orders.js': `
        import axios from 'axios';
        import { httpAgent, httpsAgent } from './http-agents.js';
        export const load = (url) => axios.get(url, { httpAgent, httpsAgent });
      `,
    },
  },
  {
    name: 'a program that nobody imports, run by itself, ends',
    files: { 'check.js': CHECK },
    verdicts: { 'check.js': ['2 exempt a program that is run by itself, and ends'] },
  },
  {
    name: 'a program that another file imports may go on',
    files: {
      'http-agents.js': `
        exports.httpAgent = makeAgent();
        exports.httpsAgent = makeAgent();
      `,
      'check.js': CHECK,
      'server.js': `
        const { main } = require('./check');
        setInterval(main, 1000);
      `,
    },
    findings: { 'check.js': ['2 missingAgents'] },
    output: {
      'check.js': `
        const axios = require('axios');
        const { httpAgent, httpsAgent } = require('./http-agents');
        async function main() { await axios.get(process.env.URL, { httpAgent, httpsAgent }); }
        if (require.main === module) main();
        module.exports = { main };
      `,
    },
  },
  {
    name: 'what a service imports is of the service, whatever its path says',
    files: {
      'package.json': '{ "type": "module" }',
      ...AGENTS,
      'src/axios.config.js': LOAD,
      'server.js': `
        import { load } from './src/axios.config.js';
        load();
      `,
    },
    findings: { 'src/axios.config.js': ['2 missingAgents'] },
    output: {
      'src/axios.config.js': `
        import axios from 'axios';
        import { httpAgent, httpsAgent } from '../http-agents.js';
        export const load = (url) => axios.get(url, { httpAgent, httpsAgent });
      `,
    },
  },
  {
    name: 'what tests alone import is a test',
    files: {
      'package.json': '{ "type": "module" }',
      ...AGENTS,
      'test/load.js': LOAD,
      'test/orders.test.js': `
        import { load } from './load.js';
        load();
      `,
    },
    verdicts: { 'test/load.js': ['2 exempt a test, whose process ends'] },
  },
  {
    name: 'nothing is exempt where all environments are wanted',
    files: { 'package.json': '{ "type": "module" }', ...AGENTS, 'test/orders.js': HOSTLESS },
    settings: { environments: 'all' },
    findings: { 'test/orders.js': ['2 missingAgents'] },
    output: {
      'test/orders.js': `
        import axios from 'axios';
        import { httpAgent, httpsAgent } from '../http-agents.js';
        export const load = () => axios.get('/orders', { httpAgent, httpsAgent });
      `,
    },
  },
  {
    name: 'a serverless function of a package that builds pages stays judged',
    files: {
      'package.json': '{ "type": "module", "devDependencies": { "vite": "6" } }',
      'index.html': PAGES['index.html'],
      'pages/main.jsx': 'start();\n',
      ...AGENTS,
      'api/orders.js': `
        import axios from 'axios';
        export default async (req, res) => res.json(await axios.get(process.env.URL));
      `,
    },
    findings: { 'api/orders.js': ['2 missingAgents'] },
    output: {
      'api/orders.js': `
        import axios from 'axios';
        import { httpAgent, httpsAgent } from '../http-agents.js';
        export default async (req, res) => res.json(await axios.get(process.env.URL, { httpAgent, httpsAgent }));
      `,
    },
  },
  {
    name: 'what a plain script loads stays judged beside the pages',
    files: {
      'package.json': '{ "type": "module", "devDependencies": { "vite": "6" } }',
      'index.html': PAGES['index.html'],
      'pages/main.jsx': 'start();\n',
      ...AGENTS,
      'orders.js': LOAD,
      'server.js': `
        import { load } from './orders.js';
        import { createServer } from 'node:http';
        createServer(load).listen(1);
      `,
    },
    findings: { 'orders.js': ['2 missingAgents'] },
    output: {
      'orders.js': `
        import axios from 'axios';
        import { httpAgent, httpsAgent } from './http-agents.js';
        export const load = (url) => axios.get(url, { httpAgent, httpsAgent });
      `,
    },
  },
  {
    name: 'an application for phones',
    files: {
      'package.json': '{ "type": "module", "dependencies": { "react-native": "0.76" } }',
      ...AGENTS,
      'src/orders.js': LOAD,
    },
    verdicts: {
      'src/orders.js': ['2 exempt runs in a browser: its package builds pages with react-native'],
    },
  },
  {
    name: 'a package with a browser field gets no import of node:http',
    files: {
      'package.json': '{ "type": "module", "browser": "./browser.js" }',
      ...AGENTS,
      'orders.js': LOAD,
    },
    findings: { 'orders.js': ['2 missingAgents package.json says that browsers load it'] },
  },
  {
    name: 'Next.js: what a page or the middleware loads gets no import of node:http, what a route alone loads does',
    files: {
      'package.json': '{ "type": "module", "dependencies": { "next": "14" } }',
      ...AGENTS,
      'orders.js': LOAD,
      'pages/index.tsx': `import { load } from '../orders.js';\nexport default () => load('https://a.example');`,
      'config.js': LOAD,
      'middleware.ts': `import { load } from './config.js';\nexport const middleware = () => load('https://a.example');`,
      'stock.js': LOAD,
      'pages/api/stock.ts': `import { load } from '../../stock.js';\nexport default () => load('https://a.example');`,
    },
    findings: {
      'orders.js': ['2 missingAgents a page or the middleware of Next.js loads it'],
      'config.js': ['2 missingAgents a page or the middleware of Next.js loads it'],
      'stock.js': ['2 missingAgents'],
    },
    output: {
      'stock.js': `
        import axios from 'axios';
        import { httpAgent, httpsAgent } from './http-agents.js';
        export const load = (url) => axios.get(url, { httpAgent, httpsAgent });
      `,
    },
  },
  {
    name: 'a component that nobody uses any more makes no server of what it loads',
    files: {
      'package.json': '{ "type": "module", "devDependencies": { "vite": "6" } }',
      'index.html': '<script type="module" src="/src/main.js"></script>',
      ...AGENTS,
      'src/main.js': `import { load } from './orders.js';\nload();`,
      'src/old.js': `import { load } from './orders.js';\nexport const old = () => load();`,
      'src/orders.js': LOAD,
    },
    verdicts: {
      'src/orders.js': ['2 exempt runs in a browser: its package builds pages with vite'],
    },
  },
  {
    name: 'a request on a client of pages: nobody reports the client',
    files: {
      'package.json': '{ "type": "module" }',
      ...AGENTS,
      'api.js': `
        import axios from 'axios';
        export const api = axios.create({ baseURL: '/api' });
      `,
      'orders.js': `
        import { api } from './api.js';
        export const load = () => api.get('orders');
      `,
    },
    verdicts: {
      'orders.js': ['2 exempt made at api.js:2 where its client is created: runs in a browser'],
    },
  },
];

runProjectSuite({ rule: requireAxiosAgents, codemod: fixAgents, cases });
