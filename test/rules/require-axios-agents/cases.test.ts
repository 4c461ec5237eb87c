import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

/** What shares its world with a file that requires axios and has a folder with a module of agents above it. */
const cjs = { project: 'cjs-agents' } as const;
const esm = { project: 'esm-agents' } as const;
const ts = { project: 'ts-agents', filename: 'src/input.ts' } as const;
const onDefaults = { project: 'defaults' } as const;
const strict = { unverifiable: true } as const;

const AXIOS = `const axios = require('axios');\n`;
const REQUIRED = `${AXIOS}const { httpAgent, httpsAgent } = require('./http-agents');\n`;
const missing = (line: number, refused?: string) => ({ messageId: 'missingAgents', line, ...(refused === undefined ? {} : { refused }) });

const valid: ValidCase[] = [
  { name: 'both agents in the config', code: `${AXIOS}axios.get(url, { httpAgent, httpsAgent });` },
  { name: 'both agents in the defaults form', code: `${AXIOS}axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });`, ...onDefaults },
  { name: 'quoted and computed-constant keys', code: `${AXIOS}const KEY = 'httpsAgent';\naxios.get(url, { 'httpAgent': a, [KEY]: b });` },
  { name: 'explicit false is a decision', code: `${AXIOS}axios.get(url, { httpAgent: false, httpsAgent: false });` },
  { name: 'agents through a spread of a known object', code: `${AXIOS}const agents = { httpAgent: a, httpsAgent: b };\naxios.get(url, { ...agents, timeout: 1 });` },
  { name: 'agents through Object.assign', code: `${AXIOS}axios.get(url, Object.assign({}, { httpAgent: a, httpsAgent: b }, { timeout: 1 }));` },
  { name: 'agents through axios.mergeConfig', code: `${AXIOS}axios.get(url, axios.mergeConfig({ httpAgent: a, httpsAgent: b }, {}));` },
  { name: 'agents assigned to a config object later', code: `${AXIOS}const config = {};\nconfig.httpAgent = a;\nconfig.httpsAgent = b;\naxios.get(url, config);` },
  { name: 'an agent given by a decision is not missing', code: `${AXIOS}function f(proxy) {\n  const config = {};\n  if (proxy) {\n    config.httpAgent = proxy.http;\n    config.httpsAgent = proxy.https;\n  }\n  return axios.get(url, config);\n}` },
  { name: 'one agent by a decision, the other not at all', code: `${AXIOS}function f(proxy) {\n  const config = {};\n  if (proxy) config.httpsAgent = proxy;\n  return axios.get(url, config);\n}` },
  { name: 'both arms of a conditional config', code: `${AXIOS}axios.get(url, fast ? { httpAgent: a, httpsAgent: b } : { httpAgent: c, httpsAgent: d });` },
  { name: 'an instance with agents carries its calls', code: `${AXIOS}const client = axios.create({ httpAgent: a, httpsAgent: b });\nclient.get(url);\nclient.post(url, {}, { timeout: 1 });` },
  { name: 'instance.defaults set later', code: `${AXIOS}const client = axios.create();\nclient.defaults.httpAgent = a;\nclient.defaults.httpsAgent = b;\nclient.get(url);` },
  { name: 'an instance of an instance inherits', code: `${AXIOS}const base = axios.create({ httpAgent: a, httpsAgent: b });\nconst client = base.create({ baseURL: 'https://a.example' });\nclient.get(url);` },
  { name: 'a condition on the defaults of an instance is a decision', code: `${AXIOS}const client = axios.create();\nif (proxy) client.defaults.httpsAgent = proxy;` },
  { name: 'undefined over an instance that has agents takes nothing away', code: `${AXIOS}const base = axios.create({ httpAgent: a, httpsAgent: b });\nbase.create({ httpAgent: undefined });` },
  { name: 'a request interceptor that sets both', code: `${AXIOS}const client = axios.create();\nclient.interceptors.request.use((config) => {\n  config.httpAgent = a;\n  config.httpsAgent = b;\n  return config;\n});\nclient.get(url);` },
  { name: 'a request interceptor that acts on what agent a config has', code: `${AXIOS}const client = axios.create();\nclient.interceptors.request.use((config) => {\n  config.headers['X-Pooled'] = String(config.httpAgent !== undefined);\n  return config;\n});\nclient.get(url);` },
  { name: 'a request interceptor that takes the agent out of a config', code: `${AXIOS}axios.interceptors.request.use(({ httpsAgent, ...config }) => {\n  trace(httpsAgent);\n  return config;\n});\naxios.get(url);` },
  { name: 'the fetch adapter takes no agents', code: `${AXIOS}axios.get(url, { adapter: 'fetch' });` },
  { name: 'HTTP/2 has sessions', code: `${AXIOS}axios.get(url, { httpVersion: 2 });` },
  { name: 'a mocked instance sends nothing', code: `${AXIOS}const MockAdapter = require('axios-mock-adapter');\nconst client = axios.create();\nnew MockAdapter(client);\nclient.get(url);` },
  { name: 'axios-cookiejar-support throws on agents that are not its own', code: `${AXIOS}const { wrapper } = require('axios-cookiejar-support');\nconst client = wrapper(axios.create({ jar }));\nclient.get(url);` },
  { name: 'what sends nothing', code: `${AXIOS}axios.isAxiosError(error);\naxios.CancelToken.source();\naxios.all([]);\naxios.spread(f);\naxios.getUri({ url });\naxios.toFormData({});` },
  { name: 'a shadowed name is no client', code: `${AXIOS}function f(axios) { return axios.get(url); }` },
  { name: 'a local object called axios', code: `const axios = { get: (url) => fetch(url), post() {} };\naxios.get(url);\naxios.post(url, {});` },
  { name: 'a Map is no client, whatever axios is', code: `${AXIOS}const map = new Map();\nmap.get(axios.VERSION);\nmap.delete(url);` },
  { name: 'map.put of a response is a request of nobody', code: `${AXIOS}store.put(key, response.data);` },
  { name: 'a config parameter is silent in recommended', code: `${AXIOS}const get = (url, config) => axios.get(url, config);` },
  { name: 'a config made by an unknown helper', code: `${AXIOS}axios.get(url, withProxy({ timeout: 1 }));` },
  { name: 'a config that a helper may have filled', code: `${AXIOS}const config = {};\naddAgents(config);\naxios.get(url, config);` },
  { name: 'spread arguments are silent in recommended', code: `${AXIOS}const get = (...args) => axios.get(...args);` },
  { name: 'a client that a caller may replace', code: `${AXIOS}function load(url, client = axios) { return client.get(url); }` },
  { name: 'a typed parameter is not visible', code: `import type { AxiosInstance } from 'axios';\nexport const load = (client: AxiosInstance) => client.get('/a');`, ...ts },
  { name: 'methods that a test looks at', code: `${AXIOS}expect(axios.get).toHaveBeenCalled();\njest.mocked(axios.post).mockReset();\nsinon.stub(axios, 'get');` },
  { name: 'silenced by a comment', code: `${AXIOS}// eslint-disable-next-line leakproof/require-axios-agents -- short-lived\naxios.get(url);` },
  { name: 'silenced for a region', code: `${AXIOS}/* eslint-disable leakproof/require-axios-agents */\naxios.get(url);\naxios.get(url);\n/* eslint-enable */` },
  { name: 'turned off by a comment', code: `/* eslint leakproof/require-axios-agents: off */\n${AXIOS}axios.get(url);` },
  { name: 'the name in a string and in a comment', code: `// axios.get(url)\nconst text = "axios.get(url)";` },
  { name: 'an instance that axios-rate-limit wraps in place', code: `import axios from 'axios';\nimport rateLimit from 'axios-rate-limit';\nclass Api {\n  constructor() {\n    this.axios = axios.create({ httpAgent: a, httpsAgent: b });\n    this.axios = rateLimit(this.axios, { maxRPS: 1 });\n  }\n  load() {\n    return this.axios.get('/a');\n  }\n}`, ...esm },
];

