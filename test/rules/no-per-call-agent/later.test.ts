/** Agents that are told later to keep their sockets, and agents that are made without `new`. */
import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const valid: ValidCase[] = [
  {
    name: 'keepAlive is taken away again',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.fetchItems = async (url) => {
        const agent = new https.Agent({ keepAlive: true });
        agent.keepAlive = false;
        return axios.get(url, { httpsAgent: agent });
      };
    `,
  },
  {
    name: 'Node does not read the options again',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.fetchItems = async (url) => {
        const agent = new https.Agent({});
        agent.options.keepAlive = true;
        return axios.get(url, { httpsAgent: agent });
      };
    `,
  },
  {
    name: 'a method that is called Agent',
    code: `
      const axios = require('axios');
      const { Agent } = require('undici');
      exports.load = (url) => axios.get(url, { httpsAgent: Agent({ keepAlive: true }) });
    `,
  },
];

const invalid: InvalidCase[] = [
  {
    name: 'keepAlive after the constructor',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.fetchItems = async (url) => {
        const agent = new https.Agent({ rejectUnauthorized: false });
        agent.keepAlive = true;
        return axios.get(url, { httpsAgent: agent });
      };
    `,
    findings: [
      {
        messageId: 'perCall',
        line: 4,
        refused: 'line 5 changes or reads the agent',
        says: 'which later calls cannot reuse and which stay open until the server closes them.',
      },
    ],
  },
  {
    name: 'keepAlive by Object.assign, with an idle timeout',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.fetchItems = async (url) => {
        const agent = new https.Agent({});
        Object.assign(agent, { keepAlive: true });
        agent.options.timeout = 5000;
        return axios.get(url, { httpsAgent: agent });
      };
    `,
    findings: [
      {
        messageId: 'perCall',
        line: 4,
        refused: 'the agent',
        says: 'until its idle timeout is over',
      },
    ],
  },
  {
    name: 'on some paths, in strict',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.fetchItems = async (url) => {
        const agent = new https.Agent({});
        if (process.env.KEEP) agent.keepAlive = true;
        return axios.get(url, { httpsAgent: agent });
      };
    `,
    options: { unverifiable: true },
    findings: [
      {
        messageId: 'undecided',
        line: 4,
        refused: 'move it to module scope',
        says: 'Cannot tell whether this agent keeps its sockets open.',
      },
    ],
  },
  {
    name: 'without `new`',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.fetchItems = (url) => axios.get(url, { httpsAgent: https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 30000 }) });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 30000 });
      exports.fetchItems = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });
    `,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
];

runSuite({ rule: noPerCallAgent, codemod: hoistAgents, valid, invalid });
