/**
 * Entries that a function of the cache's file gives to other files in another way than as its result.
 */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const store = (given: string, cut = '') =>
  dedent(`
    const { loadUser } = require('users-client');
    class Users {
      #users = new Map();
      async get(userId) {
        const hit = this.#users.get(userId);
        if (hit) return hit;
        const user = await loadUser(userId);
        this.#users.set(userId, user);${cut}
        return user;
      }
    }
    const users = new Users();
    ${given}
  `);
const CUT =
  '\n        if (this.#users.size > 1000) this.#users.delete(this.#users.keys().next().value);';
const route = (use: string) =>
  dedent(`
    const { give } = require('./store');
    const app = require('express')();
    app.get('/:id', async (req, res) => {
      const { id } = req.params;
      ${use}
      res.end();
    });
    app.listen(3000);
  `);

const options = { strategy: 'cap' } as const;
const kept = (given: string, use: string): ProjectCase => ({
  name: `${given} ${use}`,
  files: { 'store.js': store(given), 'routes.js': route(use) },
  options,
  findings: { 'store.js': ['3 unbounded '] },
});
const capped = (given: string, use: string): ProjectCase => ({
  ...kept(given, use),
  findings: { 'store.js': ['3 unbounded'] },
  output: { 'store.js': store(given, CUT) },
});

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  cases: [
    kept(
      'exports.give = (id, cb) => { users.get(id).then((user) => cb(null, user), cb); };',
      'give(id, (error, user) => { user.visits += 1; });',
    ),
    kept(
      'exports.give = (id, done) => { users.get(id).then(done); };',
      'give(id, (user) => { user.visits += 1; });',
    ),
    kept(
      'exports.give = (id) => new Promise((resolve) => { users.get(id).then(resolve); });',
      '(await give(id)).visits += 1;',
    ),
    kept(
      'exports.give = async function* (ids) { for (const id of ids) yield users.get(id); };',
      'for await (const user of give([id])) user.visits += 1;',
    ),
    kept(
      'exports.give = async (id) => ({ ...(await users.get(id)) });',
      '(await give(id)).tags.push(1);',
    ),
    kept(
      'exports.give = async (id) => { const copy = { ...(await users.get(id)) }; return copy; };',
      '(await give(id)).tags.push(1);',
    ),
    kept(
      "exports.give = (id) => users.get(id); exports.handle = (handler) => handler(require('./store'));",
      'console.log((await give(id)).name);',
    ),
    capped('exports.give = (id) => users.get(id);', 'console.log((await give(id)).name);'),
    capped(
      'exports.give = async (id) => ({ ...(await users.get(id)) });',
      'console.log((await give(id)).name);',
    ),
  ],
});
