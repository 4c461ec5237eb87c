import { boundMaps } from '../../codemods/bound-maps.ts';
import { noUnboundedModuleMap } from '../../rules/no-unbounded-module-map.ts';
import { runProjectSuite, type ProjectCase } from '../project-tester.ts';

/** A Map that handlers of another file fill. */
const STORE = `const seen = new Map();\nexports.seen = seen;\nexports.add = (id) => seen.set(id, { items: [] });\n`;
const ROUTES = `const { add } = require('./store');\napp.post('/x', (req) => { add(req.body.id); });\n`;

const cases: ProjectCase[] = [
  {
    name: 'another file adds to what an entry holds',
    files: { 'store.js': STORE, 'routes.js': ROUTES, 'items.js': `const { seen } = require('./store');\napp.post('/y', (req) => { seen.get(req.body.id).items.push(req.body); });\n` },
    findings: { 'store.js': ['1 unbounded items.js uses it, too: what an entry holds grows as well'] },
  },
  {
    name: 'another file stores what must be closed',
    files: { 'store.js': STORE, 'routes.js': ROUTES, 'wait.js': `const { seen } = require('./store');\napp.post('/y', (req, res) => { seen.set(req.body.id, res); });\n` },
    findings: { 'store.js': ['1 unbounded wait.js uses it, too: its values own resources (`res`)'] },
  },
  {
    name: 'another file adds to an array',
    files: { 'store.js': `const log = [];\nexports.log = log;\nsetInterval(() => log.push(Date.now()), 1000);\n`, 'routes.js': `const { log } = require('./store');\napp.post('/x', (req) => { log.push(req.body); });\n` },
    options: { collections: ['array'] },
    findings: { 'store.js': ['1 unbounded an array has no bounded twin'] },
  },
];

runProjectSuite({ rule: noUnboundedModuleMap, codemod: boundMaps, cases });
