import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { KeptFiles } from '../../../analysis/modules/kept-files.ts';
import { PathMap, PathMaps } from '../../../analysis/modules/path-maps.ts';
import { parseConfig } from '../../../analysis/modules/ts-configs.ts';
import { writeProject } from '../../harness/project-tester.ts';

let root: string;
afterEach(() => {
  vi.restoreAllMocks();
  if (root) rmSync(root, { recursive: true, force: true });
});

const mapsOf = (files: Readonly<Record<string, string>>, configs = new KeptFiles(parseConfig)) => {
  root = writeProject(files);
  return new PathMaps(configs, () => undefined);
};
const targetsOf = (maps: PathMaps, config: string, specifier: string) =>
  maps
    .of(join(root, config))
    ?.targetsOf(specifier)
    .map((path) => path.slice(root.length + 1));

describe('what the paths of a config make of a specifier', () => {
  const map = new PathMap(
    {
      '@a/*': ['a/*'],
      '@a/b/*': ['b/*', 'c/*'],
      '@a/b/c': ['exact'],
      '@s/*/model': ['s/*.ts'],
      folder: ['f/src'],
      '*': ['types/*', 'lone'],
      empty: [],
      wrong: 'text',
    },
    (path) => `/r/${path}`,
    '/r/base',
  );

  it.each([
    {
      why: 'the pattern with the longest prefix',
      specifier: '@a/b/x',
      targets: ['/r/b/x', '/r/c/x'],
    },
    { why: 'a shorter one where it does not match', specifier: '@a/x/y', targets: ['/r/a/x/y'] },
    { why: 'the whole before a pattern', specifier: '@a/b/c', targets: ['/r/exact'] },
    { why: 'what stands behind the star', specifier: '@s/user/model', targets: ['/r/s/user.ts'] },
    { why: 'no pattern whose end is another', specifier: '@s/user/view', targets: [] },
    { why: 'a path below a whole', specifier: 'folder/x', targets: ['/r/f/src/x'] },
    { why: 'no name that only begins with a whole', specifier: 'folders', targets: [] },
    { why: 'a dollar is a dollar', specifier: '@a/$&', targets: ['/r/a/$&'] },
    { why: 'a pattern without targets', specifier: 'empty', targets: [] },
    { why: 'one that is no list', specifier: 'wrong', targets: [] },
  ])('$why', ({ specifier, targets }) => {
    expect(map.targetsOf(specifier)).toEqual(targets);
  });

  it('the folders of a lone star, then the baseUrl, hold the rest', () => {
    expect(map.folders).toEqual(['/r/types', '/r/base']);
  });

  it('takes as many look-ups for a thousand patterns as for ten', () => {
    const lookUps = (count: number) => {
      const big = new PathMap(
        Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `@scope/package-${String(index).padStart(6, '0')}`,
            ['x'],
          ]),
        ),
        (path) => path,
        undefined,
      );
      const get = vi.spyOn(Map.prototype, 'get');
      big.targetsOf('@scope/package-000009');
      big.targetsOf('@scope/none-of-these');
      const { length } = get.mock.calls;
      get.mockRestore();
      return length;
    };
    expect(lookUps(1000)).toBe(lookUps(10));
  });
});

