/**
 * Which files load a file as the program runs: what is imported for its types alone is left out when it is compiled.
 */
import type { ProjectFiles } from './file-index.ts';
import { isTypeScript } from './source-files.ts';
import { typeSpecifiersIn } from './text-traits.ts';

/** What is asked of the modules of a project. */
interface ImportGraph {
  readonly files: Pick<ProjectFiles, 'importersOf' | 'resolve' | 'specifiersOf'>;
  textOf(file: string): string;
  kept<T>(question: string, answer: () => T): T | undefined;
}

/** The files that import values of a file, or load it. */
export function valueImportersOf(modules: ImportGraph, file: string): readonly string[] {
  return modules.files.importersOf(file).filter((importer) => {
    if (!isTypeScript(importer)) return true;
    const types = modules.kept(`type imports ${importer}`, () =>
      typeSpecifiersIn(modules.textOf(importer)),
    );
    return (
      !types ||
      types.size === 0 ||
      modules.files
        .specifiersOf(importer)
        .some(
          (specifier) =>
            !types.has(specifier) && modules.files.resolve(importer, specifier) === file,
        )
    );
  });
}

/** How many files one question may lead through. */
const MAX_LOADERS = 2000;

/**
 * The files that lead to a file by such imports, themselves or through others.
 * @returns undefined if they are too many to follow
 */
export function valueLoadersOf(modules: ImportGraph, file: string): readonly string[] | undefined {
  return modules.kept(`value loaders ${file}`, () => {
    const seen = new Set([file]);
    for (const current of seen) {
      if (seen.size > MAX_LOADERS) return undefined;
      for (const importer of valueImportersOf(modules, current)) seen.add(importer);
    }
    return [...seen].filter((loader) => loader !== file).toSorted();
  });
}
