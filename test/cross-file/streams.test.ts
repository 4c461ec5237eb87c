/**
 * What other files ask for on a client: a stream without a deadline keeps a socket of whatever agents the client has.
 */
import { boundAgents } from '../../codemods/bound-agents.ts';
import { fixAgents } from '../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { requireBoundedAgent } from '../../rules/require-bounded-agent.ts';
import { runProjectSuite } from '../harness/project-tester.ts';

const AGENTS = `const http = require('http');\nconst https = require('https');\nconst options = { keepAlive: true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 };\nmodule.exports = { httpAgent: new http.Agent(options), httpsAgent: new https.Agent(options) };\n`;
const IMPORT = `const { httpAgent, httpsAgent } = require('./http-agents');\n`;
const client = (options: string) => `const axios = require('axios');\n${IMPORT}module.exports = axios.create({ ${options} });\n`;
const STREAM = `const client = require('./client');\nexports.load = (url) => client.get(url, { responseType: 'stream' });\n`;

runProjectSuite({
  rule: requireAxiosAgents,
  codemod: fixAgents,
  cases: [
    {
      name: 'a stream of another file on the client',
      files: { 'http-agents.js': AGENTS, 'client.js': client('baseURL'), 'images.js': STREAM },
      findings: { 'client.js': ['3 missingAgents images.js:2 asks on it for a stream without a finite `timeout`'] },
    },
    {
      name: 'with a deadline of the client',
      files: { 'http-agents.js': AGENTS, 'client.js': client('timeout: 5000'), 'images.js': STREAM },
      findings: { 'client.js': ['3 missingAgents'] },
      output: { 'client.js': client('timeout: 5000, httpAgent, httpsAgent') },
    },
    {
      name: 'by a function that a third file gives the client',
      files: {
        'http-agents.js': AGENTS,
        'client.js': client('baseURL'),
        'images.js': `exports.load = (client, url) => client.get(url, { responseType: 'stream' });\n`,
        'main.js': `const { load } = require('./images');\nconst client = require('./client');\nload(client, '/a');\n`,
      },
      findings: { 'client.js': ['3 missingAgents images.js:1 asks on it for a stream'] },
    },
    {
      name: 'what a test asks for does not count',
      files: { 'http-agents.js': AGENTS, 'client.js': client('baseURL'), 'test/images.test.js': `const client = require('../client');\nclient.get(url, { responseType: 'stream' });\n` },
      findings: { 'client.js': ['3 missingAgents'] },
      output: { 'client.js': client('baseURL, httpAgent, httpsAgent') },
    },
    {
      name: 'a config of another file asks for a stream',
      files: {
        'http-agents.js': AGENTS,
        'configs.js': `exports.image = { responseType: 'stream' };\n`,
        'images.js': `const axios = require('axios');\n${IMPORT}const { image } = require('./configs');\nexports.load = (url) => axios.get(url, image);\n`,
      },
      findings: { 'images.js': ['4 missingAgents its response may be a stream'] },
    },
    {
      name: 'axios.defaults of another file may ask for streams, and may not have a deadline yet',
      files: {
        'http-agents.js': AGENTS,
        'setup.js': `const axios = require('axios');\naxios.defaults.responseType = 'stream';\naxios.defaults.timeout = 5000;\n`,
        'images.js': `const axios = require('axios');\n${IMPORT}exports.load = (url) => axios.get(url);\n`,
      },
      findings: { 'images.js': ['3 missingAgents its response may be a stream'] },
    },
  ],
});

const ALIVE = `const https = require('https');\nexports.httpsAgent = new https.Agent({ keepAlive: true });\n`;
const BOUNDED = ALIVE.replace('true }', 'true, maxSockets: 50, maxFreeSockets: 10, timeout: 4000 }');

runProjectSuite({
  rule: requireBoundedAgent,
  codemod: boundAgents,
  cases: [
    {
      name: 'an agent that another file gives to a stream',
      files: { 'agents.js': ALIVE, 'images.js': `const axios = require('axios');\nconst { httpsAgent } = require('./agents');\nexports.load = (url) => axios.get(url, { responseType: 'stream', httpsAgent });\n` },
      findings: { 'agents.js': ['2 unboundedIdle it serves requests for streams'] },
    },
    {
      name: 'to a client of which a third asks for one',
      files: { 'agents.js': ALIVE, 'client.js': `const axios = require('axios');\nconst { httpsAgent } = require('./agents');\nmodule.exports = axios.create({ httpsAgent });\n`, 'images.js': STREAM },
      findings: { 'agents.js': ['2 unboundedIdle it serves requests for streams'] },
    },
    {
      name: 'no stream',
      files: { 'agents.js': ALIVE, 'client.js': `const axios = require('axios');\nconst { httpsAgent } = require('./agents');\nmodule.exports = axios.create({ httpsAgent });\n`, 'images.js': STREAM.replace('stream', 'text') },
      findings: { 'agents.js': ['2 unboundedIdle'] },
      output: { 'agents.js': BOUNDED },
    },
  ],
});
