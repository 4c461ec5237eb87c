/**
 * Programs that bound-collections rewrites do the same before and after, with the real lru-cache, also where it evicts.
 */
import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import { compileFunction } from 'node:vm';
import { LRUCache } from 'lru-cache';
import { expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { boundCollections } from '../../codemods/bound-collections.ts';

type Call = (userId: unknown) => unknown;

/** Each module exports `call`. What it loads depends on the key alone. */
const PROGRAMS: readonly (readonly [why: string, code: string])[] = [
  [
    'a value that is loaded where it is missing',
    `const users = new Map();\nexports.call = async (userId) => {\n  const hit = users.get(userId);\n  if (hit) return hit;\n  const user = await loadUser(userId);\n  users.set(userId, user);\n  return user;\n};\n`,
  ],
  [
    'no semicolons, and a name that gets what was missing',
    `const users = new Map()\nexports.call = async (userId) => {\n  let user = users.get(userId)\n  if (user === undefined) {\n    user = await loadUser(userId)\n    users.set(userId, user)\n  }\n  return user\n}\n`,
  ],
  [
    'has, and a text',
    `const users = new Map();\nexports.call = (userId) => {\n  if (!users.has(userId)) users.set(userId, \`<\${userId}>\`);\n  return users.get(userId);\n};\n`,
  ],
  [
    'what is there, or else is loaded',
    `const users = new Map();\nexports.call = async (userId) => {\n  const user = users.get(userId) ?? (await loadUser(userId));\n  users.set(userId, user);\n  return user;\n};\n`,
  ],
  [
    'a promise, which is undefined or fails at times',
    `const users = new Map();\nexports.call = (userId) => {\n  let promise = users.get(userId);\n  if (!promise) {\n    promise = loadUser(userId);\n    users.set(userId, promise);\n  }\n  return promise;\n};\n`,
  ],
  [
    'what has been written just before',
    `const users = new Map();\nexports.call = (userId) => {\n  users.set(userId, String(userId));\n  return users.get(userId).length;\n};\n`,
  ],
  [
    'a Set that is only filled',
    `const users = new Set();\nexports.call = (userId) => {\n  if (users.has(userId)) return;\n  users.add(userId);\n};\n`,
  ],
  [
    'what is deleted, and put back',
    `const users = new Map();\nexports.call = (userId) => {\n  if (users.has(userId)) users.delete(userId);\n  users.set(userId, 1);\n};\n`,
  ],
];

const KEYS: readonly unknown[] = [
  'a',
  'b',
  'a',
  undefined,
  null,
  Number.NaN,
  -0,
  0,
  'c',
  'a',
  'none',
  'none',
  'fail',
  'fail',
  'd',
  'e',
  'b',
  Number.NaN,
  null,
  undefined,
  'a',
];

async function outcomes(code: string): Promise<string[]> {
  const loadUser = async (key: unknown): Promise<unknown> => {
    await Promise.resolve();
    if (key === 'fail') throw new Error('no such user');
    return key === 'none' ? undefined : { key: String(key) };
  };
  const exported: { call?: Call } = {};
  const load = (name: string): unknown =>
    name === 'lru-cache' ? { LRUCache } : createRequire(import.meta.url)(name);
  const run = compileFunction(code, ['exports', 'require', 'loadUser']) as (
    ...given: unknown[]
  ) => void;
  run(exported, load, loadUser);
  const all: string[] = [];
  for (const key of KEYS) {
    try {
      all.push(inspect(await exported.call!(key)));
    } catch (error) {
      all.push(String(error));
    }
  }
  return all;
}

it.each(PROGRAMS)('%s', async (_, code) => {
  const { output, sites } = fixText(boundCollections, code, projectFacts('/project/input.js'), {
    strategy: 'lru',
    max: 2,
  });
  expect(sites.map(({ remedy }) => remedy)).toEqual(['fixed']);
  expect(output).toContain('new LRUCache({ max: 2 })');
  expect(await outcomes(output)).toEqual(await outcomes(code));
});
