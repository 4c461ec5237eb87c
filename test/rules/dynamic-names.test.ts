/**
 * Names that do not mean what the text says, and names that the text spells in another way.
 */
import { boundMaps } from '../../codemods/bound-maps.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { releaseResponses } from '../../codemods/release-responses.ts';
import { noPerCallAgent } from '../../rules/no-per-call-agent.ts';
import { noRetainedResponse } from '../../rules/no-retained-response.ts';
import { noUnboundedModuleMap } from '../../rules/no-unbounded-module-map.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase } from '../harness/rule-tester.ts';

const cjs = { project: 'cjs-agents' } as const;
const AXIOS = `const axios = require('axios');\n`;
const HTTPS = `const https = require('https');\n`;
const REQUIRED = `const { httpAgent, httpsAgent } = require('./http-agents');\n`;
const LRU = `const { LRUCache } = require('lru-cache');\n`;
const MADE = 'new https.Agent({ keepAlive: true })';

const agents: InvalidCase[] = [
  {
    name: 'an `eval` that is handed to a page runs in another process',
    ...cjs,
    code: `${AXIOS}app.get('/', async (req) => {\n  await axios.get(req.query.url);\n  await page.evaluate((text) => eval(text), hook);\n});\n`,
    output: `${AXIOS}${REQUIRED}app.get('/', async (req) => {\n  await axios.get(req.query.url, { httpAgent, httpsAgent });\n  await page.evaluate((text) => eval(text), hook);\n});\n`,
    findings: [{ messageId: 'missingAgents', line: 3 }],
  },
  {
    name: 'a request beside an `eval`, which may read the names of the agents',
    ...cjs,
    code: `${AXIOS}app.get('/', async (req) => {\n  await axios.get(req.query.url);\n  log(eval(hook));\n});\n`,
    findings: [{ messageId: 'missingAgents', line: 3, refused: '`eval` on line 4 may use, or declare, the names of the agents' }],
  },
  {
    name: 'a call in a with statement, whose object may have an `httpAgent` of its own',
    ...cjs,
    code: `${AXIOS}exports.load = (context) => {\n  with (context) {\n    return axios.get(url);\n  }\n};\n`,
    findings: [{ messageId: 'missingAgents', line: 4, refused: 'it stands in a `with` statement' }],
  },
  {
    name: 'a call in the object of a with statement',
    ...cjs,
    code: `${AXIOS}exports.load = (url) => {\n  with (axios.get(url)) then(use);\n};\n`,
    output: `${AXIOS}${REQUIRED}exports.load = (url) => {\n  with (axios.get(url, { httpAgent, httpsAgent })) then(use);\n};\n`,
    findings: [{ messageId: 'missingAgents', line: 3 }],
  },
  {
    name: 'names with escapes',
    ...cjs,
    code: `const \\u0061xios = require('axios');\nexports.load = () => \\u{61}xios.g\\u0065t(url, { httpAg\\u0065nt: undefined });\n`,
    output: `const \\u0061xios = require('axios');\n${REQUIRED}exports.load = () => \\u{61}xios.g\\u0065t(url, { httpAgent, httpsAgent });\n`,
    findings: [{ messageId: 'emptyAgent', line: 2 }],
  },
  {
    name: 'a name with an escape that the import would have',
    ...cjs,
    code: `${AXIOS}const http\\u0041gent = 1;\nexports.load = () => axios.get(url);\n`,
    output: `${AXIOS}const { httpAgent: sharedHttpAgent, httpsAgent } = require('./http-agents');\nconst http\\u0041gent = 1;\nexports.load = () => axios.get(url, { httpAgent: sharedHttpAgent, httpsAgent });\n`,
    findings: [{ messageId: 'missingAgents', line: 3 }],
  },
  {
    name: 'a module that is given a function of the file, which may send a request before the import below',
    ...cjs,
    code: `${AXIOS}const app = require('./app')({ start });\nfunction start() {\n  return axios.get(url);\n}\n`,
    output: `${AXIOS}${REQUIRED}const app = require('./app')({ start });\nfunction start() {\n  return axios.get(url, { httpAgent, httpsAgent });\n}\n`,
    findings: [{ messageId: 'missingAgents', line: 4 }],
  },
  {
    name: 'a class of a module that is given a function of the file',
    ...cjs,
    code: `${AXIOS}const app = new (require('./app'))(() => start());\nfunction start() {\n  return axios.get(url);\n}\n`,
    output: `${AXIOS}${REQUIRED}const app = new (require('./app'))(() => start());\nfunction start() {\n  return axios.get(url, { httpAgent, httpsAgent });\n}\n`,
    findings: [{ messageId: 'missingAgents', line: 4 }],
  },
  {
    name: 'a call of a function of the file above the imports',
    ...cjs,
    code: `start();\nvar axios = require('axios');\nfunction start() {\n  if (axios) axios.get(url);\n}\n`,
    output: `${REQUIRED}start();\nvar axios = require('axios');\nfunction start() {\n  if (axios) axios.get(url, { httpAgent, httpsAgent });\n}\n`,
    findings: [{ messageId: 'missingAgents', line: 4 }],
  },
];

