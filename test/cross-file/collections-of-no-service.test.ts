/**
 * What fills a collection, and never does so where the application runs: what tests alone load, what nobody calls but a
 * compiled copy, what runs as a class is defined.
 */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const SERVICE = `
  import express from 'express';
  express().listen(3000);
`;
const TASKS = `
  const finished = new Map();
  export function start(child, taskId) {
    child.on('close', () => finished.set(taskId, Date.now()));
  }
`;
const TEST = `
  import { start } from '../core/tasks.js';
  start(child, 'a');
`;
const APPLICATION = '{ "private": true, "type": "module", "main": "index.js" }';
const FOUND = { 'core/tasks.js': ['1 unbounded'] };

const ofTests: ProjectCase[] = [
  {
    name: 'tests alone load what adds',
    files: {
      'package.json': APPLICATION,
      'index.js': SERVICE,
      'core/tasks.js': TASKS,
      'test/tasks.test.js': TEST,
    },
    verdicts: {
      'core/tasks.js': ['1 unverifiable tests load its file, and nothing else does'],
    },
  },
  {
    name: 'tests, and a file that nothing loads',
    files: {
      'package.json': APPLICATION,
      'index.js': SERVICE,
      'core/tasks.js': TASKS,
      'core/all.js': `export { start } from './tasks.js';\n`,
      'test/tasks.test.js': TEST,
    },
    verdicts: {
      'core/tasks.js': ['1 unverifiable tests load its file, and nothing else does'],
    },
  },
  {
    name: 'the service loads it, too',
    files: {
      'package.json': APPLICATION,
      'index.js': `import { start } from './core/tasks.js';\n${SERVICE}\nexport { start };\n`,
      'core/tasks.js': TASKS,
      'test/tasks.test.js': TEST,
    },
    findings: FOUND,
  },
  {
    name: 'the service loads what is in its folder',
    files: {
      'package.json': APPLICATION,
      'index.js': `
        import { readdirSync } from 'node:fs';
        ${SERVICE}
        for (const name of readdirSync('core')) await import(\`./core/\${name}\`);
      `,
      'core/tasks.js': TASKS,
      'test/tasks.test.js': TEST,
    },
    findings: FOUND,
  },
  {
    name: 'a manifest names it',
    files: {
      'package.json':
        '{ "private": true, "type": "module", "scripts": { "tasks": "node core/tasks.js" } }',
      'core/tasks.js': TASKS,
      'test/tasks.test.js': TEST,
    },
    findings: FOUND,
  },
  {
    name: 'a framework asks for what it exports',
    files: {
      'package.json': APPLICATION,
      'index.js': SERVICE,
      'core/tasks.js': TASKS.replace('function start', 'function handler'),
      'test/tasks.test.js': TEST.replaceAll('start', 'handler'),
    },
    findings: FOUND,
  },
  {
    name: 'it starts something itself',
    files: {
      'package.json': APPLICATION,
      'index.js': SERVICE,
      'core/tasks.js': `${TASKS}\nprocess.on('message', (message) => start(message.child, message.id));\n`,
      'test/tasks.test.js': TEST,
    },
    findings: FOUND,
  },
];

const TRACKER = `
  export class Tracker {
    private seen = new Map<string, number>();
    noteVisit(userId: string) {
      this.seen.set(userId, Date.now());
    }
    all() {
      return [...this.seen];
    }
  }
  export const tracker = new Tracker();
`;
const BUILT = `
  "use strict";
  Object.defineProperty(exports, "__esModule", { value: true });
  class Tracker {
    constructor() { this.seen = new Map(); }
    noteVisit(userId) { this.seen.set(userId, Date.now()); }
    all() { return [...this.seen]; }
  }
  exports.tracker = new Tracker();
`;
const ROUTES = `
  import { tracker } from './tracker';
  app.get('/', (req, res) => res.json(tracker.all()));
`;

