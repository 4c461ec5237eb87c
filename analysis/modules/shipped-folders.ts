/**
 * What of an application goes to where it runs: a module in a folder that a Dockerfile does not copy, or that a published
 * package does not list, is missing there.
 */
import { join } from 'node:path';
import { entriesIn, exists, textOrNothing } from './disk.ts';
import { readJson } from './package-json.ts';

/** @returns for a folder directly in the application, or `''` for the application itself, how many of the lists take a new source file in it along */
export function shippedFrom(root: string): (folder: string) => number {
  const lists = [...dockerSources(root), ...publishedFiles(root)];
  return (folder) => lists.filter((paths) => paths.some((path) => takes(path, folder))).length;
}

function takes(path: string, folder: string): boolean {
  if (path === '' || /^\*+(?:\.[cm]?[jt]s|\/.*)?$/u.test(path)) return true;
  return folder !== '' && (path === folder || path.startsWith(`${folder}/*`));
}

/** For each Dockerfile, what it copies of the application. */
function dockerSources(root: string): string[][] {
  const files = exists(root)
    ? entriesIn(root)
        .map(({ name }) => name)
        .filter((name) => /^(?:Dockerfile(?:\..*)?|.*\.[Dd]ockerfile)$/u.test(name))
    : [];
  return files
    .map((name) => copiedBy(textOrNothing(join(root, name))))
    .filter((paths) =>
      paths.some((path) => !/(?:^|\/)(?:package|tsconfig)[^/]*$|lock/u.test(path)),
    );
}

/** What the `COPY` and `ADD` lines take from beside the Dockerfile, not from another stage. */
function copiedBy(text: string): string[] {
  const commands = text
    .replaceAll(/\\\r?\n/gu, ' ')
    .split('\n')
    .map((line) =>
      line
        .replaceAll(/[[\]",]/gu, ' ')
        .split(/\s+/u)
        .filter(Boolean),
    );
  const copies = commands.filter(
    ([name, ...words]) =>
      /^(?:COPY|ADD)$/iu.test(name ?? '') && !words.some((word) => word.startsWith('--from')),
  );
  return copies
    .flatMap(([, ...words]) => words.filter((word) => !word.startsWith('--')).slice(0, -1))
    .map(plain);
}

function publishedFiles(root: string): string[][] {
  const manifest = readJson(join(root, 'package.json'));
  const files: unknown = manifest?.['private'] === true ? undefined : manifest?.['files'];
  return Array.isArray(files) && files.length > 0
    ? [files.filter((file) => typeof file === 'string').map(plain)]
    : [];
}

/** `./src/` is `src`, `.` is nothing. */
function plain(path: string): string {
  return path
    .replace(/^\.?\//u, '')
    .replace(/^\.$/u, '')
    .replace(/\/$/u, '');
}
