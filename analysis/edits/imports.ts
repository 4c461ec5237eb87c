/**
 * How a file takes in other modules, and where one more goes.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Edit } from '../findings/finding.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from '../syntax/bindings.ts';
import { loadedModule } from '../syntax/calls.ts';
import { topStatements } from '../syntax/components.ts';
import { isFunction } from '../syntax/nodes.ts';
import { contains, someNode, walk } from '../syntax/traversal.ts';
import { isDirectiveComment, startWithDirectives } from './directed-lines.ts';
import { brokenImportComma, hasLongImport, styleOf, type PackageSigns } from './file-style.ts';
import { lineEnd } from './insertion.ts';
import { sortedPlace } from './sorted-imports.ts';
import { statementBefore, statementBehind } from './statement-edits.ts';
import { endWithComments, isDirective } from './statement-ends.ts';

/**
 * Where a further import goes: to its place among imports that are sorted, else behind the imports at the top of the file;
 * but before the first statement that holds a site, since a `require` runs where it stands.
 * @param added what is imported, if where it stands is of no matter for what it does
 */
export function importPosition(
  source: SourceCode,
  sites: readonly Node[],
  added?: Pick<NamedImport, 'syntax' | 'specifier'>,
): ImportPosition {
  const last = lastImport(source, sites);
  const place = last && added && sortedPlace(source, last, added.syntax, added.specifier);
  if (place?.before) return { position: startWithDirectives(source, place.before) };
  if (place?.behind)
    return {
      position: endWithComments(source, place.behind),
      behind: place.behind,
      ...(place.isApart ? { isApart: true } : {}),
    };
  // A comment on the statement's own line stays with it.
  if (last) return { position: endWithComments(source, last), behind: last };
  const [first] = topStatements(source);
  return { position: first ? startWithComments(source, first) : source.text.length };
}

