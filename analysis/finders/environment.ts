/**
 * Where a file's code runs: on a server, in a browser, or in a process that ends. Every rule and codemod asks here; what runs
 * on no server is exempt, unless the setting `environments` says otherwise.
 */
import { dirname, relative, sep } from 'node:path';
import type { Site } from '../findings/finding.ts';
import { shortLived } from '../lifetime/process-lifetime.ts';
import { isServerless } from '../lifetime/serverless.ts';
import type { BrowserBuild } from '../modules/browser-build.ts';
import type { SourceCode } from '../source/source-code.ts';
import { browserSign, isForServer, pageSigns, type PageSigns } from './browser-signs.ts';
import type { Inspector } from './inspector.ts';
import { ofMinifier } from './minified-file.ts';
import type { ProjectFacts } from './project-queries.ts';

/** Makes the sites of files exempt that run on no server, or that nobody writes, with the reason. */
export function inServers<O>(inspect: Inspector<O>): Inspector<O> {
  return (source, project, options) => {
    const sites = inspect(source, project, options);
    // Most files have nothing to report, and need not be asked where they run.
    if (sites.every(({ verdict }) => verdict === 'ok' || verdict === 'exempt')) return sites;
    const reason = ofMinifier(source, project.file) ?? outsideServers(source, project);
    return reason === undefined ? sites : sites.map((site) => exempted(site, reason));
  };
}

function exempted(site: Site, reason: string): Site {
  if (site.verdict === 'ok' || site.verdict === 'exempt') return site;
  const { kind, node, callee, client, name } = site;
  return {
    kind,
    node,
    callee,
    ...(client ? { client } : {}),
    ...(name === undefined ? {} : { name }),
    verdict: 'exempt',
    reason,
  };
}

/** Why a file runs on no server, for people; undefined if it may, or if nobody wants to know. */
export function outsideServers(source: SourceCode, project: ProjectFacts): string | undefined {
  if (project.environments === 'all') return undefined;
  const browser = inBrowser(source, project);
  if (browser !== undefined) return `runs in a browser: ${browser}`;
  const placeOf = (file: string) => ({
    inPackage: relative(project.packageRoot, file),
    inProject: relative(project.projectRoot(), file),
  });
  return shortLived(source, placeOf(project.file), () => project.loaders()?.map(placeOf));
}

function inBrowser(source: SourceCode, project: ProjectFacts): string | undefined {
  const sign = browserSign(source, project);
  if (sign !== undefined || isForServer(source)) return sign;
  const signs = pageSigns(source);
  const build = project.browserBuild();
  if (isServerless(source, project)) return undefined;
  const first = build || signs.used.length > 0 ? (project.firstImporters() ?? []) : [];
  if (build && isPartOfPages(build, first, project.packageRoot))
    return `its package builds pages with ${build.tool} and runs no server`;
  return byImporters(signs, build, first) ?? byFolder(project);
}

/** Whether a package builds pages alone, and this file is part of them: what a plain script loads first may be a server that the package says nothing of. */
function isPartOfPages(
  { isOnly, entries }: BrowserBuild,
  first: readonly string[],
  packageRoot: string,
): boolean {
  // A component that nobody uses any more stands beside the entry of the pages.
  const folders = entries.map((entry) => dirname(entry)).filter((folder) => folder !== packageRoot);
  return (
    isOnly &&
    first.every(
      (file) =>
        isOfPage(file) ||
        entries.includes(file) ||
        entries.length === 0 ||
        folders.some((folder) => file.startsWith(`${folder}${sep}`)),
    )
  );
}

/** What the file uses or shows of a page, together with who imports it first. */
function byImporters(
  { used, shown }: PageSigns,
  build: BrowserBuild | undefined,
  first: readonly string[],
): string | undefined {
  const isForPages =
    first.length > 0 && first.every((file) => isOfPage(file) || build?.entries.includes(file));
  if (isForPages && used.length > 0) return `${used[0]!}, and pages alone import it`;
  if (!build) return undefined;
  const sign = [...used, ...shown][0];
  if (sign !== undefined) return `${sign}, and its package builds pages with ${build.tool}`;
  return isForPages && first.some((file) => build.entries.includes(file))
    ? `only the pages that ${build.tool} builds import it`
    : undefined;
}

/** `src/client/` beside `src/server/`, `ui/` whose files a page loads first */
function byFolder(project: ProjectFacts): string | undefined {
  const folder = project.pageFolder();
  return folder === undefined
    ? undefined
    : `it stands in \`${folder}\`, and the code of the server does not load it`;
}

/** A mail template has the same extension, but a file of the server imports it. */
function isOfPage(file: string): boolean {
  return /\.[jt]sx$/u.test(file);
}
