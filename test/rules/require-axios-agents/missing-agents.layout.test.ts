import { fixAgents } from '../../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../../rules/require-axios-agents.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

/** What shares its world with a file that requires axios and has a folder with a module of agents above it. */
const cjs = { project: 'cjs-agents' } as const;

const ts = { project: 'ts-agents', filename: 'src/input.ts' } as const;

const onDefaults = { project: 'defaults' } as const;

const missing = (line: number, refused?: string) => ({
  messageId: 'missingAgents',
  line,
  ...(refused === undefined ? {} : { refused }),
});

const pragmas: InvalidCase[] = [
  {
    name: 'comments for tools stay at the top, a comment of the statement stays with it',
    code: `
      // @ts-check
      /** Loads. */
      function load(url) {
        const axios = require('axios');
        return axios.get(url);
      }
    `,
    output: `
      // @ts-check
      const { httpAgent, httpsAgent } = require('./http-agents');
      /** Loads. */
      function load(url) {
        const axios = require('axios');
        return axios.get(url, { httpAgent, httpsAgent });
      }
    `,
    findings: [missing(5)],
    ...cjs,
  },
];

const directed: InvalidCase[] = [
  {
    name: 'a line that a comment speaks of stays one, however long',
    code: `
      const axios = require('axios');
      exports.load = async (url) => {
        // eslint-disable-next-line no-return-await
        return await axios.get(url, { timeout: 5000, headers: { accept: 'text/plain', 'user-agent': 'loader' } });
      };
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      exports.load = async (url) => {
        // eslint-disable-next-line no-return-await
        return await axios.get(url, { timeout: 5000, headers: { accept: 'text/plain', 'user-agent': 'loader' }, httpAgent, httpsAgent });
      };
    `,
    findings: [missing(4)],
    ...cjs,
  },
  {
    name: 'a comment that speaks of the first statement stays with it',
    code: `
      // @ts-check
      // eslint-disable-next-line no-unused-vars
      function load(url) {
        const axios = require('axios');
        return axios.get(url);
      }
    `,
    output: `
      // @ts-check
      const { httpAgent, httpsAgent } = require('./http-agents');
      // eslint-disable-next-line no-unused-vars
      function load(url) {
        const axios = require('axios');
        return axios.get(url, { httpAgent, httpsAgent });
      }
    `,
    findings: [missing(5)],
    ...cjs,
  },
];

