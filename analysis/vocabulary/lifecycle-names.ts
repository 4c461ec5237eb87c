/**
 * Names of functions that run as a service starts, or when something ends, of what NestJS is given to build modules, and of
 * what makes a service look for faults.
 */
import { alternatives, namesWhere, type Row, type Table } from './table.ts';
import { wordsOf } from './words.ts';

interface StartupName extends Row {
  /** It makes what the service begins with, and does not fill it again later. */
  readonly sets?: true;
}

export const STARTUP_NAMES: Table<StartupName> = {
  title: 'Functions that run as a service starts',
  decides:
    'Whether a function runs as the service starts, if nobody can see who calls it: `initCache` and `loadRoutes` do, by their first word. `seen` counts the names that begin with the word.',
  rules: [
    'no-leaked-abort-listener',
    'no-per-call-agent',
    'no-per-call-interceptor',
    'no-race-without-abort',
    'no-unbounded-collection',
    'no-unread-response',
    'require-bounded-agent',
  ],
  source: 'names; the reason is in each row',
  columns: {
    sets: 'it makes what the service begins with: a collection that it makes is not emptied',
  },
  rows: [
    { name: 'boot', why: 'starts the service' },
    { name: 'bootstrap', seen: 29, why: 'starts the service' },
    { name: 'build', seen: 356, why: 'makes the application' },
    { name: 'configure', seen: 87, sets: true, why: 'sets the service up' },
    { name: 'connect', seen: 579, why: 'connects to the database' },
    { name: 'define', seen: 425, why: 'registers what the service is made of: plugins, routes' },
    { name: 'discover', seen: 306, why: 'looks for devices and plugins' },
    { name: 'hydrate', seen: 2, why: 'fills what the service begins with' },
    { name: 'init', seen: 410, sets: true, why: 'sets the service up' },
    { name: 'initialise', sets: true, why: 'sets the service up' },
    { name: 'initialize', seen: 158, sets: true, why: 'sets the service up' },
    { name: 'install', seen: 44, why: 'registers what the service is made of: plugins, routes' },
    { name: 'load', seen: 402, why: 'fills what the service begins with' },
    { name: 'main', seen: 449, why: 'starts the service' },
    { name: 'migrate', seen: 69, why: 'prepares the database' },
    { name: 'mount', seen: 307, why: 'registers what the service is made of: plugins, routes' },
    { name: 'onApplicationBootstrap', why: 'NestJS' },
    { name: 'onModuleInit', why: 'NestJS' },
    { name: 'onReady', seen: 5, why: 'ioBroker, Fastify, discord.js' },
    { name: 'preload', seen: 19, why: 'fills what the service begins with' },
    { name: 'register', seen: 142, why: 'registers what the service is made of: plugins, routes' },
    { name: 'restore', seen: 108, why: 'fills what the service begins with' },
    { name: 'seed', seen: 74, why: 'prepares the database' },
    { name: 'set_up', sets: true, why: 'sets the service up' },
    { name: 'setup', seen: 122, sets: true, why: 'sets the service up' },
    { name: 'start', seen: 1508, why: 'starts the service' },
    { name: 'startup', seen: 50, why: 'starts the service' },
    { name: 'use', seen: 4415, why: 'registers what the service is made of: plugins, routes' },
    { name: 'warm', seen: 4, why: 'fills what the service begins with' },
  ],
};

const SETS_UP = new RegExp(
  `^_?(?:${alternatives(STARTUP_NAMES, ({ sets }) => sets === true)})(?![a-z])`,
  'u',
);

/** Whether a function makes what a service begins with, by its first word. */
export function setsUp(name: string): boolean {
  return SETS_UP.test(name);
}

const STARTUP = new RegExp(`^(?:${alternatives(STARTUP_NAMES)})(?![a-z])`, 'u');

/** Whether a function runs as a service starts, and registers what it is made of, by its first word: `startAll`, `StartAll`. */
export function isStartupName(name: string): boolean {
  return STARTUP.test(`${name.charAt(0).toLowerCase()}${name.slice(1)}`);
}

export const LOADED_EXPORTS: Table = {
  title: 'Exports that loaders ask for by name',
  decides:
    'Whether a module that no file of the application imports may be loaded all the same, by a framework or a loader that asks for an export of this name.',
  rules: [
    'no-leaked-abort-listener',
    'no-per-call-agent',
    'no-per-call-interceptor',
    'no-race-without-abort',
    'no-unbounded-collection',
    'no-unread-response',
    'require-bounded-agent',
  ],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'action', why: 'a route of Remix' },
    { name: 'config', why: 'a route of Next' },
    { name: 'data', why: 'a command of a Discord bot' },
    { name: 'down', why: 'a migration' },
    { name: 'execute', why: 'a command of a Discord bot' },
    { name: 'getServerSideProps', why: 'a page of Next' },
    { name: 'getStaticProps', why: 'a page of Next' },
    { name: 'handler', why: 'AWS Lambda, Netlify, yargs' },
    { name: 'instrumentation', why: 'Next' },
    { name: 'loader', why: 'a route of Remix' },
    { name: 'main', why: 'a function of a cloud' },
    { name: 'metadata', why: 'a page of Next' },
    { name: 'middleware', why: 'Next' },
    { name: 'plugin', why: 'a plugin' },
    { name: 'proxy', why: 'Next' },
    { name: 'register', why: 'Next, a plugin' },
    { name: 'run', why: 'a command or a job that is found in a folder' },
    { name: 'setup', why: 'a plugin' },
    { name: 'up', why: 'a migration' },
  ],
};

