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

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [
    ...lifetimes,
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
