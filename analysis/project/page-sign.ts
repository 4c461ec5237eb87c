/**
 * What other files tell of whether a file is part of pages: its folder stands beside that of a server, or a page loads it.
 */
import { join, relative, sep } from 'node:path';
import { isForServer, pageSigns } from '../finders/browser-signs.ts';
import { exists } from '../modules/disk.ts';
import { isTestFile } from '../modules/source-files.ts';
import type { SourceCode } from '../source/source-code.ts';
import type { ProjectContext } from './project-context.ts';

/** What people call the two. Either has other meanings: a library for HTTP has a client, a program may run pages of others. */
const OF_PAGES = new Set(['browser', 'client', 'frontend', 'web']);
const OF_SERVERS = ['backend', 'server'];

/** Why a file is part of pages, by the files around it, for people; undefined if nothing says so. */
export function pageSign(
  context: Pick<ProjectContext, 'modules'>,
  file: string,
  root: string,
): string | undefined {
  const folder = pageFolder(context, file, root);
  if (folder !== undefined)
    return `it stands in \`${folder}\`, beside the code of the server, which does not load it`;
  const page = loadingPage(context, file);
  return page === undefined
    ? undefined
    : `\`${page}\` loads it, which a page runs; what Node alone has would break that`;
}

/** Frameworks of pages, as a file imports them. */
const IMPORTS_FRAMEWORK =
  /\bfrom\s*['"](?:react|react-dom|react-router-dom|preact|vue|svelte|solid-js|next\/(?:router|navigation|link|image))['"/]/u;

/** What a component does in a browser alone: hooks that see the page, handlers of events. */
const ACTS_IN_PAGE =
  /\buse(?:State|Effect|LayoutEffect|Reducer|Router|Query|Mutation)\s*[(<]|\son[A-Z]\w*=\{|^['"]use client['"]/mu;

/** A file that a server asks for data, too: what it loads for that is left out of the page. */
const ASKS_ON_SERVER =
  /\bexport\s+(?:async\s+)?(?:function|const)\s+(?:get(?:ServerSideProps|StaticProps|StaticPaths)|loader|action)\b|\.getInitialProps\b/u;

/** The file of a page that leads to a file by imports, as people call it: a bundler puts the file into the page. */
function loadingPage(
  { modules }: Pick<ProjectContext, 'modules'>,
  file: string,
): string | undefined {
  return modules.kept(`loading page ${file}`, () => {
    const page = modules.loadersOf(file)?.find((loader) => {
      const text = modules.textOf(loader);
      return (
        IMPORTS_FRAMEWORK.test(text) &&
        ACTS_IN_PAGE.test(text) &&
        !ASKS_ON_SERVER.test(text) &&
        !isTestFile(`/${modules.nameOf(loader)}`)
      );
    });
    return page === undefined ? undefined : modules.nameOf(page);
  });
}

/**
 * The folder of pages that a file is in, from the folder of its package: it stands beside one of a server, nothing outside of
 * such folders loads the file, and this file, or one of the folder that leads to it, uses the page.
 * @returns undefined if it is in none, or nobody can tell
 */
function pageFolder(
  { modules }: Pick<ProjectContext, 'modules'>,
  file: string,
  root: string,
): string | undefined {
  const folder = folderBesideServer(file, root);
  if (folder === undefined) return undefined;
  return modules.kept(`page folder ${file}`, () => {
    const loaders = modules
      .loadersOf(file)
      ?.filter((loader) => !isTestFile(`/${modules.nameOf(loader)}`));
    if (!loaders?.every((loader) => isOfPages(relative(root, loader)))) return undefined;
    const importers = modules.firstImporters(file) ?? [];
    const entries = (importers.length > 0 ? importers : [file])
      .filter((entry) => entry.startsWith(join(root, folder) + sep))
      .map((entry) => modules.sourceOf(entry));
    const isForPages =
      entries.every((entry) => entry !== undefined && isEntryOfPage(entry)) &&
      [modules.sourceOf(file), ...entries].some(
        (user) => user !== undefined && pageSigns(user).used.length > 0,
      );
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
function isOfPages(path: string): boolean {
  return (
    /\.stories\.\w+$/u.test(path) ||
    path.split(sep).some((name) => OF_PAGES.has(name) || name === '.storybook')
  );
}

function folderBesideServer(file: string, root: string): string | undefined {
  const names = relative(root, file).split(sep).slice(0, -1);
  const at = names.findIndex(
    (name, index) =>
      OF_PAGES.has(name) &&
      OF_SERVERS.some((server) => exists(join(root, ...names.slice(0, index), server))),
  );
  return at < 0 ? undefined : names.slice(0, at + 1).join(sep);
}
