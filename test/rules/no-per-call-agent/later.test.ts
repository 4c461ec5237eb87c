/** Agents that are told later to keep their sockets, and agents that are made without `new`. */
import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const CJS = `const axios = require('axios');\nconst https = require('https');\n`;
const BOUNDED = '{ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 30000 }';

const withAgent = (agent: string, then: string) => `${CJS}exports.fetchItems = async (url) => {\n  const agent = ${agent};\n${then}  return axios.get(url, { httpsAgent: agent });\n};\n`;

const valid: ValidCase[] = [
  { name: 'keepAlive is taken away again', code: withAgent('new https.Agent({ keepAlive: true })', '  agent.keepAlive = false;\n') },
  { name: 'Node does not read the options again', code: withAgent('new https.Agent({})', '  agent.options.keepAlive = true;\n') },
  { name: 'a method that is called Agent', code: `const axios = require('axios');\nconst { Agent } = require('undici');\nexports.load = (url) => axios.get(url, { httpsAgent: Agent({ keepAlive: true }) });\n` },
];

const invalid: InvalidCase[] = [
  {
    name: 'keepAlive after the constructor',
    code: withAgent('new https.Agent({ rejectUnauthorized: false })', '  agent.keepAlive = true;\n'),
    findings: [{ messageId: 'perCall', line: 4, refused: 'line 5 changes the agent', says: 'and keeps its sockets open: those of each one stay open, unused, until the server closes them.' }],
  },
  {
    name: 'keepAlive by Object.assign, with an idle timeout',
    code: withAgent('new https.Agent({})', '  Object.assign(agent, { keepAlive: true });\n  agent.options.timeout = 5000;\n'),
    findings: [{ messageId: 'perCall', line: 4, refused: 'the agent', says: 'until its idle timeout is over' }],
  },
  {
    name: 'on some paths, in strict',
    code: withAgent('new https.Agent({})', '  if (process.env.KEEP) agent.keepAlive = true;\n'),
    options: { unverifiable: true },
    findings: [{ messageId: 'undecided', line: 4, refused: 'move it to module level', says: 'Cannot tell whether this agent keeps its sockets open.' }],
  },
  {
    name: 'without `new`',
    code: `${CJS}exports.fetchItems = (url) => axios.get(url, { httpsAgent: https.Agent(${BOUNDED}) });\n`,
    output: `${CJS}const sharedHttpsAgent = https.Agent(${BOUNDED});\nexports.fetchItems = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });\n`,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
];

runSuite({ rule: noPerCallAgent, codemod: hoistAgents, valid, invalid });
