/**
 * One agents module for an application: fixed file by file, folder by folder or at once, the same bytes are written.
 */
import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { MAIN, Scratch } from './program.ts';

const FOLDERS = Array.from({ length: 20 }, (_, index) => `part${String(index).padStart(2, '0')}`);

const REQUIRES = `const axios = require('axios');\n\nexports.load = (url) => axios.get(url);\n`;
const IMPORTS = `import axios from 'axios';\n\nexport const load = (url) => axios.get(url);\n`;
const TYPED = `import axios from 'axios';\n\nexport const load = (url: string) => axios.get(url);\n`;

type Files = Readonly<Record<string, string>>;

function inEach(
  text: string,
  { below = '', extension = 'js' }: { readonly below?: string; readonly extension?: string } = {},
): Files {
  return Object.fromEntries(FOLDERS.map((folder) => [`${below}${folder}/load.${extension}`, text]));
}

function application(manifest: object = {}): string {
  return JSON.stringify({ name: 'service', dependencies: { axios: '^1.0.0' }, ...manifest });
}

function textsIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return Object.fromEntries(
    paths.toSorted().map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );
}

/** What stands in a tree after it was fixed by one run for each list of paths. */
function fixed(files: Files, runs: readonly (readonly string[])[]): Record<string, string> {
  const scratch = new Scratch(files);
  for (const paths of runs) {
    const { code, stderr } = scratch.codemod('fix-agents', '--allow-dirty', ...paths);
    if (code !== 0) throw new Error(stderr);
  }
  return textsIn(scratch.folder);
}

function modulesIn(texts: Files): string[] {
  return Object.keys(texts).filter((path) => /(?:^|\/)http-agents(?:\/index)?\.[^/]+$/u.test(path));
}

/** Fixed in an order that has nothing to do with the names: every seventh file. */
function shuffled<T>(items: readonly T[]): T[] {
  return items.map((_, index) => items[(index * 7 + 3) % items.length]!);
}

interface Tree {
  readonly why: string;
  readonly files: Files;
  readonly modules: readonly string[];
}

describe('a tree of 20 folders', () => {
  it.each<Tree>([
    {
      why: 'CommonJS',
      files: { 'package.json': application(), ...inEach(REQUIRES) },
      modules: ['http-agents.js'],
    },
    {
      why: 'ESM',
      files: { 'package.json': application({ type: 'module' }), ...inEach(IMPORTS) },
      modules: ['http-agents.js'],
    },
    {
      why: 'mixed, with package.json files that only set the type',
      files: {
        'package.json': application(),
        ...inEach(REQUIRES),
        ...Object.fromEntries(
          FOLDERS.filter((_, index) => index % 3 === 0).flatMap((folder) => [
            [`${folder}/package.json`, '{ "type": "module" }'],
            [`${folder}/load.js`, IMPORTS],
          ]),
        ),
      },
      modules: ['http-agents.js'],
    },
    {
      why: 'TypeScript in src',
      files: {
        'package.json': application({ devDependencies: { '@types/node': '^20.0.0' } }),
        'tsconfig.json':
          '{ "compilerOptions": { "rootDir": "src", "outDir": "dist" }, "include": ["src"] }',
        ...inEach(TYPED, { below: 'src/', extension: 'ts' }),
      },
      modules: ['src/http-agents.ts'],
    },
  ])('$why', ({ files, modules }) => {
    const sources = Object.keys(files).filter((path) => /\.[jt]s$/u.test(path));
    const atOnce = fixed(files, [['.']]);
    expect(modulesIn(atOnce)).toEqual(modules);
    for (const path of sources) expect(atOnce[path]).not.toBe(files[path]);
    expect(
      fixed(
        files,
        shuffled(sources).map((path) => [path]),
      ),
    ).toEqual(atOnce);
    // Several folders a run, the last one first: the folders of one run have nothing in common with those of the next.
    const folders = shuffled(sources)
      .toReversed()
      .map((path) => path.slice(0, path.lastIndexOf('/')));
    expect(fixed(files, [folders.slice(0, 1), folders.slice(1, 9), folders.slice(9)])).toEqual(
      atOnce,
    );
  });

  it('in one order of files or the other', () => {
    const files = {
      'package.json': application({ type: 'module' }),
      'a/load.js': IMPORTS,
      'b/load.cjs': REQUIRES,
      'c/load.mjs': IMPORTS,
      'd/package.json': '{ "type": "commonjs" }',
      'd/load.js': REQUIRES,
    };
    const sources = ['a/load.js', 'b/load.cjs', 'c/load.mjs', 'd/load.js'];
    const atOnce = fixed(files, [['.']]);
    expect(modulesIn(atOnce)).toEqual(['http-agents.cjs']);
    for (const first of sources)
      expect(
        fixed(
          files,
          [first, ...sources.filter((path) => path !== first)].map((path) => [path]),
        ),
      ).toEqual(atOnce);
  });

  it('in three workspaces: one module each', () => {
    const workspace = (name: string, index: number): Files => ({
      [`packages/${name}/package.json`]: JSON.stringify({ name }),
      ...Object.fromEntries(
        FOLDERS.filter((_, at) => at % 3 === index).map((folder) => [
          `packages/${name}/${folder}/load.js`,
          REQUIRES,
        ]),
      ),
    });
    const files = {
      'package.json': JSON.stringify({ private: true, workspaces: ['packages/*'] }),
      ...workspace('orders', 0),
      ...workspace('users', 1),
      ...workspace('mail', 2),
    };
    const sources = Object.keys(files).filter((path) => path.endsWith('.js'));
    const atOnce = fixed(files, [['.']]);
    expect(modulesIn(atOnce)).toEqual([
      'packages/mail/http-agents.js',
      'packages/orders/http-agents.js',
      'packages/users/http-agents.js',
    ]);
    expect(
      fixed(
        files,
        shuffled(sources).map((path) => [path]),
      ),
    ).toEqual(atOnce);
    expect(
      fixed(
        files,
        ['users', 'mail', 'orders'].map((name) => [`packages/${name}`]),
      ),
    ).toEqual(atOnce);
  });

  it('by two runs at a time', async () => {
    const files = { 'package.json': application(), ...inEach(REQUIRES) };
    const scratch = new Scratch(files);
    const run = (folders: readonly string[]) =>
      promisify(execFile)(process.execPath, [MAIN, 'fix-agents', '--allow-dirty', ...folders], {
        cwd: scratch.folder,
      });
    await Promise.all([run(FOLDERS.slice(0, 10)), run(FOLDERS.slice(10))]);
    expect(textsIn(scratch.folder)).toEqual(fixed(files, [['.']]));
  });

  it('by several workers', () => {
    const files = { 'package.json': application(), ...inEach(REQUIRES) };
    expect(fixed(files, [['--concurrency', '2', '.']])).toEqual(fixed(files, [['.']]));
  });
});

