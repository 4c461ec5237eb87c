/**
 * Growth that is slow is told in `strict` alone: by what somebody configures, by the calendar, with the entities of a store.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const slow: Record<string, string> = {
  'one entry a tenant': `
    const clients = new Map();
    exports.clientOf = async ({ tenantId }) => {
      for (const tenant of await fetchTenants()) clients.set(tenant.id, await open(tenant));
    };
    exports.add = (rows) => {
      for (const { tenantId } of rows) clients.set(tenantId, 1);
    };`,
  'one entry a day': `
    const counts = new Map();
    exports.count = async () => {
      const day = await today();
      counts.set(day, (counts.get(day) ?? 0) + 1);
    };`,
  'users of a store, of which each goes as it is deleted there': `
    const users = new Map();
    exports.create = async (userId) => {
      const user = await db.users.insertOne({ userId });
      users.set(userId, user);
      return user;
    };
    exports.remove = async (userId) => {
      await db.users.deleteOne({ userId });
      users.delete(userId);
    };`,
  'settings that are written to a file as a whole': `
    let settings = { channels: {} };
    exports.setChannel = (channelId, userId) => {
      settings.channels[userId] = channelId;
      const text = JSON.stringify(settings, null, 2);
      fs.writeFileSync(file, text);
    };`,
  'a Map whose entries are written to a file': `
    const users = new Map();
    exports.save = async (userId, user) => {
      users.set(userId, user);
      await fs.promises.writeFile(file, JSON.stringify([...users.entries()]));
    };`,
};

const invalid: InvalidCase[] = [
  {
    name: 'users of a store that stay as they are deleted there',
    code: `
      const users = new Map();
      exports.create = async (userId) => {
        const user = await db.users.insertOne({ userId });
        users.set(userId, user);
        return user;
      };
      exports.remove = async (userId) => {
        await db.users.deleteOne({ userId });
      };`,
    output: `
      const { LRUCache } = require('lru-cache');
      const users = new LRUCache({ max: 1000 });
      exports.create = async (userId) => {
        const user = await db.users.insertOne({ userId });
        users.set(userId, user);
        return user;
      };
      exports.remove = async (userId) => {
        await db.users.deleteOne({ userId });
      };`,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
  {
    name: 'of which one entry at a time is written to a file',
    code: `
      const users = new Map();
      exports.save = async (userId, user) => {
        users.set(userId, user);
        await fs.promises.writeFile(file, JSON.stringify(users.get(userId)));
      };`,
    output: `
      const { LRUCache } = require('lru-cache');
      const users = new LRUCache({ max: 1000 });
      exports.save = async (userId, user) => {
        users.set(userId, user);
        await fs.promises.writeFile(file, JSON.stringify(users.get(userId)));
      };`,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
];

runSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  options: { strategy: 'lru' },
  valid: Object.entries(slow).map(([name, code]): ValidCase => ({ name, code })),
  invalid,
});
