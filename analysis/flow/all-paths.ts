/**
 * Whether something happens after a node on every path on which its function is left: by a return, by its end, by what a call
 * or an `await` throws. `finally`, handlers of errors, both settle handlers of a promise and functions of the file count.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { isCall, isClass, isFunction, withoutWrappers } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { ancestorsOf, childrenOf } from '../syntax/traversal.ts';
import { callGraph } from './build-call-graph.ts';
import { behindRound, roundsOf } from './loop-ways.ts';
import { isLoop, type Loop } from './loops.ts';
import { mayThrow } from './may-throw.ts';
import { isProcessExit } from './process-exit.ts';
import { behindTry } from './try-ways.ts';
import { exitsAmong, followedBy, leaving, moved, NONE, only, union } from './ways.ts';
import type { Exit, Ways } from './ways.ts';

/** What else is known of the paths. */
export interface PathFacts {
  /** Whether evaluating a node may throw, its parts apart: `mayThrow`, unless it is said. */
  readonly throws?: (node: Node) => boolean;
  /**
   * Whether nothing needs to happen any more where a test comes out true, or false. A case comes out true where it is the one
   * that a `switch` goes to, and a `switch` false where none is.
   */
  readonly isMoot?: (test: Node, outcome: boolean) => boolean;
  /** Asked before a node is evaluated: whether the paths that come to it count no longer. */
  readonly isOver?: (node: Node) => boolean;
  /** A node around the one that the paths begin at, with which they end. */
  readonly until?: Node;
}

/** How many functions one answer may lead through. */
const MAX_FUNCTIONS = 8;

/**
 * The ways on which a function is left behind a node without something having happened; none if it happens on all.
 * @param happens whether it happens as a node is evaluated
 */
export function exitsWithout(
  source: SourceCode,
  from: Node,
  happens: (node: Node) => boolean,
  facts: PathFacts = {},
): readonly Exit[] {
  return exitsAmong(new Paths(source, happens, facts).behind(from));
}

/** The ways on which a function is left, from its beginning on, without something having happened. */
export function exitsOfFunction(
  source: SourceCode,
  fn: FunctionNode,
  happens: (node: Node) => boolean,
  facts: PathFacts = {},
): readonly Exit[] {
  return exitsAmong(new Paths(source, happens, facts).waysOf(fn.body));
}

const WAYS: ByNodeType<[Paths], Ways> = {
  [AST_NODE_TYPES.ReturnStatement]: (node, paths) =>
    moved(paths.inOrder([node.argument], node), 'on', 'return', node),
  [AST_NODE_TYPES.ThrowStatement]: (node, paths) =>
    moved(paths.inOrder([node.argument], node), 'on', 'throw', node),
  [AST_NODE_TYPES.BreakStatement]: (node) => only(`break ${node.label?.name ?? ''}`, node),
  [AST_NODE_TYPES.ContinueStatement]: (node) => only(`continue ${node.label?.name ?? ''}`, node),
  [AST_NODE_TYPES.IfStatement]: branches,
  [AST_NODE_TYPES.ConditionalExpression]: branches,
  [AST_NODE_TYPES.LogicalExpression]: (node, paths) =>
    followedBy(paths.waysOf(node.left), () => afterLeft(node, paths)),
  [AST_NODE_TYPES.LabeledStatement]: (node, paths) =>
    leaving(paths.waysOf(node.body), node.label.name),
  [AST_NODE_TYPES.SwitchStatement]: (node, paths) =>
    leaving(
      followedBy(paths.waysOf(node.discriminant), () => casesOf(node, paths)),
      '',
    ),
  [AST_NODE_TYPES.TryStatement]: (node, paths) =>
    behindTry(node, node.block, paths.waysOf(node.block), (part) => paths.waysOf(part)),
  [AST_NODE_TYPES.ForStatement]: (node, paths) =>
    followedBy(paths.inOrder([node.init, node.test], node), () =>
      roundsOf(node, roundOf(node, paths)),
    ),
  [AST_NODE_TYPES.ForOfStatement]: (node, paths) =>
    followedBy(paths.waysOf(node.right), () => roundsOf(node, roundOf(node, paths))),
  [AST_NODE_TYPES.ForInStatement]: (node, paths) =>
    followedBy(paths.waysOf(node.right), () => roundsOf(node, roundOf(node, paths))),
  [AST_NODE_TYPES.WhileStatement]: (node, paths) =>
    followedBy(paths.waysOf(node.test), () => roundsOf(node, roundOf(node, paths))),
  [AST_NODE_TYPES.DoWhileStatement]: (node, paths) => roundsOf(node, roundOf(node, paths)),
};

