/**
 * Abort signals that live as long as the process: they abort when it ends, and stand for no single call.
 */
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import { valuesOf, type Value } from '../flow/values.ts';
import { creationFrequency } from '../lifetime/creation-frequency.ts';
import type { LifetimeQueries } from '../lifetime/lifetime-queries.ts';
import type { Node, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isAtModuleLevel } from '../syntax/traversal.ts';

/** Whether a signal is of an `AbortController` that is made once. */
export function isLastingSignal(
  source: SourceCode,
  project: LifetimeQueries,
  signal: Node,
): boolean {
  const values = valuesOf(source, signal);
  return (
    values.length > 0 &&
    values.every((value) => {
      const made = controllerOf(source, value);
      if (!made) return false;
      const file = { source, project, resolver: { creationOf: () => undefined } };
      return isAtModuleLevel(made) || creationFrequency(file, made).kind === 'once';
    })
  );
}

/** The `new AbortController()` that a signal belongs to. */
function controllerOf(source: SourceCode, value: Value): Node | undefined {
  if (value.kind !== 'member' || value.property !== 'signal' || value.object.kind !== 'node')
    return undefined;
  const { node } = value.object;
  return node.type === AST_NODE_TYPES.NewExpression &&
    isGlobal(source, node.callee, 'AbortController')
    ? node
    : undefined;
}
