/**
 * Which folder the files of a project are below.
 */
import { dirname, join } from 'node:path';
import { exists } from '../modules/disk.ts';
import { RecentAnswers } from '../modules/recent-answers.ts';
import { declaresWorkspaces } from './applications.ts';

const projectRoots = new RecentAnswers<string>();
const projects = new RecentAnswers<boolean>();

/**
 * The folder whose files know of each other: that of the workspace that the package belongs to, or the package's own.
 * In a git repository it is the topmost package, since services without workspaces reach into each other, too.
 * @param nearest the folder of the package
 */
export function projectRoot(nearest: string): string {
  return projectRoots.get(nearest, () => findRoot(nearest));
}

function findRoot(nearest: string): string {
  let topmost = nearest;
  let isWorkspace = false;
  for (let folder = nearest; ; folder = dirname(folder)) {
    if (folder !== nearest && exists(join(folder, 'package.json'))) {
      topmost = folder;
      isWorkspace ||= declaresWorkspaces(folder);
    }
    if (exists(join(folder, '.git'))) return topmost;
    if (folder === dirname(folder)) return isWorkspace ? topmost : nearest;
  }
}

/** Whether there is anything that says that files belong together. */
export function hasProject(root: string): boolean {
  return projects.get(root, () =>
    ['package.json', 'tsconfig.json', 'jsconfig.json'].some((name) => exists(join(root, name))),
  );
}
