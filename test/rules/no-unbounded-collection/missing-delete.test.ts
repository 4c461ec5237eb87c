import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const refusals: InvalidCase[] = [
  {
    name: 'a table of jobs is the user’s decision',
    code: `
      const jobs = new Map();
      app.post('/items', (req, res) => {
        jobs.set(randomUUID(), { state: 0 });
        res.end();
      });
      function completeJob(jobId) {
        note(jobId);
      }
    `,
    findings: [{ messageId: 'missingDelete', line: 1, refused: '--evict' }],
  },
  {
    name: 'a delete where a variable is true that may be another one by then',
    code: `
      const tasks = new Map();
      exports.run = async (filters) => {
        let isHeavy = filters.length > 10;
        const id = randomUUID();
        try {
          if (isHeavy) tasks.set(id, filters);
          isHeavy = await isStillHeavy(filters);
          return await work(filters);
        } finally {
          if (isHeavy) tasks.delete(id);
        }
      };
    `,
    findings: [{ messageId: 'missingDelete', line: 1, refused: 'a cap would drop some of it' }],
  },
  {
    name: 'a delete that waits for the client to come back',
    code: `
      const tasks = new Map();
      app.post('/items', (req, res) => {
        tasks.set(randomUUID(), { state: 0 });
        res.end();
      });
      app.get('/tasks', (req) => {
        if (tasks.get(req.query.task).state === 1) tasks.delete(req.query.task);
      });
    `,
    findings: [
      { messageId: 'missingDelete', line: 1, refused: 'a cap would drop some of it. By hand' },
    ],
  },
];

const evicting: InvalidCase[] = [
  {
    name: 'a table of jobs, by decision',
    code: `
      const jobs = new Map();
      app.post('/items', (req, res) => {
        jobs.set(randomUUID(), { state: 0 });
        res.end();
      });
    `,
    output: `
      const { LRUCache } = require('lru-cache');
      const jobs = new LRUCache({ max: 1000 });
      app.post('/items', (req, res) => {
        jobs.set(randomUUID(), { state: 0 });
        res.end();
      });
    `,
    options: { evict: true },
    findings: [{ messageId: 'missingDelete', line: 1 }],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [],
  invalid: [...refusals, ...evicting],
});
