/**
 * What the programs that are executed before and after consist of. Each part runs by itself: its names end in `$`, which
 * becomes a number, so that a program can hold a part twice. A part calls `log` with whatever a rewrite must not change.
 * The marks of test/properties/layout.ts say what an author may write in a place.
 */
import fc from 'fast-check';
import { template, text } from '../properties/fragments.ts';

/** Lines at module level, statements of the handler that runs for each request (`id`, `url`, `req`), and functions that are exported. */
export interface Part {
  readonly module?: string;
  readonly body?: string;
  /** Names of the part that the program exports. */
  readonly exports?: readonly string[];
  /** For files that are not modules and have no `'use strict'`. */
  readonly isSloppy?: boolean;
}

const part = (arbitrary: fc.Arbitrary<Part>) => arbitrary;
const inBody = (body: fc.Arbitrary<string>) => part(body.map((code) => ({ body: code })));

/** A line that JavaScript would join with the one above, were that not ended: as StandardJS writes it. */
const CONTINUES = text(
  ';[1, 2].forEach((n) => log(n));',
  ";(() => log('called'))();",
  ";`${id}`.split('').forEach((c) => log(c));",
  ";/a/u.test(id) && log('matched');",
  '[1].map((n) => log(n));',
  "(() => log('plain'))();",
  '++count.n;',
  "+log('plus');",
  "!log('not');",
);

const config = text(
  '',
  ', { timeout: 5000 }',
  ', ·{·timeout: 5000·§ }',
  ", { headers: { accept: 'text/plain' }, ...more }",
  ', more',
  ', ⟨more⟩',
  ", { responseType: 'text' }",
  ", { responseType: 'arraybuffer', timeout: 1 }",
  ', undefined',
);

const requests = fc.oneof(
  inBody(
    template`const more = { params: { id } };\n  log((await axios·.·get·(·url${config}·)).status);`,
  ),
  inBody(
    template`const more = { params: { id } };\n  axios.get(url${config}).then(function (r) {\n    log(r.status, Object.keys(r));\n    return r;\n  }).catch((error) => log(error.message));`,
  ),
  inBody(
    template`const more = { timeout: 7 };\n  log((await axios.post(url, { id }${config})).data.id, Object.keys(more));`,
  ),
  inBody(
    text(
      "try {\n    await axios.get('/fail' + id);\n    log('no error');\n  } catch (error) {\n    log(error.message, error.response && error.response.status);\n  } finally {\n    log('finally');\n  }",
    ),
  ),
  inBody(
    text(
      ';[url, url + 2].forEach((u) => axios.get(u).then((r) => log(r.status)));',
      ';(async () => {\n    log((await axios.get(url)).status);\n  })();',
      'await Promise.all([url].map((u) => axios.get(u).then((r) => log(r.data.id))));',
      'for (const u of [url, url]) {\n    log((await axios(u)).status);\n  }',
      "log((await axios({ url, method: 'put', data: { id } })).status);",
      'log((await axios.request({ url })).status);',
    ),
  ),
  part(
    fc
      .record({
        kind: text('const', 'let', 'var'),
        given: text('{}', "{ baseURL: '/base' }", "·{ baseURL: '/base'·, timeout: 9·§ }"),
        use: text(
          'log((await client$.get(url)).status);',
          'client$.defaults.timeout = 3;\n  log((await client$.get(url)).status, client$.defaults.timeout);',
        ),
      })
      .map(({ kind, given, use }) => ({
        module: `${kind} client$ = axios.create(${given});`,
        body: use,
      })),
  ),
  part(
    fc.constant({
      module:
        'let client$;\nfunction clientOf$() {\n  if (!client$) client$ = axios.create({ timeout: 4 });\n  return client$;\n}',
      body: 'log((await clientOf$().get(url)).status, clientOf$() === clientOf$());',
    }),
  ),
  // Called as the module is loaded, above whatever is inserted.
  part(
    fc.constant({
      module:
        "const started$ = load$('/start');\nfunction load$(path) {\n  return axios.get(path).then((r) => log(r.status), (error) => log(error.message));\n}",
      body: 'await started$;\n  await load$(url);',
    }),
  ),
  // An options object that others see, and change.
  part(
    text(
      'alias$.timeout = id.length;',
      'delete alias$.timeout;',
      'alias$.timeout++;',
      '({ timeout: alias$.timeout } = { timeout: 3 });',
      'Object.assign(alias$, { params: { id } });',
      'alias$.params = alias$;',
      '',
    ).map((change) => ({
      module: 'const shared$⟦: any⟧ = { timeout: 1000 };\nconst alias$ = shared$;',
      body: `${change}\n  log((await axios.get(url, shared$)).config, Object.keys(shared$));`.replace(
        /^\n {2}/u,
        '',
      ),
    })),
  ),
  part(
    fc.constant({
      body: 'with ({ url: url + 1, status: 9 }) {\n    log(await axios.get(url).then((r) => [r.status, status]));\n  }',
      isSloppy: true,
    }),
  ),
  part(
    fc.constant({
      body: "log(eval('typeof httpAgent'), (await axios.get(url)).status);",
      isSloppy: true,
    }),
  ),
  inBody(
    text(
      "const stream = await axios.get(url, { responseType: 'stream', timeout: 100 });\n  log(typeof stream.data, stream.status);",
      "await axios.get(url, { responseType: 'stream' }).then((r) => log(r.status), (error) => log(error.message));",
    ),
  ),
);

