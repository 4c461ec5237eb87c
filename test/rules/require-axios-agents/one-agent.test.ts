/**
 * Files whose sites need one of the agents alone: an import of the other one would be unused, which linters and
 * `noUnusedLocals` report.
 */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const invalid: InvalidCase[] = [
  {
    name: 'the only site has the other agent',
    code: `
      const axios = require('axios');
      const https = require('https');
      const secure = new https.Agent({ keepAlive: true, maxSockets: 5, maxFreeSockets: 5, timeout: 4000 });
      axios.get(url, { httpsAgent: secure });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const { httpAgent } = require('./http-agents');
      const secure = new https.Agent({ keepAlive: true, maxSockets: 5, maxFreeSockets: 5, timeout: 4000 });
      axios.get(url, { httpsAgent: secure, httpAgent });
    `,
    project: 'cjs-agents',
    findings: [{ messageId: 'missingAgent', line: 4 }],
  },
  {
    name: 'one site of two needs both',
    code: `
      const axios = require('axios');
      const https = require('https');
      const secure = new https.Agent({ keepAlive: true, maxSockets: 5, maxFreeSockets: 5, timeout: 4000 });
      axios.get(url, { httpsAgent: secure });
      axios.get(url);
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const secure = new https.Agent({ keepAlive: true, maxSockets: 5, maxFreeSockets: 5, timeout: 4000 });
      axios.get(url, { httpsAgent: secure, httpAgent });
      axios.get(url, { httpAgent, httpsAgent });
    `,
    project: 'cjs-agents',
    findings: [
      { messageId: 'missingAgent', line: 4 },
      { messageId: 'missingAgents', line: 5 },
    ],
  },
  {
    name: 'the site that needs both is refused',
    code: `
      const axios = require('axios');
      const https = require('https');
      const secure = new https.Agent({ keepAlive: true, maxSockets: 5, maxFreeSockets: 5, timeout: 4000 });
      axios.get(url, { httpsAgent: secure });
      axios.get(url, ...more);
      axios.get(url, { httpAgent: null, httpsAgent: null });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const { httpAgent } = require('./http-agents');
      const secure = new https.Agent({ keepAlive: true, maxSockets: 5, maxFreeSockets: 5, timeout: 4000 });
      axios.get(url, { httpsAgent: secure, httpAgent });
      axios.get(url, ...more);
      axios.get(url, { httpAgent: null, httpsAgent: null });
    `,
    project: 'cjs-agents',
    findings: [
      { messageId: 'missingAgent', line: 4 },
      { messageId: 'emptyAgent', line: 6, refused: 'overrides the defaults' },
    ],
  },
  {
    name: 'an import of one agent is made to bring the other',
    code: `
      import axios from 'axios';
      import { httpAgent } from './http-agents.js';
      axios.get('http://a.example', { httpAgent, httpsAgent: own });
      axios.get(url);
    `,
    output: `
      import axios from 'axios';
      import { httpAgent, httpsAgent } from './http-agents.js';
      axios.get('http://a.example', { httpAgent, httpsAgent: own });
      axios.get(url, { httpAgent, httpsAgent });
    `,
    project: 'esm-agents',
    findings: [{ messageId: 'missingAgents', line: 4 }],
  },
  {
    name: 'so is a require, under the names that are free',
    code: `
      const axios = require('axios');
      const { httpAgent: pool } = require('./http-agents');
      axios.get(url, { httpAgent: pool, httpsAgent: own });
      const load = (httpsAgent) => axios.get(url);
    `,
    output: `
      const axios = require('axios');
      const { httpAgent: pool, httpsAgent: sharedHttpsAgent } = require('./http-agents');
      axios.get(url, { httpAgent: pool, httpsAgent: own });
      const load = (httpsAgent) => axios.get(url, { httpAgent: pool, httpsAgent: sharedHttpsAgent });
    `,
    project: 'cjs-agents',
    findings: [{ messageId: 'missingAgents', line: 4 }],
  },
  {
    name: 'an import that is there has the one that is needed',
    code: `
      import axios from 'axios';
      import { httpAgent } from './http-agents.js';
      axios.get(url, { httpsAgent: own });
    `,
    output: `
      import axios from 'axios';
      import { httpAgent } from './http-agents.js';
      axios.get(url, { httpsAgent: own, httpAgent });
    `,
    project: 'esm-agents',
    findings: [{ messageId: 'missingAgent', line: 3 }],
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid: [], invalid });
