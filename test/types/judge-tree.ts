/**
 * Whether a tree still type-checks after a rewrite. Only its programs that hold a rewritten file are checked.
 */
import { join, relative, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { packageFolder } from '../../analysis/modules/package-json.ts';
import { codemods } from '../../codemods/registry.ts';
import { addPackage } from './installed-packages.ts';
import { compareProblems, uniqueProblems } from './new-problems.ts';
import {
  changesOf,
  REPOSITORY,
  restore,
  type ChangedFile,
  type Counts,
  type Rewrite,
} from './rewrite.ts';
import { loadProgram, tsconfigsBelow, type Program, type TypeProblem } from './type-check.ts';

/** Options that say what is written and where, and have no part in the check. */
const WRITING_OPTIONS: readonly string[] = [
  'configFilePath',
  'declarationMap',
  'inlineSources',
  'noEmit',
  'outDir',
  'removeComments',
  'rootDir',
  'sourceMap',
  'tsBuildInfoFile',
];
const TYPED = /\.[cm]?tsx?$/u;

export interface Verdict {
  readonly counts: Counts;
  /** How many files the rewrite changed or made. */
  readonly rewritten: number;
  /** Files with types that it wrote and that stand in no program which is checked; nothing is known of them. */
  readonly unchecked: readonly string[];
  readonly programs: readonly CheckedProgram[];
  /** Programs that import an axios which does not resolve, each with one file that does. They do not count. */
  readonly withoutAxios: ReadonlyMap<string, string>;
  /** Type errors that were there before the rewrite. */
  readonly before: readonly TypeProblem[];
  readonly added: readonly TypeProblem[];
  readonly gone: readonly TypeProblem[];
}

export interface CheckedProgram {
  /** Paths are relative to the tree. */
  readonly config: string;
  readonly version: string;
  readonly files: number;
}

/**
 * @param root absolute path of a tree whose packages are installed; it is left as the rewrite leaves it
 * @throws Error if the tree has no tsconfig.json with files, if one cannot be read, or if axios resolves in no program that
 * holds a rewritten file
 */
export function judgeTree(root: string, rewrite: Rewrite): Verdict {
  const configs = tsconfigsBelow(root);
  if (configs.length === 0) throw new Error('the tree has no tsconfig.json');
  const { changed, counts } = changesOf(root, rewrite);
  addDependencies(changed);
  const toPath = (file: string) => relative(root, file).split(sep).join('/');
  const after: TypeProblem[] = [];
  const checked: Program[] = [];
  const withoutAxios = new Map<string, string>();
  for (const config of configs) {
    const program = loadProgram(config, root);
    if (
      !program ||
      !changed.some(({ file }) => program.files.has(file)) ||
      checked.some((other) => isPartOf(program, other))
    )
      continue;
    const unresolved = program.axios.unresolved[0];
    if (unresolved === undefined) {
      after.push(...program.problems());
      checked.push({ ...program, problems: () => [] });
    } else {
      withoutAxios.set(toPath(config), toPath(unresolved));
    }
  }
  const [missing] = withoutAxios;
  if (missing && !checked.some(({ axios }) => axios.resolved.length > 0))
    throw new Error(
      `axios does not resolve in ${missing[1]} (${missing[0]}), nor in another program: what a type check says there means nothing`,
    );
  restore(changed, 'before');
  const before = checked.flatMap(({ config }) => loadProgram(config, root)?.problems() ?? []);
  restore(changed, 'after');
  const [old, current] = [uniqueProblems(before), uniqueProblems(after)];
  return {
    counts,
    rewritten: changed.length,
    unchecked: changed
      .map(({ file }) => file)
      .filter((file) => TYPED.test(file) && !checked.some(({ files }) => files.has(file)))
      .map(toPath),
    programs: checked.map(({ config, version, files }) => ({
      config: toPath(config),
      version,
      files: files.size,
    })),
    withoutAxios,
    before: old,
    ...compareProblems(old, current),
  };
}

/** Such a program has the errors of the other one, or some of them: `tsconfig.build.json` mostly leaves out tests. */
function isPartOf(program: Program, other: Program): boolean {
  return (
    isDeepStrictEqual(checkingOptions(program), checkingOptions(other)) &&
    [...program.files].every((file) => other.files.has(file))
  );
}

function checkingOptions({ options }: Program): object {
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => !WRITING_OPTIONS.includes(name)),
  );
}

/** The program says which command adds them; here they are laid beside the packages that are installed. */
function addDependencies(changed: readonly ChangedFile[]): void {
  for (const name of codemods.flatMap(({ dependency }) => dependency ?? [])) {
    const imports = (text: string | undefined) =>
      text !== undefined &&
      [`'${name}'`, `"${name}"`].some((specifier) => text.includes(specifier));
    const folders = changed
      .filter(({ before, after }) => imports(after) && !imports(before))
      .map(({ file }) => packageFolder(file));
    for (const folder of new Set(folders))
      addPackage(name, { folder, source: join(REPOSITORY, 'node_modules') });
  }
}