const uncalled: ProjectCase[] = [
  {
    name: 'a compiled copy alone has the name of a method',
    files: {
      'package.json': '{ "private": true }',
      'src/tracker.ts': TRACKER,
      'src/routes.ts': ROUTES,
      'dist/tracker.js': BUILT,
    },
    findings: { 'dist/tracker.js': ['4 unbounded'] },
    verdicts: {
      'src/tracker.ts': ['2 ok it is filled once, by nobody: `noteVisit` is never called'],
    },
  },
  {
    name: 'a module that nothing loads alone has the name of a method',
    files: {
      'package.json': '{ "private": true }',
      'src/tracker.ts': TRACKER,
      'src/routes.ts': ROUTES,
      'src/old.ts': `export function note(tracker: { noteVisit(id: string): void }, id: string) {\n  tracker.noteVisit(id);\n}\n`,
    },
    verdicts: {
      'src/tracker.ts': ['2 ok it is filled once, by nobody: `noteVisit` is never called'],
    },
  },
  {
    name: 'a module that is loaded has the name of a method',
    files: {
      'package.json': '{ "private": true }',
      'src/tracker.ts': TRACKER,
      'src/routes.ts': `import './old';\n${ROUTES}`,
      'src/old.ts': `export function note(tracker: { noteVisit(id: string): void }, id: string) {\n  tracker.noteVisit(id);\n}\n`,
    },
    findings: { 'src/tracker.ts': ['2 unbounded'] },
  },
];

const META = `
  const names = new Map<string, unknown>();
  export function Listen(eventId: string) {
    return (subject: object, name: string) => {
      names.set(eventId, [subject, name]);
    };
  }
`;

const decorators: ProjectCase[] = [
  {
    name: 'what a function returns that classes alone are decorated with',
    files: {
      'package.json': '{ "private": true }',
      'meta.ts': META,
      'chat.ts': `
        import { Listen } from './meta';
        export class Chat {
          @Listen('say') say(userId: string) {}
        }
      `,
    },
    verdicts: { 'meta.ts': ['1 ok it is filled once, by the definition of a class'] },
  },
  {
    name: 'what a function returns that a request asks for, too',
    files: {
      'package.json': '{ "private": true }',
      'meta.ts': META,
      'chat.ts': `
        import { Listen } from './meta';
        export class Chat {
          @Listen('say') say(userId: string) {}
        }
        app.post('/', (req) => Listen(req.body.eventId)(Chat, 'say'));
      `,
    },
    findings: { 'meta.ts': ['1 unbounded'] },
    output: {
      'meta.ts': META.replace(
        'names.set(eventId, [subject, name]);',
        `names.set(eventId, [subject, name]);
      if (names.size > 1000) {
        const oldest = names.keys().next();
        if (!oldest.done) names.delete(oldest.value);
      }`,
      ),
    },
  },
];

const guards: ProjectCase[] = [
  {
    name: 'a function of another file throws for a key that it does not list',
    files: {
      'package.json': '{ "private": true }',
      'names.js': `
        const NAMES = new Set(['a', 'b']);
        exports.assertKnown = (name) => {
          if (!NAMES.has(name)) throw new Error(name);
        };
      `,
      'hits.js': `
        const { assertKnown } = require('./names');
        const hits = new Map();
        app.get('/:name', (req) => {
          const { name } = req.params;
          assertKnown(name);
          hits.set(name, 1);
        });
      `,
    },
    verdicts: {
      'hits.js': ['2 ok its keys are finite: only what a constant of the module lists'],
    },
  },
  {
    name: 'a function of another file looks at the form of a key alone',
    files: {
      'package.json': '{ "private": true }',
      'names.js': `
        exports.assertKnown = (name) => {
          if (typeof name !== 'string') throw new Error(name);
        };
      `,
      'hits.js': `
        const { assertKnown } = require('./names');
        const hits = new Map();
        app.get('/:name', (req) => {
          const { name } = req.params;
          assertKnown(name);
          hits.set(name, 1);
        });
      `,
    },
    findings: { 'hits.js': ['2 unbounded'] },
    output: {
      'hits.js': `
        const { assertKnown } = require('./names');
        const hits = new Map();
        app.get('/:name', (req) => {
          const { name } = req.params;
          assertKnown(name);
          hits.set(name, 1);
          if (hits.size > 1000) hits.delete(hits.keys().next().value);
        });
      `,
    },
  },
];

