/**
 * One name finds five places: what belongs to a rule and its codemod, and what of it is missing.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `npm run new-rule` writes where somebody has to write. */
const SKELETON = /\[skeleton: (?<task>[^\]\n]*)/gu;

/** Rules whose finder stands in a folder of another name. */
export const FINDER_FOLDERS: Readonly<Record<string, string>> = { 'no-unbounded-module-map': 'no-unbounded-collection' };

/** The files that a rule has, and its codemod, if one is named. Paths are relative to the repository. */
function placesOf(root: string, rule: string, codemod: string | undefined): string[] {
  const finder = `analysis/finders/${FINDER_FOLDERS[rule] ?? rule}`;
  const files = existsSync(join(root, finder)) ? readdirSync(join(root, finder)) : [];
  return [
    `rules/${rule}.ts`,
    ...new Set(['finder.ts', 'messages.ts', ...files].map((file) => `${finder}/${file}`)),
    `test/rules/${rule}/cases.test.ts`,
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
    return [...text.matchAll(SKELETON)].map(({ index, groups }) => `${path}:${text.slice(0, index).split('\n').length}: ${groups!['task']!}`);
  });
}