const LOADED = namesWhere(LOADED_EXPORTS, () => true);

/** Whether a framework or a loader may ask for an export of a name. */
export function isLoadedExport(name: string): boolean {
  return LOADED.has(name);
}

export const BUILDING_PROPERTIES: Table = {
  title: 'Properties of modules of NestJS',
  decides:
    'Whether a function that a module of NestJS is given by a property runs once, as the application is built.',
  rules: [
    'no-leaked-abort-listener',
    'no-per-call-agent',
    'no-per-call-interceptor',
    'no-race-without-abort',
    'no-unbounded-collection',
    'no-unread-response',
    'require-bounded-agent',
  ],
  source: 'NestJS',
  columns: {},
  rows: [
    { name: 'load', why: '@nestjs/config: `ConfigModule.forRoot`' },
    { name: 'useFactory', why: 'asynchronous options: `registerAsync`' },
  ],
};

const BUILDS = namesWhere(BUILDING_PROPERTIES, () => true);

/** Whether a module of NestJS is given a function by a property of that name, and runs it as the application is built. */
export function buildsModule(property: string): boolean {
  return BUILDS.has(property);
}

export const DEBUGGING_WORDS: Table = {
  title: 'Variables of the environment that help to find faults',
  decides:
    'Whether code runs only where somebody looks for faults: a word of the name of the variable that it is asked for. What grows there is reported in `strict` only.',
  rules: ['no-unbounded-collection'],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'benchmark', why: 'measures how long things take' },
    { name: 'debug', why: 'the debug package, node-gyp, most programs' },
    { name: 'profiler', why: 'measures how long things take' },
    { name: 'profiling', why: 'measures how long things take' },
    { name: 'verbose', why: 'writes down what is done' },
  ],
};

const DEBUGS = namesWhere(DEBUGGING_WORDS, () => true);

/** Whether a variable of the environment is set to look for faults, by its name. */
export function looksForFaults(variable: string): boolean {
  return wordsOf(variable).some((word) => DEBUGS.has(word));
}

export const ENDING_NAMES: Table = {
  title: 'Functions that end something',
  decides:
    'Whether a function ends what an entry of a collection stands for, by the beginning of its name: `endSession` and `onClose` do. The entry has to go there.',
  rules: [
    'no-leaked-abort-listener',
    'no-per-call-interceptor',
    'no-race-without-abort',
    'no-unbounded-collection',
    'no-unread-response',
  ],
  source: 'names; the reason is in each row',
  columns: {},
  rows: [
    { name: 'abort', why: 'ends work' },
    { name: 'cancel', why: 'ends work' },
    { name: 'clean', why: 'takes away what is no longer needed' },
    { name: 'cleanup', why: 'takes away what is no longer needed' },
    { name: 'clear', why: 'takes away what is no longer needed' },
    { name: 'close', why: 'closes a resource' },
    { name: 'complete', why: 'the work is done' },
    { name: 'delete', why: 'takes away what is no longer needed' },
    { name: 'destroy', why: 'closes a resource' },
    { name: 'disconnect', why: 'closes a connection' },
    { name: 'dispose', why: 'closes a resource' },
    { name: 'end', why: 'the work is done' },
    { name: 'expire', why: 'a time is over' },
    { name: 'fail', why: 'the work is done' },
    { name: 'finish', why: 'the work is done' },
    { name: 'kill', why: 'ends a process' },
    { name: 'leave', why: 'somebody goes' },
    { name: 'logout', why: 'somebody goes' },
    { name: 'onAbort', why: 'runs when it ends' },
    { name: 'onClose', why: 'runs when it ends' },
    { name: 'onComplete', why: 'runs when it ends' },
    { name: 'onDisconnect', why: 'runs when it ends' },
    { name: 'onEnd', why: 'runs when it ends' },
    { name: 'onError', why: 'runs when it ends' },
    { name: 'onFinish', why: 'runs when it ends' },
    { name: 'onLeave', why: 'runs when it ends' },
    { name: 'release', why: 'gives back what was held' },
    { name: 'remove', why: 'takes away what is no longer needed' },
    { name: 'stop', why: 'ends work' },
    { name: 'terminate', why: 'ends a process' },
    { name: 'unregister', why: 'ends a subscription' },
    { name: 'unsubscribe', why: 'ends a subscription' },
  ],
};

const ENDING = new RegExp(`^(?:${alternatives(ENDING_NAMES)})`, 'u');

/** Whether a function ends something, by the beginning of its name. */
export function isEndingName(name: string): boolean {
  return ENDING.test(name);
}
