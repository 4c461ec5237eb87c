/**
 * The conditions under which a node is reached, and what runs on some paths only.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../source/source-code.ts';
import { BRANCHES, isFunction, LOOPS, withoutWrappers } from '../syntax/nodes.ts';
import { ancestorsOf, contains, functionAround } from '../syntax/traversal.ts';
import { canCompleteNormally } from './control-flow.ts';

/** A condition that holds where a node stands. */
export interface Condition {
  readonly test: Node;
  /** Whether the test is true there, or false. */
  readonly holds: boolean;
}

/** The conditions under which a node is reached, within its own function and the callbacks that it stands in. */
export function conditionsAt(node: Node): Condition[] {
  const conditions: Condition[] = [];
  let inner = node;
  for (const ancestor of ancestorsOf(node)) {
    if (
      ancestor.type === AST_NODE_TYPES.IfStatement ||
      ancestor.type === AST_NODE_TYPES.ConditionalExpression
    ) {
      if (inner !== ancestor.test)
        conditions.push({ test: ancestor.test, holds: inner === ancestor.consequent });
    } else if (
      ancestor.type === AST_NODE_TYPES.LogicalExpression &&
      inner === ancestor.right &&
      ancestor.operator !== '??'
    ) {
      conditions.push({ test: ancestor.left, holds: ancestor.operator === '&&' });
    } else if (
      ancestor.type === AST_NODE_TYPES.BlockStatement ||
      ancestor.type === AST_NODE_TYPES.Program
    ) {
      // `if (!known) return;` above it.
      for (const statement of ancestor.body) {
        if (statement === inner) break;
        if (
          statement.type === AST_NODE_TYPES.IfStatement &&
          !statement.alternate &&
          !canCompleteNormally(statement.consequent)
        )
          conditions.push({ test: statement.test, holds: false });
      }
    }
    inner = ancestor;
  }
  return conditions;
}

/** The parts of a condition that hold together with it: of `a && b`, both; of `!(a || b)`, both, negated. */
export function partsOf({ test, holds }: Condition): Condition[] {
  const inner = withoutWrappers(test);
  if (inner.type === AST_NODE_TYPES.UnaryExpression && inner.operator === '!')
    return partsOf({ test: inner.argument, holds: !holds });
  if (inner.type === AST_NODE_TYPES.LogicalExpression && inner.operator === (holds ? '&&' : '||')) {
    return [...partsOf({ test: inner.left, holds }), ...partsOf({ test: inner.right, holds })];
  }
  return [{ test: inner, holds }];
}

/** Whether a write runs on some of the paths to a use only. */
export function isConditional(write: Node, use: Node): boolean {
  for (const ancestor of ancestorsOf(write)) {
    if (contains(ancestor, use)) return false;
    if (isFunction(ancestor) || BRANCHES.has(ancestor.type) || LOOPS.has(ancestor.type))
      return true;
  }
  return false;
}

/** Whether a branch decides, in the function or at module level, that it is done. */
export function isOnSomePaths(node: Node): boolean {
  const outermost = functionAround(node)?.body;
  let program: Node = node;
  while (program.parent) program = program.parent;
  return isConditional(node, outermost ?? program);
}