/** The last of the imports at the top of a file, or of its directives, that stands before the first statement with a site. */
export function lastImport(
  source: SourceCode,
  sites: readonly Node[],
): TSESTree.ProgramStatement | undefined {
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
const PRAGMA =
  /^[*!/\s]*(?:@(?:ts-|flow|jest|vitest|license|preserve|jsx|format|prettier)|<reference\b|eslint\b|eslint-|globals?\b|istanbul\b|c8\b|v8\b|copyright\b)/iu;

function isPragma({ value }: TSESTree.Comment): boolean {
  return PRAGMA.test(value) && !isDirectiveComment(value);
}

/** Where a statement starts with the comments that stand right above it; a hashbang and pragmas stay first. */
function startWithComments(source: SourceCode, statement: Node): number {
  // `@Injectable() export class …`: the decorators of an exported class stand before the statement's own range.
  let start = Math.min(statement.range[0], ...decoratorsOf(statement).map(({ range }) => range[0]));
  for (const comment of source
    .getCommentsBefore(source.getTokenByRangeStart(start) ?? statement)
    .toReversed()) {
    const gap = source.text.slice(comment.range[1], start);
    const isHashbang = comment.range[0] === 0 && source.text.startsWith('#!');
    if (isHashbang || isPragma(comment) || gap.split('\n').length > 2) break;
    start = comment.range[0];
  }
  return start;
}

function decoratorsOf(statement: Node): readonly TSESTree.Decorator[] {
  const declared =
    statement.type === AST_NODE_TYPES.ExportNamedDeclaration ||
    statement.type === AST_NODE_TYPES.ExportDefaultDeclaration
      ? statement.declaration
      : statement;
  // espree's classes have no decorators.
  const { decorators = [] }: { readonly decorators?: readonly TSESTree.Decorator[] } =
    declared?.type === AST_NODE_TYPES.ClassDeclaration ? declared : {};
  return decorators;
}

/** Statements that may stand between imports. */
function isPrologue(statement: TSESTree.ProgramStatement): boolean {
  return (
    isDirective(statement) ||
    statement.type === AST_NODE_TYPES.TSInterfaceDeclaration ||
    statement.type === AST_NODE_TYPES.TSTypeAliasDeclaration
  );
}

function isImportLike(source: SourceCode, statement: TSESTree.ProgramStatement): boolean {
  if (
    statement.type === AST_NODE_TYPES.ImportDeclaration ||
    statement.type === AST_NODE_TYPES.TSImportEqualsDeclaration
  )
    return true;
  if (
    statement.type !== AST_NODE_TYPES.VariableDeclaration &&
    statement.type !== AST_NODE_TYPES.ExpressionStatement
  )
    return false;
  const calls: Node[] = [];
  walk(source, statement, (node) => {
    if (
      node.type === AST_NODE_TYPES.CallExpression ||
      node.type === AST_NODE_TYPES.NewExpression ||
      node.type === AST_NODE_TYPES.ImportExpression
    )
      calls.push(node);
    return !isFunction(node);
  });
  const others = calls.filter((call) => loadedModule(source, call) === undefined);
  return (
    others.length < calls.length &&
    !others.some((call) => someNode(source, call, (node) => isOwnFunction(source, node)))
  );
}

/** A function of this file, which may be called before its declaration: it may send a request before an import below has run. */
function isOwnFunction(source: SourceCode, node: Node): boolean {
  return (
    node.type === AST_NODE_TYPES.Identifier &&
    variableOf(source, node)?.defs[0]?.type === 'FunctionName'
  );
}

export interface ImportPosition {
  readonly position: number;
  /** The statement behind which it goes; without one, it goes before what is at the position. */
  readonly behind?: Node;
  /** Whether a blank line separates it from that statement. */
  readonly isApart?: boolean;
}

/** An import or a `require` of named exports. */
export interface NamedImport {
  readonly syntax: 'esm' | 'cjs';
  readonly names: readonly { readonly exported: string; readonly local: string }[];
  readonly specifier: string;
}

/** Adds an import or a `require` of named exports. */
export function insertImport(
  source: SourceCode,
  at: ImportPosition,
  added: NamedImport,
  signs?: PackageSigns,
): Edit {
  return insertAt(source, at, importText(source, added, signs));
}

function insertAt(
  source: SourceCode,
  { position, behind, isApart = false }: ImportPosition,
  text: string,
): Edit {
  if (!behind) return statementBefore(source, position, text);
  const edit = statementBehind(source, position, behind, text);
  return isApart ? { ...edit, text: `${lineEnd(source.text)}${edit.text}` } : edit;
}

/** The names one a line where they are too long for one, unless the file leaves such imports as they are. */
function importText(
  source: SourceCode,
  { syntax, names, specifier }: NamedImport,
  signs: PackageSigns | undefined,
): string {
  const style = styleOf(source, signs);
  const { quote, width, indentUnit } = style;
  const items = names.map(({ exported, local }) =>
    exported === local ? exported : `${exported}${syntax === 'esm' ? ' as ' : ': '}${local}`,
  );
  const [space, start, end] = [
    style.hasBraceSpaces ? ' ' : '',
    ...(syntax === 'esm'
      ? ['import', ` from ${quote}${specifier}${quote}`]
      : ['const', ` = require(${quote}${specifier}${quote})`]),
  ] as const;
  const line = `${start} {${space}${items.join(', ')}${space}}${end}`;
  if (
    items.length === 1 ||
    line.length + (style.hasSemicolons ? 1 : 0) <= width ||
    hasLongImport(source, width)
  )
    return line;
  const eol = lineEnd(source.text);
  const comma = brokenImportComma(source) ?? style.hasLiteralCommas;
  return `${start} {${eol}${items.map((item) => `${indentUnit}${item}`).join(`,${eol}`)}${comma ? ',' : ''}${eol}}${end}`;
}

/** Adds `import a = require('a')`. */
export function insertImportEquals(
  source: SourceCode,
  at: ImportPosition,
  local: string,
  specifier: string,
): Edit {
  const { quote } = styleOf(source);
  return insertAt(source, at, `import ${local} = require(${quote}${specifier}${quote})`);
}
