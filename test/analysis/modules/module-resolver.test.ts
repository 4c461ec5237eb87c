import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeptFiles } from '../../../analysis/modules/kept-files.ts';
import { ModuleResolver } from '../../../analysis/modules/module-resolver.ts';
import type { ProjectNote } from '../../../analysis/modules/project-note.ts';
import { parseConfig } from '../../../analysis/modules/ts-configs.ts';
import { writeProject } from '../../harness/project-tester.ts';

const FILES: Record<string, string> = {
  'tsconfig.json':
    '{ /* comments */ "compilerOptions": { "baseUrl": "./src", "paths": { "@/*": ["./*"] } } }',
  'app/jsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./lib/*"] } } }',
  'broken/tsconfig.json': '{ "extends": "./nowhere.json" }',
  'package.json': '{ "name": "root", "imports": { "#db": "./src/db.ts" } }',
  'packages/built/package.json':
    '{ "name": "@x/built", "exports": { ".": "./dist/index.js", "./deep": { "types": "./dist/deep.d.ts", "import": "./dist/deep.js" } } }',
  'packages/plain/package.json': '{ "name": "plain", "main": "lib/main.js" }',
  'both/c/package.json': '{ "main": "main.js" }',
  'node_modules/installed/index.js': '',
};
for (const file of [
  'src/a.ts',
  'src/b.js',
  'src/dir/index.ts',
  'src/db.ts',
  'src/lib/status.ts',
  'src/only.mts',
  'app/lib/c.js',
  'app/a.js',
  'broken/a.ts',
  'broken/near.ts',
  'packages/built/src/index.ts',
  'packages/built/src/deep.ts',
  'packages/plain/lib/main.js',
  'packages/plain/other.js',
  'types.d.ts',
  'both/a.ts',
  'both/a.js',
  'both/b.js',
  'both/b/index.js',
  'both/c/main.js',
  'both/d.js.ts',
  'both/$e+f@1.js',
  'both/g.v2.js',
])
  FILES[file] = '';

let root: string;
let resolver: ModuleResolver;
const notes: ProjectNote[] = [];

