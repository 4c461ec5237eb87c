/**
 * A copy of a tree that may be rewritten, with the packages of the tree.
 */
import { cpSync, lstatSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';

/**
 * Copies the tree's own files. Packages are tens of thousands of files that nobody writes to: the copy links to them, one by
 * one, so that further ones can stand beside them. Where a workspace links to its own packages, the copy links to their copies.
 * @param copy absolute path of a folder that does not exist yet
 */
export function copyTree(tree: string, copy: string): void {
  const packageFolders: string[] = [];
  const isOwn = (path: string): boolean => {
    if (basename(path) === 'node_modules') packageFolders.push(path);
    return !['node_modules', '.git'].includes(basename(path));
  };
  cpSync(tree, copy, { recursive: true, verbatimSymlinks: true, filter: isOwn });
  const trees = { from: realpathSync(tree), to: realpathSync(copy) };
  for (const folder of packageFolders)
    linkPackages(folder, join(copy, relative(tree, folder)), trees);
}

function linkPackages(
  from: string,
  to: string,
  trees: { readonly from: string; readonly to: string },
): void {
  mkdirSync(to, { recursive: true });
  // A leading dot: the stores and caches of package managers.
  for (const name of readdirSync(from).filter((entry) => !entry.startsWith('.'))) {
    const path = join(from, name);
    if (name.startsWith('@') && !lstatSync(path).isSymbolicLink())
      linkPackages(path, join(to, name), trees);
    else link(path, join(to, name), trees);
  }
}

function link(
  path: string,
  to: string,
  trees: { readonly from: string; readonly to: string },
): void {
  let target: string;
  try {
    target = realpathSync(path);
  } catch {
    // A link to nothing, as that of a package which is not built.
    return;
  }
  const isMember =
    target.startsWith(trees.from + sep) && !target.includes(`${sep}node_modules${sep}`);
  symlinkSync(isMember ? join(trees.to, relative(trees.from, target)) : target, to, 'junction');
}
