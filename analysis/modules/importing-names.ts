/**
 * Where other files name what a file exports.
 */
import { basename, extname } from 'node:path';
import type { AccessPath } from '../flow/access-paths.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { namesOfNodeKey, type NodeKey } from '../syntax/node-keys.ts';
import { exportsAgain } from './giving-on.ts';
import { groupBy } from './group-by.ts';
import { amongWays, givesOtherName, isSilent, waysTo } from './importing-texts.ts';
import type { ImportedNames, NumberedRange } from './imported-names.ts';
import { projectKey, type Modules } from './module-graph.ts';
import { namingNodeAt } from './naming-nodes.ts';
import { isTestFile } from './source-files.ts';

/** The expressions of one other file that name a thing. */
export interface NamesIn {
  readonly file: string;
  readonly source: SourceCode | undefined;
  readonly nodes: readonly Node[];
  readonly isTest: boolean;
  /** Whether the file hands the exports on, by a name, to where nobody sees what is done with them. */
  readonly isHandedOn: boolean;
  /** The same without a name: `start(require('./store'))`, `globalThis.store = require('./store')`. */
  readonly isGivenInline: boolean;
  /** The exports that go there by themselves. */
  readonly handedOn: readonly AccessPath[];
}

/** Of a file that is not read. */
const UNSEEN = { isHandedOn: true, isGivenInline: true, handedOn: [] };
const NOTHING = { source: undefined, nodes: [], isGivenInline: false, handedOn: [] };

/** How many files one question looks into: a tree of some thousand that all use one helper must not keep an editor waiting. */
const MAX_LOOKS = 500;

/** What is looked for in other files. */
interface Named {
  /** Of the things, in their file. */
  readonly keys: readonly NodeKey[];
  /** If given, what the files that name them must hold: most files need not be parsed. */
  readonly words: readonly string[] | undefined;
  /** Whether objects have them, which may go on without a word of them. */
  readonly areHeld?: boolean;
  /** Which files are asked; without it all. */
  readonly accepts?: (importer: string) => boolean;
}

/** Where other files name things of a file, file by file: whoever has seen enough asks no further. */
export function* importingNames(
  modules: Modules,
  file: string,
  { keys, words, areHeld = false, accepts = () => true }: Named,
): Generator<NamesIn, void> {
  const direct = new Set(modules.files.importersOf(file));
  // Whoever exports again what has no name of its own calls it by that of the thing, or of the file.
  const customary = [
    ...keys.flatMap((key) => namesOfNodeKey(key).name ?? []),
    basename(file, extname(file)),
  ];
  // Nearest first: who gives it another name comes before those who call it by that.
  let further: readonly string[] | undefined = areHeld ? undefined : (words ?? customary);
  let looks = 0;
  for (const importer of modules.importersOf(file)) {
    if (!accepts(importer)) continue;
    const wanted = direct.has(importer) ? words : further;
    if (wanted !== undefined && isSilent(modules, importer, file, wanted)) continue;
    if (++looks > MAX_LOOKS) {
      // What the others do is not seen.
      yield { file: importer, isTest: false, isHandedOn: true, ...NOTHING };
      return;
    }
    const found = importsIn(modules, importer, file);
    if (found?.isExported || (further && givesOtherName(modules, importer, further)))
      further = undefined;
    yield {
      file: importer,
      isTest: isTestFile(`/${modules.nameOf(importer)}`),
      ...(found ? namesIn(modules, importer, file, keys) : NOTHING),
      ...(found ? wholesIn(modules, file, keys, found) : UNSEEN),
    };
  }
}

/** What goes on as a whole, the default of the file with it if that is one of the things. */
function wholesIn(
  modules: Modules,
  file: string,
  keys: readonly NodeKey[],
  found: FileImports,
): Pick<NamesIn, 'isHandedOn' | 'isGivenInline' | 'handedOn'> {
  const isHandedOn =
    found.isHandedOn ||
    (found.isDefaultHandedOn && keys.some((key) => modules.summaryOf(file).isByDefault(key)));
  return { isHandedOn, isGivenInline: found.isGivenInline, handedOn: found.handedOn };
}

/** The expressions of an importer that name the things of a file. */
function namesIn(
  modules: Modules,
  importer: string,
  file: string,
  keys: readonly NodeKey[],
): Pick<NamesIn, 'nodes' | 'source'> {
  const ranges = keys.flatMap((key) => rangesOf(modules, importer, file, key));
  const source = ranges.length > 0 ? modules.sourceOf(importer) : undefined;
  return source
    ? { source, nodes: ranges.flatMap(({ range }) => namingNodeAt(source, range) ?? []) }
    : NOTHING;
}

/** Whether anybody imports a file at all. */
export function isImported(modules: Modules, file: string): boolean {
  return modules.files.importersOf(file).length > 0;
}

