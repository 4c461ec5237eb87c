/** Request interceptors that give the agents by functions which they call. */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const valid: ValidCase[] = [
  {
    name: 'a function that is given the config',
    code: `
      const axios = require('axios');
      const { agentFor } = require('./pool');
      function setAgents(config) {
        config.httpAgent = agentFor('http');
        config.httpsAgent = agentFor('https');
      }
      const client = axios.create();
      client.interceptors.request.use((config) => {
        setAgents(config);
        return config;
      });
      module.exports = client;
    `,
  },
  {
    name: 'one that is awaited, with the config among its options',
    code: `
      const axios = require('axios');
      const { agentFor } = require('./pool');
      async function setAgents({ config, proxy }) {
        delete config.httpAgent;
        config.httpAgent = agentFor('http', proxy);
        config.httpsAgent = agentFor('https', proxy);
      }
      const client = axios.create();
      client.interceptors.request.use(async (config) => {
        await setAgents({ config, proxy: process.env.PROXY });
        return config;
      });
      module.exports = client;
    `,
  },
  {
    name: 'one that returns the config',
    code: `
      const axios = require('axios');
      const { agentFor } = require('./pool');
      const withAgents = (config) => {
        config.httpAgent = agentFor('http');
        config.httpsAgent = agentFor('https');
        return config;
      };
      const client = axios.create();
      client.interceptors.request.use((config) => withAgents(config));
      module.exports = client;
    `,
  },
  {
    name: 'through two functions',
    code: `
      const axios = require('axios');
      const { agentFor } = require('./pool');
      function setAgents(config) {
        config.httpAgent = agentFor('http');
        config.httpsAgent = agentFor('https');
      }
      function prepare(config) {
        config.headers['x-start'] = 1;
        setAgents(config);
      }
      const client = axios.create();
      client.interceptors.request.use((config) => {
        prepare(config);
        return config;
      });
      module.exports = client;
    `,
  },
  {
    name: 'one whose result is spread',
    code: `
      const axios = require('axios');
      const { agentFor } = require('./pool');
      const agents = () => ({ httpAgent: agentFor('http'), httpsAgent: agentFor('https') });
      const client = axios.create();
      client.interceptors.request.use((config) => ({ ...config, ...agents() }));
      module.exports = client;
    `,
  },
  {
    name: 'one whose result is assigned',
    code: `
      const axios = require('axios');
      const { agentFor } = require('./pool');
      const agents = () => ({ httpAgent: agentFor('http'), httpsAgent: agentFor('https') });
      const client = axios.create();
      client.interceptors.request.use((config) => Object.assign(config, agents()));
      module.exports = client;
    `,
  },
  {
    name: 'on some paths, by a decision of the code',
    code: `
      const axios = require('axios');
      const { agentFor } = require('./pool');
      function setAgents(config) {
        config.httpAgent = agentFor('http');
        config.httpsAgent = agentFor('https');
      }
      const client = axios.create();
      client.interceptors.request.use((config) => {
        if (config.proxied) setAgents(config);
        return config;
      });
      module.exports = client;
    `,
  },
];

const invalid: InvalidCase[] = [
  {
    name: 'a function that sets something else',
    code: `
      const axios = require('axios');
      const { agentFor } = require('./pool');
      function setHeaders(config) {
        config.headers['x-id'] = '1';
      }
      const client = axios.create();
      client.interceptors.request.use((config) => {
        setHeaders(config);
        return config;
      });
      module.exports = client;
    `,
    output: `
      const axios = require('axios');
      const { agentFor } = require('./pool');
      const { httpAgent, httpsAgent } = require('./http-agents');
      function setHeaders(config) {
        config.headers['x-id'] = '1';
      }
      const client = axios.create({ httpAgent, httpsAgent });
      client.interceptors.request.use((config) => {
        setHeaders(config);
        return config;
      });
      module.exports = client;
    `,
    project: 'cjs-agents',
    findings: [{ messageId: 'missingAgents', line: 6 }],
  },
  {
    name: 'a function that is not given the config',
    code: `
      const axios = require('axios');
      const { agentFor } = require('./pool');
      const other = {};
      function setAgents(config) {
        config.httpAgent = agentFor('http');
        config.httpsAgent = agentFor('https');
      }
      const client = axios.create();
      client.interceptors.request.use((config) => {
        setAgents(other);
        return config;
      });
      module.exports = client;
    `,
    output: `
      const axios = require('axios');
      const { agentFor } = require('./pool');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const other = {};
      function setAgents(config) {
        config.httpAgent = agentFor('http');
        config.httpsAgent = agentFor('https');
      }
      const client = axios.create({ httpAgent, httpsAgent });
      client.interceptors.request.use((config) => {
        setAgents(other);
        return config;
      });
      module.exports = client;
    `,
    project: 'cjs-agents',
    findings: [{ messageId: 'missingAgents', line: 8 }],
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid, invalid });
