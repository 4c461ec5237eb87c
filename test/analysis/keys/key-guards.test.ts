import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { describe, expect, it } from 'vitest';
import { listedAt } from '../../../analysis/keys/key-guards.ts';
import { isPresent } from '../../../analysis/keys/present-keys.ts';
import { keyOrigin } from '../../../analysis/keys/key-origin.ts';
import { NO_PROJECT } from '../../../analysis/project/no-project.ts';
import { forEachHost, subjectOf } from '../../harness/hosts.ts';

const CONSTANTS = `const ALLOWED = ['a', 'b'];\nconst TABLE = { a: 1, b: 2 };\nconst MODELS = [{ id: 'a' }];\nconst KNOWN = /^(?:a|b)$/;\nlet later = [];\n`;

/** Whether the module lists what `use(key)` is given, the same in every host. */
function expectListed(body: string, expected: boolean): void {
  forEachHost(`${CONSTANTS}exports.f = async (id, other) => { ${body} };`, (source, host) => {
    const key = subjectOf(source);
    expect(listedAt(source, key.parent, NO_PROJECT)(key), host).toBe(expected);
  });
}

/** The same in a handler of a function that makes a Set before. */
function expectListedIn(setUp: string, body: string, expected: boolean): void {
  const code = `exports.start = (app, config) => { ${setUp}\napp.get('/x', (req) => { ${body} }); };`;
  forEachHost(code, (source, host) => {
    const key = subjectOf(source);
    expect(listedAt(source, key.parent, NO_PROJECT)(key), host).toBe(expected);
  });
}

/** Whether the entry of `seen` that `use(key)` is given is there already. */
function expectPresent(code: string, expected: boolean): void {
  forEachHost(code, (source, host) => {
    const key = subjectOf(source);
    const isSeen = (node: { type: string }) =>
      node.type === AST_NODE_TYPES.Identifier && 'name' in node && node.name === 'seen';
    expect(isPresent(source, key.parent, key, isSeen), host).toBe(expected);
  });
}

it.each([
  [
    'options that are looked up',
    'const found = other.options.prefixes[id]; if (!found) return; use(id);',
    true,
  ],
  ['a setting that is there', 'if (!settings[id]) throw new Error(id); use(id);', true],
  [
    'a config that a function finds',
    'const config = getServiceConfig(id); if (!config) throw new Error(id); use(id);',
    true,
  ],
  ['what a function finds', 'const user = getUser(id); if (!user) return; use(id);', false],
  ['one of what is stored', 'const user = users[id]; if (!user) return; use(id);', false],
  [
    'a config that is worked out of two',
    'const config = getConfig(other, id); if (!config) return; use(id);',
    false,
  ],
])('only what is configured: %s', (_, body, expected) => {
  expectListed(body, expected);
});

describe('only what a Set has that a function makes before', () => {
  it.each([
    [
      'of what is configured',
      'const allowed = new Set(config.hosts);',
      'const { host } = req.headers; if (!allowed.has(host)) return; use(host);',
      true,
    ],
    [
      'to which something is added',
      'const allowed = new Set(config.hosts); exports.allow = (host) => allowed.add(host);',
      'const { host } = req.headers; if (!allowed.has(host)) return; use(host);',
      false,
    ],
    [
      'empty at first',
      'const allowed = new Set(); fill(allowed);',
      'const { host } = req.headers; if (!allowed.has(host)) return; use(host);',
      false,
    ],
    [
      'which is another for each request',
      '',
      'const { host } = req.headers; const allowed = new Set(req.hosts); if (!allowed.has(host)) return; use(host);',
      false,
    ],
    [
      'that is replaced',
      'let allowed = new Set(config.hosts); exports.set = (hosts) => { allowed = new Set(hosts); };',
      'const { host } = req.headers; if (!allowed.has(host)) return; use(host);',
      false,
    ],
  ])('%s', (_, setUp, body, expected) => {
    expectListedIn(setUp, body, expected);
  });
});

