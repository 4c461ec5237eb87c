/**
 * Where control can go from a node on to others of the same function.
 *
 * No way leads from inside a `try` to its `catch`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { ancestorsOf, contains, LOOPS, type FunctionNode, type Node } from './syntax.ts';

/** How a statement is left: `on` to what stands behind it, or by a jump, whose label goes with it. */
type Way = 'on' | 'return' | 'throw' | 'break' | 'continue' | `break ${string}` | `continue ${string}`;

type Ways = readonly Way[];

const ON: Ways = ['on'];

/** Whether control can go from one node on to another that stands behind it in the text. */
export function leadsTo(from: Node, to: Node): boolean {
  let ways = ON;
  let inner = from;
  for (const outer of ancestorsOf(from)) {
    if (contains(outer, to)) return leadsInside(outer, inner, ways, to);
    ways = waysBehind(outer, inner, ways);
    inner = outer;
  }
  return false;
}

/** Whether a loop leads from one node back to another, or to itself. */
export function leadsBackTo(fn: FunctionNode, from: Node, to: Node): boolean {
  let ways = ON;
  let inner = from;
  for (const outer of ancestorsOf(from)) {
    if (outer === fn) return false;
    if (isLoop(outer) && contains(outer, to) && !isRunOnce(outer, to) && (inner !== outer.body || comesRound(outer, ways))) return true;
    ways = waysBehind(outer, inner, ways);
    inner = outer;
  }
  return false;
}

/** Whether control goes on behind a statement on some of its ways. */
export function goesOn(statement: Node): boolean {
  return waysOut(statement).includes('on');
}

/** Whether the ways out of one part of a node lead to another part behind it. */
function leadsInside(outer: Node, inner: Node, ways: Ways, to: Node): boolean {
  switch (outer.type) {
    case AST_NODE_TYPES.BlockStatement:
    case AST_NODE_TYPES.SwitchCase:
    case AST_NODE_TYPES.SwitchStatement:
      return partsBetween(outer, inner, to).reduce(followedBy, ways).includes('on');
    case AST_NODE_TYPES.IfStatement:
    case AST_NODE_TYPES.ConditionalExpression:
      return inner !== outer.consequent;
    case AST_NODE_TYPES.TryStatement:
      // A `finally` runs whichever way its `try` is left.
      return outer.finalizer !== null && contains(outer.finalizer, to);
    case AST_NODE_TYPES.DoWhileStatement:
      return comesRound(outer, ways);
    default:
      return ways.includes('on');
  }
}

function partsBetween(outer: TSESTree.BlockStatement | TSESTree.SwitchCase | TSESTree.SwitchStatement, inner: Node, to: Node): Node[] {
  // One of the cases is where a `switch` begins.
  if (outer.type === AST_NODE_TYPES.SwitchStatement && inner === outer.discriminant) return [];
  return partsOf(outer).filter((part) => part.range[0] >= inner.range[1] && part.range[1] <= to.range[0] && !contains(part, to));
}

/** What runs one after the other. */
function partsOf(node: TSESTree.BlockStatement | TSESTree.SwitchCase | TSESTree.SwitchStatement): readonly Node[] {
  if (node.type === AST_NODE_TYPES.BlockStatement) return node.body;
  return node.type === AST_NODE_TYPES.SwitchCase ? node.consequent : node.cases;
}

/** The ways out of a node from those out of a part of it. */
function waysBehind(outer: Node, inner: Node, ways: Ways): Ways {
  if (isLoop(outer)) return inner === outer.body ? behindRound(outer, ways) : waysOut(outer);
  switch (outer.type) {
    case AST_NODE_TYPES.BlockStatement:
    case AST_NODE_TYPES.SwitchCase:
      return partsOf(outer).filter(({ range }) => range[0] >= inner.range[1]).reduce(followedBy, ways);
    case AST_NODE_TYPES.SwitchStatement:
      if (inner === outer.discriminant) return waysOut(outer);
      return replaced(outer.cases.filter(({ range }) => range[0] >= inner.range[1]).reduce(followedBy, ways), ['break'], ON);
    case AST_NODE_TYPES.IfStatement:
      return inner === outer.test ? waysOut(outer) : ways;
    case AST_NODE_TYPES.LabeledStatement:
      return replaced(ways, [`break ${outer.label.name}`], ON);
    case AST_NODE_TYPES.TryStatement:
      return behindTry(outer, inner, inner === outer.block && outer.handler ? withoutThrow(ways) : ways);
    case AST_NODE_TYPES.ReturnStatement:
    case AST_NODE_TYPES.ThrowStatement:
      return waysOut(outer);
    default:
      return ways;
  }
}

