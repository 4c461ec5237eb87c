/**
 * A cap on an agent that requests for streams without a deadline use: bound-agents must not add it, and hoist-agents
 * must not make many calls share it.
 */
import { boundAgents } from '../../codemods/bound-agents.ts';
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../rules/no-per-call-agent.ts';
import { requireBoundedAgent } from '../../rules/require-bounded-agent.ts';
import { runSuite, type InvalidCase } from '../harness/rule-tester.ts';

const IMPORTS = `const axios = require('axios');\nconst https = require('https');\n`;
const ALIVE = 'new https.Agent({ keepAlive: true })';
const BOUNDED = 'new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 })';
const REFUSED = { messageId: 'unboundedIdle', line: 3, refused: 'serves requests for streams without a finite `timeout`' };

const refused = (name: string, rest: string): InvalidCase => ({ name, code: `${IMPORTS}const httpsAgent = ${ALIVE};\n${rest}\n`, findings: [REFUSED] });
const bounded = (name: string, rest: string): InvalidCase => ({
  name,
  code: `${IMPORTS}const httpsAgent = ${ALIVE};\n${rest}\n`,
  output: `${IMPORTS}const httpsAgent = ${BOUNDED};\n${rest}\n`,
  findings: [{ messageId: 'unboundedIdle', line: 3 }],
});

const bounds: InvalidCase[] = [
  refused('the agent of a stream', `exports.load = (url) => axios.get(url, { responseType: 'stream', httpsAgent });`),
  refused('of one among several requests', `axios.get(a, { httpsAgent });\naxios.get(b, { httpsAgent, responseType: 'stream' });`),
  refused('of an instance of streams', `module.exports = axios.create({ httpsAgent, responseType: 'stream' });`),
  refused('of an instance that is asked for one', `const client = axios.create({ httpsAgent });\nclient.get(url, { responseType: 'stream' });`),
  refused('of the defaults, which any request uses', `axios.defaults.httpsAgent = httpsAgent;\naxios.get(url, { responseType: 'stream' });`),
  refused('of an interceptor', `axios.interceptors.request.use((config) => ({ ...config, httpsAgent }));\naxios.get(url, { responseType: 'stream' });`),
  bounded('with a deadline', `exports.load = (url) => axios.get(url, { responseType: 'stream', timeout: 5000, httpsAgent });`),
  bounded('a stream by another agent', `axios.get(a, { httpsAgent });\naxios.get(b, { httpsAgent: other, responseType: 'stream' });`),
  bounded('an instance beside', `const client = axios.create({ httpsAgent });\nclient.get(url);\naxios.get(url, { responseType: 'stream' });`),
  {
    name: 'what is no cap is added',
    code: `${IMPORTS}const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5 });\naxios.get(url, { responseType: 'stream', httpsAgent });\n`,
    output: `${IMPORTS}const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5, timeout: 4000 });\naxios.get(url, { responseType: 'stream', httpsAgent });\n`,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'agents that are written without a cap',
    code: `${IMPORTS}const httpsAgent = ${ALIVE};\naxios.get(url, { responseType: 'stream', httpsAgent });\n`,
    output: `${IMPORTS}const httpsAgent = new https.Agent({ keepAlive: true, maxFreeSockets: 10, timeout: 4000 });\naxios.get(url, { responseType: 'stream', httpsAgent });\n`,
    settings: { agents: { maxSockets: Infinity } },
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
];

runSuite({ rule: requireBoundedAgent, codemod: boundAgents, valid: [{ name: 'a cap that is there', code: `${IMPORTS}const httpsAgent = ${BOUNDED};\naxios.get(url, { responseType: 'stream', httpsAgent });\n` }], invalid: bounds });

const perCall = (options: string, agent: string) => `${IMPORTS}app.get('/', (req) => axios.get(req.url, { ${options}httpsAgent: ${agent} }));\n`;
const hoisted = (options: string, agent: string) => `${IMPORTS}const sharedHttpsAgent = ${agent};\napp.get('/', (req) => axios.get(req.url, { ${options}httpsAgent: sharedHttpsAgent }));\n`;
const CAPPED = 'new https.Agent({ keepAlive: true, maxSockets: 5 })';

runSuite({
  rule: noPerCallAgent,
  codemod: hoistAgents,
  valid: [{ name: 'made once', code: `${IMPORTS}const httpsAgent = ${CAPPED};\naxios.get(url, { responseType: 'stream', httpsAgent });\n` }],
  invalid: [
    { name: 'a cap that all streams would share', code: perCall(`responseType: 'stream', `, CAPPED), findings: [{ messageId: 'perCall', line: 3, refused: 'it has a cap, which all calls would share' }] },
    { name: 'without a cap they wait for nothing', code: perCall(`responseType: 'stream', `, ALIVE), output: hoisted(`responseType: 'stream', `, ALIVE), findings: [{ messageId: 'perCall', line: 3 }] },
    { name: 'a cap with a deadline', code: perCall(`responseType: 'stream', timeout: 5000, `, CAPPED), output: hoisted(`responseType: 'stream', timeout: 5000, `, CAPPED), findings: [{ messageId: 'perCall', line: 3 }] },
    { name: 'a cap without streams', code: perCall('', CAPPED), output: hoisted('', CAPPED), findings: [{ messageId: 'perCall', line: 3 }] },
  ],
});
