import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const STORE = dedent(`
  const seen = new Map();
  function add(id, value) {
    seen.set(id, value);
  }
  module.exports = { add };
`);
const FIXED = dedent(`
  const { LRUCache } = require('lru-cache');
  const seen = new LRUCache({ max: 1000 });
  function add(id, value) {
    seen.set(id, value);
  }
  module.exports = { add };
`);
const FILLED = dedent(`
  const store = require('./store');
  for (const name of names()) store.add(name, load(name));
`);

/** A file that fills the collection as it is loaded, and does something else with the module. */
const seen = (name: string, more: string, others: ProjectCase['files'] = {}): ProjectCase => ({
  name,
  files: { 'store.js': STORE, 'fill.js': FILLED + more, ...others },
  verdicts: { 'store.js': ['1 ok it is filled once'] },
});
const unseen = (name: string, more: string): ProjectCase => ({
  name,
  files: { 'store.js': STORE, 'fill.js': FILLED + more },
  options: { unverifiable: true },
  findings: { 'store.js': ['1 undecided'] },
  output: { 'store.js': FIXED },
});

/** A handler of another file fills the collection, under the name that a file between the two gives to what does. */
const renamed = (name: string, between: string): ProjectCase => ({
  name,
  files: {
    'store.js': STORE,
    'index.js': between,
    'routes.js': `
      const { put } = require('./index');
      app.post('/x', (req) => { put(req.body.id, 1); });
    `,
  },
  findings: { 'store.js': ['1 unbounded'] },
  output: { 'store.js': FIXED },
});

/** A handler of one file fills the collection, and hands on all that another exports, which has more of the module. */
const routed = (
  name: string,
  router: string,
  verdict: string,
  output?: ProjectCase['output'],
): ProjectCase => ({
  name,
  files: {
    'state.js': `
      exports.recent = new Map();
      exports.begin = (id) => id;
    `,
    'router.js': router,
    'server.js': `
      const { recent } = require('./state');
      const router = require('./router');
      app.use((req, res, next) => {
        recent.set(req.ip, 1);
        next();
      });
      app.use('/orders', router);
    `,
  },
  options: { unverifiable: true },
  findings: { 'state.js': [verdict] },
  ...(output ? { output } : {}),
});

const cases: ProjectCase[] = [
  routed(
    'a router calls a function of the module that has the collection',
    dedent(`
      const state = require('./state');
      const router = Router();
      router.get('/', (req, res) => res.json(state.begin(1)));
      module.exports = router;
    `),
    '1 unbounded',
    {
      'state.js': `
        const { LRUCache } = require('lru-cache');
        exports.recent = new LRUCache({ max: 1000 });
        exports.begin = (id) => id;
      `,
    },
  ),
  routed(
    'a router has all that the module exports',
    dedent(`
      const state = require('./state');
      const router = Router();
      router.state = state;
      module.exports = router;
    `),
    '1 undecided',
  ),
  routed(
    'a table has the collection',
    dedent(`
      const state = require('./state');
      module.exports = { run: () => 1, seen: state.recent };
    `),
    '1 undecided',
  ),
  renamed('an export under another name', `export { add as put } from './store';\n`),
  renamed(
    'an import under another name',
    dedent(`
      import { add as put } from './store';
      export { put };
    `),
  ),
  renamed(
    'a member under another name',
    dedent(`
      const store = require('./store');
      module.exports = { put: store.add };
    `),
  ),
  renamed(
    'a member assigned to another name',
    dedent(`
      const store = require('./store');
      exports.put = store.add;
    `),
  ),
  renamed(
    'a member taken out under another name',
    dedent(`
      const { add: put } = require('./store');
      module.exports = { put };
    `),
  ),
  seen(
    'the module gets another name',
    dedent(`
      const same = store;
      same.add('a', 1);
    `),
  ),
  seen(
    'the module is taken apart',
    dedent(`
      const { add } = store;
      add('a', 1);
    `),
  ),
  seen('the module is exported again', 'module.exports = store;\n'),
  seen('all of the module is exported again', 'module.exports = { ...store };\n'),
  seen('a member of the module is exported again', '', {
    'index.js': dedent(`
      const { add } = require('./store');
      module.exports = { add };
    `),
  }),
  unseen(
    'all of the module goes into an object',
    dedent(`
      const all = { ...store };
      use(all);
    `),
  ),
  unseen(
    'the module goes into a list',
    dedent(`
      const all = [store];
      use(all);
    `),
  ),
  unseen('a member of the module under a name that is not known', 'store[name()](1, 2);\n'),
  seen('a file that only asks for another member', '', {
    'size.js': dedent(`
      // What ./store holds, and ./gone.
      const s = require('./store');
      const gone = require('./gone');
      exports.size = () => s.size();
    `),
  }),
  seen('a file that only takes another member', '', {
    'size.js': dedent(`
      const { size } = require('./store');
      exports.size = size;
    `),
  }),
  {
    name: 'the collection itself is returned, and goes into a list of another file',
    files: {
      'store.js': `
        const seen = new Map();
        app.post('/x', (req) => { seen.set(req.body.id, 1); });
        exports.all = () => seen;
      `,
      'watch.js': `
        const { all } = require('./store');
        watched.push(all());
      `,
    },
    options: { unverifiable: true },
    findings: { 'store.js': ['1 undecided'] },
  },
  {
    name: 'a default export under another name',
    files: {
      'store.js': `
        const seen = new Map();
        export default function (id, value) {
          seen.set(id, value);
        }
      `,
      'index.js': `export { default as put } from './store';\n`,
      'routes.js': `
        import { put } from './index';
        app.post('/x', (req) => { put(req.body.id, 1); });
      `,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: {
      'store.js': `
        import { LRUCache } from 'lru-cache';
        const seen = new LRUCache({ max: 1000 });
        export default function (id, value) {
          seen.set(id, value);
        }
      `,
    },
  },
  {
    name: 'an export without a name of its own, which another file exports under that of the file',
    files: {
      'store.js': `
        const seen = new Map();
        module.exports = (id, value) => {
          seen.set(id, value);
        };
      `,
      'index.js': `exports.store = require('./store');\n`,
      'routes.js': `
        const { store } = require('./index');
        app.post('/x', (req) => { store(req.body.id, 1); });
      `,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: {
      'store.js': `
        const { LRUCache } = require('lru-cache');
        const seen = new LRUCache({ max: 1000 });
        module.exports = (id, value) => {
          seen.set(id, value);
        };
      `,
    },
  },
];

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  cases,
});
