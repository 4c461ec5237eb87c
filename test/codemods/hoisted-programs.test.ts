/**
 * Programs that make an agent for each call, run before and after hoist-agents: what they print is the same.
 */
import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { mend } from '../../codemods/adapter/apply.ts';
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { writeProject } from '../harness/project-tester.ts';

const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

interface Program {
  readonly name: string;
  /** `main.js` or `main.mjs` is run; `wire.cjs` and `wire.mjs` make axios print the options of the agent of each request. */
  readonly files: Readonly<Record<string, string>>;
  /** What the program prints. */
  readonly prints: readonly string[];
  /** Whether hoist-agents changes it; it refuses otherwise. */
  readonly isHoisted?: true;
}

const WIRE = `const axios = require('axios');
axios.defaults.adapter = async (config) => {
  const { keepAlive, maxSockets, ca, rejectUnauthorized } = config.httpsAgent.options;
  console.log(JSON.stringify({ keepAlive, maxSockets, ca, rejectUnauthorized, tenant: config.httpsAgent.tenant }));
  return { data: 1, status: 200, statusText: 'OK', headers: {}, config };
};
`;
const CJS = `const axios = require('axios');\nconst https = require('https');\n`;
const ESM = `import axios from 'axios';\nimport https from 'https';\n`;
/** A service whose \`load\` handles requests; \`main.js\` configures it, and sends some. */
const service = (before: string, options: string, after = '') => `${CJS}${before}const load = (url) => axios.get(url, { httpsAgent: new https.Agent(${options}) });\nexports.load = load;\nexports.serve = (app) => app.get('/', (req) => load(req.url));\n${after}`;
const main = (between: string) => `require('./wire.cjs');\nconst service = require('./service');\n(async () => {\n  await service.load('https://a.example');\n  ${between}\n  await service.load('https://a.example');\n})();\n`;
const TWICE = ['{"keepAlive":true}', '{"keepAlive":true}'];

