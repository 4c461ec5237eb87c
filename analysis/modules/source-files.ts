/**
 * Which files of a folder are source: by extension, `.gitignore` at every level, never `node_modules`.
 */
import { fdir } from 'fdir';
import ignore, { type Ignore } from 'ignore';
import fs, { existsSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';

export const SOURCE_EXTENSIONS: readonly string[] = [
  'js',
  'cjs',
  'mjs',
  'jsx',
  'ts',
  'cts',
  'mts',
  'tsx',
];

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
  /** Called with the absolute path of each folder that is entered, before its files are looked at, and what is in it. */
  readonly onFolder?: (folder: string, entries: readonly Dirent[]) => void;
}

/** Whether a file is TypeScript, by its name. */
export function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/u.test(file);
}

/** What Yarn writes for Plug'n'Play, in the folder of the project. */
const WRITTEN_BY_YARN = /(?:^|[/\\])\.pnp\.(?:c?js|loader\.mjs)$/u;

/** Accepts files by extension, declarations (`.d.ts`) apart, which hold no calls, and those that Yarn writes. */
export function hasSourceExtension(
  name: string,
  extensions: readonly string[] = SOURCE_EXTENSIONS,
): boolean {
  return (
    !/\.d\.[cm]?ts$/u.test(name) &&
    !WRITTEN_BY_YARN.test(name) &&
    extensions.some((extension) => name.endsWith(`.${extension}`))
  );
}

/** `src/spec/` may be what describes an API. */
const TEST_FILE =
  /(?:[._]test|[.-]spec)\.[^./\\]+$|[/\\](?:tests?|__(?:tests|mocks|fixtures|e2e)__|e2e|cypress)[/\\]|(?<![/\\](?:src|lib|app))[/\\]specs?[/\\]/u;

/**
 * Whether a file holds tests or serves them, by the names that test runners look for.
 * @param path from the folder of the project, with a separator before it
 */
export function isTestFile(path: string): boolean {
  return TEST_FILE.test(path);
}

/**
 * The files below a folder, sorted. Symbolic links are not followed: their targets are found where they stand.
 * @param folder absolute path
 * @returns absolute paths
 */
export function filesBelow(
  folder: string,
  {
    accepts,
    respectGitignore,
    entersSubmodules = true,
    onSubmodule,
    onUnreadable,
    onFolder,
  }: WalkOptions,
): string[] {
  const rules = new GitignoreRules(folder);
  const isSubmodule = entersSubmodules ? () => false : submodulesBelow(folder, onSubmodule);
  const onEntries = (entered: string, entries: readonly Dirent[]) => {
    rules.enter(entered, entries);
    onFolder?.(entered, entries);
  };
  return new fdir({
    suppressErrors: true,
    excludeSymlinks: true,
    fs: { ...fs, readdirSync: tellingReader(onEntries, onUnreadable) },
  })
    .withFullPaths()
    .exclude(
      (name, path) =>
        NEVER_ENTERED.has(name) || (respectGitignore && rules.ignores(path)) || isSubmodule(path),
    )
    .filter(
      (path, isDirectory) =>
        !isDirectory &&
        accepts(path.slice(path.lastIndexOf(sep) + 1)) &&
        !(respectGitignore && rules.ignores(path)),
    )
    .crawl(folder)
    .sync()
    .toSorted();
}

/** The walk says nothing of what it cannot read, and each folder is asked for but once what is in it. */
function tellingReader(
  onEntries: (folder: string, entries: readonly Dirent[]) => void,
  onUnreadable: WalkOptions['onUnreadable'],
): typeof fs.readdirSync {
  const read = (folder: string): Dirent[] => {
    try {
      const entries = fs.readdirSync(folder, { withFileTypes: true });
      onEntries(folder.length > 1 && folder.endsWith(sep) ? folder.slice(0, -1) : folder, entries);
      return entries;
    } catch (error) {
      onUnreadable?.(folder, error);
      throw error;
    }
  };
  return read as unknown as typeof fs.readdirSync;
}

/** Whether a folder below another one is a submodule: by the file `.git` that git puts there, or by `.gitmodules`. */
function submodulesBelow(
  start: string,
  onSubmodule?: (folder: string) => void,
): (path: string) => boolean {
  const root = repositoryRoot(start);
  const declared = root === undefined ? new Set<string>() : declaredSubmodules(root);
  return (path) => {
    const folder = resolve(path);
    const found = declared.has(folder) || isGitFile(join(folder, '.git'));
    if (found) onSubmodule?.(folder);
    return found;
  };
}

function declaredSubmodules(root: string): Set<string> {
  const file = join(root, '.gitmodules');
  if (!existsSync(file)) return new Set();
  const settings = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split('=').map((part) => part.trim()));
  return new Set(
    settings.flatMap(([name, path]) => (name === 'path' && path ? [resolve(root, path)] : [])),
  );
}

/** The rules of one `.gitignore`, for what is below its folder. */
interface FolderRules {
  readonly folder: string;
  readonly rules: Ignore;
}

const NO_RULES: readonly FolderRules[] = [];

/** The `.gitignore` files from the repository's root down; each rules the paths below its own folder. */
class GitignoreRules {
  /** For what is in a folder, the deepest first: most folders have those of the one above them, in the same list. */
  readonly #byFolder = new Map<string, readonly FolderRules[]>();
  readonly #root: string;

  constructor(folder: string) {
    this.#root = repositoryRoot(folder) ?? folder;
  }

  /** Says what is in a folder: most have no `.gitignore`, and need not be asked for one. */
  enter(folder: string, entries: readonly Dirent[]): void {
    if (!entries.some(({ name }) => name === '.gitignore'))
      this.#byFolder.set(folder, this.#above(folder));
  }

  /** @param path absolute; with a separator at its end if it is a folder */
  ignores(path: string): boolean {
    // The deeper file decides, as git has it.
    for (const { folder, rules } of this.#rulesIn(dirname(path))) {
      const verdict = rules.test(
        toPosix(path.slice(folder.endsWith(sep) ? folder.length : folder.length + 1)),
      );
      if (verdict.ignored) return true;
      if (verdict.unignored) return false;
    }
    return false;
  }

  #rulesIn(folder: string): readonly FolderRules[] {
    let found = this.#byFolder.get(folder);
    if (!found) {
      const rules = rulesOf(join(folder, '.gitignore'));
      this.#byFolder.set(
        folder,
        (found = rules ? [{ folder, rules }, ...this.#above(folder)] : this.#above(folder)),
      );
    }
    return found;
  }

  #above(folder: string): readonly FolderRules[] {
    return folder === this.#root || folder === dirname(folder)
      ? NO_RULES
      : this.#rulesIn(dirname(folder));
  }
}

/** Git takes one that it cannot read for none, too. */
function rulesOf(file: string): Ignore | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return ignore().add(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether a submodule's `.git` stands there; of a folder that cannot be entered the walk itself tells. */
function isGitFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
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
