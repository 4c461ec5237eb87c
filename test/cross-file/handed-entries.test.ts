/**
 * Entries that functions of other files are given, by themselves or inside of something, and what those do with them.
 */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const store = (cut = '') =>
  dedent(`
    const users = new Map();
    exports.userOf = async (id) => {
      const hit = users.get(id);
      if (hit) return hit;
      const user = await loadUser(id);
      users.set(id, user);${cut}
      return user;
    };
  `);
const CUT = '\n      if (users.size > 1000) users.delete(users.keys().next().value);';
const VISITS = dedent(`
  exports.touch = (user) => { user.visits += 1; };
  exports.touchAll = (users) => { for (const user of users) user.visits += 1; };
  exports.touchLast = (...users) => { users.at(-1).visits += 1; };
  exports.touchArguments = function () { arguments[0].visits += 1; };
  exports.touchOf = ({ user }) => { user.visits += 1; };
  exports.touchFirst = (a, b) => { a.visits += 1; return 0; };
  exports.touchLater = async (get) => { (await get()).visits += 1; };
  exports.kinds = { seen: exports.touch };
  exports.Visit = class { constructor([user]) { user.visits += 1; } };
  exports.nameOf = (user) => user.name;
  exports.namesOf = (users) => users.map((user) => user.name);
`);
const route = (body: string) =>
  dedent(`
    const visits = require('./visits');
    const { userOf } = require('./store');
    app.get('/:id', async (req, res) => {
      const user = await userOf(req.params.id);
      const users = await Promise.all([req.params.id].map(userOf));
      ${body}
      res.json(user);
    });
  `);

const options = { strategy: 'cap' } as const;
const files = (body: string) => ({
  'store.js': store(),
  'visits.js': VISITS,
  'routes.js': route(body),
});
const kept = (body: string, refused = ''): ProjectCase => ({
  name: body,
  files: files(body),
  options,
  findings: { 'store.js': [`1 unbounded it is not plainly a cache: ${refused}`] },
});
const capped = (body: string): ProjectCase => ({
  name: body,
  files: files(body),
  options,
  findings: { 'store.js': ['1 unbounded'] },
  output: { 'store.js': store(CUT) },
});

const SEEN = 'visits.js is given its entries: line 1 changes an entry';

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  cases: [
    kept(
      'const deps = { userOf }; visits.touchLater(() => deps.userOf(1));',
      'routes.js uses its entries, too: line 6 gives `userOf` to code',
    ),
    kept('Object.create(user).address.visits += 1;'),
    kept('JSON.stringify(user, (key, part) => { part.visits += 1; return part; });'),
    kept('users.forEach(visits.touch);', SEEN),
    kept('users.some(visits.touch);', SEEN),
    kept('Array.from(users, visits.touch);', SEEN),
    kept('users.toSorted(visits.touchFirst);'),
    kept("users.forEach(require('./visits').touch);", SEEN),
    kept('users.forEach(visits.touch.bind(null));'),
    kept('for (const each of users) visits.touch(each);', SEEN),
    kept('visits.touchAll(users);', 'visits.js is given its entries: line 2 changes an entry'),
    kept('visits.touchAll([user]);', 'visits.js is given its entries: line 2 changes an entry'),
    kept('visits.touchAll(new Set(users).values());'),
    kept('visits.touchAll(users[Symbol.iterator]());'),
    kept('visits.touchLast(1, user);', 'visits.js is given its entries: line 3 changes an entry'),
    kept('visits.touchLast(...users);'),
    kept('visits.touchArguments(user);'),
    kept('visits.touchOf({ user });', 'visits.js is given its entries: line 5 changes an entry'),
    kept('visits.touchOf({ ...{ user } });'),
    kept('visits.touchOf(Object.fromEntries([["user", user]]));'),
    kept('visits.kinds[req.query.kind](user);'),
    kept('for (const touch of [visits.touch]) touch(user);'),
    kept('new visits.Visit([user]);', 'visits.js is given its entries: line 9 changes an entry'),
    kept('visits.touch`${user}`;'),
    kept('await userOf(req.params.id).then(visits.touch);', SEEN),
    kept('await visits.touchLater(() => user);'),
    kept('await visits.touchLater(userOf.bind(null, req.params.id));'),
    kept('Promise.all([user]).then(visits.touchAll);'),
    kept('const all = (act) => users.forEach(act); all(visits.touch);'),
    kept("require('lodash').each(users, visits.touch);"),
    kept(
      "require('passport-helpers').populate(user);",
      '`passport-helpers.populate` is given its entries',
    ),
    kept("const [found] = await require('maps').pMap([1], userOf); found.visits += 1;"),
    kept("require('./bus').emit('seen', user);"),
    kept(
      'user.validate(req.body);',
      'routes.js uses its entries, too: line 6 gives `user` to code',
    ),
    capped('users.forEach(visits.nameOf);'),
    capped('visits.namesOf(users);'),
    capped('visits.namesOf([user]);'),
    capped("require('nunjucks').render('user.html', { user });"),
    capped('console.log(users);'),
    capped('user.at.toISOString();'),
  ],
});
