/**
 * Agents that are made for each call, where other files may run the functions too early, or get at the agent.
 */
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { noPerCallAgent } from '../../rules/no-per-call-agent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const ALIVE = 'new https.Agent({ keepAlive: true })';
const SHARED = `const sharedHttpsAgent = ${ALIVE};\n`;
const ESM = `import axios from 'axios';\nimport https from 'https';\n`;
const CJS = `const axios = require('axios');\nconst https = require('https');\n`;
const LOAD = (agent: string) => `export function load(url) {\n  return axios.get(url, { httpsAgent: ${agent} });\n}\n`;
const RUN = `import { load } from './api.mjs';\nload('https://a.example');\n`;
const SERVE = `app.get('/', (req) => load(req.query.url));\n`;

/** Whether the agent of one file of a project moves. */
const hoisted = (name: string, files: Readonly<Record<string, string>>, path: string): ProjectCase => {
  const text = files[path]!;
  const lines = text.slice(0, text.indexOf(ALIVE)).split('\n').length;
  const position = Math.max(...[...text.matchAll(/^(?:import .*|(?:const .*)?require\('(?:axios|https)'\);)\n/gmu)].map((match) => match.index + match[0].length));
  return { name, files, findings: { [path]: [`${lines} perCall`] }, output: { [path]: text.slice(0, position) + SHARED + text.slice(position).replace(ALIVE, 'sharedHttpsAgent') } };
};
const refused = (name: string, files: Readonly<Record<string, string>>, path: string, reason: string): ProjectCase => ({
  name,
  files,
  findings: { [path]: [`${files[path]!.slice(0, files[path]!.indexOf(ALIVE)).split('\n').length} perCall ${reason}`] },
});

const early: ProjectCase[] = [
  refused('an imported file runs a function that is declared and exported', { 'api.mjs': `${ESM}import './user.mjs';\n${LOAD(ALIVE)}${SERVE}`, 'user.mjs': RUN }, 'api.mjs', '`./user.mjs` may import this file in turn'),
  refused('by way of others', { 'api.mjs': `${ESM}import './a.mjs';\n${LOAD(ALIVE)}${SERVE}`, 'a.mjs': `export * from './user.mjs';\n`, 'user.mjs': RUN }, 'api.mjs', '`./a.mjs` may import this file in turn'),
  refused('what is exported by a list, and by default', { 'api.mjs': `${ESM}import './user.mjs';\nfunction load(url) {\n  return axios.get(url, { httpsAgent: ${ALIVE} });\n}\nexport { load };\n${SERVE}`, 'user.mjs': RUN }, 'api.mjs', '`./user.mjs` may import'),
  refused('a re-export loads, too', { 'api.mjs': `${ESM}${LOAD(ALIVE)}${SERVE}export * from './user.mjs';\n`, 'user.mjs': RUN }, 'api.mjs', '`./user.mjs` may import'),
  refused('a package of the workspace', { 'package.json': '{ "workspaces": ["packages/*"] }', 'packages/api/package.json': '{ "name": "@acme/api", "main": "api.mjs" }', 'packages/user/package.json': '{ "name": "@acme/user", "main": "user.mjs" }', 'packages/api/api.mjs': `${ESM}import '@acme/user';\n${LOAD(ALIVE)}${SERVE}`, 'packages/user/user.mjs': `import { load } from '@acme/api';\nload('https://a.example');\n` }, 'packages/api/api.mjs', '`@acme/user` may import'),
  refused('a require behind what is exported', { 'api.js': `exports.load = load;\nconst axios = require('axios');\nrequire('./user');\nconst https = require('https');\nfunction load(url) {\n  return axios.get(url, { httpsAgent: ${ALIVE} });\n}\n${SERVE}`, 'user.js': `const { load } = require('./api');\nload('https://a.example');\n` }, 'api.js', '`./user` may import this file in turn'),
  refused('where nobody sees the other files', { 'api.mjs': `${ESM}import './user.mjs';\n${LOAD(ALIVE)}${SERVE}`, 'user.mjs': '' }, 'api.mjs', '`./user.mjs` may import'),
].map((projectCase) => (projectCase.name.startsWith('where nobody') ? { ...projectCase, settings: { project: false as const } } : projectCase));

const inTime: ProjectCase[] = [
  hoisted('the imported files know nothing of this one', { 'api.mjs': `${ESM}import './user.mjs';\n${LOAD(ALIVE)}${SERVE}`, 'user.mjs': `import './other.mjs';\n`, 'other.mjs': '', 'server.mjs': `import './api.mjs';\n` }, 'api.mjs'),
  hoisted('or import it for its types alone', { 'api.ts': `${ESM}import './user.js';\n${LOAD(ALIVE).replace('url', 'url: string')}${SERVE}`, 'user.ts': `import type { load } from './api.js';\nexport type Load = typeof load;\n` }, 'api.ts'),
  hoisted('a constant cannot be called before its file has run', { 'api.mjs': `${ESM}import './user.mjs';\nexport const load = (url) => axios.get(url, { httpsAgent: ${ALIVE} });\n${SERVE}`, 'user.mjs': RUN }, 'api.mjs'),
  hoisted('a require in front of what is exported', { 'api.js': `${CJS}${LOAD(ALIVE).replace('export ', '')}exports.load = load;\nrequire('./user');\n${SERVE}`, 'user.js': `const { load } = require('./api');\nload('https://a.example');\n` }, 'api.js'),
  hoisted('a require that runs when the agent is there', { 'api.js': `exports.load = load;\n${CJS}require('./user');\n${LOAD(ALIVE).replace('export ', '')}${SERVE}`, 'user.js': `const { load } = require('./api');\nload('https://a.example');\n` }, 'api.js'),
  hoisted('exports that are emptied first', { 'api.js': `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.load = void 0;\n${CJS}${LOAD(ALIVE).replace('export ', '')}exports.load = load;\n${SERVE}`, 'user.js': `const { load } = require('./api');\n` }, 'api.js'),
  { ...hoisted('packages of the registry, where nobody sees the other files', { 'api.mjs': `${ESM}import 'dotenv/config';\n${LOAD(ALIVE)}${SERVE}` }, 'api.mjs'), settings: { project: false } },
];

runProjectSuite({ rule: noPerCallAgent, codemod: hoistAgents, cases: [...early, ...inTime] });
