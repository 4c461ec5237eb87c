/**
 * The callers of functions and classes that go by names, members, exports and calls of elsewhere alone. One of them is
 * followed along the edges of the file; where a call of a function of the file has a part in it, only the graph of all calls
 * can tell, which takes much longer to make.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isClass } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { builtInFlows } from './built-in-flows.ts';
import { callOf } from './call-around.ts';
import { CallLinks } from './call-links.ts';
import type { Invocation } from './call-sites.ts';
import type { Path } from './contents.ts';
import { isOfImport, mayRunOwnFunction } from './foreign-calls.ts';
import { namesAt } from './names.ts';
import { hasThisOfCalls } from './this-flow.ts';
import { Tracker } from './track.ts';
import { ValueFlow } from './value-flow.ts';

interface PlainCallers {
  readonly calls: readonly Call[];
  /** Every expression that is the function. */
  readonly expressions: readonly Node[];
}

/** How many states one function may lead through: what is everywhere is the graph's. */
const MAX_STATES = 300;

/** How deep in objects a function may be: as in the graph. */
const MAX_DEPTH = 2;

const known = new WeakMap<FunctionNode | ClassNode, PlainCallers | 'unknown'>();

/** @returns undefined if only the graph can tell */
export function plainCallersOf(
  source: SourceCode,
  callee: FunctionNode | ClassNode,
): PlainCallers | undefined {
  let callers = known.get(callee);
  if (!callers) {
    // What leads to itself is the graph's.
    known.set(callee, 'unknown');
    known.set(callee, (callers = new PlainTracking(source).callersOf(callee) ?? 'unknown'));
  }
  return callers === 'unknown' ? undefined : callers;
}

/** The calls of `new` that make instances of a class; undefined if only the graph can tell. */
export function plainInstancesOf(
  source: SourceCode,
  owner: ClassNode,
): readonly Call[] | undefined {
  return plainCallersOf(source, owner)?.calls.filter(
    ({ type }) => type === AST_NODE_TYPES.NewExpression,
  );
}

const flows = new WeakMap<SourceCode, { links: CallLinks; flow: ValueFlow }>();

/** The edges of a file but for those of calls of its functions. */
function plainFlow(source: SourceCode): { links: CallLinks; flow: ValueFlow } {
  let kept = flows.get(source);
  if (!kept) {
    const links = new CallLinks(source);
    flows.set(source, (kept = { links, flow: new ValueFlow(source, links) }));
  }
  return kept;
}

class PlainTracking {
  readonly #source: SourceCode;
  readonly #links: CallLinks;
  readonly #flow: ValueFlow;
  readonly #calls: Call[] = [];
  readonly #expressions: Node[] = [];
  #isPlain = true;

