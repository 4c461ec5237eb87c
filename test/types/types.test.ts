/**
 * The logic of `npm run types`, on trees whose packages are stubs: nothing is installed, and the rewrite is a given one.
 */
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Scratch } from '../cli/program.ts';
import { installPackages } from './installed-packages.ts';
import { judgeTree } from './judge-tree.ts';
import type { Rewrite } from './rewrite.ts';
import { copyTree } from './tree-copy.ts';

const AXIOS = {
  'node_modules/axios/package.json':
    '{ "name": "axios", "version": "1.0.0", "type": "module", "types": "index.d.ts" }\n',
  'node_modules/axios/index.d.ts':
    'declare const axios: { get(url: string, config?: { timeout?: number }): Promise<{ data: string }> };\nexport default axios;\n',
};

// Without the types of a browser: they take most of the time.
const TSCONFIG =
  '{ "compilerOptions": { "module": "nodenext", "strict": true, "lib": ["es2022"], "skipLibCheck": true, "noEmit": true, "types": [] } }\n';
const MANIFEST = '{ "name": "service", "type": "module", "dependencies": { "axios": "^1.0.0" } }\n';

/** An error of its own in line 3, and a call of axios in line 5. */
const SERVICE = `import axios from 'axios';

export const count: number = 'one';

export const answer = await axios.get('http://127.0.0.1', {});
`;

function treeOf(files: Readonly<Record<string, string>>): Scratch {
  const tree = new Scratch({ 'package.json': MANIFEST, 'tsconfig.json': TSCONFIG, ...files });
  tree.install('typescript');
  return tree;
}

/** Replaces a text in files, and writes further ones. */
function replacing(
  wanted: string,
  text: string,
  {
    files,
    written = {},
  }: { readonly files: readonly string[]; readonly written?: Readonly<Record<string, string>> },
): Rewrite {
  return (root) => {
    for (const file of files)
      writeFileSync(
        join(root, file),
        readFileSync(join(root, file), 'utf8').replaceAll(wanted, text),
      );
    for (const [file, content] of Object.entries(written)) writeFileSync(join(root, file), content);
    return { fixed: files.length, refused: 1 };
  };
}

const toText = (
  problems: readonly { readonly file: string; readonly line: number; readonly code: string }[],
) => problems.map(({ file, line, code }) => `${file}:${line} ${code}`);

describe('new type errors', () => {
  it('reports what a rewrite breaks, apart from what was broken before, whose line has moved', () => {
    const tree = treeOf({ ...AXIOS, 'a.ts': SERVICE });
    const verdict = judgeTree(
      tree.folder,
      replacing(
        "import axios from 'axios';\n",
        "import axios from 'axios';\n\nexport const wrong: string = 1;\n",
        { files: ['a.ts'] },
      ),
    );
    expect(toText(verdict.before)).toEqual(['a.ts:3 TS2322']);
    expect(toText(verdict.added)).toEqual(['a.ts:3 TS2322']);
    expect(verdict.added[0]!.message).toBe("Type 'number' is not assignable to type 'string'.");
    expect(verdict).toMatchObject({ counts: { fixed: 1, refused: 1 }, rewritten: 1, gone: [] });
  });

  it('counts a second error of the same text', () => {
    const tree = treeOf({ ...AXIOS, 'a.ts': SERVICE });
    const verdict = judgeTree(
      tree.folder,
      replacing(
        'export const answer',
        "export const second: number = 'one';\nexport const answer",
        { files: ['a.ts'] },
      ),
    );
    expect(toText(verdict.added)).toEqual(['a.ts:5 TS2322']);
  });

  it('tells of an error that is gone', () => {
    const tree = treeOf({ ...AXIOS, 'a.ts': SERVICE });
    const verdict = judgeTree(tree.folder, replacing("'one'", '1', { files: ['a.ts'] }));
    expect(toText(verdict.gone)).toEqual(['a.ts:3 TS2322']);
    expect(verdict.added).toEqual([]);
  });

  it('reports a module that was written and does not compile, and an error in a file that was not rewritten', () => {
    const tree = treeOf({
      ...AXIOS,
      'a.ts': SERVICE,
      'b.ts': "import { count } from './a.js';\nexport const twice = count * 2;\n",
    });
    const verdict = judgeTree(
      tree.folder,
      replacing("count: number = 'one'", "count: string = 'one'", {
        files: ['a.ts'],
        written: { 'agents.ts': 'export const agent: number = [];\n' },
      }),
    );
    expect(toText(verdict.added)).toEqual(['agents.ts:1 TS2322', 'b.ts:2 TS2362']);
  });

  it('leaves the tree as the rewrite does', () => {
    const tree = treeOf({ ...AXIOS, 'a.ts': SERVICE });
    judgeTree(
      tree.folder,
      replacing('count', 'total', { files: ['a.ts'], written: { 'agents.ts': 'export {};\n' } }),
    );
    expect(tree.read('a.ts')).toBe(SERVICE.replace('count', 'total'));
    expect(tree.read('agents.ts')).toBe('export {};\n');
  });
});

