/**
 * Packages that rewritten files import and their `package.json` does not name.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFolder } from '../../analysis/module-resolver.ts';
import type { FileResult } from './file-result.ts';

export interface MissingDependency {
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

/** What the files that changed need, each package once a folder. */
export function missingDependencies(results: readonly FileResult[]): MissingDependency[] {
  const found = new Map<string, MissingDependency>();
  for (const { file, missingDependencies: names } of results) {
    for (const name of names) {
      const folder = packageFolder(file);
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
export function install({ folder, command: [program, ...args] }: MissingDependency): string | undefined {
  // The managers of Windows are scripts, which run in a shell alone; none of the words comes from outside.
  const { status, error } = spawnSync(program, args, { cwd: folder, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (error) return (error as NodeJS.ErrnoException).code === 'ENOENT' ? `${program} is not there` : error.message;
  return status === 0 ? undefined : `${program} ended with exit code ${status ?? 'none'}`;
}
