/**
 * An agent for each call leaves a socket for each, and axios 1.15.1 to 1.21.1 the response that came over it. One that
 * keeps no socket leaves none, and bounds nothing.
 */
import type { PerCallAgentMessageId } from '../../../analysis/finders/no-per-call-agent/messages.ts';
import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { AGENT_USERS } from '../agent-users.ts';
import type { LeakPair, RulePairs } from '../leak-pair.ts';
import { PROXIES } from '../proxied-agents.ts';
import { AXIOS, HTTP, HTTPS, PACKAGE, PROTOCOLS } from '../texts.ts';

const CJS = `const axios = require('axios');\nconst http = require('http');\n`;
const ESM = `${AXIOS}${HTTP}`;
const ALIVE = 'new http.Agent({ keepAlive: true })';

const sockets = { metric: 'sockets', load: 'requests' } as const;

/** A dispatcher has 30 to 40 KB, with its pool and its parser. */
const DISPATCHER = { heap: { clean: 15_000, leak: 25_000 } };

/** Other clients that are given an agent for each call. */
const OTHERS = AGENT_USERS.map(({ name, protocol, family, head, agent, ask, place }) => ({
  name,
  protocol,
  code: `${head}export const call = async (url) => ${ask(agent(family === 'node' ? 'keepAlive: true' : ''))};\n`,
  ...place,
  body: 'small' as const,
  limits: family === 'undici' ? DISPATCHER : {},
  ...sockets,
}));

interface Asked {
  readonly client: string;
  readonly code: string;
  readonly byHand?: LeakPair['byHand'];
}

/** What sends by an agent in another way. */
const OTHER_WAYS = PROTOCOLS.flatMap((protocol) =>
  [
    {
      client: 'got, a call of an instance',
      code: `import got from 'got';\nimport ${protocol} from 'node:${protocol}';\nconst api = got.extend({ retry: { limit: 0 } });\nexport const call = async (url) => api.get(url, { agent: { ${protocol}: new ${protocol}.Agent({ keepAlive: true }) } }).text();\n`,
    },
    {
      client: 'undici, an agent that sends itself',
      code: `import { Agent } from 'undici';\nexport async function call(url) {\n  const { origin, pathname: path } = new URL(url);\n  const agent = new Agent();\n  const { body } = await agent.request({ origin, path, method: 'GET' });\n  return body.text();\n}\n`,
    },
    {
      client: 'undici, a pool',
      code: `import { Pool } from 'undici';\nexport async function call(url) {\n  const { origin, pathname: path } = new URL(url);\n  const pool = new Pool(origin);\n  const { body } = await pool.request({ path, method: 'GET' });\n  return body.text();\n}\n`,
      byHand: {
        refusal: 'depend on the call',
        cure: `import { Pool } from 'undici';\nimport { LRUCache } from 'lru-cache';\nconst pools = new LRUCache({ max: 4 });\nfunction poolFor(origin) {\n  let pool = pools.get(origin);\n  if (!pool) {\n    pool = new Pool(origin);\n    pools.set(origin, pool);\n  }\n  return pool;\n}\nexport async function call(url) {\n  const { origin, pathname: path } = new URL(url);\n  const { body } = await poolFor(origin).request({ path, method: 'GET' });\n  return body.text();\n}\n`,
      },
    },
    {
      client: 'undici, a stream',
      code: `import { Agent, stream } from 'undici';\nimport { Writable } from 'node:stream';\nconst open = () => new Writable({ write: (chunk, encoding, next) => next() });\nexport async function call(url) {\n  await stream(url, { dispatcher: new Agent(), method: 'GET' }, open);\n}\n`,
    },
    {
      client: 'setGlobalDispatcher',
      code: `import { Agent, setGlobalDispatcher } from 'undici';\nexport async function call(url) {\n  setGlobalDispatcher(new Agent({ connect: { timeout: 5_000 } }));\n  return (await fetch(url)).text();\n}\n`,
      byHand: {
        refusal: 'where the process starts',
        cure: `import { Agent, setGlobalDispatcher } from 'undici';\nsetGlobalDispatcher(new Agent({ connect: { timeout: 5_000 } }));\nexport async function call(url) {\n  return (await fetch(url)).text();\n}\n`,
      },
    },
  ].map(({ client, code, byHand }: Asked) => ({
    name: `${client}${protocol === 'https' ? ', over HTTPS' : ''}`,
    code,
    protocol,
    ...(byHand ? { byHand } : {}),
    body: 'small' as const,
    limits: code.includes('undici') ? DISPATCHER : {},
    ...sockets,
  })),
);

