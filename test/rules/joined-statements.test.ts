/**
 * Code without semicolons: what is put in or taken out must not be read as one with its neighbours.
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

const missing = (line: number) => ({ messageId: 'missingAgents', line });
const perCall = (line: number) => ({ messageId: 'perCall', line });
const grows = (line: number) => ({ messageId: 'unbounded', line });
const held = (line: number) => ({ messageId: 'heldAcrossAwait', line });

const cjs = { project: 'cjs-agents' } as const;
const CALL = `exports.load = (url) => axios.get(url)\n`;
const FIXED = `exports.load = (url) => axios.get(url, { httpAgent, httpsAgent })\n`;
const AGENTS = `const { httpAgent, httpsAgent } = require('./http-agents')`;

/** A file whose statement behind the import begins with what goes on with an expression. */
const behind = (name: string, next: string, semicolon = ';'): InvalidCase => ({
  name: `an import before ${name}`,
  ...cjs,
  code: `const axios = require('axios');\n${next}\nlet n = 0\n${CALL}`.replace(`;\n${next}`, semicolon ? `;\n${next}` : `\n${next}`),
  output: `const axios = require('axios')${semicolon}\n${AGENTS}${semicolon}\n${next}\nlet n = 0\n${FIXED}`,
  findings: [missing(4)],
});

const imports: InvalidCase[] = [
  behind('parentheses', `(() => {})()`),
  behind('brackets', `[1, 2].forEach((item) => use(item))`),
  behind('a template', `\`a\`.trim()`),
  behind('a regular expression', `/a/.test('a')`),
  behind('a sign', `+new Date()`),
  behind('++, which ends a line', `++total`, ''),
  behind('!, which no expression goes on with', `!function () {}()`, ''),
  {
    name: 'the semicolon that begins a line stays with that line',
    ...cjs,
    code: `const axios = require('axios')\n\n;(async () => {\n  await axios.get('https://a.example')\n})()\n`,
    output: `const axios = require('axios')\n${AGENTS}\n\n;(async () => {\n  await axios.get('https://a.example', { httpAgent, httpsAgent })\n})()\n`,
    findings: [missing(4)],
  },
  {
    name: 'a comment stands between the import and that semicolon',
    ...cjs,
    code: `const axios = require('axios') // the client\n// all items\n;[1, 2].forEach((id) => axios.get(url + id))\n`,
    output: `const axios = require('axios') // the client\n${AGENTS}\n// all items\n;[1, 2].forEach((id) => axios.get(url + id, { httpAgent, httpsAgent }))\n`,
    findings: [missing(3)],
  },
  {
    name: 'the same in a module of ECMAScript',
    project: 'esm-agents',
    filename: 'input.mjs',
    code: `import fs from 'node:fs'\nimport axios from 'axios'\n\n;(async () => {\n  await axios.get(fs.url)\n})()\n`,
    output: `import fs from 'node:fs'\nimport axios from 'axios'\nimport { httpAgent, httpsAgent } from './http-agents.js'\n\n;(async () => {\n  await axios.get(fs.url, { httpAgent, httpsAgent })\n})()\n`,
    findings: [missing(5)],
  },
  {
    name: 'an import statement needs no semicolon before parentheses',
    project: 'esm-agents',
    filename: 'input.mjs',
    code: `import axios from 'axios'\n(() => axios.get(url))()\n`,
    output: `import axios from 'axios'\nimport { httpAgent, httpsAgent } from './http-agents.js'\n(() => axios.get(url, { httpAgent, httpsAgent }))()\n`,
    findings: [missing(2)],
  },
  {
    name: 'a directive without a semicolon',
    ...cjs,
    code: `'use strict'\n;[1, 2].forEach((id) => require('axios').get(url + id))\n`,
    output: `'use strict'\n${AGENTS}\n;[1, 2].forEach((id) => require('axios').get(url + id, { httpAgent, httpsAgent }))\n`,
    findings: [missing(2)],
  },
  {
    name: 'what follows on the same line',
    ...cjs,
    code: `const axios = require('axios'); init()\n${CALL}`,
    output: `const axios = require('axios');\n${AGENTS}; init()\n${FIXED}`,
    findings: [missing(2)],
  },
  {
    name: 'a file that begins with parentheses',
    ...cjs,
    code: `(function () {\n  const axios = require('axios')\n  exports.load = (url) => axios.get(url)\n})()\n`,
    output: `${AGENTS};\n(function () {\n  const axios = require('axios')\n  exports.load = (url) => axios.get(url, { httpAgent, httpsAgent })\n})()\n`,
    findings: [missing(3)],
  },
  {
    name: 'a file that begins with a semicolon',
    ...cjs,
    code: `;(function () {\n  const axios = require('axios')\n  exports.load = (url) => axios.get(url)\n})()\n`,
    output: `${AGENTS}\n;(function () {\n  const axios = require('axios')\n  exports.load = (url) => axios.get(url, { httpAgent, httpsAgent })\n})()\n`,
    findings: [missing(3)],
  },
  {
    name: 'CRLF',
    ...cjs,
    code: `const axios = require('axios')\r\n;[1, 2].forEach((id) => axios.get(url + id))\r\n`,
    output: `const axios = require('axios')\r\n${AGENTS}\r\n;[1, 2].forEach((id) => axios.get(url + id, { httpAgent, httpsAgent }))\r\n`,
    findings: [missing(2)],
  },
];

