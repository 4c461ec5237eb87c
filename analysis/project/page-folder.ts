/**
 * Folders of pages that stand beside the folder of a server, in one package, or that a server sends to browsers.
 */
import { join, relative, sep } from 'node:path';
import { isForServer, pageSigns } from '../finders/browser-signs.ts';
import { exists } from '../modules/disk.ts';
import { isTestFile } from '../modules/source-files.ts';
import { valueLoadersOf } from '../modules/value-imports.ts';
import type { SourceCode } from '../source/source-code.ts';
import type { ProjectContext } from './project-context.ts';

/** What people call the two. Either has other meanings: a library for HTTP has a client, a program may run pages of others. */
const OF_PAGES = new Set(['browser', 'client', 'frontend', 'ui', 'web', 'webapp', 'www']);
const OF_SERVERS = ['backend', 'server'];
/** What a server sends as it is. */
const SENT = new Set(['public', 'static']);

/**
 * The folder of pages that a file is in, from the folder of its package: nothing outside of such folders loads the file, and
 * what leads to it in the folder uses the page; one use is enough where the folder stands beside that of a server, or is sent
 * by one.
 * @returns undefined if it is in none, or nobody can tell
 */
export function pageFolder(
  { modules }: Pick<ProjectContext, 'modules'>,
  file: string,
  root: string,
): string | undefined {
  const found = folderOfPages(file, root);
  if (found === undefined) return undefined;
  const { folder, isBesideServer } = found;
  return modules.kept(`page folder ${file}`, () => {
    const loaders = valueLoadersOf(modules, file)?.filter(
      (loader) => !isTestFile(`/${modules.nameOf(loader)}`),
    );
    if (!loaders?.every((loader) => isOfPages(relative(root, loader)))) return undefined;
    const importers = modules.firstImporters(file) ?? [];
    const entries = (importers.length > 0 ? importers : [file])
      .filter((entry) => entry.startsWith(join(root, folder) + sep) && !isStory(entry))
      .map((entry) => modules.sourceOf(entry));
    const usesPage = (source: SourceCode | undefined) =>
      source !== undefined && pageSigns(source).used.length > 0;
    const isForPages =
      entries.every((entry) => entry !== undefined && isEntryOfPage(entry)) &&
      (isBesideServer
        ? [modules.sourceOf(file), ...entries].some(usesPage)
        : entries.length > 0 && entries.every(usesPage));
    return isForPages ? folder.split(sep).join('/') : undefined;
  });
}

/** What frameworks that render pages on a server ask a file for: Next, Remix, SvelteKit, Astro. */
const ASKED_BY_SERVER =
  /\bexports\b|\bexport\s+default\b|\bas\s+default\b|\bexport\s+(?:async\s+)?(?:function|const|let)\s+(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|action|load|loader|get(?:ServerSide|Static)\w+)\b/u;

/** What a page loads first, or what nobody loads. */
function isEntryOfPage(source: SourceCode): boolean {
  return !isForServer(source) && !ASKED_BY_SERVER.test(source.text);
}

/** Storybook shows what pages are made of. */
function isStory(path: string): boolean {
  return /\.stories\.\w+$/u.test(path);
}

function isOfPages(path: string): boolean {
  return (
    isStory(path) ||
    path.split(sep).some((name) => OF_PAGES.has(name) || SENT.has(name) || name === '.storybook')
  );
}

interface FolderOfPages {
  /** From the folder of the package. */
  readonly folder: string;
  readonly isBesideServer: boolean;
}

function folderOfPages(file: string, root: string): FolderOfPages | undefined {
  const names = relative(root, file).split(sep).slice(0, -1);
  const isBeside = (name: string, index: number) =>
    SENT.has(name) ||
    (OF_PAGES.has(name) &&
      OF_SERVERS.some((server) => exists(join(root, ...names.slice(0, index), server))));
  const beside = names.findIndex(isBeside);
  const index = beside >= 0 ? beside : names.findIndex((name) => OF_PAGES.has(name));
  return index < 0
    ? undefined
    : { folder: names.slice(0, index + 1).join(sep), isBesideServer: beside >= 0 };
}
