/**
 * Where the values of a file go, and where they come from: the edges out of a node and into it.
 *
 * It follows values, not time: a name that ever has a value has it wherever it is read.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isClass, isFunction } from '../syntax/nodes.ts';
import { functionAround, walk } from '../syntax/traversal.ts';
import { accessorEdges } from './accessors.ts';
import type { CallLinks } from './call-links.ts';
import { patternOf } from './call-sites.ts';
import type { Content, Step } from './contents.ts';
import { constructAround, contentOf, edgesIn, isWriteTarget, same, type Edge } from './edges.ts';
import { declaredExportOf, exportsObjects, isExportsObject } from './exports.ts';
import { namesAt } from './names.ts';
import { thisHub } from './this-flow.ts';
import { usesOf } from './uses.ts';

const EXPORTED: Step = { kind: 'escape', how: 'exported' };

export class ValueFlow {
  readonly #source: SourceCode;
  readonly #links: CallLinks;
  readonly #fixed = new Map<Node, readonly Edge[]>();
  /** The edges into nodes, once no call can add to them. */
  #into?: Map<Node, readonly Edge[]>;
  /** The same out of nodes, by what contains the value there. */
  #out?: Map<Node, Map<Content | undefined, readonly Edge[]>>;

  constructor(source: SourceCode, links: CallLinks) {
    this.#source = source;
    this.#links = links;
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
    let fixed = this.#fixed.get(node);
    if (!fixed) this.#fixed.set(node, (fixed = this.#fixedOut(node)));
    const uses = this.#among(node, head);
    const ofCalls = this.#outOfCalls(node);
    const shared = this.#links.sharedOut(node);
    return uses.length + ofCalls.length + shared.length === 0
      ? fixed
      : [...fixed, ...uses, ...ofCalls, ...shared];
  }

  /** The edges that are there whatever calls run. */
  #fixedOut(node: Node): readonly Edge[] {
    const isFromHere = ({ from }: Edge) => from === node;
    return [
      ...edgesIn(this.#source, node).filter(isFromHere),
      ...this.#around(node).filter(isFromHere),
      ...this.#outOfName(node),
      ...this.#outOfExports(node),
      ...accessorEdges(this.#source, node).filter(isFromHere),
    ];
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
    const isToHere = ({ to }: Edge) => to === node;
    return [
      ...edgesIn(this.#source, node).filter(isToHere),
      ...this.#around(node).filter(isToHere),
      ...this.#intoName(node),
      ...this.#intoThis(node),
      ...this.#intoExports(node),
      ...accessorEdges(this.#source, node).filter(isToHere),
      ...this.#intoByCalls(node),
      ...this.#intoHandler(node).filter(isToHere),
      ...this.#links.sharedInto(node),
    ];
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

  #around(node: Node): readonly Edge[] {
    const construct = constructAround(node);
    return construct ? edgesIn(this.#source, construct) : [];
  }

  /** To the declaration that stands for a variable, and from there to where it is exported; to its uses: `#among`. */
  #outOfName(node: Node): Edge[] {
    if (node.type !== AST_NODE_TYPES.Identifier) {
      const id = isFunction(node) || isClass(node) ? node.id : undefined;
      return id ? [{ from: node, to: id, steps: [same('name')] }] : [];
    }
    return namesAt(this.#source, node).flatMap(({ variable, hub, writes }): Edge[] => {
      if (hub !== node)
        return writes.includes(node) ? [{ from: node, to: hub, steps: [same('name')] }] : [];
      const exported = declaredExportOf(variable);
      return exported ? [{ from: node, to: exported, steps: [EXPORTED] }] : [];
    });
  }

  #intoName(node: Node): Edge[] {
    if (node.type !== AST_NODE_TYPES.Identifier) return [];
    const defined: Edge[] =
      'id' in node.parent && node.parent.id === node && isDefinition(node.parent)
        ? [{ from: node.parent, to: node, steps: [same('name')] }]
        : [];
    const others = namesAt(this.#source, node).flatMap(({ hub, writes, reads }): Edge[] => {
      if (hub === node) return writes.map((from) => ({ from, to: node, steps: [same('name')] }));
      return reads.includes(node) ? [{ from: hub, to: node, steps: [same('name')] }] : [];
    });
    return [...defined, ...others];
  }

  #intoThis(node: Node): Edge[] {
    if (node.type === AST_NODE_TYPES.ThisExpression || node.type === AST_NODE_TYPES.Super) {
      const hub = thisHub(node);
      return hub ? [{ from: hub, to: node, steps: [same('this')] }] : [];
    }
    // Static members are the class's, and stand in its body.
    return isClass(node) ? [...edgesIn(this.#source, node.body)] : [];
  }

  #outOfExports(node: Node): Edge[] {
    return isExportsObject(this.#source, node) && isWriteTarget(node)
      ? [{ from: node, to: this.#source.ast, steps: [same('name')] }]
      : [];
  }

  #intoExports(node: Node): Edge[] {
    if (node.type === AST_NODE_TYPES.Program)
      return exportsObjects(this.#source)
        .filter(isWriteTarget)
        .map((from) => ({ from, to: node, steps: [same('name')] }));
    return isExportsObject(this.#source, node)
      ? [{ from: this.#source.ast, to: node, steps: [same('name')] }]
      : [];
  }

  /** The edges from an argument, a receiver or a result. */
  #outOfCalls(node: Node): readonly Edge[] {
    const taking = this.#links.callsTaking(node);
    const settled = settledBy(this.#source, node);
    const fn = isResult(node) ? functionOf(this.#source, node) : undefined;
    if (taking.length === 0 && settled.length === 0 && !fn) return [];
    const calls = new Set<Node>([...taking, ...settled, ...this.#running(fn)]);
    return [...calls].flatMap((call) =>
      isInvocation(call) ? this.#links.edgesFrom(call, node) : [],
    );
  }

  /** The edges to a parameter, a receiver or a result. */
  #intoByCalls(node: Node): readonly Edge[] {
    const calls = new Set<Node>([
      node,
      ...this.#links.callsTaking(node),
      ...settledBy(this.#source, node),
      ...this.#running(functionOf(this.#source, node)),
    ]);
    return [...calls].flatMap((call) =>
      isInvocation(call) ? this.#links.edgesTo(call, node) : [],
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
  #intoHandler(node: Node): Edge[] {
    const clause = node.parent;
    if (clause?.type !== AST_NODE_TYPES.CatchClause || clause.param !== node) return [];
    const edges: Edge[] = [];
    walk(this.#source, clause.parent.block, (inner) => {
      if (isFunction(inner)) return false;
      edges.push(...edgesIn(this.#source, inner));
      if (isInvocation(inner)) edges.push(...this.#links.edgesOf(inner));
      return true;
    });
    return edges;
  }

  /** The edges from what stands for a variable, `this` or the exports to its uses. */
  #among(hub: Node, head: Content | undefined): readonly Edge[] {
    const { all, whole, reading } = usesOf(this.#source, hub);
    if (all.length === 0 || !head?.startsWith('.')) return all;
    return [...whole, ...(reading.get(head) ?? []), ...(reading.get('{}') ?? [])];
  }
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

function isDefinition(node: Node): boolean {
  return isFunction(node) || isClass(node);
}

/** The function that a node is a parameter, a result, `this` or the `arguments` of. */
function functionOf(source: SourceCode, node: Node): FunctionNode | undefined {
  const { parent } = node;
  if (parent && isFunction(parent) && (parent.body === node || isParameterOf(parent, node)))
    return parent;
  const inner =
    parent?.type === AST_NODE_TYPES.RestElement ||
    parent?.type === AST_NODE_TYPES.TSParameterProperty
      ? parent.parent
      : undefined;
  if (inner && isFunction(inner)) return inner;
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

function isParameterOf({ params }: FunctionNode, node: Node): boolean {
  return params.some((parameter) => patternOf(parameter) === node);
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
