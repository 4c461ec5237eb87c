/**
 * Where functions go that give entries of a collection: who is given such a function may ask for an entry and change it.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { takesFunction } from '../flow/built-in-flows.ts';
import { calleesOf } from '../flow/lazy-flow.ts';
import type { PassedOn } from '../lifetime/lifetime-queries.ts';
import { passedInObject, passedOn } from '../lifetime/passed-on.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isCall, withoutWrappers } from '../syntax/nodes.ts';
import { calledName } from '../syntax/references.ts';
import { callbackRuns } from '../vocabulary/callback-takers.ts';
import { isOfAnswer } from './repeatable-code.ts';

interface Destinations {
  /** Where such a function goes to code that is not seen. */
  readonly unseen: Node | undefined;
  /** The functions of other files that are given one. */
  readonly givenTo: readonly PassedOn[];
}

/** @param names expressions that name such functions, where they go on */
export function gettersDestinations(source: SourceCode, names: readonly Node[]): Destinations {
  let unseen: Node | undefined;
  const givenTo: PassedOn[] = [];
  for (const name of names) {
    const given = passedOn(source, name.parent, name) ?? passedInObject(source, name);
    if (given) givenTo.push(given);
    else if (!isSeenAt(source, name)) unseen ??= name;
  }
  return { unseen, givenTo };
}

/** Whether it is seen, or known, what becomes of a function: its results are followed, or sent. */
function isSeenAt(source: SourceCode, name: Node): boolean {
  const { parent } = name;
  if (parent?.type === AST_NODE_TYPES.MemberExpression) return parent.object !== name;
  if (!isCall(parent)) return true;
  const callee = withoutWrappers(parent.callee);
  return (
    takesFunction(
      source,
      parent,
      parent.arguments.findIndex((given) => given === name),
    ) ||
    callbackRuns(calledName(source, callee), true) !== undefined ||
    isOfAnswer(source, callee) ||
    calleesOf(source, parent).complete
  );
}
