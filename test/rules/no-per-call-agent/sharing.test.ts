/**
 * Whether one agent for all calls does what one for each call did.
 */
import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const CJS = dedent(`
  const axios = require('axios');
  const https = require('https');
`);
const ALIVE = 'new https.Agent({ keepAlive: true })';
const SHARED = `const sharedHttpsAgent = ${ALIVE};\n`;

const get = (agent: string) => `exports.get = (url) => axios.get(url, { httpsAgent: ${agent} });\n`;

const throws: InvalidCase[] = [
  {
    name: 'a number that Node refuses',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxTotalSockets: 0 }) });
    `,
    findings: [
      {
        messageId: 'perCall',
        line: 3,
        refused: '`maxTotalSockets` may be no number from 1 on, and the constructor would throw',
      },
    ],
  },
  {
    name: 'one that nobody sees',
    code: `
      const axios = require('axios');
      const https = require('https');
      const MAX = Number(process.env.MAX);
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxTotalSockets: MAX }) });
    `,
    findings: [{ messageId: 'perCall', line: 4, refused: '`maxTotalSockets` may be no number' }],
  },
  {
    name: 'a word that Node refuses',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, scheduling: 'any' }) });
    `,
    findings: [{ messageId: 'perCall', line: 3, refused: '`scheduling` may be neither' }],
  },
  {
    name: 'an address that is no URL',
    code: `
      const axios = require('axios');
      const { HttpsProxyAgent } = require('https-proxy-agent');
      exports.get = (url) => axios.get(url, { httpsAgent: new HttpsProxyAgent('proxy', { keepAlive: true }) });
    `,
    findings: [
      {
        messageId: 'perCall',
        line: 3,
        refused: "`'proxy'` may be no URL of a proxy, and the constructor would throw",
      },
    ],
  },
  {
    name: 'the URL of another proxy',
    code: `
      const axios = require('axios');
      const { SocksProxyAgent } = require('socks-proxy-agent');
      exports.get = (url) => axios.get(url, { httpsAgent: new SocksProxyAgent('http://proxy', { keepAlive: true }) });
    `,
    findings: [{ messageId: 'perCall', line: 3, refused: 'may be no URL of a proxy' }],
  },
  {
    name: 'no URL among the options',
    code: `
      const axios = require('axios');
      const { HttpsProxyAgent } = require('hpagent');
      exports.get = (url) => axios.get(url, { httpsAgent: new HttpsProxyAgent({ keepAlive: true, proxy: '' }) });
    `,
    findings: [{ messageId: 'perCall', line: 3, refused: 'may be no URL of a proxy' }],
  },
  {
    name: 'numbers and words that it takes',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxTotalSockets: 5, scheduling: 'fifo' }) });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true, maxTotalSockets: 5, scheduling: 'fifo' });
      exports.get = (url) => axios.get(url, { httpsAgent: sharedHttpsAgent });
    `,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
];

const capped: InvalidCase[] = [
  {
    name: 'few sockets for all calls, and a stream that may keep one for ever',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.download = async (url, file) => {
        const { data } = await axios.get(url, { responseType: 'stream', httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 5 }) });
        data.pipe(file);
      };
    `,
    findings: [
      {
        messageId: 'perCall',
        line: 4,
        refused: 'all calls would share its limit of sockets, and requ',
      },
    ],
  },
  {
    name: 'a stream that ends in time',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.download = async (url, file) => {
        const { data } = await axios.get(url, { responseType: 'stream', httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 5 }), timeout: 5000 });
        data.pipe(file);
      };
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5 });
      exports.download = async (url, file) => {
        const { data } = await axios.get(url, { responseType: 'stream', httpsAgent: sharedHttpsAgent, timeout: 5000 });
        data.pipe(file);
      };
    `,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a stream over any number of sockets',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.download = async (url, file) => {
        const { data } = await axios.get(url, { responseType: 'stream', httpsAgent: new https.Agent({ keepAlive: true }) });
        data.pipe(file);
      };
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedHttpsAgent = new https.Agent({ keepAlive: true });
      exports.download = async (url, file) => {
        const { data } = await axios.get(url, { responseType: 'stream', httpsAgent: sharedHttpsAgent });
        data.pipe(file);
      };
    `,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
];

