/**
 * The edges of a file, forward, for questions that lead through few of them: what calls of functions by their names do is known
 * without the graph of all calls, which is made where only it can tell.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isCall, isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { functionAround } from '../syntax/traversal.ts';
import { callGraph } from './build-call-graph.ts';
import { takesFunction } from './built-in-flows.ts';
import { callTaking } from './call-around.ts';
import { CallLinks } from './call-links.ts';
import { isOfImport, mayRunOwnFunction } from './foreign-calls.ts';
import { functionNamed, lazyFlow } from './lazy-flow.ts';
import { namesAt } from './names.ts';
import { plainCallersOf } from './plain-callers.ts';
import type { Edges } from './track.ts';
import { ValueFlow } from './value-flow.ts';

const known = new WeakMap<SourceCode, Edges>();

/** The edges out of a node, and into it, as the graph has them. */
export function forwardFlow(source: SourceCode): Edges {
  let edges = known.get(source);
  if (!edges) {
    const calls = new PlainCalls(source);
    edges = {
      into: (node) => lazyFlow(source).into(node),
      out: (node, head) =>
        calls.areKnownAt(node)
          ? calls.flow.out(node, head)
          : callGraph(source).flow.out(node, head),
    };
    known.set(source, edges);
  }
  return edges;
}

/** The calls that a question has led to so far, as far as they are known without the graph. */
class PlainCalls {
  readonly #source: SourceCode;
  readonly #links: CallLinks;
  readonly #known = new Map<Node, boolean>();
  readonly flow: ValueFlow;

  constructor(source: SourceCode) {
    this.#source = source;
    this.#links = new CallLinks(source);
    this.flow = new ValueFlow(source, this.#links);
  }

  /** Whether all edges out of a node are known. */
  areKnownAt(node: Node): boolean {
    let answer = this.#known.get(node);
    if (answer === undefined) this.#known.set(node, (answer = this.#prepare(node)));
    return answer;
  }

  #prepare(node: Node): boolean {
    if (isOfInstances(node)) return false;
    const fn = functionGiving(node);
    if (fn && !this.#prepareCallers(fn)) return false;
    const taking = callTaking(node);
    if (!taking) return true;
    return (
      taking.type !== AST_NODE_TYPES.TaggedTemplateExpression &&
      this.#prepareCall(taking as Call) &&
      this.#prepareSettled(taking as Call)
    );
  }

  /** Who is given what a function returns. */
  #prepareCallers(fn: FunctionNode): boolean {
    const callers = plainCallersOf(this.#source, fn);
    if (!callers) return false;
    for (const call of callers.calls) {
      if (call.type !== AST_NODE_TYPES.CallExpression) return false;
      this.#addSite(call, fn);
    }
    return callers.expressions.every((expression) => {
      const { parent } = expression;
      return !isCall(parent) || parent.callee === expression || this.#prepareCallbacks(parent);
    });
  }

  /** What a call does with what it is given, and with what it is called on. */
  #prepareCall(call: Call): boolean {
    if (!mayRunOwnFunction(this.#source, call)) return this.#prepareCallbacks(call);
    const fn = functionNamed(this.#source, call.callee);
    if (!fn || call.type !== AST_NODE_TYPES.CallExpression) return false;
    this.#addSite(call, fn);
    return true;
  }

  /** The functions that a function of the language is given. */
  #prepareCallbacks(call: Call): boolean {
    return call.arguments.every((argument, position) => {
      if (!takesFunction(this.#source, call, position)) return true;
      const fn = isFunction(argument) ? argument : functionNamed(this.#source, argument);
      if (!fn) return !mayBeOwnFunction(this.#source, argument);
      this.#links.addCallback(call, position, fn);
      return true;
    });
  }

  /** `new Promise((resolve) => …resolve(value))` */
  #prepareSettled({ callee }: Call): boolean {
    if (callee.type !== AST_NODE_TYPES.Identifier) return true;
    return namesAt(this.#source, callee).every(({ hub }) => {
      const promise = hub.parent && isFunction(hub.parent) ? hub.parent.parent : undefined;
      return !isCall(promise) || this.#prepareCallbacks(promise);
    });
  }

  #addSite(node: Call, fn: FunctionNode): void {
    this.#links.addSite({ node, fn, how: 'call', bound: [], skipped: 0, receiver: undefined });
  }
}

/** Whether a node stands for the instances of a class or of a constructor function, which the graph tells. */
function isOfInstances(node: Node): boolean {
  switch (node.type) {
    case AST_NODE_TYPES.BlockStatement:
    case AST_NODE_TYPES.ClassBody:
    case AST_NODE_TYPES.NewExpression:
    case AST_NODE_TYPES.Super:
    case AST_NODE_TYPES.ThisExpression:
      return true;
    default:
      return isClass(node) || isFunction(node);
  }
}

/** The function whose calls give what a node gives, or throw it. */
function functionGiving(node: Node): FunctionNode | undefined {
  switch (node.type) {
    case AST_NODE_TYPES.ReturnStatement:
    case AST_NODE_TYPES.YieldExpression:
    case AST_NODE_TYPES.ThrowStatement:
      return functionAround(node);
    default: {
      const { parent } = node;
      return parent?.type === AST_NODE_TYPES.ArrowFunctionExpression && parent.body === node
        ? parent
        : undefined;
    }
  }
}

/** False for literals, imports and globals: what else an expression is the graph tells. */
function mayBeOwnFunction(source: SourceCode, wrapped: Node): boolean {
  const node = withoutWrappers(wrapped);
  if (node.type === AST_NODE_TYPES.Literal) return false;
  return !(
    node.type === AST_NODE_TYPES.Identifier &&
    (isGlobal(source, node, node.name) || isOfImport(source, node))
  );
}
