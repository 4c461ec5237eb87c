/**
 * Edits that look as if the file's author had made them. Offsets are those of the text without BOM.
 */
import { AST_TOKEN_TYPES } from '@typescript-eslint/types';
import { brokenImportComma, hasLongImport, styleOf, type PackageSigns } from './file-style.ts';
import type { Edit } from './finding.ts';
import { indentOf, insertion, lineEnd, lineStartAt, startsItsLine } from './insertion.ts';
import { restyled } from './restyled.ts';
import type { SourceCode } from './source-code.ts';
import { endWithComments, hasSemicolonFrom, hidesDirective, joinsAbove, lastTokenOf, needsSemicolonBefore } from './statement-ends.ts';
import type { Node } from './syntax.ts';

/**
 * Applies edits of any number of findings. Equal edits count once: two mends that need the same import make one.
 * @throws {RangeError} if two edits overlap
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let end = 0;
  for (const edit of inOrder(edits)) {
    if (edit.range[0] < end) throw new RangeError(`Edits overlap at offset ${edit.range[0]}`);
    result += text.slice(end, edit.range[0]) + edit.text;
    end = edit.range[1];
  }
  return result + text.slice(end);
}

/** Each edit once, by its place. */
export function inOrder(edits: readonly Edit[]): Edit[] {
  const unique = new Map(edits.map((edit) => [`${edit.range.join(':')}:${edit.text}`, edit]));
  // A stable sort: of two insertions at one place, the first asked for comes first.
  return [...unique.values()].toSorted((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);
}

/**
 * Where an offset of the text after some edits stood in the text before them; within an edit, at its start.
 * @param edits those that `applyEdits` was given
 */
export function offsetBefore(edits: readonly Edit[], offset: number): number {
  let shift = 0;
  for (const { range: [start, end], text } of inOrder(edits)) {
    if (start + shift + text.length > offset) return Math.min(offset - shift, start);
    shift += text.length - (end - start);
  }
  return offset - shift;
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
export function insertImport(source: SourceCode, at: ImportPosition, added: NamedImport, signs?: PackageSigns): Edit {
  return insertAt(source, at, importText(source, added, signs));
}

function insertAt(source: SourceCode, { position, behind, isApart = false }: ImportPosition, text: string): Edit {
  if (!behind) return statementBefore(source, position, text);
  const edit = statementBehind(source, position, behind, text);
  return isApart ? { ...edit, text: `${lineEnd(source.text)}${edit.text}` } : edit;
}

/** The names one a line where they are too long for one, unless the file leaves such imports as they are. */
function importText(source: SourceCode, { syntax, names, specifier }: NamedImport, signs: PackageSigns | undefined): string {
  const style = styleOf(source, signs);
  const { quote, width, indentUnit } = style;
  const items = names.map(({ exported, local }) => (exported === local ? exported : `${exported}${syntax === 'esm' ? ' as ' : ': '}${local}`));
  const [space, start, end] = [style.hasBraceSpaces ? ' ' : '', ...(syntax === 'esm' ? ['import', ` from ${quote}${specifier}${quote}`] : ['const', ` = require(${quote}${specifier}${quote})`])] as const;
  const line = `${start} {${space}${items.join(', ')}${space}}${end}`;
  if (items.length === 1 || line.length + (style.hasSemicolons ? 1 : 0) <= width || hasLongImport(source, width)) return line;
  const eol = lineEnd(source.text);
  const comma = brokenImportComma(source) ?? style.hasLiteralCommas;
  return `${start} {${eol}${items.map((item) => `${indentUnit}${item}`).join(`,${eol}`)}${comma ? ',' : ''}${eol}}${end}`;
}

/** Adds `import a = require('a')`. */
export function insertImportEquals(source: SourceCode, at: ImportPosition, local: string, specifier: string): Edit {
  const { quote } = styleOf(source);
  return insertAt(source, at, `import ${local} = require(${quote}${specifier}${quote})`);
}

/** Adds a statement on a line of its own behind another, in the file's style. */
export function insertStatementAfter(source: SourceCode, statement: Node, text: string): Edit {
  return statementBehind(source, endWithComments(source, statement), statement, text);
}

/** Adds a statement on a line of its own where another line begins, in the file's style. */
export function insertStatementAt(source: SourceCode, position: number, text: string): Edit {
  return statementBefore(source, position, text);
}

function statementBehind(source: SourceCode, position: number, statement: Node, text: string): Edit {
  // A semicolon that begins the next line ends what is inserted above it.
  const isEnded = hasSemicolonFrom(source, position);
  const semicolon = !isEnded && (styleOf(source).hasSemicolons || needsSemicolonBefore(source, position, { isOnOwnLine: false, isImport: isImport(text) })) ? ';' : '';
  return insertion(position, `${lineEnd(source.text)}${indentOf(source, statement)}${text}${semicolon}`);
}

function isImport(statement: string): boolean {
  return statement.startsWith('import ');
}

function statementBefore(source: SourceCode, position: number, text: string): Edit {
  const semicolon = styleOf(source).hasSemicolons || needsSemicolonBefore(source, position, { isOnOwnLine: true, isImport: isImport(text) }) ? ';' : '';
  return insertion(position, `${text}${semicolon}${lineEnd(source.text)}${indentOf(source, { range: [position, position] })}`);
}

/** The source of a node as it looks at the left margin: its further lines lose the indentation of the first. */
export function dedented(source: SourceCode, node: Node): string {
  const text = source.getText(node);
  const isTextual = source.getTokens(node).some(({ type, loc }) => type === AST_TOKEN_TYPES.Template && loc.start.line !== loc.end.line);
  const indent = indentOf(source, node);
  return isTextual || indent === '' ? text : text.replaceAll(`\n${indent}`, '\n');
}

/** Whether nothing else stands on the lines of a statement, no comment either. */
export function startsAndEndsItsLine(source: SourceCode, statement: Node): boolean {
  const [, last] = lastTokenOf(source, statement).range;
  const end = source.text.indexOf('\n', last);
  return startsItsLine(source, statement) && source.text.slice(last, end < 0 ? undefined : end).trim() === '';
}

/** Removes a statement, with its line where it stands alone on it. What stood on both sides of it stays apart. */
export function removeStatement(source: SourceCode, statement: Node): Edit[] {
  const last = lastTokenOf(source, statement);
  const next = source.getTokenAfter(last);
  const isJoining = next !== null && (joinsAbove(source, statement, next) || hidesDirective(statement));
  return [removal(source, statement.range[0], last.range[1]), ...(isJoining ? [insertion(next.range[0], ';')] : [])];
}

function removal(source: SourceCode, start: number, end: number): Edit {
  const nextLine = source.text.indexOf('\n', end);
  const rest = source.text.slice(end, nextLine < 0 ? undefined : nextLine);
  if (nextLine >= 0 && rest.trim() === '' && startsItsLine(source, { range: [start, end] })) return { range: [lineStartAt(source, start), nextLine + 1], text: '' };
  return { range: [start, end + (/^[\t ]*/u.exec(rest)![0]).length], text: '' };
}

/**
 * Adds lines behind all others, a blank line before them, in the file's style.
 * @param lines indented by two spaces, with single quotes and semicolons
 */
export function appendToFile(source: SourceCode, lines: readonly string[]): Edit {
  const eol = lineEnd(source.text);
  const styled = restyled(lines, styleOf(source));
  const hasFinalEnd = source.text.endsWith('\n');
  return insertion(source.text.length, `${hasFinalEnd ? '' : eol}${eol}${styled.join(eol)}${hasFinalEnd ? eol : ''}`);
}

export function replacement(node: Node, text: string): Edit {
  return { range: node.range, text };
}
