/**
 * Reads that find an entry by the time that it has expired, entries that live again, and entries without a time.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const store = (
  behind: string,
  { first = '', sweep = '', test = 'Date.now() - hit.at < 5000' } = {},
) => `
    const hits = new Map(${first});${sweep}
    app.get('/:id', async (req, res) => {
      const { id } = req.params;
      const hit = hits.get(id);
      if (hit && ${test}) return res.json(hit.value);
      const made = { value: await load(id), at: Date.now() };
      hits.set(id, made);
      ${behind}
      res.json(1);
    });
  `;
const kept = (behind: string, refused: string, first = ''): InvalidCase => ({
  name: first + behind,
  code: store(behind, { first }),
  options: { strategy: 'sweep' },
  findings: [{ messageId: 'unbounded', line: 1, refused }],
});
const swept = (
  behind: string,
  { first = '', test = 'Date.now() - hit.at < 5000', period = '5000' } = {},
): InvalidCase => ({
  name: first + behind + test,
  code: store(behind, { first, test }),
  output: store(behind, {
    first,
    test,
    sweep: `
    setInterval(() => {
      for (const [key, entry] of hits) {
        if (${test.replaceAll('hit.', 'entry.').replace('<', '>=')}) hits.delete(key);
      }
    }, ${period}).unref();`,
  }),
  options: { strategy: 'sweep' },
  findings: [{ messageId: 'unbounded', line: 1 }],
});

const ANOTHER = 'may do something else for an entry that has expired';
const TIME = 'an entry another time';
const FIRST = 'are not seen to have a time';

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [
    kept('setTimeout(() => { if (hits.has(id)) note(id); }, 10_000);', ANOTHER),
    kept('setTimeout(() => note(hits.get(id)?.value), 10_000);', ANOTHER),
    kept('await wait(10_000); note(hits.get(id)?.value);', ANOTHER),
    kept('for (const step of steps) { note(hits.get(id)?.value); await step(); }', ANOTHER),
    kept('setTimeout(() => { made.at = Date.now(); }, 10_000);', TIME),
    kept('setTimeout(() => { [made.at] = [Date.now()]; }, 10_000);', TIME),
    kept('setTimeout(() => { hits.get(id).at = Date.now(); }, 10_000);', ''),
    kept('keep(made);', 'where its time may be changed'),
    kept('', FIRST, "[['first', null]]"),
    kept('', FIRST, 'JSON.parse(saved)'),
    kept('', FIRST, "[['first', { value: 1 }]]"),
    swept(''),
    swept('note(made.value);'),
    swept('', { first: "[['first', { value: 1, at: 0 }]]" }),
    swept('', { test: 'Date.now() / 1000 - hit.at / 1000 < 5', period: '60 * 1000' }),
    swept('', { test: 'Date.now() - hit.at < 50', period: '60 * 1000' }),
    {
      name: 'a lifetime that is declared below the timer',
      code: `
        const hits = new Map();
        const LIFE_MS = 3000;
        app.get('/:id', async (req, res) => {
          const hit = hits.get(req.params.id);
          if (hit && Date.now() - hit.at < LIFE_MS) return res.json(hit.value);
          const made = { value: await load(req.params.id), at: Date.now() };
          hits.set(req.params.id, made);
          res.json(made.value);
        });
      `,
      output: `
        const hits = new Map();
        setInterval(() => {
          for (const [key, entry] of hits) {
            if (Date.now() - entry.at >= LIFE_MS) hits.delete(key);
          }
        }, 60 * 1000).unref();
        const LIFE_MS = 3000;
        app.get('/:id', async (req, res) => {
          const hit = hits.get(req.params.id);
          if (hit && Date.now() - hit.at < LIFE_MS) return res.json(hit.value);
          const made = { value: await load(req.params.id), at: Date.now() };
          hits.set(req.params.id, made);
          res.json(made.value);
        });
      `,
      options: { strategy: 'sweep' },
      findings: [{ messageId: 'unbounded', line: 1 }],
    },
    {
      name: 'a lifetime that a pattern writes',
      code: `
        class Hits {
          ttl = 5000;
          hits = new Map();
          isKnown(id) {
            const hit = this.hits.get(id);
            if (hit && Date.now() - hit.at < this.ttl) return true;
            this.hits.set(id, { at: Date.now() });
            return false;
          }
          configure(options) {
            ({ ttl: this.ttl } = options);
          }
        }
        const hits = new Hits();
        app.get('/:id', (req, res) => res.json(hits.isKnown(req.params.id)));
        app.post('/options', (req, res) => res.json(hits.configure(req.body)));
      `,
      options: { strategy: 'sweep' },
      findings: [{ messageId: 'unbounded', line: 3, refused: 'changes how long entries live' }],
    },
  ],
});
