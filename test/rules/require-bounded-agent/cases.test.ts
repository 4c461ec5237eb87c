import { boundAgents } from '../../../codemods/bound-agents.ts';
import { requireBoundedAgent } from '../../../rules/require-bounded-agent.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const strict = { unverifiable: true, sockets: 'any' } as const;

const valid: ValidCase[] = [
  {
    name: 'one that closes each socket after its response, as a request without an agent does',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ rejectUnauthorized: false });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'one that closes its sockets, with a limit that limits nothing',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: false, maxSockets: Infinity });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'one that may keep its sockets, by a value that is not visible',
    code: `
      const axios = require('axios');
      const https = require('https');
      const { keepAlive } = require('./config');
      const httpsAgent = new https.Agent({ keepAlive });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'a tunnel, which never keeps a socket',
    code: `
      const axios = require('axios');
      const tunnel = require('tunnel');
      const httpsAgent = tunnel.httpsOverHttp({ proxy: { host: 'proxy', port: 3128 } });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'one that closes its sockets, which others may make for each of their requests',
    code: `
      const axios = require('axios');
      const https = require('https');
      async function working() {
        const agent = new https.Agent({ rejectUnauthorized: false });
        const { status } = await axios.head('https://www.example.com', { httpsAgent: agent });
        return { agent, status };
      }
      exports.check = async (url) => {
        const { agent } = await working();
        return axios.get(url, { httpsAgent: agent });
      };
    `,
  },
  {
    name: 'bounded',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'bounded for all hosts together',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxTotalSockets: 50, maxFreeSockets: 10, timeout: 5000 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'by constants',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: MAX, maxFreeSockets: Number(process.env.FREE), timeout });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'by an object that is spread',
    code: `
      const axios = require('axios');
      const https = require('https');
      const BOUNDS = { maxSockets: 50, maxFreeSockets: 10, timeout: 4000 };
      const httpsAgent = new https.Agent({ ...BOUNDS, keepAlive: true });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'by an object of the module',
    code: `
      const axios = require('axios');
      const https = require('https');
      const options = { keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 };
      const httpsAgent = new https.Agent(options);
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'an object that is filled step by step',
    code: `
      const axios = require('axios');
      const https = require('https');
      const options = {};
      options.keepAlive = true;
      options.maxSockets = 5;
      if (process.env.FEW) options.maxFreeSockets = 1;
      options.timeout = 1000;
      const httpsAgent = new https.Agent(options);
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'an object that another function may fill',
    code: `
      const axios = require('axios');
      const https = require('https');
      const options = { keepAlive: true };
      configure(options);
      const httpsAgent = new https.Agent(options);
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'without keepAlive, with maxSockets',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ maxSockets: 10 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'keepAlive: false, with maxSockets',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: false, maxSockets: 10 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'without keepAlive, made for one call',
    code: `
      const axios = require('axios');
      const https = require('https');
      app.get('/', (req) => axios.get(req.url, { httpsAgent: new https.Agent({ rejectUnauthorized: false }) }));`,
  },
  {
    name: 'an agent of each tenant, made for one call, whose sockets stay open',
    code: `
      const axios = require('axios');
      const https = require('https');
      app.get('/', (req) => axios.get(req.url, { httpsAgent: new https.Agent({ keepAlive: true, cert: req.tenant.cert }) }));`,
  },
  {
    name: 'agentkeepalive lets go of idle sockets after 4 seconds',
    code: `
      const axios = require('axios');
      const { HttpsAgent } = require('agentkeepalive');
      const httpsAgent = new HttpsAgent({ maxSockets: 10 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'a proxy that keeps sockets: no timeout of its own closes them',
    code: `
      const axios = require('axios');
      const { HttpsProxyAgent } = require('https-proxy-agent');
      const httpsAgent = new HttpsProxyAgent('http://proxy', { keepAlive: true, maxSockets: 10, maxFreeSockets: 2 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'a proxy of version 5, which pools nothing',
    code: `
      const axios = require('axios');
      const HttpsProxyAgent = require('https-proxy-agent');
      const httpsAgent = new HttpsProxyAgent({ host: 'proxy', port: 3128 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'ProxyAgent of version 5',
    code: `
      const axios = require('axios');
      const ProxyAgent = require('proxy-agent');
      const httpsAgent = new ProxyAgent('http://proxy');
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'ProxyAgent without keepAlive: with `maxSockets` the requests beyond it never end',
    code: `
      const axios = require('axios');
      const { ProxyAgent } = require('proxy-agent');
      const httpsAgent = new ProxyAgent({ getProxyForUrl });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'ProxyAgent that keeps few sockets for a while',
    code: `
      const axios = require('axios');
      const { ProxyAgent } = require('proxy-agent');
      const httpsAgent = new ProxyAgent({ keepAlive: true, maxFreeSockets: 10, timeout: 5000 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'for another client',
    code: `
      const axios = require('axios');
      const https = require('https');
      const needle = require('needle');
      module.exports = needle.defaults({ agent: new https.Agent({ keepAlive: true }) });`,
  },
  {
    name: 'no axios',
    code: `
      const https = require('https');
      module.exports = new https.Agent({ keepAlive: true });`,
  },
  {
    name: 'options from elsewhere',
    code: `
      const options = require('./options');
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent(options);
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'a spread that may bound it',
    code: `
      const options = require('./options');
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ ...options, keepAlive: true });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'keepAlive by a decision, bounded',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: process.env.KEEP === '1', maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
];

const UNCAPPED = { agents: { maxSockets: Infinity } };

valid.push(
  {
    name: 'settings without a cap: what the codemod then writes',
    code: dedent(`
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxFreeSockets: 10, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `),
    settings: UNCAPPED,
  },
  {
    name: 'settings without a cap: an agent that says so itself',
    code: dedent(`
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: 10, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `),
    settings: UNCAPPED,
  },
  {
    name: 'settings without a cap: an agent that closes its sockets',
    code: dedent(`
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ rejectUnauthorized: false });
      module.exports = axios.create({ httpsAgent });
    `),
    settings: UNCAPPED,
  },
);

const invalid: InvalidCase[] = [
  {
    name: 'keepAlive alone',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'what is missing, in the literal’s own layout',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({
        keepAlive: true,
        maxSockets: 5, // of ours
      });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({
        keepAlive: true,
        maxSockets: 5, // of ours
        timeout: 4000,
      });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'maxSockets alone is missing',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxFreeSockets: 2, timeout: 5000 });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxFreeSockets: 2, timeout: 5000, maxSockets: 50 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
  {
    name: 'the numbers of the settings',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 7, maxFreeSockets: 3, timeout: 1500 });
      module.exports = axios.create({ httpsAgent });
    `,
    settings: { agents: { maxSockets: 7, maxFreeSockets: 3, idleTimeout: 1500 } },
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'numbers as the file writes its own: with separators where it has some',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, keepAliveMsecs: 10_000 });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({
        keepAlive: true,
        keepAliveMsecs: 10_000,
        maxSockets: 50,
        maxFreeSockets: 10,
        timeout: 4_000
      });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a file written in ES5, whose readers may know nothing of separators',
    code: `
      'use strict';
      var axios_1 = require('axios');
      var https_1 = require('https');
      var agent = new https_1.Agent({ keepAlive: true });
      function load(url) {
        return axios_1.default.get(url, { httpsAgent: agent }).then(function (response) { return response.data; });
      }
      exports.load = load;
    `,
    output: `
      'use strict';
      var axios_1 = require('axios');
      var https_1 = require('https');
      var agent = new https_1.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      function load(url) {
        return axios_1.default.get(url, { httpsAgent: agent }).then(function (response) { return response.data; });
      }
      exports.load = load;
    `,
    findings: [{ messageId: 'unboundedIdle', line: 4 }],
  },
  {
    name: 'maxSockets that the settings leave out is not asked for, the others are',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxFreeSockets: 10, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
    settings: { agents: { maxSockets: Infinity } },
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'without keepAlive: how many sockets open at once',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ rejectUnauthorized: false });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ rejectUnauthorized: false, maxSockets: 50 });
      module.exports = axios.create({ httpsAgent });
    `,
    options: { sockets: 'any' },
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
  {
    name: 'without options',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent();
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ maxSockets: 50 });
      module.exports = axios.create({ httpsAgent });
    `,
    options: { sockets: 'any' },
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
  {
    name: 'without parentheses, on the defaults',
    code: `
      const axios = require('axios');
      const https = require('https');
      axios.defaults.httpsAgent = new https.Agent;
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      axios.defaults.httpsAgent = new https.Agent({ maxSockets: 50 });
    `,
    options: { sockets: 'any' },
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
  {
    name: 'by Object.assign on the defaults',
    code: `
      const axios = require('axios');
      const https = require('https');
      Object.assign(axios.defaults, { httpsAgent: new https.Agent({ keepAlive: true }) });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      Object.assign(axios.defaults, {
        httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 })
      });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'on the defaults of an instance, ESM and TypeScript',
    code: `
      import axios, { type AxiosInstance } from 'axios';
      import { Agent } from 'node:https';

      const client: AxiosInstance = axios.create();
      client.defaults.httpsAgent = new Agent({ keepAlive: true } as const);
      export default client;
    `,
    output: `
      import axios, { type AxiosInstance } from 'axios';
      import { Agent } from 'node:https';

      const client: AxiosInstance = axios.create();
      client.defaults.httpsAgent = new Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 } as const);
      export default client;
    `,
    filename: 'input.ts',
    findings: [{ messageId: 'unboundedIdle', line: 5 }],
  },
  {
    name: 'two agents of one object, which is there for them alone',
    code: `
      const axios = require('axios');
      const https = require('https');
      const http = require('http');
      const options = { keepAlive: true };
      module.exports = axios.create({ httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const http = require('http');
      const options = { keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 };
      module.exports = axios.create({ httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) });
    `,
    findings: [
      { messageId: 'unboundedIdle', line: 5 },
      { messageId: 'unboundedIdle', line: 5 },
    ],
  },
  {
    name: 'an object that serves something else, too',
    code: `
      const axios = require('axios');
      const https = require('https');
      const options = { keepAlive: true };
      exports.options = options;
      const httpsAgent = new https.Agent(options);
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const options = { keepAlive: true };
      exports.options = options;
      const httpsAgent = new https.Agent({ maxSockets: 50, maxFreeSockets: 10, timeout: 4000, ...options });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 5 }],
  },
  {
    name: 'an object that is filled step by step',
    code: `
      const axios = require('axios');
      const https = require('https');
      const options = {};
      options.keepAlive = true;
      const httpsAgent = new https.Agent(options);
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const options = {};
      options.keepAlive = true;
      const httpsAgent = new https.Agent({ maxSockets: 50, maxFreeSockets: 10, timeout: 4000, ...options });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 5 }],
  },
  {
    name: 'a spread of what is visible',
    code: `
      const axios = require('axios');
      const https = require('https');
      const base = { keepAlive: true };
      const httpsAgent = new https.Agent({ ...base, rejectUnauthorized: false });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const base = { keepAlive: true };
      const httpsAgent = new https.Agent({
        maxSockets: 50,
        maxFreeSockets: 10,
        timeout: 4000,
        ...base,
        rejectUnauthorized: false
      });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 4 }],
  },
  {
    name: 'an agent that is made in a factory',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.createClient = () => axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      exports.createClient = () => axios.create({
        httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 })
      });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'agentkeepalive: any number of sockets at once',
    code: `
      const axios = require('axios');
      const { HttpsAgent } = require('agentkeepalive');
      const httpsAgent = new HttpsAgent();
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const { HttpsAgent } = require('agentkeepalive');
      const httpsAgent = new HttpsAgent({ maxSockets: 50 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
  {
    name: 'hpagent',
    code: `
      const axios = require('axios');
      const { HttpsProxyAgent } = require('hpagent');
      const httpsAgent = new HttpsProxyAgent({ keepAlive: true, proxy: 'http://proxy' });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const { HttpsProxyAgent } = require('hpagent');
      const httpsAgent = new HttpsProxyAgent({
        keepAlive: true,
        proxy: 'http://proxy',
        maxSockets: 50,
        maxFreeSockets: 10,
        timeout: 4000
      });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a proxy that keeps sockets',
    code: `
      const axios = require('axios');
      const { HttpProxyAgent } = require('http-proxy-agent');
      const httpsAgent = new HttpProxyAgent('http://proxy', { keepAlive: true });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const { HttpProxyAgent } = require('http-proxy-agent');
      const httpsAgent = new HttpProxyAgent('http://proxy', {
        keepAlive: true,
        maxSockets: 50,
        maxFreeSockets: 10,
        timeout: 4000
      });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'ProxyAgent gets no `maxSockets`, at which its requests hang',
    code: `
      const axios = require('axios');
      const { ProxyAgent } = require('proxy-agent');
      const httpsAgent = new ProxyAgent({ keepAlive: true });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const { ProxyAgent } = require('proxy-agent');
      const httpsAgent = new ProxyAgent({ keepAlive: true, maxFreeSockets: 10, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'nor does it by an object of options that other agents take, too',
    code: `
      const axios = require('axios');
      const https = require('https');
      const { ProxyAgent } = require('proxy-agent');
      const options = { keepAlive: true };
      module.exports = axios.create({ httpAgent: new ProxyAgent(options), httpsAgent: new https.Agent(options) });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const { ProxyAgent } = require('proxy-agent');
      const options = { keepAlive: true };
      module.exports = axios.create({ httpAgent: new ProxyAgent({ maxFreeSockets: 10, timeout: 4000, ...options }), httpsAgent: new https.Agent({ maxSockets: 50, maxFreeSockets: 10, timeout: 4000, ...options }) });
    `,
    findings: [
      { messageId: 'unboundedIdle', line: 5 },
      { messageId: 'unboundedIdle', line: 5 },
    ],
  },
  {
    name: 'https-proxy-agent never looks at the timeout',
    code: `
      const axios = require('axios');
      const { HttpsProxyAgent } = require('https-proxy-agent');
      const httpsAgent = new HttpsProxyAgent('http://proxy', { keepAlive: true });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const { HttpsProxyAgent } = require('https-proxy-agent');
      const httpsAgent = new HttpsProxyAgent('http://proxy', { keepAlive: true, maxSockets: 50, maxFreeSockets: 10 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a tunnel',
    code: `
      const axios = require('axios');
      const tunnel = require('tunnel');
      const httpsAgent = tunnel.httpsOverHttp({ proxy: { host: 'proxy', port: 3128 } });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const tunnel = require('tunnel');
      const httpsAgent = tunnel.httpsOverHttp({ proxy: { host: 'proxy', port: 3128 }, maxSockets: 50 });
      module.exports = axios.create({ httpsAgent });
    `,
    options: { sockets: 'any' },
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
];

const refused: InvalidCase[] = [
  {
    name: 'Infinity, which may be meant',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: 10, timeout: 5000 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [
      {
        messageId: 'unboundedSockets',
        line: 3,
        refused: '`maxSockets` is set to a value that sets no limit',
      },
    ],
  },
  {
    name: 'a timeout of 0',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5, maxFreeSockets: 10, timeout: 0 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [
      {
        messageId: 'unboundedIdle',
        line: 3,
        refused: '`timeout` is set to a value that sets no limit',
      },
    ],
  },
  {
    name: 'agentkeepalive with idle sockets for ever',
    code: `
      const axios = require('axios');
      const { HttpsAgent } = require('agentkeepalive');
      const httpsAgent = new HttpsAgent({ maxSockets: 5, freeSocketTimeout: 0 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3, refused: 'sets no limit' }],
  },
  {
    name: 'a proxy without options, whose version is not known',
    code: `
      const axios = require('axios');
      const { HttpsProxyAgent } = require('https-proxy-agent');
      const httpsAgent = new HttpsProxyAgent('http://proxy');
      module.exports = axios.create({ httpsAgent });
    `,
    options: { sockets: 'any' },
    findings: [{ messageId: 'unboundedSockets', line: 3, refused: 'depend on its version' }],
  },
];

const undecided: InvalidCase[] = [
  {
    name: 'one that may keep its sockets, with `unverifiable` alone',
    code: `
      const axios = require('axios');
      const https = require('https');
      const { keepAlive } = require('./config');
      const httpsAgent = new https.Agent({ keepAlive });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const { keepAlive } = require('./config');
      const httpsAgent = new https.Agent({ keepAlive, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
    options: { unverifiable: true },
    findings: [{ messageId: 'undecided', line: 4 }],
  },
  {
    name: 'options from elsewhere, in strict: what they bring still wins',
    code: `
      const options = require('./options');
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent(options);
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const options = require('./options');
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ maxSockets: 50, maxFreeSockets: 10, timeout: 4000, ...options });
      module.exports = axios.create({ httpsAgent });
    `,
    options: strict,
    findings: [{ messageId: 'undecided', line: 4 }],
  },
  {
    name: 'a spread from elsewhere, in strict',
    code: `
      const options = require('./options');
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ ...options, keepAlive: true });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const options = require('./options');
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ maxSockets: 50, maxFreeSockets: 10, timeout: 4000, ...options, keepAlive: true });
      module.exports = axios.create({ httpsAgent });
    `,
    options: strict,
    findings: [{ messageId: 'undecided', line: 4 }],
  },
  {
    name: 'spread arguments, in strict',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent(...given);
      module.exports = axios.create({ httpsAgent });
    `,
    options: strict,
    findings: [
      { messageId: 'undecided', line: 3, refused: 'the arguments of the constructor are spread' },
    ],
  },
];

runSuite({
  rule: requireBoundedAgent,
  codemod: boundAgents,
  valid,
  invalid: [...invalid, ...refused, ...undecided],
});
