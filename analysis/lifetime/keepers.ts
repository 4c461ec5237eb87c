/**
 * Who keeps an object of a file beyond the function that makes it: a name of the module, fields, closures that are handed to
 * timers, emitters and servers, the callers of the function.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { callGraph, valueFlow } from '../flow/build-call-graph.ts';
import { callersOf } from '../flow/call-graph.ts';
import type { Content, Path } from '../flow/contents.ts';
import type { Edge } from '../flow/edges.ts';
import { isEndlessLoop } from '../flow/loops.ts';
import { namesAt } from '../flow/names.ts';
import { Tracker, type Fact } from '../flow/track.ts';
import type { Call, ClassNode, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isGlobal, isModuleLevel } from '../syntax/bindings.ts';
import { onlyReads } from '../syntax/calls.ts';
import { isCall, isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { ancestorsOf, functionAround } from '../syntax/traversal.ts';
import { takesListenersOff } from '../vocabulary/callback-takers.ts';
import { callbackRole, type CallbackRole } from './callback-roles.ts';
import type { PassedOn } from './lifetime-queries.ts';
import { passedOn } from './passed-on.ts';
import { isRemoved } from './retained-closures.ts';

export interface Keepers {
  /** What of the module keeps it under a name. */
  readonly module: string | undefined;
  /** The collection of the module that keeps it as one entry of many. */
  readonly entry: string | undefined;
  /** Classes, and constructor functions, whose instances have it in a field. */
  readonly owners: ReadonlySet<ClassNode | FunctionNode>;
  /** Functions that give it to who calls them from other files. */
  readonly givenBy: ReadonlySet<FunctionNode>;
  /** Calls that keep a function which uses it. */
  readonly registrations: readonly Registration[];
  /** Calls of code that is not seen, which is given a function that uses it. */
  readonly handed: readonly Call[];
  /** Functions of other files, as far as they can be told, that it is passed to itself. */
  readonly passed: readonly Passed[];
  /** Names of objects that keep it, of which nothing shows where they come from. */
  readonly holders: readonly TSESTree.Identifier[];
  /** Where it goes to code that is not seen. */
  readonly unseen: string | undefined;
  /** A loop without an end uses it. */
  readonly loops: boolean;
  /** Every `new` that makes one, if instances of a class were asked for. */
  readonly made: readonly Call[];
}

export interface Registration {
  readonly call: Call;
  readonly role: CallbackRole;
}

/** An argument of a call, and where it goes if another file has the function. */
export interface Passed {
  readonly line: number;
  readonly to: PassedOn;
}

/** How many places one object may lead through. */
const MAX_STATES = 3000;

/** A value, or a function that uses it. */
type Label = 'value' | 'closure';

export function keepersOf(source: SourceCode, made: Node): Keepers {
  return new KeeperFinder(source).find(made);
}

class KeeperFinder {
  readonly #source: SourceCode;
  readonly #tracker: Tracker<Label>;
  readonly #owners = new Set<ClassNode | FunctionNode>();
  readonly #givenBy = new Set<FunctionNode>();
  readonly #registrations = new Map<Call, Registration>();
  readonly #handed = new Set<Call>();
  readonly #made: Call[] = [];
  readonly #passed: Passed[] = [];
  readonly #holders = new Set<TSESTree.Identifier>();
  #module: string | undefined;
  #entry: string | undefined;
  #unseen: string | undefined;
  #loops = false;
  /** Another file makes it: what is taken out of it is not seen there. */
  #isForeign = false;

