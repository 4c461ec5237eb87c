/**
 * A cap on an agent that requests for streams without a deadline use: bound-agents must not add it, and hoist-agents
 * must not make many calls share it.
 */
import { boundAgents } from '../../codemods/bound-agents.ts';
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../rules/no-per-call-agent.ts';
import { requireBoundedAgent } from '../../rules/require-bounded-agent.ts';
import { dedent } from '../harness/dedent.ts';
import { runSuite, type InvalidCase } from '../harness/rule-tester.ts';

const IMPORTS = dedent(`
  const axios = require('axios');
  const https = require('https');
`);
const ALIVE = 'new https.Agent({ keepAlive: true })';
const BOUNDED =
  'new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 })';
const REFUSED = {
  messageId: 'unboundedIdle',
  line: 3,
  refused: 'requests use it for streams that no finite `timeout` ends',
};

const refused = (name: string, rest: string): InvalidCase => ({
  name,
  code: `${IMPORTS}const httpsAgent = ${ALIVE};\n${rest}\n`,
  findings: [REFUSED],
});
const bounded = (name: string, rest: string): InvalidCase => ({
  name,
  code: `${IMPORTS}const httpsAgent = ${ALIVE};\n${rest}\n`,
  output: `${IMPORTS}const httpsAgent = ${BOUNDED};\n${rest}\n`,
  findings: [{ messageId: 'unboundedIdle', line: 3 }],
});

const bounds: InvalidCase[] = [
  refused(
    'the agent of a stream',
    `exports.load = (url) => axios.get(url, { responseType: 'stream', httpsAgent });`,
  ),
  {
    name: 'the first of two streams is told',
    code: `${IMPORTS}const httpsAgent = ${ALIVE};
exports.load = (url) => axios.get(url, { responseType: 'stream', httpsAgent });
exports.save = (url) => axios.get(url, { responseType: 'stream', httpsAgent });
`,
    findings: [{ ...REFUSED, refused: 'ends, such as that of line 4 (' }],
  },
  refused(
    'of one among several requests',
    dedent(`
      axios.get(a, { httpsAgent });
      axios.get(b, { httpsAgent, responseType: 'stream' });`),
  ),
  refused(
    'of an instance of streams',
    `module.exports = axios.create({ httpsAgent, responseType: 'stream' });`,
  ),
  refused(
    'of an instance that is asked for one',
    dedent(`
      const client = axios.create({ httpsAgent });
      client.get(url, { responseType: 'stream' });`),
  ),
  refused(
    'of the defaults, which any request uses',
    dedent(`
      axios.defaults.httpsAgent = httpsAgent;
      axios.get(url, { responseType: 'stream' });`),
  ),
  refused(
    'of an interceptor',
    dedent(`
      axios.interceptors.request.use((config) => ({ ...config, httpsAgent }));
      axios.get(url, { responseType: 'stream' });`),
  ),
  bounded(
    'with a deadline',
    `exports.load = (url) => axios.get(url, { responseType: 'stream', timeout: 5000, httpsAgent });`,
  ),
  bounded(
    'a stream that is ended on every path',
    dedent(`
      exports.size = async (url) => {
        let size = 0;
        const response = await axios.get(url, { responseType: 'stream', httpsAgent, validateStatus: () => true });
        for await (const chunk of response.data) size += chunk.length;
        return size;
      };`),
  ),
  refused(
    'what may throw before the stream is read',
    dedent(`
      exports.size = async (url) => {
        try {
          const { data } = await axios.get(url, { responseType: 'stream', httpsAgent });
          await prepare();
          for await (const chunk of data) count(chunk);
        } catch (error) {
          error.response?.data?.destroy();
        }
      };`),
  ),
  refused(
    'a limited length',
    dedent(`
      exports.type = async (url) => {
        const { data, headers } = await axios.get(url, { responseType: 'stream', httpsAgent, maxContentLength: 1e6, validateStatus: () => true });
        data.destroy();
        return headers;
      };`),
  ),
  bounded(
    'a stream by another agent',
    dedent(`
      axios.get(a, { httpsAgent });
      axios.get(b, { httpsAgent: other, responseType: 'stream' });`),
  ),
  bounded(
    'an instance beside',
    dedent(`
      const client = axios.create({ httpsAgent });
      client.get(url);
      axios.get(url, { responseType: 'stream' });`),
  ),
  {
    name: 'what is no cap is added',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5 });
      axios.get(url, { responseType: 'stream', httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5, timeout: 4000 });
      axios.get(url, { responseType: 'stream', httpsAgent });
    `,
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
  {
    name: 'agents that are written without a cap',
    code: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true });
      axios.get(url, { responseType: 'stream', httpsAgent });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const httpsAgent = new https.Agent({ keepAlive: true, maxFreeSockets: 10, timeout: 4000 });
      axios.get(url, { responseType: 'stream', httpsAgent });
    `,
    settings: { agents: { maxSockets: Infinity } },
    findings: [{ messageId: 'unboundedIdle', line: 3 }],
  },
];

