/**
 * Where other files name what a file exports.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { basename, extname } from 'node:path';
import type { Node, SourceCode } from '../source/source-code.ts';
import { namesOfNodeKey, type NodeKey } from '../syntax/node-keys.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { mayGiveOn } from './giving-on.ts';
import { groupBy } from './group-by.ts';
import { isTakenApartInText } from './imports-in-text.ts';
import type { ImportedNames, NodeRange, NumberedRange } from './imported-names.ts';
import { projectKey, type Modules } from './module-graph.ts';
import { mayExportUnderOtherName } from './other-names.ts';
import { isTestFile } from './source-files.ts';

const NAMING_TYPES = [
  AST_NODE_TYPES.Identifier,
  AST_NODE_TYPES.MemberExpression,
  AST_NODE_TYPES.CallExpression,
] as const;

/** The expressions of one other file that name a thing. */
export interface NamesIn {
  readonly file: string;
  readonly source: SourceCode | undefined;
  readonly nodes: readonly Node[];
  readonly isTest: boolean;
  /** Whether the file hands the exports on to where nobody sees what is done with them. */
  readonly isHandedOn: boolean;
}

const NOTHING = { source: undefined, nodes: [] };

/** How many files one question looks into: a tree of some thousand that all use one helper must not keep an editor waiting. */
const MAX_LOOKS = 500;

/** What is looked for in other files. */
interface Named {
  /** Of the things, in their file. */
  readonly keys: readonly NodeKey[];
  /** If given, what the files that name them must hold: most files need not be parsed. */
  readonly words: readonly string[] | undefined;
  /** Which files are asked; without it all. */
  readonly accepts?: (importer: string) => boolean;
}

/** Where other files name things of a file, file by file: whoever has seen enough asks no further. */
export function* importingNames(
  modules: Modules,
  file: string,
  { keys, words, accepts = () => true }: Named,
): Generator<NamesIn, void> {
  const direct = new Set(modules.files.importersOf(file));
  // Whoever exports again what has no name of its own calls it by that of the thing, or of the file.
  const customary = [
    ...keys.flatMap((key) => namesOfNodeKey(key).name ?? []),
    basename(file, extname(file)),
  ];
  // Nearest first: who gives it another name comes before those who call it by that.
  let further: readonly string[] | undefined = words ?? customary;
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
    if (further !== undefined && givesOtherName(modules, importer, further)) further = undefined;
    const found = importsIn(modules, importer, file);
    const ranges = found ? keys.flatMap((key) => rangesOf(modules, importer, file, key)) : [];
    const source = ranges.length > 0 ? modules.sourceOf(importer) : undefined;
    const isHandedOn = found === undefined || found.isHandedOn;
    const nodes = source ? ranges.flatMap(({ range }) => nodeAt(source, range) ?? []) : [];
    yield {
      file: importer,
      isTest: isTestFile(`/${modules.nameOf(importer)}`),
      isHandedOn,
      ...(source ? { source, nodes } : NOTHING),
    };
  }
}

/** Whether anybody imports a file at all. */
export function isImported(modules: Modules, file: string): boolean {
  return modules.files.importersOf(file).length > 0;
}

/** Whether the text of a file says none of the words, and hands on none of what it imports by way of the file. */
function isSilent(
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
function givesOtherName(modules: Modules, importer: string, names: readonly string[]): boolean {
  if (!isImported(modules, importer)) return false;
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
function waysTo(modules: Modules, file: string): ReadonlySet<string> {
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

/** What a file names of another, or of those that may hand its exports on. */
function importsIn(modules: Modules, importer: string, file: string): FileImports | undefined {
  return modules.kept(`imports ${importer} ${file}`, () => {
    const imports = namesFrom(modules, importer, file);
    return (
      imports && {
        imports,
        isHandedOn: imports.some(
          ({ isHandedOn, isDirect, module }) =>
            isHandedOn &&
            (isDirect || givesOn(modules, modules.files.resolve(importer, module), file)),
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
      const source = imports && modules.sourceOf(way);
      if (!source) return true;
      const nodes = imports.flatMap(({ ranges }) =>
        ranges.flatMap(({ range }) => nodeAt(source, range) ?? []),
      );
      return mayGiveOn(source, nodes);
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
    const { imports } = importsIn(modules, importer, file)!;
    const name = modules.exportName(file, key);
    const own = imports.filter(
      ({ path, isDirect }) => isDirect && (name === undefined || path.includes(name)),
    );
    const byKey = [rangesByKey(modules, importer, own), rangesByWays(modules, importer, file)];
    return byKey
      .flatMap((ranges) => ranges.get(projectKey(file, key)) ?? [])
      .toSorted((a, b) => a.number - b.number);
  });
  return found ?? [];
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
  /** Whether an object that holds exports goes where nobody sees what is done with them. */
  readonly isHandedOn: boolean;
}

/** What leads to one of the files: whoever imports all files of a folder is not gone through for each of them. */
function amongWays<T>(byHome: ReadonlyMap<string, readonly T[]>, ways: ReadonlySet<string>): T[] {
  if (ways.size < byHome.size) return [...ways].flatMap((way) => byHome.get(way) ?? []);
  return [...byHome].flatMap(([home, items]) => (ways.has(home) ? items : []));
}

function nodeAt(source: SourceCode, [start, end]: NodeRange): Node | undefined {
  for (const type of NAMING_TYPES) {
    // The key of `{ add }` stands where its value does, and comes before it.
    const found = nodesOf(source, type).findLast(
      ({ range }) => range[0] === start && range[1] === end,
    );
    if (found) return found;
  }
  return undefined;
}
