/**
 * Awaits that do nothing but let time pass.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf } from '../flow/values.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { calledName } from '../syntax/references.ts';
import type { Await } from './suspension-points.ts';

const SLEEPS =
  /^(?:sleep|delay|wait|waitForTimeout|pause|snooze|backoff|setTimeout|setTimeoutPromise)$/iu;

/** Whether an await sleeps for a number of milliseconds or more, by a number that the code writes. */
export function sleepsFor(source: SourceCode, node: Await, milliseconds: number): boolean {
  if (node.type === AST_NODE_TYPES.ForOfStatement) return false;
  const awaited = withoutWrappers(node.argument);
  const isLong = (timed: TSESTree.CallExpression) =>
    timed.arguments.some((argument) =>
      numbersIn(source, argument).some((number) => number >= milliseconds),
    );
  if (
    awaited.type === AST_NODE_TYPES.CallExpression &&
    SLEEPS.test(calledName(source, withoutWrappers(awaited.callee)))
  )
    return isLong(awaited);
  return valuesOf(source, awaited).some((value) => {
    const timer = value.kind === 'node' ? timerOf(source, value.node) : undefined;
    return timer !== undefined && isLong(timer);
  });
}

/** The timer of `new Promise((resolve) => setTimeout(resolve, 1000))`, which waits for nothing else. */
function timerOf(source: SourceCode, made: Node): TSESTree.CallExpression | undefined {
  const executor = made.type === AST_NODE_TYPES.NewExpression ? made.arguments[0] : undefined;
  if (!executor || !isFunction(executor)) return undefined;
  const { body } = executor;
  const statements = body.type === AST_NODE_TYPES.BlockStatement ? body.body : [body];
  const statement = statements.length === 1 ? statements[0] : undefined;
  const timer =
    statement?.type === AST_NODE_TYPES.ExpressionStatement ? statement.expression : statement;
  return timer?.type === AST_NODE_TYPES.CallExpression &&
    calledName(source, withoutWrappers(timer.callee)) === 'setTimeout'
    ? timer
    : undefined;
}

/** The numbers that an expression may be, a default among them. */
function numbersIn(source: SourceCode, node: Node): number[] {
  return valuesOf(source, node).flatMap((value) =>
    value.kind === 'node' &&
    value.node.type === AST_NODE_TYPES.Literal &&
    typeof value.node.value === 'number'
      ? value.node.value
      : [],
  );
}
