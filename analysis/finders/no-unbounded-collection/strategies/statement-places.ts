/**
 * Where a statement can be put so that it runs with an addition.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../../../source/source-code.ts';
import { isFunction, LOOPS } from '../../../syntax/nodes.ts';
import { ancestorsOf } from '../../../syntax/traversal.ts';

export interface StatementPlace {
  /** A statement that stands directly in a block. */
  readonly statement: Node;
  /** Whether control comes to what stands behind the statement once the addition is made. */
  readonly side: 'after' | 'before';
}

/** @returns undefined where no statement can be put: in an expression that is the body of a function, in a loop without a block */
export function placeWith(addition: Node): StatementPlace | undefined {
  let side: StatementPlace['side'] = 'after';
  let inner = addition;
  for (const ancestor of ancestorsOf(addition)) {
    if (isBlock(ancestor))
      return holdsStatement(ancestor, inner) ? { statement: inner, side } : undefined;
    if (isFunction(ancestor) || ancestor.type === AST_NODE_TYPES.PropertyDefinition)
      return undefined;
    if (LOOPS.has(ancestor.type)) return undefined;
    if (
      ancestor.type === AST_NODE_TYPES.ReturnStatement ||
      ancestor.type === AST_NODE_TYPES.ThrowStatement
    )
      side = 'before';
    inner = ancestor;
  }
  return undefined;
}

function isBlock({ type }: Node): boolean {
  return (
    type === AST_NODE_TYPES.BlockStatement ||
    type === AST_NODE_TYPES.Program ||
    type === AST_NODE_TYPES.StaticBlock ||
    type === AST_NODE_TYPES.SwitchCase
  );
}

function holdsStatement(block: Node, node: Node): boolean {
  return (
    block.type !== AST_NODE_TYPES.SwitchCase || block.consequent.some((inner) => inner === node)
  );
}

/** Whether a node is a statement of a block. */
export function standsInBlock(statement: Node): boolean {
  const { parent } = statement;
  return parent !== undefined && isBlock(parent) && holdsStatement(parent, statement);
}
