/**
 * When an event comes, by its name.
 */
import { alternatives, namesWhere, type Row, type Table } from './table.ts';

interface EventRow extends Row {
  readonly comes:
    /** Once in the life of a process, or of a client of it. */
    | 'at the start'
    /** For each piece of what is read: as often as somebody reads. */
    | 'as it is read'
    /** When what a client began is over. */
    | 'at the end'
    /** For as long as the process lives. */
    | 'from outside'
    | 'at any time';
  /** The emitter is done with its listeners then. */
  readonly last?: true;
  /** Sockets, workers, ports and signals keep its handler in a property: `onmessage`. */
  readonly handler?: true;
}

export const EVENTS: Table<EventRow> = {
  title: 'Events',
  decides:
    'How often the listener of an event runs, and whether it ends what was begun. The listener of an event that is not listed runs for each client.',
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
    comes:
      '`at the start`: once in the life of a process or a connection; `as it is read`: for each piece of a stream; `at the end`: when what a client began is over; `from outside`: as long as the process lives',
    last: 'the emitter is done with its listeners',
    handler: 'a property `on…` keeps the handler as well',
  },
  rows: [
    { name: 'SIG*', comes: 'at the start', why: 'Node: signals come once' },
    {
      name: 'abort',
      comes: 'at the end',
      last: true,
      handler: true,
      why: 'AbortSignal, http.IncomingMessage',
    },
    { name: 'aborted', comes: 'at the end', last: true, why: 'AbortSignal, http.IncomingMessage' },
    { name: 'beforeExit', comes: 'at the start', why: 'Node: process' },
    { name: 'callback_query', comes: 'from outside', why: 'node-telegram-bot-api' },
    { name: 'change', comes: 'at any time', handler: true, why: 'DOM' },
    { name: 'chunk', comes: 'as it is read', why: 'streams of parsers and models' },
    { name: 'clientReady', comes: 'at the start', why: 'discord.js, Telegraf, ioredis' },
    {
      name: 'close',
      comes: 'at the end',
      last: true,
      handler: true,
      why: 'Node: streams, sockets',
    },
    { name: 'closed', comes: 'at the end', last: true, why: 'Node: streams, sockets' },
    { name: 'closes', comes: 'at the end', last: true, why: 'Node: streams, sockets' },
    { name: 'command', comes: 'from outside', why: 'bots' },
    { name: 'complete', comes: 'at the end', last: true, why: 'jobs, XMLHttpRequest' },
    { name: 'completed', comes: 'at the end', last: true, why: 'jobs, XMLHttpRequest' },
    { name: 'completes', comes: 'at the end', last: true, why: 'jobs, XMLHttpRequest' },
    { name: 'connect', comes: 'at any time', handler: true, why: 'Node: sockets; Socket.IO' },
    { name: 'connection', comes: 'from outside', why: 'Node: net.Server, Socket.IO, ws' },
    { name: 'data', comes: 'as it is read', handler: true, why: 'Node: Readable' },
    { name: 'datachannel', comes: 'at any time', handler: true, why: 'WebRTC' },
    { name: 'delete', comes: 'at the end', why: 'of an entity' },
    { name: 'deleted', comes: 'at the end', why: 'of an entity' },
    { name: 'destroy', comes: 'at the end', last: true, why: 'of an entity' },
    { name: 'destroyed', comes: 'at the end', last: true, why: 'of an entity' },
    { name: 'disconnect', comes: 'at the end', handler: true, why: 'Socket.IO, mqtt' },
    { name: 'disconnected', comes: 'at the end', why: 'Socket.IO, mqtt' },
    { name: 'disconnecting', comes: 'at the end', why: 'Socket.IO, mqtt' },
    { name: 'done', comes: 'at the end', last: true, why: 'jobs' },
    { name: 'end', comes: 'at the end', last: true, handler: true, why: 'Node: streams' },
    { name: 'ended', comes: 'at the end', last: true, why: 'Node: streams' },
    { name: 'entry', comes: 'as it is read', why: 'tar, unzipper, yauzl' },
    { name: 'error', comes: 'at the end', last: true, handler: true, why: 'Node: EventEmitter' },
    {
      name: 'exit',
      comes: 'at the end',
      last: true,
      handler: true,
      why: 'Node: child_process, cluster, worker_threads',
    },
    { name: 'exited', comes: 'at the end', last: true, why: 'of a process' },
    { name: 'expire', comes: 'at the end', why: 'of a key: redis, node-cache' },
    { name: 'expired', comes: 'at the end', why: 'of a key: redis, node-cache' },
    { name: 'fail', comes: 'at the end', last: true, why: 'jobs: BullMQ' },
    { name: 'failed', comes: 'at the end', last: true, why: 'jobs: BullMQ' },
    { name: 'field', comes: 'as it is read', why: 'busboy, formidable' },
    { name: 'file', comes: 'as it is read', why: 'busboy, formidable' },
    { name: 'finish', comes: 'at the end', last: true, why: 'Node: Writable' },
    { name: 'finished', comes: 'at the end', last: true, why: 'Node: Writable' },
    { name: 'icecandidate', comes: 'at any time', handler: true, why: 'WebRTC' },
    { name: 'init', comes: 'at the start', why: 'of an application, a client' },
    { name: 'initialized', comes: 'at the start', why: 'of an application, a client' },
    { name: 'interactionCreate', comes: 'from outside', why: 'discord.js' },
    { name: 'job', comes: 'from outside', why: 'queues' },
    { name: 'leave', comes: 'at the end', why: 'of a client' },
    { name: 'line', comes: 'as it is read', why: 'Node: readline' },
    { name: 'listening', comes: 'at the start', why: 'Node: net.Server' },
    { name: 'load', comes: 'at the start', why: 'of an application, a page' },
    { name: 'loaded', comes: 'at the start', why: 'of an application, a page' },
    { name: 'logout', comes: 'at the end', why: 'of a client' },
    { name: 'message', comes: 'from outside', handler: true, why: 'ws, Telegraf, workers' },
    { name: 'messageCreate', comes: 'from outside', why: 'discord.js' },
    { name: 'messageerror', comes: 'at any time', handler: true, why: 'Node: MessagePort' },
    { name: 'messages.upsert', comes: 'from outside', why: 'Baileys' },
    { name: 'notification', comes: 'at any time', handler: true, why: 'Model Context Protocol' },
    { name: 'open', comes: 'at the start', why: 'Mongoose, whatsapp-web.js' },
    { name: 'progress', comes: 'at any time', handler: true, why: 'XMLHttpRequest' },
    { name: 'readable', comes: 'as it is read', why: 'Node: Readable' },
    { name: 'ready', comes: 'at the start', why: 'discord.js, Telegraf, ioredis' },
    { name: 'readystatechange', comes: 'at any time', handler: true, why: 'XMLHttpRequest' },
    { name: 'record', comes: 'as it is read', why: 'csv-parse, kinesis' },
    { name: 'remove', comes: 'at the end', why: 'of an entity' },
    { name: 'removed', comes: 'at the end', why: 'of an entity' },
    { name: 'request', comes: 'from outside', handler: true, why: 'Node: http.Server' },
    { name: 'response', comes: 'at any time', handler: true, why: 'HTTP clients' },
    { name: 'result', comes: 'as it is read', handler: true, why: 'mysql2, snowflake-sdk' },
    { name: 'row', comes: 'as it is read', why: 'pg, mysql2, csv parsers' },
    { name: 'shutdown', comes: 'at the start', why: 'of an application' },
    { name: 'start', comes: 'at the start', why: 'of an application' },
    { name: 'started', comes: 'at the start', why: 'of an application' },
    { name: 'startup', comes: 'at the start', why: 'of an application' },
    { name: 'stop', comes: 'at the end', why: 'of a job' },
    { name: 'stopped', comes: 'at the end', why: 'of a job' },
    { name: 'timeout', comes: 'at the end', handler: true, why: 'Node: sockets; more may follow' },
    { name: 'token', comes: 'as it is read', why: 'streams of parsers and models' },
    { name: 'track', comes: 'at any time', handler: true, why: 'WebRTC' },
    { name: 'uncaughtException', comes: 'at the start', why: 'Node: process' },
    { name: 'unhandledRejection', comes: 'at the start', why: 'Node: process' },
    { name: 'unsubscribe', comes: 'at the end', why: 'of a client' },
    { name: 'update', comes: 'from outside', why: 'bots, feeds' },
    { name: 'warning', comes: 'at the start', why: 'Node: process' },
  ],
};

