/**
 * Edits that add and remove statements, in the file's style. Offsets are those of the text without BOM.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Edit } from '../findings/finding.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { startWithDirectives } from './directed-lines.ts';
import { styleOf } from './file-style.ts';
import { indentOf, insertion, lineEnd, lineStartAt, startsItsLine } from './insertion.ts';
import { restyled } from './restyled.ts';
import {
  endWithComments,
  hasSemicolonFrom,
  hidesDirective,
  joinsAbove,
  lastTokenOf,
  needsSemicolonBefore,
} from './statement-ends.ts';

/** Adds a statement on a line of its own behind another, in the file's style. */
export function insertStatementAfter(source: SourceCode, statement: Node, text: string): Edit {
  return statementBehind(source, endWithComments(source, statement), statement, text);
}

/** Adds a statement on a line of its own where another line begins, in the file's style. */
export function insertStatementAt(source: SourceCode, position: number, text: string): Edit {
  return statementBefore(source, position, text);
}

export function statementBehind(
  source: SourceCode,
  position: number,
  statement: Node,
  text: string,
): Edit {
  // A semicolon that begins the next line ends what is inserted above it.
  const isEnded = hasSemicolonFrom(source, position);
  const semicolon =
    !isEnded &&
    (styleOf(source).hasSemicolons ||
      needsSemicolonBefore(source, position, { isOnOwnLine: false, isImport: isImport(text) }))
      ? ';'
      : '';
  return insertion(
    position,
    `${lineEnd(source.text)}${indentOf(source, statement)}${text}${semicolon}`,
  );
}

function isImport(statement: string): boolean {
  return statement.startsWith('import ');
}

export function statementBefore(source: SourceCode, position: number, text: string): Edit {
  const semicolon =
    styleOf(source).hasSemicolons ||
    needsSemicolonBefore(source, position, { isOnOwnLine: true, isImport: isImport(text) })
      ? ';'
      : '';
  return insertion(
    position,
    `${text}${semicolon}${lineEnd(source.text)}${indentOf(source, { range: [position, position] })}`,
  );
}

/**
 * Adds statements behind another: on lines of their own, or on its line if it shares that with other code.
 * @param lines indented by two spaces, with single quotes and semicolons
 */
export function insertLinesAfter(
  source: SourceCode,
  statement: Node,
  lines: readonly string[],
): Edit {
  const styled = restyled(lines, styleOf(source));
  const last = lastTokenOf(source, statement);
  if (isInLine(source, statement)) {
    const text = inOneLine(styled);
    const end = /[;}]$/u.test(text) ? '' : semicolonAt(source, last.range[1]);
    return insertion(last.range[1], `${endsItself(statement, last) ? '' : ';'} ${text}${end}`);
  }
  const position = endWithComments(source, statement);
  const start = `${lineEnd(source.text)}${indentOf(source, statement)}`;
  const isBlock = lines.at(-1)!.endsWith('}');
  return insertion(
    position,
    `${styled.map((line) => start + line).join('')}${isBlock || styled.at(-1)!.endsWith(';') ? '' : semicolonAt(source, position)}`,
  );
}

/** The same in front of a statement. */
export function insertLinesBefore(
  source: SourceCode,
  statement: Node,
  lines: readonly string[],
): Edit {
  const styled = restyled(lines, styleOf(source));
  if (isInLine(source, statement)) {
    const text = inOneLine(styled);
    return insertion(statement.range[0], `${text}${/[;}]$/u.test(text) ? '' : ';'} `);
  }
  const end = `${lineEnd(source.text)}${indentOf(source, statement)}`;
  return insertion(
    startWithDirectives(source, statement),
    styled.map((line) => line + end).join(''),
  );
}

/** Whether another statement may follow in the same line. */
function endsItself({ type }: Node, { value }: TSESTree.Token): boolean {
  return value === ';' || (value === '}' && !ENDED_BY_SEMICOLON.has(type));
}

const ENDED_BY_SEMICOLON: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ExpressionStatement,
  AST_NODE_TYPES.ReturnStatement,
  AST_NODE_TYPES.ThrowStatement,
  AST_NODE_TYPES.VariableDeclaration,
]);

/** Whether other code stands on the lines of a statement. */
function isInLine(source: SourceCode, statement: Node): boolean {
  const last = lastTokenOf(source, statement);
  const next = source.getTokenAfter(last);
  return !startsItsLine(source, statement) || next?.loc.start.line === last.loc.end.line;
}

function inOneLine(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .map((line, index) => (index < lines.length - 1 && /[^{};]$/u.test(line) ? `${line};` : line))
    .join(' ');
}

function semicolonAt(source: SourceCode, position: number): string {
  return !hasSemicolonFrom(source, position) &&
    needsSemicolonBefore(source, position, { isOnOwnLine: false, isImport: false })
    ? ';'
    : '';
}

/** Removes a statement, with its line where it stands alone on it. What stood on both sides of it stays apart. */
export function removeStatement(source: SourceCode, statement: Node): Edit[] {
  const last = lastTokenOf(source, statement);
  const next = source.getTokenAfter(last);
  const isJoining =
    next !== null && (joinsAbove(source, statement, next) || hidesDirective(statement));
  return [
    removal(source, statement.range[0], last.range[1]),
    ...(isJoining ? [insertion(next.range[0], ';')] : []),
  ];
}

function removal(source: SourceCode, start: number, end: number): Edit {
  const nextLine = source.text.indexOf('\n', end);
  const rest = source.text.slice(end, nextLine < 0 ? undefined : nextLine);
  if (nextLine >= 0 && rest.trim() === '' && startsItsLine(source, { range: [start, end] }))
    return { range: [lineStartAt(source, start), nextLine + 1], text: '' };
  return { range: [start, end + /^[\t ]*/u.exec(rest)![0].length], text: '' };
}

/**
 * Adds lines behind all others, a blank line before them, in the file's style.
 * @param lines indented by two spaces, with single quotes and semicolons
 */
export function appendToFile(source: SourceCode, lines: readonly string[]): Edit {
  const eol = lineEnd(source.text);
  const styled = restyled(lines, styleOf(source));
  const hasFinalEnd = source.text.endsWith('\n');
  return insertion(
    source.text.length,
    `${hasFinalEnd ? '' : eol}${eol}${styled.join(eol)}${hasFinalEnd ? eol : ''}`,
  );
}
