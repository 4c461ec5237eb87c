import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const strict = { unverifiable: true } as const;

const undecidedHere: ValidCase[] = [
  {
    name: 'a key of which nothing is known',
    code: `
      const cache = new Map();
      exports.load = (key) => cache.set(key, 1);`,
  },
  {
    name: 'a Map that other files have',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      module.exports = cache;`,
  },
  {
    name: 'a Map that other files have by an export without a name of its own',
    code: `
      exports.cache = new Map();
      app.post('/items', (req, res) => {
        exports.cache.set(req.params.id, load(req));
        res.end();
      });
    `,
  },
  {
    name: 'a Map that a function outside takes',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      watch(cache);`,
  },
  {
    name: 'a field of a class that other files instantiate',
    code: `
      module.exports = class Store {
        constructor() {
          this.seen = new Set();
        }
        add(userId) {
          this.seen.add(userId);
        }
      };`,
  },
  {
    name: 'arrays and objects, if Maps and Sets alone are looked at',
    code: `
      const log = [];
      const table = {};
      app.post('/items', (req, res) => {
        log.push(req.url);
        table[req.params.id] = 1;
        res.end();
      });
    `,
    options: { collections: ['map', 'set'] },
  },
];

const undecided: InvalidCase[] = [
  {
    name: 'a key of which nothing is known',
    code: `
      const cache = new Map();
      exports.load = (key) => cache.set(key, 1);
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 1000 });
      exports.load = (key) => cache.set(key, 1);
    `,
    options: strict,
    findings: [{ messageId: 'undecided', line: 1 }],
  },
  {
    name: 'a Map that other files have',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      module.exports = cache;
    `,
    options: strict,
    findings: [{ messageId: 'undecided', line: 1, refused: 'given to other files' }],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: undecidedHere,
  invalid: undecided,
});
