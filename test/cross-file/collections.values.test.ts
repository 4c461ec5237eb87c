import { boundMaps } from '../../codemods/bound-maps.ts';
import { noUnboundedModuleMap } from '../../rules/no-unbounded-module-map.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const STORE = `const seen = new Map();\nexports.add = (id, value) => seen.set(id, value);\n`;
const ROUTES = `const { add } = require('./store');\napp.post('/x', (req) => { add(req.body.id, req.body); });\n`;
const BOUND = `const { LRUCache } = require('lru-cache');\n${STORE.replace('new Map()', 'new LRUCache({ max: 1000 })')}`;
const LOGS = `const logs = new Map([['all', []]]);\n`;
const WRITES = `app.post('/x', (req) => { logs.get('all').push(req.body.text); });\n`;
const CUTS = `setInterval(() => { logs.get('all').length = 0; }, 60000);\n`;
const TAKES = `const { logs } = require('./store');\n`;
const GIVES = `exports.logs = logs;\n`;

const cases: ProjectCase[] = [
  {
    name: 'another file adds to what an entry holds',
    files: { 'store.js': `${LOGS}${GIVES}`, 'routes.js': `${TAKES}${WRITES}` },
    findings: { 'store.js': ['1 unboundedValues'] },
  },
  {
    name: 'another file only looks at what an entry holds',
    files: { 'store.js': `${LOGS}${WRITES}${GIVES}`, 'list.js': `${TAKES}exports.count = () => logs.get('all').length;\n` },
    findings: { 'store.js': ['1 unboundedValues'] },
  },
  {
    name: 'another file empties what an entry holds',
    files: { 'store.js': `${LOGS}${WRITES}${GIVES}`, 'sweep.js': `${TAKES}${CUTS}` },
    verdicts: { 'store.js': ['1 ok what its values hold is taken out'] },
  },
  {
    name: 'one file adds to what an entry holds, and another empties it',
    files: { 'store.js': `${LOGS}${GIVES}`, 'routes.js': `${TAKES}${WRITES}`, 'sweep.js': `${TAKES}${CUTS}` },
    verdicts: { 'store.js': ['1 ok what its values hold is taken out'] },
  },
  {
    name: 'a timer of another file empties what a function gives it',
    files: { 'store.js': `${STORE}exports.all = () => seen;\n`, 'routes.js': ROUTES, 'sweep.js': `const store = require('./store');\nsetInterval(() => store.all().clear(), 60000);\n` },
    verdicts: { 'store.js': ['1 ok line 2 of sweep.js takes entries out'] },
  },
  {
    name: 'another file fills what a function gives it',
    files: { 'store.js': `const seen = new Map();\nexports.all = () => seen;\n`, 'routes.js': `const store = require('./store');\napp.post('/x', (req) => { store.all().set(req.body.id, 1); });\n` },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': `const { LRUCache } = require('lru-cache');\nconst seen = new LRUCache({ max: 1000 });\nexports.all = () => seen;\n` },
  },
  {
    name: 'a test alone empties it',
    files: { 'store.js': `${STORE}exports.seen = seen;\n`, 'routes.js': ROUTES, 'test/store.js': `const { seen } = require('../store');\nafterEach(() => seen.clear());\n` },
    findings: { 'store.js': ['1 unbounded'] },
    output: { 'store.js': `${BOUND}exports.seen = seen;\n` },
  },
  {
    name: 'another file keeps it in something',
    files: { 'store.js': `${STORE}exports.seen = seen;\n`, 'routes.js': ROUTES, 'keep.js': `const { seen } = require('./store');\nregistry.tables = [seen];\n` },
    options: { unverifiable: true },
    findings: { 'store.js': ['1 undecided it is given to other files'] },
  },
  {
    name: 'it is passed to a function of a package, which may empty it',
    files: { 'store.js': `const { keepSmall } = require('keep-small');\n${STORE}keepSmall(seen);\n`, 'routes.js': ROUTES },
    options: { unverifiable: true },
    findings: { 'store.js': ['2 undecided it is passed on'] },
  },
  {
    name: 'it is passed to a function of another file that takes it apart',
    files: { 'store.js': `const { watch } = require('./watch');\n${STORE}watch(seen);\n`, 'routes.js': ROUTES, 'watch.js': `exports.watch = ({ clear }) => { setInterval(clear, 60000); };\n` },
    options: { unverifiable: true },
    findings: { 'store.js': ['2 undecided it is passed on'] },
  },
  {
    name: 'it is passed to a function of another file that has no such parameter',
    files: { 'store.js': `const { watch } = require('./watch');\n${STORE}watch('seen', seen);\n`, 'routes.js': ROUTES, 'watch.js': `exports.watch = function () { setInterval(() => sweep(...arguments), 60000); };\n` },
    options: { unverifiable: true },
    findings: { 'store.js': ['2 undecided it is passed on'] },
  },
  {
    name: 'it is passed to a function of another file that hands it on',
    files: { 'store.js': `const { watch } = require('./watch');\n${STORE}watch(seen);\n`, 'routes.js': ROUTES, 'watch.js': `exports.watch = (map) => { sweep(map); };\n` },
    options: { unverifiable: true },
    findings: { 'store.js': ['2 undecided it is passed on'] },
  },
  {
    name: 'two functions of one file, of which the second empties it',
    files: { 'store.js': `const { count, sweep } = require('./watch');\n${STORE}count(seen);\nsweep(seen);\n`, 'routes.js': ROUTES, 'watch.js': `exports.count = (map) => { setInterval(() => { gauge(map.size); }, 1000); };\nexports.sweep = (map) => { setInterval(() => { map.clear(); }, 60000); };\n` },
    verdicts: { 'store.js': ['2 ok line 2 of watch.js takes entries out'] },
  },
];

runProjectSuite({ rule: noUnboundedModuleMap, codemod: boundMaps, cases });
