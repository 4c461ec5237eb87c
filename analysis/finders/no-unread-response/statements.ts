/**
 * Where a statement can be added.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { replacement } from '../../edits/apply-edits.ts';
import { styleOf } from '../../edits/file-style.ts';
import { indentOf, insertion, lineEnd, startsItsLine } from '../../edits/insertion.ts';
import { insertStatementAfter, statementBefore } from '../../edits/statement-edits.ts';
import { isTerminated } from '../../edits/statement-ends.ts';
import type { Edit } from '../../findings/finding.ts';
import type { Node, SourceCode } from '../../source/source-code.ts';

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
export function intoBody(source: SourceCode, block: Node, text: string): Edit | undefined {
  if (block.type !== AST_NODE_TYPES.BlockStatement) return undefined;
  const [first] = block.body;
  if (first?.type === AST_NODE_TYPES.ExpressionStatement && typeof first.directive === 'string')
    return undefined;
  if (first && startsItsLine(source, first)) return beforeStatement(source, first, text);
  if (source.getCommentsInside(block).length > 0) return undefined;
  const { hasSemicolons, indentUnit } = styleOf(source);
  const eol = lineEnd(source.text);
  const outer = indentOf(source, block);
  if (!first) {
    const at = block.range[0] + 1;
    return {
      range: [at, block.range[1] - 1],
      text: `${eol}${outer}${indentUnit}${text}${hasSemicolons ? ';' : ''}${eol}${outer}`,
    };
  }
  return insertion(first.range[0], `${text}; `);
}

/** Adds a statement before another in its list, on a line of its own if that one has one. */
export function beforeStatement(source: SourceCode, statement: Node, text: string): Edit {
  const [start] = statement.range;
  if (!startsItsLine(source, statement)) return insertion(start, `${text}; `);
  return statementBefore(source, start, text);
}

/** Adds a statement behind another, on the same line if more stands there. */
export function afterStatement(source: SourceCode, statement: Node, text: string): Edit {
  const next = source.getTokenAfter(statement);
  const isFollowed = next?.loc.start.line === statement.loc.end.line;
  return isFollowed && isTerminated(source, statement)
    ? insertion(statement.range[1], ` ${text};`)
    : insertStatementAfter(source, statement, text);
}

/** An arrow function that is an expression gets a body with a statement before it, and a parameter list if one is given. */
export function arrowWithBody(
  source: SourceCode,
  fn: TSESTree.ArrowFunctionExpression,
  text: string,
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
  const head =
    parameters === undefined
      ? source.text.slice(fn.range[0], fn.body.range[0])
      : `${fn.async ? 'async ' : ''}${parameters} => `;
  return replacement(fn, `${head}{${inner}${text}${end}${inner}return ${body}${end}${outer}}`);
}
