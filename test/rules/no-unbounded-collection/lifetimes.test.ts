/** Collections that are no names of a module: who holds them decides whether they grow for good. */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const strict = { unverifiable: true } as const;

const lasting: InvalidCase[] = [
  {
    name: 'a table of a plugin, which its host keeps',
    code: `
      export default function (host) {
        const seen = {};
        host.on('message', (message) => {
          seen[message.author.id] = 1;
        });
        host.registerTool({ name: 'seen', run: (args) => seen[args.id] });
      }
    `,
    findings: [
      {
        messageId: 'unbounded',
        line: 2,
        refused:
          '`LRUCache` has another syntax than an object: make it a Map first. By hand: delete entries where they are no longer needed (or some time after that, on a timer), or limit their number',
      },
    ],
  },
  {
    name: 'a list in an object that start-up makes',
    code: `
      let state;
      exports.init = () => {
        state = { authors: [] };
      };
      bot.on('message', (message) => {
        state.authors.push(message.author.id);
      });
    `,
    findings: [{ messageId: 'unbounded', line: 3, refused: 'limit' }],
  },
  {
    name: 'a Map of a middleware that the module makes',
    code: `
      const limiter = (max) => {
        const users = new Map();
        return async (req, res, next) => {
          const hit = users.get(req.user.id);
          if (hit) return next(hit);
          const user = await load(req.user.id, max);
          users.set(req.user.id, user);
          return next(user);
        };
      };
      app.use(limiter(100));
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const limiter = (max) => {
        const users = new LRUCache({ max: 1000 });
        return async (req, res, next) => {
          const hit = users.get(req.user.id);
          if (hit) return next(hit);
          const user = await load(req.user.id, max);
          users.set(req.user.id, user);
          return next(user);
        };
      };
      app.use(limiter(100));
    `,
    findings: [{ messageId: 'unbounded', line: 2 }],
  },
  {
    name: 'a Map of a function that sets up routes',
    code: `
      exports.setup = (app) => {
        const seen = new Map();
        app.post('/x', (req) => {
          seen.set(req.body.id, Date.now());
        });
      };
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      exports.setup = (app) => {
        const seen = new LRUCache({ max: 1000 });
        app.post('/x', (req) => {
          seen.set(req.body.id, Date.now());
        });
      };
    `,
    findings: [{ messageId: 'unbounded', line: 2 }],
  },
  {
    name: 'a field of a constructor function',
    code: `
      function Log() {
        this.seen = new Map();
      }
      Log.prototype.note = function (id) {
        this.seen.set(id, Date.now());
      };
      const log = new Log();
      app.post('/x', (req) => log.note(req.body.id));
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      function Log() {
        this.seen = new LRUCache({ max: 1000 });
      }
      Log.prototype.note = function (id) {
        this.seen.set(id, Date.now());
      };
      const log = new Log();
      app.post('/x', (req) => log.note(req.body.id));
    `,
    findings: [{ messageId: 'unbounded', line: 2 }],
  },
  {
    name: 'a field that a constructor function lets a method set up',
    code: `
      function Log() {
        this.init();
      }
      Log.prototype.init = function () {
        this.seen = new Map();
      };
      Log.prototype.note = function (id) {
        this.seen.set(id, Date.now());
      };
      const log = new Log();
      app.post('/x', (req) => log.note(req.body.id));
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      function Log() {
        this.init();
      }
      Log.prototype.init = function () {
        this.seen = new LRUCache({ max: 1000 });
      };
      Log.prototype.note = function (id) {
        this.seen.set(id, Date.now());
      };
      const log = new Log();
      app.post('/x', (req) => log.note(req.body.id));
    `,
    findings: [{ messageId: 'unbounded', line: 5 }],
  },
  {
    name: 'a closure for whoever calls',
    code: `
      exports.limiter = () => {
        const seen = new Map();
        return (req) => {
          seen.set(req.body.id, Date.now());
        };
      };
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      exports.limiter = () => {
        const seen = new LRUCache({ max: 1000 });
        return (req) => {
          seen.set(req.body.id, Date.now());
        };
      };
    `,
    options: strict,
    findings: [{ messageId: 'undecided', line: 2 }],
  },
];

const passing: ValidCase[] = [
  {
    name: 'a list in an object that the next one takes the place of',
    code: `
      let note = {};
      parser.on('message', (tag) => {
        note = { words: [] };
      });
      parser.on('message', (message) => {
        note.words.push(message.text);
      });
    `,
  },
  {
    name: 'a table of one connection',
    code: `
      export default function (socket) {
        const seen = {};
        socket.on('message', (message) => {
          seen[message.author.id] = 1;
        });
      }
    `,
  },
  {
    name: 'a Map of a request',
    code: `
      app.post('/x', (req, res) => {
        const seen = new Map();
        req.on('data', (data) => seen.set(data.id, 1));
        req.on('end', () => res.send(seen.size));
      });
    `,
    options: strict,
  },
  {
    name: 'a Map that inner functions fill while their function runs',
    code: `
      exports.index = (tree) => {
        const seen = new Map();
        function visit(node) {
          seen.set(node.id, node);
          node.children.forEach(visit);
        }
        visit(tree);
        return seen.size;
      };
    `,
    options: strict,
  },
  {
    name: 'an object of each connection',
    code: `
      class Session {
        rooms = new Set();
        join(room) {
          this.rooms.add(room);
        }
      }
      const sessions = new WeakMap();
      io.on('connection', (socket) => {
        const session = new Session();
        sessions.set(socket, session);
        socket.on('join', (message) => session.join(message.room));
      });
    `,
    options: strict,
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: passing,
  invalid: lasting,
});
