import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import type { Lifetime } from '../../../analysis/lifetime/lifetime-queries.ts';
import { instanceLifetime, lifetimeOf } from '../../../analysis/lifetime/object-lifetime.ts';
import { NO_PROJECT } from '../../../analysis/project/no-project.ts';
import { nodesOf } from '../../../analysis/syntax/traversal.ts';
import { forEachHost, type Language } from '../../harness/hosts.ts';

type Case = readonly [why: string, code: string, life: Lifetime['kind']];

/** How long the instances of the first class of the code live. */
function expectInstances(code: string, life: Lifetime['kind'], language: Language = 'js'): void {
  forEachHost(
    code,
    (source, host) => {
      const [owner] = [
        ...nodesOf(source, AST_NODE_TYPES.ClassDeclaration),
        ...nodesOf(source, AST_NODE_TYPES.ClassExpression),
      ];
      const found = instanceLifetime(source, owner!, NO_PROJECT);
      expect([host, found.kind, found.why]).toEqual([host, life, expect.any(String)]);
    },
    language,
  );
}

const STORE = 'class Store { add(id) { this.last = id; } }\n';

describe('how long the instances of a class live', () => {
  it.each<Case>([
    ['a constant of the module', 'const store = new Store();', 'lasting'],
    ['an export', 'exports.store = new Store();', 'lasting'],
    ['a static field', 'class Bot { static store = new Store(); }', 'lasting'],
    ['the module, which calls a method', 'new Store().add(1);', 'lasting'],
    [
      'a field of a class with a lasting instance',
      'class Bot { store = new Store(); }\nconst bot = new Bot();',
      'lasting',
    ],
    [
      'a field of a field',
      'class Shop { store = new Store(); }\nclass Bot { shop = new Shop(); }\nconst bot = new Bot();',
      'lasting',
    ],
    [
      'a field that the constructor fills',
      'class Bot { constructor() { this.store = new Store(); } }\nconst bot = new Bot();',
      'lasting',
    ],
    [
      'a constructor that is given it',
      'class Bot { constructor(store) { this.store = store; } }\nfunction main() { const bot = new Bot(new Store()); module.exports.bot = bot; }',
      'lasting',
    ],
    [
      'a factory whose caller keeps it',
      'const make = () => new Store();\nconst store = make();',
      'lasting',
    ],
    [
      'an async factory whose caller keeps it',
      'const make = async () => new Store();\nlet store;\nasync function open() { store = await make(); }',
      'lasting',
    ],
    [
      'a property of what a factory gives',
      'function make() { return { store: new Store() }; }\nconst parts = make();',
      'lasting',
    ],
    [
      'a name of the module, at the first call',
      'let store;\nexports.get = () => (store ??= new Store());',
      'lasting',
    ],
    [
      'an instance in a static field of its own',
      'class Own { static get() { return (Own.it ??= new Own()); } }',
      'lasting',
    ],
    [
      'a handler that start-up sets',
      'function main() { const store = new Store(); bot.on("text", (m) => store.add(m.id)); }\nmain();',
      'lasting',
    ],
    [
      'a timer that start-up sets',
      'function main() { const store = new Store(); setInterval(() => store.add(1), 10); }\nmain();',
      'lasting',
    ],
    [
      'a loop without an end',
      'async function main() { const store = new Store(); while (true) store.add(await next()); }\nmain();',
      'lasting',
    ],
    [
      'a middleware, whoever calls the function that sets it',
      'exports.setup = (app) => { const store = new Store(); app.use((q) => store.add(q.ip)); };',
      'lasting',
    ],
    [
      'a route, whoever calls the function that sets it',
      'exports.setup = (app) => { const store = new Store(); app.get("/a", (q) => store.add(q.ip)); };',
      'lasting',
    ],
    [
      'what is started with a port',
      'exports.run = (port) => { new Store().listen(port); };',
      'lasting',
    ],
    [
      'what is started with a port, under a name',
      'exports.run = async (config) => { const store = new Store(); await store.start(config.port); };',
      'lasting',
    ],
    [
      'an object that start-up is given, with functions that use it',
      'exports.initialize = (env) => { const store = new Store(); env.add = (id) => store.add(id); };',
      'lasting',
    ],
    ['a subclass that lasts', 'class Big extends Store {}\nconst big = new Big();', 'lasting'],
    [
      'a constructor that listens',
      'class Own { constructor() { bot.on("text", () => this.add()); } add() {} }\nnew Own();',
      'lasting',
    ],
    ['nobody', '', 'short'],
    [
      'a call that uses it up',
      'exports.run = (ids) => { const store = new Store(); for (const id of ids) store.add(id); };',
      'short',
    ],
    [
      'a request',
      'app.get("/a", (q, s) => { const store = new Store(); s.send(store); });',
      'short',
    ],
    [
      'a connection, whose handlers use it',
      'io.on("connection", (c) => { const store = new Store(); c.on("text", (m) => store.add(m)); });',
      'short',
    ],
    [
      'an entry of a table, a connection each',
      'const stores = new Map();\nio.on("connection", (c) => { stores.set(c.id, new Store()); });',
      'short',
    ],
    [
      'a callback that runs at once',
      'exports.run = (ids) => { const store = new Store(); ids.forEach((id) => store.add(id)); };',
      'short',
    ],
    [
      'a timer that its function stops',
      'function main() { const store = new Store(); const timer = setInterval(() => store.add(1), 10); setTimeout(() => clearInterval(timer), 99); }\nmain();',
      'unknown',
    ],
    ['whoever calls', 'exports.make = () => new Store();', 'unknown'],
    ['whoever imports the class', 'exports.Store = Store;', 'unknown'],
    [
      'code that is not seen',
      'exports.run = (keep) => { const store = new Store(); keep(store); };',
      'unknown',
    ],
    [
      'a field of a class that others make',
      'exports.Bot = class Bot { store = new Store(); };',
      'unknown',
    ],
    ['whoever is given the class', 'provide(Store);', 'unknown'],
    [
      'start-up, and nobody is seen to keep it',
      'async function main() { const store = new Store(); store.add(1); }\nmain();',
      'unknown',
    ],
  ])('%s', (_, code, life) => {
    expectInstances(code.startsWith('class Own') ? code : `${STORE}${code}`, life);
  });

  it.each<Case>([
    ['NestJS', '@Injectable()\nexport class A {}', 'lasting'],
    [
      'NestJS, a gateway with options',
      '@WebSocketGateway({ cors: true })\nexport class A {}',
      'lasting',
    ],
    [
      'NestJS, for each request',
      '@Injectable({ scope: Scope.REQUEST })\nexport class A {}',
      'unknown',
    ],
    ['typedi', '@Service()\nexport class A {}', 'lasting'],
    ['typedi, anew each time', '@Service({ transient: true })\nexport class A {}', 'unknown'],
    ['tsyringe', '@singleton()\nexport class A {}', 'lasting'],
    [
      'tsyringe, anew each time',
      'import { injectable } from "tsyringe";\n@injectable()\nexport class A {}',
      'unknown',
    ],
    [
      'inversify',
      'import { injectable } from "inversify";\n@injectable()\nexport class A {}',
      'lasting',
    ],
    ['another decorator', '@Entity()\nexport class A {}', 'unknown'],
  ])('an injector: %s', (_, code, life) => {
    expectInstances(code, life, 'ts');
  });
});

