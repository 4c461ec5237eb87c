/**
 * What `npm publish` would send: all that the package and its pages name, nothing else, with types for who imports it.
 */
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const REPOSITORY = fileURLToPath(new URL('../', import.meta.url));
const manifest = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
  exports: Record<string, string>;
  bin: Record<string, string>;
};
const folder = mkdtempSync(join(tmpdir(), 'leakproof-pack-'));

interface Packed {
  readonly filename: string;
  /** Bytes. */
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

let packed: Packed;
let paths: string[];

beforeAll(() => {
  const { stdout } = spawnSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    { cwd: REPOSITORY, encoding: 'utf8' },
  );
  [packed] = JSON.parse(stdout) as [Packed];
  paths = packed.files.map(({ path }) => path);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('is the build, the pages, and little else', () => {
  expect([...new Set(paths.map((path) => path.split('/')[0]))].toSorted()).toEqual([
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'dist',
    'docs',
    'package.json',
  ]);
  expect(
    paths.filter((path) => path.startsWith('dist/') && !/\.(?:js|d\.ts|css)$/u.test(path)),
  ).toEqual(['dist/chunks/common.cjs', 'dist/third-party-licenses.txt']);
  expect(packed.unpackedSize).toBeLessThan(3_000_000);
});

it('has each file that package.json names', () => {
  for (const path of [...Object.values(manifest.exports), ...Object.values(manifest.bin)])
    expect(paths).toContain(posix.normalize(path));
});

it('has each file that its pages link to', () => {
  const links = paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((page) => {
      const targets = [
        ...readFileSync(join(REPOSITORY, page), 'utf8').matchAll(
          /\]\((?!\w+:|#)(?<target>[^)#]+)/gu,
        ),
      ];
      return targets.map(({ groups }) => ({
        page,
        target: posix.join(posix.dirname(page), groups!['target']!),
      }));
    });
  expect(links).toContainEqual({ page: 'README.md', target: 'docs/program.md' });
  expect(links.filter(({ target }) => !paths.includes(target))).toEqual([]);
});

it('has types that agree with its code, for importers of ES modules (attw)', async () => {
  const analysis = await checkPackage(
    createPackageFromTarballData(readFileSync(join(folder, packed.filename))),
  );
  if (!analysis.types) throw new Error('no types');
  expect(Object.keys(analysis.entrypoints)).toEqual(Object.keys(manifest.exports));
  // attw's profile `esm-only`: the package has no code for `require` and for resolution before `exports`.
  const problems = analysis.problems.filter(
    (problem) =>
      !('resolutionKind' in problem) || ['node16-esm', 'bundler'].includes(problem.resolutionKind),
  );
  expect(problems).toEqual([]);
});

it('brings as many packages as the README says, about as large, none with an install script', () => {
  const lock = JSON.parse(readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const brought = Object.entries(lock.packages).filter(
    ([path, { dev, devOptional, peer }]) => path !== '' && !dev && !devOptional && !peer,
  );
  // Of the parser's builds one is installed.
  const installed = brought.filter(([path]) => existsSync(join(REPOSITORY, path)));
  const size = installed.reduce((sum, [path]) => sum + sizeOf(join(REPOSITORY, path)), 0);
  const { count, megabytes } = /adds (?<count>\d+) packages, (?<megabytes>\d+) MB/u.exec(
    readFileSync(join(REPOSITORY, 'README.md'), 'utf8'),
  )!.groups!;
  // ESLint brings two of them.
  expect(installed).toHaveLength(Number(count) + 2);
  // The README counts what a disk takes, this the bytes of the files; nested packages count twice.
  expect(size / 1e6).toBeLessThan(Number(megabytes));
  expect(brought.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
});

interface LockedPackage {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
  readonly hasInstallScript?: boolean;
}

/** Bytes of all files below a folder. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
    (sum, path) => sum + statSync(join(folder, path)).size,
    0,
  );
}