/** What changes an options object of the module, or nothing. */
const CHANGES = text(
  '',
  'OPTS$.ca = id;',
  'const other$ = OPTS$;\n  other$.ca = id;',
  'delete OPTS$.ca;',
  'OPTS$.maxCachedSessions++;',
  "({ ca: OPTS$.ca } = { ca: id + '!' });",
  '[OPTS$.ca] = [id];',
  'Object.assign(OPTS$, { ca: id });',
  'touch(OPTS$);',
  'for (OPTS$.ca of [id, url]) log(OPTS$.ca);',
  "OPTS$['c' + 'a'] = id;",
  'OPTS$.ca += id;',
  'OPTS$.ca ||= id;',
  "Object.defineProperty(OPTS$, 'ca', { value: id, configurable: true, enumerable: true, writable: true });",
);

const AGENT_USE = text(
  'log((await axios.get(url, { httpsAgent: new https.Agent(OPTS$) })).agents);',
  'log((await axios.get(url, { httpAgent: new http.Agent({ keepAlive: true }), httpsAgent: new https.Agent({ ...OPTS$, keepAlive: true }) })).agents);',
  'const agent$ = new https.Agent(OPTS$);\n  log((await axios.get(url, { httpsAgent: agent$ })).agents);',
  'const agent$ = new https.Agent({ ca: OPTS$.ca });\n  log((await axios.get(url, { httpsAgent: agent$ })).agents);',
  "const agent$ = new https.Agent({ keepAlive: true, rejectUnauthorized: false });\n  if (id === 'a') Object.assign(agent$, { tenant: id });\n  log((await axios.get(url, { httpsAgent: agent$ })).agents);",
  "const agent$ = new https.Agent({ keepAlive: true });\n  if (id === 'a') agent$.options.ca = id;\n  log((await axios.get(url, { httpsAgent: agent$ })).agents);",
  'const agent$ = new https.Agent({ keepAlive: true });\n  touch(agent$);\n  log((await axios.get(url, { httpsAgent: agent$ })).agents);',
  'const client$ = axios.create({ httpsAgent: new https.Agent({ rejectUnauthorized: false }) });\n  log((await client$.get(url)).agents);',
);

