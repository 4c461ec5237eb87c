/**
 * The awaits that a binding of an async function lives through.
 *
 * V8 keeps every register of a suspended function: a name holds its value for as long as an `await` behind it is
 * pending, used again or not, and leaving its block does not free it (test/leaks/awaits.test.ts).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { propertyName } from './bindings.ts';
import { isRunOnce, leadsBackTo, leadsTo } from './control-flow.ts';
import type { SourceCode } from './source-code.ts';
import { ancestorsOf, contains, isClass, isFunction, LOOPS, walk, withoutWrappers, type FunctionNode, type Node } from './syntax.ts';
import { valuesOf } from './values.ts';

/** `long`: those that can take their time, by what the code says; `any`: all of them. */
export type AwaitKind = 'long' | 'any';

export type Await = TSESTree.AwaitExpression | TSESTree.ForOfStatement;

/**
 * The awaits that control can reach after a node of the same function, in the order in which it comes to them: those
 * below first, then those of the next round of a loop around both.
 */
export function* laterAwaits(source: SourceCode, fn: FunctionNode, from: Node, kind: AwaitKind): Generator<Await> {
  const all = awaitsOf(source, fn);
  const below = all.filter((node) => isBelow(node, from) && leadsTo(from, node));
  for (const node of below) if (kind === 'any' || isLong(source, node, from)) yield node;
  // The innermost loop comes round first.
  for (const node of all.toSorted((a, b) => roundOf(b, from) - roundOf(a, from))) {
    if (!below.includes(node) && leadsBackTo(fn, from, node) && (kind === 'any' || waitsLong(source, node))) yield node;
  }
}

/** Where the innermost loop around two nodes begins; behind, the further in it is. */
function roundOf(node: Node, from: Node): number {
  for (const ancestor of ancestorsOf(node)) if (LOOPS.has(ancestor.type) && contains(ancestor, from)) return ancestor.range[0];
  return -1;
}

function waitsLong(source: SourceCode, node: Await): boolean {
  return node.type === AST_NODE_TYPES.ForOfStatement || isLongWait(source, node.argument);
}

/** Whether an await stands behind a node in the text. */
export function isBelow(later: Await, from: Node): boolean {
  return later.range[0] >= from.range[1];
}

const awaitsByFunction = new WeakMap<FunctionNode, readonly Await[]>();

/** The awaits of a function's own, in source order. */
function awaitsOf(source: SourceCode, fn: FunctionNode): readonly Await[] {
  const known = awaitsByFunction.get(fn);
  if (known) return known;
  const found: Await[] = [];
  walk(source, fn.body, (node) => {
    if (isFunction(node) || isClass(node)) return false;
    if (node.type === AST_NODE_TYPES.AwaitExpression || (node.type === AST_NODE_TYPES.ForOfStatement && node.await)) found.push(node);
    return true;
  });
  awaitsByFunction.set(fn, found);
  return found;
}

/** Whether an await can take its time: in a loop below the binding, for a timer, a queue, a stream or an event. */
function isLong(source: SourceCode, node: Await, from: Node): boolean {
  if (waitsLong(source, node)) return true;
  for (const ancestor of ancestorsOf(node)) {
    if (contains(ancestor, from)) break;
    if (LOOPS.has(ancestor.type) && !isRunOnce(ancestor, node)) return true;
  }
  return false;
}

const WAITS = /^(?:sleep|delay|wait(?:For\w*)?|pause|snooze|backoff|setTimeout|setTimeoutPromise|timeout|once|pipeline|finished|onIdle|onEmpty|drain|acquire)$/iu;
const QUEUE = /queue|limiter|bottleneck|semaphore|mutex|lock$/iu;
const WAITS_FOR_EVENT = new Set(['on', 'once', 'addListener', 'addEventListener', 'pipe']);

function isLongWait(source: SourceCode, awaited: Node): boolean {
  const node = withoutWrappers(awaited);
  if (node.type === AST_NODE_TYPES.CallExpression) {
    const callee = withoutWrappers(node.callee);
    const name = callee.type === AST_NODE_TYPES.Identifier ? callee.name : callee.type === AST_NODE_TYPES.MemberExpression ? propertyName(source, callee) : undefined;
    if (name !== undefined && WAITS.test(name)) return true;
    // What a queue is given to run is awaited with all before it; what is only sent to it, by BullMQ say, is not.
    const isRun = /^(?:schedule|run|runExclusive)$/u.test(name ?? '') || (/^(?:add\w*|push|enqueue)$/u.test(name ?? '') && node.arguments.some((argument) => isFunction(withoutWrappers(argument))));
    if (isRun && callee.type === AST_NODE_TYPES.MemberExpression && QUEUE.test(source.getText(callee.object))) return true;
  }
  return valuesOf(source, node).some((value) => value.kind === 'node' && value.node.type === AST_NODE_TYPES.NewExpression && waitsInside(source, value.node));
}

/** `new Promise((resolve) => setTimeout(resolve, ms))`, `new Promise((resolve) => stream.on('end', resolve))` */
function waitsInside(source: SourceCode, made: TSESTree.NewExpression): boolean {
  const [executor] = made.arguments;
  if (!executor || !isFunction(executor) || made.callee.type !== AST_NODE_TYPES.Identifier || made.callee.name !== 'Promise') return false;
  let waits = false;
  walk(source, executor.body, (node) => {
    if (node.type !== AST_NODE_TYPES.CallExpression) return;
    const { callee } = node;
    if (callee.type === AST_NODE_TYPES.Identifier) waits ||= callee.name === 'setTimeout';
    else if (callee.type === AST_NODE_TYPES.MemberExpression) waits ||= WAITS_FOR_EVENT.has(propertyName(source, callee) ?? '');
  });
  return waits;
}
