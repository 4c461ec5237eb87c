/**
 * The files that git would commit.
 */
import { execFileSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../program/errors.ts';

/**
 * Staged files as they stand in the working tree: what is deleted is left out, what is renamed has its new name.
 * @param cwd a folder of the repository; in a hook, git's own variables say which index counts
 * @returns absolute paths
 * @throws {UsageError} outside of a repository, or without git
 */
export function stagedFiles(cwd: string): string[] {
  const root = git(cwd, ['rev-parse', '--show-toplevel']).replace(/\r?\n$/u, '');
  const listed = git(cwd, [
    'diff',
    '--cached',
    '--name-only',
    '--no-ext-diff',
    '--diff-filter=d',
    '-z',
  ]);
  return listed
    .split('\0')
    .filter(Boolean)
    .map((path) => join(root, path))
    .filter(isOurs);
}

function git(cwd: string, args: readonly string[]): string {
  try {
    return execFileSync('git', args, {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string };
    const reason = code === 'ENOENT' ? 'git is not there' : (stderr ?? '').trim().split('\n')[0];
    throw new UsageError(`--staged: ${reason}`, { cause: error });
  }
}

/** Links, submodules and files that are staged but gone since hold no code to rewrite; nor does what is vendored. */
function isOurs(file: string): boolean {
  return (
    !/[/\\]node_modules[/\\]/u.test(file) &&
    lstatSync(file, { throwIfNoEntry: false })?.isFile() === true
  );
}
