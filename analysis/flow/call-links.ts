/**
 * What calls what in a file, as far as it has been found, and the edges that follow from it: arguments to parameters, results
 * to calls, receivers to `this`, and what the functions of the language do.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isCall, constructorOf, withoutWrappers } from '../syntax/nodes.ts';
import { builtInFlows } from './built-in-flows.ts';
import type { BuiltInFlow, Position } from './flows-of-values.ts';
import { callTaking } from './call-around.ts';
import { bucket, byEnds, escapes, type CallEdges } from './call-edges.ts';
import {
  argumentEdges,
  argumentsObjectEdges,
  patternOf,
  resultsOf,
  type CallSite,
  type Invocation,
} from './call-sites.ts';
import type { Step } from './contents.ts';
import { catchAround, throwsOf } from './catch-around.ts';
import { same, type Edge } from './edges.ts';
import { namesAt } from './names.ts';
import { thisHubOf } from './this-flow.ts';

const ITERATE: Step = { kind: 'iterate' };

/** A function that is an argument of a call which is known to run it. */
interface Callback {
  readonly call: Call;
  readonly position: number;
}

export class CallLinks {
  readonly #source: SourceCode;
  readonly #sitesByCall = new Map<Node, CallSite[]>();
  readonly #sitesByFunction = new Map<FunctionNode, CallSite[]>();
  readonly #callbacksByCall = new Map<Node, Map<number, FunctionNode[]>>();
  readonly #callbacksByFunction = new Map<FunctionNode, Callback[]>();
  /** What has the contents of another `this`: instances of a class and of those that extend it, `new C()` and `this` in it. */
  readonly #shared = new Map<Node, Set<Node>>();
  readonly #sharedFrom = new Map<Node, Set<Node>>();
  /** Calls that are given what `bind` was given before. */
  readonly #boundCalls = new Map<Node, Node[]>();
  readonly #edges = new Map<Node, CallEdges>();
  readonly #siteEdges = new Map<CallSite, readonly Edge[]>();

  constructor(source: SourceCode) {
    this.#source = source;
  }

  sitesOf(call: Node): readonly CallSite[] {
    return this.#sitesByCall.get(call) ?? [];
  }

  sitesRunning(fn: FunctionNode): readonly CallSite[] {
    return this.#sitesByFunction.get(fn) ?? [];
  }

  /** The calls that take a node: as an argument, as what they are called on, or by `bind`. */
  callsTaking(node: Node): readonly Node[] {
    const taking = callTaking(node);
    const bound = this.#boundCalls.get(node);
    if (!taking) return bound ?? [];
    return bound ? [taking, ...bound] : [taking];
  }

  /** The calls that run a function which they are given as a callback. */
  callbacksRunning(fn: FunctionNode): readonly Callback[] {
    return this.#callbacksByFunction.get(fn) ?? [];
  }

