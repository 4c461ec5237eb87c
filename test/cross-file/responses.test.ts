import { releaseResponses } from '../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../rules/no-retained-response.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const HELPER = dedent(`
  const axios = require('axios');
  exports.load = (url) => axios.get(url);
`);

const cases: ProjectCase[] = [
  {
    name: 'a helper returns a response, its caller stores it',
    files: {
      'helper.js': HELPER,
      'user.js': `
        const { load } = require('./helper');
        const all = [];
        exports.run = async (url) => { all.push(await load(url)); };
      `,
    },
    findings: {
      'user.js': ['3 storedResponse code that reads it later may expect a whole response'],
    },
  },
  {
    name: 'a helper of a helper',
    files: {
      'helper.js': HELPER,
      'retry.js': `
        const { load } = require('./helper');
        exports.loadTwice = async (url) => (await load(url)) ?? load(url);
      `,
      'user.js': `
        const { loadTwice } = require('./retry');
        const all = [];
        exports.run = async (url) => { all.push(await loadTwice(url)); };
      `,
    },
    findings: { 'user.js': ['3 storedResponse'] },
  },
  {
    name: 'a method that is inherited from a class of another file',
    files: {
      'api.js': `
        const axios = require('axios');
        class Api {
          load(url) {
            return axios.get(url);
          }
        }
        module.exports = Api;
      `,
      'user.js': `
        const Api = require('./api');
        const all = [];
        class Books extends Api {
          async books() {
            all.push(await this.load('/books'));
          }
        }
        module.exports = new Books();
      `,
    },
    findings: { 'user.js': ['5 storedResponse'] },
  },
  {
    name: 'what the helper returns is the data',
    files: {
      'helper.js': `
        const axios = require('axios');
        exports.load = async (url) => (await axios.get(url)).data;
      `,
      'user.js': `
        const { load } = require('./helper');
        const all = [];
        exports.run = async (url) => { all.push(await load(url)); };
      `,
    },
    findings: { 'user.js': ['3 storedData'] },
  },
  {
    name: 'what the helper returns is a part of the data',
    files: {
      'helper.js': `
        const axios = require('axios');
        exports.load = async (url) => (await axios.get(url)).data.id;
      `,
      'user.js': `
        const { load } = require('./helper');
        const all = [];
        exports.run = async (url) => { all.push(await load(url)); };
      `,
    },
  },
  {
    name: 'a response of a helper is held across a long await: the helper may give none',
    files: {
      'helper.js': HELPER,
      'user.js': `
        const { load } = require('./helper');
        exports.run = async (url) => {
          const response = await load(url);
          if (url) print(response.data.html);
          await new Promise((done) => setTimeout(done, 60000));
        };
      `,
    },
    findings: { 'user.js': ['3 heldAcrossAwait `response` may be `undefined`'] },
  },
  {
    name: 'one that is read before is let go',
    files: {
      'helper.js': HELPER,
      'user.js': `
        const { load } = require('./helper');
        exports.run = async (url) => {
          const response = await load(url);
          const { html } = response.data;
          print(html);
          await new Promise((done) => setTimeout(done, 60000));
          return response.status;
        };
      `,
    },
    findings: { 'user.js': ['3 heldAcrossAwait'] },
    output: {
      'user.js': `
        const { load } = require('./helper');
        exports.run = async (url) => {
          const { data, status } = await load(url);
          const { html } = data;
          print(html);
          await new Promise((done) => setTimeout(done, 60000));
          return status;
        };
      `,
    },
  },
  {
    name: 'an interceptor of another file gives the data in place of the response',
    files: {
      'api.js': `
        const axios = require('axios');
        exports.api = axios.create();
      `,
      'setup.js': `
        const { api } = require('./api');
        api.interceptors.response.use(({ data }) => data);
      `,
      'user.js': `
        const { api } = require('./api');
        const all = [];
        exports.run = async (url) => { all.push((await api.get(url)).id); all.push(await api.get(url)); };
      `,
    },
  },
  {
    name: 'a helper by the same name that sends nothing',
    files: {
      'helper.js': `
        const axios = require('axios');
        exports.load = (url) => url;
        exports.get = (url) => axios.get(url);
      `,
      'user.js': `
        const { load } = require('./helper');
        const all = [];
        exports.run = async (url) => { all.push(await load(url)); };
      `,
    },
  },
];

runProjectSuite({ rule: noRetainedResponse, codemod: releaseResponses, cases });
