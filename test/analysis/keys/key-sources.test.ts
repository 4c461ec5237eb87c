import { describe, it } from 'vitest';
import { expectOrigin } from '../../harness/expectations.ts';
import { inRoute } from '../../harness/hosts.ts';

describe('what comes from outside', () => {
  it.each([
    ['Express', `app.get('/x', (req, res) => use(req.params.tenantId));`],
    ['Express, by a pattern', `app.get('/x', ({ params: { region } }, res) => use(region));`],
    [
      'a middleware that has a name',
      `function limit(req, res, next) { use(req.ip); }\napp.use(limit);`,
    ],
    ['Koa', `router.get('/x', async (ctx) => use(ctx.params.locale));`],
    ['Fastify', `fastify.get('/x', async (request) => use(request.query.type));`],
    ['Hono', `app.get('/x', (c) => use(c.req.param('lang')));`],
    ['Next', `export async function GET(incoming, { params }) { use(params.locale); }`],
    ['a socket', `io.on('connection', (socket) => socket.on('join', (room) => use(room)));`],
    ['a WebSocket', `wss.on('connection', (ws) => ws.on('message', (data) => use(String(data))));`],
    ['a bot', `bot.command('start', (ctx) => use(ctx.from.id));`],
    ['a job', `queue.process(async (job) => use(job.id));`],
    ['Kafka', `consumer.run({ eachMessage: async ({ message }) => use(message.offset) });`],
    ['AMQP', `channel.consume('q', (delivery) => use(delivery.properties.messageId));`],
    ['tRPC', `procedure.mutation(({ input }) => use(input.handle));`],
    ['GraphQL', `const resolvers = { Query: { user: (parent, { login }) => use(login) } };`],
    ['an MCP tool', `server.tool('find', {}, async ({ path }) => use(path));`],
    ['an MCP tool, registered', `server.registerTool('find', {}, async ({ path }) => use(path));`],
    ['gRPC', `server.addService(Users, { get: (call, done) => use(call.request.login) });`],
  ])('%s', (_, code) => {
    expectOrigin(code, 'grows', 'from ');
  });

  it.each([
    ['@Param()', `class A { find(@Param('region') region: string) { use(region); } }`],
    ['@Body()', `class A { add(@Body() entry: Entry) { use(entry.locale); } }`],
    ['@Query()', `class A { list(@Query('type') type: string) { use(type); } }`],
    ['@Headers()', `class A { list(@Headers('x-tenant') tenant: string) { use(tenant); } }`],
    ['@Req()', `class A { list(@Req() incoming: unknown) { use(incoming.url); } }`],
  ])('Nest: %s', (_, code) => {
    expectOrigin(code, 'grows', 'which comes from outside', 'ts');
  });

  it.each([
    [
      'an argument that a class is injected',
      `class A { find(@Inject('region') region: string) { use(region); } }`,
    ],
    [
      'a member of a table that is no resolver',
      `const views = { Other: { user: (parent, { login }) => use(login) } };`,
    ],
    [
      'what an injector gives a constructor',
      `class A { constructor(ctx) { this.chains = ctx.chains; } f() { use(this.chains.name()); } }`,
    ],
    ['a watcher of files', `watcher.on('change', (path) => use(path));`],
    ['what watches files', `chokidar.watch(pages).on('add', (path) => use(path));`],
    [
      'a function that is not exported',
      `async function GET(incoming, { params }) { use(params.locale); }`,
    ],
    ['what the server knows of who asks', inRoute('use(req.account.tenant)')],
    ['a part of one of few', inRoute('use(req.library.folders[0].path)')],
    ['an event of an emitter, by its name', `events.on('loaded', (plugin) => use(plugin));`],
    [
      'what is worked out, by its name',
      inRoute('const { type } = JSON.parse(req.body); use(type)'),
    ],
  ])('not: %s', (_, code) => {
    expectOrigin(code, 'unknown', '', 'ts');
  });
});

