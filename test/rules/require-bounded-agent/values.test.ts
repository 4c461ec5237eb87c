/**
 * What the values of an agent's options come to, in the constructor and after it: test/facts/agent-bounds.test.ts has what Node
 * makes of them.
 */
import { boundAgents } from '../../../codemods/bound-agents.ts';
import { requireBoundedAgent } from '../../../rules/require-bounded-agent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const CJS = `const axios = require('axios');\nconst https = require('https');\n`;

/** A module whose instance has an agent. */
const made = (agent: string, then = '') => `${CJS}const httpsAgent = ${agent};\n${then}module.exports = axios.create({ httpsAgent });\n`;

const valid: ValidCase[] = [
  { name: '`maxSockets` caps the idle sockets, too', code: made('new https.Agent({ keepAlive: true, maxSockets: 5, timeout: 4000 })') },
  { name: 'so does `maxTotalSockets`', code: made('new https.Agent({ keepAlive: true, maxTotalSockets: 25, timeout: 4000 })') },
  { name: 'the lower of the two counts', code: made('new https.Agent({ keepAlive: true, maxTotalSockets: 500, maxSockets: 20, timeout: 4000 })') },
  { name: 'as many idle sockets as are few', code: made('new https.Agent({ keepAlive: true, maxSockets: 50, timeout: 4000 })') },
  { name: 'how many may be open is up to the environment', code: made('new https.Agent({ keepAlive: true, maxSockets: Number(process.env.SOCKETS) || 500, timeout: 4000 })') },
  { name: 'a number as text', code: made(`new https.Agent({ keepAlive: true, maxSockets: '5', timeout: 4000 })`) },
  { name: 'bounds that are set after the constructor', code: made('new https.Agent({ keepAlive: true })', 'httpsAgent.maxSockets = 5;\nhttpsAgent.options.timeout = 5_000;\n') },
  { name: 'bounds by Object.assign', code: made('new https.Agent({ keepAlive: true })', 'Object.assign(httpsAgent, { maxSockets: 5 });\nObject.assign(httpsAgent.options, { timeout: 5_000 });\n') },
  { name: 'a 0 that is set after the constructor is a 0', code: made('new https.Agent({ keepAlive: true, maxSockets: 100, timeout: 5_000 })', 'httpsAgent.maxFreeSockets = 0;\n') },
  { name: 'keepAlive that is taken away again', code: made('new https.Agent({ keepAlive: true, maxSockets: 5 })', 'httpsAgent.keepAlive = false;\n') },
  { name: 'keepAlive on some paths is not told', code: made('new https.Agent({ maxSockets: 5 })', 'if (process.env.KEEP) httpsAgent.keepAlive = true;\n') },
  { name: 'keepAlive of another agent', code: made('new https.Agent({ maxSockets: 5 })', 'const other = new https.Agent({});\nother.keepAlive = true;\n') },
  { name: 'keepAlive of the options is not read again', code: made('new https.Agent({ maxSockets: 5 })', 'httpsAgent.options.keepAlive = true;\n') },
];

