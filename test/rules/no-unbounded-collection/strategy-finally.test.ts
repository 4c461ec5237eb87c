import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const fixed: InvalidCase[] = [
  {
    name: 'work between the addition and the removal, whose result is used behind',
    code: `
      const active = new Map();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        active.set(id, { by: req.ip });
        const result = await work(id);
        // Done.
        active.delete(id);
        res.json(result);
      });
    `,
    output: `
      const active = new Map();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        active.set(id, { by: req.ip });
        let result;
        try {
          result = await work(id);
          // Done.
        } finally {
          active.delete(id);
        }
        res.json(result);
      });
    `,
    findings: [{ messageId: 'missingDelete', line: 1 }],
  },
  {
    name: 'a pattern',
    code: `
      const active = new Set();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        active.add(id);
        await check(id);
        const { data, status } = await work(id);
        active.delete(id);
        res.status(status).json(data);
      });
    `,
    output: `
      const active = new Set();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        active.add(id);
        let data, status;
        try {
          await check(id);
          ({ data, status } = await work(id));
        } finally {
          active.delete(id);
        }
        res.status(status).json(data);
      });
    `,
    findings: [{ messageId: 'missingDelete', line: 1 }],
  },
  {
    name: 'the last statement of a try',
    code: `
      const running = new Set();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        running.add(id);
        try {
          await work(id);
          running.delete(id);
        } catch (error) {
          res.status(500).end();
          return;
        }
        res.end();
      });
    `,
    output: `
      const running = new Set();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        running.add(id);
        try {
          await work(id);
        } catch (error) {
          res.status(500).end();
          return;
        } finally {
          running.delete(id);
        }
        res.end();
      });
    `,
    findings: [{ messageId: 'missingDelete', line: 1 }],
  },
  {
    name: 'the middle of a try, which gets one of its own',
    code: `
      const running = new Set();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        running.add(id);
        try {
          const result = await work(id);
          running.delete(id);
          res.json(result);
        } catch (error) {
          res.status(500).end();
        }
      });
    `,
    output: `
      const running = new Set();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        running.add(id);
        try {
          let result;
          try {
            result = await work(id);
          } finally {
            running.delete(id);
          }
          res.json(result);
        } catch (error) {
          res.status(500).end();
        }
      });
    `,
    findings: [{ messageId: 'missingDelete', line: 1 }],
  },
  {
    name: 'a promise',
    code: `
      const inflight = new Map();
      const load = async (id) => (await db.load(id)).rows;
      app.get('/run', (req, res) => {
        const work = load(req.query.id);
        inflight.set(req.query.id, work);
        work.then(() => inflight.delete(req.query.id));
        res.end();
      });
    `,
    output: `
      const inflight = new Map();
      const load = async (id) => (await db.load(id)).rows;
      app.get('/run', (req, res) => {
        const work = load(req.query.id);
        inflight.set(req.query.id, work);
        work.finally(() => inflight.delete(req.query.id));
        res.end();
      });
    `,
    findings: [{ messageId: 'missingDelete', line: 1 }],
  },
  {
    name: 'a promise under a name that first had the entry',
    code: `
      const inFlight = new Map();
      app.get('/items/:id', async (req, res) => {
        const { id } = req.params;
        let work = inFlight.get(id);
        if (!work) {
          work = load(id);
          inFlight.set(id, work);
          work.then(() => inFlight.delete(id));
        }
        res.json(await work);
      });
      async function load(id) {
        return (await fetch('https://items.example/' + id)).json();
      }
    `,
    output: `
      const inFlight = new Map();
      app.get('/items/:id', async (req, res) => {
        const { id } = req.params;
        let work = inFlight.get(id);
        if (!work) {
          work = load(id);
          inFlight.set(id, work);
          work.finally(() => inFlight.delete(id));
        }
        res.json(await work);
      });
      async function load(id) {
        return (await fetch('https://items.example/' + id)).json();
      }
    `,
    findings: [{ messageId: 'missingDelete', line: 1 }],
  },
];

