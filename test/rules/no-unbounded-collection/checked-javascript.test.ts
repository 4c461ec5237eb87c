/**
 * JavaScript that TypeScript checks by its comments: what is written there compiles, or the collection is left alone.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const SEEN = `
      // @ts-check
      /** @type {Set<string>} */
      const seen = new Set();
      app.post('/:id', (req, res) => {
        seen.add(req.params.id);
        res.end();
      });
    `;
const STARTED = `
      // @ts-check
      /** @type {Map<import('node:http').IncomingMessage, number>} */
      const started = new Map();
      app.get('/', (req, res) => {
        started.set(req, Date.now());
        res.json(started.get(req));
      });
    `;
const UNTYPED = STARTED.split('\n')
  .filter((line) => !line.includes('@type'))
  .join('\n');
const HITS = `
      // @ts-check
      /** @type {Record<string, { v: string, at: number } | undefined>} */
      const hits = {};
      app.get('/:id', (req, res) => {
        const { id } = req.params;
        const hit = hits[id];
        if (hit && Date.now() - hit.at < 60000) return res.end(hit.v);
        hits[id] = { v: id, at: Date.now() };
        res.end(id);
      });
    `;

const left = (strategy: 'lru' | 'sweep' | 'weak', code: string, refused: string): InvalidCase => ({
  name: `${strategy}: a type in a comment`,
  code,
  options: { strategy },
  findings: [{ messageId: 'unbounded', line: 3, refused }],
});

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [
    {
      name: 'cap: what an iterator may lack is asked for',
      code: SEEN,
      output: SEEN.replace(
        'seen.add(req.params.id);',
        `seen.add(req.params.id);
        if (seen.size > 1000) {
          const oldest = seen.values().next();
          if (!oldest.done) seen.delete(oldest.value);
        }`,
      ),
      options: { strategy: 'cap' },
      findings: [{ messageId: 'unbounded', line: 3 }],
    },
    left('lru', SEEN, 'would not know what `LRUCache` has in it'),
    left('weak', STARTED, 'line 2 gives it a type in a comment'),
    {
      name: 'weak: without a type',
      code: UNTYPED,
      output: UNTYPED.replace('new Map', 'new WeakMap'),
      options: { strategy: 'weak' },
      findings: [{ messageId: 'unbounded', line: 2 }],
    },
    left('sweep', HITS, 'line 2 gives it a type in a comment'),
  ],
});
