/**
 * An agent without bounds opens as many sockets as there are calls, and keeps 256 of them for each host (lib/_http_agent.js
 * of Node 20.20).
 */
import type { BoundedAgentMessageId } from '../../../analysis/finders/require-bounded-agent/messages.ts';
import { boundAgents } from '../../../codemods/bound-agents.ts';
import type { RulePairs } from '../leak-pair.ts';
import { AXIOS, BOUNDS, HTTP, HTTPS, PACKAGE } from '../texts.ts';

const ESM = `${AXIOS}${HTTP}`;
const ALIVE = 'new http.Agent({ keepAlive: true })';

const burst = { load: { burst: 1_000 }, body: 'small' } as const;
/** The measuring process has the URL of the server, which is a proxy as well, as its third argument. */
const PROXY = 'process.argv[3]';
const proxyBurst = { load: { burst: 300 }, body: 'small' } as const;
const secureBurst = { load: { burst: 300 }, body: 'small', protocol: 'https' } as const;

/** Other clients, each with what it is given an agent by: got may listen for the timeout of its requests. */
const OTHERS = (['http', 'https'] as const).flatMap((protocol) => {
  const node = `import ${protocol} from 'node:${protocol}';\n`;
  const agent = `const agent = new ${protocol}.Agent({ keepAlive: true });\n`;
  const bounded = `const agent = new ${protocol}.Agent({ keepAlive: true, ${BOUNDS} });\n`;
  const byGot = (made: string) =>
    `import got from 'got';\n${node}${made}export const call = async (url) => got(url, { agent: { ${protocol}: agent } }).text();\n`;
  return [
    {
      client: 'node-fetch',
      code: `import fetch from 'node-fetch';\n${node}${agent}export async function call(url) {\n  const response = await fetch(url, { agent });\n  return response.text();\n}\n`,
    },
    {
      client: 'http.get',
      code: `${node}${agent}export const call = (url) =>\n  new Promise((resolve) => {\n    ${protocol}.get(url, { agent }, (response) => {\n      response.resume();\n      response.on('end', resolve);\n    });\n  });\n`,
    },
    {
      client: 'superagent',
      code: `import superagent from 'superagent';\n${node}${agent}export const call = async (url) => (await superagent.get(url).agent(agent)).status;\n`,
    },
    {
      client: 'got',
      code: byGot(agent),
      byHand: { refusal: 'also makes its requests emit', cure: byGot(bounded) },
    },
  ].map(({ client, ...asked }) => ({
    name: `${client}${protocol === 'https' ? ', over HTTPS' : ''}`,
    metric: 'sockets left' as const,
    load: { burst: 300 },
    body: 'small' as const,
    protocol,
    ...asked,
  }));
});

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
      ...OTHERS,
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
    ],
    undecided: [
      {
        name: 'the options of whoever calls',
        config: 'strict',
        metric: 'sockets left',
        file: 'lib/client.js',
        code: `${ESM}export const makeClient = (options) => axios.create({ httpAgent: new http.Agent({ keepAlive: true, ...options }) });\n`,
        files: {
          'lib/package.json': PACKAGE,
          'call.js': `import { makeClient } from './lib/client.js';\nconst client = makeClient({ scheduling: 'lifo' });\nexport const call = (url) => client.get(url);\n`,
        },
        harmless: {
          'call.js': `import { makeClient } from './lib/client.js';\nconst client = makeClient({ ${BOUNDS} });\nexport const call = (url) => client.get(url);\n`,
        },
        ...burst,
      },
    ],
  },
};