describe('only what a constant of the module lists', () => {
  it.each([
    ['together with another condition', 'if (other && ALLOWED.includes(id)) use(id);'],
    [
      'or it leaves before, for one of two reasons',
      'if (!other || !ALLOWED.includes(id)) return; use(id);',
    ],
    ['not neither', 'if (!(other || !ALLOWED.includes(id))) use(id);'],
    ['a key of a table', 'if (id in TABLE) use(id);'],
    ['no key of a table leaves', 'if (!(id in TABLE)) return; use(id);'],
    ['a value of a table', 'if (TABLE[id]) use(id);'],
    ['a value of a table that is there', 'if (TABLE[id] !== undefined) use(id);'],
    ['a value of a table that is not null', 'if (TABLE[id] != null) use(id);'],
    [
      'a value of a table that is not there leaves',
      'if (TABLE[id] === undefined) throw new Error(id); use(id);',
    ],
    [
      'a name for a value that is there',
      'const found = TABLE[id]; if (found === undefined) return; use(id);',
    ],
    ['a name for the answer', 'const isKnown = ALLOWED.includes(id); if (isKnown) use(id);'],
    ['by a pattern', 'if (/^[ab]$/.test(id)) use(id);'],
    ['on the right of &&', 'ALLOWED.includes(id) && use(id);'],
    ['on the right of ||', '!TABLE[id] || use(id);'],
    ['where it stands in a list', 'if (ALLOWED.indexOf(id) >= 0) use(id);'],
    ['where it stands in a list is not nowhere', 'if (ALLOWED.indexOf(id) !== -1) use(id);'],
    ['where it stands in a list is behind nowhere', 'if (ALLOWED.indexOf(id) > -1) use(id);'],
    ['where it stands in a list, in bits', 'if (~ALLOWED.indexOf(id)) use(id);'],
    [
      'it leaves if it stands nowhere in a list',
      'if (ALLOWED.indexOf(id) === -1) return; use(id);',
    ],
    ['it leaves if it stands before a list', 'if (ALLOWED.indexOf(id) < 0) return; use(id);'],
    [
      'a name for where it stands',
      'const at = ALLOWED.indexOf(id); if (at === -1) return; use(id);',
    ],
    ['an own key of a table', 'if (Object.hasOwn(TABLE, id)) use(id);'],
    ['an own key of a table, by its method', 'if (TABLE.hasOwnProperty(id)) use(id);'],
    [
      'an own key of a table, by the method of all',
      'if (!Object.prototype.hasOwnProperty.call(TABLE, id)) return; use(id);',
    ],
    ['a list, by a function of a library', 'if (lodash.includes(ALLOWED, id)) use(id);'],
    ['an item of a list has it', 'if (MODELS.some((model) => model.id === id)) use(id);'],
    [
      'an item of a list has it, and it leaves if there is none',
      'const model = MODELS.find((each) => { return id === each.id && each.on; }); if (!model) return; use(id);',
    ],
    [
      'where an item of a list has it',
      'if (MODELS.findIndex(({ id: own }) => own === id) < 0) return; use(id);',
    ],
    ['by a pattern that has a name', 'if (!KNOWN.test(id)) return; use(id);'],
    ['one text', `if (id !== 'a') return; use(id);`],
    ['one text or another', `if (id === 'a' || 'b' === id || ALLOWED.includes(id)) use(id);`],
    [
      'it says so and leaves',
      'if (!ALLOWED.includes(id)) { log(id); count(id); return; } use(id);',
    ],
    [
      'it says so and throws',
      'if (!ALLOWED.includes(id)) { log(id); throw new Error(id); } use(id);',
    ],
    [
      'it goes on with the next',
      'for (;;) { if (!ALLOWED.includes(id)) { log(id); continue; } use(id); }',
    ],
    ['a case of a text', `switch (id) { case 'a': f(); break; case 'b': use(id); }`],
    ['two cases of texts', `switch (id) { case 'a': f(); case 'b': { if (other) use(id); } }`],
    ['a case of a member', 'switch (id) { case TABLE.a: use(id); }'],
    ['it leaves if it is neither text', `if (id !== 'a' && id !== 'b') return; use(id);`],
    ['one value of a table', 'if (id === TABLE.a) use(id);'],
    ['in another form', 'if (ALLOWED.includes(String(id).trim().toLowerCase())) use(id);'],
    ['a part of what is passed', 'if (ALLOWED.includes(other.query.lang)) use(other.query?.lang);'],
    ['a part of one of a list', 'if (ALLOWED.includes(other)) use(other.id);'],
    ['what has another name', 'const key = other.id; if (ALLOWED.includes(key)) use(other.id);'],
    ['made of it', 'if (TABLE[`${id}:` + other || other]) use(id);'],
    ['one branch of a choice', 'return TABLE[id] ? use(id) : undefined;'],
  ])('%s', (_, body) => {
    expectListed(body, true);
  });

  it.each([
    ['one of two conditions', 'if (other || ALLOWED.includes(id)) use(id);'],
    ['it leaves for both reasons at once', 'if (!other && !ALLOWED.includes(id)) return; use(id);'],
    ['it is added as it is tested', 'if (use(id) && other) ALLOWED.includes(id);'],
    ['it is added before it is tested', 'use(id); if (!ALLOWED.includes(id)) return;'],
    ['what is not listed', 'if (!ALLOWED.includes(id)) use(id);'],
    ['what a function says', 'if (isKnown(id)) use(id);'],
    ['another method', 'if (ALLOWED.push(id)) use(id);'],
    ['a method with a computed name', 'if (ALLOWED[other](id)) use(id);'],
    ['another name is listed', 'if (ALLOWED.includes(other)) use(id);'],
    ['another part of what is passed', 'if (ALLOWED.includes(other.lang)) use(other.id);'],
    ['the whole of which a part is listed', 'if (ALLOWED.includes(other.lang)) use(other);'],
    ['a piece is listed', `if (ALLOWED.includes(id.split('-')[0])) use(id);`],
    [
      'a piece is listed by a name',
      `const lang = id.slice(0, 2); if (ALLOWED.includes(lang)) use(id);`,
    ],
    ['how long it is is listed', 'if (ALLOWED.includes(id.length)) use(id);'],
    ['what it is is listed', 'if (ALLOWED.includes(typeof id)) use(id);'],
    ['what is left of it is listed', 'if (ALLOWED.includes(id % 2)) use(id);'],
    ['a place in a list that may be none', 'if (ALLOWED.indexOf(id)) use(id);'],
    [
      'a name for a place in a list that may be none',
      'const at = ALLOWED.indexOf(id); if (at) use(id);',
    ],
    ['it stands nowhere in a list', 'if (ALLOWED.indexOf(id) < 0) use(id);'],
    ['another stands in a list', 'if (ALLOWED.indexOf(other) >= 0) use(id);'],
    ['a place in a list that is passed', 'if (other.indexOf(id) >= 0) use(id);'],
    ['a place that is passed', 'if (other >= 0) use(id);'],
    ['an own key of what is passed', 'if (Object.hasOwn(other, id)) use(id);'],
    ['another is an own key', 'if (Object.hasOwn(TABLE, other)) use(id);'],
    ['what a method is called for', 'if (check.call(TABLE, id)) use(id);'],
    ['what another method is called for', 'if (TABLE.has.call(TABLE, id)) use(id);'],
    ['no item of a list has it', 'if (!MODELS.some((model) => model.id === id)) use(id);'],
    ['an item of a list differs', 'if (MODELS.some((model) => model.id !== id)) use(id);'],
    [
      'an item of a list is the same as another',
      'if (MODELS.some((model) => model.id === other)) use(id);',
    ],
    [
      'it is compared with what is passed for each item',
      'if (MODELS.some(() => id === other)) use(id);',
    ],
    ['an item of a list says something', 'if (MODELS.some((model) => model.fits(id))) use(id);'],
    ['an item of what is passed has it', 'if (other.some((model) => model.id === id)) use(id);'],
    ['by a pattern of any length', 'if (/^[a-z]+$/.test(id)) use(id);'],
    ['by a pattern that is passed', 'if (other.test(id)) use(id);'],
    ['it says so and goes on', 'if (!ALLOWED.includes(id)) { log(id); } use(id);'],
    ['it does nothing about it', 'if (!ALLOWED.includes(id)) {} use(id);'],
    [
      'a case of a text that another falls through to',
      `switch (id) { case other: f(); case 'a': use(id); }`,
    ],
    [
      'a case of a text that the rest falls through to',
      `switch (id) { default: f(); case 'a': use(id); }`,
    ],
    ['the rest of the cases', `switch (id) { case 'a': break; default: use(id); }`],
    ['a case of another', `switch (other) { case 'a': use(id); }`],
    ['a case of what is passed', `switch (id) { case other.kind: use(id); }`],
    ['one text or something else', `if (id === 'a' || other) use(id);`],
    ['anything but a text', `if (id === 'a') return; use(id);`],
    ['the same as another', 'if (id === other) use(id);'],
    ['a part of it is a text', `if (id.kind === 'a') use(id);`],
    [
      'a name that is its own reason',
      'var same = same || ALLOWED.includes(id); if (same) use(id);',
    ],
    ['less', 'if (-id) use(id);'],
    ['a list that is filled later', 'if (later.includes(id)) use(id);'],
    ['what is no key of a table', 'if (id in TABLE) return; use(id);'],
    ['a key of what is passed', 'if (id in other) use(id);'],
    ['another name is a key of a table', 'if (other in TABLE) use(id);'],
    ['a value of a table that is not there', 'if (TABLE[id] === undefined) use(id);'],
    ['a value that differs from another', 'if (TABLE[id] !== other) use(id);'],
    ['a value that differs from a text', `if (TABLE[id] !== 'x') use(id);`],
    ['how long it is', 'if (id.length > 3) use(id);'],
    ['a fixed value of a table', 'if (TABLE.a) use(id);'],
    ['a value of what is passed', 'if (other[id]) use(id);'],
    ['a value of a table that leaves', 'if (TABLE[id]) return; use(id);'],
    ['what is waited for', 'if (await other) use(id);'],
    ['what is passed', 'if (other) use(id);'],
    ['a name for another name', 'const same = other; if (same) use(id);'],
    ['a name without a value', 'let found; if (found) use(id);'],
    ['a key that is a constant', `if (ALLOWED.includes(id)) use('a');`],
    ['a function in the key is not the key', 'if (ALLOWED.includes(id)) use(pick(() => id));'],
    ['the end of a loop’s turn is no test', 'for (;;) { if (other) use(id); else break; }'],
  ])('not: %s', (_, body) => {
    expectListed(body, false);
  });
});

