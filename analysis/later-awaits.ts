/**
 * The awaits that a binding of an async function lives through.
 *
 * V8 keeps every register of a suspended function: a name holds its value for as long as an `await` behind it is
 * pending, used again or not, and leaving its block does not free it (test/leaks/awaits.test.ts).
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { propertyName } from './bindings.ts';
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
  const below = all.filter((node) => isBelow(node, from) && isReachable(from, node));
  for (const node of below) if (kind === 'any' || isLong(source, node, from)) yield node;
  // The innermost loop comes round first.
  for (const node of all.toSorted((a, b) => roundOf(b, from) - roundOf(a, from))) {
    if (!below.includes(node) && isInNextRound(fn, from, node) && (kind === 'any' || waitsLong(source, node))) yield node;
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

/** Whether control can go from one node on to another that stands behind it in the text. */
function isReachable(from: Node, to: Node): boolean {
  let stop: 'exit' | 'jump' | undefined;
  let inner = from;
  for (const ancestor of ancestorsOf(from)) {
    if (contains(ancestor, to)) return isInFinalizer(ancestor, to) || (stop === undefined && !isOtherBranch(ancestor, inner, to));
    stop ??= stopAfter(ancestor, inner);
    // A jump leaves its loop and no more.
    if (stop === 'jump' && (LOOPS.has(ancestor.type) || ancestor.type === AST_NODE_TYPES.SwitchStatement)) stop = undefined;
    inner = ancestor;
  }
  return false;
}

/** A `finally` runs whichever way its `try` is left. */
function isInFinalizer(ancestor: Node, to: Node): boolean {
  return ancestor.type === AST_NODE_TYPES.TryStatement && ancestor.finalizer !== null && contains(ancestor.finalizer, to);
}

/** Whether two parts of a statement do not run one after the other. */
function isOtherBranch(ancestor: Node, inner: Node, to: Node): boolean {
  if (ancestor.type === AST_NODE_TYPES.IfStatement || ancestor.type === AST_NODE_TYPES.ConditionalExpression) {
    return inner === ancestor.consequent && ancestor.alternate !== null && contains(ancestor.alternate, to);
  }
  // What fails most is the request itself, and then there is no response: a retry that waits in its `catch` holds none.
  if (ancestor.type === AST_NODE_TYPES.TryStatement) return inner === ancestor.block && ancestor.handler !== null && contains(ancestor.handler, to);
  if (ancestor.type === AST_NODE_TYPES.SwitchStatement && inner.type === AST_NODE_TYPES.SwitchCase) {
    const last = inner.consequent.at(-1);
    return last !== undefined && jumpOf(last) !== undefined;
  }
  return false;
}

/** Whether a statement behind `inner` in a block leaves that block for good. */
function stopAfter(block: Node, inner: Node): 'exit' | 'jump' | undefined {
  const statements = block.type === AST_NODE_TYPES.BlockStatement ? block.body : block.type === AST_NODE_TYPES.SwitchCase ? block.consequent : [];
  const position = statements.findIndex((statement) => statement === inner);
  // The statement itself, too: `return use(await axios.get(url))`.
  for (const statement of position < 0 ? [] : statements.slice(position)) {
    const jump = jumpOf(statement);
    if (jump) return jump;
  }
  return jumpOf(inner);
}

/** How a statement leaves its block, if it always does. */
export function jumpOf(statement: Node): 'exit' | 'jump' | undefined {
  switch (statement.type) {
    case AST_NODE_TYPES.ReturnStatement:
    case AST_NODE_TYPES.ThrowStatement:
      return 'exit';
    case AST_NODE_TYPES.BreakStatement:
    case AST_NODE_TYPES.ContinueStatement:
      // With a label it leaves more than the nearest loop: nothing that stands behind counts.
      return statement.label ? 'exit' : 'jump';
    case AST_NODE_TYPES.BlockStatement:
      return statement.body.map(jumpOf).find((jump) => jump !== undefined);
    case AST_NODE_TYPES.IfStatement: {
      const [first, second] = [jumpOf(statement.consequent), statement.alternate ? jumpOf(statement.alternate) : undefined];
      return first && second ? (first === 'jump' || second === 'jump' ? 'jump' : 'exit') : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether a loop leads from one node back to the other. */
function isInNextRound(fn: FunctionNode, from: Node, to: Node): boolean {
  let stop: 'exit' | 'jump' | undefined;
  let inner = from;
  for (const ancestor of ancestorsOf(from)) {
    if (ancestor === fn) return false;
    stop ??= stopAfter(ancestor, inner);
    if (LOOPS.has(ancestor.type)) {
      const isRepeated = contains(ancestor, to) && !('right' in ancestor && contains(ancestor.right, to)) && !('init' in ancestor && ancestor.init && contains(ancestor.init, to));
      // `continue` goes on with the next round; `break` does not, but then something lies behind the loop.
      if (isRepeated && (stop === undefined || isContinued(ancestor, from))) return true;
      if (stop === 'jump') stop = undefined;
    }
    inner = ancestor;
  }
  return false;
}

/** Whether the jump that ends a node's way through a loop body is a `continue`. */
function isContinued(loop: Node, from: Node): boolean {
  let inner = from;
  for (const ancestor of ancestorsOf(from)) {
    const statements = ancestor.type === AST_NODE_TYPES.BlockStatement ? ancestor.body : [];
    const position = statements.findIndex((statement) => statement === inner);
    const jump = (position < 0 ? [] : statements.slice(position)).find((statement) => jumpOf(statement) !== undefined);
    if (jump) return jump.type === AST_NODE_TYPES.ContinueStatement;
    if (ancestor === loop) return false;
    inner = ancestor;
  }
  return false;
}

/** Whether an await can take its time: in a loop below the binding, for a timer, a queue, a stream or an event. */
function isLong(source: SourceCode, node: Await, from: Node): boolean {
  if (waitsLong(source, node)) return true;
  for (const ancestor of ancestorsOf(node)) {
    if (contains(ancestor, from)) break;
    if (LOOPS.has(ancestor.type) && !isOutsideBody(ancestor, node)) return true;
  }
  return false;
}

/** `for (const x of await all())` awaits once. */
function isOutsideBody(loop: Node, node: Node): boolean {
  return ('right' in loop && contains(loop.right, node)) || (loop.type === AST_NODE_TYPES.ForStatement && loop.init !== null && contains(loop.init, node));
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
