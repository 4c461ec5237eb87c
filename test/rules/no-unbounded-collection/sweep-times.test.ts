/**
 * Times and lifetimes that change while an entry lives: a sweep by them would remove what the program uses again.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const options = { strategy: 'sweep' } as const;
const finding = (line: number, refused: string) => ({ messageId: 'unbounded', line, refused });
const LIFETIME = 'changes how long entries live';
const TIME = 'gives an entry another time';

const renewed = (name: string, renewal: string, before = ''): InvalidCase => ({
  name,
  code: `
    const hits = new Map();${before}
    app.use((req, res, next) => {
      let hit = hits.get(req.ip);
      if (!hit || Date.now() - hit.at > 1000) {
        hit = { at: Date.now(), count: 0 };
        hits.set(req.ip, hit);
      }
      hit.count += 1;
      ${renewal}
      res.json(hit.count);
    });
  `,
  options,
  findings: [finding(1, TIME)],
});

const STEADY = 'is not seen to stay the same';

/** A class that keeps its hits for a time. */
const hitsFor = (body: string, behind: string, isExpired = 'Date.now() - hit.at >= this.ttl') => `
  class Hits {
    ${body}
    isKnown(id) {
      const hit = this.hits.get(id);
      if (hit && !(${isExpired})) return true;
      this.hits.set(id, { at: Date.now() });
      return false;
    }
  }
  ${behind}
  app.get('/:id', (req, res) => res.json(hits.isKnown(req.params.id)));
`;
const unsteady = (name: string, code: string, line: number, refused = STEADY): InvalidCase => ({
  name,
  code,
  options,
  findings: [finding(line, refused)],
});

const notSteady: InvalidCase[] = [
  unsteady(
    'a test of the age that another class overrides',
    hitsFor(
      'hits = new Map(); isOld(hit) { return Date.now() - hit.at >= 300; }',
      'class Endless extends Hits { isOld() { return false; } }\n  const hits = new Endless();',
      'this.isOld(hit)',
    ),
    2,
    '`Hits, which others extend`',
  ),
  unsteady(
    'a getter of the lifetime',
    hitsFor(
      'hits = new Map(); get ttl() { return this.isLong ? 1e9 : 10; }',
      'const hits = new Hits();',
    ),
    2,
    '`this.ttl`',
  ),
  unsteady(
    'two lifetimes over one Map',
    `
      const hits = new Map();
      class Known {
        constructor(ttl) {
          this.ttl = ttl;
        }
        has(id) {
          const hit = hits.get(id);
          if (hit && Date.now() - hit.at < this.ttl) return true;
          hits.set(id, { at: Date.now() });
          return false;
        }
      }
      const short = new Known(100);
      const long = new Known(1e9);
      app.get('/:id', (req, res) => res.json([short.has(req.params.id), long.has(req.params.id)]));
    `,
    1,
    '`this.ttl`',
  ),
  unsteady(
    'a property of what another file gives',
    `
      const config = require('./config');
      const hits = new Map();
      app.use((req, res, next) => {
        const hit = hits.get(req.ip);
        if (hit && Date.now() - hit.at < config.ttl) return res.status(429).end();
        hits.set(req.ip, { at: Date.now() });
        next();
      });
    `,
    2,
    '(`config`)',
  ),
  unsteady(
    'an object that goes where its properties may be set',
    `
      const config = { ttl: 1000 };
      watch(config);
      const hits = new Map();
      app.use((req, res, next) => {
        const hit = hits.get(req.ip);
        if (hit && Date.now() - hit.at < config.ttl) return res.status(429).end();
        hits.set(req.ip, { at: Date.now() });
        next();
      });
    `,
    3,
    '(`config`)',
  ),
  unsteady(
    'whether an object has a key',
    `
        const hits = {};
        app.use((req, res, next) => {
          const isNew = !(req.ip in hits);
          const hit = hits[req.ip];
          if (!hit || hit.until <= Date.now()) hits[req.ip] = { until: Date.now() + 1000 };
          res.json({ isNew });
        });
      `,
    1,
    'asks whether an entry is there, expired or not',
  ),
];