describe('how long what a function makes lives', () => {
  it.each<Case>([
    [
      'a closure that a server is given',
      'function limit() { const hits = new Map(); return (q) => hits.set(q.ip, 1); }\napp.use(limit());',
      'lasting',
    ],
    [
      'an object of closures that the module keeps',
      'function make() { const hits = new Map(); return { add: (k) => hits.set(k, 1) }; }\nconst hits = make();',
      'lasting',
    ],
    [
      'a function in a function that start-up hands to a server',
      'function main() { const hits = new Map(); function on(q) { hits.set(q.ip, 1); } http.createServer((q) => on(q)); }\nmain();',
      'lasting',
    ],
    [
      'a closure for whoever calls',
      'exports.limit = () => { const hits = new Map(); return (q) => hits.set(q.ip, 1); };',
      'unknown',
    ],
    [
      'a closure for the same call',
      'exports.count = (ids) => { const hits = new Map(); ids.forEach((id) => hits.set(id, 1)); };',
      'short',
    ],
    [
      'a function in it that calls itself',
      'exports.count = (ids) => { const hits = new Map(); function visit(id) { hits.set(id, 1); visit(id - 1); } ids.forEach((id) => visit(id)); };',
      'short',
    ],
    [
      'a listener that is taken off again',
      'exports.watch = async (page) => { const hits = new Map(); const on = (k) => { hits.set(k, 1); }; page.on("frame", on); await run(page); page.off("frame", on); };',
      'short',
    ],
    [
      'a closure for each request',
      'app.get("/a", (q, s) => { const hits = new Map(); q.on("data", (d) => hits.set(d.id, 1)); });',
      'short',
    ],
  ])('%s', (_, code, life) => {
    forEachHost(code, (source, host) => {
      const [made] = nodesOf(source, AST_NODE_TYPES.NewExpression);
      const found = lifetimeOf(source, made!, NO_PROJECT);
      expect([host, found.kind, found.why]).toEqual([host, life, expect.any(String)]);
    });
  });
});
