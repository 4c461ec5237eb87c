import { fixAgents } from '../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const AGENTS = {
  'http-agents.js': dedent(`
    exports.httpAgent = makeAgent();
    exports.httpsAgent = makeAgent();
  `),
};
const USER = dedent(`
  const axios = require('axios');
  exports.load = (url) => axios.get(url);
`);
const FIXED = dedent(`
  const axios = require('axios');
  const { httpAgent, httpsAgent } = require('./http-agents');
  exports.load = (url) => axios.get(url, { httpAgent, httpsAgent });
`);
const TRUST = dedent(`
  const https = require('https');
  https.globalAgent.options.ca = ca;
`);
const BOUNDED = dedent(`
  const http = require('http');
  const https = require('https');
  http.globalAgent.maxSockets = 50;
  https.globalAgent.maxSockets = 50;
`);
const MAIN = dedent(`
  require('./lib/setup');
  require('./user');
`);

const refusedFor = (place: string, user = 'user.js') => ({
  [user]: [`2 missingAgents it uses \`https.globalAgent\` as ${place} sets it`],
});
const fixed = { findings: { 'user.js': ['2 missingAgents'] }, output: { 'user.js': FIXED } };

const cases: ProjectCase[] = [
  {
    name: 'a trust that another file sets',
    files: { ...AGENTS, 'main.js': MAIN, 'lib/setup.js': TRUST, 'user.js': USER },
    findings: refusedFor('lib/setup.js:2'),
  },
  {
    name: 'a trust of a file that nobody is seen to import: it may start the process',
    files: {
      ...AGENTS,
      'server.js': `
        const https = require('https');
        https.globalAgent.options.ca = ca;
        for (const name of readdirSync('routes')) require(name);
      `,
      'user.js': USER,
    },
    findings: refusedFor('server.js:2'),
  },
  {
    name: 'what a test sets is not set when the service runs',
    files: { ...AGENTS, 'test/setup.js': TRUST, 'user.js': USER },
    ...fixed,
  },
  {
    name: 'a proxy that a package sets',
    files: {
      ...AGENTS,
      'main.ts': `
        import { bootstrap } from 'global-agent';
        bootstrap();
        void import('./user');
      `,
      'user.js': USER,
    },
    findings: { 'user.js': ['2 missingAgents it uses `http.globalAgent` as main.ts:2 sets it'] },
  },
  {
    name: 'a client of a package of the same repository',
    files: {
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/app/package.json': '{ "name": "app" }',
      'packages/app/main.js': `
        const https = require('https');
        https.globalAgent.options.ca = ca;
        require('client');
      `,
      'packages/client/package.json': '{ "name": "client", "main": "index.js" }',
      'packages/client/index.js': USER,
      'packages/client/http-agents.js': `
        exports.httpAgent = makeAgent();
        exports.httpsAgent = makeAgent();
      `,
    },
    findings: refusedFor('../app/main.js:2', 'packages/client/index.js'),
  },
  {
    name: 'a file that its package loads by a name, whose package the other one loads',
    files: {
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/app/package.json': '{ "name": "app" }',
      'packages/app/main.js': `
        const https = require('https');
        https.globalAgent.options.ca = ca;
        require('nodes').load(name);
      `,
      'packages/nodes/package.json': '{ "name": "nodes", "main": "index.js" }',
      'packages/nodes/index.js': 'exports.load = (name) => require(join(folder, name));\n',
      'packages/nodes/lib/node.js': USER,
      'packages/nodes/http-agents.js': `
        exports.httpAgent = makeAgent();
        exports.httpsAgent = makeAgent();
      `,
    },
    findings: refusedFor('../app/main.js:2', 'packages/nodes/lib/node.js'),
  },
  {
    name: 'a package that has nothing to do with it',
    files: {
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/app/package.json': '{ "name": "app" }',
      'packages/app/main.js': TRUST,
      'packages/client/package.json': '{ "name": "client", "main": "index.js" }',
      'packages/client/index.js': USER,
      'packages/client/http-agents.js': `
        exports.httpAgent = makeAgent();
        exports.httpsAgent = makeAgent();
      `,
    },
    findings: { 'packages/client/index.js': ['2 missingAgents'] },
    output: { 'packages/client/index.js': FIXED },
  },
  {
    name: 'a process that bounds its agents',
    files: { ...AGENTS, 'main.js': MAIN, 'lib/setup.js': BOUNDED, 'user.js': USER },
    verdicts: { 'user.js': ['2 ok the process bounds its own agents: lib/setup.js:3'] },
  },
  {
    name: 'a client that is made where the process bounds its agents',
    files: {
      ...AGENTS,
      'main.js': `
        const http = require('http');
        const https = require('https');
        http.globalAgent.maxSockets = 50;
        https.globalAgent.maxSockets = 50;
        require('./user');
      `,
      'user.js': `
        const axios = require('axios');
        module.exports = axios.create();
      `,
    },
    verdicts: { 'user.js': ['2 ok the process bounds its own agents: main.js:3'] },
  },
  {
    name: 'bounds of a program that is not seen to load the file',
    files: { ...AGENTS, 'script.js': BOUNDED, 'user.js': USER },
    ...fixed,
  },
  {
    name: 'bounds of a program that a test loads beside the file',
    files: {
      ...AGENTS,
      'script.js': BOUNDED,
      'test/all.js': `
        require('../script');
        require('../user');
      `,
      'user.js': USER,
    },
    ...fixed,
  },
  {
    name: 'bounds that another file lifts',
    files: {
      ...AGENTS,
      'main.js': MAIN,
      'lib/setup.js': BOUNDED,
      'busy.js': `require('http').globalAgent.maxSockets = require('https').globalAgent.maxSockets = Infinity;\n`,
      'user.js': USER,
    },
    ...fixed,
  },
  {
    name: 'a trust, though no other file is asked for its clients',
    files: { ...AGENTS, 'main.js': MAIN, 'lib/setup.js': TRUST, 'user.js': USER },
    settings: { project: false },
    findings: refusedFor('lib/setup.js:2'),
  },
];

runProjectSuite({ rule: requireAxiosAgents, codemod: fixAgents, cases });