const varied: InvalidCase[] = [
  {
    name: 'a var of one path, which the others read as empty',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url, isOurs) => {
        if (isOurs) {
          var agent = new https.Agent({ keepAlive: true });
        }
        return axios.get(url, { httpsAgent: agent });
      };
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedAgent = new https.Agent({ keepAlive: true });
      exports.get = (url, isOurs) => {
        if (isOurs) {
          var agent = sharedAgent;
        }
        return axios.get(url, { httpsAgent: agent });
      };
    `,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a var that is read above',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        note(agent);
        var agent = new https.Agent({ keepAlive: true });
        return axios.get(url, { httpsAgent: agent });
      };
    `,
    findings: [{ messageId: 'perCall', line: 5, refused: 'line 4 passes the agent to code' }],
  },
  {
    name: 'a var that is tested above',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        if (agent) throw new Error('twice');
        var agent = new https.Agent({ keepAlive: true });
        return axios.get(url, { httpsAgent: agent });
      };
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedAgent = new https.Agent({ keepAlive: true });
      exports.get = (url) => {
        if (agent) throw new Error('twice');
        var agent = sharedAgent;
        return axios.get(url, { httpsAgent: agent });
      };
    `,
    findings: [{ messageId: 'perCall', line: 5 }],
  },
  {
    name: 'a var like a const',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url) => {
        var agent = new https.Agent({ keepAlive: true });
        return axios.get(url, { httpsAgent: agent });
      };
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      exports.get = (url) => {
        return axios.get(url, { httpsAgent: agent });
      };
    `,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
];

/** An equal agent of the module that does not stay equal. */
const unequal = (name: string, statement: string): InvalidCase => ({
  name,
  code: `${CJS}const agent = ${ALIVE};\n${statement}\n${get(ALIVE)}`,
  output: `${CJS}const agent = ${ALIVE};\n${SHARED}${statement}\n${get('sharedHttpsAgent')}`,
  findings: [{ messageId: 'perCall', line: 5 }],
});

runSuite({
  rule: noPerCallAgent,
  codemod: hoistAgents,
  valid: [
    {
      name: 'an agent that was shared all along',
      code: `
        const axios = require('axios');
        const https = require('https');
        const OPTS = { keepAlive: true };
        const agent = new https.Agent(OPTS);
        OPTS.ca = load();
        exports.get = (url) => axios.get(url, { httpsAgent: agent });
      `,
    },
  ],
  invalid: [
    ...throws,
    ...capped,
    ...varied,
    unequal('an equal agent that gets more', `Object.assign(agent, { tenant: 'a' });`),
    unequal('an equal agent that others may change', 'configure(agent);'),
    unequal('an equal agent with another name', 'const same = agent; same.maxSockets = 5;'),
    unequal('an equal agent that other files have', 'exports.agent = agent;'),
    {
      name: 'settings of one tenant, on some paths',
      code: `
        const axios = require('axios');
        const https = require('https');
        exports.get = (url, tenant) => {
          const agent = new https.Agent({ keepAlive: true });
          if (tenant === 'a') Object.assign(agent, { maxSockets: 1, tenant: 'a' });
          return axios.get(url, { httpsAgent: agent });
        };
      `,
      findings: [{ messageId: 'perCall', line: 4, refused: 'line 5 changes or reads the agent' }],
    },
    {
      name: 'an options object that another name fills',
      code: `
        const axios = require('axios');
        const https = require('https');
        const OPTS = { keepAlive: true };
        const settings = OPTS;
        exports.configure = (ca) => { settings.ca = ca; };
        exports.get = (url) => axios.get(url, { httpsAgent: new https.Agent(OPTS) });
      `,
      findings: [
        { messageId: 'perCall', line: 6, refused: '`OPTS` is read when the agent is created' },
      ],
    },
  ],
});
