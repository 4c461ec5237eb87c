/**
 * Where the verdicts of a run are kept for the next one.
 */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageFolder } from '../../../analysis/modules/package-json.ts';
import { hasSourceExtension } from '../../../analysis/modules/source-files.ts';
import { UsageError } from '../program/errors.ts';

/** Where the tools of a package keep theirs. */
export const CACHE_FILE = 'node_modules/.cache/leakproof/verdicts';

/** @param folder absolute path of the working directory */
export function defaultCacheFile(folder: string): string {
  return join(packageFolder(join(folder, 'index.js')), CACHE_FILE);
}

/**
 * @param path as it was given, of a file that is there or not
 * @throws {UsageError} if it is likelier a path to judge
 */
export function cacheFileAt(path: string): string {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  if (isFolder || hasSourceExtension(path))
    throw new UsageError(
      `--cache ${path}: is ${isFolder ? 'a folder' : 'a source file'}, not a file for verdicts. To judge it, name it before --cache, or write --cache=<file>`,
    );
  return resolve(path);
}
