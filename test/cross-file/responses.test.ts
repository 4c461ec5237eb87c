import { releaseResponses } from '../../codemods/release-responses.ts';
import { noRetainedResponse } from '../../rules/no-retained-response.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const HELPER = `const axios = require('axios');\nexports.load = (url) => axios.get(url);\n`;

const cases: ProjectCase[] = [
  {
    name: 'a helper returns a response, its caller stores it',
    files: { 'helper.js': HELPER, 'user.js': `const { load } = require('./helper');\nconst all = [];\nexports.run = async (url) => { all.push(await load(url)); };\n` },
    findings: { 'user.js': ['3 storedResponse whoever reads it expects a response'] },
  },
  {
    name: 'a helper of a helper',
    files: { 'helper.js': HELPER, 'retry.js': `const { load } = require('./helper');\nexports.loadTwice = async (url) => (await load(url)) ?? load(url);\n`, 'user.js': `const { loadTwice } = require('./retry');\nconst byUrl = new Map();\nexports.run = async (url) => { byUrl.set(url, await loadTwice(url)); };\n` },
    findings: { 'user.js': ['3 storedResponse'] },
  },
  {
    name: 'a method that is inherited from a class of another file',
    files: { 'api.js': `const axios = require('axios');\nclass Api {\n  load(url) {\n    return axios.get(url);\n  }\n}\nmodule.exports = Api;\n`, 'user.js': `const Api = require('./api');\nconst all = [];\nclass Books extends Api {\n  async books() {\n    all.push(await this.load('/books'));\n  }\n}\nmodule.exports = new Books();\n` },
    findings: { 'user.js': ['5 storedResponse'] },
  },
  {
    name: 'what the helper returns is the data',
    files: { 'helper.js': `const axios = require('axios');\nexports.load = async (url) => (await axios.get(url)).data;\n`, 'user.js': `const { load } = require('./helper');\nconst all = [];\nexports.run = async (url) => { all.push(await load(url)); };\n` },
    findings: { 'user.js': ['3 storedData'] },
  },
  {
    name: 'what the helper returns is a part of the data',
    files: { 'helper.js': `const axios = require('axios');\nexports.load = async (url) => (await axios.get(url)).data.id;\n`, 'user.js': `const { load } = require('./helper');\nconst all = [];\nexports.run = async (url) => { all.push(await load(url)); };\n` },
  },
  {
    name: 'a response of a helper is held across a long await: the helper may give none',
    files: { 'helper.js': HELPER, 'user.js': `const { load } = require('./helper');\nexports.run = async (url) => {\n  const response = await load(url);\n  await new Promise((done) => setTimeout(done, 60000));\n  return response.data.id;\n};\n` },
    findings: { 'user.js': ['3 heldAcrossAwait `response` may be none'] },
  },
  {
    name: 'one that is read before is let go',
    files: { 'helper.js': HELPER, 'user.js': `const { load } = require('./helper');\nexports.run = async (url) => {\n  const response = await load(url);\n  const { id } = response.data;\n  await new Promise((done) => setTimeout(done, 60000));\n  return [id, response.status];\n};\n` },
    findings: { 'user.js': ['3 heldAcrossAwait'] },
    output: { 'user.js': `const { load } = require('./helper');\nexports.run = async (url) => {\n  const { data, status } = await load(url);\n  const { id } = data;\n  await new Promise((done) => setTimeout(done, 60000));\n  return [id, status];\n};\n` },
  },
  {
    name: 'an interceptor of another file gives the data in place of the response',
    files: { 'api.js': `const axios = require('axios');\nexports.api = axios.create();\n`, 'setup.js': `const { api } = require('./api');\napi.interceptors.response.use(({ data }) => data);\n`, 'user.js': `const { api } = require('./api');\nconst all = [];\nexports.run = async (url) => { all.push((await api.get(url)).id); all.push(await api.get(url)); };\n` },
  },
  {
    name: 'a helper by the same name that sends nothing',
    files: { 'helper.js': `const axios = require('axios');\nexports.load = (url) => url;\nexports.get = (url) => axios.get(url);\n`, 'user.js': `const { load } = require('./helper');\nconst all = [];\nexports.run = async (url) => { all.push(await load(url)); };\n` },
  },
];

runProjectSuite({ rule: noRetainedResponse, codemod: releaseResponses, cases });
