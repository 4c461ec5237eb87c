import { boundMaps } from '../../../codemods/bound-maps.ts';
import { noUnboundedModuleMap } from '../../../rules/no-unbounded-module-map.ts';
import { runSuite, type ExpectedFinding, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const strict = { unverifiable: true } as const;

const TAKES = 'app.post(\'/x\', (req) => put({ store: cache }, req.params.id));\n';
const held = (refused: string): ExpectedFinding[] => [{ messageId: 'unbounded', line: 1, refused }];

const inObjects: InvalidCase[] = [
  { name: 'in an object that is handed on', code: `const cache = new Map();\n${TAKES}function put(deps, id) {\n  deps.store.set(id, 1);\n}\n`, findings: held('a property of an object') },
  { name: 'in an object that a pattern takes apart', code: `const cache = new Map();\n${TAKES}function put({ store }, id) {\n  store.set(id, 1);\n}\n`, findings: held('a property of an object') },
  { name: 'in an object with a name', code: `const cache = new Map();\nconst deps = { cache };\napp.post('/x', (req) => put(deps, req.params.id));\nfunction put(d, id) {\n  d.cache.set(id, 1);\n}\n`, findings: held('a property of an object') },
  { name: 'in an object in an object', code: `const cache = new Map();\nconst deps = { stores: { cache } };\napp.post('/x', (req) => deps.stores.cache.set(req.params.id, 1));\n`, findings: held('a property of an object') },
  { name: 'in an object whose methods fill it', code: `const cache = new Map();\nconst store = {\n  cache,\n  put(id) {\n    this.cache.set(id, 1);\n  },\n};\napp.post('/x', (req) => store.put(req.params.id));\n`, findings: held('a property of an object') },
  { name: 'in an object that goes where nobody sees it', code: `const cache = new Map();\nrequire('./other')({ store: cache });\n`, options: strict, findings: [{ messageId: 'undecided', line: 1, refused: 'stored (line 2)', says: 'line 2 hands it to code that is not seen here' }] },
  { name: 'in a list that goes where nobody sees it', code: `const seen = new Map();\nrequire('./other')([seen]);\n`, options: strict, findings: [{ messageId: 'undecided', line: 1, refused: 'stored (line 2)' }] },
];

const notFilled: ValidCase[] = [
  { name: 'a constant in an object that goes where nobody sees it', code: `const KINDS = new Set(['a', 'b']);\nrequire('./other')({ kinds: KINDS });\n`, options: strict },
  { name: 'in an object that is only read', code: `const cache = new Map();\nconst deps = { cache };\napp.post('/x', (req) => deps.cache.get(req.params.id));\n`, options: strict },
  { name: 'in an object whose reader empties it', code: `const cache = new Map();\nconst deps = { cache };\napp.post('/x', (req) => cache.set(req.params.id, 1));\nsetInterval(() => sweep(deps), 1000);\nfunction sweep(d) {\n  d.cache.clear();\n}\n` },
];

runSuite({ rule: noUnboundedModuleMap, codemod: boundMaps, valid: notFilled, invalid: inObjects });
