/**
 * Growth that is slow is told in `strict` alone: by what somebody configures, by the calendar, with the entities of a store.
 */
import { boundCollections } from '../../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../../rules/no-unbounded-collection.ts';
import { runSuite, type InvalidCase, type ValidCase } from '../../harness/rule-tester.ts';

const slow: Record<string, string> = {
  'states that an adapter of ioBroker has made': `
    const last = new Map();
    adapter.on('stateChange', (id, state) => {
      const parts = id.split('.');
      last.set(parts[3], state.val);
    });`,
  'what a store has a row of': `
    const overrides = new Map();
    app.post('/agents/:agentId', async (req, res) => {
      const { agentId } = req.params;
      const rows = await query('SELECT * FROM agents WHERE id = $1', [agentId]);
      if (rows.length === 0) return res.status(404).end();
      overrides.set(agentId, req.body);
      res.end();
    });`,
  'what a service is run for, if a store has settings of it': `
    const settings = new Map();
    bot.on('message', async (message) => {
      const guildId = message.guild.id;
      const row = await db.guilds.findOne({ guildId });
      if (!row) return;
      settings.set(guildId, row);
    });`,
  'what a trader follows': `
    const prices = new Map();
    ws.on('ticker', (symbol, price) => prices.set(symbol, price));`,
  'what a class saves as a whole after each addition': `
    class Quotes {
      constructor(files) { this.files = files; this.quotes = files.loadData(); }
      saveOne(quote) {
        if (!this.quotes.some(({ quoteId }) => quoteId === quote.quoteId)) this.quotes.push(quote);
        this.files.saveData(this.quotes);
      }
    }
    const quotes = new Quotes(files);
    app.post('/quotes', (req, res) => { quotes.saveOne(req.body); res.end(); });`,
  'what is written to a file by way of an object': `
    const sessions = new Map();
    const persist = () => {
      const data = Object.fromEntries(sessions);
      writeFileSync(FILE, JSON.stringify(data));
    };
    bot.on('message', (message) => { sessions.set(message.userId, 1); persist(); });`,
  'one entry a tenant': `
    const clients = new Map();
    exports.clientOf = async ({ tenantId }) => {
      for (const tenant of await fetchTenants()) clients.set(tenant.id, await open(tenant));
    };
    exports.add = (rows) => {
      for (const { tenantId } of rows) clients.set(tenantId, 1);
    };`,
  'one entry a configuration': `
    const statuses = new Map();
    exports.run = async () => {
      for (const campaign of await db.campaigns.findAll()) {
        const sendConfigurationId = campaign.send_configuration;
        statuses.set(sendConfigurationId, await check(campaign));
      }
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
  'a list in an object that is put into settings, which are written to a file as a whole': `
    class Settings {
      constructor() {
        this.current = { providers: [] };
        const made = { id: 'first', models: [] };
        this.current.providers.push(made);
      }
      save() {
        fs.writeFileSync(file, JSON.stringify(this.current, null, 2));
      }
      addModel(id, model) {
        const provider = this.current.providers.find((candidate) => candidate.id === id);
        provider.models.push(model);
        this.save();
      }
    }
    const settings = new Settings();
    app.post('/models', (req, res) => {
      settings.addModel(req.body.id, req.body.model);
      res.json({});
    });`,
  'users of whom a line is logged once': `
    const warned = new Set();
    exports.check = (userId, options) => {
      if (options.old && !warned.has(userId)) {
        warned.add(userId);
        logger.warn('old options');
      }
      return options;
    };`,
  'users that have been seen in the log': `
    const seen = {};
    exports.check = (userId) => {
      if (seen[userId]) return;
      const line = 'new user ' + userId;
      seen[userId] = true;
      console.log(line);
    };`,
  'sessions without clients, each of which is logged once': `
    class Sessions {
      _hasLogged = {};
      send(sessionId, data) {
        if (!this.has(sessionId)) {
          if (!this._hasLogged[sessionId]) {
            console.log('no clients');
            this._hasLogged[sessionId] = true;
            this.clear(sessionId);
          }
          return;
        }
        if (this._hasLogged[sessionId]) delete this._hasLogged[sessionId];
        this.write(sessionId, data);
      }
    }
    module.exports = new Sessions();`,
  'the same, by a name that says what has gone, in an object that is made when it is needed': `
    class Sessions {
      send(sessionId, data) {
        if (!this.has(sessionId)) {
          if (!this._hasLoggedNoClients) {
            this._hasLoggedNoClients = {};
          }
          if (!this._hasLoggedNoClients[sessionId]) {
            console.log('no clients');
            this._hasLoggedNoClients[sessionId] = true;
            this.clear(sessionId);
          }
          return;
        }
        if (this._hasLoggedNoClients && this._hasLoggedNoClients[sessionId]) {
          delete this._hasLoggedNoClients[sessionId];
        }
        this.write(sessionId, data);
      }
    }
    module.exports = new Sessions();`,
  'a Map whose entries are written to a file': `
    const users = new Map();
    exports.save = async (userId, user) => {
      users.set(userId, user);
      await fs.promises.writeFile(file, JSON.stringify([...users.entries()]));
    };`,
};

const invalid: InvalidCase[] = [
  {
    name: 'people of whom a store has a row',
    code: `
      const users = new Map();
      app.get('/users/:userId', async (req, res) => {
        const { userId } = req.params;
        const user = await db.users.findOne({ userId });
        if (!user) return res.status(404).end();
        users.set(userId, user);
        res.json(user);
      });`,
    output: `
      const { LRUCache } = require('lru-cache');
      const users = new LRUCache({ max: 1000 });
      app.get('/users/:userId', async (req, res) => {
        const { userId } = req.params;
        const user = await db.users.findOne({ userId });
        if (!user) return res.status(404).end();
        users.set(userId, user);
        res.json(user);
      });`,
    findings: [{ messageId: 'unbounded', line: 1 }],
  },
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
    name: 'sessions, where something else is stored that they name',
    code: `
      const renamed = {};
      app.post('/sync', async (req, res) => {
        const session = req.body;
        const item = await Item.findByPk(session.itemId);
        if (!item) return res.sendStatus(404);
        if (!renamed[session.id]) renamed[session.id] = randomUUID();
        res.json(renamed[session.id]);
      });
    `,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'make it a Map first' }],
  },
  {
    name: 'users who get a message once, which is logged',
    code: `
      const greeted = new Set();
      exports.greet = (userId) => {
        if (!greeted.has(userId)) {
          greeted.add(userId);
          send(userId, 'hello');
          logger.info('greeted');
        }
      };`,
    findings: [
      { messageId: 'unbounded', line: 1, refused: 'if line 3 finds no entry, line 5 runs' },
    ],
  },
  {
    name: 'users of whom a line is logged each time',
    code: `
      const warned = [];
      app.post('/check', (req, res) => {
        logger.log(warned.includes(req.body.userId) ? 'trace' : 'warn', 'old options');
        warned.push(req.body.userId);
        res.json({});
      });`,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'an array has methods that' }],
  },
  {
    name: 'users of whom a line is logged once, and who are listed',
    code: `
      const warned = new Set();
      exports.check = (userId) => {
        if (!warned.has(userId)) {
          warned.add(userId);
          logger.warn('old options');
        }
      };
      exports.list = () => [...warned];`,
    findings: [{ messageId: 'unbounded', line: 1, refused: 'a copy of its entries is made' }],
  },
  {
    name: 'beside something of the same name that is written to a file',
    code: `
      const users = new Map();
      exports.add = (userId, user) => {
        users.set(userId, user);
      };
      exports.dump = async (users) => {
        await fs.promises.writeFile(file, JSON.stringify([...users.entries()]));
      };`,
    output: `
      const { LRUCache } = require('lru-cache');
      const users = new LRUCache({ max: 1000 });
      exports.add = (userId, user) => {
        users.set(userId, user);
      };
      exports.dump = async (users) => {
        await fs.promises.writeFile(file, JSON.stringify([...users.entries()]));
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
