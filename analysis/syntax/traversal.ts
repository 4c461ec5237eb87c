/**
 * The nodes around, below and behind a node.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { lastWhere } from '../source/lines.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isClass, isFunction } from './nodes.ts';

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
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { type?: unknown }).type === 'string'
  );
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
export function someNode(
  source: SourceCode,
  root: Node,
  accepts: (node: Node) => boolean,
): boolean {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (accepts(node)) return true;
    for (const child of childrenOf(source, node)) pending.push(child);
  }
  return false;
}

const nodesByType = new WeakMap<SourceCode, Map<AST_NODE_TYPES, Node[]>>();

/** All nodes of a type in source order; the file is walked once, whoever asks. */
export function nodesOf<T extends AST_NODE_TYPES>(
  source: SourceCode,
  type: T,
): readonly NodeOf<T>[] {
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

/** Every ancestor, nearest first. */
export function* ancestorsOf(node: Node): Generator<Node> {
  for (let parent = node.parent; parent; parent = parent.parent) yield parent;
}

/** The function that a node stands in, if any. */
export function functionAround(node: Node): FunctionNode | undefined {
  for (const ancestor of ancestorsOf(node)) if (isFunction(ancestor)) return ancestor;
  return undefined;
}

export function isInConstructor(node: Node): boolean {
  const method = functionAround(node)?.parent;
  return method?.type === AST_NODE_TYPES.MethodDefinition && method.kind === 'constructor';
}

/** The statement that follows another in its block. */
export function statementAfter(statement: Node): Node | undefined {
  const { parent } = statement;
  const statements: readonly Node[] =
    parent?.type === AST_NODE_TYPES.BlockStatement || parent?.type === AST_NODE_TYPES.Program
      ? parent.body
      : [];
  // In a list of thousands, each of which asks, nobody looks from the start.
  return statements[lastWhere(statements, ({ range }) => range[0] <= statement.range[0]) + 1];
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

/** Whether a node is evaluated as the module is loaded, once. */
export function isAtModuleLevel(node: Node): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) return false;
    if (
      ancestor.type === AST_NODE_TYPES.PropertyDefinition &&
      !ancestor.static &&
      ancestor.value !== null
    )
      return false;
  }
  return true;
}
