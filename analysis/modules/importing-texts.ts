/**
 * Whether the texts of those who import a file, themselves or by way of others, may name a thing of it: most need not be parsed.
 */
import { groupBy } from './group-by.ts';
import { isTakenApartInText } from './imports-in-text.ts';
import type { Modules } from './module-graph.ts';
import { mayExportUnderOtherName } from './other-names.ts';

/** Whether the text of a file says none of the words, and hands on none of what it imports by way of the file. */
export function isSilent(
  modules: Modules,
  importer: string,
  file: string,
  words: readonly string[],
): boolean {
  const text = modules.textOf(importer);
  if (words.some((word) => text.includes(word))) return false;
  return (
    modules.kept(`takes apart ${importer} ${file}`, () =>
      waysIn(modules, importer, file).every((specifier) => isTakenApartInText(text, specifier)),
    ) ?? false
  );
}

/** Whether those who import a file may know by another name what it imports under one of the names. */
export function givesOtherName(
  modules: Modules,
  importer: string,
  names: readonly string[],
): boolean {
  if (modules.files.importersOf(importer).length === 0) return false;
  return (
    modules.kept(`renames ${importer} ${names.join(' ')}`, () =>
      exportsUnderOtherName(modules, importer, names),
    ) ?? false
  );
}

function exportsUnderOtherName(
  modules: Modules,
  importer: string,
  names: readonly string[],
): boolean {
  const text = modules.textOf(importer);
  return (
    names.some((name) => mayExportUnderOtherName(text, name)) ||
    namesOfDefaults(modules, importer).some((name) => !names.includes(name))
  );
}

/** What a file calls the defaults of others: `default as store`. */
function namesOfDefaults(modules: Modules, file: string): readonly string[] {
  return modules.kept(`names of defaults ${file}`, () => {
    const found = modules.textOf(file).matchAll(/\bdefault\s+as\s+([\w$]+)/gu);
    return [...found].map(([, name]) => name!);
  })!;
}

/** A file, and those that may hand its exports on. */
export function waysTo(modules: Modules, file: string): ReadonlySet<string> {
  return modules.kept(`ways ${file}`, () => new Set([file, ...modules.importersOf(file)]))!;
}

/** The specifiers in a file that lead to another, or to those that may hand its exports on. */
function waysIn(modules: Modules, importer: string, file: string): readonly string[] {
  const { files } = modules;
  const byHome = modules.kept(`specifiers by home ${importer}`, () =>
    groupBy(files.specifiersOf(importer), (specifier) => files.resolve(importer, specifier)),
  )!;
  return amongWays(byHome, waysTo(modules, file));
}

/** What leads to one of the files: whoever imports all files of a folder is not gone through for each of them. */
export function amongWays<T>(
  byHome: ReadonlyMap<string, readonly T[]>,
  ways: ReadonlySet<string>,
): T[] {
  if (ways.size < byHome.size) return [...ways].flatMap((way) => byHome.get(way) ?? []);
  return [...byHome].flatMap(([home, items]) => (ways.has(home) ? items : []));
}