const pattern = (holds: (row: EventRow) => boolean, flags = 'u') =>
  new RegExp(`^(?:${alternatives(EVENTS, holds)})$`, flags);

const AT_START = pattern(({ comes }) => comes === 'at the start');
const AT_END = pattern(({ comes }) => comes === 'at the end', 'iu');
const AS_READ = namesWhere(EVENTS, ({ comes }) => comes === 'as it is read');
const FROM_OUTSIDE = namesWhere(EVENTS, ({ comes }) => comes === 'from outside');
const LAST = namesWhere(EVENTS, ({ last }) => last === true);
const HANDLER = pattern(({ handler }) => handler === true);

/** Whether an event comes once in the life of a process, or of a client of it. */
export function isLifecycleEvent(event: string): boolean {
  return AT_START.test(event);
}

/** `Events.ClientReady`, `DB_INITIALIZED`; what is only ready or started may be one of many players, sessions, jobs. */
const STARTS = /^ClientReady$|(?:^|_)INITIALIZED$|Initialized$/u;

/** Whether a constant, by its name, is an event that comes once in the life of a process. */
export function namesLifecycleEvent(constant: string): boolean {
  return STARTS.test(constant);
}

/** Whether an event comes for each piece of what is read. */
export function isStreamEvent(event: string): boolean {
  return AS_READ.has(event);
}

/** Whether an event comes when what a client began is over. */
export function isEndingEvent(event: string): boolean {
  return AT_END.test(event);
}

/** Whether an event comes from outside for as long as a process lives; a stream that is read to its end has others. */
export function isOutsideEvent(event: string): boolean {
  return FROM_OUTSIDE.has(event);
}

/** Whether an emitter is done with its listeners when an event comes. */
export function isLastEvent(event: string): boolean {
  return LAST.has(event);
}

/** Whether a property keeps the handler of an event that comes more than once in a process: `onmessage`. */
export function isHandlerProperty(property: string): boolean {
  return property.startsWith('on') && HANDLER.test(property.slice('on'.length));
}