it('a thousand alternatives are one condition', () => {
  const alternatives = Array.from({ length: 1000 }, (_, index) => `id === ${index}`).join(' || ');
  expectListed(`if (${alternatives}) use(id);`, true);
  expectListed(
    `if (ALLOWED.includes(${Array.from({ length: 1000 }, () => 'id').join(' + ')})) use(id);`,
    true,
  );
});

describe('a key that is made of what a constant lists', () => {
  it.each([
    ['by a name', 'const key = `${id}:1`; if (TABLE[id]) use(key);', 'finite'],
    ['of two that are listed', 'if (TABLE[id] && TABLE[other]) use(id + other);', 'finite'],
    ['in another form', 'if (TABLE[id]) use(id.toUpperCase());', 'finite'],
    ['of another, too', 'if (TABLE[id]) use(`${id}:${other}`);', 'unknown'],
    ['of another that grows', 'if (TABLE[id]) use(`${id}:${Date.now()}`);', 'grows'],
  ])('%s', (_, body, kind) => {
    forEachHost(`${CONSTANTS}exports.f = async (id, other) => { ${body} };`, (source, host) => {
      const key = subjectOf(source);
      expect(
        keyOrigin(source, key, NO_PROJECT, {
          isListed: listedAt(source, key.parent, NO_PROJECT),
        }).kind,
        host,
      ).toBe(kind);
    });
  });
});