const agents = fc.oneof(
  part(
    fc
      .record({
        kind: text('const', 'const', 'let', 'var'),
        change: CHANGES,
        use: AGENT_USE,
        isExported: fc.boolean(),
        isFrozen: fc.nat(5).map((n) => n === 0),
      })
      .map(({ kind, change, use, isExported, isFrozen }) => {
        const options = "{ keepAlive: true, ca: 'first', maxCachedSessions: 1 }";
        return {
          module: `${kind} OPTS$⟦: any⟧ = ${isFrozen ? `Object.freeze(${options})` : options};`,
          body: `try {\n    ${change.replaceAll('\n', '\n  ')}\n  } catch (error) {\n    log(error.name);\n  }\n  ${use}`,
          ...(isExported ? { exports: ['OPTS$'] } : {}),
        };
      }),
  ),
  // A declaration that goes, between lines that would be joined.
  part(
    fc
      .tuple(
        CONTINUES,
        text('const said$ = log;', "let said$ = 'said';", 'const said$ = count.n;', "log('said');"),
      )
      .map(([continues, before]) => ({
        body: `${before}\n  const agent$ = new https.Agent({ keepAlive: true });\n  ${continues}\n  log((await axios.get(url, { httpsAgent: agent$ })).agents);`,
      })),
  ),
  part(
    fc.constant({
      module:
        "const first$ = early$('/early');\nfunction early$(path) {\n  return axios.get(path, { httpsAgent: new https.Agent({ keepAlive: true }) }).then((r) => log(r.agents));\n}",
      body: 'await first$;\n  await early$(url);',
    }),
  ),
  part(
    fc.constant({
      module:
        "var first$ = early$();\nvar LIMITS$ = { keepAlive: true, ca: 'late' };\nfunction early$() {\n  return axios.get('/early', { httpsAgent: new https.Agent(LIMITS$) }).then((r) => log(r.agents));\n}",
      body: 'await first$;\n  await early$();',
    }),
  ),
  part(
    fc.constant({
      body: 'const agent$ = new https.Agent({ keepAlive: true, ca: process.env.SOME_CA });\n  log((await axios.get(url, { httpsAgent: agent$ })).agents);\n  process.env.SOME_CA = id;',
    }),
  ),
  part(
    fc.constant({
      module: 'const lasting$ = new https.Agent({ keepAlive: true });',
      body: 'log((await axios.get(url, { httpAgent: new http.Agent({ keepAlive: true }), httpsAgent: lasting$ })).agents);',
    }),
  ),
);

const PAUSE = text(
  'await sleep(10);',
  'for (const each of [id, url]) await save(each);',
  'await save(id);',
  'await new Promise((done) => setTimeout(done, 5));',
);

const BINDING = text(
  'const response ·= ·await ·axios.get(url);',
  'const response = ⟨await axios.post(url, { id })⟩;',
  'let response = await axios.get(url);',
  'var response = await axios.get(url);',
  'let response;\n  response = await axios.get(url);',
  "let response;\n  try {\n    response = await axios.get(id === 'b' ? '/fail' : url);\n  } catch (error) {\n    log(error.message);\n  }\n  if (!response) return log('no response');",
  "let response⟦: any⟧ = {};\n  try {\n    response = await axios.get(id === 'b' ? '/fail' : url);\n  } catch (error) {\n    log(error.message);\n  }",
  'log(typeof response);\n  var response = await axios.get(url);',
  "const response = await axios.get(url, { responseType: 'arraybuffer' });",
  "const response = await axios.get(url, { responseType: 'text' });",
  'const before = count.n\n  const response = (await axios.get(url))⟦ as any⟧;',
  'const [response] = await Promise.all([axios.get(url)]);',
  'const respon\\u0073e = await axios.get(url);',
);

const USE = text(
  'log(·response·.·data·);',
  'log(response.status, response.statusText);',
  "log(response.headers && response.headers['x-id']);",
  'const { data } = response;\n  log(data);',
  'const items = response.data⟦!⟧ && response.data.items;\n  log(items);',
  '{\n    const data = 1;\n    log(data, response.data);\n  }',
  'log({ data: response.data, status: response.status });',
  'log(⟨response⟩.data, response?.status);',
  'later(() => log(response.data));',
  'response.data = [response.data];',
  'response.status++;',
  'log(typeof response, typeof data);',
  'delete response.data;',
  "log('data' in response, Object.keys(response).length);",
  'log(response.data === response.data, response.request === undefined);',
  'for (const key in response.data) log(key);',
  "if (response.status !== 200) throw new Error('status ' + response.status);",
  'log(`${response.status}`.length);',
  "log(eval('typeof response'));",
  'log((function () {\n    return typeof response;\n  })());',
);

const STORED = text(
  'kept$.push(response.data);',
  'kept$.push(response);',
  'kept$.push(String(response.data).slice(0, 20));',
  'last$ = response;',
  'last$ = response.data;',
  'last$ = response.data && response.data.text && response.data.text.slice(1, 15);',
  'setInterval(() => log(response.data && response.data.id), 1000);',
);

const lines = (parts: readonly string[]) => parts.join('\n  ');

