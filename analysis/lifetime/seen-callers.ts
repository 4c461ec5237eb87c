/**
 * What the callers that are seen tell of how often a function runs.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, FunctionNode, SourceCode } from '../source/source-code.ts';
import { isCall } from '../syntax/nodes.ts';
import { callbackRole } from './callback-roles.ts';
import { runnerText, type CallFrequency, type RunsElsewhere } from './lifetime-queries.ts';

/** `start((error) => …)`: the call whose end a function is told of, with the error first. */
export function completedCall(source: SourceCode, fn: FunctionNode): Call | undefined {
  const [first] = fn.params;
  const { parent: call } = fn;
  const takesError =
    first?.type === AST_NODE_TYPES.Identifier && /^_?err(?:or)?$/u.test(first.name);
  return takesError &&
    isCall(call) &&
    call.arguments.at(-1) === fn &&
    callbackRole(source, call, fn).kind === 'unknown'
    ? call
    : undefined;
}

/** What is known of a method whose file runs it, if none does so often. */
export function ofSeen(
  here: readonly CallFrequency[],
  { runs, isComplete, loadedBy }: RunsElsewhere,
): CallFrequency {
  const all = [...here, ...runs].filter(({ kind }) => kind !== 'test');
  const rare = all.find(({ kind }) => kind === 'once');
  const isAll = isComplete || (loadedBy === 'nobody' && runs.length === 0);
  return rare && isAll && all.every(({ kind }) => kind === 'once')
    ? rare
    : {
        kind: 'unknown',
        by: `${runnerText(rare ?? all[0] ?? here[0]!)}, and whoever has the object`,
      };
}