describe('a flow from outside overrides a name', () => {
  it.each([
    [
      'a part of an event that is worked out of a message',
      `ws.on('message', (raw) => { const { payload } = JSON.parse(raw); use(payload.event.thread_ts); });`,
    ],
    ['a variable', inRoute('const tenantId = req.ip; use(tenantId)')],
    ['one of two', inRoute('const tenantId = user?.tenantId ?? req.ip; use(tenantId)')],
    ['a parameter', `function add(key, region) { use(region); }\n${inRoute(`add('a', req.ip)`)}`],
    [
      'a field',
      `class A { constructor(region) { this.region = region; } f() { use(this.region); } }\n${inRoute('new A(req.body.region)')}`,
    ],
    ['a counter', `let index = 0; function f() { use(++index); }`],
    ['a random id', `function f() { const kind = randomUUID(); use(kind); }`],
  ])('of %s', (_, code) => {
    expectOrigin(code, 'grows');
  });

  it.each([
    [
      'a function that finds one of few',
      inRoute('const lang = detectLanguage(req.body.text); use(lang)'),
    ],
    [
      'a list that is fetched',
      `async function f() { for (const plugin of await load()) use(plugin.id); }`,
    ],
    [
      'a part of what is fetched',
      `async function f() { for (const library of await load()) use(library.folders[0].path); }`,
    ],
  ])('not of %s', (_, code) => {
    expectOrigin(code, 'unknown');
  });
});

describe('what callers pass', () => {
  it.each([
    [
      'an options object',
      `function add(opts) { use(opts.secretKey); }\n${inRoute('add({ secretKey: req.body.key })')}`,
    ],
    [
      'an object inside',
      `function add(opts) { use(opts.by.id); }\n${inRoute('add({ by: { id: req.ip } })')}`,
    ],
    [
      'an object by a name',
      `function add(opts) { use(opts.id); }\n${inRoute('const given = { id: req.ip }; add(given)')}`,
    ],
    ['an item of the rest', `function add(...ids) { use(ids[0]); }\n${inRoute('add(req.ip)')}`],
    [
      'bind',
      `function add(kind, id) { use(id); }\nconst put = add.bind(null, 'a');\n${inRoute('put(req.ip)')}`,
    ],
    ['call', `function add(id) { use(id); }\n${inRoute('add.call(null, req.ip)')}`],
    ['apply', `function add(id) { use(id); }\n${inRoute('add.apply(null, [req.ip])')}`],
    ['another name', `function add(id) { use(id); }\nconst put = add;\n${inRoute('put(req.ip)')}`],
    [
      'a method',
      `class A { add(id) { use(id); } }\nconst a = new A();\n${inRoute('a.add(req.ip)')}`,
    ],
    [
      'a parameter property',
      `class A { constructor(private id: string) {} f() { use(this.id); } }\n${inRoute('new A(req.ip)')}`,
    ],
  ])('by %s', (_, code) => {
    expectOrigin(code, 'grows', '', 'ts');
  });

  it.each([
    [
      'another property',
      `function add(opts) { use(opts.kind); }\n${inRoute(`add({ kind: 'a', id: req.ip })`)}`,
    ],
    [
      'the item of the rest before',
      `function add(...ids) { use(ids[0]); }\n${inRoute(`add('a', req.ip)`)}`,
    ],
    [
      'what is bound',
      `function add(kind, id) { use(kind); }\nconst put = add.bind(null, 'a');\n${inRoute('put(req.ip)')}`,
    ],
    [
      'another method',
      `class A { add(id) { use(id); } take(id) {} }\nconst a = new A();\n${inRoute(`a.take(req.ip); a.add('a')`)}`,
    ],
    ['a field that a constant is given', `class A { kind = 'a'; f() { use(this.kind); } }`],
  ])('not by %s', (_, code) => {
    expectOrigin(code, 'finite');
  });
});

describe('what is fetched', () => {
  it.each([
    [
      'rows',
      `async function f() { const rows = await db.query('…'); for (const row of rows) use(row.id); }`,
    ],
    [
      'a part of an answer',
      `async function f() { const { data } = await client.get('/x'); for (const issue of data.items) use(issue.number); }`,
    ],
    ['what a promise gives', `load().then((rows) => rows.forEach((row) => use(row.id)));`],
    [
      'what a callback is given',
      `db.all('…', (error, rows) => rows.forEach((row) => use(row.id)));`,
    ],
    [
      'several answers',
      `async function f(ids) { for (const rows of await Promise.all([load(1), load(2)])) for (const row of rows) use(row.id); }`,
    ],
  ])('%s', (_, code) => {
    expectOrigin(code, 'grows', 'fetches');
  });

  it.each([
    ['one answer', `async function f() { const row = await db.first('…'); use(row.x); }`],
    [
      'a list that is not waited for',
      `function f(list) { for (const row of pick(list)) use(row.id); }`,
    ],
    [
      'what a function of the file lists',
      `async function list(x) { return x.map((y) => y.z); }\nexports.f = async (x) => { for (const row of await list(x)) use(row.id); };`,
    ],
  ])('not: %s', (_, code) => {
    expectOrigin(code, 'unknown');
  });
});

