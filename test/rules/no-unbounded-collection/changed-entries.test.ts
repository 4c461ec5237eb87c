/**
 * Entries that somebody changes are not computed again with the change: their collection is capped by decision alone.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { dedent } from '../../harness/dedent.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const HELPER = dedent(`
  const getConfig = (key) => {
    let config = configs.get(key);
    if (!config) {
      config = loadConfig(key);
      configs.set(key, config);
    }
    return config;
  };
`);
const found = { messageId: 'unbounded', line: 1 } as const;
const CHANGES = 'changes an entry, or keeps it where it may be changed';

interface Module {
  readonly helper?: string;
  readonly refused?: string;
  readonly options?: InvalidCase['options'];
}

const withMaker = (maker: string, body: string, helper: string) =>
  `const configs = new ${maker};\n${helper}${body}\n`;
const kept = (
  name: string,
  body: string,
  { helper = HELPER, refused = CHANGES, options }: Module = {},
): InvalidCase => ({
  name,
  code: withMaker('Map()', body, helper),
  findings: [{ ...found, refused }],
  ...(options ? { options } : {}),
});
const capped = (
  name: string,
  body: string,
  { helper = HELPER, options }: Module = {},
): InvalidCase => ({
  name,
  code: withMaker('Map()', body, helper),
  output: `const { LRUCache } = require('lru-cache');\n${withMaker('LRUCache({ max: 1000 })', body, helper)}`,
  findings: [found],
  ...(options ? { options } : {}),
});
const handler = (body: string) =>
  `app.put('/:id', async (req, res, next) => {\n  const { id } = req.params;\n  ${body}\n  res.end();\n});`;
const EXISTING = 'changes the value of an entry';

const changed: InvalidCase[] = [
  kept('a count in what the helper gives', handler('getConfig(id).n += 1;'), { refused: EXISTING }),
  kept(
    'the cause of an error',
    handler("throw new Error('no such plan', { cause: getConfig(id) });"),
  ),
  kept(
    'a comparison that counts',
    handler('[getConfig(id), getConfig(req.body.id)].sort((a, b) => { a.n += 1; return 0; });'),
  ),
  kept('Object.assign', handler('Object.assign(getConfig(id), req.body);')),
  kept(
    'Object.assign, by a name',
    handler(
      dedent(`
        const c = getConfig(id);
          Object.assign(c, req.body);`),
    ),
  ),
  kept(
    'a property, by a name',
    handler(
      dedent(`
        const c = getConfig(id);
          c.x = 1;`),
    ),
    { refused: EXISTING },
  ),
  kept(
    'a property far inside',
    handler(
      dedent(`
        const c = getConfig(id);
          c.a.b.d.e = 1;`),
    ),
    { refused: EXISTING },
  ),
  kept('a list that is sorted', handler('getConfig(id).list.sort();')),
  kept(
    'a list that is cut',
    handler(
      dedent(`
        const { list } = getConfig(id);
          list.length = 1;`),
    ),
    { refused: EXISTING },
  ),
  kept(
    'a list that is taken out of what is nested',
    handler(
      dedent(`
        const { settings: { list } } = getConfig(id);
          list.reverse();`),
    ),
  ),
  kept(
    'a deleted property',
    handler(
      dedent(`
        const c = getConfig(id);
          delete c.x;`),
    ),
    { refused: EXISTING },
  ),
  kept(
    'a target of an object pattern',
    handler(
      dedent(`
        const c = getConfig(id);
          ({ a: c.x } = req.body);`),
    ),
  ),
  kept('a target of an array pattern', handler('[getConfig(id).x] = req.body.list;')),
  kept('a target with a default', handler('[getConfig(id).x = 1] = req.body.list;')),
  kept(
    'a target of a loop',
    handler(
      dedent(`
        const c = getConfig(id);
          for (c.x of req.body.list) note(id);`),
    ),
  ),
  kept(
    'lodash, as a whole',
    dedent(`
      const _ = require('lodash');
      app.put('/:id', async (req, res, next) => {
        const { id } = req.params;
        _.merge(getConfig(id), req.body);
        res.end();
      });`),
  ),
  kept(
    'lodash, by name',
    dedent(`
      const { defaultsDeep } = require('lodash');
      app.put('/:id', async (req, res, next) => {
        const { id } = req.params;
        defaultsDeep(getConfig(id), req.body);
        res.end();
      });`),
  ),
  kept(
    'lodash set',
    dedent(`
      const _ = require('lodash');
      app.put('/:id', async (req, res, next) => {
        const { id } = req.params;
        _.set(getConfig(id), 'a.b', 1);
        res.end();
      });`),
  ),
  kept(
    'a function that is not seen and says that it changes',
    handler('await applyPatch(getConfig(id), req.body);'),
  ),
  kept(
    'a function of the file',
    dedent(`
      function update(c, body) {
        c.x = body.x;
      }
      app.put('/:id', async (req, res, next) => {
        const { id } = req.params;
        update(getConfig(id), req.body);
        res.end();
      });`),
    { refused: EXISTING },
  ),
  kept(
    'a function of the file that takes it apart',
    dedent(`
      function update({ settings }, body) {
        Object.assign(settings, body);
      }
      app.put('/:id', async (req, res, next) => {
        const { id } = req.params;
        update(getConfig(id), req.body);
        res.end();
      });`),
  ),
  kept('a property of a parameter', handler('req.config = getConfig(id);')),
  kept(
    'a property of what a parameter holds, by a name',
    handler(
      dedent(`
        const { session } = req;
          const user = req.user;
          user.config = getConfig(id);`),
    ),
  ),
  kept('in an object that is stored', handler('req.context = { config: getConfig(id) };')),
  kept('assigned to a parameter', handler('Object.assign(req, { config: getConfig(id) });')),
  kept(
    'a variable of the module',
    dedent(`
      let last;
      app.put('/:id', async (req, res, next) => {
        const { id } = req.params;
        last = getConfig(id);
        res.end();
      });
      exports.last = () => last;`),
  ),
  kept(
    'a list of the module',
    dedent(`
      const all = [];
      app.put('/:id', async (req, res, next) => {
        const { id } = req.params;
        all.push(getConfig(id));
        res.end();
      });`),
    { options: { collections: ['map'] } },
  ),
  kept(
    'a field',
    dedent(`
      class Service {
        use(id) {
          this.config = getConfig(id);
        }
      }
      app.put('/:id', async (req, res, next) => {
        const { id } = req.params;
        new Service().use(id);
        res.end();
      });`),
  ),
  kept(
    'a field that a constructor fills',
    dedent(`
      class Service {
        constructor(config) {
          this.config = config;
        }
      }
      app.put('/:id', async (req, res, next) => {
        const { id } = req.params;
        new Service(getConfig(id));
        res.end();
      });`),
  ),
  kept('a map', handler('req.body.ids.map(getConfig).forEach((c) => { c.x = 1; });'), {
    refused: EXISTING,
  }),
  kept(
    'a map by an arrow function',
    handler(
      'for (const c of req.body.ids.map((one) => getConfig(one))) Object.assign(c, req.body);',
    ),
  ),
  kept(
    'Promise.all',
    handler(
      dedent(`
        const [c] = await Promise.all([getConfig(id)]);
          c.x = 1;`),
    ),
    { refused: EXISTING },
  ),
  kept(
    'Promise.all of a map',
    handler(
      dedent(`
        const all = await Promise.all(req.body.ids.map(getConfig));
          all[0].x = 1;`),
    ),
    { refused: EXISTING },
  ),
  kept('then', handler('getConfig(id).then((c) => Object.assign(c, req.body));')),
  kept(
    'another name of the helper',
    handler(
      dedent(`
        const edit = getConfig;
          edit(id).x = 1;
          res.json(getConfig(id));`),
    ),
    { refused: EXISTING },
  ),
  kept(
    'an object with the helper',
    dedent(`
      const service = { getConfig };
      app.put('/:id', async (req, res, next) => {
        const { id } = req.params;
        service.getConfig(id).x = 1;
        res.json(getConfig(id));
        res.end();
      });`),
    { refused: EXISTING },
  ),
  kept(
    'what has just been stored',
    dedent(`
      exports.config = async (userId) => {
        const hit = configs.get(userId);
        if (hit) return hit;
        const config = await loadConfig(userId);
        configs.set(userId, config);
        config.at = Date.now();
        return config;
      };`),
    { helper: '' },
  ),
];

/** Nobody changes an entry. */
const read: InvalidCase[] = [
  capped(
    'a comparison that reads',
    handler('note([getConfig(id), getConfig(req.body.id)].sort((a, b) => a.n - b.n).length);'),
  ),
  capped('what is sent', handler('res.json(getConfig(id));')),
  capped('what is sent with more', handler('res.json({ config: getConfig(id), id });')),
  capped(
    'what is logged',
    handler(
      dedent(`
        console.log(getConfig(id));
          log.info({ config: getConfig(id) });`),
    ),
  ),
  capped(
    'what is read',
    handler(
      dedent(`
        const { name, list } = getConfig(id);
          res.json({ name, first: list[0], size: list.length });`),
    ),
  ),
  capped('what is turned into text', handler('res.end(JSON.stringify(getConfig(id)));')),
  capped(
    'what is spread',
    handler(
      dedent(`
        const c = { ...getConfig(id), at: Date.now() };
          c.x = 1;
          req.config = c;`),
    ),
  ),
  capped(
    'what is assigned to a new object',
    handler(
      dedent(`
        const c = Object.assign({}, getConfig(id));
          c.x = 1;`),
    ),
  ),
  capped(
    'what is gathered',
    handler(
      dedent(`
        const out = [];
          for (const one of req.body.ids) out.push(getConfig(one));
          res.json(out);`),
    ),
  ),
  capped(
    'what is gathered in a new object',
    handler(
      dedent(`
        const out = {};
          for (const one of req.body.ids) out[one] = getConfig(one);
          res.json(out);`),
    ),
  ),
  capped(
    'what reduce gathers',
    handler(
      dedent(`
        res.json(req.body.ids.reduce((all, one) => {
            all[one] = getConfig(one);
            return all;
          }, {}));`),
    ),
  ),
  capped(
    'what a map gives, and is read',
    handler('res.json(req.body.ids.map(getConfig).map((c) => c.name));'),
  ),
  capped(
    'what is filtered, and then sorted',
    handler('res.json(getConfig(id).list.filter(Boolean).sort());'),
  ),
  capped(
    'what is awaited',
    handler(
      dedent(`
        const [c] = await Promise.all([getConfig(id)]);
          res.json(c);`),
    ),
  ),
  capped(
    'a method of a response',
    handler(
      dedent(`
        res.set(getConfig(id));
          res.send(getConfig(id));`),
    ),
  ),
  capped(
    'the body of an answer',
    dedent(`
      router.get('/:id', (ctx) => {
        ctx.body = getConfig(ctx.params.id);
      });`),
  ),
  capped(
    'a function of the file that reads',
    dedent(`
      function show(c, res) {
        res.json({ name: c.name });
      }
      app.put('/:id', async (req, res, next) => {
        const { id } = req.params;
        show(getConfig(id), res);
        res.end();
      });`),
  ),
  capped(
    'a helper that is exported',
    dedent(`
      exports.getConfig = getConfig;
      app.put('/:id', async (req, res, next) => {
        const { id } = req.params;
        res.json(getConfig(id));
        res.end();
      });`),
  ),
  capped('a text that is kept', handler('req.config = getConfig(id);'), {
    helper: dedent(`
      const getConfig = (key) => {
        let config = configs.get(key);
        if (!config) {
          config = \`<\${key}>\`;
          configs.set(key, config);
        }
        return config;
      };
    `),
  }),
  capped('a change, by decision', handler('Object.assign(getConfig(id), req.body);'), {
    options: { evict: true },
  }),
];

