import { describe, expect, it } from 'vitest';
import { callFrequency } from '../../../analysis/lifetime/call-frequency.ts';
import type { CallFrequency } from '../../../analysis/lifetime/lifetime-queries.ts';
import { NO_PROJECT } from '../../../analysis/project/no-project.ts';
import { callStarting, forEachHost, type Language } from '../../harness/hosts.ts';

/** How often `grow()` runs, the same in every host. */
function expectFrequency(
  code: string,
  kind: CallFrequency['kind'],
  by = '',
  language: Language = 'js',
): void {
  forEachHost(
    code,
    (source, host) => {
      const frequency = callFrequency(source, callStarting(source, 'grow()'), NO_PROJECT);
      expect(frequency.kind, `${host}: ${frequency.by}`).toBe(kind);
      expect(frequency.by, host).toContain(by);
    },
    language,
  );
}

describe('again and again', () => {
  it.each([
    ['a route', `app.get('/x', () => grow())`, `app.get('/x')`],
    [
      'what a module of NestJS is given for requests, by way of an export',
      `exports.skip = () => grow();\nThrottlerModule.forRoot({ skipIf: exports.skip });`,
      '`skip`',
    ],
    ['a middleware', `app.use((req, res, next) => { grow(); next(); })`, 'app.use'],
    ['a listener', `bot.on('message', () => { grow(); })`, `bot.on('message')`],
    ['a server', `http.createServer(() => grow())`, 'http.createServer'],
    ['a timer', `setInterval(() => grow(), 1000)`, 'setInterval'],
    [
      'a function that a timer runs',
      `function tick() { grow(); }\nsetInterval(tick, 1000)`,
      'setInterval',
    ],
    [
      'a bound method',
      `class A { start() { setInterval(this.tick.bind(this), 1); } tick() { grow(); } }\nnew A().start();`,
      'setInterval',
    ],
    ['an exported function', `exports.add = () => { grow(); }`, '`add`'],
    [
      'a member of what is exported',
      `function add() { grow(); }\nmodule.exports = { add };`,
      '`add`',
    ],
    [
      'a helper of an exported function',
      `const put = () => grow();\nmodule.exports.add = () => put();`,
      '`add`',
    ],
    [
      'a method of an exported singleton',
      `class A { add() { grow(); } }\nmodule.exports = new A();`,
      'the method `add` of `A`',
    ],
    [
      'what an exported function returns',
      `module.exports = function limiter() { return (req, res, next) => { grow(); }; }`,
      '`limiter` returns',
    ],
    [
      'what a function returns that tries again',
      `function limiter(n) { if (n > 0) return limiter(n - 1); return () => { grow(); }; }\nmodule.exports = { limiter };`,
      '`limiter` returns',
    ],
    [
      'a callback inside a handler',
      `app.get('/x', async () => { (await rows()).forEach(() => grow()); })`,
      'app.get',
    ],
    ['a property handler', `ws.onmessage = () => grow();`, 'onmessage'],
    ['a property handler in brackets', `ws['onmessage'] = () => grow();`, 'onmessage'],
    ['a property handler of an ending', `ws.onclose = () => grow();`, 'onclose'],
    [
      'a timer that sets itself again',
      `function tick() { grow(); setTimeout(tick, 1000); }\ntick();`,
      'sets itself again',
    ],
    [
      'the same with an arrow',
      `const tick = async () => { grow(); setTimeout(() => tick(), 1000); };\ntick();`,
      'sets itself again',
    ],
    [
      'an endless loop',
      `async function poll() { while (true) { grow(); await sleep(1); } }\npoll();`,
      'endless loop',
    ],
    [
      'a stream in a handler',
      `http.createServer((req) => { req.on('data', () => grow()); })`,
      `req.on('data')`,
    ],
  ])('%s', (_, code, by) => {
    expectFrequency(code, 'often', by);
  });
});