const STATUS = `
  const running = new Map();
  app.post('/run', async (req, res) => {
    const { id } = req.body;
    running.set(id, { by: req.ip });
    await work(id);
    running.delete(id);
    res.end();
  });
`;
const reading = (name: string, read: string, options?: InvalidCase['options']): InvalidCase => ({
  name,
  code: `${STATUS}  ${read}\n`,
  output: `
  const running = new Map();
  app.post('/run', async (req, res) => {
    const { id } = req.body;
    running.set(id, { by: req.ip });
    try {
      await work(id);
    } finally {
      running.delete(id);
    }
    res.end();
  });
  ${read}
`,
  findings: [{ messageId: 'missingDelete', line: 1 }],
  ...(options ? { options } : {}),
});

const read: InvalidCase[] = [
  reading(
    'what is done to an entry, if there is one',
    `app.on('stop', (id) => {\n    const job = running.get(id);\n    if (job) job.by = undefined;\n    running.get(id)?.by.toString();\n  });`,
  ),
  reading(
    'the own question of the function that adds',
    `const isBusy = (id) => running.has(id);\n  app.post('/again', (req, res) => {\n    if (isBusy(req.body.id)) return res.status(409).end();\n    running.set('again', {});\n    running.delete('again');\n    res.end();\n  });`,
  ),
  reading(
    'an answer by the entry, by decision',
    `app.get('/:id', (req, res) => res.json(running.has(req.params.id) ? 'running' : 'done'));`,
    { evict: true },
  ),
];

const left = (
  name: string,
  code: string,
  refused: string,
  messageId = 'missingDelete',
): InvalidCase => ({
  name,
  code,
  options: { strategy: 'finally' },
  findings: [{ messageId, line: 1, refused }],
});