const lifetimes: InvalidCase[] = [
  {
    name: 'a method of the object that has the lifetime',
    code: `
      const settings = {
        ttl: 1000,
        set(given) {
          Object.assign(this, given);
        },
      };
      const hits = new Map();
      app.use((req, res, next) => {
        const hit = hits.get(req.ip);
        if (hit && Date.now() - hit.at < settings.ttl) return res.status(429).end();
        hits.set(req.ip, { at: Date.now() });
        next();
      });
      app.post('/ttl', (req, res) => {
        settings.set(req.body);
        res.end();
      });
    `,
    options,
    findings: [finding(7, LIFETIME)],
  },
  {
    name: 'a field that is set from outside',
    code: `
      class Store {
        constructor() {
          this.ttl = 100;
          this.hits = new Map();
        }
        isKnown(id) {
          const hit = this.hits.get(id);
          if (hit && Date.now() - hit.at < this.ttl) return true;
          this.hits.set(id, { at: Date.now() });
          return false;
        }
      }
      const store = new Store();
      app.get('/:id', (req, res) => res.json(store.isKnown(req.params.id)));
      app.post('/ttl', (req, res) => {
        store.ttl = Number(req.body.ttl);
        res.end();
      });
    `,
    options,
    findings: [finding(4, LIFETIME)],
  },
];

const times: InvalidCase[] = [
  renewed('a timer', 'setTimeout(() => { hit.at = Date.now(); }, 5000);'),
  renewed('a listener', "res.on('finish', () => (hit.at = Date.now()));"),
  renewed(
    'a function that a timer calls',
    'setTimeout(() => renew(hit), 5000);',
    '\n    const renew = (entry) => { entry.at = Date.now(); };',
  ),
  renewed(
    'a function that is called behind an await',
    'void later().then(async () => { await later(); renew(hit); });',
    '\n    function renew(entry) { entry.at = Date.now(); }',
  ),
];

const typed: InvalidCase = {
  name: 'entries that are dates, from which a number is not subtracted in TypeScript',
  filename: 'input.ts',
  code: `
    const last = new Map<string, Date>();
    app.get('/:id', (req: Request, res: Response) => {
      last.set(req.params.id, new Date());
      res.end();
    });
  `,
  options: { strategy: 'sweep', evict: true, ttl: 60000 },
  findings: [finding(1, 'would not compile')],
};

const lifetimeOf = (lifetime: string, test = `Date.now() - code.at > ${lifetime}`): InvalidCase => {
  const code = (sweep = '') => `
    const TTL = 60_000;
    const LONG = 600_000;
    const codes = new Map();${sweep}
    app.post('/:id', (req, res) => {
      codes.set(req.params.id, { text: req.body.text, at: Date.now(), ttl: req.body.long ? LONG : 0 });
      res.end();
    });
    app.get('/:id', (req, res) => {
      const code = codes.get(req.params.id);
      if (!code || ${test}) return res.status(404).end();
      res.json(code.text);
    });
  `;
  return {
    name: `a lifetime that binds its parts less than the comparison: ${test}`,
    code: code(),
    output: code(`
    setInterval(() => {
      for (const [key, entry] of codes) {
        if (${test.replaceAll('code.', 'entry.')}) codes.delete(key);
      }
    }, 60 * 1000).unref();`),
    options: { strategy: 'sweep' },
    findings: [{ messageId: 'unbounded', line: 3 }],
  };
};

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [
    lifetimeOf('(code.ttl || TTL)'),
    lifetimeOf('(code.ttl ?? TTL)'),
    lifetimeOf('', '(code.ttl ? LONG : TTL) < Date.now() - code.at'),
    ...lifetimes,
    ...notSteady,
    ...times,
    typed,
    {
      name: 'a new time at once, in a function of its own',
      code: `
        const hits = new Map();
        const renew = (entry) => {
          entry.at = Date.now();
        };
        app.use((req, res, next) => {
          let hit = hits.get(req.ip);
          if (!hit || Date.now() - hit.at > 1000) {
            hit = { at: Date.now(), count: 0 };
            hits.set(req.ip, hit);
          }
          renew(hit);
          next();
        });
      `,
      output: `
        const hits = new Map();
        setInterval(() => {
          for (const [key, entry] of hits) {
            if (Date.now() - entry.at > 1000) {
              hits.delete(key);
            }
          }
        }, 1000).unref();
        const renew = (entry) => {
          entry.at = Date.now();
        };
        app.use((req, res, next) => {
          let hit = hits.get(req.ip);
          if (!hit || Date.now() - hit.at > 1000) {
            hit = { at: Date.now(), count: 0 };
            hits.set(req.ip, hit);
          }
          renew(hit);
          next();
        });
      `,
      options,
      findings: [{ messageId: 'unbounded', line: 1 }],
    },
  ],
});
