import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const forms: InvalidCase[] = [
  {
    name: 'in the config of a call',
    code: `
      const axios = require('axios');
      const https = require('https');

      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: new https.Agent({ keepAlive: true }) });
        res.json(data);
      });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });

      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: sharedHttpsAgent });
        res.json(data);
      });
    `,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'in a config of which other properties are set',
    code: `
      const axios = require('axios');
      const https = require('https');

      exports.getItems = async (url, ms, isKept) => {
        const config = { url, headers: {} };
        if (isKept) config.httpsAgent = new https.Agent({ keepAlive: true });
        config.headers.accept = 'application/json';
        config.timeout = ms;
        return (await axios(config)).data;
      };
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });

      exports.getItems = async (url, ms, isKept) => {
        const config = { url, headers: {} };
        if (isKept) config.httpsAgent = sharedHttpsAgent;
        config.headers.accept = 'application/json';
        config.timeout = ms;
        return (await axios(config)).data;
      };
    `,
    findings: [{ messageId: 'perCall', line: 6 }],
  },
  {
    name: 'ESM, TypeScript',
    code: `
      import axios from 'axios';
      import https from 'https';

      export async function get(url: string): Promise<unknown> {
        const { data } = await axios.get<unknown>(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        return data;
      }
    `,
    output: `
      import axios from 'axios';
      import https from 'https';
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });

      export async function get(url: string): Promise<unknown> {
        const { data } = await axios.get<unknown>(url, { httpsAgent: sharedHttpsAgent });
        return data;
      }
    `,
    filename: 'input.ts',
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a named import',
    code: `
      import axios from 'axios';
      import { Agent } from 'node:https';
      export const get = (url) => axios.get(url, { httpsAgent: new Agent({ keepAlive: true }) });`,
    output: `
      import axios from 'axios';
      import { Agent } from 'node:https';
      const sharedHttpsAgent = new Agent({ keepAlive: true });
      export const get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'a namespace import under another name',
    code: `
      import * as axios from 'axios';
      import * as tls from 'https';
      export const get = (url) => axios.get(url, { httpsAgent: new tls.Agent({ keepAlive: true }) });`,
    output: `
      import * as axios from 'axios';
      import * as tls from 'https';
      const sharedHttpsAgent = new tls.Agent({ keepAlive: true });
      export const get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'a destructured require',
    code: `
      const axios = require('axios');
      const { Agent: HttpsAgent } = require('node:https');
      exports.get = (url) => axios.get(url, { httpsAgent: new HttpsAgent({ keepAlive: true }) });`,
    output: `
      const axios = require('axios');
      const { Agent: HttpsAgent } = require('node:https');
      const sharedHttpsAgent = new HttpsAgent({ keepAlive: true });
      exports.get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'a require in the place itself',
    code: `
      const axios = require('axios');
      exports.get = (url) => axios.get(url, { httpAgent: new (require('http').Agent)({ keepAlive: true }) });`,
    output: `
      const axios = require('axios');
      const sharedHttpAgent = new (require('http').Agent)({ keepAlive: true });
      exports.get = (url) => axios.get(url, { httpAgent: sharedHttpAgent });`,
    findings: [{ messageId: 'perCall', line: 2 }],
  },
  {
    name: 'compiled code',
    code: `
      "use strict";
      const axios_1 = __importDefault(require("axios"));
      const https_1 = __importDefault(require("https"));
      exports.get = (url) => axios_1.default.get(url, { httpsAgent: new https_1.default.Agent({ keepAlive: true }) });
    `,
    output: `
      "use strict";
      const axios_1 = __importDefault(require("axios"));
      const https_1 = __importDefault(require("https"));
      const sharedHttpsAgent = new https_1.default.Agent({ keepAlive: true });
      exports.get = (url) => axios_1.default.get(url, { httpsAgent: sharedHttpsAgent });
    `,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'agentkeepalive, which keeps sockets by default',
    code: `
      const axios = require('axios');
      const HttpAgent = require('agentkeepalive');
      const { HttpsAgent } = HttpAgent;
      exports.get = (url) => axios.get(url, { httpAgent: new HttpAgent(), httpsAgent: new HttpsAgent() });`,
    output: `
      const axios = require('axios');
      const HttpAgent = require('agentkeepalive');
      const sharedHttpAgent = new HttpAgent();
      const { HttpsAgent } = HttpAgent;
      const sharedHttpsAgent = new HttpsAgent();
      exports.get = (url) => axios.get(url, { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent });`,
    findings: [
      { messageId: 'perCall', line: 4 },
      { messageId: 'perCall', line: 4 },
    ],
  },
  {
    name: 'a proxy that keeps sockets',
    code: `
      import axios from 'axios';
      import { HttpsProxyAgent } from 'https-proxy-agent';
      const PROXY = 'http://proxy.example:3128';
      export const get = (url) => axios.get(url, { httpsAgent: new HttpsProxyAgent(PROXY, { keepAlive: true }) });`,
    output: `
      import axios from 'axios';
      import { HttpsProxyAgent } from 'https-proxy-agent';
      const PROXY = 'http://proxy.example:3128';
      const sharedHttpsAgent = new HttpsProxyAgent(PROXY, { keepAlive: true });
      export const get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 4, says: 'until the server closes them' }],
  },
  {
    name: 'hpagent',
    code: `
      import axios from 'axios';
      import { HttpProxyAgent } from 'hpagent';
      export const get = (url) => axios.get(url, { httpAgent: new HttpProxyAgent({ keepAlive: true, proxy: 'http://proxy' }) });`,
    output: `
      import axios from 'axios';
      import { HttpProxyAgent } from 'hpagent';
      const sharedHttpAgent = new HttpProxyAgent({ keepAlive: true, proxy: 'http://proxy' });
      export const get = (url) => axios.get(url, { httpAgent: sharedHttpAgent });`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
];