const CLIENT = `
  export class Client {
    users = new Map();
    async user(userId) {
      if (!this.users.has(userId)) this.users.set(userId, await load(userId));
      return this.users.get(userId);
    }
  }
`;
const RUN = `
  import { Client } from './client.js';
  const client = new Client();
  export const show = (rows) => {
    rows.on('row', async (row) => console.log(await client.user(row.userId)));
  };
`;
const PROGRAM = `
  #!/usr/bin/env node
  import { show } from '../src/show.js';
  show(rowsOf(process.argv[2]));
`;
const OF_PROGRAM = '{ "type": "module", "private": true, "bin": { "show": "bin/show.js" } }';

const programs: ProjectCase[] = [
  {
    name: 'a program that ends is all that loads it',
    files: {
      'package.json': OF_PROGRAM,
      'bin/show.js': PROGRAM,
      'src/show.js': RUN,
      'src/client.js': CLIENT,
    },
    verdicts: {
      'src/client.js': ['2 unverifiable programs that end load its file, such as bin/show.js'],
    },
  },
  {
    name: 'a program that loads a server, too',
    files: {
      'package.json': OF_PROGRAM,
      'bin/show.js': PROGRAM,
      'src/show.js': `import './serve.js';\n${RUN}`,
      'src/serve.js': `import { createServer } from 'node:http';\nexport const serve = () => createServer().listen(80);\n`,
      'src/client.js': CLIENT,
    },
    findings: { 'src/client.js': ['2 unbounded'] },
    output: {
      'src/client.js': CLIENT.replace(
        'return this.users.get',
        `if (this.users.size > 1000) this.users.delete(this.users.keys().next().value);
      return this.users.get`,
      ),
    },
  },
];

const functions: ProjectCase[] = [
  {
    name: 'a function that no file calls',
    files: {
      'package.json': '{ "private": true }',
      'store.js': `
        const seen = new Map();
        exports.noteVisit = (userId) => {
          seen.set(userId, Date.now());
        };
        exports.visits = () => seen.size;
      `,
      'index.js': `
        const { visits } = require('./store');
        app.get('/', (req, res) => res.json(visits()));
      `,
    },
    verdicts: {
      'store.js': ['1 ok it is filled once, by nobody: `noteVisit` is never called'],
    },
  },
  {
    name: 'a function that no file calls, and that the entry exports again',
    files: {
      'package.json': '{ "private": true, "type": "module" }',
      'store.js': `
        const seen = new Map();
        export const noteVisit = (userId) => {
          seen.set(userId, Date.now());
        };
        export const visits = () => [...seen];
      `,
      'index.js': `export * from './store.js';\n`,
    },
    findings: { 'store.js': ['1 unbounded'] },
  },
  {
    name: 'an optional parameter that no call gives',
    files: {
      'package.json': '{ "private": true }',
      'store.ts': `
        const seen = new Map<string, number>();
        const note = (kind: 'a' | 'b', context?: { id: string }) => {
          seen.set(context?.id ?? kind, Date.now());
        };
        export const open = () => note('a');
        export const close = () => note('b');
      `,
      'index.ts': `
        import { open } from './store';
        app.get('/', (req, res) => res.json(open()));
      `,
    },
    verdicts: { 'store.ts': ['1 ok its keys are finite: a constant'] },
  },
];

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  cases: [...ofTests, ...uncalled, ...decorators, ...guards, ...programs, ...functions],
});
