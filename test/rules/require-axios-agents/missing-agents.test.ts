import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

/** What shares its world with a file that requires axios and has a folder with a module of agents above it. */
const cjs = { project: 'cjs-agents' } as const;

const esm = { project: 'esm-agents' } as const;

const ts = { project: 'ts-agents', filename: 'src/input.ts' } as const;

const onDefaults = { project: 'defaults' } as const;

const missing = (line: number, refused?: string) => ({
  messageId: 'missingAgents',
  line,
  ...(refused === undefined ? {} : { refused }),
});

const clients: InvalidCase[] = [
  {
    name: 'import axios',
    code: `
      import axios from 'axios';
      axios.get(url);
    `,
    output: `
      import axios from 'axios';
      import { httpAgent, httpsAgent } from './http-agents.js';
      axios.get(url, { httpAgent, httpsAgent });
    `,
    findings: [missing(2)],
    ...esm,
  },
  {
    name: 'import * as, and another name',
    code: `
      import * as ax from 'axios';
      ax.get(url);
      ax.default.get(url);
    `,
    output: `
      import * as ax from 'axios';
      import { httpAgent, httpsAgent } from './http-agents.js';
      ax.get(url, { httpAgent, httpsAgent });
      ax.default.get(url, { httpAgent, httpsAgent });
    `,
    findings: [missing(2), missing(3)],
    ...esm,
  },
  {
    name: 'import { default as x }, double quotes, no semicolons',
    code: `
      import { default as Axios } from "axios"

      Axios.delete("https://a.example")
    `,
    output: `
      import { default as Axios } from "axios"
      import { httpAgent, httpsAgent } from "./http-agents.js"

      Axios.delete("https://a.example", { httpAgent, httpsAgent })
    `,
    findings: [missing(3)],
    ...esm,
  },
  {
    name: 'import x = require',
    code: `
      import axios = require('axios');
      axios.get(url);
    `,
    output: `
      import axios = require('axios');
      import agents = require('./http-agents');
      axios.get(url, { httpAgent: agents.httpAgent, httpsAgent: agents.httpsAgent });
    `,
    findings: [missing(2)],
    ...ts,
  },
  {
    name: 'require().default, a require in place, a dynamic import',
    code: `
      const axios = require('axios').default;
      async function f() {
        await axios.get(url);
        await require('axios').get(url);
        const { default: late } = await import('axios');
        await late.get(url);
        await (await import('axios')).default.get(url);
      }
    `,
    output: `
      const axios = require('axios').default;
      const { httpAgent, httpsAgent } = require('./http-agents');
      async function f() {
        await axios.get(url, { httpAgent, httpsAgent });
        await require('axios').get(url, { httpAgent, httpsAgent });
        const { default: late } = await import('axios');
        await late.get(url, { httpAgent, httpsAgent });
        await (await import('axios')).default.get(url, { httpAgent, httpsAgent });
      }
    `,
    findings: [missing(3), missing(4), missing(6), missing(7)],
    ...cjs,
  },
  {
    name: 'compiled code',
    code: `
      "use strict";
      var __importDefault = (this && this.__importDefault) || function (mod) { return mod.__esModule ? mod : { default: mod }; };
      const axios_1 = __importDefault(require("axios"));
      axios_1.default.get(url);
    `,
    output: `
      "use strict";
      var __importDefault = (this && this.__importDefault) || function (mod) { return mod.__esModule ? mod : { default: mod }; };
      const axios_1 = __importDefault(require("axios"));
      axios_1.default.get(url, { httpAgent: axios_1.default.defaults.httpAgent, httpsAgent: axios_1.default.defaults.httpsAgent });
    `,
    findings: [missing(4)],
    ...onDefaults,
  },
  {
    name: 'a require inside a function: the import goes to the top, under the header',
    code: `
      #!/usr/bin/env node
      'use strict';

      function f() {
        const axios = require('axios');
        return axios.get(url);
      }
    `,
    output: `
      #!/usr/bin/env node
      'use strict';
      const { httpAgent, httpsAgent } = require('./http-agents');

      function f() {
        const axios = require('axios');
        return axios.get(url, { httpAgent, httpsAgent });
      }
    `,
    findings: [missing(6)],
    ...cjs,
    settings: { environments: 'all' },
  },
  {
    name: 'aliases and destructured methods',
    code: `
      const axios = require('axios');
      const http = axios;
      const { get, post: send } = axios;
      const put = axios.put;
      http.get(url);
      get(url);
      send(url);
      put(url, body);
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const http = axios;
      const { get, post: send } = axios;
      const put = axios.put;
      http.get(url, { httpAgent, httpsAgent });
      get(url, { httpAgent, httpsAgent });
      send(url, undefined, { httpAgent, httpsAgent });
      put(url, body, { httpAgent, httpsAgent });
    `,
    findings: [missing(5), missing(6), missing(7), missing(8)],
    ...cjs,
  },
  {
    name: 'a destructured method takes the defaults from the name that axios has',
    code: `
      const axios = require('axios');
      const { get } = axios;
      get(url);
    `,
    output: `
      const axios = require('axios');
      const { get } = axios;
      get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });
    `,
    findings: [missing(3)],
    ...onDefaults,
  },
  {
    name: 'one cause, one report: the create call, not its calls',
    code: `
      const axios = require('axios');
      const client = axios.create({ baseURL: 'https://a.example' });
      client.get('/a');
      client.post('/b', {});
      client({ url: '/c' });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const client = axios.create({ baseURL: 'https://a.example', httpAgent, httpsAgent });
      client.get('/a');
      client.post('/b', {});
      client({ url: '/c' });
    `,
    findings: [missing(2)],
    ...cjs,
  },
  {
    name: 'axios.create() and new Axios',
    code: `
      const axios = require('axios');
      const { Axios } = axios;
      const a = axios.create();
      const b = new Axios({});
      const c = new axios.Axios;
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const { Axios } = axios;
      const a = axios.create({ httpAgent, httpsAgent });
      const b = new Axios({ httpAgent, httpsAgent });
      const c = new axios.Axios({ httpAgent, httpsAgent });
    `,
    findings: [missing(3), missing(4), missing(5)],
    ...cjs,
  },
  {
    name: 'fields, getters and functions that return a client',
    code: `
      import axios from 'axios';

      export class Api {
        static shared = axios;
        #http = axios;
        constructor(private readonly client = axios.create()) {}
        get axios() {
          return axios;
        }
        load() {
          return [Api.shared.get('/a'), this.#http.get('/b'), this.axios.get('/c'), http().get('/d'), this.client.get('/e')];
        }
      }

      function http() {
        return axios;
      }
    `,
    output: `
      import axios from 'axios';
      import { httpAgent, httpsAgent } from './http-agents';

      export class Api {
        static shared = axios;
        #http = axios;
        constructor(private readonly client = axios.create({ httpAgent, httpsAgent })) {}
        get axios() {
          return axios;
        }
        load() {
          return [Api.shared.get('/a', { httpAgent, httpsAgent }), this.#http.get('/b', { httpAgent, httpsAgent }), this.axios.get('/c', { httpAgent, httpsAgent }), http().get('/d', { httpAgent, httpsAgent }), this.client.get('/e')];
        }
      }

      function http() {
        return axios;
      }
    `,
    findings: [missing(6), missing(11), missing(11), missing(11), missing(11)],
    ...ts,
  },
  {
    name: 'the defaults never reach an instance: it gets the module, calls on axios the defaults',
    code: `
      const axios = require('axios');
      const client = axios.create();
      axios.get(url);
    `,
    findings: [
      {
        ...missing(2, 'an instance copies `axios.defaults`'),
        says: 'It uses `axios.defaults` (set in setup.js:4) only if that line ran before the instance was created; otherwise it uses Node’s global agents',
      },
      {
        ...missing(3),
        says: 'It uses `axios.defaults` (set in setup.js:4) only if that line ran before; otherwise it uses Node’s global agents, whose number of sockets is unlimited by default. Pass both: shared agents that have `maxSockets` and a `timeout` for idle sockets, or that of `axios.defaults`, whose limits',
      },
    ],
    output: `
      const axios = require('axios');
      const client = axios.create();
      axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });
    `,
    options: { agents: 'defaults' },
    ...onDefaults,
  },
  {
    name: 'wrappers return the client that they are given',
    code: `
      const axios = require('axios');
      const rateLimit = require('axios-rate-limit');
      const client = rateLimit(axios.create(), { maxRPS: 5 });
      client.get('/a');
    `,
    output: `
      const axios = require('axios');
      const rateLimit = require('axios-rate-limit');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const client = rateLimit(axios.create({ httpAgent, httpsAgent }), { maxRPS: 5 });
      client.get('/a');
    `,
    findings: [missing(3)],
    ...cjs,
  },
  {
    name: 'settings name further wrappers and modules',
    code: `
      const { client } = require('@acme/http');
      const traced = require('@acme/traced');
      traced(client).get('/a');
    `,
    output: `
      const { client } = require('@acme/http');
      const traced = require('@acme/traced');
      const { httpAgent, httpsAgent } = require('./http-agents');
      traced(client).get('/a', { httpAgent, httpsAgent });
    `,
    findings: [missing(3)],
    settings: { modules: ['@acme/http'], wrappers: ['@acme/traced'] },
    ...cjs,
  },
  {
    name: 'an instance that a named module makes, which is no request of its own',
    code: `
      const http = require('@acme/http');
      const orders = http.create({ baseURL: 'https://orders.example' });
      orders.get('/a');
    `,
    output: `
      const http = require('@acme/http');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const orders = http.create({ baseURL: 'https://orders.example', httpAgent, httpsAgent });
      orders.get('/a');
    `,
    findings: [{ ...missing(2), says: 'This instance has' }],
    settings: { modules: ['@acme/http'] },
    ...cjs,
  },
];

