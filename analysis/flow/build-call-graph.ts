/**
 * Which functions of a file its calls run, by the values of the callees: whatever name, member, alias, parameter or bound
 * function a call goes by. One graph a file, made at the first question.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isWriteTarget } from '../syntax/assignments.ts';
import { isCall, constructorOf, isClass, isFunction } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { nodesOf } from '../syntax/traversal.ts';
import { argumentsFor, type Argument } from './arguments.ts';
import { takesFunction } from './built-in-flows.ts';
import { callOf } from './call-around.ts';
import { CallLinks, sharing } from './call-links.ts';
import type { CallSite, Invocation } from './call-sites.ts';
import { functionsAt, rememberedCallables } from './callables.ts';
import type { Path } from './contents.ts';
import { thisHubOf, usesOfThis } from './this-flow.ts';
import { Tracker, type Fact } from './track.ts';
import { ValueFlow } from './value-flow.ts';

/** What a call runs. */
export interface Callees {
  readonly functions: readonly FunctionNode[];
  /** Whether it can run no other. */
  readonly complete: boolean;
}

export interface CallGraph {
  readonly flow: ValueFlow;
  /** The calls that run a function: `new C()` for a constructor. */
  readonly callsOf: (fn: FunctionNode) => readonly Call[];
  /** The functions that a call runs; complete if it can run no other. */
  readonly calleesOf: (call: Call) => Callees;
  /** The functions that a call runs, if it can run no others, which takes longer to tell; else none. */
  readonly onlyCalleesOf: (call: Call) => readonly FunctionNode[];
  /** The functions that an expression can be. */
  readonly functionsAt: (node: Node) => readonly FunctionNode[];
  /** Every expression that is the function. */
  readonly expressionsOf: (fn: FunctionNode) => readonly Node[];
  /** The calls of `new` that make instances of a class. */
  readonly instancesOf: (owner: ClassNode) => readonly Call[];
  /** What calls of this file give for a parameter, or for a name in a pattern that is one. */
  readonly argumentsFor: (parameter: Node) => readonly Argument[];
  /** The parameters of this file's functions that an argument is given for. */
  readonly parametersFor: (call: Call, argument: Node) => readonly Node[];
  /** False if the file is too large for all of it to be followed. */
  readonly isComplete: boolean;
}

type Callable = FunctionNode | ClassNode;

interface Label {
  readonly key: string;
  readonly callee: Callable;
  readonly bound: readonly TSESTree.CallExpressionArgument[];
}

function labelOf(callee: Callable, bound: readonly TSESTree.CallExpressionArgument[]): Label {
  const key = `${callee.range.join('-')}${bound[0] ? `-${bound[0].range[0]}` : ''}`;
  return { key, callee, bound };
}

/** How many states the functions of one file may take together: a bundle must not keep an editor waiting. */
const MAX_STATES = 200_000;

/** How deep in objects a function may be: a method of a service of a table of services. */
const MAX_DEPTH = 2;

const known = new WeakMap<SourceCode, CallGraph>();

export function callGraph(source: SourceCode): CallGraph {
  let graph = known.get(source);
  if (!graph) known.set(source, (graph = new Builder(source).build()));
  return graph;
}

/** The edges along which the values of a file go. */
export function valueFlow(source: SourceCode): ValueFlow {
  return callGraph(source).flow;
}

/** Follows every function and class of a file to its calls; each call that it finds makes new edges to follow them along. */
class Builder {
  readonly #source: SourceCode;
  readonly #links: CallLinks;
  readonly #flow: ValueFlow;
  readonly #tracker: Tracker<Label>;
  readonly #expressions = new Map<Callable, Node[]>();
  readonly #instantiations = new Map<ClassNode, Call[]>();
  readonly #superclasses = new Map<ClassNode, ClassNode[]>();

