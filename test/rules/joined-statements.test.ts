/**
 * Code without semicolons: what is put in or taken out must not be read as one with its neighbours.
 */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { releaseResponses } from '../../codemods/release-responses.ts';
import { noPerCallAgent } from '../../rules/no-per-call-agent.ts';
import { noRetainedResponse } from '../../rules/no-retained-response.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
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
  code: `const axios = require('axios');\n${next}\nlet n = 0\n${CALL}`.replace(
    `;\n${next}`,
    semicolon ? `;\n${next}` : `\n${next}`,
  ),
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
    code: `
      const axios = require('axios')

      ;(async () => {
        await axios.get('https://a.example')
      })()
    `,
    output: `
      const axios = require('axios')
      const { httpAgent, httpsAgent } = require('./http-agents')

      ;(async () => {
        await axios.get('https://a.example', { httpAgent, httpsAgent })
      })()
    `,
    findings: [missing(4)],
  },
  {
    name: 'a comment stands between the import and that semicolon',
    ...cjs,
    code: `
      const axios = require('axios') // the client
      // all items
      ;[1, 2].forEach((id) => axios.get(url + id))
    `,
    output: `
      const axios = require('axios') // the client
      const { httpAgent, httpsAgent } = require('./http-agents')
      // all items
      ;[1, 2].forEach((id) => axios.get(url + id, { httpAgent, httpsAgent }))
    `,
    findings: [missing(3)],
  },
  {
    name: 'the same in a module of ECMAScript',
    project: 'esm-agents',
    filename: 'input.mjs',
    code: `
      import fs from 'node:fs'
      import axios from 'axios'

      ;(async () => {
        await axios.get(fs.url)
      })()
    `,
    output: `
      import fs from 'node:fs'
      import axios from 'axios'
      import { httpAgent, httpsAgent } from './http-agents.js'

      ;(async () => {
        await axios.get(fs.url, { httpAgent, httpsAgent })
      })()
    `,
    findings: [missing(5)],
  },
  {
    name: 'an import statement needs no semicolon before parentheses',
    project: 'esm-agents',
    filename: 'input.mjs',
    code: `
      import axios from 'axios'
      (() => axios.get(url))()
    `,
    output: `
      import axios from 'axios'
      import { httpAgent, httpsAgent } from './http-agents.js'
      (() => axios.get(url, { httpAgent, httpsAgent }))()
    `,
    findings: [missing(2)],
  },
  {
    name: 'a directive without a semicolon',
    ...cjs,
    code: `
      'use strict'
      ;[1, 2].forEach((id) => require('axios').get(url + id))
    `,
    output: `
      'use strict'
      const { httpAgent, httpsAgent } = require('./http-agents')
      ;[1, 2].forEach((id) => require('axios').get(url + id, { httpAgent, httpsAgent }))
    `,
    findings: [missing(2)],
  },
  {
    name: 'what follows on the same line',
    ...cjs,
    code: `
      const axios = require('axios'); init()
      exports.load = (url) => axios.get(url)
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents'); init()
      exports.load = (url) => axios.get(url, { httpAgent, httpsAgent })
    `,
    findings: [missing(2)],
  },
  {
    name: 'a file that begins with parentheses',
    ...cjs,
    code: `
      (function () {
        const axios = require('axios')
        exports.load = (url) => axios.get(url)
      })()
    `,
    output: `
      const { httpAgent, httpsAgent } = require('./http-agents');
      (function () {
        const axios = require('axios')
        exports.load = (url) => axios.get(url, { httpAgent, httpsAgent })
      })()
    `,
    findings: [missing(3)],
  },
  {
    name: 'a file that begins with a semicolon',
    ...cjs,
    code: `
      ;(function () {
        const axios = require('axios')
        exports.load = (url) => axios.get(url)
      })()
    `,
    output: `
      const { httpAgent, httpsAgent } = require('./http-agents')
      ;(function () {
        const axios = require('axios')
        exports.load = (url) => axios.get(url, { httpAgent, httpsAgent })
      })()
    `,
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
    code: `
      \`a\`.trim()
      const cache = new Map()
      exports.put = (userId) => cache.set(userId, 1)
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      \`a\`.trim()
      const cache = new LRUCache({ max: 1000 })
      exports.put = (userId) => cache.set(userId, 1)
    `,
    findings: [grows(2)],
  },
  {
    name: 'a type assertion',
    filename: 'input.cts',
    code: `
      const fs = require('fs');
      <any>fs
      const cache = new Map<string, number>()
      exports.put = (userId: string) => cache.set(userId, 1)
    `,
    output: `
      const fs = require('fs');
      const { LRUCache } = require('lru-cache');
      <any>fs
      const cache = new LRUCache<string, number>({ max: 1000 })
      exports.put = (userId: string) => cache.set(userId, 1)
    `,
    findings: [grows(3)],
  },
];

