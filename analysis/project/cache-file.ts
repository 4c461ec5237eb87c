/**
 * Where verdicts are kept for the next run.
 */
import { join } from 'node:path';
import { packageFolder } from '../modules/package-json.ts';

/** Where the tools of a package keep theirs. */
const CACHE_FOLDER = 'node_modules/.cache/leakproof';

/** By who keeps them: they are of different kinds. */
export const CACHE_FILES = {
  program: `${CACHE_FOLDER}/verdicts`,
  eslint: `${CACHE_FOLDER}/eslint`,
} as const;

/** @param folder absolute path of the working directory */
export function defaultCacheFile(folder: string, of: keyof typeof CACHE_FILES): string {
  return join(packageFolder(join(folder, 'index.js')), CACHE_FILES[of]);
}
