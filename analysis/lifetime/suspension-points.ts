/**
 * The awaits that a binding of an async function lives through.
 *
 * V8 keeps every register of a suspended function: a name holds its value for as long as an `await` behind it is
 * pending, used again or not, and leaving its block does not free it (test/leaks/awaits.test.ts).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { loopsAround, stretchesBehind } from '../flow/control-flow.ts';
import { isRunOnce } from '../flow/loops.ts';
import { valuesOf } from '../flow/values.ts';
import { lastWhere } from '../source/lines.ts';
import { Peaks } from '../source/peaks.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isClass, isFunction, LOOPS, withoutWrappers } from '../syntax/nodes.ts';
import { calledName, propertyName } from '../syntax/references.ts';
import { ancestorsOf, walk } from '../syntax/traversal.ts';
import { listensTo } from '../vocabulary/callback-takers.ts';

/** `long`: those that can take their time, by what the code says; `any`: all of them. */
export type AwaitKind = 'long' | 'any';

export interface AwaitSearch {
  readonly kind: AwaitKind;
  /** The offset at which the search begins. */
  readonly since?: number;
}

export type Await = TSESTree.AwaitExpression | TSESTree.ForOfStatement;

/**
 * The awaits below a node of the same function that control can reach from there without another round of a loop, in
 * source order.
 */
export function* awaitsBelow(
  source: SourceCode,
  fn: FunctionNode,
  from: Node,
  { kind, since = 0 }: AwaitSearch,
): Generator<Await> {
  const { all, places } = awaitsOf(source, fn);
  const next = (index: number): number =>
    kind === 'any' ? index : places().firstAtLeast(index, from.range[1]);
  for (const [start, end] of stretchesBehind(fn, from)) {
    for (
      let index = next(firstFrom(all, Math.max(start, since)));
      index < all.length && all[index]!.range[0] < end;
      index = next(index + 1)
    )
      yield all[index]!;
  }
}

/** The awaits that control comes to in the next round of a loop around a node: those of the innermost loop first. */
export function* awaitsOfNextRound(
  source: SourceCode,
  fn: FunctionNode,
  from: Node,
  kind: AwaitKind,
): Generator<Await> {
  const loops = [...loopsAround(fn, from)];
  const last = loops.findLastIndex(({ isRepeated }) => isRepeated);
  if (last < 0) return;
  const { all, long } = awaitsOf(source, fn);
  const awaits = kind === 'any' ? all : long();
  const isReached = (node: Await, depth: number): boolean =>
    loops.slice(depth).some(({ loop, isRepeated }) => isRepeated && !isRunOnce(loop, node));
  const stretches = [...stretchesBehind(fn, from)];
  for (const [depth, { loop }] of loops.slice(0, last + 1).entries()) {
    const inner = loops[depth - 1]?.loop;
    // What is reached without another round is below; what stands in the loop inside has been told.
    const told = [
      ...(inner ? [[inner.range[0] + 1, inner.range[1]] as const] : []),
      ...stretches,
    ].toSorted((a, b) => a[0] - b[0]);
    for (
      let index = firstFrom(awaits, loop.range[0]);
      index < awaits.length && awaits[index]!.range[0] < loop.range[1];
      index++
    ) {
      const node = awaits[index]!;
      const skipped = told.findLast(
        ([start, end]) => start <= node.range[0] && node.range[0] < end,
      );
      if (skipped) index = firstFrom(awaits, skipped[1]) - 1;
      // `for await` awaits outside of its own body.
      else if (node !== loop && isReached(node, node === inner ? depth - 1 : depth)) yield node;
    }
  }
  const outermost = loops[last]!.loop;
  if (awaits.includes(outermost as Await)) yield outermost as Await;
}

function waitsLong(source: SourceCode, node: Await): boolean {
  return node.type === AST_NODE_TYPES.ForOfStatement || isLongWait(source, node.argument);
}

/** Whether an await stands behind a node in the text. */
export function isBelow(later: Await, from: Node): boolean {
  return later.range[0] >= from.range[1];
}

/** The awaits of a function's own, in source order, and what is known of them once somebody asks. */
interface Awaits {
  readonly all: readonly Await[];
  /** Those that can take their time by themselves. */
  readonly long: () => readonly Await[];
  /**
   * For each await the place from which on it can take its time, seen from above: its own if it does by itself, that of the
   * innermost loop that repeats it, or none.
   */
  readonly places: () => Peaks;
}

const awaitsByFunction = new WeakMap<FunctionNode, Awaits>();