const maps: InvalidCase[] = [
  {
    name: 'a file that begins with a template',
    code: `\`a\`.trim()\nconst cache = new Map()\nexports.put = (userId) => cache.set(userId, 1)\n`,
    output: `const { LRUCache } = require('lru-cache');\n\`a\`.trim()\nconst cache = new LRUCache({ max: 1000 })\nexports.put = (userId) => cache.set(userId, 1)\n`,
    findings: [grows(2)],
  },
  {
    name: 'a type assertion',
    filename: 'input.cts',
    code: `const fs = require('fs');\n<any>fs\nconst cache = new Map<string, number>()\nexports.put = (userId: string) => cache.set(userId, 1)\n`,
    output: `const fs = require('fs');\nconst { LRUCache } = require('lru-cache');\n<any>fs\nconst cache = new LRUCache<string, number>({ max: 1000 })\nexports.put = (userId: string) => cache.set(userId, 1)\n`,
    findings: [grows(3)],
  },
];

const LOADED = `const axios = require('axios')\nconst https = require('https')\n`;
const MADE = `new https.Agent({ keepAlive: true })`;
const SHARED = `const sharedHttpsAgent = ${MADE}`;

/** A handler with an agent of its own between two statements. */
const handler = (before: string, agent: string, after: string) => `${LOADED}app.get('/', async ({ url }) => {\n${before}${agent}${after}  await axios.get(url, { httpsAgent: agent })\n})\n`;

const hoisted = (before: string, after: string) => `${LOADED}const agent = ${MADE}\napp.get('/', async ({ url }) => {\n${before}${after}  await axios.get(url, { httpsAgent: agent })\n})\n`;

const hoists: InvalidCase[] = [
  {
    name: 'a constant before the semicolon that begins a line',
    code: `${LOADED}\n;['a', 'b'].forEach((name) => use(name))\n\napp.get('/', (req) => axios.get(req.url, { httpsAgent: ${MADE} }))\n`,
    output: `${LOADED}${SHARED}\n\n;['a', 'b'].forEach((name) => use(name))\n\napp.get('/', (req) => axios.get(req.url, { httpsAgent: sharedHttpsAgent }))\n`,
    findings: [perCall(6)],
  },
  {
    name: 'a declaration whose semicolon keeps its neighbours apart',
    code: handler('  const log = console.log\n', `  const agent = ${MADE};\n`, '  [1, 2].forEach((n) => log(n))\n'),
    output: hoisted('  const log = console.log\n', '  ;[1, 2].forEach((n) => log(n))\n'),
    findings: [perCall(5)],
  },
  {
    name: 'the semicolon begins the next line',
    code: handler('  const log = console.log\n', `  const agent = ${MADE}\n`, '  ;[1, 2].forEach((n) => log(n))\n'),
    output: hoisted('  const log = console.log\n', '  ;[1, 2].forEach((n) => log(n))\n'),
    findings: [perCall(5)],
  },
  {
    name: 'an object in front of it, whose brace ends no statement',
    code: handler('  const table = {}\n', `  const agent = ${MADE};\n`, '  (() => use(table))()\n'),
    output: hoisted('  const table = {}\n', '  ;(() => use(table))()\n'),
    findings: [perCall(5)],
  },
  {
    name: 'a block in front of it, whose brace ends the statement',
    code: handler('  if (url === undefined) {\n    return\n  }\n', `  const agent = ${MADE};\n`, '  [1, 2].forEach((n) => use(n))\n'),
    output: hoisted('  if (url === undefined) {\n    return\n  }\n', '  [1, 2].forEach((n) => use(n))\n'),
    findings: [perCall(7)],
  },
  {
    name: 'a condition without braces in front of it',
    code: handler('  if (url) log(url)\n', `  const agent = ${MADE};\n`, '  [1, 2].forEach((n) => use(n))\n'),
    output: hoisted('  if (url) log(url)\n', '  ;[1, 2].forEach((n) => use(n))\n'),
    findings: [perCall(5)],
  },
  {
    name: 'two declarations that go, one behind the other',
    code: `${LOADED}app.get('/', async ({ url }) => {\n  const log = console.log\n  const a = ${MADE}\n  const b = new https.Agent({ keepAlive: true, maxSockets: 2 });\n  [1, 2].forEach((n) => log(n))\n  await axios.get(url, { httpsAgent: a })\n  await axios.get(url, { httpsAgent: b })\n})\n`,
    output: `${LOADED}const a = ${MADE}\nconst b = new https.Agent({ keepAlive: true, maxSockets: 2 })\napp.get('/', async ({ url }) => {\n  const log = console.log\n  ;[1, 2].forEach((n) => log(n))\n  await axios.get(url, { httpsAgent: a })\n  await axios.get(url, { httpsAgent: b })\n})\n`,
    findings: [perCall(5), perCall(6)],
  },
  {
    name: 'a string behind it, which must not become a directive',
    code: handler('', `  const agent = ${MADE}\n`, `  'use strict'\n`),
    output: hoisted('', `  ;'use strict'\n`),
    findings: [perCall(4)],
  },
];

