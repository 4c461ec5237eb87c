/**
 * A collection whose type is written in another place, too, is left alone: what stands there would no longer fit.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const ADD = 'add(req: { params: { id: string } }) { this.cache.set(req.params.id, 1); }';
const LRU = `import { LRUCache } from 'lru-cache';\n`;
const FIELD = 'it is a field that a class or an interface may declare as well';

/** A class whose one instance the module keeps; the first line is the class's. */
const store = (name: string, head: string, field: string, refused?: string): InvalidCase => {
  const code = (text: string) =>
    `${head} {\n  ${text}\n  ${ADD}\n}\nexport const store = new Store();\n`;
  const finding = {
    messageId: 'unbounded',
    line: 2,
    ...(refused === undefined ? {} : { refused }),
  };
  return {
    name,
    filename: 'input.ts',
    code: code(field),
    ...(refused === undefined
      ? {
          output: `${LRU}${code(field.replace('Map<string, number>()', 'LRUCache<string, number>({ max: 1000 })'))}`,
        }
      : {}),
    findings: [finding],
  };
};
const handled = (name: string, code: string, refused: string): InvalidCase => ({
  name,
  filename: 'input.ts',
  code,
  findings: [{ messageId: 'unbounded', line: 1, refused }],
});

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [],
  invalid: [
    store(
      'a field of an interface',
      'class Store implements Cached',
      'readonly cache = new Map<string, number>();',
      FIELD,
    ),
    store(
      'a field that the base class may declare',
      'class Store extends Base',
      'protected readonly cache = new Map<string, number>();',
      FIELD,
    ),
    store(
      'a private field beside an interface',
      'class Store implements Cached',
      'private readonly cache = new Map<string, number>();',
    ),
    store(
      'a field of a class that extends nothing',
      'class Store',
      'protected cache = new Map<string, number>();',
    ),
    store(
      'a type parameter that may hold nothing',
      'class Store<V>',
      'private cache = new Map<string, V>();',
      'its type lets it hold nothing (`V`)',
    ),
    store(
      'a type parameter whose constraint may',
      'class Store<V extends string | null>',
      'private cache = new Map<string, V>();',
      'its type lets it hold nothing (`V`)',
    ),
    handled(
      'the type of the collection',
      dedent(`
        const cache = new Map<string, number>();
        type Cache = typeof cache;
        export const other: Cache = new Map();
        app.post('/:id', (req) => { cache.set(req.params.id, 1); });
      `),
      'line 2 makes a type of it (`typeof cache`)',
    ),
    handled(
      'the type of the object that has it',
      dedent(`
        const state = { cache: new Map<string, number>() };
        export const other: typeof state = { cache: new Map() };
        app.post('/:id', (req) => { state.cache.set(req.params.id, 1); });
      `),
      'line 2 makes a type of it (`typeof state`)',
    ),
  ],
});
