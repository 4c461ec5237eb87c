/**
 * Which function loads an entry, where several may: those that override it, and those that callers give.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const options = { strategy: 'cap' } as const;
const CUT = (map: string) => `
        if (${map}.size > 1000) {
          ${map}.delete(${map}.keys().next().value);
        }`;

const inherited = (load: string, cut = '') => `
  class Base {
    cache = new Map();
    get(id) {
      let value = this.cache.get(id);
      if (value === undefined) {
        value = this.load(id);
        this.cache.set(id, value);${cut}
      }
      return value;
    }
  }
  class Users extends Base {
    #n = 0;
    ${load}
  }
  const users = new Users();
  app.get('/:id', (req, res) => res.json(users.get(req.params.id)));
`;

const injected = (find: string, cut = '') => `
  class Lookup {
    names = new Map();
    constructor(source) {
      this.source = source;
    }
    name(id) {
      let value = this.names.get(id);
      if (value === undefined) {
        value = this.source.find(id);
        this.names.set(id, value);${cut}
      }
      return value;
    }
  }
  let n = 0;
  const lookup = new Lookup({ find: ${find} });
  app.get('/:id', (req, res) => res.json(lookup.name(req.params.id)));
`;

const memoized = (fn: string, cut = '') => `
  let n = 0;
  const memoize = (compute) => {
    const memo = new Map();
    return (id) => {
      if (!memo.has(id)) memo.set(id, compute(id));${cut}
      return memo.get(id);
    };
  };
  const sizeOf = memoize(${fn});
  app.get('/:id', (req, res) => res.json(sizeOf(req.params.id)));
`;

const both = (
  name: string,
  code: (part: string, cut?: string) => string,
  line: number,
  { pure, impure, cut }: { pure: string; impure: string; cut: string },
): InvalidCase[] => [
  {
    name: `${name}, which only reads`,
    code: code(pure),
    output: code(pure, cut),
    options,
    findings: [{ messageId: 'unbounded', line }],
  },
  {
    name: `${name}, which counts`,
    code: code(impure),
    options,
    findings: [{ messageId: 'unbounded', line, refused: 'not plainly a cache' }],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [
    ...both('a method of a subclass', inherited, 2, {
      pure: 'load(id) { return loadUser(id); }',
      impure: 'load(id) { return ++this.#n; }',
      cut: CUT('this.cache'),
    }),
    ...both('a method of an object that is given', injected, 2, {
      pure: '(id) => findName(id)',
      impure: '(id) => id + ++n',
      cut: CUT('this.names'),
    }),
    ...both('a function that is given', memoized, 3, {
      pure: '(id) => computeSize(id)',
      impure: '(id) => id + ++n',
      cut: '\n      if (memo.size > 1000) memo.delete(memo.keys().next().value);',
    }),
  ],
});
