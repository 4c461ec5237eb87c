/**
 * A request without agents is no leak: the harm is the sockets that a burst opens and leaves, whatever the code about it
 * has set up.
 */
import type { AxiosAgentsMessageId } from '../../../analysis/finders/require-axios-agents/messages.ts';
import { fixAgents } from '../../../codemods/fix-agents.ts';
import type { RulePairs } from '../leak-pair.ts';
import { alsoOverHttps } from '../over-https.ts';
import { AGENTS, AGENTS_IMPORT, AXIOS, BOUNDS, HTTP, PACKAGE } from '../texts.ts';

const burst = { load: { burst: 1_000 }, body: 'small' } as const;
/** A TLS handshake takes its time. */
const secureBurst = { load: { burst: 300 }, body: 'small', protocol: 'https' } as const;
const DEFAULTS = `import axios from 'axios';\nimport { httpAgent, httpsAgent } from './http-agents.js';\nObject.assign(axios.defaults, { httpAgent, httpsAgent });\n`;

export const requireAxiosAgentsPairs: RulePairs<AxiosAgentsMessageId> = {
  codemod: fixAgents,
  pairs: alsoOverHttps({
    missingAgents: [
      {
        name: 'a call',
        metric: 'sockets open at once',
        code: `${AXIOS}export const call = (url) => axios.get(url);\n`,
        ...burst,
      },
      {
        name: 'a call, CommonJS',
        metric: 'sockets left',
        file: 'call.cjs',
        code: `const axios = require('axios');\nexports.call = (url) => axios({ url, timeout: 60_000 });\n`,
        ...burst,
      },
      {
        name: 'a post without data',
        metric: 'sockets left',
        code: `${AXIOS}export const call = (url) => axios.post(url);\n`,
        ...burst,
      },
      {
        name: 'a call, over HTTPS',
        metric: 'sockets left',
        code: `${AXIOS}export const call = (url) => axios.get(url);\n`,
        ...secureBurst,
      },
      {
        name: 'an instance',
        metric: 'sockets open at once',
        code: `${AXIOS}const client = axios.create({ timeout: 60_000 });\nexport const call = (url) => client.get(url);\n`,
        ...burst,
      },
      {
        name: 'an instance that was made before the defaults were set',
        metric: 'sockets open at once',
        file: 'client.js',
        code: `${AXIOS}export const client = axios.create();\n`,
        files: {
          'http-agents.js': AGENTS,
          'defaults.js': DEFAULTS,
          'call.js': `import { client } from './client.js';\nimport './defaults.js';\nexport const call = (url) => client.get(url);\n`,
        },
        ...burst,
      },
    ],
    missingAgent: [
      {
        name: 'the one for HTTP',
        metric: 'sockets open at once',
        code: `${AXIOS}import https from 'node:https';\nconst httpsAgent = new https.Agent({ ${BOUNDS} });\nexport const call = (url) => axios.get(url, { httpsAgent });\n`,
        ...burst,
      },
      {
        name: 'the one for HTTPS',
        metric: 'sockets left',
        code: `${AXIOS}${HTTP}const httpAgent = new http.Agent({ ${BOUNDS} });\nconst client = axios.create({ httpAgent });\nexport const call = (url) => client.get(url);\n`,
        ...secureBurst,
      },
    ],
    emptyAgent: [
      {
        name: 'agents that are undefined',
        metric: 'sockets open at once',
        code: `${AXIOS}export const call = (url) => axios.get(url, { httpAgent: undefined, httpsAgent: undefined });\n`,
        ...burst,
      },
      {
        name: 'agents that are null, which overrides the defaults',
        metric: 'sockets left',
        code: `${AXIOS}import './defaults.js';\nexport const call = (url) => axios.get(url, { httpAgent: null, httpsAgent: null });\n`,
        files: { 'http-agents.js': AGENTS, 'defaults.js': DEFAULTS },
        byHand: {
          refusal: 'null',
          cure: `${AXIOS}${AGENTS_IMPORT}export const call = (url) => axios.get(url, { httpAgent, httpsAgent });\n`,
        },
        ...burst,
      },
    ],
    unsetDefaults: [
      {
        name: 'defaults that nothing sets',
        metric: 'sockets open at once',
        code: `${AXIOS}export const call = (url) => axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });\n`,
        ...burst,
      },
    ],
    methodAsValue: [
      {
        name: 'a method for map',
        metric: 'sockets open at once',
        code: `${AXIOS}export const call = (url) => Promise.all([url].map(axios.get));\n`,
        files: { 'http-agents.js': AGENTS },
        byHand: {
          refusal: 'pass a function that calls it with agents',
          cure: `${AXIOS}${AGENTS_IMPORT}export const call = (url) => Promise.all([url].map((each) => axios.get(each, { httpAgent, httpsAgent })));\n`,
        },
        ...burst,
      },
    ],
    unverifiable: [
      {
        name: 'the config of whoever calls',
        config: 'strict',
        metric: 'sockets open at once',
        file: 'lib/load.js',
        code: `${AXIOS}export const load = (url, config) => axios.get(url, config);\n`,
        files: {
          'lib/package.json': PACKAGE,
          'call.js': `import { load } from './lib/load.js';\nexport const call = (url) => load(url, { timeout: 60_000 });\n`,
        },
        harmless: {
          'http-agents.js': AGENTS,
          'call.js': `${AGENTS_IMPORT}import { load } from './lib/load.js';\nexport const call = (url) => load(url, { httpAgent, httpsAgent });\n`,
        },
        ...burst,
      },
    ],
  }),
};
