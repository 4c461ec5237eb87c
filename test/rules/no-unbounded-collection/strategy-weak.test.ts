import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const fixed: InvalidCase[] = [
  {
    name: 'a Map by requests, and a Set of them',
    code: `
      const startedAt = new Map();
      const seen = new Set();
      http.createServer((req, res) => {
        startedAt.set(req, process.hrtime());
        if (!seen.has(req)) seen.add(req);
        res.on('finish', () => log(startedAt.get(req)));
        res.end();
      }).listen(8080);
    `,
    output: `
      const startedAt = new WeakMap();
      const seen = new WeakSet();
      http.createServer((req, res) => {
        startedAt.set(req, process.hrtime());
        if (!seen.has(req)) seen.add(req);
        res.on('finish', () => log(startedAt.get(req)));
        res.end();
      }).listen(8080);
    `,
    findings: [
      { messageId: 'unbounded', line: 1 },
      { messageId: 'unbounded', line: 2 },
    ],
  },
  {
    name: 'a Map by the requests of a middleware',
    code: `
      const startedAt = new Map();
      app.use((req, res, next) => {
        startedAt.set(req, Date.now());
        next();
      });
      app.get('/', (req, res) => res.json(Date.now() - startedAt.get(req)));
    `,
    output: `
      const startedAt = new WeakMap();
      app.use((req, res, next) => {
        startedAt.set(req, Date.now());
        next();
      });
      app.get('/', (req, res) => res.json(Date.now() - startedAt.get(req)));
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'types go with it, through a function of the file',
    filename: 'input.ts',
    code: `
      const userOf: Map<IncomingMessage, string> = new Map();
      function note(req: IncomingMessage, user: string): void {
        userOf.set(req, user);
      }
      createServer((req, res) => {
        note(req, String(req.headers.user));
        res.end(userOf.get(req));
      }).listen(8080);
    `,
    output: `
      const userOf: WeakMap<IncomingMessage, string> = new WeakMap();
      function note(req: IncomingMessage, user: string): void {
        userOf.set(req, user);
      }
      createServer((req, res) => {
        note(req, String(req.headers.user));
        res.end(userOf.get(req));
      }).listen(8080);
    `,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
];

const seenServer = (kind: string) => `
      const http = require('node:http');
      const { WebSocketServer } = require('ws');
      const server = http.createServer();
      const wss = new WebSocketServer({ server });
      const seen = new ${kind}();
      wss.on('connection', (socket) => {
        seen.set(socket, Date.now());
      });
    `;

const refusals: InvalidCase[] = [
  {
    name: 'keys that are texts',
    code: `
      const startedAt = new Map();
      http.createServer((req, res) => {
        startedAt.set(req.url, process.hrtime());
        res.end();
      }).listen(8080);
    `,
    options: { strategy: 'weak' },
    findings: [{ messageId: 'unbounded', line: 1, refused: 'is not seen to be an object' }],
  },
  {
    name: 'lists that grow for as long as a connection lives',
    code: `
      const sentBy = new Map();
      wss.on('connection', (socket) => {
        sentBy.set(socket, []);
        socket.on('message', (message) => {
          sentBy.get(socket).push(message);
        });
      });
    `,
    options: { strategy: 'weak' },
    findings: [{ messageId: 'unbounded', line: 1, refused: 'for as long as the key lives' }],
  },
  {
    name: 'a size',
    code: `
      const startedAt = new Map();
      http.createServer((req, res) => {
        startedAt.set(req, process.hrtime());
        res.end(String(startedAt.size));
      }).listen(8080);
    `,
    options: { strategy: 'weak' },
    findings: [{ messageId: 'unbounded', line: 1, refused: 'counted or gone through' }],
  },
  {
    name: 'what a message brings may be anything',
    code: `
      const seen = new Map();
      socket.on('message', (data) => {
        seen.set(data, 1);
      });
    `,
    options: { strategy: 'weak' },
    findings: [{ messageId: 'unbounded', line: 1, refused: 'is not seen to be an object' }],
  },
  {
    name: 'a type that takes in more than objects',
    filename: 'input.ts',
    code: `
      const startedAt = new Map<IncomingMessage | string, number>();
      createServer((req, res) => {
        startedAt.set(req, 1);
        res.end();
      }).listen(8080);
    `,
    options: { strategy: 'weak' },
    findings: [{ messageId: 'unbounded', line: 1, refused: 'may take in more than objects' }],
  },
];

const ofOthers = (name: string, code: string, filename?: string): InvalidCase => ({
  name,
  code,
  ...(filename === undefined ? {} : { filename }),
  options: { strategy: 'weak' },
  findings: [{ messageId: 'unbounded', line: 3, refused: 'is not seen to be an object' }],
});

const unseen: InvalidCase[] = [
  ofOthers(
    'an event of an emitter of the program',
    `
      const { EventEmitter } = require('node:events');
      const bus = new EventEmitter();
      const seen = new Map();
      bus.on('session', (id) => {
        seen.set(id, Date.now());
      });
    `,
  ),
  ofOthers(
    'an event of a server that is not one of its module',
    `
      const { createServer } = require('node:http');
      const server = createServer();
      const seen = new Map();
      server.on('session', (id) => {
        seen.set(id, Date.now());
      });
    `,
  ),
  ofOthers(
    '`use` of something else than a server',
    `
      const { Pipeline } = require('pipes');
      const pipe = new Pipeline();
      const seen = new Set();
      pipe.use((text, next) => {
        seen.add(text);
        next();
      });
    `,
  ),
  ofOthers(
    'a type of a package that is no server',
    `
      import type { UserContext } from 'user-types';

      const seen = new Map<UserContext, number>();
      export function note(context: UserContext): void {
        seen.set(context, 1);
      }
    `,
    'input.ts',
  ),
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [
    {
      name: 'the connections of a server that the file makes',
      code: seenServer('Map'),
      output: seenServer('WeakMap'),
      findings: [{ messageId: 'unbounded', line: 5 }],
    },
    ...fixed,
    ...refusals,
    ...unseen,
  ],
});