describe('once, or never', () => {
  it.each([
    ['as the module loads', `grow()`, 'loading'],
    ['in a loop of the module', `for (const x of list) grow()`, 'loading'],
    ['in a callback of the module', `list.forEach(() => grow())`, 'loading'],
    ['a function run at once', `(() => { grow(); })()`, 'loading'],
    ['a function that the module calls', `function init() { grow(); }\ninit();`, 'loading'],
    ['a loop that is left', `while (true) { grow(); if (done) break; }`, 'loading'],
    ['when the server listens', `app.listen(80, () => grow())`, 'app.listen'],
    ['when the client is ready', `client.on('ready', () => grow())`, 'ready'],
    [
      'when the client is ready, by a constant',
      `client.on(Events.ClientReady, () => grow())`,
      'ClientReady',
    ],
    ['in a plugin of the server', `app.register(async () => { grow(); })`, 'app.register'],
    ['in the command of a program', `program.command('x').action(() => { grow(); })`, 'action'],
    ['at the end of the process', `process.on('SIGTERM', () => grow())`, 'SIGTERM'],
    [
      'a method that the module calls on an instance which it keeps to itself',
      `class A { start() { grow(); } }\nnew A().start();`,
      'loading',
    ],
    [
      'a method that a name for the one instance is used to call',
      `class A { start() { this.run(); } run() { grow(); } }\nconst a = new A();\na.start();`,
      'loading',
    ],
    ['never', `function sweep() { grow(); }`, 'never called'],
    ['a function that calls only itself', `function f() { grow(); f(); }`, 'itself'],
    [
      'the constructor of a singleton',
      `class A { constructor() { grow(); } }\nmodule.exports = new A();`,
      '',
    ],
    [
      'what a module of NestJS loads as the application is built',
      `const config = () => grow();\nConfigModule.forRoot({ load: [config] });`,
      'NestJS',
    ],
    ['a decorator', `exports.Field = (target, propertyKey) => { grow(); };`, 'a class'],
    [
      'what makes a decorator',
      `exports.Job = (name) => (target, key, descriptor) => { grow(); };`,
      'a class',
    ],
    [
      'behind a flag of the module',
      `let isReady = false;\nexports.add = () => { if (!isReady) { isReady = true; grow(); } };`,
      'a flag',
    ],
    [
      'behind a flag of the module that ends the function',
      `let isReady;\nexports.add = async () => { if (isReady) return; await load(); for (const x of list) grow(); isReady = true; };`,
      'a flag',
    ],
    [
      'in a function that is called behind a flag',
      `let isReady = false;\nfunction fill() { grow(); }\nexports.add = () => { if (isReady) { return; } isReady = true; fill(); };`,
      'a flag',
    ],
    [
      'in the making of what the module keeps',
      `let root;\nconst create = () => { grow(); return {}; };\nexports.getRoot = () => { if (root === undefined) { root = create(); } return root; };`,
      'a flag',
    ],
    [
      'in what the module keeps, which is looked at before',
      `let root = null;\nexports.getRoot = async () => { if (root) return root; root = await open(grow()); return root; };`,
      'a flag',
    ],
    [
      'beside the making of what the module keeps',
      `let exporter = null;\nexports.run = () => { if (exporter === null) { exporter = new Exporter(); grow(); } };`,
      'a flag',
    ],
    [
      'in what the module has by default',
      `let root;\nexports.getRoot = () => (root ??= make(grow()));`,
      'a flag',
    ],
    [
      'behind a flag of a singleton',
      `class A { #isReady = false; add() { if (!this.#isReady) { this.#isReady = true; grow(); } } }\nmodule.exports = new A();`,
      'singleton',
    ],
    [
      'behind a flag that the constructor of a singleton makes',
      `class A { constructor() { this.isReady = false; } add() { if (this.isReady) return; this.isReady = true; grow(); } }\nmodule.exports = new A();`,
      'singleton',
    ],
  ])('%s', (_, code, by) => {
    expectFrequency(code, 'once', by);
  });
});

it.each([
  [
    'where a variable of the environment asks for it',
    `app.get('/x', () => { if (process.env.QUERY_PROFILING) grow(); })`,
  ],
  [
    'where a constant says that one does',
    `const isVerbose = process.env.VERBOSE === 'true';\napp.get('/x', () => { if (!isVerbose) return; grow(); })`,
  ],
])('to look for faults, %s', (_, code) => {
  expectFrequency(code, 'unknown', 'to look for faults');
});

it.each([
  ['for another reason', `app.get('/x', () => { if (process.env.REDIS_URL) grow(); })`],
  ['only where nobody does', `app.get('/x', () => { if (!process.env.DEBUG) grow(); })`],
  ['whatever is asked for', `app.get('/x', () => { if (req.env.DEBUG) grow(); })`],
])('again and again, %s', (_, code) => {
  expectFrequency(code, 'often', '/x');
});

