import { it } from 'vitest';
import { expectRemoval } from '../../../harness/expectations.ts';

const MAP = `let map = new Map();\n`;

it.each([
  [
    'by a one-shot timer',
    `let timer;\nexports.add = (k) => { map.set(k, 1); timer ??= setTimeout(flush, 100); };\nfunction flush() { timer = undefined; const batch = [...map]; map.clear(); send(batch); }`,
  ],
  [
    'at once, by a function',
    `exports.add = (k) => { map.set(k, 1); flush(); };\nfunction flush() { for (const k of map.keys()) { map.delete(k); send(k); } }`,
  ],
  [
    'in a finally',
    `exports.add = (k) => { map.set(k, 1); setImmediate(flush); };\nasync function flush() { try { await send([...map]); } finally { map.clear(); } }`,
  ],
  [
    'behind a send whose failure is caught',
    `exports.add = (k) => { map.set(k, 1); setTimeout(flush, 9); };\nasync function flush() { try { await send([...map]); } catch (e) { note(e); } map.clear(); }`,
  ],
  [
    'by a new collection',
    `exports.add = (k) => { map.set(k, 1); queueMicrotask(() => { const batch = map; map = new Map(); send(batch); }); };`,
  ],
])('bounds all additions: %s', (_, code) => {
  expectRemoval(MAP + code, 'drained', { isForAll: true });
});

it.each([
  [
    'only success of the peer reaches it',
    `exports.add = (k) => { map.set(k, 1); setTimeout(flush, 9); };\nasync function flush() { await send([...map]); map.clear(); }`,
    'only success',
  ],
  [
    'a client has to ask',
    `exports.add = (k) => map.set(k, 1);\napp.get('/all', (req, res) => { res.json([...map]); map.clear(); });`,
    'waits for a client',
  ],
  [
    'the process ends',
    `exports.add = (k) => map.set(k, 1);\nexports.shutdown = () => { save([...map]); map.clear(); };`,
    'stops',
  ],
  [
    'tests run it',
    `exports.add = (k) => map.set(k, 1);\nexports._resetForTests = () => map.clear();`,
    'tests',
  ],
  [
    'nobody runs it',
    `exports.add = (k) => map.set(k, 1);\nfunction flush() { map.clear(); }`,
    'nobody',
  ],
])('does not bound: %s', (_, code, why) => {
  expectRemoval(MAP + code, 'opportunistic', { why });
});
