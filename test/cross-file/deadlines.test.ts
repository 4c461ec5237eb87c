/**
 * Deadlines that another file gives to axios itself: those count that are set in the same process.
 */
import { consumeResponses } from '../../codemods/consume-responses.ts';
import { noUnreadResponse } from '../../rules/no-unread-response.ts';
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
  verdicts: { [at]: ['3 ok a `timeout` may end it'] },
});
const unread = (name: string, files: ProjectCase['files'], at = 'images.js'): ProjectCase => ({
  name,
  files: { [at]: IMAGES, ...files },
  findings: { [at]: ['3 unread'] },
  output: { [at]: FIXED },
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
