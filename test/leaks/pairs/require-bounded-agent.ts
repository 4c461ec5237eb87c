/**
 * An agent without bounds opens as many sockets as there are calls, and keeps 256 of them for each host (lib/_http_agent.js
 * of Node 20.20).
 */
import type { BoundedAgentMessageId } from '../../../analysis/finders/require-bounded-agent/messages.ts';
import { boundAgents } from '../../../codemods/bound-agents.ts';
import { AGENT_USERS } from '../agent-users.ts';
import type { LeakPair, RulePairs } from '../leak-pair.ts';
import { AXIOS, BOUNDS, HTTP, HTTPS, PACKAGE } from '../texts.ts';

const ESM = `${AXIOS}${HTTP}`;
const ALIVE = 'new http.Agent({ keepAlive: true })';

const burst = { load: { burst: 1_000 }, body: 'small' } as const;
/** The measuring process has the URL of the server, which is a proxy as well, as its third argument. */
const PROXY = 'process.argv[3]';
const proxyBurst = { load: { burst: 300 }, body: 'small' } as const;
const secureBurst = { load: { burst: 300 }, body: 'small', protocol: 'https' } as const;

const othersBurst = { load: { burst: 300 }, body: 'small' } as const;
const USERS = AGENT_USERS.filter(({ family }) => family === 'node');
/** got may listen for the timeout of its requests. */
const LISTENS = 'also makes its requests emit';

/** Other clients that are given an agent without bounds. */
const IDLE = USERS.map(({ name, protocol, head, agent, ask, place }) => {
  const code = (options: string) =>
    `${head}const agent = ${agent(options)};\nexport const call = async (url) => ${ask('agent')};\n`;
  return {
    name,
    protocol,
    metric: 'sockets left' as const,
    code: code('keepAlive: true'),
    ...place,
    ...(name.startsWith('got')
      ? { byHand: { refusal: LISTENS, cure: code(`keepAlive: true, ${BOUNDS}`) } }
      : {}),
    ...othersBurst,
  };
});

/** Other clients that are given an agent which keeps few idle sockets. */
const SOCKETS = USERS.map(({ name, protocol, head, agent, ask, place }) => ({
  name,
  protocol,
  metric: 'sockets open at once' as const,
  code: `${head}const agent = ${agent('keepAlive: true, maxFreeSockets: 10, timeout: 4_000')};\nexport const call = async (url) => ${ask('agent')};\n`,
  ...place,
  ...othersBurst,
}));

/** A package of its own, beside a program that gives it options. */
const byOptions = (options: string) => ({
  'lib/package.json': PACKAGE,
  'call.js': `import { makeLoad } from './lib/load.js';\nconst load = makeLoad({ ${options} });\nexport const call = (url) => load(url);\n`,
});

/** Other clients that are given an agent with the options of whoever calls. */
const UNDECIDED = USERS.filter(({ place }) => !place).map(
  ({ name, protocol, head, agent, ask }) => {
    const code = (options: string) =>
      `${head}export function makeLoad(options) {\n  const agent = ${agent(`${options}, ...options`)};\n  return async (url) => ${ask('agent')};\n}\n`;
    return {
      name: `${name}: the options of whoever calls`,
      protocol,
      config: 'strict' as const,
      metric: 'sockets left' as const,
      file: 'lib/load.js',
      code: code('keepAlive: true'),
      files: byOptions(`scheduling: 'lifo'`),
      harmless: byOptions(BOUNDS),
      ...(name.startsWith('got')
        ? { byHand: { refusal: LISTENS, cure: code(`keepAlive: true, ${BOUNDS}`) } }
        : {}),
      ...othersBurst,
    };
  },
);

function configurableOver(protocol: 'http' | 'https'): LeakPair {
  const callWith = (options: string) =>
    `import { makeClient } from './lib/client.js';\nconst client = makeClient({ ${options} });\nexport const call = (url) => client.get(url);\n`;
  return {
    name: `the options of whoever calls${protocol === 'https' ? ', over HTTPS' : ''}`,
    config: 'strict',
    metric: 'sockets left',
    file: 'lib/client.js',
    code: `${AXIOS}import ${protocol} from 'node:${protocol}';\nexport const makeClient = (options) => axios.create({ ${protocol}Agent: new ${protocol}.Agent({ keepAlive: true, ...options }) });\n`,
    files: { 'lib/package.json': PACKAGE, 'call.js': callWith(`scheduling: 'lifo'`) },
    harmless: { 'call.js': callWith(BOUNDS) },
    ...(protocol === 'https' ? secureBurst : burst),
  };
}

