import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const CJS = dedent(`
  const axios = require('axios');
  const https = require('https');
`);
const ALIVE = 'new https.Agent({ keepAlive: true })';
const FEW = 'new https.Agent({ keepAlive: true, maxSockets: MAX })';

/** A function that needs a constant of the module, which stands behind a statement of line 3. */
const behind = (statement: string, agent: string, shared = '') =>
  `${CJS}${statement}\nconst MAX = 5;\n${shared}exports.get = get;\nfunction get(url) {\n  return axios.get(url, { httpsAgent: ${agent} });\n}\n`;

const fixed = (name: string, statement: string): InvalidCase => ({
  name,
  code: behind(statement, FEW),
  output: behind(statement, 'sharedHttpsAgent', `const sharedHttpsAgent = ${FEW};\n`),
  findings: [{ messageId: 'perCall', line: 7 }],
});
const refused = (name: string, statement: string): InvalidCase => ({
  name,
  code: behind(statement, FEW),
  findings: [{ messageId: 'perCall', line: 7, refused: 'line 3 may run functions of this file' }],
});

const invalid: InvalidCase[] = [
  fixed('behind a function that nobody runs yet', 'const read = () => get(URL);'),
  fixed('behind a function that runs as the process ends', `process.on('SIGTERM', get);`),
  fixed('behind an object with functions that serve', 'http.createServer({ get });'),
  fixed('behind a timer', 'setInterval(get, 60000, URL);'),
  fixed('behind a call with what is no function', 'note(URL);'),
  refused('a function that is called for each of a list', '[URL].forEach(get);'),
  refused('a function that is handed to whom nobody sees', 'warm(get);'),
  refused('a function that is run where it stands', '(() => { warm(URL); })();'),
  refused('functions in what is handed to whom nobody sees', 'warm({ handlers: [get] });'),
  refused('an object with functions, too', 'const handlers = { get }; warm(handlers);'),
  refused('a function that is a tag', 'get`https://a.example`;'),
  refused('a block of a class', 'class Warm { static { get(URL); } }'),
  refused('an instance of a class of the file', 'new (class { constructor() { get(URL); } })();'),
  ...[
    'agent.tenant = path;',
    'agent[path] = 1;',
    'agent[path]();',
    'delete agent.tenant;',
    'agent.uses++;',
  ].map((statement): InvalidCase => ({
    name: `all calls would share: ${statement}`,
    code: `${CJS}exports.get = (path) => {\n  const agent = ${ALIVE};\n  ${statement}\n  return axios.get(path, { httpsAgent: agent });\n};\n`,
    findings: [{ messageId: 'perCall', line: 4, refused: 'changes or reads the agent' }],
  })),
  {
    name: 'a declaration with a second name',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (path) => {
        const agent = new https.Agent({ keepAlive: true }), base = 'https://a.example';
        return axios.get(base + path, { httpsAgent: agent });
      };
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedAgent = new https.Agent({ keepAlive: true });
      exports.get = (path) => {
        const agent = sharedAgent, base = 'https://a.example';
        return axios.get(base + path, { httpsAgent: agent });
      };
    `,
    findings: [{ messageId: 'perCall', line: 4 }],
  },
  {
    name: 'a declaration in a case of a switch',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = (url, kind) => {
        switch (kind) {
          case 'a':
            const agent = new https.Agent({ keepAlive: true });
            return axios.get(url, { httpsAgent: agent });
        }
      };
    `,
    output: `
      const axios = require('axios');
      const https = require('https');
      const sharedAgent = new https.Agent({ keepAlive: true });
      exports.get = (url, kind) => {
        switch (kind) {
          case 'a':
            const agent = sharedAgent;
            return axios.get(url, { httpsAgent: agent });
        }
      };
    `,
    findings: [{ messageId: 'perCall', line: 6 }],
  },
  {
    name: 'an agent of another package that nothing names',
    code: `
      const axios = require('axios');
      const { HttpsAgent } = require('agentkeepalive');
      exports.get = (url, lasts) => axios.get(url, { httpsAgent: lasts ? new HttpsAgent() : undefined });
    `,
    output: `
      const axios = require('axios');
      const { HttpsAgent } = require('agentkeepalive');
      const sharedAgent = new HttpsAgent();
      exports.get = (url, lasts) => axios.get(url, { httpsAgent: lasts ? sharedAgent : undefined });
    `,
    findings: [{ messageId: 'perCall', line: 3 }],
  },
];

const valid: ValidCase[] = [
  {
    name: 'destroyed by a name in quotes',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.get = async (url) => {
        const agent = new https.Agent({ keepAlive: true });
        const { data } = await axios.get(url, { httpsAgent: agent });
        agent['destroy']();
        return data;
      };
    `,
  },
  {
    name: 'a constant further down, for what the module runs alone',
    code: `
      const axios = require('axios');
      const https = require('https');
      const get = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: MAX }) });
      const MAX = 5;
      get('https://a.example');
    `,
  },
];

runSuite({ rule: noPerCallAgent, codemod: hoistAgents, valid, invalid });
