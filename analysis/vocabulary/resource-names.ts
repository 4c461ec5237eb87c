/**
 * What must be closed, cleared or answered before it is let go: a cap on a collection of such values would drop one that is
 * in use.
 */
import { alternatives, namesWhere, type Table } from './table.ts';

export const RESOURCE_MAKERS: Table = {
  title: 'Functions that give a resource',
  decides:
    'Whether a value must be closed, cleared or answered, by the function that gave it. A collection of such values is not rewritten to an LRU cache.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'connect', seen: 334, why: 'a socket, a server or a stream: Node' },
    { name: 'createConnection', seen: 296, why: 'a socket, a server or a stream: Node' },
    { name: 'createReadStream', seen: 39, why: 'a socket, a server or a stream: Node' },
    { name: 'createServer', seen: 23, why: 'a socket, a server or a stream: Node' },
    { name: 'createWriteStream', seen: 27, why: 'a socket, a server or a stream: Node' },
    { name: 'exec', seen: 132, why: 'a process: Node, child_process' },
    { name: 'execFile', why: 'a process: Node, child_process' },
    { name: 'fork', seen: 13, why: 'a process: Node, child_process' },
    { name: 'launch', seen: 17, why: 'a browser: Puppeteer, Playwright' },
    { name: 'newContext', seen: 5, why: 'a browser: Puppeteer, Playwright' },
    { name: 'newPage', seen: 36, why: 'a browser: Puppeteer, Playwright' },
    { name: 'open', seen: 394, why: 'a file handle: Node, fs' },
    { name: 'schedule', seen: 255, why: 'a scheduled job: node-cron, node-schedule' },
    { name: 'scheduleJob', seen: 12, why: 'a scheduled job: node-cron, node-schedule' },
    { name: 'setImmediate', seen: 29, why: 'a timer: Node' },
    { name: 'setInterval', seen: 64, why: 'a timer: Node' },
    { name: 'setTimeout', seen: 369, why: 'a timer: Node' },
    { name: 'spawn', seen: 27, why: 'a process: Node, child_process' },
    { name: 'watch', seen: 78, why: 'a watcher: Node, chokidar' },
  ],
};

export const RESOURCE_CLASSES: Table = {
  title: 'Classes of resources',
  decides: 'The same by the end of the name of the class: `WebSocket` and `TlsSocket` are sockets.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'AbortController', seen: 35, why: 'a request that can be ended' },
    { name: 'Agent', seen: 604, why: 'sockets: Node, pg, redis' },
    { name: 'Browser', seen: 393, why: 'Puppeteer, Playwright' },
    { name: 'Client', seen: 871, why: 'sockets: Node, pg, redis' },
    { name: 'Connection', seen: 692, why: 'sockets: Node, pg, redis' },
    { name: 'Cron', seen: 83, why: 'cron' },
    { name: 'EventSource', seen: 23, why: 'a stream of events: HTML' },
    { name: 'Interval', seen: 349, why: 'a timer' },
    { name: 'Job', seen: 200, why: 'cron' },
    { name: 'Page', seen: 1017, why: 'Puppeteer, Playwright' },
    { name: 'Pool', seen: 387, why: 'sockets: Node, pg, redis' },
    { name: 'Queue', seen: 215, why: 'BullMQ' },
    { name: 'Server', seen: 358, why: 'Node' },
    { name: 'Socket', seen: 248, why: 'a socket: ws, Socket.IO, Node' },
    { name: 'Stream', seen: 1012, why: 'Node' },
    { name: 'Timer', seen: 56, why: 'a timer' },
    { name: 'Transport', seen: 5, why: 'Model Context Protocol, nodemailer' },
    { name: 'Watcher', seen: 106, why: 'chokidar' },
    { name: 'WebSocket', seen: 31, why: 'a socket: ws, Socket.IO, Node' },
    { name: 'Worker', seen: 68, why: 'a thread: Node, worker_threads' },
  ],
};

export const RESOURCE_NAMES: Table = {
  title: 'Names of resources',
  decides: 'The same by the name of a variable.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'abortController', seen: 11, why: 'a handle to close' },
    { name: 'browser', seen: 733, why: 'a browser' },
    { name: 'callback', seen: 1952, why: 'somebody waits for it' },
    { name: 'cb', seen: 690, why: 'somebody waits for it' },
    { name: 'child', seen: 231, why: 'a process or a thread' },
    { name: 'client', seen: 1066, why: 'a socket or a client' },
    { name: 'conn', seen: 74, why: 'a socket or a client' },
    { name: 'connection', seen: 1625, why: 'a socket or a client' },
    { name: 'controller', seen: 35, why: 'a handle to close' },
    { name: 'deferred', why: 'somebody waits for it' },
    { name: 'handle', seen: 241, why: 'a handle to close' },
    { name: 'interval', seen: 128, why: 'a timer' },
    { name: 'intervalId', seen: 23, why: 'a timer' },
    { name: 'listener', seen: 37, why: 'somebody waits for it' },
    { name: 'page', seen: 1387, why: 'a browser' },
    { name: 'peer', seen: 40, why: 'a socket or a client' },
    { name: 'proc', seen: 24, why: 'a process or a thread' },
    { name: 'process', seen: 2204, why: 'a process or a thread' },
    { name: 'reject', seen: 642, why: 'somebody waits for it' },
    { name: 'req', seen: 4569, why: 'a stream or an answer that is awaited' },
    { name: 'res', seen: 4042, why: 'a stream or an answer that is awaited' },
    { name: 'resolve', seen: 1131, why: 'somebody waits for it' },
    { name: 'response', seen: 3015, why: 'a stream or an answer that is awaited' },
    { name: 'server', seen: 1536, why: 'a handle to close' },
    { name: 'sock', why: 'a socket or a client' },
    { name: 'socket', seen: 949, why: 'a socket or a client' },
    { name: 'stream', seen: 2015, why: 'a stream or an answer that is awaited' },
    { name: 'subscription', seen: 77, why: 'a subscription to end' },
    { name: 'timeout', seen: 719, why: 'a timer' },
    { name: 'timeoutId', seen: 32, why: 'a timer' },
    { name: 'timer', seen: 63, why: 'a timer' },
    { name: 'transport', seen: 14, why: 'a socket or a client' },
    { name: 'unsubscribe', seen: 4, why: 'a subscription to end' },
    { name: 'watcher', seen: 82, why: 'a handle to close' },
    { name: 'worker', seen: 50, why: 'a process or a thread' },
    { name: 'ws', seen: 25, why: 'a socket or a client' },
  ],
};

const MAKERS = namesWhere(RESOURCE_MAKERS, () => true);
const NAMES = namesWhere(RESOURCE_NAMES, () => true);
const CLASSES = new RegExp(`(?:${alternatives(RESOURCE_CLASSES)})$`, 'u');

/** Whether a function gives something that must be closed or cleared. */
export function makesResource(name: string): boolean {
  return MAKERS.has(name);
}

/** Whether the instances of a class must be closed. */
export function isResourceClass(name: string): boolean {
  return CLASSES.test(name);
}

/** Whether a variable is called as something that must be closed, cleared or answered. */
export function isResourceName(name: string): boolean {
  return NAMES.has(name);
}
