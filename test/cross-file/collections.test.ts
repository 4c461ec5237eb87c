import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

/** Who runs `add`, so that nothing but the case is open. */
const ROUTES = dedent(`
  const { add } = require('./store');
  app.post('/x', (req) => { add(req.body.id, req.body); });
`);

/** What marks rooms, by a method that only who has an instance can call. */
const MARKS = dedent(`
        class Marks {
          constructor() {
            this.rooms = new Set();
          }
          markRoom(roomId) {
            this.rooms.add(roomId);
          }
          hasRoom(roomId) {
            return this.rooms.has(roomId);
          }
        }
        exports.Marks = Marks;
`);

/** What measures each call of a function that it is given. */
const PROFILER = dedent(`
  const durations = new Map();
  exports.profile = (fn) => {
    if (!durations.has(fn.name)) durations.set(fn.name, []);
    const list = durations.get(fn.name);
    return async (...args) => {
      const start = Date.now();
      try {
        return await fn(...args);
      } finally {
        list.push(Date.now() - start);
      }
    };
  };
`);

const cases: ProjectCase[] = [
  {
    name: 'all that have the calls measured do so to look for faults',
    files: {
      'profiler.js': PROFILER,
      'books.js': `
        const { profile } = require('./profiler');
        app.get('/books', async (req, res) => {
          const find = process.env.QUERY_PROFILING ? profile(findBooks) : findBooks;
          res.json(await find(req.query));
        });
      `,
      'users.js': `
        const { profile } = require('./profiler');
        app.get('/users', async (req, res) => {
          const find = process.env.QUERY_PROFILING ? profile(findUsers) : findUsers;
          res.json(await find(req.query));
        });
      `,
    },
    verdicts: { 'profiler.js': ['1 unverifiable'] },
  },
  {
    name: 'one that has its calls measured always does so',
    files: {
      'profiler.js': PROFILER,
      'books.js': `
        const { profile } = require('./profiler');
        app.get('/books', async (req, res) => {
          const find = process.env.QUERY_PROFILING ? profile(findBooks) : findBooks;
          res.json(await find(req.query));
        });
      `,
      'users.js': `
        const { profile } = require('./profiler');
        app.get('/users', async (req, res) => {
          res.json(await profile(findUsers)(req.query));
        });
      `,
    },
    findings: { 'profiler.js': ['1 unboundedValues'] },
  },
  {
    name: 'nobody empties what a handler of another file fills',
    files: {
      'store.js': `
        const seen = new Map();
        function add(id, value) {
          seen.set(id, value);
        }
        module.exports = { add };
      `,
      'routes.js': ROUTES,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: {
      'store.js': `
        const { LRUCache } = require('lru-cache');
        const seen = new LRUCache({ max: 1000 });
        function add(id, value) {
          seen.set(id, value);
        }
        module.exports = { add };
      `,
    },
  },
  {
    name: 'a timer of another file empties it',
    files: {
      'store.js': `
        const seen = new Map();
        function add(id, value) {
          seen.set(id, value);
        }
        module.exports = { add, seen };
      `,
      'routes.js': ROUTES,
      'sweep.js': `
        const { seen } = require('./store');
        setInterval(() => seen.clear(), 60000);
      `,
    },
    verdicts: { 'store.js': ['1 ok line 2 of sweep.js removes entries'] },
  },
  {
    name: 'a timer of another file calls the function that empties it',
    files: {
      'store.js': `
        const seen = new Map();
        function add(id, value) {
          seen.set(id, value);
        }
        exports.add = add;
        exports.wipe = () => seen.clear();
      `,
      'routes.js': ROUTES,
      'sweep.js': `
        const store = require('./store');
        setInterval(() => store.wipe(), 60000);
      `,
    },
    verdicts: { 'store.js': ['1 ok'] },
  },
  {
    name: 'tests alone call the function that empties it',
    files: {
      'store.js': `
        const seen = new Map();
        function add(id, value) {
          seen.set(id, value);
        }
        exports.add = add;
        exports.wipe = () => seen.clear();
      `,
      'routes.js': ROUTES,
      'test/store.js': `
        const store = require('../store');
        afterEach(() => store.wipe());
      `,
    },
    findings: { 'store.js': ['1 evictionIdle'] },
    output: {
      'store.js': `
        const { LRUCache } = require('lru-cache');
        const seen = new LRUCache({ max: 1000 });
        function add(id, value) {
          seen.set(id, value);
        }
        exports.add = add;
        exports.wipe = () => seen.clear();
      `,
    },
  },
  {
    name: 'it grows in another file alone',
    files: {
      'store.js': `
        const seen = new Map();
        module.exports = { seen };
      `,
      'routes.js': `
        const { seen } = require('./store');
        app.post('/x', (req) => { seen.set(req.body.id, 1); });
      `,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: {
      'store.js': `
        const { LRUCache } = require('lru-cache');
        const seen = new LRUCache({ max: 1000 });
        module.exports = { seen };
      `,
    },
  },
  {
    name: 'a constructor fills it, which is called by the name of its class',
    files: {
      'store.js': `
        const seen = new Map();
        exports.Entry = class Entry {
          constructor(id) {
            seen.set(id, this);
          }
        };
      `,
      'routes.js': `
        const { Entry } = require('./store');
        app.post('/x', (req) => { new Entry(req.body.id); });
      `,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: {
      'store.js': `
        const { LRUCache } = require('lru-cache');
        const seen = new LRUCache({ max: 1000 });
        exports.Entry = class Entry {
          constructor(id) {
            seen.set(id, this);
          }
        };
      `,
    },
  },
  {
    name: 'another file knows what fills it by the name that it is assigned to',
    files: {
      'store.js': `
        const seen = new Map();
        function add(id, value) {
          seen.set(id, value);
        }
        exports.insert = add;
        exports.add = add;
      `,
      'routes.js': `
        const { insert } = require('./store');
        app.post('/x', (req) => { insert(req.body.id, req.body); });
      `,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: {
      'store.js': `
        const { LRUCache } = require('lru-cache');
        const seen = new LRUCache({ max: 1000 });
        function add(id, value) {
          seen.set(id, value);
        }
        exports.insert = add;
        exports.add = add;
      `,
    },
  },
  {
    name: 'an export without a name of its own',
    files: {
      'store.js': `
        exports.seen = new Map();
        exports.add = (id, value) => exports.seen.set(id, value);
      `,
      'routes.js': `
        const { add } = require('./store');
        app.post('/x', (req) => { add(req.body.id, 1); });
      `,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: {
      'store.js': `
        const { LRUCache } = require('lru-cache');
        exports.seen = new LRUCache({ max: 1000 });
        exports.add = (id, value) => exports.seen.set(id, value);
      `,
    },
  },
  {
    name: 'an export without a name of its own that another file fills, and another empties',
    files: {
      'store.js': `module.exports.seen = new Map();\n`,
      'routes.js': `
        const store = require('./store');
        app.post('/x', (req) => { store.seen.set(req.body.id, 1); });
      `,
      'sweep.js': `
        const { seen } = require('./store');
        setInterval(() => seen.clear(), 60000);
      `,
    },
    verdicts: { 'store.js': ['1 ok line 2 of sweep.js removes entries'] },
  },
  {
    name: 'an export without a name of its own, whose order another file relies on',
    files: {
      'store.js': `
        exports.seen = new Map();
        exports.add = (id) => exports.seen.set(id, 1);
      `,
      'routes.js': ROUTES,
      'list.js': `
        const store = require('./store');
        exports.list = () => [...store.seen.keys()];
      `,
    },
    findings: { 'store.js': ['1 unbounded list.js uses it, too: its order is relied on'] },
  },
  {
    name: 'an export under a name whose order its own file relies on by the export',
    files: {
      'store.js': `
        const seen = new Map();
        function add(id, value) {
          seen.set(id, value);
        }
        exports.add = add;
        exports.seen = seen;
        exports.list = () => [...exports.seen.keys()];
      `,
      'routes.js': ROUTES,
    },
    findings: { 'store.js': ['1 unbounded its order is relied on'] },
  },
  {
    name: 'a Set that other files fill: its calls there would have to be rewritten',
    files: {
      'store.ts': `export const seen = new Set<string>();\n`,
      'routes.ts': `
        import { seen } from './store';
        app.post('/x', (req) => { seen.add(req.body.id); });
      `,
    },
    findings: { 'store.ts': ['1 unbounded routes.ts uses it, too: the calls of a Set'] },
  },
  {
    name: 'another file relies on what a Map alone can',
    files: {
      'store.js': `
        const seen = new Map();
        function add(id, value) {
          seen.set(id, value);
        }
        module.exports = { add, seen };
      `,
      'routes.js': ROUTES,
      'list.js': `
        const { seen } = require('./store');
        exports.list = () => [...seen.keys()];
      `,
    },
    findings: { 'store.js': ['1 unbounded list.js uses it, too: its order is relied on'] },
  },
  {
    name: 'another file hands it on',
    files: {
      'store.js': `
        const seen = new Map();
        function add(id, value) {
          seen.set(id, value);
        }
        module.exports = { add, seen };
      `,
      'routes.js': ROUTES,
      'list.js': `
        const { seen } = require('./store');
        somewhere(seen);
      `,
    },
    options: { unverifiable: true },
    findings: {
      'store.js': ['1 undecided it is given to other files (line 5), where its use is not seen'],
    },
  },
  {
    name: 'every file that adds gives a constant',
    files: {
      'store.js': `
        const seen = new Map();
        function add(id, value) {
          seen.set(id, value);
        }
        module.exports = { add };
      `,
      'a.js': `
        const { add } = require('./store');
        app.get('/a', (req) => add('a', req));
      `,
      'b.js': `
        const { add } = require('./store');
        app.get('/b', (req) => add('b', req));
      `,
    },
    verdicts: { 'store.js': ['1 ok its keys are finite'] },
  },
  {
    name: 'one file gives what comes with a request',
    files: {
      'store.js': `
        const seen = new Map();
        function add(id, value) {
          seen.set(id, value);
        }
        module.exports = { add };
      `,
      'a.js': `
        const { add } = require('./store');
        app.get('/a', (req) => add('a', req));
      `,
      'routes.js': ROUTES,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: {
      'store.js': `
        const { LRUCache } = require('lru-cache');
        const seen = new LRUCache({ max: 1000 });
        function add(id, value) {
          seen.set(id, value);
        }
        module.exports = { add };
      `,
    },
  },
  {
    name: 'a method of an instance fills it, which other files call as they are loaded',
    files: {
      'registry.js': `
        class Registry {
          constructor() {
            this.pages = new Map();
          }
          add(userId, value) {
            this.pages.set(userId, value);
          }
        }
        module.exports = new Registry();
      `,
      'a.js': `
        const registry = require('./registry');
        for (const { userId } of load()) registry.add(userId, 1);
      `,
    },
    verdicts: { 'registry.js': ['3 ok it is filled once'] },
  },
  {
    name: 'a method of an instance fills it, which a file calls that hands the instance on',
    files: {
      'registry.js': `
        class Registry {
          constructor() {
            this.pages = new Map();
          }
          add(userId, value) {
            this.pages.set(userId, value);
          }
        }
        module.exports = new Registry();
      `,
      'a.js': `
        const registry = require('./registry');
        for (const { userId } of load()) registry.add(userId, 1);
        start(registry);
      `,
    },
    verdicts: {
      'registry.js': [
        '3 unverifiable cannot tell how often the loading of the module (a.js), and whoever has the object runs',
      ],
    },
  },
  {
    name: 'a method of the instance of an entry fills it, which its start calls',
    files: {
      'main.js': `
        class Feed {
          constructor() {
            this.pages = [];
          }
          add(page) {
            this.pages.push(page);
          }
        }
        exports.feed = new Feed();
        class Server {
          start() {
            exports.feed.add(load());
          }
        }
        new Server().start();
      `,
    },
    verdicts: { 'main.js': ['3 ok it is filled once'] },
  },
  {
    name: 'a connection of another file, which is given the server, takes itself out',
    files: {
      'server.js': `
        const net = require('node:net');
        const { Connection } = require('./connection');
        class Server {
          constructor() {
            this.connections = new Set();
            net.createServer((socket) => this.connections.add(new Connection(this, socket)));
          }
        }
        new Server();
      `,
      'connection.js': `
        exports.Connection = class Connection {
          constructor(server, socket) {
            this.server = server;
            socket.on('close', () => this.end());
          }
          end() {
            this.server.connections.delete(this);
          }
        };
      `,
    },
    verdicts: {
      'server.js': [
        '5 unverifiable connection.js is given the object that has it, and removes entries',
      ],
    },
  },
  {
    name: 'other files fill it as they are loaded, and never again',
    files: {
      'store.js': `
        const seen = new Map();
        function add(id, value) {
          seen.set(id, value);
        }
        module.exports = { add };
      `,
      'a.js': `
        const { add } = require('./store');
        for (const name of names()) add(name, load(name));
      `,
    },
    verdicts: { 'store.js': ['1 ok it is filled once'] },
  },
  {
    name: 'a file that hands the module on may have it filled for ever',
    files: {
      'store.js': `
        const seen = new Map();
        function add(id, value) {
          seen.set(id, value);
        }
        module.exports = { add };
      `,
      'a.js': `
        const store = require('./store');
        for (const name of names()) store.add(name, load(name));
        use(store);
      `,
    },
    options: { unverifiable: true },
    findings: { 'store.js': ['1 undecided'] },
    output: {
      'store.js': `
        const { LRUCache } = require('lru-cache');
        const seen = new LRUCache({ max: 1000 });
        function add(id, value) {
          seen.set(id, value);
        }
        module.exports = { add };
      `,
    },
  },
  {
    name: 'a class that another file makes one of for good',
    files: {
      'store.ts': `
        export class Store {
          private seen = new Map<string, number>();
          add(id: string) {
            this.seen.set(id, 1);
          }
        }
      `,
      'routes.ts': `
        import { Store } from './store';
        const store = new Store();
        app.post('/x', (req) => { store.add(req.body.id); });
      `,
    },
    findings: { 'store.ts': ['2 unbounded'] },
    output: {
      'store.ts': `
        import { LRUCache } from 'lru-cache';
        export class Store {
          private seen = new LRUCache<string, number>({ max: 1000 });
          add(id: string) {
            this.seen.set(id, 1);
          }
        }
      `,
    },
  },
  {
    name: 'a class that another file makes one of for each request',
    files: {
      'store.ts': `
        export class Store {
          private seen = new Map<string, number>();
          add(id: string) {
            this.seen.set(id, 1);
          }
        }
      `,
      'routes.ts': `
        import { Store } from './store';
        app.post('/x', (req) => { const store = new Store(); store.add(req.body.id); });
      `,
    },
    verdicts: { 'store.ts': ['2 ok what has it does not live on'] },
  },
  {
    name: 'a class whose instances only serve the function that makes them',
    files: {
      'store.ts': `
        export class Store {
          private seen = new Map<string, number>();
          add(id: string) {
            this.seen.set(id, 1);
          }
        }
      `,
      'routes.ts': `
        import { Store } from './store';
        export function setup(ids: string[]) {
          const store = new Store();
          for (const id of ids) store.add(id);
        }
      `,
    },
    options: { unverifiable: true },
    verdicts: { 'store.ts': ['2 ok what has it does not live on'] },
  },
  {
    name: 'a class whose instance a handler captures that a start-up function sets up',
    files: {
      'store.ts': `
        export class Store {
          private seen = new Map<string, number>();
          add(id: string) {
            this.seen.set(id, 1);
          }
        }
      `,
      'routes.ts': `
        import { Store } from './store';
        export function setup(app: App) {
          const store = new Store();
          app.post('/x', (req) => { store.add(req.body.id); });
        }
      `,
    },
    findings: { 'store.ts': ['2 unbounded'] },
    output: {
      'store.ts': `
        import { LRUCache } from 'lru-cache';
        export class Store {
          private seen = new LRUCache<string, number>({ max: 1000 });
          add(id: string) {
            this.seen.set(id, 1);
          }
        }
      `,
    },
  },
  {
    name: 'the function of another file that it is passed to empties it',
    files: {
      'store.js': `
        const { keepSmall } = require('./small');
        const seen = new Map();
        app.post('/x', (req) => {
          seen.set(req.body.id, 1);
          keepSmall(seen);
        });
      `,
      'small.js': `
        exports.keepSmall = function (map) {
          if (map.size > 100) map.delete(map.keys().next().value);
        };
      `,
    },
    verdicts: { 'store.js': ['2 ok'] },
  },
  {
    name: 'the function of another file that it is passed to fills it',
    files: {
      'store.js': `
        const { note } = require('./note');
        const seen = new Map();
        app.post('/x', (req) => note(seen, req));
      `,
      'note.js': `
        exports.note = function (map, req) {
          map.set(req.body.id, 1);
        };
      `,
    },
    findings: { 'store.js': ['2 unbounded it is passed on'] },
  },
  {
    name: 'a method of an application that no file calls, of an object that others have',
    files: {
      'marks.js': MARKS,
      'routes.js': `
        const { Marks } = require('./marks');
        const marks = new Marks();
        app.post('/x', (req, res) => res.json(marks.hasRoom(req.body.id)));
      `,
    },
    findings: { 'marks.js': [] },
  },
  {
    name: 'the same method, which a file calls that is given the object',
    files: {
      'marks.js': MARKS,
      'routes.js': `
        const { Marks } = require('./marks');
        const marks = new Marks();
        require('./other').start(marks);
        app.post('/x', (req, res) => res.json(marks.hasRoom(req.body.id)));
      `,
      'other.js': `
        exports.start = (marks) => app.post('/y', (req) => marks.markRoom(req.body.id));
      `,
    },
    findings: { 'marks.js': ['3 missingDelete its name (`Marks.rooms`) stands for'] },
  },
];

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  cases,
});