describe('an entry that is there already', () => {
  const inFunction = (body: string) =>
    `const seen = new Map();\nexports.f = (id, other) => { ${body} };`;

  it.each([
    ['has', inFunction('if (seen.has(id)) use(id);')],
    ['get', inFunction('if (seen.get(id)) use(id);')],
    ['an element', inFunction('if (seen[id]) use(id);')],
    [
      'a name for the answer',
      inFunction('const isKnown = seen.has(id); if (!isKnown) return; use(id);'),
    ],
    ['a name for an element', inFunction('const found = seen[id]; if (found) use(id);')],
    ['together with another condition', inFunction('if (other && seen.has(id)) use(id);')],
    [
      'a name that another function assigns to',
      `const seen = new Map();\nlet found = seen.get(1);\nfunction g() { found = 2; }\nfunction f() { if (found) use(1); }`,
    ],
  ])('%s', (_, code) => {
    expectPresent(code, true);
  });

  it.each([
    ['it is not there', inFunction('if (!seen.has(id)) use(id);')],
    ['another key', inFunction('if (seen.has(other)) use(id);')],
    ['no key', inFunction('if (seen.has()) use(id);')],
    ['another collection', inFunction('if (other.has(id)) use(id);')],
    ['another method', inFunction('if (seen.delete(id)) use(id);')],
    ['a method with a computed name', inFunction('if (seen[other](id)) use(id);')],
    ['another element', inFunction('if (seen[other]) use(id);')],
    ['an element of another collection', inFunction('if (other[id]) use(id);')],
    ['a property', inFunction('if (seen.id) use(id);')],
    ['what a function says', inFunction('if (isKnown(id)) use(id);')],
    ['what is passed', inFunction('if (other) use(id);')],
    ['a global', inFunction('if (somewhere) use(id);')],
    ['a name without a value', inFunction('let found; if (found) use(id);')],
    [
      'a name that is assigned to again',
      inFunction('let found = seen.get(id); if (!found) found = make(id); if (found) use(id);'),
    ],
    [
      'a name that is assigned to again in a callback around it',
      inFunction(
        'other.map(() => { let found = seen.get(id); { found ??= make(id); if (found) use(id); } });',
      ),
    ],
    [
      'a name of the module that is assigned to again',
      `const seen = new Map();\nlet found = seen.get(1);\nfound ??= make(1);\nif (found) use(1);`,
    ],
  ])('not: %s', (_, code) => {
    expectPresent(code, false);
  });
});