const hoists: InvalidCase[] = [
  {
    name: 'a constant before the semicolon that begins a line',
    code: `
      const axios = require('axios')
      const https = require('https')

      ;['a', 'b'].forEach((name) => use(name))

      app.get('/', (req) => axios.get(req.url, { httpsAgent: new https.Agent({ keepAlive: true }) }))
    `,
    output: `
      const axios = require('axios')
      const https = require('https')
      const sharedHttpsAgent = new https.Agent({ keepAlive: true })

      ;['a', 'b'].forEach((name) => use(name))

      app.get('/', (req) => axios.get(req.url, { httpsAgent: sharedHttpsAgent }))
    `,
    findings: [perCall(6)],
  },
  {
    name: 'a declaration whose semicolon keeps its neighbours apart',
    code: `
      const axios = require('axios')
      const https = require('https')
      app.get('/', async ({ url }) => {
        const log = console.log
        const agent = new https.Agent({ keepAlive: true });
        [1, 2].forEach((n) => log(n))
        await axios.get(url, { httpsAgent: agent })
      })
    `,
    output: `
      const axios = require('axios')
      const https = require('https')
      const agent = new https.Agent({ keepAlive: true })
      app.get('/', async ({ url }) => {
        const log = console.log
        ;[1, 2].forEach((n) => log(n))
        await axios.get(url, { httpsAgent: agent })
      })
    `,
    findings: [perCall(5)],
  },
  {
    name: 'the semicolon begins the next line',
    code: `
      const axios = require('axios')
      const https = require('https')
      app.get('/', async ({ url }) => {
        const log = console.log
        const agent = new https.Agent({ keepAlive: true })
        ;[1, 2].forEach((n) => log(n))
        await axios.get(url, { httpsAgent: agent })
      })
    `,
    output: `
      const axios = require('axios')
      const https = require('https')
      const agent = new https.Agent({ keepAlive: true })
      app.get('/', async ({ url }) => {
        const log = console.log
        ;[1, 2].forEach((n) => log(n))
        await axios.get(url, { httpsAgent: agent })
      })
    `,
    findings: [perCall(5)],
  },
  {
    name: 'an object in front of it, whose brace ends no statement',
    code: `
      const axios = require('axios')
      const https = require('https')
      app.get('/', async ({ url }) => {
        const table = {}
        const agent = new https.Agent({ keepAlive: true });
        (() => use(table))()
        await axios.get(url, { httpsAgent: agent })
      })
    `,
    output: `
      const axios = require('axios')
      const https = require('https')
      const agent = new https.Agent({ keepAlive: true })
      app.get('/', async ({ url }) => {
        const table = {}
        ;(() => use(table))()
        await axios.get(url, { httpsAgent: agent })
      })
    `,
    findings: [perCall(5)],
  },
  {
    name: 'a block in front of it, whose brace ends the statement',
    code: `
      const axios = require('axios')
      const https = require('https')
      app.get('/', async ({ url }) => {
        if (url === undefined) {
          return
        }
        const agent = new https.Agent({ keepAlive: true });
        [1, 2].forEach((n) => use(n))
        await axios.get(url, { httpsAgent: agent })
      })
    `,
    output: `
      const axios = require('axios')
      const https = require('https')
      const agent = new https.Agent({ keepAlive: true })
      app.get('/', async ({ url }) => {
        if (url === undefined) {
          return
        }
        [1, 2].forEach((n) => use(n))
        await axios.get(url, { httpsAgent: agent })
      })
    `,
    findings: [perCall(7)],
  },
  {
    name: 'a condition without braces in front of it',
    code: `
      const axios = require('axios')
      const https = require('https')
      app.get('/', async ({ url }) => {
        if (url) log(url)
        const agent = new https.Agent({ keepAlive: true });
        [1, 2].forEach((n) => use(n))
        await axios.get(url, { httpsAgent: agent })
      })
    `,
    output: `
      const axios = require('axios')
      const https = require('https')
      const agent = new https.Agent({ keepAlive: true })
      app.get('/', async ({ url }) => {
        if (url) log(url)
        ;[1, 2].forEach((n) => use(n))
        await axios.get(url, { httpsAgent: agent })
      })
    `,
    findings: [perCall(5)],
  },
  {
    name: 'two declarations that go, one behind the other',
    code: `
      const axios = require('axios')
      const https = require('https')
      app.get('/', async ({ url }) => {
        const log = console.log
        const a = new https.Agent({ keepAlive: true })
        const b = new https.Agent({ keepAlive: true, maxSockets: 2 });
        [1, 2].forEach((n) => log(n))
        await axios.get(url, { httpsAgent: a })
        await axios.get(url, { httpsAgent: b })
      })
    `,
    output: `
      const axios = require('axios')
      const https = require('https')
      const a = new https.Agent({ keepAlive: true })
      const b = new https.Agent({ keepAlive: true, maxSockets: 2 })
      app.get('/', async ({ url }) => {
        const log = console.log
        ;[1, 2].forEach((n) => log(n))
        await axios.get(url, { httpsAgent: a })
        await axios.get(url, { httpsAgent: b })
      })
    `,
    findings: [perCall(5), perCall(6)],
  },
  {
    name: 'a string behind it, which must not become a directive',
    code: `
      const axios = require('axios')
      const https = require('https')
      app.get('/', async ({ url }) => {
        const agent = new https.Agent({ keepAlive: true })
        'use strict'
        await axios.get(url, { httpsAgent: agent })
      })
    `,
    output: `
      const axios = require('axios')
      const https = require('https')
      const agent = new https.Agent({ keepAlive: true })
      app.get('/', async ({ url }) => {
        ;'use strict'
        await axios.get(url, { httpsAgent: agent })
      })
    `,
    findings: [perCall(4)],
  },
];

