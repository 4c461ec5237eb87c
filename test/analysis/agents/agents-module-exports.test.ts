/**
 * Modules that are there, and say `httpAgent` and `httpsAgent` somewhere: which of them can give a file its agents.
 */
import { describe, expect, it } from 'vitest';
import { reasonAgainstExports } from '../../../analysis/agents/agents-module-exports.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';

const REQUIRED = `const http = require('node:http');\nconst https = require('node:https');\n`;
const IMPORTED = `import http from 'node:http';\nimport https from 'node:https';\n`;
const MADE = `const httpAgent = new http.Agent({ keepAlive: true });\nconst httpsAgent = new https.Agent({ keepAlive: true });\n`;
const MISSING =
  'does not export httpAgent and httpsAgent: add them there, or name another module (`--agents-module`)';
const NO_AGENT = 'exports `httpAgent`, which is no agent: name another module (`--agents-module`)';

interface Case {
  readonly why: string;
  readonly code: string;
  readonly file?: string;
}

const reasonIn = ({ code, file = 'http-agents.js' }: Case) =>
  reasonAgainstExports(parseSource(code, file));

describe('modules that have the agents', () => {
  it.each<Case>([
    { why: 'by name', code: IMPORTED + MADE.replaceAll('const', 'export const') },
    { why: 'in a list', code: `${IMPORTED}${MADE}export { httpAgent, httpsAgent };` },
    {
      why: 'under other names',
      code: `${IMPORTED}${MADE.replaceAll('const http', 'const ours')}export { oursAgent as httpAgent, ourssAgent as httpsAgent };`,
    },
    { why: 'of another module', code: `export { httpAgent, httpsAgent } from './agents.js';` },
    {
      why: 'made later',
      code: `${IMPORTED}export let httpAgent;\nexport let httpsAgent;\nexport function init() {\n  httpAgent = new http.Agent();\n  httpsAgent = new https.Agent();\n}`,
    },
    { why: 'in a literal', code: `${REQUIRED}${MADE}module.exports = { httpAgent, httpsAgent };` },
    {
      why: 'one by one',
      code: `${REQUIRED}exports.httpAgent = new http.Agent();\nmodule.exports.httpsAgent = https.Agent();`,
    },
    {
      why: 'by `export =`',
      file: 'http-agents.ts',
      code: `import http = require('http');\nimport https = require('https');\n${MADE}const agents = { httpAgent, httpsAgent };\nexport = agents;`,
    },
    { why: 'what nobody can look into', code: `module.exports = require('./build-agents')();` },
    {
      why: 'what nobody can look into, spread',
      code: `module.exports = { ...require('./agents') };`,
    },
    {
      why: 'agents of a class of its own',
      code: `${IMPORTED}import { OurAgent } from './our-agent.js';\nexport const httpAgent = new OurAgent();\nexport const httpsAgent = OurAgent.secure();`,
    },
    {
      why: 'agents in some environments alone',
      code: `${IMPORTED}export const httpAgent = process.env.POOL ? new http.Agent() : undefined;\nexport const httpsAgent = process.env.POOL ? new https.Agent() : undefined;`,
    },
  ])('$why', (testCase) => {
    expect(reasonIn(testCase)).toBeUndefined();
  });
});

describe('modules that have none by these names', () => {
  it.each<Case>([
    {
      why: 'a comment names them',
      code: `// httpAgent, httpsAgent\nexport const agents = build();`,
    },
    {
      why: 'an object by default: an import by name is an error as the module is loaded',
      code: `${IMPORTED}${MADE}export default { httpAgent, httpsAgent };`,
    },
    {
      why: 'static fields of a class',
      code: `${IMPORTED}export class Agents {\n  static httpAgent = new http.Agent();\n  static httpsAgent = new https.Agent();\n}`,
    },
    {
      why: 'one name deeper',
      code: `${REQUIRED}${MADE}module.exports = { agents: { httpAgent, httpsAgent } };`,
    },
    {
      why: 'what a function returns',
      code: `${REQUIRED}${MADE}exports.agents = () => ({ httpAgent, httpsAgent });`,
    },
    {
      why: 'types alone',
      file: 'http-agents.ts',
      code: `import type { Agent } from 'http';\nexport type httpAgent = Agent;\nexport interface httpsAgent extends Agent {}`,
    },
    {
      why: 'declarations alone',
      file: 'http-agents.ts',
      code: `import type { Agent } from 'http';\nexport declare const httpAgent: Agent;\nexport declare const httpsAgent: Agent;`,
    },
  ])('$why', (testCase) => {
    expect(reasonIn(testCase)).toBe(MISSING);
  });
});

describe('what axios would refuse at each request', () => {
  it.each<Case>([
    {
      why: 'functions that make agents',
      code: `${REQUIRED}exports.httpAgent = () => new http.Agent();\nexports.httpsAgent = () => new https.Agent();`,
    },
    {
      why: 'options of agents',
      code: `exports.httpAgent = { keepAlive: true };\nexports.httpsAgent = { keepAlive: true };`,
    },
    {
      why: 'classes',
      code: `${IMPORTED}export class httpAgent extends http.Agent {}\nexport class httpsAgent extends https.Agent {}`,
    },
  ])('$why', (testCase) => {
    expect(reasonIn(testCase)).toBe(NO_AGENT);
  });
});