/**
 * What fails most is the request itself, and then there is no response: a retry that waits in a `catch` holds none.
 * One that is thrown away there is held no longer than the handling of an error takes.
 */
function withoutThrow(ways: Ways): Ways {
  return ways.filter((way) => way !== 'throw');
}

function behindTry({ block, handler, finalizer }: TSESTree.TryStatement, inner: Node, ways: Ways): Ways {
  const handled = inner === block && handler ? replaced(ways, ['throw'], waysOut(handler.body)) : ways;
  if (!finalizer || inner === finalizer) return handled;
  const last = waysOut(finalizer);
  return last.includes('on') ? union(handled, last.filter((way) => way !== 'on' || handled.includes(way))) : last;
}

/** The ways out of a loop from those out of a round of it. */
function behindRound(loop: Loop, ways: Ways): Ways {
  const all = comesRound(loop, ways) ? union(ways, waysOut(loop.body), ON) : ways;
  return replaced(all.filter((way) => !isContinueOf(loop, way)), ['break'], ON);
}

function comesRound(loop: Loop, ways: Ways): boolean {
  return ways.some((way) => way === 'on' || isContinueOf(loop, way));
}

function isContinueOf(loop: Loop, way: Way): boolean {
  if (way === 'continue') return true;
  for (let outer: Node = loop.parent; outer.type === AST_NODE_TYPES.LabeledStatement; outer = outer.parent) if (way === `continue ${outer.label.name}`) return true;
  return false;
}

const known = new WeakMap<Node, Ways>();

/** The ways out of a statement that is run from its beginning. */
function waysOut(statement: Node): Ways {
  let ways = known.get(statement);
  if (!ways) known.set(statement, (ways = findWaysOut(statement)));
  return ways;
}

function findWaysOut(statement: Node): Ways {
  if (isLoop(statement)) return behindRound(statement, ON);
  switch (statement.type) {
    case AST_NODE_TYPES.ReturnStatement:
      return ['return'];
    case AST_NODE_TYPES.ThrowStatement:
      return ['throw'];
    case AST_NODE_TYPES.BreakStatement:
      return [statement.label ? `break ${statement.label.name}` : 'break'];
    case AST_NODE_TYPES.ContinueStatement:
      return [statement.label ? `continue ${statement.label.name}` : 'continue'];
    case AST_NODE_TYPES.BlockStatement:
    case AST_NODE_TYPES.SwitchCase:
      return partsOf(statement).reduce(followedBy, ON);
    case AST_NODE_TYPES.SwitchStatement:
      return waysOutOfSwitch(statement);
    case AST_NODE_TYPES.IfStatement:
      return union(waysOut(statement.consequent), statement.alternate ? waysOut(statement.alternate) : ON);
    case AST_NODE_TYPES.LabeledStatement:
      return waysBehind(statement, statement.body, waysOut(statement.body));
    case AST_NODE_TYPES.TryStatement:
      // Anything in the block may fail.
      return behindTry(statement, statement.block, statement.handler ? union(waysOut(statement.block), ['throw']) : waysOut(statement.block));
    default:
      return ON;
  }
}

function waysOutOfSwitch({ cases }: TSESTree.SwitchStatement): Ways {
  // A case that goes on falls through to the next, whose ways are among these already; the last goes on behind.
  const last = cases.at(-1);
  const goesThrough = last === undefined || waysOut(last).includes('on') || cases.every(({ test }) => test !== null);
  const ways = union(...cases.map(waysOut)).filter((way) => way !== 'on');
  return replaced(goesThrough ? union(ways, ON) : ways, ['break'], ON);
}

function followedBy(ways: Ways, next: Node): Ways {
  return replaced(ways, ['on'], waysOut(next));
}

function replaced(ways: Ways, some: Ways, others: Ways): Ways {
  return ways.some((way) => some.includes(way)) ? union(ways.filter((way) => !some.includes(way)), others) : ways;
}

function union(...all: readonly Ways[]): Ways {
  return [...new Set(all.flat())];
}

type Loop = TSESTree.ForStatement | TSESTree.ForOfStatement | TSESTree.ForInStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement;

function isLoop(node: Node): node is Loop {
  return LOOPS.has(node.type);
}

/** What a loop does before its first round: `for (const x of await all())`, `for (let i = await first(); …)`. */
export function isRunOnce(loop: Node, node: Node): boolean {
  return ('right' in loop && contains(loop.right, node)) || (loop.type === AST_NODE_TYPES.ForStatement && loop.init !== null && contains(loop.init, node));
}
