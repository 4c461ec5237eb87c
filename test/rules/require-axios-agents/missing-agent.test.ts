import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

/** What shares its world with a file that requires axios and has a folder with a module of agents above it. */
const cjs = { project: 'cjs-agents' } as const;

const configs: InvalidCase[] = [
  {
    name: 'one agent is missing',
    code: `
      const axios = require('axios');
      axios.get(url, { httpsAgent: proxy });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent } = require('./http-agents');
      axios.get(url, { httpsAgent: proxy, httpAgent });
    `,
    findings: [{ messageId: 'missingAgent', line: 2 }],
    ...cjs,
  },
  {
    name: 'an interceptor that sets one agent leaves the other missing',
    code: `
      const axios = require('axios');
      const client = axios.create();
      client.interceptors.request.use((config) => ({ ...config, httpsAgent: a }));
    `,
    output: `
      const axios = require('axios');
      const { httpAgent } = require('./http-agents');
      const client = axios.create({ httpAgent });
      client.interceptors.request.use((config) => ({ ...config, httpsAgent: a }));
    `,
    findings: [{ messageId: 'missingAgent', line: 2 }],
    ...cjs,
  },
];

/** An agent that is given at another place stays the one that is used. */
const oneGiven: InvalidCase[] = [
  {
    name: 'an instance of an instance that has one agent',
    code: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      module.exports = axios.create({ httpAgent: own }).create({ timeout: 1 });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      module.exports = axios.create({ httpAgent: own, httpsAgent }).create({ timeout: 1, httpsAgent });
    `,
    findings: [
      { messageId: 'missingAgent', line: 3 },
      { messageId: 'missingAgent', line: 3 },
    ],
    ...cjs,
  },
  {
    name: 'an instance without a config of its own',
    code: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      module.exports = axios.create({ httpAgent: own }).create();
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      module.exports = axios.create({ httpAgent: own, httpsAgent }).create({ httpsAgent });
    `,
    findings: [
      { messageId: 'missingAgent', line: 3 },
      { messageId: 'missingAgent', line: 3 },
    ],
    ...cjs,
  },
  {
    name: 'an interceptor gives one where there is none',
    code: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const client = axios.create({ timeout: 1 });
      client.interceptors.request.use((config) => {
        config.httpAgent ??= proxy;
        return config;
      });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const client = axios.create({ timeout: 1, httpsAgent });
      client.interceptors.request.use((config) => {
        config.httpAgent ??= proxy;
        return config;
      });
    `,
    findings: [{ messageId: 'missingAgent', line: 3 }],
    ...cjs,
  },
  {
    name: 'an interceptor lays one below what it is given',
    code: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.interceptors.request.use((config) => ({ httpsAgent: proxy, ...config }));
      exports.load = (url) => axios.get(url);
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.interceptors.request.use((config) => ({ httpsAgent: proxy, ...config }));
      exports.load = (url) => axios.get(url, { httpAgent });
    `,
    findings: [{ messageId: 'missingAgent', line: 4 }],
    ...cjs,
  },
  {
    name: 'the defaults of the instance hold one',
    code: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const client = axios.create({ timeout: 1 });
      client.defaults.httpAgent = own;
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const client = axios.create({ timeout: 1, httpsAgent });
      client.defaults.httpAgent = own;
    `,
    findings: [{ messageId: 'missingAgent', line: 3 }],
    ...cjs,
  },
  {
    name: 'a config that two instances are made of',
    code: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const options = { timeout: 1 };
      exports.a = axios.create(options);
      exports.b = axios.create({ ...options, baseURL });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const options = { timeout: 1 };
      exports.a = axios.create({ httpAgent, httpsAgent, ...options });
      exports.b = axios.create({ httpAgent, httpsAgent, ...options, baseURL });
    `,
    findings: [
      { messageId: 'missingAgents', line: 4 },
      { messageId: 'missingAgents', line: 5 },
    ],
    ...cjs,
  },
];

runSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  valid: [],
  invalid: [...configs, ...oneGiven],
});