describe('what a config inherits', () => {
  const BASE = '{ "compilerOptions": { "baseUrl": "./src", "paths": { "@/*": ["./*"] } } }';

  it.each([
    {
      why: 'paths, below the folder of who declares them',
      config: '{ "extends": "../base.json" }',
      targets: ['src/x'],
    },
    {
      why: 'its own instead',
      config: '{ "extends": "../base.json", "compilerOptions": { "paths": { "@/*": ["own/*"] } } }',
      targets: ['src/own/x'],
    },
    {
      why: 'a baseUrl of its own for inherited paths',
      config: '{ "extends": "../base.json", "compilerOptions": { "baseUrl": "." } }',
      targets: ['app/x'],
    },
    {
      why: 'the last of several',
      config: '{ "extends": ["../base.json", "../other"] }',
      targets: ['src/other/x'],
    },
    {
      why: 'of a base without its extension',
      config: '{ "extends": "../other" }',
      targets: ['other/x'],
    },
    {
      why: 'the folder of who inherits',
      config: '{ "extends": "../dir.json" }',
      targets: ['app/gen/x'],
    },
    {
      why: 'comments and a last comma do no harm',
      config: '{ // "extends": "../other"\n "extends": "../base.json", /* "x" */ }',
      targets: ['src/x'],
    },
    {
      why: 'configs that extend each other',
      config: '{ "extends": "../circle.json" }',
      targets: ['circle/x'],
    },
    {
      why: 'nothing, if one of them is not there',
      config: '{ "extends": ["../base.json", "../gone.json"] }',
      targets: undefined,
    },
  ])('$why', ({ config, targets }) => {
    const maps = mapsOf({
      'base.json': BASE,
      'other.json': '{ "compilerOptions": { "paths": { "@/*": ["./other/*"] } } }',
      'dir.json': '{ "compilerOptions": { "paths": { "@/*": ["${configDir}/gen/*"] } } }',
      'circle.json':
        '{ "extends": "./app/tsconfig.json", "compilerOptions": { "paths": { "@/*": ["./circle/*"] } } }',
      'app/tsconfig.json': config,
    });
    expect(targetsOf(maps, 'app/tsconfig.json', '@/x')).toEqual(targets);
  });

  it('is parsed once, and compiled once, for all who inherit it', () => {
    const asked = (count: number) => {
      let parses = 0;
      const configs = new KeptFiles((text) => (parses++, parseConfig(text)));
      const folders = Array.from(
        { length: count },
        (_, index) => `packages/p${index}/tsconfig.json`,
      );
      const maps = mapsOf(
        {
          'base.json': BASE,
          ...Object.fromEntries(
            folders.map((folder) => [folder, '{ "extends": "../../base.json" }']),
          ),
        },
        configs,
      );
      const found = new Set(folders.map((folder) => maps.of(join(root, folder))));
      rmSync(root, { recursive: true });
      return { parses, maps: found.size };
    };
    expect(asked(10)).toEqual({ parses: 11, maps: 1 });
    expect(asked(20)).toEqual({ parses: 21, maps: 1 });
  });

  it('is read again when it has changed, and nothing else is', () => {
    let parses = 0;
    const configs = new KeptFiles((text) => (parses++, parseConfig(text)));
    const maps = mapsOf(
      {
        'base.json': BASE,
        'a/tsconfig.json': '{ "extends": "../base.json" }',
        'b/tsconfig.json': '{ "extends": "../base.json" }',
      },
      configs,
    );
    expect(['a', 'b'].map((folder) => targetsOf(maps, `${folder}/tsconfig.json`, '@/x'))).toEqual([
      ['src/x'],
      ['src/x'],
    ]);
    expect(configs.recheck()).toBe(false);
    writeFileSync(join(root, 'base.json'), BASE.replace('./src', './lib'));
    utimesSync(join(root, 'base.json'), 1, 1);
    expect(configs.recheck()).toBe(true);
    const again = new PathMaps(configs, () => undefined);
    expect(targetsOf(again, 'a/tsconfig.json', '@/x')).toEqual(['lib/x']);
    expect(parses).toBe(4);
  });
});

it('tells of a file that is not there each time, and sees it once it is', () => {
  root = writeProject({});
  const file = join(root, 'later', 'tsconfig.json');
  const configs = new KeptFiles(parseConfig);
  expect(() => configs.read(file)).toThrow('ENOENT');
  expect(() => configs.read(file)).toThrow('ENOENT');
  expect([configs.tryRead(file), configs.isBroken(file)]).toEqual([undefined, false]);
  mkdirSync(dirname(file));
  writeFileSync(file, '{ "a"');
  configs.recheck();
  expect([configs.tryRead(file), configs.isBroken(file)]).toEqual([undefined, true]);
});
