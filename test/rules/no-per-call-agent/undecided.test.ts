import { hoistAgents } from '../../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../../rules/no-per-call-agent.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const strict = { unverifiable: true, waste: true } as const;

const untold: ValidCase[] = [
  {
    name: 'one that a container keeps',
    code: `
      import axios from 'axios';
      import https from 'node:https';
      function load(container) {
        container.bind('client').toConstantValue(
          axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) }),
        );
      }
      app.post('/tenants', (req, res) => res.json(load(new Container())));
    `,
  },
  {
    name: 'a factory that other files call',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.createClient = () => axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });`,
  },
  {
    name: 'a class that other files make instances of',
    code: `
      const axios = require('axios');
      const https = require('https');
      class Api {
        constructor() { this.client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) }); }
        get(url) { return this.client.get(url); }
      }
      module.exports = Api;`,
  },
  {
    name: 'a field of such a class',
    code: `
      import axios from 'axios';
      import https from 'https';
      export class Api {
        agent = new https.Agent({ keepAlive: true });
        get(url) { return axios.get(url, { httpsAgent: this.agent }); }
      }`,
  },
  {
    name: 'a function that keeps it',
    code: `
      const axios = require('axios');
      const https = require('https');
      let client;
      exports.reset = () => {
        client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });
      };
      exports.get = (url) => client.get(url);`,
  },
  {
    name: 'a constructor that looks for something else',
    code: `
      const axios = require('axios');
      const https = require('https');
      class Api {
        constructor() {
          if (this.ca === undefined) this.ca = read();
          this.client = axios.create({ httpsAgent: new https.Agent({ keepAlive: true }) });
        }
      }
      module.exports = Api;`,
  },
  {
    name: 'a function that may run at start-up alone',
    code: `
      const axios = require('axios');
      const https = require('https');
      exports.init = () => axios.get('https://a.example', { httpsAgent: new https.Agent({ keepAlive: true }) });`,
  },
  {
    name: 'options from elsewhere',
    code: `
      const axios = require('axios');
      const https = require('https');
      const options = require('./options');
      app.get('/items', async (req, res) => {
        const { data } = await axios.get('https://a.example', { httpsAgent: new https.Agent(options) });
        res.json(data);
      });
    `,
  },
];

/** What strict says of what recommended leaves. */
const undecided: InvalidCase[] = untold.map((untoldCase): InvalidCase => ({
  ...untoldCase,
  options: strict,
  findings: [
    {
      messageId: 'undecided',
      line:
        dedent(untoldCase.code)
          .split('\n')
          .findIndex((line) => line.includes('new https.Agent')) + 1,
      refused: 'created only once',
    },
  ],
}));

runSuite({ rule: noPerCallAgent, codemod: hoistAgents, valid: untold, invalid: undecided });
