/**
 * Questions that a node alone answers: no scopes, no meaning.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { isFunction } from '@typescript-eslint/utils/ast-utils';
import type { Call, ClassNode, FunctionNode, Node } from '../source/source-code.ts';

export { isFunction };

/** Takes off what changes a value's type or spelling but not the value: `x as T`, `x!`, `<T>x`, `a?.b` chains. */
export function withoutWrappers(node: Node): Node {
  let inner = node;
  while (
    inner.type === AST_NODE_TYPES.TSAsExpression ||
    inner.type === AST_NODE_TYPES.TSNonNullExpression ||
    inner.type === AST_NODE_TYPES.TSSatisfiesExpression ||
    inner.type === AST_NODE_TYPES.TSTypeAssertion ||
    inner.type === AST_NODE_TYPES.TSInstantiationExpression ||
    inner.type === AST_NODE_TYPES.ChainExpression
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** Puts them around: the outermost expression that is nothing but this value. */
export function withWrappers(node: Node): Node {
  let outer = node;
  while (outer.parent && withoutWrappers(outer.parent) === withoutWrappers(outer))
    outer = outer.parent;
  return outer;
}

export function isCall(node: Node | null | undefined): node is Call {
  return (
    node?.type === AST_NODE_TYPES.CallExpression || node?.type === AST_NODE_TYPES.NewExpression
  );
}

export function isClass(node: Node): node is ClassNode {
  return (
    node.type === AST_NODE_TYPES.ClassDeclaration || node.type === AST_NODE_TYPES.ClassExpression
  );
}

/** The constructor that a class writes, if it does. */
export function constructorOf(node: ClassNode): FunctionNode | undefined {
  for (const member of node.body.body) {
    if (
      member.type === AST_NODE_TYPES.MethodDefinition &&
      member.kind === 'constructor' &&
      isFunction(member.value)
    )
      return member.value;
  }
  return undefined;
}

export function isIdentifierNamed(node: Node, name: string): boolean {
  return node.type === AST_NODE_TYPES.Identifier && node.name === name;
}

/** The string that a literal or a template without expressions stands for. */
export function literalString(node: Node): string | undefined {
  if (node.type === AST_NODE_TYPES.Literal && typeof node.value === 'string') return node.value;
  if (node.type === AST_NODE_TYPES.TemplateLiteral && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** `null`, `undefined` */
export function isNullish(node: Node): boolean {
  return (
    (node.type === AST_NODE_TYPES.Literal && node.raw === 'null') ||
    (node.type === AST_NODE_TYPES.Identifier && node.name === 'undefined')
  );
}

/** The statements that stand behind another in its block, or in its case. */
export function statementsBehind(statement: Node): readonly Node[] {
  const { parent } = statement;
  const isBehind = ({ range }: Node) => range[0] >= statement.range[1];
  if (parent?.type === AST_NODE_TYPES.BlockStatement || parent?.type === AST_NODE_TYPES.Program)
    return parent.body.filter(isBehind);
  if (parent?.type === AST_NODE_TYPES.SwitchStatement) return parent.cases.filter(isBehind);
  return parent?.type === AST_NODE_TYPES.SwitchCase ? parent.consequent.filter(isBehind) : [];
}

/** What runs its parts on some paths only. */
export const BRANCHES: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.IfStatement,
  AST_NODE_TYPES.ConditionalExpression,
  AST_NODE_TYPES.LogicalExpression,
  AST_NODE_TYPES.SwitchCase,
  AST_NODE_TYPES.CatchClause,
]);

export const LOOPS: ReadonlySet<AST_NODE_TYPES> = new Set([
  AST_NODE_TYPES.ForStatement,
  AST_NODE_TYPES.ForOfStatement,
  AST_NODE_TYPES.ForInStatement,
  AST_NODE_TYPES.WhileStatement,
  AST_NODE_TYPES.DoWhileStatement,
]);
