/** Request interceptors that give the agents by functions which they call. */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const START = `const axios = require('axios');\nconst { agentFor } = require('./pool');\n`;

/** A client whose requests pass an interceptor. */
const client = (interceptor: string, helper = '') => `${START}${helper}const client = axios.create();\n${requests(interceptor)}`;
/** The same with agents. */
const fixed = (interceptor: string, helper: string) => `${START}const { httpAgent, httpsAgent } = require('./http-agents');\n${helper}const client = axios.create({ httpAgent, httpsAgent });\n${requests(interceptor)}`;
const requests = (interceptor: string) => `client.interceptors.request.use(${interceptor});\nmodule.exports = client;\n`;

const BOTH = `  config.httpAgent = agentFor('http');\n  config.httpsAgent = agentFor('https');\n`;

const valid: ValidCase[] = [
  { name: 'a function that is given the config', code: client('(config) => {\n  setAgents(config);\n  return config;\n}', `function setAgents(config) {\n${BOTH}}\n`) },
  { name: 'one that is awaited, with the config among its options', code: client('async (config) => {\n  await setAgents({ config, proxy: process.env.PROXY });\n  return config;\n}', `async function setAgents({ config, proxy }) {\n  delete config.httpAgent;\n  config.httpAgent = agentFor('http', proxy);\n  config.httpsAgent = agentFor('https', proxy);\n}\n`) },
  { name: 'one that returns the config', code: client('(config) => withAgents(config)', `const withAgents = (config) => {\n${BOTH}  return config;\n};\n`) },
  { name: 'through two functions', code: client('(config) => {\n  prepare(config);\n  return config;\n}', `function setAgents(config) {\n${BOTH}}\nfunction prepare(config) {\n  config.headers['x-start'] = 1;\n  setAgents(config);\n}\n`) },
  { name: 'one whose result is spread', code: client('(config) => ({ ...config, ...agents() })', `const agents = () => ({ httpAgent: agentFor('http'), httpsAgent: agentFor('https') });\n`) },
  { name: 'one whose result is assigned', code: client('(config) => Object.assign(config, agents())', `const agents = () => ({ httpAgent: agentFor('http'), httpsAgent: agentFor('https') });\n`) },
  { name: 'on some paths, by a decision of the code', code: client('(config) => {\n  if (config.proxied) setAgents(config);\n  return config;\n}', `function setAgents(config) {\n${BOTH}}\n`) },
];

const invalid: InvalidCase[] = [
  {
    name: 'a function that sets something else',
    code: client('(config) => {\n  setHeaders(config);\n  return config;\n}', `function setHeaders(config) {\n  config.headers['x-id'] = '1';\n}\n`),
    output: fixed('(config) => {\n  setHeaders(config);\n  return config;\n}', `function setHeaders(config) {\n  config.headers['x-id'] = '1';\n}\n`),
    project: 'cjs-agents',
    findings: [{ messageId: 'missingAgents', line: 6 }],
  },
  {
    name: 'a function that is not given the config',
    code: client('(config) => {\n  setAgents(other);\n  return config;\n}', `const other = {};\nfunction setAgents(config) {\n${BOTH}}\n`),
    output: fixed('(config) => {\n  setAgents(other);\n  return config;\n}', `const other = {};\nfunction setAgents(config) {\n${BOTH}}\n`),
    project: 'cjs-agents',
    findings: [{ messageId: 'missingAgents', line: 8 }],
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid, invalid });
