/**
 * Agents that a function of another file makes for each request of a client other than axios.
 */
import { boundAgents } from '../../codemods/bound-agents.ts';
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../rules/no-per-call-agent.ts';
import { requireBoundedAgent } from '../../rules/require-bounded-agent.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const FACTORY = dedent(`
  import https from 'https';
  export function makeAgent() {
    return new https.Agent({ keepAlive: true });
  }
`);
const HOISTED = dedent(`
  import https from 'https';
  const sharedHttpsAgent = new https.Agent({ keepAlive: true });
  export function makeAgent() {
    return sharedHttpsAgent;
  }
`);

const perRequest = (client: string, head: string, call: string): ProjectCase => ({
  name: `per request, by ${client}`,
  files: {
    'agents.mjs': FACTORY,
    'load.mjs': `${head}\nimport { makeAgent } from './agents.mjs';\nexport const load = async (url) => ${call};\n`,
  },
  findings: { 'agents.mjs': ['3 perCall'] },
  output: { 'agents.mjs': HOISTED },
});

const perCall: ProjectCase[] = [
  perRequest(
    'node-fetch',
    `import fetch from 'node-fetch';`,
    '(await fetch(url, { agent: makeAgent() })).text()',
  ),
  perRequest('got', `import got from 'got';`, 'got(url, { agent: { https: makeAgent() } }).json()'),
  perRequest(
    'https.get',
    `import https from 'https';`,
    'https.get(url, { agent: makeAgent() }, (response) => response.resume())',
  ),
  {
    name: 'a dispatcher, of CommonJS',
    files: {
      'agents.js': dedent(`
        const { Agent } = require('undici');
        exports.makeAgent = () => new Agent({ connect: { timeout: 500 } });
      `),
      'load.js': dedent(`
        const { request } = require('undici');
        const agents = require('./agents');
        exports.load = async (url) => {
          const { body } = await request(url, { dispatcher: agents.makeAgent() });
          return body.json();
        };
      `),
    },
    findings: { 'agents.js': ['2 perCall'] },
    output: {
      'agents.js': dedent(`
        const { Agent } = require('undici');
        const sharedAgent = new Agent({ connect: { timeout: 500 } });
        exports.makeAgent = () => sharedAgent;
      `),
    },
  },
  {
    name: 'once for the file that asks',
    files: {
      'agents.mjs': FACTORY,
      'load.mjs': dedent(`
        import fetch from 'node-fetch';
        import { makeAgent } from './agents.mjs';
        const agent = makeAgent();
        export const load = async (url) => (await fetch(url, { agent })).text();
      `),
    },
    findings: {},
  },
  {
    name: 'a file that gets it closes some',
    files: {
      'agents.mjs': dedent(`
        import { Agent } from 'undici';
        export const makeAgent = () => new Agent();
      `),
      'load.mjs': dedent(`
        import { fetch } from 'undici';
        import { makeAgent } from './agents.mjs';
        export const load = async (url) => (await fetch(url, { dispatcher: makeAgent() })).text();
        export const close = (agent) => agent.close();
      `),
    },
    findings: { 'agents.mjs': ['2 perCall load.mjs receives the agent and may destroy it'] },
  },
];

const bounds: ProjectCase[] = [
  {
    name: 'an agent of a module that another file gives to node-fetch, whose bodies are read',
    files: {
      'agents.mjs': dedent(`
        import https from 'https';
        export const agent = new https.Agent({ keepAlive: true });
      `),
      'load.mjs': dedent(`
        import fetch from 'node-fetch';
        import { agent } from './agents.mjs';
        export const load = async (url) => {
          const response = await fetch(url, { agent });
          return response.json();
        };
      `),
    },
    findings: { 'agents.mjs': ['2 unboundedIdle'] },
    output: {
      'agents.mjs': dedent(`
        import https from 'https';
        export const agent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      `),
    },
  },
  {
    name: 'the same, whose bodies some path leaves unread',
    files: {
      'agents.mjs': dedent(`
        import https from 'https';
        export const agent = new https.Agent({ keepAlive: true });
      `),
      'load.mjs': dedent(`
        import fetch from 'node-fetch';
        import { agent } from './agents.mjs';
        export const load = async (url) => {
          const response = await fetch(url, { agent });
          if (response.status === 404) return undefined;
          return response.json();
        };
      `),
    },
    findings: { 'agents.mjs': ['2 unboundedIdle requests use it for streams'] },
  },
  {
    name: 'the same, of requests that listen for `timeout`',
    files: {
      'agents.mjs': dedent(`
        import https from 'https';
        export const agent = new https.Agent({ keepAlive: true });
      `),
      'ping.mjs': dedent(`
        import https from 'https';
        import { agent } from './agents.mjs';
        export const ping = (url) => {
          const request = https.get(url, { agent }, (response) => {
            response.resume();
          });
          request.on('timeout', () => request.destroy());
        };
      `),
    },
    findings: {
      'agents.mjs': ['2 unboundedIdle the `timeout` of an agent also makes its requests emit'],
    },
  },
];

runProjectSuite({ rule: noPerCallAgent, codemod: hoistAgents, cases: perCall });
runProjectSuite({ rule: requireBoundedAgent, codemod: boundAgents, cases: bounds });