const refusals: InvalidCase[] = [
  ...[
    'const html = await render(\n  <div>\n    text\n  </div>\n);',
    'const html = await render(<div title="first\n  second" />);',
    "const html = await render('first \\\n  second');",
  ].map((work): InvalidCase => ({
    ...left(
      `a text over several lines: ${work}`,
      `
      const active = new Map();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        active.set(id, 1);
        ${work}
        active.delete(id);
        res.end(html);
      });
    `,
      'a text over several lines stands before',
    ),
    filename: 'input.jsx',
  })),
  left(
    'a count of failures, which only success ends',
    `
      const attempts = new Map();
      app.post('/login', async (req, res) => {
        attempts.set(req.ip, (attempts.get(req.ip) ?? 0) + 1);
        await login(req.body);
        attempts.delete(req.ip);
        res.end();
      });
    `,
    'stay where the work fails',
    'evictionIdle',
  ),
  left(
    'the same under a name that says nothing',
    `
      const tries = new Map();
      app.post('/login', async (req, res) => {
        tries.set(req.ip, (tries.get(req.ip) ?? 0) + 1);
        await login(req.body);
        tries.delete(req.ip);
        res.end();
      });
    `,
    'makes the entry of the one before',
    'evictionIdle',
  ),
  left(
    'entries that a timer deals with again',
    `
      const waiting = new Map();
      app.post('/save', async (req, res) => {
        const { id } = req.body;
        waiting.set(id, req.body);
        await save(id);
        waiting.delete(id);
        res.end();
      });
      setInterval(() => {
        for (const [id, body] of waiting) void save(id, body);
      }, 1000);
    `,
    'goes through the entries',
  ),
  left(
    'an answer that tells whether the work is done',
    `${STATUS}  app.get('/:id', (req, res) => res.json(running.has(req.params.id) ? 'running' : 'done'));\n`,
    'tells by an entry that its work is still going on',
  ),
  left(
    'the same by a name, and by leaving',
    `${STATUS}  app.get('/:id', (req, res) => {\n    const job = running.get(req.params.id);\n    if (!job) return res.json('done');\n    res.json(job.by);\n  });\n`,
    'tells by an entry that its work is still going on',
  ),
  left(
    'a function that others ask',
    `${STATUS}  exports.isRunning = (id) => running.has(id);\n`,
    'tells by an entry that its work is still going on',
  ),
  left(
    'a way out in the middle of the work',
    `
      const active = new Set();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        active.add(id);
        if (await isLong(id)) return res.status(202).end();
        await work(id);
        active.delete(id);
        res.end();
      });
    `,
    'not only errors leave the entry',
  ),
  left(
    'a handler that asks for the entry',
    `
      const active = new Map();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        active.set(id, { by: req.ip });
        try {
          await work(id);
          active.delete(id);
        } catch (error) {
          report(error, active.get(id));
        }
        res.end();
      });
    `,
    'uses it where something has failed',
  ),
  left(
    'another key at the end',
    `
      const active = new Set();
      app.post('/run', async (req, res) => {
        let { id } = req.body;
        active.add(id);
        id = await work(id);
        active.delete(id);
        res.end();
      });
    `,
    'may be another one',
  ),
  left(
    'a function that the work declares',
    `
      const active = new Set();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        active.add(id);
        await work(id);
        function done() {
          res.end();
        }
        active.delete(id);
        done();
      });
    `,
    'is declared by the work',
  ),
  left(
    'a resource that the rest of the block keeps',
    `
      const active = new Set();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        active.add(id);
        using lock = open(id);
        await work(id);
        active.delete(id);
        res.json(lock.name);
      });
    `,
    '`using`',
  ),
  left(
    'another removal in work that declares what is used behind it',
    `
      const active = new Set();
      const readers = new Map();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        active.add(id);
        readers.set(0, id);
        const user = await work(id);
        readers.delete(0);
        active.delete(id);
        res.json(user);
      });
    `,
    'removes from something else in the middle of work',
  ),
  left(
    'a run that a later one replaces',
    `
      const active = new Map();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        active.get(id)?.stop();
        const run = { stop: () => stop(id) };
        active.set(id, run);
        await work(id);
        active.delete(id);
        res.end();
      });
    `,
    'line 4 uses the entry that an earlier run has left',
  ),
  left(
    'a size that tells whether all is done',
    `
      const running = new Set();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        running.add(id);
        await work(id);
        running.delete(id);
        res.end();
      });
      app.get('/state', (req, res) => res.json({ isDone: running.size === 0 }));
    `,
    'tells by an entry that its work is still going on',
  ),
  left(
    'what the next run goes on from',
    `
      const active = new Map();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        const before = active.get(id);
        active.set(id, req.body.text);
        await work(id, before);
        active.delete(id);
        res.end();
      });
    `,
    'line 4 uses the entry that an earlier run has left',
  ),
  left(
    'whether an earlier run has failed, by name',
    `
      const started = new Set();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        const isResumed = started.has(id);
        started.add(id);
        await work(id, isResumed);
        started.delete(id);
        res.end();
      });
    `,
    'line 4 uses the entry that an earlier run has left',
    'evictionIdle',
  ),
  left(
    'whether an earlier run has failed, by a function',
    `
      const started = new Set();
      const isStarted = (id) => started.has(id);
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        const isResumed = isStarted(id);
        started.add(id);
        await work(id, isResumed);
        started.delete(id);
        res.end();
      });
    `,
    'line 5 uses the entry that an earlier run has left',
    'evictionIdle',
  ),
  left(
    'a name of what has failed',
    `
      const poisoned = new Set();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        if (poisoned.has(id)) return res.status(409).end();
        poisoned.add(id);
        await work(id);
        poisoned.delete(id);
        res.end();
      });
    `,
    'says that its entries stay where the work fails',
    'evictionIdle',
  ),
  {
    name: 'a literal, whose type would be wider',
    filename: 'run.ts',
    code: `
      const active = new Set<string>();
      app.post('/run', async (req, res) => {
        const { id } = req.body;
        active.add(id);
        const outcome = (await work(id)) ? 'found' : 'missing';
        active.delete(id);
        res.json(answer(outcome));
      });
    `,
    options: { strategy: 'finally' },
    findings: [{ messageId: 'missingDelete', line: 1, refused: 'is declared by the work' }],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [...fixed, ...read, ...refusals],
});
