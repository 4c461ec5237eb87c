/**
 * The expressions by which code decides what it does.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isLog } from '../syntax/log-calls.ts';

/** What decides what a statement or an expression does; nothing if that is a line in a log. */
export function testsOf(source: SourceCode, node: Node): Node[] {
  switch (node.type) {
    case AST_NODE_TYPES.IfStatement:
      return !node.alternate && onlyLogs(source, node.consequent) ? [] : [node.test];
    case AST_NODE_TYPES.ConditionalExpression:
    case AST_NODE_TYPES.WhileStatement:
    case AST_NODE_TYPES.DoWhileStatement:
      return [node.test];
    case AST_NODE_TYPES.ForStatement:
      return node.test ? [node.test] : [];
    case AST_NODE_TYPES.ForOfStatement:
    case AST_NODE_TYPES.ForInStatement:
      return [node.right];
    case AST_NODE_TYPES.SwitchStatement:
      return [node.discriminant];
    case AST_NODE_TYPES.SwitchCase:
      return node.test ? [node.test] : [];
    default:
      return [];
  }
}

function onlyLogs(source: SourceCode, statement: Node): boolean {
  if (statement.type === AST_NODE_TYPES.BlockStatement)
    return statement.body.every((inner) => onlyLogs(source, inner));
  return (
    statement.type === AST_NODE_TYPES.ExpressionStatement &&
    statement.expression.type === AST_NODE_TYPES.CallExpression &&
    isLog(source, statement.expression.callee)
  );
}
