/**
 * Whether the entry of an addition is taken out on every path: by the code behind it, by a promise that settles, by a
 * one-shot timer, by the handler of the end of what it stands for.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { exitsOfFunction, exitsWithout, type PathFacts } from '../../flow/all-paths.ts';
import type { Exit } from '../../flow/ways.ts';
import { callGraph } from '../../flow/build-call-graph.ts';
import { callersOf } from '../../flow/call-graph.ts';
import { callbackRole } from '../../lifetime/callback-roles.ts';
import { isServerless } from '../../lifetime/serverless.ts';
import type { Call, FunctionNode, Node } from '../../source/source-code.ts';
import {
  isCall,
  BRANCHES,
  isClass,
  isFunction,
  LOOPS,
  withoutWrappers,
} from '../../syntax/nodes.ts';
import { calledName, propertyName } from '../../syntax/references.ts';
import { ancestorsOf, childrenOf, functionAround } from '../../syntax/traversal.ts';
import { takesEndHandler } from '../../vocabulary/removal-words.ts';
import type { Change } from '../changes.ts';
import { isMootFor } from './conditions.ts';
import { maySameKey, visitsNothing } from './keys.ts';
import type { Level } from './level.ts';
import { isStreamableTransport } from './mcp-transports.ts';
import { mayFail, neverRejects } from './promises.ts';
import type { Uses } from '../uses.ts';
import { defers, endingHandled } from './endings.ts';

export interface Pairing {
  /** What takes the entry out on every path; undefined if nothing does. */
  readonly by?: 'paired' | 'end-event';
  /** Ways on which it is left behind. */
  readonly exits: readonly Exit[];
}

/** How many calls one answer leads out through. */
const MAX_CALLERS = 4;

/** What was found out of a level: who classifies its removals asks for each of them again. */
interface KnownPairings {
  readonly level: Level;
  readonly byAddition: Map<Change, Pairing>;
}

const known = new WeakMap<Uses, KnownPairings[]>();

export function pairingOf(level: Level, addition: Change): Pairing {
  const pairings = pairingsAt(level);
  let pairing = pairings.get(addition);
  if (!pairing) pairings.set(addition, (pairing = findPairing(level, addition)));
  return pairing;
}

function pairingsAt(level: Level): Map<Change, Pairing> {
  const { uses } = level;
  const ofUses = known.get(uses) ?? [];
  known.set(uses, ofUses);
  let found = ofUses.find((one) => isSameLevel(one.level, level));
  if (!found) ofUses.push((found = { level, byAddition: new Map<Change, Pairing>() }));
  return found.byAddition;
}

function isSameLevel(a: Level, b: Level): boolean {
  const isSame = (these: readonly Change[], those: readonly Change[]) =>
    these.length === those.length && these.every((change, index) => change === those[index]);
  return (
    a.source === b.source &&
    a.project === b.project &&
    a.depth === b.depth &&
    isSame(a.additions, b.additions) &&
    isSame(a.removals, b.removals)
  );
}

function findPairing(level: Level, addition: Change): Pairing {
  const removals = level.removals.filter(
    (removal) =>
      maySameKey(level, addition, removal) &&
      !visitsNothing(level, removal) &&
      removal.node !== addition.node,
  );
  if (removals.length === 0) return { exits: [] };
  const search = new Guarantees(level, addition, removals);
  const exits = search.exitsFrom(addition.node, MAX_CALLERS);
  if (exits.length === 0) return { by: search.sawEnding ? 'end-event' : 'paired', exits };
  return search.isArrangedBefore(addition.node)
    ? { by: search.sawEnding ? 'end-event' : 'paired', exits: [] }
    : { exits };
}

class Guarantees {
  /** Whether what was found is the handler of an end. */
  sawEnding = false;
  readonly #level: Level;
  readonly #removals: ReadonlySet<Node>;
  readonly #facts: PathFacts;
  readonly #known = new Map<Node, boolean>();
  readonly #asked = new Set<FunctionNode>();
  /** Whether what runs before the addition is asked about. */
  #isBefore = false;

  constructor(level: Level, addition: Change, removals: readonly Change[]) {
    this.#level = level;
    this.#removals = new Set(removals.map(({ node }) => node));
    this.#facts = { throws: mayFail(level.source), isMoot: isMootFor(level, addition.node) };
  }

