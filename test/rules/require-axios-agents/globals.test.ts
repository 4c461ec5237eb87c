/**
 * Files that set the agents of the process themselves: what a request gets that names none.
 */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const HEAD = dedent(`
  const axios = require('axios');
  const http = require('http');
  const https = require('https');
`);
const REQUIRED = dedent(`
  const axios = require('axios');
  const http = require('http');
  const https = require('https');
  const { httpAgent, httpsAgent } = require('./http-agents');
`);
const CALL = `axios.get(url);`;

const silent = (name: string, settings: string, call = CALL): ValidCase => ({
  name,
  code: `${HEAD}${settings}\n${call}`,
  project: 'cjs-agents',
});

const valid: ValidCase[] = [
  silent(
    'bounded agents take the place of both',
    dedent(`
      http.globalAgent = new http.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      https.globalAgent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });`),
  ),
  silent(
    'a bounded agent may have a trust of its own',
    dedent(`
      http.globalAgent.maxSockets = 50;
      https.globalAgent = new https.Agent({ ca, ...{ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 } });`),
  ),
  silent(
    'agents that keep no sockets need but one bound',
    dedent(`
      http.globalAgent = new http.Agent({ maxSockets: 5 });
      https.globalAgent = new https.Agent({ maxSockets: 5 });`),
  ),
  silent(
    'Node’s own agents with a bound',
    dedent(`
      http.globalAgent.maxSockets = 50;
      https.globalAgent.maxSockets = config.sockets;`),
  ),
  silent(
    'a bound for all hosts together',
    dedent(`
      http.globalAgent.maxTotalSockets = 50;
      Object.assign(https.globalAgent, { maxTotalSockets: 50 });`),
  ),
  silent(
    'an instance falls back to them, too',
    dedent(`
      http.globalAgent.maxSockets = 50;
      https.globalAgent.maxSockets = 50;`),
    'axios.create({ timeout: 5 });',
  ),
  silent(
    'one agent is named, the other bounded by the process',
    'https.globalAgent.maxSockets = 50;',
    'axios.get(url, { httpAgent: own });',
  ),
];

/** The settings, which agents of a call would not have, with the line that the refusal names. */
const refused = (name: string, settings: string, at: string, call = CALL): InvalidCase => ({
  name,
  code: `${HEAD}${settings}\n${call}`,
  project: 'cjs-agents',
  findings: [
    {
      messageId: 'missingAgents',
      line: 4 + settings.split('\n').length,
      refused: `${at} sets it, and agents of the codemod would not do what that agent does`,
    },
  ],
});

/** Settings that agents of a call do without, since they say nothing but how sockets are pooled. */
const fixed = (name: string, settings: string): InvalidCase => ({
  name,
  code: `${HEAD}${settings}\n${CALL}`,
  output: `${REQUIRED}${settings}\naxios.get(url, { httpAgent, httpsAgent });`,
  project: 'cjs-agents',
  findings: [{ messageId: 'missingAgents', line: 4 + settings.split('\n').length }],
});

