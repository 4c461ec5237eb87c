/**
 * Where a statement can be added.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { replacement } from '../../edits/apply-edits.ts';
import { startWithDirectives } from '../../edits/directed-lines.ts';
import { styleOf } from '../../edits/file-style.ts';
import { indentOf, insertion, lineEnd, startsItsLine } from '../../edits/insertion.ts';
import { insertStatementAfter, statementBefore } from '../../edits/statement-edits.ts';
import { endWithComments, isTerminated } from '../../edits/statement-ends.ts';
import type { Edit } from '../../findings/finding.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';

/** An expression as a statement, without a semicolon. */
export type AddedStatement = string | ConditionalStatement;

/** One that is run under a condition: it gets a block, since linters ask for one (`curly`). */
interface ConditionalStatement {
  readonly condition: string;
  readonly text: string;
}

/** As a message shows it, in one line. */
export function inOneLine(statement: AddedStatement): string {
  return typeof statement === 'string'
    ? statement
    : `if (${statement.condition}) { ${statement.text}; }`;
}

/** A statement with its end, as it stands behind a line's indentation. */
export function inLines(source: SourceCode, statement: AddedStatement, indent: string): string {
  const { hasSemicolons, indentUnit } = styleOf(source);
  const end = hasSemicolons ? ';' : '';
  if (typeof statement === 'string') return `${statement}${end}`;
  const eol = lineEnd(source.text);
  const { condition, text } = statement;
  return `if (${condition}) {${eol}${indent}${indentUnit}${text}${end}${eol}${indent}}`;
}

/** A statement with its end, before or behind others on their line. */
function amongOthers(statement: AddedStatement): string {
  return typeof statement === 'string' ? `${statement};` : inOneLine(statement);
}

/** The statement of a block that a declaration or an assignment is. */
export function statementOf(binding: Node): Node | undefined {
  const statement = binding.parent;
  const isStatement =
    statement?.type === AST_NODE_TYPES.VariableDeclaration ||
    statement?.type === AST_NODE_TYPES.ExpressionStatement;
  return isStatement && isInList(statement) ? statement : undefined;
}

/** Whether a node stands in a list of statements. */
export function isInList({ parent }: Node): boolean {
  return (
    parent?.type === AST_NODE_TYPES.BlockStatement ||
    parent?.type === AST_NODE_TYPES.Program ||
    parent?.type === AST_NODE_TYPES.SwitchCase
  );
}

/** Adds a statement at the beginning of a block; undefined if it is none, or begins with a directive. */
export function intoBody(source: SourceCode, block: Node, added: AddedStatement): Edit | undefined {
  if (block.type !== AST_NODE_TYPES.BlockStatement) return undefined;
  const [first] = block.body;
  if (first?.type === AST_NODE_TYPES.ExpressionStatement && typeof first.directive === 'string')
    return undefined;
  if (first && startsItsLine(source, first)) return beforeStatement(source, first, added);
  if (source.getCommentsInside(block).length > 0) return undefined;
  if (first) return insertion(first.range[0], `${amongOthers(added)} `);
  const eol = lineEnd(source.text);
  const outer = indentOf(source, block);
  const inner = `${outer}${styleOf(source).indentUnit}`;
  return {
    range: [block.range[0] + 1, block.range[1] - 1],
    text: `${eol}${inner}${inLines(source, added, inner)}${eol}${outer}`,
  };
}

/** Adds a statement before another in its list, on a line of its own if that one has one. */
export function beforeStatement(source: SourceCode, statement: Node, added: AddedStatement): Edit {
  if (!startsItsLine(source, statement))
    return insertion(statement.range[0], `${amongOthers(added)} `);
  const start = startWithDirectives(source, statement);
  if (typeof added === 'string') return statementBefore(source, start, added);
  const indent = indentOf(source, statement);
  return insertion(start, `${inLines(source, added, indent)}${lineEnd(source.text)}${indent}`);
}

/** Adds a statement behind another, on the same line if more stands there. */
export function afterStatement(source: SourceCode, statement: Node, added: AddedStatement): Edit {
  const next = source.getTokenAfter(statement);
  const isFollowed = next?.loc.start.line === statement.loc.end.line;
  if (isFollowed && isTerminated(source, statement))
    return insertion(statement.range[1], ` ${amongOthers(added)}`);
  if (typeof added === 'string') return insertStatementAfter(source, statement, added);
  const indent = indentOf(source, statement);
  return insertion(
    endWithComments(source, statement),
    `${lineEnd(source.text)}${indent}${inLines(source, added, indent)}`,
  );
}

/** An arrow function that is an expression gets a body with a statement before it, and a parameter list if one is given. */
export function arrowWithBody(
  source: SourceCode,
  fn: TSESTree.ArrowFunctionExpression,
  added: AddedStatement,
  parameters?: string,
): Edit | undefined {
  const before = source.getTokenBefore(fn.body);
  const body = source.getText(fn.body);
  if (
    before?.value !== '=>' ||
    source.getCommentsInside(fn).length > 0 ||
    body.includes('\n') ||
    (parameters !== undefined && fn.returnType !== undefined)
  )
    return undefined;
  const { hasSemicolons, indentUnit } = styleOf(source);
  const end = hasSemicolons ? ';' : '';
  const outer = `${lineEnd(source.text)}${indentOf(source, fn)}`;
  const inner = `${outer}${indentUnit}`;
  const text = inLines(source, added, `${indentOf(source, fn)}${indentUnit}`);
  const head =
    parameters === undefined
      ? source.text.slice(fn.range[0], fn.body.range[0])
      : `${fn.async ? 'async ' : ''}${parameters} => `;
  return replacement(fn, `${head}{${inner}${text}${inner}return ${body}${end}${outer}}`);
}
