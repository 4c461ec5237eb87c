/**
 * What other files may ask of a collection stands against removals that the owner has not allowed by `evict`.
 */
import { boundCollections } from '../../codemods/bound-collections.ts';
import { noUnboundedCollection } from '../../rules/no-unbounded-collection.ts';
import { runProjectSuite, type ProjectCase } from '../harness/project-tester.ts';

const cases: ProjectCase[] = [
  {
    name: 'another file removes entries by the only instance of a class that is not exported',
    files: {
      'store.js': `
        class Store {
          constructor() {
            this.notes = new Map();
          }
          add(noteId, note) {
            this.notes.set(noteId, note);
          }
        }
        module.exports = new Store();
      `,
      'sweep.js': `
        const store = require('./store');
        setInterval(() => {
          for (const [id, note] of store.notes) if (note.expires < Date.now()) store.notes.delete(id);
        }, 60_000);
      `,
      'routes.js': `
        const store = require('./store');
        app.post('/notes', (req, res) => {
          store.add(req.body.noteId, req.body);
          res.json({});
        });
      `,
    },
    verdicts: { 'store.js': ['3 ok line 3 of sweep.js removes entries'] },
  },
  {
    name: 'another file asks whether the entry of work that failed is left',
    files: {
      'runs.js': `
        const active = new Map();
        exports.active = active;
        exports.run = async (id) => {
          active.set(id, 1);
          await work(id);
          active.delete(id);
        };
      `,
      'routes.js': `
        const { run, active } = require('./runs');
        app.get('/:id', async (req, res) => {
          await run(req.params.id).catch(() => {});
          res.json(active.has(req.params.id) ? 'left' : 'clean');
        });
      `,
    },
    options: { strategy: 'finally' },
    findings: {
      'runs.js': [
        '1 missingDelete other code has it (line 2), and may ask whether an entry is left. Pass `--evict`',
      ],
    },
  },
  {
    name: 'another file asks for a field of an object that has expired entries',
    files: {
      'hits.js': `
        class Hits {
          constructor() {
            this.entries = new Map();
          }
          isKnown(id) {
            const hit = this.entries.get(id);
            if (hit && Date.now() - hit.at < 1000) return true;
            this.entries.set(id, { at: Date.now() });
            return false;
          }
        }
        exports.hits = new Hits();
      `,
      'routes.js': `
        const { hits } = require('./hits');
        app.get('/:id', (req, res) => res.json([hits.entries.has(req.params.id), hits.isKnown(req.params.id)]));
      `,
    },
    options: { strategy: 'sweep' },
    findings: {
      'hits.js': ['3 unbounded routes.js names a property `entries`, and may ask for the entries'],
    },
  },
  {
    name: 'another file asks for a field of a cache',
    files: {
      'users.js': `
        class Users {
          constructor() {
            this.byId = new Map();
          }
          async get(id) {
            let user = this.byId.get(id);
            if (!user) {
              user = await loadUser(id);
              this.byId.set(id, user);
            }
            return user;
          }
        }
        exports.users = new Users();
      `,
      'routes.js': `
        const { users } = require('./users');
        app.get('/:id', async (req, res) => {
          const isKnown = users.byId.has(req.params.id);
          res.json([isKnown, await users.get(req.params.id)]);
        });
      `,
    },
    options: { strategy: 'cap' },
    findings: {
      'users.js': [
        '3 unbounded it is not plainly a cache: routes.js uses it, too: line 3 decides by an entry what is done',
      ],
    },
  },
  {
    name: 'another file sets the lifetime',
    files: {
      'hits.js': `
        class Hits {
          constructor(ttl) {
            this.ttl = ttl;
            this.known = new Map();
          }
          isKnown(id) {
            const hit = this.known.get(id);
            if (hit && Date.now() - hit.at < this.ttl) return true;
            this.known.set(id, { at: Date.now() });
            return false;
          }
        }
        exports.hits = new Hits(100);
      `,
      'routes.js': `
        const { hits } = require('./hits');
        app.get('/:id', (req, res) => res.json(hits.isKnown(req.params.id)));
        app.post('/ttl', (req, res) => {
          hits.ttl = req.body.ttl;
          res.end();
        });
      `,
    },
    options: { strategy: 'sweep' },
    findings: { 'hits.js': ['4 unbounded how long its entries live is not seen to stay the same'] },
  },
  {
    name: 'what computes a value counts its calls in another file',
    files: {
      'profiles.js': `
        let count = 0;
        exports.loadProfile = async (id) => ({ id, count: ++count });
      `,
      'server.js': `
        const service = require('./profiles');
        const profiles = new Map();
        app.get('/:id', async (req, res) => {
          const { id } = req.params;
          let profile = profiles.get(id);
          if (profile === undefined) {
            profile = await service.loadProfile(id);
            profiles.set(id, profile);
          }
          res.json(profile);
        });
      `,
    },
    options: { strategy: 'cap' },
    findings: {
      'server.js': [
        '2 unbounded it is not plainly a cache: `service.loadProfile` (line 2 of profiles.js) does more than to load',
      ],
    },
  },
  {
    name: 'what computes a value is given by another file',
    files: {
      'lookup.js': `
        exports.Lookup = class {
          constructor(source) {
            this.source = source;
            this.names = new Map();
          }
          name(id) {
            let name = this.names.get(id);
            if (name === undefined) {
              name = this.source.find(id);
              this.names.set(id, name);
            }
            return name;
          }
        };
      `,
      'server.js': `
        const { Lookup } = require('./lookup');
        let count = 0;
        const lookup = new Lookup({ find: (id) => id + count++ });
        app.get('/:id', (req, res) => res.json(lookup.name(req.params.id)));
      `,
    },
    options: { strategy: 'cap' },
    findings: {
      'lookup.js': ['4 unbounded it is not plainly a cache: `this.source` is given to the object'],
    },
  },
  {
    name: 'what computes a value sends a mail in another file',
    files: {
      'profiles.js': `
        const mailer = require('nodemailer-shared');
        exports.loadProfile = async (id) => {
          await mailer.send({ to: id, text: 'welcome' });
          return loadUser(id);
        };
      `,
      'server.js': `
        const { loadProfile } = require('./profiles');
        const profiles = new Map();
        app.get('/:id', async (req, res) => {
          const { id } = req.params;
          let profile = profiles.get(id);
          if (profile === undefined) {
            profile = await loadProfile(id);
            profiles.set(id, profile);
          }
          res.json(profile);
        });
      `,
    },
    options: { strategy: 'cap' },
    findings: {
      'server.js': [
        '2 unbounded it is not plainly a cache: `loadProfile` (line 2 of profiles.js) does more than to load',
      ],
    },
  },
  {
    name: 'what computes a value only reads in another file',
    files: {
      'users.js': `
        const db = require('pg-promise');
        exports.loadUser = async (id) => db.one('select * from users where id = $1', [id]);
      `,
      'server.js': `
        const { loadUser } = require('./users');
        const users = new Map();
        app.get('/:id', async (req, res) => {
          const { id } = req.params;
          let user = users.get(id);
          if (user === undefined) {
            user = await loadUser(id);
            users.set(id, user);
          }
          res.json(user);
        });
      `,
    },
    options: { strategy: 'cap' },
    findings: { 'server.js': ['2 unbounded'] },
    output: {
      'server.js': `
        const { loadUser } = require('./users');
        const users = new Map();
        app.get('/:id', async (req, res) => {
          const { id } = req.params;
          let user = users.get(id);
          if (user === undefined) {
            user = await loadUser(id);
            users.set(id, user);
            if (users.size > 1000) {
              users.delete(users.keys().next().value);
            }
          }
          res.json(user);
        });
      `,
    },
  },
  {
    name: 'Deno, by its config: its timers are numbers',
    files: {
      'deno.json': '{}',
      'limit.js': `
        const hits = new Map();
        export function limited(ip) {
          const now = Date.now();
          const hit = hits.get(ip);
          if (!hit || now - hit.start > 60_000) {
            hits.set(ip, { count: 1, start: now });
            return false;
          }
          hit.count += 1;
          return hit.count > 100;
        }
      `,
      'main.js': `
        import { limited } from './limit.js';
        app.post('/x', (req, res) => { if (limited(req.ip)) res.status(429); res.end(); });
      `,
    },
    options: { strategy: 'sweep' },
    findings: { 'limit.js': ['1 unbounded'] },
    output: {
      'limit.js': `
        const hits = new Map();
        export function limited(ip) {
          const now = Date.now();
          const hit = hits.get(ip);
          if (!hit || now - hit.start > 60_000) {
            hits.set(ip, { count: 1, start: now });
            for (const [key, entry] of hits) {
              if (Date.now() - entry.start > 60_000) {
                hits.delete(key);
              }
            }
            return false;
          }
          hit.count += 1;
          return hit.count > 100;
        }
      `,
    },
  },
  {
    name: 'a target whose loops go through arrays alone',
    files: {
      'tsconfig.json': '{ "compilerOptions": { "target": "ES5", "allowJs": true } }',
      'limit.js': `
        const hits = new Map();
        app.post('/x', (req, res) => {
          const hit = hits.get(req.ip);
          if (hit && Date.now() - hit.start < 60_000) return res.status(429).end();
          hits.set(req.ip, { start: Date.now() });
          res.end();
        });
      `,
    },
    options: { strategy: 'sweep' },
    findings: { 'limit.js': ['1 unbounded'] },
    output: {
      'limit.js': `
        const hits = new Map();
        setInterval(() => {
          hits.forEach((entry, key) => {
            if (Date.now() - entry.start >= 60_000) hits.delete(key);
          });
        }, 60_000).unref();
        app.post('/x', (req, res) => {
          const hit = hits.get(req.ip);
          if (hit && Date.now() - hit.start < 60_000) return res.status(429).end();
          hits.set(req.ip, { start: Date.now() });
          res.end();
        });
      `,
    },
  },
];

runProjectSuite({
  rule: noUnboundedCollection,
  codemod: boundCollections,
  cases,
});
