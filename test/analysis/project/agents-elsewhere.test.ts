import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectPerCallAgents } from '../../../analysis/finders/no-per-call-agent/finder.ts';
import { inspectUnboundedAgents } from '../../../analysis/finders/require-bounded-agent/finder.ts';
import { projectFacts } from '../../../analysis/project/project.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';

let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-agents-')));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries({ 'package.json': '{}', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** `line verdict` of each agent of a file that is made in a function, and why. */
function perCall(file: string): string[] {
  const path = join(root, file);
  const sites = inspectPerCallAgents(
    parseSource(readFileSync(path, 'utf8'), path),
    projectFacts(path),
    { unverifiable: true, waste: true },
  );
  return sites.map(
    ({ node, verdict, finding, reason }) =>
      `${node.loc.start.line} ${verdict}: ${finding?.data?.['by'] ?? reason ?? ''}`,
  );
}

function bounded(file: string): string[] {
  const path = join(root, file);
  return inspectUnboundedAgents(parseSource(readFileSync(path, 'utf8'), path), projectFacts(path), {
    unverifiable: false,
    sockets: 'kept',
  }).map(({ node, verdict }) => `${node.loc.start.line} ${verdict}`);
}

const ALIVE = 'new https.Agent({ keepAlive: true })';
const HTTPS = `const https = require('https');\n`;
const AXIOS = `const axios = require('axios');\n`;
const HANDLER = (config: string) =>
  `app.get('/', async (req, res) => {\n  res.json((await axios.get(req.query.url, ${config})).data);\n});\n`;

