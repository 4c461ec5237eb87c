/**
 * Streams whose responses another file changes or reads.
 */
import { consumeResponses } from '../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../rules/no-unread-response.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const SETUP = `exports.setup = (...clients) => {\n  for (const client of clients) client.interceptors.response.use((response) => response.data);\n};\n`;
const SETUP_ONE = `exports.setup = (client) => {\n  client.interceptors.response.use((response) => response.data);\n};\n`;

const READS = (client: string) =>
  `exports.type = async (url) => {\n  const response = await ${client}.get(url, { responseType: 'stream' });\n  return response.headers;\n};\n`;
const caught = `exports.save = async (url, file) => {\n  try {\n    const { data } = await axios.get(url, { responseType: 'stream' });\n    await save(data, file);\n  } catch (error) {\n    logger.error(error);\n  }\n};\n`;

const LOAD = `exports.load = async (url) => {\n  const response = await fetch(url);\n  if (!response.ok) {\n    throw new Error('refused');\n  }\n  return response.arrayBuffer();\n};\n`;
const LOAD_FIXED = LOAD.replace(
  '    throw',
  '    response.body?.cancel().catch(() => undefined);\n    throw',
);
const LOADER = `export class Loader {\n  async load({ url }) {\n    const response = await fetch(url);\n    if (!response.ok) {\n      throw new Error('refused');\n    }\n    return response.arrayBuffer();\n  }\n}\n`;

const cases: ProjectCase[] = [
  {
    name: 'a refused URL, which a handler of another file takes from a request',
    files: {
      'load.js': LOAD,
      'routes.js': `const { load } = require('./load');\napp.post('/import', async (req, res) => {\n  const { url } = req.body;\n  res.send(await load(url));\n});\n`,
    },
    findings: { 'load.js': ['4 unreadFetch'] },
    output: { 'load.js': LOAD_FIXED },
  },
  {
    name: 'a refused URL, which another file takes from a request, by way of a third one',
    files: {
      'load.js': LOAD,
      'import.js': `const { load } = require('./load');\nexports.importFrom = ({ source }) => load(source);\n`,
      'routes.js': `const { importFrom } = require('./import');\napp.post('/import', async (req, res) => {\n  res.send(await importFrom({ source: req.body.url }));\n});\n`,
    },
    findings: { 'load.js': ['4 unreadFetch'] },
    output: { 'load.js': LOAD_FIXED },
  },
  {
    name: 'a refused URL of the configuration, by all other files that call',
    files: {
      'load.js': LOAD,
      'routes.js': `const { load } = require('./load');\napp.get('/logo', async (req, res) => {\n  res.send(await load(process.env.LOGO_URL));\n});\n`,
    },
    findings: { 'load.js': [] },
  },
  {
    name: 'a refused URL that other files have loaded',
    files: {
      'load.js': LOAD,
      'job.js': `const { load } = require('./load');\nexports.sync = async () => {\n  for (const bank of await banks.list()) await load(bank.logo);\n};\n`,
    },
    findings: { 'load.js': [] },
  },
  {
    name: 'a refused URL that a method is given from a request',
    files: {
      'loader.js': LOADER,
      'routes.js': `import { Loader } from './loader.js';\nconst loader = new Loader();\napp.post('/import', async (req, res) => {\n  res.send(await loader.load({ url: req.body.url }));\n});\n`,
    },
    findings: { 'loader.js': ['5 unreadFetch'] },
    output: {
      'loader.js': LOADER.replace(
        '      throw',
        '      response.body?.cancel().catch(() => undefined);\n      throw',
      ),
    },
  },
  {
    name: 'axios is given to a function of another file that adds an interceptor',
    files: {
      'setup.js': SETUP_ONE,
      'user.js': `const axios = require('axios');\nconst { setup } = require('./setup');\nsetup(axios);\n${READS('axios')}`,
    },
    findings: { 'user.js': [] },
  },
  {
    name: 'an instance is given to a function of another file that adds an interceptor',
    files: {
      'setup.js': SETUP_ONE,
      'user.js': `const axios = require('axios');\nconst { setup } = require('./setup');\nconst client = axios.create();\nsetup(client);\n${READS('client')}`,
    },
    findings: { 'user.js': [] },
  },
  {
    name: 'several are given to a function that adds one to each',
    files: {
      'setup.js': SETUP,
      'user.js': `const axios = require('axios');\nconst { setup } = require('./setup');\nconst a = axios.create();\nconst b = axios.create();\nsetup(a, b);\n${READS('a')}`,
    },
    findings: { 'user.js': [] },
  },
  {
    name: 'a function of another file that adds none',
    files: {
      'setup.js': `exports.setup = (client) => {\n  client.defaults.headers.common['x-id'] = 'me';\n};\n`,
      'user.js': `const axios = require('axios');\nconst { setup } = require('./setup');\nsetup(axios);\n${READS('axios')}`,
    },
    findings: { 'user.js': ['5 unread'] },
    output: {
      'user.js': `const axios = require('axios');\nconst { setup } = require('./setup');\nsetup(axios);\n${READS('axios').replace('  return', '  response.data.destroy();\n  return')}`,
    },
  },
  {
    name: 'a logger of the project that reads the body of an error',
    files: {
      'logger.js': `exports.logger = { error(error) { error.response?.data?.on('data', (chunk) => { console.error(String(chunk)); }); } };\n`,
      'user.js': `const axios = require('axios');\nconst { logger } = require('./logger');\n${caught}`,
    },
    findings: { 'user.js': [] },
  },
  {
    name: 'a logger of the project that prints what it is given',
    files: {
      'logger.js': `const pino = require('pino');\nexports.logger = pino();\n`,
      'user.js': `const axios = require('axios');\nconst { logger } = require('./logger');\n${caught}`,
    },
    findings: { 'user.js': ['7 unreadError'] },
    output: {
      'user.js': `const axios = require('axios');\nconst { logger } = require('./logger');\n${caught.replace('error(error);', 'error(error);\n    error?.response?.data?.destroy?.();')}`,
    },
  },
];

runProjectSuite({ rule: noUnreadResponse, codemod: consumeResponses, cases });
