/**
 * What becomes of a function that is given to a call, by the name of what is called.
 */
import { alternatives, byName, namesWhere, type Row, type Table } from './table.ts';

type Runs =
  /** As a part of the call, or once after it. */
  | 'inline'
  /** Once, or once for each key: what it makes is kept. */
  | 'once'
  /** For each event, by its name: `events.ts`. */
  | 'for events'
  /** For each request of a path. */
  | 'for requests'
  /** For each message, job or command. */
  | 'for messages'
  /** For each client, message or request of a server. */
  | 'for clients'
  | 'by a timer'
  /** As the process starts. */
  | 'at the start';

interface CallbackTaker extends Row {
  readonly runs: Runs;
  /** Called by its own name: `setTimeout(…)`, not `x.setTimeout(…)`. */
  readonly global?: true;
  /** What the call gives has nothing of what the function returns. */
  readonly drops?: true;
  /** An emitter keeps the function until it is taken off. */
  readonly keeps?: true;
}

export const CALLBACK_TAKERS: Table<CallbackTaker> = {
  title: 'Functions that take a function',
  decides:
    'How often a function runs that is given to a call, and whether its parameters come from outside. Methods of arrays are in the table of the methods of collections. Of a call that is not listed the function is taken to run as often as the call if the call is awaited; otherwise nothing is known.',
  rules: [
    'no-leaked-abort-listener',
    'no-per-call-agent',
    'no-per-call-interceptor',
    'no-race-without-abort',
    'no-retained-response',
    'no-unbounded-collection',
    'no-unread-response',
    'require-axios-agents',
    'require-bounded-agent',
    'require-deadline',
  ],
  source: 'names; the reason is in each row',
  columns: {
    runs: 'when the function runs',
    global: 'only where it is called without an object',
    drops: 'the call does not return what the function returns',
    keeps: 'an emitter keeps the function',
  },
  rows: [
    { name: 'Cron', runs: 'by a timer', why: 'croner' },
    { name: 'CronJob', runs: 'by a timer', why: 'cron' },
    { name: 'Promise', runs: 'inline', global: true, why: 'ECMA-262: the executor' },
    { name: 'Server', runs: 'for clients', why: '`http.Server`, `net.Server`, Socket.IO' },
    { name: 'Worker', runs: 'for clients', why: 'BullMQ: for each job' },
    { name: 'action', runs: 'for messages', why: 'Telegraf; with the function alone, commander' },
    { name: 'addEventListener', runs: 'for events', drops: true, keeps: true, why: 'DOM, Node' },
    {
      name: 'addListener',
      runs: 'for events',
      drops: true,
      keeps: true,
      why: 'Node: EventEmitter',
    },
    { name: 'after', runs: 'once', drops: true, why: 'Mocha, node:test' },
    { name: 'afterAll', runs: 'once', drops: true, why: 'Jest, Vitest' },
    { name: 'afterEach', runs: 'once', drops: true, why: 'Mocha, Jest, Vitest' },
    { name: 'all', runs: 'for requests', drops: true, why: 'Express, Fastify, Koa' },
    { name: 'apply', runs: 'inline', why: 'ECMA-262: Function' },
    { name: 'before', runs: 'once', drops: true, why: 'Mocha, node:test' },
    { name: 'beforeAll', runs: 'once', drops: true, why: 'Jest, Vitest' },
    { name: 'beforeEach', runs: 'once', drops: true, why: 'Mocha, Jest, Vitest' },
    { name: 'bind', runs: 'inline', why: 'ECMA-262: Function' },
    { name: 'call', runs: 'inline', why: 'ECMA-262: Function' },
    { name: 'callbackQuery', runs: 'for messages', why: 'grammY' },
    { name: 'catch', runs: 'inline', why: 'ECMA-262: Promise' },
    { name: 'command', runs: 'for messages', why: 'Telegraf, grammY' },
    { name: 'consume', runs: 'for messages', why: 'amqplib' },
    { name: 'createSecureServer', runs: 'for clients', why: 'Node: http2' },
    { name: 'createServer', runs: 'for clients', why: 'Node: http, https, net' },
    { name: 'defineTool', runs: 'for messages', why: 'Model Context Protocol' },
    { name: 'del', runs: 'for requests', drops: true, why: 'restify' },
    { name: 'delete', runs: 'for requests', drops: true, why: 'Express, Fastify, Koa' },
    { name: 'describe', runs: 'once', drops: true, why: 'Mocha, Jest, Vitest, node:test' },
    { name: 'each', runs: 'inline', why: 'lodash, async' },
    { name: 'eachMessage', runs: 'for clients', why: 'kafkajs' },
    { name: 'eachSeries', runs: 'inline', why: 'async' },
    { name: 'finally', runs: 'inline', drops: true, why: 'ECMA-262: Promise' },
    { name: 'from', runs: 'inline', why: 'ECMA-262: `Array.from`' },
    { name: 'get', runs: 'for requests', drops: true, why: 'Express, Fastify, Koa' },
    { name: 'groupBy', runs: 'inline', why: 'ECMA-262: `Object.groupBy`; lodash' },
    { name: 'handle', runs: 'for messages', why: 'Electron: `ipcMain.handle`' },
    { name: 'handler', runs: 'for messages', why: 'AWS and Telegram wrappers' },
    { name: 'head', runs: 'for requests', drops: true, why: 'Express, Fastify' },
    { name: 'hears', runs: 'for messages', why: 'Telegraf, grammY' },
    { name: 'it', runs: 'once', drops: true, why: 'Mocha, Jest, Vitest, node:test' },
    { name: 'keyBy', runs: 'inline', why: 'lodash' },
    { name: 'listen', runs: 'for events', why: 'Tauri, Firebase; of a server, as it starts' },
    { name: 'mapValues', runs: 'inline', why: 'lodash' },
    { name: 'message', runs: 'for messages', why: 'Slack Bolt' },
    { name: 'nextTick', runs: 'inline', drops: true, why: 'Node: process' },
    { name: 'on', runs: 'for events', drops: true, keeps: true, why: 'Node: EventEmitter' },
    { name: 'onText', runs: 'for events', drops: true, why: 'node-telegram-bot-api' },
    { name: 'once', runs: 'once', drops: true, keeps: true, why: 'Node: EventEmitter; lodash' },
    { name: 'options', runs: 'for requests', drops: true, why: 'Express, Fastify' },
    { name: 'parallel', runs: 'inline', why: 'async' },
    { name: 'patch', runs: 'for requests', drops: true, why: 'Express, Fastify, Koa' },
    { name: 'post', runs: 'for requests', drops: true, why: 'Express, Fastify, Koa' },
    {
      name: 'prependListener',
      runs: 'for events',
      drops: true,
      keeps: true,
      why: 'Node: EventEmitter',
    },
    {
      name: 'prependOnceListener',
      runs: 'once',
      drops: true,
      keeps: true,
      why: 'Node: EventEmitter',
    },
    { name: 'process', runs: 'for messages', why: 'Bull' },
    { name: 'psubscribe', runs: 'for events', drops: true, keeps: true, why: 'redis 4' },
    { name: 'put', runs: 'for requests', drops: true, why: 'Express, Fastify, Koa' },
    { name: 'queueMicrotask', runs: 'inline', global: true, drops: true, why: 'HTML, Node' },
    { name: 'receive', runs: 'for messages', why: 'message brokers' },
    { name: 'register', runs: 'at the start', why: 'Fastify: plugins are loaded once' },
    { name: 'registerCommand', runs: 'for messages', why: 'VS Code, bots' },
    { name: 'registerPrompt', runs: 'for messages', why: 'Model Context Protocol' },
    { name: 'registerResource', runs: 'for messages', why: 'Model Context Protocol' },
    { name: 'registerTool', runs: 'for messages', why: 'Model Context Protocol' },
    { name: 'replace', runs: 'inline', why: 'ECMA-262: String' },
    { name: 'replaceAll', runs: 'inline', why: 'ECMA-262: String' },
    { name: 'route', runs: 'for requests', why: 'Fastify, Hapi' },
    { name: 'run', runs: 'inline', why: 'AsyncLocalStorage, p-queue' },
    { name: 'runExclusive', runs: 'inline', why: 'async-mutex' },
    { name: 'schedule', runs: 'by a timer', why: 'node-cron' },
    { name: 'scheduleJob', runs: 'by a timer', why: 'node-schedule' },
    { name: 'series', runs: 'inline', why: 'async' },
    { name: 'serve', runs: 'for clients', why: 'Hono, Bun, Deno' },
    {
      name: 'setImmediate',
      runs: 'inline',
      global: true,
      drops: true,
      why: 'Node: timers',
    },
    {
      name: 'setInterval',
      runs: 'by a timer',
      drops: true,
      why: 'HTML, Node: timers',
    },
    { name: 'setIntervalAsync', runs: 'by a timer', drops: true, why: 'set-interval-async' },
    { name: 'setRequestHandler', runs: 'for messages', why: 'Model Context Protocol' },
    {
      name: 'setTimeout',
      runs: 'inline',
      global: true,
      drops: true,
      why: 'HTML, Node: timers',
    },
    { name: 'setup', runs: 'once', drops: true, why: 'Mocha: tdd' },
    {
      name: 'subscribe',
      runs: 'for events',
      drops: true,
      keeps: true,
      why: 'RxJS, redis 4, Mercure',
    },
    { name: 'suite', runs: 'once', drops: true, why: 'Mocha: tdd; node:test' },
    { name: 'test', runs: 'once', drops: true, why: 'Jest, Vitest, node:test' },
    { name: 'then', runs: 'inline', why: 'ECMA-262: Promise' },
    { name: 'transaction', runs: 'inline', why: 'Knex, Sequelize, better-sqlite3' },
    { name: 'use', runs: 'for messages', drops: true, why: 'Express, Koa, Telegraf' },
    { name: 'work', runs: 'for messages', why: 'pg-boss' },
    { name: 'ws', runs: 'for requests', why: 'express-ws' },
  ],
};