describe('numbers', () => {
  it.each([
    [
      'a counter of a field',
      `class A { next = 0; f() { const id = this.next; this.next += 1; use(id); } }`,
    ],
    ['a counter that is set anew', `let next = 0; function f() { next = next + 1; use(next); }`],
    [
      'a counter that only a reset of all sets back',
      `let next = 0; function reset() { next = 0; } function f() { use(next++); }`,
    ],
  ])('grows: %s', (_, code) => {
    expectOrigin(code, 'grows', 'counter');
  });

  it.each([
    ['the rest of a division', inRoute('use(req.body.n % 16)')],
    [
      'a number that goes round',
      `class Ring { next = 0; touch() { const index = this.next; this.next = (this.next + 1) % this.max; use(index); } }`,
    ],
    [
      'a counter that begins again at its limit',
      `let next = 0; function f() { if (next > 65535) next = 0; use(next++); }`,
    ],
  ])('is finite: %s', (_, code) => {
    expectOrigin(code, 'finite');
  });

  it.each([
    ['the id of a row', `export function f(envId: number) { use(envId); }`, 'grows'],
    ['a number that is no id', `export function f(envIndex: number) { use(envIndex); }`, 'unknown'],
    ['a text', `export function f(envId: string) { use(envId); }`, 'unknown'],
  ] as const)('by its type: %s', (_, code, kind) => {
    expectOrigin(code, kind, '', 'ts');
  });
});

describe('a table', () => {
  it('a value of a constant one, whoever asks', () => {
    expectOrigin(
      `const KINDS = new Map([['a', 'x']]);\n${inRoute('use(KINDS.get(req.query.kind))')}`,
      'finite',
    );
  });

  it('a value of one that is filled', () => {
    expectOrigin(`const kinds = new Map();\n${inRoute('use(kinds.get(req.query.kind))')}`, 'grows');
  });

  it.each([
    [
      'the keys of an object that a request brings',
      inRoute('for (const key of Object.keys(req.body)) use(key)'),
      'grows',
    ],
    [
      'the keys of entries',
      inRoute('for (const [key] of Object.entries(req.body)) use(key)'),
      'grows',
    ],
    [
      'the keys of an object that is written out',
      inRoute('for (const key of Object.keys({ a: req.body })) use(key)'),
      'finite',
    ],
    [
      'a key that is written by a name that is worked out',
      inRoute('const all = {}; all[req.ip] = 1; for (const key in all) use(key)'),
      'grows',
    ],
  ] as const)('%s', (_, code, kind) => {
    expectOrigin(code, kind);
  });
});

describe('types', () => {
  it.each([
    ['of a property', `export function f(opts: { kind: 'a' | 'b' }) { use(opts.kind); }`],
    [
      'of an interface',
      `interface Opts { kind: 'a' | 'b' }\nexport function f({ kind }: Opts) { use(kind); }`,
    ],
    [
      'of items',
      `export function f(kinds: ('a' | 'b')[]) { for (const kind of kinds) use(kind); }`,
    ],
    ['of a field', `export class A { kind: 'a' | 'b'; f() { use(this.kind); } }`],
    [
      'of what a function gives',
      `function kindOf(x: string): 'a' | 'b' { return look(x); }\n${inRoute('use(kindOf(req.body.x))')}`,
    ],
    [
      'of what a promise gives',
      `async function kindOf(x: string): Promise<'a' | 'b'> { return look(x); }\nasync function f(req) { use(await kindOf(req.body.x)); }`,
    ],
  ])('finite: %s', (_, code) => {
    expectOrigin(code, 'finite', '', 'ts');
  });

  it.each([
    [
      'of another property',
      `export function f(opts: { kind: 'a' | 'b'; name: string }) { use(opts.name); }`,
    ],
    ['of an interface that another file has', `export function f(opts: Opts) { use(opts.kind); }`],
  ])('not: %s', (_, code) => {
    expectOrigin(code, 'unknown', '', 'ts');
  });
});