const knots: ValidCase[] = [
  { name: 'an instance that is made of itself', code: `${AXIOS}function extend(client) {\n  client = client.create({ timeout: 1 });\n  return client.get(url);\n}` },
  { name: 'a config that is part of itself', code: `${AXIOS}function load(config) {\n  config = { ...config, a };\n  config = { ...config, b };\n  config = { ...config, c };\n  return axios.get(url, config);\n}` },
  { name: 'an object that grows out of its own members', code: `${AXIOS}let node = root;\nwhile (node) {\n  node = node.left || node.right;\n  node = node.up || node.down;\n  node.get(axios.VERSION);\n}` },
];

const clients: InvalidCase[] = [
  {
    name: 'import axios',
    code: `import axios from 'axios';\naxios.get(url);\n`,
    output: `import axios from 'axios';\nimport { httpAgent, httpsAgent } from './http-agents.js';\naxios.get(url, { httpAgent, httpsAgent });\n`,
    findings: [missing(2)],
    ...esm,
  },
  {
    name: 'import * as, and another name',
    code: `import * as ax from 'axios';\nax.get(url);\nax.default.get(url);\n`,
    output: `import * as ax from 'axios';\nimport { httpAgent, httpsAgent } from './http-agents.js';\nax.get(url, { httpAgent, httpsAgent });\nax.default.get(url, { httpAgent, httpsAgent });\n`,
    findings: [missing(2), missing(3)],
    ...esm,
  },
  {
    name: 'import { default as x }, double quotes, no semicolons',
    code: `import { default as Axios } from "axios"\n\nAxios.delete("https://a.example")\n`,
    output: `import { default as Axios } from "axios"\nimport { httpAgent, httpsAgent } from "./http-agents.js"\n\nAxios.delete("https://a.example", { httpAgent, httpsAgent })\n`,
    findings: [missing(3)],
    ...esm,
  },
  {
    name: 'import x = require',
    code: `import axios = require('axios');\naxios.get(url);\n`,
    output: `import axios = require('axios');\nimport agents = require('./http-agents');\naxios.get(url, { httpAgent: agents.httpAgent, httpsAgent: agents.httpsAgent });\n`,
    findings: [missing(2)],
    ...ts,
  },
  {
    name: 'require().default, a require in place, a dynamic import',
    code: `const axios = require('axios').default;\nasync function f() {\n  await axios.get(url);\n  await require('axios').get(url);\n  const { default: late } = await import('axios');\n  await late.get(url);\n  await (await import('axios')).default.get(url);\n}\n`,
    output: `const axios = require('axios').default;\nconst { httpAgent, httpsAgent } = require('./http-agents');\nasync function f() {\n  await axios.get(url, { httpAgent, httpsAgent });\n  await require('axios').get(url, { httpAgent, httpsAgent });\n  const { default: late } = await import('axios');\n  await late.get(url, { httpAgent, httpsAgent });\n  await (await import('axios')).default.get(url, { httpAgent, httpsAgent });\n}\n`,
    findings: [missing(3), missing(4), missing(6), missing(7)],
    ...cjs,
  },
  {
    name: 'compiled code',
    code: `"use strict";\nvar __importDefault = (this && this.__importDefault) || function (mod) { return mod.__esModule ? mod : { default: mod }; };\nconst axios_1 = __importDefault(require("axios"));\naxios_1.default.get(url);\n`,
    output: `"use strict";\nvar __importDefault = (this && this.__importDefault) || function (mod) { return mod.__esModule ? mod : { default: mod }; };\nconst axios_1 = __importDefault(require("axios"));\naxios_1.default.get(url, { httpAgent: axios_1.default.defaults.httpAgent, httpsAgent: axios_1.default.defaults.httpsAgent });\n`,
    findings: [missing(4)],
    ...onDefaults,
  },
  {
    name: 'a require inside a function: the import goes to the top, under the header',
    code: `#!/usr/bin/env node\n'use strict';\n\nfunction f() {\n  const axios = require('axios');\n  return axios.get(url);\n}\n`,
    output: `#!/usr/bin/env node\n'use strict';\nconst { httpAgent, httpsAgent } = require('./http-agents');\n\nfunction f() {\n  const axios = require('axios');\n  return axios.get(url, { httpAgent, httpsAgent });\n}\n`,
    findings: [missing(6)],
    ...cjs,
    settings: { environments: 'all' },
  },
  {
    name: 'aliases and destructured methods',
    code: `const axios = require('axios');\nconst http = axios;\nconst { get, post: send } = axios;\nconst put = axios.put;\nhttp.get(url);\nget(url);\nsend(url);\nput(url, body);\n`,
    output: `const axios = require('axios');\nconst { httpAgent, httpsAgent } = require('./http-agents');\nconst http = axios;\nconst { get, post: send } = axios;\nconst put = axios.put;\nhttp.get(url, { httpAgent, httpsAgent });\nget(url, { httpAgent, httpsAgent });\nsend(url, undefined, { httpAgent, httpsAgent });\nput(url, body, { httpAgent, httpsAgent });\n`,
    findings: [missing(5), missing(6), missing(7), missing(8)],
    ...cjs,
  },
  {
    name: 'a destructured method takes the defaults from the name that axios has',
    code: `const axios = require('axios');\nconst { get } = axios;\nget(url);\n`,
    output: `const axios = require('axios');\nconst { get } = axios;\nget(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });\n`,
    findings: [missing(3)],
    ...onDefaults,
  },
  {
    name: 'one cause, one report: the create call, not its calls',
    code: `${AXIOS}const client = axios.create({ baseURL: 'https://a.example' });\nclient.get('/a');\nclient.post('/b', {});\nclient({ url: '/c' });\n`,
    output: `${REQUIRED}const client = axios.create({ baseURL: 'https://a.example', httpAgent, httpsAgent });\nclient.get('/a');\nclient.post('/b', {});\nclient({ url: '/c' });\n`,
    findings: [missing(2)],
    ...cjs,
  },
  {
    name: 'axios.create() and new Axios',
    code: `${AXIOS}const { Axios } = axios;\nconst a = axios.create();\nconst b = new Axios({});\nconst c = new axios.Axios;\n`,
    output: `${REQUIRED}const { Axios } = axios;\nconst a = axios.create({ httpAgent, httpsAgent });\nconst b = new Axios({ httpAgent, httpsAgent });\nconst c = new axios.Axios({ httpAgent, httpsAgent });\n`,
    findings: [missing(3), missing(4), missing(5)],
    ...cjs,
  },
  {
    name: 'fields, getters and functions that return a client',
    code: `import axios from 'axios';\n\nexport class Api {\n  static shared = axios;\n  #http = axios;\n  constructor(private readonly client = axios.create()) {}\n  get axios() {\n    return axios;\n  }\n  load() {\n    return [Api.shared.get('/a'), this.#http.get('/b'), this.axios.get('/c'), http().get('/d'), this.client.get('/e')];\n  }\n}\n\nfunction http() {\n  return axios;\n}\n`,
    output: `import axios from 'axios';\nimport { httpAgent, httpsAgent } from './http-agents';\n\nexport class Api {\n  static shared = axios;\n  #http = axios;\n  constructor(private readonly client = axios.create({ httpAgent, httpsAgent })) {}\n  get axios() {\n    return axios;\n  }\n  load() {\n    return [Api.shared.get('/a', { httpAgent, httpsAgent }), this.#http.get('/b', { httpAgent, httpsAgent }), this.axios.get('/c', { httpAgent, httpsAgent }), http().get('/d', { httpAgent, httpsAgent }), this.client.get('/e')];\n  }\n}\n\nfunction http() {\n  return axios;\n}\n`,
    findings: [missing(6), missing(11), missing(11), missing(11), missing(11)],
    ...ts,
  },
  {
    name: 'the defaults never reach an instance: it gets the module, calls on axios the defaults',
    code: `${AXIOS}const client = axios.create();\naxios.get(url);\n`,
    findings: [
      { ...missing(2, 'an instance keeps the defaults'), says: 'It uses `axios.defaults` (set in setup.js:4) only if that line ran before the instance was created; otherwise it uses Node’s global agents' },
      { ...missing(3), says: 'It uses `axios.defaults` (set in setup.js:4) only if that line ran before; otherwise it uses Node’s global agents' },
    ],
    output: `${AXIOS}const client = axios.create();\naxios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });\n`,
    options: { agents: 'defaults' },
    ...onDefaults,
  },
  {
    name: 'wrappers return the client that they are given',
    code: `${AXIOS}const rateLimit = require('axios-rate-limit');\nconst client = rateLimit(axios.create(), { maxRPS: 5 });\nclient.get('/a');\n`,
    output: `${AXIOS}const rateLimit = require('axios-rate-limit');\nconst { httpAgent, httpsAgent } = require('./http-agents');\nconst client = rateLimit(axios.create({ httpAgent, httpsAgent }), { maxRPS: 5 });\nclient.get('/a');\n`,
    findings: [missing(3)],
    ...cjs,
  },
  {
    name: 'settings name further wrappers and modules',
    code: `const { client } = require('@acme/http');\nconst traced = require('@acme/traced');\ntraced(client).get('/a');\n`,
    output: `const { client } = require('@acme/http');\nconst traced = require('@acme/traced');\nconst { httpAgent, httpsAgent } = require('./http-agents');\ntraced(client).get('/a', { httpAgent, httpsAgent });\n`,
    findings: [missing(3)],
    settings: { modules: ['@acme/http'], wrappers: ['@acme/traced'] },
    ...cjs,
  },
];

