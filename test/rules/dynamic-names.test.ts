/**
 * Names that do not mean what the text says, and names that the text spells in another way.
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

const cjs = { project: 'cjs-agents' } as const;

const agents: InvalidCase[] = [
  {
    name: 'an `eval` that is handed to a page runs in another process',
    ...cjs,
    code: `
      const axios = require('axios');
      app.get('/', async (req) => {
        await axios.get(req.query.url);
        await page.evaluate((text) => eval(text), hook);
      });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      app.get('/', async (req) => {
        await axios.get(req.query.url, { httpAgent, httpsAgent });
        await page.evaluate((text) => eval(text), hook);
      });
    `,
    findings: [{ messageId: 'missingAgents', line: 3 }],
  },
  {
    name: 'a request beside an `eval`, which may read the names of the agents',
    ...cjs,
    code: `
      const axios = require('axios');
      app.get('/', async (req) => {
        await axios.get(req.query.url);
        log(eval(hook));
      });
    `,
    findings: [
      {
        messageId: 'missingAgents',
        line: 3,
        refused: '`eval` on line 4 may use, or declare, the names of the agents',
      },
    ],
  },
  {
    name: 'a call in a with statement, whose object may have an `httpAgent` of its own',
    ...cjs,
    code: `
      const axios = require('axios');
      exports.load = (context) => {
        with (context) {
          return axios.get(url);
        }
      };
    `,
    findings: [{ messageId: 'missingAgents', line: 4, refused: 'it stands in a `with` statement' }],
  },
  {
    name: 'a call in the object of a with statement',
    ...cjs,
    code: `
      const axios = require('axios');
      exports.load = (url) => {
        with (axios.get(url)) then(use);
      };
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      exports.load = (url) => {
        with (axios.get(url, { httpAgent, httpsAgent })) then(use);
      };
    `,
    findings: [{ messageId: 'missingAgents', line: 3 }],
  },
  {
    name: 'names with escapes',
    ...cjs,
    code: `
      const \\u0061xios = require('axios');
      exports.load = () => \\u{61}xios.g\\u0065t(url, { httpAg\\u0065nt: undefined });
    `,
    output: `
      const \\u0061xios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      exports.load = () => \\u{61}xios.g\\u0065t(url, { httpAgent, httpsAgent });
    `,
    findings: [{ messageId: 'emptyAgent', line: 2 }],
  },
  {
    name: 'a name with an escape that the import would have',
    ...cjs,
    code: `
      const axios = require('axios');
      const http\\u0041gent = 1;
      exports.load = () => axios.get(url);
    `,
    output: `
      const axios = require('axios');
      const { httpAgent: sharedHttpAgent, httpsAgent } = require('./http-agents');
      const http\\u0041gent = 1;
      exports.load = () => axios.get(url, { httpAgent: sharedHttpAgent, httpsAgent });
    `,
    findings: [{ messageId: 'missingAgents', line: 3 }],
  },
  {
    name: 'a module that is given a function of the file, which may send a request before the import below',
    ...cjs,
    code: `
      const axios = require('axios');
      const app = require('./app')({ start });
      function start() {
        return axios.get(url);
      }
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const app = require('./app')({ start });
      function start() {
        return axios.get(url, { httpAgent, httpsAgent });
      }
    `,
    findings: [{ messageId: 'missingAgents', line: 4 }],
  },
  {
    name: 'a class of a module that is given a function of the file',
    ...cjs,
    code: `
      const axios = require('axios');
      const app = new (require('./app'))(() => start());
      function start() {
        return axios.get(url);
      }
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      const app = new (require('./app'))(() => start());
      function start() {
        return axios.get(url, { httpAgent, httpsAgent });
      }
    `,
    findings: [{ messageId: 'missingAgents', line: 4 }],
  },
  {
    name: 'a call of a function of the file above the imports',
    ...cjs,
    code: `
      start();
      var axios = require('axios');
      function start() {
        if (axios) axios.get(url);
      }
    `,
    output: `
      const { httpAgent, httpsAgent } = require('./http-agents');
      start();
      var axios = require('axios');
      function start() {
        if (axios) axios.get(url, { httpAgent, httpsAgent });
      }
    `,
    findings: [{ messageId: 'missingAgents', line: 4 }],
  },
];

const hoists: InvalidCase[] = [
  {
    name: 'an agent in a with statement',
    code: `
      const axios = require('axios');
      const https = require('https');
      app.get('/', (req) => {
        with (req) {
          axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });
        }
      });
    `,
    findings: [{ messageId: 'perCall', line: 5, refused: 'it stands in a `with` statement' }],
  },
  {
    name: 'an agent that `eval` may see',
    code: `
      const axios = require('axios');
      const https = require('https');
      app.get('/', (req) => {
        const agent = new https.Agent({ keepAlive: true });
        eval(hook);
        axios.get(req.url, { httpsAgent: agent });
      });
    `,
    findings: [
      { messageId: 'perCall', line: 4, refused: '`eval` on line 5 may use the agent by its name' },
    ],
  },
  {
    name: 'an agent whose name has an escape',
    code: `
      const axios = require('axios');
      const https = require('https');
      app.get('/', (req) => {
        const ag\\u0065nt = new https.Agent({ keepAlive: true });
        axios.get(req.url, { httpsAgent: \\u0061gent });
      });
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const agent = new https.Agent({ keepAlive: true });
      app.get('/', (req) => {
        axios.get(req.url, { httpsAgent: \\u0061gent });
      });
    `,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
];

const maps: InvalidCase[] = [
  {
    name: 'a Set that a with statement uses',
    code: `
      const seen = new Set();
      app.get('/', (req) => {
        seen.add(req.params.id);
        with (req) seen.add(params.id);
      });
    `,
    findings: [
      { messageId: 'unbounded', line: 1, refused: 'it is used in a `with` statement on line 4' },
    ],
  },
  {
    name: 'a Set that `eval` may see',
    code: `
      const seen = new Set();
      app.get('/', (req) => {
        seen.add(req.params.id);
        eval(hook);
      });
    `,
    findings: [
      { messageId: 'unbounded', line: 1, refused: '`eval` on line 4 may use it by its name' },
    ],
  },
  {
    name: 'an indirect `eval` sees no name of the file',
    code: `
      const seen = new Set();
      app.get('/', (req) => {
        seen.add(req.params.id);
        (0, eval)(hook);
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const seen = new LRUCache({ max: 1000 });
      app.get('/', (req) => {
        seen.set(req.params.id, true);
        (0, eval)(hook);
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'names with escapes',
    code: `
      const s\\u0065en = new Set();
      app.get('/', (req) => {
        s\\u0065en.\\u0061dd(req.params.id);
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const s\\u0065en = new LRUCache({ max: 1000 });
      app.get('/', (req) => {
        s\\u0065en.set(req.params.id, true);
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
];

const responses: InvalidCase[] = [
  {
    name: 'a response whose name has an escape',
    options: { bodies: 'any' },
    code: `
      const axios = require('axios');
      async function load(url) {
        const r\\u0065sponse = await axios.get(url);
        use(response.d\\u0061ta);
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function load(url) {
        const { data } = await axios.get(url);
        use(data);
        await sleep(1000);
      }
    `,
    findings: [{ messageId: 'heldAcrossAwait', line: 3 }],
  },
  {
    name: 'a response whose name has an escape, taken apart in the next line',
    options: { bodies: 'any' },
    code: `
      const axios = require('axios');
      async function load(url) {
        const r\\u0065sponse = await axios.get(url);
        const { d\\u0061ta } = response;
        use(data);
        await sleep(1000);
      }
    `,
    output: `
      const axios = require('axios');
      async function load(url) {
        const { d\\u0061ta } = await axios.get(url);
        use(data);
        await sleep(1000);
      }
    `,
    findings: [{ messageId: 'heldAcrossAwait', line: 3 }],
  },
];

runSuite({ rule: requireAxiosAgents, codemod: fixAgents, valid: [], invalid: agents });
runSuite({ rule: noPerCallAgent, codemod: hoistAgents, valid: [], invalid: hoists });
runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [],
  invalid: maps,
});
runSuite({ rule: noRetainedResponse, codemod: releaseResponses, valid: [], invalid: responses });
