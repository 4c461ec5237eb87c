/**
 * Where control can go from a node on to others of the same function.
 *
 * No way leads from inside a `try` to its `catch`.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { lastWhere } from '../source/lines.ts';
import type { FunctionNode, Node } from '../source/source-code.ts';
import { functionFor, type ByNodeType } from '../syntax/by-node-type.ts';
import { ancestorsOf } from '../syntax/traversal.ts';
import { isLoop, type Loop } from './loops.ts';

/** How a statement is left: `on` to what stands behind it, or by a jump, whose label goes with it. */
type Way =
  | 'on'
  | 'return'
  | 'throw'
  | 'break'
  | 'continue'
  | `break ${string}`
  | `continue ${string}`;

type Ways = readonly Way[];

const ON: Ways = ['on'];

/** From one offset to another. */
type Stretch = readonly [start: number, end: number];

/**
 * The stretches of a function that stand behind a node of it and that control can reach from there without another round of
 * a loop, in their order: one for each node around at most, so that nobody needs to ask for one place after the other.
 */
export function* stretchesBehind(fn: FunctionNode, from: Node): Generator<Stretch> {
  let ways = ON;
  let inner = from;
  for (const outer of ancestorsOf(from)) {
    const stretch = stretchInside(outer, inner, ways);
    if (stretch && stretch[0] < stretch[1]) yield stretch;
    if (outer === fn) return;
    ways = waysBehind(outer, inner, ways);
    inner = outer;
  }
}

/** The loops around a node, the innermost first, and whether control can come from the node into another round of each. */
export function* loopsAround(
  fn: FunctionNode,
  from: Node,
): Generator<{ readonly loop: Node; readonly isRepeated: boolean }> {
  let ways = ON;
  let inner = from;
  for (const outer of ancestorsOf(from)) {
    if (outer === fn) return;
    if (isLoop(outer))
      yield { loop: outer, isRepeated: inner !== outer.body || comesRound(outer, ways) };
    ways = waysBehind(outer, inner, ways);
    inner = outer;
  }
}

/** Whether control can reach what stands behind a statement; the term is that of the Java Language Specification (14.22). */
export function canCompleteNormally(statement: Node): boolean {
  return waysOut(statement).includes('on');
}

/** What of a node control can reach from the ways out of one of its parts. */
function stretchInside(outer: Node, inner: Node, ways: Ways): Stretch | undefined {
  const rest: Stretch = [inner.range[1], outer.range[1]];
  switch (outer.type) {
    case AST_NODE_TYPES.BlockStatement:
    case AST_NODE_TYPES.SwitchCase:
    case AST_NODE_TYPES.SwitchStatement:
      return ways.includes('on') ? stretchOfSequence(outer, inner) : undefined;
    case AST_NODE_TYPES.IfStatement:
    case AST_NODE_TYPES.ConditionalExpression:
      return inner === outer.consequent ? undefined : rest;
    case AST_NODE_TYPES.TryStatement:
      // A `finally` runs whichever way its `try` is left.
      return outer.finalizer && inner !== outer.finalizer ? outer.finalizer.range : undefined;
    case AST_NODE_TYPES.DoWhileStatement:
      return comesRound(outer, ways) ? rest : undefined;
    default:
      return ways.includes('on') ? rest : undefined;
  }
}

/** What of a sequence control can reach that goes on behind one of its parts. */
function stretchOfSequence(outer: SequenceNode, inner: Node): Stretch {
  const rest: Stretch = [inner.range[1], outer.range[1]];
  // One of the cases is where a `switch` begins.
  if (outer.type === AST_NODE_TYPES.SwitchStatement && inner === outer.discriminant) return rest;
  const { parts, stops } = sequenceOf(outer);
  const last = parts[stops[partBehind(parts, inner)]!];
  return last ? [rest[0], last.range[1]] : rest;
}

type SequenceNode = TSESTree.BlockStatement | TSESTree.SwitchCase | TSESTree.SwitchStatement;

/** What runs one after the other, and where that leads from each part on. */
interface Sequence {
  readonly parts: readonly Node[];
  /** The ways out at the end of all, by the part that is run first; behind the last, on. */
  readonly ways: readonly Ways[];
  /** The first part, from each on, that control never leaves to the next; their number if there is none. */
  readonly stops: readonly number[];
}

const sequences = new WeakMap<SequenceNode, Sequence>();

/** Each node of a sequence asks; from the end on, all of them together cost its length. */
function sequenceOf(node: SequenceNode): Sequence {
  const found = sequences.get(node);
  if (found) return found;
  const parts = partsOf(node);
  const ways: Ways[] = [ON];
  const stops = [parts.length];
  for (const [behind, part] of parts.toReversed().entries()) {
    const out = waysOut(part);
    const isOn = out.includes('on');
    ways.push(isOn && out.length === 1 ? ways.at(-1)! : replaced(out, ['on'], ways.at(-1)!));
    stops.push(isOn ? stops.at(-1)! : parts.length - 1 - behind);
  }
  const sequence = { parts, ways: ways.reverse(), stops: stops.reverse() };
  sequences.set(node, sequence);
  return sequence;
}

/** The index of the first part behind a node. */
function partBehind(parts: readonly Node[], { range: [, end] }: Node): number {
  return lastWhere(parts, (part) => part.range[0] < end) + 1;
}

