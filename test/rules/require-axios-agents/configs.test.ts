/**
 * Configs that get their agents by another name, by a function or in a certain order.
 */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

/** What shares its world with a file that requires axios and has a folder with a module of agents above it. */
const cjs = { project: 'cjs-agents' } as const;

const valid: ValidCase[] = [
  {
    name: 'agents that are set by another name of the config',
    code: `
      const axios = require('axios');
      exports.get = (url, a, b) => {
        const config = { url };
        const same = config;
        same.httpAgent = a;
        same.httpsAgent = b;
        return axios(config);
      };
    `,
  },
  {
    name: 'agents that a function of the file sets',
    code: `
      const axios = require('axios');
      const agents = { httpAgent: a, httpsAgent: b };
      const fill = (config) => { Object.assign(config, agents); };
      exports.get = (url) => {
        const config = { url };
        fill(config);
        return axios(config);
      };
    `,
  },
  {
    name: 'agents that are set before a function returns the config',
    code: `
      const axios = require('axios');
      function configFor(url) {
        const config = { url };
        config.httpAgent = a;
        config.httpsAgent = b;
        return config;
      }
      exports.get = (url) => axios(configFor(url));
    `,
  },
  {
    name: 'agents that are put into what the config is made of',
    code: `
      const axios = require('axios');
      const base = {};
      const config = Object.assign(base, { httpAgent: a, httpsAgent: b });
      exports.get = (url) => axios.get(url, config);
    `,
  },
  {
    name: 'an adapter without agents that is set later',
    code: `
      const axios = require('axios');
      exports.get = (url) => {
        const config = { url };
        config.adapter = 'fetch';
        return axios(config);
      };
    `,
  },
  {
    name: 'a config that is handed to code of elsewhere in an object',
    code: `
      const axios = require('axios');
      exports.get = (url, hooks) => {
        const config = { url };
        hooks.run({ config });
        return axios(config);
      };
    `,
  },
];

const invalid: InvalidCase[] = [
  {
    name: 'agents that come too late for the copy',
    code: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      exports.get = (url) => {
        const base = { timeout: 5000 };
        const config = { ...base };
        base.httpAgent = httpAgent;
        base.httpsAgent = httpsAgent;
        return axios.get(url, config);
      };
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      exports.get = (url) => {
        const base = { timeout: 5000 };
        const config = { ...base };
        base.httpAgent = httpAgent;
        base.httpsAgent = httpsAgent;
        return axios.get(url, { httpAgent, httpsAgent, ...config });
      };
    `,
    findings: [{ messageId: 'missingAgents', line: 8 }],
    ...cjs,
  },
  {
    name: 'a function of the file that only reads the config',
    code: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const note = (config) => { console.log(config.url); };
      exports.get = (url) => {
        const config = { url };
        note(config);
        return axios(config);
      };
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const note = (config) => { console.log(config.url); };
      exports.get = (url) => {
        const config = { url };
        note(config);
        return axios({ httpAgent, httpsAgent, ...config });
      };
    `,
    findings: [{ messageId: 'missingAgents', line: 7 }],
    ...cjs,
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid, invalid });
