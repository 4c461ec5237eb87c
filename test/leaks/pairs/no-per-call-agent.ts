/**
 * An agent for each call leaves a socket for each, and axios 1.15.1 to 1.21.1 the response that came over it. One that
 * keeps no socket leaves none, and bounds nothing.
 */
import type { PerCallAgentMessageId } from '../../../analysis/finders/no-per-call-agent/messages.ts';
import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import type { LeakPair, RulePairs } from '../leak-pair.ts';
import { AXIOS, HTTP, HTTPS, PACKAGE } from '../texts.ts';

const CJS = `const axios = require('axios');\nconst http = require('http');\n`;
const ESM = `${AXIOS}${HTTP}`;
const ALIVE = 'new http.Agent({ keepAlive: true })';

const sockets = { metric: 'sockets', load: 'requests' } as const;

interface Asked {
  readonly client: string;
  readonly code: string;
  readonly byHand?: LeakPair['byHand'];
}

/** Other clients, with what each is given an agent by, over HTTP and HTTPS. */
const OTHERS = (['http', 'https'] as const).flatMap((protocol) => {
  const agent = `new ${protocol}.Agent({ keepAlive: true })`;
  const node = `import ${protocol} from 'node:${protocol}';\n`;
  return [
    {
      client: 'node-fetch',
      code: `import fetch from 'node-fetch';\n${node}export const call = async (url) => (await fetch(url, { agent: ${agent} })).text();\n`,
    },
    {
      client: 'http.get',
      code: `${node}export const call = (url) =>\n  new Promise((resolve) => {\n    ${protocol}.get(url, { agent: ${agent} }, (response) => response.resume().on('end', resolve));\n  });\n`,
    },
    {
      client: 'got',
      code: `import got from 'got';\n${node}export const call = async (url) => got(url, { agent: { ${protocol}: ${agent} } }).text();\n`,
    },
    {
      client: 'undici, request',
      code: `import { Agent, request } from 'undici';\nexport const call = async (url) => (await request(url, { dispatcher: new Agent() })).body.text();\n`,
    },
    {
      client: 'fetch of undici',
      code: `import { Agent, fetch } from 'undici';\nexport const call = async (url) => (await fetch(url, { dispatcher: new Agent() })).text();\n`,
    },
    {
      client: 'got, a call of an instance',
      code: `import got from 'got';\n${node}const api = got.extend({ retry: { limit: 0 } });\nexport const call = async (url) => api.get(url, { agent: { ${protocol}: ${agent} } }).text();\n`,
    },
    {
      client: 'superagent',
      code: `import superagent from 'superagent';\n${node}export const call = async (url) => (await superagent.get(url).agent(${agent})).status;\n`,
    },
    {
      client: 'ky',
      code: `import ky from 'ky';\nimport { Agent } from 'undici';\nexport const call = async (url) => ky.get(url, { dispatcher: new Agent() }).text();\n`,
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
    // A dispatcher has 30 to 40 KB, with its pool and its parser.
    limits: code.includes('undici') ? { heap: { clean: 15_000, leak: 25_000 } } : {},
    ...sockets,
  }));
});

/** Proxy agents, for each client; the measuring process has the URL of the server, which is a proxy as well, as its argument. */
const PROXIES = (['http', 'https'] as const).flatMap((protocol) => {
  const isPlain = protocol === 'http';
  const Proxy = isPlain ? 'HttpProxyAgent' : 'HttpsProxyAgent';
  const ofHpagent = `new ${Proxy}({ keepAlive: true, proxy: PROXY })`;
  // https-proxy-agent 7 checks the certificate of an IP address against `localhost`.
  const plain = `import { ${Proxy} } from '${isPlain ? 'http-proxy-agent' : 'hpagent'}';\n`;
  const alive = isPlain ? `new ${Proxy}(PROXY, { keepAlive: true })` : ofHpagent;
  return [
    {
      client: 'node-fetch',
      head: `import fetch from 'node-fetch';\n${plain}`,
      agent: alive,
      ask: (agent: string) => `(await fetch(url, { agent: ${agent} })).text()`,
    },
    {
      client: 'got',
      head: `import got from 'got';\nimport { ${Proxy} } from 'hpagent';\n`,
      agent: ofHpagent,
      ask: (agent: string) => `got(url, { agent: { ${protocol}: ${agent} } }).text()`,
    },
    {
      client: 'superagent',
      head: `import superagent from 'superagent';\n${plain}`,
      agent: alive,
      ask: (agent: string) => `(await superagent.get(url).agent(${agent})).status`,
    },
    {
      client: 'http.get',
      head: `import client from 'node:${protocol}';\n${plain}`,
      agent: alive,
      ask: (agent: string) =>
        `new Promise((resolve) => {\n    client.get(url, { agent: ${agent} }, (response) => response.resume().on('end', resolve));\n  })`,
    },
    {
      client: 'fetch',
      head: `import { ProxyAgent } from 'undici';\n`,
      agent: 'new ProxyAgent({ uri: PROXY })',
      ask: (agent: string) => `(await fetch(url, { dispatcher: ${agent} })).text()`,
    },
  ].map(({ client, head, agent, ask }) => {
    const start = `${head}const PROXY = new URL(process.argv[3]).origin;\n`;
    const call = (given: string) => `export const call = async (url) => ${ask(given)};\n`;
    return {
      name: `${client}, by a proxy${isPlain ? '' : ', over HTTPS'}`,
      code: `${start}${call(agent)}`,
      byHand: {
        refusal: 'create the agent in module scope by hand',
        cure: `${start}const agent = ${agent};\n${call('agent')}`,
      },
      body: 'small' as const,
      protocol,
      // A dispatcher has 30 to 70 KB, with its pools and parsers.
      limits: client === 'fetch' ? { heap: { clean: 15_000, leak: 25_000 } } : {},
      ...sockets,
    };
  });
});

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
    ],
    undecided: [
      {
        name: 'a factory whose callers are elsewhere',
        config: 'strict',
        file: 'lib/client.js',
        code: `${ESM}export function makeClient() {\n  return axios.create({ httpAgent: ${ALIVE} });\n}\n`,
        files: {
          'lib/package.json': PACKAGE,
          'call.js': `import { makeClient } from './lib/client.js';\nexport const call = (url) => makeClient().get(url);\n`,
        },
        harmless: {
          'call.js': `import { makeClient } from './lib/client.js';\nconst client = makeClient();\nexport const call = (url) => client.get(url);\n`,
        },
        byHand: {
          refusal: 'move it to module scope',
          cure: `${ESM}const httpAgent = ${ALIVE};\nexport function makeClient() {\n  return axios.create({ httpAgent });\n}\n`,
        },
        ...sockets,
      },
    ],
  },
};
