import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const strict = { unverifiable: true, waste: true } as const;

const CJS = `const axios = require('axios');\nconst https = require('https');\n`;
const ESM = `import axios from 'axios';\nimport https from 'https';\n`;
const ALIVE = 'new https.Agent({ keepAlive: true })';
const SHARED = `const sharedHttpsAgent = ${ALIVE};\n`;

/** A handler that sends a request with a config. */
const handler = (config: string, before = '') => `app.get('/items', async (req, res) => {\n${before}  const { data } = await axios.get('https://a.example', ${config});\n  res.json(data);\n});\n`;

const madeOnce: ValidCase[] = [
  { name: 'a constant of the module', code: `${CJS}const httpsAgent = ${ALIVE};\n${handler('{ httpsAgent }')}` },
  { name: 'an instance of the module', code: `${CJS}const client = axios.create({ httpsAgent: ${ALIVE} });\nmodule.exports = client;` },
  { name: 'the defaults, as the module loads', code: `${CJS}axios.defaults.httpsAgent = ${ALIVE};` },
  { name: 'a static field', code: `${CJS}class Api {\n  static agent = ${ALIVE};\n  get(url) { return axios.get(url, { httpsAgent: Api.agent }); }\n}\nmodule.exports = Api;` },
  { name: 'a function that only the module itself calls', code: `${CJS}function makeClient() {\n  return axios.create({ httpsAgent: ${ALIVE} });\n}\nconst client = makeClient();\nmodule.exports = client;` },
  { name: 'a loop of the module', code: `${CJS}for (const url of URLS) axios.get(url, { httpsAgent: ${ALIVE} });` },
  { name: 'a start-up routine of the module', code: `${CJS}async function main() {\n  await axios.get('https://a.example', { httpsAgent: ${ALIVE} });\n}\nmain();` },
  { name: 'a singleton', code: `${CJS}class Api {\n  constructor() { this.client = axios.create({ httpsAgent: ${ALIVE} }); }\n  get(url) { return this.client.get(url); }\n}\nmodule.exports = new Api();` },
  { name: 'a singleton behind getInstance', code: `${CJS}class Api {\n  constructor() { this.client = axios.create({ httpsAgent: ${ALIVE} }); }\n  static getInstance() {\n    if (!Api.instance) Api.instance = new Api();\n    return Api.instance;\n  }\n}\nexports.Api = Api;` },
  { name: 'a provider of an injector', code: `import axios from 'axios';\nimport https from 'https';\n@Injectable()\nexport class Api {\n  private readonly client = axios.create({ httpsAgent: ${ALIVE} });\n  get(url: string) { return this.client.get(url); }\n}`, filename: 'input.ts' },
  { name: '??=', code: `${CJS}let agent;\nexports.get = (url) => {\n  agent ??= ${ALIVE};\n  return axios.get(url, { httpsAgent: agent });\n};` },
  { name: '||=', code: `${CJS}let agent;\nexports.get = (url) => axios.get(url, { httpsAgent: (agent ||= ${ALIVE}) });` },
  { name: 'agent = agent || new', code: `${CJS}let agent;\nexports.get = (url) => {\n  agent = agent || ${ALIVE};\n  return axios.get(url, { httpsAgent: agent });\n};` },
  { name: 'agent || (agent = new)', code: `${CJS}let agent;\nconst getAgent = () => agent || (agent = ${ALIVE});\nexports.get = (url) => axios.get(url, { httpsAgent: getAgent() });` },
  { name: 'if (!agent)', code: `${CJS}let agent;\nfunction getAgent() {\n  if (!agent) {\n    agent = ${ALIVE};\n  }\n  return agent;\n}\nexports.get = (url) => axios.get(url, { httpsAgent: getAgent() });` },
  { name: 'an early return', code: `${CJS}let agent = null;\nfunction getAgent() {\n  if (agent !== null) return agent;\n  agent = ${ALIVE};\n  return agent;\n}\nexports.get = (url) => axios.get(url, { httpsAgent: getAgent() });` },
  { name: 'a field that is made at the first call', code: `${CJS}class Api {\n  agent() {\n    if (!this.httpsAgent) this.httpsAgent = ${ALIVE};\n    return this.httpsAgent;\n  }\n  get(url) { return axios.get(url, { httpsAgent: this.agent() }); }\n}\nmodule.exports = Api;` },
  { name: 'a Map of agents', code: `${CJS}const agents = new Map();\nexports.get = (url, tenant) => {\n  if (!agents.has(tenant.id)) agents.set(tenant.id, new https.Agent({ keepAlive: true, cert: tenant.cert }));\n  return axios.get(url, { httpsAgent: agents.get(tenant.id) });\n};` },
  { name: 'a Map that is looked into first', code: `${CJS}const agents = new Map();\nfunction agentFor(tenant) {\n  let agent = agents.get(tenant.id);\n  if (!agent) {\n    agent = new https.Agent({ keepAlive: true, cert: tenant.cert });\n    agents.set(tenant.id, agent);\n  }\n  return agent;\n}\nexports.get = (url, tenant) => axios.get(url, { httpsAgent: agentFor(tenant) });` },
  { name: 'a table of agents', code: `${CJS}const agents = {};\nexports.get = (url, host) => {\n  const agent = (agents[host] ??= ${ALIVE});\n  return axios.get(url, { httpsAgent: agent });\n};` },
  { name: 'a Map of clients', code: `${CJS}const clients = new Map();\nexports.clientFor = (tenant) => {\n  const known = clients.get(tenant.id);\n  if (known) return known;\n  const client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true, cert: tenant.cert }) });\n  clients.set(tenant.id, client);\n  return client;\n};` },
  { name: 'a constructor that gives the instance that is there', code: `${CJS}class Api {\n  constructor() {\n    if (Api.instance) return Api.instance;\n    this.client = axios.create({ httpsAgent: ${ALIVE} });\n    Api.instance = this;\n  }\n}\nexports.get = (url) => new Api().client.get(url);` },
  { name: 'once', code: `${CJS}const once = require('lodash/once');\nconst getAgent = once(() => ${ALIVE});\nexports.get = (url) => axios.get(url, { httpsAgent: getAgent() });` },
  { name: 'memoize', code: `${CJS}const _ = require('lodash');\nconst agentFor = _.memoize((cert) => new https.Agent({ keepAlive: true, cert }));\nexports.get = (url, tenant) => axios.get(url, { httpsAgent: agentFor(tenant.cert) });` },
  { name: 'a factory that is memoised where it is called', code: `${CJS}const makeAgent = () => ${ALIVE};\nlet agent;\nexports.get = (url) => axios.get(url, { httpsAgent: (agent ??= makeAgent()) });` },
];

