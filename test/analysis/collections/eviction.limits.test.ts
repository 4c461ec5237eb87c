import { describe, expect, it } from 'vitest';
import { expectEviction, isGuarded } from '../../harness/expectations.ts';

const MAP = `const map = new Map();\n`;
const ADD = `app.post('/x', (req) => { map.set(req.id, 1); });\n`;

it.each([
  ['an endless loop of the module', `${ADD}for (;;) { wait(); map.delete(oldest()); }`],
  [
    'a listener to something that is no client',
    `${ADD}bus.on('message', (message) => { map.delete(message.id); });`,
  ],
  [
    'a function that is handed to a listener by its name',
    `${ADD}function drop(k) { map.delete(k); }\nbus.on('message', drop);`,
  ],
  ['a callback of a function that is not seen', `${ADD}watch(dir, (k) => { map.delete(k); });`],
])('bounds: %s', (_, code) => {
  expectEviction(MAP + code, 'bounds');
});

it.each([
  ['an exported function of one expression', `${ADD}exports.drop = (k) => map.delete(k);`],
  [
    'a test of something else than the time, through several names',
    `${ADD}exports.drop = (k) => { const v = map.get(k); const a = v.kind; const b = a; const c = b; const d = c; if (d) { map.delete(k); } };`,
  ],
])('other files decide: %s', (_, code) => {
  expectEviction(MAP + code, 'elsewhere');
});

it('does not bound: what the module does as it loads', () => {
  expectEviction(`${MAP}${ADD}map.delete(first);\nmap.set(first, 1);`, 'idle');
});

describe('a look at the size', () => {
  it.each([
    [
      'a function of its own tells',
      `const isFull = () => map.size >= MAX;\nexports.add = (k) => { if (!isFull()) map.set(k, 1); };`,
    ],
    [
      'the limit stands first',
      `exports.add = (k) => { map.set(k, 1); if (MAX < map.size) map.clear(); };`,
    ],
    [
      'something is added to the size',
      `exports.add = (k) => { if (map.size + 1 > MAX) map.clear(); map.set(k, 1); };`,
    ],
    ['there is room left', `exports.add = (k) => { if (100 - map.size > 0) map.set(k, 1); };`],
    [
      'there is room left, by a name',
      `exports.add = (k) => { const room = MAX - map.size; if (room <= 0) return; map.set(k, 1); };`,
    ],
    [
      'more than the limit is there',
      `exports.add = (k) => { map.set(k, 1); if (map.size - MAX > 0) map.clear(); };`,
    ],
    [
      'a loop of the module goes on without adding',
      `for (;;) { if (map.size > 100) continue; map.set(next(), 1); }`,
    ],
    [
      'a choice adds or does not',
      `exports.add = (k) => map.size < MAX ? map.set(k, 1) : undefined;`,
    ],
  ])('bounds if %s', (_, code) => {
    expect(isGuarded(MAP + code)).toEqual([true]);
  });

  it.each([
    [
      'nobody asks the function that tells',
      `exports.isFull = () => map.size >= MAX;\nexports.add = (k) => map.set(k, 1);`,
    ],
    [
      'the module looks once',
      `const isFull = map.size > 100;\nexports.add = (k) => map.set(k, 1);`,
    ],
    [
      'it is asked whether there is anything, nothing first',
      `exports.add = (k) => { map.set(k, 1); if (0 < map.size) map.clear(); };`,
    ],
    [
      'it is asked whether there is more than one',
      `exports.add = (k) => { map.set(k, 1); if (map.size - 1 > 0) map.clear(); };`,
    ],
    [
      'it is asked whether it is even',
      `exports.add = (k) => { if (map.size % 100 === 0) map.set(k, 1); };`,
    ],
    ['it is shown', `exports.add = (k) => { map.set(k, 1); note(map.size); };`],
    [
      'it is counted with, and compared with nothing',
      `exports.add = (k) => { map.set(k, 1); const left = MAX - map.size; note(left); };`,
    ],
  ])('does not if %s', (_, code) => {
    expect(isGuarded(MAP + code)).toEqual([false]);
  });
});
