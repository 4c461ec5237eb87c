/**
 * The packages of a tree, by its lock files. No script of a package runs.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import { readJson } from '../../analysis/modules/package-json.ts';
import { filesBelow } from '../../analysis/modules/source-files.ts';

/** Without these a program says nothing of what a fix does to its types. */
const NEEDED = ['axios', '@types/node', 'typescript'] as const;

const LOCK_FILES: readonly string[] = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
];

/** No `workspace:`, tag or address. */
const SIMPLE_RANGE = /^[\d^~<>=.* |x-]+$/u;

const NPM = ['--ignore-scripts', '--no-audit', '--no-fund', '--engine-strict=false'] as const;
const BY_RANGES: Command = ['npm', 'install', '--no-package-lock', '--legacy-peer-deps', ...NPM];

type Command = readonly [program: string, ...args: string[]];

/** One project that is installed as a whole, workspaces included. */
interface LockedFolder {
  readonly folder: string;
  readonly lockFile: string;
}

/**
 * Installs every folder that has a lock file and names axios, in itself or in a package below it; one that is installed
 * already is left as it is.
 * @param root absolute path of the tree, which is written to
 * @param say is told what was installed, and how
 * @throws Error if there is no such folder, or if not even axios, `@types/node` and typescript can be installed
 */
export function installPackages(root: string, say: (line: string) => void): void {
  const manifests = filesBelow(root, {
    accepts: (name) => name === 'package.json',
    respectGitignore: false,
  }).filter(namesAxios);
  if (manifests.length === 0) throw new Error('no package.json of the tree names axios');
  const locked = lockedFolders(root);
  const wanted = locked.filter(({ folder }) =>
    manifests.some(
      (manifest) => locked.find((other) => isBelow(manifest, other.folder))!.folder === folder,
    ),
  );
  if (wanted.length === 0)
    throw new Error(
      `no lock file (${LOCK_FILES.join(', ')}) stands at or above a package.json that names axios; a tree whose packages are installed needs none`,
    );
  for (const { folder, lockFile } of wanted) {
    const name = relative(root, join(folder, lockFile));
    if (existsSync(join(folder, 'node_modules')))
      say(`${name}: the packages that are installed there`);
    else
      say(
        `${name}: ${install(
          { folder, lockFile },
          manifests.filter((manifest) => isBelow(manifest, folder)),
        )}`,
      );
  }
}

function namesAxios(manifest: string): boolean {
  return rangeOf(manifest, 'axios') !== undefined;
}

function rangeOf(manifest: string, name: string): string | undefined {
  const fields = readJson(manifest) ?? {};
  const ranges = ['dependencies', 'devDependencies', 'peerDependencies'].map(
    (field) => (fields[field] as Readonly<Record<string, string>> | undefined)?.[name],
  );
  return ranges.find((range) => range !== undefined);
}

/** Innermost first, each folder once. What is installed without a lock file counts as locked. */
function lockedFolders(root: string): LockedFolder[] {
  const files = filesBelow(root, {
    accepts: (name) => LOCK_FILES.includes(name),
    respectGitignore: false,
  });
  const byFolder = new Map<string, string>();
  for (const file of files.toSorted(
    (a, b) => LOCK_FILES.indexOf(basename(a)) - LOCK_FILES.indexOf(basename(b)),
  )) {
    if (!byFolder.has(dirname(file))) byFolder.set(dirname(file), basename(file));
  }
  const installed = filesBelow(root, {
    accepts: (name) => name === 'package.json',
    respectGitignore: false,
  }).map((file) => dirname(file));
  for (const folder of installed)
    if (!byFolder.has(folder) && existsSync(join(folder, 'node_modules', 'axios')))
      byFolder.set(folder, 'node_modules');
  return [...byFolder]
    .map(([folder, lockFile]) => ({ folder, lockFile }))
    .toSorted((a, b) => b.folder.length - a.folder.length);
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder + sep);
}

/**
 * By the lock file; else by the ranges of package.json, since a release that the lock file names may be gone; else what is needed.
 * @returns what was installed
 */
