/**
 * What matters of the files that import a file: whether the file itself loads them, so that they may call its functions before
 * its statements have run, and what they do with what they get.
 */
import type { NodeKey } from '../syntax/node-keys.ts';
import type { Modules } from './module-graph.ts';
import { isTestFile } from './source-files.ts';

/** How many files one question may lead through. */
const MAX_FILES = 400;

/**
 * Whether a module that a file loads, itself or by way of others, imports that file.
 * @returns undefined if too many files had to be asked
 */
export function importsBack(modules: Modules, file: string, module: string): boolean | undefined {
  return modules.kept(`imports back ${file} ${module}`, () => {
    const home = modules.files.resolve(file, module);
    // Whom nobody imports, no cycle leads back to.
    if (home === undefined || modules.files.importersOf(file).length === 0) return false;
    const seen = new Set([home]);
    for (const from of seen) {
      if (seen.size > MAX_FILES) return undefined;
      const loaded = loadedBy(modules, from);
      if (loaded.includes(file)) return true;
      for (const next of loaded) seen.add(next);
    }
    return false;
  });
}

/** The file that imports another, or what hands it on, and whose text has a word, as people call it. */
export function importerThatNames(
  modules: Modules,
  file: string,
  word: string,
): string | undefined {
  const importer = modules
    .importersOf(file)
    .find((candidate) => modules.textOf(candidate).includes(word));
  return importer === undefined ? undefined : modules.nameOf(importer);
}

/** What a text does with a property that it names on other objects than its own `this`. */
export type MemberUse = 'names' | 'writes';

/** The file of a project whose text may use a property of what another file makes, as people call it; tests are left out. */
export function fileUsingMember(
  modules: Modules,
  file: string,
  property: string,
  use: MemberUse,
): string | undefined {
  return modules.kept(`member ${file} ${property} ${use}`, () => {
    const loaders = modules.loadersOf(file);
    // Whoever has both may give what is made here to what it loads beside.
    const users = loaders
      ? new Set([...loaders, ...loaders.flatMap((loader) => loadedBy(modules, loader))])
      : modules.files.list();
    const found = [...users].find(
      (user) =>
        user !== file &&
        !isTestFile(`/${modules.nameOf(user)}`) &&
        usesMember(modules.textOf(user), property, use),
    );
    return found === undefined ? undefined : modules.nameOf(found);
  });
}

function usesMember(text: string, property: string, use: MemberUse): boolean {
  if (!text.includes(property)) return false;
  const name = property.replaceAll('$', String.raw`\$`);
  // A class that extends another has the fields of that one as its own.
  const owner = /\bextends\b/u.test(text) ? '' : String.raw`(?<!\bthis)`;
  const member = String.raw`${owner}(?:\.\s*${name}(?![\w$])|\[\s*['"]${name}['"]\s*\])`;
  const after =
    use === 'names'
      ? String.raw`(?!\s*\()`
      : String.raw`\s*(?:(?:[-+*/%&|^?]|\*\*|&&|\|\||\?\?)?=(?![=>])|\+\+|--)`;
  const isMember = new RegExp(member + after, 'u').test(text);
  return use === 'writes'
    ? isMember
    : isMember || new RegExp(String.raw`\{[^{}]*\b${name}\b[^{}]*\}\s*=(?![=>])`, 'u').test(text);
}

/**
 * Whether a file beside that of a function, and no test, may call it by its name, or by another one.
 * @param counts whether a file that has such a name is one whose code runs
 */
export function isNamedElsewhere(
  modules: Modules,
  file: string,
  fn: NodeKey,
  counts: (other: string) => boolean,
): boolean {
  const names = modules.wordsFor(file, fn);
  if (names === undefined) return true;
  return modules.files
    .list()
    .some(
      (other) =>
        other !== file &&
        !isTestFile(`/${modules.nameOf(other)}`) &&
        names.some((name) => modules.textOf(other).includes(name)) &&
        counts(other),
    );
}

/** The file of the project that a module is, as a file names it; a package is none. */
export function projectFile(modules: Modules, file: string, module: string): string | undefined {
  const home = modules.files.resolve(file, module);
  return home?.includes('node_modules') === true ? undefined : home;
}

/** The files of the project that a file loads. */
export function loadedBy(modules: Modules, file: string): string[] {
  const named = modules.files.specifiersOf(file).flatMap((specifier) => {
    const home = modules.files.resolve(file, specifier);
    return home === undefined ? [] : [{ specifier, home }];
  });
  if (named.length === 0) return [];
  const text = modules.textOf(file);
  return named.filter(({ specifier }) => !isOfTypesAlone(text, specifier)).map(({ home }) => home);
}

/** Whether a text imports a module for its types alone: the module is not loaded for that. */
function isOfTypesAlone(text: string, specifier: string): boolean {
  const quoted = [`'${specifier}'`, `"${specifier}"`];
  const mentions = quoted.reduce((count, name) => count + text.split(name).length - 1, 0);
  const types = [
    ...text.matchAll(
      /\b(?:import|export)\s+type\s[^'"`;=()]{0,2000}\bfrom\s*(?<name>'[^'\n]*'|"[^"\n]*")/gu,
    ),
  ];
  return (
    mentions > 0 &&
    types.filter(({ groups }) => quoted.includes(groups!['name']!)).length === mentions
  );
}
