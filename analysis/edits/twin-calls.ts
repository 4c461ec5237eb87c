/**
 * Whether another call that may be fixed, too, stands on a line of a call: how both are laid out must not depend on which is
 * fixed first.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Node, SourceCode } from '../source/source-code.ts';
import { contains, nodesOf } from '../syntax/traversal.ts';

export type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** The calls that begin or end on a line. */
const callsByLine = new WeakMap<SourceCode, ReadonlyMap<number, readonly Call[]>>();

/** Of a minified line nobody needs to know more than that it has others. */
const MANY = 20;

/** Whether another call on one of the lines of a call may be fixed, too: one beside it, or one of the same name around or in it. */
export function hasTwin(source: SourceCode, call: Call): boolean {
  let calls = callsByLine.get(source);
  if (!calls) callsByLine.set(source, (calls = groupedByLine(source)));
  return linesOf(call).some((line) => {
    const all = calls.get(line) ?? [];
    return all.length > MANY || all.some((other) => other !== call && isTwin(source, call, other));
  });
}

function isTwin(source: SourceCode, call: Call, other: Call): boolean {
  // `axios.get(…).then(…)`
  if (contains(other.callee, call)) return false;
  return contains(other, call) || contains(call, other)
    ? nameOf(source, call) === nameOf(source, other)
    : true;
}

function groupedByLine(source: SourceCode): ReadonlyMap<number, readonly Call[]> {
  const calls = new Map<number, Call[]>();
  for (const call of [
    ...nodesOf(source, AST_NODE_TYPES.CallExpression),
    ...nodesOf(source, AST_NODE_TYPES.NewExpression),
  ]) {
    for (const line of linesOf(call)) {
      const known = calls.get(line);
      if (known) known.push(call);
      else calls.set(line, [call]);
    }
  }
  return calls;
}

function linesOf({ loc: { start, end } }: Node): number[] {
  return [...new Set([start.line, end.line])];
}

/** `axios` of `axios.get(…)`. */
function nameOf(source: SourceCode, call: Call): string {
  return source.getFirstToken(call.callee)!.value;
}
