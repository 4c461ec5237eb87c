/**
 * Edits that look as if the file's author had made them. Offsets are those of the text without BOM.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES, AST_TOKEN_TYPES } from '@typescript-eslint/types';
import detectIndent from 'detect-indent';
import { topStatements } from './components.ts';
import type { Edit } from './finding.ts';
import { lastWhere } from './lines.ts';
import type { SourceCode } from './source-code.ts';
import { endWithComments, hasSemicolonFrom, hidesDirective, isTerminated, joinsAbove, lastTokenOf, needsSemicolonBefore } from './statement-ends.ts';
import { literalString, type Node } from './syntax.ts';

/** A call that would be longer than this gets its new argument on several lines. */
const MAX_CALL_LENGTH = 80;

export interface NewProperty {
  readonly key: string;
  /** The source of the value; equal to the key, it becomes a shorthand where the literal's style allows. */
  readonly value: string;
}

/** A property as it is written: a shorthand where key and value are the same. */
export function propertyText({ key, value }: NewProperty): string {
  return key === value ? key : `${key}: ${value}`;
}

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

/** The line end that a file uses. */
export function lineEnd(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text[first - 1] === '\r' ? '\r\n' : '\n';
}

/**
 * Adds properties to an object literal in its own layout: at the end, but before the first spread, so that what
 * the spread brings still wins.
 */
export function insertProperties(source: SourceCode, object: TSESTree.ObjectExpression, added: readonly NewProperty[]): Edit[] {
  const style = styledFor(object);
  const items = added.map((property) => style(property));
  const firstSpread = object.properties.find(({ type }) => type === AST_NODE_TYPES.SpreadElement);
  if (firstSpread) return [insertBefore(source, firstSpread, items)];
  const last = object.properties.at(-1);
  return last ? appendAfter(source, last, object, items) : [fillEmpty(source, object, items)];
}

/** Quotes keys where the literal quotes all of its own. */
function styledFor(object: TSESTree.ObjectExpression): (property: NewProperty) => string {
  const keys = object.properties.flatMap((property) => (property.type === AST_NODE_TYPES.Property && !property.shorthand ? [property.key] : []));
  const isQuoted = keys.length > 0 && keys.every((key) => literalString(key) !== undefined);
  const [first] = keys;
  const quote = isQuoted && first?.type === AST_NODE_TYPES.Literal && first.raw.startsWith('"') ? '"' : "'";
  return (property) => (isQuoted ? `${quote}${property.key}${quote}: ${property.value}` : propertyText(property));
}

function insertBefore(source: SourceCode, item: Node, items: readonly string[]): Edit {
  if (!startsItsLine(source, item)) return insertion(item.range[0], items.map((text) => `${text}, `).join(''));
  // A comment above the item stays above it.
  const first = source.getCommentsBefore(item).find((comment) => startsItsLine(source, comment)) ?? item;
  const separator = `,${lineEnd(source.text)}${indentOf(source, item)}`;
  return insertion(first.range[0], items.map((text) => text + separator).join(''));
}

/** Appends to a braced or bracketed list that has an item already; comments behind the last item stay with it. */
function appendAfter(source: SourceCode, last: Node, list: Node, items: readonly string[]): Edit[] {
  const comma = source.getTokenAfter(last)!;
  const hasTrailingComma = comma.value === ',' && comma.range[1] <= list.range[1];
  const before = source.getTokenBefore(last);
  if (before?.value === ',' && startsItsLine(source, before)) return appendCommaFirst(source, last, before, items);
  if (!startsItsLine(source, last)) return appendInline(source, hasTrailingComma ? comma : last, list, items.join(', '));
  const eol = lineEnd(source.text);
  const indent = indentOf(source, last);
  const comments = source.getCommentsBefore(source.getLastToken(list)!);
  const end = comments.at(-1)?.range[1] ?? (hasTrailingComma ? comma : last).range[1];
  const lines = items.map((text) => `${eol}${indent}${text}`).join(',');
  if (hasTrailingComma) return [insertion(end, `${lines},`)];
  if (end === last.range[1]) return [insertion(end, `,${lines}`)];
  return [insertion(last.range[1], ','), insertion(end, lines)];
}

