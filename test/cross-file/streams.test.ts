/**
 * What other files ask for on a client: a stream without a deadline keeps a socket of whatever agents the client has.
 */
import { boundAgents } from '../../codemods/bound-agents.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { requireBoundedAgent } from '../../rules/require-bounded-agent.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite } from '../harness/project-tester.ts';

const AGENTS = dedent(`
  const http = require('http');
  const https = require('https');
  const options = { keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 };
  module.exports = { httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) };
`);
const STREAM = dedent(`
  const client = require('./client');
  exports.load = (url) => client.get(url, { responseType: 'stream' });
`);

runProjectSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  cases: [
    {
      name: 'a stream of another file on the client',
      files: {
        'http-agents.js': AGENTS,
        'client.js': `
          const axios = require('axios');
          const { httpAgent, httpsAgent } = require('./http-agents');
          module.exports = axios.create({ baseURL });
        `,
        'images.js': STREAM,
      },
      findings: {
        'client.js': [
          '3 missingAgents images.js:2 uses it to request a stream that no finite `timeout` ends',
        ],
      },
    },
    {
      name: 'with a deadline of the client',
      files: {
        'http-agents.js': AGENTS,
        'client.js': `
          const axios = require('axios');
          const { httpAgent, httpsAgent } = require('./http-agents');
          module.exports = axios.create({ timeout: 5000 });
        `,
        'images.js': STREAM,
      },
      findings: { 'client.js': ['3 missingAgents'] },
      output: {
        'client.js': `
          const axios = require('axios');
          const { httpAgent, httpsAgent } = require('./http-agents');
          module.exports = axios.create({ timeout: 5000, httpAgent, httpsAgent });
        `,
      },
    },
    {
      name: 'by a function that a third file gives the client',
      files: {
        'http-agents.js': AGENTS,
        'client.js': `
          const axios = require('axios');
          const { httpAgent, httpsAgent } = require('./http-agents');
          module.exports = axios.create({ baseURL });
        `,
        'images.js': `exports.load = (client, url) => client.get(url, { responseType: 'stream' });\n`,
        'main.js': `
          const { load } = require('./images');
          const client = require('./client');
          load(client, '/a');
        `,
      },
      findings: { 'client.js': ['3 missingAgents images.js:1 uses it to request a stream'] },
    },
    {
      name: 'what a test asks for does not count',
      files: {
        'http-agents.js': AGENTS,
        'client.js': `
          const axios = require('axios');
          const { httpAgent, httpsAgent } = require('./http-agents');
          module.exports = axios.create({ baseURL });
        `,
        'test/images.test.js': `
          const client = require('../client');
          client.get(url, { responseType: 'stream' });
        `,
      },
      findings: { 'client.js': ['3 missingAgents'] },
      output: {
        'client.js': `
          const axios = require('axios');
          const { httpAgent, httpsAgent } = require('./http-agents');
          module.exports = axios.create({ baseURL, httpAgent, httpsAgent });
        `,
      },
    },
    {
      name: 'a config of another file asks for a stream',
      files: {
        'http-agents.js': AGENTS,
        'configs.js': `exports.image = { responseType: 'stream' };\n`,
        'images.js': `
          const axios = require('axios');
          const { httpAgent, httpsAgent } = require('./http-agents');
          const { image } = require('./configs');
          exports.load = (url) => axios.get(url, image);
        `,
      },
      findings: { 'images.js': ['4 missingAgents its response may be a stream'] },
    },
    {
      name: 'axios.defaults of another file may ask for streams, and may not have a deadline yet',
      files: {
        'http-agents.js': AGENTS,
        'setup.js': `
          const axios = require('axios');
          axios.defaults.responseType = 'stream';
          axios.defaults.timeout = 5000;
        `,
        'images.js': `
          const axios = require('axios');
          const { httpAgent, httpsAgent } = require('./http-agents');
          exports.load = (url) => axios.get(url);
        `,
      },
      findings: { 'images.js': ['3 missingAgents its response may be a stream'] },
    },
  ],
});

const ALIVE = dedent(`
  const https = require('https');
  exports.httpsAgent = new https.Agent({ keepAlive: true });
`);

runProjectSuite({
  rule: requireBoundedAgent,
  codemod: boundAgents,
  cases: [
    {
      name: 'an agent that another file gives to a stream',
      files: {
        'agents.js': ALIVE,
        'images.js': `
          const axios = require('axios');
          const { httpsAgent } = require('./agents');
          exports.load = (url) => axios.get(url, { responseType: 'stream', httpsAgent });
        `,
      },
      findings: {
        'agents.js': [
          '2 unboundedIdle requests use it for streams that no finite `timeout` ends, such as that of images.js:3',
        ],
      },
    },
    {
      name: 'to a client of which a third asks for one',
      files: {
        'agents.js': ALIVE,
        'client.js': `
          const axios = require('axios');
          const { httpsAgent } = require('./agents');
          module.exports = axios.create({ httpsAgent });
        `,
        'images.js': STREAM,
      },
      findings: {
        'agents.js': [
          '2 unboundedIdle requests use it for streams that no finite `timeout` ends, such as that of images.js:2',
        ],
      },
    },
    {
      name: 'no stream',
      files: {
        'agents.js': ALIVE,
        'client.js': `
          const axios = require('axios');
          const { httpsAgent } = require('./agents');
          module.exports = axios.create({ httpsAgent });
        `,
        'images.js': `
          const client = require('./client');
          exports.load = (url) => client.get(url, { responseType: 'text' });
        `,
      },
      findings: { 'agents.js': ['2 unboundedIdle'] },
      output: {
        'agents.js': `
          const https = require('https');
          exports.httpsAgent = new https.Agent({ keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 });
        `,
      },
    },
  ],
});