const responses: InvalidCase[] = [
  {
    name: 'the name of a response that nobody reads, and a type assertion behind it',
    filename: 'input.ts',
    code: `import axios, { AxiosResponse } from 'axios'\nlet counter = 0\nexport async function ping(url: string) {\n  const before = counter\n  const response = <AxiosResponse>await axios.post(url)\n  await sleep(1000)\n  return before\n}\n`,
    output: `import axios, { AxiosResponse } from 'axios'\nlet counter = 0\nexport async function ping(url: string) {\n  const before = counter\n  ;<AxiosResponse>await axios.post(url)\n  await sleep(1000)\n  return before\n}\n`,
    findings: [held(5)],
  },
  {
    name: 'an alias that goes, between an object and brackets',
    code: `const axios = require('axios')\nexports.load = async (url) => {\n  const response = await axios.get(url)\n  const table = {}\n  const data = response.data;\n  [1, 2].forEach((n) => use(n, table, data))\n  await sleep(1000)\n}\n`,
    output: `const axios = require('axios')\nexports.load = async (url) => {\n  const { data } = await axios.get(url)\n  const table = {}\n  ;[1, 2].forEach((n) => use(n, table, data))\n  await sleep(1000)\n}\n`,
    findings: [held(3)],
  },
  {
    name: 'a pattern that goes, behind a type that ends with a brace',
    filename: 'input.ts',
    code: `import axios from 'axios'\nexport async function load(url: string) {\n  const response = await axios.get(url) as { data: string }\n  const { data } = response;\n  (() => use(data))()\n  await sleep(1000)\n}\n`,
    output: `import axios from 'axios'\nexport async function load(url: string) {\n  const { data } = await axios.get(url) as { data: string };\n  (() => use(data))()\n  await sleep(1000)\n}\n`,
    findings: [held(3)],
  },
  {
    name: 'a release by a clone before brackets',
    options: { strategy: 'clone' },
    code: `const axios = require('axios')\nexports.load = async (url) => {\n  const response = await axios.get(url)\n  const items = response.data;\n  [1, 2].forEach((n) => use(n, items))\n  await sleep(1000)\n}\n`,
    output: `const axios = require('axios')\nexports.load = async (url) => {\n  const response = await axios.get(url)\n  const items = JSON.parse(JSON.stringify(response.data));\n  response.data = null;\n  [1, 2].forEach((n) => use(n, items))\n  await sleep(1000)\n}\n`,
    findings: [held(3)],
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid: [], invalid: imports });
runSuite({ rule: noUnboundedModuleMap, codemod: boundMaps, valid: [], invalid: maps });
runSuite({ rule: noPerCallAgent, codemod: hoistAgents, valid: [], invalid: hoists });
runSuite({ rule: noRetainedResponse, codemod: releaseResponses, valid: [], invalid: responses });
