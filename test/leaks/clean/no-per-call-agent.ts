/**
 * What no-per-call-agent does not report, called again and again: no socket stays for a call.
 */
import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import type { RuleClean } from '../leak-pair.ts';
import { AXIOS, BOUNDS, HTTP, HTTPS } from '../texts.ts';

const ESM = `${AXIOS}${HTTP}`;
const ALIVE = `new http.Agent({ ${BOUNDS} })`;
const GET = 'axios.get(url, { httpAgent: agent })';

const requests = { load: 'requests' } as const;

export const noPerCallAgentClean: RuleClean = {
  codemod: hoistAgents,
  programs: [
    {
      name: 'a constant of the module',
      code: `${ESM}const agent = ${ALIVE};\nexport const call = (url) => ${GET};\n`,
      ...requests,
    },
    {
      name: 'a constant of the module, over HTTPS',
      code: `${AXIOS}${HTTPS}const httpsAgent = new https.Agent({ ${BOUNDS} });\nexport const call = (url) => axios.get(url, { httpsAgent });\n`,
      ...requests,
      protocol: 'https',
    },
    {
      name: 'one agent for each of few tenants, destroyed when it is evicted',
      code: `${ESM}import { LRUCache } from 'lru-cache';\nconst agents = new LRUCache({ max: 4, dispose: (agent) => agent.destroy() });\nfunction agentFor(id) {\n  let agent = agents.get(id);\n  if (!agent) {\n    agent = ${ALIVE};\n    agents.set(id, agent);\n  }\n  return agent;\n}\nexport const call = (url, key) => axios.get(url, { httpAgent: agentFor(key) });\n`,
      ...requests,
    },
    {
      name: 'superagent: its own `agent()` for each call, which keeps cookies and no socket',
      code: `import superagent from 'superagent';\nexport const call = async (url) => (await superagent.agent().get(url)).status;\n`,
      ...requests,
    },
    {
      name: 'undici: a pool for each call that closes it',
      code: `import { Pool } from 'undici';\nexport async function call(url) {\n  const { origin, pathname: path } = new URL(url);\n  const pool = new Pool(origin);\n  try {\n    const { body } = await pool.request({ path, method: 'GET' });\n    await body.text();\n  } finally {\n    await pool.close();\n  }\n}\n`,
      ...requests,
      inStrict: 'wasted',
    },
    {
      name: 'undici: a client for each call that keeps no socket',
      code: `import { Client } from 'undici';\nexport async function call(url) {\n  const { origin, pathname: path } = new URL(url);\n  const client = new Client(origin, { pipelining: 0 });\n  const { body } = await client.request({ path, method: 'GET' });\n  await body.text();\n}\n`,
      ...requests,
      inStrict: 'wasted',
    },
    {
      name: 'agent ??= new',
      code: `${ESM}let agent;\nexport const call = (url) => {\n  agent ??= ${ALIVE};\n  return ${GET};\n};\n`,
      ...requests,
    },
    {
      name: 'if (!agents.has(key))',
      code: `${ESM}const agents = new Map();\nexport const call = (url, key) => {\n  const host = new URL(url).host;\n  if (!agents.has(host)) agents.set(host, ${ALIVE});\n  return axios.get(url, { httpAgent: agents.get(host) });\n};\n`,
      ...requests,
    },
    {
      name: 'once(() => new …)',
      code: `${ESM}import { once } from './once.js';\nconst getAgent = once(() => ${ALIVE});\nexport const call = (url) => axios.get(url, { httpAgent: getAgent() });\n`,
      ...requests,
      files: {
        'once.js': `export function once(make) {\n  let made;\n  return () => (made ??= make());\n}\n`,
      },
    },
    {
      name: 'a singleton',
      code: `${ESM}class Api {\n  constructor() {\n    this.client = axios.create({ httpAgent: ${ALIVE} });\n  }\n  get(url) {\n    return this.client.get(url);\n  }\n}\nconst api = new Api();\nexport const call = (url) => api.get(url);\n`,
      ...requests,
    },
    {
      name: 'a function that the module alone calls',
      code: `${ESM}function makeClient() {\n  return axios.create({ httpAgent: ${ALIVE} });\n}\nconst client = makeClient();\nexport const call = (url) => client.get(url);\n`,
      ...requests,
    },
    {
      name: 'an agent for each call that closes its socket',
      code: `${ESM}export const call = (url) => axios.get(url, { httpAgent: new http.Agent() });\n`,
      ...requests,
      inStrict: 'wasted',
    },
    {
      name: 'an agent for each call with keepAlive: false, over HTTPS',
      code: `${AXIOS}${HTTPS}export const call = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: false }) });\n`,
      ...requests,
      protocol: 'https',
      inStrict: 'wasted',
    },
    {
      name: 'an agent for each call that is destroyed in finally',
      code: `${ESM}export const call = async (url) => {\n  const agent = new http.Agent({ keepAlive: true });\n  try {\n    return (await ${GET}).data;\n  } finally {\n    agent.destroy();\n  }\n};\n`,
      ...requests,
      inStrict: 'wasted',
    },
    {
      name: 'no agent',
      code: `${AXIOS}export const call = (url) => axios.get(url);\n`,
      ...requests,
    },
    {
      name: 'an instance for each call, without an agent',
      code: `${AXIOS}export const call = (url) => axios.create().get(url);\n`,
      ...requests,
    },
    {
      name: 'an instance for each call, with a shared agent',
      code: `${ESM}const agent = ${ALIVE};\nexport const call = (url) => axios.create({ httpAgent: agent }).get(url);\n`,
      ...requests,
    },
    {
      name: 'a client under axios-mock-adapter',
      code: `${ESM}import MockAdapter from 'axios-mock-adapter';\nexport const call = (url) => {\n  const client = axios.create({ httpAgent: ${ALIVE} });\n  new MockAdapter(client).onGet().reply(200, {});\n  return client.get(url);\n};\n`,
      ...requests,
    },
  ],
};