  constructor(source: SourceCode) {
    this.#source = source;
    this.#tracker = new Tracker<Label>(
      valueFlow(source),
      { key: (label) => label },
      (node, fact) => {
        this.#arrive(node, fact);
      },
      {
        budget: MAX_STATES,
        escapes: (fact, edge) => {
          this.#escape(fact, edge);
        },
        settles: (origin) => {
          this.#settle(origin);
        },
      },
    );
  }

  find(made: Node): Keepers {
    this.#isForeign = isCall(made) && !callGraph(this.#source).calleesOf(made).complete;
    this.#tracker.seed(made, 'value');
    this.#tracker.run();
    if (!this.#tracker.isComplete) this.#unseen ??= 'more places than are followed';
    return {
      module: this.#module,
      entry: this.#entry,
      owners: this.#owners,
      givenBy: this.#givenBy,
      registrations: [...this.#registrations.values()],
      handed: [...this.#handed],
      passed: this.#passed,
      holders: [...this.#holders],
      unseen: this.#unseen,
      loops: this.#loops,
      made: this.#made,
    };
  }

  #arrive(node: Node, fact: Fact<Label>): void {
    if (node.type === AST_NODE_TYPES.Identifier) this.#atName(node, fact);
    else if (node.type === AST_NODE_TYPES.ThisExpression)
      this.#captured(node, this.#ownFunction(node));
    else this.#atHolder(node, fact);
    if (this.#isForeign && fact.label === 'value' && fact.path.length === 0 && isTakenApart(node))
      this.#unseen ??= `line ${node.loc.start.line} takes a part of it`;
    if (this.#isForeign && fact.label === 'value' && fact.path.length === 0) this.#atChain(node);
    this.#atArgument(node, fact);
    this.#atResult(node, fact);
    this.#atGlobal(node, fact);
  }

  /** `new Store().init(host)`: such methods of what another file makes give it again. */
  #atChain({ parent }: Node): void {
    if (
      parent?.type === AST_NODE_TYPES.MemberExpression &&
      parent.parent.type === AST_NODE_TYPES.CallExpression &&
      parent.parent.callee === parent &&
      CHAINS.test(propertyName(this.#source, parent) ?? '')
    )
      this.#tracker.seed(parent.parent, 'value');
  }

  /** What stands for the exports, for the instances of a class, for the class itself. */
  #atHolder(node: Node, { label, path }: Fact<Label>): void {
    switch (node.type) {
      case AST_NODE_TYPES.Program:
        this.#keptByModule('an export', path);
        break;
      case AST_NODE_TYPES.ClassBody:
      case AST_NODE_TYPES.BlockStatement:
        this.#inField(node, path);
        break;
      case AST_NODE_TYPES.ClassDeclaration:
      case AST_NODE_TYPES.ClassExpression:
        if (path.length > 0) this.#keptByModule('a static field', path);
        break;
      case AST_NODE_TYPES.NewExpression:
        if (path.length === 0 && label === 'value') this.#made.push(node);
        break;
      default:
    }
  }

  #atName(node: TSESTree.Identifier, { path }: Fact<Label>): void {
    for (const { hub, variable } of namesAt(this.#source, node)) {
      if (isModuleLevel(variable)) {
        const isOwn = variable.defs.some(
          ({ type }) => type === 'FunctionName' || type === 'ClassName',
        );
        if (!isOwn || path.length > 0) this.#keptByModule(`\`${variable.name}\``, path);
      } else if (node !== hub) this.#captured(node, variable.scope.variableScope.block);
    }
  }

  /** Something is used in functions within the one that it belongs to: if one of them is kept, so is what it uses. */
  #captured(use: Node, home: Node | undefined): void {
    for (const ancestor of ancestorsOf(use)) {
      if (ancestor === home) return;
      if (isFunction(ancestor)) this.#tracker.seed(ancestor, 'closure');
      this.#loops ||= isLoop(ancestor) && isEndlessLoop(this.#source, ancestor);
    }
  }

  /** The function whose `this` an arrow function has. */
  #ownFunction(node: Node): Node | undefined {
    let fn = functionAround(node);
    while (fn?.type === AST_NODE_TYPES.ArrowFunctionExpression) fn = functionAround(fn);
    return fn;
  }

  #keptByModule(name: string, path: Path): void {
    if (path.every(isFixed)) this.#module ??= name;
    else this.#entry ??= name;
  }

  #inField(hub: Node, path: Path): void {
    const owner = hub.parent!;
    if (path.length === 0 || !(isClass(owner) || isFunction(owner))) return;
    if (path.every(isFixed)) this.#owners.add(owner);
    else this.#entry ??= 'a field';
  }

  /** A function that uses it is given to a call. */
  #atArgument(node: Node, { label, path }: Fact<Label>): void {
    const call = node.parent;
    if (label !== 'closure' || path.length > 1 || !isCall(call) || call.callee === node) return;
    if (!call.arguments.includes(node as TSESTree.CallExpressionArgument)) return;
    const role = callbackRole(this.#source, call, node);
    const isKept = role.kind !== 'inline' && role.kind !== 'unknown';
    if (isKept && !isStopped(this.#source, call)) this.#registrations.set(call, { call, role });
    if (takesListenersOff(calledName(this.#source, call.callee))) return;
    if (role.kind === 'unknown' && !callGraph(this.#source).calleesOf(call).complete)
      this.#handed.add(call);
  }

  #atResult(node: Node, { label }: Fact<Label>): void {
    const fn = functionGiving(node);
    if (!fn) return;
    const { isExported, values } = callersOf(this.#source, fn);
    if (isExported) this.#givenBy.add(fn);
    // `export const plugin = () => (host) => new Store(host)`: whoever calls the outer one gets it in the end.
    const outer = functionGiving(
      fn.parent.type === AST_NODE_TYPES.ReturnStatement ? fn.parent : fn,
    );
    if (outer && callersOf(this.#source, outer).isExported) this.#givenBy.add(outer);
    else if (label === 'value' && values.length > 0 && !values.some((value) => isFunction(value)))
      this.#unseen ??= 'what a function gives that is handed on';
  }

  /** `globalThis.store = store`, `socket.onmessage = () => …` */
  #atGlobal(node: Node, { path }: Fact<Label>): void {
    const { parent } = node;
    if (parent?.type !== AST_NODE_TYPES.AssignmentExpression || parent.right !== node) return;
    const left = withoutWrappers(parent.left);
    if (
      left.type === AST_NODE_TYPES.MemberExpression &&
      LASTING_GLOBALS.some((name) => isGlobal(this.#source, left.object, name))
    )
      this.#keptByModule(this.#source.getText(left), path);
  }

  #escape({ label, path }: Fact<Label>, { from, to, steps }: Edge): void {
    if (steps.some((step) => step.kind === 'escape' && step.how === 'exported')) {
      this.#keptByModule('an export', path);
      return;
    }
    if (label !== 'value' || (isCall(to) && onlyReads(this.#source, to))) return;
    const passed = path.length === 0 ? passedOn(this.#source, to, from) : undefined;
    const { line } = from.loc.start;
    if (passed) this.#passed.push({ line, to: passed });
    else this.#unseen ??= handsOn(line);
  }

  /** It was put into an object of which nothing shows where it comes from. */
  #settle(origin: Node): void {
    if (isMade(origin)) return;
    if (origin.type === AST_NODE_TYPES.Identifier) this.#holders.add(origin);
    else this.#unseen ??= keptByObject(origin);
  }
}

/** That an object keeps it of which nobody knows who has it, for people. */
export function keptByObject({ loc }: Node): string {
  return `line ${loc.start.line} has an object that keeps it`;
}

/** That a line gives it to code which nobody sees, for people. */
export function handsOn(line: number): string {
  return `line ${line} hands it to code that is not seen`;
}

const LASTING_GLOBALS = ['globalThis', 'global', 'process', 'module'];

/** Methods that set an object up, and by custom give it again. */
const CHAINS = /^(?:configure|init|initialize|on|set[A-Z]\w*|setup|use|with[A-Z]\w*)$/u;

/** Whether there is one of a content, and not one for each key. */
function isFixed(content: Content): boolean {
  return content.startsWith('.') || /^\[\d+\]$/u.test(content) || content === 'promise';
}

function isLoop({ type }: Node): boolean {
  return type === AST_NODE_TYPES.WhileStatement || type === AST_NODE_TYPES.ForStatement;
}

/** Whether a timer is stopped, or a listener taken off, by the function that sets it: it measures for a while. */
function isStopped(source: SourceCode, call: Call): boolean {
  const { callee, parent } = call;
  if (callee.type === AST_NODE_TYPES.MemberExpression && isRemoved(source, callee.object, call))
    return true;
  const home = functionAround(call);
  if (!home || parent.type !== AST_NODE_TYPES.VariableDeclarator) return false;
  return namesAt(source, parent.id).some(({ reads }) =>
    reads.some(({ parent: use }) => isCall(use) && STOPS.test(source.getText(use.callee))),
  );
}

const STOPS = /^clear(?:Interval|Timeout)$/u;

/** The function that a node is what a call of it gives. */
function functionGiving(node: Node): FunctionNode | undefined {
  if (node.type === AST_NODE_TYPES.ReturnStatement || node.type === AST_NODE_TYPES.YieldExpression)
    return functionAround(node);
  const { parent } = node;
  return parent?.type === AST_NODE_TYPES.ArrowFunctionExpression && parent.body === node
    ? parent
    : undefined;
}

/** Whether a part of an object is read, and not called. */
function isTakenApart(node: Node): boolean {
  const { type, parent } = node;
  if (type === AST_NODE_TYPES.ObjectPattern) return true;
  if (parent?.type !== AST_NODE_TYPES.MemberExpression || parent.property === node) return false;
  return !isCall(parent.parent) || parent.parent.callee !== parent;
}

/** Whether an object is made where it can be seen; what it is put into is followed. */
function isMade(node: Node): boolean {
  switch (node.type) {
    case AST_NODE_TYPES.ObjectExpression:
    case AST_NODE_TYPES.ArrayExpression:
    case AST_NODE_TYPES.NewExpression:
    case AST_NODE_TYPES.ClassBody:
    case AST_NODE_TYPES.BlockStatement:
    case AST_NODE_TYPES.Program:
      return true;
    default:
      return isClass(node) || isFunction(node);
  }
}
