/**
 * What `bound-maps` writes stays bounded: 100,000 keys go through each form in a process of its own, before and after.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project.ts';
import { boundMaps } from '../../codemods/bound-maps.ts';
import { mend, type TransformOptions } from '../../codemods/create-codemod.ts';

const LRU_CACHE = fileURLToPath(new URL('../../node_modules/lru-cache', import.meta.url));

/** Keys before the first look at the heap, and at the second. */
const WARM_UP = 20_000;
const TOTAL = 100_000;

/** In bytes: 80,000 entries that stay take at least 7 MB (a Set's) and at most 50. */
const FLAT = 2_000_000;
const GROWN = 4_000_000;

/** Gives `add` one new key after the other; prints by how many bytes the heap grew from the first look to the second. */
const DRIVER = `
const { add } = await import(process.argv[2]);
const settle = async () => {
  for (let round = 0; round < 3; round++) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().heapUsed;
};
for (let key = 0; key < ${WARM_UP}; key++) add('key-' + key);
const before = await settle();
for (let key = ${WARM_UP}; key < ${TOTAL}; key++) add('key-' + key);
console.log((await settle()) - before);
// What was added is still held by the module, not by luck.
add('last');
`;

interface Form {
  readonly name: string;
  readonly file: string;
  readonly code: string;
  readonly options?: TransformOptions;
}

const VALUE = '{ at: 1, text: `value of ${userId}` }';

const forms: readonly Form[] = [
  { name: 'a Map, CommonJS', file: 'map.cjs', code: `const cache = new Map();\nexports.add = (userId) => {\n  cache.set(userId, ${VALUE});\n};\n` },
  { name: 'a Map, ESM', file: 'map.mjs', code: `const cache = new Map();\nexport function add(userId) {\n  cache.set(userId, ${VALUE});\n}\n` },
  { name: 'a Map with a time to live', file: 'ttl.mjs', code: `const cache = new Map();\nexport function add(userId) {\n  cache.set(userId, ${VALUE});\n}\n`, options: { ttl: 3_600_000 } },
  { name: 'a Set', file: 'set.mjs', code: `const seen = new Set();\nexport function add(userId) {\n  if (!seen.has(userId)) seen.add(userId);\n}\n` },
  { name: 'a static field', file: 'static.mjs', code: `class Store {\n  static items = new Map();\n  static add(userId) {\n    Store.items.set(userId, ${VALUE});\n  }\n}\nexport const add = Store.add;\n` },
  { name: 'a field of a singleton, TypeScript', file: 'field.mts', code: `class Store {\n  private readonly items: Map<string, object> = new Map();\n  add(userId: string): void {\n    this.items.set(userId, ${VALUE});\n  }\n}\nconst store = new Store();\nexport const add = (userId: string): void => store.add(userId);\n` },
  { name: 'a property of an object', file: 'object.mjs', code: `const state = { cache: new Map() };\nexport function add(userId) {\n  state.cache.set(userId, ${VALUE});\n}\n` },
  { name: 'a table of jobs, by --evict', file: 'jobs.mjs', code: `const jobs = new Map();\nexport function add(userId) {\n  jobs.set(userId, ${VALUE});\n}\n`, options: { evict: true } },
  { name: 'a time to live that was looked at on reading alone', file: 'read.mjs', code: `const cache = new Map();\nexport function get(userId) {\n  const hit = cache.get(userId);\n  if (hit && hit.expires < Date.now()) {\n    cache.delete(userId);\n    return null;\n  }\n  return hit;\n}\nexport function add(userId) {\n  cache.set(userId, { ...${VALUE}, expires: 1 });\n}\n` },
];

const folder = mkdtempSync(join(tmpdir(), 'leakproof-leaks-'));
mkdirSync(join(folder, 'node_modules'));
symlinkSync(LRU_CACHE, join(folder, 'node_modules/lru-cache'), 'junction');
writeFileSync(join(folder, 'package.json'), '{ "dependencies": { "lru-cache": "^11.0.0" } }');
writeFileSync(join(folder, 'driver.mjs'), DRIVER);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** By how many bytes a module's heap grows, in a process of its own. */
function growthOf(name: string, code: string): number {
  const isTypeScript = name.endsWith('.mts');
  const file = join(folder, isTypeScript ? name.replace('.mts', '.mjs') : name);
  writeFileSync(file, isTypeScript ? ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } }).outputText : code);
  return Number(execFileSync(process.execPath, ['--expose-gc', join(folder, 'driver.mjs'), file], { encoding: 'utf8', timeout: 60_000 }));
}

describe('100,000 keys', () => {
  it.each(forms)('$name: grows before, is flat after', ({ file, code, options = {} }) => {
    const { output, sites } = mend(boundMaps, code, projectFacts(join(folder, file)), options);
    expect(sites.map(({ remedy }) => remedy)).toEqual(['mended']);
    expect(growthOf(`before-${file}`, code), 'before').toBeGreaterThan(GROWN);
    expect(growthOf(`after-${file}`, output), 'after').toBeLessThan(FLAT);
  });
});
