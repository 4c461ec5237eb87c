import { describe, expect, it } from 'vitest';
import { keyOrigin } from '../../../analysis/keys/key-origin.ts';
import { NO_PROJECT } from '../../../analysis/project/no-project.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';
import { expectOrigin } from '../../harness/expectations.ts';
import { inRoute, subjectOf } from '../../harness/hosts.ts';

describe('a part of a literal that grows', () => {
  it.each([
    ['an item, by a loop that assigns', `let id; for (id of [req.params.id]) use(id);`],
    ['a property, assigned by a pattern', `let id; ({ id } = { id: req.params.id }); use(id);`],
    ['an item of a list that is sorted', `for (const id of [req.params.id, 'a'].sort()) use(id);`],
    [
      'an item of a list that is set later',
      `let ids = ['a']; ids = [req.params.id]; for (const id of ids) use(id);`,
    ],
    [
      'an item of a list that is made longer',
      `let ids = ['a']; ids = [...ids, req.params.id]; for (const id of ids) use(id);`,
    ],
    [
      'an item of a list or of what a request has',
      `for (const id of req.body.ids ?? ['a']) use(id);`,
    ],
    [
      'a key of an object that is assigned to',
      `const all = Object.assign({}, { [req.params.id]: 1 }); for (const id of Object.keys(all)) use(id);`,
    ],
    [
      'a key of an object that another is assigned to',
      `const all = { a: 1 }; Object.assign(all, req.body); for (const id of Object.keys(all)) use(id);`,
    ],
    [
      'a key of a Map that is filled',
      `const all = new Map(); all.set(req.params.id, 1); for (const [id] of all) use(id);`,
    ],
    [
      'a value of a Map that is filled',
      `const all = new Map(); all.set('a', req.params.id); for (const id of all.values()) use(id);`,
    ],
    [
      'an item of one of two lists',
      `for (const [id] of [req.ok ? [req.params.id] : ['a']]) use(id);`,
    ],
    ['a property behind another', `use({ a: { b: req.params.id } }.a.b);`],
    ['a property that a spread may give', `use({ a: 1, ...req.body }.a);`],
    ['what stands at a place that a spread moves', `use([...req.body.ids, 'a'][0]);`],
  ])('%s', (_, code) => {
    expectOrigin(inRoute(code), 'grows');
  });
});

describe('a part of a literal that is finite', () => {
  it.each([
    ['the property that is written last', `use({ ...req.body, a: 1 }.a);`],
    ['a property that is not there', `use({ a: req.body }.b);`],
    ['a place that is not there', `use([req.body][3]);`],
    ['a hole', `const [, a] = [req.body, ]; use(a);`],
    ['a position', `for (const [at] of [req.body, req.query].entries()) use(at);`],
    ['a position, by a loop', `for (const at in [req.body, req.query]) use(at);`],
    [
      'a key of a Map that is filled under a text',
      `const all = new Map(); all.set('a', req.body); for (const [key] of all) use(key);`,
    ],
    [
      'a key of an object whose keys are written out',
      `const all = {}; all.a = req.body; for (const key of Object.keys(all)) use(key);`,
    ],
    [
      'a list that adds to itself',
      `var list = ['a']; list = list.filter(isOpen); for (const key of list) use(key);`,
    ],
  ])('%s', (_, code) => {
    expectOrigin(inRoute(code), 'finite');
  });

  it('a list that nothing else gives an item than itself', () => {
    expectOrigin(
      inRoute('var list = list.filter(isOpen); for (const key of list) use(key);'),
      'unknown',
    );
  });
});

/** How many expressions are judged. */
function judged(code: string): number {
  const source = parseSource(code, '/input.js');
  let count = 0;
  keyOrigin(source, subjectOf(source), NO_PROJECT, {
    isListed: () => (count++, false),
  });
  return count;
}

const chain = (n: number, link: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => `${link(i)}\n`).join('');

it.each([
  [
    'lists that hold one another twice',
    (n: number) =>
      inRoute(
        `const a0 = [req.params.id]; ${chain(n, (i) => `const a${i + 1} = [...a${i}, ...a${i}];`)} for (const id of a${n}) use(id);`,
      ),
  ],
  [
    'objects that hold one another twice',
    (n: number) =>
      inRoute(
        `const a0 = { [req.params.id]: 1 }; ${chain(n, (i) => `const a${i + 1} = { ...a${i}, ...a${i} };`)} for (const id of Object.keys(a${n})) use(id);`,
      ),
  ],
  [
    'lists that are joined twice',
    (n: number) =>
      inRoute(
        `const a0 = [req.params.id]; ${chain(n, (i) => `const a${i + 1} = a${i}.concat(a${i});`)} for (const id of a${n}) use(id);`,
      ),
  ],
  [
    'a long list',
    (n: number) =>
      inRoute(`for (const id of [${chain(n, () => 'req.query.lang,')} req.params.id]) use(id);`),
  ],
  [
    'a long list of objects',
    (n: number) =>
      inRoute(
        `for (const { id } of [${chain(n, (i) => `{ id: 'a${i}', lang: req.query.lang },`)}]) use(id);`,
      ),
  ],
  [
    'an object with another in each branch',
    (n: number) =>
      inRoute(`use(${'{ a: req.ok ? '.repeat(n)}req.params.id${' : 1 }.a'.repeat(n)});`),
  ],
])('goes through %s once', (_, code) => {
  const [few, more] = [judged(code(10)), judged(code(20))];
  expect(few).toBeGreaterThan(0);
  expect(more).toBeLessThan(3 * few);
});