const responses = fc.oneof(
  part(
    fc
      .tuple(
        BINDING,
        fc.uniqueArray(USE, { minLength: 1, maxLength: 4 }),
        PAUSE,
        fc.nat(3),
        CONTINUES,
        fc.boolean(),
      )
      .map(([binding, uses, pause, at, continues, joins]) => ({
        body: `await (async () => {\n    ${lines([binding, ...(joins ? [continues] : []), ...uses.slice(0, at), pause, ...uses.slice(at)]).replaceAll('\n', '\n  ')}\n  })();`,
      })),
  ),
  part(
    fc.tuple(BINDING, STORED, fc.boolean()).map(([binding, stored, isLogged]) => ({
      module: 'const kept$⟦: any[]⟧ = [];\nlet last$⟦: any⟧;',
      body: `await (async () => {\n    ${lines([binding, stored]).replaceAll('\n', '\n  ')}\n  })();\n  ${isLogged ? 'log(kept$.length, typeof last$);' : 'log(kept$, last$);'}`,
    })),
  ),
  inBody(
    fc
      .tuple(
        text(
          '',
          "'use strict';\n      ",
          'log(arguments.length);\n      ',
          'response = { ...response };\n      ',
        ),
        text(
          'function (response⟦: any⟧)',
          '(response⟦: any⟧) =>',
          'async function (response⟦: any⟧)',
          'async (response⟦: any⟧) =>',
          'function named(response⟦: any⟧)',
        ),
        text(
          'setInterval(() => log(response.data.id), 1000);',
          'return sleep(5).then(() => log(response.data));',
          'kept.push(response.data.id);',
        ),
      )
      .filter(([first, fn]) => !(first.startsWith('log(arguments') && fn.includes('=>')))
      .map(
        ([first, fn, rest]) =>
          `const kept⟦: any[]⟧ = [];\n    await axios.get(url).then(${fn} {\n      ${first}${rest}\n    }).catch((error) => log(error.message));\n    log(kept);`,
      ),
  ),
  part(
    fc.constant({
      body: "var out = 'none';\n  const response = await axios.get(url);\n  with ({ data: 'of the object' }) {\n    out = response.data;\n  }\n  await sleep(5);\n  log(out, response.data.ids);",
      isSloppy: true,
    }),
  ),
);

/** What a handler does with a Map that grows by request. */
const MAP_USE = text(
  'seen$.set(·id·, ·url·);',
  'seen$.set(id, { n: 1 });',
  "seen$.set(id, id === 'b' ? undefined : 1);",
  'seen$.set(id, req.nothing);',
  'seen$.set(id, parse(id));',
  'seen$.set(id, 1).set(url, 2);',
  'log(seen$.get(id), seen$.has(id), seen$.size);',
  'log(seen$.get(id));',
  'for (const [key, value] of seen$) log(key, value);',
  'for (const key of seen$.keys()) log(key, seen$.get(key));',
  'for (const key of seen$.keys()) {\n    const value = seen$.get(key);\n    if (value === url) log(key);\n  }',
  'for (const key of seen$.keys()) look$(key);',
  'for (const key of seen$.keys()) seen$.delete(key);',
  'for (const [key, value] of seen$) seen$.set(key, value);',
  'seen$.forEach((value, key) => log(key, value));',
  'seen$.forEach((value, key) => look$(key));',
  'let total = 0;\n  seen$.forEach(() => total++);\n  log(total);',
  'log(seen$.delete(id));',
  'log([...seen$.keys()], Array.from(seen$.values()));',
  'if (!seen$.has(id)) seen$.set(id, [url]);',
  'if (!seen$.has(id)) seen$.set(id, seen$.size);\n  log(seen$.get(id));',
  'seen$.set(id, (seen$.get(id) ?? 0) + 1);\n  log(seen$.get(id));',
  'const hit = seen$.get(id);\n  if (hit) return log(hit);\n  seen$.set(id, `${url}!`);',
  "if (seen$.size >= 3) log('many');",
  'log(seen$.entries().next().value);',
  'log(seen$ instanceof Map, typeof seen$);',
  'log(JSON.stringify([...seen$]));',
);