const positions: InvalidCase[] = [
  {
    name: 'a config never goes into the data position',
    code: `
      const axios = require('axios');
      axios.post(url);
      axios.put(url, { httpAgent, httpsAgent });
      axios.patchForm(url, data, {});
    `,
    output: `
      const axios = require('axios');
      const { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent } = require('./http-agents');
      axios.post(url, undefined, { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent });
      axios.put(url, { httpAgent, httpsAgent }, { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent });
      axios.patchForm(url, data, { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent });
    `,
    findings: [missing(2), missing(3), missing(4)],
    ...cjs,
  },
  {
    name: 'client(config), client(url), client(url, config), request(config)',
    code: `
      const axios = require('axios');
      const known = { url };
      axios({ url });
      axios('https://a.example');
      axios(\`\${base}/a\`, { timeout: 1 });
      axios.request({ url });
      axios.request(known);
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const known = { url };
      axios({ url, httpAgent, httpsAgent });
      axios('https://a.example', { httpAgent, httpsAgent });
      axios(\`\${base}/a\`, { timeout: 1, httpAgent, httpsAgent });
      axios.request({ url, httpAgent, httpsAgent });
      axios.request({ httpAgent, httpsAgent, ...known });
    `,
    findings: [missing(3), missing(4), missing(5), missing(6), missing(7)],
    ...cjs,
  },
  {
    name: 'a computed method that is a constant',
    code: `
      const axios = require('axios');
      const METHOD = 'post';
      axios[METHOD](url);
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const METHOD = 'post';
      axios[METHOD](url, undefined, { httpAgent, httpsAgent });
    `,
    findings: [missing(3)],
    ...cjs,
  },
];