const invalid: InvalidCase[] = [
  refused(
    'a trust',
    'https.globalAgent.options.ca = readFileSync(path);',
    '`https.globalAgent` as input.js:4',
  ),
  refused(
    'no trust at all',
    'https.globalAgent.options.rejectUnauthorized = false;',
    '`https.globalAgent` as input.js:4',
  ),
  refused(
    'an option by a name that is computed',
    'https.globalAgent.options[key] = value;',
    '`https.globalAgent` as input.js:4',
  ),
  refused(
    'options that are assigned',
    'Object.assign(https.globalAgent.options, { cert, key });',
    '`https.globalAgent` as input.js:4',
  ),
  refused(
    'options of elsewhere',
    'Object.assign(https.globalAgent.options, tls);',
    '`https.globalAgent` as input.js:4',
  ),
  refused(
    'options in one',
    'https.globalAgent.options = { ...https.globalAgent.options, ca };',
    '`https.globalAgent` as input.js:4',
  ),
  refused(
    'a name for the agent',
    dedent(`
      const { globalAgent } = https;
      globalAgent.options.pfx = pfx;`),
    '`https.globalAgent` as input.js:5',
  ),
  refused(
    'a module in place',
    `require('node:https').globalAgent.options.ca = ca;`,
    '`https.globalAgent` as input.js:4',
  ),
  refused(
    'a way of its own to connect',
    'http.globalAgent.createConnection = viaSocket;',
    '`http.globalAgent` as input.js:4',
  ),
  refused(
    'the address family',
    'http.globalAgent.options.family = 4;',
    '`http.globalAgent` as input.js:4',
  ),
  refused(
    'a look-up of its own',
    'new CacheableLookup().install(http.globalAgent);',
    '`http.globalAgent` as input.js:4',
  ),
  refused(
    'a proxy',
    dedent(`
      const { HttpsProxyAgent } = require('https-proxy-agent');
      https.globalAgent = new HttpsProxyAgent(proxy);`),
    '`https.globalAgent` as input.js:5',
  ),
  refused(
    'an agent with a trust',
    'https.globalAgent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });',
    '`https.globalAgent` as input.js:4',
  ),
  refused(
    'an agent with options of elsewhere',
    'https.globalAgent = new https.Agent(options);',
    '`https.globalAgent` as input.js:4',
  ),
  refused(
    'an agent of elsewhere',
    dedent(`
      function use(agent) {
        http.globalAgent = agent;
      }`),
    '`http.globalAgent` as input.js:5',
  ),
  refused(
    'a proxy on some paths',
    'if (proxy) http.globalAgent = https.globalAgent = new ProxyAgent(proxy);',
    '`http.globalAgent` as input.js:4',
  ),
  refused(
    'an agent that keeps no socket',
    'https.globalAgent = new https.Agent({ keepAlive: false });',
    '`https.globalAgent` as input.js:4',
  ),
  refused(
    'no socket kept any more',
    'http.globalAgent.keepAlive = false;',
    '`http.globalAgent` as input.js:4',
  ),
  refused(
    'the proxies of the environment',
    'http.setGlobalProxyFromEnv();',
    '`http.globalAgent` as input.js:4',
  ),
  refused(
    'global-agent',
    `require('global-agent').bootstrap();`,
    '`http.globalAgent` as input.js:4',
  ),
  refused(
    'global-agent, as it is loaded',
    `require('global-agent/bootstrap');`,
    '`http.globalAgent` as input.js:4',
  ),
  refused(
    'global-tunnel-ng',
    dedent(`
      const globalTunnel = require('global-tunnel-ng');
      if (proxy) globalTunnel.initialize();`),
    '`http.globalAgent` as input.js:5',
  ),
  refused(
    'ssl-root-cas',
    `require('ssl-root-cas').create().inject().addFile(path);`,
    '`https.globalAgent` as input.js:4',
  ),
  refused(
    'an instance',
    'https.globalAgent.options.ca = ca;',
    '`https.globalAgent` as input.js:4',
    'axios.create();',
  ),
  refused(
    'agents in scope do not stand in',
    dedent(`
      const httpAgent = new http.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      https.globalAgent.options.ca = ca;`),
    '`https.globalAgent` as input.js:6',
  ),
  {
    name: 'an import that sets the agents as it is loaded',
    code: `
      import axios from 'axios';
      import 'global-agent/bootstrap';
      axios.get(url);`,
    filename: 'input.mjs',
    project: 'esm-agents',
    findings: [
      { messageId: 'missingAgents', line: 3, refused: '`http.globalAgent` as input.mjs:2 sets it' },
    ],
  },
  {
    name: 'options through assertions of types',
    code: `
      import axios from 'axios';
      import * as https from 'node:https';
      (https.globalAgent as any).options = (https.globalAgent as any).options || {};
      (https.globalAgent as any).options.ca = ca;
      void axios.get(url);`,
    filename: 'src/input.ts',
    project: 'ts-agents',
    findings: [
      {
        messageId: 'missingAgents',
        line: 5,
        refused: '`https.globalAgent` as src/input.ts:4 sets it',
      },
    ],
  },
  {
    name: 'the agents module that is insisted on does not stand in either',
    code: `
      const axios = require('axios');
      const http = require('http');
      const https = require('https');
      https.globalAgent.options.ca = ca;
      axios.get(url);`,
    project: 'cjs-agents',
    options: { agents: 'module' },
    findings: [
      { messageId: 'missingAgents', line: 5, refused: '`https.globalAgent` as input.js:4' },
    ],
  },
  {
    name: 'a config that may have none falls back, too',
    code: `
      const axios = require('axios');
      const http = require('http');
      const https = require('https');
      https.globalAgent.options.ca = ca;
      const load = (config) => axios.get(url, config);`,
    project: 'cjs-agents',
    options: { unverifiable: true },
    findings: [
      { messageId: 'unverifiable', line: 5, refused: '`https.globalAgent` as input.js:4' },
    ],
  },
  {
    name: 'axios.defaults come before the agents of the process',
    code: `
      const axios = require('axios');
      const http = require('http');
      const https = require('https');
      https.globalAgent.options.ca = ca;
      axios.get(url);`,
    output: `
      const axios = require('axios');
      const http = require('http');
      const https = require('https');
      https.globalAgent.options.ca = ca;
      axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });`,
    project: 'defaults',
    findings: [{ messageId: 'missingAgents', line: 5 }],
  },
  {
    name: 'over the protocol that is given an agent nothing is lost',
    code: `
      const axios = require('axios');
      const http = require('http');
      const https = require('https');
      https.globalAgent.options.ca = ca;
      axios.get(url, { httpsAgent: own });`,
    output: `
      const axios = require('axios');
      const http = require('http');
      const https = require('https');
      const { httpAgent } = require('./http-agents');
      https.globalAgent.options.ca = ca;
      axios.get(url, { httpsAgent: own, httpAgent });`,
    project: 'cjs-agents',
    findings: [{ messageId: 'missingAgent', line: 5 }],
  },
  {
    name: 'one protocol is bounded by the process, the other is fixed',
    code: `
      const axios = require('axios');
      const http = require('http');
      const https = require('https');
      https.globalAgent.maxSockets = 50;
      axios.get(url);`,
    output: `
      const axios = require('axios');
      const http = require('http');
      const https = require('https');
      const { httpAgent } = require('./http-agents');
      https.globalAgent.maxSockets = 50;
      axios.get(url, { httpAgent });`,
    project: 'cjs-agents',
    findings: [{ messageId: 'missingAgent', line: 5 }],
  },
  fixed(
    'a module by a name that every object has',
    dedent(`
      const load = () => require('constructor').initialize();
      http.globalAgent.keepAlive = true;`),
  ),
  fixed(
    'pooling alone',
    dedent(`
      http.globalAgent.keepAlive = true;
      https.globalAgent.options.keepAlive = true;`),
  ),
  fixed(
    'agents that keep sockets without an end',
    dedent(`
      http.globalAgent = new http.Agent({ keepAlive: true, maxSockets: 50 });
      https.globalAgent = new https.Agent({ keepAlive: true, maxSockets: 50 });`),
  ),
  fixed(
    'a bound that is none',
    dedent(`
      http.globalAgent.maxSockets = Infinity;
      https.globalAgent.maxSockets = Infinity;`),
  ),
  fixed(
    'a bound on some paths',
    dedent(`
      if (busy) {
        Object.assign(http.globalAgent, { maxSockets: 50 });
        https.globalAgent.maxSockets = 50;
      }`),
  ),
  fixed(
    'a bound that is lifted',
    dedent(`
      http.globalAgent.maxSockets = 50;
      https.globalAgent.maxSockets = 50;
      if (busy) http.globalAgent.maxSockets = https.globalAgent.maxSockets = Infinity;`),
  ),
  fixed(
    'the agent that was there',
    dedent(`
      const before = https.globalAgent;
      https.globalAgent = before;`),
  ),
  fixed(
    'what is read, or let go',
    dedent(`
      log(https.globalAgent.sockets, https.globalAgent.options.ca);
      https.globalAgent.destroy();`),
  ),
  fixed(
    'agents for other requests',
    dedent(`
      const proxied = { agent: https.globalAgent };
      const options = {};
      options.ca = ca;`),
  ),
  fixed(
    'a property of that name of something else',
    dedent(`
      settings.globalAgent = proxied;
      settings.globalAgent.options.ca = ca;`),
  ),
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid, invalid });
