/**
 * The files that name a file in an import, found by what their specifiers end in.
 */
import { basename, dirname, join } from 'node:path';
import { groupBy } from './group-by.ts';

/** What a file names between the quotes of an import, a re-export, a `require` or an `import()`. */
export interface Import {
  readonly file: string;
  readonly specifier: string;
}

/** What is asked of the files of the project. Paths are absolute. */
export interface ImportQueries {
  /** All that they import. */
  imports(): Iterable<Import>;
  specifiersOf(importer: string): readonly string[];
  /** What a specifier in a file means, if that is a source file of the project. */
  resolve(importer: string, specifier: string): string | undefined;
}

/** The files that import something of one name by a relative specifier. */
interface NamedFiles {
  readonly imports: readonly Import[];
  /** By the path that they import, without extension; found once somebody asks for one of the name. */
  byPath: ReadonlyMap<string, readonly Import[]> | undefined;
}

/** Right as long as no file names another module than before. */
export class ImporterIndex {
  readonly #project: ImportQueries;
  readonly #importers = new Map<string, readonly string[]>();
  #byName: ReadonlyMap<string, NamedFiles> | undefined;
  #byMeaning: ReadonlyMap<string, readonly Import[]> | undefined;

  constructor(project: ImportQueries) {
    this.#project = project;
  }

  /** The importers of a file, sorted. */
  of(file: string): readonly string[] {
    let importers = this.#importers.get(file);
    if (!importers) this.#importers.set(file, (importers = this.#find(file)));
    return importers;
  }

  #find(file: string): readonly string[] {
    this.#byMeaning ??= this.#groupByMeaning();
    const near = new Set(pathsNaming(file).flatMap((path) => this.#filesNaming(path)));
    const found = [...near].filter((candidate) =>
      this.#project
        .specifiersOf(candidate)
        .some(
          (specifier) =>
            isRelative(specifier) && this.#project.resolve(candidate, specifier) === file,
        ),
    );
    return [...new Set([...found, ...(this.#byMeaning.get(file) ?? []).map((meant) => meant.file)])]
      .filter((importer) => importer !== file)
      .toSorted();
  }

  /** The files that import a path, without extension, by a relative specifier. Only those that name what it ends in are looked at. */
  #filesNaming(path: string): readonly string[] {
    this.#byName ??= this.#groupByName();
    const named = this.#byName.get(basename(path));
    if (!named) return [];
    named.byPath ??= groupBy(named.imports, ({ file, specifier }) => pathOf(file, specifier));
    return (named.byPath.get(path) ?? []).map(({ file }) => file);
  }

  /** Files by what the relative specifiers in them end in. */
  #groupByName(): ReadonlyMap<string, NamedFiles> {
    const groups = groupBy(this.#imports(isRelative), ({ file, specifier }) =>
      lastNameOf(file, specifier),
    );
    return new Map([...groups].map(([name, imports]) => [name, { imports, byPath: undefined }]));
  }

  /** Files by what they import by any other name: of a package, or by the `paths` of a config. Its text does not tell the file. */
  #groupByMeaning(): ReadonlyMap<string, readonly Import[]> {
    return groupBy(
      this.#imports((specifier) => !isRelative(specifier)),
      ({ file, specifier }) => this.#project.resolve(file, specifier),
    );
  }

  *#imports(accepts: (specifier: string) => boolean): Generator<Import, void> {
    for (const found of this.#project.imports()) if (accepts(found.specifier)) yield found;
  }
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.');
}

function pathOf(importer: string, specifier: string): string {
  return withoutExtension(join(dirname(importer), specifier.split(/[?#]/u, 1)[0]!)).replace(
    /[/\\]$/u,
    '',
  );
}

/** The last name of the path that a relative specifier means. */
function lastNameOf(importer: string, specifier: string): string {
  const name = specifier.slice(specifier.lastIndexOf('/') + 1);
  return name === '' || /^\.{1,2}$|[?#\\]/u.test(name)
    ? basename(pathOf(importer, specifier))
    : withoutExtension(name);
}

/** What a relative specifier can mean a file by: its path, or that of a folder whose index it is. */
function pathsNaming(file: string): string[] {
  const path = withoutExtension(file);
  return basename(path) === 'index' ? [path, dirname(file)] : [path];
}

function withoutExtension(name: string): string {
  return name.replace(/\.[cm]?[jt]sx?$/u, '');
}
