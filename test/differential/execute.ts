/**
 * Executes a program in a context of its own and tells what could be seen of it: what it logged, what it sent, what its
 * handlers came to. Nothing leaves the process: axios, timers and servers are stand-ins that answer in microtasks, so that
 * a program is over when its script is, and a loop without an end is cut off.
 */
import { createRequire } from 'node:module';
import http from 'node:http';
import https from 'node:https';
import { createContext, Script } from 'node:vm';
import { inspect } from 'node:util';
import ts from 'typescript';
import type { ExecutableProgram } from './programs.ts';

const require = createRequire(import.meta.url);

/** Long beside what a program takes, some milliseconds. */
const ENDLESS_AFTER_MS = 2000;

/** Runs inside the context: its promises must be those of the program. */
const WORLD = `
const count = { n: 0 };
const handlers = [];
const timers = [];
const serve = (handler) => handlers.push({ form: 'plain', handler });
const app = { get: (path, handler) => handlers.push({ form: 'app', handler }) };
const touch = (object) => { object.ca = 'touched'; };
const later = (fn) => { timers.push(fn); };
const parse = (id) => (id === 'b' ? undefined : { id });
const sleep = async () => { await null; await null; };
const save = async (value) => { await null; log('saved', value); };
const setTimeout = (fn) => { Promise.resolve().then(() => Promise.resolve()).then(fn); return { unref() {} }; };
const setInterval = (fn) => { timers.push(fn); return { unref() {} }; };
const clearInterval = () => {};
const setImmediate = setTimeout;

function makeAxios(defaults) {
  const send = async (given) => {
    const config = { ...defaults, ...given };
    const { httpAgent, httpsAgent, ...seen } = config;
    log('request', seen);
    await null;
    if (String(config.url).includes('fail')) throw Object.assign(new Error('Request failed with status code 500'), { response: { status: 500, data: { ids: [] } } });
    const text = 'the text of the body of ' + config.url;
    const data = config.responseType === 'text' ? text : config.responseType === 'arraybuffer' ? bytesOf(text) : config.responseType === 'stream' ? { destroy() {} } : { id: config.url, ids: [1, 2], items: [{ name: 'first' }], text };
    return { data, status: 200, statusText: 'OK', headers: { 'x-id': '7' }, config: seen, agents: agentOptions(httpAgent, httpsAgent) };
  };
  const axios = (url, config) => (typeof url === 'string' ? send({ ...config, url }) : send(url));
  for (const method of ['get', 'delete', 'head', 'options']) axios[method] = (url, config) => send({ ...config, url, method });
  for (const method of ['post', 'put', 'patch']) axios[method] = (url, data, config) => send({ ...config, url, data, method });
  axios.request = (config) => send(config);
  axios.create = (config) => makeAxios(config);
  axios.defaults = defaults;
  axios.default = axios;
  return axios;
}

const modules = { axios: makeAxios({}) };

async function drive(exported) {
  const requests = ['a', 'b', 'a', 'c'].map((id) => ({ id, url: '/' + id }));
  const argumentsFor = (form, req) => (form === 'plain' ? [req] : form === 'app' ? [{ params: req }, {}] : [{ url: req.url, headers: { id: req.id } }, {}]);
  const call = async ({ form, handler }, req) => {
    try {
      log('result', await handler(...argumentsFor(form, req)));
    } catch (error) {
      log('error', error && error.name, error && error.message);
    }
  };
  for (const req of requests) for (const each of handlers) await call(each, req);
  await Promise.all(handlers.map((each) => call(each, { id: 'd', url: '/d' })));
  // Whoever imports an object may write to it.
  for (const value of Object.values(exported)) if (value && typeof value === 'object' && !Object.isFrozen(value)) value.ca = 'by an importer';
  for (const each of handlers) await call(each, { id: 'e', url: '/e' });
  for (const timer of timers.splice(0)) timer();
  log('over', count.n);
}
`;

/** @returns a line for each thing that was seen, the last one telling of an error or an endless loop, if there was one */
export function execute(program: ExecutableProgram, agentsModule: string): string[] {
  const seen: string[] = [];
  const log = (...values: unknown[]) => {
    if (seen.length < 5000)
      seen.push(
        values.map((value) => inspect(value, { depth: 5, breakLength: Infinity })).join(' '),
      );
  };
  const servers = { createServer: undefined as unknown };
  const context = createContext(
    {
      log,
      bytesOf: (text: string) => Buffer.from(text),
      agentOptions,
      process: { env: {}, argv: [], exit: () => undefined },
      Buffer,
      console: { log, error: log, warn: log },
      exports: {},
    },
    { microtaskMode: 'afterEvaluate' },
  );
  const modules: Record<string, unknown> = { http: { ...http, ...servers }, https };
  const load = (specifier: string): unknown => {
    const name = specifier.replace(/^node:/u, '');
    if (name === 'axios') return new Script('modules.axios').runInContext(context);
    if (name === 'http') return modules['http'];
    if (name === 'https') return https;
    if (name === 'lru-cache') return require('lru-cache');
    if (/http-agents(?:\.[cm]?[jt]s)?$/u.test(name))
      return (modules['agents'] ??= agentsOf(agentsModule, load));
    throw new Error(`Cannot find module '${specifier}'`);
  };
  try {
    new Script(WORLD).runInContext(context);
    modules['http'] = {
      ...http,
      createServer: new Script(
        "(handler) => { handlers.push({ form: 'server', handler }); return { listen() {} }; }",
      ).runInContext(context) as unknown,
    };
    const wrapper = new Script(`(function (require, module, exports) {${commonJs(program)}\n})`, {
      filename: 'program.js',
    }).runInContext(context) as (...values: unknown[]) => void;
    const module = { exports: {} };
    Object.assign(context, {
      run: () => {
        wrapper.call(module.exports, load, module, module.exports);
      },
      exported: () => module.exports as unknown,
    });
    new Script('run(); drive(exported()).catch((error) => log(error))').runInContext(context, {
      timeout: ENDLESS_AFTER_MS,
    });
  } catch (error) {
    seen.push(`${(error as Error).name}: ${(error as Error).message}`);
  }
  return seen;
}

/** What of an agent's options must not change; how many sockets it has may. */
function agentOptions(
  ...agents: readonly (
    | (http.Agent & { readonly tenant?: string; readonly ca?: string })
    | undefined
  )[]
): unknown {
  return agents.map((agent) => {
    if (!agent) return undefined;
    const { ca, rejectUnauthorized, maxCachedSessions } = (
      agent as unknown as { options: https.AgentOptions }
    ).options;
    const options = {
      ca,
      rejectUnauthorized,
      maxCachedSessions,
      tenant: agent.tenant,
      touched: agent.ca,
    };
    return Object.values(options).every((value) => value === undefined) ? undefined : options;
  });
}

function agentsOf(text: string, load: (specifier: string) => unknown): unknown {
  const module = { exports: {} };
  const wrapper = new Script(
    `(function (require, module, exports) {${transpiled(text)}\n})`,
  ).runInThisContext() as (...values: unknown[]) => void;
  wrapper(load, module, module.exports);
  return module.exports;
}

function commonJs({ language, text }: ExecutableProgram): string {
  const body = text.replace(/^\uFEFF/u, '').replace(/^#!.*/u, '');
  return language === 'mjs' || language === 'ts' ? transpiled(body) : body;
}

function transpiled(text: string): string {
  return ts.transpileModule(text, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  }).outputText;
}
