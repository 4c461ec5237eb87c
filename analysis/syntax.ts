/**
 * Questions that the AST alone answers: no scopes, no meaning.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { lastWhere } from './lines.ts';
import type { SourceCode } from './source-code.ts';

export type Node = TSESTree.Node;
export type FunctionNode =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression;
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
type NodeOf<T extends AST_NODE_TYPES> = Extract<Node, { type: T }>;

/** The children of a node in source order, by the parser's own visitor keys. */
export function childrenOf(source: SourceCode, node: Node): Node[] {
  const children: Node[] = [];
  for (const key of source.visitorKeys[node.type] ?? []) {
    const value = (node as unknown as Record<string, unknown>)[key];
    if (!Array.isArray(value)) {
      if (isNode(value)) children.push(value);
      continue;
    }
    for (const child of value as unknown[]) if (isNode(child)) children.push(child);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** Calls `visit` for the root and everything below it; a visit that returns false skips the node's children. */
export function walk(source: SourceCode, root: Node, visit: (node: Node) => boolean | void): void {
  // A stack of our own: minified files nest deeper than the call stack allows.
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (visit(node) === false) continue;
    // One by one: a table of data has more items than a call takes arguments.
    const children = childrenOf(source, node);
    for (let index = children.length - 1; index >= 0; index--) pending.push(children[index]!);
  }
}

/** Whether a node, or one below it, is accepted. */
export function someNode(source: SourceCode, root: Node, accepts: (node: Node) => boolean): boolean {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (accepts(node)) return true;
    for (const child of childrenOf(source, node)) pending.push(child);
  }
  return false;
}

const nodesByType = new WeakMap<SourceCode, Map<AST_NODE_TYPES, Node[]>>();

/** All nodes of a type in source order; the file is walked once, whoever asks. */
export function nodesOf<T extends AST_NODE_TYPES>(source: SourceCode, type: T): readonly NodeOf<T>[] {
  let index = nodesByType.get(source);
  if (!index) {
    const fresh = new Map<AST_NODE_TYPES, Node[]>();
    walk(source, source.ast, (node) => {
      const bucket = fresh.get(node.type);
      if (bucket) bucket.push(node);
      else fresh.set(node.type, [node]);
    });
    nodesByType.set(source, fresh);
    index = fresh;
  }
  return (index.get(type) ?? []) as NodeOf<T>[];
}

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

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === AST_NODE_TYPES.FunctionDeclaration ||
    node.type === AST_NODE_TYPES.FunctionExpression ||
    node.type === AST_NODE_TYPES.ArrowFunctionExpression
  );
}

export function isClass(node: Node): node is ClassNode {
  return node.type === AST_NODE_TYPES.ClassDeclaration || node.type === AST_NODE_TYPES.ClassExpression;
}

/** The constructor that a class writes, if it does. */
export function constructorOf(node: ClassNode): FunctionNode | undefined {
  for (const member of node.body.body) {
    if (member.type === AST_NODE_TYPES.MethodDefinition && member.kind === 'constructor' && isFunction(member.value)) return member.value;
  }
  return undefined;
}

export function isIdentifierNamed(node: Node, name: string): boolean {
  return node.type === AST_NODE_TYPES.Identifier && node.name === name;
}

/** The string that a literal or a template without expressions stands for. */
export function literalString(node: Node): string | undefined {
  if (node.type === AST_NODE_TYPES.Literal && typeof node.value === 'string') return node.value;
  if (node.type === AST_NODE_TYPES.TemplateLiteral && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** `null`, `undefined` */
export function isNothing(node: Node): boolean {
  return (node.type === AST_NODE_TYPES.Literal && node.raw === 'null') || (node.type === AST_NODE_TYPES.Identifier && node.name === 'undefined');
}

/** Every ancestor, nearest first. */
export function* ancestorsOf(node: Node): Generator<Node> {
  for (let parent = node.parent; parent; parent = parent.parent) yield parent;
}

/** The function that a node stands in, if any. */
export function functionAround(node: Node): FunctionNode | undefined {
  for (const ancestor of ancestorsOf(node)) if (isFunction(ancestor)) return ancestor;
  return undefined;
}

/** The statement that follows another in its block. */
export function statementAfter(statement: Node): Node | undefined {
  const { parent } = statement;
  const statements: readonly Node[] = parent?.type === AST_NODE_TYPES.BlockStatement || parent?.type === AST_NODE_TYPES.Program ? parent.body : [];
  // In a list of thousands, each of which asks, nobody looks from the start.
  return statements[lastWhere(statements, ({ range }) => range[0] <= statement.range[0]) + 1];
}

/** The statements that stand behind another in its block, or in its case. */
export function statementsBehind(statement: Node): readonly Node[] {
  const { parent } = statement;
  const isBehind = ({ range }: Node) => range[0] >= statement.range[1];
  if (parent?.type === AST_NODE_TYPES.BlockStatement || parent?.type === AST_NODE_TYPES.Program) return parent.body.filter(isBehind);
  if (parent?.type === AST_NODE_TYPES.SwitchStatement) return parent.cases.filter(isBehind);
  return parent?.type === AST_NODE_TYPES.SwitchCase ? parent.consequent.filter(isBehind) : [];
}

/** Whether one node stands inside another, or is it. */
export function contains(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

const returnedByFunction = new WeakMap<FunctionNode, readonly Node[]>();

/** What a function can return: its expression body, or the arguments of its own `return` statements. */
export function returnedBy(source: SourceCode, fn: FunctionNode): readonly Node[] {
  if (fn.body.type !== AST_NODE_TYPES.BlockStatement) return [fn.body];
  let returned = returnedByFunction.get(fn);
  if (!returned) {
    const found: Node[] = [];
    walk(source, fn.body, (node) => {
      if (isFunction(node) || isClass(node)) return false;
      if (node.type === AST_NODE_TYPES.ReturnStatement && node.argument) found.push(node.argument);
      return true;
    });
    returnedByFunction.set(fn, (returned = found));
  }
  return returned;
}

/** The source of a node on one line, cut to a length that fits a table. */
export function oneLine(source: SourceCode, node: Node, maxLength = 60): string {
  const text = source.getText(node).replaceAll(/\s+/gu, ' ').replaceAll(' .', '.');
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
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

/** Whether a write runs on some of the paths to a use only. */
export function isConditional(write: Node, use: Node): boolean {
  for (const ancestor of ancestorsOf(write)) {
    if (contains(ancestor, use)) return false;
    if (isFunction(ancestor) || BRANCHES.has(ancestor.type) || LOOPS.has(ancestor.type)) return true;
  }
  return false;
}

/** The last name of what is called, as it is written: `get` of `axios.get(url)`; empty if it has none. */
export function calledName(callee: Node): string {
  if (callee.type === AST_NODE_TYPES.Identifier) return callee.name;
  return callee.type === AST_NODE_TYPES.MemberExpression && callee.property.type === AST_NODE_TYPES.Identifier ? callee.property.name : '';
}
