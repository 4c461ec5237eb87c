/**
 * Files that a compiler has written: what is fixed there is gone with the next build, and the source keeps its fault.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isGlobal, propertyName } from './bindings.ts';
import type { Finding } from './finding.ts';
import type { ProjectFacts } from './project-facts.ts';
import type { SourceCode } from './source-code.ts';
import { literalString, withoutWrappers, type Node } from './syntax.ts';

/** By the extension of what is compiled, that of its source; a transpiler like Babel leaves it as it is. */
const SOURCE_EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.mjs'],
  '.cjs': ['.cts', '.ts', '.cjs', '.js', '.mjs'],
  '.mjs': ['.mts', '.ts', '.mjs', '.js'],
};

/** The folders in which a source may stand, beside the folder of what is compiled or below the same one. */
const SOURCE_FOLDERS = ['src', 'source', ''];

/** A finding, with the reason in place of its edits where the file is compiled from a source of the same package. */
export function unlessCompiled(source: SourceCode, project: Pick<ProjectFacts, 'file' | 'packageRoot'>): (finding: Finding) => Finding {
  let origin: string | undefined;
  let isAsked = false;
  return (finding) => {
    if ('refusal' in finding.remedy) return finding;
    if (!isAsked) origin = sourceOfCompiled(source, project);
    isAsked = true;
    return origin === undefined ? finding : { ...finding, remedy: { refusal: `this file is compiled from ${origin}: fix the source` } };
  };
}

/** The source that a file was compiled from, by its path from the package's folder. */
function sourceOfCompiled(source: SourceCode, { file, packageRoot }: Pick<ProjectFacts, 'file' | 'packageRoot'>): string | undefined {
  const extension = /\.[cm]?js$/u.exec(file)?.[0];
  if (extension === undefined) return undefined;
  const named = sourceOfMap(source, file);
  const isCompiled = named !== undefined || source.ast.body.some((statement) => marksModule(source, statement));
  const found = isCompiled ? (named ?? sourceByName(file, extension, packageRoot)) : undefined;
  return found === undefined ? undefined : relative(packageRoot, found).split(sep).join('/');
}

/** `Object.defineProperty(exports, "__esModule", { value: true })`, or `exports.__esModule = true`. */
function marksModule(source: SourceCode, statement: Node): boolean {
  if (statement.type !== AST_NODE_TYPES.ExpressionStatement) return false;
  const expression = withoutWrappers(statement.expression);
  if (expression.type === AST_NODE_TYPES.AssignmentExpression) {
    const { left } = expression;
    return left.type === AST_NODE_TYPES.MemberExpression && isGlobal(source, left.object, 'exports') && propertyName(source, left) === '__esModule';
  }
  if (expression.type !== AST_NODE_TYPES.CallExpression) return false;
  const [target, name] = expression.arguments;
  return target !== undefined && isGlobal(source, target, 'exports') && name !== undefined && literalString(name) === '__esModule';
}

/** What the map names that the file's last line leads to, if both are there. */
function sourceOfMap(source: SourceCode, file: string): string | undefined {
  const url = /[#@]\s*sourceMappingURL=(\S+)\s*$/u.exec(source.getAllComments().at(-1)?.value ?? '')?.[1];
  if (url === undefined || /^[a-z]+:/iu.test(url)) return undefined;
  try {
    const map = resolve(dirname(file), url);
    const { sourceRoot = '', sources } = JSON.parse(readFileSync(map, 'utf8')) as { sourceRoot?: string; sources?: readonly string[] };
    return sources?.map((path) => resolve(dirname(map), sourceRoot, path)).find((path) => path !== file && isFile(path));
  } catch {
    // No map is there, or it is none.
    return undefined;
  }
}

/** A file of the same name: `src/a/x.ts` for `lib/a/x.js`, `x.ts` beside `x.js`. */
function sourceByName(file: string, extension: string, packageRoot: string): string | undefined {
  // Of two builds of one source, `x.js` and `x.mjs` stand beside each other.
  const beside = withExtensions(file.slice(0, -extension.length), extension).find((path) => /\.[cm]?tsx?$|\.jsx$/u.test(path) && isFile(path));
  if (beside !== undefined) return beside;
  for (let output = dirname(file); output !== packageRoot && output !== dirname(output); output = dirname(output)) {
    const path = relative(output, file).slice(0, -extension.length);
    const candidates = [dirname(output), packageRoot].flatMap((folder) => SOURCE_FOLDERS.flatMap((name) => withExtensions(join(folder, name, path), extension)));
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
  return readFileSync(file, 'utf8').includes('__esModule');
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
