/**
 * Entries that somebody changes are not computed again with the change: their collection is capped by decision alone.
 */
import { boundMaps } from '../../../codemods/bound-maps.ts';
import { noUnboundedModuleMap } from '../../../rules/no-unbounded-module-map.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const HELPER = 'const getConfig = (key) => {\n  let config = configs.get(key);\n  if (!config) {\n    config = loadConfig(key);\n    configs.set(key, config);\n  }\n  return config;\n};\n';
const found = { messageId: 'unbounded', line: 1 } as const;
const CHANGES = 'changes an entry, or keeps it where it may be changed';

interface Module {
  readonly helper?: string;
  readonly refused?: string;
  readonly options?: InvalidCase['options'];
}

const withMaker = (maker: string, body: string, helper: string) => `const configs = new ${maker};\n${helper}${body}\n`;
const kept = (name: string, body: string, { helper = HELPER, refused = CHANGES, options }: Module = {}): InvalidCase => ({
  name,
  code: withMaker('Map()', body, helper),
  findings: [{ ...found, refused }],
  ...(options ? { options } : {}),
});
const capped = (name: string, body: string, { helper = HELPER, options }: Module = {}): InvalidCase => ({
  name,
  code: withMaker('Map()', body, helper),
  output: `const { LRUCache } = require('lru-cache');\n${withMaker('LRUCache({ max: 1000 })', body, helper)}`,
  findings: [found],
  ...(options ? { options } : {}),
});
const handler = (body: string) => `app.put('/:id', async (req, res, next) => {\n  const { id } = req.params;\n  ${body}\n  res.end();\n});`;
const EXISTING = 'changes what an entry holds';

const changed: InvalidCase[] = [
  kept('a count in what the helper gives', handler('getConfig(id).n += 1;'), { refused: EXISTING }),
  kept('Object.assign', handler('Object.assign(getConfig(id), req.body);')),
  kept('Object.assign, by a name', handler('const c = getConfig(id);\n  Object.assign(c, req.body);')),
  kept('a property, by a name', handler('const c = getConfig(id);\n  c.x = 1;'), { refused: EXISTING }),
  kept('a property far inside', handler('const c = getConfig(id);\n  c.a.b.d.e = 1;'), { refused: EXISTING }),
  kept('a list that is sorted', handler('getConfig(id).list.sort();')),
  kept('a list that is cut', handler('const { list } = getConfig(id);\n  list.length = 1;'), { refused: EXISTING }),
  kept('a list that is taken out of what is nested', handler('const { settings: { list } } = getConfig(id);\n  list.reverse();')),
  kept('a deleted property', handler('const c = getConfig(id);\n  delete c.x;'), { refused: EXISTING }),
  kept('a target of an object pattern', handler('const c = getConfig(id);\n  ({ a: c.x } = req.body);')),
  kept('a target of an array pattern', handler('[getConfig(id).x] = req.body.list;')),
  kept('a target with a default', handler('[getConfig(id).x = 1] = req.body.list;')),
  kept('a target of a loop', handler('const c = getConfig(id);\n  for (c.x of req.body.list) note(id);')),
  kept('lodash, as a whole', `const _ = require('lodash');\n${handler('_.merge(getConfig(id), req.body);')}`),
  kept('lodash, by name', `const { defaultsDeep } = require('lodash');\n${handler('defaultsDeep(getConfig(id), req.body);')}`),
  kept('lodash set', `const _ = require('lodash');\n${handler("_.set(getConfig(id), 'a.b', 1);")}`),
  kept('a function that is not seen and says that it changes', handler('await applyPatch(getConfig(id), req.body);')),
  kept('a function of the file', `function update(c, body) {\n  c.x = body.x;\n}\n${handler('update(getConfig(id), req.body);')}`, { refused: EXISTING }),
  kept('a function of the file that takes it apart', `function update({ settings }, body) {\n  Object.assign(settings, body);\n}\n${handler('update(getConfig(id), req.body);')}`),
  kept('a property of a parameter', handler('req.config = getConfig(id);')),
  kept('a property of what a parameter holds, by a name', handler('const { session } = req;\n  const user = req.user;\n  user.config = getConfig(id);')),
  kept('in an object that is stored', handler('req.context = { config: getConfig(id) };')),
  kept('assigned to a parameter', handler('Object.assign(req, { config: getConfig(id) });')),
  kept('a variable of the module', `let last;\n${handler('last = getConfig(id);')}\nexports.last = () => last;`),
  kept('a list of the module', `const all = [];\n${handler('all.push(getConfig(id));')}`),
  kept('a field', `class Service {\n  use(id) {\n    this.config = getConfig(id);\n  }\n}\n${handler('new Service().use(id);')}`),
  kept('a field that a constructor fills', `class Service {\n  constructor(config) {\n    this.config = config;\n  }\n}\n${handler('new Service(getConfig(id));')}`),
  kept('a map', handler('req.body.ids.map(getConfig).forEach((c) => { c.x = 1; });')),
  kept('a map by an arrow function', handler('for (const c of req.body.ids.map((one) => getConfig(one))) Object.assign(c, req.body);')),
  kept('Promise.all', handler('const [c] = await Promise.all([getConfig(id)]);\n  c.x = 1;')),
  kept('Promise.all of a map', handler('const all = await Promise.all(req.body.ids.map(getConfig));\n  all[0].x = 1;')),
  kept('then', handler('getConfig(id).then((c) => Object.assign(c, req.body));')),
  kept('another name of the helper', handler('const edit = getConfig;\n  edit(id).x = 1;\n  res.json(getConfig(id));')),
  kept('an object with the helper', `const service = { getConfig };\n${handler('service.getConfig(id).x = 1;\n  res.json(getConfig(id));')}`),
  kept('what has just been stored', 'exports.config = async (userId) => {\n  const hit = configs.get(userId);\n  if (hit) return hit;\n  const config = await loadConfig(userId);\n  configs.set(userId, config);\n  config.at = Date.now();\n  return config;\n};', { helper: '' }),
];

