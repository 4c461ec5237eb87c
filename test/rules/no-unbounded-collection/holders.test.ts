import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import {
  runSuite,
  type ExpectedFinding,
  type InvalidCase,
  type ValidCase,
} from '../../harness/rule-tester.ts';

const strict = { unverifiable: true } as const;

const held = (refused: string): ExpectedFinding[] => [{ messageId: 'unbounded', line: 1, refused }];

const inObjects: InvalidCase[] = [
  {
    name: 'in an object that is handed on',
    code: `
      const cache = new Map();
      app.post('/x', (req) => put({ store: cache }, req.params.id));
      function put(deps, id) {
        deps.store.set(id, 1);
      }
    `,
    findings: held('an object or a list has it'),
  },
  {
    name: 'in an object that a pattern takes apart',
    code: `
      const cache = new Map();
      app.post('/x', (req) => put({ store: cache }, req.params.id));
      function put({ store }, id) {
        store.set(id, 1);
      }
    `,
    findings: held('an object or a list has it'),
  },
  {
    name: 'in an object with a name',
    code: `
      const cache = new Map();
      const deps = { cache };
      app.post('/x', (req) => put(deps, req.params.id));
      function put(d, id) {
        d.cache.set(id, 1);
      }
    `,
    findings: held('an object or a list has it'),
  },
  {
    name: 'in an object in an object',
    code: `
      const cache = new Map();
      const deps = { stores: { cache } };
      app.post('/x', (req) => deps.stores.cache.set(req.params.id, 1));
    `,
    findings: held('an object or a list has it'),
  },
  {
    name: 'in an object whose methods fill it',
    code: `
      const cache = new Map();
      const store = {
        cache,
        put(id) {
          this.cache.set(id, 1);
        },
      };
      app.post('/x', (req) => store.put(req.params.id));
    `,
    findings: held('an object or a list has it'),
  },
  {
    name: 'in an object that goes where nobody sees it',
    code: `
      const cache = new Map();
      require('./other')({ store: cache });
    `,
    options: strict,
    findings: [
      {
        messageId: 'undecided',
        line: 1,
        refused: 'stored (line 2)',
        says: 'line 2 hands it to code that is not seen here',
      },
    ],
  },
  {
    name: 'in a list that goes where nobody sees it',
    code: `
      const seen = new Map();
      require('./other')([seen]);
    `,
    options: strict,
    findings: [{ messageId: 'undecided', line: 1, refused: 'stored (line 2)' }],
  },
];

const notFilled: ValidCase[] = [
  {
    name: 'a constant in an object that goes where nobody sees it',
    code: `
      const KINDS = new Set(['a', 'b']);
      require('./other')({ kinds: KINDS });
    `,
    options: strict,
  },
  {
    name: 'in an object that is only read',
    code: `
      const cache = new Map();
      const deps = { cache };
      app.post('/x', (req) => deps.cache.get(req.params.id));
    `,
    options: strict,
  },
  {
    name: 'in an object whose reader empties it',
    code: `
      const cache = new Map();
      const deps = { cache };
      app.post('/x', (req) => cache.set(req.params.id, 1));
      setInterval(() => sweep(deps), 1000);
      function sweep(d) {
        d.cache.clear();
      }
    `,
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: notFilled,
  invalid: inObjects,
});
