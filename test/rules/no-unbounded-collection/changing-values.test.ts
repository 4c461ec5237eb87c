/**
 * What an entry is computed of may be another when it is computed again: the time, a random number, what the program changes.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const found = { messageId: 'unbounded', line: 1 } as const;
const options = { strategy: 'cap' } as const;
const CUT = 'if (plans.size > 1000) plans.delete(plans.keys().next().value);';

/** A route that answers with the entry, or with a part of it. */
const indented = (code: string) => dedent(code).trimEnd().replaceAll('\n', '\n  ');
const route = (value: string, { answer = 'plans.get(id)', around = '', cut = '' } = {}) => `
  const plans = new Map();
  const [WEEK, TTL, SALE_ENDS] = [604800000, 60000, 1800000000000];
  const SHARDS = ['a', 'b', 'c'];
  ${indented(around)}
  app.get('/:id', async (req, res) => {
    const { id } = req.params;
    if (!plans.has(id)) plans.set(id, ${value});${cut}
    res.json(${answer});
  });
`;

interface Parts {
  readonly answer?: string;
  readonly around?: string;
}

const capped = (name: string, value: string, parts: Parts = {}): InvalidCase => ({
  name,
  code: route(value, parts),
  output: route(value, { ...parts, cut: `\n    ${CUT}` }),
  options,
  findings: [found],
});
const kept = (name: string, value: string, refused: string, parts: Parts = {}): InvalidCase => ({
  name,
  code: route(value, parts),
  options,
  findings: [{ ...found, refused }],
});

/** A cache that loads again what has expired. */
const expiring = (
  fresh: string,
  test: string,
  { around = '', cut = '', answer = 'hit.plan' } = {},
) => `
  const plans = new Map();
  const [WEEK, TTL, SALE_ENDS] = [604800000, 60000, 1800000000000];
  const SHARDS = ['a', 'b', 'c'];
  ${indented(around)}
  app.get('/:id', async (req, res) => {
    const { id } = req.params;
    const hit = plans.get(id);
    if (hit && ${test}) return res.json(${answer});
    const plan = await loadPlan(id);
    plans.set(id, ${fresh});${cut}
    res.json(plan);
  });
`;
const renewed = (name: string, fresh: string, test: string, around = ''): InvalidCase => ({
  name,
  code: expiring(fresh, test, { around }),
  output: expiring(fresh, test, { around, cut: `\n    ${CUT}` }),
  options,
  findings: [found],
});

const TIME = 'which would be another after an eviction';

const clocks: InvalidCase[] = [
  kept('a trial', '{ plan: await loadPlan(id), ends: Date.now() + WEEK }', TIME),
  kept('a date', '{ plan: await loadPlan(id), firstSeen: new Date() }', TIME),
  kept('the text of a date', '{ plan: await loadPlan(id), at: new Date().toISOString() }', TIME),
  kept(
    'the time that the process runs',
    '{ plan: await loadPlan(id), at: performance.now() }',
    TIME,
  ),
  kept('a time by its name', '{ plan: await loadPlan(id), at: hrtime() }', 'not plainly a cache'),
  kept('a time in a text', '{ plan: await loadPlan(id), tag: `${id}-${Date.now()}` }', TIME),
  kept(
    'a part of a part',
    '{ plan: await loadPlan(id), trial: { ends: Date.now() + WEEK } }',
    TIME,
    {
      answer: 'plans.get(id).trial',
    },
  ),
  kept('a time that is answered', '{ plan: await loadPlan(id), ends: Date.now() + WEEK }', TIME, {
    answer: 'plans.get(id).ends',
  }),
  kept('a time that decides', '{ plan: await loadPlan(id), ends: Date.now() + WEEK }', TIME, {
    answer: "plans.get(id).ends < Date.now() ? 'over' : 'open'",
  }),
  kept('a time of a function', 'await trialOf(id)', TIME, {
    around: `
      async function trialOf(id) {
        const plan = await loadPlan(id);
        return { plan, ends: Date.now() + WEEK };
      }
    `,
  }),
  kept(
    'a time that a function is given',
    'trialOf(await loadPlan(id), Date.now())',
    'not plainly a cache',
    {
      around: 'const trialOf = (plan, begins) => ({ plan, begins });',
    },
  ),
  kept('a function that asks the time', '{ plan: await loadPlan(id), price: priceOf(id) }', TIME, {
    around: `
      function priceOf(id) {
        if (Date.now() < SALE_ENDS) return 1;
        return 2;
      }
    `,
  }),
  {
    name: 'a time that is written later',
    code: `
      const plans = new Map();
      app.get('/:id', async (req, res) => {
        const { id } = req.params;
        let plan = plans.get(id);
        if (!plan) {
          plan = await loadPlan(id);
          plan.ends = Date.now() + WEEK;
          plans.set(id, plan);
        }
        res.json(plan);
      });
    `,
    options,
    findings: [{ ...found, refused: 'changes the value of an entry' }],
  },
  {
    name: 'a time that is renewed, and shown',
    code: expiring('{ plan, ends: Date.now() + WEEK }', 'hit.ends > Date.now()', { answer: 'hit' }),
    options,
    findings: [{ ...found, refused: TIME }],
  },
];

