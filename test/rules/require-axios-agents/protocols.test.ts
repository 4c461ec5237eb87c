/** Requests whose protocol the code writes: test/facts/request-protocol.test.ts has which agent axios asks for. */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const START = dedent(`
  const axios = require('axios');
  const { agent } = require('./proxy');
`);

const valid: ValidCase[] = [
  {
    name: 'a literal',
    code: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      exports.load = () => axios.get('https://api.example.com/', { httpsAgent: agent() });
    `,
  },
  {
    name: 'the process bounds the agent of `https:`',
    code: `
      const axios = require('axios');
      const https = require('https');
      https.globalAgent.maxSockets = 10;
      exports.load = () => axios.get('https://api.example.com/', { timeout: 1000 });
    `,
  },
  {
    name: 'a template',
    code: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      exports.load = (id) => axios.get(\`https://api.example.com/\${id}\`, { httpsAgent: agent() });
    `,
  },
  {
    name: 'a template that begins with a constant',
    code: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      const BASE = 'https://api.example.com';
      exports.load = (id) => axios.get(\`\${BASE}/\${id}\`, { httpsAgent: agent() });
    `,
  },
  {
    name: 'a constant and more',
    code: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      const BASE = 'https://api.example.com/';
      exports.load = (id) => axios.get(BASE + id, { httpsAgent: agent() });
    `,
  },
  {
    name: 'a URL object',
    code: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      exports.load = (id) => axios.get(new URL('https://api.example.com/'), { httpsAgent: agent() });
    `,
  },
  {
    name: 'in the config',
    code: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      exports.load = () => axios({ url: 'https://api.example.com/', httpsAgent: agent() });
    `,
  },
  {
    name: 'by the base of the call',
    code: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      exports.load = (path) => axios.get(path, { baseURL: 'https://api.example.com/', httpsAgent: agent() });
    `,
  },
  {
    name: 'by the base of the instance',
    code: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      const client = axios.create({ baseURL: 'https://api.example.com/', httpsAgent: agent() });
      exports.load = (path) => client.get(path);
    `,
  },
  {
    name: 'with an `httpAgent` that is none',
    code: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      exports.load = () => axios.get('https://api.example.com/', { httpAgent: undefined, httpsAgent: agent() });
    `,
  },
];

const flagged = (
  name: string,
  code: string,
  output: string,
  messageId = 'missingAgent',
): InvalidCase => ({
  name,
  code: START + code,
  project: 'cjs-agents',
  output: `${START}const { httpAgent } = require('./http-agents');\n${output}`,
  findings: [{ messageId, line: 3 }],
});

const invalid: InvalidCase[] = [
  flagged(
    'a URL that the caller gives',
    `exports.load = (url) => axios.get(url, { httpsAgent: agent() });\n`,
    `exports.load = (url) => axios.get(url, { httpsAgent: agent(), httpAgent });\n`,
  ),
  flagged(
    'one of two protocols',
    `exports.load = (isSafe) => axios.get(isSafe ? 'https://a.example.com' : 'http://a.example.com', { httpsAgent: agent() });\n`,
    `exports.load = (isSafe) => axios.get(isSafe ? 'https://a.example.com' : 'http://a.example.com', { httpsAgent: agent(), httpAgent });\n`,
  ),
  flagged(
    'a base that the environment may give',
    `exports.load = (id) => axios.get((process.env.BASE || 'https://a.example.com/') + id, { httpsAgent: agent() });\n`,
    dedent(`
      exports.load = (id) => axios.get((process.env.BASE || 'https://a.example.com/') + id, {
        httpsAgent: agent(),
        httpAgent,
      });
    `),
  ),
  flagged(
    'an absolute `http:` URL wins over the base',
    dedent(`
      const client = axios.create({ baseURL: 'https://a.example.com/', httpsAgent: agent() });
      exports.load = () => client.get('http://b.example.com/');
    `),
    dedent(`
      const client = axios.create({ baseURL: 'https://a.example.com/', httpsAgent: agent(), httpAgent });
      exports.load = () => client.get('http://b.example.com/');
    `),
  ),
  {
    name: 'servers redirect from `http:` to `https:`',
    project: 'cjs-agents',
    code: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      exports.load = () => axios.get('http://a.example.com/', { httpAgent: agent() });
    `,
    output: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      const { httpsAgent } = require('./http-agents');
      exports.load = () => axios.get('http://a.example.com/', { httpAgent: agent(), httpsAgent });
    `,
    findings: [
      {
        messageId: 'missingAgent',
        line: 3,
        says: 'For `https:` URLs it uses Node’s global agents',
      },
    ],
  },
  {
    name: 'without either',
    project: 'cjs-agents',
    code: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      exports.load = () => axios.get('https://a.example.com/');
    `,
    output: `
      const axios = require('axios');
      const { agent } = require('./proxy');
      const { httpAgent, httpsAgent } = require('./http-agents');
      exports.load = () => axios.get('https://a.example.com/', { httpAgent, httpsAgent });
    `,
    findings: [
      {
        messageId: 'missingAgents',
        line: 3,
        says: 'It uses Node’s global agents, whose number of sockets is unlimited by default.',
      },
    ],
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid, invalid });