const TAKERS = byName(CALLBACK_TAKERS);

/** What becomes of a function that a call is given; methods of arrays run it as a part of the call. */
export function callbackRuns(name: string, isMethod: boolean): Runs | undefined {
  const row = TAKERS.get(name);
  if (row?.global && isMethod) return undefined;
  return row?.runs;
}

/** Whether a global function runs what it is given as a part of the call, or once after it. */
export function runsInlineByItself(name: string): boolean {
  const row = TAKERS.get(name);
  return row?.global === true && row.runs === 'inline';
}

/** Whether a method keeps a function until something happens, or until it is taken off. */
export function listensTo(method: string): boolean {
  return TAKERS.get(method)?.keeps === true;
}

/** Whether the result of a call has nothing of what the function returns that it is given. */
export function dropsResult(name: string): boolean {
  return TAKERS.get(name)?.drops === true;
}

const PROMISE_METHODS = namesWhere(CALLBACK_TAKERS, ({ why = '' }) => why.endsWith(': Promise'));

/** `then`, `catch`, `finally` */
export function isPromiseMethod(name: string): boolean {
  return PROMISE_METHODS.has(name);
}

/** Whether a call runs the function that it is given once: of promises, of timers, of test runners. */
export function runsFunctionOnce(name: string): boolean {
  const row = TAKERS.get(name);
  return (
    row?.runs === 'once' || (row?.runs === 'inline' && row.drops === true) || isPromiseMethod(name)
  );
}

