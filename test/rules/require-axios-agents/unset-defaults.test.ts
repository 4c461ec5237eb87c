import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

/** What shares its world with a file that requires axios and has a folder with a module of agents above it. */
const cjs = { project: 'cjs-agents' } as const;

const configs: InvalidCase[] = [
  {
    name: 'the defaults that nobody sets are agents in form only',
    code: `
      const axios = require('axios');
      axios.get(url, {
        httpAgent: axios.defaults.httpAgent,
        httpsAgent: axios.defaults.httpsAgent,
      });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.get(url, {
        httpAgent,
        httpsAgent,
      });
    `,
    findings: [{ messageId: 'unsetDefaults', line: 2 }],
    ...cjs,
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid: [], invalid: configs });
