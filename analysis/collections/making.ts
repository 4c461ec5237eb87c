/**
 * What a function does to a collection that it makes, before anybody else has it: that is no growth.
 */
import { callersOf } from '../flow/call-graph.ts';
import { isEndlessLoop } from '../flow/loops.ts';
import { callbackRole } from '../lifetime/callback-roles.ts';
import type { FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isCall, isFunction } from '../syntax/nodes.ts';
import { ancestorsOf } from '../syntax/traversal.ts';

/** A use of a collection, as `uses.ts` finds it. */
interface Usage {
  readonly node: Node;
  readonly access: { readonly kind: string };
}

/** Whether a use adds or removes while the function runs that makes the collection. */
export function isChangedInMaking(
  source: SourceCode,
  { node, access }: Usage,
  madeIn: FunctionNode,
): boolean {
  const isChange = access.kind === 'call' || access.kind === 'write' || access.kind === 'delete';
  return isChange && isWithinRun(source, node, madeIn, new Set());
}

/** Whether a node runs as a part of one run of a function around it; not in a loop that never ends. */
function isWithinRun(
  source: SourceCode,
  node: Node,
  fn: FunctionNode,
  open: Set<FunctionNode>,
): boolean {
  for (const ancestor of ancestorsOf(node)) {
    if (ancestor === fn) return true;
    if (isEndlessLoop(source, ancestor)) return false;
    if (isFunction(ancestor)) return isRunBy(source, ancestor, fn, open);
  }
  return false;
}

/** Whether a function within another one runs as a part of that alone: as an inline callback, or called there. */
function isRunBy(
  source: SourceCode,
  inner: FunctionNode,
  fn: FunctionNode,
  open: Set<FunctionNode>,
): boolean {
  if (open.has(inner)) return true;
  open.add(inner);
  const { parent } = inner;
  const isOfCall = isCall(parent);
  if (isOfCall && parent.callee !== inner)
    return (
      callbackRole(source, parent, inner).kind === 'inline' && isWithinRun(source, parent, fn, open)
    );
  const { calls, values, isExported } = callersOf(source, inner);
  const isSeen = values.length === 0 && !isExported && calls.length > 0;
  return isSeen && calls.every((call) => isWithinRun(source, call, fn, open));
}
