/**
 * Deadlines that another file gives to axios itself: those count that are set in the same process.
 */
import { consumeResponses } from '../../codemods/consume-responses.ts';
import { setDeadlines } from '../../codemods/set-deadlines.ts';
import { noUnreadResponse } from '../../rules/no-unread-response.ts';
import { requireDeadline } from '../../rules/require-deadline.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const IMAGES = `
  const axios = require('axios');
  exports.type = async (url) => {
    const response = await axios.get(url, { responseType: 'stream' });
    return response.headers['content-type'];
  };
`;
const FIXED = `
  const axios = require('axios');
  exports.type = async (url) => {
    const response = await axios.get(url, { responseType: 'stream' });
    response.data.destroy();
    return response.headers['content-type'];
  };
`;

const ended = (name: string, files: ProjectCase['files'], at = 'images.js'): ProjectCase => ({
  name,
  files: { [at]: IMAGES, ...files },
  verdicts: { [at]: ['3 ok its `timeout` closes the socket of a stream that stands still'] },
});
const unread = (name: string, files: ProjectCase['files'], at = 'images.js'): ProjectCase => ({
  name,
  files: { [at]: IMAGES, ...files },
  findings: { [at]: ['3 unread'] },
  output: { [at]: FIXED },
});

const CLIENT = `
  const axios = require('axios');
  const { prepare } = require('./prepare');
  const client = axios.create({ baseURL });
  client.interceptors.request.use(prepare);
  module.exports = client;
`;

runProjectSuite({
  rule: requireDeadline,
  codemod: setDeadlines,
  cases: [
    {
      name: 'an interceptor of another file that speaks of a timeout',
      files: {
        'client.js': CLIENT,
        'prepare.js': `exports.prepare = (config) => ({ ...config, timeout: config.timeout ?? 5000 });\n`,
      },
      verdicts: { 'client.js': ['3 unverifiable cannot tell whether its config has a `timeout`'] },
    },
    {
      name: 'one that does not',
      files: {
        'client.js': CLIENT,
        'prepare.js': `exports.prepare = (config) => ({ ...config, headers });\n`,
      },
      findings: { 'client.js': ['3 missingDeadline'] },
      output: { 'client.js': CLIENT.replace('{ baseURL }', '{ baseURL, timeout: 30000 }') },
    },
    {
      name: 'the requests of other files on a client',
      files: {
        'client.js': `
          const axios = require('axios');
          module.exports = axios.create({ baseURL });
        `,
        'items.js': `
          const client = require('./client');
          exports.fetchItem = (id) => client.get(id);
          exports.fetchAtOnce = (id) => client.get(id, { timeout: 500 });
        `,
      },
      findings: { 'client.js': ['2 missingDeadline'] },
      output: {
        'client.js': `
          const axios = require('axios');
          module.exports = axios.create({ baseURL, timeout: 30000 });
        `,
      },
      verdicts: { 'items.js': ['2 covered', '3 ok'] },
    },
    {
      name: 'a stream of another file on a client',
      files: {
        'client.js': `
          const axios = require('axios');
          module.exports = axios.create({ baseURL });
        `,
        'images.js': `
          const client = require('./client');
          exports.open = (id) => client.get(id, { responseType: 'stream' });
        `,
      },
      findings: { 'client.js': ['2 missingDeadline another file uses it to request a stream'] },
      verdicts: { 'images.js': ['2 covered'] },
    },
  ],
});

runProjectSuite({
  rule: noUnreadResponse,
  codemod: consumeResponses,
  cases: [
    ended('a timeout of axios.defaults', {
      'setup.js': `
        const axios = require('axios');
        axios.defaults.timeout = 5000;
      `,
    }),
    ended('by Object.assign', {
      'setup.js': `
        const axios = require('axios');
        Object.assign(axios.defaults, { timeout: 5000 });
      `,
    }),
    ended(
      'of a library of the application',
      {
        'package.json': '{ "workspaces": ["packages/*"] }',
        'packages/http/package.json': '{ "name": "@shop/http", "dependencies": { "axios": "1" } }',
        'packages/http/index.js': `
          const axios = require('axios');
          axios.defaults.timeout = 5000;
        `,
        'packages/api/package.json': '{ "name": "@shop/api", "dependencies": { "axios": "1" } }',
        'packages/api/server.js': `
          require('../http/index.js');
          require('./images.js');
        `,
      },
      'packages/api/images.js',
    ),
    unread('one that is 0', {
      'setup.js': `
        const axios = require('axios');
        axios.defaults.timeout = 0;
      `,
    }),
    unread('of a test', {
      'test/setup.js': `
        const axios = require('axios');
        axios.defaults.timeout = 5000;
      `,
    }),
    unread('of a page', {
      'pages/list.js': `
        'use client';
        import axios from 'axios';
        axios.defaults.timeout = 5000;
        export const load = () => axios.get('/api/list');
      `,
    }),
    unread(
      'of another application',
      {
        'package.json': '{ "workspaces": ["packages/*"] }',
        'packages/jobs/package.json': '{ "name": "@shop/jobs", "dependencies": { "axios": "1" } }',
        'packages/jobs/index.js': `
          const axios = require('axios');
          axios.defaults.timeout = 5000;
        `,
        'packages/api/package.json': '{ "name": "@shop/api", "dependencies": { "axios": "1" } }',
      },
      'packages/api/images.js',
    ),
  ],
});