class Paths {
  readonly #source: SourceCode;
  readonly #happens: (node: Node) => boolean;
  readonly #facts: PathFacts;
  readonly #functions = new Map<FunctionNode, Ways>();

  constructor(source: SourceCode, happens: (node: Node) => boolean, facts: PathFacts) {
    this.#source = source;
    this.#happens = happens;
    this.#facts = facts;
  }

  isMoot(test: Node, outcome: boolean): boolean {
    return this.#facts.isMoot?.(test, outcome) ?? false;
  }

  /** The ways out of the function around a node, from there on. */
  behind(from: Node): Ways {
    let ways = only('on', from);
    let inner = from;
    for (const outer of ancestorsOf(from)) {
      if (isFunction(outer) || inner === this.#facts.until) break;
      ways = this.#behindPart(outer, inner, ways);
      inner = outer;
    }
    return ways;
  }

  /** The ways out of a node that is evaluated from its beginning. */
  waysOf(node: Node): Ways {
    if (this.#facts.isOver?.(node)) return NONE;
    if (isFunction(node) || isClass(node)) return only('on', node);
    const find = functionFor(WAYS, node);
    if (find) return find(node, this);
    return this.#itself(node, this.inOrder(childrenOf(this.#source, node), node));
  }

  /** The ways out of nodes one after the other. */
  inOrder(nodes: readonly (Node | null)[], around: Node): Ways {
    let ways = only('on', around);
    for (const node of nodes) if (node) ways = followedBy(ways, () => this.waysOf(node));
    return ways;
  }

  /** What a node does itself, once its parts have been evaluated. */
  #itself(node: Node, parts: Ways): Ways {
    return followedBy(parts, () => {
      if (this.#happens(node) || this.#isSettled(node) || isProcessExit(this.#source, node))
        return NONE;
      const own = isCall(node) ? this.#called(node) : undefined;
      if (own) return own;
      return this.#mayThrow(node) ? union(only('on', node), only('throw', node)) : only('on', node);
    });
  }

  #mayThrow(node: Node): boolean {
    return this.#facts.throws?.(node) ?? mayThrow(this.#source, node);
  }

  /** What a call of functions of the file leaves open; undefined if it may run others. */
  #called(call: TSESTree.CallExpression | TSESTree.NewExpression): Ways | undefined {
    const functions = callGraph(this.#source).onlyCalleesOf(call);
    if (functions.length === 0) return undefined;
    let ways = NONE;
    for (const fn of functions) ways = union(ways, this.#waysOfFunction(fn, call));
    return ways;
  }

  #waysOfFunction(fn: FunctionNode, call: Node): Ways {
    // What an async function throws its promise is rejected with, and it may wait before anything happens.
    if (fn.async || fn.generator) return only('on', call);
    const known = this.#functions.get(fn);
    if (known) return known;
    const unknown = this.#mayThrow(call)
      ? union(only('on', call), only('throw', call))
      : only('on', call);
    if (this.#functions.size > MAX_FUNCTIONS) return unknown;
    this.#functions.set(fn, unknown);
    const inside = this.waysOf(fn.body);
    const ways = union(
      inside.has('on') || inside.has('return') ? only('on', call) : NONE,
      inside.has('throw') ? only('throw', call) : NONE,
    );
    this.#functions.set(fn, ways);
    return ways;
  }

  /** `send().finally(done)`, `send().then(done, done)` */
  #isSettled(node: Node): boolean {
    if (node.type !== AST_NODE_TYPES.CallExpression) return false;
    const callee = withoutWrappers(node.callee);
    if (callee.type !== AST_NODE_TYPES.MemberExpression) return false;
    const name = propertyName(this.#source, callee);
    const handlers: readonly (Node | undefined)[] = node.arguments;
    const count = name === 'finally' ? 1 : name === 'then' ? 2 : 0;
    return (
      count > 0 &&
      Array.from({ length: count }, (_, index) => handlers[index]).every(
        (handler) => handler !== undefined && this.#isAlwaysIn(handler),
      )
    );
  }

  /** Whether something happens whenever a function that an expression names is called. */
  #isAlwaysIn(handler: Node): boolean {
    const functions = callGraph(this.#source).functionsAt(handler);
    return functions.length > 0 && functions.every((fn) => this.waysOf(fn.body).size === 0);
  }

  /** The ways out of a node from those out of one of its parts. */
  #behindPart(outer: Node, inner: Node, ways: Ways): Ways {
    if (isLoop(outer)) return this.#behindLoopPart(outer, inner, ways);
    switch (outer.type) {
      case AST_NODE_TYPES.TryStatement:
        return behindTry(outer, inner, ways, (part) => this.waysOf(part));
      case AST_NODE_TYPES.LabeledStatement:
        return leaving(ways, outer.label.name);
      case AST_NODE_TYPES.ReturnStatement:
        return moved(ways, 'on', 'return', outer);
      case AST_NODE_TYPES.ThrowStatement:
        return moved(ways, 'on', 'throw', outer);
      case AST_NODE_TYPES.IfStatement:
      case AST_NODE_TYPES.ConditionalExpression:
        return inner === outer.test ? followedBy(ways, () => afterTest(outer, this)) : ways;
      case AST_NODE_TYPES.LogicalExpression:
        return inner === outer.left ? followedBy(ways, () => afterLeft(outer, this)) : ways;
      case AST_NODE_TYPES.SwitchStatement:
        return leaving(
          inner === outer.discriminant
            ? followedBy(ways, () => casesOf(outer, this))
            : followedBy(ways, () => this.#rest(outer, inner)),
          '',
        );
      default:
        return this.#itself(
          outer,
          followedBy(ways, () => this.#rest(outer, inner)),
        );
    }
  }

  #behindLoopPart(loop: Loop, inner: Node, ways: Ways): Ways {
    if (inner === loop.body) return behindRound(loop, ways, () => roundOf(loop, this));
    return followedBy(ways, () => roundsOf(loop, roundOf(loop, this)));
  }

  /** What is evaluated behind a part of a node. */
  #rest(outer: Node, inner: Node): Ways {
    const behind = childrenOf(this.#source, outer).filter(
      ({ range }) => range[0] >= inner.range[1],
    );
    return this.inOrder(behind, outer);
  }
}

