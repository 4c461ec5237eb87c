/**
 * Packages that rewritten files import and their `package.json` does not name.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applicationFolder } from '../../../analysis/project/applications.ts';
import type { FileResult } from '../judge/file-result.ts';
import { toReportPath } from '../program/report-path.ts';

interface MissingDependency {
  readonly name: string;
  /** Absolute path of the folder whose `package.json` lacks it. */
  readonly folder: string;
  /** The command that adds it there, program first. */
  readonly command: readonly [program: string, ...args: string[]];
}

/** Each lock file with the command of the package manager that writes it; a project has one of them, or none. */
const MANAGERS = [
  { lockFile: 'pnpm-lock.yaml', command: ['pnpm', 'add'] },
  { lockFile: 'yarn.lock', command: ['yarn', 'add'] },
  { lockFile: 'bun.lock', command: ['bun', 'add'] },
  { lockFile: 'bun.lockb', command: ['bun', 'add'] },
  { lockFile: 'package-lock.json', command: ['npm', 'install'] },
  { lockFile: 'npm-shrinkwrap.json', command: ['npm', 'install'] },
] as const;

/**
 * Adds what rewritten files need, or says on stderr what to run.
 * @returns false if a package manager failed
 */
export function settleDependencies(
  results: readonly FileResult[],
  { isInstalling }: { readonly isInstalling: boolean },
): boolean {
  let isDone = true;
  for (const missing of missingDependencies(results)) {
    const where = toReportPath(process.cwd(), join(missing.folder, 'package.json'));
    const command = missing.command.join(' ');
    if (!isInstalling) {
      console.error(
        `${where} does not list ${missing.name} among its dependencies, which rewritten files import: run \`${command}\`, or pass --install`,
      );
      continue;
    }
    const failure = install(missing);
    if (failure === undefined) continue;
    isDone = false;
    console.error(
      `${where}: \`${command}\` failed: ${failure}. Run it yourself: the rewritten files import ${missing.name}`,
    );
  }
  return isDone;
}

/** What the files that changed need, each package once a folder. */
function missingDependencies(results: readonly FileResult[]): MissingDependency[] {
  const found = new Map<string, MissingDependency>();
  for (const { file, missingDependencies: names } of results) {
    for (const name of names) {
      const folder = applicationFolder(file);
      found.set(`${folder}:${name}`, { name, folder, command: [...managerOf(folder), name] });
    }
  }
  return [...found.values()];
}

/** The lock file of a workspace stands above its packages. */
function managerOf(start: string): readonly [string, string] {
  for (let folder = start; ; folder = dirname(folder)) {
    const manager = MANAGERS.find(({ lockFile }) => existsSync(join(folder, lockFile)));
    if (manager) return manager.command;
    if (existsSync(join(folder, '.git')) || folder === dirname(folder)) return ['npm', 'install'];
  }
}

/**
 * Runs the package manager, with its own output.
 * @returns why it failed, or undefined
 */
function install({ folder, command: [program, ...args] }: MissingDependency): string | undefined {
  // The managers of Windows are scripts, which run in a shell alone; none of the words comes from outside.
  const { status, signal, error } = spawnSync(program, args, {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error)
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? `${program} is not there`
      : error.message;
  if (signal) return `${program} was ended by ${signal}`;
  return status === 0 ? undefined : `${program} ended with exit code ${status}`;
}
