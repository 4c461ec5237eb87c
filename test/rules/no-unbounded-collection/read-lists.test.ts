/**
 * How a log may be read: what shows its items, those at the beginning of the list, and what makes one value of them.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const found = { messageId: 'unbounded', line: 1 } as const;
const options = { strategy: 'cap' } as const;

const log = (read: string, cut = '') => `
  const events = [];
  app.post('/event', async (req, res) => {
    events.push({ id: req.body.id, text: req.body.text, at: Date.now() });${cut}
    ${dedent(read).trimEnd().replaceAll('\n', '\n    ')}
  });
`;
const capped = (name: string, read: string): InvalidCase => ({
  name,
  code: log(read),
  output: log(read, '\n    if (events.length > 1000) events.splice(0, events.length - 1000);'),
  options,
  findings: [found],
});
const kept = (name: string, read: string, refused: string): InvalidCase => ({
  name,
  code: log(read),
  options,
  findings: [{ ...found, refused }],
});

const FIRST = 'uses the positions of its items';
const ONE = 'does more with its items than to show them';

const shown: InvalidCase[] = [
  capped('a page', 'res.json(events.slice(req.query.from, req.query.to));'),
  capped('all of them, as a copy', 'res.json(events.slice());'),
  capped('all of them, from the beginning', 'res.json(events.slice(0));'),
  capped('all but the last one', 'res.json(events.slice(0, -1));'),
  capped('the latest ones first', 'res.json([...events].reverse().slice(0, 10));'),
  capped(
    'the latest ones by their time',
    'res.json([...events].sort((a, b) => b.at - a.at).slice(0, 10));',
  ),
  capped(
    'some of them, in a list of its own',
    `
      const texts = [];
      for (const event of events) if (event.text) texts.push(event.text);
      res.json(texts);
    `,
  ),
  capped(
    'some of them, by a function of this file',
    `
      const respond = (records) => {
        let shown = records;
        if (req.query.text) shown = shown.filter((event) => event.text === req.query.text);
        const page = shown.slice(req.query.from, req.query.to);
        res.end(JSON.stringify({ success: true, page }));
      };
      if (events.length > 0) return respond(events);
      respond([]);
    `,
  ),
  capped('one by one', 'for (const event of events) res.write(event.text);'),
];

const first: InvalidCase[] = [
  kept('the first ones', 'res.json(events.slice(0, 2));', FIRST),
  kept('all but the first ones', 'res.json(events.slice(2));', FIRST),
  kept('the first of some', 'res.json(events.filter((event) => event.text).slice(0, 2));', ONE),
  kept('the best ones', 'res.json([...events].sort((a, b) => a.id - b.id).slice(0, 2));', ONE),
];

const values: InvalidCase[] = [
  kept(
    'a loop that a return leaves',
    `
      for (const event of events) if (event.id === req.body.other) return res.status(409).end();
      res.end();
    `,
    ONE,
  ),
  kept(
    'a loop that waits, whose list moves under it',
    `
      for (const event of events) {
        res.write(event.text);
        await later();
      }
    `,
    ONE,
  ),
  kept('items that are acted on', 'for (const event of events) notify(event.id);', ONE),
  kept('items that are acted on, by forEach', 'events.forEach((event) => notify(event.id));', ONE),
  kept(
    'one of some items',
    "res.json(events.filter((event) => event.id === req.body.id).at(-1) ? 'again' : 'first');",
    ONE,
  ),
  kept(
    'a text that is tested',
    "res.json(events.map((event) => event.id).join('').includes('a'));",
    ONE,
  ),
  kept(
    'a loop that throws',
    `
      for (const event of events) if (event.id === req.body.other) throw new Error('again');
      res.end();
    `,
    ONE,
  ),
  kept(
    'a callback that throws',
    `
      events.forEach((event) => {
        if (event.id === req.body.other) throw new Error('again');
      });
      res.end();
    `,
    ONE,
  ),
  kept(
    'an object by a key',
    'res.json(Object.fromEntries(events.map((event) => [event.id, event.text])));',
    ONE,
  ),
  kept(
    'a Map by a key',
    'res.json([...new Map(events.map((event) => [event.id, event.text]))]);',
    ONE,
  ),
  kept(
    'groups',
    `
      const groups = new Map();
      for (const event of events) groups.set(event.id, [...(groups.get(event.id) ?? []), event.at]);
      res.json([...groups].map(([id, times]) => [id, times.length]));
    `,
    ONE,
  ),
  kept(
    'groups that are there',
    `
      const groups = makeGroups();
      events.forEach((event) => groups.get(event.id).push(event.at));
      res.json([...groups]);
    `,
    ONE,
  ),
  kept(
    'a list of its own that is counted',
    `
      const texts = [];
      for (const event of events) if (event.text) texts.push(event.text);
      res.json(texts.length);
    `,
    ONE,
  ),
];

const NO_LOG = 'is not the name of a log';
const named = (name: string): InvalidCase => ({
  name: `a list by the name ${name}`,
  code: `
    const ${name} = [];
    app.post('/x', (req, res) => {
      ${name}.push({ id: req.body.id, at: Date.now() });
      res.json(${name}.filter((item) => item.id === req.query.id));
    });
  `,
  options,
  findings: [{ ...found, refused: NO_LOG }],
});

const records: InvalidCase[] = [
  named('orders'),
  named('eventBookings'),
  {
    name: 'lists by the name of what the program keeps',
    code: `
      const commentsByPost = new Map();
      app.post('/:post', (req, res) => {
        const { post } = req.params;
        if (!commentsByPost.has(post)) commentsByPost.set(post, []);
        commentsByPost.get(post).push({ text: req.body.text, at: Date.now() });
        res.json(commentsByPost.get(post));
      });
    `,
    options,
    findings: [{ ...found, refused: NO_LOG }],
  },
  ...[
    { read: 'at(-10)', refused: 'may read items that a cap removes' },
    { read: 'slice(-0)', refused: 'have no time of their own' },
  ].map(({ read, refused }) => ({
    name: `more of the latest than a cap leaves: ${read}`,
    code: `
      const orders = [];
      app.post('/x', (req, res) => {
        orders.push({ id: req.body.id, count: 1 });
        res.json(orders.${read});
      });
    `,
    options: { ...options, max: 3 },
    findings: [{ ...found, refused }],
  })),
  {
    name: 'the latest alone, by any name',
    code: `
      const orders = [];
      app.post('/x', (req, res) => {
        orders.push({ id: req.body.id });
        res.json(orders.at(-1));
      });
    `,
    output: `
      const orders = [];
      app.post('/x', (req, res) => {
        orders.push({ id: req.body.id });
        if (orders.length > 1000) orders.splice(0, orders.length - 1000);
        res.json(orders.at(-1));
      });
    `,
    options,
    findings: [found],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [...shown, ...first, ...values, ...records],
});