export const MEMOIZERS: Table = {
  title: 'Functions that make something once',
  decides:
    'Whether what a function makes is kept by the call that it is given to, so that it is made once, or once for each key. Capital letters make no difference; `*` stands for any letters.',
  rules: [
    'no-leaked-abort-listener',
    'no-per-call-agent',
    'no-per-call-interceptor',
    'no-race-without-abort',
    'no-unread-response',
    'require-axios-agents',
    'require-bounded-agent',
    'require-deadline',
  ],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'cache', why: 'React: once for each argument' },
    { name: 'cached', why: 'decorators and helpers' },
    { name: 'computeIfAbsent', why: 'Java’s Map, and helpers after it' },
    { name: 'emplace', why: 'core-js 3: the proposal before `getOrInsert`' },
    { name: 'fetchOnce', why: 'helpers' },
    { name: 'getAndSet*', why: 'helpers' },
    { name: 'getIfAbsent*', why: 'Eclipse Collections, and helpers after it' },
    { name: 'getOr*', why: 'ECMA-262: `getOrInsertComputed`; `getOrCreate`, `getOrSet`' },
    { name: 'lazy*', why: 'lazy-value and helpers' },
    { name: 'memo*', why: 'lodash, memoize, moize: `memoize`, `memoise`' },
    { name: 'once', why: 'lodash; Node: EventEmitter' },
    { name: 'pmemo*', why: 'p-memoize' },
    { name: 'remember', why: 'cache helpers' },
    { name: 'singleton', why: 'helpers' },
    { name: 'upsert', why: 'the proposal before `getOrInsert`' },
    { name: 'useMemo', why: 'React' },
  ],
};

const MEMOIZES = new RegExp(`^(?:${alternatives(MEMOIZERS)})$`, 'iu');

/** Whether a call keeps what the function makes that it is given. */
export function keepsWhatIsMade(name: string): boolean {
  return MEMOIZES.test(name);
}

const LETS_GO = /^(?:off|remove(?:Event)?Listener|removeAllListeners)$/u;

/** Whether a method of an emitter takes listeners off. */
export function takesListenersOff(method: string): boolean {
  return LETS_GO.test(method);
}