runSuite({
  rule: requireBoundedAgent,
  codemod: boundAgents,
  valid: [
    {
      name: 'a cap that is there',
      code: `
        const axios = require('axios');
        const https = require('https');
        const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
        axios.get(url, { responseType: 'stream', httpsAgent });
      `,
    },
  ],
  invalid: bounds,
});

runSuite({
  rule: noPerCallAgent,
  codemod: hoistAgents,
  valid: [
    {
      name: 'made once',
      code: `
        const axios = require('axios');
        const https = require('https');
        const httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5 });
        axios.get(url, { responseType: 'stream', httpsAgent });
      `,
    },
  ],
  invalid: [
    {
      name: 'a cap that all streams would share',
      code: `
        const axios = require('axios');
        const https = require('https');
        app.get('/', (req) => axios.get(req.url, { responseType: 'stream', httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 5 }) }));
      `,
      findings: [
        { messageId: 'perCall', line: 3, refused: 'all calls would share its limit of sockets' },
      ],
    },
    {
      name: 'without a cap they wait for nothing',
      code: `
        const axios = require('axios');
        const https = require('https');
        app.get('/', (req) => axios.get(req.url, { responseType: 'stream', httpsAgent: new https.Agent({ keepAlive: true }) }));
      `,
      output: `
        const axios = require('axios');
        const https = require('https');
        const sharedHttpsAgent = new https.Agent({ keepAlive: true });
        app.get('/', (req) => axios.get(req.url, { responseType: 'stream', httpsAgent: sharedHttpsAgent }));
      `,
      findings: [{ messageId: 'perCall', line: 3 }],
    },
    {
      name: 'a cap with a deadline',
      code: `
        const axios = require('axios');
        const https = require('https');
        app.get('/', (req) => axios.get(req.url, { responseType: 'stream', timeout: 5000, httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 5 }) }));
      `,
      output: `
        const axios = require('axios');
        const https = require('https');
        const sharedHttpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5 });
        app.get('/', (req) => axios.get(req.url, { responseType: 'stream', timeout: 5000, httpsAgent: sharedHttpsAgent }));
      `,
      findings: [{ messageId: 'perCall', line: 3 }],
    },
    {
      name: 'a cap without streams',
      code: `
        const axios = require('axios');
        const https = require('https');
        app.get('/', (req) => axios.get(req.url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 5 }) }));
      `,
      output: `
        const axios = require('axios');
        const https = require('https');
        const sharedHttpsAgent = new https.Agent({ keepAlive: true, maxSockets: 5 });
        app.get('/', (req) => axios.get(req.url, { httpsAgent: sharedHttpsAgent }));
      `,
      findings: [{ messageId: 'perCall', line: 3 }],
    },
  ],
});
