/**
 * Where keys come from, as the rule and the codemod see it: the forms are test/analysis/keys.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const LRU = `const { LRUCache } = require('lru-cache');\n`;

/** A Map that a request adds to, by the code in its handler or around it. */
const grows = (name: string, code: string): InvalidCase => {
  const whole = `const seen = new Map();\n${code}\n`;
  return {
    name,
    code: whole,
    output: LRU + whole.replace('new Map()', 'new LRUCache({ max: 1000 })'),
    findings: [{ messageId: 'unbounded', line: 1 }],
  };
};

const finite = (name: string, code: string): ValidCase => ({
  name,
  code: `const seen = new Map();\n${code}\nmodule.exports = (key) => seen.get(key);\n`,
  options: { unverifiable: true },
});

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [
    finite(
      'what a function of the file says is listed',
      `const NAMES = new Set(['a', 'b']);
const isAllowed = (name) => typeof name === 'string' && NAMES.has(name);
app.get('/x/:name', (req, res) => {
  const { name } = req.params;
  if (!isAllowed(name)) return res.status(404).end();
  seen.set(name, 1);
});`,
    ),
    finite(
      'what a function of the file throws for, if it is not listed',
      `const NAMES = ['a', 'b'];
function assertKnown(name) {
  if (!NAMES.includes(name)) throw new Error(name);
}
app.get('/x/:name', (req) => {
  assertKnown(req.params.name);
  seen.set(req.params.name, 1);
});`,
    ),
    finite(
      'what a function finds in a table, or throws for, to make the value',
      `const SETS = { a: { open }, b: { open } };
function setOf(id) {
  const set = SETS[id];
  if (!set) throw new Error(id);
  return set;
}
app.get('/x/:id', (req, res) => {
  const { id } = req.params;
  if (!seen.has(id)) seen.set(id, new Service(setOf(id).open()));
  res.json(seen.get(id));
});`,
    ),
    finite(
      'what a function looks up in a list that it is given',
      `const ADMINS = (process.env.ADMINS ?? '').split(',');
const isAuthorized = (userId, allowed) => {
  if (!userId) return false;
  return allowed.includes(userId);
};
bot.on('message', (message) => {
  const userId = message.from?.id;
  if (!isAuthorized(userId, ADMINS)) return;
  seen.set(userId, 1);
});`,
    ),
    {
      name: 'a number that is configured, and a yes or a no',
      code: `
        const seen = new Map();
        exports.agentFor = ({ timeoutMs, hasAccessToken }) => seen.set(timeoutMs + ':' + hasAccessToken, 1);`,
    },
    {
      name: 'what names the values alone by the name of the collection',
      code: `
        const seen = new Map();
        const cacheTimestamps = new Map();
        exports.touch = (key) => cacheTimestamps.set(key, Date.now());`,
    },
    finite(
      'what the effect of a component adds, which runs in a page alone',
      `exports.useNotes = (userId) => { useEffect(() => { seen.set(userId, 1); }, [userId]); };`,
    ),
    finite(
      'what a method says is unknown, and another throws for',
      `const NAMES = { a: 1, b: 2 };
class Counts {
  isUnknown(name) {
    if (name in NAMES) return false;
    return true;
  }
  check(name) { if (this.isUnknown(name)) throw new Error(name); }
  add(name) {
    this.check(name);
    seen.set(name, 1);
  }
}
const counts = new Counts();
app.get('/x/:name', (req) => counts.add(req.params.name));`,
    ),
    {
      name: 'an id of which the name of the collection tells nothing',
      code: `
        const connections = new Map();
        exports.open = (id) => connections.set(id, 1);
      `,
    },
    {
      name: 'a text with an id of which the name of the collection tells nothing',
      code: `
        const openConnections = new Set();
        exports.open = (place, id) => {
          openConnections.add(\`\${place}#\${id}\`.toLowerCase());
        };
      `,
    },
    finite(
      'an options object with a constant',
      `function add(opts) { seen.set(opts.kind, 1); }\napp.post('/x', (req) => add({ kind: 'a', id: req.ip }));`,
    ),
    finite(
      'a number that goes round',
      `let next = 0;\napp.post('/x', () => { next = (next + 1) % 16; seen.set(next, 1); });`,
    ),
    finite(
      'a value of a constant table',
      `const KINDS = new Map([['a', 'x']]);\napp.post('/x', (req) => seen.set(KINDS.get(req.query.kind), 1));`,
    ),
  ],
  invalid: [
    {
      name: 'emptied on one of two ways to what adds',
      code: `
        const seen = new Map();
        const add = (row) => { seen.set(row.userId, row); };
        app.post('/all', (req, res) => { seen.clear(); req.body.rows.forEach(add); res.end(); });
        app.post('/one', (req, res) => { add(req.body); res.end(); });
      `,
      output: `
        const { LRUCache } = require('lru-cache');
        const seen = new LRUCache({ max: 1000 });
        const add = (row) => { seen.set(row.userId, row); };
        app.post('/all', (req, res) => { seen.clear(); req.body.rows.forEach(add); res.end(); });
        app.post('/one', (req, res) => { add(req.body); res.end(); });
      `,
      findings: [{ messageId: 'evictionIdle', line: 1 }],
    },
    grows(
      'what a function lists on some paths only',
      `const NAMES = new Set(['a', 'b']);
const isAllowed = (name, all) => { if (all) return true; return NAMES.has(name); };
app.get('/x/:name', (req) => { if (isAllowed(req.params.name, req.query.all)) seen.set(req.params.name, 1); });`,
    ),
    grows(
      'what a function throws for, if it may return before that',
      `const NAMES = ['a', 'b'];
function assertKnown(name) {
  if (!name) return;
  if (!NAMES.includes(name)) throw new Error(name);
}
function log(name) { if (!NAMES.includes(name)) return; console.log(name); }
app.get('/x/:name', (req) => { assertKnown(req.params.name); log(req.params.name); seen.set(req.params.name, 1); });`,
    ),
    grows(
      'what a function looks up in a list that grows',
      `const known = [];
const isKnown = (userId, all) => all.includes(userId);
bot.on('start', (message) => known.push(message.from.id));
bot.on('message', (message) => { if (isKnown(message.from.id, known)) seen.set(message.from.id, 1); });`,
    ),
    grows(
      'another than the one that a function tests',
      `const NAMES = ['a', 'b'];
const isAllowed = (name, other) => NAMES.includes(name);
app.get('/x/:name', (req) => { if (isAllowed(req.query.kind, req.params.name)) seen.set(req.params.name, 1); });`,
    ),
    grows(
      'what an asynchronous function says that nobody waits for',
      `const NAMES = ['a', 'b'];
const isAllowed = async (name) => NAMES.includes(name);
app.get('/x/:name', (req) => { if (isAllowed(req.params.name)) seen.set(req.params.name, 1); });`,
    ),
    {
      name: 'a text with an id, by the name of the collection',
      code: `
        const processedComments = new Map();
        exports.mark = (place, id) => {
          processedComments.set(\`\${place}#\${id}\`.toLowerCase(), 1);
        };
      `,
      findings: [{ messageId: 'unbounded', line: 1, refused: 'says that its entries are records' }],
    },
    {
      name: 'an id, by the name of the collection',
      code: `
        const usersById = new Map();
        exports.add = (id) => usersById.set(id, 1);
      `,
      output: `
        const { LRUCache } = require('lru-cache');
        const usersById = new LRUCache({ max: 1000 });
        exports.add = (id) => usersById.set(id, 1);
      `,
      findings: [{ messageId: 'unbounded', line: 1 }],
    },
    {
      name: 'the key of a limiter that a factory makes for the module',
      code: `
        class MemoryRateLimiter {
          constructor(windowMs) { this.windowMs = windowMs; this.windows = new Map(); }
          check(key) {
            const record = this.windows.get(key);
            if (!record || Date.now() - record.start > this.windowMs) this.windows.set(key, { start: Date.now() });
            return record === undefined;
          }
        }
        export const createLimiter = (windowMs) => new MemoryRateLimiter(windowMs);
        export const loginLimiter = createLimiter(60_000);
      `,
      findings: [{ messageId: 'unbounded', line: 2, refused: 'line 4 decides by an entry' }],
    },
    grows(
      'a name for one of few, of an address',
      `app.use((req) => { const tenantId = req.account?.tenant ?? req.ip; seen.set(tenantId, 1); });`,
    ),
    grows(
      'a parameter of a request, whatever its name',
      `app.get('/x', (req) => seen.set(req.query.region, 1));`,
    ),
    grows(
      'a property of an options object',
      `function add(opts) { seen.set(opts.secretKey, 1); }\napp.post('/x', (req) => add({ secretKey: req.body.key }));`,
    ),
    grows(
      'an item of what is fetched for a request',
      `app.post('/x', async (req) => { for (const issue of await client.issues()) seen.set(issue.number, 1); });`,
    ),
  ],
});