const programs: Program[] = [
  { name: 'options that stay', files: { 'service.js': service('const OPTS = { keepAlive: true };\n', 'OPTS'), 'main.js': main('') }, prints: TWICE, isHoisted: true },
  { name: 'frozen options that are exported', files: { 'service.js': service('const OPTS = Object.freeze({ keepAlive: true });\n', '{ ...OPTS }', 'exports.OPTS = OPTS;\n'), 'main.js': main('try { "use strict"; service.OPTS.ca = 1; } catch {}') }, prints: TWICE, isHoisted: true },
  { name: 'an alias', files: { 'service.js': service('const OPTS = { keepAlive: true };\nconst settings = OPTS;\nexports.configure = (ca) => { settings.ca = ca; };\n', 'OPTS'), 'main.js': main(`service.configure('ours');`) }, prints: ['{"keepAlive":true}', '{"keepAlive":true,"ca":"ours"}'] },
  { name: 'delete', files: { 'service.js': service('const OPTS = { keepAlive: true, rejectUnauthorized: false };\nexports.harden = () => { delete OPTS.rejectUnauthorized; };\n', 'OPTS'), 'main.js': main('service.harden();') }, prints: ['{"keepAlive":true,"rejectUnauthorized":false}', '{"keepAlive":true}'] },
  { name: 'another file', files: { 'service.js': service('const OPTS = { keepAlive: true };\n', 'OPTS', 'exports.OPTS = OPTS;\n'), 'main.js': main('service.OPTS.rejectUnauthorized = false;') }, prints: ['{"keepAlive":true}', '{"keepAlive":true,"rejectUnauthorized":false}'] },
  { name: 'a counter', files: { 'service.js': service('const LIMITS = { max: 5 };\nexports.more = () => LIMITS.max++;\n', '{ keepAlive: true, maxSockets: LIMITS.max }'), 'main.js': main('service.more();') }, prints: ['{"keepAlive":true,"maxSockets":5}', '{"keepAlive":true,"maxSockets":6}'] },
  { name: 'a pattern', files: { 'service.js': service('const OPTS = { keepAlive: true };\nexports.configure = (given) => { ({ ca: OPTS.ca } = given); };\n', '{ ...OPTS }'), 'main.js': main(`service.configure({ ca: 'ours' });`) }, prints: ['{"keepAlive":true}', '{"keepAlive":true,"ca":"ours"}'] },
  { name: 'a list that it holds', files: { 'service.js': service('const OPTS = { keepAlive: true, ca: [] };\nexports.trust = (ca) => OPTS.ca.push(ca);\n', '{ ...OPTS, ca: OPTS.ca.join() }'), 'main.js': main(`service.trust('ours');`) }, prints: ['{"keepAlive":true,"ca":""}', '{"keepAlive":true,"ca":"ours"}'] },
  { name: 'a getter', files: { 'service.js': service('let uses = 0;\nconst OPTS = { keepAlive: true, get maxSockets() { return ++uses; } };\n', 'OPTS'), 'main.js': main('') }, prints: ['{"keepAlive":true,"maxSockets":1}', '{"keepAlive":true,"maxSockets":2}'] },
  { name: 'the environment, by its module', files: { 'service.js': service(`const { env } = require('process');\n`, '{ keepAlive: true, ca: env.LEAKPROOF_CA }'), 'main.js': main(`process.env.LEAKPROOF_CA = 'ours';`) }, prints: ['{"keepAlive":true}', '{"keepAlive":true,"ca":"ours"}'] },
  { name: 'a live binding', files: { 'limits.mjs': 'export let max = 5;\nexport const more = () => { max++; };\n', 'service.mjs': `${ESM}import { max } from './limits.mjs';\nexport const load = (url) => axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: max }) });\nexport const serve = (app) => app.get('/', (req) => load(req.url));\n`, 'main.mjs': `import './wire.mjs';\nimport { load } from './service.mjs';\nimport { more } from './limits.mjs';\nawait load('https://a.example');\nmore();\nawait load('https://a.example');\n` }, prints: ['{"keepAlive":true,"maxSockets":5}', '{"keepAlive":true,"maxSockets":6}'] },
  { name: 'arguments of the function around', files: { 'service.js': `${CJS}exports.load = function (url) {\n  return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, checkServerIdentity: () => console.log(arguments[0]) }), adapter: async (config) => { config.httpsAgent.options.checkServerIdentity(); return { data: 1, status: 200, headers: {}, config }; } });\n};\nexports.serve = (app) => app.get('/', (req) => exports.load(req.url));\n`, 'main.js': main('') }, prints: ['https://a.example', 'https://a.example'] },
  { name: 'settings of one tenant', files: { 'service.js': `${CJS}exports.load = (url, tenant) => {\n  const agent = new https.Agent({ keepAlive: true });\n  if (tenant === 'a') Object.assign(agent, { tenant });\n  return axios.get(url, { httpsAgent: agent });\n};\nexports.serve = (app) => app.get('/', (req) => exports.load(req.url));\n`, 'main.js': main('').replace(`'https://a.example')`, `'https://a.example', 'a')`) }, prints: ['{"keepAlive":true,"tenant":"a"}', '{"keepAlive":true}'] },
  { name: 'a var of one path', files: { 'service.js': `${CJS}exports.load = (url, isOwn) => {\n  if (isOwn) {\n    var agent = new https.Agent({ keepAlive: true });\n  }\n  console.log(agent === undefined);\n  return axios.get(url, { httpsAgent: agent ?? https.globalAgent });\n};\nexports.serve = (app) => app.get('/', (req) => exports.load(req.url, true));\n`, 'main.js': `require('./wire.cjs');\nrequire('./service').load('https://a.example').then(() => require('./service').load('https://a.example', true));\n` }, prints: ['true', '{"keepAlive":true}', 'false', '{"keepAlive":true}'], isHoisted: true },
  { name: 'a constructor that throws', files: { 'service.js': service('', '{ keepAlive: true, maxTotalSockets: 0 }'), 'main.js': `require('./wire.cjs');\nconst { load } = require('./service');\ntry {\n  load('https://a.example');\n} catch (error) {\n  console.log(error.code);\n}\n` }, prints: ['ERR_OUT_OF_RANGE'] },
  { name: 'a package that is not there', files: { 'service.js': `const axios = require('axios');\nexports.load = (url, isKept) => axios.get(url, { httpsAgent: isKept ? new (require('agentkeepalive').HttpsAgent)() : require('https').globalAgent });\nexports.serve = (app) => app.get('/', (req) => exports.load(req.url, true));\n`, 'main.js': `require('module')._load = ((load) => (name, ...rest) => { if (name === 'agentkeepalive') throw new Error('missing'); return load(name, ...rest); })(require('module')._load);\n${main('')}` }, prints: TWICE },
  { name: 'an import cycle', files: { 'main.mjs': `import './wire.mjs';\n${ESM}import './user.mjs';\nexport function load(url) {\n  return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true }) });\n}\nexport const serve = (app) => app.get('/', (req) => load(req.url));\n`, 'user.mjs': `import { load } from './main.mjs';\nload('https://a.example');\n` }, prints: ['{"keepAlive":true}'] },
  { name: 'a cycle of requires', files: { 'main.js': `exports.load = load;\nrequire('./wire.cjs');\nvar axios = require('axios');\nvar https = require('https');\nrequire('./user');\nvar MAX = 5;\nfunction load(url) {\n  return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: MAX }) });\n}\nexports.serve = (app) => app.get('/', (req) => load(req.url));\n`, 'user.js': `require('./main').load('https://a.example');\n` }, prints: ['{"keepAlive":true}'] },
  { name: 'a tag that runs as the module loads', files: { 'main.js': `require('./wire.cjs');\n${CJS}load\`https://a.example\`;\nvar MAX = 5;\nfunction load([url]) {\n  return axios.get(url, { httpsAgent: new https.Agent({ keepAlive: true, maxSockets: MAX }) });\n}\nexports.serve = (app) => app.get('/', (req) => load([req.url]));\n` }, prints: ['{"keepAlive":true}'] },
];

describe('a program with hoisted agents', () => {
  it.each(programs)('$name', ({ files, prints, isHoisted = false }) => {
    const root = writeProject({ 'wire.cjs': WIRE, 'wire.mjs': WIRE.replace(`const axios = require('axios')`, `import axios from 'axios'`), ...files });
    symlinkSync(NODE_MODULES, join(root, 'node_modules'), 'junction');
    try {
      const entry = 'main.js' in files ? 'main.js' : 'main.mjs';
      expect(run(root, entry)).toEqual(prints);
      const outcomes = Object.keys(files).map((path) => mend(hoistAgents, files[path]!, projectFacts(join(root, path)), {}));
      const remedies = outcomes.flatMap(({ sites }) => sites.map(({ remedy }) => remedy)).filter((remedy) => remedy !== 'none');
      expect(remedies).toEqual([isHoisted ? 'mended' : 'refused']);
      for (const [index, path] of Object.keys(files).entries()) writeFileSync(join(root, path), outcomes[index]!.output);
      expect(run(root, entry)).toEqual(prints);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

/** The lines that a program prints, its errors included. */
function run(root: string, entry: string): string[] {
  const { stdout, stderr } = spawnSync(process.execPath, [join(root, entry)], { cwd: root, encoding: 'utf8' });
  return `${stdout}${stderr}`.trimEnd().split('\n');
}
