/**
 * What keeps a process running: servers, schedulers, bots, queues, consumers. And what tells that it ends with its work.
 */
import { byName, namesWhere, type Row, type Table } from './table.ts';

interface Work extends Row {
  /** It starts a server, keeps the process running, or may start something of another file that does. */
  readonly starts: 'server' | 'something' | 'work';
  /** What the object goes by whose method it is; any object if it is not said. */
  readonly of?: string;
  /** The name of a class. */
  readonly isClass?: true;
  /** With a port, it makes its object serve. */
  readonly withPort?: true;
}

export const LASTING_WORK: Table<Work> = {
  title: 'What keeps a process running',
  decides:
    'Whether a file is a service or a script whose process ends. Collections and agents of a script are not reported.',
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
    starts:
      '`server`: a server; `work`: something that keeps the process running; `something`: it may start a service of another file',
    of: 'what the name of its object contains, one of these; `$` is its end',
    isClass: 'the name of a class',
    withPort: 'given a port, its object serves from there on',
  },
  rows: [
    { name: 'Cron', starts: 'work', isClass: true, why: 'croner' },
    { name: 'CronJob', starts: 'work', isClass: true, why: 'cron' },
    { name: 'WebSocketServer', starts: 'work', isClass: true, why: 'ws' },
    { name: 'Worker', starts: 'work', isClass: true, why: 'BullMQ' },
    { name: 'bootstrap', starts: 'something', why: 'NestJS, Strapi' },
    {
      name: 'connect',
      starts: 'something',
      why: 'Model Context Protocol: `server.connect(transport)`',
    },
    { name: 'consume', starts: 'work', why: 'amqplib' },
    { name: 'createSecureServer', starts: 'server', why: 'Node: http2' },
    { name: 'createServer', starts: 'server', why: 'Node: http, https, net' },
    { name: 'init', starts: 'something', why: '`app.init()`' },
    {
      name: 'launch',
      starts: 'work',
      of: 'bot telegraf',
      why: 'Telegraf; a browser is launched by programs that end, too',
    },
    { name: 'listen', starts: 'server', withPort: true, why: 'Express, Fastify, Node' },
    { name: 'login', starts: 'work', of: 'client bot discord', why: 'discord.js' },
    { name: 'process', starts: 'work', of: 'queue worker job$ jobs$ agenda boss', why: 'Bull' },
    { name: 'run', starts: 'something', withPort: true, why: 'kafkajs: `consumer.run(…)`' },
    { name: 'schedule', starts: 'work', why: 'node-cron' },
    { name: 'scheduleJob', starts: 'work', why: 'node-schedule' },
    { name: 'serve', starts: 'server', withPort: true, why: 'Hono, Bun, Deno' },
    { name: 'start', starts: 'something', withPort: true, why: '`app.start(port)`' },
    { name: 'startPolling', starts: 'work', why: 'node-telegram-bot-api' },
    {
      name: 'subscribe',
      starts: 'work',
      of: 'client redis mqtt nats sub consumer channel queue',
      why: 'redis, mqtt, kafkajs',
    },
    { name: 'watch', starts: 'work', of: 'chokidar fs watcher', why: 'Node: fs; chokidar' },
  ],
};

export const ARGUMENT_PARSERS: Table = {
  title: 'Modules that read the arguments of a command line',
  decides:
    'Whether a file is a program that is started by a command, does its work and ends. What such a program keeps cannot pile up.',
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
  columns: {},
  rows: [
    { name: '@oclif/core', why: 'commands as classes, and their flags' },
    { name: 'arg', why: 'reads flags' },
    { name: 'cac', why: 'commands and flags' },
    { name: 'commander', why: 'commands and flags' },
    { name: 'meow', why: 'reads flags' },
    { name: 'minimist', why: 'reads flags' },
    { name: 'yargs', why: 'commands and flags' },
  ],
};

const WORK = byName(LASTING_WORK);
const SERVERS = namesWhere(LASTING_WORK, ({ starts }) => starts === 'server');

const READERS = namesWhere(ARGUMENT_PARSERS, () => true);

/** Whether a module reads the arguments of a command line. */
export function parsesArguments(module: string): boolean {
  return READERS.has(module);
}

/** Whether a function starts a server. */
export function startsServerBy(name: string): boolean {
  return SERVERS.has(name);
}

/**
 * Whether a method keeps a process running.
 * @param receiver the name of the object whose method it is
 */
export function isLastingMethod(method: string, receiver: string): boolean {
  const row = WORK.get(method);
  if (row?.starts !== 'work' || row.isClass || receiver === '') return false;
  const text = `${receiver.toLowerCase()}$`;
  return row.of === undefined || row.of.split(' ').some((word) => text.includes(word));
}

/** Whether an instance of a class keeps a process running. */
export function isLastingClass(name: string): boolean {
  return WORK.get(name)?.isClass === true;
}

/** Whether a method may start a service of another file. */
export function mayStartSomething(method: string): boolean {
  return WORK.get(method)?.starts === 'something';
}

/** Whether a method that is given a port makes its object serve. */
export function servesWithPort(method: string): boolean {
  return WORK.get(method)?.withPort === true;
}
