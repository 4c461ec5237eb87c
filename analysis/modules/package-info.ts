import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// By the package's own name: the same from the sources and from the build.
const require = createRequire(import.meta.url);
const content: unknown = require('eslint-plugin-leakproof/package.json');

/** What this package's own `package.json` says of it. */
export const packageInfo = content as {
  readonly name: string;
  readonly version: string;
  readonly homepage: string;
};

/** @returns the absolute path of a file of the build, by its path there: bundling leaves no file beside its importer */
export function builtFile(path: string): string {
  return join(dirname(require.resolve('eslint-plugin-leakproof/package.json')), 'dist', path);
}
