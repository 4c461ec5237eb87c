/**
 * Code of which nothing is reported.
 */

import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { runSuite, type ValidCase } from '../../harness/rule-tester.ts';

const strict = { unverifiable: true, waste: true } as const;

const madeOnce: ValidCase[] = [
  {
    name: 'a constant of the module',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true });
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent });
        res.json(data);
      });
    `,
  },
  {
    name: 'an instance of the module',
    code: `
      const axios = require('axios');
      const https = require('https');
      const client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });
      module.exports = client;`,
  },
  {
    name: 'the defaults, as the module loads',
    code: `
      const axios = require('axios');
      const https = require('https');
      axios.defaults.httpsAgent = new https.Agent({ keepAlive: true });`,
  },
  {
    name: 'a static field',
    code: `
      const axios = require('axios');
      const https = require('https');
      class Api {
        static agent = new https.Agent({ keepAlive: true });
        get(url) { return axios.get(url, { httpsAgent: Api.agent }); }
      }
      module.exports = Api;`,
  },
  {
    name: 'clients that are kept by a key: each serves all requests of its key',
    code: `
      const axios = require('axios');
      const https = require('https');
      const clients = new Map();
      exports.load = (req) => {
        const { tenantId } = req.params;
        let client = clients.get(tenantId);
        if (!client) {
          client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });
          clients.set(tenantId, client);
        }
        return client.get('/items');
      };`,
  },
  {
    name: 'a request that is kept by a key of few values',
    code: `
      const axios = require('axios');
      const https = require('https');
      const pending = {};
      exports.load = (req) => {
        const key = req.params.mode === 'full' ? 'full' : 'short';
        if (!pending[key]) {
          pending[key] = axios.get('https://a/' + key, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
        return pending[key];
      };`,
  },
  {
    name: 'a function that only the module itself calls',
    code: `
      const axios = require('axios');
      const https = require('https');
      function makeClient() {
        return axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });
      }
      const client = makeClient();
      module.exports = client;`,
  },
  {
    name: 'a loop of the module',
    code: `
      const axios = require('axios');
      const https = require('https');
      for (const url of URLS) axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });`,
  },
  {
    name: 'a start-up routine of the module',
    code: `
      const axios = require('axios');
      const https = require('https');
      async function main() {
        await axios.get('https://a.example', { httpsAgent: new https.Agent({ keepAlive: true }) });
      }
      main();`,
  },
  {
    name: 'a singleton',
    code: `
      const axios = require('axios');
      const https = require('https');
      class Api {
        constructor() { this.client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) }); }
        get(url) { return this.client.get(url); }
      }
      module.exports = new Api();`,
  },
  {
    name: 'a singleton behind getInstance',
    code: `
      const axios = require('axios');
      const https = require('https');
      class Api {
        constructor() { this.client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) }); }
        static getInstance() {
          if (!Api.instance) Api.instance = new Api();
          return Api.instance;
        }
      }
      exports.Api = Api;`,
  },
  {
    name: 'a provider of an injector',
    code: `
      import axios from 'axios';
      import https from 'https';
      @Injectable()
      export class Api {
        private readonly client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });
        get(url: string) { return this.client.get(url); }
      }`,
    filename: 'input.ts',
  },
  {
    name: '??=',
    code: `
      const axios = require('axios');
      const https = require('https');
      let agent;
      exports.get = (url) => {
        agent ??= new https.Agent({ keepAlive: true });
        return axios.get(url, { httpsAgent: agent });
      };`,
  },
  {
    name: '||=',
    code: `
      const axios = require('axios');
      const https = require('https');
      let agent;
      exports.get = (url) => axios.get(url, { httpsAgent: (agent ||= new https.Agent({ keepAlive: true })) });`,
  },
  {
    name: 'agent = agent || new',
    code: `
      const axios = require('axios');
      const https = require('https');
      let agent;
      exports.get = (url) => {
        agent = agent || new https.Agent({ keepAlive: true });
        return axios.get(url, { httpsAgent: agent });
      };`,
  },
  {
    name: 'agent || (agent = new)',
    code: `
      const axios = require('axios');
      const https = require('https');
      let agent;
      const getAgent = () => agent || (agent = new https.Agent({ keepAlive: true }));
      exports.get = (url) => axios.get(url, { httpsAgent: getAgent() });`,
  },
  {
    name: 'if (!agent)',
    code: `
      const axios = require('axios');
      const https = require('https');
      let agent;
      function getAgent() {
        if (!agent) {
          agent = new https.Agent({ keepAlive: true });
        }
        return agent;
      }
      exports.get = (url) => axios.get(url, { httpsAgent: getAgent() });`,
  },
  {
    name: 'an early return',
    code: `
      const axios = require('axios');
      const https = require('https');
      let agent = null;
      function getAgent() {
        if (agent !== null) return agent;
        agent = new https.Agent({ keepAlive: true });
        return agent;
      }
      exports.get = (url) => axios.get(url, { httpsAgent: getAgent() });`,
  },
  {
    name: 'a field that is made at the first call',
    code: `
      const axios = require('axios');
      const https = require('https');
      class Api {
        agent() {
          if (!this.httpsAgent) this.httpsAgent = new https.Agent({ keepAlive: true });
          return this.httpsAgent;
        }
        get(url) { return axios.get(url, { httpsAgent: this.agent() }); }
      }
      module.exports = Api;`,
  },
  {
    name: 'a Map of agents',
    code: `
      const axios = require('axios');
      const https = require('https');
      const agents = new Map();
      exports.get = (url, tenant) => {
        if (!agents.has(tenant.id)) agents.set(tenant.id, new https.Agent({ keepAlive: true, cert: tenant.cert }));
        return axios.get(url, { httpsAgent: agents.get(tenant.id) });
      };`,
  },
  {
    name: 'a Map that is looked into first',
    code: `
      const axios = require('axios');
      const https = require('https');
      const agents = new Map();
      function agentFor(tenant) {
        let agent = agents.get(tenant.id);
        if (!agent) {
          agent = new https.Agent({ keepAlive: true, cert: tenant.cert });
          agents.set(tenant.id, agent);
        }
        return agent;
      }
      exports.get = (url, tenant) => axios.get(url, { httpsAgent: agentFor(tenant) });`,
  },
  {
    name: 'a table of agents',
    code: `
      const axios = require('axios');
      const https = require('https');
      const agents = {};
      exports.get = (url, host) => {
        const agent = (agents[host] ??= new https.Agent({ keepAlive: true }));
        return axios.get(url, { httpsAgent: agent });
      };`,
  },
  {
    name: 'a Map of clients',
    code: `
      const axios = require('axios');
      const https = require('https');
      const clients = new Map();
      exports.clientFor = (tenant) => {
        const known = clients.get(tenant.id);
        if (known) return known;
        const client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true, cert: tenant.cert }) });
        clients.set(tenant.id, client);
        return client;
      };`,
  },
  {
    name: 'a constructor that gives the instance that is there',
    code: `
      const axios = require('axios');
      const https = require('https');
      class Api {
        constructor() {
          if (Api.instance) return Api.instance;
          this.client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });
          Api.instance = this;
        }
      }
      exports.get = (url) => new Api().client.get(url);`,
  },
  {
    name: 'once',
    code: `
      const axios = require('axios');
      const https = require('https');
      const once = require('lodash/once');
      const getAgent = once(() => new https.Agent({ keepAlive: true }));
      exports.get = (url) => axios.get(url, { httpsAgent: getAgent() });`,
  },
  {
    name: 'memoize',
    code: `
      const axios = require('axios');
      const https = require('https');
      const _ = require('lodash');
      const agentFor = _.memoize((cert) => new https.Agent({ keepAlive: true, cert }));
      exports.get = (url, tenant) => axios.get(url, { httpsAgent: agentFor(tenant.cert) });`,
  },
  {
    name: 'a factory that is memoised where it is called',
    code: `
      const axios = require('axios');
      const https = require('https');
      const makeAgent = () => new https.Agent({ keepAlive: true });
      let agent;
      exports.get = (url) => axios.get(url, { httpsAgent: (agent ??= makeAgent()) });`,
  },
];

const noLeak: ValidCase[] = [
  {
    name: 'without keepAlive it closes its socket',
    code: `
      const axios = require('axios');
      const https = require('https');
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: new https.Agent({ rejectUnauthorized: false }) });
        res.json(data);
      });
    `,
  },
  {
    name: 'keepAlive: false',
    code: `
      const axios = require('axios');
      const https = require('https');
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: new https.Agent({ keepAlive: false }) });
        res.json(data);
      });
    `,
  },
  {
    name: 'no options',
    code: `
      const axios = require('axios');
      const https = require('https');
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: new https.Agent() });
        res.json(data);
      });
    `,
  },
  {
    name: 'destroyed in finally',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = async (url) => {
        const agent = new https.Agent({ keepAlive: true });
        try {
          return (await axios.get(url, { httpsAgent: agent })).data;
        } finally {
          agent.destroy();
        }
      };`,
  },
  {
    name: 'a proxy, which keeps no socket by default',
    code: `
      const axios = require('axios');
      const { HttpsProxyAgent } = require('https-proxy-agent');
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: new HttpsProxyAgent(req.query.proxy) });
        res.json(data);
      });
    `,
  },
  {
    name: 'a proxy of a former version',
    code: `
      const axios = require('axios');
      const HttpsProxyAgent = require('https-proxy-agent');
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: HttpsProxyAgent('http://proxy') });
        res.json(data);
      });
    `,
  },
  {
    name: 'a tunnel, which closes each socket',
    code: `
      const axios = require('axios');
      const tunnel = require('tunnel');
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: tunnel.httpsOverHttp({ proxy: { host: req.query.host } }) });
        res.json(data);
      });
    `,
  },
];

