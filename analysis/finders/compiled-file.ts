/**
 * Files that a compiler has written: what is fixed there is gone with the next build, and the source keeps its fault.
 */
import { AST_NODE_TYPES, AST_TOKEN_TYPES } from '@typescript-eslint/types';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Finding } from '../findings/finding.ts';
import { isFile, readText } from '../modules/disk.ts';
import { parseConfig } from '../modules/ts-configs.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { literalString, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import type { ProjectFacts } from './project-queries.ts';

/** By the extension of what is compiled, that of its source; a transpiler like Babel leaves it as it is. */
const SOURCE_EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.mjs'],
  '.cjs': ['.cts', '.ts', '.cjs', '.js', '.mjs'],
  '.mjs': ['.mts', '.ts', '.mjs', '.js'],
};

/** The folders in which a source may stand, beside the folder of what is compiled or below the same one. */
const SOURCE_FOLDERS = ['src', 'source', ''];

/** A finding, with the reason in place of its edits where the file is compiled from a source of the same package. */
export function unlessCompiled(
  source: SourceCode,
  project: Pick<ProjectFacts, 'file' | 'packageRoot'>,
): (finding: Finding) => Finding {
  let origin: string | undefined;
  let isAsked = false;
  return (finding) => {
    if ('refusal' in finding.remedy) return finding;
    if (!isAsked) origin = sourceOfCompiled(source, project);
    isAsked = true;
    return origin === undefined
      ? finding
      : { ...finding, remedy: { refusal: `this file is compiled from ${origin}: fix the source` } };
  };
}

/** The source that a file was compiled from, by its path from the package's folder. */
export function sourceOfCompiled(
  source: SourceCode,
  { file, packageRoot }: Pick<ProjectFacts, 'file' | 'packageRoot'>,
): string | undefined {
  const extension = /\.[cm]?js$/u.exec(file)?.[0];
  if (extension === undefined) return undefined;
  const found = sourceOfMap(source, file) ?? sourceBySigns(source, file, extension, packageRoot);
  return found === undefined ? undefined : relative(packageRoot, found).split(sep).join('/');
}

/**
 * A source that a comment or the name of the file tells of. People mark modules, too, and give files the names of others: it
 * takes a sign that a compiler leaves, and another one.
 */
function sourceBySigns(
  source: SourceCode,
  file: string,
  extension: string,
  packageRoot: string,
): string | undefined {
  const leftByCompiler = [
    () => source.ast.body.some((statement) => marksModule(source, statement)),
    () => HELPERS.test(source.text),
    () => source.getAllComments().some(({ value }) => SOURCE_MAP.test(value)),
    () => isInOutputFolder(file, packageRoot),
  ].filter((holds) => holds()).length;
  const isBuilt = BUILD_FOLDER.test(relative(packageRoot, file));
  if (leftByCompiler === 0 && !isBuilt) return undefined;
  const bundled = bundledSource(source, file, packageRoot);
  if (bundled !== undefined) return bundled;
  const found = sourceByName(file, extension, packageRoot);
  if (found === undefined || leftByCompiler > 1) return found;
  const isOtherLanguage = /\.(?:[cm]?tsx?|jsx)$/u.test(found);
  if (leftByCompiler === 0) return isOtherLanguage ? found : undefined;
  const isDeclared = isFile(file.replace(/\.([cm]?)js$/u, '.d.$1ts'));
  return isOtherLanguage ||
    isDeclared ||
    COMPILED_NAME.test(source.text) ||
    exportsTheSame(source.text, readText(found))
    ? found
    : undefined;
}

/** Functions that TypeScript, Babel, SWC and esbuild put into what they write. */
const HELPERS =
  /\b(?:__(?:importDefault|importStar|exportStar|createBinding|awaiter|generator|decorate|esDecorate|toESM|toCommonJS|copyProps|webpack_require__)|_interop(?:Require(?:Default|Wildcard)|_require_(?:default|wildcard))|_async_?[tT]o_?[gG]enerator)\b/u;

