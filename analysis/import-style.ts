/**
 * How a file takes in other modules, and where one more goes.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { extname } from 'node:path';
import { loadedModule, variableOf } from './bindings.ts';
import { moduleFormat } from './compiler-options.ts';
import { isComponent, topStatements } from './components.ts';
import type { ImportPosition, NamedImport } from './edits.ts';
import type { SourceCode } from './source-code.ts';
import type { ImportStyle, ProjectFacts } from './project-facts.ts';
import { extensionHabit } from './relative-specifier.ts';
import { sortedPlace } from './sorted-imports.ts';
import { endWithComments, isDirective } from './statement-ends.ts';
import { contains, isFunction, literalString, nodesOf, someNode, walk, type Node } from './syntax.ts';

export function importStyle(source: SourceCode, project: ProjectFacts): ImportStyle {
  return { syntax: importSyntax(source, project), ...extensionHabit(specifiersOf(source)), ...(importsByEquals(source, project) ? { isImportEquals: true } : {}) };
}

/**
 * Whether a file of TypeScript takes in others by `import a = require('a')`: where it does so already, and has no other
 * import of values; and where `verbatimModuleSyntax` allows a CommonJS file nothing else (TS1295).
 */
function importsByEquals(source: SourceCode, project: ProjectFacts): boolean {
  if (!/\.[cm]?ts$/u.test(project.file)) return false;
  const statements = topStatements(source);
  const imports = statements.filter((statement) => statement.type === AST_NODE_TYPES.ImportDeclaration && statement.importKind !== 'type');
  if (imports.length > 0) return false;
  const options = project.compilerOptions();
  const format = moduleFormat(project.file, project.packageType(), options);
  const hasOne = statements.some((statement) => statement.type === AST_NODE_TYPES.TSImportEqualsDeclaration && requiredBy(statement) !== undefined);
  return hasOne ? format === 'cjs' || !options.resolvesAsNode : options.isVerbatim && !options.isErasableOnly && format === 'cjs';
}

/** What `import a = require('a')` takes in; a type alone is nothing at run time. */
export function requiredBy(statement: TSESTree.TSImportEqualsDeclaration): string | undefined {
  const { moduleReference, importKind } = statement;
  return moduleReference.type === AST_NODE_TYPES.TSExternalModuleReference && importKind !== 'type' ? literalString(moduleReference.expression) : undefined;
}

function importSyntax(source: SourceCode, project: ProjectFacts): 'esm' | 'cjs' {
  if (isComponent(source)) return 'esm';
  const extension = extname(project.file);
  if (/^\.c[jt]s$/u.test(extension)) return topStatements(source).some(isEsmStatement) ? 'esm' : 'cjs';
  if (/^\.m[jt]s$/u.test(extension) || topStatements(source).some(isEsmStatement)) return 'esm';
  // Without an import to go by: a file that requires is CommonJS, else the package says what it is.
  if (nodesOf(source, AST_NODE_TYPES.CallExpression).some((call) => loadedModule(source, call) !== undefined)) return 'cjs';
  return project.packageType() === 'module' ? 'esm' : 'cjs';
}

