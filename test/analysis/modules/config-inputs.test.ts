/**
 * What a config compiles is what TypeScript says that it compiles.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeptFiles } from '../../../analysis/modules/kept-files.ts';
import { parseConfig, TsConfigs } from '../../../analysis/modules/ts-configs.ts';

const FILES = [
  'index.ts',
  'vite.config.ts',
  '.eslintrc.js',
  '.hidden/a.ts',
  'src/app.ts',
  'src/app.spec.ts',
  'src/page.tsx',
  'src/old.js',
  'src/module.mts',
  'src/types.d.ts',
  'src/.private.ts',
  'src/deep/er/still.ts',
  'src/deep/.cache/b.ts',
  'src/test-utils/make.ts',
  'src/node_modules/own/c.ts',
  'node_modules/package/d.ts',
  'dist/app.ts',
  'types/app.d.ts',
  'other/shared.ts',
  'other/more/shared.ts',
  'my.app/main.ts',
];

let root = '';
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-inputs-')));
  for (const file of FILES) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), 'export {};\n');
  }
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

let count = 0;
/** The paths of configs from the root of the project; the last is the one that is asked. */
function configsOf(configs: Readonly<Record<string, object>>): {
  config: string;
  known: TsConfigs;
} {
  const folder = join(root, `project-${count++}`);
  for (const [path, content] of Object.entries(configs)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), JSON.stringify(content));
  }
  return {
    config: join(folder, Object.keys(configs).at(-1)!),
    known: new TsConfigs(new KeptFiles(parseConfig), () => undefined),
  };
}

function byTypeScript(config: string): string[] {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  return ts.getParsedCommandLineOfConfigFile(config, {}, host)!.fileNames.toSorted();
}

const MORE = { include: ['../**/*'] };

describe('has the files that TypeScript has', () => {
  it.each<{ readonly why: string; readonly configs: Readonly<Record<string, object>> }>([
    { why: 'all below a folder', configs: { 'tsconfig.json': MORE } },
    { why: 'a folder', configs: { 'tsconfig.json': { include: ['../src'] } } },
    { why: 'a folder with a slash', configs: { 'tsconfig.json': { include: ['../src/'] } } },
    { why: 'the files of a folder alone', configs: { 'tsconfig.json': { include: ['../src/*'] } } },
    { why: 'by an ending', configs: { 'tsconfig.json': { include: ['../src/**/*.spec.ts'] } } },
    { why: 'by one letter', configs: { 'tsconfig.json': { include: ['../src/ap?.ts'] } } },
    {
      why: 'hidden by name',
      configs: { 'tsconfig.json': { include: ['../.hidden/*', '../src/.private.ts'] } },
    },
    { why: 'a hidden folder', configs: { 'tsconfig.json': { include: ['../.hidden'] } } },
    {
      why: 'packages by name',
      configs: { 'tsconfig.json': { include: ['../src/node_modules/own/*'] } },
    },
    {
      why: 'named',
      configs: { 'tsconfig.json': { files: ['../src/app.ts', '../my.app/main.ts'] } },
    },
    {
      why: 'named, and more',
      configs: { 'tsconfig.json': { files: ['../src/app.ts'], include: ['../other'] } },
    },
    { why: 'none', configs: { 'tsconfig.json': { files: [] } } },
    {
      why: 'JavaScript as well',
      configs: { 'tsconfig.json': { ...MORE, compilerOptions: { allowJs: true } } },
    },
    {
      why: 'JavaScript that is checked',
      configs: { 'tsconfig.json': { ...MORE, compilerOptions: { checkJs: true } } },
    },
    {
      why: 'less by ending',
      configs: { 'tsconfig.json': { ...MORE, exclude: ['../**/*.spec.ts'] } },
    },
    {
      why: 'less a folder',
      configs: { 'tsconfig.json': { ...MORE, exclude: ['../src/deep', '../other/'] } },
    },
    {
      why: 'less folders by wildcard',
      configs: { 'tsconfig.json': { ...MORE, exclude: ['../**/test*', '../**/more'] } },
    },
    {
      why: 'less all of a folder',
      configs: { 'tsconfig.json': { ...MORE, exclude: ['../src/**'] } },
    },
    {
      why: 'less what is written',
      configs: { 'tsconfig.json': { ...MORE, compilerOptions: { outDir: '../dist' } } },
    },
    {
      why: 'less declarations that are written',
      configs: {
        'tsconfig.json': {
          ...MORE,
          compilerOptions: { declaration: true, declarationDir: '../types' },
        },
      },
    },
    {
      why: 'what is written, if other files are left out',
      configs: {
        'tsconfig.json': { ...MORE, exclude: ['../other'], compilerOptions: { outDir: '../dist' } },
      },
    },
    {
      why: 'inherited',
      configs: {
        'base/b.json': { include: ['../../src'], exclude: ['../../src/deep'] },
        'tsconfig.json': { extends: './base/b.json' },
      },
    },
    {
      why: 'inherited in part',
      configs: {
        'base/b.json': { include: ['../../src'], exclude: ['../../src/deep'] },
        'tsconfig.json': { extends: './base/b', include: ['../other', '../src'] },
      },
    },
    {
      why: 'by the folder of the config',
      configs: {
        'base/b.json': { include: ['${configDir}/../src/*.ts'] },
        'tsconfig.json': { extends: './base/b.json' },
      },
    },
    {
      why: 'though a base is not there',
      configs: { 'tsconfig.json': { ...MORE, extends: '@tsconfig/node20/tsconfig.json' } },
    },
    {
      why: 'though bases go in a circle',
      configs: {
        'a.json': { extends: './tsconfig.json' },
        'tsconfig.json': { ...MORE, extends: './a.json' },
      },
    },
  ])('$why', ({ configs }) => {
    const { config, known } = configsOf(configs);
    const inputs = known.inputsOf(config)!;
    const here = FILES.map((file) => join(root, file));
    expect(here.filter((file) => inputs.has(file)).toSorted()).toEqual(byTypeScript(config));
  });
});