  /** @returns whether that is new */
  addSite(site: CallSite): boolean {
    const sites = bucket(this.#sitesByCall, site.node);
    const isKnown = sites.some(
      ({ fn, how, bound }) => fn === site.fn && how === site.how && bound[0] === site.bound[0],
    );
    if (isKnown) return false;
    sites.push(site);
    bucket(this.#sitesByFunction, site.fn).push(site);
    for (const argument of site.bound) bucket(this.#boundCalls, argument).push(site.node);
    this.#edges.delete(site.node);
    return true;
  }

  addCallback(call: Call, position: number, fn: FunctionNode): boolean {
    let byPosition = this.#callbacksByCall.get(call);
    if (!byPosition)
      this.#callbacksByCall.set(call, (byPosition = new Map<number, FunctionNode[]>()));
    const functions = bucket(byPosition, position);
    if (functions.includes(fn)) return false;
    functions.push(fn);
    bucket(this.#callbacksByFunction, fn).push({ call, position });
    this.#edges.delete(call);
    return true;
  }

  addShared(from: Node, to: Node): boolean {
    const targets = this.#shared.get(from) ?? new Set<Node>();
    if (from === to || targets.has(to)) return false;
    this.#shared.set(from, targets.add(to));
    this.#sharedFrom.set(to, (this.#sharedFrom.get(to) ?? new Set<Node>()).add(from));
    return true;
  }

  /** The edges between nodes that stand for `this` and what has their contents, out of a node and into it. */
  sharedOut(node: Node): readonly Edge[] {
    const targets = this.#shared.get(node);
    return targets ? Array.from(targets, (to) => sharing(node, to)) : [];
  }

  sharedInto(node: Node): readonly Edge[] {
    const sources = this.#sharedFrom.get(node);
    return sources ? Array.from(sources, (from) => sharing(from, node)) : [];
  }

  /** What a class makes: a constructor that is its own, or inherited in this file. */
  addConstruction(call: Call, owner: ClassNode, isSuper: boolean): boolean {
    const fn = constructorOf(owner);
    const isNew = isSuper ? false : this.addShared(owner.body, call);
    const site: CallSite | undefined = fn && {
      node: call,
      fn,
      how: 'new',
      bound: [],
      skipped: 0,
      receiver: undefined,
    };
    return (site !== undefined && this.addSite(site)) || isNew;
  }

  /** The edges that a call makes. */
  edgesOf(call: Node): readonly Edge[] {
    return this.#edgesOf(call).all;
  }

  /** Those out of a node: a callback that is called in one place may be any of hundreds of functions. */
  edgesFrom(call: Node, node: Node): readonly Edge[] {
    return this.#edgesOf(call).byFrom.get(node) ?? [];
  }

  edgesTo(call: Node, node: Node): readonly Edge[] {
    return this.#edgesOf(call).byTo.get(node) ?? [];
  }

  #edgesOf(call: Node): CallEdges {
    let edges = this.#edges.get(call);
    if (!edges) {
      this.#edges.set(call, (edges = byEnds(this.#findEdges(call))));
    }
    return edges;
  }

  #findEdges(call: Node): readonly Edge[] {
    const sites = this.sitesOf(call);
    const ofSites = sites.flatMap((site) => this.edgesOfSite(site));
    if (!isCall(call)) return ofSites;
    const settled = this.#settlingEdges(call);
    if (sites.length > 0) return [...ofSites, ...settled];
    const flows = builtInFlows(this.#source, call);
    if (flows) return [...flows.flatMap((flow) => this.#builtInEdges(call, flow)), ...settled];
    const isKnown = (this.#sharedFrom.get(call)?.size ?? 0) > 0;
    return [...settled, ...(isKnown ? [] : escapes(call))];
  }

  /** The edges that a call makes by running one function. */
  edgesOfSite(site: CallSite): readonly Edge[] {
    let edges = this.#siteEdges.get(site);
    if (!edges)
      this.#siteEdges.set(
        site,
        (edges = [
          ...argumentEdges(site),
          ...argumentsObjectEdges(this.#source, site),
          ...this.#resultEdges(site),
          ...receiverEdge(site),
        ]),
      );
    return edges;
  }

  #resultEdges({ node, fn, how }: CallSite): Edge[] {
    const results =
      how === 'new'
        ? []
        : resultsOf(this.#source, fn).map(({ node: from, steps }): Edge => ({
            from,
            to: node,
            steps,
          }));
    const handler = catchAround(node)?.param;
    const thrown = throwsOf(this.#source, fn).flatMap((from): Edge[] => {
      if (fn.async) return [{ from, to: node, steps: [{ kind: 'store', content: 'rejected' }] }];
      return handler ? [{ from, to: handler, steps: [same('thrown')] }] : [];
    });
    return [...results, ...thrown];
  }

  /** `new Promise((resolve, reject) => resolve(value))` */
  #settlingEdges(call: Call): Edge[] {
    if (
      call.type !== AST_NODE_TYPES.NewExpression ||
      !isGlobal(this.#source, call.callee, 'Promise')
    )
      return [];
    const executors = this.#callbacksByCall.get(call)?.get(0) ?? [];
    return executors.flatMap(({ params }) =>
      params.slice(0, 2).flatMap((parameter, index) =>
        namesAt(this.#source, parameter).flatMap(({ reads }) =>
          reads.flatMap((read): Edge[] => {
            const settling = read.parent;
            const from =
              settling?.type === AST_NODE_TYPES.CallExpression && settling.callee === read
                ? settling.arguments[0]
                : undefined;
            const step: Step =
              index === 0 ? { kind: 'promise' } : { kind: 'store', content: 'rejected' };
            return from ? [{ from, to: call, steps: [step] }] : [];
          }),
        ),
      ),
    );
  }

  #builtInEdges(call: Call, flow: BuiltInFlow): Edge[] {
    const targets = this.#nodesAt(call, flow.to);
    return this.#nodesAt(call, flow.from).flatMap((source) =>
      targets.map(({ node: to }): Edge => ({
        from: source.node,
        to,
        steps: [...source.steps, ...flow.steps],
        ...(flow.isWritten ? { isWritten: true } : {}),
      })),
    );
  }

  #nodesAt(call: Call, position: Position): readonly { node: Node; steps: readonly Step[] }[] {
    const plain = (node: Node | undefined) => (node ? [{ node, steps: [] }] : []);
    switch (position.of) {
      case 'receiver':
        return plain(receiverOf(call));
      case 'result':
        return plain(call);
      case 'argument':
        return spreadIn(call, position.index + 1) ? [] : plain(call.arguments[position.index]);
      case 'arguments':
        return call.arguments
          .slice(position.from)
          .map((node) =>
            node.type === AST_NODE_TYPES.SpreadElement
              ? { node: node.argument, steps: [ITERATE] }
              : { node, steps: [] },
          );
      case 'parameter':
        return this.#callbacks(call, position.callback).flatMap(({ params }) => {
          const parameter = params[position.index];
          return plain(parameter && patternOf(parameter));
        });
      default:
        return this.#callbacks(call, position.callback).flatMap((fn) =>
          resultsOf(this.#source, fn),
        );
    }
  }

  #callbacks(call: Call, position: number): readonly FunctionNode[] {
    return this.#callbacksByCall.get(call)?.get(position) ?? [];
  }
}

/** The instances of a class, or of a constructor function, are what its `this` is. */
export function sharing(from: Node, to: Node): Edge {
  return { from, to, steps: [same('this')] };
}

/** What a method is called on. */
function receiverOf(call: Invocation): Node | undefined {
  const callee = withoutWrappers(
    call.type === AST_NODE_TYPES.TaggedTemplateExpression ? call.tag : call.callee,
  );
  return callee.type === AST_NODE_TYPES.MemberExpression ? callee.object : undefined;
}

function receiverEdge({ fn, receiver }: CallSite): Edge[] {
  const to = receiver && thisHubOf(fn);
  // An instance of a class is known by the class.
  return to && to === fn.body ? [{ from: receiver, to, steps: [same('this')] }] : [];
}

function spreadIn(call: Call, before: number): boolean {
  return call.arguments.slice(0, before).some(({ type }) => type === AST_NODE_TYPES.SpreadElement);
}
