/**
 * What the `package.json` of a package says of its files.
 */
import { join } from 'node:path';
import { exists } from '../modules/disk.ts';
import { recordNote } from '../modules/grounds.ts';
import { packageFolder, readJson } from '../modules/package-json.ts';
import type { ProjectNote } from '../modules/project-note.ts';
import { applicationFolder } from './applications.ts';

/** Of packages whose `package.json` says nothing that could be read. */
const notes = new Map<string, ProjectNote>();

/** The `package.json` of a package; undefined if it has none that can be read. */
export function manifestOf(root: string): Readonly<Record<string, unknown>> | undefined {
  const file = join(root, 'package.json');
  const content = readJson(file);
  if (content === undefined && exists(file)) noteFault(file);
  return content;
}

function noteFault(file: string): void {
  const note = notes.get(file) ?? {
    file,
    reason:
      'is no JSON object: its files are taken for CommonJS, its dependencies for none. Fix it, and look at what was written',
  };
  notes.set(file, note);
  recordNote(note);
}

/** What kind of module a `.js` file in a folder is, by the nearest `package.json`. */
export function moduleType(folder: string): 'module' | 'commonjs' {
  // Without a word on it, Node takes `.js` for CommonJS.
  return manifestOf(packageFolder(join(folder, '_')))?.['type'] === 'module'
    ? 'module'
    : 'commonjs';
}

/** `browser`, the condition of that name in `exports`, and the bundles that content delivery networks serve. */
export function isForBrowsersToo(manifest: Readonly<Record<string, unknown>> | undefined): boolean {
  return (
    ['browser', 'unpkg', 'jsdelivr'].some((field) => Boolean(manifest?.[field])) ||
    JSON.stringify(manifest?.['exports'] ?? {}).includes('"browser"')
  );
}

/** The fields of a `package.json` whose packages are there when the service runs. */
const RUNTIME_DEPENDENCIES = ['dependencies', 'optionalDependencies', 'peerDependencies'];

/** The version range under which a package names one that it needs to run, or undefined. */
export function dependencyRange(root: string, name: string): string | undefined {
  const content = manifestOf(root) ?? {};
  for (const field of RUNTIME_DEPENDENCIES) {
    const range = (content[field] as Readonly<Record<string, unknown>> | undefined)?.[name];
    if (typeof range === 'string') return range;
  }
  return undefined;
}

/** Whether a file belongs to a package that others may install: whoever uses it then is not seen. */
export function isPublished(file: string): boolean {
  const content = readJson(join(applicationFolder(file), 'package.json'));
  // Every `npm init` writes a `main`.
  return (
    content !== undefined &&
    content['private'] !== true &&
    ['exports', 'module', 'types', 'typings', 'files', 'publishConfig'].some(
      (field) => content[field] !== undefined,
    )
  );
}

/** What could not be read of them. */
export function manifestNotes(): ProjectNote[] {
  return [...notes.values()];
}
