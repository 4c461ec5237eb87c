/**
 * The text of the agents module that is written.
 */
import { DEFAULT_AGENT_NUMBERS, type AgentNumbers } from './agent-numbers.ts';
import type { ModuleForm } from './agent-queries.ts';

/** What the modules that we write read of the environment: Node has read it before any module is loaded. */
const USES_ENV_PROXY = 'const { NODE_USE_ENV_PROXY } = process.env;';
const GIVES_ENVIRONMENT = `  proxyEnv: NODE_USE_ENV_PROXY === '1' ? process.env : undefined,`;

/**
 * The text of a new agents module. Any parser of the last ten years reads it: it may go through an old bundler.
 * @param syntax `esm` for TypeScript and for modules, `cjs` for the rest
 */
export function agentsModuleText(
  syntax: 'esm' | 'cjs',
  { maxSockets, maxFreeSockets, timeout }: AgentNumbers = DEFAULT_AGENT_NUMBERS,
  form: ModuleForm = NO_FORM,
): string {
  const isCapped = maxSockets !== Infinity;
  const { load, exported, exporting } = linesIn(syntax, form);
  const typed = (name: string, type: string) =>
    form.isAnnotated && !form.isExportAssignment ? `${name}: ${type}` : name;
  return [
    ...load,
    '',
    ...(isCapped
      ? [
          '// Shared by every request and bounded: at most `maxSockets` connections per host, of which `maxFreeSockets`',
          '// stay open when idle, for `timeout` milliseconds.',
        ]
      : [
          '// Shared by every request: any number of connections per host, of which `maxFreeSockets` stay open when idle,',
          '// for `timeout` milliseconds.',
        ]),
    // A call without agents goes by the global agents, which have such an environment (lib/_http_agent.js of 22.21 and 24.5).
    '// With NODE_USE_ENV_PROXY they go through the proxies of the environment, as the global agents do.',
    USES_ENV_PROXY,
    '',
    'const options = {',
    '  keepAlive: true,',
    ...(isCapped ? [`  maxSockets: ${maxSockets},`] : []),
    `  maxFreeSockets: ${maxFreeSockets},`,
    `  timeout: ${timeout},`,
    GIVES_ENVIRONMENT,
    '};',
    '',
    `${exported}const ${typed('httpAgent', 'http.Agent')} = new http.Agent(options);`,
    `${exported}const ${typed('httpsAgent', 'https.Agent')} = new https.Agent(options);`,
    '',
    // axios 1.16.0 and later make it in `getTunnelingAgent` (lib/adapters/http.js) of all enumerable options, agent-base 6 counts to it.
    '// Behind HTTPS_PROXY, axios copies the enumerable options to a proxy agent of its own, where `timeout` would limit',
    '// the time to connect to the proxy.',
    `Object.defineProperty(httpsAgent.options, 'timeout', { enumerable: false });`,
    '',
    // `JSON.stringify` throws on a socket, which leads back to itself (test/analysis/agents/serialized-agents.test.ts).
    '// JSON leaves the agents out: `JSON.stringify(error.config)` would fail on their sockets.',
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
