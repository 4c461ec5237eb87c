/**
 * What is said of a body that must be read or destroyed, and of the expressions that lead to it.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node } from '../source/source-code.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import type { MemberPath } from './models/client-model.ts';

/** Where a body is in a value: the names of the properties on the way, none if the value is the body. */
export type BodyPath = MemberPath;

/**
 * - `ended`: read to its end, or destroyed, whatever happens.
 * - `heard`: read, by a listener.
 * - `handedOn`: whoever gets it takes over the care for it.
 * - `piped`: read for as long as the destination takes it.
 */
export type BodyFate = 'ended' | 'heard' | 'handedOn' | 'piped';

/** `body.pipe(destination)` */
export interface BodyPipe {
  readonly call: TSESTree.CallExpression;
  readonly body: Node;
  readonly destination: Node | undefined;
}

export interface BodyUses {
  /** By the node whose evaluation decides. */
  readonly fates: ReadonlyMap<Node, BodyFate>;
  readonly pipes: readonly BodyPipe[];
  /** The expressions that are the value, or lead from it to the body, in the order in which they were found. */
  readonly ways: ReadonlyMap<Node, BodyPath>;
  /** The events that are listened to; undefined for one that is not known. */
  readonly events: ReadonlySet<string | undefined>;
  /** Whether something stops reading it for a time. */
  readonly isPaused: boolean;
  /** Whether it goes where it is not followed. */
  readonly isLost: boolean;
}

/** What a value passes through as it is. */
const WRAPPERS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ChainExpression,
  AST_NODE_TYPES.TSAsExpression,
  AST_NODE_TYPES.TSNonNullExpression,
  AST_NODE_TYPES.TSSatisfiesExpression,
  AST_NODE_TYPES.TSTypeAssertion,
]);

/** The expression itself with what is written around it: `x!`, `(x as T)`. */
export function outermost(node: Node): Node {
  let outer = node;
  while (outer.parent && WRAPPERS.has(outer.parent.type)) outer = outer.parent;
  return outer;
}

/** The operands one of which an expression has as its value. */
export function operandsOf(node: Node): Node[] {
  const inner = withoutWrappers(node);
  if (inner.type === AST_NODE_TYPES.ConditionalExpression)
    return [outermost(inner.consequent), outermost(inner.alternate)];
  return inner.type === AST_NODE_TYPES.LogicalExpression
    ? [outermost(inner.left), outermost(inner.right)]
    : [];
}

/** What looks at a value and keeps nothing of it. */
export const LOOKS_AT: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.BinaryExpression,
  AST_NODE_TYPES.DoWhileStatement,
  AST_NODE_TYPES.ExpressionStatement,
  AST_NODE_TYPES.ForInStatement,
  AST_NODE_TYPES.ForStatement,
  AST_NODE_TYPES.IfStatement,
  AST_NODE_TYPES.SwitchCase,
  AST_NODE_TYPES.SwitchStatement,
  AST_NODE_TYPES.TemplateLiteral,
  AST_NODE_TYPES.UnaryExpression,
  AST_NODE_TYPES.WhileStatement,
]);