const positions: InvalidCase[] = [
  {
    name: 'a config never goes into the data position',
    code: `${AXIOS}axios.post(url);\naxios.put(url, { httpAgent, httpsAgent });\naxios.patchForm(url, data, {});\n`,
    output: `${AXIOS}const { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent } = require('./http-agents');\naxios.post(url, undefined, { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent });\naxios.put(url, { httpAgent, httpsAgent }, { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent });\naxios.patchForm(url, data, { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent });\n`,
    findings: [missing(2), missing(3), missing(4)],
    ...cjs,
  },
  {
    name: 'client(config), client(url), client(url, config), request(config)',
    code: `${AXIOS}axios({ url });\naxios('https://a.example');\naxios(\`\${base}/a\`, { timeout: 1 });\naxios.request({ url });\naxios.request(config);\n`.replace('config', 'known').replace(AXIOS, `${AXIOS}const known = { url };\n`),
    output: `${REQUIRED}const known = { url };\naxios({ url, httpAgent, httpsAgent });\naxios('https://a.example', { httpAgent, httpsAgent });\naxios(\`\${base}/a\`, { timeout: 1, httpAgent, httpsAgent });\naxios.request({ url, httpAgent, httpsAgent });\naxios.request({ httpAgent, httpsAgent, ...known });\n`,
    findings: [missing(3), missing(4), missing(5), missing(6), missing(7)],
    ...cjs,
  },
  {
    name: 'a computed method is refused',
    code: `${AXIOS}axios[method](url, { timeout: 1 });\n`,
    findings: [{ messageId: 'unverifiable', line: 2, refused: 'the method is computed' }],
    options: strict,
    ...cjs,
  },
  {
    name: 'a computed method that is a constant',
    code: `${AXIOS}const METHOD = 'post';\naxios[METHOD](url);\n`,
    output: `${REQUIRED}const METHOD = 'post';\naxios[METHOD](url, undefined, { httpAgent, httpsAgent });\n`,
    findings: [missing(3)],
    ...cjs,
  },
  {
    name: 'a URL or a config, nobody knows',
    code: `${AXIOS}const send = (target) => axios(target);\n`,
    findings: [{ messageId: 'unverifiable', line: 2, refused: 'may be a URL or a config' }],
    options: strict,
    ...cjs,
  },
  {
    name: 'spread arguments are refused',
    code: `${AXIOS}const send = (...args) => axios.post(...args);\n`,
    findings: [{ messageId: 'unverifiable', line: 2, refused: 'spread' }],
    options: strict,
    ...cjs,
  },
  {
    name: 'a method passed as a value',
    code: `${AXIOS}const all = Promise.all(urls.map(axios.get));\n`,
    findings: [{ messageId: 'methodAsValue', line: 2, refused: 'passed as a value' }],
    ...cjs,
  },
  {
    name: 'a parameter is mended in strict, and what the caller gives still wins',
    code: `import axios, { type AxiosRequestConfig } from 'axios';\n\nexport const load = (url: string, config?: AxiosRequestConfig) => axios.get<Item[]>(url, config);\n`,
    output: `import axios, { type AxiosRequestConfig } from 'axios';\nimport { httpAgent, httpsAgent } from './http-agents';\n\nexport const load = (url: string, config?: AxiosRequestConfig) => axios.get<Item[]>(url, {\n  httpAgent,\n  httpsAgent,\n  ...config,\n});\n`,
    findings: [{ messageId: 'unverifiable', line: 3 }],
    options: strict,
    ...ts,
  },
  {
    name: 'an empty agent below a spread that nobody sees',
    code: `${AXIOS}const load = (url, config) => axios.get(url, { httpsAgent: undefined, ...config });\n`,
    output: `${REQUIRED}const load = (url, config) => axios.get(url, { httpsAgent, httpAgent, ...config });\n`,
    findings: [{ messageId: 'unverifiable', line: 2 }],
    options: strict,
    ...cjs,
  },
  {
    name: 'an empty agent behind a spread that nobody sees',
    code: `${AXIOS}const load = (url, config) => axios.get(url, { ...config, httpsAgent: undefined });\n`,
    output: `${REQUIRED}const load = (url, config) => axios.get(url, { httpAgent, ...config, httpsAgent });\n`,
    findings: [{ messageId: 'emptyAgent', line: 2 }],
    options: strict,
    ...cjs,
  },
  {
    name: 'an empty agent behind a spread that nobody sees, where what nobody sees is not asked for',
    code: `${AXIOS}const load = (url, config) => axios.get(url, { ...config, httpsAgent: undefined });\n`,
    output: `${AXIOS}const { httpsAgent } = require('./http-agents');\nconst load = (url, config) => axios.get(url, { ...config, httpsAgent });\n`,
    findings: [{ messageId: 'emptyAgent', line: 2 }],
    ...cjs,
  },
  {
    name: 'null below a spread that nobody sees may be meant: refused',
    code: `${AXIOS}const load = (url, config) => axios.get(url, { httpsAgent: null, ...config });\n`,
    findings: [{ messageId: 'unverifiable', line: 2, refused: 'wins over the defaults' }],
    options: strict,
    ...cjs,
  },
  {
    name: 'a client that a caller may replace is not overridden',
    code: `${AXIOS}function load(url, client = axios) { return client.get(url); }\n`,
    findings: [{ messageId: 'unverifiable', line: 2, refused: 'agents could override its own' }],
    options: strict,
    ...cjs,
  },
];

