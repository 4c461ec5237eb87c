/**
 * The key and value types under which `bound-collections` writes an `LRUCache`, which takes neither `undefined` nor `null`: what is
 * written passes the compiler, and the other collections are refused.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { boundCollections } from '../../codemods/bound-collections.ts';
import { CheckedProject } from './type-check.ts';

const TYPES = `export interface Named { id: string }
export type Perhaps = Named | undefined;
export type Surely = Named & { at: number };
export type Maybe<T> = T | undefined;
export type Listed<T> = readonly T[];
export class Model { name = ''; }
export type { Deep } from './deep.js';
`;
const HEAD = `import type { Deep, Listed, Maybe, Model, Named, Perhaps, Surely } from './types.js';
import type { Server } from 'node:http';
type May<T> = T | undefined;
type Same<T> = T;
type Never = string;
interface Item { bar?: string; n: number; nested: { at: Date | null } }
enum Kind { A, B }
function find(x: string): string | undefined { return x || undefined; }
function make(x: string): Item { return { n: x.length, nested: { at: null } }; }
function plain(x: string) { return { x }; }
const some = (x: string) => { if (x) return { x }; };
async function load(x: string) { return x ? { x } : undefined; }
async function read(x: string): Promise<Item> { return make(x); }
export const used = { find, make, plain, some, load, read };
export type Used = [Deep, Listed<string>, Maybe<string>, Model, Named, Perhaps, Surely, Server, May<string>, Same<string>, Never, Kind];
`;

const REFUSED = [
  'May<string>',
  "Item['bar']",
  'ReturnType<typeof find>',
  "Partial<Item>['n']",
  'Awaited<ReturnType<typeof load>>',
  'Same<string | null>',
  "Item['nested']['at']",
  'string | (number | undefined)',
  'unknown',
  'void',
  'ReturnType<typeof some>',
  'Exclude<string | null | undefined, undefined>',
  'Perhaps',
  'Maybe<string>',
  'Deep',
  'Same<Perhaps>',
  'ReturnType<() => string | null>',
];
const BOUNDED = [
  'string',
  'Item',
  'Never',
  'Same<string>',
  "Item['n']",
  "Item['nested']",
  'ReturnType<typeof make>',
  'ReturnType<typeof plain>',
  'Awaited<ReturnType<typeof read>>',
  'Promise<string | undefined>',
  'readonly (string | undefined)[]',
  'Record<string, string>[string]',
  "NonNullable<Item['bar']>",
  'Kind',
  'Kind.A',
  'Named',
  'Surely',
  'Listed<string>',
  'Model',
  'Server',
  'ReturnType<typeof setTimeout>',
  '{ a?: string }',
  '() => void',
  'Exclude<string | undefined, undefined>',
  'Partial<Item>',
  'any',
  'Uint8Array',
  'typeof find',
];

const all = [...REFUSED, ...BOUNDED];
const CODE = `${HEAD}
${all.map((type, index) => `const cache${index} = new Map<string, ${type}>();`).join('\n')}
export function put(userId: string): void {
${all.map((_, index) => `  if (!cache${index}.has(userId)) cache${index}.set(userId, new Object() as never);`).join('\n')}
}
`;

const project = new CheckedProject(
  {
    'package.json': '{"type":"module"}',
    'src/a.ts': CODE,
    'src/types.ts': TYPES,
    'src/deep.ts': 'export type Deep = string | null;\n',
  },
  {},
);
afterAll(() => {
  rmSync(project.root, { recursive: true, force: true });
});

const reasonsBy = (settings: object) => {
  const { sites } = fixText(
    boundCollections,
    CODE,
    projectFacts(join(project.root, 'src/a.ts'), { settings }),
    { strategy: 'lru', evict: true },
  );
  return new Map(
    sites.map(({ site: { name, finding } }) => [
      all[Number(name!.slice('cache'.length))]!,
      finding && 'refusal' in finding.remedy ? finding.remedy.refusal : undefined,
    ]),
  );
};

describe('the type of a value', () => {
  const reasons = reasonsBy({});

  it.each(REFUSED)('%s may be nothing', (type) => {
    expect(reasons.get(type)).toMatch(/lets it hold nothing/u);
  });

  it.each(BOUNDED)('%s is something', (type) => {
    expect(reasons.has(type)).toBe(true);
    expect(reasons.get(type)).toBeUndefined();
  });

  it('is what the type checker says where the file does not tell', () => {
    const typed = reasonsBy({ project: join(project.root, 'tsconfig.json') });
    expect(REFUSED.filter((type) => typed.get(type) === undefined)).toEqual([]);
    expect(BOUNDED.filter((type) => typed.get(type) !== undefined)).toEqual([]);
  });

  it('compiles', () => {
    project.run(boundCollections, { strategy: 'lru', evict: true });
    expect(project.errors()).toEqual([]);
  });
});
