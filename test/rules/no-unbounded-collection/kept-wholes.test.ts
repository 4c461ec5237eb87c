/**
 * What goes with more than its own entry: the list of a key that decides, a collection whose owner is shown, an entry that is
 * told from others by its identity, and a statement that writes.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const options = { strategy: 'cap' } as const;

const history = (read: string): InvalidCase => ({
  name: `the list of a key: ${read}`,
  code: `
    const history = new Map();
    app.post('/:id', (req, res) => {
      const list = history.get(req.params.id) ?? [];
      list.push({ text: req.body.text, at: Date.now() });
      history.set(req.params.id, list);
      res.end();
    });
    app.get('/:id', (req, res) => {
      const { id } = req.params;
      ${read}
    });
  `,
  options,
  findings: [{ messageId: 'unbounded', line: 1, refused: 'decides by a list' }],
});

const owned = (shown: string): InvalidCase => ({
  name: `an object that is used as a whole: ${shown}`,
  code: `
    const state = { events: [], users: [] };
    app.post('/:id', (req, res) => {
      state.events.push({ id: req.params.id, at: Date.now() });
      res.end();
    });
    app.get('/', (req, res) => {
      ${shown}
    });
  `,
  options,
  findings: [
    { messageId: 'unbounded', line: 1, refused: 'uses the object that has it as a whole' },
  ],
});

const loaded = (value: string, use: string, refused: string): InvalidCase => ({
  name: `${value}, ${use}`,
  code: `
    const users = new Map();
    const userOf = async (id) => {
      const hit = users.get(id);
      if (hit) return hit;
      const user = ${value};
      users.set(id, user);
      return user;
    };
    app.get('/:id', async (req, res) => {
      const me = await userOf(req.params.id);
      const you = await userOf(req.query.id);
      ${use}
    });
  `,
  options,
  findings: [{ messageId: 'unbounded', line: 1, refused }],
});

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [
    history("res.json(history.has(id) ? 'known' : 'new');"),
    history("if (!history.has(id)) throw new Error('no such user'); res.end();"),
    history("res.json(history.get(id)?.at(-1).at > Date.now() - 1000 ? 'slow down' : 'go');"),
    history('res.json(history.get(id) ?? null);'),
    owned('res.json(state);'),
    owned('res.json({ ...state, ok: true });'),
    owned('socket.send(JSON.stringify(state));'),
    owned('res.json(Object.values(state).map((list) => list.length));'),
    owned('share(state); res.end();'),
    owned('globalThis.state = state; res.end();'),
    owned("require('./container').state = state; res.end();"),
    ...[
      ['an instance', 'module.exports = log;', 'other files have the object'],
      ['an instance under a name', 'exports.log = log;', 'other files have the object'],
      ['an instance that a function gives', 'exports.getLog = () => log;', 'as a whole'],
      ['an instance that a handler returns', "app.get('/', async () => log);", 'as a whole'],
      ['an instance that is given away', 'show(log);', 'as a whole'],
      [
        'an instance with a method of its own',
        'log.dump = function () { return show(this); }; exports.dump = () => log.dump();',
        'as a whole',
      ],
    ].map(([name, exported, refused]): InvalidCase => ({
      name: `the list of ${name}, which other files may show`,
      code: `
          class Log {
            events = [];
            add(text) {
              this.events.push({ text, at: Date.now() });
            }
          }
          const log = new Log();
          app.post('/', (req) => log.add(req.body.text));
          ${exported}
        `,
      options,
      findings: [{ messageId: 'unbounded', line: 2, refused: refused! }],
    })),
    {
      name: 'an object that an exported function gives',
      code: `
        const state = { events: [], users: [] };
        app.post('/:id', (req, res) => {
          state.events.push({ id: req.params.id, at: Date.now() });
          res.end();
        });
        exports.stateOf = () => ({ ...state });
      `,
      options,
      findings: [
        { messageId: 'unbounded', line: 1, refused: 'uses the object that has it as a whole' },
      ],
    },
    loaded('await loadUser(id)', "res.json(me === you ? 'self' : 'other');", 'an entry'),
    loaded('await loadUser(id)', 'res.json([me].includes(you));', 'an entry'),
    loaded(
      'await loadUser(id)',
      'const all = new Set(); all.add(me); all.add(you); res.json(all.size);',
      'an entry',
    ),
    {
      name: 'the loader in an object that a function of another file is given',
      code: `
        const { makeHandler } = require('./handlers');
        const users = new Map();
        async function userOf(id) {
          const hit = users.get(id);
          if (hit) return hit;
          const user = await loadUser(id);
          users.set(id, user);
          return user;
        }
        const deps = { userOf };
        exports.handler = makeHandler(deps);
      `,
      options,
      findings: [{ messageId: 'unbounded', line: 2, refused: 'to code that is not seen' }],
    },
    loaded(
      "(await exec('finger'), await loadUser(id))",
      'res.json(me.id);',
      'finds no entry, line 5 runs',
    ),
    loaded(
      "(await shell.execFile('finger', id), await loadUser(id))",
      'res.json(me.id);',
      'finds no entry, line 5 runs',
    ),
    loaded(
      "await db.query('insert into visits values ($1) returning id', [id])",
      'res.json(me.id);',
      'finds no entry, line 5 runs',
    ),
  ],
});