/** Sends through a server of its own, with the file's agents: prints what each file says of them. */
const RUNS = `
const { createServer } = require('node:http');
const server = createServer((request, response) => response.end(request.headers.connection)).listen(0, async () => {
  for (const file of process.argv.slice(2)) console.log(file, (await (await import('./' + file)).load('http://localhost:' + server.address().port)).data);
  server.closeAllConnections();
  server.close();
});
`;

describe('what is written runs', () => {
  it.each<{ readonly why: string; readonly files: Files; readonly module: string }>([
    {
      why: 'in CommonJS',
      files: { 'package.json': application(), 'a/x.js': REQUIRES, 'b/x.js': REQUIRES },
      module: 'http-agents.js',
    },
    {
      why: 'in ESM',
      files: {
        'package.json': application({ type: 'module' }),
        'a/x.js': IMPORTS,
        'b/x.mjs': IMPORTS,
      },
      module: 'http-agents.js',
    },
    {
      why: 'in an ESM package with a file that requires',
      files: {
        'package.json': application({ type: 'module' }),
        'a/x.js': IMPORTS,
        'b/x.cjs': REQUIRES,
      },
      module: 'http-agents.cjs',
    },
    {
      why: 'below a package.json that makes ESM of a folder',
      files: {
        'package.json': application(),
        'a/x.js': REQUIRES,
        'b/package.json': '{ "type": "module" }',
        'b/x.js': IMPORTS,
      },
      module: 'http-agents.js',
    },
    {
      why: 'below one that makes CommonJS of a folder',
      files: {
        'package.json': application({ type: 'module' }),
        'a/x.js': IMPORTS,
        'b/package.json': '{ "type": "commonjs" }',
        'b/x.js': REQUIRES,
      },
      module: 'http-agents.cjs',
    },
    {
      why: 'in .mjs files of a CommonJS package',
      files: { 'package.json': application(), 'a/x.mjs': IMPORTS, 'b/x.mjs': IMPORTS },
      module: 'http-agents.js',
    },
  ])('$why', ({ files, module }) => {
    const scratch = new Scratch({ ...files, 'run.cjs': RUNS });
    scratch.install('axios');
    expect(scratch.codemod('fix-agents', '--allow-dirty', '.').code).toBe(0);
    expect(scratch.read(module)).toContain('httpsAgent');
    const sources = Object.keys(files).filter((path) => path.includes('/x.'));
    // As versions do that cannot require a module.
    const flags = process.allowedNodeEnvironmentFlags.has('--no-experimental-require-module')
      ? ['--no-experimental-require-module']
      : [];
    const told = execFileSync(process.execPath, [...flags, 'run.cjs', ...sources], {
      cwd: scratch.folder,
      encoding: 'utf8',
    });
    expect(told).toBe(sources.map((path) => `${path} keep-alive\n`).join(''));
  });
});
