/**
 * What `bound-collections` writes in TypeScript passes the compiler against the types of the installed lru-cache.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, expect, it } from 'vitest';
import { projectFacts } from '../../analysis/project/project.ts';
import { fixText } from '../../codemods/adapter/apply.ts';
import { boundCollections } from '../../codemods/bound-collections.ts';
import { dedent } from '../harness/dedent.ts';

const CODE = dedent(`

  interface Item { readonly at: number }
  const written = new Map<string, Item>();
  const annotated: Map<string, Item> = new Map();
  const untyped = new Map();
  const caps = new Map<string, string>();
  const seen = new Set<string>();
  const annotatedSet: Set<string> = new Set();
  class Store {
    private readonly items: Map<string, Item> = new Map();
    static readonly known = new Set<string>();
    add(userId: string): Item | undefined {
      this.items.set(userId, { at: 1 });
      Store.known.add(userId);
      return this.items.get(userId);
    }
  }
  declare function note(value: string): void;
  export const store = new Store();
  export function add(userId: string): number {
    written.set(userId, { at: 1 });
    annotated.set(userId, { at: 2 });
    untyped.set(userId, 3);
    if (!seen.has(userId)) seen.add(userId);
    annotatedSet.add(userId);
    if (!caps.has(userId)) caps.set(userId, userId.toUpperCase());
    note(caps.get(userId) ?? '');
    const item: Item | undefined = written.get(userId);
    return (item?.at ?? 0) + Number(untyped.get(userId));
  }
`);

const folder = mkdtempSync(join(tmpdir(), 'leakproof-types-'));
mkdirSync(join(folder, 'node_modules'));
symlinkSync(
  fileURLToPath(new URL('../../node_modules/lru-cache', import.meta.url)),
  join(folder, 'node_modules/lru-cache'),
  'junction',
);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('compiles', () => {
  const file = join(folder, 'input.mts');
  const { output, sites } = fixText(boundCollections, CODE, projectFacts(file), {
    strategy: 'lru',
    evict: true,
  });
  expect(sites.map(({ site, remedy }) => `${site.name} ${remedy}`)).toEqual([
    'written fixed',
    'annotated fixed',
    'untyped fixed',
    'caps fixed',
    'seen fixed',
    'annotatedSet fixed',
    'Store.items fixed',
    'Store.known fixed',
  ]);
  writeFileSync(file, output);
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
    types: [],
  });
  const messages = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  expect(messages).toEqual([]);
});
