import { describe, expect, it } from 'vitest';
import { expectEviction, isGuarded } from '../../harness/expectations.ts';

const MAP = `const map = new Map();\n`;
const ADD = `app.post('/x', (req) => { map.set(req.id, 1); });\n`;

it.each([
  [
    'when the connection closes',
    `io.on('connection', (s) => { map.set(s.id, s); s.on('disconnect', () => map.delete(s.id)); });`,
  ],
  [
    'in the function that added it',
    `exports.run = async (k) => { map.set(k, 1); await f(); map.delete(k); };`,
  ],
  [
    'a sweep on a timer',
    `${ADD}setInterval(() => { for (const [k, v] of map) if (v.expires < Date.now()) map.delete(k); }, 1);`,
  ],
  [
    'a sweep as something is added',
    `app.post('/x', (req) => { map.forEach((v, k) => { if (v.expires < Date.now()) map.delete(k); }); map.set(req.id, 1); });`,
  ],
  ['a handler that takes out all', `${ADD}app.delete('/all', () => map.clear());`],
  [
    'the same handler',
    `app.post('/x', (req) => { map.set(req.id, 1); work(); map.delete(req.id); });`,
  ],
])('bounds: %s', (_, code) => {
  expectEviction(MAP + code, 'bounds');
});

it.each([
  ['an exported function', `${ADD}exports.clearCache = () => map.clear();`],
  [
    'a method of a singleton',
    `${ADD}class A { remove(k) { map.delete(k); } }\nmodule.exports = new A();`,
  ],
])('other files decide: %s', (_, code) => {
  expectEviction(MAP + code, 'elsewhere');
});

it.each([
  ['it is never called', `${ADD}function sweep() { map.clear(); }`, 'never called'],
  ['tests alone call it', `${ADD}exports._resetForTests = () => map.clear();`, 'tests'],
  ['it runs as the process ends', `${ADD}process.on('SIGTERM', () => map.clear());`, 'SIGTERM'],
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
    'a client that may not come back',
    `${ADD}app.get('/x', (req) => { if (map.get(req.query.k).done) map.delete(req.query.k); });`,
    'waits for a client',
  ],
])('does not bound: %s', (_, code, why) => {
  expectEviction(MAP + code, 'idle', why);
});

describe('a look at the size', () => {
  it.each([
    ['removes', `exports.add = (k) => { map.set(k, 1); if (map.size > MAX) map.delete(k); };`],
    [
      'removes in a loop',
      `exports.add = (k) => { map.set(k, 1); while (map.size > MAX) map.delete(map.keys().next().value); };`,
    ],
    ['adds none', `exports.add = (k) => { if (map.size >= MAX) return; map.set(k, 1); };`],
    ['adds under a condition', `exports.add = (k) => { map.size < MAX && map.set(k, 1); };`],
    [
      'calls what removes',
      `const trim = () => map.clear();\nexports.add = (k) => { map.set(k, 1); if (map.size > MAX) trim(); };`,
    ],
    [
      'through a name',
      `exports.add = (k) => { const n = map.size; if (n > 100) map.clear(); map.set(k, 1); };`,
    ],
  ])('bounds if it %s', (_, code) => {
    expect(isGuarded(MAP + code)).toEqual([true]);
  });

  it.each([
    ['only tells', `exports.add = (k) => { map.set(k, 1); if (map.size > MAX) warn(); };`],
    [
      'asks whether there is anything',
      `exports.add = (k) => { map.set(k, 1); if (map.size > 0) flush(); };`,
    ],
  ])('does not if it %s', (_, code) => {
    expect(isGuarded(MAP + code)).toEqual([false]);
  });
});