const lifetimes: InvalidCase[] = [
  renewed('a lifetime', '{ plan, expires: Date.now() + TTL }', 'hit.expires > Date.now()'),
  renewed('an age', '{ plan, fetchedAt: Date.now() }', 'Date.now() - hit.fetchedAt < TTL'),
  renewed(
    'a date',
    '{ plan, until: new Date(later()) }',
    'hit.until > new Date()',
    'const later = () => Date.now() + TTL;',
  ),
  renewed(
    'a test by a function',
    '{ plan, at: Date.now() }',
    '!isOld(hit)',
    'const isOld = (entry) => Date.now() - entry.at > TTL;',
  ),
  capped('a time that nobody reads', '{ plan: await loadPlan(id), at: Date.now() }', {
    answer: 'plans.get(id).plan',
  }),
  capped('a time that is logged', '{ plan: await loadPlan(id), at: Date.now() }', {
    answer: '(console.log(plans.get(id).at), plans.get(id).plan)',
  }),
  capped('how long loading takes', 'await timed(id)', {
    around: `
      async function timed(id) {
        const begun = Date.now();
        const plan = await loadPlan(id);
        console.log('took', Date.now() - begun);
        if (Date.now() - begun > 1000) console.warn('slow');
        return plan;
      }
    `,
  }),
];

const STATE = 'which changes';

const shard = (around: string, value = 'chooseShard(id)') =>
  ['{ plan: await loadPlan(id), shard: ' + value + ' }', around] as const;
const placed = (name: string, [value, around]: readonly [string, string]): InvalidCase =>
  kept(name, value, STATE, { around });
const computed = (name: string, [value, around]: readonly [string, string]): InvalidCase =>
  capped(name, value, { around });

