import { describe, it } from 'vitest';
import { expectOrigin } from '../../harness/expectations.ts';
import { inRoute } from '../../harness/hosts.ts';

describe('a key that grows', () => {
  it.each([
    ['one of two, the other a constant', inRoute(`use(req.params.id || 'none')`), 'app.post'],
    ['assigned where it is used', `let last;\n${inRoute('use(last = req.params.id)')}`, 'app.post'],
    ['a list with a spread', inRoute(`use(['a', ...req.body.ids].join(':'))`), 'app.post'],
    ['a function made anew', `function f() { use(() => 1); }`, 'a function made anew'],
    ['an instance made anew', `function f() { use(new Thing()); }`, 'made anew each time'],
    ['the time as an object', `function f() { use(new Date()); }`, 'the time'],
    [
      'a time that comes with a request',
      inRoute('use(new Date(req.body.at).toISOString())'),
      'app.post',
    ],
    [
      'a part of the time',
      `function f() { const now = new Date(); use(now.stamp); }`,
      '`now.stamp`',
    ],
    [
      'an address that comes with a request',
      inRoute('use(new URL(req.body.url).href)'),
      'app.post',
    ],
    ['a random number', `function f() { use(Math.random()); }`, 'another each time'],
    [
      'a random number out of many',
      `function f() { use(Math.floor(Math.random() * 1e9)); }`,
      'another each time',
    ],
    [
      'a counter of an object',
      `class A { next = 0; f() { use(this.next++); } }`,
      'the counter `this.next`',
    ],
    [
      'a counter that a closure keeps',
      `function make() { let next = 0; return () => use(next++); }`,
      'the counter `next`',
    ],
    [
      'a counter that is raised before',
      `let next = 0; function f() { next++; use(next); }`,
      'the counter `next`',
    ],
    [
      'a counter raised by an amount',
      `let next = 0; function f(by) { next += by; use(next); }`,
      'the counter `next`',
    ],
    [
      'counted on from a request',
      inRoute('for (const x of [1]) { let n = req.body.from; use(n++); }'),
      'app.post',
    ],
    [
      'a name for what nothing is known of',
      `function f() { const userId = look(); use(userId); }`,
      '`userId` (its name suggests',
    ],
    [
      'a pattern with a computed name',
      inRoute('const { [req.query.field]: key } = req.body; use(key)'),
      'app.post',
    ],
    ['a part whose name is computed', inRoute('use(req.headers[pick()])'), 'app.post'],
    [
      'a piece of what is split',
      inRoute(`const parts = req.url.split('/'); use(parts[1])`),
      'app.post',
    ],
    [
      'an element of a list in a request',
      inRoute('for (const entry of req.body.list) use(entry)'),
      '`entry`, of `req.body.list`',
    ],
    ['a name of what a request holds', inRoute('for (const x in req.body) use(x)'), 'app.post'],
    [
      'an element of what a method makes of a request',
      inRoute('for (const part of req.body.text.match(/x+/g)) use(part)'),
      '`part`, of ',
    ],
    [
      'an element of a list that has a name',
      inRoute('const list = Object.keys(req.body); for (const x of list) use(x)'),
      'app.post',
    ],
    [
      'an element of a list that is filtered',
      inRoute('req.body.list.filter(Boolean).forEach((entry) => use(entry))'),
      'app.post',
    ],
    [
      'an element that is reduced',
      inRoute('req.body.list.reduce((all, entry) => { use(entry); return all; }, [])'),
      'app.post',
    ],
    [
      'what comes of a request later',
      inRoute('look(req.params.id).then((found) => use(found))'),
      'app.post',
    ],
    [
      'what a call makes of an unknown value, by its name',
      `exports.f = (x) => use(getUserId(x))`,
      '`getUserId(x)` (its name suggests',
    ],
    ['joined of a spread', inRoute('use(path.join(...req.body.parts))'), 'app.post'],
    ['the text of a copy', inRoute('use(JSON.stringify({ ...req.body, at: 1 }))'), 'app.post'],
    [
      'what a function hides how it makes it of',
      `function same() { return arguments[0]; }\n${inRoute('use(same(req.params.id))')}`,
      'app.post',
    ],
    [
      'a property of an object that is passed',
      `function add({ id }) { use(id); }\n${inRoute('add({ other: 1, id: req.params.id })')}`,
      'app.post',
    ],
    [
      'a parameter whose callers do not tell, by its name',
      `function add(userId) { use(userId); }\nexports.f = (x) => add(x);`,
      '`userId` (its name suggests',
    ],
    ['a number of a text', inRoute('use(+req.params.id)'), 'app.post'],
    ['a whole number of a text', inRoute('use(req.params.id >>> 0)'), 'app.post'],
    ['a power', inRoute('use(2 ** req.body.n)'), 'app.post'],
    [
      'an element that a name outside is given in turn',
      inRoute('let key; for (key of req.body.ids) use(key)'),
      'app.post',
    ],
    [
      'an element that a name of the module is given in turn',
      `let key;\n${inRoute('for (key of req.body.ids) use(key)')}`,
      'app.post',
    ],
    ['assigned by a pattern', inRoute('let id; ({ id } = req.body); use(id)'), 'app.post'],
    [
      'assigned by a pattern, under another name',
      `let key;\n${inRoute(`({ id: key = 'a' } = req.body); use(key)`)}`,
      'app.post',
    ],
    [
      'assigned by a pattern of a list',
      inRoute(`let last = 'a'; [, last] = req.body.ids; use(last)`),
      'app.post',
    ],
    [
      'one of the rest that is passed',
      `const add = (...ids) => ids.forEach((id) => use(id));\n${inRoute(`add('a', req.body.id)`)}`,
      'app.post',
    ],
    [
      'one of a list that is passed as the rest',
      `const add = (first, ...ids) => { for (const id of ids) use(id); };\n${inRoute(`add('a', ...req.body.ids)`)}`,
      'app.post',
    ],
    [
      'what a parameter is if no caller gives it',
      `function add(id = randomUUID()) { use(id); }\nadd();`,
      'new each time',
    ],
    [
      'a property that an object made for it has of a request',
      inRoute(`const options = { kind: 'a', id: req.body.id }; use(options.id)`),
      'app.post',
    ],
    [
      'a property that an object may have of a request',
      inRoute(`const options = { id: 'a', ...req.body }; use(options.id)`),
      'app.post',
    ],
    [
      'a property that an object is given later',
      inRoute(`const options = {}; options.id = req.body.id; use(options.id)`),
      'app.post',
    ],
    ['under a name for one of few', inRoute('const lang = req.query.x; use(lang)'), 'app.post'],
    [
      'under the name of a parameter for one of few',
      `function add(lang) { use(lang); }\n${inRoute('add(req.query.x)')}`,
      'app.post',
    ],
    [
      'under the name of a property for one of few',
      inRoute('const options = { lang: req.query.x }; use(options.lang)'),
      'app.post',
    ],
    [
      'what a function makes of what it has made before',
      `const normal = (text) => text.trim();\n${inRoute('use(normal(normal(req.params.id)))')}`,
      'app.post',
    ],
    [
      'what a function makes of what it has made before, under names',
      `const normal = (text) => text.trim();\n${inRoute('const id = normal(req.params.id); const key = normal(id); use(key)')}`,
      'app.post',
    ],
    [
      'what a function makes of what another one made by the same',
      `const normal = (text) => text.trim();\nconst keyOf = (text) => normal(text);\n${inRoute('use(keyOf(normal(req.params.id)))')}`,
      'app.post',
    ],
    [
      'a text of random letters',
      `function token() { let text = ''; for (let i = 0; i < 16; i++) text += ABC.charAt(Math.floor(Math.random() * 16)); return text; }\n${inRoute('use(token())')}`,
      'random',
    ],
    [
      'a text of random letters of a constant',
      `const ABC = 'abcdef';\nfunction token() { let text = ''; for (let i = 0; i < 16; i++) text += ABC[Math.floor(Math.random() * ABC.length)]; return text; }\n${inRoute('use(token())')}`,
      'random',
    ],
    [
      'the text of a random number',
      `const code = () => String(Math.floor(Math.random() * 1e9));\n${inRoute('use(code())')}`,
      'random',
    ],
    [
      'random bytes that are written into a list',
      `function id() { const bytes = new Uint8Array(16); crypto.getRandomValues(bytes); return Array.from(bytes).map((x) => x.toString(16)).join(''); }\n${inRoute('use(id())')}`,
      'random',
    ],
    [
      'a client that ends',
      `io.on('connection', (ws) => ws.on('close', (reason) => use(reason)))`,
      'from the arguments of the handler',
    ],
  ])('%s', (_, code, text) => {
    expectOrigin(code, 'grows', text);
  });
});

