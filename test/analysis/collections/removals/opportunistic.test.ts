import { it } from 'vitest';
import { expectRemoval } from '../../../harness/expectations.ts';

const MAP = `const map = new Map();\n`;
const ADD = `app.post('/x', (req) => { map.set(req.id, 1); });\n`;

it.each([
  ['it is never called', `${ADD}function sweep() { map.clear(); }`, 'nobody'],
  ['tests alone call it', `${ADD}exports._resetForTests = () => map.clear();`, 'tests'],
  ['it runs as the process ends', `${ADD}process.on('SIGTERM', () => map.clear());`, 'SIGTERM'],
  [
    'the service stops',
    `${ADD}class A { stop() { map.clear(); } }\nmodule.exports = new A();`,
    'stops',
  ],
  [
    'a hook of the framework',
    `${ADD}class A { onModuleDestroy() { map.clear(); } }\nmodule.exports = new A();`,
    'stops',
  ],
  ['it is set again', `exports.touch = (k) => { map.delete(k); map.set(k, 1); };`, 'set again'],
  [
    'it is set again, behind a test',
    `exports.touch = (k) => { if (map.has(k)) { map.delete(k); } map.set(k, 1); };`,
    'set again',
  ],
  [
    'an expiry that is looked at on reading',
    `${ADD}exports.read = (k) => { const v = map.get(k); if (v.expires < Date.now()) { map.delete(k); } return v; };`,
    'asks for it again',
  ],
  [
    'an expiry that is worked out first',
    `${ADD}exports.left = (k) => { if (map.has(k)) { const left = Date.now() - map.get(k); if (left > 9) { map.delete(k); return 0; } return left; } return 0; };`,
    'asks for it again',
  ],
  [
    'a failure, by catch',
    `exports.run = (k) => { map.set(k, 1); work(k).then(note).catch(() => map.delete(k)); };`,
    'only a failure reaches it',
  ],
  [
    'a failure, by the handler of a rejection',
    `exports.run = (k) => { map.set(k, 1); work(k).then(note, () => map.delete(k)); };`,
    'only a failure reaches it',
  ],
  [
    'a failure, through a function',
    `function drop(k) { map.delete(k); }\nexports.run = (k) => { map.set(k, 1); work(k).catch(() => { drop(k); }); };`,
    'only a failure reaches it',
  ],
  [
    'a failure, by the name of the function',
    `${ADD}class A { handleClientError(k) { map.delete(k); } }\nmodule.exports = new A();`,
    'only after a failure',
  ],
  [
    'a loop over other keys that calls what looks at the time',
    `${ADD}function drop(k) { const v = map.get(k); if (v.expires < Date.now()) map.delete(k); }\napp.get('/x', (req) => { for (const k of req.query.ids) drop(k); });`,
    'asks for it again',
  ],
  [
    'a client that may not come back',
    `${ADD}app.get('/x', (req) => { if (map.get(req.query.k).done) map.delete(req.query.k); });`,
    'waits for a client',
  ],
  [
    'a message that a peer may never send',
    `${ADD}ws.on('message', (message) => { map.delete(message.id); });`,
    'may never send',
  ],
  [
    'another request of a framework',
    `exports.GET = (req) => map.set(req.id, 1);\nexports.DELETE = (req) => map.delete(req.id);`,
    'waits for a client to call `DELETE`',
  ],
  [
    'the next write of the same key',
    `exports.note = (m) => { if (rules.skip(m)) { map.delete(m.id); } else { map.set(m.id, 1); } };`,
    'with the same key again',
  ],
  [
    'the service stops, whoever calls that',
    `${ADD}exports.destroy = () => { for (const k of map.keys()) map.delete(k); };`,
    'stops',
  ],
  [
    'a request of the operator',
    `${ADD}app.post('/admin/clear', (req) => map.clear());`,
    'waits for a client',
  ],
  [
    'a cache that somebody invalidates',
    `exports.user = async (k) => { const hit = map.get(k); if (hit) return hit; const user = await load(k); map.set(k, user); return user; };\nexports.changed = (k) => map.delete(k);`,
    'only when a caller asks',
  ],
  [
    'an entry that expires, and that somebody drops',
    `exports.put = (k, v) => map.set(k, { v, expiresAt: Date.now() + 9 });\nexports.drop = (k) => map.delete(k);`,
    'only when a caller asks',
  ],
  [
    'an entry that gets another key',
    `${ADD}exports.rename = (user, oldId) => { map.delete(oldId); map.set(user.id, user); };`,
    'under another key',
  ],
  [
    'a tool that a client has to call',
    `${ADD}server.registerTool('forget', {}, ({ id }) => { map.delete(id); });`,
    'may never send',
  ],
  [
    'a method that handles the messages of a peer',
    `${ADD}class A { onSyncEvent(event) { map.delete(event.id); } }\nmodule.exports = new A();`,
    'may never send',
  ],
  [
    'a method that takes a request and its answer',
    `${ADD}class A { handleRedirect(req, res) { map.delete(req.query.state); } }\nmodule.exports = new A();`,
    'waits for a client',
  ],
  [
    'a method that sets up what has it',
    `${ADD}class A { init() { map.clear(); } }\nmodule.exports = new A();`,
    'sets up',
  ],
  ['what the module does as it loads', `${ADD}map.delete(first);\nmap.set(first, 1);`, ''],
])('does not bound: %s', (_, code, why) => {
  expectRemoval(MAP + code, 'opportunistic', { why });
});