/** The ways out of a sequence from those out of a part of it. */
function waysToEnd(outer: SequenceNode, inner: Node, ways: Ways): Ways {
  const { parts, ways: ends } = sequenceOf(outer);
  return replaced(ways, ['on'], ends[partBehind(parts, inner)]!);
}

/** What runs one after the other. */
function partsOf(node: SequenceNode): readonly Node[] {
  if (node.type === AST_NODE_TYPES.BlockStatement) return node.body;
  return node.type === AST_NODE_TYPES.SwitchCase ? node.consequent : node.cases;
}

/** The ways out of a node from those out of a part of it. */
function waysBehind(outer: Node, inner: Node, ways: Ways): Ways {
  if (isLoop(outer)) return inner === outer.body ? behindRound(outer, ways) : waysOut(outer);
  switch (outer.type) {
    case AST_NODE_TYPES.BlockStatement:
    case AST_NODE_TYPES.SwitchCase:
      return waysToEnd(outer, inner, ways);
    case AST_NODE_TYPES.SwitchStatement:
      if (inner === outer.discriminant) return waysOut(outer);
      return replaced(waysToEnd(outer, inner, ways), ['break'], ON);
    case AST_NODE_TYPES.IfStatement:
      return inner === outer.test ? waysOut(outer) : ways;
    case AST_NODE_TYPES.LabeledStatement:
      return replaced(ways, [`break ${outer.label.name}`], ON);
    case AST_NODE_TYPES.TryStatement:
      return behindTry(
        outer,
        inner,
        inner === outer.block && outer.handler ? withoutThrow(ways) : ways,
      );
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

function behindTry(
  { block, handler, finalizer }: TSESTree.TryStatement,
  inner: Node,
  ways: Ways,
): Ways {
  const handled =
    inner === block && handler ? replaced(ways, ['throw'], waysOut(handler.body)) : ways;
  if (!finalizer || inner === finalizer) return handled;
  const last = waysOut(finalizer);
  return last.includes('on')
    ? union(
        handled,
        last.filter((way) => way !== 'on' || handled.includes(way)),
      )
    : last;
}

/** The ways out of a loop from those out of a round of it. */
function behindRound(loop: Loop, ways: Ways): Ways {
  const all = comesRound(loop, ways) ? union(ways, waysOut(loop.body), ON) : ways;
  return replaced(
    all.filter((way) => !isContinueOf(loop, way)),
    ['break'],
    ON,
  );
}

function comesRound(loop: Loop, ways: Ways): boolean {
  return ways.some((way) => way === 'on' || isContinueOf(loop, way));
}

function isContinueOf(loop: Loop, way: Way): boolean {
  if (way === 'continue') return true;
  for (
    let outer: Node = loop.parent;
    outer.type === AST_NODE_TYPES.LabeledStatement;
    outer = outer.parent
  )
    if (way === `continue ${outer.label.name}`) return true;
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
  const waysOf = functionFor(WAYS_OUT, statement);
  return waysOf ? waysOf(statement) : ON;
}

const WAYS_OUT: ByNodeType<[], Ways> = {
  [AST_NODE_TYPES.ReturnStatement]: () => ['return'],
  [AST_NODE_TYPES.ThrowStatement]: () => ['throw'],
  [AST_NODE_TYPES.BreakStatement]: ({ label }) => [label ? `break ${label.name}` : 'break'],
  [AST_NODE_TYPES.ContinueStatement]: ({ label }) => [
    label ? `continue ${label.name}` : 'continue',
  ],
  [AST_NODE_TYPES.BlockStatement]: (block) => sequenceOf(block).ways[0]!,
  [AST_NODE_TYPES.SwitchCase]: (switchCase) => sequenceOf(switchCase).ways[0]!,
  [AST_NODE_TYPES.SwitchStatement]: waysOutOfSwitch,
  [AST_NODE_TYPES.IfStatement]: ({ consequent, alternate }) =>
    union(waysOut(consequent), alternate ? waysOut(alternate) : ON),
  [AST_NODE_TYPES.LabeledStatement]: (labeled) =>
    waysBehind(labeled, labeled.body, waysOut(labeled.body)),
  // Anything in the block may fail.
  [AST_NODE_TYPES.TryStatement]: (statement) =>
    behindTry(
      statement,
      statement.block,
      statement.handler ? union(waysOut(statement.block), ['throw']) : waysOut(statement.block),
    ),
};

function waysOutOfSwitch({ cases }: TSESTree.SwitchStatement): Ways {
  // A case that goes on falls through to the next, whose ways are among these already; the last goes on behind.
  const last = cases.at(-1);
  const goesThrough =
    last === undefined || waysOut(last).includes('on') || cases.every(({ test }) => test !== null);
  const ways = union(...cases.map(waysOut)).filter((way) => way !== 'on');
  return replaced(goesThrough ? union(ways, ON) : ways, ['break'], ON);
}

function replaced(ways: Ways, some: Ways, others: Ways): Ways {
  return ways.some((way) => some.includes(way))
    ? union(
        ways.filter((way) => !some.includes(way)),
        others,
      )
    : ways;
}

function union(...all: readonly Ways[]): Ways {
  return [...new Set(all.flat())];
}
