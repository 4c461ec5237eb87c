/**
 * Which calls compute an entry again, where their code is not seen: what their names say.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase } from '../../harness/rule-tester.ts';

const options = { strategy: 'cap' } as const;

const route = (collection: string, load: string, cut = '') => `
  const ${collection} = new Map();
  app.get('/:id', async (req, res) => {
    const { id } = req.params;
    let value = ${collection}.get(id);
    if (value === undefined) {
      value = await ${load};
      ${collection}.set(id, value);${cut}
    }
    res.json(value);
  });
`;

const capped = (collection: string, load: string): InvalidCase => ({
  name: `${collection}: ${load}`,
  code: route(collection, load),
  output: route(
    collection,
    load,
    `
      if (${collection}.size > 1000) {
        ${collection}.delete(${collection}.keys().next().value);
      }`,
  ),
  options,
  findings: [{ messageId: 'unbounded', line: 1 }],
});
const kept = (collection: string, load: string): InvalidCase => ({
  name: `${collection}: ${load}`,
  code: route(collection, load),
  options,
  findings: [{ messageId: 'unbounded', line: 1, refused: 'not plainly a cache' }],
});

/** They read or compute. */
const computing = [
  'service.loadUser(id)',
  'service.fetchAndParse(id)',
  'service.findOneOrFail(id)',
  'service.countItems(id)',
  'service.findUserByToken(id)',
  'service.summarize(id)',
  'service.findRecord(id)',
];

/** They have an effect, or choose. */
const acting = [
  'service.findOneAndUpdate({ id })',
  'service.loadAndSubscribe(id)',
  'service.readAndClear(id)',
  'service.loadAndWatch(id)',
  'service.fetchOrEnroll(id)',
  'service.findOrBuild(id)',
  'service.findFreeSlot(id)',
  'service.findAvailablePort(id)',
  'service.loadOnce(id)',
  'service.pickServer(id)',
  'service.joinRoom(id)',
  'service.hashPassword(id)',
];

/** Whatever the collection is called. */
const actingInCaches = [
  'service.redeemCode(id)',
  'service.fetchTicket(id)',
  'service.unknownOf(id)',
  'service.exchangeCode(id)',
  'service.drawCard(id)',
  'service.dequeueJob(id)',
  'service.subscribeTopic(id)',
  'service.uploadFile(id)',
  'service.assignVariant(id)',
  'service.encryptText(id)',
  'service.recordView(id)',
];

const helper = (statement: string, cut = ''): string => `
  const cache = new Map();
  async function loadOf(id) {
    ${statement}
    return fetchUser(id);
  }
  app.get('/:id', async (req, res) => {
    const { id } = req.params;
    if (!cache.has(id)) cache.set(id, await loadOf(id));${cut}
    res.json(cache.get(id));
  });
`;
const statements: InvalidCase[] = [
  {
    name: 'a call whose result nobody uses is there for its effect',
    code: helper('notifications.touch(id);'),
    options,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'not plainly a cache' }],
  },
  {
    name: 'the same behind await',
    code: helper('await notifications.touch(id);'),
    options,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'not plainly a cache' }],
  },
  {
    name: 'a line in a log',
    code: helper("logger.info('load', id);"),
    output: helper(
      "logger.info('load', id);",
      '\n    if (cache.size > 1000) cache.delete(cache.keys().next().value);',
    ),
    options,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  valid: [],
  invalid: [
    ...computing.map((call) => capped('byId', call)),
    ...acting.map((call) => kept('byId', call)),
    ...actingInCaches.map((call) => kept('valueCache', call)),
    ...statements,
  ],
});
