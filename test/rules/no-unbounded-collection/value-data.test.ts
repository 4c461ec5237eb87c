/**
 * What an entry is made of: of its key, it is computed again after an eviction; of other data that somebody has brought, it is not.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const route = (value: string, key: string, before: string, cut = '') => `
  const pages = new Map();
  app.post('/:id', async (req, res) => {
    const { id } = req.params;${before === '' ? '' : `\n    ${before}`}
    if (!pages.has(${key})) pages.set(${key}, ${value});${cut}
    res.json(pages.get(${key}));
  });
`;
const found = { messageId: 'unbounded', line: 1 } as const;
const options = { strategy: 'cap' } as const;

const capped = (name: string, value: string, key = 'id', before = ''): InvalidCase => ({
  name,
  code: route(value, key, before),
  output: route(
    value,
    key,
    before,
    '\n    if (pages.size > 1000) pages.delete(pages.keys().next().value);',
  ),
  options,
  findings: [found],
});
const kept = (name: string, value: string, before = ''): InvalidCase => ({
  name,
  code: route(value, 'id', before),
  options,
  findings: [{ ...found, refused: 'not plainly a cache' }],
});

const ofKey: InvalidCase[] = [
  capped('the key', 'await loadPage(id)'),
  capped('the request that has the key', 'await loadPage(req)'),
  capped('the key and more', 'await loadPage(req.db, id)'),
  capped('nothing', 'await loadPages()'),
  capped(
    'what the key is made of',
    'await loadPage(a, b)',
    'key',
    'const { a, b } = req.body, key = `${a}:${b}`;',
  ),
  capped(
    'what the key is a digest of',
    'await parseText(req.body.text)',
    'key',
    "const key = createHash('sha1').update(req.body.text).digest('hex');",
  ),
  capped(
    'an element of what is loaded',
    'await loadPages().then((all) => all.find((one) => one.id === id))',
  ),
];

const ofOther: InvalidCase[] = [
  kept('a text of the body', 'JSON.parse(req.body.text)'),
  kept('an instance', 'new URL(req.body.url)'),
  kept('another id', 'await loadPage(other)', 'const { other } = req.body;'),
  kept('the key and what else the client sends', 'await loadPage(id, req.query.lang)'),
  kept('the whole body', 'renderPage(layout, req.body)'),
  {
    name: 'another argument',
    code: `
      const pages = new Map();
      exports.pageOf = (id, text) => {
        let parsed = pages.get(id);
        if (!parsed) {
          parsed = parseText(text);
          pages.set(id, parsed);
        }
        return parsed;
      };
      app.get('/:id', (req, res) => res.json(exports.pageOf(req.params.id, req.query.text)));
    `,
    options,
    findings: [{ ...found, refused: 'not plainly a cache' }],
  },
];

const pattern = (made: string, use: string, cut = '') => `
  const patterns = new Map();
  const patternOf = (id, flags) => {
    let found = patterns.get(id);
    if (!found) {
      found = ${made};
      patterns.set(id, found);${cut}
    }
    return found;
  };
  app.get('/:id', (req, res) => {
    const found = patternOf(req.params.id, req.query.flags);
    res.json(${use});
  });
`;
const stateless = (name: string, made: string, use: string): InvalidCase => ({
  name,
  code: pattern(made, use),
  output: pattern(
    made,
    use,
    '\n      if (patterns.size > 1000) {\n        patterns.delete(patterns.keys().next().value);\n      }',
  ),
  options,
  findings: [found],
});
const stateful = (name: string, made: string, use: string): InvalidCase => ({
  name,
  code: pattern(made, use),
  options,
  findings: [{ ...found, refused: 'what an entry has kept of the calls before' }],
});

const patterns: InvalidCase[] = [
  stateless('a regular expression without a position', "new RegExp(id, 'iu')", 'found.test(text)'),
  stateless('no flags', 'new RegExp(id)', 'found.exec(text)'),
  stateless(
    'the flag g, in methods that begin anew',
    "new RegExp(id, 'g')",
    "text.replace(found, '').match(found)",
  ),
  stateful('the flag g', "new RegExp(id, 'g')", 'found.test(text)'),
  stateful('the flag y', "new RegExp(id, 'y')", 'text.match(found)'),
  stateful('flags that are not seen', 'new RegExp(id, flags)', 'found.exec(text)'),
  stateful('given to what is not seen', "new RegExp(id, 'gu')", 'grep(found, text)'),
  stateless('a decoder', 'new TextDecoder(id)', 'found.decode(text)'),
  stateful('the rest of a decoder', 'new TextDecoder(id)', 'found.decode(text, { stream: true })'),
  {
    name: 'given to other files',
    code: `
      const patterns = new Map();
      exports.patternOf = (id) => {
        if (!patterns.has(id)) patterns.set(id, new RegExp(id, 'g'));
        return patterns.get(id);
      };
      app.get('/:id', (req, res) => res.json(text.match(exports.patternOf(req.params.id))));
    `,
    options,
    findings: [{ ...found, refused: 'what an entry has kept of the calls before' }],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [...ofKey, ...ofOther, ...patterns],
});
