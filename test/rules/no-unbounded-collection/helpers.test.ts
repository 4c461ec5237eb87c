/**
 * Helpers of the file that add to the collections that they are given: who runs them, and with which keys, is judged at the
 * calls that give the collection.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const LRU = `const { LRUCache } = require('lru-cache');\n`;

/** A Map, and one for each request beside it, that go through a helper. */
const around = (helper: string, calls: string): string =>
  `const seen = new Map();\n${helper}\n${calls}\n`;

const finite = (name: string, helper: string, calls: string): ValidCase => ({
  name,
  code: `${around(helper, calls)}module.exports = (key) => seen.get(key);\n`,
  options: { unverifiable: true },
});

const grows = (name: string, helper: string, calls: string): InvalidCase => ({
  name,
  code: around(helper, calls),
  output: LRU + around(helper, calls).replace('new Map()', 'new LRUCache({ max: 1000 })'),
  findings: [{ messageId: 'unbounded', line: 1 }],
});

/** The same where the codemod refuses. */
const refused = (name: string, helper: string, calls: string, reason: string): InvalidCase => ({
  name,
  code: around(helper, calls),
  findings: [{ messageId: 'unbounded', line: 1, refused: reason }],
});

/** The same where a default may give it to others, too. */
const undecided = (name: string, helper: string, calls: string): InvalidCase => ({
  name,
  code: around(helper, calls),
  options: { unverifiable: true },
  findings: [{ messageId: 'undecided', line: 1, refused: '', says: '`req.body.id`' }],
});

const PUT = 'function put(map, key) { map.set(key, 1); }';
const OBJECT = 'function put({ map, key }) { map.set(key, 1); }';
const DEFAULT = 'function put(key, map = seen) { map.set(key, 1); }';
const DEFAULT_IN_PATTERN = 'function put({ key, map = seen }) { map.set(key, 1); }';
const REST = 'function put(...given) { const [map, key] = given; map.set(key, 1); }';
const SECOND = `${PUT}\nfunction add(map, key) { put(map, key); }`;
const METHOD =
  'class Sets { put(map, key) { map.set(key, 1); } add(key) { this.put(seen, key); } }\nconst sets = new Sets();';

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [
    finite(
      'a constant for it, what a request brings for another',
      PUT,
      `app.post('/x', (req) => { const own = new Map(); put(own, req.body.id); put(seen, 'x'); });`,
    ),
    finite(
      'what a start-up gives, while requests fill another',
      PUT,
      `for (const name of process.argv) put(seen, name);\napp.post('/x', (req) => { const own = new Map(); put(own, req.body.id); });`,
    ),
    finite(
      'in an object',
      OBJECT,
      `app.post('/x', (req) => { const own = new Map(); put({ map: own, key: req.body.id }); put({ map: seen, key: 'x' }); });`,
    ),
    finite(
      'by the default of a parameter',
      DEFAULT,
      `app.post('/x', (req) => { const own = new Map(); put(req.body.id, own); put('x'); });`,
    ),
    finite(
      'by a default in a pattern',
      DEFAULT_IN_PATTERN,
      `app.post('/x', (req) => { const own = new Map(); put({ key: req.body.id, map: own }); put({ key: 'x' }); });`,
    ),
    finite(
      'among the rest',
      REST,
      `app.post('/x', (req) => { const own = new Map(); put(own, req.body.id); put(seen, 'x'); });`,
    ),
    finite(
      'by a spread list',
      PUT,
      `app.post('/x', (req) => { const own = new Map(); put(...[own, req.body.id]); put(...[seen, 'x']); });`,
    ),
    finite(
      'by call and by apply',
      PUT,
      `app.post('/x', (req) => { const own = new Map(); put.call(null, own, req.body.id); put.call(null, seen, 'x'); put.apply(null, [seen, 'y']); });`,
    ),
    finite(
      'by a second helper',
      SECOND,
      `app.post('/x', (req) => { const own = new Map(); add(own, req.body.id); put(own, req.body.id); add(seen, 'x'); });`,
    ),
    finite(
      'by a method',
      METHOD,
      `app.post('/x', (req) => { const own = new Map(); sets.put(own, req.body.id); sets.add('x'); });`,
    ),
    finite(
      'by a helper that other files can call, too',
      `exports.put = put;\n${PUT}`,
      `app.post('/x', () => put(seen, 'x'));`,
    ),
  ],
  invalid: [
    grows(
      'what a request brings for it, a constant for another',
      PUT,
      `app.post('/x', (req) => { const own = new Map(); put(own, 'x'); put(seen, req.body.id); });`,
    ),
    grows(
      'what a request brings beside what a start-up gives',
      PUT,
      `for (const name of process.argv) put(seen, name);\napp.post('/x', (req) => put(seen, req.body.id));`,
    ),
    refused(
      'in an object',
      OBJECT,
      `app.post('/x', (req) => { const own = new Map(); put({ map: own, key: 'x' }); put({ map: seen, key: req.body.id }); });`,
      'an object or a list has it (line 3)',
    ),
    undecided(
      'by the default of a parameter',
      DEFAULT,
      `app.post('/x', (req) => { const own = new Map(); put('x', own); put(req.body.id); });`,
    ),
    undecided(
      'by the default of a parameter, beside a call that gives it',
      DEFAULT,
      `app.post('/x', (req) => { put('x', seen); put(req.body.id); });`,
    ),
    undecided(
      'by a default in a pattern',
      DEFAULT_IN_PATTERN,
      `app.post('/x', (req) => { const own = new Map(); put({ key: 'x', map: own }); put({ key: req.body.id }); });`,
    ),
    refused(
      'among the rest',
      REST,
      `app.post('/x', (req) => { const own = new Map(); put(own, 'x'); put(seen, req.body.id); });`,
      'an object or a list has it (line 3)',
    ),
    grows(
      'by a second helper',
      SECOND,
      `app.post('/x', (req) => { const own = new Map(); add(own, 'x'); put(own, 'x'); add(seen, req.body.id); });`,
    ),
    grows(
      'by a method',
      METHOD,
      `app.post('/x', (req) => { const own = new Map(); sets.put(own, 'x'); sets.add(req.body.id); });`,
    ),
    grows(
      'by a function that hands it on to itself',
      'function walk(entry) { visit(entry, seen); }\nfunction visit(entry, map) { map.set(entry.id, 1); for (const child of entry.children) visit(child, map); }',
      `app.post('/x', (req) => walk(req.body));`,
    ),
  ],
});