/** Other clients that are given an agent which closes its sockets: its bound bounds one call. */
const WASTED = AGENT_USERS.map(({ name, protocol, family, head, agent, ask, place }): LeakPair => {
  const bounded = agent(`${family === 'node' ? 'maxSockets' : 'connections'}: 50`);
  const pair = {
    name,
    protocol,
    config: 'strict',
    metric: 'sockets open at once',
    ...place,
    load: { burst: 300 },
    body: 'small',
  } as const;
  if (family === 'node')
    return { ...pair, code: `${head}export const call = async (url) => ${ask(bounded)};\n` };
  return {
    ...pair,
    code: `${head}export async function call(url) {\n  const agent = ${bounded};\n  try {\n    return await ${ask('agent')};\n  } finally {\n    await agent.close();\n  }\n}\n`,
    byHand: {
      refusal: 'changes or reads the agent',
      cure: `${head}const agent = ${bounded};\nexport const call = async (url) => ${ask('agent')};\n`,
    },
    // A dispatcher keeps its sockets.
    limits: { 'sockets left': { clean: 50, leak: 51 } },
  };
});

/** A function of a package of its own, beside the two programs that call it for each request and once. */
const LOADER = {
  file: 'lib/load.js',
  files: {
    'lib/package.json': PACKAGE,
    'call.js': `import { makeLoad } from './lib/load.js';\nexport const call = (url) => makeLoad()(url);\n`,
  },
  harmless: {
    'call.js': `import { makeLoad } from './lib/load.js';\nconst load = makeLoad();\nexport const call = (url) => load(url);\n`,
  },
};

/** Other clients in a factory whose callers are elsewhere. */
const UNDECIDED = AGENT_USERS.filter(({ place }) => !place).map(
  ({ name, protocol, family, head, agent, ask }) => {
    const made = `const agent = ${agent(family === 'node' ? 'keepAlive: true' : '')};\n`;
    const load = `return async (url) => ${ask('agent')};\n`;
    return {
      name: `${name}: a factory whose callers are elsewhere`,
      protocol,
      config: 'strict' as const,
      ...LOADER,
      code: `${head}export function makeLoad() {\n  ${made}  ${load}}\n`,
      byHand: {
        refusal: 'move it to module scope',
        cure: `${head}${made}export function makeLoad() {\n  ${load}}\n`,
      },
      body: 'small' as const,
      limits: family === 'undici' ? DISPATCHER : {},
      ...sockets,
    };
  },
);

function factoryOver(protocol: 'http' | 'https'): LeakPair {
  const agent = `new ${protocol}.Agent({ keepAlive: true })`;
  const head = `${AXIOS}import ${protocol} from 'node:${protocol}';\n`;
  return {
    name: `a factory whose callers are elsewhere${protocol === 'https' ? ', over HTTPS' : ''}`,
    config: 'strict',
    file: 'lib/client.js',
    code: `${head}export function makeClient() {\n  return axios.create({ ${protocol}Agent: ${agent} });\n}\n`,
    files: {
      'lib/package.json': PACKAGE,
      'call.js': `import { makeClient } from './lib/client.js';\nexport const call = (url) => makeClient().get(url);\n`,
    },
    harmless: {
      'call.js': `import { makeClient } from './lib/client.js';\nconst client = makeClient();\nexport const call = (url) => client.get(url);\n`,
    },
    byHand: {
      refusal: 'move it to module scope',
      cure: `${head}const ${protocol}Agent = ${agent};\nexport function makeClient() {\n  return axios.create({ ${protocol}Agent });\n}\n`,
    },
    protocol,
    ...sockets,
  };
}

