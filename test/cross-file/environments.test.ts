/**
 * Where code runs, as other files of the project tell.
 */
import { fixAgents } from '../../codemods/fix-agents.ts';
import { requireAxiosAgents } from '../../rules/require-axios-agents.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const AXIOS = `import axios from 'axios';\n`;
const AGENTS = { 'http-agents.js': `export const httpAgent = makeAgent();\nexport const httpsAgent = makeAgent();\n` };
const fixed = (code: string) => code.replace(AXIOS, `${AXIOS}import { httpAgent, httpsAgent } from './http-agents.js';\n`).replace(/axios\.get\(([^)]*)\)/u, 'axios.get($1, { httpAgent, httpsAgent })');

const HOSTLESS = `${AXIOS}export const load = () => axios.get('/orders');\n`;
const LOAD = `${AXIOS}export const load = (url) => axios.get(url);\n`;
const CHECK = `const axios = require('axios');\nasync function main() { await axios.get(process.env.URL); }\nif (require.main === module) main();\nmodule.exports = { main };\n`;
const PAGES = { 'package.json': '{ "type": "module", "devDependencies": { "vite": "6" }, "dependencies": { "express": "4" } }', 'index.html': '<script type="module" src="/pages/main.jsx"></script>', 'pages/main.jsx': `import { load } from '../orders.js';\nload();\n` };

const cases: readonly ProjectCase[] = [
  {
    name: 'a URL without a host is for a browser',
    files: { 'package.json': '{ "type": "module" }', ...AGENTS, 'orders.js': HOSTLESS },
    verdicts: { 'orders.js': ['2 exempt runs in a browser: it requests `/orders`, a URL without a host, which Node refuses'] },
  },
  {
    name: 'a service that sets the base URL of axios itself in another file stays judged',
    files: { 'package.json': '{ "type": "module" }', ...AGENTS, 'orders.js': HOSTLESS, 'setup.js': `${AXIOS}axios.defaults.baseURL = process.env.URL;\n` },
    findings: { 'orders.js': ['2 missingAgents'] },
    output: { 'orders.js': fixed(HOSTLESS) },
  },
  {
    name: 'what pages alone import runs in a browser',
    files: { ...PAGES, ...AGENTS, 'orders.js': LOAD },
    verdicts: { 'orders.js': ['2 exempt runs in a browser: only the pages that vite builds import it'] },
  },
  {
    name: 'what a server imports as well stays judged',
    files: { ...PAGES, ...AGENTS, 'orders.js': LOAD, 'server.js': `import { load } from './orders.js';\nload();\n` },
    findings: { 'orders.js': ['2 missingAgents'] },
    output: { 'orders.js': fixed(LOAD) },
  },
  {
    name: 'a program that nobody imports, run by itself, ends',
    files: { 'check.js': CHECK },
    verdicts: { 'check.js': ['2 exempt a program that is run by itself, and ends'] },
  },
  {
    name: 'a program that another file imports may go on',
    files: { 'http-agents.js': `exports.httpAgent = makeAgent();\nexports.httpsAgent = makeAgent();\n`, 'check.js': CHECK, 'server.js': `const { main } = require('./check');\nsetInterval(main, 1000);\n` },
    findings: { 'check.js': ['2 missingAgents'] },
    output: { 'check.js': CHECK.replace(`require('axios');\n`, `require('axios');\nconst { httpAgent, httpsAgent } = require('./http-agents');\n`).replace('process.env.URL)', 'process.env.URL, { httpAgent, httpsAgent })') },
  },
  {
    name: 'what a service imports is of the service, whatever its path says',
    files: { 'package.json': '{ "type": "module" }', ...AGENTS, 'src/axios.config.js': LOAD, 'server.js': `import { load } from './src/axios.config.js';\nload();\n` },
    findings: { 'src/axios.config.js': ['2 missingAgents'] },
    output: { 'src/axios.config.js': fixed(LOAD).replace('./http-agents.js', '../http-agents.js') },
  },
  {
    name: 'what tests alone import is a test',
    files: { 'package.json': '{ "type": "module" }', ...AGENTS, 'test/load.js': LOAD, 'test/orders.test.js': `import { load } from './load.js';\nload();\n` },
    verdicts: { 'test/load.js': ['2 exempt a test, whose process ends'] },
  },
  {
    name: 'nothing is exempt where all environments are wanted',
    files: { 'package.json': '{ "type": "module" }', ...AGENTS, 'test/orders.js': HOSTLESS },
    settings: { environments: 'all' },
    findings: { 'test/orders.js': ['2 missingAgents'] },
    output: { 'test/orders.js': fixed(HOSTLESS).replace('./http-agents.js', '../http-agents.js') },
  },
  {
    name: 'a serverless function of a package that builds pages stays judged',
    files: { 'package.json': '{ "type": "module", "devDependencies": { "vite": "6" } }', 'index.html': PAGES['index.html'], 'pages/main.jsx': 'start();\n', ...AGENTS, 'api/orders.js': `${AXIOS}export default async (req, res) => res.json(await axios.get(process.env.URL));\n` },
    findings: { 'api/orders.js': ['2 missingAgents'] },
    output: { 'api/orders.js': `${AXIOS}import { httpAgent, httpsAgent } from '../http-agents.js';\nexport default async (req, res) => res.json(await axios.get(process.env.URL, { httpAgent, httpsAgent }));\n` },
  },
  {
    name: 'what a plain script loads stays judged beside the pages',
    files: { 'package.json': '{ "type": "module", "devDependencies": { "vite": "6" } }', 'index.html': PAGES['index.html'], 'pages/main.jsx': 'start();\n', ...AGENTS, 'orders.js': LOAD, 'server.js': `import { load } from './orders.js';\nimport { createServer } from 'node:http';\ncreateServer(load).listen(1);\n` },
    findings: { 'orders.js': ['2 missingAgents'] },
    output: { 'orders.js': fixed(LOAD) },
  },
  {
    name: 'an application for phones',
    files: { 'package.json': '{ "type": "module", "dependencies": { "react-native": "0.76" } }', ...AGENTS, 'src/orders.js': LOAD },
    verdicts: { 'src/orders.js': ['2 exempt runs in a browser: its package builds pages with react-native'] },
  },
  {
    name: 'a package with a browser field gets no import of node:http',
    files: { 'package.json': '{ "type": "module", "browser": "./browser.js" }', ...AGENTS, 'orders.js': LOAD },
    findings: { 'orders.js': ['2 missingAgents package.json says that browsers load it'] },
  },
];

runProjectSuite({ rule: requireAxiosAgents, codemod: fixAgents, cases });
