import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

/** What shares its world with a file that requires axios and has a folder with a module of agents above it. */
const cjs = { project: 'cjs-agents' } as const;

const strict = { unverifiable: true } as const;

const positions: InvalidCase[] = [
  {
    name: 'an empty agent behind a spread that nobody sees',
    code: `
      const axios = require('axios');
      const load = (url, config) => axios.get(url, { ...config, httpsAgent: undefined });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const load = (url, config) => axios.get(url, { httpAgent, ...config, httpsAgent });
    `,
    findings: [{ messageId: 'emptyAgent', line: 2 }],
    options: strict,
    ...cjs,
  },
  {
    name: 'an empty agent behind a spread that nobody sees, where what nobody sees is not asked for',
    code: `
      const axios = require('axios');
      const load = (url, config) => axios.get(url, { ...config, httpsAgent: undefined });
    `,
    output: `
      const axios = require('axios');
      const { httpsAgent } = require('./http-agents');
      const load = (url, config) => axios.get(url, { ...config, httpsAgent });
    `,
    findings: [{ messageId: 'emptyAgent', line: 2 }],
    ...cjs,
  },
];

const configs: InvalidCase[] = [
  {
    name: 'undefined is as good as absent, and is replaced',
    code: `
      const axios = require('axios');
      axios.get(url, { httpAgent: undefined, httpsAgent: void 0 });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.get(url, { httpAgent, httpsAgent });
    `,
    findings: [{ messageId: 'emptyAgent', line: 2 }],
    ...cjs,
  },
  {
    name: 'an empty shorthand keeps its key, a comment in a property stays',
    code: `
      const axios = require('axios');
      const httpAgent = undefined;
      axios.get(url, { httpAgent, httpsAgent: /* none */ undefined });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent: sharedHttpAgent, httpsAgent } = require('./http-agents');
      const httpAgent = undefined;
      axios.get(url, { httpAgent: sharedHttpAgent, httpsAgent: /* none */ httpsAgent });
    `,
    findings: [{ messageId: 'emptyAgent', line: 3 }],
    ...cjs,
  },
  {
    name: 'null may be meant: refused',
    code: `
      const axios = require('axios');
      axios.get(url, { httpAgent: null, httpsAgent: null });
    `,
    findings: [{ messageId: 'emptyAgent', line: 2, refused: 'overrides the defaults' }],
    ...cjs,
  },
];

const refused: InvalidCase[] = [
  {
    name: 'a spread behind an empty agent has the last word',
    code: `
      const axios = require('axios');
      axios.get(url, { httpAgent: a, httpsAgent: b, ...{ httpAgent: undefined } });
    `,
    findings: [{ messageId: 'emptyAgent', line: 2, refused: 'is set where the config is created' }],
    ...cjs,
  },
  {
    name: 'a variable of the right name that holds nothing',
    code: `
      const axios = require('axios');
      const none = undefined;
      const httpAgent = none;
      const httpsAgent = none;
      axios.get(url, { httpAgent, httpsAgent });
    `,
    findings: [{ messageId: 'emptyAgent', line: 5, refused: '`httpAgent` is not an agent here' }],
    ...cjs,
  },
];

runSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  valid: [],
  invalid: [...positions, ...configs, ...refused],
});