  constructor(source: SourceCode) {
    this.#source = source;
    this.#links = new CallLinks(source);
    this.#flow = new ValueFlow(source, this.#links);
    const flow = this.#flow;
    this.#tracker = new Tracker<Label>(
      {
        out: (node, head) => flow.out(node, head),
        into: (node) => flow.into(node),
        leadsOn: (edge, head) => flow.reads(edge, head),
      },
      { key: ({ key }) => key },
      (node, fact) => {
        this.#arrive(node, fact);
      },
      { budget: MAX_STATES, depth: MAX_DEPTH },
    );
  }

  build(): CallGraph {
    for (const type of [
      AST_NODE_TYPES.FunctionDeclaration,
      AST_NODE_TYPES.FunctionExpression,
      AST_NODE_TYPES.ArrowFunctionExpression,
      AST_NODE_TYPES.ClassDeclaration,
      AST_NODE_TYPES.ClassExpression,
    ] as const)
      for (const callee of nodesOf(this.#source, type))
        this.#tracker.seed(callee, labelOf(callee, []));
    this.#tracker.run();
    const links = this.#links;
    const flow = this.#flow;
    flow.settle();
    const isKnownCallable = rememberedCallables(flow);
    const functionsRunBy = (call: Call) => [...new Set(links.sitesOf(call).map(({ fn }) => fn))];
    return {
      flow,
      callsOf: (fn) =>
        links
          .sitesRunning(fn)
          .flatMap(({ node }) =>
            node.type === AST_NODE_TYPES.TaggedTemplateExpression ? [] : [node],
          ),
      calleesOf: (call) => ({
        functions: functionsRunBy(call),
        get complete() {
          return isKnownCallable(call.callee);
        },
      }),
      onlyCalleesOf: (call) => {
        const functions = functionsRunBy(call);
        return functions.length > 0 && isKnownCallable(call.callee) ? functions : [];
      },
      functionsAt: (node) => functionsAt(flow, node),
      expressionsOf: (fn) => this.#expressions.get(fn) ?? [],
      instancesOf: (owner) => this.#instantiations.get(owner) ?? [],
      argumentsFor: (parameter) => argumentsFor(links, flow, parameter),
      parametersFor: (call, argument) =>
        links
          .edgesOf(call)
          .flatMap(({ from, to }) =>
            from === argument && to.parent && isFunction(to.parent) ? [to] : [],
          ),
      isComplete: this.#tracker.isComplete,
    };
  }

  #arrive(node: Node, { label, path }: Fact<Label>): void {
    if (path.length > 0) {
      this.#arriveInside(node, label, path);
      return;
    }
    const nodes = this.#expressions.get(label.callee);
    if (nodes) nodes.push(node);
    else this.#expressions.set(label.callee, [node]);
    const call = callOf(node);
    if (call) this.#called(call, label);
    const { parent } = node;
    if (parent?.type === AST_NODE_TYPES.MemberExpression && parent.object === node)
      this.#member(parent, label);
    if (parent && isClass(parent) && parent.superClass === node) this.#extended(parent, label);
    if (isFunction(label.callee)) this.#given(node, label.callee);
  }

  /** `F.prototype.m = function () {}`, `F.prototype = { m() {} }`: it is called on what `new F()` makes. */
  #arriveInside(node: Node, { callee }: Label, path: Path): void {
    const { parent } = node;
    const isPrototype =
      path.length === 1 &&
      node.type === AST_NODE_TYPES.BlockStatement &&
      parent &&
      isFunction(parent) &&
      isFunction(callee);
    const hub = isPrototype ? thisHubOf(callee) : undefined;
    const isAsked = hub !== undefined && usesOfThis(this.#source, hub).length > 0;
    if (isAsked && hub.type !== AST_NODE_TYPES.ClassBody) this.#share(node, hub);
  }

  #share(from: Node, to: Node): void {
    if (this.#links.addShared(from, to)) this.#tracker.follow(sharing(from, to));
  }

  #called(call: Invocation, { callee, bound }: Label): void {
    if (isClass(callee)) {
      if (call.type === AST_NODE_TYPES.NewExpression) this.#made(call, callee);
      return;
    }
    const isNew = call.type === AST_NODE_TYPES.NewExpression;
    const isTag = call.type === AST_NODE_TYPES.TaggedTemplateExpression;
    const named = isTag ? call.tag : call.callee;
    this.#site({
      node: call,
      fn: callee,
      how: isNew ? 'new' : isTag ? 'tag' : 'call',
      bound,
      skipped: 0,
      receiver: named.type === AST_NODE_TYPES.MemberExpression ? named.object : undefined,
    });
    if (isNew && callee.body.type === AST_NODE_TYPES.BlockStatement) this.#share(callee.body, call);
  }

  /** `f.call(this, a)`, `f.apply(this, list)`, `f.bind(this, a)`, `F.prototype` */
  #member(member: TSESTree.MemberExpression, { callee, bound }: Label): void {
    if (!isFunction(callee)) return;
    const name = propertyName(this.#source, member);
    if (name === 'prototype' && isWriteTarget(member)) this.#share(member, callee.body);
    else if (name === 'prototype') this.#share(callee.body, member);
    const call = callOf(member);
    if (call?.type !== AST_NODE_TYPES.CallExpression) return;
    const [receiver, ...given] = call.arguments;
    if (name === 'bind') this.#tracker.seed(call, labelOf(callee, [...bound, ...given]));
    if (name !== 'call' && name !== 'apply') return;
    this.#site({
      node: call,
      fn: callee,
      how: name,
      bound,
      skipped: 1,
      receiver,
    });
  }

  #site(site: CallSite): void {
    if (!this.#links.addSite(site)) return;
    // The edges by other functions have been followed: a callback may be any of hundreds.
    for (const edge of this.#links.edgesOfSite(site)) this.#tracker.follow(edge);
  }

  #lookAgain(call: Node): void {
    for (const edge of this.#links.edgesOf(call)) this.#tracker.follow(edge);
  }

  #made(call: Call, owner: ClassNode): void {
    const calls = this.#instantiations.get(owner);
    if (calls) calls.push(call);
    else this.#instantiations.set(owner, [call]);
    this.#construct(call, owner, new Set());
  }

  /** A class without a constructor has that of the class that it extends. */
  #construct(call: Call, owner: ClassNode, seen: Set<ClassNode>): void {
    if (seen.has(owner)) return;
    seen.add(owner);
    if (this.#links.addConstruction(call, owner, seen.size > 1)) {
      this.#lookAgain(call);
      this.#tracker.follow(sharing(owner.body, call));
    }
    if (!constructorOf(owner))
      for (const parent of this.#superclasses.get(owner) ?? []) this.#construct(call, parent, seen);
  }

  #extended(owner: ClassNode, { callee }: Label): void {
    if (!isClass(callee)) return;
    const parents = this.#superclasses.get(owner);
    if (parents) parents.push(callee);
    else this.#superclasses.set(owner, [callee]);
    this.#share(callee.body, owner.body);
    this.#share(callee, owner);
    for (const call of superCalls(this.#source, owner))
      this.#construct(call, callee, new Set([owner]));
    for (const call of this.#instantiations.get(owner) ?? [])
      this.#construct(call, owner, new Set());
  }

  /** A function of the language that takes functions is given one. */
  #given(node: Node, fn: FunctionNode): void {
    const call = node.parent;
    if (!isCall(call)) return;
    const position = call.arguments.indexOf(node as TSESTree.CallExpressionArgument);
    if (position < 0 || !takesFunction(this.#source, call, position)) return;
    if (this.#links.addCallback(call, position, fn)) this.#lookAgain(call);
  }
}

/** The calls of `super` in a class. */
function superCalls(source: SourceCode, owner: ClassNode): readonly TSESTree.CallExpression[] {
  return nodesOf(source, AST_NODE_TYPES.Super).flatMap(({ parent }) =>
    parent.type === AST_NODE_TYPES.CallExpression && owner === classAround(parent) ? [parent] : [],
  );
}

function classAround(node: Node): Node | undefined {
  let outer: Node | undefined = node;
  while (outer && !isClass(outer)) outer = outer.parent;
  return outer;
}
