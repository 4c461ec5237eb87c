/**
 * The files that the paths of a command line stand for.
 */
import { statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { filesBelow, hasSourceExtension, SOURCE_EXTENSIONS } from '../../analysis/source-files.ts';
import { UsageError } from './errors.ts';

export interface DiscoverOptions {
  readonly cwd: string;
  readonly extensions: readonly string[];
  readonly respectGitignore: boolean;
  /** Absolute paths: if given, no other file is looked at, and folders are not walked through. */
  readonly among?: readonly string[] | undefined;
}

export interface Discovered {
  /** Absolute paths of source files, sorted, each once. */
  readonly files: readonly string[];
  /** Copies that no program loads, such as `x.js.backup`, for the report to explain. */
  readonly copies: readonly string[];
  /** The deepest folder that holds all the paths. */
  readonly commonFolder: string;
}

/** `gun.js.backup`, `gun.ts~`, `gun.js.2024`: a text search finds them, a program does not. */
const COPY = /\.[cm]?[jt]sx?(?:[.~_-].*|~)$/u;
const NOT_A_COPY = /\.(?:map|snap|json|html?|md|css|hbs|ejs|gz|br)$/u;

/**
 * @throws {UsageError} if a path does not exist or cannot be read
 */
export function discover(paths: readonly string[], { cwd, extensions, respectGitignore, among }: DiscoverOptions): Discovered {
  const files = new Set<string>();
  const copies = new Set<string>();
  const folders: string[] = [];
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const stats = statOf(path, absolute);
    if (stats.isDirectory()) {
      folders.push(absolute);
      const accepts = (name: string) => hasSourceExtension(name, extensions) || isCopy(name);
      const below = among ? among.filter((file) => isInside(absolute, file) && accepts(basename(file))) : filesBelow(absolute, { accepts, respectGitignore });
      for (const file of below) (isCopy(basename(file)) ? copies : files).add(file);
    } else {
      folders.push(dirname(absolute));
      // A file that is named is meant, whatever .gitignore says; but we must be able to read its language.
      if (!hasSourceExtension(absolute, extensions)) {
        throw new UsageError(`${path}: not a file that can be rewritten (extensions: ${extensions.join(', ')})`);
      }
      if (!among || among.includes(absolute)) files.add(absolute);
    }
  }
  return { files: [...files].toSorted(), copies: [...copies].toSorted(), commonFolder: commonFolder(folders) };
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path.split(sep)[0] !== '..' && !isAbsolute(path);
}

function isCopy(name: string): boolean {
  return COPY.test(name) && !NOT_A_COPY.test(name) && !hasSourceExtension(name) && !/\.d\.[cm]?ts$/u.test(name);
}

function statOf(path: string, absolute: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(absolute);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new UsageError(`${path}: no such file or folder`);
    throw new UsageError(`${path}: cannot be read (${code})`);
  }
}

function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let shared = common;
    while (relative(shared, folder).split(sep)[0] === '..') shared = dirname(shared);
    return shared;
  });
}

/** @throws {UsageError} if an extension is not one of a language that we read */
export function parseExtensions(list: string): string[] {
  const extensions = list.split(',').map((extension) => extension.trim().replace(/^\./u, '')).filter(Boolean);
  const unknown = extensions.filter((extension) => !SOURCE_EXTENSIONS.includes(extension));
  if (unknown.length > 0 || extensions.length === 0) {
    throw new UsageError(`--ext ${list}: ${unknown.join(', ') || 'nothing'} cannot be read; there are ${SOURCE_EXTENSIONS.join(', ')}`);
  }
  return extensions;
}
