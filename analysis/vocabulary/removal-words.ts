/**
 * Names that tell when what takes entries out of a collection runs, or does not.
 */
import { alternatives, namesWhere, type Row, type Table } from './table.ts';

export const STOP_NAMES: Table = {
  title: 'Functions that run as a service stops',
  decides:
    'Whether a function that empties a collection runs as the process, or the object that has it, ends. Asked only of functions that take out all entries: `close(id)` ends one thing. Capital letters make no difference.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'beforeApplicationShutdown', why: 'NestJS' },
    { name: 'cleanupAll', why: 'ends all that goes on' },
    { name: 'close', why: 'ends a server, a client or a store' },
    { name: 'closeAll', why: 'ends all that goes on' },
    { name: 'deinit', why: 'the counterpart of `init`' },
    { name: 'destroy', why: 'ends a server, a client or a store' },
    { name: 'destroyAll', why: 'ends all that goes on' },
    { name: 'disconnectAll', why: 'ends all connections' },
    { name: 'dispose', why: 'ECMA-262: explicit resource management; VS Code' },
    { name: 'onApplicationShutdown', why: 'NestJS' },
    { name: 'onModuleDestroy', why: 'NestJS' },
    { name: 'onUnload', why: 'ioBroker' },
    { name: 'quit', why: 'ends a process or a client' },
    { name: 'reset', why: 'makes a service begin anew' },
    { name: 'resetAll', why: 'makes a service begin anew' },
    { name: 'shutdown', why: 'ends a service' },
    { name: 'stop', why: 'ends a service' },
    { name: 'stopAll', why: 'ends all that goes on' },
    { name: 'teardown', why: 'ends a service' },
    { name: 'terminate', why: 'ends a process or a worker' },
    { name: 'unload', why: 'ends a plugin' },
  ],
};

const STOPS = new RegExp(`^_?(?:${alternatives(STOP_NAMES)})$`, 'iu');

/** Whether a function runs as the process, or the object that it belongs to, ends. */
export function isStopName(name: string): boolean {
  return STOPS.test(name);
}

export const ON_DEMAND_NAMES: Table = {
  title: 'Functions that remove on demand',
  decides:
    'Whether a function removes an entry because somebody asks for that, by its first word, if nobody can see who calls it: `invalidateUser`, not `releaseUser`, which has a counterpart. Capital letters make no difference.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'bust', why: 'a cache' },
    { name: 'cacheDel', why: 'a cache' },
    { name: 'clear', why: 'a cache' },
    { name: 'del', why: 'a cache or a store' },
    { name: 'delete', why: 'a store: the entity is deleted' },
    { name: 'empty', why: 'a cache' },
    { name: 'evict', why: 'a cache' },
    { name: 'flush', why: 'a cache' },
    { name: 'forget', why: 'a cache' },
    { name: 'invalidate', why: 'a cache: the source has changed' },
    { name: 'purge', why: 'a cache' },
    { name: 'refresh', why: 'a cache: the next reader loads anew' },
    { name: 'reset', why: 'a counter or a state' },
    { name: 'wipe', why: 'a cache' },
  ],
};

const ON_DEMAND = new RegExp(`^_?(?:${alternatives(ON_DEMAND_NAMES)})(?![a-z])`, 'u');

/** Whether a function removes because somebody asks for that, by its first word. */
export function removesOnDemand(name: string): boolean {
  return ON_DEMAND.test(name);
}