const configs: InvalidCase[] = [
  {
    name: 'one agent is missing',
    code: `${AXIOS}axios.get(url, { httpsAgent: proxy });\n`,
    output: `${AXIOS}const { httpAgent } = require('./http-agents');\naxios.get(url, { httpsAgent: proxy, httpAgent });\n`,
    findings: [{ messageId: 'missingAgent', line: 2 }],
    ...cjs,
  },
  {
    name: 'undefined is as good as absent, and is replaced',
    code: `${AXIOS}axios.get(url, { httpAgent: undefined, httpsAgent: void 0 });\n`,
    output: `${REQUIRED}axios.get(url, { httpAgent, httpsAgent });\n`,
    findings: [{ messageId: 'emptyAgent', line: 2 }],
    ...cjs,
  },
  {
    name: 'an empty shorthand keeps its key, a comment in a property stays',
    code: `${AXIOS}const httpAgent = undefined;\naxios.get(url, { httpAgent, httpsAgent: /* none */ undefined });\n`,
    output: `${AXIOS}const { httpAgent: sharedHttpAgent, httpsAgent } = require('./http-agents');\nconst httpAgent = undefined;\naxios.get(url, { httpAgent: sharedHttpAgent, httpsAgent: /* none */ httpsAgent });\n`,
    findings: [{ messageId: 'emptyAgent', line: 3 }],
    ...cjs,
  },
  {
    name: 'null may be meant: refused',
    code: `${AXIOS}axios.get(url, { httpAgent: null, httpsAgent: null });\n`,
    findings: [{ messageId: 'emptyAgent', line: 2, refused: 'wins over the defaults' }],
    ...cjs,
  },
  {
    name: 'the defaults that nobody sets are agents in form only',
    code: `${AXIOS}axios.get(url, {\n  httpAgent: axios.defaults.httpAgent,\n  httpsAgent: axios.defaults.httpsAgent,\n});\n`,
    output: `${REQUIRED}axios.get(url, {\n  httpAgent,\n  httpsAgent,\n});\n`,
    findings: [{ messageId: 'unsetDefaults', line: 2 }],
    ...cjs,
  },
  {
    name: 'one arm of a conditional config lacks them',
    code: `${AXIOS}axios.get(\n  url,\n  token ? { headers: { token } } : undefined\n);\n`,
    output: `${REQUIRED}axios.get(\n  url,\n  { httpAgent, httpsAgent, ...(token ? { headers: { token } } : undefined) }\n);\n`,
    findings: [missing(2)],
    ...cjs,
  },
  {
    name: 'undefined and null in the place of a config',
    code: `${AXIOS}axios.get(url, undefined);\naxios.post(url, body, null);\n`,
    output: `${REQUIRED}axios.get(url, { httpAgent, httpsAgent });\naxios.post(url, body, { httpAgent, httpsAgent });\n`,
    findings: [missing(2), missing(3)],
    ...cjs,
  },
  {
    name: 'before a spread, so that what it brings still wins',
    code: `${AXIOS}const extra = { timeout: 1 };\naxios.get(url, { params, ...extra, retry: 2 });\naxios.get(url, {\n  ...extra,\n  retry: 2,\n});\n`,
    output: `${REQUIRED}const extra = { timeout: 1 };\naxios.get(url, { params, httpAgent, httpsAgent, ...extra, retry: 2 });\naxios.get(url, {\n  httpAgent,\n  httpsAgent,\n  ...extra,\n  retry: 2,\n});\n`,
    findings: [missing(3), missing(4)],
    ...cjs,
  },
  {
    name: 'an interceptor that sets one agent leaves the other missing',
    code: `${AXIOS}const client = axios.create();\nclient.interceptors.request.use((config) => ({ ...config, httpsAgent: a }));\n`,
    output: `${AXIOS}const { httpAgent } = require('./http-agents');\nconst client = axios.create({ httpAgent });\nclient.interceptors.request.use((config) => ({ ...config, httpsAgent: a }));\n`,
    findings: [{ messageId: 'missingAgent', line: 2 }],
    ...cjs,
  },
  {
    name: 'an adapter of the user’s own may take no agents',
    code: `${AXIOS}axios.get(url, { adapter: ours });\n`,
    findings: [{ messageId: 'unverifiable', line: 2, refused: 'adapter is not visible' }],
    options: strict,
    ...cjs,
  },
];

