import { it } from 'vitest';
import { expectBounds } from '../../../harness/expectations.ts';

const MAP = `let map = new Map();\n`;
const FILL = `for (const row of await rows()) map.set(row.id, row);`;

it.each([
  ['a clear before it is filled', `exports.refresh = async () => { map.clear(); ${FILL} };`],
  [
    'a new collection before it is filled',
    `exports.refresh = async () => { map = new Map(); ${FILL} };`,
  ],
  [
    'a clear before a loop',
    `exports.refresh = async () => { map.clear(); let i = 0; while (i < n) { map.set(await next(i++), 1); } };`,
  ],
  [
    'a clear before callbacks',
    `exports.refresh = (list) => { map.clear(); for (const item of list) { map.set(item.id, item); } };`,
  ],
  [
    'a clear behind a wait',
    `exports.refresh = async () => { const list = await rows(); map.clear(); for (const item of list) map.set(item.id, item); };`,
  ],
])('bounds: %s', (_, code) => {
  expectBounds(MAP + code, ['reconcile']);
});

it.each([
  [
    'a clear under a condition',
    `exports.refresh = async (isNew) => { if (isNew) map.clear(); ${FILL} };`,
  ],
  [
    'a clear behind it',
    `exports.refresh = async () => { ${FILL} };\nexports.forget = () => map.clear();`,
  ],
  [
    'a clear in another function',
    `exports.add = (k) => map.set(k, 1);\nexports.clear = () => map.clear();`,
  ],
  [
    'the removal of one entry',
    `exports.add = async (k, old) => { map.delete(old); map.set(k, await load(k)); };`,
  ],
  [
    'a clear in a branch of its own',
    `exports.add = (k, kind) => { switch (kind) { case 1: map.clear(); break; default: } map.set(k, 1); };`,
  ],
])('does not bound: %s', (_, code) => {
  expectBounds(MAP + code, ['none']);
});
