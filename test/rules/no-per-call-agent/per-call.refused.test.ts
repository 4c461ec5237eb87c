import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const refused: InvalidCase[] = [
  {
    name: 'a certificate of the tenant',
    code: `
      const axios = require('axios');
      const https = require('https');
      app.get('/', (req) => axios.get(req.url, { httpsAgent: new https.Agent({ keepAlive: true, cert: req.tenant.cert }) }));`,
    findings: [
      {
        messageId: 'perCall',
        line: 3,
        refused:
          '(`req.tenant.cert`), so that one agent cannot serve all calls: keep one agent for each value in an LRU cache, and give each a `timeout`',
      },
    ],
  },
  {
    name: 'a field of the instance',
    code: `
      import axios from 'axios';
      import https from 'https';
      export class Api {
        get(url) { return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, ca: this.ca }) }); }
      }`,
    findings: [{ messageId: 'perCall', line: 4, refused: '`this.ca`' }],
  },
  {
    name: 'options that are a parameter',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url, options) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, ...options }) });`,
    findings: [{ messageId: 'perCall', line: 3, refused: 'LRU cache' }],
  },
  {
    name: 'a variable of the function',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const max = 5;
        return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: max }) });
      };`,
    findings: [{ messageId: 'perCall', line: 5, refused: '`max` is a variable of the function' }],
  },
  {
    name: 'a constant of the function that reads the environment',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const opts = { keepAlive: true, timeout: Number(process.env.T) };
        return axios.get(url, { httpsAgent: new https.Agent(opts) });
      };`,
    findings: [
      {
        messageId: 'perCall',
        line: 5,
        refused:
          '`opts` does not depend on the call, but what it reads may have another value, or none, while the module loads: read that at module level first, and move `opts` there',
      },
    ],
  },
  {
    name: 'one that is made of another',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const timeout = parseInt(process.env.T, 10);
        const opts = { keepAlive: true, timeout };
        return axios.get(url, { timeout, httpsAgent: new https.Agent(opts) });
      };`,
    findings: [{ messageId: 'perCall', line: 6, refused: '`opts` does not depend on the call' }],
  },
  {
    name: 'one that is changed by what the call is given',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url, cert) => {
        const opts = { keepAlive: true, timeout: Number(process.env.T) };
        opts.cert = cert;
        return axios.get(url, { httpsAgent: new https.Agent(opts) });
      };`,
    findings: [{ messageId: 'perCall', line: 6, refused: 'depend on the call (`opts`)' }],
  },
  {
    name: 'one that holds what another function gives',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const opts = { keepAlive: true, ca: nextCertificate() };
        return axios.get(url, { httpsAgent: new https.Agent(opts) });
      };`,
    findings: [{ messageId: 'perCall', line: 5, refused: 'depend on the call (`opts`)' }],
  },
  {
    name: 'a require inside the function',
    code: `
      const axios = require('axios');
      exports.get = (url) => {
        const https = require('https');
        return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
      };`,
    findings: [{ messageId: 'perCall', line: 4, refused: '`https` is a variable of the function' }],
  },
  {
    name: 'a variable of the function, and what the call is given: the agent cannot move with the first',
    code: `
      const axios = require('axios');
      exports.get = (url, tenant) => {
        const https = require('https');
        return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, cert: tenant.cert }) });
      };`,
    findings: [
      {
        messageId: 'perCall',
        line: 4,
        refused: 'its options depend on the call (\`tenant.cert\`)',
      },
    ],
  },
  {
    name: 'the environment, which may be filled later',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, ca: process.env.CA }) });`,
    findings: [
      {
        messageId: 'perCall',
        line: 3,
        refused: '`process.env.CA` is read when the agent is created',
      },
    ],
  },
  {
    name: 'a file that is read each time',
    code: `
      const axios = require('axios');
      const https = require('https');
      const fs = require('fs');
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, ca: fs.readFileSync('ca.pem') }) });`,
    findings: [{ messageId: 'perCall', line: 4, refused: 'is read when the agent is created' }],
  },
  {
    name: 'a property of what another file exports',
    code: `
      const axios = require('axios');
      const https = require('https');
      const settings = require('./settings');
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, ca: settings.ca }) });`,
    findings: [
      { messageId: 'perCall', line: 4, refused: '`settings.ca` is read when the agent is created' },
    ],
  },
  {
    name: 'a variable of the module that changes',
    code: `
      const axios = require('axios');
      const https = require('https');
      let max = 5;
      exports.setMax = (value) => { max = value; };
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: max }) });`,
    findings: [
      { messageId: 'perCall', line: 5, refused: '`max` is read when the agent is created' },
    ],
  },
  {
    name: 'an object of the module that is filled later',
    code: `
      const axios = require('axios');
      const https = require('https');
      const options = { keepAlive: true };
      options.ca = load();
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent(options) });`,
    findings: [
      { messageId: 'perCall', line: 5, refused: '`options` is read when the agent is created' },
    ],
  },
  {
    name: 'an object that another function fills',
    code: `
      const axios = require('axios');
      const https = require('https');
      const options = { keepAlive: true };
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ ...options, keepAlive: true }) });
      Object.assign(options, load());`,
    findings: [
      { messageId: 'perCall', line: 4, refused: '`options` is read when the agent is created' },
    ],
  },
  {
    name: 'an object of another file',
    code: `
      const axios = require('axios');
      const https = require('https');
      const options = require('./options');
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ ...options, keepAlive: true }) });`,
    findings: [
      { messageId: 'perCall', line: 4, refused: '`options` is read when the agent is created' },
    ],
  },
  {
    name: 'a proxy that may not be set',
    code: `
      import axios from 'axios';
      import { HttpsProxyAgent } from 'https-proxy-agent';
      const PROXY = process.env.PROXY;
      export const get = (url) => axios.get(url, PROXY ? { httpsAgent: new HttpsProxyAgent(PROXY, { keepAlive: true }) } : {});`,
    findings: [
      {
        messageId: 'perCall',
        line: 4,
        refused: '`PROXY` may be empty, and the constructor would throw',
      },
    ],
  },
  {
    name: 'a constant further down',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: MAX }) });
      const MAX = 5;`,
    findings: [
      {
        messageId: 'perCall',
        line: 3,
        refused: '`MAX` is initialised below the line that uses it',
      },
    ],
  },
  {
    name: 'a function that runs before the agent is created',
    code: `
      const axios = require('axios');
      const https = require('https');
      get('https://a.example');
      const MAX = 5;
      exports.get = get;
      function get(url) {
        return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: MAX }) });
      }`,
    findings: [{ messageId: 'perCall', line: 7, refused: 'line 3 may run functions of this file' }],
  },
  {
    name: 'an agent that a comment speaks of',
    filename: 'input.ts',
    code: `
      import axios from 'axios';
      import https from 'node:https';
      export const fetchItems = async (url: string) => {
        // @ts-ignore the types are behind
        const agent = new https.Agent({ keepAlive: true, sessions: 1 });
        const { data } = await axios.get(url, { httpsAgent: agent });
        return data;
      };
      export const save = async (url: string) => {
        // @ts-ignore the types are behind
        return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, sessions: 1 }) });
      };`,
    findings: [
      { messageId: 'perCall', line: 5, refused: 'the comment `@ts-ignore` would no longer' },
      { messageId: 'perCall', line: 11, refused: 'the comment `@ts-ignore` would no longer' },
    ],
  },
  {
    name: 'an agent that is listened to',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const agent = new https.Agent({ keepAlive: true });
        agent.on('free', note);
        return axios.get(url, { httpsAgent: agent });
      };`,
    findings: [{ messageId: 'perCall', line: 4, refused: 'line 5 changes or reads the agent' }],
  },
];

runSuite({ rule: noPerCallAgent, codemod: hoistAgents, valid: [], invalid: refused });