describe('programs', () => {
  const breaking = (...files: string[]) => replacing('{}', '{ timeout: "1" }', { files });

  it('checks each tsconfig that holds a rewritten file, and no other', () => {
    const options = '"extends": "../../tsconfig.base.json"';
    const tree = treeOf({
      ...AXIOS,
      'tsconfig.json':
        '{ "files": [], "references": [{ "path": "packages/api" }, { "path": "packages/web" }, { "path": "packages/lib" }] }\n',
      'tsconfig.base.json':
        '{ "compilerOptions": { "module": "nodenext", "strict": true, "lib": ["es2022"], "skipLibCheck": true, "composite": true, "types": [] } }\n',
      'packages/lib/tsconfig.json': `{ ${options}, "compilerOptions": { "outDir": "out" } }\n`,
      'packages/lib/lib.ts': 'export const factor: number = 2;\n',
      'packages/api/tsconfig.json': `{ ${options}, "references": [{ "path": "../lib" }] }\n`,
      'packages/api/a.ts': `import { factor } from '../lib/lib.js';\n${SERVICE}export const text: string = factor;\n`,
      'packages/web/tsconfig.json': `{ ${options} }\n`,
      'packages/web/w.ts': 'export const broken: number = "";\n',
    });
    const verdict = judgeTree(tree.folder, breaking('packages/api/a.ts'));
    expect(verdict.programs.map(({ config }) => config)).toEqual(['packages/api/tsconfig.json']);
    // The sources of the referenced project stand for what is not built of it.
    expect(toText(verdict.before)).toEqual([
      'packages/api/a.ts:4 TS2322',
      'packages/api/a.ts:7 TS2322',
    ]);
    expect(toText(verdict.added)).toEqual(['packages/api/a.ts:6 TS2322']);
  });

  it('tells of an error once that two programs have', () => {
    const tree = treeOf({
      ...AXIOS,
      'a.ts': SERVICE,
      'tsconfig.build.json':
        '{ "extends": "./tsconfig.json", "compilerOptions": { "strict": false } }\n',
    });
    const verdict = judgeTree(tree.folder, breaking('a.ts'));
    expect(verdict.programs).toHaveLength(2);
    expect(toText(verdict.added)).toEqual(['a.ts:5 TS2322']);
  });

  it('does not check a part of a program again', () => {
    const tree = treeOf({
      ...AXIOS,
      'a.ts': SERVICE,
      'tsconfig.build.json':
        '{ "extends": "./tsconfig.json", "compilerOptions": { "outDir": "out" } }\n',
    });
    expect(judgeTree(tree.folder, breaking('a.ts')).programs.map(({ config }) => config)).toEqual([
      'tsconfig.json',
    ]);
  });

  it('names rewritten files that no program holds', () => {
    const tree = treeOf({
      ...AXIOS,
      'tsconfig.json': TSCONFIG.replace('{ "comp', '{ "include": ["src"], "comp'),
      'src/a.ts': SERVICE,
      'scripts/s.ts': SERVICE,
    });
    expect(judgeTree(tree.folder, breaking('src/a.ts', 'scripts/s.ts')).unchecked).toEqual([
      'scripts/s.ts',
    ]);
  });

  it('lays the package that a rewritten file imports beside the others', () => {
    const tree = treeOf({ ...AXIOS, 'a.ts': SERVICE });
    const verdict = judgeTree(
      tree.folder,
      replacing(
        "import axios from 'axios';\n",
        "import axios from 'axios';\nimport { LRUCache } from 'lru-cache';\nexport const cache = new LRUCache<string, string>({ max: 1 });\n",
        { files: ['a.ts'] },
      ),
    );
    expect(verdict.added).toEqual([]);
  });
});