/** What a file names of another, or of those that may hand its exports on. */
function importsIn(modules: Modules, importer: string, file: string): FileImports | undefined {
  return modules.kept(`imports ${importer} ${file}`, () => {
    const imports = namesFrom(modules, importer, file);
    const isOfWhole = ({ isDirect, module, path }: Import) =>
      path.length === 0 &&
      (isDirect || givesOn(modules, modules.files.resolve(importer, module), file));
    return (
      imports && {
        imports,
        isHandedOn: imports.some(
          (names) =>
            (names.isHandedOn || (names.isDefaultHandedOn && !names.isDirect)) && isOfWhole(names),
        ),
        isDefaultHandedOn: imports.some(
          (names) => names.isDefaultHandedOn && names.isDirect && isOfWhole(names),
        ),
        isGivenInline: imports.some((names) => names.isGivenInline && isOfWhole(names)),
        isExported:
          imports.some(({ isExported, path }) => isExported && path.length === 0) ||
          /\bexport\s*\*\s*as\b/u.test(modules.textOf(importer)),
        handedOn: imports.flatMap(({ module, path, ...names }) =>
          path.length > 0 && (names.isHandedOn || names.isDefaultHandedOn || names.isGivenInline)
            ? [{ module, path }]
            : [],
        ),
      }
    );
  });
}

/** Whether those who have all that a file exports may have by that what another exports. */
function givesOn(modules: Modules, way: string | undefined, file: string): boolean {
  if (way === undefined) return true;
  return (
    modules.kept(`gives on ${way} ${file}`, () => {
      const imports = namesFrom(modules, way, file);
      return (
        !imports || exportsAgain(modules.textOf(way)) || imports.some(({ isGivenOn }) => isGivenOn)
      );
    }) ?? true
  );
}

/** The file, tests apart, that does more with what another exports than to call it and to ask for properties, as people call it. */
export function fileUsingWhole(modules: Modules, file: string): string | undefined {
  const user = modules.kept(`used as a whole ${file}`, () =>
    modules
      .importersOf(file)
      .find(
        (importer) =>
          !isTestFile(`/${modules.nameOf(importer)}`) && givesOn(modules, importer, file),
      ),
  );
  return user === undefined ? undefined : modules.nameOf(user);
}

function namesFrom(
  modules: Modules,
  importer: string,
  file: string,
): readonly Import[] | undefined {
  return modules.kept(`imported from ${importer} ${file}`, () => {
    const summary = modules.summaryOf(importer);
    const byHome = modules.kept(`loaded modules ${importer}`, () => {
      const loaded = summary.modules();
      return loaded && groupBy(loaded, (module) => modules.files.resolve(importer, module));
    });
    if (!byHome) return undefined;
    return amongWays(byHome, waysTo(modules, file)).flatMap((module): Import[] => {
      const isDirect = modules.files.resolve(importer, module) === file;
      return summary.importsOf(module).map((names) => ({ ...names, isDirect }));
    });
  });
}

/** Where a file names a thing of another. */
function rangesOf(
  modules: Modules,
  importer: string,
  file: string,
  key: NodeKey,
): readonly NumberedRange[] {
  const found = modules.kept(`names ${importer} ${projectKey(file, key)}`, () => {
    const name = modules.exportName(file, key);
    const byKey = [
      name === undefined
        ? rangesOfDirect(modules, importer, file)
        : rangesByKey(
            modules,
            importer,
            directImports(modules, importer, file).filter(({ path }) => path.includes(name)),
          ),
      rangesByWays(modules, importer, file),
    ];
    return byKey
      .flatMap((ranges) => ranges.get(projectKey(file, key)) ?? [])
      .toSorted((a, b) => a.number - b.number);
  });
  return found ?? [];
}

function directImports(modules: Modules, importer: string, file: string): readonly Import[] {
  return importsIn(modules, importer, file)!.imports.filter(({ isDirect }) => isDirect);
}

/** Where a file names things of another, whatever they are called: the methods of a class are asked for one after the other. */
function rangesOfDirect(modules: Modules, importer: string, file: string): RangesByKey {
  const found = modules.kept(`direct names ${importer} ${file}`, () =>
    rangesByKey(modules, importer, directImports(modules, importer, file)),
  );
  return found ?? new Map<string, NumberedRange[]>();
}

/** Where a file names things of another that it has by way of others: whoever asks for one of them asks for the next. */
function rangesByWays(modules: Modules, importer: string, file: string): RangesByKey {
  const found = modules.kept(`names by ways ${importer} ${file}`, () =>
    rangesByKey(
      modules,
      importer,
      importsIn(modules, importer, file)!.imports.filter(({ isDirect }) => !isDirect),
    ),
  );
  return found ?? new Map<string, NumberedRange[]>();
}

function rangesByKey(modules: Modules, importer: string, imports: readonly Import[]): RangesByKey {
  const byKey = new Map<string, NumberedRange[]>();
  for (const { module, path, ranges } of imports) {
    for (const key of modules.projectKeysAt(importer, module, path)) {
      const known = byKey.get(key);
      if (known) known.push(...ranges);
      else byKey.set(key, [...ranges]);
    }
  }
  return byKey;
}

/** By the key of the thing among all files. */
type RangesByKey = ReadonlyMap<string, readonly NumberedRange[]>;

interface Import extends ImportedNames {
  /** Whether it is of the file itself, and not of one that hands its exports on. */
  readonly isDirect: boolean;
}

/** What one file names of what another exports. */
interface FileImports {
  readonly imports: readonly Import[];
  /** Whether an object that holds exports goes, by a name, where nobody sees what is done with them. */
  readonly isHandedOn: boolean;
  /** The same of the default of the file itself. */
  readonly isDefaultHandedOn: boolean;
  readonly isGivenInline: boolean;
  /** Whether such an object is exported again. */
  readonly isExported: boolean;
  /** The exports that go there by themselves. */
  readonly handedOn: readonly AccessPath[];
}
