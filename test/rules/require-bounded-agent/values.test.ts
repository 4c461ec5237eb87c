/**
 * What the values of an agent's options come to, in the constructor and after it: test/facts/agent-bounds.test.ts has what Node
 * makes of them.
 */
import { boundAgents } from '../../../codemods/bound-agents.ts';
import { requireBoundedAgent } from '../../../rules/require-bounded-agent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const valid: ValidCase[] = [
  {
    name: '`maxSockets` caps the idle sockets, too',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'so does `maxTotalSockets`',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxTotalSockets: 25, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'the lower of the two counts',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxTotalSockets: 500, maxSockets: 20, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'as many idle sockets as are few',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 50, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'how many may be open is up to the environment',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: Number(process.env.SOCKETS) || 500, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'a number as text',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: '5', timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'bounds that are set after the constructor',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true });
      httpsAgent.maxSockets = 5;
      httpsAgent.options.timeout = 5_000;
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'bounds by Object.assign',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true });
      Object.assign(httpsAgent, { maxSockets: 5 });
      Object.assign(httpsAgent.options, { timeout: 5_000 });
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'a 0 that is set after the constructor is a 0',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 100, timeout: 5_000 });
      httpsAgent.maxFreeSockets = 0;
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'keepAlive that is taken away again',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5 });
      httpsAgent.keepAlive = false;
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'keepAlive on some paths is not told',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ maxSockets: 5 });
      if (process.env.KEEP) httpsAgent.keepAlive = true;
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'keepAlive of another agent',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ maxSockets: 5 });
      const other = new https.Agent({});
      other.keepAlive = true;
      module.exports = axios.create({ httpsAgent });
    `,
  },
  {
    name: 'keepAlive of the options is not read again',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ maxSockets: 5 });
      httpsAgent.options.keepAlive = true;
      module.exports = axios.create({ httpsAgent });
    `,
  },
];

const invalid: InvalidCase[] = [
  {
    name: "a timeout of agentkeepalive, which Node's agent does not know",
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 20, timeout: 0, freeSocketTimeout: 30000 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [
      {
        messageId: 'unboundedIdle',
        line: 3,
        says: '`timeout: 0` sets no limit',
        refused: 'is set to a value that sets no limit',
      },
    ],
  },
  {
    name: 'without a timeout the idle sockets stay, few as they are',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxTotalSockets: 25, maxSockets: 5 });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxTotalSockets: 25, maxSockets: 5, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'more idle sockets than are few',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 51, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 51, timeout: 4000, maxFreeSockets: 10 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a proxy that never looks at the timeout keeps them for as long as the server does',
    code: `
      const axios = require('axios');
      const { HttpsProxyAgent } = require('https-proxy-agent');
      const httpsAgent = new HttpsProxyAgent('http://proxy', { keepAlive: true, maxSockets: 20 });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const { HttpsProxyAgent } = require('https-proxy-agent');
      const httpsAgent = new HttpsProxyAgent('http://proxy', { keepAlive: true, maxSockets: 20, maxFreeSockets: 10 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a 0 is replaced: Node takes it for its default',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 0 });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'each 0 where it stands',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({
        maxFreeSockets: 0, // none
        maxSockets: 0,
        keepAlive: true,
        timeout: 5_000,
      });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({
        maxFreeSockets: 10, // none
        maxSockets: 50,
        keepAlive: true,
        timeout: 5_000,
      });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'NaN, null and undefined are taken for the default as well',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: NaN, maxFreeSockets: null, timeout: undefined });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a 0 of an agent that closes its sockets',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ maxSockets: 0 });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ maxSockets: 50 });
      module.exports = axios.create({ httpsAgent });
    `,
    options: { sockets: 'any' },
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
  {
    name: 'a 0 in the options of two agents',
    code: `
      const axios = require('axios');
      const https = require('https');
      const http = require('http');
      const options = { keepAlive: true, maxSockets: 0, timeout: 5000 };
      module.exports = axios.create({ httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const http = require('http');
      const options = { keepAlive: true, maxSockets: 50, timeout: 5000, maxFreeSockets: 10 };
      module.exports = axios.create({ httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) });
    `,
    findings: [
      { messageId: 'unboundedIdle', line: 5 },
      { messageId: 'unboundedIdle', line: 5 },
    ],
  },
  {
    name: 'a 0 of a constant may serve something else',
    code: `
      const axios = require('axios');
      const https = require('https');
      const NONE = 0;
      module.exports = axios.create({ httpsAgent: new https.Agent({ maxSockets: NONE }) });
    `,
    options: { sockets: 'any' },
    findings: [
      {
        messageId: 'unboundedSockets',
        line: 4,
        refused: '`maxSockets` is set to a value that sets no limit',
      },
    ],
  },
  {
    name: 'keepAlive after the constructor',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ maxSockets: 5 });
      httpsAgent.keepAlive = true;
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ maxSockets: 5, timeout: 4000 });
      httpsAgent.keepAlive = true;
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'options that Node does not read again',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, timeout: 5000 });
      httpsAgent.options.maxSockets = 5;
      httpsAgent.timeout = 5000;
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, timeout: 5000, maxSockets: 50, maxFreeSockets: 10 });
      httpsAgent.options.maxSockets = 5;
      httpsAgent.timeout = 5000;
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'a limit that is lifted after the constructor',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ maxSockets: 5 });
      httpsAgent.maxSockets = Infinity;
      module.exports = axios.create({ httpsAgent });
    `,
    options: { sockets: 'any' },
    findings: [
      {
        messageId: 'unboundedSockets',
        line: 3,
        refused: '`maxSockets` is set to a value that sets no limit',
      },
    ],
  },
  {
    name: 'without `new`',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = https.Agent({ keepAlive: true });
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
      module.exports = axios.create({ httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'without `new` and without options',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = https.Agent();
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = https.Agent({ maxSockets: 50 });
      module.exports = axios.create({ httpsAgent });
    `,
    options: { sockets: 'any' },
    findings: [{ messageId: 'unboundedSockets', line: 3 }],
  },
];

const undecided: InvalidCase[] = [
  {
    name: 'a bound on some paths, in strict',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5 });
      if (process.env.SHORT) httpsAgent.options.timeout = 1000;
      module.exports = axios.create({ httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5, timeout: 4000 });
      if (process.env.SHORT) httpsAgent.options.timeout = 1000;
      module.exports = axios.create({ httpsAgent });
    `,
    options: { unverifiable: true },
    findings: [{ messageId: 'undecided', line: 3 }],
  },
];

runSuite({
  rule: requireBoundedAgent,
  codemod: boundAgents,
  valid,
  invalid: [...invalid, ...undecided],
});
