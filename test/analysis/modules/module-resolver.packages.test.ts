import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeptFiles } from '../../../analysis/modules/kept-files.ts';
import { ModuleResolver } from '../../../analysis/modules/module-resolver.ts';
import { parseConfig } from '../../../analysis/modules/ts-configs.ts';
import { writeProject } from '../../harness/project-tester.ts';

/** No package is built: what `package.json` names is not there yet. */
const PACKAGES: Readonly<
  Record<string, { readonly json?: string; readonly sources: readonly string[] }>
> = {
  'no-main': { json: '{}', sources: ['src/index.ts', 'src/deep.ts'] },
  'no-json': { sources: ['src/index.ts'] },
  'broken-json': { json: '{ "main"', sources: ['src/index.ts'] },
  'list-json': { json: '["./dist/main.js"]', sources: ['src/index.ts', 'src/main.ts'] },
  conditions: {
    json: '{ "exports": { "types": "./dist/main.d.ts", "import": "./dist/main.js" } }',
    sources: ['src/main.ts', 'src/index.ts', 'src/deep.ts'],
  },
  'parts-only': {
    json: '{ "exports": { "./deep": "./dist/far.js" } }',
    sources: ['src/far.ts', 'src/other.ts'],
  },
  'one-path': {
    json: '{ "exports": "./dist/main.js", "main": "./dist/old.js" }',
    sources: ['src/main.ts', 'src/old.ts'],
  },
  'main-only': { json: '{ "main": "./lib/main.js" }', sources: ['src/main.ts', 'src/index.ts'] },
  'not-there': { json: '{ "main": "./dist/main.js" }', sources: ['other.ts'] },
  'a-null': {
    json: '{ "exports": { ".": { "browser": null, "default": "./dist/main.js" }, "./secret": null } }',
    sources: ['src/main.ts', 'src/index.ts'],
  },
  nested: {
    json: '{ "exports": { ".": { "node": { "types": "./dist/main.d.ts", "require": "./dist/main.js" } } } }',
    sources: ['src/main.ts', 'src/index.ts'],
  },
  'types-alone': {
    json: '{ "exports": { ".": { "types": "./dist/main.d.ts" } } }',
    sources: ['src/main.ts'],
  },
};

let root: string;
let resolver: ModuleResolver;

beforeAll(() => {
  const files: Record<string, string> = {
    'package.json':
      '{ "imports": { "#db": "./dist/db.js", "#built": "./dist/built.js", "#gone": "./gone.js" } }',
    'a.ts': '',
    'src/built.ts': '',
    'dist/built.js': '',
    'dist/db.js': '',
    'dist/a.js': '',
  };
  for (const [name, { json, sources }] of Object.entries(PACKAGES)) {
    if (json !== undefined) files[`packages/${name}/package.json`] = json;
    for (const path of sources) files[`packages/${name}/${path}`] = '';
  }
  root = writeProject(files);
  resolver = new ModuleResolver({
    packages: new Map(Object.keys(PACKAGES).map((name) => [name, join(root, 'packages', name)])),
    tsconfig: undefined,
    configs: new KeptFiles(parseConfig),
    manifests: new KeptFiles(JSON.parse),
    note: (note) => {
      throw new Error(note.reason);
    },
  });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('the source of a package that nobody has built', () => {
  it.each([
    { why: 'its index, where nothing names a file', specifier: 'no-main', file: 'src/index.ts' },
    { why: 'a part of it by its path', specifier: 'no-main/deep', file: 'src/deep.ts' },
    { why: 'its index, without a package.json', specifier: 'no-json', file: 'src/index.ts' },
    {
      why: 'nothing, where the package.json cannot be read: Node refuses it',
      specifier: 'broken-json',
      file: undefined,
    },
    {
      why: 'its index, where the package.json is no object',
      specifier: 'list-json',
      file: 'src/index.ts',
    },
    {
      why: 'conditions without a path are of the whole',
      specifier: 'conditions',
      file: 'src/main.ts',
    },
    { why: 'and of no part', specifier: 'conditions/deep', file: 'src/deep.ts' },
    {
      why: 'a part that is named otherwise than its file',
      specifier: 'parts-only/deep',
      file: 'src/far.ts',
    },
    { why: 'a part that exports do not name', specifier: 'parts-only/other', file: 'src/other.ts' },
    { why: 'the whole, where parts alone are named', specifier: 'parts-only', file: undefined },
    { why: 'exports before main', specifier: 'one-path', file: 'src/main.ts' },
    { why: 'no part of a package with one path', specifier: 'one-path/deep', file: undefined },
    { why: 'what main names', specifier: 'main-only', file: 'src/main.ts' },
    { why: 'no part beside main', specifier: 'main-only/deep', file: undefined },
    { why: 'a built file without a source', specifier: 'not-there', file: undefined },
    {
      why: 'a condition that leads nowhere is passed over',
      specifier: 'a-null',
      file: 'src/main.ts',
    },
    { why: 'a part that leads nowhere', specifier: 'a-null/secret', file: undefined },
    { why: 'conditions in conditions', specifier: 'nested', file: 'src/main.ts' },
    { why: 'declarations are no program', specifier: 'types-alone', file: undefined },
    { why: 'a package that is not of the repository', specifier: 'registry', file: undefined },
  ])('$specifier: $why', ({ specifier, file }) => {
    expect(resolver.resolve(join(root, 'a.ts'), specifier)).toBe(
      file && join(root, 'packages', specifier.split('/', 1)[0]!, file),
    );
  });
});

describe('an import of the package itself, without a tsconfig', () => {
  it.each([
    { why: 'the source of what is built', from: 'a.ts', specifier: '#built', file: 'src/built.ts' },
    {
      why: 'what is built, for a file that is built as well',
      from: 'dist/a.js',
      specifier: '#built',
      file: 'dist/built.js',
    },
    {
      why: 'what is built, where it has no source',
      from: 'a.ts',
      specifier: '#db',
      file: 'dist/db.js',
    },
    { why: 'a file that is not there', from: 'a.ts', specifier: '#gone', file: undefined },
    {
      why: 'a name that the package.json does not have',
      from: 'a.ts',
      specifier: '#other',
      file: undefined,
    },
  ])('$why', ({ from, specifier, file }) => {
    expect(resolver.resolve(join(root, from), specifier)).toBe(file && join(root, file));
  });
});
