import { describe, it } from 'vitest';
import { expectOrigin } from '../../harness/expectations.ts';
import { inRoute } from '../../harness/hosts.ts';

describe('a key that grows', () => {
  it.each([
    ['a part of a request', inRoute('use(req.params.id)'), 'app.post'],
    ['taken out by a pattern', inRoute('const { id } = req.params; use(id)'), 'app.post'],
    [
      'behind names',
      inRoute('const body = req.body; const key = `u:${body.key}`; use(key)'),
      'app.post',
    ],
    ['in another form', inRoute('use(String(req.query.q).trim().toLowerCase())'), 'app.post'],
    ['of a message', `bot.on('message', (msg) => use(msg.chat.id))`, 'bot.on'],
    [
      'of a body that is read piece by piece',
      `http.createServer((req) => { let body = ''; req.on('data', (chunk) => { body += chunk; }); req.on('end', () => { const { key } = JSON.parse(body); use(key); }); })`,
      'req.on',
    ],
    ['a random id', `use(randomUUID())`, 'new each time'],
    ['a random id of a module', `use(crypto.randomBytes(8).toString('hex'))`, ''],
    ['a random id of a helper', `use(ids.random())`, 'another each time'],
    ['the time', `use(Date.now())`, 'another each time'],
    ['a counter', `let next = 0; function f() { use(next++); }`, 'counter'],
    [
      'a name for a counter',
      `let next = 0; function f() { const id = ++next; use(id); }`,
      'counter',
    ],
    ['a digest', `function f(x) { use(createHash('md5').update(x).digest('hex')); }`, 'digest'],
    [
      'a loop over fetched data',
      `async function f() { for (const row of await fetchRows()) use(row.x); }`,
      'fetches',
    ],
    [
      'a parameter, by its caller',
      `function add(key) { use(key); }\n${inRoute('add(req.params.id)')}`,
      'app.post',
    ],
    [
      'a parameter of an exported function, by its name',
      `exports.add = (userId) => use(userId)`,
      'its name suggests',
    ],
    [
      'a pattern of an exported function',
      `exports.add = ({ sessionId }) => use(sessionId)`,
      'its name suggests',
    ],
    ['the id of a thing, by its name', `exports.add = (job) => use(job.id)`, 'its name suggests'],
    [
      'what a function of the file makes of it',
      `const keyOf = (a, b) => a + ':' + b;\n${inRoute("use(keyOf('x', req.ip))")}`,
      'app.post',
    ],
    [
      'what a function of the file makes of it, that is given a constant elsewhere',
      `const norm = (text) => text.trim(); log(norm('a'));\n${inRoute('use(norm(req.params.id))')}`,
      'app.post',
    ],
    [
      'what a function makes of what it calls itself with',
      `const walk = (text) => (text.length > 9 ? text : walk(text + '.'));\n${inRoute('use(walk(req.params.id))')}`,
      'app.post',
    ],
    [
      'none of a list',
      `const LANGS = ['a', 'b'];\n${inRoute("const lang = LANGS.includes(req.query.l) ? 'a' : req.query.l; use(lang)")}`,
      'app.post',
    ],
    ['an object made anew', `function f() { use({}); }`, 'anew'],
    [
      'what a function of the file takes of an object made anew',
      `const keyOf = (o) => o.name ?? o.path;\n${inRoute('const spec = { path: req.body.path }; use(keyOf(spec))')}`,
      'app.post',
    ],
    [
      'a part of an object that a function of the file is given, whatever it does with it',
      `const keyOf = (o) => lookUp(o);\n${inRoute('use(keyOf({ path: req.body.path }))')}`,
      'app.post',
    ],
    [
      'an object made anew that a function of the file gives back',
      `const same = (o) => o;\nfunction f() { use(same({})); }`,
      'anew',
    ],
    [
      'an object made anew that a function of the file writes out',
      `const keyOf = (o) => JSON.stringify(o);\nfunction f(x) { const o = { x }; use(keyOf(o)); }`,
      '',
    ],
  ])('%s', (_, code, text) => {
    expectOrigin(code, 'grows', text);
  });
});

