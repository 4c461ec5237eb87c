/**
 * Which files git could not bring back.
 */
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../../../analysis/modules/source-files.ts';

/**
 * Of these files, those with changes that are neither committed nor staged. Files outside a repository, and files
 * that git does not track, are not among them.
 * @param files absolute paths
 */
export function filesWithUnstagedChanges(files: readonly string[]): Set<string> {
  const byRepository = new Map<string, string[]>();
  for (const file of files) {
    const root = repositoryRoot(dirname(file));
    if (root !== undefined) byRepository.set(root, [...(byRepository.get(root) ?? []), file]);
  }
  return new Set([...byRepository].flatMap(([root, tracked]) => changedIn(root, new Set(tracked))));
}

function changedIn(root: string, files: ReadonlySet<string>): string[] {
  let listed: string;
  try {
    listed = execFileSync('git', ['-C', root, 'diff', '--name-only', '--no-ext-diff', '-z'], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    // No git on this machine, or a repository that it does not trust: nothing to hold the files against.
    return [];
  }
  return listed
    .split('\0')
    .filter(Boolean)
    .map((path) => join(root, path))
    .filter((path) => files.has(path));
}