const noLeak: ValidCase[] = [
  { name: 'without keepAlive it closes its socket', code: `${CJS}${handler('{ httpsAgent: new https.Agent({ rejectUnauthorized: false }) }')}` },
  { name: 'keepAlive: false', code: `${CJS}${handler('{ httpsAgent: new https.Agent({ keepAlive: false }) }')}` },
  { name: 'no options', code: `${CJS}${handler('{ httpsAgent: new https.Agent() }')}` },
  { name: 'destroyed in finally', code: `${CJS}exports.get = async (url) => {\n  const agent = ${ALIVE};\n  try {\n    return (await axios.get(url, { httpsAgent: agent })).data;\n  } finally {\n    agent.destroy();\n  }\n};` },
  { name: 'a proxy, which keeps no socket by default', code: `const axios = require('axios');\nconst { HttpsProxyAgent } = require('https-proxy-agent');\n${handler('{ httpsAgent: new HttpsProxyAgent(req.query.proxy) }')}` },
  { name: 'a proxy of a former version', code: `const axios = require('axios');\nconst HttpsProxyAgent = require('https-proxy-agent');\n${handler(`{ httpsAgent: HttpsProxyAgent('http://proxy') }`)}` },
  { name: 'a tunnel, which closes each socket', code: `const axios = require('axios');\nconst tunnel = require('tunnel');\n${handler('{ httpsAgent: tunnel.httpsOverHttp({ proxy: { host: req.query.host } }) }')}` },
];

const notForAxios: ValidCase[] = [
  { name: 'another client', code: `${CJS}const got = require('got');\napp.get('/', (req) => got('https://a.example', { agent: { https: ${ALIVE} } }));` },
  { name: 'no axios at all', code: `const https = require('https');\nconst fetch = require('node-fetch');\nexports.get = (url) => fetch(url, { agent: ${ALIVE} });` },
  { name: 'an SDK with the same names', code: `${CJS}exports.s3 = () => new NodeHttpHandler({ httpsAgent: ${ALIVE} });\nexports.get = (url) => axios.get(url);` },
  { name: 'a class of the file that is called Agent', code: `const axios = require('axios');\nclass Agent {}\nexports.get = (url) => axios.get(url, { httpsAgent: new Agent({ keepAlive: true }) });` },
  { name: 'a mocked client', code: `${CJS}const MockAdapter = require('axios-mock-adapter');\nexports.get = (url) => {\n  const client = axios.create({ httpsAgent: ${ALIVE} });\n  new MockAdapter(client);\n  return client.get(url);\n};` },
];

const shortLived: ValidCase[] = [
  { name: 'a script', code: `${CJS}exports.get = (url) => axios.get(url, { httpsAgent: ${ALIVE} });`, filename: 'scripts/input.js' },
  { name: 'a test', code: `${CJS}exports.get = (url) => axios.get(url, { httpsAgent: ${ALIVE} });`, filename: 'input.test.js' },
];