export const END_CALLBACKS: Table = {
  title: 'Functions and properties that take the handler of an end',
  decides:
    'Whether a function runs when a stream, a connection or a process ends, if it is given to a function, or stands in an object, under a name that is no event of an emitter.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'eos', why: 'end-of-stream' },
    { name: 'finished', why: 'Node: stream' },
    { name: 'onClose', why: 'WebSocket wrappers' },
    { name: 'onClosed', why: 'WebSocket wrappers' },
    { name: 'onDidClose', why: 'VS Code' },
    { name: 'onDidDispose', why: 'VS Code' },
    { name: 'onDisconnect', why: 'WebSocket wrappers, OCPP' },
    { name: 'onDisconnected', why: 'WebSocket wrappers' },
    { name: 'onEnd', why: 'streams' },
    { name: 'onExit', why: 'node-pty, execa' },
    { name: 'onFinished', why: 'on-finished' },
    { name: 'onclose', why: 'WebSocket, Model Context Protocol' },
    { name: 'ondisconnect', why: 'WebSocket wrappers' },
    { name: 'onend', why: 'streams' },
    { name: 'onexit', why: 'workers' },
    { name: 'onsessionclosed', why: 'Model Context Protocol' },
  ],
};

const TAKES_END = namesWhere(END_CALLBACKS, () => true);

/** Whether a function, or a property, of a name takes the handler of an end. */
export function takesEndHandler(name: string): boolean {
  return TAKES_END.has(name);
}

export const FAREWELLS: Table = {
  title: 'Events with which a client says goodbye',
  decides:
    'Whether an event comes only if a client asks for it: one that vanishes sends none. Capital letters make no difference.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'bye', why: 'of a client' },
    { name: 'leave', why: 'of a client: rooms' },
    { name: 'leave*room', why: 'of a client: rooms' },
    { name: 'logout', why: 'of a client' },
    { name: 'signout', why: 'of a client' },
    { name: 'unsubscribe', why: 'of a client' },
  ],
};

const FAREWELL = new RegExp(`^(?:${alternatives(FAREWELLS)})$`, 'iu');

/** Whether an event comes only if a client asks for it. */
export function isFarewell(event: string): boolean {
  return FAREWELL.test(event);
}

export const MESSAGE_WORDS: Table = {
  title: 'What peers send',
  decides:
    'Whether a function handles what a peer sends, by its name: it begins with `on`, `handle`, `process` or `receive`, ends with one of these words, and has no word for an end, as `onCloseEvent` has. A peer that falls silent sends nothing. Capital letters make no difference.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'ack', why: 'the answer to a message' },
    { name: 'answer', why: 'the answer to a message' },
    { name: 'data', why: 'what a stream or a socket brings' },
    { name: 'delta', why: 'a change that a peer tells' },
    { name: 'event', why: 'of a server that the service listens to' },
    { name: 'frame', why: 'a part of a protocol' },
    { name: 'message', why: 'of a peer' },
    { name: 'packet', why: 'a part of a protocol' },
    { name: 'reply', why: 'the answer to a message' },
    { name: 'response', why: 'the answer to a message' },
    { name: 'result', why: 'the answer to a message' },
    { name: 'update', why: 'a change that a peer tells' },
    { name: 'value', why: 'a change that a peer tells' },
  ],
};

const ON_MESSAGE = new RegExp(
  `^_?(?:on|handle|process|receive)_?(?:\\w*_?)(?:${alternatives(MESSAGE_WORDS)})s?$`,
  'iu',
);
const TELLS_END =
  /(?:abort|after|clean|clos|complet|delet|destroy|disconnect|done|end(?![a-z])|ended|exit|expir|finish|leav|left|releas|remov|stop|tick|timeout|unload)/iu;

/** Whether a name tells of the end of something. */
export function tellsEnd(name: string): boolean {
  return TELLS_END.test(name);
}

/** Whether a function handles a failure, by its name: `handleClientError`, `onLoadFailed`. */
export function tellsFailure(name: string): boolean {
  return /(?:[eE]rror|[fF]ail(?:ed|ure)?|[rR]ejected)$/u.test(name);
}

/** Whether a function handles what a peer sends, and not the end of something. */
export function handlesMessages(name: string): boolean {
  return ON_MESSAGE.test(name) && !tellsEnd(name);
}

