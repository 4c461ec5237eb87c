/**
 * Code of which nothing is reported.
 */

import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type ValidCase } from '../../harness/rule-tester.ts';

const esm = { project: 'esm-agents' } as const;

const ts = { project: 'ts-agents', filename: 'src/input.ts' } as const;

const onDefaults = { project: 'defaults' } as const;

const valid: ValidCase[] = [
  {
    name: 'both agents in the config',
    code: `
      const axios = require('axios');
      axios.get(url, { httpAgent, httpsAgent });`,
  },
  {
    name: 'both agents in the defaults form',
    code: `
      const axios = require('axios');
      axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });`,
    ...onDefaults,
  },
  {
    name: 'quoted and computed-constant keys',
    code: `
      const axios = require('axios');
      const KEY = 'httpsAgent';
      axios.get(url, { 'httpAgent': a, [KEY]: b });`,
  },
  {
    name: 'explicit false is a decision',
    code: `
      const axios = require('axios');
      axios.get(url, { httpAgent: false, httpsAgent: false });`,
  },
  {
    name: 'agents through a spread of a known object',
    code: `
      const axios = require('axios');
      const agents = { httpAgent: a, httpsAgent: b };
      axios.get(url, { ...agents, timeout: 1 });`,
  },
  {
    name: 'agents through Object.assign',
    code: `
      const axios = require('axios');
      axios.get(url, Object.assign({}, { httpAgent: a, httpsAgent: b }, { timeout: 1 }));`,
  },
  {
    name: 'agents through axios.mergeConfig',
    code: `
      const axios = require('axios');
      axios.get(url, axios.mergeConfig({ httpAgent: a, httpsAgent: b }, {}));`,
  },
  {
    name: 'agents assigned to a config object later',
    code: `
      const axios = require('axios');
      const config = {};
      config.httpAgent = a;
      config.httpsAgent = b;
      axios.get(url, config);`,
  },
  {
    name: 'an agent given by a decision is not missing',
    code: `
      const axios = require('axios');
      function f(proxy) {
        const config = {};
        if (proxy) {
          config.httpAgent = proxy.http;
          config.httpsAgent = proxy.https;
        }
        return axios.get(url, config);
      }`,
  },
  {
    name: 'one agent by a decision, the other not at all',
    code: `
      const axios = require('axios');
      function f(proxy) {
        const config = {};
        if (proxy) config.httpsAgent = proxy;
        return axios.get(url, config);
      }`,
  },
  {
    name: 'both arms of a conditional config',
    code: `
      const axios = require('axios');
      axios.get(url, fast ? { httpAgent: a, httpsAgent: b } : { httpAgent: c, httpsAgent: d });`,
  },
  {
    name: 'an instance with agents carries its calls',
    code: `
      const axios = require('axios');
      const client = axios.create({ httpAgent: a, httpsAgent: b });
      client.get(url);
      client.post(url, {}, { timeout: 1 });`,
  },
  {
    name: 'instance.defaults set later',
    code: `
      const axios = require('axios');
      const client = axios.create();
      client.defaults.httpAgent = a;
      client.defaults.httpsAgent = b;
      client.get(url);`,
  },
  {
    name: 'an instance of an instance inherits',
    code: `
      const axios = require('axios');
      const base = axios.create({ httpAgent: a, httpsAgent: b });
      const client = base.create({ baseURL: 'https://a.example' });
      client.get(url);`,
  },
  {
    name: 'a condition on the defaults of an instance is a decision',
    code: `
      const axios = require('axios');
      const client = axios.create();
      if (proxy) client.defaults.httpsAgent = proxy;`,
  },
  {
    name: 'undefined over an instance that has agents takes nothing away',
    code: `
      const axios = require('axios');
      const base = axios.create({ httpAgent: a, httpsAgent: b });
      base.create({ httpAgent: undefined });`,
  },
  {
    name: 'a request interceptor that sets both',
    code: `
      const axios = require('axios');
      const client = axios.create();
      client.interceptors.request.use((config) => {
        config.httpAgent = a;
        config.httpsAgent = b;
        return config;
      });
      client.get(url);`,
  },
  {
    name: 'a request interceptor that acts on what agent a config has',
    code: `
      const axios = require('axios');
      const client = axios.create();
      client.interceptors.request.use((config) => {
        config.headers['X-Pooled'] = String(config.httpAgent !== undefined);
        return config;
      });
      client.get(url);`,
  },
  {
    name: 'a request interceptor that takes the agent out of a config',
    code: `
      const axios = require('axios');
      axios.interceptors.request.use(({ httpsAgent, ...config }) => {
        trace(httpsAgent);
        return config;
      });
      axios.get(url);`,
  },
  {
    name: 'the fetch adapter takes no agents',
    code: `
      const axios = require('axios');
      axios.get(url, { adapter: 'fetch' });`,
  },
  {
    name: 'HTTP/2 has sessions',
    code: `
      const axios = require('axios');
      axios.get(url, { httpVersion: 2 });`,
  },
  {
    name: 'a mocked instance sends nothing',
    code: `
      const axios = require('axios');
      const MockAdapter = require('axios-mock-adapter');
      const client = axios.create();
      new MockAdapter(client);
      client.get(url);`,
  },
  {
    name: 'axios-cookiejar-support throws on agents that are not its own',
    code: `
      const axios = require('axios');
      const { wrapper } = require('axios-cookiejar-support');
      const client = wrapper(axios.create({ jar }));
      client.get(url);`,
  },
  {
    name: 'what sends nothing',
    code: `
      const axios = require('axios');
      axios.isAxiosError(error);
      axios.CancelToken.source();
      axios.all([]);
      axios.spread(f);
      axios.getUri({ url });
      axios.toFormData({});`,
  },
  {
    name: 'a shadowed name is no client',
    code: `
      const axios = require('axios');
      function f(axios) { return axios.get(url); }`,
  },
  {
    name: 'a local object called axios',
    code: `
      const axios = { get: (url) => fetch(url), post() {} };
      axios.get(url);
      axios.post(url, {});`,
  },
  {
    name: 'a Map is no client, whatever axios is',
    code: `
      const axios = require('axios');
      const map = new Map();
      map.get(axios.VERSION);
      map.delete(url);`,
  },
  {
    name: 'map.put of a response is a request of nobody',
    code: `
      const axios = require('axios');
      store.put(key, response.data);`,
  },
  {
    name: 'a config parameter is silent in recommended',
    code: `
      const axios = require('axios');
      const get = (url, config) => axios.get(url, config);`,
  },
  {
    name: 'a config made by an unknown helper',
    code: `
      const axios = require('axios');
      axios.get(url, withProxy({ timeout: 1 }));`,
  },
  {
    name: 'a config that a helper may have filled',
    code: `
      const axios = require('axios');
      const config = {};
      addAgents(config);
      axios.get(url, config);`,
  },
  {
    name: 'spread arguments are silent in recommended',
    code: `
      const axios = require('axios');
      const get = (...args) => axios.get(...args);`,
  },
  {
    name: 'a client that a caller may replace',
    code: `
      const axios = require('axios');
      function load(url, client = axios) { return client.get(url); }`,
  },
  {
    name: 'a typed parameter is not visible',
    code: `
      import type { AxiosInstance } from 'axios';
      export const load = (client: AxiosInstance) => client.get('/a');`,
    ...ts,
  },
  {
    name: 'methods that a test looks at',
    code: `
      const axios = require('axios');
      expect(axios.get).toHaveBeenCalled();
      jest.mocked(axios.post).mockReset();
      sinon.stub(axios, 'get');`,
  },
  {
    name: 'silenced by a comment',
    code: `
      const axios = require('axios');
      // eslint-disable-next-line leakproof/require-axios-agents -- short-lived
      axios.get(url);`,
  },
  {
    name: 'silenced for a region',
    code: `
      const axios = require('axios');
      /* eslint-disable leakproof/require-axios-agents */
      axios.get(url);
      axios.get(url);
      /* eslint-enable */`,
  },
  {
    name: 'turned off by a comment',
    code: `
      /* eslint leakproof/require-axios-agents: off */
      const axios = require('axios');
      axios.get(url);`,
  },
  {
    name: 'the name in a string and in a comment',
    code: `
      // axios.get(url)
      const text = "axios.get(url)";`,
  },
  {
    name: 'an instance that axios-rate-limit wraps in place',
    code: `
      import axios from 'axios';
      import rateLimit from 'axios-rate-limit';
      class Api {
        constructor() {
          this.axios = axios.create({ httpAgent: a, httpsAgent: b });
          this.axios = rateLimit(this.axios, { maxRPS: 1 });
        }
        load() {
          return this.axios.get('/a');
        }
      }`,
    ...esm,
  },
];

const knots: ValidCase[] = [
  {
    name: 'an instance that is made of itself',
    code: `
      const axios = require('axios');
      function extend(client) {
        client = client.create({ timeout: 1 });
        return client.get(url);
      }`,
  },
  {
    name: 'a config that is part of itself',
    code: `
      const axios = require('axios');
      function load(config) {
        config = { ...config, a };
        config = { ...config, b };
        config = { ...config, c };
        return axios.get(url, config);
      }`,
  },
  {
    name: 'an object that grows out of its own members',
    code: `
      const axios = require('axios');
      let node = root;
      while (node) {
        node = node.left || node.right;
        node = node.up || node.down;
        node.get(axios.VERSION);
      }`,
  },
];

runSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  valid: [...valid, ...knots],
  invalid: [],
});