const responses: InvalidCase[] = [
  {
    name: 'the name of a response that nobody reads, and a type assertion behind it',
    options: { bodies: 'any' },
    filename: 'input.ts',
    code: `
      import axios, { AxiosResponse } from 'axios'
      let counter = 0
      export async function ping(url: string) {
        const before = counter
        const response = <AxiosResponse>await axios.post(url)
        await sleep(1000)
        return before
      }
    `,
    output: `
      import axios, { AxiosResponse } from 'axios'
      let counter = 0
      export async function ping(url: string) {
        const before = counter
        ;<AxiosResponse>await axios.post(url)
        await sleep(1000)
        return before
      }
    `,
    findings: [held(5)],
  },
  {
    name: 'an alias that goes, between an object and brackets',
    options: { bodies: 'any' },
    code: `
      const axios = require('axios')
      exports.load = async (url) => {
        const response = await axios.get(url)
        const table = {}
        const data = response.data;
        [1, 2].forEach((n) => use(n, table, data))
        await sleep(1000)
      }
    `,
    output: `
      const axios = require('axios')
      exports.load = async (url) => {
        const { data } = await axios.get(url)
        const table = {}
        ;[1, 2].forEach((n) => use(n, table, data))
        await sleep(1000)
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a pattern that goes, behind a type that ends with a brace',
    options: { bodies: 'any' },
    filename: 'input.ts',
    code: `
      import axios from 'axios'
      export async function load(url: string) {
        const response = await axios.get(url) as { data: string }
        const { data } = response;
        (() => use(data))()
        await sleep(1000)
      }
    `,
    output: `
      import axios from 'axios'
      export async function load(url: string) {
        const { data } = await axios.get(url) as { data: string };
        (() => use(data))()
        await sleep(1000)
      }
    `,
    findings: [held(3)],
  },
  {
    name: 'a release by a clone before brackets',
    options: { strategy: 'clone', bodies: 'any' },
    code: `
      const axios = require('axios')
      exports.load = async (url) => {
        const response = await axios.get(url)
        const items = response.data;
        [1, 2].forEach((n) => use(n, items))
        await sleep(1000)
      }
    `,
    output: `
      const axios = require('axios')
      exports.load = async (url) => {
        const response = await axios.get(url)
        const items = JSON.parse(JSON.stringify(response.data));
        response.data = null;
        [1, 2].forEach((n) => use(n, items))
        await sleep(1000)
      }
    `,
    findings: [held(3)],
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid: [], invalid: imports });
runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [],
  invalid: maps,
});
runSuite({ rule: noPerCallAgent, codemod: hoistAgents, valid: [], invalid: hoists });
runSuite({ rule: noRetainedResponse, codemod: releaseResponses, valid: [], invalid: responses });