const states: InvalidCase[] = [
  placed(
    'a variable that counts',
    shard(`
      let next = 0;
      const chooseShard = (id) => SHARDS[(hash(id) + next) % SHARDS.length];
      app.post('/next', (req, res) => {
        next += 1;
        res.end();
      });
    `),
  ),
  placed(
    'a variable that is set',
    shard(`
      let region = 'eu';
      const chooseShard = (id) => SHARDS[region][hash(id)];
      app.post('/region', (req, res) => {
        region = req.body.region;
        res.end();
      });
    `),
  ),
  placed(
    'a list that changes',
    shard(`
      const shards = [...SHARDS];
      const chooseShard = (id) => shards[hash(id) % shards.length];
      app.post('/shards', (req, res) => {
        shards[0] = req.body.name;
        res.end();
      });
    `),
  ),
  placed(
    'what the state decides',
    shard(`
      let isOpen = true;
      setInterval(async () => {
        isOpen = await loadState();
      }, 1000);
      function chooseShard(id) {
        if (isOpen) return 'first';
        return hash(id);
      }
    `),
  ),
  placed(
    'a field of an object',
    shard(
      `
      const state = { next: 0, all: SHARDS };
      app.post('/next', (req, res) => {
        state.next++;
        res.end();
      });
    `,
      'SHARDS[state.next]',
    ),
  ),
  placed(
    'an index that changes',
    shard(`
      const owners = new Map(Object.entries(OWNERS));
      const chooseShard = (id) => owners.get(id.slice(0, 2));
      app.post('/owner', (req, res) => {
        owners.delete(req.body.owner);
        res.end();
      });
    `),
  ),
  kept(
    'its own size',
    '{ plan: await loadPlan(id), shard: SHARDS[plans.size % SHARDS.length] }',
    'its size is shown',
  ),
  kept(
    'its own keys',
    '{ plan: await loadPlan(id), shard: numberOf([...plans.keys()]) }',
    'goes through its entries',
  ),
  placed(
    'a regular expression that goes on from where it was',
    shard(`
      const letters = /[a-e]/g;
      const chooseShard = (id) => ({ id, ok: letters.test(id) });
    `),
  ),
  placed(
    'a list that the function itself turns',
    shard(`
      const all = ['c', 'a', 'b'];
      const chooseShard = (id) => ({ id, order: all.reverse().join('') });
    `),
  ),
  {
    name: 'a field of a class',
    code: `
      class Plans {
        #next = 0;
        #plans = new Map();
        planOf(id) {
          let plan = this.#plans.get(id);
          if (!plan) {
            plan = { id, shard: this.#choose(id) };
            this.#plans.set(id, plan);
          }
          return plan;
        }
        #choose(id) {
          const at = (hash(id) + this.#next) % SHARDS.length;
          return loadShard(at);
        }
        advance() {
          this.#next += 1;
        }
      }
      const plans = new Plans();
      app.get('/:id', (req, res) => res.json(plans.planOf(req.params.id)));
    `,
    options,
    findings: [{ ...found, line: 3, refused: STATE }],
  },
  {
    name: 'a variable of the function around',
    code: `
      function makePlans() {
        let next = 0;
        const plans = new Map();
        const chooseShard = (id) => loadShard((hash(id) + next) % SHARDS.length);
        return {
          advance() {
            next += 1;
          },
          planOf(id) {
            if (!plans.has(id)) plans.set(id, { id, shard: chooseShard(id) });
            return plans.get(id);
          },
        };
      }
      const plans = makePlans();
      app.get('/:id', (req, res) => res.json(plans.planOf(req.params.id)));
    `,
    options,
    findings: [{ ...found, line: 3, refused: STATE }],
  },
];

const constants: InvalidCase[] = [
  computed(
    'a list that is filled as the module loads',
    shard(`
      const shards = [];
      for (const name of NAMES) shards.push(name);
      const chooseShard = (id) => shards[hash(id) % shards.length];
    `),
  ),
  computed(
    'what is set as the service starts',
    shard(`
      let shards;
      async function init() {
        shards = await listShards();
      }
      init();
      const chooseShard = (id) => findShard(shards, id);
    `),
  ),
  computed(
    'what is made once, where it is missing',
    shard(`
      let shards;
      app.use(async (req, res, next) => {
        shards ??= await listShards();
        next();
      });
      const chooseShard = (id) => findShard(shards, id);
    `),
  ),
  computed(
    'a client that is set',
    shard(
      `
      let client;
      exports.useClient = (given) => {
        client = given;
      };
      const loadOf = (id) => client.load(id);
    `,
      'await loadOf(id)',
    ),
  ),
  computed(
    'a regular expression without a position',
    shard(`
      const letters = /[a-e]/;
      const chooseShard = (id) => ({ id, ok: letters.test(id) });
    `),
  ),
  computed(
    'another field of the object',
    shard(
      `
      const state = { hits: 0, base: 4 };
      app.use((req, res, next) => {
        state.hits += 1;
        next();
      });
    `,
      'SHARDS[state.base]',
    ),
  ),
  computed(
    'variables of the function itself',
    shard(`
      function chooseShard(id) {
        let sum = 0;
        sum += hash(id);
        return findShard(sum);
      }
    `),
  ),
  {
    name: 'a function that asks for its own entries',
    code: `
      const memo = new Map();
      const fib = (n) => {
        if (memo.has(n)) return memo.get(n);
        const value = n < 2 ? n : computeSum(fib(n - 1), fib(n - 2));
        memo.set(n, value);
        return value;
      };
      app.get('/:n', (req, res) => res.json(fib(Number(req.params.n))));
    `,
    output: `
      const memo = new Map();
      const fib = (n) => {
        if (memo.has(n)) return memo.get(n);
        const value = n < 2 ? n : computeSum(fib(n - 1), fib(n - 2));
        memo.set(n, value);
        if (memo.size > 1000) memo.delete(memo.keys().next().value);
        return value;
      };
      app.get('/:n', (req, res) => res.json(fib(Number(req.params.n))));
    `,
    options,
    findings: [found],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [...clocks, ...lifetimes, ...states, ...constants],
});
