/**
 * On which paths a body is neither read, nor destroyed, nor handed on.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { exitsOfFunction, exitsWithout, type PathFacts } from '../flow/all-paths.ts';
import { isLoop } from '../flow/loops.ts';
import { mayThrow } from '../flow/may-throw.ts';
import type { Exit } from '../flow/ways.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isFunction } from '../syntax/nodes.ts';
import { ancestorsOf, contains, functionAround } from '../syntax/traversal.ts';
import { hasNoBody } from './body-presence.ts';
import { outermost, type BodyFate } from './bodies.ts';
import { testsError } from './body-calls.ts';
import type { StreamBody } from './stream-bodies.ts';
import { wayToEnd, type WayToEnd } from './way-to-end.ts';

export interface UnreadPaths {
  /** The `return` and `throw` statements that leave the function with the body unread. */
  readonly leaves: readonly Node[];
  /** Whether control comes to the end of the function with the body unread. */
  readonly reachesEnd: boolean;
  /** What leads there, if one place does. */
  readonly wayToEnd: () => WayToEnd | undefined;
}

/**
 * The paths on which the code itself leaves a body unread; what a call may throw does not count.
 * @param isMoot of which tests an outcome does not count either
 */
export function unreadPaths(
  source: SourceCode,
  body: StreamBody,
  isMoot?: PathFacts['isMoot'],
): UnreadPaths {
  const { arrival, uses } = body;
  if (arrival.kind === 'nobody' || (arrival.kind === 'catch' && !arrival.node.param))
    return { leaves: [], reachesEnd: true, wayToEnd: () => undefined };
  const scope = arrival.kind === 'function' ? arrival.node : functionAround(arrival.node);
  const exitsBy = (facts: PathFacts) =>
    exitsFrom(source, body, () => true, {
      ...facts,
      throws: () => false,
      isMoot: (test, outcome) =>
        isMoot?.(test, outcome) === true || facts.isMoot?.(test, outcome) === true,
    });
  const exits = (isOver: (node: Node) => boolean) => exitsBy({ isOver });
  const seen = new Set<Node>();
  const atEnd = exits((node) => {
    if (!isLeave(node, scope) || holdsFate(node, uses.fates)) return false;
    seen.add(node);
    return true;
  }).map(keyOf);
  const leaves = [...seen].filter((leave) =>
    exits((node) => node !== leave && seen.has(node)).some((exit) => !atEnd.includes(keyOf(exit))),
  );
  return {
    leaves: leaves.toSorted((a, b) => a.range[0] - b.range[0]),
    reachesEnd: atEnd.length > 0,
    wayToEnd: () =>
      wayToEnd(
        (facts) =>
          exitsBy({
            ...facts,
            isOver: (node) => seen.has(node) || facts.isOver?.(node) === true,
          }),
        scope,
      ),
  };
}

/**
 * Whether a body is read to its end or destroyed on every path, by what a call may throw as well. Within a loop each round has
 * to do so.
 */
export function isAlwaysEnded(source: SourceCode, body: StreamBody): boolean {
  return openExits(source, body, (node) => mayFail(source, node))?.length === 0;
}

function mayFail(source: SourceCode, node: Node): boolean {
  const isTest = node.type === AST_NODE_TYPES.CallExpression && testsError(source, node);
  return !isTest && mayThrow(source, node);
}

/** The first code that leaves a body open if it throws; undefined if none does by itself, or the body cannot be followed. */
export function throwingBefore(source: SourceCode, body: StreamBody): Node | undefined {
  const throwing = new Set<Node>();
  const exits = openExits(source, body, (node) => {
    if (!mayFail(source, node)) return false;
    throwing.add(node);
    return true;
  });
  return exits === undefined
    ? undefined
    : [...throwing].find((one) => openExits(source, body, (node) => node === one)!.length > 0);
}

/** The ways on which a body is left open; undefined if it cannot be followed. */
function openExits(
  source: SourceCode,
  body: StreamBody,
  throws: (node: Node) => boolean,
): readonly Exit[] | undefined {
  const { arrival, uses } = body;
  if (uses.isLost || arrival.kind === 'nobody') return undefined;
  if (arrival.kind === 'catch' && !arrival.node.param) return undefined;
  const isRead = !uses.isPaused && uses.pipes.length === 0 && !uses.events.has('readable');
  const isOnlyHeard = isRead && ![...uses.fates.values()].includes('handedOn');
  const loop = loopAround(arrival.node);
  if (loop && !contains(loop.body, arrival.node)) return undefined;
  const facts = {
    throws,
    ...(loop && arrival.kind !== 'function' ? { until: loop.body } : {}),
  };
  return exitsFrom(
    source,
    body,
    (fate) => fate === 'ended' || (fate === 'heard' && isOnlyHeard),
    facts,
  );
}

function exitsFrom(
  source: SourceCode,
  { arrival, uses, api }: StreamBody,
  counts: (fate: BodyFate) => boolean,
  facts: PathFacts,
): readonly Exit[] {
  const happens = (node: Node) => {
    const fate = uses.fates.get(node);
    return fate !== undefined && counts(fate);
  };
  const all: PathFacts = {
    ...facts,
    isMoot: (test, outcome) =>
      facts.isMoot?.(test, outcome) === true ||
      hasNoBody(source, { ways: uses.ways, api }, test, outcome),
  };
  // `return await request`, `{ response: await request }`
  if (arrival.kind === 'value' && happens(outermost(arrival.node))) return [];
  if (arrival.kind === 'function') return exitsOfFunction(source, arrival.node, happens, all);
  const from = arrival.kind === 'catch' ? arrival.node.param! : arrival.node;
  return exitsWithout(source, from, happens, all);
}

/** Whether a statement leaves a function of itself. */
function isLeave(node: Node, scope: FunctionNode | undefined): boolean {
  return (
    (node.type === AST_NODE_TYPES.ReturnStatement || node.type === AST_NODE_TYPES.ThrowStatement) &&
    functionAround(node) === scope
  );
}

function holdsFate(node: Node, fates: ReadonlyMap<Node, BodyFate>): boolean {
  return [...fates.keys()].some((at) => contains(node, at));
}

function keyOf({ how, at }: Exit): string {
  return `${how} ${at.range[0]}`;
}

/** The innermost loop around a node in its function. */
function loopAround(node: Node) {
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) return undefined;
    if (isLoop(ancestor)) return ancestor;
  }
  return undefined;
}