/** The same by a file's text, where that is enough: most files need no parsing to tell. */
export function syntaxByText(file: string, text: string, packageType: 'module' | 'commonjs'): 'esm' | 'cjs' | undefined {
  if (/\.m[jt]s$/u.test(file)) return 'esm';
  const mayImport = /(?:^|;)[ \t]*(?:import|export)\b/mu.test(text);
  const mayRequire = /\brequire\b|\bexports\b/u.test(text);
  if (mayImport) return mayRequire ? undefined : 'esm';
  if (mayRequire) return /\brequire\s*\(\s*['"]/u.test(text) ? 'cjs' : undefined;
  return /\.c[jt]s$/u.test(file) || packageType === 'commonjs' ? 'cjs' : 'esm';
}

function isEsmStatement(node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.ImportDeclaration ||
    node.type === AST_NODE_TYPES.ExportNamedDeclaration ||
    node.type === AST_NODE_TYPES.ExportDefaultDeclaration ||
    node.type === AST_NODE_TYPES.ExportAllDeclaration ||
    node.type === AST_NODE_TYPES.TSImportEqualsDeclaration
  );
}

/** What the file imports and requires, statically. */
export function specifiersOf(source: SourceCode): string[] {
  const imported = topStatements(source).flatMap((statement) =>
    (statement.type === AST_NODE_TYPES.ImportDeclaration || statement.type === AST_NODE_TYPES.ExportNamedDeclaration || statement.type === AST_NODE_TYPES.ExportAllDeclaration) && statement.source
      ? [statement.source.value]
      : statement.type === AST_NODE_TYPES.TSImportEqualsDeclaration
        ? (requiredBy(statement) ?? [])
        : [],
  );
  const required = nodesOf(source, AST_NODE_TYPES.CallExpression).flatMap((call) => loadedModule(source, call) ?? []);
  return [...imported, ...required];
}

/**
 * Where a further import goes: to its place among imports that are sorted, else behind the imports at the top of the file;
 * but before the first statement that holds a site, since a `require` runs where it stands.
 * @param added what is imported, if where it stands is of no matter for what it does
 */
export function importPosition(source: SourceCode, sites: readonly Node[], added?: Pick<NamedImport, 'syntax' | 'specifier'>): ImportPosition {
  const last = lastImport(source, sites);
  const place = last && added && sortedPlace(source, last, added.syntax, added.specifier);
  if (place?.before) return { position: place.before.range[0] };
  if (place?.behind) return { position: endWithComments(source, place.behind), behind: place.behind, ...(place.isApart ? { isApart: true } : {}) };
  // A comment on the statement's own line stays with it.
  if (last) return { position: endWithComments(source, last), behind: last };
  const [first] = topStatements(source);
  return { position: first ? startWithComments(source, first) : source.text.length };
}

/** The last of the imports at the top of a file, or of its directives, that stands before the first statement with a site. */
export function lastImport(source: SourceCode, sites: readonly Node[]): TSESTree.ProgramStatement | undefined {
  let last: TSESTree.ProgramStatement | undefined;
  for (const statement of topStatements(source)) {
    if (!isImportLike(source, statement)) {
      if (isPrologue(statement)) continue;
      break;
    }
    if (sites.some((site) => contains(statement, site))) break;
    last = statement;
  }
  return last ?? topStatements(source).findLast(isDirective);
}

/** Comments that mean something to a tool only at the top of a file. */
const PRAGMA = /^[*!/\s]*(?:@(?:ts-|flow|jest|vitest|license|preserve|jsx|format|prettier)|<reference\b|eslint\b|eslint-|globals?\b|istanbul\b|c8\b|v8\b|copyright\b)/iu;

/** Where a statement starts with the comments that stand right above it; a hashbang and pragmas stay first. */
function startWithComments(source: SourceCode, statement: Node): number {
  // `@Injectable() export class …`: the decorators of an exported class stand before the statement's own range.
  let start = Math.min(statement.range[0], ...decoratorsOf(statement).map(({ range }) => range[0]));
  for (const comment of source.getCommentsBefore(source.getTokenByRangeStart(start) ?? statement).toReversed()) {
    const gap = source.text.slice(comment.range[1], start);
    const isHashbang = comment.range[0] === 0 && source.text.startsWith('#!');
    if (isHashbang || PRAGMA.test(comment.value) || gap.split('\n').length > 2) break;
    start = comment.range[0];
  }
  return start;
}

function decoratorsOf(statement: Node): readonly TSESTree.Decorator[] {
  const declared = statement.type === AST_NODE_TYPES.ExportNamedDeclaration || statement.type === AST_NODE_TYPES.ExportDefaultDeclaration ? statement.declaration : statement;
  // espree's classes have no decorators.
  const { decorators = [] }: { readonly decorators?: readonly TSESTree.Decorator[] } = declared?.type === AST_NODE_TYPES.ClassDeclaration ? declared : {};
  return decorators;
}

/** Statements that may stand between imports. */
function isPrologue(statement: TSESTree.ProgramStatement): boolean {
  return isDirective(statement) || statement.type === AST_NODE_TYPES.TSInterfaceDeclaration || statement.type === AST_NODE_TYPES.TSTypeAliasDeclaration;
}

function isImportLike(source: SourceCode, statement: TSESTree.ProgramStatement): boolean {
  if (statement.type === AST_NODE_TYPES.ImportDeclaration || statement.type === AST_NODE_TYPES.TSImportEqualsDeclaration) return true;
  if (statement.type !== AST_NODE_TYPES.VariableDeclaration && statement.type !== AST_NODE_TYPES.ExpressionStatement) return false;
  const calls: Node[] = [];
  walk(source, statement, (node) => {
    if (node.type === AST_NODE_TYPES.CallExpression || node.type === AST_NODE_TYPES.NewExpression || node.type === AST_NODE_TYPES.ImportExpression) calls.push(node);
    return !isFunction(node);
  });
  const others = calls.filter((call) => loadedModule(source, call) === undefined);
  return others.length < calls.length && !others.some((call) => someNode(source, call, (node) => isOwnFunction(source, node)));
}

/** A function of this file, which may be called before its declaration: it may send a request before an import below has run. */
function isOwnFunction(source: SourceCode, node: Node): boolean {
  return node.type === AST_NODE_TYPES.Identifier && variableOf(source, node)?.defs[0]?.type === 'FunctionName';
}