export const STORE_METHODS: Table<Row & { readonly does: 'creates' | 'deletes' | 'reads' }> = {
  title: 'Methods of data bases',
  decides:
    'Whether a function also writes an entity to a store, deletes it there, or reads all of them: a collection that goes with that is a mirror of stored entities.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: { does: '`creates`: an entity is written; `deletes`; `reads`: more than one is read' },
  rows: [
    { name: 'bulkCreate', does: 'creates', why: 'Sequelize' },
    { name: 'create', does: 'creates', why: 'Sequelize, Prisma, Mongoose' },
    { name: 'createMany', does: 'creates', why: 'Prisma' },
    { name: 'deleteMany', does: 'deletes', why: 'MongoDB, Prisma' },
    { name: 'deleteOne', does: 'deletes', why: 'MongoDB, Mongoose' },
    { name: 'destroy', does: 'deletes', why: 'Sequelize' },
    { name: 'find', does: 'reads', why: 'MongoDB, Mongoose, TypeORM' },
    { name: 'findAll', does: 'reads', why: 'Sequelize' },
    { name: 'findByIdAndDelete', does: 'deletes', why: 'Mongoose' },
    { name: 'findMany', does: 'reads', why: 'Prisma, Drizzle' },
    { name: 'findOneAndDelete', does: 'deletes', why: 'MongoDB, Mongoose' },
    { name: 'insert', does: 'creates', why: 'Knex, Drizzle, NeDB' },
    { name: 'insertMany', does: 'creates', why: 'MongoDB' },
    { name: 'insertOne', does: 'creates', why: 'MongoDB' },
    { name: 'save', does: 'creates', why: 'Mongoose, TypeORM' },
    { name: 'upsert', does: 'creates', why: 'Prisma, Sequelize' },
  ],
};

const STORE = new Map(STORE_METHODS.rows.map((row) => [row.name, row.does]));

/** What a method of a data base does; undefined if it is none. */
export function storeMethod(name: string): 'creates' | 'deletes' | 'reads' | undefined {
  return STORE.get(name);
}

/** Methods and functions that look one thing up in a store, or on a disk. */
const READS_ONE =
  /^(?:exists(?:Sync)?|find(?:By\w+|First|One|Unique)|get(?:One|Row)?|query|readFile(?:Sync)?|select|stat(?:Sync)?)$/u;

/** Whether a function looks something up in a store, or on a disk. */
export function readsStore(name: string): boolean {
  return READS_ONE.test(name) || STORE.get(name) === 'reads';
}

/** Whether a word names what a service is run for, of which a store has as many as somebody has set up. */
export function namesOwner(word: string): boolean {
  return /^(?:channel|guild|org|organisation|organization|team|workspace)$/u.test(word);
}

export const FILE_WRITERS: Table = {
  title: 'Functions that write a file',
  decides:
    'Whether a collection is written to a file as a whole. Such growth is reported in `strict` only: the file grows as well.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'outputFile', why: 'fs-extra' },
    { name: 'outputFileSync', why: 'fs-extra' },
    { name: 'outputJSON', why: 'fs-extra' },
    { name: 'outputJson', why: 'fs-extra' },
    { name: 'outputJsonSync', why: 'fs-extra' },
    { name: 'writeFile', why: 'node:fs' },
    { name: 'writeFileAtomic', why: 'write-file-atomic' },
    { name: 'writeFileSync', why: 'node:fs' },
    { name: 'writeJSON', why: 'fs-extra' },
    { name: 'writeJSONSync', why: 'fs-extra' },
    { name: 'writeJson', why: 'fs-extra' },
    { name: 'writeJsonFile', why: 'write-json-file' },
    { name: 'writeJsonSync', why: 'fs-extra' },
  ],
};

const WRITES_FILE = namesWhere(FILE_WRITERS, () => true);

/** `saveData(quotes)`, `persistSessions(map)`, `writeJsonAtomic(path, data)`: a function of the application that says so. */
const SAVES =
  /^_?(?:(?:save|persist|dump)(?![a-z])|write\w*(?:Atomic|Data|Disk|File|Json|JSON|State))/u;

/** Whether a function writes what it is given to a file, or says that it keeps it. */
export function writesFile(name: string): boolean {
  return WRITES_FILE.has(name) || SAVES.test(name);
}
