/**
 * What is asked about a file that edits are written for: how it, its package and its compiler want them. Types only.
 */
import type { CompilerOptions } from '../modules/compiler-options.ts';
import type { FileQueries } from '../source/file-queries.ts';
import type { PackageSigns } from './file-style.ts';

/** How a file takes in other modules. */
export interface ImportStyle {
  readonly syntax: 'esm' | 'cjs';
  /** Whether its relative specifiers carry a file extension; undefined if it has none to judge by. */
  readonly extensions: boolean | undefined;
  /** Whether that is the extension of TypeScript itself: `./a.ts`. */
  readonly namesTypeScript?: boolean;
  /** Whether it takes in others by `import a = require('a')`. */
  readonly isImportEquals?: boolean;
}

/** How what is written into the file has to look. */
export interface EditQueries extends FileQueries {
  /** How the package of the file is written. */
  readonly styleSigns: PackageSigns;
  /** What the `tsconfig.json` asks of the file that is looked at, or of another one of its project. */
  compilerOptions(file?: string): CompilerOptions;
  /** Whether TypeScript, if it checks the file that is looked at, knows what Node adds to the language: `setInterval(…).unref()`. */
  hasNodeTypes(): boolean;
}
