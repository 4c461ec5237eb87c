/**
 * Runs in a copy of the service, its working directory: makes the calls of `released-calls.cjs` that it is told, one
 * after another, with every request sent to the server of the test, and sends back what came of each.
 */
const { subscribe } = require('node:diagnostics_channel');
const { mkdirSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { format } = require('node:util');
const calls = require('./released-calls.cjs');

const HELPERS = join(process.cwd(), 'helpers');
const { RELEASED_SERVER, RELEASED_SECURE_SERVER } = process.env;
/** What the helpers wait between two attempts, in milliseconds; no request has a timeout of such a length. */
const WAITS = new Set([200, 2000]);

let run = 0;
let sent = 0;
let printed = [];
const unanswered = new Set();

/** `https://host/path` as `/run/request/host/path` of the server: a request is told from others even beside them. */
function toServer(url) {
  const { protocol, host, pathname, search } = new URL(url);
  return `${protocol === 'https:' ? RELEASED_SECURE_SERVER : RELEASED_SERVER}/${run}/${sent++}/${host}${pathname}${search}`;
}

function redirectRequests() {
  const axios = createRequire(join(HELPERS, 'index.js'))('axios');
  axios.interceptors.request.use((config) => Object.assign(config, { url: toServer(config.url) }));
  const { fetch, setTimeout } = globalThis;
  globalThis.fetch = (url, init) => fetch(toServer(url), init);
  globalThis.setTimeout = (callback, ms, ...args) =>
    setTimeout(callback, WAITS.has(ms) ? 0 : ms, ...args);
  subscribe('http.client.request.start', ({ request }) => {
    unanswered.add(request);
    request.once('close', () => unanswered.delete(request));
  });
  subscribe('http.client.response.finish', ({ request }) => unanswered.delete(request));
}

function keepPrints() {
  for (const method of ['log', 'info', 'warn', 'error']) {
    console[method] = (...args) =>
      printed.push(
        `${method} ${format(...args.map((arg) => (arg instanceof Error ? described(arg) : arg)))}`,
      );
  }
}

function described({ name, message, code, response }) {
  return { name, message, code, status: response?.status };
}

async function outcomeOf({ of, run: make }) {
  const [module] = of.split('.');
  mkdirSync('written', { recursive: true });
  try {
    return {
      result: await make(module === 'index' ? routes() : require(join(HELPERS, `${module}.js`))),
    };
  } catch (error) {
    return { error: described(error) };
  }
}

/** The handlers of the service itself, by method and path: its `express` keeps them instead of serving them. */
function routes() {
  require(join(process.cwd(), 'index.js'));
  return require(join(process.cwd(), 'node_modules/express')).routes;
}

/** What a call wrote, by path. */
function takeWritten() {
  const written = Object.fromEntries(filesIn('written').map((path) => [path, readFileSync(path)]));
  rmSync('written', { recursive: true });
  return written;
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : `${folder}/${entry.name}`,
  );
}

/** `module.function` and `module.Class.method` of every helper, and `index.route` of every route. */
function exportedFunctions() {
  const modules = readdirSync(HELPERS).filter((name) => name.endsWith('.js'));
  const served = Object.keys(routes()).map((route) => `index.${route}`);
  const helpers = modules.flatMap((name) => {
    const exported = Object.entries(require(join(HELPERS, name))).filter(
      ([, value]) => typeof value === 'function',
    );
    return exported.flatMap(([key, value]) => {
      const methods = Object.getOwnPropertyNames(value.prototype ?? {}).filter(
        (method) => method !== 'constructor',
      );
      const path = `${name.slice(0, -'.js'.length)}.${key}`;
      return methods.length > 0 ? methods.map((method) => `${path}.${method}`) : path;
    });
  });
  return [...helpers, ...served];
}

async function makeCalls(indices) {
  const outcomes = [];
  for (const [number, index] of indices.entries()) {
    [run, sent, printed] = [number, 0, []];
    const outcome = await outcomeOf(calls[index]);
    // One of two requests that were sent together may fail first.
    while (unanswered.size > 0) await new Promise((resolve) => setImmediate(resolve));
    outcomes.push({ ...outcome, printed, written: takeWritten() });
  }
  return outcomes;
}

process.once('message', async (indices) => {
  redirectRequests();
  keepPrints();
  const outcomes = await makeCalls(indices);
  process.send({ outcomes, functions: exportedFunctions() }, () => process.exit());
});