const elsewhere: InvalidCase[] = [
  {
    name: 'an empty agent that stands where the config is made would win: refused, the other sites are mended',
    code: `${AXIOS}const config = { httpAgent: undefined };\naxios.get(url, config);\naxios.get(url, { ...{ httpAgent: null }, httpsAgent: a });\naxios.get(url);\n`,
    output: `${REQUIRED}const config = { httpAgent: undefined };\naxios.get(url, config);\naxios.get(url, { ...{ httpAgent: null }, httpsAgent: a });\naxios.get(url, { httpAgent, httpsAgent });\n`,
    findings: [
      { messageId: 'emptyAgent', line: 3, refused: 'given where the config is made' },
      { messageId: 'emptyAgent', line: 4, refused: 'given where the config is made' },
      missing(5),
    ],
    ...cjs,
  },
  {
    name: 'what is written to the config when the request is gone comes too late',
    code: `${AXIOS}const config = {};\naxios.get(url, config);\nconfig.httpAgent = a;\nconfig.httpsAgent = b;\n`,
    output: `${REQUIRED}const config = {};\naxios.get(url, { httpAgent, httpsAgent, ...config });\nconfig.httpAgent = a;\nconfig.httpsAgent = b;\n`,
    findings: [missing(3)],
    ...cjs,
  },
  {
    name: 'a child instance has its parent’s config, not its interceptors',
    code: `${AXIOS}const base = axios.create();\nbase.interceptors.request.use((config) => Object.assign(config, { httpAgent: a, httpsAgent: b }));\nconst child = base.create({});\n`,
    output: `${REQUIRED}const base = axios.create();\nbase.interceptors.request.use((config) => Object.assign(config, { httpAgent: a, httpsAgent: b }));\nconst child = base.create({ httpAgent, httpsAgent });\n`,
    findings: [missing(4)],
    ...cjs,
  },
];