export const noPerCallAgentPairs: RulePairs<PerCallAgentMessageId> = {
  codemod: hoistAgents,
  pairs: {
    perCall: [
      {
        name: 'in the config',
        code: `${ESM}export const call = (url) => axios.get(url, { httpAgent: ${ALIVE} });\n`,
        ...sockets,
      },
      {
        name: 'in the config, CommonJS',
        file: 'call.cjs',
        code: `${CJS}exports.call = (url) => axios.get(url, { httpAgent: ${ALIVE} });\n`,
        ...sockets,
      },
      {
        name: 'in the config, over HTTPS',
        code: `${AXIOS}${HTTPS}export const call = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });\n`,
        protocol: 'https',
        ...sockets,
      },
      {
        name: 'in the config of an instance',
        code: `${ESM}export async function call(url) {\n  const client = axios.create({ httpAgent: ${ALIVE} });\n  return client.get(url);\n}\n`,
        ...sockets,
      },
      {
        name: 'in a variable of the function',
        code: `${ESM}export async function call(url) {\n  const agent = new http.Agent({\n    keepAlive: true,\n  });\n  return axios.get(url, { httpAgent: agent });\n}\n`,
        ...sockets,
      },
      {
        name: 'by a helper that returns an agent',
        code: `${ESM}function makeAgent() {\n  return ${ALIVE};\n}\nexport const call = (url) => axios.get(url, { httpAgent: makeAgent() });\n`,
        ...sockets,
      },
      {
        name: 'by an interceptor',
        file: 'call.cjs',
        code: `${CJS}const client = axios.create();\nclient.interceptors.request.use((config) => {\n  config.httpAgent = ${ALIVE};\n  return config;\n});\nexports.call = (url) => client.get(url);\n`,
        ...sockets,
      },
      {
        name: 'in a class that is made for each call, TypeScript',
        file: 'call.mts',
        code: `${ESM}class Api {\n  private readonly client = axios.create({ httpAgent: ${ALIVE} });\n  get(url: string): Promise<unknown> {\n    return this.client.get(url);\n  }\n}\nexport async function call(url: string): Promise<unknown> {\n  const api = new Api();\n  return api.get(url);\n}\nsetInterval(() => call('http://127.0.0.1:1'), 1e9);\n`,
        ...sockets,
      },
      {
        name: 'options that depend on the call',
        code: `${ESM}export const call = (url, key) => axios.get(url, { httpAgent: new http.Agent({ keepAlive: true, localAddress: key ? '127.0.0.1' : '0.0.0.0' }) });\n`,
        byHand: {
          refusal: 'depend',
          cure: `${ESM}import { LRUCache } from 'lru-cache';\nconst agents = new LRUCache({ max: 4 });\nfunction agentFor(localAddress) {\n  let agent = agents.get(localAddress);\n  if (!agent) {\n    agent = new http.Agent({ keepAlive: true, timeout: 4000, localAddress });\n    agents.set(localAddress, agent);\n  }\n  return agent;\n}\nexport const call = (url, key) => axios.get(url, { httpAgent: agentFor(key ? '127.0.0.1' : '0.0.0.0') });\n`,
        },
        ...sockets,
      },
      ...OTHERS,
      ...OTHER_WAYS,
      ...PROXIES,
    ],
    wasted: [
      {
        name: 'a bound that bounds one call',
        config: 'strict',
        metric: 'sockets open at once',
        code: `${ESM}export const call = (url) => axios.get(url, { httpAgent: new http.Agent({ maxSockets: 50 }) });\n`,
        load: { burst: 1_000 },
        body: 'small',
      },
      {
        name: 'a bound that bounds one call, over HTTPS',
        config: 'strict',
        metric: 'sockets open at once',
        code: `${AXIOS}${HTTPS}export const call = (url) => axios.get(url, { httpsAgent: new https.Agent({ maxSockets: 50 }) });\n`,
        load: { burst: 300 },
        body: 'small',
        protocol: 'https',
      },
      ...WASTED,
    ],
    undecided: [factoryOver('http'), factoryOver('https'), ...UNDECIDED],
  },
};
