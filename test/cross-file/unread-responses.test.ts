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

const cases: ProjectCase[] = [
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
