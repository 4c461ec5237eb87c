/**
 * Whether one agent for all calls does what one for each call did.
 */
import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const CJS = `const axios = require('axios');\nconst https = require('https');\n`;
const ALIVE = 'new https.Agent({ keepAlive: true })';
const SHARED = `const sharedHttpsAgent = ${ALIVE};\n`;

const proxied = (module: string, name: string, agent: string) => `const axios = require('axios');\nconst { ${name} } = require('${module}');\nexports.get = (url) => axios.get(url, { httpsAgent: ${agent} });\n`;
const get = (agent: string) => `exports.get = (url) => axios.get(url, { httpsAgent: ${agent} });\n`;

const throws: InvalidCase[] = [
  { name: 'a number that Node refuses', code: CJS + get('new https.Agent({ keepAlive: true, maxTotalSockets: 0 })'), findings: [{ messageId: 'perCall', line: 3, refused: '`maxTotalSockets` may be no number from 1 on, and the constructor would throw' }] },
  { name: 'one that nobody sees', code: `${CJS}const MAX = Number(process.env.MAX);\n${get('new https.Agent({ keepAlive: true, maxTotalSockets: MAX })')}`, findings: [{ messageId: 'perCall', line: 4, refused: '`maxTotalSockets` may be no number' }] },
  { name: 'a word that Node refuses', code: CJS + get(`new https.Agent({ keepAlive: true, scheduling: 'any' })`), findings: [{ messageId: 'perCall', line: 3, refused: '`scheduling` may be neither' }] },
  { name: 'an address that is no URL', code: proxied('https-proxy-agent', 'HttpsProxyAgent', `new HttpsProxyAgent('proxy', { keepAlive: true })`), findings: [{ messageId: 'perCall', line: 3, refused: '`\'proxy\'` may be no URL of a proxy, and the constructor would throw' }] },
  { name: 'the URL of another proxy', code: proxied('socks-proxy-agent', 'SocksProxyAgent', `new SocksProxyAgent('http://proxy', { keepAlive: true })`), findings: [{ messageId: 'perCall', line: 3, refused: 'may be no URL of a proxy' }] },
  { name: 'no URL among the options', code: proxied('hpagent', 'HttpsProxyAgent', `new HttpsProxyAgent({ keepAlive: true, proxy: '' })`), findings: [{ messageId: 'perCall', line: 3, refused: 'may be no URL of a proxy' }] },
  {
    name: 'numbers and words that it takes',
    code: CJS + get(`new https.Agent({ keepAlive: true, maxTotalSockets: 5, scheduling: 'fifo' })`),
    output: `${CJS}const sharedHttpsAgent = new https.Agent({ keepAlive: true, maxTotalSockets: 5, scheduling: 'fifo' });\n${get('sharedHttpsAgent')}`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
];

const download = (agent: string, timeout = '') => `exports.download = async (url, file) => {\n  const { data } = await axios.get(url, { responseType: 'stream', httpsAgent: ${agent}${timeout} });\n  data.pipe(file);\n};\n`;
const CAPPED = 'new https.Agent({ keepAlive: true, maxSockets: 5 })';

const capped: InvalidCase[] = [
  { name: 'few sockets for all calls, and a stream that may keep one for ever', code: CJS + download(CAPPED), findings: [{ messageId: 'perCall', line: 4, refused: 'it has a cap, which all calls would share, and ser' }] },
  {
    name: 'a stream that ends in time',
    code: CJS + download(CAPPED, ', timeout: 5000'),
    output: `${CJS}const sharedHttpsAgent = ${CAPPED};\n${download('sharedHttpsAgent', ', timeout: 5000')}`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a stream over any number of sockets',
    code: CJS + download(ALIVE),
    output: `${CJS}${SHARED}${download('sharedHttpsAgent')}`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
];

const varied: InvalidCase[] = [
  {
    name: 'a var of one path, which the others read as empty',
    code: `${CJS}exports.get = (url, isOurs) => {\n  if (isOurs) {\n    var agent = ${ALIVE};\n  }\n  return axios.get(url, { httpsAgent: agent });\n};\n`,
    output: `${CJS}const sharedAgent = ${ALIVE};\nexports.get = (url, isOurs) => {\n  if (isOurs) {\n    var agent = sharedAgent;\n  }\n  return axios.get(url, { httpsAgent: agent });\n};\n`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a var that is read above',
    code: `${CJS}exports.get = (url) => {\n  note(agent);\n  var agent = ${ALIVE};\n  return axios.get(url, { httpsAgent: agent });\n};\n`,
    findings: [{ messageId: 'perCall', line: 5, refused: 'line 4 gives the agent to code' }],
  },
  {
    name: 'a var that is tested above',
    code: `${CJS}exports.get = (url) => {\n  if (agent) throw new Error('twice');\n  var agent = ${ALIVE};\n  return axios.get(url, { httpsAgent: agent });\n};\n`,
    output: `${CJS}const sharedAgent = ${ALIVE};\nexports.get = (url) => {\n  if (agent) throw new Error('twice');\n  var agent = sharedAgent;\n  return axios.get(url, { httpsAgent: agent });\n};\n`,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a var like a const',
    code: `${CJS}exports.get = (url) => {\n  var agent = ${ALIVE};\n  return axios.get(url, { httpsAgent: agent });\n};\n`,
    output: `${CJS}const agent = ${ALIVE};\nexports.get = (url) => {\n  return axios.get(url, { httpsAgent: agent });\n};\n`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
];

/** An equal agent of the module that does not stay equal. */
const unequal = (name: string, statement: string): InvalidCase => ({
  name,
  code: `${CJS}const agent = ${ALIVE};\n${statement}\n${get(ALIVE)}`,
  output: `${CJS}const agent = ${ALIVE};\n${SHARED}${statement}\n${get('sharedHttpsAgent')}`,
  findings: [{ messageId: 'perCall', line: 5 }],
});

runSuite({
  rule: noPerCallAgent,
  codemod: hoistAgents,
  valid: [{ name: 'an agent that was shared all along', code: `${CJS}const OPTS = { keepAlive: true };\nconst agent = new https.Agent(OPTS);\nOPTS.ca = load();\n${get('agent')}` }],
  invalid: [
    ...throws,
    ...capped,
    ...varied,
    unequal('an equal agent that gets more', `Object.assign(agent, { tenant: 'a' });`),
    unequal('an equal agent that others may change', 'configure(agent);'),
    unequal('an equal agent with another name', 'const same = agent; same.maxSockets = 5;'),
    unequal('an equal agent that other files have', 'exports.agent = agent;'),
    {
      name: 'settings of one tenant, on some paths',
      code: `${CJS}exports.get = (url, tenant) => {\n  const agent = ${ALIVE};\n  if (tenant === 'a') Object.assign(agent, { maxSockets: 1, tenant: 'a' });\n  return axios.get(url, { httpsAgent: agent });\n};\n`,
      findings: [{ messageId: 'perCall', line: 4, refused: 'line 5 changes the agent' }],
    },
    {
      name: 'an options object that another name fills',
      code: `${CJS}const OPTS = { keepAlive: true };\nconst settings = OPTS;\nexports.configure = (ca) => { settings.ca = ca; };\n${get('new https.Agent(OPTS)')}`,
      findings: [{ messageId: 'perCall', line: 6, refused: '`OPTS` is read when the agent is made' }],
    },
  ],
});
