/**
 * The files that the paths of a command line stand for.
 */
import { realpathSync, statSync, type Stats } from 'node:fs';
import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
import {
  filesBelow,
  hasSourceExtension,
  SOURCE_EXTENSIONS,
} from '../../../analysis/modules/source-files.ts';
import { reasonOf, UsageError } from '../program/errors.ts';
import type { LeftFile, LeftReason } from './left-alone.ts';

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
  /** Folders below the paths whose files nobody knows, with the reason. */
  readonly unreadable: readonly { readonly folder: string; readonly reason: string }[];
  /** Submodules below the paths, which are not entered. */
  readonly submodules: readonly string[];
  /** Absolute paths of the files that were named, each by itself, and are looked at. */
  readonly named: ReadonlySet<string>;
  /** What was named and is no file to look at. */
  readonly left: readonly LeftFile[];
}

/** `gun.js.backup`, `gun.ts~`, `gun.js.2024`: a text search finds them, a program does not. */
const COPY = /\.[cm]?[jt]sx?(?:[.~_-].*|~)$/u;
const NOT_A_COPY = /\.(?:map|snap|json|html?|md|css|hbs|ejs|gz|br)$/u;

/**
 * @throws {UsageError} if a path does not exist or cannot be read
 */
export function discover(
  paths: readonly string[],
  { cwd, extensions, respectGitignore, among }: DiscoverOptions,
): Discovered {
  const files = new Set<string>();
  const copies = new Set<string>();
  const submodules = new Set<string>();
  const named = new Set<string>();
  const left = new Map<string, LeftFile>();
  const unreadable = new Map<string, string>();
  const onUnreadable = (folder: string, error: unknown) =>
    unreadable.set(resolve(folder), `cannot be read (${reasonOf(error)})`);
  for (const path of paths) {
    const { absolute, stats } = whereItStands(path, cwd);
    if (stats.isDirectory()) {
      const accepts = (name: string) => hasSourceExtension(name, extensions) || isCopy(name);
      const below = among
        ? among.filter((file) => isInside(absolute, file) && accepts(basename(file)))
        : filesBelow(absolute, {
            accepts,
            respectGitignore,
            entersSubmodules: false,
            onSubmodule: (folder) => submodules.add(folder),
            onUnreadable,
          });
      for (const file of below) (isCopy(basename(file)) ? copies : files).add(file);
    } else {
      // A file that is named is meant, whatever .gitignore says; but a hook names what has changed, of any kind.
      if (hasSourceExtension(absolute, extensions)) named.add(absolute);
      else left.set(absolute, { file: absolute, reason: kindReason(absolute), isNamed: true });
    }
  }
  for (const file of named) if (!among || among.includes(file)) files.add(file);
  return {
    files: [...files].toSorted(),
    submodules: [...submodules].toSorted(),
    named,
    left: [...left.values()],
    copies: [...copies].toSorted(),
    unreadable: [...unreadable].map(([folder, reason]) => ({ folder, reason })),
  };
}

/** Why a file is none that we read. */
export function kindReason(file: string): LeftReason {
  return isDeclaration(file) ? 'declaration' : 'otherKind';
}

/** Whether a path is a folder or below it. */
export function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path.split(sep)[0] !== '..' && !isAbsolute(path);
}

function isCopy(name: string): boolean {
  return (
    COPY.test(name) && !NOT_A_COPY.test(name) && !hasSourceExtension(name) && !isDeclaration(name)
  );
}

function isDeclaration(name: string): boolean {
  return /\.d\.[cm]?ts$/u.test(name);
}

/** A link is followed: a module's own imports are resolved from where it stands. */
function whereItStands(
  path: string,
  cwd: string,
): { readonly absolute: string; readonly stats: Stats } {
  try {
    const absolute = realpathSync(resolve(cwd, path));
    const stats = statSync(absolute);
    if (stats.isFile() || stats.isDirectory()) return { absolute, stats };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new UsageError(`${path}: no such file or folder`);
    throw new UsageError(`${path}: cannot be read (${reasonOf(error)})`);
  }
  throw new UsageError(`${path}: neither a file nor a folder`);
}

/** @throws {UsageError} if an extension is not one of a language that we read */
export function parseExtensions(list: string): string[] {
  const extensions = list
    .split(',')
    .map((extension) => extension.trim().replace(/^\./u, ''))
    .filter(Boolean);
  const unknown = extensions.filter((extension) => !SOURCE_EXTENSIONS.includes(extension));
  if (unknown.length > 0 || extensions.length === 0) {
    throw new UsageError(
      `--ext ${list}: ${unknown.join(', ') || 'nothing'} cannot be read; there are ${SOURCE_EXTENSIONS.join(', ')}`,
    );
  }
  return extensions;
}