const configs: InvalidCase[] = [
  {
    name: 'one arm of a conditional config lacks them',
    code: `
      const axios = require('axios');
      axios.get(
        url,
        token ? { headers: { token } } : undefined
      );
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.get(
        url,
        { httpAgent, httpsAgent, ...(token ? { headers: { token } } : undefined) }
      );
    `,
    findings: [missing(2)],
    ...cjs,
  },
  {
    name: 'undefined and null in the place of a config',
    code: `
      const axios = require('axios');
      axios.get(url, undefined);
      axios.post(url, body, null);
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.get(url, { httpAgent, httpsAgent });
      axios.post(url, body, { httpAgent, httpsAgent });
    `,
    findings: [missing(2), missing(3)],
    ...cjs,
  },
  {
    name: 'before a spread, so that what it brings still wins',
    code: `
      const axios = require('axios');
      const extra = { timeout: 1 };
      axios.get(url, { params, ...extra, retry: 2 });
      axios.get(url, {
        ...extra,
        retry: 2,
      });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const extra = { timeout: 1 };
      axios.get(url, { params, httpAgent, httpsAgent, ...extra, retry: 2 });
      axios.get(url, {
        httpAgent,
        httpsAgent,
        ...extra,
        retry: 2,
      });
    `,
    findings: [missing(3), missing(4)],
    ...cjs,
  },
];