beforeAll(() => {
  root = writeProject(FILES);
  const packages = new Map([
    ['@x/built', join(root, 'packages/built')],
    ['plain', join(root, 'packages/plain')],
  ]);
  resolver = new ModuleResolver({
    packages,
    tsconfig: undefined,
    configs: new KeptFiles(parseConfig),
    manifests: new KeptFiles(JSON.parse),
    note: (note) => notes.push(note),
  });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const resolved = (importer: string, specifier: string) =>
  resolver.resolve(join(root, importer), specifier)?.slice(root.length + 1);

describe('a specifier means', () => {
  it.each([
    { why: 'a file without its extension', from: 'src/a.ts', specifier: './b', file: 'src/b.js' },
    {
      why: 'TypeScript under the name of what it compiles to',
      from: 'src/b.js',
      specifier: './a.js',
      file: 'src/a.ts',
    },
    {
      why: 'the same of a module',
      from: 'src/b.js',
      specifier: './only.mjs',
      file: 'src/only.mts',
    },
    {
      why: 'the index of a folder',
      from: 'src/a.ts',
      specifier: './dir',
      file: 'src/dir/index.ts',
    },
    { why: 'a path of the tsconfig', from: 'src/dir/index.ts', specifier: '@/a', file: 'src/a.ts' },
    {
      why: 'a path below its baseUrl',
      from: 'src/dir/index.ts',
      specifier: 'dir/index',
      file: 'src/dir/index.ts',
    },
    {
      why: 'a path of a nearer jsconfig',
      from: 'app/a.js',
      specifier: '~/c',
      file: 'app/lib/c.js',
    },
    {
      why: 'an import of the package itself',
      from: 'src/a.ts',
      specifier: '#db',
      file: 'src/db.ts',
    },
    {
      why: 'the library of SvelteKit',
      from: 'src/dir/index.ts',
      specifier: '$lib/status.js',
      file: 'src/lib/status.ts',
    },
    {
      why: 'the source of a package that is built',
      from: 'src/a.ts',
      specifier: '@x/built',
      file: 'packages/built/src/index.ts',
    },
    {
      why: 'the source of a part of it, by its conditions',
      from: 'src/a.ts',
      specifier: '@x/built/deep',
      file: 'packages/built/src/deep.ts',
    },
    {
      why: 'the main file of a package',
      from: 'src/a.ts',
      specifier: 'plain',
      file: 'packages/plain/lib/main.js',
    },
    {
      why: 'a file in a package',
      from: 'src/a.ts',
      specifier: 'plain/other',
      file: 'packages/plain/other.js',
    },
    {
      why: 'TypeScript, where what it compiles to stands beside it',
      from: 'both/b.js',
      specifier: './a.js',
      file: 'both/a.ts',
    },
    { why: 'TypeScript before JavaScript', from: 'both/b.js', specifier: './a', file: 'both/a.ts' },
    {
      why: 'a file before the folder of its name',
      from: 'both/a.ts',
      specifier: './b',
      file: 'both/b.js',
    },
    {
      why: 'the folder, with a slash',
      from: 'both/a.ts',
      specifier: './b/',
      file: 'both/b/index.js',
    },
    {
      why: 'the main file of a folder',
      from: 'both/a.ts',
      specifier: './c',
      file: 'both/c/main.js',
    },
    { why: 'the folder that it is in', from: 'both/b/index.js', specifier: '..', file: undefined },
    {
      why: 'a file of another folder',
      from: 'both/b/index.js',
      specifier: '../../src/b',
      file: 'src/b.js',
    },
    { why: 'a name with signs', from: 'both/a.ts', specifier: './$e+f@1', file: 'both/$e+f@1.js' },
    { why: 'a name with a dot', from: 'both/a.ts', specifier: './g.v2', file: 'both/g.v2.js' },
    {
      why: 'the file, behind a query',
      from: 'src/a.ts',
      specifier: './b.js?worker',
      file: 'src/b.js',
    },
  ])('$why', ({ from, specifier, file }) => {
    expect(resolved(from, specifier)).toBe(file);
  });

  it.each([
    ['a built-in', 'fs'],
    ['a built-in by its scheme', 'node:fs'],
    ['a package of the registry', 'installed'],
    ['one that is not there', 'missing'],
    ['no file', './missing'],
    ['no program', './package.json'],
    ['declarations alone', '../types'],
    ['an address', 'https://a.example/x.js'],
  ])('nothing of the project: %s', (_, specifier) => {
    expect(resolved('src/a.ts', specifier)).toBeUndefined();
  });

  it('what it means without the paths of a config that cannot be read, which is said once', () => {
    expect(resolved('broken/a.ts', './near')).toBe('broken/near.ts');
    expect(resolved('broken/a.ts', '@/near')).toBeUndefined();
    expect(resolved('broken/a.ts', '@/other')).toBeUndefined();
    expect(notes).toEqual([
      {
        file: join(root, 'broken/tsconfig.json'),
        reason: expect.stringContaining('its paths are not followed') as string,
      },
    ]);
  });
});

describe('the paths of a config', () => {
  const ofConfig = (files: Record<string, string>, tsconfig: string | undefined) => {
    const folder = writeProject({ 'package.json': '{}', ...files });
    const asked = new ModuleResolver({
      packages: new Map(),
      tsconfig: tsconfig && join(folder, tsconfig),
      configs: new KeptFiles(parseConfig),
      manifests: new KeptFiles(JSON.parse),
      note: () => {},
    });
    return {
      folder,
      resolve: (importer: string) =>
        asked.resolve(join(folder, importer), '@/a')?.slice(folder.length + 1),
    };
  };
  const PATHS = '"compilerOptions": { "paths": { "@/*": ["./*"] } }';

  it('count below its folder, whoever asked first', () => {
    const { folder, resolve } = ofConfig(
      {
        'server/tsconfig.json': `{ ${PATHS} }`,
        'server/a.ts': '',
        'server/deep/b.ts': '',
        'client/c.ts': '',
      },
      'server/tsconfig.json',
    );
    expect([resolve('client/c.ts'), resolve('server/deep/b.ts'), resolve('client/c.ts')]).toEqual([
      undefined,
      'server/a.ts',
      undefined,
    ]);
    rmSync(folder, { recursive: true });
  });

  it('are those of the project that a file belongs to, where it has references', () => {
    const { folder, resolve } = ofConfig(
      {
        'tsconfig.json':
          '{ "files": [], "references": [{ "path": "./one" }, { "path": "./two" }] }',
        'one/tsconfig.json': `{ ${PATHS} }`,
        'two/tsconfig.json': `{ ${PATHS} }`,
        'one/a.ts': '',
        'two/a.ts': '',
        'one/b.ts': '',
        'two/b.ts': '',
      },
      'tsconfig.json',
    );
    expect([resolve('one/b.ts'), resolve('two/b.ts')]).toEqual(['one/a.ts', 'two/a.ts']);
    rmSync(folder, { recursive: true });
  });
});
