/**
 * Which files of a folder are source: by extension, `.gitignore` at every level, never `node_modules`.
 */
import ignore, { type Ignore } from 'ignore';
import { existsSync, readFileSync, readdirSync, statSync, type Dirent } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';

export const SOURCE_EXTENSIONS: readonly string[] = ['js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx'];

/** Folders that hold no source of the user's, whatever `.gitignore` says. */
const NEVER_ENTERED = new Set(['node_modules', '.git', '.hg', '.svn', '.yarn']);

export interface WalkOptions {
  /** Called with the base name of each file. */
  readonly accepts: (name: string) => boolean;
  /** Whether `.gitignore` counts. */
  readonly respectGitignore: boolean;
  /** Whether folders that are git repositories of others, submodules, are entered; they are unless it says no. */
  readonly entersSubmodules?: boolean;
  /** Called with the absolute path of each submodule that is not entered. */
  readonly onSubmodule?: (folder: string) => void;
  /** Called with the absolute path of each folder that cannot be read, and why; it is left out. */
  readonly onUnreadable?: (folder: string, error: unknown) => void;
  /** Called with the absolute path of each folder that is entered, and all that is in it. */
  readonly onFolder?: (folder: string, entries: readonly Dirent[]) => void;
}

/** Accepts files by extension, declarations (`.d.ts`) apart: they hold no calls. */
export function hasSourceExtension(name: string, extensions: readonly string[] = SOURCE_EXTENSIONS): boolean {
  return !/\.d\.[cm]?ts$/u.test(name) && extensions.some((extension) => name.endsWith(`.${extension}`));
}

/** Whether a file holds tests, by the names that test runners look for. */
export function isTestFile(path: string): boolean {
  return /(?:[._]test|\.spec)\.[^./\\]+$|[/\\](?:tests?|__tests__)[/\\]/u.test(path);
}

/**
 * The files below a folder, sorted. Symbolic links are not followed: their targets are found where they stand.
 * @param folder absolute path
 * @returns absolute paths
 */
export function filesBelow(folder: string, { accepts, respectGitignore, entersSubmodules = true, onSubmodule, onUnreadable, onFolder }: WalkOptions): string[] {
  const rules = new GitignoreRules(folder);
  const isSubmodule = entersSubmodules ? () => false : submodulesBelow(folder, onSubmodule);
  const found: string[] = [];
  const isEntered = (name: string, path: string) => !NEVER_ENTERED.has(name) && !(respectGitignore && rules.ignores(path + sep)) && !isSubmodule(path);
  const pending = [resolve(folder)];
  for (let entered = pending.pop(); entered !== undefined; entered = pending.pop()) {
    const entries = entriesOf(entered, onUnreadable);
    rules.enter(entered, entries);
    onFolder?.(entered, entries);
    for (const entry of entries) {
      const path = entered.endsWith(sep) ? entered + entry.name : entered + sep + entry.name;
      if (entry.isDirectory()) {
        if (isEntered(entry.name, path)) pending.push(path);
      } else if (!entry.isSymbolicLink() && accepts(entry.name) && !(respectGitignore && rules.ignores(path))) found.push(path);
    }
  }
  return found.toSorted();
}

function entriesOf(folder: string, onUnreadable: WalkOptions['onUnreadable']): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    onUnreadable?.(folder, error);
    return [];
  }
}

/** Whether a folder below another one is a submodule: by the file `.git` that git puts there, or by `.gitmodules`. */
function submodulesBelow(start: string, onSubmodule?: (folder: string) => void): (path: string) => boolean {
  const root = repositoryRoot(start);
  const declared = root === undefined ? new Set<string>() : declaredSubmodules(root);
  return (path) => {
    const folder = resolve(path);
    const found = declared.has(folder) || statSync(join(folder, '.git'), { throwIfNoEntry: false })?.isFile() === true;
    if (found) onSubmodule?.(folder);
    return found;
  };
}

function declaredSubmodules(root: string): Set<string> {
  const file = join(root, '.gitmodules');
  if (!existsSync(file)) return new Set();
  const settings = readFileSync(file, 'utf8').split('\n').map((line) => line.split('=').map((part) => part.trim()));
  return new Set(settings.flatMap(([name, path]) => (name === 'path' && path ? [resolve(root, path)] : [])));
}

/** What one `.gitignore` says. */
interface FolderRules {
  /** Where, in the path of a file below its folder, what it rules begins. */
  readonly start: number;
  readonly rules: Ignore;
}

/** The `.gitignore` files from the repository's root down; each rules the paths below its own folder. */
class GitignoreRules {
  /** For each folder, what rules it: the deepest first. */
  readonly #byFolder = new Map<string, readonly FolderRules[]>();
  readonly #root: string;

  constructor(folder: string) {
    this.#root = repositoryRoot(folder) ?? folder;
  }

  /** Says what is in a folder, before anybody asks about it. */
  enter(folder: string, entries: readonly Dirent[]): void {
    this.#add(folder, entries.some(({ name }) => name === '.gitignore'));
  }

  /** @param path absolute; with a separator at its end if it is a folder */
  ignores(path: string): boolean {
    // The deeper file decides, as git has it.
    for (const { start, rules } of this.#rulesOf(dirname(path))) {
      const verdict = rules.test(toPosix(path.slice(start)));
      if (verdict.ignored) return true;
      if (verdict.unignored) return false;
    }
    return false;
  }

  #rulesOf(folder: string): readonly FolderRules[] {
    return this.#byFolder.get(folder) ?? this.#add(folder, existsSync(join(folder, '.gitignore')));
  }

  #add(folder: string, hasOwn: boolean): readonly FolderRules[] {
    const above = folder === this.#root || folder === dirname(folder) ? [] : this.#rulesOf(dirname(folder));
    const rules = hasOwn ? rulesIn(join(folder, '.gitignore')) : undefined;
    const all = rules ? [{ start: folder.endsWith(sep) ? folder.length : folder.length + 1, rules }, ...above] : above;
    this.#byFolder.set(folder, all);
    return all;
  }
}

/** Git takes one that it cannot read for none, too. */
function rulesIn(file: string): Ignore | undefined {
  try {
    return ignore().add(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The folder at or above one that holds `.git`: a file in a submodule and a worktree. */
export function repositoryRoot(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current;
    if (current === dirname(current)) return undefined;
  }
}

function toPosix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