const elsewhere: InvalidCase[] = [
  {
    name: 'an empty agent that stands where the config is made would win: refused, the other sites are fixed',
    code: `
      const axios = require('axios');
      const config = { httpAgent: undefined };
      axios.get(url, config);
      axios.get(url, { ...{ httpAgent: null }, httpsAgent: a });
      axios.get(url);
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const config = { httpAgent: undefined };
      axios.get(url, config);
      axios.get(url, { ...{ httpAgent: null }, httpsAgent: a });
      axios.get(url, { httpAgent, httpsAgent });
    `,
    findings: [
      { messageId: 'emptyAgent', line: 3, refused: 'is set where the config is created' },
      { messageId: 'emptyAgent', line: 4, refused: 'is set where the config is created' },
      missing(5),
    ],
    ...cjs,
  },
  {
    name: 'what is written to the config when the request is gone comes too late',
    code: `
      const axios = require('axios');
      const config = {};
      axios.get(url, config);
      config.httpAgent = a;
      config.httpsAgent = b;
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const config = {};
      axios.get(url, { httpAgent, httpsAgent, ...config });
      config.httpAgent = a;
      config.httpsAgent = b;
    `,
    findings: [missing(3)],
    ...cjs,
  },
  {
    name: 'a child instance has its parent’s config, not its interceptors',
    code: `
      const axios = require('axios');
      const base = axios.create();
      base.interceptors.request.use((config) => Object.assign(config, { httpAgent: a, httpsAgent: b }));
      const child = base.create({});
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const base = axios.create();
      base.interceptors.request.use((config) => Object.assign(config, { httpAgent: a, httpsAgent: b }));
      const child = base.create({ httpAgent, httpsAgent });
    `,
    findings: [missing(4)],
    ...cjs,
  },
];

const refused: InvalidCase[] = [
  {
    name: '--agents defaults where axios has no name',
    code: `require('axios').get(url);\n`,
    findings: [missing(1, 'axios is not bound to a name here')],
    options: { agents: 'defaults' },
    ...onDefaults,
  },
  {
    name: '--agents defaults on a client whose defaults are its own',
    code: `
      const { client } = require('@acme/http');
      client.get(url);
    `,
    findings: [missing(2, 'the call is on an instance')],
    options: { agents: 'defaults' },
    settings: { modules: ['@acme/http'] },
    ...onDefaults,
  },
  {
    name: 'the agents module cannot import itself',
    filename: 'http-agents.js',
    code: `
      const axios = require('axios');
      module.exports = { ping: () => axios.get(url) };
    `,
    findings: [missing(2, 'this is the agents module itself')],
    project: 'cjs-agents',
  },
];

runSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  valid: [],
  invalid: [...clients, ...positions, ...configs, ...elsewhere, ...refused],
});
