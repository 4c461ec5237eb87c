import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const fixed: InvalidCase[] = [
  {
    name: 'a copy of entries is moved, none is removed',
    code: `
      const cache = new Map();
      exports.get = (userId) => {
        if (cache.has(userId)) cache.delete(userId);
        cache.set(userId, 1);
      };
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 1000 });
      exports.get = (userId) => {
        if (cache.has(userId)) cache.delete(userId);
        cache.set(userId, 1);
      };
    `,
    findings: [{ messageId: 'evictionIdle', line: 1 }],
  },
  {
    name: 'a clear that tests alone call',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      exports._resetForTests = () => cache.clear();
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      exports._resetForTests = () => cache.clear();
    `,
    findings: [{ messageId: 'evictionIdle', line: 1 }],
  },
  {
    name: 'a clear that is there for whoever asks, and nobody does',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      exports.clearCache = () => cache.clear();
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const cache = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      exports.clearCache = () => cache.clear();
    `,
    findings: [
      {
        messageId: 'evictionIdle',
        line: 1,
        says: 'Line 6 removes entries, but `clearCache` removes an entry only when a caller asks',
      },
    ],
  },
  {
    name: 'several removals, each with its reason',
    code: `
      const seen = new Map();
      exports.note = async (userId) => {
        seen.set(userId, Date.now());
        await work(userId);
        seen.delete(userId);
      };
      process.on('SIGTERM', () => seen.clear());
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const seen = new LRUCache({ max: 1000 });
      exports.note = async (userId) => {
        seen.set(userId, Date.now());
        await work(userId);
        seen.delete(userId);
      };
      process.on('SIGTERM', () => seen.clear());
    `,
    findings: [
      {
        messageId: 'evictionIdle',
        line: 1,
        says: 'only success reaches it: line 4 may fail before. Line 7 removes entries, but it runs once',
      },
    ],
  },
  {
    name: 'a sweep that nobody starts',
    code: `
      const cache = new Map();
      app.post('/items', (req, res) => {
        cache.set(req.params.id, load(req));
        res.end();
      });
      function sweep() {
        for (const id of cache.keys()) if (isOld(id)) cache.delete(id);
      }
    `,
    findings: [
      { messageId: 'evictionIdle', line: 1, refused: 'a loop goes through its entries (line 7)' },
    ],
  },
  {
    name: 'a time to live that is looked at on reading alone',
    code: `
      const cache = new Map();
      exports.get = (userId) => {
        const hit = cache.get(userId);
        if (hit && hit.expires < Date.now()) {
          cache.delete(userId);
          return null;
        }
        return hit;
      };
      exports.put = (userId, value) => cache.set(userId, { value, expires: Date.now() + 1000 });
    `,
    findings: [
      {
        messageId: 'evictionIdle',
        line: 1,
        refused: 'line 3 reads an entry that is not computed again where it is missing',
      },
    ],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [],
  invalid: fixed,
});
