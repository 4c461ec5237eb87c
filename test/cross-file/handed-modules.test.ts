/**
 * Modules that give entries, and go on as a whole to where a function of theirs may be asked.
 */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const loader = (given: string, cut = '') =>
  dedent(`
    import { loadUser } from 'users-client';
    const users = new Map();
    ${given.replace(
      'LOAD',
      `const hit = users.get(id);
      if (hit) return hit;
      const user = await loadUser(id);
      users.set(id, user);${cut}
      return user;`,
    )}
  `);
const CUT = '\n      if (users.size > 1000) users.delete(users.keys().next().value);';
const NAMED = 'export async function userOf(id) {\n      LOAD\n    }';
const DEFAULT = 'async function userOf(id) {\n      LOAD\n    }\n    export default { userOf };';
const OBJECT =
  'async function userOf(id) {\n      LOAD\n    }\n    export const service = { userOf };';
const METHOD = 'export const service = { async userOf(id) {\n      LOAD\n    } };';
const INSTANCE =
  'class Users { async userOf(id) {\n      LOAD\n    } }\n    export const service = new Users();';
const CLASS = 'export class Users { async userOf(id) {\n      LOAD\n    } }';
const MAKER =
  'async function userOf(id) {\n      LOAD\n    }\n    export const makeService = () => ({ userOf });';

const HANDLERS =
  'export const makeHandler = (deps) => async (id) => { (await (deps.service ?? deps).userOf(id)).visits += 1; };';
const route = (body: string) =>
  dedent(`
    import express from 'express';
    import { makeHandler } from './handlers.js';
    ${body}
    const app = express();
    app.get('/:id', async (req, res) => { res.json(await handler(req.params.id)); });
    app.listen(3000);
  `);

