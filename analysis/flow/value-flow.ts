/**
 * Where the values of a file go, and where they come from: the edges out of a node and into it.
 *
 * It follows values, not time: a name that ever has a value has it wherever it is read.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isWriteTarget } from '../syntax/assignments.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isFunction } from '../syntax/nodes.ts';
import { functionAround, walk } from '../syntax/traversal.ts';
import type { CallLinks } from './call-links.ts';
import { functionTaking } from './call-sites.ts';
import type { Content } from './contents.ts';
import { contentOf, edgesIn, type Edge } from './edges.ts';
import { fixedEdges, type FixedEdges } from './fixed-edges.ts';
import { namesAt } from './names.ts';
import { usesOf } from './uses.ts';

const NONE: readonly Edge[] = [];

export class ValueFlow {
  readonly #source: SourceCode;
  readonly #links: CallLinks;
  readonly #fixed: FixedEdges;
  /** The edges into nodes, once no call can add to them. */
  #into?: Map<Node, readonly Edge[]>;
  /** The same out of nodes, by what contains the value there. */
  #out?: Map<Node, Map<Content | undefined, readonly Edge[]>>;

  constructor(source: SourceCode, links: CallLinks) {
    this.#source = source;
    this.#links = links;
    this.#fixed = fixedEdges(source);
  }

  /** @param head what contains the value in the node: those uses of a name are left out that read something else of it */
  out(node: Node, head?: Content): readonly Edge[] {
    if (!this.#out) return this.#findOut(node, head);
    let byHead = this.#out.get(node);
    if (!byHead) this.#out.set(node, (byHead = new Map<Content | undefined, readonly Edge[]>()));
    let edges = byHead.get(head);
    if (!edges) byHead.set(head, (edges = this.#findOut(node, head)));
    return edges;
  }

  #findOut(node: Node, head: Content | undefined): readonly Edge[] {
    return joined([
      this.#fixed.out(node),
      this.#among(node, head),
      this.#outOfCalls(node),
      this.#links.sharedOut(node),
    ]);
  }

  /** All calls are known from now on: no edge comes after. */
  settle(): void {
    this.#into = new Map<Node, readonly Edge[]>();
    this.#out = new Map<Node, Map<Content | undefined, readonly Edge[]>>();
  }

  into(node: Node): readonly Edge[] {
    let edges = this.#into?.get(node);
    if (!edges) {
      edges = this.#findInto(node);
      this.#into?.set(node, edges);
    }
    return edges;
  }

  #findInto(node: Node): readonly Edge[] {
    return joined([
      this.#fixed.into(node),
      this.#intoByCalls(node),
      this.#intoHandler(node),
      this.#links.sharedInto(node),
    ]);
  }

  /** Whether what an edge leads to is read there, if it is held at a property. */
  reads({ from, to, isWritten }: Edge, head: Content | undefined): boolean {
    if (isWritten) return true;
    const isMethod =
      from.type === AST_NODE_TYPES.BlockStatement && to.type === AST_NODE_TYPES.BlockStatement;
    if (isMethod && head?.startsWith('.')) {
      const { whole, reading } = usesOf(this.#source, to);
      return whole.length > 0 || reading.has(head) || reading.has('{}');
    }
    const { parent } = to;
    // `F.prototype.m = …`: what is written to is not read.
    return !(
      parent?.type === AST_NODE_TYPES.MemberExpression &&
      parent.object === to &&
      isWriteTarget(parent) &&
      contentOf(this.#source, parent) !== '.prototype'
    );
  }

  /** The edges from an argument, a receiver or a result. */
  #outOfCalls(node: Node): readonly Edge[] {
    const taking = this.#links.callsTaking(node);
    const fn = isResult(node) ? functionOf(this.#source, node) : undefined;
    // What settles a promise is an argument.
    if (taking.length === 0 && !fn) return NONE;
    const calls = [...taking, ...settledBy(this.#source, node), ...this.#running(fn)];
    return joined(
      distinct(calls).map((call) =>
        isInvocation(call) ? this.#links.edgesFrom(call, node) : NONE,
      ),
    );
  }

  /** The edges to a parameter, a receiver or a result. */
  #intoByCalls(node: Node): readonly Edge[] {
    const calls = [
      node,
      ...this.#links.callsTaking(node),
      ...settledBy(this.#source, node),
      ...this.#running(functionOf(this.#source, node)),
    ];
    return joined(
      distinct(calls).map((call) => (isInvocation(call) ? this.#links.edgesTo(call, node) : NONE)),
    );
  }

  #running(fn: FunctionNode | undefined): Node[] {
    if (!fn) return [];
    return [
      ...this.#links.sitesRunning(fn).map(({ node }) => node),
      ...this.#links.callbacksRunning(fn).map(({ call }) => call),
    ];
  }

  /** What is thrown in a `try` comes to its handler. */
  #intoHandler(node: Node): readonly Edge[] {
    const clause = node.parent;
    if (clause?.type !== AST_NODE_TYPES.CatchClause || clause.param !== node) return NONE;
    const edges: Edge[] = [];
    walk(this.#source, clause.parent.block, (inner) => {
      if (isFunction(inner)) return false;
      edges.push(...edgesIn(this.#source, inner));
      if (isInvocation(inner)) edges.push(...this.#links.edgesOf(inner));
      return true;
    });
    return edges.filter(({ to }) => to === node);
  }

  /** The edges from what stands for a variable, `this` or the exports to its uses. */
  #among(hub: Node, head: Content | undefined): readonly Edge[] {
    const { all, whole, reading } = usesOf(this.#source, hub);
    if (all.length === 0 || !head?.startsWith('.')) return all;
    return [...whole, ...(reading.get(head) ?? []), ...(reading.get('{}') ?? [])];
  }
}

/** All of some lists; of most nodes one alone has any. */
function joined(lists: readonly (readonly Edge[])[]): readonly Edge[] {
  const [first, ...others] = lists.filter(({ length }) => length > 0);
  return others.length === 0 ? (first ?? NONE) : [first!, ...others].flat();
}

function distinct(calls: readonly Node[]): readonly Node[] {
  return calls.length > 1 ? [...new Set(calls)] : calls;
}

function isInvocation(
  node: Node,
): node is TSESTree.CallExpression | TSESTree.NewExpression | TSESTree.TaggedTemplateExpression {
  return (
    node.type === AST_NODE_TYPES.CallExpression ||
    node.type === AST_NODE_TYPES.NewExpression ||
    node.type === AST_NODE_TYPES.TaggedTemplateExpression
  );
}

/** The function that a node is a parameter, a result, `this` or the `arguments` of. */
function functionOf(source: SourceCode, node: Node): FunctionNode | undefined {
  const { parent } = node;
  if (parent && isFunction(parent) && parent.body === node) return parent;
  const taker = functionTaking(node);
  if (taker) return taker;
  if (isStatementOfResult(node)) return functionAround(node);
  return node.type === AST_NODE_TYPES.Identifier && node.name === 'arguments'
    ? ownFunction(node)
    : undefined;
}

/** Whether a call of the function around gives what a node gives. */
function isResult(node: Node): boolean {
  return (
    isStatementOfResult(node) ||
    (node.parent?.type === AST_NODE_TYPES.ArrowFunctionExpression && node.parent.body === node)
  );
}

function isStatementOfResult({ type }: Node): boolean {
  return (
    type === AST_NODE_TYPES.ReturnStatement ||
    type === AST_NODE_TYPES.YieldExpression ||
    type === AST_NODE_TYPES.ThrowStatement
  );
}

function ownFunction(node: Node): FunctionNode | undefined {
  let fn = functionAround(node);
  while (fn?.type === AST_NODE_TYPES.ArrowFunctionExpression) fn = functionAround(fn);
  return fn;
}

/** The promises that a call of `resolve` or `reject` around a node settles. */
function settledBy(source: SourceCode, node: Node): readonly Node[] {
  const call = node.parent;
  if (
    call?.type !== AST_NODE_TYPES.CallExpression ||
    call.arguments[0] !== node ||
    call.callee.type !== AST_NODE_TYPES.Identifier
  )
    return [];
  return namesAt(source, call.callee).flatMap(({ hub }) => {
    const executor = hub.parent;
    const promise = executor?.parent;
    return executor &&
      isFunction(executor) &&
      promise?.type === AST_NODE_TYPES.NewExpression &&
      isGlobal(source, promise.callee, 'Promise')
      ? [promise]
      : [];
  });
}