  /** The ways on which a node is left behind without a removal, through callers that are all seen. */
  exitsFrom(node: Node, callers: number): readonly Exit[] {
    const { source } = this.#level;
    const exits = exitsWithout(source, node, (inner) => this.#removes(inner), this.#facts);
    const fn = functionAround(node);
    if (exits.length === 0 || !fn || callers === 0) return exits;
    const outer = this.#continuations(fn);
    if (!outer) return exits;
    const isThrown = exits.some(({ how }) => how === 'throw');
    const open = outer.flatMap((call) =>
      isThrown && !this.#isCaught(call)
        ? exits.filter(({ how }) => how === 'throw')
        : this.exitsFrom(call, callers - 1),
    );
    return open;
  }

  /** Where control goes on behind a function: all its calls, if no other file has it; undefined if not all are seen. */
  #continuations(fn: FunctionNode): readonly Node[] | undefined {
    const { source } = this.#level;
    const { calls, values, isExported } = callersOf(source, fn);
    if (isExported) return undefined;
    const inline = values.map((value) => {
      const call = value.parent;
      const isInline =
        isCall(call) &&
        call.callee !== value &&
        callbackRole(source, call, value).kind === 'inline' &&
        !defers(source, call);
      return isInline ? call : undefined;
    });
    if (inline.includes(undefined) || calls.length + inline.length === 0) return undefined;
    return [...calls, ...inline.flatMap((call) => call ?? [])];
  }

  /** Whether a throw at a call leads past a removal: a `finally` or a handler around it. */
  #isCaught(call: Node): boolean {
    let inner = call;
    for (const ancestor of ancestorsOf(call)) {
      if (isFunction(ancestor)) return false;
      if (ancestor.type === AST_NODE_TYPES.TryStatement && inner === ancestor.block) {
        const last = ancestor.finalizer ?? ancestor.handler?.body;
        if (last && this.#isDoneIn(last)) return true;
      }
      inner = ancestor;
    }
    return false;
  }