describe('agents that another file gives to axios', () => {
  interface Case {
    readonly why: string;
    readonly agents: string;
    readonly user: string;
    readonly expected: readonly string[];
  }

  it.each<Case>([
    {
      why: 'a helper that makes one, called by a handler',
      agents: `${HTTPS}exports.makeAgent = () => ${ALIVE};`,
      user: `${AXIOS}const { makeAgent } = require('./agents');\n${HANDLER('{ httpsAgent: makeAgent() }')}`,
      expected: ["2 flagged: the handler of `app.get('/')`"],
    },
    {
      why: 'a helper that makes a config',
      agents: `${HTTPS}exports.configFor = (token) => ({ headers: { token }, httpsAgent: ${ALIVE} });`,
      user: `${AXIOS}const agents = require('./agents');\n${HANDLER('agents.configFor(req.query.token)')}`,
      expected: ["2 flagged: the handler of `app.get('/')`"],
    },
    {
      why: 'and one that is spread',
      agents: `${HTTPS}module.exports = () => ({ httpsAgent: ${ALIVE} });`,
      user: `${AXIOS}const config = require('./agents');\n${HANDLER('{ timeout: 1000, ...config() }')}`,
      expected: ["2 flagged: the handler of `app.get('/')`"],
    },
    {
      why: 'called as the module loads',
      agents: `${HTTPS}exports.makeAgent = () => ${ALIVE};`,
      user: `${AXIOS}const { makeAgent } = require('./agents');\nconst httpsAgent = makeAgent();\n${HANDLER('{ httpsAgent }')}`,
      expected: ['2 ok: it is made once, by the loading of the module (user.js)'],
    },
    {
      why: 'kept where it is called',
      agents: `${HTTPS}exports.makeAgent = () => ${ALIVE};`,
      user: `${AXIOS}const { makeAgent } = require('./agents');\nlet agent;\n${HANDLER('{ httpsAgent: (agent ??= makeAgent()) }')}`,
      expected: ['2 ok: it is made once, by a flag that lets it run but once (user.js)'],
    },
    {
      why: 'a client that is made at start-up',
      agents: `${AXIOS}${HTTPS}exports.createClient = () => axios.create({ httpsAgent: ${ALIVE} });`,
      user: `const client = require('./agents').createClient();\nmodule.exports = (url) => client.get(url);`,
      expected: ['3 ok: it is made once, by the loading of the module (user.js)'],
    },
    {
      why: 'a client that is made for each request',
      agents: `${AXIOS}${HTTPS}exports.createClient = () => axios.create({ httpsAgent: ${ALIVE} });`,
      user: `const { createClient } = require('./agents');\napp.post('/', async (req) => createClient().post('/items', req.body));`,
      expected: ["3 flagged: the handler of `app.post('/')`"],
    },
    {
      why: 'a class of which each request makes an instance',
      agents: `${AXIOS}${HTTPS}class Api {\n  constructor() { this.client = axios.create({ httpsAgent: ${ALIVE} }); }\n  items() { return this.client.get('/items'); }\n}\nmodule.exports = Api;`,
      user: `const Api = require('./agents');\napp.post('/', async (req) => new Api().items());`,
      expected: ["4 flagged: the handler of `app.post('/')`"],
    },
    {
      why: 'a class without a constructor',
      agents: `import axios from 'axios';\nimport https from 'https';\nexport class Api {\n  client = axios.create({ httpsAgent: ${ALIVE} });\n  items() { return this.client.get('/items'); }\n}`,
      user: `import { Api } from './agents.js';\nexport const api = new Api();`,
      expected: ['4 ok: it is made once, by the loading of the module'],
    },
    {
      why: 'nobody is seen to call it',
      agents: `${AXIOS}${HTTPS}exports.createClient = () => axios.create({ httpsAgent: ${ALIVE} });`,
      user: `module.exports = 1;`,
      expected: [
        '3 unverifiable: cannot tell how often this agent is created: that depends on the code that calls this function',
      ],
    },
    {
      why: 'a function that sends, called as the module loads',
      agents: `${AXIOS}${HTTPS}exports.send = (url) => axios.get(url, { httpsAgent: ${ALIVE} });`,
      user: `const { send } = require('./agents');\nsend('https://a.example');`,
      expected: ['3 ok: it is made once, by the loading of the module (user.js)'],
    },
    {
      why: 'nobody gives it to a client that is known',
      agents: `${HTTPS}exports.makeAgent = () => ${ALIVE};`,
      user: `const { makeAgent } = require('./agents');\nconst bent = require('bent');\napp.get('/', (req) => bent(req.query.url, { agent: makeAgent() }));\nrequire('axios').get('/');`,
      expected: [],
    },
  ])('$why', ({ agents, user, expected }) => {
    const extension = agents.startsWith('import') ? 'mjs' : 'js';
    write({
      [`agents.${extension}`]: agents,
      [`user.${extension}`]: user.replace('./agents.js', './agents.mjs'),
    });
    expect(perCall(`agents.${extension}`)).toEqual(expected);
  });

  it('through a file that gives on what others export', () => {
    write({
      'lib/agents.mjs': `import https from 'https';\nexport const makeAgent = () => ${ALIVE};`,
      'lib/index.mjs': `export * from './agents.mjs';`,
      'user.mjs': `import axios from 'axios';\nimport { makeAgent } from './lib/index.mjs';\n${HANDLER('{ httpsAgent: makeAgent() }')}`,
    });
    expect(perCall('lib/agents.mjs')).toEqual(["2 flagged: the handler of `app.get('/')`"]);
  });

  it('an agent of the module is bounded where it is made, though its file names no axios', () => {
    write({
      'agents.js': `${HTTPS}exports.httpsAgent = ${ALIVE};\nexports.other = ${ALIVE};`,
      'user.js': `${AXIOS}const { httpsAgent } = require('./agents');\naxios.defaults.httpsAgent = httpsAgent;`,
    });
    expect(bounded('agents.js')).toEqual(['2 flagged']);
  });

  it('files that call each other come to an end', () => {
    write({
      'a.js': `${AXIOS}${HTTPS}const b = require('./b');\nexports.make = () => (b.make() ? axios.create({ httpsAgent: ${ALIVE} }) : undefined);`,
      'b.js': `const a = require('./a');\nexports.make = () => a.make();`,
    });
    expect(perCall('a.js')).toEqual(['4 ok: it is made once, by itself (a.js)']);
  });
});
