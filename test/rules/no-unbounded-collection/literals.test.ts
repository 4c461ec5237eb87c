import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

/** What the lists and tables that keys are from do themselves is not the question. */
const strict = { unverifiable: true, collections: ['map', 'set'] } as const;

/** A handler that runs for each request and adds to a Map of the module, which the codemod leaves alone. */
const inHandler = (body: string) =>
  `const cache = new Map([['a', 1]]);\napp.post('/x', (req, res) => {\n  ${body.replaceAll('\n', '\n  ')}\n});\n`;

const OWN_ENTRIES = 'it starts with entries of its own';

function grows(name: string, body: string): InvalidCase {
  const code = inHandler(body);
  return { name, code, findings: [{ messageId: 'unbounded', line: 1, refused: OWN_ENTRIES }] };
}

function open(name: string, body: string, before = ''): InvalidCase {
  const code = `${inHandler(body)}${before}`;
  return {
    name,
    code,
    options: strict,
    findings: [{ messageId: 'undecided', line: 1, refused: OWN_ENTRIES }],
  };
}

/** Silent, in `strict` too. */
function finite(name: string, body: string, before = ''): ValidCase {
  return { name, code: `${inHandler(body)}${before}`, options: strict };
}

const ID = 'req.params.id';

const growing: InvalidCase[] = [
  grows(
    'a loop over a list of what the request has',
    `for (const id of [${ID}, req.body.other]) cache.set(id, 1);`,
  ),
  grows(
    'one item of the list is of the request',
    `for (const id of ['all', ${ID}]) cache.set(id, 1);`,
  ),
  grows(
    'a list taken apart',
    dedent(`
      const [id] = [req.params.id];
      cache.set(id, 1);`),
  ),
  grows(
    'an object taken apart',
    dedent(`
      const { id } = { id: req.params.id };
      cache.set(id, 1);`),
  ),
  grows(
    'an object taken apart, by another name',
    dedent(`
      const { id: key } = { id: req.params.id, other: 'a' };
      cache.set(key, 1);`),
  ),
  grows(
    'a list in an object',
    dedent(`
      const { ids: [, second] } = { ids: ['a', req.params.id] };
      cache.set(second, 1);`),
  ),
  grows(
    'a default of a pattern',
    dedent(`
      const { id = req.params.id } = {};
      cache.set(id, 1);`),
  ),
  grows(
    'forEach of a list',
    dedent(`
      const a = req.params.id;
      const b = req.body.other;
      [a, b].forEach((id) => cache.set(id, 1));`),
  ),
  grows(
    'forEach of a list of objects',
    `[{ id: ${ID} }, { id: 'a' }].forEach(({ id }) => cache.set(id, 1));`,
  ),
  grows(
    'a loop over entries',
    `for (const [key, value] of [['a', 1], [${ID}, 2]]) cache.set(key, value);`,
  ),
  grows('map of a list', `[${ID}].map((id) => cache.set(id, 1));`),
  grows(
    'what map makes of a constant list',
    `for (const key of ['a', 'b'].map((name) => name + ${ID})) cache.set(key, 1);`,
  ),
  grows('values of an object', `for (const id of Object.values({ a: ${ID} })) cache.set(id, 1);`),
  grows(
    'values in entries of an object',
    `for (const [, id] of Object.entries({ a: ${ID} })) cache.set(id, 1);`,
  ),
  grows(
    'forEach of entries',
    `Object.entries({ a: ${ID} }).forEach(([, id]) => cache.set(id, 1));`,
  ),
  grows(
    'keys of an object that are worked out',
    `for (const key of Object.keys({ [${ID}]: 1 })) cache.set(key, 1);`,
  ),
  grows(
    'for…in over an object with a key that is worked out',
    `for (const key in { [${ID}]: 1 }) cache.set(key, 1);`,
  ),
  grows(
    'keys of an object made of entries',
    `for (const key of Object.keys(Object.fromEntries([[${ID}, 1]]))) cache.set(key, 1);`,
  ),
  grows(
    'values of an object made of entries',
    `for (const id of Object.values(Object.fromEntries([['a', ${ID}]]))) cache.set(id, 1);`,
  ),
  grows(
    'keys of an object with another spread into it',
    `for (const key of Object.keys({ a: 1, ...req.body })) cache.set(key, 1);`,
  ),
  grows('a Set of a list', `for (const id of new Set([${ID}])) cache.set(id, 1);`),
  grows('a Map of a list', `for (const [id] of new Map([[${ID}, 1]])) cache.set(id, 1);`),
  grows('the keys of a Map', `for (const id of new Map([[${ID}, 1]]).keys()) cache.set(id, 1);`),
  grows(
    'the values of a Map',
    `for (const id of new Map([['a', ${ID}]]).values()) cache.set(id, 1);`,
  ),
  grows(
    'a list spread into another',
    `for (const id of ['all', ...req.body.ids]) cache.set(id, 1);`,
  ),
  grows(
    'a list that is joined with another',
    `for (const id of [].concat(req.body.ids)) cache.set(id, 1);`,
  ),
  grows(
    'a constant that is joined with another',
    `for (const id of ['a'].concat(req.body.ids)) cache.set(id, 1);`,
  ),
  grows('Array.of', `for (const id of Array.of(${ID})) cache.set(id, 1);`),
  grows('Array.from', `for (const id of Array.from([${ID}])) cache.set(id, 1);`),
  grows('a frozen list', `for (const id of Object.freeze([${ID}])) cache.set(id, 1);`),
  grows(
    'a filtered list',
    `for (const id of [${ID}, req.body.id].filter(Boolean)) cache.set(id, 1);`,
  ),
  grows('a list in a list', `for (const [id] of [[${ID}]]) cache.set(id, 1);`),
  grows('a conditional item', `for (const id of [req.ok ? 'a' : ${ID}]) cache.set(id, 1);`),
  grows('one of two lists', `for (const id of req.ok ? ['a'] : [${ID}]) cache.set(id, 1);`),
  grows('a property of a literal', `cache.set({ a: ${ID} }.a, 1);`),
  grows('an item of a literal', `cache.set(['a', ${ID}][1], 1);`),
  grows('an item of a literal, any', `cache.set(['a', ${ID}][req.body.position], 1);`),
  grows('a member of an item', `for (const entry of [{ id: ${ID} }]) cache.set(entry.id, 1);`),
  grows(
    'a member of an item of forEach',
    `[{ id: ${ID} }].forEach((entry) => cache.set(entry.id, 1));`,
  ),
  grows(
    'a list with a name',
    dedent(`
      const ids = [req.params.id, 'a'];
      for (const id of ids) cache.set(id, 1);`),
  ),
  grows(
    'a list that is filled where it is made',
    dedent(`
      const ids = ['a'];
      ids.push(req.params.id);
      for (const id of ids) cache.set(id, 1);`),
  ),
  grows(
    'a list that is made empty and filled',
    dedent(`
      const ids = [];
      ids.push(req.params.id);
      for (const id of ids) cache.set(id, 1);`),
  ),
  grows(
    'an object that is made empty and filled',
    dedent(`
      const byId = {};
      byId[req.params.id] = 1;
      for (const id of Object.keys(byId)) cache.set(id, 1);`),
  ),
  grows(
    'a Set that is made empty and filled',
    dedent(`
      const ids = new Set();
      ids.add(req.params.id);
      for (const id of ids) cache.set(id, 1);`),
  ),
  grows(
    'a list that another function fills',
    dedent(`
      const ids = [];
      collect(ids, req.params.id);
      for (const id of ids) cache.set(id, 1);
      function collect(list, id) {
        list.push(id);
      }`),
  ),
  grows(
    'a test with a list of what the request has',
    `if ([req.user.id].includes(${ID})) cache.set(${ID}, 1);`,
  ),
  grows(
    'a test with a Set of what the request has',
    `if (new Set([req.user.id]).has(${ID})) cache.set(${ID}, 1);`,
  ),
  grows(
    'a switch over what the request has',
    dedent(`
      switch (req.params.id) {
        case req.body.id:
          cache.set(req.params.id, 1);
      }`),
  ),
  grows(
    'a test with keys that are worked out',
    `if (${ID} in { [req.body.id]: 1 }) cache.set(${ID}, 1);`,
  ),
];

