/**
 * Edits that add and remove statements, in the file's style. Offsets are those of the text without BOM.
 */
import type { Edit } from '../findings/finding.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
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