const typed = (type: string, parameters: string): string =>
  `class Store<${parameters}> {\n  private all = new Map<${type}>();\n  add(key: string, value: any) {\n    this.all.set(key as any, value);\n  }\n}\nexport const store = new Store<any, any>();\napp.post('/:id', (req: any) => store.add(req.params.id, 1));\n`;
const generic: InvalidCase[] = [
  ['K, V', 'K extends string, V', 'V'],
  ['K, V', 'K, V extends object', 'K'],
  ['K, V', 'K extends string, V extends unknown', 'V'],
  ['string, V | number', 'K, V', 'V | number'],
].map(([type, parameters, refused]) => ({
  name: `a type parameter: Map<${type}> in <${parameters}>`,
  filename: 'store.ts',
  code: typed(type!, parameters!),
  options: { evict: true },
  findings: [
    { messageId: 'unbounded', line: 2, refused: `its type lets it hold nothing (\`${refused}\`)` },
  ],
}));
const bound: InvalidCase = {
  name: 'type parameters that extend something',
  filename: 'store.ts',
  code: `
    class Store<K extends string, V extends object> {
      private all = new Map<K, V>();
      add(key: string, value: any) {
        this.all.set(key as any, value);
      }
    }
    export const store = new Store<any, any>();
    app.post('/:id', (req: any) => store.add(req.params.id, 1));
  `,
  options: { evict: true },
  output: `
    import { LRUCache } from 'lru-cache';
    class Store<K extends string, V extends object> {
      private all = new LRUCache<K, V>({ max: 1000 });
      add(key: string, value: any) {
        this.all.set(key as any, value);
      }
    }
    export const store = new Store<any, any>();
    app.post('/:id', (req: any) => store.add(req.params.id, 1));
  `,
  findings: [{ messageId: 'unbounded', line: 2 }],
};

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: [],
  invalid: [...changed, ...read, ...generic, bound],
});