const untold: ValidCase[] = [
  { name: 'a factory that other files call', code: `${CJS}exports.createClient = () => axios.create({ httpsAgent: ${ALIVE} });` },
  { name: 'a class that other files make instances of', code: `${CJS}class Api {\n  constructor() { this.client = axios.create({ httpsAgent: ${ALIVE} }); }\n  get(url) { return this.client.get(url); }\n}\nmodule.exports = Api;` },
  { name: 'a field of such a class', code: `${ESM}export class Api {\n  agent = ${ALIVE};\n  get(url) { return axios.get(url, { httpsAgent: this.agent }); }\n}` },
  { name: 'a function that keeps it', code: `${CJS}let client;\nexports.reset = () => {\n  client = axios.create({ httpsAgent: ${ALIVE} });\n};\nexports.get = (url) => client.get(url);` },
  { name: 'a constructor that looks for something else', code: `${CJS}class Api {\n  constructor() {\n    if (this.ca === undefined) this.ca = read();\n    this.client = axios.create({ httpsAgent: ${ALIVE} });\n  }\n}\nmodule.exports = Api;` },
  { name: 'a function that may run at start-up alone', code: `${CJS}exports.init = () => axios.get('https://a.example', { httpsAgent: ${ALIVE} });` },
  { name: 'options from elsewhere', code: `${CJS}const options = require('./options');\n${handler('{ httpsAgent: new https.Agent(options) }')}` },
];

/** What strict says of what recommended leaves. */
const undecided: InvalidCase[] = untold.map((untoldCase): InvalidCase => ({
  ...untoldCase,
  options: strict,
  findings: [{ messageId: 'undecided', line: dedent(untoldCase.code).split('\n').findIndex((line) => line.includes('new https.Agent')) + 1, refused: 'made but once' }],
}));

