/** Requests whose protocol the code writes: test/facts/request-protocol.test.ts has which agent axios asks for. */
import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const START = `const axios = require('axios');\nconst { agent } = require('./proxy');\n`;

const valid: ValidCase[] = [
  { name: 'a literal', code: `${START}exports.load = () => axios.get('https://api.example.com/', { httpsAgent: agent() });\n` },
  { name: 'a template', code: `${START}exports.load = (id) => axios.get(\`https://api.example.com/\${id}\`, { httpsAgent: agent() });\n` },
  { name: 'a template that begins with a constant', code: `${START}const BASE = 'https://api.example.com';\nexports.load = (id) => axios.get(\`\${BASE}/\${id}\`, { httpsAgent: agent() });\n` },
  { name: 'a constant and more', code: `${START}const BASE = 'https://api.example.com/';\nexports.load = (id) => axios.get(BASE + id, { httpsAgent: agent() });\n` },
  { name: 'a URL object', code: `${START}exports.load = (id) => axios.get(new URL('https://api.example.com/'), { httpsAgent: agent() });\n` },
  { name: 'in the config', code: `${START}exports.load = () => axios({ url: 'https://api.example.com/', httpsAgent: agent() });\n` },
  { name: 'by the base of the call', code: `${START}exports.load = (path) => axios.get(path, { baseURL: 'https://api.example.com/', httpsAgent: agent() });\n` },
  { name: 'by the base of the instance', code: `${START}const client = axios.create({ baseURL: 'https://api.example.com/', httpsAgent: agent() });\nexports.load = (path) => client.get(path);\n` },
  { name: 'with an `httpAgent` that is none', code: `${START}exports.load = () => axios.get('https://api.example.com/', { httpAgent: undefined, httpsAgent: agent() });\n` },
];

const flagged = (name: string, code: string, output: string, messageId = 'missingAgent'): InvalidCase => ({
  name,
  code: START + code,
  project: 'cjs-agents',
  output: `${START}const { httpAgent } = require('./http-agents');\n${output}`,
  findings: [{ messageId, line: 3 }],
});

const invalid: InvalidCase[] = [
  flagged('a URL that the caller gives', `exports.load = (url) => axios.get(url, { httpsAgent: agent() });\n`, `exports.load = (url) => axios.get(url, { httpsAgent: agent(), httpAgent });\n`),
  flagged('one of two protocols', `exports.load = (isSafe) => axios.get(isSafe ? 'https://a.example.com' : 'http://a.example.com', { httpsAgent: agent() });\n`, `exports.load = (isSafe) => axios.get(isSafe ? 'https://a.example.com' : 'http://a.example.com', { httpsAgent: agent(), httpAgent });\n`),
  flagged('a base that the environment may give', `exports.load = (id) => axios.get((process.env.BASE || 'https://a.example.com/') + id, { httpsAgent: agent() });\n`, `exports.load = (id) => axios.get((process.env.BASE || 'https://a.example.com/') + id, {\n  httpsAgent: agent(),\n  httpAgent,\n});\n`),
  flagged('an absolute `http:` URL wins over the base', `const client = axios.create({ baseURL: 'https://a.example.com/', httpsAgent: agent() });\nexports.load = () => client.get('http://b.example.com/');\n`, `const client = axios.create({ baseURL: 'https://a.example.com/', httpsAgent: agent(), httpAgent });\nexports.load = () => client.get('http://b.example.com/');\n`),
  {
    name: 'servers redirect from `http:` to `https:`',
    project: 'cjs-agents',
    code: `${START}exports.load = () => axios.get('http://a.example.com/', { httpAgent: agent() });\n`,
    output: `${START}const { httpsAgent } = require('./http-agents');\nexports.load = () => axios.get('http://a.example.com/', { httpAgent: agent(), httpsAgent });\n`,
    findings: [{ messageId: 'missingAgent', line: 3, says: 'For `https:` URLs it uses Node’s global agents' }],
  },
  {
    name: 'without either',
    project: 'cjs-agents',
    code: `${START}exports.load = () => axios.get('https://a.example.com/');\n`,
    output: `${START}const { httpAgent, httpsAgent } = require('./http-agents');\nexports.load = () => axios.get('https://a.example.com/', { httpAgent, httpsAgent });\n`,
    findings: [{ messageId: 'missingAgents', line: 3, says: 'It uses Node’s global agents, whose number of sockets is unlimited by default.' }],
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid, invalid });
