/**
 * What require-axios-agents does not report. Where agents are named a burst shows their bounds; where none are taken, or a
 * decision gives them, call after call shows that nothing stays.
 */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import type { RuleClean } from '../leak-pair.ts';
import { AGENTS, AGENTS_IMPORT, AXIOS, PACKAGE } from '../texts.ts';

const files = { 'http-agents.js': AGENTS };
const burst = { files, load: { burst: 1_000 }, body: 'small' } as const;
const requests = { load: 'requests' } as const;
const NAMED = `${AXIOS}${AGENTS_IMPORT}`;

export const requireAxiosAgentsClean: RuleClean = {
  codemod: fixAgents,
  programs: [
    {
      name: 'agents in the config of a call',
      code: `${NAMED}export const call = (url) => axios.get(url, { httpAgent, httpsAgent });\n`,
      ...burst,
    },
    {
      name: 'agents in the config of an instance',
      code: `${NAMED}const client = axios.create({ httpAgent, httpsAgent });\nexport const call = (url) => client.get(url);\n`,
      ...burst,
    },
    {
      name: 'agents of an instance, over HTTPS',
      code: `${NAMED}const client = axios.create({ httpAgent, httpsAgent });\nexport const call = (url) => client.get(url);\n`,
      ...burst,
      load: { burst: 300 },
      protocol: 'https',
    },
    {
      name: 'agents in the defaults of an instance',
      code: `${NAMED}const client = axios.create();\nclient.defaults.httpAgent = httpAgent;\nclient.defaults.httpsAgent = httpsAgent;\nexport const call = (url) => client.get(url);\n`,
      ...burst,
    },
    {
      name: 'agents by a request interceptor',
      code: `${NAMED}const client = axios.create();\nclient.interceptors.request.use((config) => {\n  config.httpAgent = httpAgent;\n  config.httpsAgent = httpsAgent;\n  return config;\n});\nexport const call = (url) => client.get(url);\n`,
      ...burst,
    },
    {
      name: 'agents by an object that is spread',
      code: `${NAMED}const agents = { httpAgent, httpsAgent };\nexport const call = (url) => axios.get(url, { ...agents, timeout: 60_000 });\n`,
      ...burst,
    },
    {
      name: 'agents by an assignment to the config',
      code: `${NAMED}const config = {};\nconfig.httpAgent = httpAgent;\nconfig.httpsAgent = httpsAgent;\nexport const call = (url) => axios.get(url, config);\n`,
      ...burst,
    },
    {
      name: 'an instance of an instance',
      code: `${NAMED}const base = axios.create({ httpAgent, httpsAgent });\nconst client = base.create({ timeout: 60_000 });\nexport const call = (url) => client.get(url);\n`,
      ...burst,
    },
    {
      name: 'the defaults’ agents, which the package sets',
      code: `${AXIOS}import './defaults.js';\nexport const call = (url) => axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });\n`,
      ...burst,
      files: {
        ...files,
        'defaults.js': `${NAMED}axios.defaults.httpAgent = httpAgent;\naxios.defaults.httpsAgent = httpsAgent;\n`,
      },
    },
    {
      name: 'an agent that is given by a decision',
      code: `${AXIOS}export const call = (url, key, proxy) => {\n  const config = { timeout: 60_000 };\n  if (proxy) config.httpsAgent = proxy;\n  return axios.get(url, config);\n};\n`,
      ...requests,
    },
    {
      name: 'an explicit false',
      code: `${AXIOS}export const call = (url) => axios.get(url, { httpAgent: false, httpsAgent: false });\n`,
      ...requests,
    },
    {
      name: 'the fetch adapter',
      code: `${AXIOS}export const call = (url) => axios.get(url, { adapter: 'fetch' });\n`,
      ...requests,
    },
    {
      name: 'HTTP/2',
      code: `${AXIOS}export const call = (url) => axios.get(url, { httpVersion: 2 });\n`,
      ...requests,
      protocol: 'https',
    },
    {
      name: 'an instance under axios-mock-adapter',
      code: `${AXIOS}import MockAdapter from 'axios-mock-adapter';\nconst client = axios.create();\nnew MockAdapter(client, { delayResponse: 1 }).onGet().reply(200, {});\nexport const call = (url) => client.get(url);\n`,
      ...requests,
    },
    {
      name: 'a client under axios-cookiejar-support',
      code: `${AXIOS}import { wrapper } from 'axios-cookiejar-support';\nimport { CookieJar } from 'tough-cookie';\nconst client = wrapper(axios.create({ jar: new CookieJar() }));\nexport const call = (url) => client.get(url);\n`,
      ...requests,
    },
    {
      name: 'what sends nothing',
      code: `${AXIOS}export const call = async (url) => [axios.getUri({ url }), axios.isAxiosError(url), axios.all([]), axios.CancelToken.source()];\n`,
      ...requests,
    },
    {
      name: 'a local object called axios',
      code: `const axios = { get: async (url) => (await fetch(url)).json() };\nexport const call = (url) => axios.get(url);\n`,
      ...requests,
    },
    {
      name: 'a config of another file that names agents',
      file: 'lib/load.js',
      code: `${AXIOS}import { config } from './config.js';\nexport const load = (url) => axios.get(url, config);\n`,
      load: { burst: 1_000 },
      body: 'small',
      files: {
        'lib/package.json': PACKAGE,
        'lib/http-agents.js': AGENTS,
        'lib/config.js': `${AGENTS_IMPORT}export const config = { httpAgent, httpsAgent };\n`,
        'call.js': `import { load } from './lib/load.js';\nexport const call = (url) => load(url);\n`,
      },
    },
  ],
};