const notForAxios: ValidCase[] = [
  {
    name: 'another client',
    code: `
      const axios = require('axios');
      const https = require('https');
      const bent = require('bent');
      app.get('/', (req) => bent({ agent: new https.Agent({ keepAlive: true }) })('https://a.example'));`,
  },
  {
    name: 'no client that is analysed',
    code: `
      const https = require('https');
      const needle = require('needle');
      exports.get = (url) => needle('get', url, { agent: new https.Agent({ keepAlive: true }) });`,
  },
  {
    name: 'an SDK with the same names',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.s3 = () => new NodeHttpHandler({ httpsAgent: new https.Agent({ keepAlive: true }) });
      exports.get = (url) => axios.get(url);`,
  },
  {
    name: 'a class of the file that is called Agent',
    code: `
      const axios = require('axios');
      class Agent {}
      exports.get = (url) => axios.get(url, { httpsAgent: new Agent({ keepAlive: true }) });`,
  },
  {
    name: 'a mocked client',
    code: `
      const axios = require('axios');
      const https = require('https');
      const MockAdapter = require('axios-mock-adapter');
      exports.get = (url) => {
        const client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });
        new MockAdapter(client);
        return client.get(url);
      };`,
  },
];

const shortLived: ValidCase[] = [
  {
    name: 'a script',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });`,
    filename: 'scripts/input.js',
  },
  {
    name: 'a test',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });`,
    filename: 'input.test.js',
  },
];

runSuite({
  rule: noPerCallAgent,
  codemod: hoistAgents,
  valid: [
    ...madeOnce,
    ...madeOnce.map((valid) => ({ ...valid, name: `${valid.name}, in strict`, options: strict })),
    ...noLeak,
    ...notForAxios,
    ...notForAxios.map((valid) => ({
      ...valid,
      name: `${valid.name}, in strict`,
      options: strict,
    })),
    ...shortLived,
  ],
  invalid: [],
});