const ways: InvalidCase[] = [
  {
    name: 'an instance per call',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = async (url) => {
        const client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });
        const { data } = await client.get(url);
        return data;
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      exports.get = async (url) => {
        const client = axios.create({ httpsAgent: sharedHttpsAgent });
        const { data } = await client.get(url);
        return data;
      };`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a variable of the function moves out as it is, with its comments',
    code: `
      const axios = require('axios');
      const https = require('https');

      exports.get = async (url) => {
        const agent = new https.Agent({
          keepAlive: true, // reuse
          maxSockets: 5,
        });
        return axios.get(url, { httpsAgent: agent });
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({
        keepAlive: true, // reuse
        maxSockets: 5,
      });

      exports.get = async (url) => {
        return axios.get(url, { httpsAgent: agent });
      };`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'its comment stays where it is, and so does the variable',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = async (url) => {
        // Reuses sockets.
        const agent = new https.Agent({ keepAlive: true });
        return axios.get(url, { httpsAgent: agent });
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedAgent = new https.Agent({ keepAlive: true });
      exports.get = async (url) => {
        // Reuses sockets.
        const agent = sharedAgent;
        return axios.get(url, { httpsAgent: agent });
      };`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a comment in its declaration stays where it is, and so does the variable',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = async (url) => {
        const agent /* reuses sockets */ = new https.Agent({ keepAlive: true });
        return axios.get(url, { httpsAgent: agent });
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedAgent = new https.Agent({ keepAlive: true });
      exports.get = async (url) => {
        const agent /* reuses sockets */ = sharedAgent;
        return axios.get(url, { httpsAgent: agent });
      };`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'equal agents share one, but for one that has a comment of its own',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.a = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true /* faster */ }) });
      exports.b = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
      exports.c = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true /* slower */ }) });
      exports.d = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, /* faster */ }) });`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true /* faster */ });
      const sharedHttpsAgent2 = new https.Agent({ keepAlive: true /* slower */ });
      exports.a = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });
      exports.b = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });
      exports.c = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent2 });
      exports.d = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [3, 4, 5, 6].map((line) => ({ messageId: 'perCall', line })),
  },
  {
    name: 'a variable that is assigned again stays',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = async (url, given) => {
        let agent = new https.Agent({ keepAlive: true });
        if (given) agent = given;
        return axios.get(url, { httpsAgent: agent });
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedAgent = new https.Agent({ keepAlive: true });
      exports.get = async (url, given) => {
        let agent = sharedAgent;
        if (given) agent = given;
        return axios.get(url, { httpsAgent: agent });
      };`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a name that fix-agents would take for all calls goes out only with options of the pool',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = async (url) => {
        const httpsAgent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
        return axios.get(url, { httpsAgent });
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
      exports.get = async (url) => {
        const httpsAgent = sharedHttpsAgent;
        return axios.get(url, { httpsAgent });
      };`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a config that is assigned to',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const config = { timeout: 5000 };
        if (url.startsWith('https:')) config.httpsAgent = new https.Agent({ keepAlive: true });
        return axios.get(url, config);
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      exports.get = (url) => {
        const config = { timeout: 5000 };
        if (url.startsWith('https:')) config.httpsAgent = sharedHttpsAgent;
        return axios.get(url, config);
      };`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a config that is spread',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const base = { httpsAgent: new https.Agent({ keepAlive: true }) };
        return axios.get(url, { ...base, timeout: 5000 });
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      exports.get = (url) => {
        const base = { httpsAgent: sharedHttpsAgent };
        return axios.get(url, { ...base, timeout: 5000 });
      };`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a helper that returns an agent',
    code: `
      const axios = require('axios');
      const https = require('https');
      function makeAgent() {
        return new https.Agent({ keepAlive: true });
      }
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: makeAgent() });
        res.json(data);
      });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      function makeAgent() {
        return sharedHttpsAgent;
      }
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: makeAgent() });
        res.json(data);
      });
    `,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a helper that returns a config',
    code: `
      const axios = require('axios');
      const https = require('https');
      const configFor = (token) => ({ headers: { token }, httpsAgent: new https.Agent({ keepAlive: true }) });
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', configFor(req.query.token));
        res.json(data);
      });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      const configFor = (token) => ({ headers: { token }, httpsAgent: sharedHttpsAgent });
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', configFor(req.query.token));
        res.json(data);
      });
    `,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'a helper that sends what it is given',
    code: `
      const axios = require('axios');
      const https = require('https');
      const send = (url, config) => axios.get(url, config);
      app.get('/items', (req) => send(req.query.url, { httpsAgent: new https.Agent({ keepAlive: true }) }));
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      const send = (url, config) => axios.get(url, config);
      app.get('/items', (req) => send(req.query.url, { httpsAgent: sharedHttpsAgent }));
    `,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a helper that is given the agent',
    code: `
      const axios = require('axios');
      const https = require('https');
      const send = (url, options) => axios.get(url, { httpsAgent: options.agent });
      app.get('/items', (req) => send(req.query.url, { agent: new https.Agent({ keepAlive: true }) }));
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedAgent = new https.Agent({ keepAlive: true });
      const send = (url, options) => axios.get(url, { httpsAgent: options.agent });
      app.get('/items', (req) => send(req.query.url, { agent: sharedAgent }));
    `,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a request interceptor',
    code: `
      const axios = require('axios');
      const https = require('https');
      axios.interceptors.request.use((config) => {
        config.httpsAgent = new https.Agent({ keepAlive: true });
        return config;
      });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      axios.interceptors.request.use((config) => {
        config.httpsAgent = sharedHttpsAgent;
        return config;
      });
    `,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'an instance of a class per call',
    code: `
      const axios = require('axios');
      const https = require('https');
      class Api {
        constructor() {
          this.client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        get(url) {
          return this.client.get(url);
        }
      }
      app.get('/items', async (req, res) => {
        const api = new Api();
        res.json(await api.get(req.query.url));
      });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      class Api {
        constructor() {
          this.client = axios.create({ httpsAgent: sharedHttpsAgent });
        }
        get(url) {
          return this.client.get(url);
        }
      }
      app.get('/items', async (req, res) => {
        const api = new Api();
        res.json(await api.get(req.query.url));
      });
    `,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a method of an exported class',
    code: `
      import axios from 'axios';
      import https from 'https';
      export class Api {
        get(url) {
          return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
      }
    `,
    output: `
      import axios from 'axios';
      import https from 'https';
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      export class Api {
        get(url) {
          return axios.get(url, { httpsAgent: sharedHttpsAgent });
        }
      }
    `,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a timer',
    code: `
      const axios = require('axios');
      const https = require('https');
      setInterval(() => axios.get('https://a.example', { httpsAgent: new https.Agent({ keepAlive: true }) }), 1000);`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      setInterval(() => axios.get('https://a.example', { httpsAgent: sharedHttpsAgent }), 1000);`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'a retried request',
    code: `
      const axios = require('axios');
      const https = require('https');
      function attempt(url, agent, left) {
        return axios.get(url, { httpsAgent: agent }).catch((error) => (left > 0 ? attempt(url, agent, left - 1) : Promise.reject(error)));
      }
      exports.get = (url) => attempt(url, new https.Agent({ keepAlive: true }), 3);`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      function attempt(url, agent, left) {
        return axios.get(url, { httpsAgent: agent }).catch((error) => (left > 0 ? attempt(url, agent, left - 1) : Promise.reject(error)));
      }
      exports.get = (url) => attempt(url, sharedHttpsAgent, 3);`,
    findings: [{ messageId: 'perCall', line: 6 }],
  },
  {
    name: 'a retry that takes the function',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        const agent = new https.Agent({ keepAlive: true });
        return retry(() => axios.get(url, { httpsAgent: agent }));
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      exports.get = (url) => {
        return retry(() => axios.get(url, { httpsAgent: agent }));
      };`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a default of a parameter',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url, agent = new https.Agent({ keepAlive: true })) => axios.get(url, { httpsAgent: agent });`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedAgent = new https.Agent({ keepAlive: true });
      exports.get = (url, agent = sharedAgent) => axios.get(url, { httpsAgent: agent });`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
];

const looksElsewhere: InvalidCase[] = [
  {
    name: 'a function that looks whether something else is there',
    code: `
      const axios = require('axios');
      const https = require('https');
      let token;
      exports.get = async (url) => {
        if (!token) token = await login();
        return axios.get(url, { headers: { token }, httpsAgent: new https.Agent({ keepAlive: true }) });
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      let token;
      exports.get = async (url) => {
        if (!token) token = await login();
        return axios.get(url, { headers: { token }, httpsAgent: sharedHttpsAgent });
      };`,
    findings: [{ messageId: 'perCall', line: 6 }],
  },
];

const perKey: InvalidCase[] = [
  {
    name: 'a request in flight that is kept by a key: the next key makes another agent',
    code: `
      const axios = require('axios');
      const https = require('https');
      const pending = new Map();
      exports.load = async (req) => {
        const { reportId } = req.params;
        let promise = pending.get(reportId);
        if (!promise) {
          promise = axios.get('https://reports/' + reportId, { httpsAgent: new https.Agent({ keepAlive: true }) });
          pending.set(reportId, promise);
        }
        return promise;
      };`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      const pending = new Map();
      exports.load = async (req) => {
        const { reportId } = req.params;
        let promise = pending.get(reportId);
        if (!promise) {
          promise = axios.get('https://reports/' + reportId, { httpsAgent: sharedHttpsAgent });
          pending.set(reportId, promise);
        }
        return promise;
      };`,
    findings: [{ messageId: 'perCall', line: 8, says: 'for another `reportId`' }],
  },
  {
    name: 'a cache of answers by a key of a request: it keeps the answer, not the agent',
    code: `
      const axios = require('axios');
      const https = require('https');
      const cache = new Map();
      app.get('/parcels/:parcelId', async (req, res) => {
        const { parcelId } = req.params;
        if (cache.has(parcelId)) return res.json(cache.get(parcelId));
        const agent = new https.Agent({ keepAlive: true });
        const response = await axios.get('https://parcels/' + parcelId, { httpsAgent: agent });
        cache.set(parcelId, response.data);
        res.json(response.data);
      });`,
    output: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      const cache = new Map();
      app.get('/parcels/:parcelId', async (req, res) => {
        const { parcelId } = req.params;
        if (cache.has(parcelId)) return res.json(cache.get(parcelId));
        const response = await axios.get('https://parcels/' + parcelId, { httpsAgent: agent });
        cache.set(parcelId, response.data);
        res.json(response.data);
      });`,
    findings: [{ messageId: 'perCall', line: 7, says: 'each time the handler' }],
  },
];

runSuite({
  rule: noPerCallAgent,
  codemod: hoistAgents,
  valid: [],
  invalid: [...forms, ...ways, ...looksElsewhere, ...perKey],
});
