import { boundAgents } from '../../../codemods/bound-agents.ts';
import { requireBoundedAgent } from '../../../rules/require-bounded-agent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const strict = { unverifiable: true } as const;

const CJS = `const axios = require('axios');\nconst https = require('https');\n`;
const BOUNDS = 'maxSockets: 50, maxFreeSockets: 10, timeout: 4000';

/** A module whose instance has an agent. */
const made = (agent: string, imports = CJS) => `${imports}const httpsAgent = ${agent};\nmodule.exports = axios.create({ httpsAgent });\n`;
const AGENTKEEPALIVE = `const axios = require('axios');\nconst { HttpsAgent } = require('agentkeepalive');\n`;
const PROXY = `const axios = require('axios');\nconst { HttpsProxyAgent } = require('https-proxy-agent');\n`;
const HTTP_PROXY = `const axios = require('axios');\nconst { HttpProxyAgent } = require('http-proxy-agent');\n`;
const ANY_PROXY = `const axios = require('axios');\nconst { ProxyAgent } = require('proxy-agent');\n`;
const HPAGENT = `const axios = require('axios');\nconst { HttpsProxyAgent } = require('hpagent');\n`;

const valid: ValidCase[] = [
  { name: 'bounded', code: made(`new https.Agent({ keepAlive: true, ${BOUNDS} })`) },
  { name: 'bounded for all hosts together', code: made('new https.Agent({ keepAlive: true, maxTotalSockets: 50, maxFreeSockets: 10, timeout: 5000 })') },
  { name: 'by constants', code: made('new https.Agent({ keepAlive: true, maxSockets: MAX, maxFreeSockets: Number(process.env.FREE), timeout })') },
  { name: 'by an object that is spread', code: `${CJS}const BOUNDS = { ${BOUNDS} };\n${made('new https.Agent({ ...BOUNDS, keepAlive: true })', '')}` },
  { name: 'by an object of the module', code: `${CJS}const options = { keepAlive: true, ${BOUNDS} };\n${made('new https.Agent(options)', '')}` },
  { name: 'an object that is filled step by step', code: `${CJS}const options = {};\noptions.keepAlive = true;\noptions.maxSockets = 5;\nif (process.env.FEW) options.maxFreeSockets = 1;\noptions.timeout = 1000;\n${made('new https.Agent(options)', '')}` },
  { name: 'an object that another function may fill', code: `${CJS}const options = { keepAlive: true };\nconfigure(options);\n${made('new https.Agent(options)', '')}` },
  { name: 'without keepAlive, with maxSockets', code: made('new https.Agent({ maxSockets: 10 })') },
  { name: 'keepAlive: false, with maxSockets', code: made('new https.Agent({ keepAlive: false, maxSockets: 10 })') },
  { name: 'without keepAlive, made for one call', code: `${CJS}app.get('/', (req) => axios.get(req.url, { httpsAgent: new https.Agent({ rejectUnauthorized: false }) }));` },
  { name: 'an agent of each tenant, made for one call, whose sockets stay open', code: `${CJS}app.get('/', (req) => axios.get(req.url, { httpsAgent: new https.Agent({ keepAlive: true, cert: req.tenant.cert }) }));` },
  { name: 'agentkeepalive lets go of idle sockets after 4 seconds', code: made('new HttpsAgent({ maxSockets: 10 })', AGENTKEEPALIVE) },
  { name: 'a proxy that keeps sockets: no timeout of its own closes them', code: made(`new HttpsProxyAgent('http://proxy', { keepAlive: true, maxSockets: 10, maxFreeSockets: 2 })`, PROXY) },
  { name: 'a proxy of version 5, which pools nothing', code: `const axios = require('axios');\nconst HttpsProxyAgent = require('https-proxy-agent');\n${made(`new HttpsProxyAgent({ host: 'proxy', port: 3128 })`, '')}` },
  { name: 'ProxyAgent of version 5', code: `const axios = require('axios');\nconst ProxyAgent = require('proxy-agent');\n${made(`new ProxyAgent('http://proxy')`, '')}` },
  { name: 'ProxyAgent without keepAlive: with `maxSockets` the requests beyond it never end', code: made('new ProxyAgent({ getProxyForUrl })', ANY_PROXY) },
  { name: 'ProxyAgent that keeps few sockets for a while', code: made('new ProxyAgent({ keepAlive: true, maxFreeSockets: 10, timeout: 5000 })', ANY_PROXY) },
  { name: 'for another client', code: `${CJS}const got = require('got');\nmodule.exports = got.extend({ agent: { https: new https.Agent({ keepAlive: true }) } });` },
  { name: 'no axios', code: `const https = require('https');\nmodule.exports = new https.Agent({ keepAlive: true });` },
  { name: 'options from elsewhere', code: `const options = require('./options');\n${made('new https.Agent(options)')}` },
  { name: 'a spread that may bound it', code: `const options = require('./options');\n${made('new https.Agent({ ...options, keepAlive: true })')}` },
  { name: 'keepAlive by a decision, bounded', code: made(`new https.Agent({ keepAlive: process.env.KEEP === '1', ${BOUNDS} })`) },
];

