import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesBelow, hasSourceExtension } from '../../../analysis/modules/source-files.ts';

let root = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'leakproof-files-')));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function below(folder: string, respectGitignore = true): string[] {
  return filesBelow(join(root, folder), {
    accepts: (name) => hasSourceExtension(name),
    respectGitignore,
  }).map((file) => relative(root, file).replaceAll('\\', '/'));
}

describe('hasSourceExtension', () => {
  it.each([
    ['a.js', true],
    ['a.cjs', true],
    ['a.mjs', true],
    ['a.jsx', true],
    ['a.ts', true],
    ['a.cts', true],
    ['a.mts', true],
    ['a.tsx', true],
    ['a.test.ts', true],
    ['a.d.ts', false],
    ['a.d.mts', false],
    ['a.d.cts', false],
    ['a.json', false],
    ['a.js.map', false],
    ['a.js.backup', false],
    ['js', false],
    ['a.vue', false],
    ['.pnp.cjs', false],
    ['.pnp.loader.mjs', false],
    ['/srv/app/.pnp.cjs', false],
    ['x.pnp.cjs', true],
  ])('%s: %s', (name, expected) => {
    expect(hasSourceExtension(name)).toBe(expected);
  });

  it('takes a list of others', () => {
    expect(hasSourceExtension('a.es6', ['es6'])).toBe(true);
    expect(hasSourceExtension('a.js', ['es6'])).toBe(false);
  });
});

describe('filesBelow', () => {
  interface Case {
    readonly why: string;
    /** The files that are there, with their texts where they matter. */
    readonly files: Readonly<Record<string, string>>;
    readonly folder?: string;
    readonly found: readonly string[];
  }

  it.each<Case>([
    {
      why: 'source only, sorted',
      files: { 'b.js': '', 'a/c.ts': '', 'a.md': '' },
      found: ['a/c.ts', 'b.js'],
    },
    {
      why: 'no node_modules, at any level',
      files: { 'a.js': '', 'node_modules/x/i.js': '', 'a/node_modules/y/i.js': '' },
      found: ['a.js'],
    },
    { why: 'no .git', files: { 'a.js': '', '.git/hooks/h.js': '' }, found: ['a.js'] },
    { why: 'a hidden folder is like any', files: { '.github/a.js': '' }, found: ['.github/a.js'] },
    {
      why: 'a file is ignored',
      files: { '.gitignore': 'b.js\n', 'a.js': '', 'b.js': '', 'c/b.js': '' },
      found: ['a.js'],
    },
    {
      why: 'a folder is ignored',
      files: { '.gitignore': 'dist/\n', 'a.js': '', 'dist/a.js': '', 'b/dist/a.js': '' },
      found: ['a.js'],
    },
    {
      why: 'a rooted pattern',
      files: { '.gitignore': '/dist\n', 'dist/a.js': '', 'b/dist/a.js': '' },
      found: ['b/dist/a.js'],
    },
    {
      why: 'a folder pattern leaves a file of that name',
      files: { '.gitignore': 'a.js/\n', 'a.js': '' },
      found: ['a.js'],
    },
    {
      why: 'a negation',
      files: { '.gitignore': '*.js\n!keep.js\n', 'a.js': '', 'keep.js': '', 'b/keep.js': '' },
      found: ['b/keep.js', 'keep.js'],
    },
    {
      why: 'a negation in a deeper file',
      files: {
        '.gitignore': '*.gen.js\n',
        'a/.gitignore': '!keep.gen.js\n',
        'a/keep.gen.js': '',
        'a/x.gen.js': '',
        'keep.gen.js': '',
      },
      found: ['a/keep.gen.js'],
    },
    {
      why: 'a deeper file that ignores',
      files: { 'a/.gitignore': 'x.js\n', 'a/x.js': '', 'x.js': '', 'a/b/x.js': '' },
      found: ['x.js'],
    },
    {
      why: 'a deeper file that ignores again',
      files: { '.gitignore': '!x.js\n', 'a/.gitignore': 'x.js\n', 'a/x.js': '', 'x.js': '' },
      found: ['x.js'],
    },
    {
      why: 'nothing comes back out of an ignored folder',
      files: { '.gitignore': 'dist/\n', 'dist/.gitignore': '!a.js\n', 'dist/a.js': '', 'b.js': '' },
      found: ['b.js'],
    },
    {
      why: 'a folder that keeps but one file',
      files: { '.gitignore': 'a/*\n!a/keep.js\n', 'a/keep.js': '', 'a/x.js': '' },
      found: ['a/keep.js'],
    },
    {
      why: 'the repository’s rules count below a subfolder',
      files: { '.git/HEAD': '', '.gitignore': '*.gen.js\n', 'src/a.gen.js': '', 'src/a.js': '' },
      folder: 'src',
      found: ['src/a.js'],
    },
    {
      why: 'a comment and empty lines',
      files: { '.gitignore': '# a.js\n\n\n', 'a.js': '' },
      found: ['a.js'],
    },
    {
      why: 'CRLF',
      files: { '.gitignore': 'a.js\r\nb.js\r\n', 'a.js': '', 'b.js': '', 'c.js': '' },
      found: ['c.js'],
    },
    { why: 'an empty folder', files: { 'a.md': '' }, found: [] },
  ])('$why', ({ files, folder = '.', found }) => {
    write(files);
    expect(below(folder)).toEqual(found);
  });

  it('a .gitignore can be left out of account, node_modules cannot', () => {
    write({ '.gitignore': '*.js\n', 'a.js': '', 'node_modules/x/i.js': '' });
    expect(below('.', false)).toEqual(['a.js']);
  });

  it('a folder that does not exist has no files', () => {
    expect(below('nowhere')).toEqual([]);
  });

  it('a loop of symbolic links comes to an end', () => {
    write({ 'a/b.js': '' });
    symlinkSync(join(root, 'a'), join(root, 'a/loop'), 'dir');
    symlinkSync(root, join(root, 'a/up'), 'dir');
    expect(below('.')).toEqual(['a/b.js']);
  });

  it.each([
    { why: 'a dead link', target: 'gone.js', type: 'file' },
    { why: 'a link to a file that is found where it stands', target: 'a.js', type: 'file' },
    { why: 'a link to a folder, by the name of a file', target: 'lib', type: 'dir' },
  ] as const)('$why is no source file', ({ target, type }) => {
    write({ 'a.js': '', 'lib/readme.md': '' });
    symlinkSync(join(root, target), join(root, 'link.js'), type);
    expect(below('.')).toEqual(['a.js']);
  });

  it('names that a pattern could take for its own', () => {
    write({ 'a [b].js': '', 'ü.js': '', 'a/b c/d.js': '' });
    expect(below('.')).toEqual(['a [b].js', 'a/b c/d.js', 'ü.js'].toSorted());
  });
});