/**
 * Appends on the line of the last item, or below it if a comment ends that line.
 * @param end the last item, or the comma behind it
 */
function appendInline(source: SourceCode, end: Node | TSESTree.Token, list: Node, text: string): Edit[] {
  const close = source.getLastToken(list)!;
  const comments = source.getCommentsBefore(close);
  const isComma = source.text.slice(...end.range) === ',';
  const comma = isComma ? '' : ',';
  const lastComment = comments.at(-1);
  if (lastComment?.type !== AST_TOKEN_TYPES.Line) {
    return [insertion(lastComment?.range[1] ?? end.range[1], `${comma} ${text}${isComma ? ',' : ''}`)];
  }
  const line = `${lineEnd(source.text)}${indentOf(source, close)}${indentUnit(source)}${text}${isComma ? ',' : ''}`;
  return [...(isComma ? [] : [insertion(end.range[1], comma)]), insertion(lastComment.range[1], line)];
}

function appendCommaFirst(source: SourceCode, last: Node, comma: TSESTree.Token, items: readonly string[]): Edit[] {
  const between = source.text.slice(comma.range[1], last.range[0]);
  const gap = /^[\t ]*$/u.test(between) ? between : ' ';
  const lead = `${lineEnd(source.text)}${indentOf(source, comma)},${gap}`;
  return [insertion(last.range[1], items.map((text) => lead + text).join(''))];
}

function fillEmpty(source: SourceCode, object: TSESTree.ObjectExpression, items: readonly string[]): Edit {
  const close = source.getLastToken(object)!;
  const before = source.getTokenBefore(close, { includeComments: true })!;
  const inside = source.text.slice(before.range[1], close.range[0]);
  if (inside.includes('\n')) {
    const eol = lineEnd(source.text);
    const indent = indentOf(source, close) + indentUnit(source);
    return insertion(before.range[1], items.map((text) => `${eol}${indent}${text}`).join(','));
  }
  return { range: [before.range[1], close.range[0]], text: ` ${items.join(', ')} ` };
}

/**
 * Adds a config as a new last argument, behind `undefined` for each argument that must come before it.
 * @param missing how many arguments that are not there come before the config
 */
export function appendArgument(source: SourceCode, call: TSESTree.CallExpression | TSESTree.NewExpression, missing: number, added: readonly NewProperty[]): Edit[] {
  const items = added.map(propertyText);
  const undefineds = Array.from({ length: missing }, () => 'undefined');
  const last = call.arguments.at(-1);
  if (!last) {
    const close = source.getLastToken(call)!;
    // `new Axios` and `new (Axios)` have no parentheses of their own.
    const hasParentheses = close.value === ')' && source.getTokenBefore(close)?.value === '(';
    if (!hasParentheses) return [insertion(call.range[1], `(${argumentText(source, call, call.range[1], items)})`)];
    return [insertion(close.range[0], argumentText(source, call, close.range[0], items))];
  }
  if (startsItsLine(source, last) && startsItsLine(source, source.getLastToken(call)!)) {
    return appendAfter(source, last, call, [...undefineds, literalText(source, items, indentOf(source, last), indentOf(source, last).length)]);
  }
  const end = closingParenthesesAfter(source, last, call);
  const next = source.getTokenAfter(end)!;
  const before = undefineds.map((text) => `${text}, `).join('');
  const text = before + argumentText(source, call, end.range[1], items, before.length);
  return appendInline(source, next.value === ',' ? next : end, call, text);
}

/** The last token of an argument: parentheses around it belong to it. */
function closingParenthesesAfter(source: SourceCode, argument: Node, call: Node): TSESTree.Token {
  let end = source.getLastToken(argument)!;
  for (let next = source.getTokenAfter(end); next?.value === ')' && next.range[1] < call.range[1]; next = source.getTokenAfter(end)) end = next;
  return end;
}