  #isDoneIn(block: Node): boolean {
    const [first] = childrenOf(this.#level.source, block);
    if (!first) return false;
    return childrenOf(this.#level.source, block).some((statement) => this.#holdsRemoval(statement));
  }

  #holdsRemoval(node: Node): boolean {
    if (isFunction(node) || isClass(node)) return false;
    if (this.#removes(node) || this.#runsRemoval(node)) return true;
    return childrenOf(this.#level.source, node).some((child) => this.#holdsRemoval(child));
  }

  #runsRemoval(node: Node): boolean {
    if (node.type !== AST_NODE_TYPES.CallExpression) return false;
    const functions = callGraph(this.#level.source).onlyCalleesOf(node);
    return functions.length > 0 && functions.every((fn) => this.#always(fn));
  }

  /** Whether evaluating a node takes the entry out, at once or later on. */
  #removes(node: Node): boolean {
    if (this.#removals.has(node)) return true;
    return this.#arranges(node);
  }

  /** Whether evaluating a node has the entry taken out later on, come what may. */
  #arranges(node: Node): boolean {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    this.#known.set(node, false);
    const found = this.#isArrangement(node);
    this.#known.set(node, found);
    return found;
  }

  #isArrangement(node: Node): boolean {
    switch (node.type) {
      case AST_NODE_TYPES.CallExpression:
        return this.#isArrangingCall(node);
      case AST_NODE_TYPES.AssignmentExpression:
        return this.#isEnding(node, node.left, node.right);
      case AST_NODE_TYPES.Property:
        return takesEndHandler(propertyName(this.#level.source, node) ?? '')
          ? this.#isEnding(node, node, node.value)
          : false;
      default:
        return false;
    }
  }

  /** `socket.onclose = () => …`, `{ onExit() { … } }` */
  #isEnding(node: Node, named: Node, handler: Node): boolean {
    const { source } = this.#level;
    if (named.type !== AST_NODE_TYPES.MemberExpression && named.type !== AST_NODE_TYPES.Property)
      return false;
    if (!takesEndHandler(propertyName(source, named) ?? '')) return false;
    if (isStreamableTransport(source, node) || !this.#alwaysAt(handler)) return false;
    this.sawEnding = true;
    return true;
  }

  #isArrangingCall(call: TSESTree.CallExpression): boolean {
    const { source, project } = this.#level;
    const callee = withoutWrappers(call.callee);
    for (const argument of call.arguments) {
      if (endingHandled(source, call, argument)?.kind === 'ending' && this.#alwaysAt(argument)) {
        if (isStreamableTransport(source, call)) return false;
        this.sawEnding = true;
        return true;
      }
    }
    const [first] = call.arguments;
    if (first && defers(source, call) && !isServerless(source, project))
      return this.#alwaysAt(first);
    if (callee.type === AST_NODE_TYPES.MemberExpression && this.#isSettled(call, callee))
      return true;
    // Code before the addition that is waited for has run by then.
    return !(this.#isBefore && isAwaited(call)) && this.#isAlwaysRun(call);
  }

  /** `run().finally(remove)`, `run().then(remove, remove)`, `run().then(remove).catch(remove)`, `run().catch(log).then(remove)` */
  #isSettled(call: TSESTree.CallExpression, callee: TSESTree.MemberExpression): boolean {
    const name = propertyName(this.#level.source, callee);
    const [first, second] = call.arguments;
    if (!first) return false;
    if (name === 'finally') return this.#alwaysAt(first);
    if (name === 'then')
      return (
        this.#alwaysAt(first) &&
        (second === undefined
          ? neverRejects(this.#level.source, callee.object, MAX_CALLERS)
          : this.#alwaysAt(second))
      );
    if (name !== 'catch' || !this.#alwaysAt(first)) return false;
    const inner = withoutWrappers(callee.object);
    const [resolved] = inner.type === AST_NODE_TYPES.CallExpression ? inner.arguments : [];
    return (
      inner.type === AST_NODE_TYPES.CallExpression &&
      calledName(this.#level.source, inner.callee) === 'then' &&
      resolved !== undefined &&
      this.#alwaysAt(resolved)
    );
  }

  /** An asynchronous function that ends in a removal on all its paths, awaited or not; one that sets a timer for the key. */
  #isAlwaysRun(call: Call): boolean {
    const functions = callGraph(this.#level.source).onlyCalleesOf(call);
    return (
      functions.length > 0 &&
      functions.every((fn) =>
        fn.async
          ? this.#always(fn)
          : this.#takesKey(call) && this.#always(fn, (node) => this.#arranges(node)),
      )
    );
  }

  #takesKey(call: Call): boolean {
    const { source, additions } = this.#level;
    const given = call.arguments.map((argument) => source.getText(argument));
    return additions.some(({ key }) => key !== undefined && given.includes(source.getText(key)));
  }

  #alwaysAt(expression: Node): boolean {
    const functions = callGraph(this.#level.source).functionsAt(expression);
    return functions.length > 0 && functions.every((fn) => this.#always(fn));
  }

  #always(fn: FunctionNode, removes = (node: Node) => this.#removes(node)): boolean {
    if (this.#asked.has(fn)) return false;
    this.#asked.add(fn);
    const exits = exitsOfFunction(this.#level.source, fn, removes, this.#facts);
    this.#asked.delete(fn);
    // What a function of the file throws on some path is no path that the end of a thing takes.
    return exits.every(
      ({ how, at }) => how === 'throw' && at.type === AST_NODE_TYPES.CallExpression,
    );
  }

  /** Whether code that has run before an addition has its entry taken out: the promise that is stored settles. */
  isArrangedBefore(addition: Node): boolean {
    const { source } = this.#level;
    this.#isBefore = true;
    this.#known.clear();
    if (this.#arrangedIn(addition)) return true;
    let inner: Node = addition;
    for (const ancestor of ancestorsOf(addition)) {
      if (isFunction(ancestor)) {
        const call = ancestor.parent;
        const isInline =
          isCall(call) &&
          call.callee !== ancestor &&
          callbackRole(source, call, ancestor).kind === 'inline';
        if (!isInline) return false;
      }
      const before =
        ancestor.type === AST_NODE_TYPES.BlockStatement || ancestor.type === AST_NODE_TYPES.Program
          ? ancestor.body.filter(({ range }) => range[1] <= inner.range[0])
          : [];
      if (before.some((statement) => this.#arrangedIn(statement))) return true;
      inner = ancestor;
    }
    return false;
  }

  /** Whether a statement arranges it in any case, outside of its branches. */
  #arrangedIn(node: Node): boolean {
    // `running[id] = running[id] || load(id).finally(remove)`: if it is there, somebody has arranged that.
    if (node.type === AST_NODE_TYPES.LogicalExpression && node.operator !== '&&')
      return this.#level.uses.isValue(withoutWrappers(node.left)) && this.#arrangedIn(node.right);
    if (isClass(node) || BRANCHES.has(node.type) || LOOPS.has(node.type)) return false;
    if (this.#arranges(node)) return true;
    if (isFunction(node)) return false;
    return childrenOf(this.#level.source, node).some((child) => this.#arrangedIn(child));
  }
}

function isAwaited({ parent }: Node): boolean {
  return parent?.type === AST_NODE_TYPES.AwaitExpression;
}