  constructor(source: SourceCode) {
    this.#source = source;
    ({ links: this.#links, flow: this.#flow } = plainFlow(source));
  }

  callersOf(callee: FunctionNode | ClassNode): PlainCallers | undefined {
    const flow = this.#flow;
    const tracker = new Tracker<true>(
      {
        out: (node, head) => {
          this.#prepare(node);
          return this.#isPlain ? flow.out(node, head) : [];
        },
        into: (node) => {
          this.#prepare(node);
          return this.#isPlain ? flow.into(node) : [];
        },
        leadsOn: (edge, head) => flow.reads(edge, head),
      },
      { key: () => '' },
      (node, { path }) => {
        this.#arrive(node, path);
      },
      { budget: MAX_STATES, depth: MAX_DEPTH },
    );
    tracker.seed(callee, true);
    tracker.run();
    return this.#isPlain && tracker.isComplete
      ? { calls: this.#calls, expressions: this.#expressions }
      : undefined;
  }

  /** What is kept in a class is kept in its instances. */
  #prepare(node: Node): void {
    if (node.type !== AST_NODE_TYPES.ClassBody || !this.#isPlain) return;
    const owner = node.parent;
    const { superClass } = owner;
    const instances =
      superClass && !isOfImport(this.#source, superClass)
        ? undefined
        : plainInstancesOf(this.#source, owner);
    if (!instances) this.#isPlain = false;
    for (const call of instances ?? []) this.#links.addShared(node, call);
  }

  #arrive(node: Node, path: Path): void {
    if (!this.#isPlain) return;
    this.#isPlain =
      !isResult(node) &&
      !isExtended(node) &&
      !this.#isOfCalls(node, path) &&
      this.#links.callsTaking(node).every((call) => this.#isSeen(node, call as Invocation));
    if (path.length > 0) return;
    this.#expressions.push(node);
    const call = callOf(node);
    if (call?.type === AST_NODE_TYPES.TaggedTemplateExpression) this.#isPlain = false;
    else if (call) this.#calls.push(call);
    if (isTakenApart(this.#source, node)) this.#isPlain = false;
  }

  /** Whether what a node stands for, or has in it, depends on calls. */
  #isOfCalls(node: Node, path: Path): boolean {
    switch (node.type) {
      case AST_NODE_TYPES.BlockStatement:
        return true;
      case AST_NODE_TYPES.CallExpression:
      case AST_NODE_TYPES.NewExpression:
        return (
          path.length > 0 &&
          this.#links.sharedInto(node).length === 0 &&
          mayRunOwnFunction(this.#source, node)
        );
      case AST_NODE_TYPES.MemberExpression:
        return propertyName(this.#source, node) === 'prototype';
      case AST_NODE_TYPES.Identifier:
        return (
          path.length > 0 &&
          namesAt(this.#source, node).some(
            ({ hub, variable }) => hub === node && variable.defs.some(isGiven),
          )
        );
      default:
        return false;
    }
  }

  /** Whether the edges tell what a call does with what it takes. */
  #isSeen(node: Node, call: Invocation): boolean {
    if (call.type === AST_NODE_TYPES.TaggedTemplateExpression) return false;
    // What is called itself is neither given nor what it is called on.
    if (call.callee === node) return true;
    const given = argumentAt(call, node);
    const isReceiver = given < 0;
    const isOwn = mayRunOwnFunction(this.#source, call);
    const builtIn = builtInFlows(this.#source, call);
    if (isReceiver && isOwn && !builtIn) return !hasThisOfCalls(this.#source);
    return (
      !isOwn &&
      !(builtIn ?? []).some(
        ({ from, to }) =>
          to.of === 'parameter' &&
          (isReceiver
            ? from.of === 'receiver'
            : (from.of === 'argument' && from.index === given) || from.of === 'arguments'),
      )
    );
  }
}

/** The position of an argument, or of the spread that it is in; negative for what a call is on. */
function argumentAt(call: Call, node: Node): number {
  return call.arguments.findIndex(
    (argument) =>
      argument === node ||
      (argument.type === AST_NODE_TYPES.SpreadElement && argument.argument === node),
  );
}

/** Whether calls of the function around give what comes to a node. */
function isResult(node: Node): boolean {
  switch (node.type) {
    case AST_NODE_TYPES.ReturnStatement:
    case AST_NODE_TYPES.YieldExpression:
    case AST_NODE_TYPES.ThrowStatement:
      return true;
    default:
      return (
        node.parent?.type === AST_NODE_TYPES.ArrowFunctionExpression && node.parent.body === node
      );
  }
}

/** A parameter, or what a handler catches. */
function isGiven({ type }: { readonly type: string }): boolean {
  return type === 'Parameter' || type === 'CatchClause';
}

/** Whether a class extends what a node is: it has what is in that, too. */
function isExtended(node: Node): boolean {
  // ESLint gives the root a parent of null.
  const parent = node.parent as Node | null | undefined;
  return parent ? isClass(parent) && parent.superClass === node : false;
}

/** Whether a function is bound, called by `call` or given a prototype. */
function isTakenApart(source: SourceCode, node: Node): boolean {
  const { parent } = node;
  if (parent?.type !== AST_NODE_TYPES.MemberExpression || parent.object !== node) return false;
  const name = propertyName(source, parent);
  return name === undefined || /^(?:apply|bind|call|prototype)$/u.test(name);
}
