/**
 * How folders lie in each other, by their paths alone.
 */
import { dirname, relative, sep } from 'node:path';

/** Those that hold no other one, sorted. */
export function leavesOf(folders: readonly string[]): string[] {
  const all = [...new Set(folders)];
  return all
    .filter((folder) => !all.some((other) => other !== folder && isBelow(folder, other)))
    .toSorted();
}

/** From one folder down to another one in it, both included. */
export function foldersTo(top: string, folder: string): string[] {
  if (folder === top || !isBelow(top, folder)) return [top];
  return [...foldersTo(top, dirname(folder)), folder];
}

/** The deepest folder that holds all the files. */
export function commonFolder(files: readonly string[]): string {
  let common = dirname(files[0]!);
  while (!files.every((file) => isBelow(common, file))) common = dirname(common);
  return common;
}

export function firstName(folder: string, file: string): string {
  const [first, ...rest] = relative(folder, file).split(sep);
  return rest.length > 0 ? first! : '';
}

export function depth(file: string): number {
  return file.split(sep).length;
}

export function isBelow(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
