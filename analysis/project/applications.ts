/**
 * Which application a file belongs to. A folder is one if its `package.json` says that it is installed or started by
 * itself; one that only says of which kind its modules are belongs to the application above it.
 */
import { homedir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { ofNoService } from '../lifetime/process-lifetime.ts';
import { exists, textOrNothing } from '../modules/disk.ts';
import { packageFolder, readJson, isRecord } from '../modules/package-json.ts';
import { RecentAnswers } from '../modules/recent-answers.ts';

const LOCKFILES = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
];
const DEPENDENCIES = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
];

type Manifest = Readonly<Record<string, unknown>>;

const applications = new RecentAnswers<string>();

/**
 * The folder of the application that a file belongs to, by what `package.json` files say alone.
 * @param file absolute path
 * @returns if none is an application, the nearest that says more than of which kind its modules are, or the topmost; without
 *   any `package.json`, the file's own folder
 */
export function applicationFolder(file: string): string {
  return applications.get(dirname(file), () => findApplication(packageFolder(file)));
}

function findApplication(nearest: string): string {
  let [fallback, isOnlyOfType] = [nearest, true];
  for (let folder = nearest; ; folder = dirname(folder)) {
    if (exists(join(folder, 'package.json'))) {
      if (isFixture(relative(folder, nearest))) return fallback;
      const manifest = readJson(join(folder, 'package.json'));
      if (isApplication(folder, manifest)) return folder;
      if (isOnlyOfType) [fallback, isOnlyOfType] = [folder, manifest?.['type'] !== undefined];
    }
    // What stands in a home folder has nothing to do with the projects below it.
    if (exists(join(folder, '.git')) || folder === dirname(folder) || dirname(folder) === homedir())
      return fallback;
  }
}

/** Whether a package in another one is there for its tests or examples: it is a program for itself, whatever it says. */
function isFixture(path: string): boolean {
  return (
    dirname(path) !== '.' &&
    ofNoService({ inPackage: join(path, 'index.js'), inProject: '' }) !== undefined
  );
}

function isApplication(folder: string, manifest: Manifest | undefined): boolean {
  // Nobody can tell what one says that cannot be read.
  if (
    !manifest ||
    manifest['bin'] !== undefined ||
    DEPENDENCIES.some((field) => isFilled(manifest[field]))
  )
    return true;
  const { scripts } = manifest;
  if (isRecord(scripts) && typeof scripts['start'] === 'string') return true;
  return (
    LOCKFILES.some((name) => exists(join(folder, name))) ||
    declaresWorkspaces(folder) ||
    isWorkspace(folder)
  );
}

/** Whether a folder names the workspaces of a monorepo. */
export function declaresWorkspaces(folder: string): boolean {
  return (
    readJson(join(folder, 'package.json'))?.['workspaces'] !== undefined ||
    ['pnpm-workspace.yaml', 'lerna.json'].some((name) => exists(join(folder, name)))
  );
}

/** Whether a folder above names this one as a workspace. */
function isWorkspace(folder: string): boolean {
  for (let above = folder; above !== dirname(above) && !exists(join(above, '.git'));) {
    above = dirname(above);
    const patterns = workspacePatterns(above);
    const path = relative(above, folder).split(sep).join('/');
    if (
      patterns.some((pattern) => matches(pattern, path)) &&
      !patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1), path))
    )
      return true;
  }
  return false;
}

function workspacePatterns(folder: string): string[] {
  const declared = readJson(join(folder, 'package.json'))?.['workspaces'];
  const ofLerna = readJson(join(folder, 'lerna.json'));
  return [
    declared,
    isRecord(declared) ? declared['packages'] : undefined,
    pnpmPatterns(folder),
    ofLerna && (ofLerna['packages'] ?? ['packages/*']),
  ]
    .flatMap((patterns) => (Array.isArray(patterns) ? (patterns as unknown[]) : []))
    .filter((pattern) => typeof pattern === 'string');
}

/** The list below `packages:`, of which each line is a pattern: pnpm writes no other form. */
function pnpmPatterns(folder: string): string[] {
  const file = join(folder, 'pnpm-workspace.yaml');
  if (!exists(file)) return [];
  const lines = textOrNothing(file)
    .split('\n')
    .map((line) => line.split('#', 1)[0]!.trim());
  const list = lines.slice(lines.indexOf('packages:') + 1);
  const end = list.findIndex((line) => line !== '' && !line.startsWith('-'));
  return list
    .slice(0, end < 0 ? list.length : end)
    .filter(Boolean)
    .map((line) =>
      line
        .slice(1)
        .trim()
        .replaceAll(/^['"]|['"]$/gu, ''),
    );
}

/** `*` is any name, `**` any number of folders, `{a,b}` one of some. */
function matches(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/^\.\//u, '')
    .replace(/\/$/u, '')
    .replace(/[.+^$()|[\]\\]/gu, String.raw`\$&`)
    .replace(/\*\*\/?|\*|\?|\{([^{}]*)\}/gu, (part: string, names: string | undefined) => {
      if (names !== undefined) return `(?:${names.split(',').join('|')})`;
      if (part === '?') return '[^/]';
      return part === '*' ? '[^/]*' : part === '**' ? '.*' : '(?:.*/)?';
    });
  return new RegExp(`^${source}$`, 'u').test(path);
}

function isFilled(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length > 0;
}
