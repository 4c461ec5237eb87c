/**
 * How reports name a file.
 */
import { relative, sep } from 'node:path';

/** A path for people and for JSON: relative to the root, with slashes. */
export function toReportPath(root: string, file: string): string {
  return relative(root, file).split(sep).join('/') || file;
}
