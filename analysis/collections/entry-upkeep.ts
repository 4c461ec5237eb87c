/**
 * Whether code does nothing but keep the entries of a collection up: it adds, removes, and looks what is there.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isFunction, LOOPS, statementsBehind, withoutWrappers } from '../syntax/nodes.ts';
import { someNode } from '../syntax/traversal.ts';
import { isClock } from './repeatable-code.ts';

/** What is asked with: the file, and whether an expression names the collection. */
interface Subject {
  readonly source: SourceCode;
  readonly isCollection: (node: Node) => boolean;
}

/** Whether a lookup decides about nothing but the entries themselves: `if (!seen.has(id)) seen.add(id)`. */
export function onlyKeepsUp(subject: Subject, lookup: TSESTree.CallExpression): boolean {
  let node: Node = lookup;
  while (node.parent && isUpkeep(subject, node.parent)) node = node.parent;
  const { parent } = node;
  if (parent?.type === AST_NODE_TYPES.ExpressionStatement) return true;
  if (parent?.type !== AST_NODE_TYPES.IfStatement || parent.test !== node) return false;
  const branches = [parent.consequent, ...(parent.alternate ? [parent.alternate] : [])];
  if (branches.every((branch) => isUpkeepStatement(subject, branch))) return true;
  // `if (seen.has(id)) return; seen.add(id);` at the end of a function
  return (
    !parent.alternate &&
    endsRound(parent) &&
    statementsBehind(parent).every((statement) => isUpkeepStatement(subject, statement))
  );
}

/** Whether an `if` leaves the function, or the round of a loop, that it is a statement of. */
function endsRound({ consequent, parent: block }: TSESTree.IfStatement): boolean {
  const exit =
    consequent.type === AST_NODE_TYPES.BlockStatement && consequent.body.length === 1
      ? consequent.body[0]!
      : consequent;
  const around = block.parent;
  if (around === undefined) return false;
  if (exit.type === AST_NODE_TYPES.ReturnStatement) return !exit.argument && isFunction(around);
  return exit.type === AST_NODE_TYPES.ContinueStatement && !exit.label && LOOPS.has(around.type);
}

function isUpkeepStatement(subject: Subject, statement: Node): boolean {
  if (statement.type === AST_NODE_TYPES.BlockStatement)
    return statement.body.every((inner) => isUpkeepStatement(subject, inner));
  return (
    statement.type === AST_NODE_TYPES.EmptyStatement ||
    (statement.type === AST_NODE_TYPES.ExpressionStatement &&
      isUpkeep(subject, statement.expression))
  );
}

/** A call of the collection with plain arguments, or several of them. */
function isUpkeep(subject: Subject, expression: Node): boolean {
  const node = withoutWrappers(expression);
  if (node.type === AST_NODE_TYPES.UnaryExpression)
    return node.operator === '!' && isUpkeep(subject, node.argument);
  if (node.type === AST_NODE_TYPES.LogicalExpression)
    return isUpkeep(subject, node.left) && isUpkeep(subject, node.right);
  if (
    node.type !== AST_NODE_TYPES.CallExpression ||
    node.callee.type !== AST_NODE_TYPES.MemberExpression ||
    !subject.isCollection(node.callee.object)
  )
    return false;
  return node.arguments.every(
    (argument) =>
      isClock(subject.source, argument) ||
      !someNode(subject.source, argument, ({ type }) => DOES_SOMETHING.has(type)),
  );
}

const DOES_SOMETHING: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.CallExpression,
  AST_NODE_TYPES.NewExpression,
  AST_NODE_TYPES.TaggedTemplateExpression,
  AST_NODE_TYPES.AwaitExpression,
  AST_NODE_TYPES.YieldExpression,
  AST_NODE_TYPES.AssignmentExpression,
  AST_NODE_TYPES.UpdateExpression,
  AST_NODE_TYPES.ImportExpression,
]);