const invalid: InvalidCase[] = [
  {
    name: 'without a timeout the idle sockets stay, few as they are',
    code: made('new https.Agent({ keepAlive: true, maxTotalSockets: 25, maxSockets: 5 })'),
    output: made('new https.Agent({ keepAlive: true, maxTotalSockets: 25, maxSockets: 5, timeout: 4000 })'),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'more idle sockets than are few',
    code: made('new https.Agent({ keepAlive: true, maxSockets: 51, timeout: 4000 })'),
    output: made('new https.Agent({ keepAlive: true, maxSockets: 51, timeout: 4000, maxFreeSockets: 10 })'),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a proxy that never looks at the timeout keeps them for as long as the server does',
    code: `const axios = require('axios');\nconst { HttpsProxyAgent } = require('https-proxy-agent');\nconst httpsAgent = new HttpsProxyAgent('http://proxy', { keepAlive: true, maxSockets: 20 });\nmodule.exports = axios.create({ httpsAgent });\n`,
    output: `const axios = require('axios');\nconst { HttpsProxyAgent } = require('https-proxy-agent');\nconst httpsAgent = new HttpsProxyAgent('http://proxy', { keepAlive: true, maxSockets: 20, maxFreeSockets: 10 });\nmodule.exports = axios.create({ httpsAgent });\n`,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a 0 is replaced: Node takes it for its default',
    code: made('new https.Agent({ keepAlive: true, maxSockets: 0 })'),
    output: made('new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 })'),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'each 0 where it stands',
    code: made('new https.Agent({\n  maxFreeSockets: 0, // none\n  maxSockets: 0,\n  keepAlive: true,\n  timeout: 5_000,\n})'),
    output: made('new https.Agent({\n  maxFreeSockets: 10, // none\n  maxSockets: 50,\n  keepAlive: true,\n  timeout: 5_000,\n})'),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'NaN, null and undefined are taken for the default as well',
    code: made('new https.Agent({ keepAlive: true, maxSockets: NaN, maxFreeSockets: null, timeout: undefined })'),
    output: made('new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 })'),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a 0 of an agent that closes its sockets',
    code: made('new https.Agent({ maxSockets: 0 })'),
    output: made('new https.Agent({ maxSockets: 50 })'),
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
  {
    name: 'a 0 in the options of two agents',
    code: `${CJS}const http = require('http');\nconst options = { keepAlive: true, maxSockets: 0, timeout: 5000 };\nmodule.exports = axios.create({ httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) });\n`,
    output: `${CJS}const http = require('http');\nconst options = { keepAlive: true, maxSockets: 50, timeout: 5000, maxFreeSockets: 10 };\nmodule.exports = axios.create({ httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) });\n`,
    findings: [{ messageId: 'unboundedIdle', line: 5 }, { messageId: 'unboundedIdle', line: 5 }],
  },
  {
    name: 'a 0 of a constant may serve something else',
    code: `${CJS}const NONE = 0;\nmodule.exports = axios.create({ httpsAgent: new https.Agent({ maxSockets: NONE }) });\n`,
    findings: [{ messageId: 'unboundedSockets', line: 4, refused: '`maxSockets` is set to a value that sets no limit' }],
  },
  {
    name: 'keepAlive after the constructor',
    code: made('new https.Agent({ maxSockets: 5 })', 'httpsAgent.keepAlive = true;\n'),
    output: made('new https.Agent({ maxSockets: 5, timeout: 4000 })', 'httpsAgent.keepAlive = true;\n'),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'options that Node does not read again',
    code: made('new https.Agent({ keepAlive: true, timeout: 5000 })', 'httpsAgent.options.maxSockets = 5;\nhttpsAgent.timeout = 5000;\n'),
    output: made('new https.Agent({ keepAlive: true, timeout: 5000, maxSockets: 50, maxFreeSockets: 10 })', 'httpsAgent.options.maxSockets = 5;\nhttpsAgent.timeout = 5000;\n'),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a limit that is lifted after the constructor',
    code: made('new https.Agent({ maxSockets: 5 })', 'httpsAgent.maxSockets = Infinity;\n'),
    findings: [{ messageId: 'unboundedSockets', line: 3, refused: '`maxSockets` is set to a value that sets no limit' }],
  },
  {
    name: 'without `new`',
    code: made('https.Agent({ keepAlive: true })'),
    output: made('https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 })'),
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'without `new` and without options',
    code: made('https.Agent()'),
    output: made('https.Agent({ maxSockets: 50 })'),
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
];

const undecided: InvalidCase[] = [
  {
    name: 'a bound on some paths, in strict',
    code: made('new https.Agent({ keepAlive: true, maxSockets: 5 })', 'if (process.env.SHORT) httpsAgent.options.timeout = 1000;\n'),
    output: made('new https.Agent({ keepAlive: true, maxSockets: 5, timeout: 4000 })', 'if (process.env.SHORT) httpsAgent.options.timeout = 1000;\n'),
    options: { unverifiable: true },
    findings: [{ messageId: 'undecided', line: 3 }],
  },
];

runSuite({ rule: requireBoundedAgent, codemod: boundAgents, valid, invalid: [...invalid, ...undecided] });