function branches(node: TSESTree.IfStatement | TSESTree.ConditionalExpression, paths: Paths): Ways {
  return followedBy(paths.waysOf(node.test), () => afterTest(node, paths));
}

function afterTest(
  node: TSESTree.IfStatement | TSESTree.ConditionalExpression,
  paths: Paths,
): Ways {
  return union(
    paths.isMoot(node.test, true) ? NONE : paths.waysOf(node.consequent),
    paths.isMoot(node.test, false)
      ? NONE
      : node.alternate
        ? paths.waysOf(node.alternate)
        : only('on', node),
  );
}

function afterLeft(node: TSESTree.LogicalExpression, paths: Paths): Ways {
  if (node.operator === '??') return union(paths.waysOf(node.right), only('on', node));
  const goesOn = node.operator === '&&';
  return union(
    paths.isMoot(node.left, goesOn) ? NONE : paths.waysOf(node.right),
    paths.isMoot(node.left, !goesOn) ? NONE : only('on', node),
  );
}

/** Each case may be the first that is run, and goes on to the next. */
function casesOf(node: TSESTree.SwitchStatement, paths: Paths): Ways {
  const byCase = node.cases.map(({ consequent }) => paths.inOrder(consequent, node));
  let behind = only('on', node);
  const fromCase = byCase
    .toReversed()
    .map((ways) => (behind = followedBy(ways, () => behind)))
    .toReversed();
  const hasDefault = node.cases.some(({ test }) => test === null);
  let ways: Ways = hasDefault || paths.isMoot(node, false) ? NONE : only('on', node);
  for (const [index, from] of fromCase.entries())
    if (!paths.isMoot(node.cases[index]!, true)) ways = union(ways, from);
  return ways;
}

function roundOf(loop: Loop, paths: Paths): Ways {
  return paths.inOrder([loop.body, 'update' in loop ? loop.update : null], loop);
}