const UNCAPPED = { agents: { maxSockets: Infinity } };

valid.push(
  { name: 'settings without a cap: what the codemod then writes', code: made('new https.Agent({ keepAlive: true, maxFreeSockets: 10, timeout: 4000 })'), settings: UNCAPPED },
  { name: 'settings without a cap: an agent that says so itself', code: made('new https.Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: 10, timeout: 4000 })'), settings: UNCAPPED },
  { name: 'settings without a cap: an agent that closes its sockets', code: made('new https.Agent({ rejectUnauthorized: false })'), settings: UNCAPPED },
);

const invalid: InvalidCase[] = [
  {
    name: 'keepAlive alone',
    code: made('new https.Agent({ keepAlive: true })'),
    output: made(`new https.Agent({ keepAlive: true, ${BOUNDS} })`),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'what is missing, in the literal’s own layout',
    code: made('new https.Agent({\n  keepAlive: true,\n  maxSockets: 5, // of ours\n})'),
    output: made('new https.Agent({\n  keepAlive: true,\n  maxSockets: 5, // of ours\n  timeout: 4000,\n})'),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'maxSockets alone is missing',
    code: made('new https.Agent({ keepAlive: true, maxFreeSockets: 2, timeout: 5000 })'),
    output: made('new https.Agent({ keepAlive: true, maxFreeSockets: 2, timeout: 5000, maxSockets: 50 })'),
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
  {
    name: 'the numbers of the settings',
    code: made('new https.Agent({ keepAlive: true })'),
    output: made('new https.Agent({ keepAlive: true, maxSockets: 7, maxFreeSockets: 3, timeout: 1500 })'),
    settings: { agents: { maxSockets: 7, maxFreeSockets: 3, idleTimeout: 1500 } },
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'numbers as the file writes its own: with separators where it has some',
    code: made('new https.Agent({ keepAlive: true, keepAliveMsecs: 10_000 })'),
    output: made('new https.Agent({\n  keepAlive: true,\n  keepAliveMsecs: 10_000,\n  maxSockets: 50,\n  maxFreeSockets: 10,\n  timeout: 4_000\n})'),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a file written in ES5, whose readers may know nothing of separators',
    code: `'use strict';\nvar axios_1 = require('axios');\nvar https_1 = require('https');\nvar agent = new https_1.Agent({ keepAlive: true });\nfunction load(url) {\n  return axios_1.default.get(url, { httpsAgent: agent }).then(function (response) { return response.data; });\n}\nexports.load = load;\n`,
    output: `'use strict';\nvar axios_1 = require('axios');\nvar https_1 = require('https');\nvar agent = new https_1.Agent({ keepAlive: true, ${BOUNDS} });\nfunction load(url) {\n  return axios_1.default.get(url, { httpsAgent: agent }).then(function (response) { return response.data; });\n}\nexports.load = load;\n`,
    findings: [{ messageId: 'unboundedIdle', line: 4 }],
  },
  {
    name: 'maxSockets that the settings leave out is not asked for, the others are',
    code: made('new https.Agent({ keepAlive: true })'),
    output: made('new https.Agent({ keepAlive: true, maxFreeSockets: 10, timeout: 4000 })'),
    settings: { agents: { maxSockets: Infinity } },
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'without keepAlive: how many sockets open at once',
    code: made('new https.Agent({ rejectUnauthorized: false })'),
    output: made('new https.Agent({ rejectUnauthorized: false, maxSockets: 50 })'),
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
  {
    name: 'without options',
    code: made('new https.Agent()'),
    output: made('new https.Agent({ maxSockets: 50 })'),
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
  {
    name: 'without parentheses, on the defaults',
    code: `${CJS}axios.defaults.httpsAgent = new https.Agent;\n`,
    output: `${CJS}axios.defaults.httpsAgent = new https.Agent({ maxSockets: 50 });\n`,
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
  {
    name: 'by Object.assign on the defaults',
    code: `${CJS}Object.assign(axios.defaults, { httpsAgent: new https.Agent({ keepAlive: true }) });\n`,
    output: `${CJS}Object.assign(axios.defaults, {\n  httpsAgent: new https.Agent({ keepAlive: true, ${BOUNDS} })\n});\n`,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'on the defaults of an instance, ESM and TypeScript',
    code: `import axios, { type AxiosInstance } from 'axios';\nimport { Agent } from 'node:https';\n\nconst client: AxiosInstance = axios.create();\nclient.defaults.httpsAgent = new Agent({ keepAlive: true } as const);\nexport default client;\n`,
    output: `import axios, { type AxiosInstance } from 'axios';\nimport { Agent } from 'node:https';\n\nconst client: AxiosInstance = axios.create();\nclient.defaults.httpsAgent = new Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 } as const);\nexport default client;\n`,
    filename: 'input.ts',
    findings: [{ messageId: 'unboundedIdle', line: 5 }],
  },
  {
    name: 'two agents of one object, which is there for them alone',
    code: `${CJS}const http = require('http');\nconst options = { keepAlive: true };\nmodule.exports = axios.create({ httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) });\n`,
    output: `${CJS}const http = require('http');\nconst options = { keepAlive: true, ${BOUNDS} };\nmodule.exports = axios.create({ httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) });\n`,
    findings: [{ messageId: 'unboundedIdle', line: 5 }, { messageId: 'unboundedIdle', line: 5 }],
  },
  {
    name: 'an object that serves something else, too',
    code: `${CJS}const options = { keepAlive: true };\nexports.options = options;\n${made('new https.Agent(options)', '')}`,
    output: `${CJS}const options = { keepAlive: true };\nexports.options = options;\n${made(`new https.Agent({ ${BOUNDS}, ...options })`, '')}`,
    findings: [{ messageId: 'unboundedIdle', line: 5 }],
  },
  {
    name: 'an object that is filled step by step',
    code: `${CJS}const options = {};\noptions.keepAlive = true;\n${made('new https.Agent(options)', '')}`,
    output: `${CJS}const options = {};\noptions.keepAlive = true;\n${made(`new https.Agent({ ${BOUNDS}, ...options })`, '')}`,
    findings: [{ messageId: 'unboundedIdle', line: 5 }],
  },
  {
    name: 'a spread of what is visible',
    code: `${CJS}const base = { keepAlive: true };\n${made('new https.Agent({ ...base, rejectUnauthorized: false })', '')}`,
    output: `${CJS}const base = { keepAlive: true };\n${made(`new https.Agent({\n  maxSockets: 50,\n  maxFreeSockets: 10,\n  timeout: 4000,\n  ...base,\n  rejectUnauthorized: false\n})`, '')}`,
    findings: [{ messageId: 'unboundedIdle', line: 4 }],
  },
  {
    name: 'an agent that is made in a factory',
    code: `${CJS}exports.createClient = () => axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });\n`,
    output: `${CJS}exports.createClient = () => axios.create({\n  httpsAgent: new https.Agent({ keepAlive: true, ${BOUNDS} })\n});\n`,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'agentkeepalive: any number of sockets at once',
    code: made('new HttpsAgent()', AGENTKEEPALIVE),
    output: made('new HttpsAgent({ maxSockets: 50 })', AGENTKEEPALIVE),
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
  {
    name: 'hpagent',
    code: made(`new HttpsProxyAgent({ keepAlive: true, proxy: 'http://proxy' })`, HPAGENT),
    output: made(`new HttpsProxyAgent({\n  keepAlive: true,\n  proxy: 'http://proxy',\n  maxSockets: 50,\n  maxFreeSockets: 10,\n  timeout: 4000\n})`, HPAGENT),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a proxy that keeps sockets',
    code: made(`new HttpProxyAgent('http://proxy', { keepAlive: true })`, HTTP_PROXY),
    output: made(`new HttpProxyAgent('http://proxy', {\n  keepAlive: true,\n  maxSockets: 50,\n  maxFreeSockets: 10,\n  timeout: 4000\n})`, HTTP_PROXY),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'ProxyAgent gets no `maxSockets`, at which its requests hang',
    code: made('new ProxyAgent({ keepAlive: true })', ANY_PROXY),
    output: made('new ProxyAgent({ keepAlive: true, maxFreeSockets: 10, timeout: 4000 })', ANY_PROXY),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'nor does it by an object of options that other agents take, too',
    code: `${CJS}const { ProxyAgent } = require('proxy-agent');\nconst options = { keepAlive: true };\nmodule.exports = axios.create({ httpAgent: new ProxyAgent(options), httpsAgent: new https.Agent(options) });\n`,
    output: `${CJS}const { ProxyAgent } = require('proxy-agent');\nconst options = { keepAlive: true };\nmodule.exports = axios.create({ httpAgent: new ProxyAgent({ maxFreeSockets: 10, timeout: 4000, ...options }), httpsAgent: new https.Agent({ ${BOUNDS}, ...options }) });\n`,
    findings: [
      { messageId: 'unboundedIdle', line: 5 },
      { messageId: 'unboundedIdle', line: 5 },
    ],
  },
  {
    name: 'https-proxy-agent never looks at the timeout',
    code: made(`new HttpsProxyAgent('http://proxy', { keepAlive: true })`, PROXY),
    output: made(`new HttpsProxyAgent('http://proxy', { keepAlive: true, maxSockets: 50, maxFreeSockets: 10 })`, PROXY),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a tunnel',
    code: `const axios = require('axios');\nconst tunnel = require('tunnel');\n${made(`tunnel.httpsOverHttp({ proxy: { host: 'proxy', port: 3128 } })`, '')}`,
    output: `const axios = require('axios');\nconst tunnel = require('tunnel');\n${made(`tunnel.httpsOverHttp({ proxy: { host: 'proxy', port: 3128 }, maxSockets: 50 })`, '')}`,
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
];

const refused: InvalidCase[] = [
  { name: 'Infinity, which may be meant', code: made('new https.Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: 10, timeout: 5000 })'), findings: [{ messageId: 'unboundedSockets', line: 3, refused: '`maxSockets` is set to a value that sets no limit' }] },
  { name: 'a timeout of 0', code: made('new https.Agent({ keepAlive: true, maxSockets: 5, maxFreeSockets: 10, timeout: 0 })'), findings: [{ messageId: 'unboundedIdle', line: 3, refused: '`timeout` is set to a value that sets no limit' }] },
  { name: 'agentkeepalive with idle sockets for ever', code: made('new HttpsAgent({ maxSockets: 5, freeSocketTimeout: 0 })', AGENTKEEPALIVE), findings: [{ messageId: 'unboundedIdle', line: 3, refused: 'sets no limit' }] },
  { name: 'a proxy without options, whose version is not known', code: made(`new HttpsProxyAgent('http://proxy')`, PROXY), findings: [{ messageId: 'unboundedSockets', line: 3, refused: 'hangs on its version' }] },
];

const undecided: InvalidCase[] = [
  {
    name: 'options from elsewhere, in strict: what they bring still wins',
    code: `const options = require('./options');\n${made('new https.Agent(options)')}`,
    output: `const options = require('./options');\n${made(`new https.Agent({ ${BOUNDS}, ...options })`)}`,
    options: strict,
    findings: [{ messageId: 'undecided', line: 4 }],
  },
  {
    name: 'a spread from elsewhere, in strict',
    code: `const options = require('./options');\n${made('new https.Agent({ ...options, keepAlive: true })')}`,
    output: `const options = require('./options');\n${made(`new https.Agent({ ${BOUNDS}, ...options, keepAlive: true })`)}`,
    options: strict,
    findings: [{ messageId: 'undecided', line: 4 }],
  },
  {
    name: 'spread arguments, in strict',
    code: made('new https.Agent(...given)'),
    options: strict,
    findings: [{ messageId: 'undecided', line: 3, refused: 'the arguments are spread' }],
  },
];

runSuite({ rule: requireBoundedAgent, codemod: boundAgents, valid, invalid: [...invalid, ...refused, ...undecided] });