const SET_USE = text(
  'known$.add(·id·);',
  'known$.add(id, url);',
  'log(known$.add(id).size);',
  'log(known$.add(id).has(url));',
  'known$.add(id).add(url);',
  "if (known$.has(id)) return log('again');\n  known$.add(id);",
  'log(known$.has(id) || known$.add(id) === known$);',
  'for (const each of known$) log(each);',
  'for (const each of known$) if (known$.has(each)) log(each);',
  'log([...known$]);',
  'log(known$.delete(id));',
  'known$.forEach((each) => log(each));',
  '[id, url].forEach(known$.add, known$);',
  'log(known$.size, known$.has(undefined));',
  'known$.add(req.nothing);',
);

const collections = fc.oneof(
  part(
    fc
      .record({
        kind: text('const', 'const', 'let', 'var'),
        uses: fc.uniqueArray(MAP_USE, { minLength: 1, maxLength: 3 }),
        add: text(
          'seen$.set(id, url);',
          'seen$.set(url, { id });',
          'seen$.set(id, Date.now() > 0);',
        ),
        alias: fc.nat(4),
      })
      .map(({ kind, uses, add, alias }) => ({
        module: `${kind} seen$⟦: any⟧ = ·new Map·(·);\nfunction look$(key) {\n  log(${alias === 0 ? 'seen$.get(key)' : 'seen$.has(key)'});\n}`,
        body: `(() => {\n    ${lines([add, ...uses]).replaceAll('\n', '\n  ')}\n  })();`,
      })),
  ),
  part(
    fc
      .record({
        kind: text('const', 'let', 'var'),
        uses: fc.uniqueArray(SET_USE, { minLength: 1, maxLength: 3 }),
      })
      .map(({ kind, uses }) => ({
        module: `${kind} known$⟦: any⟧ = new Set();`,
        body: `(() => {\n    ${lines(uses).replaceAll('\n', '\n  ')}\n  })();`,
      })),
  ),
  // Guards and uses above the binding.
  part(
    fc.constant({
      module:
        'warm$();\nvar table$ = new Map();\nfunction warm$() {\n  log(typeof table$, table$ && table$.size);\n}',
      body: 'table$.set(id, url);\n  warm$();',
    }),
  ),
  part(
    fc.constant({
      module: "if (typeof late$ === 'undefined') log('not yet');\nvar late$ = new Map();",
      body: 'late$.set(id, url);\n  log(late$.get(url));',
    }),
  ),
  part(
    fc.constant({
      module: 'var again$ = again$ || new Map();',
      body: 'again$.set(id, url);\n  log(again$.size);',
    }),
  ),
  part(
    fc.constant({
      module:
        'class Registry$ {\n  static entries = new Map();\n  static put(id⟦: any⟧, url⟦: any⟧) {\n    Registry$.entries.set(id, url);\n  }\n}',
      body: 'Registry$.put(id, url);\n  log(Registry$.entries.get(id));',
    }),
  ),
  part(
    fc.constant({
      module: 'const tables$ = { jobs: new Map(), ids: new Set() };',
      body: 'tables$.jobs.set(id, url);\n  tables$.ids.add(url);\n  log(tables$.jobs.get(id), tables$.ids.has(id));',
    }),
  ),
  part(
    fc.constant({
      module: 'let swapped$ = new Map();',
      body: "swapped$.set(id, url);\n  if (id === 'b') swapped$ = new Map();\n  log(swapped$.get('a'));",
    }),
  ),
);

/** Some lines that hold nothing for us, where something may be inserted beside them. */
const others = fc.oneof(
  inBody(CONTINUES),
  part(
    fc
      .tuple(
        text(
          "const note$ = 'note'",
          'var note$ = `note`',
          'let note$ = log',
          'const note$ = () => {}',
          "const note$ = ['x']",
        ),
        text(
          ';[1].forEach((n) => log(n))',
          ";(() => log('module'))()",
          ';`x`.trim()',
          ";/x/u.test('x')",
        ),
      )
      .map(([first, second]) => ({ module: `${first};\n${second};` })),
  ),
);

export const parts: fc.Arbitrary<readonly Part[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: requests },
    { weight: 4, arbitrary: agents },
    { weight: 4, arbitrary: responses },
    { weight: 4, arbitrary: collections },
    { weight: 2, arbitrary: others },
  ),
  { minLength: 1, maxLength: 3 },
);