const refused: InvalidCase[] = [
  {
    name: 'a spread behind an empty agent has the last word',
    code: `${AXIOS}axios.get(url, { httpAgent: a, httpsAgent: b, ...{ httpAgent: undefined } });\n`,
    findings: [{ messageId: 'emptyAgent', line: 2, refused: 'given where the config is made' }],
    ...cjs,
  },
  {
    name: 'a variable of the right name that holds nothing',
    code: `${AXIOS}const none = undefined;\nconst httpAgent = none;\nconst httpsAgent = none;\naxios.get(url, { httpAgent, httpsAgent });\n`,
    findings: [{ messageId: 'emptyAgent', line: 5, refused: '`httpAgent` holds no agent here' }],
    ...cjs,
  },
  {
    name: '--agents defaults where axios has no name',
    code: `require('axios').get(url);\n`,
    findings: [missing(1, 'axios has no name here')],
    options: { agents: 'defaults' },
    ...onDefaults,
  },
  {
    name: '--agents defaults on a client whose defaults are its own',
    code: `const { client } = require('@acme/http');\nclient.get(url);\n`,
    findings: [missing(2, 'not on axios itself')],
    options: { agents: 'defaults' },
    settings: { modules: ['@acme/http'] },
    ...onDefaults,
  },
  {
    name: 'the agents module cannot import itself',
    filename: 'http-agents.js',
    code: `${AXIOS}module.exports = { ping: () => axios.get(url) };\n`,
    findings: [missing(2, 'this is the agents module itself')],
    project: 'cjs-agents',
  },
];

const pragmas: InvalidCase[] = [
  {
    name: 'comments for tools stay at the top, a comment of the statement stays with it',
    code: `// @ts-check\n/** Loads. */\nfunction load(url) {\n  const axios = require('axios');\n  return axios.get(url);\n}\n`,
    output: `// @ts-check\nconst { httpAgent, httpsAgent } = require('./http-agents');\n/** Loads. */\nfunction load(url) {\n  const axios = require('axios');\n  return axios.get(url, { httpAgent, httpsAgent });\n}\n`,
    findings: [missing(5)],
    ...cjs,
  },
];

const layouts: InvalidCase[] = [
  {
    name: 'multi-line, with and without a trailing comma, comments kept in place',
    code: `${AXIOS}axios.get(url, {\n    timeout: 5, // five\n    headers: { a: 1 } // last\n});\naxios.get(url, {\n    timeout: 5, // five\n    // nothing more\n});\n`,
    output: `${REQUIRED}axios.get(url, {\n    timeout: 5, // five\n    headers: { a: 1 }, // last\n    httpAgent,\n    httpsAgent\n});\naxios.get(url, {\n    timeout: 5, // five\n    // nothing more\n    httpAgent,\n    httpsAgent,\n});\n`,
    findings: [missing(2), missing(6)],
    ...cjs,
  },
  {
    name: 'tabs, CRLF, a BOM and no final newline',
    code: `\uFEFFconst axios = require('axios');\r\nfunction f() {\r\n\treturn axios.get(url, {\r\n\t\ttimeout: 5\r\n\t});\r\n}`,
    output: `\uFEFFconst axios = require('axios');\r\nconst { httpAgent, httpsAgent } = require('./http-agents');\r\nfunction f() {\r\n\treturn axios.get(url, {\r\n\t\ttimeout: 5,\r\n\t\thttpAgent,\r\n\t\thttpsAgent\r\n\t});\r\n}`,
    findings: [missing(3)],
    ...cjs,
  },
  {
    name: 'quoted keys stay quoted',
    code: `${AXIOS}axios.get(url, { "timeout": 5 });\n`,
    output: `${REQUIRED}axios.get(url, { "timeout": 5, "httpAgent": httpAgent, "httpsAgent": httpsAgent });\n`,
    findings: [missing(2)],
    ...cjs,
  },
  {
    name: 'comments behind the last item on its line stay behind it',
    code: `${AXIOS}axios.get(url, { timeout: 1 /* ms */ });\naxios.get(url, { params, timeout: 1 // ms\n});\naxios.get(url /* the peer */);\naxios.get(url, /* none */);\naxios.get(url // the peer\n);\n`,
    output: `${REQUIRED}axios.get(url, { timeout: 1 /* ms */, httpAgent, httpsAgent });\naxios.get(url, { params, timeout: 1, // ms\n  httpAgent, httpsAgent\n});\naxios.get(url /* the peer */, { httpAgent, httpsAgent });\naxios.get(url, /* none */ { httpAgent, httpsAgent },);\naxios.get(url, // the peer\n  { httpAgent, httpsAgent }\n);\n`,
    findings: [missing(2), missing(3), missing(5), missing(6), missing(7)],
    ...cjs,
  },
  {
    name: 'comma first',
    code: `${AXIOS}axios.get(url, {\n    timeout: 5\n  , params\n});\n`,
    output: `${REQUIRED}axios.get(url, {\n    timeout: 5\n  , params\n  , httpAgent\n  , httpsAgent\n});\n`,
    findings: [missing(2)],
    ...cjs,
  },
  {
    name: 'comma first, with a comment behind the comma that belongs to one property',
    code: `${AXIOS}axios.get(url, {\n    timeout: 5\n  , /* who */ params\n});\n`,
    output: `${REQUIRED}axios.get(url, {\n    timeout: 5\n  , /* who */ params\n  , httpAgent\n  , httpsAgent\n});\n`,
    findings: [missing(2)],
    ...cjs,
  },
  {
    name: 'empty literals, with comments and without',
    code: `${AXIOS}axios.get(url, {});\naxios.get(url, { /* none */ });\naxios.get(url, {\n  // none\n});\n`,
    output: `${REQUIRED}axios.get(url, { httpAgent, httpsAgent });\naxios.get(url, { /* none */ httpAgent, httpsAgent });\naxios.get(url, {\n  // none\n  httpAgent,\n  httpsAgent,\n});\n`,
    findings: [missing(2), missing(3), missing(4)],
    ...cjs,
  },
  {
    name: 'arguments on lines of their own',
    code: `${AXIOS}axios.post(\n  url,\n  body, // the body\n);\naxios.get(\n  url // the url\n);\n`,
    output: `${REQUIRED}axios.post(\n  url,\n  body, // the body\n  { httpAgent, httpsAgent },\n);\naxios.get(\n  url, // the url\n  { httpAgent, httpsAgent }\n);\n`,
    findings: [missing(2), missing(6)],
    ...cjs,
  },
  {
    name: 'parentheses, casts and optional chains survive',
    code: `import axios from 'axios';\nconst config = { timeout: 1 };\naxios?.get(url, (config));\naxios.get(url, config as object);\naxios.get(url, { timeout: 1 } as const);\naxios.post(url, (body));\n`,
    output: `import axios from 'axios';\nimport { httpAgent, httpsAgent } from './http-agents';\nconst config = { timeout: 1 };\naxios?.get(url, { httpAgent, httpsAgent, ...(config) });\naxios.get(url, { httpAgent, httpsAgent, ...(config as object) });\naxios.get(url, { timeout: 1, httpAgent, httpsAgent } as const);\naxios.post(url, (body), { httpAgent, httpsAgent });\n`,
    findings: [missing(3), missing(4), missing(5), missing(6)],
    ...ts,
  },
  {
    name: 'a call inside the config of a call',
    code: `${AXIOS}async function f() {\n  return axios.get(url, { params: (await axios.get(other)).data });\n}\n`,
    output: `${REQUIRED}async function f() {\n  return axios.get(url, { params: (await axios.get(other, { httpAgent, httpsAgent })).data, httpAgent, httpsAgent });\n}\n`,
    findings: [missing(3), missing(3)],
    ...cjs,
  },
  {
    name: 'JSX in a .jsx file',
    filename: 'input.jsx',
    code: `import axios from 'axios';\nexport const load = () => <b onClick={() => axios.get('/a')} />;\n`,
    output: `import axios from 'axios';\nimport { httpAgent, httpsAgent } from './http-agents.js';\nexport const load = () => <b onClick={() => axios.get('/a', { httpAgent, httpsAgent })} />;\n`,
    findings: [missing(2)],
    project: 'esm-agents',
    settings: { environments: 'all' },
  },
];

