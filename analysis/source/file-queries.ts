/**
 * What is asked about the file under inspection, and about its package. Types only.
 */

/** What is known of the file under inspection, and of its package. */
export interface FileQueries {
  /** Absolute path of the file under inspection. */
  readonly file: string;
  /** Absolute path of the folder of the nearest `package.json`. */
  readonly packageRoot: string;
  /** `"type"` of the nearest `package.json`. */
  packageType(): 'module' | 'commonjs';
  /** The version range under which the nearest `package.json` names a package; undefined if it does not. */
  dependency(name: string): string | undefined;
}