export const requireBoundedAgentPairs: RulePairs<BoundedAgentMessageId> = {
  codemod: boundAgents,
  pairs: {
    unboundedIdle: [
      {
        name: 'in the config of an instance',
        metric: 'sockets left',
        code: `${ESM}const client = axios.create({ httpAgent: ${ALIVE} });\nexport const call = (url) => client.get(url);\n`,
        ...burst,
      },
      {
        name: 'over HTTPS',
        metric: 'sockets left',
        code: `${AXIOS}${HTTPS}const httpsAgent = new https.Agent({ keepAlive: true });\nexport const call = (url) => axios.get(url, { httpsAgent });\n`,
        ...secureBurst,
      },
      {
        name: 'on the defaults, CommonJS',
        metric: 'sockets left',
        file: 'call.cjs',
        code: `const axios = require('axios');\nconst http = require('http');\naxios.defaults.httpAgent = ${ALIVE};\nexports.call = (url) => axios.get(url);\n`,
        ...burst,
      },
      {
        name: 'by an object of options',
        metric: 'sockets left',
        code: `${ESM}const options = { keepAlive: true };\nconst httpAgent = new http.Agent(options);\nexport const call = (url) => axios.get(url, { httpAgent });\n`,
        ...burst,
      },
      {
        name: 'http-proxy-agent',
        metric: 'sockets left',
        code: `${AXIOS}import { HttpProxyAgent } from 'http-proxy-agent';\nconst httpAgent = new HttpProxyAgent(${PROXY}, { keepAlive: true });\nexport const call = (url) => axios.get(url, { httpAgent, proxy: false });\n`,
        ...proxyBurst,
      },
      {
        name: 'https-proxy-agent',
        metric: 'sockets left',
        code: `${AXIOS}import { HttpsProxyAgent } from 'https-proxy-agent';\nconst httpAgent = new HttpsProxyAgent(${PROXY}, { keepAlive: true });\nexport const call = (url) => axios.get(url, { httpAgent, proxy: false });\n`,
        ...proxyBurst,
      },
      {
        name: 'how many stay idle',
        metric: 'sockets left',
        code: `${ESM}const httpAgent = new http.Agent({ keepAlive: true, maxSockets: 500, timeout: 4_000 });\nexport const call = (url) => axios.get(url, { httpAgent });\n`,
        ...burst,
        limits: { 'sockets open at once': { clean: 500, leak: 501 } },
      },
      {
        name: 'how long they stay',
        metric: 'sockets left',
        code: `${ESM}const httpAgent = new http.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10 });\nexport const call = (url) => axios.get(url, { httpAgent });\n`,
        options: { idleTimeout: 200 },
        load: { burst: 200, idleTime: 1_000 },
        body: 'small',
        limits: { 'sockets left': { clean: 0, leak: 10 } },
      },
      ...IDLE,
    ],
    unboundedSockets: [
      {
        name: 'an agent that keeps its sockets',
        metric: 'sockets open at once',
        code: `${ESM}const httpAgent = new http.Agent({ keepAlive: true, maxFreeSockets: 10, timeout: 4_000 });\nexport const call = (url) => axios.get(url, { httpAgent });\n`,
        ...burst,
      },
      {
        name: 'an agent that closes them',
        config: 'strict',
        metric: 'sockets open at once',
        code: `${ESM}const httpAgent = new http.Agent();\nexport const call = (url) => axios.get(url, { httpAgent });\n`,
        ...burst,
      },
      {
        name: 'agentkeepalive, which closes idle sockets of its own',
        metric: 'sockets open at once',
        code: `${AXIOS}import Agent from 'agentkeepalive';\nconst httpAgent = new Agent({ freeSocketTimeout: 100 });\nexport const call = (url) => axios.get(url, { httpAgent });\n`,
        body: 'small',
        load: { burst: 1_000, idleTime: 1_500 },
      },
      {
        name: 'a tunnel',
        config: 'strict',
        metric: 'sockets open at once',
        code: `${AXIOS}import tunnel from 'tunnel';\nconst { hostname, port } = new URL(${PROXY});\nconst httpAgent = tunnel.httpOverHttp({ proxy: { host: hostname, port: Number(port) } });\nexport const call = (url) => axios.get(url, { httpAgent, proxy: false });\n`,
        ...proxyBurst,
      },
      {
        name: 'over HTTPS',
        config: 'strict',
        metric: 'sockets open at once',
        code: `${AXIOS}${HTTPS}const httpsAgent = new https.Agent({ minVersion: 'TLSv1.2' });\nexport const call = (url) => axios.get(url, { httpsAgent });\n`,
        ...secureBurst,
      },
      ...SOCKETS,
    ],
    undecided: [configurableOver('http'), configurableOver('https'), ...UNDECIDED],
  },
};