describe('a key of a finite set', () => {
  it.each([
    ['a literal', `use('a')`],
    ['a constant', `const KEY = 'a'; function f() { use(KEY); }`],
    ['one of two', `function f(x) { use(x ? 'a' : 'b'); }`],
    [
      'an element of a list',
      `const LIST = ['a', 'b']; function f() { for (const key of LIST) use(key); }`,
    ],
    [
      'a member of an element',
      `const LIST = [{ id: 'a' }]; function f() { LIST.forEach((entry) => use(entry.id)); }`,
    ],
    [
      'a key of a table',
      `const TABLE = { a: 1 }; function f() { for (const key of Object.keys(TABLE)) use(key); }`,
    ],
    ['a value of a table', `const TABLE = { a: 'x' }; function f(y) { use(TABLE[y]); }`],
    ['the environment', `function f() { use(process.env.REGION); }`],
    [
      'a parameter whose callers give constants',
      `function add(key) { use(key); }\nadd('a'); add('b');`,
    ],
    ['the hour', `function f() { use(new Date().getHours()); }`],
    [
      'one of a list, or else a constant',
      `const LANGS = ['a', 'b'];\n${inRoute("const lang = LANGS.includes(req.query.l) ? req.query.l : 'a'; use(lang)")}`,
    ],
    [
      'what a helper gives of a list, or else a constant',
      `const LANGS = ['a', 'b']; function pick(req) { if (LANGS.includes(req.query.l)) return req.query.l; return 'a'; }\n${inRoute('use(pick(req))')}`,
    ],
    [
      'what a helper makes of a constant, and of a request elsewhere',
      `const norm = (text) => text.trim();\n${inRoute('log(norm(req.params.id))')}\nfunction f() { use(norm('a')); }`,
    ],
    [
      'what a helper makes of it by another',
      `const low = (text) => text.toLowerCase(); const norm = (text) => low(text) + '!';\n${inRoute('log(low(req.ip), norm(req.ip))')}\nfunction f() { use(norm('a')); }`,
    ],
    ['itself', `function f(key) { f(key); use(key); }`],
  ])('%s', (_, code) => {
    expectOrigin(code, 'finite');
  });

  it.each([
    ['an enum', `enum State { On, Off } function f() { use(State.On); }`],
    ['a union of literals', `function f(key: 'a' | 'b') { use(key); }`],
    ['an alias of one', `type Key = 'a' | 'b'; export function f(userId: Key) { use(userId); }`],
    [
      'keys of a table',
      `const T = { a: 1 }; export function f(userId: keyof typeof T) { use(userId); }`,
    ],
  ])('by its type: %s', (_, code) => {
    expectOrigin(code, 'finite', '', 'ts');
  });
});

describe('a key of which this file does not tell', () => {
  it.each([
    ['a parameter of an exported function', `exports.add = (key) => use(key)`],
    ['what a server tells a request, by its name', inRoute('use(req.user.plan)')],
    ['a model’s name', `exports.add = (modelName) => use(modelName)`],
    [
      'the entries of another collection',
      `const other = new Map(); function f() { for (const key of other.keys()) use(key); }`,
    ],
    [
      'what an object of the module holds now',
      `const state = {}; function f() { use(state.current); }`,
    ],
    [
      'a table that is filled later',
      `const state = { seen: new Set() }; function f() { for (const x of state.seen) use(x); }`,
    ],
    [
      'what a function of the file takes of an object made anew',
      `const keyOf = (spec) => spec.name ?? spec.path;\nfunction resolve() { return options.isFull ? { path: options.path } : options.find(); }\nexports.f = () => use(keyOf(resolve()));`,
    ],
    [
      'what a function of the file takes of an instance made anew',
      `const keyOf = (spec) => spec.path;\nexports.f = () => use(keyOf(new Spec(options)));`,
    ],
    [
      'options of a call are no key',
      `exports.f = (name) => { const path = resolve(name, { extensions: ['.js'] }); use(path); }`,
    ],
    [
      'a function that calls itself with more',
      `function f(x) { use(x); f(x + '1'); }\nexports.f = f;`,
    ],
  ])('%s', (_, code) => {
    expectOrigin(code, 'unknown');
  });
});

it('a knot of definitions costs its size', () => {
  const names = Array.from({ length: 60 }, (_, index) => `x${index}`);
  const knot = names
    .map(
      (name, index) =>
        `function ${name}(k) { return ${names.map((other) => `${other}(k)`).join(' + ')} + ${index}; }`,
    )
    .join('\n');
  expectOrigin(`${knot}\nexports.f = (k) => use(x0(k));`, 'unknown');
});