/** `axios_1 = require("axios")` by TypeScript, `_axios = …(require("axios"))` by Babel and SWC. */
const COMPILED_NAME = /\b(?:\w+_1|_\w+) = (?:\/\*#__PURE__\*\/\s*)?(?:\w+\()?require\(/u;

const SOURCE_MAP = /[#@]\s*sourceMappingURL=(\S+)\s*$/u;

/** Folders that compilers and bundlers write to by default, or by most of their docs. People write to `lib`, too. */
const BUILD_FOLDER = /(?:^|[/\\])(?:dist|build|out|bundle)[/\\]/u;

/** A file of the package that a comment names: `// src/client.ts` by esbuild and tsup, `//#region src/client.ts` by Rolldown and tsdown. */
function bundledSource(source: SourceCode, file: string, packageRoot: string): string | undefined {
  for (const { type, value } of source.getAllComments()) {
    const path =
      type === AST_TOKEN_TYPES.Line
        ? /^(?: |#region )((?:\.\.\/)*[\w@.-]+(?:\/[\w@.-]+)*\.[cm]?[jt]sx?)$/u.exec(value)?.[1]
        : undefined;
    const named =
      path === undefined || path.includes('node_modules') ? undefined : resolve(packageRoot, path);
    if (named !== undefined && named !== file && isFile(named)) return named;
  }
  return undefined;
}

/** Whether TypeScript writes to the folder of a file, by the configs above it: `outDir`. */
function isInOutputFolder(file: string, packageRoot: string): boolean {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    for (const name of ['tsconfig.json', 'tsconfig.build.json']) {
      const outDir = outDirOf(join(folder, name));
      if (
        outDir !== undefined &&
        file.startsWith(resolve(folder, outDir) + sep) &&
        resolve(folder, outDir) !== folder
      )
        return true;
    }
    if (folder === packageRoot || folder === dirname(folder)) return false;
  }
}

function outDirOf(config: string): string | undefined {
  try {
    const { outDir } = (parseConfig(readText(config))['compilerOptions'] ?? {}) as {
      readonly outDir?: unknown;
    };
    return typeof outDir === 'string' ? outDir : undefined;
  } catch {
    // None is there, or it is none.
    return undefined;
  }
}

/** Whether a file exports by `exports` what another one exports by name. */
function exportsTheSame(compiled: string, source: string): boolean {
  const exported = [
    ...source.matchAll(/^export\s+(?:async\s+)?(?:const|let|var|function\*?|class)\s+([\w$]+)/gmu),
  ].map(([, name]) => name!);
  return (
    exported.length > 0 &&
    exported.every((name) =>
      new RegExp(
        `\\bexports\\.${name.replaceAll('$', '\\$')}\\b|\\bexports, ["']${name.replaceAll('$', '\\$')}["']`,
        'u',
      ).test(compiled),
    )
  );
}

/** `Object.defineProperty(exports, "__esModule", { value: true })`, or `exports.__esModule = true`. */
function marksModule(source: SourceCode, statement: Node): boolean {
  if (statement.type !== AST_NODE_TYPES.ExpressionStatement) return false;
  const expression = withoutWrappers(statement.expression);
  if (expression.type === AST_NODE_TYPES.AssignmentExpression) {
    const { left } = expression;
    return (
      left.type === AST_NODE_TYPES.MemberExpression &&
      isGlobal(source, left.object, 'exports') &&
      propertyName(source, left) === '__esModule'
    );
  }
  if (expression.type !== AST_NODE_TYPES.CallExpression) return false;
  const [target, name] = expression.arguments;
  return (
    target !== undefined &&
    isGlobal(source, target, 'exports') &&
    name !== undefined &&
    literalString(name) === '__esModule'
  );
}

/** What the map names that the file's last line leads to, if both are there. */
function sourceOfMap(source: SourceCode, file: string): string | undefined {
  const url = SOURCE_MAP.exec(source.getAllComments().at(-1)?.value ?? '')?.[1];
  const inline = /^data:application\/json;(?:charset=[\w-]+;)?base64,(.*)$/u.exec(url ?? '')?.[1];
  if (url === undefined || (inline === undefined && /^[a-z]+:/iu.test(url))) return undefined;
  try {
    const map = inline === undefined ? resolve(dirname(file), url) : file;
    const { sourceRoot = '', sources } = JSON.parse(
      inline === undefined ? readText(map) : Buffer.from(inline, 'base64').toString(),
    ) as { sourceRoot?: string; sources?: readonly string[] };
    return sources
      ?.map((path) => resolve(dirname(map), sourceRoot, path))
      .find((path) => path !== file && isFile(path));
  } catch {
    // No map is there, or it is none.
    return undefined;
  }
}

/** A file of the same name: `src/a/x.ts` for `lib/a/x.js`, `x.ts` beside `x.js`. */
function sourceByName(file: string, extension: string, packageRoot: string): string | undefined {
  // Of two builds of one source, `x.js` and `x.mjs` stand beside each other.
  const beside = withExtensions(file.slice(0, -extension.length), extension).find(
    (path) => /\.[cm]?tsx?$|\.jsx$/u.test(path) && isFile(path),
  );
  if (beside !== undefined) return beside;
  for (
    let output = dirname(file);
    output !== packageRoot && output !== dirname(output);
    output = dirname(output)
  ) {
    const path = relative(output, file).slice(0, -extension.length);
    const candidates = [dirname(output), packageRoot].flatMap((folder) =>
      SOURCE_FOLDERS.flatMap((name) => withExtensions(join(folder, name, path), extension)),
    );
    const found = candidates.find((candidate) => candidate !== file && isFile(candidate));
    if (found !== undefined && !isMarked(found)) return found;
  }
  return undefined;
}

function withExtensions(path: string, extension: string): string[] {
  return SOURCE_EXTENSIONS[extension]!.map((other) => path + other);
}

/** Whether a file is compiled, too, by its text: one build may stand beside another. */
function isMarked(file: string): boolean {
  return readText(file).includes('__esModule');
}
