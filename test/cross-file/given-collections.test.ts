/**
 * Helpers of other files that add to the collections that they are given: who runs them, and with which keys, is judged at
 * the calls that give the collection.
 */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const HELPER = dedent(`
  exports.getOrAdd = (map, key, make) => {
    if (!map.has(key)) map.set(key, make());
    return map.get(key);
  };
`);

/** Gives a Map of its own to the helper, again and again, and with keys that grow. */
const OTHER = dedent(`
  const { getOrAdd } = require('./helper');
  app.post('/x', (req) => {
    const perRequest = new Map();
    for (const item of req.body.items) getOrAdd(perRequest, item.id, () => []);
  });
`);

/** What is said of the Map of `lists.js`, line 2. */
const judged = (
  name: string,
  lists: string,
  expected: Pick<ProjectCase, 'findings' | 'verdicts'>,
  helper = HELPER,
): ProjectCase => ({
  name,
  files: { 'helper.js': helper, 'other.js': OTHER, 'lists.js': lists },
  options: { unverifiable: true },
  ...expected,
});
const finite = (name: string, lists: string, helper = HELPER): ProjectCase =>
  judged(name, lists, { verdicts: { 'lists.js': ['2 ok'] } }, helper);
const grows = (name: string, lists: string, helper = HELPER): ProjectCase =>
  judged(name, lists, { findings: { 'lists.js': ['2 unbounded'] } }, helper);

const cases: ProjectCase[] = [
  finite(
    'a constant beside the keys of others',
    dedent(`
      const { getOrAdd } = require('./helper');
      const lists = new Map();
      app.get('/y', () => getOrAdd(lists, 'mail', () => []));
    `),
  ),
  grows(
    'what a request brings',
    dedent(`
      const { getOrAdd } = require('./helper');
      const lists = new Map();
      app.get('/y', (req) => getOrAdd(lists, req.query.name, () => []));
    `),
  ),
  grows(
    'one of two calls gives what a request brings',
    dedent(`
      const { getOrAdd } = require('./helper');
      const lists = new Map();
      app.get('/y', (req) => getOrAdd(lists, req.query.name, () => []));
      app.get('/z', () => getOrAdd(lists, 'mail', () => []));
    `),
  ),
  finite(
    'it is given as the service starts',
    dedent(`
      const { getOrAdd } = require('./helper');
      const lists = new Map();
      for (const name of process.argv) getOrAdd(lists, name, () => []);
      module.exports = (name) => lists.get(name);
    `),
  ),
  finite(
    'a field, with what every caller of its method gives',
    dedent(`
      const { getOrAdd } = require('./helper');
      class Store { #lists = new Map(); queue(name = 'default') { return getOrAdd(this.#lists, name, () => []); } }
      const stores = new Store();
      app.get('/y', () => stores.queue('mail'));
      app.get('/z', () => stores.queue());
    `),
  ),
  grows(
    'a field, with what a caller of its method has from a request',
    dedent(`
      const { getOrAdd } = require('./helper');
      class Store { #lists = new Map(); queue(name = 'default') { return getOrAdd(this.#lists, name, () => []); } }
      const stores = new Store();
      app.get('/y', (req) => stores.queue(req.query.name));
      app.get('/z', () => stores.queue());
    `),
  ),
  finite(
    'a function of the file that others of its collections go through, too',
    dedent(`
      const { getOrAdd } = require('./helper');
      const lists = new Map();
      const add = (map, key) => getOrAdd(map, key, () => []);
      app.get('/y', () => add(lists, 'mail'));
      app.post('/z', (req) => { const own = new Map(); add(own, req.body.id); });
    `),
  ),
  grows(
    'a function of the file that gives it what a request brings',
    dedent(`
      const { getOrAdd } = require('./helper');
      const lists = new Map();
      const add = (map, key) => getOrAdd(map, key, () => []);
      app.get('/y', (req) => add(lists, req.query.name));
      app.post('/z', () => { const own = new Map(); add(own, 'mail'); });
    `),
  ),
  finite(
    'a helper that calls a second one',
    dedent(`
      const { listIn } = require('./helper');
      const lists = new Map();
      app.get('/y', () => listIn(lists, 'mail'));
    `),
    `${HELPER}exports.listIn = (map, key) => exports.getOrAdd(map, key, () => []);\n`,
  ),
  grows(
    'a helper that calls a second one with what a request brings',
    dedent(`
      const { listIn } = require('./helper');
      const lists = new Map();
      app.get('/y', (req) => listIn(lists, req.query.name));
    `),
    `${HELPER}exports.listIn = (map, key) => exports.getOrAdd(map, key, () => []);\n`,
  ),
  finite(
    'a helper that takes a pattern',
    dedent(`
      const { listIn } = require('./helper');
      const lists = new Map();
      app.get('/y', () => listIn({ map: lists, key: 'mail' }));
    `),
    `${HELPER}exports.listIn = ({ map, key = 'none' }) => map.set(key, []);\napp.get('/q', (req) => exports.listIn({ map: new Map(), key: req.query.key }));\n`,
  ),
  grows(
    'a helper that takes a pattern, with what a request brings',
    dedent(`
      const { listIn } = require('./helper');
      const lists = new Map();
      app.get('/y', (req) => listIn({ map: lists, key: req.query.name }));
    `),
    `${HELPER}exports.listIn = ({ map, key = 'none' }) => map.set(key, []);\napp.get('/q', () => exports.listIn({ map: new Map(), key: 'mail' }));\n`,
  ),
  finite(
    'a helper that takes the rest',
    dedent(`
      const { listIn } = require('./helper');
      const lists = new Map();
      app.get('/y', (req) => listIn(lists, 'mail', req.query.name));
    `),
    `${HELPER}exports.listIn = (map, ...rest) => map.set(rest[0], rest[1]);\n`,
  ),
  grows(
    'a helper that takes the rest, with what a request brings',
    dedent(`
      const { listIn } = require('./helper');
      const lists = new Map();
      app.get('/y', (req) => listIn(lists, req.query.name, 'mail'));
    `),
    `${HELPER}exports.listIn = (map, ...rest) => map.set(rest[0], rest[1]);\n`,
  ),
  {
    name: 'a helper in a third file',
    files: {
      'helper.js': HELPER,
      'chain.js': dedent(`
        const { getOrAdd } = require('./helper');
        exports.listIn = (map, key) => getOrAdd(map, key, () => []);
        app.post('/z', (req) => { const own = new Map(); exports.listIn(own, req.body.id); });
      `),
      'other.js': OTHER,
      'lists.js': dedent(`
        const { listIn } = require('./chain');
        const lists = new Map();
        const users = new Map();
        app.get('/y', () => listIn(lists, 'mail'));
        app.get('/z', (req) => listIn(users, req.query.name));
      `),
    },
    options: { unverifiable: true },
    findings: { 'lists.js': ['3 unbounded'] },
    verdicts: { 'lists.js': ['2 ok'] },
  },
  {
    name: 'an importer gives it',
    files: {
      'helper.js': HELPER,
      'other.js': OTHER,
      'lists.js': 'exports.lists = new Map();\n\nexports.users = new Map();\n',
      'stores.js': dedent(`
        const { getOrAdd } = require('./helper');
        const { lists, users } = require('./lists');
        app.get('/y', () => getOrAdd(lists, 'mail', () => []));
        app.get('/z', (req) => getOrAdd(users, req.query.name, () => []));
      `),
    },
    options: { unverifiable: true },
    findings: { 'lists.js': ['3 unbounded'] },
    verdicts: { 'lists.js': ['1 ok'] },
  },
];

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  cases,
});
