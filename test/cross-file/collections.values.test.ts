import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const ROUTES = dedent(`
  const { add } = require('./store');
  app.post('/x', (req) => { add(req.body.id, req.body); });
`);

const cases: ProjectCase[] = [
  {
    name: 'another file adds to what an entry holds',
    files: {
      'store.js': `
        const logs = new Map([['all', []]]);
        exports.logs = logs;
      `,
      'routes.js': `
        const { logs } = require('./store');
        app.post('/x', (req) => { logs.get('all').push(req.body.text); });
      `,
    },
    findings: { 'store.js': ['1 unboundedValues'] },
  },
  {
    name: 'another file only looks at what an entry holds',
    files: {
      'store.js': `
        const logs = new Map([['all', []]]);
        app.post('/x', (req) => { logs.get('all').push(req.body.text); });
        exports.logs = logs;
      `,
      'list.js': `
        const { logs } = require('./store');
        exports.count = () => logs.get('all').length;
      `,
    },
    findings: { 'store.js': ['1 unboundedValues'] },
  },
  {
    name: 'another file empties what an entry holds',
    files: {
      'store.js': `
        const logs = new Map([['all', []]]);
        app.post('/x', (req) => { logs.get('all').push(req.body.text); });
        exports.logs = logs;
      `,
      'sweep.js': `
        const { logs } = require('./store');
        setInterval(() => { logs.get('all').length = 0; }, 60000);
      `,
    },
    verdicts: { 'store.js': ['1 ok what its values hold is taken out'] },
  },
  {
    name: 'one file adds to what an entry holds, and another empties it',
    files: {
      'store.js': `
        const logs = new Map([['all', []]]);
        exports.logs = logs;
      `,
      'routes.js': `
        const { logs } = require('./store');
        app.post('/x', (req) => { logs.get('all').push(req.body.text); });
      `,
      'sweep.js': `
        const { logs } = require('./store');
        setInterval(() => { logs.get('all').length = 0; }, 60000);
      `,
    },
    verdicts: { 'store.js': ['1 ok what its values hold is taken out'] },
  },
  {
    name: 'a timer of another file empties what a function gives it',
    files: {
      'store.js': `
        const seen = new Map();
        exports.add = (id, value) => seen.set(id, value);
        exports.all = () => seen;
      `,
      'routes.js': ROUTES,
      'sweep.js': `
        const store = require('./store');
        setInterval(() => store.all().clear(), 60000);
      `,
    },
    verdicts: { 'store.js': ['1 ok line 2 of sweep.js removes entries'] },
  },
  {
    name: 'another file fills what a function gives it',
    files: {
      'store.js': `
        const seen = new Map();
        exports.all = () => seen;
      `,
      'routes.js': `
        const store = require('./store');
        app.post('/x', (req) => { store.all().set(req.body.id, 1); });
      `,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: {
      'store.js': `
        const { LRUCache } = require('lru-cache');
        const seen = new LRUCache({ max: 1000 });
        exports.all = () => seen;
      `,
    },
  },
  {
    name: 'a test alone empties it',
    files: {
      'store.js': `
        const seen = new Map();
        exports.add = (id, value) => seen.set(id, value);
        exports.seen = seen;
      `,
      'routes.js': ROUTES,
      'test/store.js': `
        const { seen } = require('../store');
        afterEach(() => seen.clear());
      `,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: {
      'store.js': `
        const { LRUCache } = require('lru-cache');
        const seen = new LRUCache({ max: 1000 });
        exports.add = (id, value) => seen.set(id, value);
        exports.seen = seen;
      `,
    },
  },
  {
    name: 'another file keeps it in something',
    files: {
      'store.js': `
        const seen = new Map();
        exports.add = (id, value) => seen.set(id, value);
        exports.seen = seen;
      `,
      'routes.js': ROUTES,
      'keep.js': `
        const { seen } = require('./store');
        registry.tables = [seen];
      `,
    },
    options: { unverifiable: true },
    findings: { 'store.js': ['1 undecided it is given to other files'] },
  },
  {
    name: 'it is passed to a function of a package, which may empty it',
    files: {
      'store.js': `
        const { keepSmall } = require('keep-small');
        const seen = new Map();
        exports.add = (id, value) => seen.set(id, value);
        keepSmall(seen);
      `,
      'routes.js': ROUTES,
    },
    options: { unverifiable: true },
    findings: { 'store.js': ['2 undecided it is passed on'] },
  },
  {
    name: 'it is passed to a function of another file that takes it apart',
    files: {
      'store.js': `
        const { watch } = require('./watch');
        const seen = new Map();
        exports.add = (id, value) => seen.set(id, value);
        watch(seen);
      `,
      'routes.js': ROUTES,
      'watch.js': `exports.watch = ({ clear }) => { setInterval(clear, 60000); };\n`,
    },
    options: { unverifiable: true },
    findings: { 'store.js': ['2 undecided it is passed on'] },
  },
  {
    name: 'it is passed to a function of another file that has no such parameter',
    files: {
      'store.js': `
        const { watch } = require('./watch');
        const seen = new Map();
        exports.add = (id, value) => seen.set(id, value);
        watch('seen', seen);
      `,
      'routes.js': ROUTES,
      'watch.js': `exports.watch = function () { setInterval(() => sweep(...arguments), 60000); };\n`,
    },
    options: { unverifiable: true },
    findings: { 'store.js': ['2 undecided it is passed on'] },
  },
  {
    name: 'it is passed to a function of another file that hands it on',
    files: {
      'store.js': `
        const { watch } = require('./watch');
        const seen = new Map();
        exports.add = (id, value) => seen.set(id, value);
        watch(seen);
      `,
      'routes.js': ROUTES,
      'watch.js': `exports.watch = (map) => { sweep(map); };\n`,
    },
    options: { unverifiable: true },
    findings: { 'store.js': ['2 undecided it is passed on'] },
  },
  {
    name: 'two functions of one file, of which the second empties it',
    files: {
      'store.js': `
        const { count, sweep } = require('./watch');
        const seen = new Map();
        exports.add = (id, value) => seen.set(id, value);
        count(seen);
        sweep(seen);
      `,
      'routes.js': ROUTES,
      'watch.js': `
        exports.count = (map) => { setInterval(() => { gauge(map.size); }, 1000); };
        exports.sweep = (map) => { setInterval(() => { map.clear(); }, 60000); };
      `,
    },
    verdicts: { 'store.js': ['2 ok line 2 of watch.js removes entries'] },
  },
];

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  cases,
});