describe('trees that say nothing', () => {
  it('refuses a tree in which axios does not resolve', () => {
    const tree = treeOf({ 'a.ts': SERVICE });
    expect(() =>
      judgeTree(tree.folder, replacing('{}', '{ timeout: "1" }', { files: ['a.ts'] })),
    ).toThrow(/^axios does not resolve in a\.ts \(tsconfig\.json\)/u);
  });

  it('leaves out the program in which axios does not resolve, if it does in another', () => {
    const inFolder = (folder: string) =>
      Object.fromEntries(Object.entries(AXIOS).map(([path, text]) => [`${folder}/${path}`, text]));
    const tree = treeOf({
      ...inFolder('one'),
      'one/tsconfig.json': TSCONFIG,
      'one/a.ts': SERVICE,
      'two/tsconfig.json': TSCONFIG,
      'two/a.ts': SERVICE,
      'tsconfig.json': '{ "files": [] }\n',
    });
    const verdict = judgeTree(
      tree.folder,
      replacing('{}', '{ timeout: "1" }', { files: ['one/a.ts', 'two/a.ts'] }),
    );
    expect([...verdict.withoutAxios]).toEqual([['two/tsconfig.json', 'two/a.ts']]);
    expect(toText(verdict.added)).toEqual(['one/a.ts:5 TS2322']);
    expect(verdict.unchecked).toEqual(['two/a.ts']);
  });

  it('refuses a tree without a tsconfig.json', () => {
    const tree = new Scratch({ 'package.json': MANIFEST, ...AXIOS, 'a.ts': SERVICE });
    expect(() =>
      judgeTree(tree.folder, replacing('{}', '{ timeout: "1" }', { files: ['a.ts'] })),
    ).toThrow('the tree has no tsconfig.json');
  });

  it('refuses a tsconfig.json that extends one outside of the tree', () => {
    const tree = treeOf({
      ...AXIOS,
      'a.ts': SERVICE,
      'tsconfig.json': '{ "extends": "../leakproof-nowhere/tsconfig.json" }\n',
    });
    expect(() =>
      judgeTree(tree.folder, replacing('{}', '{ timeout: "1" }', { files: ['a.ts'] })),
    ).toThrow(/^tsconfig\.json: .*leakproof-nowhere.*; give the folder that holds all of it$/u);
  });

  it('refuses a tree without a TypeScript of its own', () => {
    const tree = new Scratch({
      'package.json': MANIFEST,
      'tsconfig.json': TSCONFIG,
      ...AXIOS,
      'a.ts': SERVICE,
    });
    expect(() =>
      judgeTree(tree.folder, replacing('{}', '{ timeout: "1" }', { files: ['a.ts'] })),
    ).toThrow(/^no TypeScript is installed for /u);
  });
});

describe('the copy', () => {
  it('links to the packages, and to the copies of those of the workspace', () => {
    const tree = new Scratch({
      'package.json': MANIFEST,
      ...AXIOS,
      'node_modules/.bin/axios': '',
      'node_modules/@types/node/index.d.ts': '',
      'packages/lib/lib.ts': 'export {};\n',
      '.git/HEAD': '',
    });
    symlinkSync('../packages/lib', tree.path('node_modules/lib'));
    symlinkSync('../packages/gone', tree.path('node_modules/gone'));
    const scratch = new Scratch();
    const copy = scratch.path('copy');
    copyTree(tree.folder, copy);
    writeFileSync(join(copy, 'node_modules/lib/lib.ts'), 'export const changed = 1;\n');
    expect(readFileSync(join(copy, 'packages/lib/lib.ts'), 'utf8')).toBe(
      'export const changed = 1;\n',
    );
    expect(tree.read('packages/lib/lib.ts')).toBe('export {};\n');
    expect(readFileSync(join(copy, 'node_modules/axios/index.d.ts'), 'utf8')).toBe(
      AXIOS['node_modules/axios/index.d.ts'],
    );
    expect(readdirSync(join(copy, 'node_modules'))).toEqual(['@types', 'axios', 'lib']);
    expect(readdirSync(copy).toSorted()).toEqual(['node_modules', 'package.json', 'packages']);
  });
});

describe('packages', () => {
  const install = (tree: Scratch) => {
    const said: string[] = [];
    installPackages(tree.folder, (line) => said.push(line));
    return said;
  };

  it('leaves what is installed as it is, with a lock file and without', () => {
    expect(install(new Scratch({ 'package.json': MANIFEST, 'yarn.lock': '', ...AXIOS }))).toEqual([
      'yarn.lock: the packages that are installed there',
    ]);
    expect(install(new Scratch({ 'package.json': MANIFEST, ...AXIOS }))).toEqual([
      'node_modules: the packages that are installed there',
    ]);
  });

  it('refuses a tree without a lock file, and one that does not name axios', () => {
    expect(() => install(new Scratch({ 'package.json': MANIFEST }))).toThrow(/^no lock file /u);
    expect(() =>
      install(new Scratch({ 'package.json': '{}\n', 'package-lock.json': '{}\n' })),
    ).toThrow('no package.json of the tree names axios');
  });

  it('passes over a lock file whose packages do not name axios', () => {
    const api = Object.fromEntries(
      Object.entries({ 'package.json': MANIFEST, 'package-lock.json': '{}\n', ...AXIOS }).map(
        ([path, text]) => [join('api', path), text],
      ),
    );
    expect(
      install(
        new Scratch({
          'package.json': '{}\n',
          ...api,
          'web/package.json': '{}\n',
          'web/package-lock.json': '{}\n',
        }),
      ),
    ).toEqual([
      `${join(dirname('api/package.json'), 'package-lock.json')}: the packages that are installed there`,
    ]);
  });
});
