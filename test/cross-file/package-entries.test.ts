/** What the entries of a published package hand on may be used by files that nobody sees; the rest may not. */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const PUBLISHED = `{ "name": "p", "exports": "./dist/index.js" }`;
const STORE = `
  class Store {
    constructor() {
      this.seen = {};
    }
    note(key) {
      this.seen[key] = 1;
    }
  }
  exports.Store = Store;
`;
const THROTTLE = `
  class Throttle {
    constructor(limit) {
      this.limit = limit;
      this.users = {};
    }
    onConnect({ request }) {
      this.users[request.headers['x-user']] = Date.now();
    }
  }
  exports.Throttle = Throttle;
`;
const LIMITER = `
  exports.limit = (options) => {
    const seen = new Map();
    return async (ctx, next) => {
      seen.set(ctx.request.ip, Date.now());
      await next();
    };
  };
`;
const RPC = `
  const WebSocket = require('ws');
  class Rpc {
    constructor(url) {
      this.ws = new WebSocket(url);
      this.callId = 0;
      this.calls = new Map();
      this.ws.on('message', (data) => {
        const { id, result } = JSON.parse(data);
        this.calls.get(id)(result);
      });
    }
    call(name) {
      const id = ++this.callId;
      return new Promise((resolve) => {
        this.calls.set(id, resolve);
        this.ws.send(JSON.stringify({ id, name }));
      });
    }
  }
  exports.Rpc = Rpc;
`;
const GRAPH = `
  class Graph {
    constructor() {
      this.lastId = 0;
      this.nodes = new Map();
    }
    add(node) {
      this.nodes.set(++this.lastId, node);
    }
  }
  exports.Graph = Graph;
`;
const MAPPER = `
  exports.mapper = (options) => {
    const seen = new Map();
    return (request, index) => {
      seen.set(request.body.id, index);
      return seen;
    };
  };
`;
const OBJECT =
  '`LRUCache` has another syntax than an object: make it a Map first. By hand: delete entries where they are no longer needed (or some time after that, on a timer), or limit their number';

const cases: ProjectCase[] = [
  {
    name: 'a class that the entry uses, and keeps to itself',
    files: {
      'package.json': PUBLISHED,
      'src/index.js': `
        const { Store } = require('./store');
        const store = new Store();
        app.post('/x', (req, res) => { store.note(req.body.id); res.end(); });
      `,
      'src/store.js': STORE,
    },
    findings: { 'src/store.js': [`3 unbounded ${OBJECT}`] },
  },
  {
    name: 'a class that the entry hands on, whose keys its users give',
    files: {
      'package.json': PUBLISHED,
      'src/index.js': `exports.Store = require('./store').Store;`,
      'src/store.js': STORE,
    },
    findings: {},
  },
  {
    name: 'a class that the entry hands on, and that takes requests itself',
    files: {
      'package.json': PUBLISHED,
      'src/index.js': `exports.Throttle = require('./throttle').Throttle;`,
      'src/throttle.js': THROTTLE,
    },
    findings: { 'src/throttle.js': [`4 unbounded ${OBJECT}`] },
  },
  {
    name: 'a class that the entry hands on, which holds a connection and numbers its calls',
    files: {
      'package.json': PUBLISHED,
      'src/index.js': `exports.Rpc = require('./rpc').Rpc;`,
      'src/rpc.js': RPC,
    },
    findings: { 'src/rpc.js': ['6 unbounded its values may own something that has to be closed'] },
  },
  {
    name: 'a class that holds a connection, numbers its calls, and forgets those that are answered',
    files: {
      'package.json': PUBLISHED,
      'src/index.js': `exports.Rpc = require('./rpc').Rpc;`,
      'src/rpc.js': RPC.replace(
        'this.calls.get(id)(result);',
        'this.calls.get(id)(result); this.calls.delete(id);',
      ),
    },
    findings: {},
  },
  {
    name: 'a class that the entry hands on, which numbers what its users give',
    files: {
      'package.json': PUBLISHED,
      'src/index.js': `exports.Graph = require('./graph').Graph;`,
      'src/graph.js': GRAPH,
    },
    findings: {},
  },
  {
    name: 'a function that the entry hands on, which gives a middleware',
    files: {
      'package.json': PUBLISHED,
      'src/index.js': `exports.limit = require('./limit').limit;`,
      'src/limit.js': LIMITER,
    },
    findings: { 'src/limit.js': ['2 unbounded'] },
    output: {
      'src/limit.js': `
        const { LRUCache } = require('lru-cache');
        exports.limit = (options) => {
          const seen = new LRUCache({ max: 1000 });
          return async (ctx, next) => {
            seen.set(ctx.request.ip, Date.now());
            await next();
          };
        };
      `,
    },
  },
  {
    name: 'a function that the entry hands on, which gives a function of another form',
    files: {
      'package.json': PUBLISHED,
      'src/index.js': `exports.mapper = require('./mapper').mapper;`,
      'src/mapper.js': MAPPER,
    },
    findings: {},
  },
  {
    name: 'a class that stands for one connection',
    files: {
      'package.json': PUBLISHED,
      'src/index.js': `exports.Throttle = require('./throttle').Throttle;`,
      'src/throttle.js': THROTTLE.replace('constructor(limit)', 'constructor(limit, socket)'),
    },
    findings: {},
  },
];

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  cases,
});