describe('a key of a finite set', () => {
  it.each([
    [
      'the files of a folder',
      `function f() { for (const fileName of fs.readdirSync(folder)) use(fileName); }`,
    ],
    [
      'the files of a folder, waited for',
      `async function f() { for (const fileName of await readdir(folder)) use(fileName); }`,
    ],
    ['a random number out of few', `function f() { use(1000 + Math.ceil(1000 * Math.random())); }`],
    ['a constant under a condition', inRoute(`use(req.query.all && 'all')`)],
    ['a comparison', inRoute('use(req.body.size > 10)')],
    ['the last of a sequence', inRoute(`use((note(req.params.id), 'a'))`)],
    ['a list with a hole', `function f() { use([, 'a'].join()); }`],
    ['nothing', `function f() { use(undefined); }`],
    ['a constant that is waited for', `async function f() { use(await 'a'); }`],
    ['a function of the file', `function g() {}\nfunction f() { use(g); }`],
    ['a class of the file', `class Job {}\nfunction f() { use(Job); }`],
    ['an import', `import { KEY } from './keys.js';\nexport function f() { use(KEY); }`],
    [
      'a number that starts anew in each turn',
      `function f() { for (const x of ['a', 'b']) { let n = 0; use(n++); } }`,
    ],
    [
      'one of the constants that are assigned',
      inRoute(`let key; if (req.body.all) key = 'all'; else key = 'some'; use(key)`),
    ],
    ['the time of a constant', `function f() { use(new Date(0).toISOString()); }`],
    ['the address of a constant', `function f() { use(new URL('https://example.com/').href); }`],
    ['a letter of a constant', `function f() { for (const letter of 'abc') use(letter); }`],
    [
      'an element of what a function lists',
      `const kinds = () => ['a', 'b'];\nfunction f() { for (const x of kinds()) use(x); }`,
    ],
    [
      'an element of what a function lists later',
      `async function list() { return ['a', 'b']; }\nasync function f() { for (const x of await list()) use(x); }`,
    ],
    ['a digest of a constant', `function f() { use(md5('a')); }`],
    ['a parameter that no caller gives', `function add(key) { use(key); }\nadd();`],
    [
      'a parameter of a function that is called where it is written',
      `function f() { ((key) => use(key))('a'); }`,
    ],
    [
      'a property of an object that is passed',
      `function add({ id }) { use(id); }\n${inRoute(`add({ id: 'a', user: req.user })`)}`,
    ],
    ['a rest', inRoute('use(req.body.n % 4)')],
    ['whether it is there', inRoute('use(!req.body.id)')],
    [
      'an element of a list that a name outside is given in turn',
      `function f() { let key; for (key of ['a', 'b']) use(key); }`,
    ],
    [
      'one of the rest, which are constants',
      `const add = (...ids) => ids.forEach((id) => use(id));\n${inRoute(`add('a', 'b')`)}`,
    ],
    [
      'none of the rest',
      `const add = (first, ...ids) => ids.forEach((id) => use(id));\n${inRoute('add(req.body.id)')}`,
    ],
    [
      'a constant if no caller gives it',
      `function add(id = 'a') { use(id); }\n${inRoute('add()')}`,
    ],
    [
      'a property of an object made for it',
      inRoute(`const options = { id: 'a', user: req.body.user }; use(options.id)`),
    ],
    ['a property of a variable', `let options = { id: 'a' };\n${inRoute('use(options.id)')}`],
    [
      'a property of one of two objects made for it',
      inRoute(`const options = req.body.all ? { id: 'a' } : { id: 'b' }; use(options.id)`),
    ],
    [
      'a constant that comes later',
      `function f() { Promise.resolve('a').then((key) => use(key)); }`,
    ],
  ])('%s', (_, code) => {
    expectOrigin(code, 'finite');
  });

  it.each([
    ['an enum as a whole', `enum State { On, Off }\nfunction f() { use(State); }`],
    [
      'a number that starts anew in each turn, and is told to be there',
      `function f() { for (const x of ['a', 'b']) { let n: number | undefined = 0; use(n!++); } }`,
    ],
  ])('of TypeScript: %s', (_, code) => {
    expectOrigin(code, 'finite', '', 'ts');
  });
});

