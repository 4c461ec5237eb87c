import { expect, it } from 'vitest';
import { importedNamesIn } from '../../../analysis/modules/imported-names.ts';
import { loadedModules } from '../../../analysis/modules/import-reach.ts';
import { parseSource } from '../../../analysis/source/parse-source.ts';

/** What a file calls a function of the module `./store`, `add`, where it calls it. */
function calledNames(code: string): string[] {
  const source = parseSource(code, '/app/input.ts');
  return importedNamesIn(source, './store')
    .filter(({ path }) => path.join('.') === 'add')
    .flatMap(({ ranges }) => ranges.map(({ range }) => source.text.slice(...range)))
    .filter((name) => source.text.includes(`${name}(1)`));
}

it.each([
  [`its name`, `import { add } from './store'; add(1);`, 'add'],
  [`a property of the module`, `import * as store from './store'; store.add(1);`, 'store.add'],
  [`a module that is required`, `const store = require('./store'); store.add(1);`, 'store.add'],
  [`the call of require`, `require('./store').add(1);`, `require('./store').add`],
  [
    `a module that is awaited`,
    `const f = async () => (await import('./store')).add(1);`,
    `(await import('./store')).add`,
  ],
  [`import equals`, `import store = require('./store'); store.add(1);`, 'store.add'],
  [`another name`, `import { add } from './store'; const put = add; put(1);`, 'put'],
  [`a pattern`, `const { add: put } = require('./store'); put(1);`, 'put'],
  [
    `a name that is assigned`,
    `import { add } from './store'; let put; function f() { put = add; } put(1);`,
    'put',
  ],
  [
    `a property that is assigned`,
    `import { add } from './store'; const o = make(); o.put = add; const put = o.put; put(1);`,
    'put',
  ],
  [
    `what a function returns`,
    `import { add } from './store'; function give() { return add; } const put = give(); put(1);`,
    'put',
  ],
  [
    `the default of a parameter`,
    `import { add } from './store'; function f(given = add) { const put = given; put(1); }`,
    'put',
  ],
  [
    `a field of a class`,
    `import { add } from './store'; class A { put = add; f() { this.put(1); } }`,
    'this.put',
  ],
  [
    `a field that is set in the constructor`,
    `import { add } from './store'; class A { constructor() { this.put = add; } f() { const put = this.put; put(1); } }`,
    'put',
  ],
  [
    `a property of an object, by its this`,
    `import { add } from './store'; const o = { put: add, f() { const put = this.put; put(1); } };`,
    'put',
  ],
  [
    `a parameter property`,
    `import { add } from './store'; class A { constructor(private put = add) {} f() { this.put(1); } }`,
    'this.put',
  ],
])('a file calls what another exports by %s', (_, code, name) => {
  expect(calledNames(code)).toContain(name);
});

it('a class has what it inherits', () => {
  const source = parseSource(
    `import { Base } from './store'; class Sub extends Base { f() { this.add(1); } }`,
    '/app/input.ts',
  );
  expect(importedNamesIn(source, './store').map(({ path }) => path.join(' '))).toContain(
    'Base new() add',
  );
});

it('names are told by module, and each module that is loaded is told', () => {
  const source = parseSource(
    `import { add } from './store'; import './setup'; const log = require('./log'); add(log.level);`,
    '/app/input.ts',
  );
  expect(loadedModules(source)).toEqual(['./store', './setup', './log']);
  expect(importedNamesIn(source, './log').map(({ path }) => path)).toEqual([[], ['level']]);
});