const options = { strategy: 'cap' } as const;
const kept = (given: string, body: string, more: Record<string, string> = {}): ProjectCase => ({
  name: [body.slice(0, 0), body, ...Object.values(more)]
    .join(' ')
    .replaceAll(/const handler = |import /gu, ''),
  files: { 'store.js': loader(given), 'handlers.js': HANDLERS, 'routes.js': route(body), ...more },
  options,
  findings: { 'store.js': ['2 unbounded '] },
});
const capped = (given: string, body: string, more: Record<string, string> = {}): ProjectCase => ({
  ...kept(given, body, more),
  findings: { 'store.js': ['2 unbounded'] },
  output: { 'store.js': loader(given, CUT) },
});
const IMPORT_ALL = "import * as store from './store.js';";

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  cases: [
    kept(NAMED, `${IMPORT_ALL} const handler = makeHandler(store);`),
    kept(NAMED, "const handler = makeHandler(require('./store.js'));"),
    kept(NAMED, "const handler = makeHandler(await import('./store.js'));"),
    kept(NAMED, "const handler = await import('./store.js').then(makeHandler);"),
    kept(NAMED, "const handler = await import('./store.js').then((s) => makeHandler(s));"),
    kept(NAMED, "let handler; import('./store.js').then((s) => { handler = makeHandler(s); });"),
    kept(NAMED, "const handler = makeHandler({ service: require('./store.js') });"),
    kept(NAMED, `${IMPORT_ALL} const handler = makeHandler({ service: store });`),
    kept(NAMED, `${IMPORT_ALL} const handler = makeHandler({ ...store });`),
    kept(NAMED, `${IMPORT_ALL} const deps = { ...store }; const handler = makeHandler(deps);`),
    kept(NAMED, `${IMPORT_ALL} const [deps] = [store]; const handler = makeHandler(deps);`),
    kept(NAMED, `${IMPORT_ALL} const handler = makeHandler(Object.freeze(store));`),
    kept(NAMED, `${IMPORT_ALL} const handler = makeHandler(globalThis.x ?? store);`),
    kept(NAMED, `${IMPORT_ALL} const get = () => store; const handler = makeHandler(get());`),
    kept(NAMED, `${IMPORT_ALL} const { ...rest } = store; const handler = makeHandler(rest);`),
    kept(NAMED, `${IMPORT_ALL} const handler = makeHandler({ userOf: store[process.env.NAME] });`),
    kept(NAMED, "import * as all from './index.js'; const handler = makeHandler(all);", {
      'index.js': "export * from './store.js';",
    }),
    kept(NAMED, "import * as all from './index.js'; const handler = makeHandler(all.users);", {
      'index.js': "export * as users from './store.js';",
    }),
    kept(NAMED, "import { users } from './index.js'; const handler = makeHandler(users);", {
      'index.js': "export * as users from './store.js';",
    }),
    kept(NAMED, "import { users } from './index.js'; const handler = makeHandler(users);", {
      'index.js': "import * as users from './store.js'; export { users };",
    }),
    kept(NAMED, "import all from './index.js'; const handler = makeHandler(all);", {
      'index.js': "import * as users from './store.js'; export default users;",
    }),
    kept(NAMED, "const handler = makeHandler(require('./index.js'));", {
      'index.js': "module.exports = require('./store.js');",
    }),
    kept(NAMED, "const handler = makeHandler(require('./index.js').users);", {
      'index.js': "module.exports = { users: require('./store.js') };",
    }),
    kept(NAMED, "const handler = makeHandler(require('./index.js').users);", {
      'index.js': "exports.users = require('./store.js');",
    }),
    kept(NAMED, "const handler = makeHandler(require('./index.js'));", {
      'index.js': "module.exports = { ...require('./store.js') };",
    }),
    kept(NAMED, "const handler = makeHandler(require('./index.js'));", {
      'index.js': "Object.assign(exports, require('./store.js'));",
    }),
    kept(NAMED, "const handler = makeHandler(require('./index.js').get());", {
      'index.js': "exports.get = () => require('./store.js');",
    }),
    kept(NAMED, "const handler = makeHandler(require('./index.js'));", {
      'index.js':
        "Object.defineProperty(exports, 'service', { get: () => require('./store.js') });",
    }),
    kept(DEFAULT, "import store from './store.js'; const handler = makeHandler(store);"),
    kept(
      DEFAULT,
      "import * as store from './store.js'; const handler = makeHandler(store.default);",
    ),
    kept(DEFAULT, "const handler = makeHandler((await import('./store.js')).default);"),
    kept(
      DEFAULT,
      "import { default as all } from './index.js'; const handler = makeHandler(all);",
      {
        'index.js': "export { default } from './store.js';",
      },
    ),
    kept(OBJECT, "import { service } from './store.js'; const handler = makeHandler(service);"),
    kept(INSTANCE, "import { service } from './store.js'; const handler = makeHandler(service);"),
    kept(CLASS, "import { Users } from './store.js'; const handler = makeHandler(new Users());"),
    kept(
      CLASS,
      "import { Users } from './store.js'; const s = new Users(); const handler = makeHandler({ service: s });",
    ),
    kept(
      MAKER,
      "import { makeService } from './store.js'; const handler = makeHandler(makeService());",
    ),
    kept(
      `${NAMED}\n    import { makeHandler } from './handlers.js';\n    class Deps { userOf(id) { return userOf(id); } }\n    export const handler = makeHandler(new Deps());`,
      "import { handler } from './store.js';",
    ),
    kept(
      `${NAMED}\n    import { makeHandler } from './handlers.js';\n    class Deps {}\n    Deps.prototype.userOf = (id) => userOf(id);\n    export const handler = makeHandler(new Deps());`,
      "import { handler } from './store.js';",
    ),
    kept(
      `${NAMED}\n    import { makeHandler } from './handlers.js';\n    export const handler = makeHandler({ get userOf() { return userOf; } });`,
      "import { handler } from './store.js';",
    ),
    kept(
      `${NAMED}\n    const { makeHandler } = require('./handlers.js');\n    exports.handler = (id) => makeHandler(module.exports)(id);`,
      "import { handler } from './store.js';",
    ),
    kept(
      NAMED,
      "import { userOf } from './store.js'; const handler = makeHandler({ get userOf() { return userOf; } });",
    ),
    kept(NAMED, "import { handler } from './again.js';", {
      'again.js': `
        const { userOf } = require('./store.js');
        const { makeHandler } = require('./handlers.js');
        exports.userOf = userOf;
        exports.handler = (id) => makeHandler(module.exports)(id);
      `,
    }),
    capped(NAMED, "import { userOf as handler } from './store.js';"),
    capped(NAMED, "import * as store from './store.js'; const handler = (id) => store.userOf(id);"),
    capped(NAMED, "const handler = require('./store.js').userOf;"),
    capped(NAMED, "const handler = async (id) => (await import('./store.js')).userOf(id);"),
    capped(NAMED, "require('./store.js'); const handler = (id) => id;"),
    capped(DEFAULT, "import store from './store.js'; const handler = (id) => store.userOf(id);"),
    capped(
      METHOD,
      "import { service } from './store.js'; const handler = (id) => service.userOf(id);",
    ),
    capped(
      CLASS,
      "import { Users } from './store.js'; const s = new Users(); const handler = (id) => s.userOf(id);",
    ),
  ],
});
