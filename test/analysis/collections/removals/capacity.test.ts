import { it } from 'vitest';
import { expectBounds, expectRemoval } from '../../../harness/expectations.ts';

const MAP = `const map = new Map();\n`;

it.each([
  [
    'it removes',
    `exports.add = (k) => { map.set(k, 1); if (map.size > MAX) map.delete(map.keys().next().value); };`,
  ],
  [
    'it removes in a loop',
    `exports.add = (k) => { map.set(k, 1); while (map.size > MAX) map.delete(map.keys().next().value); };`,
  ],
  ['none is added', `exports.add = (k) => { if (map.size >= MAX) return; map.set(k, 1); };`],
  ['it adds under a condition', `exports.add = (k) => { map.size < MAX && map.set(k, 1); };`],
  ['a choice adds or does not', `exports.add = (k) => map.size < MAX ? map.set(k, 1) : undefined;`],
  [
    'it calls what removes',
    `const trim = () => map.clear();\nexports.add = (k) => { map.set(k, 1); if (map.size > MAX) trim(); };`,
  ],
  [
    'it is called by what adds',
    `function trim() { if (map.size > MAX) map.delete(oldest()); }\nexports.add = (k) => { map.set(k, 1); trim(); };`,
  ],
  [
    'it stands in what calls the addition',
    `function put(k) { map.set(k, 1); }\nexports.add = (k) => { if (map.size >= MAX) return; put(k); };`,
  ],
  [
    'it asks through a name',
    `exports.add = (k) => { const n = map.size; if (n > 100) map.clear(); map.set(k, 1); };`,
  ],
  [
    'a function tells whether there is room',
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
    'a wait comes between check and addition: no more than the calls in flight',
    `exports.add = async (k) => { if (map.size >= MAX) return; map.set(k, await load(k)); };`,
  ],
])('a check bounds if %s', (_, code) => {
  expectBounds(MAP + code, ['capacity']);
});

it.each([
  ['it only tells', `exports.add = (k) => { map.set(k, 1); if (map.size > MAX) warn(); };`],
  [
    'it asks whether there is anything',
    `exports.add = (k) => { map.set(k, 1); if (map.size > 0) flush(); };`,
  ],
  [
    'it asks whether there is anything, nothing first',
    `exports.add = (k) => { map.set(k, 1); if (0 < map.size) map.clear(); };`,
  ],
  [
    'it asks whether there is more than one',
    `exports.add = (k) => { map.set(k, 1); if (map.size - 1 > 0) map.clear(); };`,
  ],
  [
    'it asks whether it is even',
    `exports.add = (k) => { if (map.size % 100 === 0) map.set(k, 1); };`,
  ],
  [
    'nobody asks the function that tells',
    `exports.isFull = () => map.size >= MAX;\nexports.add = (k) => map.set(k, 1);`,
  ],
  ['the module looks once', `const isFull = map.size > 100;\nexports.add = (k) => map.set(k, 1);`],
  ['it is shown', `exports.add = (k) => { map.set(k, 1); note(map.size); };`],
  [
    'it is counted with, and compared with nothing',
    `exports.add = (k) => { map.set(k, 1); const left = MAX - map.size; note(left); };`,
  ],
  [
    'what trims runs as the process ends',
    `process.on('SIGTERM', () => { if (map.size > MAX) map.clear(); });\nexports.add = (k) => map.set(k, 1);`,
  ],
])('a check does not bound if %s', (_, code) => {
  expectBounds(MAP + code, ['none']);
});

it('does not bound the addition that goes by a check which removes one entry', () => {
  expectBounds(
    `${MAP}exports.add = (k) => { map.set(k, 1); if (map.size > MAX) map.delete(oldest()); };
exports.touch = (k) => map.set(k, 2);`,
    ['capacity', 'none'],
  );
});

it('bounds the addition that goes by a check which removes all that is too much', () => {
  expectBounds(
    `${MAP}exports.add = (k) => { map.set(k, 1); while (map.size > MAX) map.delete(oldest()); };
exports.touch = (k) => map.set(k, 2);`,
    ['capacity', 'capacity'],
  );
});

it('takes a list in which every addition registers for a size', () => {
  expectRemoval(
    `${MAP}const order = [];
exports.add = (k) => { map.set(k, 1); order.push(k); if (order.length > MAX) map.delete(order.shift()); };`,
    'capacity',
    { isForAll: true },
  );
});