describe('the folder that its files must be in', () => {
  const OUT = { outDir: '../dist' };
  it.each<{
    readonly why: string;
    readonly config: { readonly compilerOptions: object; readonly include?: readonly string[] };
    readonly base: string | undefined;
  }>([
    { why: 'rootDir', config: { compilerOptions: { ...OUT, rootDir: '../src/' } }, base: 'src' },
    {
      why: 'rootDir by the folder of the config',
      config: { compilerOptions: { rootDir: '${configDir}/../other' } },
      base: 'other',
    },
    { why: 'any, if nothing is written', config: { compilerOptions: {} }, base: undefined },
    {
      why: 'any, if nothing is written in spite of a folder for it',
      config: { compilerOptions: { ...OUT, noEmit: true } },
      base: undefined,
    },
    {
      why: 'what all its files are in',
      config: { compilerOptions: OUT, include: ['../src/deep', '../src/*.ts'] },
      base: 'src',
    },
    {
      why: 'what all its files are in, declarations apart',
      config: { compilerOptions: OUT, include: ['../other/more', '../types'] },
      base: 'other/more',
    },
    { why: 'none, if it has none', config: { compilerOptions: OUT, include: [] }, base: undefined },
  ])('$why', ({ config, base }) => {
    const { config: path, known } = configsOf({ 'tsconfig.json': config });
    const found = known.inputsOf(path)!.base;
    expect(found && relative(root, found)).toBe(base);
  });

  it('is its own of a composite project', () => {
    const { config, known } = configsOf({
      'tsconfig.json': { compilerOptions: { composite: true } },
    });
    expect(known.inputsOf(config)).toMatchObject({ base: dirname(config), isComposite: true });
  });
});

it('knows nothing of a config that is no JSON', () => {
  const config = join(root, 'broken.json');
  writeFileSync(config, '{ "include": ');
  const known = new TsConfigs(new KeptFiles(parseConfig), () => undefined);
  expect(known.inputsOf(config)).toBeUndefined();
});
