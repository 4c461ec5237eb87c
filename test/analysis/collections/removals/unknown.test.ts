import { it } from 'vitest';
import { expectRemoval } from '../../../harness/expectations.ts';

const MAP = `const map = new Map();\n`;
const ADD = `app.post('/x', (req) => { map.set(req.id, 1); });\n`;

it.each([
  [
    'an exported function with a counterpart',
    `exports.begin = (k) => map.set(k, 1);\nexports.end = (k) => map.delete(k);`,
  ],
  [
    'a method of a singleton',
    `${ADD}class A { remove(k) { map.delete(k); } }\nmodule.exports = new A();`,
  ],
  [
    'a listener to something that is no client',
    `${ADD}bus.on('message', (message) => { map.delete(message.id); });`,
  ],
  [
    'a function that is handed to a listener by its name',
    `${ADD}function drop(k) { map.delete(k); }\nbus.on('message', drop);`,
  ],
  ['a callback of a function that is not seen', `${ADD}watch(dir, (k) => { map.delete(k); });`],
  [
    'a function that is returned to whoever calls',
    `exports.hold = (k) => { map.set(k, 1); return () => map.delete(k); };`,
  ],
  [
    'a callback for later, in the statement before the one that adds',
    `exports.run = (k) => { const wait = start({ onLate: () => map.delete(k) }); map.set(k, wait); };`,
  ],
  [
    'a function that is returned with others to whoever calls',
    `exports.create = () => ({ add: (k) => map.set(k, 1), release: (k) => map.delete(k) });`,
  ],
  [
    'a caller that says what has happened',
    `exports.note = (id, isOnline) => { if (isOnline) { map.set(id, 1); } else { map.delete(id); } };`,
  ],
  [
    'a caller that says by what it leaves out what has happened',
    `exports.note = (id, status) => { if (status != null) { map.set(id, status); } else if (map.has(id)) { map.delete(id); } };`,
  ],
  [
    'a caller that names what has happened',
    `exports.note = (m) => { if (m.type === 'closed') { map.delete(m.id); } else { map.set(m.id, 1); } };`,
  ],
  [
    'a caller that counts up or down',
    `const count = (k, change) => { const left = (map.get(k) || 0) + change; if (left > 0) { map.set(k, left); } else { map.delete(k); } };\nexports.open = (k) => count(k, 1);\nexports.close = (k) => count(k, -1);`,
  ],
  [
    'whoever takes out the last one of an entry',
    `exports.join = (k, one) => { const all = map.get(k) ?? new Set(); all.add(one); map.set(k, all); };\nexports.leave = (k, one) => { const all = map.get(k) ?? new Set(); all.delete(one); if (all.size > 0) { map.set(k, all); } else { map.delete(k); } };`,
  ],
  [
    'whoever takes the last one out of a list, of which the others are kept',
    `exports.wait = (k, one) => { map.set(k, [...(map.get(k) ?? []), one]); };\nexports.leave = (k, one) => { const rest = (map.get(k) ?? []).filter((other) => other !== one); if (rest.length > 0) map.set(k, rest); else map.delete(k); };`,
  ],
  [
    'another entry, by a decision that is not seen',
    `exports.add = (k) => { map.set(k, 1); if (policy.isFull()) map.delete(map.keys().next().value); };`,
  ],
  [
    'a method that is told of the end of something',
    `${ADD}class A { onCloseEvent(e) { map.delete(e.id); } }\nmodule.exports = new A();`,
  ],
  [
    'a thing that is made where there is none, and that others end',
    `exports.open = (k) => { let thing = map.get(k); if (!thing) { thing = new Thing(k); map.set(k, thing); } return thing; };\nexports.end = (k) => map.delete(k);`,
  ],
  [
    'a branch that returns, before the entry is set',
    `exports.store = (k, v) => { if (isOver(v)) { map.delete(k); return; } map.set(k, v); };`,
  ],
  [
    'what is emptied on some paths before an entry is added, as a state is loaded',
    `async function load() { try { await read(); } catch { map.clear(); } }\nexports.add = async (id) => { if (!isLoaded) await load(); map.set(id, 1); };`,
  ],
  [
    'a method that is told of the end of a request',
    `${ADD}class A { finishRequest(req, res) { map.delete(req.id); } }\nmodule.exports = new A();`,
  ],
  [
    'the one entry of a slot',
    `exports.choose = (id) => { map.delete(chosen); map.set(id, 1); chosen = id; };`,
  ],
])('leaves it undecided: %s', (_, code) => {
  expectRemoval(MAP + code, 'unknown');
});