const layouts: InvalidCase[] = [
  {
    name: 'a comma at the end of a call on one line',
    code: `
      const axios = require('axios');
      exports.save = (url) => axios.post(url, /* no body */);
      exports.load = (url) => axios.get(url, );
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      exports.save = (url) => axios.post(url, /* no body */ undefined, { httpAgent, httpsAgent });
      exports.load = (url) => axios.get(url, { httpAgent, httpsAgent });
    `,
    findings: [missing(2), missing(3)],
    ...cjs,
  },
  {
    name: 'multi-line, with and without a trailing comma, comments kept in place',
    code: `
      const axios = require('axios');
      axios.get(url, {
          timeout: 5, // five
          headers: { a: 1 } // last
      });
      axios.get(url, {
          timeout: 5, // five
          // nothing more
      });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.get(url, {
          timeout: 5, // five
          headers: { a: 1 }, // last
          httpAgent,
          httpsAgent
      });
      axios.get(url, {
          timeout: 5, // five
          // nothing more
          httpAgent,
          httpsAgent,
      });
    `,
    findings: [missing(2), missing(6)],
    ...cjs,
  },
  {
    name: 'tabs, CRLF, a BOM and no final newline',
    code: `\uFEFFconst axios = require('axios');\r\nfunction f() {\r\n\treturn axios.get(url, {\r\n\t\ttimeout: 5\r\n\t});\r\n}`,
    output: `\uFEFFconst axios = require('axios');\r\nconst { httpAgent, httpsAgent } = require('./http-agents');\r\nfunction f() {\r\n\treturn axios.get(url, {\r\n\t\ttimeout: 5,\r\n\t\thttpAgent,\r\n\t\thttpsAgent\r\n\t});\r\n}`,
    findings: [missing(3)],
    ...cjs,
  },
  {
    name: 'quoted keys stay quoted',
    code: `
      const axios = require('axios');
      axios.get(url, { "timeout": 5 });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.get(url, { "timeout": 5, "httpAgent": httpAgent, "httpsAgent": httpsAgent });
    `,
    findings: [missing(2)],
    ...cjs,
  },
  {
    name: 'comments behind the last item on its line stay behind it',
    code: `
      const axios = require('axios');
      axios.get(url, { timeout: 1 /* ms */ });
      axios.get(url, { params, timeout: 1 // ms
      });
      axios.get(url /* the peer */);
      axios.get(url, /* none */);
      axios.get(url // the peer
      );
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.get(url, { timeout: 1 /* ms */, httpAgent, httpsAgent });
      axios.get(url, { params, timeout: 1, // ms
        httpAgent, httpsAgent
      });
      axios.get(url /* the peer */, { httpAgent, httpsAgent });
      axios.get(url, /* none */ { httpAgent, httpsAgent });
      axios.get(url, // the peer
        { httpAgent, httpsAgent }
      );
    `,
    findings: [missing(2), missing(3), missing(5), missing(6), missing(7)],
    ...cjs,
  },
  {
    name: 'comma first',
    code: `
      const axios = require('axios');
      axios.get(url, {
          timeout: 5
        , params
      });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.get(url, {
          timeout: 5
        , params
        , httpAgent
        , httpsAgent
      });
    `,
    findings: [missing(2)],
    ...cjs,
  },
  {
    name: 'comma first, with a comment behind the comma that belongs to one property',
    code: `
      const axios = require('axios');
      axios.get(url, {
          timeout: 5
        , /* who */ params
      });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.get(url, {
          timeout: 5
        , /* who */ params
        , httpAgent
        , httpsAgent
      });
    `,
    findings: [missing(2)],
    ...cjs,
  },
  {
    name: 'empty literals, with comments and without',
    code: `
      const axios = require('axios');
      axios.get(url, {});
      axios.get(url, { /* none */ });
      axios.get(url, {
        // none
      });
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.get(url, { httpAgent, httpsAgent });
      axios.get(url, { /* none */ httpAgent, httpsAgent });
      axios.get(url, {
        // none
        httpAgent,
        httpsAgent,
      });
    `,
    findings: [missing(2), missing(3), missing(4)],
    ...cjs,
  },
  {
    name: 'arguments on lines of their own',
    code: `
      const axios = require('axios');
      axios.post(
        url,
        body, // the body
      );
      axios.get(
        url // the url
      );
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      axios.post(
        url,
        body, // the body
        { httpAgent, httpsAgent },
      );
      axios.get(
        url, // the url
        { httpAgent, httpsAgent }
      );
    `,
    findings: [missing(2), missing(6)],
    ...cjs,
  },
  {
    name: 'parentheses, casts and optional chains survive',
    code: `
      import axios from 'axios';
      const config = { timeout: 1 };
      axios?.get(url, (config));
      axios.get(url, config as object);
      axios.get(url, { timeout: 1 } as const);
      axios.post(url, (body));
    `,
    output: `
      import axios from 'axios';
      import { httpAgent, httpsAgent } from './http-agents';
      const config = { timeout: 1 };
      axios?.get(url, { httpAgent, httpsAgent, ...(config) });
      axios.get(url, { httpAgent, httpsAgent, ...(config as object) });
      axios.get(url, { timeout: 1, httpAgent, httpsAgent } as const);
      axios.post(url, (body), { httpAgent, httpsAgent });
    `,
    findings: [missing(3), missing(4), missing(5), missing(6)],
    ...ts,
  },
  {
    name: 'a call inside the config of a call',
    code: `
      const axios = require('axios');
      async function f() {
        return axios.get(url, { params: (await axios.get(other)).data });
      }
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./http-agents');
      async function f() {
        return axios.get(url, { params: (await axios.get(other, { httpAgent, httpsAgent })).data, httpAgent, httpsAgent });
      }
    `,
    findings: [missing(3), missing(3)],
    ...cjs,
  },
  {
    name: 'JSX in a .jsx file',
    filename: 'input.jsx',
    code: `
      import axios from 'axios';
      export const load = () => <b onClick={() => axios.get('/a')} />;
    `,
    output: `
      import axios from 'axios';
      import { httpAgent, httpsAgent } from './http-agents.js';
      export const load = () => <b onClick={() => axios.get('/a', { httpAgent, httpsAgent })} />;
    `,
    findings: [missing(2)],
    project: 'esm-agents',
    settings: { environments: 'all' },
  },
];

