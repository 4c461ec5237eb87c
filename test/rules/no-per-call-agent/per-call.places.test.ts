import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const places: InvalidCase[] = [
  {
    name: 'equal agents share one, however they are laid out',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
      exports.put = (url, data) => axios.put(url, data, {
        httpsAgent: new https.Agent({
          keepAlive: true,
        })
      });`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      exports.get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });
      exports.put = (url, data) => axios.put(url, data, {
        httpsAgent: sharedHttpsAgent
      });`,
    findings: [
      { messageId: 'perCall', line: 3 },
      { messageId: 'perCall', line: 5 },
    ],
  },
  {
    name: 'and one that is there already',
    code: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      exports.get = (url) => axios.get(url, { httpsAgent: agent });
      exports.put = (url, data) => axios.put(url, data, { httpsAgent: new https.Agent({ keepAlive: true }) });`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      exports.get = (url) => axios.get(url, { httpsAgent: agent });
      exports.put = (url, data) => axios.put(url, data, { httpsAgent: agent });`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'unless something is done with it',
    code: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      agent.destroy();
      exports.put = (url, data) => axios.put(url, data, { httpsAgent: new https.Agent({ keepAlive: true }) });`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      agent.destroy();
      exports.put = (url, data) => axios.put(url, data, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'unless its name means something else there',
    code: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      exports.get = (url) => axios.get(url, { httpsAgent: agent });
      exports.put = (url, agent) => axios.put(url, agent, { httpsAgent: new https.Agent({ keepAlive: true }) });`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      exports.get = (url) => axios.get(url, { httpsAgent: agent });
      exports.put = (url, agent) => axios.put(url, agent, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'equal variables of two functions become one',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const agent = new https.Agent({ keepAlive: true });
        return axios.get(url, { httpsAgent: agent });
      };
      exports.put = (url, data) => {
        const agent = new https.Agent({ keepAlive: true });
        return axios.put(url, data, { httpsAgent: agent });
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      exports.get = (url) => {
        return axios.get(url, { httpsAgent: agent });
      };
      exports.put = (url, data) => {
        return axios.put(url, data, { httpsAgent: agent });
      };`,
    findings: [
      { messageId: 'perCall', line: 4 },
      { messageId: 'perCall', line: 8 },
    ],
  },
  {
    name: 'but not with one that is assigned again',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const agent = new https.Agent({ keepAlive: true });
        return axios.get(url, { httpsAgent: agent });
      };
      exports.put = (url, data, given) => {
        let agent = new https.Agent({ keepAlive: true });
        if (given) agent = given;
        return axios.put(url, data, { httpsAgent: agent });
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      const sharedAgent = new https.Agent({ keepAlive: true });
      exports.get = (url) => {
        return axios.get(url, { httpsAgent: agent });
      };
      exports.put = (url, data, given) => {
        let agent = sharedAgent;
        if (given) agent = given;
        return axios.put(url, data, { httpsAgent: agent });
      };`,
    findings: [
      { messageId: 'perCall', line: 4 },
      { messageId: 'perCall', line: 8 },
    ],
  },
  {
    name: 'nor where the name is a parameter’s',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const agent = new https.Agent({ keepAlive: true });
        return axios.get(url, { httpsAgent: agent });
      };
      exports.put = (url, agent) => axios.put(url, agent, { httpsAgent: new https.Agent({ keepAlive: true }) });
      exports.head = (url) => axios.head(url, { httpsAgent: new https.Agent({ keepAlive: true }) });`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      exports.get = (url) => {
        return axios.get(url, { httpsAgent: agent });
      };
      exports.put = (url, agent) => axios.put(url, agent, { httpsAgent: sharedHttpsAgent });
      exports.head = (url) => axios.head(url, { httpsAgent: agent });`,
    findings: [
      { messageId: 'perCall', line: 4 },
      { messageId: 'perCall', line: 7 },
      { messageId: 'perCall', line: 8 },
    ],
  },
  {
    name: 'variables of one name and different agents do not',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const agent = new https.Agent({ keepAlive: true });
        return axios.get(url, { httpsAgent: agent });
      };
      exports.put = (url, data) => {
        const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
        return axios.put(url, data, { httpsAgent: agent });
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      const sharedAgent = new https.Agent({ keepAlive: true, maxSockets: 1 });
      exports.get = (url) => {
        return axios.get(url, { httpsAgent: agent });
      };
      exports.put = (url, data) => {
        const agent = sharedAgent;
        return axios.put(url, data, { httpsAgent: agent });
      };`,
    findings: [
      { messageId: 'perCall', line: 4 },
      { messageId: 'perCall', line: 8 },
    ],
  },
  {
    name: 'names that are taken',
    code: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = 'taken';
      exports.get = (url) => axios.get(url + sharedHttpsAgent, { httpsAgent: new https.Agent({ keepAlive: true }) });`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent2 = new https.Agent({ keepAlive: true });
      const sharedHttpsAgent = 'taken';
      exports.get = (url) => axios.get(url + sharedHttpsAgent, { httpsAgent: sharedHttpsAgent2 });`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a global of that name, too',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const agent = new https.Agent({ keepAlive: true });
        return axios.get(url, { httpsAgent: agent });
      };
      exports.name = () => agent;`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedAgent = new https.Agent({ keepAlive: true });
      exports.get = (url) => {
        const agent = sharedAgent;
        return axios.get(url, { httpsAgent: agent });
      };
      exports.name = () => agent;`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'behind the constants that its options name',
    code: `
      const axios = require('axios');
      const https = require('https');
      const express = require('express');

      // Ours.
      const MAX = 20; // sockets
      const LIMITS = { timeout: 5000 };

      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: MAX, timeout: LIMITS.timeout }) });`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const express = require('express');

      // Ours.
      const MAX = 20; // sockets
      const LIMITS = { timeout: 5000 };
      const sharedHttpsAgent = new https.Agent({ keepAlive: true, maxSockets: MAX, timeout: LIMITS.timeout });

      exports.get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 9 }],
  },
  {
    name: 'and behind the object with its options',
    code: `
      const axios = require('axios');
      const https = require('https');
      const OPTIONS = { keepAlive: true };
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent(OPTIONS) });`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const OPTIONS = { keepAlive: true };
      const sharedHttpsAgent = new https.Agent(OPTIONS);
      exports.get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a require further down',
    code: `
      const axios = require('axios');
      const app = require('./app');
      app.use(cors());
      const https = require('https');
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: new https.Agent({ keepAlive: true }) });
        res.json(data);
      });
    `,
    output: `
      const axios = require('axios');
      const app = require('./app');
      app.use(cors());
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: sharedHttpsAgent });
        res.json(data);
      });
    `,
    findings: [{ messageId: 'perCall', line: 6 }],
  },
  {
    name: 'constants of Node',
    code: `
      import axios from 'axios';
      import https from 'https';
      import crypto from 'crypto';
      export const get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, secureOptions: crypto.constants.SSL_OP_LEGACY_SERVER_CONNECT }) });`,
    output: `
      import axios from 'axios';
      import https from 'https';
      import crypto from 'crypto';
      const sharedHttpsAgent = new https.Agent({ keepAlive: true, secureOptions: crypto.constants.SSL_OP_LEGACY_SERVER_CONNECT });
      export const get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a function among the options',
    code: `
      import axios from 'axios';
      import https from 'https';
      export const get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, checkServerIdentity: (host) => undefined }) });`,
    output: `
      import axios from 'axios';
      import https from 'https';
      const sharedHttpsAgent = new https.Agent({ keepAlive: true, checkServerIdentity: (host) => undefined });
      export const get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'no import to stand behind, but a comment and a class with a decorator',
    code: `
      // The top.
      @Controller()
      export class Items {
        get(url: string) {
          return (require('axios')).get(url, { httpAgent: new (require('http').Agent)({ keepAlive: true }) });
        }
      }
    `,
    output: `
      const sharedHttpAgent = new (require('http').Agent)({ keepAlive: true });
      // The top.
      @Controller()
      export class Items {
        get(url: string) {
          return (require('axios')).get(url, { httpAgent: sharedHttpAgent });
        }
      }
    `,
    filename: 'input.ts',
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'CRLF, tabs, no semicolons, no final line end',
    code: `const axios = require('axios')\r\nconst https = require('https')\r\n\r\nexports.get = async url => {\r\n\tconst agent = new https.Agent({\r\n\t\tkeepAlive: true\r\n\t})\r\n\treturn axios.get(url, { httpsAgent: agent })\r\n}`,
    output: `const axios = require('axios')\r\nconst https = require('https')\r\nconst agent = new https.Agent({\r\n\tkeepAlive: true\r\n})\r\n\r\nexports.get = async url => {\r\n\treturn axios.get(url, { httpsAgent: agent })\r\n}`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
];

runSuite({ rule: noPerCallAgent, codemod: hoistAgents, valid: [], invalid: places });