describe('a key of which this file does not tell', () => {
  it.each([
    [
      'what is waited for of a constant',
      `const store = connect();\nexports.f = async () => use(await store.keys('user:*'));`,
    ],
    ['this', `class A { f() { use(this); } }`],
    ['what is caught', `function f() { try { g(); } catch (error) { use(error); } }`],
    ['the number of a turn', `exports.f = (n) => { for (let i = 0; i < n; i++) use(i); };`],
    ['a kind, by the name of the function that finds it', inRoute('use(getLang(req.headers))')],
    ['how many there are', inRoute('use(req.body.list.length)')],
    ['the name of a class', inRoute('use(req.body.constructor.name)')],
    ['a field of the instance', `class A { f() { use(this.userId); } }`],
    [
      'an element of what a method with a computed name gives',
      inRoute('for (const x of loaders[req.query.kind]()) use(x)'),
    ],
    ['what an expression gives that is called', `exports.f = (a, b) => use((a || b)());`],
    ['an identity that is made of a constant', `exports.f = () => use(getUserId('a'));`],
    ['the id of what a call gives', `exports.f = (x) => use(look(x).id);`],
    ['a method of a parameter', `exports.f = (store) => use(store.look('a'));`],
    ['a parameter that is given out of a list', `function add(key) { use(key); }\nadd(...list);`],
    [
      'a property of an object that is copied',
      `function add({ id }) { use(id); }\nadd({ ...list });`,
    ],
    ['a parameter of a function in a list', `const handlers = [(key) => use(key)];`],
    ['a parameter of a function that is handed to who knows whom', `somewhere((key) => use(key));`],
    ['a parameter of a timer', `setInterval((key) => use(key), 1000);`],
    ['what is passed to a promise’s executor', `new Promise((resolve) => use(resolve));`],
    ['where an element stands', inRoute('req.body.list.forEach((entry, at) => use(at))')],
    [
      'a property that an object made for it has not',
      inRoute('const options = {}; fill(options); use(options.id)'),
    ],
    [
      'an element of a list that an object made for it has',
      inRoute('const options = { ids: [] }; fill(options); for (const x of options.ids) use(x)'),
    ],
    [
      'an element of a list that a function fills later',
      `const list = ['a'];\nexports.add = (x) => list.push(x);\nexports.f = () => { for (const x of list) use(x); };`,
    ],
    [
      'a value of a list that a function fills later',
      `const list = ['a'];\nexports.add = (x) => list.unshift(x);\nexports.f = (at) => use(list[at]);`,
    ],
    [
      'an element of a Set that a function fills later',
      `const known = new Set(['a']);\nexports.add = (x) => known.add(x);\nexports.f = () => known.forEach((x) => use(x));`,
    ],
    [
      'what is added up',
      inRoute('req.body.list.reduce((all, entry) => { use(all); return all; }, [])'),
    ],
  ])('%s', (_, code) => {
    expectOrigin(code, 'unknown');
  });
});
