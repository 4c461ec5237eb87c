/**
 * What a name is bound to.
 */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope, Variable } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { SourceCode } from './source-code.ts';
import { literalString, type Node } from './syntax.ts';

export type { Variable };

/** The variable that a name means at a node, or undefined if no scope declares it. */
export function variableNamed(source: SourceCode, name: string, at: Node): Variable | undefined {
  for (let scope: Scope | null = source.getScope(at); scope; scope = scope.upper) {
    const variable = scope.set.get(name);
    if (variable) return variable;
  }
  return undefined;
}

/** The variable behind an identifier; undefined for globals, which resolve to no definition. */
export function variableOf(source: SourceCode, identifier: TSESTree.Identifier): Variable | undefined {
  const variable = variableNamed(source, identifier.name, identifier);
  return variable && variable.defs.length > 0 ? variable : undefined;
}

/** Whether an identifier means the global of that name: `require`, `undefined`, `Object`. */
export function isGlobal(source: SourceCode, node: Node, name: string): node is TSESTree.Identifier {
  return node.type === AST_NODE_TYPES.Identifier && node.name === name && !variableOf(source, node);
}

/**
 * Whether a variable lives as long as its module. The scope's type is `module`, `global` (a script) or
 * `function` (CommonJS), so the block decides.
 */
export function isModuleLevel(variable: Variable): boolean {
  return variable.scope.block.type === AST_NODE_TYPES.Program;
}

/** The module that `require('x')` or `import('x')` loads. */
export function loadedModule(source: SourceCode, node: Node): string | undefined {
  if (node.type === AST_NODE_TYPES.ImportExpression) return literalString(node.source);
  if (node.type === AST_NODE_TYPES.CallExpression && isGlobal(source, node.callee, 'require') && node.arguments.length === 1) {
    return literalString(node.arguments[0]!);
  }
  return undefined;
}

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
    return name !== undefined && name === propertyName(source, b) && sameReference(source, a.object, b.object);
  }
  return false;
}

/** `Object.assign(…)` */
export function isObjectAssign(source: SourceCode, call: TSESTree.CallExpression): boolean {
  const { callee } = call;
  return (
    callee.type === AST_NODE_TYPES.MemberExpression && isGlobal(source, callee.object, 'Object') && propertyName(source, callee) === 'assign'
  );
}
