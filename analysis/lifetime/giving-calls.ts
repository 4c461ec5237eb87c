/**
 * Which calls count where a question is about a thing that a helper is given: of `put(cache, id)` and `put(other, 'a')` the
 * first alone, if the question is about `cache`.
 */
import { callersOf } from '../flow/call-graph.ts';
import type { Call, FunctionNode, Node, SourceCode } from '../source/source-code.ts';
import { isCall } from '../syntax/nodes.ts';
import { contains } from '../syntax/traversal.ts';
import type { CallFrequency } from './lifetime-queries.ts';

export interface GivingCalls {
  /** Whether a call that runs a function, or takes it as a value, gives the function the thing. */
  readonly isGiving: (call: Call, fn: FunctionNode) => boolean;
  /** The call by which another file gives it to a function of this one: no other call of that counts. */
  readonly outer?: OuterCall | undefined;
}

export interface OuterCall {
  /** The function of this file. */
  readonly fn: FunctionNode;
  readonly frequency: () => CallFrequency;
}

/** Who gives the thing to a function in its own file. */
export interface Givers {
  readonly calls: readonly Call[];
  /** Where the function is a value that goes on, in a call that takes the thing, too. */
  readonly values: readonly Node[];
}

/** @returns undefined if nobody in the file does: all who run the function count */
export function giversOf(
  source: SourceCode,
  fn: FunctionNode,
  { isGiving }: GivingCalls,
): Givers | undefined {
  const callers = callersOf(source, fn);
  const calls = callers.calls.filter((call) => isGiving(call, fn));
  const values = callers.values.filter(({ parent }) => {
    // `put.bind(null, cache)`
    const call = isCall(parent) ? parent : parent?.parent;
    return isCall(call) && isGiving(call, fn);
  });
  // A function that hands it on to itself was given it before.
  const isGiven = [...calls, ...values].some((giver) => !contains(fn, giver));
  return isGiven ? { calls, values } : undefined;
}
