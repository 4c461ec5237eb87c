/**
 * One name finds five places: what belongs to a rule and its codemod, and what of it is missing.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What `npm run new-rule` writes where somebody has to write. */
const SKELETON = /\[skeleton: (?<task>[^\]\n]*)/gu;

/** In its folders as well, relative to it. */
function filesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).flatMap(
    (entry) =>
      entry.isFile()
        ? relative(join(root, folder), join(entry.parentPath, entry.name)).split(sep).join('/')
        : [],
  );
}

/** The test files of a rule, one for each message id or question. */
export function casesOf(root: string, rule: string): string[] {
  const folder = `test/rules/${rule}`;
  return filesIn(root, folder).map((file) => `${folder}/${file}`);
}

/** The files that a rule has, and its codemod, if one is named. Paths are relative to the repository. */
function placesOf(root: string, rule: string, codemod: string | undefined): string[] {
  const finder = `analysis/finders/${rule}`;
  const cases = casesOf(root, rule);
  return [
    `rules/${rule}.ts`,
    ...new Set(
      ['finder.ts', 'messages.ts', ...filesIn(root, finder)].map((file) => `${finder}/${file}`),
    ),
    ...(cases.length > 0 ? cases : [`test/rules/${rule}/cases.test.ts`]),
    `docs/rules/${rule}.md`,
    `test/leaks/pairs/${rule}.ts`,
    `test/leaks/clean/${rule}.ts`,
    ...(codemod === undefined ? [] : [`codemods/${codemod}.ts`, `docs/codemods/${codemod}.md`]),
  ];
}

/** What is to be written yet, one line each, `docs/rules/x.md:7: why it leaks`; no line if nothing is missing. */
export function missingOf(root: string, rule: string, codemod?: string): string[] {
  return placesOf(root, rule, codemod).flatMap((path) => {
    if (!existsSync(join(root, path))) return [`${path}: there is no such file`];
    const text = readFileSync(join(root, path), 'utf8');
    return [...text.matchAll(SKELETON)].map(
      ({ index, groups }) =>
        `${path}:${text.slice(0, index).split('\n').length}: ${groups!['task']!}`,
    );
  });
}
