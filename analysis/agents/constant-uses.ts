/**
 * What a use of a constant does with the object that it holds: write to it, call it, copy it, or look at it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isWritten } from '../syntax/assignments.ts';
import { isGlobal, type Variable } from '../syntax/bindings.ts';
import { withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';

export function isMethodOf(
  source: SourceCode,
  callee: Node,
  object: string,
  methods: readonly string[],
): boolean {
  return (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    isGlobal(source, callee.object, object) &&
    methods.includes(propertyName(source, callee) ?? '')
  );
}

/** Whether nothing in the file writes to what a constant holds, by its name. */
export function isUnwritten(variable: Variable): boolean {
  return variable.references.every(
    ({ identifier, init }) => init === true || !isWritten(outermost(identifier)),
  );
}

/** The access that a name is the root of: `LIMITS.agent.timeout`. */
export function outermost(identifier: Node): Node {
  let node = identifier;
  for (let { parent } = node; parent; { parent } = node) {
    const isPartOfAccess =
      (parent.type === AST_NODE_TYPES.MemberExpression && parent.object === node) ||
      withoutWrappers(parent) !== parent;
    if (!isPartOfAccess) break;
    node = parent;
  }
  return node;
}

export function isCallee(access: Node, parent: Node): boolean {
  return (
    (parent.type === AST_NODE_TYPES.CallExpression && parent.callee === access) ||
    parent.type === AST_NODE_TYPES.TaggedTemplateExpression
  );
}

/** `if (X.a)`, `typeof X`, `'a' in X`, `Object.keys(X)` */
export function isLookedAt(source: SourceCode, access: Node, parent: Node): boolean {
  switch (parent.type) {
    case AST_NODE_TYPES.UnaryExpression:
    case AST_NODE_TYPES.BinaryExpression:
    case AST_NODE_TYPES.TemplateLiteral:
    case AST_NODE_TYPES.ExpressionStatement:
    case AST_NODE_TYPES.IfStatement:
    case AST_NODE_TYPES.TSTypeQuery:
      return true;
    case AST_NODE_TYPES.ConditionalExpression:
      return parent.test === access;
    case AST_NODE_TYPES.ForInStatement:
      return parent.right === access;
    case AST_NODE_TYPES.CallExpression:
      return (
        isMethodOf(source, parent.callee, 'Object', ['freeze', 'isFrozen', 'keys']) ||
        isMethodOf(source, parent.callee, 'JSON', ['stringify']) ||
        isMethodOf(source, parent.callee, 'console', ['log', 'info', 'debug', 'warn', 'error'])
      );
    default:
      return false;
  }
}

/** `{ ...X }`, `const { a } = X`, `for (const a of X)` */
export function isCopied(parent: Node): boolean {
  if (parent.type === AST_NODE_TYPES.VariableDeclarator)
    return parent.id.type !== AST_NODE_TYPES.Identifier;
  return (
    parent.type === AST_NODE_TYPES.SpreadElement || parent.type === AST_NODE_TYPES.ForOfStatement
  );
}