/** Nobody changes an entry. */
const read: InvalidCase[] = [
  capped('what is sent', handler('res.json(getConfig(id));')),
  capped('what is sent with more', handler('res.json({ config: getConfig(id), id });')),
  capped('what is logged', handler('console.log(getConfig(id));\n  log.info({ config: getConfig(id) });')),
  capped('what is read', handler('const { name, list } = getConfig(id);\n  res.json({ name, first: list[0], size: list.length });')),
  capped('what is turned into text', handler('res.end(JSON.stringify(getConfig(id)));')),
  capped('what is spread', handler('const c = { ...getConfig(id), at: Date.now() };\n  c.x = 1;\n  req.config = c;')),
  capped('what is assigned to a new object', handler('const c = Object.assign({}, getConfig(id));\n  c.x = 1;')),
  capped('what is gathered', handler('const out = [];\n  for (const one of req.body.ids) out.push(getConfig(one));\n  res.json(out);')),
  capped('what is gathered in a new object', handler('const out = {};\n  for (const one of req.body.ids) out[one] = getConfig(one);\n  res.json(out);')),
  capped('what reduce gathers', handler('res.json(req.body.ids.reduce((all, one) => {\n    all[one] = getConfig(one);\n    return all;\n  }, {}));')),
  capped('what a map gives, and is read', handler('res.json(req.body.ids.map(getConfig).map((c) => c.name));')),
  capped('what is filtered, and then sorted', handler('res.json(getConfig(id).list.filter(Boolean).sort());')),
  capped('what is awaited', handler('const [c] = await Promise.all([getConfig(id)]);\n  res.json(c);')),
  capped('a method of a response', handler('res.set(getConfig(id));\n  res.send(getConfig(id));')),
  capped('the body of an answer', `router.get('/:id', (ctx) => {\n  ctx.body = getConfig(ctx.params.id);\n});`),
  capped('a function of the file that reads', `function show(c, res) {\n  res.json({ name: c.name });\n}\n${handler('show(getConfig(id), res);')}`),
  capped('a helper that is exported', `exports.getConfig = getConfig;\n${handler('res.json(getConfig(id));')}`),
  capped('a text that is kept', handler('req.config = getConfig(id);'), { helper: 'const getConfig = (key) => {\n  let config = configs.get(key);\n  if (!config) {\n    config = `<${key}>`;\n    configs.set(key, config);\n  }\n  return config;\n};\n' }),
  capped('a change, by decision', handler('Object.assign(getConfig(id), req.body);'), { options: { evict: true } }),
];

const typed = (type: string, parameters: string): string => `class Store<${parameters}> {\n  private all = new Map<${type}>();\n  add(key: string, value: any) {\n    this.all.set(key as any, value);\n  }\n}\nexport const store = new Store<any, any>();\napp.post('/:id', (req: any) => store.add(req.params.id, 1));\n`;
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
  findings: [{ messageId: 'unbounded', line: 2, refused: `its type lets it hold nothing (\`${refused}\`)` }],
}));
const bound: InvalidCase = {
  name: 'type parameters that extend something',
  filename: 'store.ts',
  code: typed('K, V', 'K extends string, V extends object'),
  options: { evict: true },
  output: `import { LRUCache } from 'lru-cache';\n${typed('K, V', 'K extends string, V extends object').replace('new Map<K, V>()', 'new LRUCache<K, V>({ max: 1000 })')}`,
  findings: [{ messageId: 'unbounded', line: 2 }],
};

runSuite({ rule: noUnboundedModuleMap, codemod: boundMaps, valid: [], invalid: [...changed, ...read, ...generic, bound] });
