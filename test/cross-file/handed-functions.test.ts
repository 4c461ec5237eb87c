/**
 * Functions that go to functions of other files, by themselves or in an options object: who runs them, and with what.
 */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { dedent } from '../harness/dedent.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

/** What adds and what removes goes to the tools of another file. */
const SERVICE = dedent(`
  const { registerTools } = require('./tools');
  const seen = new Map();
  function note(id) {
    seen.set(id, 1);
  }
  function drop(id) {
    seen.delete(id);
  }
  registerTools({ note, drop });
`);

const ADDS = `app.post('/x', (req) => note(req.body.id));`;

/** What is said of the Map, by what the tools do. */
const withTools = (name: string, tools: string, verdict: string): ProjectCase => ({
  name,
  files: { 'service.js': SERVICE, 'tools.js': tools },
  verdicts: { 'service.js': [verdict] },
});
const leaks = (name: string, tools: string): ProjectCase => ({
  name,
  files: { 'service.js': SERVICE, 'tools.js': tools },
  findings: { 'service.js': ['2 evictionIdle'] },
  output: {
    'service.js': SERVICE.replace(
      'const seen = new Map()',
      "const { LRUCache } = require('lru-cache');\nconst seen = new LRUCache({ max: 1000 })",
    ),
  },
});

const cases: ProjectCase[] = [
  leaks(
    'a handler adds, and a client asks for a removal',
    dedent(`
      exports.registerTools = ({ note, drop }) => {
        ${ADDS}
        app.delete('/x', (req) => drop(req.query.id));
      };
    `),
  ),
  leaks(
    'a handler adds by the options',
    dedent(`
      exports.registerTools = (tools) => {
        app.post('/x', (req) => tools.note(req.body.id));
        app.delete('/x', (req) => tools.drop(req.query.id));
      };
    `),
  ),
  withTools(
    'the end of a connection removes',
    dedent(`
      exports.registerTools = ({ note, drop }) => {
        ${ADDS}
        io.on('connection', (socket) => {
          socket.on('disconnect', () => drop(socket.id));
        });
      };
    `),
    '2 ok',
  ),
  withTools(
    'few keys are added',
    dedent(`
      exports.registerTools = ({ note, drop }) => {
        app.post('/x', (req) => note('all'));
        app.delete('/x', (req) => drop('all'));
      };
    `),
    '2 ok',
  ),
  withTools(
    'what removes is kept',
    dedent(`
      exports.registerTools = ({ note, drop }) => {
        ${ADDS}
        remover = drop;
      };
    `),
    '2 unverifiable',
  ),
  withTools(
    'the rest of the options goes on',
    dedent(`
      exports.registerTools = ({ note, ...others }) => {
        ${ADDS}
        start(others);
      };
    `),
    '2 unverifiable',
  ),
  {
    name: 'a function that is given by itself',
    files: {
      'service.js': `
        const { whenGone } = require('./tools');
        const seen = new Map();
        app.post('/x', (req) => { seen.set(req.body.id, 1); });
        whenGone((id) => { seen.delete(id); });
      `,
      'tools.js': `exports.whenGone = (drop) => app.delete('/x', (req) => drop(req.query.id));`,
    },
    findings: { 'service.js': ['2 evictionIdle'] },
    output: {
      'service.js': `
        const { whenGone } = require('./tools');
        const { LRUCache } = require('lru-cache');
        const seen = new LRUCache({ max: 1000 });
        app.post('/x', (req) => { seen.set(req.body.id, 1); });
        whenGone((id) => { seen.delete(id); });
      `,
    },
  },
];

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  cases,
});
