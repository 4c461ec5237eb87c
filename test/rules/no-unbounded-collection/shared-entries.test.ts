/**
 * Entries that are changed under another name: in a copy that shares their parts, in a listener, by going through an iterator.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const options = { strategy: 'cap' } as const;

const route = (body: string, value = 'await loadUser(id)', cut = '') => `
  const users = new Map();
  const userOf = async (id) => {
    if (!users.has(id)) users.set(id, ${value});${cut}
    return users.get(id);
  };
  app.get('/:id', async (req, res) => {
    ${dedent(body).trimEnd().replaceAll('\n', '\n    ')}
  });
`;
const kept = (name: string, body: string, refused: string, value?: string): InvalidCase => ({
  name,
  code: route(body, value),
  options,
  findings: [{ messageId: 'unbounded', line: 1, refused }],
});
const capped = (name: string, body: string): InvalidCase => ({
  name,
  code: route(body),
  output: route(
    body,
    undefined,
    '\n    if (users.size > 1000) users.delete(users.keys().next().value);',
  ),
  options,
  findings: [{ messageId: 'unbounded', line: 1 }],
});
/** In TypeScript. */
const TOLD = `
  const user = await userOf(req.params.id);
  socket.emit('user', user!);
  res.json(user);
`;
const CHANGES = 'changes an entry, or keeps it where it may be changed';
const KEPT = 'may use what an entry has kept of the calls before';

const underPart = (key: string): InvalidCase => ({
  name: `a key that is cut from what the value is made of: ${key}`,
  code: `
    const users = new Map();
    app.get('/:id', async (req, res) => {
      const { id } = req.params;
      const key = ${key};
      let user = users.get(key);
      if (!user) {
        user = await loadUser(id);
        users.set(key, user);
      }
      res.json(user);
    });
  `,
  options,
  findings: [{ messageId: 'unbounded', line: 1, refused: 'made of more than the key has' }],
});

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [
    ...['id.slice(0, 1)', "id.split(':')[0]", 'parseInt(id, 10)', 'id[0]'].map(underPart),
    kept(
      'a part of a copy by spread',
      `
        const copy = { ...(await userOf(req.params.id)) };
        copy.meta.visits += 1;
        res.json(copy);
      `,
      CHANGES,
    ),
    kept(
      'a part of a copy by Object.assign',
      `
        const copy = Object.assign({}, await userOf(req.params.id));
        copy.roles.push('guest');
        res.json(copy);
      `,
      CHANGES,
    ),
    capped(
      'the copy itself',
      `
        const copy = { ...(await userOf(req.params.id)) };
        copy.visits = 1;
        res.json(copy);
      `,
    ),
    kept(
      'a listener of this file',
      `
        const user = await userOf(req.params.id);
        bus.on('user', (told) => (told.visits += 1));
        bus.emit('user', user);
        res.json(user);
      `,
      'gives `user` to code that is not seen',
    ),
    capped(
      'the other side of a socket',
      `
        const user = await userOf(req.params.id);
        socket.emit('user', user);
        res.json(user);
      `,
    ),
    ...[
      'const { id, ...others } = await userOf(req.params.id);\nothers.meta.visits += 1;\nres.json(id);',
      `userOf(req.params.id).then(require('./touch'));\nres.json({});`,
      'const user = await userOf(req.params.id);\nsetImmediate(touch.bind(null, user));\nres.json(user);',
      'const user = await userOf(req.params.id);\nprocess.nextTick(touch, user);\nres.json(user);',
      'const user = await userOf(req.params.id);\ntouch.apply(null, [user]);\nres.json(user);',
      `const user = await userOf(req.params.id);\nbus.emit('seen', { user });\nres.json(user);`,
      'const user = await userOf(req.params.id);\ntouch.call(user);\nres.json(user);',
    ].map((body) => kept(body, body, 'entr')),
    {
      ...capped('a socket that is sent one, asserted to be there', TOLD),
      filename: 'lib/users.ts',
      output: route(
        TOLD,
        undefined,
        '\n    if (users.size > 1000) {\n      const oldest = users.keys().next();\n      if (!oldest.done) users.delete(oldest.value);\n    }',
      ),
    },
    capped(
      'all but a part of one',
      `
        const { password, ...others } = await userOf(req.params.id);
        res.json(others);
      `,
    ),
    kept(
      'an iterator that is gone through',
      'res.json([...(await userOf(req.params.id))]);',
      KEPT,
      '[id, id + 1].values()',
    ),
  ],
});
