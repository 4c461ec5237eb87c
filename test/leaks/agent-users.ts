/**
 * Clients other than axios, each with what gives an agent to a request of it, over HTTP and over HTTPS.
 */
import type { Files } from './program-folder.ts';
import { PROTOCOLS } from './texts.ts';

export interface AgentUser {
  /** The client, and the protocol if it is HTTPS. */
  readonly name: string;
  readonly protocol: 'http' | 'https';
  /** Whose agents it takes. */
  readonly family: 'node' | 'undici';
  /** The imports of the client and of what makes agents. */
  readonly head: string;
  /** The text of an agent with these options, as `keepAlive: true`; those of undici keep their sockets by themselves. */
  readonly agent: (options: string) => string;
  /** The text of a promise that settles once the body has been read, by the text of the agent and a variable `url`. */
  readonly ask: (agent: string) => string;
  /** Where the program stands, if not in `call.js`, and what lies beside it. */
  readonly place?: { readonly file: string; readonly files: Files };
}

/** A folder whose `node-fetch` is version 2. */
export const NODE_FETCH_2 = {
  file: 'app/call.js',
  files: {
    'app/package.json': '{ "type": "module", "dependencies": { "node-fetch": "^2.7.0" } }',
    'app/node_modules/node-fetch/package.json': '{ "name": "node-fetch", "version": "2.7.0" }',
    'app/node_modules/node-fetch/index.js': `module.exports = require('node-fetch-2');\n`,
    'call.js': `export { call } from './app/call.js';\n`,
  },
};

type Client = Pick<AgentUser, 'ask' | 'place'> & { readonly client: string; readonly head: string };

/** Clients of Node's agents. */
const byAgent = (protocol: AgentUser['protocol']): readonly Client[] => [
  {
    client: 'node-fetch',
    head: `import fetch from 'node-fetch';\n`,
    ask: (agent) => `(await fetch(url, { agent: ${agent} })).text()`,
  },
  {
    client: 'node-fetch 2',
    head: `import fetch from 'node-fetch';\n`,
    ask: (agent) => `(await fetch(url, { agent: ${agent} })).text()`,
    place: NODE_FETCH_2,
  },
  {
    client: 'http.get',
    head: '',
    ask: (agent) =>
      `new Promise((resolve) => {\n    ${protocol}.get(url, { agent: ${agent} }, (response) => response.resume().on('end', resolve));\n  })`,
  },
  {
    client: 'got',
    head: `import got from 'got';\n`,
    ask: (agent) => `got(url, { agent: { ${protocol}: ${agent} } }).text()`,
  },
  {
    client: 'superagent',
    head: `import superagent from 'superagent';\n`,
    ask: (agent) => `(await superagent.get(url).agent(${agent})).status`,
  },
];

/** Clients of undici's dispatchers. */
const BY_DISPATCHER: readonly Client[] = [
  {
    client: 'fetch',
    head: `import { Agent } from 'undici';\n`,
    ask: (agent) => `(await fetch(url, { dispatcher: ${agent} })).text()`,
  },
  {
    client: 'undici, request',
    head: `import { Agent, request } from 'undici';\n`,
    ask: (agent) => `(await request(url, { dispatcher: ${agent} })).body.text()`,
  },
  {
    client: 'fetch of undici',
    head: `import { Agent, fetch } from 'undici';\n`,
    ask: (agent) => `(await fetch(url, { dispatcher: ${agent} })).text()`,
  },
  {
    client: 'ky',
    head: `import ky from 'ky';\nimport { Agent } from 'undici';\n`,
    ask: (agent) => `ky.get(url, { dispatcher: ${agent} }).text()`,
  },
];

const nameOf = (client: string, protocol: AgentUser['protocol']) =>
  `${client}${protocol === 'https' ? ', over HTTPS' : ''}`;

export const AGENT_USERS: readonly AgentUser[] = PROTOCOLS.flatMap((protocol) => [
  ...byAgent(protocol).map(({ client, head, ...rest }) => ({
    ...rest,
    name: nameOf(client, protocol),
    protocol,
    family: 'node' as const,
    head: `${head}import ${protocol} from 'node:${protocol}';\n`,
    agent: (options: string) => `new ${protocol}.Agent({ ${options} })`,
  })),
  ...BY_DISPATCHER.map(({ client, ...rest }) => ({
    ...rest,
    name: nameOf(client, protocol),
    protocol,
    family: 'undici' as const,
    agent: (options: string) => `new Agent(${options && `{ ${options} }`})`,
  })),
]);