/**
 * The new argument at an offset of a call. Only the call's own text is measured, not what else stands on its line:
 * the layout must not depend on which of two calls is mended first.
 */
function argumentText(source: SourceCode, call: Node, at: number, items: readonly string[], extra = 0): string {
  const lineStart = lineStartAt(source, at);
  const indent = /^[\t ]*/u.exec(source.text.slice(lineStart, call.range[1]))![0];
  return literalText(source, items, indent, indent.length + at - Math.max(lineStart, call.range[0]) + extra);
}

/**
 * `{ a, b }` if the line bears it, else one property a line.
 * @param lengthBefore how many characters the line has without it
 */
function literalText(source: SourceCode, items: readonly string[], indent: string, lengthBefore: number): string {
  const inline = `{ ${items.join(', ')} }`;
  if (lengthBefore + inline.length <= MAX_CALL_LENGTH) return inline;
  const eol = lineEnd(source.text);
  return `{${items.map((text) => `${eol}${indent}${indentUnit(source)}${text}`).join(',')}${eol}${indent}}`;
}

/** `config` becomes `{ httpAgent, httpsAgent, ...config }`: what the caller gives still wins. */
export function spreadInto(source: SourceCode, config: TSESTree.Expression, added: readonly NewProperty[]): Edit[] {
  const items = added.map(propertyText).join(', ');
  const hasParentheses = isParenthesized(source, config);
  const needsParentheses = ![
    AST_NODE_TYPES.Identifier,
    AST_NODE_TYPES.MemberExpression,
    AST_NODE_TYPES.CallExpression,
    AST_NODE_TYPES.ThisExpression,
    AST_NODE_TYPES.AwaitExpression,
    AST_NODE_TYPES.ChainExpression,
    AST_NODE_TYPES.TSNonNullExpression,
  ].includes(config.type) && !hasParentheses;
  const [start, end] = hasParentheses ? [source.getTokenBefore(config)!.range[0], source.getTokenAfter(config)!.range[1]] : config.range;
  return [insertion(start, `{ ${items}, ...${needsParentheses ? '(' : ''}`), insertion(end, `${needsParentheses ? ')' : ''} }`)];
}

/** Whether parentheses of its own stand around an expression; a call's parentheses are not an argument's own. */
function isParenthesized(source: SourceCode, node: Node): boolean {
  const [before, after] = [source.getTokenBefore(node), source.getTokenAfter(node)];
  if (before?.value !== '(' || after?.value !== ')') return false;
  const parent = node.parent;
  const isOnlyArgument = parent && 'arguments' in parent && parent.arguments.length === 1 && source.getLastToken(parent)?.range[0] === after.range[0];
  return !isOnlyArgument;
}

export interface ImportPosition {
  readonly position: number;
  /** The statement behind which it goes; without one, it goes before what is at the position. */
  readonly behind?: Node;
}

/** Adds an import or a `require` of named exports. */
export function insertImport(
  source: SourceCode,
  { position, behind }: ImportPosition,
  syntax: 'esm' | 'cjs',
  names: readonly { readonly exported: string; readonly local: string }[],
  specifier: string,
): Edit {
  const quote = preferredQuote(source);
  const list = names
    .map(({ exported, local }) => (exported === local ? exported : `${exported}${syntax === 'esm' ? ' as ' : ': '}${local}`))
    .join(', ');
  const statement =
    syntax === 'esm'
      ? `import { ${list} } from ${quote}${specifier}${quote}`
      : `const { ${list} } = require(${quote}${specifier}${quote})`;
  return behind ? statementBehind(source, position, behind, statement) : statementBefore(source, position, statement);
}

/** Adds `import a = require('a')`. */
export function insertImportEquals(source: SourceCode, { position, behind }: ImportPosition, local: string, specifier: string): Edit {
  const quote = preferredQuote(source);
  const statement = `import ${local} = require(${quote}${specifier}${quote})`;
  return behind ? statementBehind(source, position, behind, statement) : statementBefore(source, position, statement);
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
  const semicolon = !isEnded && (usesSemicolons(source) || needsSemicolonBefore(source, position, { isOnOwnLine: false, isImport: isImport(text) })) ? ';' : '';
  return insertion(position, `${lineEnd(source.text)}${indentOf(source, statement)}${text}${semicolon}`);
}

