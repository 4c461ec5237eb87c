import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const refusals: InvalidCase[] = [
  {
    name: 'arrays inside grow under a finite key',
    code: `
      const index = new Map();
      app.post('/items', (req, res) => {
        (index.get('all')).push(req.body);
        res.end();
      });
    `,
    findings: [
      { messageId: 'unboundedValues', line: 1, refused: 'the values of its entries grow' },
    ],
  },
  {
    name: 'arrays inside that are made anew, one longer',
    code: `
      const index = new Map([['all', []]]);
      app.post('/items', (req, res) => {
        index.set('all', [...index.get('all'), req.body]);
        res.end();
      });
    `,
    findings: [
      { messageId: 'unboundedValues', line: 1, refused: 'the values of its entries grow' },
    ],
  },
  {
    name: 'what a socket holds grows as long as it stays open',
    code: `
      const locks = new Map();
      wss.on('connection', (ws) => {
        if (!locks.get(ws)) locks.set(ws, {});
        ws.on('message', (data) => {
          const message = JSON.parse(data);
          locks.get(ws)[message.uuid] = true;
        });
        ws.on('close', () => locks.delete(ws));
      });
    `,
    findings: [
      { messageId: 'unboundedValues', line: 1, refused: 'the values of its entries grow' },
    ],
  },
];

const quiet: ValidCase[] = [
  {
    name: 'one helper cuts two lists of a value',
    code: `
      const states = new Map([['all', { open: [], done: [] }]]);
      function take(list, name) {
        const at = list.findIndex((item) => item.name === name);
        return list.splice(at, 1);
      }
      app.post('/items', (req, res) => {
        states.get('all').open.push(req.body);
        states.get('all').done.push(req.body);
        res.end();
      });
      app.get('/items', (req, res) => {
        const state = states.get('all');
        res.json([take(state.open, req.query.name), take(state.done, req.query.name)]);
      });
    `,
  },
  {
    name: 'listeners that whoever has the function registers, as the service starts perhaps',
    code: `
      const events = new Map([['open', []]]);
      exports.on = (listener) => events.get('open').push(listener);
      exports.hook = (run) => events.get('open').push({ run: () => run() });
    `,
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: quiet,
  invalid: [
    ...refusals,
    {
      name: 'what whoever has the function adds each time',
      code: `
        const times = new Map([['all', []]]);
        exports.measure = () => times.get('all').push(Date.now());
      `,
      findings: [
        { messageId: 'unboundedValues', line: 1, refused: 'the values of its entries grow' },
      ],
    },
  ],
});