const sources: InvalidCase[] = [
  {
    name: 'agents with a trust of their own are not taken: they are meant for the calls that name them',
    code: `${AXIOS}const http = require('http');\nconst https = require('https');\nconst httpAgent = new http.Agent();\nconst httpsAgent = new https.Agent({ rejectUnauthorized: false });\naxios.get(url);\n`,
    output: `${AXIOS}const http = require('http');\nconst https = require('https');\nconst { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent } = require('./http-agents');\nconst httpAgent = new http.Agent();\nconst httpsAgent = new https.Agent({ rejectUnauthorized: false });\naxios.get(url, { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent });\n`,
    project: 'cjs-agents',
    findings: [{ messageId: 'missingAgents', line: 6 }],
  },
  {
    name: 'variables in scope come first',
    code: `${AXIOS}const httpAgent = new http.Agent(bounds);\nconst httpsAgent = new https.Agent(bounds);\naxios.get(url);\nfunction f() {\n  return axios.post(url, body, { timeout: 1 });\n}\n`,
    output: `${AXIOS}const httpAgent = new http.Agent(bounds);\nconst httpsAgent = new https.Agent(bounds);\naxios.get(url, { httpAgent, httpsAgent });\nfunction f() {\n  return axios.post(url, body, { timeout: 1, httpAgent, httpsAgent });\n}\n`,
    findings: [missing(4), missing(6)],
    ...onDefaults,
  },
  {
    name: 'variables that are initialised later, per call, or hold no agent are left alone',
    code: `${AXIOS}axios.get(url);\nconst httpAgent = new http.Agent(bounds);\nconst httpsAgent = new https.Agent(bounds);\nfunction f() {\n  const httpAgent = new http.Agent();\n  const httpsAgent = new https.Agent();\n  return axios.get(url);\n}\nfunction g() {\n  const httpAgent = 'Mozilla/5.0';\n  const httpsAgent = 'Mozilla/5.0';\n  return axios.get(url);\n}\n`,
    output: `${AXIOS}axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });\nconst httpAgent = new http.Agent(bounds);\nconst httpsAgent = new https.Agent(bounds);\nfunction f() {\n  const httpAgent = new http.Agent();\n  const httpsAgent = new https.Agent();\n  return axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });\n}\nfunction g() {\n  const httpAgent = 'Mozilla/5.0';\n  const httpsAgent = 'Mozilla/5.0';\n  return axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });\n}\n`,
    findings: [missing(2), missing(8), missing(13)],
    ...onDefaults,
  },
  {
    name: 'the defaults that the project sets',
    code: `${AXIOS}axios.get(url, {\n  timeout: 5\n});\n`,
    output: `${AXIOS}axios.get(url, {\n  timeout: 5,\n  httpAgent: axios.defaults.httpAgent,\n  httpsAgent: axios.defaults.httpsAgent\n});\n`,
    findings: [missing(2)],
    ...onDefaults,
  },
  {
    name: '--agents defaults where nobody sets them is refused',
    code: `${AXIOS}axios.get(url);\n`,
    findings: [missing(2, 'nothing in this package sets')],
    options: { agents: 'defaults' },
  },
  {
    name: '--agents module passes by what is in scope',
    code: `${AXIOS}const httpAgent = new http.Agent(bounds);\nconst httpsAgent = new https.Agent(bounds);\naxios.get(url);\n`,
    output: `${AXIOS}const { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent } = require('./http-agents');\nconst httpAgent = new http.Agent(bounds);\nconst httpsAgent = new https.Agent(bounds);\naxios.get(url, { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent });\n`,
    findings: [missing(4)],
    options: { agents: 'module' },
    ...cjs,
  },
  {
    name: 'without a module there is nothing to suggest',
    code: `${AXIOS}axios.get(url);\n`,
    findings: [missing(2, 'no module of shared agents')],
  },
  {
    name: 'a module that the user names',
    code: `${AXIOS}axios.get(url);\n`,
    output: `${AXIOS}const { httpAgent, httpsAgent } = require('./lib/agents');\naxios.get(url, { httpAgent, httpsAgent });\n`,
    findings: [missing(2)],
    options: { agentsModule: 'lib/agents.js' },
    ...cjs,
  },
  {
    name: 'a require runs where it stands: before an instance that is made at the top',
    code: `const http = require('axios').create();\nconst other = require('other');\n`,
    output: `const { httpAgent, httpsAgent } = require('./http-agents');\nconst http = require('axios').create({ httpAgent, httpsAgent });\nconst other = require('other');\n`,
    findings: [missing(1)],
    ...cjs,
  },
  {
    name: 'a file above whose folder the module lies, and whose imports have no extension',
    filename: 'src/deep/input.ts',
    code: `import axios from 'axios';\nimport { log } from '../log';\n\naxios.get(url);\n`,
    output: `import axios from 'axios';\nimport { log } from '../log';\nimport { httpAgent, httpsAgent } from '../http-agents';\n\naxios.get(url, { httpAgent, httpsAgent });\n`,
    findings: [missing(4)],
    project: 'ts-agents',
  },
  {
    name: 'a TypeScript file whose imports end in .js',
    filename: 'src/input.ts',
    code: `import axios from 'axios';\nimport { log } from './log.js';\n\naxios.get(url);\n`,
    output: `import axios from 'axios';\nimport { log } from './log.js';\nimport { httpAgent, httpsAgent } from './http-agents.js';\n\naxios.get(url, { httpAgent, httpsAgent });\n`,
    findings: [missing(4)],
    project: 'ts-agents',
  },
];

