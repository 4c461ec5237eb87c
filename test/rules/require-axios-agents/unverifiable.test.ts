import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

/** What shares its world with a file that requires axios and has a folder with a module of agents above it. */
const cjs = { project: 'cjs-agents' } as const;

const ts = { project: 'ts-agents', filename: 'src/input.ts' } as const;

const strict = { unverifiable: true } as const;

const positions: InvalidCase[] = [
  {
    name: 'a computed method is refused',
    code: `
      const axios = require('axios');
      axios[method](url, { timeout: 1 });
    `,
    findings: [{ messageId: 'unverifiable', line: 2, refused: 'the method is computed' }],
    options: strict,
    ...cjs,
  },
  {
    name: 'a URL or a config, nobody knows',
    code: `
      const axios = require('axios');
      const send = (target) => axios(target);
    `,
    findings: [{ messageId: 'unverifiable', line: 2, refused: 'may be a URL or a config' }],
    options: strict,
    ...cjs,
  },
  {
    name: 'spread arguments are refused',
    code: `
      const axios = require('axios');
      const send = (...args) => axios.post(...args);
    `,
    findings: [{ messageId: 'unverifiable', line: 2, refused: 'spread' }],
    options: strict,
    ...cjs,
  },
  {
    name: 'a method passed as a value',
    code: `
      const axios = require('axios');
      const all = Promise.all(urls.map(axios.get));
    `,
    findings: [{ messageId: 'methodAsValue', line: 2, refused: 'the code that calls it decides' }],
    ...cjs,
  },
  {
    name: 'a parameter is fixed in strict, and what the caller gives still wins',
    code: `
      import axios, { type AxiosRequestConfig } from 'axios';

      export const load = (url: string, config?: AxiosRequestConfig) => axios.get<Item[]>(url, config);
    `,
    output: `
      import axios, { type AxiosRequestConfig } from 'axios';
      import { httpAgent, httpsAgent } from './http-agents';

      export const load = (url: string, config?: AxiosRequestConfig) => axios.get<Item[]>(url, {
        httpAgent,
        httpsAgent,
        ...config,
      });
    `,
    findings: [{ messageId: 'unverifiable', line: 3 }],
    options: strict,
    ...ts,
  },
  {
    name: 'an empty agent below a spread that nobody sees',
    code: `
      const axios = require('axios');
      const load = (url, config) => axios.get(url, { httpsAgent: undefined, ...config });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const load = (url, config) => axios.get(url, { httpsAgent, httpAgent, ...config });
    `,
    findings: [{ messageId: 'unverifiable', line: 2 }],
    options: strict,
    ...cjs,
  },
  {
    name: 'null below a spread that nobody sees may be meant: refused',
    code: `
      const axios = require('axios');
      const load = (url, config) => axios.get(url, { httpsAgent: null, ...config });
    `,
    findings: [{ messageId: 'unverifiable', line: 2, refused: 'overrides the defaults' }],
    options: strict,
    ...cjs,
  },
  {
    name: 'a client that a caller may replace is not overridden',
    code: `
      const axios = require('axios');
      function load(url, client = axios) { return client.get(url); }
    `,
    findings: [
      {
        messageId: 'unverifiable',
        line: 2,
        refused: 'agents that are passed here could replace its own',
      },
    ],
    options: strict,
    ...cjs,
  },
];

const configs: InvalidCase[] = [
  {
    name: 'an adapter of the user’s own may take no agents',
    code: `
      const axios = require('axios');
      axios.get(url, { adapter: ours });
    `,
    findings: [{ messageId: 'unverifiable', line: 2, refused: 'adapter is not visible' }],
    options: strict,
    ...cjs,
  },
];

runSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  valid: [],
  invalid: [...positions, ...configs],
});