function install(locked: LockedFolder, manifests: readonly string[]): string {
  const command = installCommand(locked);
  const failure =
    command === undefined
      ? `no way to install from ${locked.lockFile}`
      : run(command, locked.folder);
  if (failure === undefined) return `all packages, by \`${command!.join(' ')}\``;
  const packages = NEEDED.map(
    (name) =>
      `${name}@${manifests.map((manifest) => rangeOf(manifest, name)).find((range) => range !== undefined && SIMPLE_RANGE.test(range)) ?? 'latest'}`,
  );
  const ways = [
    {
      what: 'all packages, by the ranges of package.json',
      how: () => run(BY_RANGES, locked.folder),
    },
    { what: `${packages.join(', ')} alone`, how: () => installAlone(locked.folder, packages) },
  ];
  for (const { what, how } of ways) {
    // A manager that fails half way may leave some of them.
    rmSync(join(locked.folder, 'node_modules'), { recursive: true, force: true });
    if (how() === undefined) return `${what}; ${failure}`;
  }
  throw new Error(`neither all packages nor ${packages.join(', ')} can be installed: ${failure}`);
}

/** @returns undefined for a manager that no package of npm's registry brings */
function installCommand({ folder, lockFile }: LockedFolder): Command | undefined {
  const { packageManager } = readJson(join(folder, 'package.json')) ?? {};
  const [manager, version] =
    typeof packageManager === 'string' ? packageManager.split(/[@+]/u) : [];
  const lock =
    lockFile.endsWith('.yaml') || lockFile === 'yarn.lock'
      ? readFileSync(join(folder, lockFile), 'utf8')
      : '';
  switch (lockFile) {
    case 'package-lock.json':
    case 'npm-shrinkwrap.json':
      return ['npm', 'ci', ...NPM];
    case 'pnpm-lock.yaml':
      return [
        'npx',
        '--yes',
        `pnpm@${manager === 'pnpm' ? version! : pnpmOf(lock)}`,
        'install',
        '--frozen-lockfile',
        '--ignore-scripts',
      ];
    case 'yarn.lock':
      return lock.includes('__metadata:')
        ? [
            'npx',
            '--yes',
            `@yarnpkg/cli-dist@${manager === 'yarn' ? version! : '4'}`,
            'install',
            '--mode=skip-build',
          ]
        : [
            'npx',
            '--yes',
            'yarn@1',
            'install',
            '--frozen-lockfile',
            '--ignore-scripts',
            '--ignore-engines',
            '--non-interactive',
          ];
    default:
      return undefined;
  }
}

/** The last release that writes lock files of that version: 5.4 is pnpm 7's, 6.0 pnpm 8's. */
function pnpmOf(lock: string): string {
  const version = Number(/^lockfileVersion:\s*['"]?(\d+)/mu.exec(lock)?.[1] ?? 9);
  return version < 6 ? '7' : version < 9 ? '8' : '9';
}

/** @returns why it failed, or undefined */
function run([program, ...args]: Command, cwd: string): string | undefined {
  // A Yarn that the tree brings is not run, and links packages to where TypeScript finds them.
  const env = {
    ...process.env,
    npm_config_ignore_scripts: 'true',
    YARN_ENABLE_SCRIPTS: '0',
    YARN_IGNORE_PATH: '1',
    YARN_NODE_LINKER: 'node-modules',
    YARN_ENABLE_TELEMETRY: '0',
  };
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    shell: process.platform === 'win32',
  });
  if (error) return error.message;
  if (status === 0) return undefined;
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => /err|fail/iu.test(line));
  return `\`${program} ${args.join(' ')}\` ended with exit code ${status}: ${lines.slice(0, 3).join('; ').slice(0, 500)}`;
}

/** In a project of their own, whose packages are then moved: the tree's other packages may be what fails. */
function installAlone(folder: string, packages: readonly string[]): string | undefined {
  const project = mkdtempSync(join(tmpdir(), 'leakproof-packages-'));
  try {
    writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
    const failure = run([...BY_RANGES, ...packages], project);
    if (failure === undefined)
      renameSync(join(project, 'node_modules'), join(folder, 'node_modules'));
    return failure;
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/**
 * Adds what rewritten files import and their `package.json` does not name, in the version that this repository is tested with.
 * @param source `node_modules` of this repository
 */
export function addPackage(
  name: string,
  { folder, source }: { readonly folder: string; readonly source: string },
): void {
  if (rangeOf(join(folder, 'package.json'), name) !== undefined) return;
  const target = join(folder, 'node_modules', name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(source, name), target, { recursive: true, dereference: true });
}