const undecided: InvalidCase[] = [
  open('an item that a function gives', `for (const key of [load()]) cache.set(key, 1);`),
  open(
    'a list that nobody is seen to fill',
    dedent(`
      const keys = [];
      load(keys);
      for (const key of keys) cache.set(key, 1);`),
  ),
  open(
    'a list of the module that a function fills by splice',
    'for (const key of KEYS) cache.set(key, 1);',
    dedent(`
      const KEYS = ['a'];
      exports.add = (key) => KEYS.splice(0, 0, key);
    `),
  ),
  open(
    'a table of the module that a function fills',
    'for (const key of Object.keys(TABLE)) cache.set(key, 1);',
    dedent(`
      const TABLE = { a: 1 };
      exports.add = (key) => {
        TABLE[key] = 1;
      };
    `),
  ),
];

const silent: ValidCase[] = [
  finite('texts', `for (const key of ['a', 'b']) cache.set(key, 1);`),
  finite(
    'texts and other constants',
    `for (const key of [KEY, State.On, \`\${KEY}:1\`, req.ok ? 'x' : 'y', ...MORE]) cache.set(key, 1);`,
    dedent(`
      const KEY = 'a';
      const MORE = ['m'];
      const State = require('./state');
    `),
  ),
  finite(
    'constants of a function',
    dedent(`
      const key = 'a';
      for (const name of [key, 'b']) cache.set(name, 1);`),
  ),
  finite(
    'what is worked out once',
    `for (const key of [REGION, 'b']) cache.set(key, 1);`,
    `const REGION = readRegion();\n`,
  ),
  finite(
    'keys of a literal, whatever its values',
    `for (const key of Object.keys({ a: ${ID}, b: req.body })) cache.set(key, 1);`,
  ),
  finite(
    'for…in over a literal, whatever its values',
    `for (const key in { a: ${ID} }) cache.set(key, 1);`,
  ),
  finite(
    'keys in entries, whatever the values',
    `for (const [key, value] of Object.entries({ a: ${ID} })) cache.set(key, value);`,
  ),
  finite(
    'keys of a list of entries',
    `for (const [key, value] of [['a', ${ID}], ['b', req.body]]) cache.set(key, value);`,
  ),
  finite(
    'names of a list of objects',
    `for (const { name, value } of [{ name: 'a', value: ${ID} }]) cache.set(name, value);`,
  ),
  finite(
    'a member of a list of objects',
    `[{ name: 'a', value: ${ID} }].forEach((entry) => cache.set(entry.name, entry.value));`,
  ),
  finite('another property of a literal', `cache.set({ a: 1, b: ${ID} }.a, 1);`),
  finite('another item of a literal', `cache.set([1, ${ID}][0], 1);`),
  finite(
    'another item of a pattern',
    dedent(`
      const [kind, id] = ['a', req.params.id];
      cache.set(kind, id);`),
  ),
  finite(
    'a table of handlers',
    `for (const [name, fn] of Object.entries(HANDLERS)) cache.set(name, fn(req));`,
    `const HANDLERS = { a: () => 1, b: (req) => req.body };\n`,
  ),
  finite('a test with a list of texts', `if (['a', 'b'].includes(${ID})) cache.set(${ID}, 1);`),
  finite('a test with a Set of texts', `if (new Set(['a', 'b']).has(${ID})) cache.set(${ID}, 1);`),
  finite(
    'a test with a Set of the module',
    `if (KEYS.has(${ID})) cache.set(${ID}, 1);`,
    `const KEYS = new Set();\nfor (const key of ['a', 'b']) KEYS.add(key);\n`.replace(
      'new Set()',
      `new Set(['c'])`,
    ),
  ),
  finite('a test with the keys of a literal', `if (${ID} in { a: req.body }) cache.set(${ID}, 1);`),
  finite(
    'a test with a constant by name',
    `if (${ID} === ADMIN) cache.set(${ID}, 1);`,
    `const ADMIN = 'admin';\n`,
  ),
  finite(
    'a table whose entries get other values',
    `for (const key of Object.keys(COUNTS)) cache.set(key, 1);`,
    dedent(`
      const COUNTS = { a: 0 };
      exports.hit = (key) => {
        COUNTS.a = 1;
        if (key in COUNTS) COUNTS[key] = 2;
      };
    `),
  ),
  finite(
    'what a function makes of a constant list',
    `for (const key of ['a', 'b'].map((name) => \`x:\${name}\`)) cache.set(key, 1);`,
  ),
  finite(
    'a list of constants with a name',
    dedent(`
      const keys = ['a', 'b'];
      keys.push('c');
      for (const key of keys) cache.set(key, 1);`),
  ),
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: silent,
  invalid: [...growing, ...undecided],
});
