import { boundMaps } from '../../codemods/bound-maps.ts';
import { noUnboundedModuleMap } from '../../rules/no-unbounded-module-map.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const STORE = `const seen = new Map();\nfunction add(id, value) {\n  seen.set(id, value);\n}\nmodule.exports = { add };\n`;
const MENDED = STORE.replace('const seen = new Map();', `const { LRUCache } = require('lru-cache');\nconst seen = new LRUCache({ max: 1000 });`);
const FILLED = `const store = require('./store');\nfor (const name of names()) store.add(name, load(name));\n`;

/** A file that fills the collection as it is loaded, and does something else with the module. */
const seen = (name: string, more: string, others: ProjectCase['files'] = {}): ProjectCase => ({
  name,
  files: { 'store.js': STORE, 'fill.js': FILLED + more, ...others },
  verdicts: { 'store.js': ['1 ok it is filled once'] },
});
const unseen = (name: string, more: string): ProjectCase => ({
  name,
  files: { 'store.js': STORE, 'fill.js': FILLED + more },
  options: { unverifiable: true },
  findings: { 'store.js': ['1 undecided'] },
  output: { 'store.js': MENDED },
});

/** A handler of another file fills the collection, under the name that a file between the two gives to what does. */
const renamed = (name: string, between: string): ProjectCase => ({
  name,
  files: { 'store.js': STORE, 'index.js': between, 'routes.js': `const { put } = require('./index');\napp.post('/x', (req) => { put(req.body.id, 1); });\n` },
  findings: { 'store.js': ['1 unbounded'] },
  output: { 'store.js': MENDED },
});

const cases: ProjectCase[] = [
  renamed('an export under another name', `export { add as put } from './store';\n`),
  renamed('an import under another name', `import { add as put } from './store';\nexport { put };\n`),
  renamed('a member under another name', `const store = require('./store');\nmodule.exports = { put: store.add };\n`),
  renamed('a member assigned to another name', `const store = require('./store');\nexports.put = store.add;\n`),
  renamed('a member taken out under another name', `const { add: put } = require('./store');\nmodule.exports = { put };\n`),
  seen('the module gets another name', `const same = store;\nsame.add('a', 1);\n`),
  seen('the module is taken apart', `const { add } = store;\nadd('a', 1);\n`),
  seen('the module is exported again', 'module.exports = store;\n'),
  seen('all of the module is exported again', 'module.exports = { ...store };\n'),
  seen('a member of the module is exported again', '', { 'index.js': `const { add } = require('./store');\nmodule.exports = { add };\n` }),
  unseen('all of the module goes into an object', 'const all = { ...store };\nuse(all);\n'),
  unseen('the module goes into a list', 'const all = [store];\nuse(all);\n'),
  unseen('a member of the module under a name that is not known', 'store[name()](1, 2);\n'),
  seen('a file that only asks for another member', '', { 'size.js': `// What ./store holds, and ./gone.\nconst s = require('./store');\nconst gone = require('./gone');\nexports.size = () => s.size();\n` }),
  seen('a file that only takes another member', '', { 'size.js': `const { size } = require('./store');\nexports.size = size;\n` }),
  {
    name: 'the collection itself is returned, and goes into a list of another file',
    files: {
      'store.js': `const seen = new Map();\napp.post('/x', (req) => { seen.set(req.body.id, 1); });\nexports.all = () => seen;\n`,
      'watch.js': `const { all } = require('./store');\nwatched.push(all());\n`,
    },
    options: { unverifiable: true },
    findings: { 'store.js': ['1 undecided'] },
  },
  {
    name: 'a default export under another name',
    files: {
      'store.js': `const seen = new Map();\nexport default function (id, value) {\n  seen.set(id, value);\n}\n`,
      'index.js': `export { default as put } from './store';\n`,
      'routes.js': `import { put } from './index';\napp.post('/x', (req) => { put(req.body.id, 1); });\n`,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': `import { LRUCache } from 'lru-cache';\nconst seen = new LRUCache({ max: 1000 });\nexport default function (id, value) {\n  seen.set(id, value);\n}\n` },
  },
  {
    name: 'an export without a name of its own, which another file exports under that of the file',
    files: {
      'store.js': `const seen = new Map();\nmodule.exports = (id, value) => {\n  seen.set(id, value);\n};\n`,
      'index.js': `exports.store = require('./store');\n`,
      'routes.js': `const { store } = require('./index');\napp.post('/x', (req) => { store(req.body.id, 1); });\n`,
    },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': `const { LRUCache } = require('lru-cache');\nconst seen = new LRUCache({ max: 1000 });\nmodule.exports = (id, value) => {\n  seen.set(id, value);\n};\n` },
  },
];

runProjectSuite({ rule: noUnboundedModuleMap, codemod: boundMaps, cases });