const forms: InvalidCase[] = [
  {
    name: 'in the config of a call',
    code: `${CJS}\n${handler(`{ httpsAgent: ${ALIVE} }`)}`,
    output: `${CJS}${SHARED}\n${handler('{ httpsAgent: sharedHttpsAgent }')}`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'ESM, TypeScript',
    code: `${ESM}\nexport async function get(url: string): Promise<unknown> {\n  const { data } = await axios.get<unknown>(url, { httpsAgent: ${ALIVE} });\n  return data;\n}\n`,
    output: `${ESM}${SHARED}\nexport async function get(url: string): Promise<unknown> {\n  const { data } = await axios.get<unknown>(url, { httpsAgent: sharedHttpsAgent });\n  return data;\n}\n`,
    filename: 'input.ts',
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a named import',
    code: `import axios from 'axios';\nimport { Agent } from 'node:https';\nexport const get = (url) => axios.get(url, { httpsAgent: new Agent({ keepAlive: true }) });`,
    output: `import axios from 'axios';\nimport { Agent } from 'node:https';\nconst sharedHttpsAgent = new Agent({ keepAlive: true });\nexport const get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'a namespace import under another name',
    code: `import * as axios from 'axios';\nimport * as tls from 'https';\nexport const get = (url) => axios.get(url, { httpsAgent: new tls.Agent({ keepAlive: true }) });`,
    output: `import * as axios from 'axios';\nimport * as tls from 'https';\nconst sharedHttpsAgent = new tls.Agent({ keepAlive: true });\nexport const get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'a destructured require',
    code: `const axios = require('axios');\nconst { Agent: HttpsAgent } = require('node:https');\nexports.get = (url) => axios.get(url, { httpsAgent: new HttpsAgent({ keepAlive: true }) });`,
    output: `const axios = require('axios');\nconst { Agent: HttpsAgent } = require('node:https');\nconst sharedHttpsAgent = new HttpsAgent({ keepAlive: true });\nexports.get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'a require in the place itself',
    code: `const axios = require('axios');\nexports.get = (url) => axios.get(url, { httpAgent: new (require('http').Agent)({ keepAlive: true }) });`,
    output: `const axios = require('axios');\nconst sharedHttpAgent = new (require('http').Agent)({ keepAlive: true });\nexports.get = (url) => axios.get(url, { httpAgent: sharedHttpAgent });`,
    findings: [{ messageId: 'perCall', line: 2 }],
  },
  {
    name: 'compiled code',
    code: `"use strict";\nconst axios_1 = __importDefault(require("axios"));\nconst https_1 = __importDefault(require("https"));\nexports.get = (url) => axios_1.default.get(url, { httpsAgent: new https_1.default.Agent({ keepAlive: true }) });\n`,
    output: `"use strict";\nconst axios_1 = __importDefault(require("axios"));\nconst https_1 = __importDefault(require("https"));\nconst sharedHttpsAgent = new https_1.default.Agent({ keepAlive: true });\nexports.get = (url) => axios_1.default.get(url, { httpsAgent: sharedHttpsAgent });\n`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'agentkeepalive, which keeps sockets by default',
    code: `const axios = require('axios');\nconst HttpAgent = require('agentkeepalive');\nconst { HttpsAgent } = HttpAgent;\nexports.get = (url) => axios.get(url, { httpAgent: new HttpAgent(), httpsAgent: new HttpsAgent() });`,
    output: `const axios = require('axios');\nconst HttpAgent = require('agentkeepalive');\nconst sharedHttpAgent = new HttpAgent();\nconst { HttpsAgent } = HttpAgent;\nconst sharedHttpsAgent = new HttpsAgent();\nexports.get = (url) => axios.get(url, { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 4 }, { messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a proxy that keeps sockets',
    code: `import axios from 'axios';\nimport { HttpsProxyAgent } from 'https-proxy-agent';\nconst PROXY = 'http://proxy.example:3128';\nexport const get = (url) => axios.get(url, { httpsAgent: new HttpsProxyAgent(PROXY, { keepAlive: true }) });`,
    output: `import axios from 'axios';\nimport { HttpsProxyAgent } from 'https-proxy-agent';\nconst PROXY = 'http://proxy.example:3128';\nconst sharedHttpsAgent = new HttpsProxyAgent(PROXY, { keepAlive: true });\nexport const get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'hpagent',
    code: `import axios from 'axios';\nimport { HttpProxyAgent } from 'hpagent';\nexport const get = (url) => axios.get(url, { httpAgent: new HttpProxyAgent({ keepAlive: true, proxy: 'http://proxy' }) });`,
    output: `import axios from 'axios';\nimport { HttpProxyAgent } from 'hpagent';\nconst sharedHttpAgent = new HttpProxyAgent({ keepAlive: true, proxy: 'http://proxy' });\nexport const get = (url) => axios.get(url, { httpAgent: sharedHttpAgent });`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
];

const ways: InvalidCase[] = [
  {
    name: 'an instance per call',
    code: `${CJS}exports.get = async (url) => {\n  const client = axios.create({ httpsAgent: ${ALIVE} });\n  const { data } = await client.get(url);\n  return data;\n};`,
    output: `${CJS}${SHARED}exports.get = async (url) => {\n  const client = axios.create({ httpsAgent: sharedHttpsAgent });\n  const { data } = await client.get(url);\n  return data;\n};`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a variable of the function moves out as it is, with its comments',
    code: `${CJS}\nexports.get = async (url) => {\n  const agent = new https.Agent({\n    keepAlive: true, // reuse\n    maxSockets: 5,\n  });\n  return axios.get(url, { httpsAgent: agent });\n};`,
    output: `${CJS}const agent = new https.Agent({\n  keepAlive: true, // reuse\n  maxSockets: 5,\n});\n\nexports.get = async (url) => {\n  return axios.get(url, { httpsAgent: agent });\n};`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'its comment stays where it is, and so does the variable',
    code: `${CJS}exports.get = async (url) => {\n  // Reuses sockets.\n  const agent = ${ALIVE};\n  return axios.get(url, { httpsAgent: agent });\n};`,
    output: `${CJS}const sharedAgent = ${ALIVE};\nexports.get = async (url) => {\n  // Reuses sockets.\n  const agent = sharedAgent;\n  return axios.get(url, { httpsAgent: agent });\n};`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a comment in its declaration stays where it is, and so does the variable',
    code: `${CJS}exports.get = async (url) => {\n  const agent /* reuses sockets */ = ${ALIVE};\n  return axios.get(url, { httpsAgent: agent });\n};`,
    output: `${CJS}const sharedAgent = ${ALIVE};\nexports.get = async (url) => {\n  const agent /* reuses sockets */ = sharedAgent;\n  return axios.get(url, { httpsAgent: agent });\n};`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'equal agents share one, but for one that has a comment of its own',
    code: `${CJS}exports.a = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true /* faster */ }) });\nexports.b = (url) => axios.get(url, { httpsAgent: ${ALIVE} });\nexports.c = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true /* slower */ }) });\nexports.d = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, /* faster */ }) });`,
    output: `${CJS}const sharedHttpsAgent = new https.Agent({ keepAlive: true /* faster */ });\nconst sharedHttpsAgent2 = new https.Agent({ keepAlive: true /* slower */ });\nexports.a = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });\nexports.b = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });\nexports.c = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent2 });\nexports.d = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [3, 4, 5, 6].map((line) => ({ messageId: 'perCall', line })),
  },
  {
    name: 'a variable that is assigned again stays',
    code: `${CJS}exports.get = async (url, given) => {\n  let agent = ${ALIVE};\n  if (given) agent = given;\n  return axios.get(url, { httpsAgent: agent });\n};`,
    output: `${CJS}const sharedAgent = ${ALIVE};\nexports.get = async (url, given) => {\n  let agent = sharedAgent;\n  if (given) agent = given;\n  return axios.get(url, { httpsAgent: agent });\n};`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a name that fix-agents would take for all calls goes out only with options of the pool',
    code: `${CJS}exports.get = async (url) => {\n  const httpsAgent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });\n  return axios.get(url, { httpsAgent });\n};`,
    output: `${CJS}const sharedHttpsAgent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });\nexports.get = async (url) => {\n  const httpsAgent = sharedHttpsAgent;\n  return axios.get(url, { httpsAgent });\n};`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a config that is assigned to',
    code: `${CJS}exports.get = (url) => {\n  const config = { timeout: 5000 };\n  if (url.startsWith('https:')) config.httpsAgent = ${ALIVE};\n  return axios.get(url, config);\n};`,
    output: `${CJS}${SHARED}exports.get = (url) => {\n  const config = { timeout: 5000 };\n  if (url.startsWith('https:')) config.httpsAgent = sharedHttpsAgent;\n  return axios.get(url, config);\n};`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a config that is spread',
    code: `${CJS}exports.get = (url) => {\n  const base = { httpsAgent: ${ALIVE} };\n  return axios.get(url, { ...base, timeout: 5000 });\n};`,
    output: `${CJS}${SHARED}exports.get = (url) => {\n  const base = { httpsAgent: sharedHttpsAgent };\n  return axios.get(url, { ...base, timeout: 5000 });\n};`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a helper that returns an agent',
    code: `${CJS}function makeAgent() {\n  return ${ALIVE};\n}\n${handler('{ httpsAgent: makeAgent() }')}`,
    output: `${CJS}${SHARED}function makeAgent() {\n  return sharedHttpsAgent;\n}\n${handler('{ httpsAgent: makeAgent() }')}`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a helper that returns a config',
    code: `${CJS}const configFor = (token) => ({ headers: { token }, httpsAgent: ${ALIVE} });\n${handler('configFor(req.query.token)')}`,
    output: `${CJS}${SHARED}const configFor = (token) => ({ headers: { token }, httpsAgent: sharedHttpsAgent });\n${handler('configFor(req.query.token)')}`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'a helper that sends what it is given',
    code: `${CJS}const send = (url, config) => axios.get(url, config);\napp.get('/items', (req) => send(req.query.url, { httpsAgent: ${ALIVE} }));\n`,
    output: `${CJS}${SHARED}const send = (url, config) => axios.get(url, config);\napp.get('/items', (req) => send(req.query.url, { httpsAgent: sharedHttpsAgent }));\n`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a helper that is given the agent',
    code: `${CJS}const send = (url, options) => axios.get(url, { httpsAgent: options.agent });\napp.get('/items', (req) => send(req.query.url, { agent: ${ALIVE} }));\n`,
    output: `${CJS}const sharedAgent = ${ALIVE};\nconst send = (url, options) => axios.get(url, { httpsAgent: options.agent });\napp.get('/items', (req) => send(req.query.url, { agent: sharedAgent }));\n`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a request interceptor',
    code: `${CJS}axios.interceptors.request.use((config) => {\n  config.httpsAgent = ${ALIVE};\n  return config;\n});\n`,
    output: `${CJS}${SHARED}axios.interceptors.request.use((config) => {\n  config.httpsAgent = sharedHttpsAgent;\n  return config;\n});\n`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'an instance of a class per call',
    code: `${CJS}class Api {\n  constructor() {\n    this.client = axios.create({ httpsAgent: ${ALIVE} });\n  }\n  get(url) {\n    return this.client.get(url);\n  }\n}\napp.get('/items', async (req, res) => {\n  const api = new Api();\n  res.json(await api.get(req.query.url));\n});\n`,
    output: `${CJS}${SHARED}class Api {\n  constructor() {\n    this.client = axios.create({ httpsAgent: sharedHttpsAgent });\n  }\n  get(url) {\n    return this.client.get(url);\n  }\n}\napp.get('/items', async (req, res) => {\n  const api = new Api();\n  res.json(await api.get(req.query.url));\n});\n`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a method of an exported class',
    code: `${ESM}export class Api {\n  get(url) {\n    return axios.get(url, { httpsAgent: ${ALIVE} });\n  }\n}\n`,
    output: `${ESM}${SHARED}export class Api {\n  get(url) {\n    return axios.get(url, { httpsAgent: sharedHttpsAgent });\n  }\n}\n`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a timer',
    code: `${CJS}setInterval(() => axios.get('https://a.example', { httpsAgent: ${ALIVE} }), 1000);`,
    output: `${CJS}${SHARED}setInterval(() => axios.get('https://a.example', { httpsAgent: sharedHttpsAgent }), 1000);`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'a retried request',
    code: `${CJS}function attempt(url, agent, left) {\n  return axios.get(url, { httpsAgent: agent }).catch((error) => (left > 0 ? attempt(url, agent, left - 1) : Promise.reject(error)));\n}\nexports.get = (url) => attempt(url, ${ALIVE}, 3);`,
    output: `${CJS}${SHARED}function attempt(url, agent, left) {\n  return axios.get(url, { httpsAgent: agent }).catch((error) => (left > 0 ? attempt(url, agent, left - 1) : Promise.reject(error)));\n}\nexports.get = (url) => attempt(url, sharedHttpsAgent, 3);`,
    findings: [{ messageId: 'perCall', line: 6 }],
  },
  {
    name: 'a retry that takes the function',
    code: `${CJS}exports.get = (url) => {\n  const agent = ${ALIVE};\n  return retry(() => axios.get(url, { httpsAgent: agent }));\n};`,
    output: `${CJS}const agent = ${ALIVE};\nexports.get = (url) => {\n  return retry(() => axios.get(url, { httpsAgent: agent }));\n};`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a default of a parameter',
    code: `${CJS}exports.get = (url, agent = ${ALIVE}) => axios.get(url, { httpsAgent: agent });`,
    output: `${CJS}const sharedAgent = ${ALIVE};\nexports.get = (url, agent = sharedAgent) => axios.get(url, { httpsAgent: agent });`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
];

const looksElsewhere: InvalidCase[] = [
  {
    name: 'a function that looks whether something else is there',
    code: `${CJS}let token;\nexports.get = async (url) => {\n  if (!token) token = await login();\n  return axios.get(url, { headers: { token }, httpsAgent: ${ALIVE} });\n};`,
    output: `${CJS}${SHARED}let token;\nexports.get = async (url) => {\n  if (!token) token = await login();\n  return axios.get(url, { headers: { token }, httpsAgent: sharedHttpsAgent });\n};`,
    findings: [{ messageId: 'perCall', line: 6 }],
  },
];

const places: InvalidCase[] = [
  {
    name: 'equal agents share one, however they are laid out',
    code: `${CJS}exports.get = (url) => axios.get(url, { httpsAgent: ${ALIVE} });\nexports.put = (url, data) => axios.put(url, data, {\n  httpsAgent: new https.Agent({\n    keepAlive: true,\n  })\n});`,
    output: `${CJS}${SHARED}exports.get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });\nexports.put = (url, data) => axios.put(url, data, {\n  httpsAgent: sharedHttpsAgent\n});`,
    findings: [{ messageId: 'perCall', line: 3 }, { messageId: 'perCall', line: 5 }],
  },
  {
    name: 'and one that is there already',
    code: `${CJS}const agent = ${ALIVE};\nexports.get = (url) => axios.get(url, { httpsAgent: agent });\nexports.put = (url, data) => axios.put(url, data, { httpsAgent: ${ALIVE} });`,
    output: `${CJS}const agent = ${ALIVE};\nexports.get = (url) => axios.get(url, { httpsAgent: agent });\nexports.put = (url, data) => axios.put(url, data, { httpsAgent: agent });`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'unless something is done with it',
    code: `${CJS}const agent = ${ALIVE};\nagent.destroy();\nexports.put = (url, data) => axios.put(url, data, { httpsAgent: ${ALIVE} });`,
    output: `${CJS}const agent = ${ALIVE};\nconst sharedHttpsAgent = ${ALIVE};\nagent.destroy();\nexports.put = (url, data) => axios.put(url, data, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'unless its name means something else there',
    code: `${CJS}const agent = ${ALIVE};\nexports.get = (url) => axios.get(url, { httpsAgent: agent });\nexports.put = (url, agent) => axios.put(url, agent, { httpsAgent: ${ALIVE} });`,
    output: `${CJS}const agent = ${ALIVE};\nconst sharedHttpsAgent = ${ALIVE};\nexports.get = (url) => axios.get(url, { httpsAgent: agent });\nexports.put = (url, agent) => axios.put(url, agent, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'equal variables of two functions become one',
    code: `${CJS}exports.get = (url) => {\n  const agent = ${ALIVE};\n  return axios.get(url, { httpsAgent: agent });\n};\nexports.put = (url, data) => {\n  const agent = ${ALIVE};\n  return axios.put(url, data, { httpsAgent: agent });\n};`,
    output: `${CJS}const agent = ${ALIVE};\nexports.get = (url) => {\n  return axios.get(url, { httpsAgent: agent });\n};\nexports.put = (url, data) => {\n  return axios.put(url, data, { httpsAgent: agent });\n};`,
    findings: [{ messageId: 'perCall', line: 4 }, { messageId: 'perCall', line: 8 }],
  },
  {
    name: 'but not with one that is assigned again',
    code: `${CJS}exports.get = (url) => {\n  const agent = ${ALIVE};\n  return axios.get(url, { httpsAgent: agent });\n};\nexports.put = (url, data, given) => {\n  let agent = ${ALIVE};\n  if (given) agent = given;\n  return axios.put(url, data, { httpsAgent: agent });\n};`,
    output: `${CJS}const agent = ${ALIVE};\nconst sharedAgent = ${ALIVE};\nexports.get = (url) => {\n  return axios.get(url, { httpsAgent: agent });\n};\nexports.put = (url, data, given) => {\n  let agent = sharedAgent;\n  if (given) agent = given;\n  return axios.put(url, data, { httpsAgent: agent });\n};`,
    findings: [{ messageId: 'perCall', line: 4 }, { messageId: 'perCall', line: 8 }],
  },
  {
    name: 'nor where the name is a parameter’s',
    code: `${CJS}exports.get = (url) => {\n  const agent = ${ALIVE};\n  return axios.get(url, { httpsAgent: agent });\n};\nexports.put = (url, agent) => axios.put(url, agent, { httpsAgent: ${ALIVE} });\nexports.head = (url) => axios.head(url, { httpsAgent: ${ALIVE} });`,
    output: `${CJS}const agent = ${ALIVE};\nconst sharedHttpsAgent = ${ALIVE};\nexports.get = (url) => {\n  return axios.get(url, { httpsAgent: agent });\n};\nexports.put = (url, agent) => axios.put(url, agent, { httpsAgent: sharedHttpsAgent });\nexports.head = (url) => axios.head(url, { httpsAgent: agent });`,
    findings: [{ messageId: 'perCall', line: 4 }, { messageId: 'perCall', line: 7 }, { messageId: 'perCall', line: 8 }],
  },
  {
    name: 'variables of one name and different agents do not',
    code: `${CJS}exports.get = (url) => {\n  const agent = ${ALIVE};\n  return axios.get(url, { httpsAgent: agent });\n};\nexports.put = (url, data) => {\n  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });\n  return axios.put(url, data, { httpsAgent: agent });\n};`,
    output: `${CJS}const agent = ${ALIVE};\nconst sharedAgent = new https.Agent({ keepAlive: true, maxSockets: 1 });\nexports.get = (url) => {\n  return axios.get(url, { httpsAgent: agent });\n};\nexports.put = (url, data) => {\n  const agent = sharedAgent;\n  return axios.put(url, data, { httpsAgent: agent });\n};`,
    findings: [{ messageId: 'perCall', line: 4 }, { messageId: 'perCall', line: 8 }],
  },
  {
    name: 'names that are taken',
    code: `${CJS}const sharedHttpsAgent = 'taken';\nexports.get = (url) => axios.get(url + sharedHttpsAgent, { httpsAgent: ${ALIVE} });`,
    output: `${CJS}const sharedHttpsAgent2 = ${ALIVE};\nconst sharedHttpsAgent = 'taken';\nexports.get = (url) => axios.get(url + sharedHttpsAgent, { httpsAgent: sharedHttpsAgent2 });`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a global of that name, too',
    code: `${CJS}exports.get = (url) => {\n  const agent = ${ALIVE};\n  return axios.get(url, { httpsAgent: agent });\n};\nexports.name = () => agent;`,
    output: `${CJS}const sharedAgent = ${ALIVE};\nexports.get = (url) => {\n  const agent = sharedAgent;\n  return axios.get(url, { httpsAgent: agent });\n};\nexports.name = () => agent;`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'behind the constants that its options name',
    code: `${CJS}const express = require('express');\n\n// Ours.\nconst MAX = 20; // sockets\nconst LIMITS = { timeout: 5000 };\n\nexports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: MAX, timeout: LIMITS.timeout }) });`,
    output: `${CJS}const express = require('express');\n\n// Ours.\nconst MAX = 20; // sockets\nconst LIMITS = { timeout: 5000 };\nconst sharedHttpsAgent = new https.Agent({ keepAlive: true, maxSockets: MAX, timeout: LIMITS.timeout });\n\nexports.get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 9 }],
  },
  {
    name: 'and behind the object with its options',
    code: `${CJS}const OPTIONS = { keepAlive: true };\nexports.get = (url) => axios.get(url, { httpsAgent: new https.Agent(OPTIONS) });`,
    output: `${CJS}const OPTIONS = { keepAlive: true };\nconst sharedHttpsAgent = new https.Agent(OPTIONS);\nexports.get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a require further down',
    code: `const axios = require('axios');\nconst app = require('./app');\napp.use(cors());\nconst https = require('https');\n${handler(`{ httpsAgent: ${ALIVE} }`)}`,
    output: `const axios = require('axios');\nconst app = require('./app');\napp.use(cors());\nconst https = require('https');\n${SHARED}${handler('{ httpsAgent: sharedHttpsAgent }')}`,
    findings: [{ messageId: 'perCall', line: 6 }],
  },
  {
    name: 'constants of Node',
    code: `${ESM}import crypto from 'crypto';\nexport const get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, secureOptions: crypto.constants.SSL_OP_LEGACY_SERVER_CONNECT }) });`,
    output: `${ESM}import crypto from 'crypto';\nconst sharedHttpsAgent = new https.Agent({ keepAlive: true, secureOptions: crypto.constants.SSL_OP_LEGACY_SERVER_CONNECT });\nexport const get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a function among the options',
    code: `${ESM}export const get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, checkServerIdentity: (host) => undefined }) });`,
    output: `${ESM}const sharedHttpsAgent = new https.Agent({ keepAlive: true, checkServerIdentity: (host) => undefined });\nexport const get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
  {
    name: 'no import to stand behind, but a comment and a class with a decorator',
    code: `// The top.\n@Controller()\nexport class Items {\n  get(url: string) {\n    return (require('axios')).get(url, { httpAgent: new (require('http').Agent)({ keepAlive: true }) });\n  }\n}\n`,
    output: `const sharedHttpAgent = new (require('http').Agent)({ keepAlive: true });\n// The top.\n@Controller()\nexport class Items {\n  get(url: string) {\n    return (require('axios')).get(url, { httpAgent: sharedHttpAgent });\n  }\n}\n`,
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

const refused: InvalidCase[] = [
  { name: 'a certificate of the tenant', code: `${CJS}app.get('/', (req) => axios.get(req.url, { httpsAgent: new https.Agent({ keepAlive: true, cert: req.tenant.cert }) }));`, findings: [{ messageId: 'perCall', line: 3, refused: '(`req.tenant.cert`): keep one agent for each in an LRU cache by that key, which destroys what it evicts' }] },
  { name: 'a field of the instance', code: `${ESM}export class Api {\n  get(url) { return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, ca: this.ca }) }); }\n}`, findings: [{ messageId: 'perCall', line: 4, refused: '`this.ca`' }] },
  { name: 'options that are a parameter', code: `${CJS}exports.get = (url, options) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, ...options }) });`, findings: [{ messageId: 'perCall', line: 3, refused: 'LRU cache' }] },
  { name: 'a variable of the function', code: `${CJS}exports.get = (url) => {\n  const max = 5;\n  return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: max }) });\n};`, findings: [{ messageId: 'perCall', line: 5, refused: '`max` is a variable of the function' }] },
  { name: 'a require inside the function', code: `const axios = require('axios');\nexports.get = (url) => {\n  const https = require('https');\n  return axios.get(url, { httpsAgent: ${ALIVE} });\n};`, findings: [{ messageId: 'perCall', line: 4, refused: '`https` is a variable of the function' }] },
  { name: 'the environment, which may be filled later', code: `${CJS}exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, ca: process.env.CA }) });`, findings: [{ messageId: 'perCall', line: 3, refused: '`process.env.CA` is read when the agent is made' }] },
  { name: 'a file that is read each time', code: `${CJS}const fs = require('fs');\nexports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, ca: fs.readFileSync('ca.pem') }) });`, findings: [{ messageId: 'perCall', line: 4, refused: 'is read when the agent is made' }] },
  { name: 'a property of what another file exports', code: `${CJS}const settings = require('./settings');\nexports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, ca: settings.ca }) });`, findings: [{ messageId: 'perCall', line: 4, refused: '`settings.ca` is read when the agent is made' }] },
  { name: 'a variable of the module that changes', code: `${CJS}let max = 5;\nexports.setMax = (value) => { max = value; };\nexports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: max }) });`, findings: [{ messageId: 'perCall', line: 5, refused: '`max` is read when the agent is made' }] },
  { name: 'an object of the module that is filled later', code: `${CJS}const options = { keepAlive: true };\noptions.ca = load();\nexports.get = (url) => axios.get(url, { httpsAgent: new https.Agent(options) });`, findings: [{ messageId: 'perCall', line: 5, refused: '`options` is read when the agent is made' }] },
  { name: 'an object that another function fills', code: `${CJS}const options = { keepAlive: true };\nexports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ ...options, keepAlive: true }) });\nObject.assign(options, load());`, findings: [{ messageId: 'perCall', line: 4, refused: '`options` is read when the agent is made' }] },
  { name: 'an object of another file', code: `${CJS}const options = require('./options');\nexports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ ...options, keepAlive: true }) });`, findings: [{ messageId: 'perCall', line: 4, refused: '`options` is read when the agent is made' }] },
  { name: 'a proxy that may not be set', code: `import axios from 'axios';\nimport { HttpsProxyAgent } from 'https-proxy-agent';\nconst PROXY = process.env.PROXY;\nexport const get = (url) => axios.get(url, PROXY ? { httpsAgent: new HttpsProxyAgent(PROXY, { keepAlive: true }) } : {});`, findings: [{ messageId: 'perCall', line: 4, refused: '`PROXY` may be empty, and the constructor would throw' }] },
  { name: 'a constant further down', code: `${CJS}exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: MAX }) });\nconst MAX = 5;`, findings: [{ messageId: 'perCall', line: 3, refused: '`MAX` is initialised further down' }] },
  { name: 'a function that runs before the agent could be there', code: `${CJS}get('https://a.example');\nconst MAX = 5;\nexports.get = get;\nfunction get(url) {\n  return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: MAX }) });\n}`, findings: [{ messageId: 'perCall', line: 7, refused: 'line 3 may run functions of this file' }] },
  { name: 'an agent that is listened to', code: `${CJS}exports.get = (url) => {\n  const agent = ${ALIVE};\n  agent.on('free', note);\n  return axios.get(url, { httpsAgent: agent });\n};`, findings: [{ messageId: 'perCall', line: 4, refused: 'line 5 changes the agent' }] },
  { name: 'destroyed, in strict', code: `${CJS}exports.get = async (url) => {\n  const agent = ${ALIVE};\n  const { data } = await axios.get(url, { httpsAgent: agent });\n  agent.destroy();\n  return data;\n};`, options: strict, findings: [{ messageId: 'wasted', line: 4, refused: 'line 6 destroys it' }] },
];

const wasted: InvalidCase[] = [
  {
    name: 'keepAlive: false, in strict',
    code: `${CJS}${handler('{ httpsAgent: new https.Agent({ rejectUnauthorized: false }) }')}`,
    output: `${CJS}const sharedHttpsAgent = new https.Agent({ rejectUnauthorized: false });\n${handler('{ httpsAgent: sharedHttpsAgent }')}`,
    options: strict,
    findings: [{ messageId: 'wasted', line: 4 }],
  },
];

runSuite({
  rule: noPerCallAgent,
  codemod: hoistAgents,
  valid: [...madeOnce, ...madeOnce.map((valid) => ({ ...valid, name: `${valid.name}, in strict`, options: strict })), ...noLeak, ...notForAxios, ...notForAxios.map((valid) => ({ ...valid, name: `${valid.name}, in strict`, options: strict })), ...shortLived, ...untold],
  invalid: [...forms, ...ways, ...looksElsewhere, ...places, ...refused, ...wasted, ...undecided],
});
