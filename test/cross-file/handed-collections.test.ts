/**
 * Collections that go to functions of other files: by a getter, in an options object, through several files.
 */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

/** A handler adds, and the Map goes to the hooks of another file. */
const SERVICE = dedent(`
  const { hook } = require('./hooks');
  const seen = new Map();
  app.post('/x', (req) => { seen.set(req.body.id, req.body); });
  hook({ seen, name: 'x' });
`);

const strict = { unverifiable: true } as const;

/** What is said of the Map, by what the hooks do with the options. */
const inOptions = (name: string, hooks: string, verdict: string): ProjectCase => ({
  name,
  files: { 'service.js': SERVICE, 'hooks.js': hooks },
  verdicts: { 'service.js': [verdict] },
});
const leaks = (name: string, hooks: string, messageId = 'unbounded'): ProjectCase => ({
  name,
  files: { 'service.js': SERVICE, 'hooks.js': hooks },
  findings: {
    'service.js': [`2 ${messageId} it is stored (line 4), where its use is not seen`],
  },
});

const cases: ProjectCase[] = [
  leaks(
    'a pattern takes it out of the options',
    `exports.hook = ({ seen }) => app.get('/y', (req, res) => res.json(seen.get(req.query.id)));`,
  ),
  leaks(
    'a pattern takes it out of the options, with a default',
    `exports.hook = ({ seen = new Map() } = {}) => app.get('/y', (req, res) => res.json(seen.get(req.query.id)));`,
  ),
  leaks(
    'it is named by the options',
    `exports.hook = (options) => app.get('/y', (req, res) => res.json(options.seen.get(req.query.id)));`,
  ),
  leaks(
    'a declaration takes it out of the options',
    dedent(`
      exports.hook = function hook(options) {
        const { seen } = options;
        app.get('/y', (req, res) => res.json(seen.get(req.query.id)));
      };
    `),
  ),
  leaks(
    'a client asks for a removal',
    `exports.hook = ({ seen }) => app.delete('/y', (req) => seen.delete(req.query.id));`,
    'evictionIdle',
  ),
  inOptions(
    'a timer empties it',
    `exports.hook = ({ seen }) => setInterval(() => seen.clear(), 60000);`,
    '2 ok line 1 of hooks.js removes entries',
  ),
  inOptions(
    'the options go on to a further file, where a timer empties it',
    `const sweep = require('./sweep');\nexports.hook = (options) => sweep(options);`,
    '2 unverifiable other files have it',
  ),
  inOptions(
    'the options are kept',
    dedent(`
      class Hooks {
        constructor(options) {
          this.options = options;
        }
      }
      exports.hook = (options) => new Hooks(options);
    `),
    '2 unverifiable other files have it',
  ),
  inOptions(
    'the rest of the options goes on',
    `exports.hook = ({ name, ...rest }) => start(name, rest);`,
    '2 unverifiable other files have it',
  ),
  inOptions(
    'a function that is not seen has it',
    `exports.hook = ({ seen }) => start(seen);`,
    '2 unverifiable other files have it',
  ),
  {
    name: 'a further file empties it',
    files: {
      'service.js': SERVICE,
      'hooks.js': `const { sweep } = require('./sweep');\nexports.hook = ({ seen }) => sweep({ entries: seen });`,
      'sweep.js': `exports.sweep = ({ entries }) => setInterval(() => entries.clear(), 60000);`,
    },
    verdicts: { 'service.js': ['2 ok line 1 of sweep.js removes entries'] },
  },
  {
    name: 'a getter gives it to a file that hands it on, and nobody empties it',
    files: {
      'manager.js': `
        exports.createManager = () => {
          const seen = new Map();
          return {
            start(jobId) {
              seen.set(jobId, Date.now());
            },
            reset: () => seen.clear(),
            get seen() {
              return seen;
            },
          };
        };
      `,
      'hooks.js': `exports.hook = ({ seen }) => app.get('/y', (req, res) => res.json(seen.get(req.query.id)));`,
      'index.js': `
        const { createManager } = require('./manager');
        const { hook } = require('./hooks');
        const manager = createManager();
        hook({ seen: manager.seen });
        app.post('/x', (req) => { manager.start(req.body.id); });
      `,
      'test/manager.test.js': `
        const { createManager } = require('../manager');
        const manager = createManager();
        afterEach(() => manager.reset());
      `,
    },
    options: strict,
    findings: { 'manager.js': ['2 evictionIdle'] },
  },
  {
    name: 'a timer calls what a factory gives to empty it',
    files: {
      'manager.js': `
        exports.createManager = () => {
          const seen = new Map();
          return {
            start(jobId) {
              seen.set(jobId, Date.now());
            },
            reset: () => seen.clear(),
          };
        };
      `,
      'index.js': `
        const { createManager } = require('./manager');
        const manager = createManager();
        app.post('/x', (req) => { manager.start(req.body.id); });
        setInterval(() => manager.reset(), 60000);
      `,
    },
    verdicts: { 'manager.js': ['2 ok'] },
  },
];

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  cases,
});
