import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const STORE = dedent(`
  const configs = new Map();
  exports.getConfig = (key) => {
    let config = configs.get(key);
    if (!config) {
      config = loadConfig(key);
      configs.set(key, config);
    }
    return config;
  };
`);
const BOUND = dedent(`
  const { LRUCache } = require('lru-cache');
  const configs = new LRUCache({ max: 1000 });
  exports.getConfig = (key) => {
    let config = configs.get(key);
    if (!config) {
      config = loadConfig(key);
      configs.set(key, config);
    }
    return config;
  };
`);
const ROUTES = dedent(`
  const { getConfig } = require('./store');
  app.get('/:id', (req, res) => { res.json(getConfig(req.params.id)); });
`);
const WHY = 'uses its entries, too: line 2 changes an entry, or keeps it where it may be changed';

const cases: ProjectCase[] = [
  {
    name: 'another file reads an entry',
    files: {
      'store.js': STORE,
      'routes.js': ROUTES,
      'name.js': `
        const { getConfig } = require('./store');
        exports.nameOf = (id) => getConfig(id).name;
      `,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': BOUND },
  },
  {
    name: 'another file changes an entry',
    files: {
      'store.js': STORE,
      'routes.js': ROUTES,
      'edit.js': `
        const { getConfig } = require('./store');
        exports.set = (id, x) => { getConfig(id).x = x; };
      `,
    },
    findings: { 'store.js': [`1 unbounded it is not plainly a cache: edit.js ${WHY}`] },
  },
  {
    name: 'another file merges into entries that it maps to',
    files: {
      'store.js': STORE,
      'routes.js': ROUTES,
      'edit.js': `
        const { getConfig } = require('./store');
        exports.set = (ids, x) => { for (const c of ids.map(getConfig)) Object.assign(c, x); };
      `,
    },
    findings: { 'store.js': [`1 unbounded it is not plainly a cache: edit.js ${WHY}`] },
  },
  {
    name: 'another file keeps an entry',
    files: {
      'store.js': STORE,
      'routes.js': ROUTES,
      'with.js': `
        const { getConfig } = require('./store');
        module.exports = (req, res, next) => { req.config = getConfig(req.params.id); next(); };
      `,
    },
    findings: { 'store.js': [`1 unbounded it is not plainly a cache: with.js ${WHY}`] },
  },
  {
    name: 'a file that has the entry of a function of another',
    files: {
      'store.js': STORE,
      'routes.js': ROUTES,
      'more.js': `
        const { getConfig } = require('./store');
        exports.configOf = (user) => getConfig(user.id);
      `,
      'edit.js': `
        const { configOf } = require('./more');
        exports.set = (user, x) => { configOf(user).x = x; };
      `,
    },
    findings: { 'store.js': [`1 unbounded it is not plainly a cache: edit.js ${WHY}`] },
  },
  {
    name: 'a function of another file that is given an entry, and changes it',
    files: {
      'store.js': STORE,
      'routes.js': `
        const { getConfig } = require('./store');
        const { touch } = require('./touch');
        app.get('/:id', (req, res) => {
          const config = getConfig(req.params.id);
          touch(config);
          res.json(config);
        });
      `,
      'touch.js': `
        exports.touch = (config) => {
          config.seen += 1;
        };
      `,
    },
    findings: {
      'store.js': [
        '1 unbounded it is not plainly a cache: touch.js is given its entries: line 2 changes an entry',
      ],
    },
  },
  {
    name: 'a function of another file that hands an entry on to one that changes it',
    files: {
      'store.js': `
        const { touch } = require('./touch');
        const configs = new Map();
        app.get('/:id', (req, res) => {
          let config = configs.get(req.params.id);
          if (!config) {
            config = loadConfig(req.params.id);
            configs.set(req.params.id, config);
          }
          touch(req, config);
          res.json(config);
        });
      `,
      'touch.js': `
        const { mark } = require('./mark');
        exports.touch = (req, entry) => mark(entry, req.ip);
      `,
      'mark.js': `
        exports.mark = (entry, by) => {
          entry.by = by;
        };
      `,
    },
    findings: {
      'store.js': [
        '2 unbounded it is not plainly a cache: mark.js is given its entries: line 2 changes an entry',
      ],
    },
  },
  {
    name: 'a function of another file that is given the function, and changes what it gives',
    files: {
      'store.js': `
        const { visit } = require('./visit');
        const configs = new Map();
        const getConfig = (key) => {
          let config = configs.get(key);
          if (!config) {
            config = loadConfig(key);
            configs.set(key, config);
          }
          return config;
        };
        app.get('/:id', (req, res) => res.json(visit(req.params.id, getConfig)));
      `,
      'visit.js': `
        exports.visit = (id, find) => {
          const config = find(id);
          config.visits += 1;
          return config.visits;
        };
      `,
    },
    findings: {
      'store.js': [
        '2 unbounded it is not plainly a cache: visit.js asks for its entries: line 3 changes an entry',
      ],
    },
  },
  {
    name: 'a function of another file that is given an entry, and reads it',
    files: {
      'store.js': STORE,
      'routes.js': `
        const { getConfig } = require('./store');
        const { textOf } = require('./text');
        app.get('/:id', (req, res) => {
          res.json(textOf(getConfig(req.params.id)));
        });
      `,
      'text.js': `
        exports.textOf = (config) => JSON.stringify(config);
      `,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': BOUND },
  },
  {
    name: 'a file that hands the functions on',
    files: {
      'store.js': STORE,
      'routes.js': ROUTES,
      'plug.js': `
        const store = require('./store');
        register(store);
      `,
    },
    findings: {
      'store.js': [
        '1 unbounded it is not plainly a cache: plug.js hands on the function that gives its entries',
      ],
    },
  },
  {
    name: 'another file changes an entry of a collection that it has',
    files: {
      'store.js': `
        const configs = new Map();
        exports.getConfig = (key) => {
          let config = configs.get(key);
          if (!config) {
            config = loadConfig(key);
            configs.set(key, config);
          }
          return config;
        };
        exports.configs = configs;
      `,
      'routes.js': ROUTES,
      'edit.js': `
        const { configs } = require('./store');
        exports.set = (id, x) => { const c = configs.get(id); if (c) Object.assign(c, x); };
      `,
    },
    findings: {
      'store.js': ['1 unbounded it is not plainly a cache: edit.js uses it, too: line 2'],
    },
  },
  {
    name: 'a test changes an entry',
    files: {
      'store.js': STORE,
      'routes.js': ROUTES,
      'test/store.js': `
        const { getConfig } = require('../store');
        beforeEach(() => { getConfig('a').x = 1; });
      `,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': BOUND },
  },
];

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  cases,
});
