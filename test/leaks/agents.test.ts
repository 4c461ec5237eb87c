/**
 * What `hoist-agents` and `bound-agents` write, with real sockets: a process of its own makes 300 calls before and after
 * each mend, and counts the sockets that are left in `/proc/self/fd`.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { AGENT_BOUNDS } from '../../analysis/agents-module.ts';
import { projectFacts } from '../../analysis/project.ts';
import { boundAgents } from '../../codemods/bound-agents.ts';
import { mend, type Codemod } from '../../codemods/create-codemod.ts';
import { hoistAgents } from '../../codemods/hoist-agents.ts';
import { useServer } from './server.ts';

vi.setConfig({ maxConcurrency: 2 });

const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const CALLS = 300;
/** How many idle sockets a host Node 20.20 keeps where nobody says how many (lib/_http_agent.js). */
const NODES_MAX_FREE_SOCKETS = 256;

/** Calls one after the other, or all at once; prints how many sockets are left, and the most that were open. */
const DRIVER = `
import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const isSocket = (fd) => {
  try {
    return readlinkSync('/proc/self/fd/' + fd).startsWith('socket:');
  } catch {
    return false;
  }
};
const sockets = () => readdirSync('/proc/self/fd').filter(isSocket).length;
const [file, url, how] = process.argv.slice(2);
const module = await import(file);
const call = module.call ?? module.default.call;
const before = sockets();
let most = 0;
const counted = async () => {
  await call(url);
  most = Math.max(most, sockets() - before);
};
if (how === 'burst') await Promise.all(Array.from({ length: ${CALLS} }, counted));
else for (let index = 0; index < ${CALLS}; index++) await call(url);
await sleep(100);
console.log(JSON.stringify({ left: sockets() - before, most }));
process.exit();
`;

interface Form {
  readonly name: string;
  readonly file: string;
  readonly code: string;
}

const ALIVE = 'new http.Agent({ keepAlive: true })';
const CJS = `const axios = require('axios');\nconst http = require('http');\n`;
const ESM = `import axios from 'axios';\nimport http from 'node:http';\n`;

const perCall: readonly Form[] = [
  { name: 'in the config, CommonJS', file: 'config.cjs', code: `${CJS}exports.call = (url) => axios.get(url, { httpAgent: ${ALIVE} });\n` },
  { name: 'in the config, ESM', file: 'config.mjs', code: `${ESM}export const call = (url) => axios.get(url, { httpAgent: ${ALIVE} });\n` },
  { name: 'an instance', file: 'instance.mjs', code: `${ESM}export async function call(url) {\n  const client = axios.create({ httpAgent: ${ALIVE} });\n  return client.get(url);\n}\n` },
  { name: 'a variable of the function', file: 'variable.mjs', code: `${ESM}export async function call(url) {\n  const agent = new http.Agent({\n    keepAlive: true,\n  });\n  return axios.get(url, { httpAgent: agent });\n}\n` },
  { name: 'a helper that returns an agent', file: 'helper.mjs', code: `${ESM}function makeAgent() {\n  return ${ALIVE};\n}\nexport const call = (url) => axios.get(url, { httpAgent: makeAgent() });\n` },
  { name: 'an interceptor', file: 'interceptor.cjs', code: `${CJS}const client = axios.create();\nclient.interceptors.request.use((config) => {\n  config.httpAgent = ${ALIVE};\n  return config;\n});\nexports.call = (url) => client.get(url);\n` },
  { name: 'an instance of a class, TypeScript', file: 'class.mts', code: `${ESM}class Api {\n  private readonly client = axios.create({ httpAgent: ${ALIVE} });\n  get(url: string): Promise<unknown> {\n    return this.client.get(url);\n  }\n}\nexport async function call(url: string): Promise<unknown> {\n  const api = new Api();\n  return api.get(url);\n}\nsetInterval(() => call('http://127.0.0.1:1'), 1e9);\n` },
];

const unbounded: readonly Form[] = [
  { name: 'in the config of an instance', file: 'create.mjs', code: `${ESM}const client = axios.create({ httpAgent: ${ALIVE} });\nexport const call = (url) => client.get(url);\n` },
  { name: 'on the defaults, CommonJS', file: 'defaults.cjs', code: `${CJS}axios.defaults.httpAgent = ${ALIVE};\nexports.call = (url) => axios.get(url);\n` },
  { name: 'by an object of options', file: 'options.mjs', code: `${ESM}const options = { keepAlive: true };\nconst httpAgent = new http.Agent(options);\nexport const call = (url) => axios.get(url, { httpAgent });\n` },
];

const folder = mkdtempSync(join(tmpdir(), 'leakproof-leaks-'));
symlinkSync(NODE_MODULES, join(folder, 'node_modules'), 'junction');
writeFileSync(join(folder, 'package.json'), '{}');
writeFileSync(join(folder, 'driver.mjs'), DRIVER);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The sockets that 300 calls of a module leave, and the most that were open at once. */
async function socketsOf(name: string, code: string, url: string, how: 'series' | 'burst'): Promise<{ left: number; most: number }> {
  const file = join(folder, name.replace('.mts', '.mjs'));
  writeFileSync(file, name.endsWith('.mts') ? ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } }).outputText : code);
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'driver.mjs'), file, url, how], { timeout: 60_000 });
  return JSON.parse(stdout) as { left: number; most: number };
}

function mended(codemod: Codemod, { file, code }: Form): string {
  const { output, sites } = mend(codemod, code, projectFacts(join(folder, file)), {});
  expect(sites.map(({ remedy }) => remedy)).toEqual(['mended']);
  return output;
}

describe.skipIf(!existsSync('/proc/self/fd')).concurrent(`${CALLS} calls`, () => {
  const urlOf = useServer();

  it.each(perCall)('hoist-agents, $name: a socket each before, one after', async (form) => {
    const after = mended(hoistAgents, form);
    expect(await socketsOf(`before-${form.file}`, form.code, urlOf('small'), 'series')).toMatchObject({ left: CALLS });
    expect(await socketsOf(`after-${form.file}`, after, urlOf('small'), 'series')).toMatchObject({ left: 1 });
  });

  it.each(perCall.slice(0, 2))('hoist-agents, then bound-agents, $name: of a burst as many stay as the bounds allow', async (form) => {
    const after = mended(boundAgents, { ...form, code: mended(hoistAgents, form) });
    expect(await socketsOf(`burst-${form.file}`, after, urlOf('small'), 'burst')).toEqual({ left: AGENT_BOUNDS.maxFreeSockets, most: AGENT_BOUNDS.maxSockets });
  });

  it.each(unbounded)('bound-agents, $name: any number at once before, as many as the bounds allow after', async (form) => {
    const after = mended(boundAgents, form);
    expect(await socketsOf(`before-${form.file}`, form.code, urlOf('small'), 'burst')).toEqual({ left: NODES_MAX_FREE_SOCKETS, most: CALLS });
    expect(await socketsOf(`after-${form.file}`, after, urlOf('small'), 'burst')).toEqual({ left: AGENT_BOUNDS.maxFreeSockets, most: AGENT_BOUNDS.maxSockets });
  });

  it('an agent that keeps no sockets leaves none, made for each call or not', async () => {
    const code = `${CJS}exports.call = (url) => axios.get(url, { httpAgent: new http.Agent() });\n`;
    expect(await socketsOf('closing.cjs', code, urlOf('small'), 'series')).toMatchObject({ left: 0 });
  });
});