const sources: InvalidCase[] = [
  {
    name: 'agents with a trust of their own are not taken: they are meant for the calls that name them',
    code: `
      const axios = require('axios');
      const http = require('http');
      const https = require('https');
      const httpAgent = new http.Agent();
      const httpsAgent = new https.Agent({ rejectUnauthorized: false });
      axios.get(url);
    `,
    output: `
      const axios = require('axios');
      const http = require('http');
      const https = require('https');
      const { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent } = require('./http-agents');
      const httpAgent = new http.Agent();
      const httpsAgent = new https.Agent({ rejectUnauthorized: false });
      axios.get(url, { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent });
    `,
    project: 'cjs-agents',
    findings: [{ messageId: 'missingAgents', line: 6 }],
  },
  {
    name: 'variables in scope come first',
    code: `
      const axios = require('axios');
      const httpAgent = new http.Agent(bounds);
      const httpsAgent = new https.Agent(bounds);
      axios.get(url);
      function f() {
        return axios.post(url, body, { timeout: 1 });
      }
    `,
    output: `
      const axios = require('axios');
      const httpAgent = new http.Agent(bounds);
      const httpsAgent = new https.Agent(bounds);
      axios.get(url, { httpAgent, httpsAgent });
      function f() {
        return axios.post(url, body, { timeout: 1, httpAgent, httpsAgent });
      }
    `,
    findings: [missing(4), missing(6)],
    ...onDefaults,
  },
  {
    name: 'variables that are initialised later, per call, or hold no agent are left alone',
    code: `
      const axios = require('axios');
      axios.get(url);
      const httpAgent = new http.Agent(bounds);
      const httpsAgent = new https.Agent(bounds);
      function f() {
        const httpAgent = new http.Agent();
        const httpsAgent = new https.Agent();
        return axios.get(url);
      }
      function g() {
        const httpAgent = 'Mozilla/5.0';
        const httpsAgent = 'Mozilla/5.0';
        return axios.get(url);
      }
    `,
    output: `
      const axios = require('axios');
      axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });
      const httpAgent = new http.Agent(bounds);
      const httpsAgent = new https.Agent(bounds);
      function f() {
        const httpAgent = new http.Agent();
        const httpsAgent = new https.Agent();
        return axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });
      }
      function g() {
        const httpAgent = 'Mozilla/5.0';
        const httpsAgent = 'Mozilla/5.0';
        return axios.get(url, { httpAgent: axios.defaults.httpAgent, httpsAgent: axios.defaults.httpsAgent });
      }
    `,
    findings: [missing(2), missing(8), missing(13)],
    ...onDefaults,
  },
  {
    name: 'the defaults that the project sets',
    code: `
      const axios = require('axios');
      axios.get(url, {
        timeout: 5
      });
    `,
    output: `
      const axios = require('axios');
      axios.get(url, {
        timeout: 5,
        httpAgent: axios.defaults.httpAgent,
        httpsAgent: axios.defaults.httpsAgent
      });
    `,
    findings: [missing(2)],
    ...onDefaults,
  },
  {
    name: '--agents defaults where nobody sets them is refused',
    code: `
      const axios = require('axios');
      axios.get(url);
    `,
    findings: [missing(2, 'no file of this package assigns')],
    options: { agents: 'defaults' },
  },
  {
    name: '--agents module passes by what is in scope',
    code: `
      const axios = require('axios');
      const httpAgent = new http.Agent(bounds);
      const httpsAgent = new https.Agent(bounds);
      axios.get(url);
    `,
    output: `
      const axios = require('axios');
      const { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent } = require('./http-agents');
      const httpAgent = new http.Agent(bounds);
      const httpsAgent = new https.Agent(bounds);
      axios.get(url, { httpAgent: sharedHttpAgent, httpsAgent: sharedHttpsAgent });
    `,
    findings: [missing(4)],
    options: { agents: 'module' },
    ...cjs,
  },
  {
    name: 'without a module there is nothing to suggest',
    code: `
      const axios = require('axios');
      axios.get(url);
    `,
    findings: [missing(2, 'no module of shared agents')],
  },
  {
    name: 'a module that the user names',
    code: `
      const axios = require('axios');
      axios.get(url);
    `,
    output: `
      const axios = require('axios');
      const { httpAgent, httpsAgent } = require('./lib/agents');
      axios.get(url, { httpAgent, httpsAgent });
    `,
    findings: [missing(2)],
    options: { agentsModule: 'lib/agents.js' },
    ...cjs,
  },
  {
    name: 'a require runs where it stands: before an instance that is made at the top',
    code: `
      const http = require('axios').create();
      const other = require('other');
    `,
    output: `
      const { httpAgent, httpsAgent } = require('./http-agents');
      const http = require('axios').create({ httpAgent, httpsAgent });
      const other = require('other');
    `,
    findings: [missing(1)],
    ...cjs,
  },
  {
    name: 'a file above whose folder the module lies, and whose imports have no extension',
    filename: 'src/deep/input.ts',
    code: `
      import axios from 'axios';
      import { log } from '../log';

      axios.get(url);
    `,
    output: `
      import axios from 'axios';
      import { log } from '../log';
      import { httpAgent, httpsAgent } from '../http-agents';

      axios.get(url, { httpAgent, httpsAgent });
    `,
    findings: [missing(4)],
    project: 'ts-agents',
  },
  {
    name: 'a TypeScript file whose imports end in .js',
    filename: 'src/input.ts',
    code: `
      import axios from 'axios';
      import { log } from './log.js';

      axios.get(url);
    `,
    output: `
      import axios from 'axios';
      import { log } from './log.js';
      import { httpAgent, httpsAgent } from './http-agents.js';

      axios.get(url, { httpAgent, httpsAgent });
    `,
    findings: [missing(4)],
    project: 'ts-agents',
  },
];

runSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  valid: [],
  invalid: [...pragmas, ...directed, ...layouts, ...sources],
});