function awaitsOf(source: SourceCode, fn: FunctionNode): Awaits {
  const known = awaitsByFunction.get(fn);
  if (known) return known;
  const all: Await[] = [];
  walk(source, fn.body, (node) => {
    if (isFunction(node) || isClass(node)) return false;
    if (
      node.type === AST_NODE_TYPES.AwaitExpression ||
      (node.type === AST_NODE_TYPES.ForOfStatement && node.await)
    )
      all.push(node);
    return true;
  });
  let long: readonly Await[] | undefined;
  let places: Peaks | undefined;
  const longOf = (): readonly Await[] => (long ??= all.filter((node) => waitsLong(source, node)));
  const placesOf = (): Peaks => {
    const byThemselves = new Set(longOf());
    return (places ??= new Peaks(
      all.map((node) => (byThemselves.has(node) ? node.range[0] : (loopOf(node)?.range[0] ?? -1))),
    ));
  };
  const awaits = { all, long: longOf, places: placesOf };
  awaitsByFunction.set(fn, awaits);
  return awaits;
}

/** The index of the first await that begins at an offset or behind it. */
function firstFrom(awaits: readonly Await[], offset: number): number {
  return lastWhere(awaits, ({ range }) => range[0] < offset) + 1;
}

/** The innermost loop that runs a node again and again. */
function loopOf(node: Await): Node | undefined {
  for (const ancestor of ancestorsOf(node)) {
    if (isFunction(ancestor)) return undefined;
    if (LOOPS.has(ancestor.type) && !isRunOnce(ancestor, node)) return ancestor;
  }
  return undefined;
}

/** How long an await may take, one against another: a file that is sent takes longer than one more round of a loop. */
export function lengthOfWait(source: SourceCode, node: Await): number {
  const isLoop = loopOf(node) !== undefined;
  if (node.type === AST_NODE_TYPES.ForOfStatement) return isLoop ? 2 : 1;
  return (isLongWait(source, node.argument) ? 3 : 0) + (isLoop ? 2 : 0);
}

/** Functions that send or fetch a file, or wait for one that does. */
const TRANSFERS = /^(?:upload\w*|download\w*|putObject|transcode\w*)$/iu;
const WAITS =
  /^(?:sleep|delay|wait(?:For\w*)?|pause|snooze|backoff|setTimeout|setTimeoutPromise|timeout|once|pipeline|finished|onIdle|onEmpty|drain|acquire)$/iu;
const QUEUE = /queue|limiter|bottleneck|semaphore|mutex|lock$/iu;

function isLongWait(source: SourceCode, awaited: Node): boolean {
  const node = withoutWrappers(awaited);
  if (node.type === AST_NODE_TYPES.CallExpression) {
    const callee = withoutWrappers(node.callee);
    const name = calledName(source, callee);
    if (WAITS.test(name) || TRANSFERS.test(name)) return true;
    // What a queue is given to run is awaited with all before it; what is only sent to it, by BullMQ say, is not.
    const isRun =
      /^(?:schedule|run|runExclusive)$/u.test(name) ||
      (/^(?:add\w*|push|enqueue)$/u.test(name) &&
        node.arguments.some((argument) => isFunction(withoutWrappers(argument))));
    if (
      isRun &&
      callee.type === AST_NODE_TYPES.MemberExpression &&
      QUEUE.test(source.getText(callee.object))
    )
      return true;
  }
  return valuesOf(source, node).some(
    (value) =>
      value.kind === 'node' &&
      value.node.type === AST_NODE_TYPES.NewExpression &&
      waitsInside(source, value.node),
  );
}

/** `new Promise((resolve) => setTimeout(resolve, ms))`, `new Promise((resolve) => stream.on('end', resolve))` */
function waitsInside(source: SourceCode, made: TSESTree.NewExpression): boolean {
  const [executor] = made.arguments;
  if (
    !executor ||
    !isFunction(executor) ||
    made.callee.type !== AST_NODE_TYPES.Identifier ||
    made.callee.name !== 'Promise'
  )
    return false;
  let waits = false;
  walk(source, executor.body, (node) => {
    if (node.type !== AST_NODE_TYPES.CallExpression) return;
    const { callee } = node;
    if (callee.type === AST_NODE_TYPES.Identifier) waits ||= callee.name === 'setTimeout';
    else if (callee.type === AST_NODE_TYPES.MemberExpression) {
      const method = propertyName(source, callee) ?? '';
      waits ||= listensTo(method) || method === 'pipe';
    }
  });
  return waits;
}
