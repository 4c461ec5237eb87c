/**
 * The text of the agents module that is written.
 */
import { DEFAULT_AGENT_NUMBERS, type AgentNumbers } from './agent-numbers.ts';
import type { ModuleForm } from './agent-queries.ts';

/**
 * How the module gets the proxies of Node's own agents. It does not read `process`: some linters ask for an import of
 * it, others forbid that (`n/prefer-global/process`). A global agent that a package replaced may have no options.
 */
const PROXIES = 'const { proxyEnv } = https.globalAgent.options || {};';
/** For compilers: `@types/node` knows `proxyEnv` since its version 24. `undefined` in place of `{}` would be `any` without `strictNullChecks`. */
const TYPED_PROXIES = 'const { proxyEnv } = { proxyEnv: {}, ...https.globalAgent.options };';

/**
 * The text of a new agents module. Any parser of the last ten years reads it: it may go through an old bundler. No line is longer
 * than 80 characters: many linters limit comments, too, and no formatter breaks them.
 * @param syntax `esm` for TypeScript and for modules, `cjs` for the rest
 * @param form undefined if no compiler checks it
 */
export function agentsModuleText(
  syntax: 'esm' | 'cjs',
  { maxSockets, maxFreeSockets, timeout }: AgentNumbers = DEFAULT_AGENT_NUMBERS,
  form?: ModuleForm,
): string {
  const isCapped = maxSockets !== Infinity;
  const { load, exported, exporting } = linesIn(syntax, form ?? NO_FORM);
  const typed = (name: string, type: string) =>
    form?.isAnnotated && !form.isExportAssignment ? `${name}: ${type}` : name;
  return [
    ...load,
    '',
    ...(isCapped
      ? [
          '// Shared by all requests: at most `maxSockets` connections per host. At most',
          '// `maxFreeSockets` of them stay open when idle, for `timeout` milliseconds.',
        ]
      : [
          '// Shared by all requests: any number of connections per host. At most',
          '// `maxFreeSockets` of them stay open when idle, for `timeout` milliseconds.',
        ]),
    // A call without agents uses the global agents, which have `proxyEnv` then (lib/_http_agent.js of 22.21 and 24.5).
    '// With NODE_USE_ENV_PROXY=1, the global agents of Node use the proxies of the',
    '// environment. So do these agents.',
    form ? TYPED_PROXIES : PROXIES,
    '',
    'const options = {',
    '  keepAlive: true,',
    ...(isCapped ? [`  maxSockets: ${maxSockets},`] : []),
    `  maxFreeSockets: ${maxFreeSockets},`,
    `  timeout: ${timeout},`,
    '  proxyEnv,',
    '};',
    '',
    `${exported}const ${typed('httpAgent', 'http.Agent')} = new http.Agent(options);`,
    `${exported}const ${typed('httpsAgent', 'https.Agent')} = new https.Agent(options);`,
    '',
    // axios 1.16.0 and later make it in `getTunnelingAgent` (lib/adapters/http.js) of all enumerable options, agent-base 6 counts to it.
    '// Behind HTTPS_PROXY, axios copies the enumerable options to a proxy agent of',
    '// its own. There, `timeout` would limit the time to connect to the proxy.',
    `Object.defineProperty(httpsAgent.options, 'timeout', { enumerable: false });`,
    '',
    // `JSON.stringify` throws on a socket, which leads back to itself (test/analysis/agents/serialized-agents.test.ts).
    '// Leave the agents out of JSON: `JSON.stringify(error.config)` would fail on',
    '// their sockets.',
    `Object.defineProperty(httpAgent, 'toJSON', { value: () => {} });`,
    `Object.defineProperty(httpsAgent, 'toJSON', { value: () => {} });`,
    ...exporting,
    '',
  ].join('\n');
}

const NO_FORM: ModuleForm = { isExportAssignment: false, isAnnotated: false };

interface ModuleLines {
  readonly load: readonly string[];
  /** What stands before each declaration that is exported. */
  readonly exported: string;
  /** What follows the declarations. */
  readonly exporting: readonly string[];
}

function linesIn(
  syntax: 'esm' | 'cjs',
  { isExportAssignment, isAnnotated }: ModuleForm,
): ModuleLines {
  if (isExportAssignment) {
    const agents = isAnnotated
      ? [
          'const agents: { httpAgent: http.Agent; httpsAgent: https.Agent } = {',
          '  httpAgent,',
          '  httpsAgent,',
          '};',
        ]
      : ['const agents = { httpAgent, httpsAgent };'];
    return {
      load: ["import http = require('node:http');", "import https = require('node:https');"],
      exported: '',
      // A constant: of an expression, a file with imports could not import its parts by name (TS2497).
      exporting: ['', ...agents, '', 'export = agents;'],
    };
  }
  if (syntax === 'esm')
    return {
      load: ["import * as http from 'node:http';", "import * as https from 'node:https';"],
      exported: 'export ',
      exporting: [],
    };
  return {
    load: ["const http = require('node:http');", "const https = require('node:https');"],
    exported: '',
    exporting: ['', 'module.exports = { httpAgent, httpsAgent };'],
  };
}
