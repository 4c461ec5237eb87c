/**
 * What others do by an entry of work that is going on, and promises that have no `finally`: work that has failed must not be
 * taken for done, and no call may throw that did not before.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const acting = (statement: string): InvalidCase => ({
  name: statement,
  code: `
    const busy = new Set();
    app.post('/run', async (req, res) => {
      const { id } = req.body;
      busy.add(id);
      await work(id);
      busy.delete(id);
      res.end();
    });
    app.on('tidy', (id) => {
      ${statement}
    });
  `,
  options: { strategy: 'finally' },
  findings: [{ messageId: 'evictionIdle', line: 1, refused: 'tells by an entry' }],
});

const promised = (promise: string, isNative = true): InvalidCase => {
  const code = (end: string) => `
    const request = require('superagent');
    const busy = new Set();
    const run = async (id) => (await request.post(id)).body;
    app.post('/run', (req, res) => {
      const { id } = req.body;
      busy.add(id);
      ${promise}.${end}(() => busy.delete(id));
      res.end();
    });
  `;
  return {
    name: promise,
    code: code('then'),
    options: { strategy: 'finally' },
    ...(isNative ? { output: code('finally') } : {}),
    findings: [
      {
        messageId: 'evictionIdle',
        line: 2,
        ...(isNative ? {} : { refused: 'a promise of the language' }),
      },
    ],
  };
};

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [
    acting('if (!busy.has(id)) files.remove(id);'),
    acting('if (busy.has(id)) return; files.remove(id);'),
    acting('busy.has(id) || files.remove(id);'),
    acting('busy.has(id) ? files.keep(id) : files.remove(id);'),
    acting('state.isBusy = busy.has(id);'),
    acting('const isBusy = busy.has(id); if (!isBusy) state.free.add(id);'),
    promised('run(id)'),
    promised('fetch(id)'),
    promised('new Promise((done, fail) => request.get(id, done, fail))'),
    promised('Promise.all([request.post(id)])'),
    promised('run(id).then((body) => request.post(body))'),
    promised('request.post(id)', false),
    promised('request.post(id).then((body) => run(body))', false),
    promised("require('bluebird').resolve(run(id))", false),
  ],
});