const hoists: InvalidCase[] = [
  {
    name: 'an agent in a with statement',
    code: `${AXIOS}${HTTPS}app.get('/', (req) => {\n  with (req) {\n    axios.get(url, { httpsAgent: ${MADE} });\n  }\n});\n`,
    findings: [{ messageId: 'perCall', line: 5, refused: 'it stands in a `with` statement' }],
  },
  {
    name: 'an agent that `eval` may see',
    code: `${AXIOS}${HTTPS}app.get('/', (req) => {\n  const agent = ${MADE};\n  eval(hook);\n  axios.get(req.url, { httpsAgent: agent });\n});\n`,
    findings: [{ messageId: 'perCall', line: 4, refused: '`eval` on line 5 may use the agent by its name' }],
  },
  {
    name: 'an agent whose name has an escape',
    code: `${AXIOS}${HTTPS}app.get('/', (req) => {\n  const ag\\u0065nt = ${MADE};\n  axios.get(req.url, { httpsAgent: \\u0061gent });\n});\n`,
    output: `${AXIOS}${HTTPS}const agent = ${MADE};\napp.get('/', (req) => {\n  axios.get(req.url, { httpsAgent: \\u0061gent });\n});\n`,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
];

const handler = (body: string) => `app.get('/', (req) => {\n  ${body}\n});\n`;

const maps: InvalidCase[] = [
  {
    name: 'a Set that a with statement uses',
    code: `const seen = new Set();\n${handler('seen.add(req.params.id);\n  with (req) seen.add(params.id);')}`,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'it is used in a `with` statement on line 4' }],
  },
  {
    name: 'a Set that `eval` may see',
    code: `const seen = new Set();\n${handler('seen.add(req.params.id);\n  eval(hook);')}`,
    findings: [{ messageId: 'unbounded', line: 1, refused: '`eval` on line 4 may use it by its name' }],
  },
  {
    name: 'an indirect `eval` sees no name of the file',
    code: `const seen = new Set();\n${handler('seen.add(req.params.id);\n  (0, eval)(hook);')}`,
    output: `${LRU}const seen = new LRUCache({ max: 1000 });\n${handler('seen.set(req.params.id, true);\n  (0, eval)(hook);')}`,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'names with escapes',
    code: `const s\\u0065en = new Set();\n${handler('s\\u0065en.\\u0061dd(req.params.id);')}`,
    output: `${LRU}const s\\u0065en = new LRUCache({ max: 1000 });\n${handler('s\\u0065en.set(req.params.id, true);')}`,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
];

const responses: InvalidCase[] = [
  {
    name: 'a response whose name has an escape',
    code: `${AXIOS}async function load(url) {\n  const r\\u0065sponse = await axios.get(url);\n  use(response.d\\u0061ta);\n  await sleep(1000);\n}\n`,
    output: `${AXIOS}async function load(url) {\n  const { data } = await axios.get(url);\n  use(data);\n  await sleep(1000);\n}\n`,
    findings: [{ messageId: 'heldAcrossAwait', line: 3 }],
  },
  {
    name: 'a response whose name has an escape, taken apart in the next line',
    code: `${AXIOS}async function load(url) {\n  const r\\u0065sponse = await axios.get(url);\n  const { d\\u0061ta } = response;\n  use(data);\n  await sleep(1000);\n}\n`,
    output: `${AXIOS}async function load(url) {\n  const { d\\u0061ta } = await axios.get(url);\n  use(data);\n  await sleep(1000);\n}\n`,
    findings: [{ messageId: 'heldAcrossAwait', line: 3 }],
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid: [], invalid: agents });
runSuite({ rule: noPerCallAgent, codemod: hoistAgents, valid: [], invalid: hoists });
runSuite({ rule: noUnboundedModuleMap, codemod: boundMaps, valid: [], invalid: maps });
runSuite({ rule: noRetainedResponse, codemod: releaseResponses, valid: [], invalid: responses });