it.each([
  ['for tests', `exports.resetForTests = () => grow()`, 'test'],
  ['a hook of tests', `exports.__reset = () => grow()`, 'test'],
  ['a registration that is exported', `exports.registerPlugin = () => grow()`, 'unknown'],
  [
    'a start whose name begins with a capital',
    `exports.StartAllSessions = () => grow()`,
    'unknown',
  ],
  [
    'what is named like a start-up routine, and takes a request',
    `exports.startSession = (req, res) => grow()`,
    'often',
  ],
  [
    'a registration that an exported function calls',
    `function registerTask() { grow(); }\nmodule.exports = { registerTask, addDefaults: () => registerTask() };`,
    'unknown',
  ],
  [
    'a registration that a handler calls',
    `function registerTask() { grow(); }\napp.get('/x', () => registerTask());`,
    'often',
  ],
  ['a start-up routine that is exported', `exports.init = async () => { grow(); }`, 'unknown'],
  ['a callback of something unknown', `watch(() => grow())`, 'unknown'],
  [
    'what start-up waits for, whatever event tells that it is done',
    `function start(done) { server.on('error', (error) => done(error)); }\nstart((err) => { grow(); });`,
    'unknown',
  ],
  [
    'what each request waits for',
    `function load(done) { socket.on('end', () => done()); }\napp.get('/x', () => load((error) => { grow(); }));`,
    'often',
  ],
  ['a constant that is no start', `socket.on(Events.PlayerReady, () => grow())`, 'often'],
  [
    'a trap of a proxy',
    `exports.watch = (o) => new Proxy(o, { get(target, propertyKey) { grow(); } });\napp.get('/x', () => exports.watch({}).a);`,
    'often',
  ],
  ['the end of a worker', `cluster.on('exit', (worker) => grow())`, 'often'],
  ['a handler of errors', `bot.on('message', (error) => grow())`, 'often'],
  [
    'a method of an instance that hands itself on',
    `class A { constructor() { host.add(this); } start() { grow(); } }\nnew A().start();`,
    'unknown',
  ],
  [
    'a stream that the module reads',
    `createReadStream('a.csv').on('data', () => grow())`,
    'unknown',
  ],
  [
    'a message of the parent, who may end the process',
    `process.on('message', () => grow())`,
    'unknown',
  ],
  [
    'a method of an instance that the file gives away',
    `class A { add() { grow(); } }\nfunction make() { return new A(); }\nexports.make = make;`,
    'often',
  ],
] as const)('%s', (_, code, kind) => {
  expectFrequency(code, kind);
});

it.each([
  ['a module of NestJS, which is built once', '@Module({})', 'static forRoot', 'once'],
  ['a method of its instance', '@Module({})', 'handle', 'often'],
  ['another class', '@Controller()', 'static forRoot', 'often'],
] as const)('%s', (_, decorator, method, kind) => {
  expectFrequency(
    `${decorator}\nexport class AppModule { ${method}() { grow(); return { module: AppModule }; } }`,
    kind,
    '',
    'ts',
  );
});

describe('a flag that lets code run again', () => {
  it.each([
    [
      'something takes it back',
      `let isOpen = false;\nexports.open = () => { if (isOpen) return; isOpen = true; grow(); };\nexports.close = () => { isOpen = false; };`,
    ],
    [
      'an instance takes it back',
      `class A { isOpen = false; add() { if (this.isOpen) return; this.isOpen = true; grow(); } close() { this.isOpen = false; } }\nmodule.exports = new A();`,
    ],
    ['nothing sets it', `let isOff = false;\nexports.add = () => { if (isOff) return; grow(); };`],
    [
      'another function sets it',
      `let isOff = false;\nexports.add = () => { if (isOff) return; grow(); };\nexports.stop = () => { isOff = true; };`,
    ],
    [
      'each call has its own',
      `exports.add = (list) => { let isFirst = false; for (const x of list) { if (!isFirst) { isFirst = true; grow(); } } };`,
    ],
    [
      'what the module keeps is dropped',
      `let root;\nexports.getRoot = () => { if (!root) root = make(grow()); return root; };\nexports.close = () => { root = undefined; };`,
    ],
    [
      'what is kept is made whether it is there or not',
      `let root;\nexports.renew = () => { root = make(grow()); return root; };`,
    ],
    [
      'what is looked up beside it may be nothing',
      `let found;\nexports.run = (id) => { if (!found) { found = look(id); grow(); } };`,
    ],
    [
      'another value is looked at',
      `let root;\nlet other;\nexports.getRoot = () => { if (!other) root = make(grow()); return root; };`,
    ],
    [
      'what is kept is looked up, and may be nothing',
      `let root;\nexports.getRoot = (id) => { if (!root) root = grow() && id; return root; };`,
    ],
    [
      'a timer runs behind it',
      `let isReady = false;\nexports.add = () => { if (isReady) return; isReady = true; setInterval(() => grow(), 1000); };`,
    ],
    [
      'each call of a function that runs often has its own',
      `function limiter() { let isReady = false; return () => { if (isReady) return; isReady = true; grow(); }; }\napp.get('/x', () => { limiter()(); });`,
    ],
    [
      'it is the other branch',
      `let isReady = false;\nexports.add = () => { if (!isReady) { isReady = true; } else { grow(); } };`,
    ],
  ])('%s', (_, code) => {
    expectFrequency(code, 'often');
  });
});

it('in an object that a function returns, runs not with the call that gets the object', () => {
  const makes = `function make() { return { add: () => { grow(); } }; }\n`;
  expectFrequency(`${makes}setInterval(async () => { await check(make()); }, 1000);`, 'unknown');
  expectFrequency(`${makes}app.get('/x', async () => { app.use(make()); });`, 'often');
});
