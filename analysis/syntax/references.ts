/**
 * Names of properties, and whether two expressions name the same thing.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { variableOf } from './bindings.ts';
import { literalString } from './nodes.ts';

/**
 * The name of a property access or a property, if it is fixed: `a.b`, `a['b']`, `a[B]` with a constant `B`,
 * `#b` for a private name.
 */
export function propertyName(
  source: SourceCode,
  node:
    | TSESTree.MemberExpression
    | TSESTree.Property
    | TSESTree.PropertyDefinition
    | TSESTree.MethodDefinition
    | TSESTree.AccessorProperty,
): string | undefined {
  const key: Node = node.type === AST_NODE_TYPES.MemberExpression ? node.property : node.key;
  if (key.type === AST_NODE_TYPES.PrivateIdentifier) return `#${key.name}`;
  if (!node.computed && key.type === AST_NODE_TYPES.Identifier) return key.name;
  return constantString(source, key);
}

/** The last name of what is called: `get` of `axios.get(url)` and of `axios['get'](url)`; empty if none is fixed. */
export function calledName(source: SourceCode, callee: Node): string {
  if (callee.type === AST_NODE_TYPES.Identifier) return callee.name;
  return callee.type === AST_NODE_TYPES.MemberExpression
    ? (propertyName(source, callee) ?? '')
    : '';
}

/** The string that an expression always is: a literal, or a constant that was given one. */
function constantString(source: SourceCode, node: Node): string | undefined {
  const literal = literalString(node);
  if (literal !== undefined || node.type !== AST_NODE_TYPES.Identifier) return literal;
  const definition = variableOf(source, node)?.defs[0]?.node as Node | undefined;
  const isConstant =
    definition?.type === AST_NODE_TYPES.VariableDeclarator &&
    definition.id.type === AST_NODE_TYPES.Identifier &&
    definition.parent.kind === 'const';
  return isConstant && definition.init ? literalString(definition.init) : undefined;
}

/** Whether two expressions name the same place: `this.a.b` and `this.a.b`, `x` and `x`. */
export function sameReference(source: SourceCode, a: Node, b: Node): boolean {
  if (a.type === AST_NODE_TYPES.ThisExpression) return b.type === AST_NODE_TYPES.ThisExpression;
  if (a.type === AST_NODE_TYPES.Identifier && b.type === AST_NODE_TYPES.Identifier) {
    return a.name === b.name && variableOf(source, a) === variableOf(source, b);
  }
  if (a.type === AST_NODE_TYPES.MemberExpression && b.type === AST_NODE_TYPES.MemberExpression) {
    const name = propertyName(source, a);
    return (
      name !== undefined &&
      name === propertyName(source, b) &&
      sameReference(source, a.object, b.object)
    );
  }
  return false;
}
