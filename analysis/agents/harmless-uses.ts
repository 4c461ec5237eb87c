/**
 * What code does with an agent that leaves it as it is, and tells nobody which one it is.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { AST_NODE_TYPES } from '@typescript-eslint/types';
import type { Call, SourceCode } from '../source/source-code.ts';
import { isGlobal } from '../syntax/bindings.ts';
import { isNullish } from '../syntax/nodes.ts';
import { propertyName } from '../syntax/references.ts';
import { agentTaking } from './agent-takers.ts';

/** What a value is used in without a way to anything of it. */
export function ignored(): void {}

/** `agent === other`; that there is one at all is no comparison: `agent != null`, `agent instanceof Agent`. */
export function tellsApart({ operator, left, right }: TSESTree.BinaryExpression): boolean {
  return operator !== 'instanceof' && !isNullish(left) && !isNullish(right);
}

/** `console.log(agent)`, `JSON.stringify(config)` */
export function isOnlyShown(source: SourceCode, { callee }: Call): boolean {
  return (
    callee.type === AST_NODE_TYPES.MemberExpression &&
    (isGlobal(source, callee.object, 'console') ||
      (isGlobal(source, callee.object, 'JSON') && propertyName(source, callee) === 'stringify'))
  );
}

/** `pool.request(…)` */
export function isSend(source: SourceCode, access: TSESTree.MemberExpression): boolean {
  const { parent } = access;
  return (
    parent.type === AST_NODE_TYPES.CallExpression &&
    parent.callee === access &&
    agentTaking(source, parent)?.kind === 'send'
  );
}