/** An agent that is given at another place stays the one that is used. */
const oneGiven: InvalidCase[] = [
  {
    name: 'an instance of an instance that has one agent',
    code: `${REQUIRED}module.exports = axios.create({ httpAgent: own }).create({ timeout: 1 });\n`,
    output: `${REQUIRED}module.exports = axios.create({ httpAgent: own, httpsAgent }).create({ timeout: 1, httpsAgent });\n`,
    findings: [
      { messageId: 'missingAgent', line: 3 },
      { messageId: 'missingAgent', line: 3 },
    ],
    ...cjs,
  },
  {
    name: 'an instance without a config of its own',
    code: `${REQUIRED}module.exports = axios.create({ httpAgent: own }).create();\n`,
    output: `${REQUIRED}module.exports = axios.create({ httpAgent: own, httpsAgent }).create({ httpsAgent });\n`,
    findings: [
      { messageId: 'missingAgent', line: 3 },
      { messageId: 'missingAgent', line: 3 },
    ],
    ...cjs,
  },
  {
    name: 'an interceptor gives one where there is none',
    code: `${REQUIRED}const client = axios.create({ timeout: 1 });\nclient.interceptors.request.use((config) => {\n  config.httpAgent ??= proxy;\n  return config;\n});\n`,
    output: `${REQUIRED}const client = axios.create({ timeout: 1, httpsAgent });\nclient.interceptors.request.use((config) => {\n  config.httpAgent ??= proxy;\n  return config;\n});\n`,
    findings: [{ messageId: 'missingAgent', line: 3 }],
    ...cjs,
  },
  {
    name: 'an interceptor lays one below what it is given',
    code: `${REQUIRED}axios.interceptors.request.use((config) => ({ httpsAgent: proxy, ...config }));\nexports.load = (url) => axios.get(url);\n`,
    output: `${REQUIRED}axios.interceptors.request.use((config) => ({ httpsAgent: proxy, ...config }));\nexports.load = (url) => axios.get(url, { httpAgent });\n`,
    findings: [{ messageId: 'missingAgent', line: 4 }],
    ...cjs,
  },
  {
    name: 'the defaults of the instance hold one',
    code: `${REQUIRED}const client = axios.create({ timeout: 1 });\nclient.defaults.httpAgent = own;\n`,
    output: `${REQUIRED}const client = axios.create({ timeout: 1, httpsAgent });\nclient.defaults.httpAgent = own;\n`,
    findings: [{ messageId: 'missingAgent', line: 3 }],
    ...cjs,
  },
  {
    name: 'a config that two instances are made of',
    code: `${REQUIRED}const options = { timeout: 1 };\nexports.a = axios.create(options);\nexports.b = axios.create({ ...options, baseURL });\n`,
    output: `${REQUIRED}const options = { timeout: 1 };\nexports.a = axios.create({ httpAgent, httpsAgent, ...options });\nexports.b = axios.create({ httpAgent, httpsAgent, ...options, baseURL });\n`,
    findings: [
      { messageId: 'missingAgents', line: 4 },
      { messageId: 'missingAgents', line: 5 },
    ],
    ...cjs,
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid: [...valid, ...knots], invalid: [...clients, ...positions, ...configs, ...elsewhere, ...oneGiven, ...refused, ...pragmas, ...layouts, ...sources] });
