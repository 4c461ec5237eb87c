/**
 * The file for verdicts that `--cache` names.
 */
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { hasSourceExtension } from '../../../analysis/modules/source-files.ts';
import { UsageError } from '../program/errors.ts';

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