function isImport(statement: string): boolean {
  return statement.startsWith('import ');
}

function statementBefore(source: SourceCode, position: number, text: string): Edit {
  const semicolon = usesSemicolons(source) || needsSemicolonBefore(source, position, { isOnOwnLine: true, isImport: isImport(text) }) ? ';' : '';
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
  const quote = preferredQuote(source);
  const styled = lines.map((line) => {
    const indented = line.replace(/^(?: {2})+/u, (indent) => indentUnit(source).repeat(indent.length / 2));
    const terminated = usesSemicolons(source) ? indented : indented.replace(/;$/u, '');
    return /^\s*\/\*/u.test(line) ? terminated : terminated.replaceAll("'", quote);
  });
  const hasFinalEnd = source.text.endsWith('\n');
  return insertion(source.text.length, `${hasFinalEnd ? '' : eol}${eol}${styled.join(eol)}${hasFinalEnd ? eol : ''}`);
}

/** How a file is written, as far as all of it says so. */
interface FileStyle {
  readonly quote: "'" | '"';
  readonly hasSemicolons: boolean;
  readonly indentUnit: string;
}

/** Each edit asks, and the answer lies in the whole of the file. */
const styles = new WeakMap<SourceCode, FileStyle>();

function styleOf(source: SourceCode): FileStyle {
  let style = styles.get(source);
  if (!style) styles.set(source, (style = { quote: findQuote(source), hasSemicolons: findSemicolons(source), indentUnit: detectIndent(source.text).indent || '  ' }));
  return style;
}

function preferredQuote(source: SourceCode): FileStyle['quote'] {
  return styleOf(source).quote;
}

function usesSemicolons(source: SourceCode): boolean {
  return styleOf(source).hasSemicolons;
}

function findQuote(source: SourceCode): FileStyle['quote'] {
  const strings = source.ast.tokens.filter(({ type }) => type === AST_TOKEN_TYPES.String);
  const doubles = strings.filter(({ value }) => value.startsWith('"')).length;
  return doubles * 2 > strings.length ? '"' : "'";
}

function findSemicolons(source: SourceCode): boolean {
  const statements = topStatements(source).filter(({ type }) => type === AST_NODE_TYPES.ImportDeclaration || type === AST_NODE_TYPES.VariableDeclaration || type === AST_NODE_TYPES.ExpressionStatement);
  const withSemicolon = statements.filter((statement) => isTerminated(source, statement)).length;
  return statements.length === 0 || withSemicolon * 2 >= statements.length;
}

export function replacement(node: Node, text: string): Edit {
  return { range: node.range, text };
}

function insertion(at: number, text: string): Edit {
  return { range: [at, at], text };
}

/** Where the lines of a text begin: a minified one is all one line, in which nobody should look back for its start each time. */
const lineStarts = new WeakMap<SourceCode, readonly number[]>();

/** The offset at which the line of an offset begins. */
function lineStartAt(source: SourceCode, offset: number): number {
  let starts = lineStarts.get(source);
  if (!starts) lineStarts.set(source, (starts = [0, ...[...source.text.matchAll(/\n/gu)].map(({ index }) => index + 1)]));
  return starts[lastWhere(starts, (start) => start <= offset)]!;
}

/** Whether only white space stands before a node on its line. */
function startsItsLine(source: SourceCode, node: { readonly range: readonly [number, number] }): boolean {
  const lineStart = lineStartAt(source, node.range[0]);
  return source.text.slice(lineStart, node.range[0]).trim() === '';
}

function indentOf(source: SourceCode, node: { readonly range: readonly [number, number] }): string {
  const lineStart = lineStartAt(source, node.range[0]);
  return /^[\t ]*/u.exec(source.text.slice(lineStart))![0];
}

function indentUnit(source: SourceCode): string {
  return styleOf(source).indentUnit;
}
