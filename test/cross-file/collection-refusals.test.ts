import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

/** A Map that handlers of another file fill. */
const STORE = dedent(`
  const seen = new Map();
  exports.seen = seen;
  exports.add = (id) => seen.set(id, { items: [] });
`);
const ROUTES = dedent(`
  const { add } = require('./store');
  app.post('/x', (req) => { add(req.body.id); });
`);

const LOADED = dedent(`
  const { load } = require('./repo');
  const users = new Map();
  app.get('/:id', (req, res) => {
    const { id } = req.params;
    let user = users.get(id);
    if (!user) {
      user = load(id);
      users.set(id, user);
    }
    res.json(user);
  });
`);

const cases: ProjectCase[] = [
  {
    name: 'another file adds to what an entry holds',
    files: {
      'store.js': STORE,
      'routes.js': ROUTES,
      'items.js': `
        const { seen } = require('./store');
        app.post('/y', (req) => { seen.get(req.body.id).items.push(req.body); });
      `,
    },
    findings: {
      'store.js': ['1 unbounded items.js uses it, too: the values of its entries grow as well'],
    },
  },
  {
    name: 'another file stores what must be closed',
    files: {
      'store.js': STORE,
      'routes.js': ROUTES,
      'wait.js': `
        const { seen } = require('./store');
        app.post('/y', (req, res) => { seen.set(req.body.id, res); });
      `,
    },
    findings: {
      'store.js': [
        '1 unbounded wait.js uses it, too: its values may own something that has to be closed (`res`)',
      ],
    },
  },
  {
    name: 'another file decides by an entry',
    files: {
      'store.js': STORE,
      'routes.js': ROUTES,
      'gate.js': `
        const { seen } = require('./store');
        app.post('/y', (req, res) => { if (seen.has(req.body.id)) res.statusCode = 409; res.end(); });
      `,
    },
    findings: {
      'store.js': [
        '1 unbounded it is not plainly a cache: gate.js uses it, too: line 2 decides by an entry what is done',
      ],
    },
  },
  {
    name: 'another file takes an entry for granted',
    files: {
      'store.js': STORE,
      'routes.js': ROUTES,
      'show.js': `
        const { seen } = require('./store');
        app.post('/y', (req, res) => { res.json(seen.get(req.body.id).items); });
      `,
    },
    options: { evict: true },
    findings: {
      'store.js': [
        '1 unbounded show.js uses it, too: line 2 takes for granted that the entry is there',
      ],
    },
  },
  {
    name: 'another file asks for the keys of a value that may be undefined',
    files: {
      'store.js': `
        const seen = new Map();
        exports.seen = seen;
        exports.add = (id) => seen.set(id, find(id));
      `,
      'routes.js': ROUTES,
      'gate.js': `
        const { seen } = require('./store');
        app.post('/y', (req, res) => { if (seen.has(req.body.id)) res.statusCode = 409; res.end(); });
      `,
    },
    options: { evict: true },
    findings: { 'store.js': ['1 unbounded it may store `undefined` (line 3)'] },
  },
  {
    name: 'another file goes through its entries, and gets them',
    files: {
      'store.js': STORE,
      'routes.js': ROUTES,
      'sum.js': `
        const { seen } = require('./store');
        exports.sum = () => { for (const id of seen.keys()) note(seen.get(id)); };
      `,
    },
    findings: {
      'store.js': ['1 unbounded sum.js uses it, too: a loop goes through its entries (line 2)'],
    },
  },
  {
    name: 'another file adds to an array',
    files: {
      'store.js': `
        const log = [];
        exports.log = log;
        setInterval(() => log.push(Date.now()), 1000);
      `,
      'routes.js': `
        const { log } = require('./store');
        app.post('/x', (req) => { log.push(req.body); });
      `,
    },
    options: { collections: ['array'] },
    findings: { 'store.js': ['1 unbounded an array has methods that `LRUCache` lacks'] },
  },
  ...[
    'const word = /./g;\nexports.load = (id) => ({ id, hit: word.test(id) });',
    "const word = new RegExp('.', 'y');\nexports.load = (id) => ({ id, hit: word.exec(id) });",
  ].map((repo): ProjectCase => ({
    name: `a pattern of the module that loads goes on where it was: ${repo}`,
    files: { 'store.js': LOADED, 'repo.js': repo },
    options: { strategy: 'cap' },
    findings: {
      'store.js': [
        '2 unbounded it is not plainly a cache: `load` comes from repo.js, which may change what it gives',
      ],
    },
  })),
  {
    name: 'a pattern that replaces starts anew',
    files: {
      'store.js': LOADED,
      'repo.js':
        "const word = /./g;\nexports.load = (id) => ({ id, name: id.replace(word, 'x') });",
    },
    options: { strategy: 'cap' },
    findings: { 'store.js': ['2 unbounded'] },
    output: {
      'store.js': LOADED.replace(
        'users.set(id, user);',
        `users.set(id, user);
    if (users.size > 1000) {
      users.delete(users.keys().next().value);
    }`,
      ),
    },
  },
];

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  cases,
});
