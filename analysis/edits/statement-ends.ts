/**
 * Where a statement ends, by its tokens, and whether the next line goes on with it: JavaScript reads `f()` and `[1, 2]` on the
 * line below as one expression, unless a semicolon stands between them.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES, AST_TOKEN_TYPES } from '@typescript-eslint/types';
import { hasLineEnd } from '../source/lines.ts';
import type { Node, SourceCode } from '../source/source-code.ts';

/**
 * The last token of a statement. A semicolon that begins a line is none of it: it stands there for the sake of what follows,
 * as in `;[1, 2].forEach(…)`, though the parser counts it as the end of the statement above.
 */
export function lastTokenOf(source: SourceCode, statement: Node): TSESTree.Token {
  const last = source.getLastToken(statement)!;
  const before = last.value === ';' ? source.getTokenBefore(last) : null;
  return before &&
    before.range[0] >= statement.range[0] &&
    hasLineEnd(source.text, before.range[1], last.range[0])
    ? before
    : last;
}

/** Where a statement ends, with the comments that stand behind it on its line. */
export function endWithComments(source: SourceCode, statement: Node): number {
  const token = lastTokenOf(source, statement);
  let [, end] = token.range;
  for (const { range } of source.getCommentsAfter(token)) {
    if (hasLineEnd(source.text, end, range[1])) break;
    [, end] = range;
  }
  return end;
}

/** Whether a semicolon of its own ends a statement, on its last line. */
export function isTerminated(source: SourceCode, statement: Node): boolean {
  return lastTokenOf(source, statement).value === ';';
}

interface Insertion {
  /** Whether a line ends between the statement and what follows it. */
  readonly isOnOwnLine: boolean;
  /** An import ends with its string, whatever stands on the next line. */
  readonly isImport: boolean;
}

/** Whether a statement that is put in front of a position needs a semicolon, for what follows would go on with it. */
export function needsSemicolonBefore(
  source: SourceCode,
  position: number,
  { isOnOwnLine, isImport }: Insertion,
): boolean {
  const next = tokenFrom(source, position);
  if (!next || next.value === '}' || isSemicolon(next)) return false;
  const isBehindLineEnd = isOnOwnLine || hasLineEnd(source.text, position, next.range[0]);
  return !isBehindLineEnd || (continues(next) && !isImport);
}

/** Whether the first token from a position on is a semicolon, which then ends what is inserted there. */
export function hasSemicolonFrom(source: SourceCode, position: number): boolean {
  const next = tokenFrom(source, position);
  return next !== null && isSemicolon(next);
}

/** What a statement can begin with that goes on with an expression above it; behind a line's end `++` and `--` do not. */
const CONTINUATION = /^(?:[([`*/<,.]|\+(?!\+)|-(?!-))/u;

function continues({ type, value }: TSESTree.Token): boolean {
  return (
    type !== AST_TOKEN_TYPES.String && type !== AST_TOKEN_TYPES.Numeric && CONTINUATION.test(value)
  );
}

/**
 * Whether a token would be read together with the statement above another one.
 * @param statement the one that goes, or that is to begin with the token
 */
export function joinsAbove(source: SourceCode, statement: Node, token: TSESTree.Token): boolean {
  return continues(token) && statementsBefore(statement).some((before) => isOpen(source, before));
}

/** Whether the string that follows a statement would be a directive without it: `'use strict'` at the top of a function. */
export function hidesDirective(statement: Node): boolean {
  const siblings = siblingsOf(statement);
  const index = siblings.indexOf(statement);
  const next = siblings[index + 1];
  const isString =
    next?.type === AST_NODE_TYPES.ExpressionStatement &&
    next.expression.type === AST_NODE_TYPES.Literal &&
    typeof next.expression.value === 'string';
  return (
    isString &&
    siblings
      .slice(0, index)
      .every((before) => before.type === AST_NODE_TYPES.VariableDeclaration || isDirective(before))
  );
}

export function isDirective(statement: Node): boolean {
  return (
    statement.type === AST_NODE_TYPES.ExpressionStatement && typeof statement.directive === 'string'
  );
}

/** The statement above another, and the next ones as long as those between may be removed, too. */
function statementsBefore(statement: Node): readonly Node[] {
  const siblings = siblingsOf(statement);
  const index = siblings.indexOf(statement);
  let first = index;
  while (
    first > 0 &&
    (first === index || siblings[first]!.type === AST_NODE_TYPES.VariableDeclaration)
  )
    first--;
  return siblings.slice(first, index);
}

function siblingsOf({ parent }: Node): readonly Node[] {
  if (parent?.type === AST_NODE_TYPES.SwitchCase) return parent.consequent;
  return parent?.type === AST_NODE_TYPES.BlockStatement || parent?.type === AST_NODE_TYPES.Program
    ? parent.body
    : [];
}

/** What ends with its brace, and takes no semicolon. */
const ENDS_WITH_BRACE: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.BlockStatement,
  AST_NODE_TYPES.ClassDeclaration,
  AST_NODE_TYPES.FunctionDeclaration,
  AST_NODE_TYPES.SwitchStatement,
  AST_NODE_TYPES.TryStatement,
  AST_NODE_TYPES.TSEnumDeclaration,
  AST_NODE_TYPES.TSInterfaceDeclaration,
  AST_NODE_TYPES.TSModuleDeclaration,
]);

/** Whether a statement ends without a semicolon where one may stand. */
function isOpen(source: SourceCode, statement: Node): boolean {
  if (ENDS_WITH_BRACE.has(statement.type)) return false;
  const last = lastStatementIn(statement);
  return last ? isOpen(source, last) : !isTerminated(source, statement);
}

/** The statement that a loop, a label or an `if` ends with. */
function lastStatementIn(statement: Node): Node | undefined {
  switch (statement.type) {
    case AST_NODE_TYPES.ForInStatement:
    case AST_NODE_TYPES.ForOfStatement:
    case AST_NODE_TYPES.ForStatement:
    case AST_NODE_TYPES.LabeledStatement:
    case AST_NODE_TYPES.WhileStatement:
    case AST_NODE_TYPES.WithStatement:
      return statement.body;
    case AST_NODE_TYPES.IfStatement:
      return statement.alternate ?? statement.consequent;
    default:
      return undefined;
  }
}

function tokenFrom(source: SourceCode, position: number): TSESTree.Token | null {
  return source.getTokenAfter({ range: [position, position] } as unknown as TSESTree.Token);
}

function isSemicolon({ type, value }: TSESTree.Token): boolean {
  return type === AST_TOKEN_TYPES.Punctuator && value === ';';
}
