import { boundMaps } from '../../codemods/bound-maps.ts';
import { noUnboundedModuleMap } from '../../rules/no-unbounded-module-map.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const STORE = `const configs = new Map();\nexports.getConfig = (key) => {\n  let config = configs.get(key);\n  if (!config) {\n    config = loadConfig(key);\n    configs.set(key, config);\n  }\n  return config;\n};\n`;
const BOUND = `const { LRUCache } = require('lru-cache');\n${STORE.replace('new Map()', 'new LRUCache({ max: 1000 })')}`;
const TAKE = `const { getConfig } = require('./store');\n`;
const ROUTES = `${TAKE}app.get('/:id', (req, res) => { res.json(getConfig(req.params.id)); });\n`;
const WHY = 'uses its entries, too: line 2 changes an entry, or keeps it where it may be changed';

const cases: ProjectCase[] = [
  {
    name: 'another file reads an entry',
    files: { 'store.js': STORE, 'routes.js': ROUTES, 'name.js': `${TAKE}exports.nameOf = (id) => getConfig(id).name;\n` },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': BOUND },
  },
  {
    name: 'another file changes an entry',
    files: { 'store.js': STORE, 'routes.js': ROUTES, 'edit.js': `${TAKE}exports.set = (id, x) => { getConfig(id).x = x; };\n` },
    findings: { 'store.js': [`1 unbounded edit.js ${WHY}`] },
  },
  {
    name: 'another file merges into entries that it maps to',
    files: { 'store.js': STORE, 'routes.js': ROUTES, 'edit.js': `${TAKE}exports.set = (ids, x) => { for (const c of ids.map(getConfig)) Object.assign(c, x); };\n` },
    findings: { 'store.js': [`1 unbounded edit.js ${WHY}`] },
  },
  {
    name: 'another file keeps an entry',
    files: { 'store.js': STORE, 'routes.js': ROUTES, 'with.js': `${TAKE}module.exports = (req, res, next) => { req.config = getConfig(req.params.id); next(); };\n` },
    findings: { 'store.js': [`1 unbounded with.js ${WHY}`] },
  },
  {
    name: 'a file that has the entry of a function of another',
    files: { 'store.js': STORE, 'routes.js': ROUTES, 'more.js': `${TAKE}exports.configOf = (user) => getConfig(user.id);\n`, 'edit.js': `const { configOf } = require('./more');\nexports.set = (user, x) => { configOf(user).x = x; };\n` },
    findings: { 'store.js': [`1 unbounded edit.js ${WHY}`] },
  },
  {
    name: 'a file that hands the functions on',
    files: { 'store.js': STORE, 'routes.js': ROUTES, 'plug.js': `const store = require('./store');\nregister(store);\n` },
    findings: { 'store.js': ['1 unbounded plug.js hands on the function that gives its entries'] },
  },
  {
    name: 'another file changes an entry of a collection that it has',
    files: { 'store.js': `${STORE}exports.configs = configs;\n`, 'routes.js': ROUTES, 'edit.js': `const { configs } = require('./store');\nexports.set = (id, x) => { const c = configs.get(id); if (c) Object.assign(c, x); };\n` },
    findings: { 'store.js': ['1 unbounded edit.js uses it, too: line 2'] },
  },
  {
    name: 'a test changes an entry',
    files: { 'store.js': STORE, 'routes.js': ROUTES, 'test/store.js': `const { getConfig } = require('../store');\nbeforeEach(() => { getConfig('a').x = 1; });\n` },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': BOUND },
  },
];

runProjectSuite({ rule: noUnboundedModuleMap, codemod: boundMaps, cases });
